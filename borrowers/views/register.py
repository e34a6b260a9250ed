"""The register of borrowers, and showing what is masked."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from borrowers.access import get_borrower_or_404
from borrowers.actions.reveal import reveal
from borrowers.forms.classification import RevealForm
from borrowers.forms.register import RegisterFilterForm, SearchForm
from borrowers.models import Borrower, Guarantor
from borrowers.queries import register as queries
from borrowers.queries.filters import search_token
from borrowers.queries.reveals import is_over_the_limit, reveals_today
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.http import next_url
from campaign.enums import Capability
from teams.http import PersonRequest

PAGE_SIZE = 50


@require_safe
def borrower_list(request: PersonRequest, code: str) -> HttpResponse:
    """Every borrower that the person sees, filtered and sorted by the address."""
    campaign = get_campaign_or_404(request, code)
    form = RegisterFilterForm(request.GET, campaign=campaign, user=request.user)
    rows = queries.register(campaign, request.user).filter(form.as_q())
    order = queries.order_of(request.GET.get("sort", ""))
    page = queries.RegisterPages(rows.order_by(*order), PAGE_SIZE).get_page(request.GET.get("page"))
    may_export = request.user.may(Capability.EXPORT, campaign)
    categories = queries.by_category(campaign, request.user)
    context = {
        "campaign": campaign,
        "form": form,
        "page": page,
        "categories": categories,
        "may_export": may_export,
    }
    return render(request, "borrowers/register/borrower_list.html", context)


@require_POST
def borrower_search(request: PersonRequest, code: str) -> HttpResponse:
    """Takes what was typed and leads to the register: a loan number or a place stands in the address as it
    is, anything else sealed, for it may be a name, an identity number or a phone.
    """
    campaign = get_campaign_or_404(request, code, only_reads=True)
    query = request.GET.copy()
    for name in ("q", "who", "page"):
        query.pop(name, None)
    form = SearchForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if queries.is_in_the_open(campaign, request.user, text):
            query["q"] = text
        else:
            query["who"] = search_token(request.user, text)
    return redirect(reverse("borrowers:borrower_list", args=[code], query=query))


def _revealed(request: PersonRequest, target: Borrower | Guarantor, code: str, borrower: int) -> HttpResponse:
    back = next_url(request, reverse("fieldwork:borrower_detail", args=[code, borrower]))
    form = RevealForm(request.POST)
    if not form.is_valid():
        feedback.refused_at_fields(request, form)
        return redirect(back)
    field = form.cleaned_data["field"]
    if field not in target.Privacy.masked:
        raise Http404
    value = reveal(target=target, field=field, reason=form.cleaned_data["reason"], by=request.user)
    count = reveals_today(request.user)
    context = {
        "form": form,
        "value": value,
        "target": target,
        "back": back,
        "count": count if is_over_the_limit(count) else 0,
    }
    return render(request, "borrowers/register/borrower_revealed.html", context)


@never_cache
@require_POST
def borrower_reveal(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """One field of a borrower in full, after a reason was given."""
    borrower = get_borrower_or_404(request, code, pk, to=Capability.REVEAL)
    return _revealed(request, borrower, code, pk)


@never_cache
@require_POST
def guarantor_reveal(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """One field of a guarantor in full, after a reason was given."""
    campaign = get_campaign_or_404(request, code)
    guarantors = Guarantor.objects.filter(loan__campaign=campaign).select_related("loan__borrower")
    guarantor: Guarantor = get_scoped_or_404(guarantors, request, to=Capability.REVEAL, pk=pk)
    return _revealed(request, guarantor, code, guarantor.loan.borrower_id)
