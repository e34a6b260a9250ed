"""Rules of the calculator beyond the worked examples."""

from datetime import date, timedelta

import pytest

from borrowers.domain.deadlines.enforcement import enforcement
from borrowers.domain.deadlines.facts import (
    DebtFacts,
    EnforcementFacts,
    Event,
    GuaranteeFacts,
    LimitationFacts,
)
from borrowers.domain.deadlines.guarantee import guarantee
from borrowers.domain.deadlines.limitation import limitation
from borrowers.domain.deadlines.periods import act_by, add_months
from borrowers.enums.deadlines import (
    Caution,
    DeadlineKind,
    DeadlineStatus,
    EventCode,
    Grade,
    GuaranteeKind,
    GuaranteeTerm,
    Light,
    Measure,
    Missing,
    Outcome,
    Remedy,
    StepReason,
)
from campaign.common import holidays

TODAY = date(2026, 11, 23)


def event(code: str, on: date, **values: object) -> Event:
    return Event(EventCode(code), on, **values)


def of_debt(due: date | None, *events: Event, today: date = TODAY, **debt: date):
    return limitation(LimitationFacts(DebtFacts(due, **debt), events), today=today, calendar=holidays)


def of_guarantor(due: date, *events: Event, today: date = TODAY, **values: object):
    values = {"kind": GuaranteeKind.JOINT, "term": GuaranteeTerm.NONE, **values}
    return guarantee(GuaranteeFacts(DebtFacts(due), events=events, **values), today=today, calendar=holidays)


def of_judgment(*events: Event, today: date = TODAY, **values: object):
    return enforcement(EnforcementFacts(events=events, **values), today=today, calendar=holidays)


@pytest.mark.parametrize(
    ("anchor", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 12, 31), 6, date(2025, 6, 30)),
        (date(2025, 6, 30), 6, date(2025, 12, 30)),
        (date(2025, 5, 31), -6, date(2024, 11, 30)),
    ],
)
def test_a_period_ends_on_the_corresponding_day_or_the_last_of_its_month(anchor, months, end):
    assert add_months(anchor, months) == end


@pytest.mark.parametrize(
    ("measure", "by"),
    [
        (Measure.IN_PERSON, date(2026, 10, 10)),  # a Saturday worked for the holiday
        (Measure.LETTER, date(2026, 9, 30)),  # 10 October minus ten days: the day before the holiday
        (Measure.COURT, date(2026, 9, 28)),
    ],
)
def test_acting_in_time_reckons_with_the_national_holiday_and_the_days_shifted_for_it(measure, by):
    assert act_by(date(2026, 10, 10), measure, holidays) == by


def test_a_year_without_announced_holidays_is_reckoned_by_weekends_and_fixed_dates_and_says_so():
    answer = of_debt(date(2027, 5, 1))

    assert answer.safe_on == date(2030, 5, 1)
    assert (answer.act_by, answer.roll_on) == (date(2030, 4, 30), date(2030, 5, 3))
    assert Caution.HOLIDAYS_ASSUMED in answer.cautions


@pytest.mark.parametrize("code", [code for code in EventCode if code.startswith("X")])
def test_evidence_of_grade_c_never_counts_even_confirmed(code):
    answer = of_debt(date(2023, 11, 30), event(code, date(2026, 1, 5), confirmed=True))

    assert answer.safe_on == date(2026, 11, 30)
    assert answer.steps[-1].reason is StepReason.GRADE_C


def test_evidence_of_grade_b_counts_once_confirmed_and_is_amber_then():
    waiting = of_debt(date(2023, 11, 30), event("I3", date(2026, 1, 5)))
    confirmed = of_debt(date(2023, 11, 30), event("I3", date(2026, 1, 5), confirmed=True))

    assert (waiting.safe_on, waiting.confirmed_on) == (date(2026, 11, 30), date(2029, 1, 5))
    assert waiting.remedies[0] is Remedy.CONFIRM_EVIDENCE
    assert (confirmed.safe_on, confirmed.light, confirmed.grade) == (date(2029, 1, 5), Light.AMBER, Grade.B)


def test_a_link_of_grade_b_in_the_middle_of_the_chain_keeps_the_light_amber():
    events = (event("I3", date(2023, 6, 1), confirmed=True), event("I1", date(2026, 5, 1)))

    answer = of_debt(date(2020, 7, 1), *events)

    assert (answer.safe_on, answer.grade, answer.light) == (date(2029, 5, 1), Grade.B, Light.AMBER)


def test_papers_may_be_worth_less_than_their_kind_but_never_more():
    poor = of_debt(date(2023, 11, 30), event("I1", date(2026, 1, 5), grade=Grade.C, confirmed=True))
    praised = of_debt(date(2023, 11, 30), event("X1", date(2026, 1, 5), grade=Grade.A, confirmed=True))

    assert poor.safe_on == praised.safe_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("days_left", "light", "status"),
    [
        (181, Light.GREEN, DeadlineStatus.RUNNING),
        (180, Light.AMBER, DeadlineStatus.DUE_SOON),
        (31, Light.AMBER, DeadlineStatus.DUE_SOON),
        (30, Light.RED, DeadlineStatus.DUE_SOON),
        (0, Light.RED, DeadlineStatus.DUE_SOON),
        (-1, Light.RED, DeadlineStatus.EXPIRED),
    ],
)
def test_the_light_of_a_limitation(days_left, light, status):
    answer = of_debt(date(2023, 6, 15), today=date(2026, 6, 15) - timedelta(days=days_left))

    assert (answer.light, answer.status) == (light, status)


@pytest.mark.parametrize(
    ("kind", "days_left", "light"),
    [
        (GuaranteeKind.JOINT, 91, Light.GREEN),
        (GuaranteeKind.JOINT, 90, Light.AMBER),
        (GuaranteeKind.JOINT, 30, Light.RED),
        (GuaranteeKind.GENERAL, 121, Light.GREEN),
        (GuaranteeKind.GENERAL, 120, Light.AMBER),
        (GuaranteeKind.GENERAL, 45, Light.RED),
    ],
)
def test_a_general_guarantee_warns_earlier_because_a_suit_is_needed(kind, days_left, light):
    today = date(2026, 12, 15) - timedelta(days=days_left)

    assert of_guarantor(date(2026, 6, 15), kind=kind, today=today).light is light


def test_a_general_guarantee_is_to_be_sued_a_month_before():
    answer = of_guarantor(date(2026, 6, 15), kind=GuaranteeKind.GENERAL)

    assert answer.remedies == (Remedy.SUE_DEBTOR,)
    assert answer.ways == ((Measure.SUIT_AGAINST_DEBTOR, date(2026, 11, 13)),)


@pytest.mark.parametrize(
    ("signed_on", "kind"),
    [(date(2020, 12, 31), DeadlineKind.GUARANTEE_DEBT), (date(2021, 1, 1), DeadlineKind.GUARANTEE_PERIOD)],
)
def test_a_silent_contract_is_joint_before_2021_and_general_from_then_on(signed_on, kind):
    """A letter in time exercises a joint guarantee only."""
    letter = event("I1", date(2026, 6, 1))

    answer = of_guarantor(date(2026, 5, 1), letter, kind=GuaranteeKind.SILENT, signed_on=signed_on)

    assert answer.kind is kind


@pytest.mark.parametrize(
    ("term", "values", "due", "end"),
    [
        (GuaranteeTerm.AGREED, {"agreed_months": 24}, date(2025, 3, 31), date(2027, 3, 31)),
        (GuaranteeTerm.AGREED, {"agreed_until": date(2027, 1, 1)}, date(2025, 3, 31), date(2027, 1, 1)),
        # Ends no later than the debt falls due: as if not agreed.
        (GuaranteeTerm.AGREED, {"agreed_until": date(2025, 3, 31)}, date(2025, 3, 31), date(2025, 9, 30)),
        (GuaranteeTerm.AGREED, {"agreed_months": 0}, date(2025, 3, 31), date(2025, 9, 30)),
        (GuaranteeTerm.NONE, {"signed_on": date(2019, 5, 1)}, date(2020, 5, 1), date(2020, 11, 1)),
        (GuaranteeTerm.UNCLEAR, {"signed_on": date(2022, 5, 1)}, date(2025, 3, 31), date(2025, 9, 30)),
        (GuaranteeTerm.UNCLEAR, {"signed_on": date(2019, 5, 1)}, date(2020, 6, 30), date(2022, 6, 30)),
        (GuaranteeTerm.UNCLEAR, {"signed_on": date(2016, 5, 1)}, date(2018, 6, 30), date(2020, 6, 30)),
    ],
)
def test_how_long_a_guarantee_period_is(term, values, due, end):
    assert of_guarantor(due, term=term, **values).safe_on == end


def test_an_old_unclear_period_for_a_debt_due_under_the_code_is_read_carefully():
    answer = of_guarantor(date(2025, 3, 31), term=GuaranteeTerm.UNCLEAR, signed_on=date(2020, 5, 1))

    assert (answer.safe_on, answer.other_on) == (date(2025, 9, 30), date(2027, 3, 31))
    assert Caution.OTHER_READING in answer.cautions


@pytest.mark.parametrize(
    ("determined_on", "end"),
    [(date(2025, 1, 10), date(2025, 9, 30)), (date(2025, 6, 10), date(2025, 12, 10))],
)
def test_a_maximum_amount_runs_from_the_later_of_determination_and_last_due_date(determined_on, end):
    assert of_guarantor(date(2025, 3, 31), is_maximum=True, determined_on=determined_on).safe_on == end


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"kind": None}, Missing.GUARANTEE_KIND),
        ({"term": None}, Missing.GUARANTEE_TERM),
        ({"term": GuaranteeTerm.AGREED}, Missing.GUARANTEE_TERM),
        ({"kind": GuaranteeKind.SILENT}, Missing.SIGNED_ON),
        ({"term": GuaranteeTerm.UNCLEAR}, Missing.SIGNED_ON),
        ({"is_maximum": True}, Missing.DETERMINED_ON),
    ],
)
def test_a_guarantee_with_a_fact_missing_is_unknown_and_red(values, missing):
    answer = of_guarantor(date(2026, 5, 31), **values)

    assert (answer.status, answer.light, answer.missing) == (DeadlineStatus.UNKNOWN, Light.RED, (missing,))


@pytest.mark.parametrize(
    ("code", "on", "reason"),
    [
        ("I1", date(2026, 5, 31), StepReason.TOO_EARLY),  # the debt is not overdue yet
        ("I1", date(2026, 12, 1), StepReason.NOT_YET),
        ("I9", date(2026, 7, 1), StepReason.NO_EFFECT),  # money is no demand
        ("I3", date(2026, 7, 1), StepReason.UNCONFIRMED),
        ("X1", date(2026, 7, 1), StepReason.GRADE_C),
    ],
)
def test_what_does_not_exercise_a_joint_guarantee(code, on, reason):
    due = date(2026, 5, 31) if on < date(2026, 12, 1) else date(2026, 6, 30)

    answer = of_guarantor(due, event(code, on))

    assert answer.kind is DeadlineKind.GUARANTEE_PERIOD
    assert answer.steps[-1].reason is reason


@pytest.mark.parametrize(("reached_on", "exercised"), [(None, False), (date(2026, 7, 9), True)])
def test_a_withdrawn_suit_exercises_a_joint_guarantee_only_if_it_reached_the_guarantor(reached_on, exercised):
    suit = event("I10", date(2026, 7, 1), outcome=Outcome.WITHDRAWN, reached_on=reached_on)

    assert (of_guarantor(date(2026, 5, 31), suit).kind is DeadlineKind.GUARANTEE_DEBT) is exercised


def test_a_general_guarantee_is_exercised_by_suing_the_borrower_and_then_waits_for_the_court():
    suit = event("I10", date(2026, 7, 1), outcome=Outcome.PENDING)
    general = {"kind": GuaranteeKind.GENERAL, "debtor_events": (suit,)}

    waiting = of_guarantor(date(2026, 5, 31), **general)
    ended = of_guarantor(date(2026, 5, 31), **general, refusal_ended_on=date(2026, 11, 2))

    assert (waiting.status, waiting.safe_on) == (DeadlineStatus.PENDING_SUIT, None)
    assert Caution.RIGHT_OF_REFUSAL in waiting.cautions
    assert (ended.kind, ended.safe_on) == (DeadlineKind.GUARANTEE_DEBT, date(2029, 11, 2))


def test_without_a_ruling_the_right_to_refuse_ends_a_year_after_the_application():
    suit = event("I10", date(2024, 7, 1), outcome=Outcome.JUDGED)

    answer = of_guarantor(
        date(2024, 5, 31),
        kind=GuaranteeKind.GENERAL,
        debtor_events=(suit,),
        application_received_on=date(2025, 3, 3),
    )

    assert answer.safe_on == date(2029, 3, 3)


def test_a_withdrawn_suit_against_the_borrower_exercises_no_general_guarantee():
    suit = event("I10", date(2026, 7, 1), outcome=Outcome.WITHDRAWN, confirmed=True)

    answer = of_guarantor(date(2026, 5, 31), kind=GuaranteeKind.GENERAL, debtor_events=(suit,))

    assert answer.kind is DeadlineKind.GUARANTEE_PERIOD


def test_a_suit_is_pending_and_does_not_run_out_meanwhile():
    answer = of_debt(date(2019, 5, 1), event("I10", date(2022, 4, 1)))

    assert (answer.status, answer.safe_on) == (DeadlineStatus.PENDING_SUIT, date(2025, 4, 1))


def test_a_judged_debt_hands_over_to_the_period_for_enforcement():
    answer = of_debt(date(2023, 5, 1), event("I10", date(2024, 4, 1), outcome=Outcome.JUDGED))

    assert (answer.status, answer.safe_on) == (DeadlineStatus.JUDGED, None)


def test_the_filing_date_of_a_withdrawn_suit_needs_a_legal_user():
    suit = event("I10", date(2024, 4, 1), outcome=Outcome.WITHDRAWN)

    answer = of_debt(date(2023, 5, 1), suit)

    assert (answer.safe_on, answer.confirmed_on) == (date(2026, 5, 1), date(2027, 4, 1))
    assert Caution.SUIT_WITHDRAWN in answer.cautions


@pytest.mark.parametrize(
    ("begins", "ends", "safe_on"),
    [
        (date(2026, 5, 1), date(2026, 6, 1), date(2026, 12, 1)),  # inside the last six months
        (date(2025, 1, 1), date(2026, 6, 1), date(2026, 12, 1)),  # reaches into them
        (date(2025, 1, 1), date(2025, 12, 31), date(2026, 9, 1)),  # over before them
    ],
)
def test_an_obstacle_in_the_last_six_months_gives_six_months_after_it(begins, ends, safe_on):
    obstacle = event("OBSTACLE", begins, until=ends, confirmed=True)

    assert of_debt(date(2023, 9, 1), obstacle).safe_on == safe_on


def test_an_obstacle_that_lasts_suspends_but_moves_no_warning():
    answer = of_debt(date(2023, 9, 1), event("OBSTACLE", date(2026, 5, 1), confirmed=True))

    assert (answer.status, answer.safe_on) == (DeadlineStatus.SUSPENDED, date(2026, 9, 1))


def test_twenty_years_are_the_ceiling_whatever_happened():
    events = [event("I1", date(year, 1, 10)) for year in range(2004, 2027)]

    answer = of_debt(date(2003, 3, 1), *events)

    assert (answer.safe_on, answer.status) == (date(2023, 3, 1), DeadlineStatus.CAP20)


def test_no_due_date_starts_with_the_first_demand_or_the_refusal_whichever_is_earlier():
    answer = of_debt(None, grace_ends_on=date(2024, 5, 1), refused_on=date(2024, 4, 1))

    assert (answer.safe_on, "诉讼时效规定4" in answer.articles) == (date(2027, 4, 1), True)


def test_money_paid_after_expiry_is_final_and_revives_nothing():
    answer = of_debt(date(2018, 7, 1), event("I9", date(2026, 1, 5)))

    assert (answer.status, answer.safe_on) == (DeadlineStatus.EXPIRED, date(2021, 7, 1))
    assert {Caution.PAYMENT_FINAL, Caution.EXPIRED_DEBT} <= set(answer.cautions)


def test_a_relative_can_not_agree_to_perform_for_the_debtor():
    relative = event("I3", date(2026, 1, 5), confirmed=True, consents=True)

    assert of_debt(date(2018, 7, 1), relative).status is DeadlineStatus.EXPIRED


def test_a_report_to_the_police_runs_again_from_the_day_it_came_to_nothing():
    report = event("I13", date(2024, 5, 1), until=date(2025, 2, 1))

    assert of_debt(date(2022, 5, 1), report).safe_on == date(2028, 2, 1)


def test_an_application_for_enforcement_holds_and_ended_without_property_knows_no_period():
    applied = of_judgment(
        event("I11", date(2024, 1, 5), outcome=Outcome.PENDING), perform_by=date(2022, 6, 1)
    )
    ended = of_judgment(
        event("I11", date(2024, 1, 5), outcome=Outcome.NO_PROPERTY), perform_by=date(2022, 6, 1)
    )

    assert (applied.status, applied.safe_on) == (DeadlineStatus.PENDING_SUIT, date(2026, 1, 5))
    assert (ended.status, ended.safe_on) == (DeadlineStatus.OPEN_ENDED, None)
    assert Caution.FOUND_LATER in ended.cautions


def test_a_document_without_a_last_day_runs_from_its_effect_and_without_either_is_unknown():
    assert of_judgment(effective_on=date(2025, 3, 1)).safe_on == date(2027, 3, 1)
    assert of_judgment().missing == (Missing.PERFORM_BY,)


def test_a_missed_period_for_enforcement_costs_the_mortgage_too():
    answer = of_judgment(perform_by=date(2023, 1, 5), mortgaged=True)

    assert answer.status is DeadlineStatus.EXPIRED
    assert {Caution.MORTGAGE_LOST, Caution.DEFENCE_TO_ENFORCEMENT} <= set(answer.cautions)
