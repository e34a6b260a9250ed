"""Cases without progress: the rule, what lies still, and moving it on."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from borrowers.forms.assignment import SelectedForm
from borrowers.models import Borrower
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.enums import Capability
from fieldwork.actions.wave import move_on, set_rule
from fieldwork.forms.wave import WaveForm
from fieldwork.queries.wave import rule_of, stalled
from teams.http import PersonRequest

PAGE_SIZE = 50


@require_http_methods(["GET", "POST"])
def wave(request: PersonRequest, code: str) -> HttpResponse:
    """What lies still by the rule, with where each case would go; the rule itself below."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    rule = rule_of(campaign)
    form = WaveForm(request.POST or None, target=rule)
    if request.method == "POST" and form.is_valid():
        set_rule(campaign=campaign, by=request.user, **form.cleaned_data)
        feedback.done(request, _("Saved."))
        return redirect("fieldwork:wave", code)
    page = Paginator(stalled(campaign, rule), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "rule": rule, "form": form, "page": page}
    return render(request, "fieldwork/wave.html", context)


@require_POST
def wave_move(request: PersonRequest, code: str) -> HttpResponse:
    """Moves the ticked cases on."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    mine = Borrower.objects.visible_to(request.user, to=Capability.MANAGE_CAMPAIGN)
    form = SelectedForm(request.POST, borrowers=mine.filter(campaign=campaign))
    if not form.is_valid():
        feedback.refused(request, " ".join(map(str, form.errors["selected"])))
        return redirect("fieldwork:wave", code)
    ticked = form.cleaned_data["selected"]
    still = [one.placement for one in stalled(campaign, rule_of(campaign))]
    chosen = [one for one in still if one.borrower in ticked and ticked[one.borrower] == one.seen]
    count = move_on(campaign=campaign, placements=chosen, by=request.user)
    text = ngettext("%(count)s case moved on.", "%(count)s cases moved on.", count)
    feedback.done(request, text % {"count": count})
    return redirect("fieldwork:wave", code)
