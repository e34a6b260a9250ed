"""Recording a visit, and what was recorded."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from borrowers.queries.classification import outcomes
from campaign import feedback
from campaign.common.forms import carry_out
from campaign.common.http import wants_json
from campaign.common.idempotency import SameIdOtherBody
from fieldwork.access import get_borrower_to_record_or_404, get_visit_or_404, may_correct
from fieldwork.actions.photos import add_photo
from fieldwork.actions.visits import Recorded, correct_visit, record_visit
from fieldwork.forms.corrections import VisitCorrectionForm
from fieldwork.forms.photos import PhotoAddForm
from fieldwork.forms.visits import VisitForm
from fieldwork.models import Visit
from fieldwork.queries.contact import VisitAdvice, advice_before_recording, advice_by_the_clock
from fieldwork.queries.talks import talks_for
from fieldwork.queries.today import next_door
from fieldwork.queries.visits import visit_page
from fieldwork.views.answers import conflict, invalid
from fieldwork.views.drafts import redirect_from, render_and_release
from teams.http import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def visit_record(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The page on which a visit is recorded; the phone's script posts here as well and reads JSON."""
    form = _form(request, code, pk)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _refused(request, form)
    try:
        recorded = _record(request, form)
    except SameIdOtherBody:
        return _conflict(request, form)
    except ValidationError as error:
        form.promise.add_error(None, error)
        return _refused(request, form)
    if wants_json(request):
        return _stored(recorded)
    return redirect_from(f"visit:{pk}", f"{_url(recorded.visit)}?saved=1")


@require_safe
def visit_detail(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """What was recorded, what of it has not arrived yet, and the next door."""
    visit = get_visit_or_404(request, code, pk)
    is_own = visit.recorded_by == request.user
    context = visit_page(visit) | {
        "campaign": visit.campaign,
        "borrower": visit.borrower,
        "is_own": is_own,
        "may_correct": may_correct(request.user, visit),
        "just_saved": is_own and "saved" in request.GET,
        "next": next_door(visit.campaign, request.user, after=visit.borrower) if is_own else None,
        "photo_form": PhotoAddForm(),
    }
    return render_and_release(request, "fieldwork/visit_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_correct(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """A visit that was recorded wrongly: a new version with its reason; both stay readable."""
    visit = get_visit_or_404(request, code, pk)
    if not may_correct(request.user, visit):
        raise PermissionDenied
    form = VisitCorrectionForm(request.POST if request.method == "POST" else None, visit=visit)
    if form.is_valid() and (correction := _correct(request, form)):
        feedback.done(request, _("Corrected. What was recorded before is kept."))
        return redirect(_url(correction))
    context = {"campaign": visit.campaign, "visit": visit, "borrower": visit.borrower, "form": form}
    return render(request, "fieldwork/visit_correct.html", context)


def _correct(request: PersonRequest, form: VisitCorrectionForm) -> Visit | None:
    reason = form.cleaned_data["reason"]
    try:
        return carry_out(
            form, correct_visit, visit=form.visit, report=form.report(), reason=reason, by=request.user
        )
    except SameIdOtherBody:
        form.add_error(
            None, _("This correction is stored with other answers already; nothing was overwritten.")
        )
        return None


def _form(request: PersonRequest, code: str, pk: int) -> VisitForm:
    borrower, until = get_borrower_to_record_or_404(request, code, pk)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    return VisitForm(*data, borrower=borrower, user=request.user, until=until)


def _record(request: PersonRequest, form: VisitForm) -> Recorded:
    recorded = record_visit(borrower=form.borrower, report=form.report(), by=request.user)
    for photo in form.cleaned_data["photos"]:
        add_photo(
            visit=recorded.visit, uuid=None, content=photo.content, digest=photo.digest, by=request.user
        )
    return recorded


def _page(request: PersonRequest, form: VisitForm, *, status: int = 200) -> HttpResponse:
    advice = VisitAdvice([], {}) if form.is_bound else advice_before_recording(form.borrower)
    context = {
        "campaign": request.campaign,
        "borrower": form.borrower,
        "form": form,
        "advice": advice.at_once,
        "advice_by_met": advice.by_met,
        "by_clock": [] if form.is_bound else advice_by_the_clock(form.borrower.campaign),
        "talks": talks_for(form.borrower),
        "outcomes": outcomes(),
    }
    return render(request, "fieldwork/visit_record.html", context, status=status)


def _refused(request: PersonRequest, form: VisitForm) -> HttpResponse:
    return invalid(form.all_errors()) if wants_json(request) else _page(request, form)


def _conflict(request: PersonRequest, form: VisitForm) -> HttpResponse:
    message = _(
        "This visit is already stored as it was sent first, with other answers; nothing was overwritten. "
        "To record another visit, start a new one from the borrower's page."
    )
    if wants_json(request):
        return conflict(message)
    form.add_error(None, message)
    return _page(request, form, status=409)


def _stored(recorded: Recorded) -> HttpResponse:
    """What the phone's queue needs to know: what arrived, and how many photos have not."""
    visit = recorded.visit
    arrived = [str(uuid) for uuid in visit.photos.values_list("uuid", flat=True)]
    answer = {
        "uuid": str(visit.uuid),
        "url": f"{_url(visit)}?saved=1",
        "photos_url": reverse("fieldwork:photo_add", args=[visit.campaign.code, visit.pk]),
        "photos": arrived,
        "photos_missing": max(visit.photo_count - len(arrived), 0),
        "violations": visit.violations,
    }
    return JsonResponse(answer, status=201 if recorded.is_new else 200)


def _url(visit: Visit) -> str:
    return reverse("fieldwork:visit_detail", args=[visit.campaign.code, visit.pk])
