"""Forms of teams: how one is called, who is in it, who has which role."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaign.common.forms import RowsField
from campaign.models import Campaign
from teams.enums import TEAM_ROLES, Role
from teams.models import Team, User
from teams.queries.teams import coaches, eligible_people, roster

NOBODY = _("Nobody yet")


def offer(form: forms.BaseForm, name: str, choices: QuerySet[Any]) -> None:
    """Sets what a field of a form offers to choose from."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = choices


class TeamForm(forms.Form):
    """Number, flag, slogan, coach."""

    number = forms.IntegerField(label=_("Team number"), min_value=1, max_value=999)
    name = forms.CharField(label=_("Flag name"), max_length=40)
    slogan = forms.CharField(label=_("Slogan"), max_length=80, required=False)
    coach = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Coach"),
        required=False,
        empty_label=_("None yet"),
        help_text=_("Only people who were named coach of this campaign are listed here."),
    )

    def __init__(self, *args: Any, campaign: Campaign, team: Team | None = None, **kwargs: Any) -> None:
        if team is not None:
            kwargs["initial"] = {name: getattr(team, name) for name in ("number", "name", "slogan", "coach")}
        else:
            last = campaign.teams.order_by("-number").values_list("number", flat=True).first() or 0
            kwargs["initial"] = {"number": last + 1}
        super().__init__(*args, **kwargs)
        named = coaches(campaign)
        if team is not None and team.coach_id:
            # Somebody whose grant was taken back stays chosen until another is.
            named |= User.objects.filter(pk=team.coach_id)
        offer(self, "coach", named)


class MembersForm(forms.Form):
    """People who join a team, and the role they join with."""

    people = RowsField(
        User.objects.none(),
        label=_("People"),
        error_messages={
            "required": _("Tick at least one person."),
            "invalid_choice": _("Only active people of the branches that take part can be picked."),
        },
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in (Role.MEMBER, *sorted(TEAM_ROLES - {Role.MEMBER}))],
        error_messages={"invalid_choice": _("A team has no such role.")},
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "people", eligible_people(campaign))

    def clean_role(self) -> Role:
        """The role itself, not its text."""
        return Role(self.cleaned_data["role"])


class RolesForm(forms.Form):
    """Who holds the three roles that a team has once."""

    captain = forms.ModelChoiceField(
        User.objects.none(), label=Role.CAPTAIN.label, required=False, empty_label=NOBODY
    )
    instructor = forms.ModelChoiceField(
        User.objects.none(), label=Role.INSTRUCTOR.label, required=False, empty_label=NOBODY
    )
    publicist = forms.ModelChoiceField(
        User.objects.none(), label=Role.PUBLICIST.label, required=False, empty_label=NOBODY
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        held = {one.role: one.user_id for one in roster(team)}
        kwargs["initial"] = {name: held.get(name) for name in ("captain", "instructor", "publicist")}
        super().__init__(*args, **kwargs)
        people = User.objects.filter(memberships__team=team, memberships__left_on=None)
        for name in self.fields:
            offer(self, name, people)
