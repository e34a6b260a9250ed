"""The programme of a campaign, day by day."""

from dataclasses import dataclass
from datetime import date, datetime

from campaign.common import clock
from campaign.domain.calendar import overlapping
from campaign.enums import AGENDA_HELD, AgendaKind
from campaign.models import AgendaItem, Campaign, CampaignDay


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """An item with what the page says of it; `clashes` are the names of those on at the same time."""

    item: AgendaItem
    is_on: bool
    has_begun: bool
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """A day with its items in the order of their beginning."""

    day: CampaignDay
    items: list[ProgrammeItem]
    is_today: bool
    is_past: bool


def programme(campaign: Campaign, now: datetime) -> list[ProgrammeDay]:
    """Every day of the campaign; three queries, however many items there are."""
    items = list(AgendaItem.objects.filter(day__campaign=campaign).select_related("day__campaign"))
    clashes = clashes_of([item for item in items if item.state in AGENDA_HELD])
    today = clock.business_day(now, campaign.time_zone)
    by_day: dict[int, list[ProgrammeItem]] = {}
    for item in sorted(items, key=lambda item: item.begins):
        begun = item.begins <= now
        on = begun and now < item.ends and item.state in AGENDA_HELD
        by_day.setdefault(item.day_id, []).append(ProgrammeItem(item, on, begun, clashes.get(item.pk, ())))
    return [
        ProgrammeDay(day, by_day.get(day.pk, []), day.date == today, day.date < today)
        for day in campaign.days.all()
    ]


def clashes_of(items: list[AgendaItem]) -> dict[int, tuple[str, ...]]:
    """For each item the names of those that are held at the same time."""
    names: dict[int, tuple[str, ...]] = {}
    for first, second in overlapping(items):
        names[first.pk] = (*names.get(first.pk, ()), second.name)
        names[second.pk] = (*names.get(second.pk, ()), first.name)
    return names


def clashes_with(item: AgendaItem) -> tuple[str, ...]:
    """The names of the items of its campaign that are held at the same time as this one."""
    others = AgendaItem.objects.filter(day__campaign=item.day.campaign, state__in=AGENDA_HELD)
    return clashes_of(list(others.select_related("day__campaign"))).get(item.pk, ())


def assembly_on(campaign: Campaign, day: date) -> AgendaItem | None:
    """The morning assembly of a day; None where none is held."""
    held = AgendaItem.objects.filter(
        day__campaign=campaign, day__date=day, kind=AgendaKind.ASSEMBLY, state__in=AGENDA_HELD
    )
    return held.select_related("day__campaign").order_by("starts_next_day", "starts_at").first()
