"""What a person chooses on a board. A choice that makes no sense falls back to the default board."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from campaign.queries.days import Days
from campaign.templatetags.formatting import local_date, relative_day
from reports.enums import Board, Group, Period


@dataclass(frozen=True, slots=True)
class Choice:
    """Which board is asked for. `chosen_day` is None where the latest is meant."""

    group: Group
    period: Period
    board: Board
    day: date
    chosen_day: date | None

    @property
    def day_label(self) -> str:
        """The day in words: today, or its date."""
        return relative_day(self.day)

    def query(self, **changes: object) -> str:
        """The query string of the same board with some choices changed."""
        day = self.chosen_day.isoformat() if self.chosen_day else ""
        chosen = {"group": self.group, "period": self.period, "board": self.board, "day": day} | changes
        return "?" + urlencode({name: str(value) for name, value in chosen.items() if value})


class BoardForm(forms.Form):
    """Teams or people, a day or the campaign, and by what."""

    group = forms.ChoiceField(choices=Group, required=False)
    period = forms.ChoiceField(choices=Period, required=False)
    board = forms.ChoiceField(choices=Board, required=False)
    day = forms.TypedChoiceField(label=_("Day"), coerce=date.fromisoformat, required=False, empty_value=None)

    def __init__(self, *args: object, days: Days, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.days = days
        come = [day for day in days.days if day.date < days.campaign.today]
        self.fields["day"].choices = [  # type: ignore[attr-defined]
            ("", _("Now")),
            *((day.date.isoformat(), local_date(day.date)) for day in reversed(come)),
        ]

    def choice(self, period: Period = Period.DAY) -> Choice:
        """The board that was asked for, as far as it can be understood; `period` where none was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        period = Period(chosen.get("period") or period)
        now = self.days.current() if period == Period.DAY else self.days.campaign.today
        day = chosen.get("day")
        return Choice(
            Group(chosen.get("group") or Group.TEAMS),
            period,
            Board(chosen.get("board") or Board.SCORE),
            day or now,
            day,
        )

    @property
    def leaves_the_time_open(self) -> bool:
        """Whether neither a period nor a day was chosen."""
        self.is_valid()
        return not (self.cleaned_data.get("period") or self.cleaned_data.get("day"))
