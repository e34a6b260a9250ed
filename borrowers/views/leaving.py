"""Taking somebody out of a team, with a question for what was in their charge."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from borrowers.actions.leaving import leave
from borrowers.forms.leaving import LeavingForm
from borrowers.models import Borrower
from campaign import feedback
from campaign.access import get_campaign_or_404
from campaign.common.forms import carry_out
from campaign.enums import Capability
from teams.access import get_team_or_404
from teams.http import PersonRequest
from teams.models import Membership


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
        values = {"to_team": form.cleaned_data["to_team"], "heirs": form.heirs, "by": request.user}
        count = carry_out(form, leave, membership=membership, **values)
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
