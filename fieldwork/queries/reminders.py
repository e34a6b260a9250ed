"""Reads of reminders, and what each of them says."""

from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from borrowers.enums.deadlines import DeadlineKind, Paper
from campaign.common.money import display
from campaign.models import Campaign
from campaign.templatetags.formatting import relative_day, short_date
from fieldwork.enums import IncidentKind, ReminderRule, ReminderState
from fieldwork.models import Notice, Reminder
from teams.models import User

OF_THE_DAY = frozenset({ReminderRule.NOT_CHECKED_IN, ReminderRule.INCIDENT_OPEN})


def reminders_of(user: User, campaign: Campaign, *, only_mine: bool) -> QuerySet[Reminder]:
    """Active reminders of the campaign that the person sees, those waiting longest first.

    Each carries `is_mine`: whether the person was told. With `only_mine` the others are left out.
    """
    told = Notice.objects.filter(reminder=OuterRef("pk"), user=user)
    rows = (
        Reminder.objects.visible_to(user)
        .filter(campaign=campaign)
        .active()
        .annotate(is_mine=Exists(told))
        .select_related("borrower", "team", "acknowledged_by", "campaign")
        .order_by("-state", "opened_at", "pk")
    )
    return rows.filter(is_mine=True) if only_mine else rows


def reminders_at_my_rung(user: User, campaign: Campaign) -> QuerySet[Reminder]:
    """Open reminders that the person was told of and nobody has taken care of."""
    return reminders_of(user, campaign, only_mine=True).filter(state=ReminderState.OPEN)


def sentence(reminder: Reminder) -> str:
    """What happened and what to do, without personal data."""
    facts = reminder.facts
    if reminder.rule == ReminderRule.BORROWER_UNSEEN:
        return ngettext(
            "%(team)s: %(number)s household not visited for %(days)s days. Put it on today's list.",
            "%(team)s: %(number)s households not visited for %(days)s days. Put them on today's list.",
            facts["number"],
        ) % {**facts, "team": reminder.team}
    if reminder.rule == ReminderRule.DAILY_LOG_MISSING:
        return _("%(team)s: no daily log of %(day)s. Fill it in and submit it.") % {
            "team": reminder.team,
            "day": relative_day(date.fromisoformat(facts["day"])),
        }
    if reminder.rule == ReminderRule.PLAN_WAITING:
        return _(
            "%(place)s: a change of the plan waits for approval since %(day)s. Approve it or send it back."
        ) % {
            "place": facts["place"],
            "day": relative_day(date.fromisoformat(facts["since"])),
        }
    if reminder.rule == ReminderRule.DEADLINE_NEAR:
        return _deadline_sentence(facts)
    if reminder.rule in OF_THE_DAY:
        return _sentence_of_the_day(reminder)
    return _promise_sentence(reminder)


def _deadline_sentence(facts: dict[str, str]) -> str:
    """Which right lapses when, and the paper that keeps it where it has been computed."""
    parts = {
        "place": facts["place"],
        "kind": DeadlineKind(facts["kind"]).label,
        "day": short_date(date.fromisoformat(facts["safe_on"])),
    }
    if not facts["paper"]:
        return _("%(place)s: %(kind)s ends on %(day)s.") % parts
    parts["paper"] = Paper(facts["paper"]).label
    return _("%(place)s: %(kind)s ends on %(day)s. What keeps it: %(paper)s.") % parts


def _sentence_of_the_day(reminder: Reminder) -> str:
    """A team that is not there, or to which something has happened."""
    facts = reminder.facts
    if reminder.rule == ReminderRule.NOT_CHECKED_IN:
        text = _("%(team)s: not checked in at the assembly of %(at)s. Call the captain.")
        return text % {"team": reminder.team, "at": facts["at"]}
    text = _("%(team)s: %(kind)s. Call them at once, go through the drill, then close it.")
    return text % {"team": facts["team"] or _("In no team"), "kind": IncidentKind(facts["kind"]).label}


def _link_of_the_day(reminder: Reminder) -> str:
    code = reminder.campaign.code
    if reminder.rule == ReminderRule.NOT_CHECKED_IN:
        return reverse("fieldwork:assembly_list", args=[code])
    return reverse("fieldwork:incident_detail", args=[code, int(reminder.subject.rpartition(":")[2])])


def _promise_sentence(reminder: Reminder) -> str:
    """What is to be done about a promise that is due or was not kept."""
    facts = reminder.facts
    due_on = date.fromisoformat(facts["due_on"])
    values = {
        "place": facts["place"],
        "amount": display(Decimal(facts["amount"])),
        "left": display(Decimal(facts["amount"]) - Decimal(facts["paid"])),
        "day": relative_day(due_on),
    }
    if reminder.rule == ReminderRule.PROMISE_BROKEN:
        if reminder.is_repeated:
            return (
                _("%(place)s: promise of %(day)s broken again, %(left)s yuan missing. Decide the next step.")
                % values
            )
        return _("%(place)s: promise of %(day)s not kept, %(left)s yuan missing. Visit again.") % values
    if due_on > reminder.day:
        return _("%(place)s: %(amount)s yuan promised for %(day)s. Call to remind.") % values
    return _("%(place)s: %(amount)s yuan promised for %(day)s. Keep in touch until it is paid.") % values


def link_of(reminder: Reminder) -> str:
    """The page on which the cause is dealt with."""
    code = reminder.campaign.code
    if reminder.rule == ReminderRule.PLAN_WAITING:
        return reverse("borrowers:plan_detail", args=[code, reminder.borrower_id])
    if reminder.rule == ReminderRule.DEADLINE_NEAR:
        return reverse("borrowers:deadline_file", args=[code, reminder.borrower_id])
    if reminder.rule in OF_THE_DAY:
        return _link_of_the_day(reminder)
    if reminder.borrower_id:
        return reverse("fieldwork:borrower_detail", args=[code, reminder.borrower_id])
    if reminder.rule == ReminderRule.DAILY_LOG_MISSING:
        return reverse("fieldwork:daily_log", args=[code, reminder.team_id, reminder.facts["day"]])
    return f"{reverse('fieldwork:today', args=[code])}?team={reminder.team_id}"
