"""The check-in at the assembly."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.common.photo_fields import PhotoField
from fieldwork.actions.assembly import Arrival
from fieldwork.domain.phone_clock import by_our_clock
from fieldwork.forms.located import MAX_SKEW, LocatedForm
from fieldwork.forms.visits import ColleaguesField
from teams.models import Team, User


class CheckInForm(LocatedForm):
    """A captain ticks who is there; a member checks in for nobody else."""

    # The moment of saving, by the phone's clock: a page that was kept this morning knows no other time.
    arrived_at = forms.DateTimeField(required=False, widget=forms.HiddenInput(attrs={"data-saved-at": True}))
    people = ColleaguesField(label=_("Who is here"), queryset=User.objects.none())
    photo = PhotoField(label=_("Photo of the team"), required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)

    def __init__(self, *args: Any, team: Team, user: User, leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team, self.user = team, user
        if leads:
            members = User.objects.filter(memberships__team=team, memberships__left_on=None)
            self.fields["people"].queryset = members.order_by("employee_number")  # type: ignore[attr-defined]
            self.initial.setdefault("people", [user.pk])
        else:
            del self.fields["people"], self.fields["photo"]

    def clean_arrived_at(self) -> datetime:
        """The phone's time, or ours where it gave none; never from the future."""
        said: datetime = self.cleaned_data["arrived_at"] or clock.now()
        if by_our_clock(said, self.skew()) > clock.now() + MAX_SKEW:
            raise ValidationError(_("The time is in the future: check the phone's clock."))
        return said

    def clean_people(self) -> list[User]:
        """At least one: a check-in of nobody is none."""
        chosen = list(self.cleaned_data["people"])
        if not chosen:
            raise ValidationError(_("Tick who is here."))
        return chosen

    def arrival(self) -> Arrival:
        """The check-in of a valid form."""
        cleaned = self.cleaned_data
        return Arrival(
            people=cleaned.get("people", [self.user]),
            said_at=cleaned["arrived_at"],
            skew=self.skew(),
            place=cleaned["place"],
            place_taken=self.place_taken(),
            photo=cleaned.get("photo"),
        )
