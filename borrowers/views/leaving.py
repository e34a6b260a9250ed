"""Taking somebody out of a team or closing an account, with a question for what was in their charge."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from borrowers.actions.leaving import close_account, leave
from borrowers.forms.leaving import ClosingForm, LeavingForm
from borrowers.models import Borrower
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.access import get_scoped_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from teams.access import get_team_or_404
from teams.http import PersonRequest
from teams.models import Membership, User


@require_http_methods(["GET", "POST"])
def member_leave(request: PersonRequest, code: str, pk: int, member: int) -> HttpResponse:
    """Who leaves goes to another team or to none; who takes over is asked, so that nobody is forgotten."""
    campaign = get_campaign_or_404(request, code, to=Capability.MANAGE_CAMPAIGN)
    team = get_team_or_404(request, campaign, pk)
    current = Membership.objects.current().select_related("user", "team", "campaign")
    membership = get_object_or_404(current, team=team, pk=member)
    held = Borrower.objects.filter(team=team, member=membership.user).count()
    given = request.POST if request.method == "POST" else None
    form = LeavingForm(given, membership=membership, held=held)
    if request.method == "POST" and form.is_valid():
        to_team, heirs = form.cleaned_data["to_team"], form.cleaned_data.get("heir", [])
        count = carry_out(form, leave, membership=membership, to_team=to_team, heirs=heirs, by=request.user)
        if form.is_valid():
            text = ngettext(
                "%(name)s has left the team; %(count)s borrower was handed on.",
                "%(name)s has left the team; %(count)s borrowers were handed on.",
                count or 0,
            )
            feedback.done(request, text % {"name": membership.user.name, "count": count or 0})
            return redirect("teams:team_detail", code, pk)
    context = {"campaign": campaign, "team": team, "membership": membership, "held": held, "form": form}
    return render(request, "borrowers/assignment/member_leave.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_close(request: PersonRequest, pk: int) -> HttpResponse:
    """Keeps a person out from now on; who takes over in their teams is asked."""
    people = User.objects.select_related("branch")
    person: User = get_scoped_or_404(people, request, to=Capability.MANAGE_USERS, pk=pk)
    form = ClosingForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        values = {"person": person, "leaving": form.leaving, "by": request.user, "reason": reason}
        count = carry_out(form, close_account, **values)
        if form.is_valid():
            text = ngettext(
                "The account is closed; %(count)s borrower was handed on.",
                "The account is closed; %(count)s borrowers were handed on.",
                count or 0,
            )
            feedback.done(request, text % {"count": count} if count else _("The account is closed."))
            return redirect("teams:person_detail", pk)
    return render(request, "borrowers/assignment/person_close.html", {"person": person, "form": form})
