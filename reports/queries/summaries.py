"""Stored summaries: read back as figures, compared with the day before, the version before and the
present.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from borrowers.enums import Category
from borrowers.models.subcategory import treatments
from campaign.common import clock
from campaign.models import Campaign
from campaign.queries.days import Day, days_of
from fieldwork.enums import ViolationCode
from reports.domain.comparison import Change, Number, changes, named
from reports.domain.snapshot import load
from reports.domain.summary import SliceFigures, SummaryFigures
from reports.enums import Gap
from reports.models import DailySummary
from reports.queries.consistency import one_instant
from reports.queries.figures import summary_figures


def figures_of(summary: DailySummary) -> SummaryFigures:
    """The figures that a summary keeps."""
    return load(SummaryFigures, summary.figures)


NamedSlice = tuple[str, SliceFigures]


def labels_of(choices: type[TextChoices]) -> dict[str, str]:
    """The words of each value."""
    return {value: str(label) for value, label in choices.choices}


def _named(slices: Iterable[SliceFigures], labels: dict[str, str]) -> list[NamedSlice]:
    """Each slice with what people call it; an empty key is said to be missing."""
    return [(f"{one.key} {labels.get(one.key, '')}".strip() or _("missing"), one) for one in slices]


@dataclass(frozen=True, slots=True)
class Report:
    """One version of a day's summary, with what it is compared to.

    `yesterday` is None on the first day and where the day before has no summary. `corrections` is what this
    version changed against the one before it.
    """

    summary: DailySummary
    figures: SummaryFigures
    yesterday: SummaryFigures | None
    versions: list[DailySummary]
    corrections: list[Change]

    @property
    def is_draft(self) -> bool:
        """Whether these are the figures as they stand, with no summary stored yet."""
        return self.summary.pk is None

    @property
    def is_latest(self) -> bool:
        """Whether no later version replaces it."""
        return self.summary.version == self.versions[0].version

    @property
    def gaps(self) -> list[Gap]:
        """What the summary can't say."""
        return [Gap(gap) for gap in self.figures.gaps]

    @property
    def categories(self) -> list[NamedSlice]:
        """Categories with their words."""
        return _named(self.figures.categories, labels_of(Category))

    @property
    def subcategories(self) -> list[NamedSlice]:
        """Subcategories with their words."""
        titles = {code: str(one.title) for code, one in treatments().items()}
        return _named(self.figures.subcategories, titles)

    @property
    def townships(self) -> list[NamedSlice]:
        """Townships by name."""
        return _named(self.figures.townships, {})

    @property
    def breaches(self) -> list[tuple[str, int]]:
        """The day's breaches by contact rule, in words."""
        labels = labels_of(ViolationCode)
        return [(labels[code], count) for code, count in self.figures.conduct.codes.items()]

    @property
    def against_yesterday(self) -> dict[str, Number]:
        """Change of every figure against the day before, by its name in lower case; None where unknown."""
        earlier = named(self.yesterday) if self.yesterday else {}
        later = named(self.figures)
        pairs = (Change(figure, earlier.get(figure), later[figure]) for figure in later)
        return {one.figure.name.lower(): one.difference for one in pairs}


def report_of(campaign: Campaign, day: date, version: int | None = None) -> Report | None:
    """A day's summary in its latest or a given version; None where there is none."""
    versions = list(DailySummary.objects.filter(campaign=campaign, day=day).select_related("campaign"))
    summary = next((one for one in versions if version in (None, one.version)), None)
    if summary is None:
        return None
    previous = next((one for one in versions if one.version == summary.version - 1), None)
    figures = figures_of(summary)
    return Report(
        summary,
        figures,
        _day_before(campaign, day),
        versions,
        changes(figures_of(previous), figures) if previous else [],
    )


def draft_of(campaign: Campaign, day: date) -> Report | None:
    """A day's figures as they stand now, for the day that runs; None for any other."""
    if day != campaign.today or not campaign.days.filter(date=day).exists():
        return None
    now = clock.now()
    with one_instant():
        figures = summary_figures(campaign, day, now)
    draft = DailySummary(campaign=campaign, day=day, version=0, made_at=now)
    return Report(draft, figures, _day_before(campaign, day), [draft], [])


def _day_before(campaign: Campaign, day: date) -> SummaryFigures | None:
    before = days_of(campaign).before(day)
    summary = DailySummary.objects.filter(campaign=campaign, day=before).first() if before else None
    return figures_of(summary) if summary else None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A campaign day that has come. Without a summary, `due_at` says when it is made."""

    day: Day
    summary: DailySummary | None
    due_at: datetime
    is_due: bool


def summary_rows(campaign: Campaign) -> list[SummaryRow]:
    """The days of the campaign up to today, the latest first."""
    latest: dict[date, DailySummary] = {}
    for summary in DailySummary.objects.filter(campaign=campaign):
        latest.setdefault(summary.day, summary)
    rows = []
    for day in reversed(days_of(campaign).days):
        if day.date <= campaign.today:
            due_at = clock.at_local(day.date, campaign.evening_at, campaign.time_zone)
            rows.append(SummaryRow(day, latest.get(day.date), due_at, due_at <= clock.now()))
    return rows
