"""Forms of assignment: ticked borrowers to a team or member, and one borrower with a reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from borrowers.domain.assignment import Placement
from borrowers.models import Assignment, Borrower
from campaign.common.forms import MAX_ID, RowsField
from campaign.models import Campaign
from teams.forms.teams import offer
from teams.models import Team, User


class PlaceFilterForm(forms.Form):
    """Which borrowers of a township are listed."""

    NO_TEAM = "none"

    township = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, campaign: Campaign, villages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, name) for name in villages if name]
        teams = [(str(team.pk), team.name) for team in campaign.teams.order_by("number")]
        self.fields["village"] = forms.ChoiceField(
            label=_("Village"), required=False, choices=[("", _("All villages")), *names]
        )
        self.fields["team"] = forms.ChoiceField(
            label=_("Team"),
            required=False,
            choices=[("", _("All teams")), (self.NO_TEAM, _("Without a team")), *teams],
        )

    def as_q(self) -> Q:
        """The condition that the filled fields make; invalid ones are left out."""
        self.is_valid()
        condition = Q(township=self.cleaned_data.get("township", ""))
        if village := self.cleaned_data.get("village"):
            condition &= Q(village=village)
        if team := self.cleaned_data.get("team"):
            condition &= Q(team=None) if team == self.NO_TEAM else Q(team=team)
        return condition


class SeenField(forms.Field):
    """Ticked rows, each a borrower with the open assignment that was shown: `12-34`, `12-0` for none."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": _("Tick at least one borrower."),
        "invalid": _("The selection can't be read. Tick the borrowers again."),
    }

    def to_python(self, value: Any) -> dict[int, int | None]:
        """Assignment by borrower."""
        seen: dict[int, int | None] = {}
        for text in value or []:
            borrower, _dash, assignment = str(text).partition("-")
            if not (borrower.isdecimal() and assignment.isdecimal() and len(text) < 40):
                raise forms.ValidationError(self.error_messages["invalid"])
            if max(int(borrower), int(assignment)) > MAX_ID:
                raise forms.ValidationError(self.error_messages["invalid"])
            seen[int(borrower)] = int(assignment) or None
        return seen


class SelectedForm(forms.Form):
    """Ticked borrowers among those whom the person may assign."""

    selected = SeenField(label=_("Borrowers"))

    def __init__(self, *args: Any, borrowers: QuerySet[Borrower], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.borrowers = borrowers

    def clean_selected(self) -> dict[int, int | None]:
        """Nobody out of sight, however the request was made."""
        seen: dict[int, int | None] = self.cleaned_data["selected"]
        if self.borrowers.filter(pk__in=seen).distinct().count() != len(seen):
            raise forms.ValidationError(_("Some of these borrowers can't be assigned by you. Look again."))
        return seen


class TeamAssignForm(SelectedForm):
    """Ticked borrowers to a team; who was with a team already moves for a reason."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("To team"), empty_label=_("Choose a team"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", campaign.teams.order_by("number"))

    def clean(self) -> dict[str, Any]:
        """A move is explained, a first assignment need not be."""
        cleaned = super().clean() or self.cleaned_data
        moves = any(assignment for assignment in cleaned.get("selected", {}).values())
        if moves and not cleaned.get("reason"):
            self.add_error("reason", _("Give a reason: at least one of them is with a team already."))
        return cleaned

    def placements(self) -> list[Placement]:
        """The ticked borrowers, each with the chosen team."""
        team: Team = self.cleaned_data["team"]
        chosen = self.borrowers.filter(pk__in=self.cleaned_data["selected"]).distinct()
        members = dict(chosen.filter(team=team).values_list("pk", "member"))
        # Who is with that team already keeps the member in charge.
        return [
            Placement(borrower, team.pk, members.get(borrower), seen)
            for borrower, seen in self.cleaned_data["selected"].items()
        ]


class MemberAssignForm(SelectedForm):
    """Ticked borrowers of a team to one of its members, who stays the same, with one or two companions."""

    member = forms.ModelChoiceField(
        User.objects.none(), label=_("In charge"), required=False, empty_label=_("Nobody in particular")
    )
    companions = RowsField(
        User.objects.none(), label=_("Companions"), required=False, widget=forms.SelectMultiple
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        people = User.objects.filter(memberships__team=team, memberships__left_on=None)
        offer(self, "member", people)
        offer(self, "companions", people)

    def placements(self) -> list[Placement]:
        """The ticked borrowers, each with the chosen member and whoever goes along."""
        member = self.cleaned_data["member"]
        companions = frozenset(one.pk for one in self.cleaned_data["companions"])
        return [
            Placement(borrower, self.team.pk, member.pk if member else None, seen, companions)
            for borrower, seen in self.cleaned_data["selected"].items()
        ]


class BorrowerAssignForm(forms.Form):
    """One borrower to a team and, if wished, to a member of it."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), empty_label=_("Choose a team"))
    member = forms.ModelChoiceField(
        User.objects.none(),
        label=_("In charge"),
        required=False,
        empty_label=_("The captain decides"),
    )
    companions = RowsField(
        User.objects.none(),
        label=_("Companions"),
        required=False,
        widget=forms.SelectMultiple,
        help_text=_("One or two of the same team who go along; whoever is in charge stays the same."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, borrower: Borrower, current: Assignment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.borrower = borrower
        seen = current.pk if current else None
        self.initial = {"team": borrower.team_id, "member": borrower.member_id, "seen": seen or 0}
        self.initial["companions"] = list(current.companions.all()) if current else []
        offer(self, "team", borrower.campaign.teams.order_by("number"))
        people = User.objects.filter(memberships__campaign=borrower.campaign, memberships__left_on=None)
        offer(self, "member", people)
        offer(self, "companions", people)
        if seen:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Give a reason: it stays in the history.")

    def look_again(self, seen: int | None) -> None:
        """The refused choice stays, for somebody who was told what has changed meanwhile."""
        self.data = {**dict(self.data.items()), "seen": seen or 0}

    def placement(self) -> Placement:
        """What was chosen."""
        member = self.cleaned_data["member"]
        seen = self.cleaned_data["seen"] or None
        companions = frozenset(one.pk for one in self.cleaned_data["companions"])
        team = self.cleaned_data["team"]
        return Placement(self.borrower.pk, team.pk, member.pk if member else None, seen, companions)
