"""What waits for a person on the campaign's page, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from borrowers.enums import RepaymentState
from borrowers.models import Repayment
from borrowers.queries.exports import waiting_for as exports_waiting
from borrowers.queries.plans import waiting_for
from campaign.common.money import ZERO, display
from campaign.enums import Capability
from campaign.models import Campaign
from fieldwork.enums import ComplaintState, Rung
from fieldwork.models import Complaint
from fieldwork.queries.classification import waiting as proposals_waiting
from fieldwork.queries.reminders import link_of, reminders_at_my_rung, sentence
from reports.domain.summary import SummaryFigures
from teams.models import User

# Reported money and changes of plans that wait longer than this press.
PATIENCE = timedelta(hours=24)
# So many reminders stand on the page; the others are counted.
SHOWN = 5
PRESSURE = {"alarm": 0, "warn": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Need:
    """One line: what waits, since when, where it is dealt with. `tone` is the pressure."""

    text: str
    url: str
    icon: str
    tone: str = "warn"
    since: datetime | None = None
    note: str = ""
    # What can be done about it without leaving the page: the button's verb and where it posts to.
    action: str = ""
    post_url: str = ""


def needs_of(campaign: Campaign, user: User, figures: SummaryFigures, now: datetime) -> list[Need]:
    """Everything that waits, as far as the person may deal with it."""
    return sorted(_needs(campaign, user, figures, now), key=lambda need: PRESSURE[need.tone])


def _needs(campaign: Campaign, user: User, figures: SummaryFigures, now: datetime) -> Iterator[Need]:
    if user.may(Capability.VERIFY_REPAYMENT, campaign):
        yield from _repayments(campaign, user, now)
    if user.may(Capability.APPROVE_PLAN, campaign):
        yield from _plans(campaign, user, now)
    if user.may(Capability.APPROVE_EXPORT, campaign):
        yield from _exports(campaign, user, now)
    yield from _reminders(campaign, user)
    yield from _complaints(campaign, user)
    yield from _proposals(campaign, user)
    if user.may(Capability.VIEW_BREACHES, campaign):
        yield from _breaches(campaign, figures)
    if user.may(Capability.ASSIGN, campaign):
        yield from _list(campaign, figures)
    yield from _logs(campaign, figures)


def _repayments(campaign: Campaign, user: User, now: datetime) -> Iterator[Need]:
    """Money that waits for the bank's decision; after a day it presses."""
    mine = Repayment.objects.visible_to(user, to=Capability.VERIFY_REPAYMENT)
    waiting = mine.filter(campaign=campaign, state=RepaymentState.REPORTED).aggregate(
        count=Count("pk"), amount=Sum("amount", default=ZERO), oldest=Min("reported_at")
    )
    if waiting["count"]:
        yield Need(
            ngettext(
                "%(count)s repayment waits for verification",
                "%(count)s repayments wait for verification",
                waiting["count"],
            )
            % waiting,
            reverse("borrowers:repayment_queue", args=[campaign.code]),
            "cash-coin",
            "alarm" if now - waiting["oldest"] > PATIENCE else "warn",
            waiting["oldest"],
            display(waiting["amount"]),
        )


def _plans(campaign: Campaign, user: User, now: datetime) -> Iterator[Need]:
    """Changes of plans that the person may approve; after a day they press."""
    found = waiting_for(campaign, user).aggregate(count=Count("pk"), oldest=Min("written_at"))
    if found["count"]:
        text = ngettext(
            "%(count)s change of a plan waits for approval",
            "%(count)s changes of plans wait for approval",
            found["count"],
        )
        yield Need(
            text % found,
            reverse("borrowers:plan_list", args=[campaign.code]),
            "clipboard-check",
            "alarm" if now - found["oldest"] > PATIENCE else "warn",
            found["oldest"],
        )


def _exports(campaign: Campaign, user: User, now: datetime) -> Iterator[Need]:
    """Lists with personal data in full that colleagues mean to take out; after a day they press."""
    found = exports_waiting(campaign, user).aggregate(count=Count("pk"), oldest=Min("asked_at"))
    if found["count"]:
        text = ngettext(
            "%(count)s export waits for approval", "%(count)s exports wait for approval", found["count"]
        )
        yield Need(
            text % found,
            reverse("borrowers:export_list", args=[campaign.code]),
            "file-earmark-arrow-down",
            "alarm" if now - found["oldest"] > PATIENCE else "warn",
            found["oldest"],
        )


def _reminders(campaign: Campaign, user: User) -> Iterator[Need]:
    """Reminders that have climbed to the person; each can be taken care of in place."""
    mine = reminders_at_my_rung(user, campaign)
    for reminder in mine[:SHOWN]:
        yield Need(
            sentence(reminder),
            link_of(reminder),
            "bell",
            "alarm" if reminder.rung in {Rung.MANAGER, Rung.ABOVE} else "warn",
            reminder.opened_at,
            action=_("I take care of it"),
            post_url=reverse("fieldwork:reminder_acknowledge", args=[campaign.code, reminder.pk]),
        )
    if more := max(mine.count() - SHOWN, 0):
        text = ngettext("%(count)s further reminder", "%(count)s further reminders", more)
        yield Need(text % {"count": more}, reverse("fieldwork:reminder_list", args=[campaign.code]), "bell")


def _complaints(campaign: Campaign, user: User) -> Iterator[Need]:
    """Complaints that nobody has closed: contact with those borrowers is on hold."""
    mine = Complaint.objects.visible_to(user, to=Capability.HANDLE_COMPLAINT)
    if count := mine.filter(campaign=campaign, state=ComplaintState.OPEN).count():
        text = ngettext("%(count)s complaint is open", "%(count)s complaints are open", count)
        url = reverse("fieldwork:complaint_list", args=[campaign.code])
        yield Need(text % {"count": count}, url, "chat-left-text", "alarm")


def _proposals(campaign: Campaign, user: User) -> Iterator[Need]:
    """Classifications that visits proposed."""
    found = proposals_waiting(campaign, user).aggregate(count=Count("pk"), oldest=Min("made_at"))
    if found["count"]:
        text = ngettext(
            "%(count)s proposed classification waits for a decision",
            "%(count)s proposed classifications wait for a decision",
            found["count"],
        )
        url = reverse("fieldwork:proposal_list", args=[campaign.code])
        yield Need(text % found, url, "tag", since=found["oldest"])


def _breaches(campaign: Campaign, figures: SummaryFigures) -> Iterator[Need]:
    """Contact rules that were broken today."""
    if count := figures.conduct.breaches_today:
        text = ngettext(
            "%(count)s visit broke a contact rule today", "%(count)s visits broke a contact rule today", count
        )
        url = reverse("fieldwork:breach_list", args=[campaign.code])
        yield Need(text % {"count": count}, url, "shield-exclamation", "alarm")


def _list(campaign: Campaign, figures: SummaryFigures) -> Iterator[Need]:
    """A list to import, borrowers to hand out and to classify."""
    coverage = figures.coverage
    if not coverage.on_list and campaign.is_open:
        url = reverse("borrowers:batch_upload", args=[campaign.code])
        yield Need(_("No borrower list is imported."), url, "upload")
    if unassigned := coverage.unassigned:
        text = ngettext(
            "%(count)s borrower is assigned to no team",
            "%(count)s borrowers are assigned to no team",
            unassigned,
        )
        url = reverse("borrowers:assignment_board", args=[campaign.code])
        yield Need(text % {"count": unassigned}, url, "diagram-3")


def _logs(campaign: Campaign, figures: SummaryFigures) -> Iterator[Need]:
    """Teams whose log is late."""
    if figures.logs_due and (late := figures.without_log):
        text = ngettext("%(count)s team sent no daily log", "%(count)s teams sent no daily log", len(late))
        url = reverse("fieldwork:daily_log_list", args=[campaign.code])
        note = _(", ").join(late)
        yield Need(text % {"count": len(late)}, url, "journal-check", "alarm", note=note)
