"""What holds of every deadline, whatever the facts."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from borrowers.domain.deadlines.enforcement import enforcement
from borrowers.domain.deadlines.evidence import IN_COURT, counts, grade_of
from borrowers.domain.deadlines.facts import (
    DebtFacts,
    EnforcementFacts,
    Event,
    GuaranteeFacts,
    LimitationFacts,
)
from borrowers.domain.deadlines.guarantee import guarantee
from borrowers.domain.deadlines.limitation import limitation, three_years
from borrowers.domain.deadlines.periods import LEADS, act_by, add_months, roll
from borrowers.enums.deadlines import (
    DeadlineKind,
    DeadlineStatus,
    EventCode,
    Grade,
    GuaranteeKind,
    GuaranteeTerm,
    Light,
    Outcome,
)
from campaign.common import holidays

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2008, 1, 1), TODAY)
EVENTS = st.builds(
    Event,
    code=st.sampled_from(sorted(set(EventCode) - IN_COURT)),
    on=DAYS,
    grade=st.none() | st.sampled_from(Grade),
    confirmed=st.booleans(),
    consents=st.booleans(),
)
COURT = st.builds(
    Event,
    code=st.sampled_from(sorted(IN_COURT)),
    on=DAYS,
    outcome=st.none() | st.sampled_from(Outcome),
    confirmed=st.booleans(),
)
LISTS = st.lists(EVENTS, max_size=6).map(tuple)
ALL_LISTS = st.lists(EVENTS | COURT, max_size=6).map(tuple)
GUARANTEES = st.builds(
    GuaranteeFacts,
    debt=st.builds(DebtFacts, due_on=DAYS),
    kind=st.sampled_from(GuaranteeKind),
    term=st.sampled_from(GuaranteeTerm),
    signed_on=DAYS,
    agreed_months=st.integers(0, 60),
    events=ALL_LISTS,
    debtor_events=ALL_LISTS,
)


def of_debt(due: date | None, events: tuple[Event, ...], today: date = TODAY):
    return limitation(LimitationFacts(DebtFacts(due), events), today=today, calendar=holidays)


@given(DAYS, st.integers(-240, 240))
def test_a_period_ends_in_the_right_month_on_the_day_or_its_last(anchor, months):
    end = add_months(anchor, months)

    assert (end.year * 12 + end.month) - (anchor.year * 12 + anchor.month) == months
    assert end.day == anchor.day or (end.day < anchor.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, st.integers(0, 240))
def test_a_later_anchor_never_ends_earlier(one, other, months):
    first, second = sorted((one, other))

    assert add_months(first, months) <= add_months(second, months)
    assert three_years(first) <= three_years(second)


@given(DAYS, LISTS, EVENTS)
def test_a_further_event_never_makes_the_claim_lapse_sooner(due, events, further):
    assume(due > date(2009, 1, 1))  # clear of the ceiling of twenty years, which a new agreement counts anew

    assert of_debt(due, (*events, further)).safe_on >= of_debt(due, events).safe_on


@given(DAYS, LISTS)
def test_no_date_is_later_than_the_evidence_that_counts_allows(due, events):
    """Without an event that counts, the date is that of the due date alone, whatever else was noted."""
    worth = [event for event in events if counts(event)]
    # An obstacle may be over on its last day, and gives six months at most from then on.
    latest = max([due, *(event.on for event in worth)])

    assert of_debt(due, events).safe_on <= add_months(latest, 36)
    if not worth:
        assert of_debt(due, events).safe_on == of_debt(due, ()).safe_on


@given(DAYS, ALL_LISTS)
def test_events_of_grade_c_change_nothing(due, events):
    with_all = of_debt(due, events)
    without = of_debt(due, tuple(event for event in events if grade_of(event) is not Grade.C))

    assert (with_all.safe_on, with_all.status, with_all.light) == (
        without.safe_on,
        without.status,
        without.light,
    )


@given(DAYS, ALL_LISTS)
def test_a_light_is_green_only_on_evidence_of_grade_a(due, events):
    strict = tuple(event for event in events if grade_of(event) is Grade.A)
    answer = of_debt(due, events)

    if answer.light is Light.GREEN:
        assert answer.safe_on == of_debt(due, strict).safe_on


@given(ALL_LISTS)
def test_an_unknown_due_date_is_never_fine(events):
    answer = of_debt(None, events)

    assert (answer.status, answer.light, answer.safe_on) == (DeadlineStatus.UNKNOWN, Light.RED, None)


@given(DAYS, ALL_LISTS)
def test_the_order_in_which_events_were_recorded_does_not_matter(due, events):
    assert of_debt(due, events) == of_debt(due, tuple(reversed(events))) or _same_day(events)


def _same_day(events: tuple[Event, ...]) -> bool:
    return len({event.on for event in events}) < len(events)


@given(GUARANTEES)
def test_nothing_moves_the_end_of_a_guarantee_period(facts):
    """Art. 692(1): no suspension, interruption or extension. Events end it, or leave it as it is."""
    bare = guarantee(
        GuaranteeFacts(facts.debt, facts.kind, facts.term, facts.signed_on, facts.agreed_months),
        today=TODAY,
        calendar=holidays,
    )
    answer = guarantee(facts, today=TODAY, calendar=holidays)

    assert answer.roll_on is None or answer.kind is DeadlineKind.GUARANTEE_DEBT
    if answer.kind is DeadlineKind.GUARANTEE_PERIOD:
        assert answer.safe_on == bare.safe_on
    else:
        assert any(
            facts.debt.due_on < one.on <= bare.safe_on for one in (*facts.events, *facts.debtor_events)
        )


@given(GUARANTEES)
def test_a_period_that_ended_without_exercise_releases_for_good(facts):
    answer = guarantee(facts, today=TODAY, calendar=holidays)

    if answer.kind is DeadlineKind.GUARANTEE_PERIOD:
        assert (answer.status is DeadlineStatus.RELEASED) is (answer.safe_on < TODAY)


@given(DAYS, ALL_LISTS)
def test_the_day_to_act_is_worked_and_never_after_the_safe_date(due, events):
    facts = EnforcementFacts(due, events=events)
    for answer in (of_debt(due, events), enforcement(facts, today=TODAY, calendar=holidays)):
        for _, by in answer.ways:
            assert by <= answer.safe_on
            assert holidays.is_workday(by)


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.sampled_from(sorted(LEADS)))
def test_rolling_informs_and_acting_comes_first(safe_on, measure):
    assert act_by(safe_on, measure, holidays) <= safe_on <= roll(safe_on, holidays)
