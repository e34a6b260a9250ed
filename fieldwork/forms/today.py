"""What the day's list shows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from fieldwork.enums import Standing
from fieldwork.queries.today import Line, Part
from teams.models import Team, User


class Show(TextChoices):
    """The filters of the day's list."""

    TO_VISIT = "to_visit", _("To visit")
    DUE = "due", _("Due today")
    SEEN_TODAY = "seen_today", _("Seen today")
    ON_HOLD = "on_hold", _("On hold")
    LEFT_OUT = "left_out", _("Left out")
    ALL = "all", _("All")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as a link: its words, its count, and whether it is the one that is on."""

    value: str
    label: str
    count: int
    is_on: bool


class TodayForm(forms.Form):
    """Which team, and which of its borrowers."""

    show = forms.ChoiceField(choices=Show, required=False)
    team_choice = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}

    @property
    def show_now(self) -> Show:
        """The filter that is on; whatever else the address says means the first."""
        wanted = self.data.get("show")
        return Show(wanted) if wanted in Show.values else Show.TO_VISIT

    def team(self) -> Team | None:
        """The team whose list is shown: the one asked for, else the first."""
        return self.teams.get(self.data.get("team", ""), next(iter(self.teams.values()), None))

    def filters(self, found: Counter[str]) -> list[Filter]:
        """Each filter with its count; holds and who is left out only where there are any."""
        return [
            Filter(one.value, str(one.label), found[one.value], one is self.show_now)
            for one in Show
            if one not in {Show.ON_HOLD, Show.LEFT_OUT} or found[one.value] or one is self.show_now
        ]

    def chosen(self, parts: Iterable[Part], *, first: User) -> list[Part]:
        """The lines that the filter leaves; the asker's own part first, nobody's last."""
        shown = (Part(part.member, [line for line in part.lines if self._shows(line)]) for part in parts)
        return sorted(
            (part for part in shown if part.lines),
            key=lambda part: (
                part.member != first,
                part.member is None,
                part.member and part.member.employee_number,
            ),
        )

    def _shows(self, line: Line) -> bool:
        if self.show_now is Show.ALL:
            return True
        if self.show_now is Show.DUE:
            return line.is_due
        return line.standing is Standing(self.show_now.value)
