"""Forms of the ways to hand borrowers over for a time: exchange, claim, custody."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from borrowers.forms.assignment import SelectedForm
from borrowers.models import Borrower
from campaign.common.forms import DateInput
from campaign.models import Campaign
from teams.forms.teams import offer
from teams.models import Team, User

# A claim lasts a few days, and the date it hangs on is near.
MOST_DAYS = 7
FARTHEST = timedelta(days=366)


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput, **kwargs)


class ExchangeForm(forms.Form):
    """Two teams, for each territory somebody who knows it, and until when."""

    first_team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), empty_label=_("Choose a team"))
    second_team = forms.ModelChoiceField(
        Team.objects.none(), label=_("With the team"), empty_label=_("Choose a team")
    )
    first_guide = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Guide in the first one's territory"),
        help_text=_("Knows the place and leads the other team there; of one of the two teams."),
    )
    second_guide = forms.ModelChoiceField(User.objects.none(), label=_("Guide in the second one's territory"))
    until = _day(_("Lasts until"), help_text=_("Swapped back by itself after that day."))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        people = User.objects.filter(memberships__campaign=campaign, memberships__left_on=None)
        for name in ("first_team", "second_team"):
            offer(self, name, campaign.teams.order_by("number"))
        for name in ("first_guide", "second_guide"):
            offer(self, name, people)

    def clean_until(self) -> Any:
        """A day that is not years away."""
        return _near(self.cleaned_data["until"], self.campaign)


class ClaimSetForm(SelectedForm):
    """Ticked borrowers, the date by which they are to be recovered, and how long a claim lasts."""

    recover_by = _day(_("To be recovered by"), help_text=_("From the day after, others may claim the case."))
    days = forms.IntegerField(
        label=_("Days for whoever claims it"), min_value=1, max_value=MOST_DAYS, initial=2
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.initial.setdefault("recover_by", campaign.today)

    def clean_recover_by(self) -> Any:
        """A day that is not years away."""
        return _near(self.cleaned_data["recover_by"], self.campaign)

    def chosen(self) -> list[Borrower]:
        """The ticked borrowers."""
        return list(self.borrowers.filter(pk__in=self.cleaned_data["selected"]).distinct())


class CustodyForm(forms.Form):
    """Which village head helps, from when until when."""

    head_name = forms.CharField(label=_("Village head"), max_length=40)
    since = _day(_("Since"))
    until = _day(_("Lasts until"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.initial = {"since": campaign.today, "until": campaign.ends_on}

    def clean_since(self) -> Any:
        """A day that is not years away."""
        return _near(self.cleaned_data["since"], self.campaign)

    def clean_until(self) -> Any:
        """A day that is not years away."""
        return _near(self.cleaned_data["until"], self.campaign)


def _near(day: Any, campaign: Campaign) -> Any:
    if abs(day - campaign.today) > FARTHEST:
        raise forms.ValidationError(_("Choose a day within a year."))
    return day
