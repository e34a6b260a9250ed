"""The days of a campaign: which are in the field, whose log is due, which come before and after."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef

from campaign.common import clock
from campaign.enums import AGENDA_HELD, AgendaKind
from campaign.models import AgendaItem, Campaign


@dataclass(frozen=True, slots=True)
class Day:
    """A campaign day; in the field or not (a training day has no door to knock at and no log to send)."""

    number: int
    date: date
    in_field: bool


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a campaign, first to last."""

    campaign: Campaign
    days: tuple[Day, ...]

    def current(self) -> date:
        """The day that counts as today: the latest campaign day that has come, else the first."""
        today = self.campaign.today
        come = [day.date for day in self.days if day.date <= today]
        return come[-1] if come else self.campaign.starts_on

    def before(self, day: date) -> date | None:
        """The campaign day before a date; None on the first."""
        return max((one.date for one in self.days if one.date < day), default=None)

    def after(self, day: date) -> date | None:
        """The campaign day after a date; None on the last."""
        return min((one.date for one in self.days if one.date > day), default=None)

    def number(self, day: date) -> int:
        """Day n of the campaign, 0 for a date that is none."""
        return next((one.number for one in self.days if one.date == day), 0)

    @property
    def day_share(self) -> Decimal:
        """The part of a campaign's targets that falls to one day in the field."""
        return 1 / Decimal(sum(day.in_field for day in self.days) or len(self.days) or 1)

    def logs_due(self, day: date, now: datetime) -> list[date]:
        """Days up to `day` whose daily log is due: days in the field whose evening has come."""
        at, zone = self.campaign.evening_at, self.campaign.time_zone
        past = [one.date for one in self.days if one.in_field and one.date <= day]
        return [date for date in past if clock.at_local(date, at, zone) <= now]


def days_of(campaign: Campaign) -> Days:
    """The campaign's days; one query. Without a programme every day counts as one in the field."""
    field = AgendaItem.objects.filter(day=OuterRef("pk"), kind=AgendaKind.FIELD, state__in=AGENDA_HELD)
    rows = list(campaign.days.order_by("number").annotate(in_field=Exists(field)))
    any_field = any(row.in_field for row in rows)
    return Days(campaign, tuple(Day(row.number, row.date, row.in_field or not any_field) for row in rows))
