"""Making the evening summary: one unchangeable row per campaign, day and version."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaign import audit
from campaign.common import clock
from campaign.common.jobs import Payload, Progress, handles
from campaign.enums import AuditKind
from campaign.models import Campaign
from fieldwork.actions.promises import settle_promises
from reports.domain.snapshot import digest, dump
from reports.models import DailySummary
from reports.queries.consistency import one_instant
from reports.queries.figures import summary_figures
from teams.models import User

JOB_KIND = "evening_summary"


def make_summary(*, campaign: Campaign, day: date, by: User | None = None) -> DailySummary:
    """The first version of a day's summary, made if there is none yet: the same row for whoever asks.

    Raises ValidationError for a date that is no day of the campaign, and before its evening.
    """
    stored = _versions(campaign, day).filter(version=1).first()
    if stored is not None:
        return stored
    refuse_other_dates(campaign=campaign, day=day)
    _refuse_before_the_evening(campaign, day)
    settle_promises(campaign=campaign)
    return _store(_draft(campaign, day, version=1), by)


def correct_summary(*, campaign: Campaign, day: date, reason: str, by: User) -> DailySummary:
    """A further version with the figures as they are now; the earlier ones stay.

    Raises ValidationError when there is no summary to correct or its figures have not changed.
    """
    latest = _versions(campaign, day).first()
    if latest is None:
        raise ValidationError(_("There is no summary of this day yet."))
    settle_promises(campaign=campaign)
    draft = _draft(campaign, day, version=latest.version + 1, change_note=reason)
    if draft.digest == latest.digest:
        raise ValidationError(
            _("Nothing has changed since version %(version)s."), params={"version": latest.version}
        )
    return _store(draft, by)


@handles(JOB_KIND)
def run_job(payload: Payload, progress: Progress) -> str:
    """Makes the summary that the job names; a campaign that is gone needs none."""
    campaign = Campaign.objects.filter(pk=payload["campaign"]).first()
    if campaign is None:
        return ""
    progress(0, 1)
    summary = make_summary(campaign=campaign, day=date.fromisoformat(payload["day"]))
    progress(1, 1)
    return str(summary)


def _versions(campaign: Campaign, day: date) -> QuerySet[DailySummary]:
    return DailySummary.objects.filter(campaign=campaign, day=day)


def evening_of(campaign: Campaign, day: date) -> datetime:
    """When the summary of a day is due, on the campaign's own clock."""
    return clock.at_local(day, campaign.evening_at, campaign.time_zone)


def refuse_other_dates(*, campaign: Campaign, day: date) -> None:
    """Raises ValidationError for a date that is no day of the campaign."""
    if not campaign.days.filter(date=day).exists():
        raise ValidationError(_("This date is no day of the campaign."))


def _refuse_before_the_evening(campaign: Campaign, day: date) -> None:
    due_at = evening_of(campaign, day)
    if clock.now() < due_at:
        at = clock.local(due_at, campaign.time_zone).strftime("%Y-%m-%d %H:%M")
        raise ValidationError(_("The summary of this day is made at %(at)s."), params={"at": at})


def _draft(campaign: Campaign, day: date, *, version: int, change_note: str = "") -> DailySummary:
    """The figures of this instant, not stored yet. Reading them locks nobody out."""
    with one_instant():
        now = clock.now()
        figures = dump(summary_figures(campaign, day, now))
    return DailySummary(
        campaign=campaign,
        day=day,
        version=version,
        made_at=now,
        figures=figures,
        digest=digest(figures),
        change_note=change_note,
    )


@transaction.atomic
def _store(draft: DailySummary, by: User | None) -> DailySummary:
    """Stores the draft, unless another worker was first: then its row is the summary."""
    summary, created = DailySummary.objects.get_or_create(
        campaign=draft.campaign,
        day=draft.day,
        version=draft.version,
        defaults={name: getattr(draft, name) for name in ("made_at", "figures", "digest", "change_note")},
    )
    if created:
        audit.record(
            AuditKind.SUMMARY_MADE,
            target=summary,
            by=by,
            campaign=summary.campaign,
            reason=summary.change_note,
            day=summary.day.isoformat(),
            version=summary.version,
        )
    return summary
