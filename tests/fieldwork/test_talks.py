"""Which talk guides are shown for a borrower."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from borrowers.enums import LoanState
from borrowers.enums.deadlines import DeadlineKind, DeadlineStatus, Light
from borrowers.enums.plans import Talk
from borrowers.library.talks import NEVER, TALKS
from borrowers.models import ClaimDeadline
from fieldwork.domain.talks import Household, fitting
from fieldwork.enums import Met, PromiseState, VisitOutcome
from fieldwork.queries.talks import talks_for
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.fieldwork import PromiseFactory, VisitFactory
from tests.factories.teams import MembershipFactory


@pytest.mark.parametrize(
    ("days", "talks"),
    [
        (None, []), (0, []), (1, ["early"]), (5, ["early"]), (6, ["middle"]), (18, ["middle"]),
        (19, ["late"]), (28, ["late"]), (29, ["quarter"]), (90, ["quarter"]), (91, ["long"]),
        (4000, ["long"]),
    ],
)  # fmt: skip
def test_each_band_has_its_guide(days, talks):
    assert fitting(Household(days)) == talks


@pytest.mark.parametrize(
    ("known", "talks"),
    [
        ({"last_promise_broken": True, "broken": 1}, ["broken_promise"]),
        ({"last_promise_broken": True, "broken": 2}, ["broken_promise"]),
        ({"last_promise_broken": True, "broken": 3}, ["third_broken"]),
        ({"last_promise_broken": False, "broken": 3}, []),
        ({"refuses": True, "unable": True}, ["refuses", "unable"]),
        ({"last_promise_broken": True, "broken": 1, "refuses": True}, ["broken_promise", "refuses"]),
    ],
)
def test_situations_come_before_the_band(known, talks):
    assert fitting(Household(40, **known)) == [*talks, "quarter"]


def test_where_the_claim_has_lapsed_no_guide_speaks_of_the_courts():
    lapsed = Household(400, broken=1, last_promise_broken=True, refuses=True, has_lapsed=True)

    assert fitting(lapsed) == ["out_of_time", "broken_promise"]


def test_where_somebody_has_died_nothing_else_is_talked_about():
    died = Household(40, broken=3, last_promise_broken=True, refuses=True, unable=True, has_died=True)

    assert fitting(died) == ["died"]


@pytest.fixture
def borrower(db, frozen):
    member = MembershipFactory()
    borrower = BorrowerFactory(campaign=member.campaign, team=member.team, member=member.user)
    LoanFactory(borrower=borrower, overdue_days=12)
    return borrower


def promised(borrower, day: int, state: PromiseState) -> None:
    due_on = date(2026, 11, day)
    settled_on = None if state == PromiseState.OPEN else due_on
    PromiseFactory(
        borrower=borrower, due_on=due_on, made_on=due_on, made_by=borrower.member, state=state,
        settled_on=settled_on,
    )  # fmt: skip


def visited(borrower, hour: int, outcome: VisitOutcome, met: Met = Met.BORROWER) -> None:
    at = datetime(2026, 11, 24, hour, tzinfo=UTC)
    VisitFactory(borrower=borrower, recorded_by=borrower.member, visited_at=at, outcome=outcome, met=met)


def test_guides_follow_what_was_promised_and_what_the_last_talk_brought(borrower):
    assert talks_for(borrower) == [Talk.MIDDLE]
    visited(borrower, 1, VisitOutcome.REFUSED)
    visited(borrower, 2, VisitOutcome.ABSENT, Met.NOBODY)
    promised(borrower, 20, PromiseState.BROKEN)
    assert talks_for(borrower) == [Talk.BROKEN_PROMISE, Talk.REFUSES, Talk.MIDDLE]
    promised(borrower, 21, PromiseState.PART_KEPT)
    promised(borrower, 22, PromiseState.BROKEN)
    visited(borrower, 3, VisitOutcome.NEGOTIATING)
    assert talks_for(borrower) == [Talk.THIRD_BROKEN, Talk.MIDDLE]
    promised(borrower, 27, PromiseState.OPEN)
    assert talks_for(borrower) == [Talk.MIDDLE]
    visited(borrower, 4, VisitOutcome.DECEASED, Met.FAMILY)
    assert talks_for(borrower) == [Talk.DIED]


def test_lapsed_claim_on_an_open_loan_has_its_own_guide(borrower):
    loan = borrower.loans.get()
    deadline = ClaimDeadline.objects.create(
        campaign=loan.campaign, loan=loan, kind=DeadlineKind.LIMITATION, status=DeadlineStatus.RUNNING,
        light=Light.GREEN, rules="1",
    )  # fmt: skip
    assert talks_for(borrower) == [Talk.MIDDLE]
    ClaimDeadline.objects.filter(pk=deadline.pk).update(status=DeadlineStatus.EXPIRED, light=Light.RED)
    assert talks_for(borrower) == [Talk.OUT_OF_TIME]
    borrower.loans.update(state=LoanState.SETTLED)
    assert talks_for(borrower) == []


def test_phone_shows_the_guides_of_the_borrower_and_leads_to_them(client, borrower):
    visited(borrower, 1, VisitOutcome.REFUSED)
    client.force_login(borrower.member, backend="django.contrib.auth.backends.ModelBackend")
    address = {"code": borrower.campaign.code, "pk": borrower.pk}
    guides = reverse("fieldwork:talk_guides", kwargs=address)
    for name in ("fieldwork:borrower_detail", "fieldwork:visit_record"):
        page = client.get(reverse(name, kwargs=address)).content.decode()
        assert guides in page
        assert str(Talk.REFUSES.label) in page

    page = client.get(guides).content.decode()
    shown = [
        line for talk in (Talk.REFUSES, Talk.MIDDLE, Talk.SOMEBODY_ELSE) for line in TALKS[talk].never_say
    ]
    for line in (*shown, *NEVER):
        assert str(line).replace("'", "&#x27;") in page
    assert str(TALKS[Talk.DIED].may_say[0]) not in page
