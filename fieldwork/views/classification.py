"""Proposed classifications: what waits, what became of it, the decision."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from fieldwork.actions import classification as actions
from fieldwork.enums import ClassificationProposalState as State
from fieldwork.forms.classification import DecisionForm
from fieldwork.models import ClassificationProposal
from fieldwork.queries import classification as queries
from teams.http import PersonRequest

PAGE_SIZE = 30


@require_safe
def proposal_list(request: PersonRequest, code: str) -> HttpResponse:
    """Proposals that wait, or all of them: one's own, and those of the borrowers one sees."""
    campaign = get_campaign_or_404(request, code)
    found = queries.proposals(campaign, request.user)
    shows_all = "all" in request.GET
    shown = found if shows_all else found.filter(state=State.OPEN)
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page": page,
        "rows": queries.lines(found.filter(pk__in=[one.pk for one in page])),
        "deciding": set(queries.waiting(campaign, request.user).values_list("pk", flat=True)),
        "shows_all": shows_all,
        "open_count": found.filter(state=State.OPEN).count(),
        "count": found.count(),
    }
    return render(request, "fieldwork/proposal_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_decide(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """What was found beside what counts now; accept it, or decline it with a reason."""
    campaign = get_campaign_or_404(request, code)
    listed = ClassificationProposal.objects.filter(campaign=campaign)
    get_scoped_or_404(listed, request, to=Capability.DECIDE_CLASSIFICATION, pk=pk)
    line = queries.lines(queries.proposals(campaign, request.user).filter(pk=pk))[0]
    form = DecisionForm(request.POST or None, initial={"seen": line.now.pk if line.now else None})
    if request.method == "POST" and form.is_valid() and _decide(request, form, line.proposal):
        feedback.done(request, _("Decided; the colleague who proposed it sees it."))
        return redirect("fieldwork:proposal_list", code=code)
    context = {"campaign": campaign, "line": line, "borrower": line.proposal.borrower, "form": form}
    return render(request, "fieldwork/proposal_decide.html", context)


def _decide(request: PersonRequest, form: DecisionForm, proposal: ClassificationProposal) -> bool:
    """Whether the decision was carried out; if not, the form says why."""
    data = form.cleaned_data
    values = {"proposal": proposal, "reason": data["reason"], "by": request.user}
    if data["decision"] == DecisionForm.ACCEPT:
        carry_out(form, actions.accept_classification, seen=data["seen"], **values)
    else:
        carry_out(form, actions.decline_classification, **values)
    return form.is_valid()
