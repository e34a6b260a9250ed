"""Photos of visits: added one by one, shown to whoever sees the borrower."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.http import json_error, private_file, wants_json
from campaign.common.idempotency import SameIdOtherBody
from campaign.common.pictures import upright_jpeg
from campaign.enums import Capability
from fieldwork.access import get_visit_or_404
from fieldwork.actions.photos import add_photo
from fieldwork.forms.photos import PhotoAddForm
from fieldwork.models import Visit, VisitPhoto
from teams.http import PersonRequest

SMALL = 320


@require_safe
def photo(request: PersonRequest, code: str, pk: int) -> HttpResponseBase:
    """The photo itself, or a small one for lists."""
    campaign = get_campaign_or_404(request, code)
    found = get_scoped_or_404(VisitPhoto.objects.filter(visit__campaign=campaign), request, pk=pk)
    if not found.file.storage.exists(str(found.file.name)):
        raise Http404
    if "small" not in request.GET:
        return private_file(found.file, "image/jpeg")
    with found.file.open("rb") as stored:
        small = upright_jpeg(stored.read(), max_side=SMALL)
    return HttpResponse(small, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


@require_POST
def photo_add(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Photos of a visit that was recorded before; the phone sends each by itself, with its own id."""
    visit = get_visit_or_404(request, code, pk)
    may_write = Visit.objects.visible_to(request.user, to=Capability.RECORD_VISIT).filter(pk=visit.pk)
    if visit.recorded_by != request.user and not may_write.exists():
        raise PermissionDenied
    form = PhotoAddForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, " ".join(map(str, form.errors.get("photos", ()))), 422)
    photos = form.cleaned_data["photos"]
    uuid = form.cleaned_data["uuid"] if len(photos) == 1 else None
    try:
        added = [
            add_photo(visit=visit, uuid=uuid, content=one.content, digest=one.digest, by=request.user)
            for one in photos
        ]
    except SameIdOtherBody:
        return _refused(request, _("Another photo was sent under this number before."), 409)
    if wants_json(request):
        return JsonResponse({"photos": [str(one.uuid) for one in added]}, status=201)
    text = ngettext("%(count)s photo added.", "%(count)s photos added.", len(added))
    feedback.done(request, text % {"count": len(added)})
    return redirect("fieldwork:visit_detail", code=code, pk=pk)


def _refused(request: PersonRequest, message: str, status: int) -> HttpResponse:
    if wants_json(request):
        return json_error("invalid" if status == 422 else "other_body", message, status=status)
    feedback.refused(request, message)
    return redirect(request.path.removesuffix("photos/"))
