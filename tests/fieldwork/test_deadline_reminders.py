"""Claims that lapse: told of 90, 30 and 7 days before, daily in the last week, until the date moves."""

from datetime import date, datetime

import pytest

from borrowers.actions import deadlines
from borrowers.actions.deadlines import Happening
from borrowers.enums import LoanState
from borrowers.enums.deadlines import EventCode
from borrowers.models import Borrower, Loan
from campaign.common import clock
from campaign.models import CampaignDay
from fieldwork.actions.reminders import run_rules
from fieldwork.domain.escalation import deadline_day
from fieldwork.enums import NoticeChannel, ReminderRule, ReminderState
from fieldwork.models import Notice, Reminder
from fieldwork.queries.reminders import link_of, sentence
from fieldwork.queries.today import days_list
from teams.enums import Role
from teams.models import User
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import TeamFactory, person
from tests.support.photos import jpeg

RULE = ReminderRule.DEADLINE_NEAR
START = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("safe_on", "today", "day"),
    [
        (date(2027, 2, 24), date(2026, 11, 25), None),
        (date(2027, 2, 23), date(2026, 11, 25), date(2026, 11, 25)),
        (date(2027, 2, 23), date(2026, 11, 27), date(2026, 11, 25)),
        (date(2026, 12, 26), date(2026, 11, 25), START),
        (date(2026, 12, 25), date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 12, 3), date(2026, 11, 25), START),
        (date(2026, 12, 2), date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 12, 2), date(2026, 11, 28), date(2026, 11, 28)),
        (date(2026, 11, 25), date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 24), date(2026, 11, 25), None),
    ],
)
def test_each_stage_has_its_day_and_the_last_week_every_day(safe_on, today, day):
    assert deadline_day(safe_on, today, START) == day


@pytest.fixture
def team(db, frozen):
    team = TeamFactory()
    person(Role.CAPTAIN, team=team, username="captain")
    person(Role.BACK_OFFICE, branch=team.campaign.branch, username="office")
    person(Role.BRANCH_MANAGER, branch=team.campaign.branch, username="manager")
    CampaignDay.objects.filter(campaign=team.campaign).delete()
    return team


def loan_until(team, safe_on: date, **values) -> Loan:
    """A loan whose limitation ends on that day."""
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    loan = LoanFactory(borrower=borrower, due_on=safe_on.replace(year=safe_on.year - 3), **values)
    deadlines.refresh([loan])
    return loan


def office() -> User:
    return User.objects.get(username="office")


def at(text: str) -> datetime:
    naive = datetime.fromisoformat(text)
    return clock.at_local(naive.date(), naive.time())


def told(team, now: str) -> list[tuple[str, str]]:
    """Who was told by now of reminders that are active, on which rung."""
    # Whatever closes leaves its place to the next at the following minute.
    for _ in range(2):
        run_rules(campaign=team.campaign, now=at(now))
    rows = Notice.objects.filter(reminder__rule=RULE, channel=NoticeChannel.IN_APP)
    rows = rows.exclude(reminder__state=ReminderState.CLOSED).order_by("pk")
    return list(rows.values_list("user__username", "rung"))


FIRST = [("captain", "captain"), ("office", "office")]


def test_captain_and_back_office_hear_first_the_manager_the_next_morning(team):
    loan_until(team, date(2026, 12, 25))

    assert told(team, "2026-11-25 07:59") == []
    assert told(team, "2026-11-25 08:00") == FIRST
    assert told(team, "2026-11-26 08:00") == [*FIRST, ("manager", "manager")]
    assert Reminder.objects.filter(rule=RULE).count() == 1


def test_in_the_last_week_everybody_hears_of_it_every_morning(team):
    loan_until(team, date(2026, 12, 2))

    for number, day in enumerate(("2026-11-25", "2026-11-26"), 1):
        assert told(team, f"{day} 08:00") == [*FIRST, ("manager", "manager")]
        assert Reminder.objects.filter(rule=RULE).count() == number
        assert Reminder.objects.filter(rule=RULE).active().count() == 1


def test_a_signed_paper_closes_it_and_so_does_money(team):
    signed, paid = loan_until(team, date(2026, 12, 1)), loan_until(team, date(2026, 12, 1))
    told(team, "2026-11-25 08:00")
    happening = Happening(EventCode.I1, date(2026, 11, 25))
    deadlines.record_event(concerned=signed, happening=happening, by=office(), paper=jpeg())
    Loan.objects.filter(pk=paid.pk).update(state=LoanState.SETTLED)

    assert told(team, "2026-11-25 09:00") == []
    assert Reminder.objects.filter(rule=RULE, state=ReminderState.CLOSED).count() == 2


def test_reminder_says_what_lapses_when_and_which_paper_keeps_it(team):
    loan = loan_until(team, date(2026, 12, 20))
    told(team, "2026-11-25 08:00")
    reminder = Reminder.objects.select_related("campaign", "borrower").get(rule=RULE)

    text = sentence(reminder)
    for part in ("青石镇上河村", "诉讼时效", "12月20日", "催收通知书"):
        assert part in text
    assert loan.borrower.name not in text
    assert link_of(reminder).endswith(f"/borrowers/{loan.borrower_id}/deadlines/")


def test_a_claim_whose_paper_is_not_computed_yet_can_be_told_of(team):
    loan = loan_until(team, date(2026, 12, 20))
    loan.claim_deadlines.update(paper="")
    told(team, "2026-11-25 08:00")

    assert "诉讼时效" in sentence(Reminder.objects.select_related("campaign", "borrower").get(rule=RULE))


def test_the_days_list_names_the_paper_until_it_is_signed(team):
    loan = loan_until(team, date(2026, 12, 20))
    far = loan_until(team, date(2027, 2, 26))
    loan_until(team, date(2027, 2, 27))

    def papers() -> list[tuple[int, str, bool]]:
        lines = [line for part in days_list(team.campaign, team) for line in part.lines]
        return [(line.borrower.pk, line.paper, line.is_lapsing) for line in lines if line.paper]

    paper = "催收通知书及回执"
    assert papers() == [(loan.borrower_id, paper, True), (far.borrower_id, paper, False)]
    deadlines.record_event(
        concerned=loan,
        happening=Happening(EventCode.I1, date(2026, 11, 24)),
        by=office(),
        paper=jpeg(),
    )
    assert [pk for pk, *_ in papers()] == [far.borrower_id]


def test_nobody_is_sent_to_have_a_paper_signed_by_the_dead(team):
    loan = loan_until(team, date(2026, 12, 20))
    Borrower.objects.filter(pk=loan.borrower_id).update(is_deceased=True)

    assert [line.paper for part in days_list(team.campaign, team) for line in part.lines] == [""]


def test_a_large_list_is_told_of_in_parts_the_most_urgent_first(team, monkeypatch):
    monkeypatch.setattr("fieldwork.actions.reminders.AT_ONCE", 1)
    later, sooner = loan_until(team, date(2026, 12, 20)), loan_until(team, date(2026, 12, 10))

    def opened(minute: int) -> list[int]:
        run_rules(campaign=team.campaign, now=at(f"2026-11-25 08:0{minute}"))
        return list(Reminder.objects.filter(rule=RULE).order_by("pk").values_list("borrower", flat=True))

    assert opened(0) == [sooner.borrower_id]
    # One that was closed on its day is not opened again, and keeps no other from being opened.
    Reminder.objects.filter(rule=RULE).update(state=ReminderState.CLOSED)
    assert opened(1) == [sooner.borrower_id, later.borrower_id]
