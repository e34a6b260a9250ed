"""The worked examples of the legal department, number by number: facts in, dates and status out."""

from datetime import date

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
from borrowers.enums.deadlines import (
    Caution,
    DeadlineKind,
    DeadlineStatus,
    EventCode,
    GuaranteeKind,
    GuaranteeTerm,
    Light,
    Missing,
    Remedy,
)
from campaign.common import holidays

TODAY = date(2026, 11, 23)
S = DeadlineStatus


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(code: str, on: str, **values: object) -> Event:
    return Event(EventCode(code), day(on), **values)


def of_debt(due: str | None, *events: Event, today: date = TODAY, mortgaged: bool = False, **debt: date):
    facts = LimitationFacts(DebtFacts(day(due) if due else None, **debt), events, mortgaged)
    return limitation(facts, today=today, calendar=holidays)


def of_guarantor(due: str, *events: Event, today: date = TODAY, kind: str = "joint", **values: object):
    debt = DebtFacts(day(due), extended_to=values.pop("extended_to", None))
    values.setdefault("term", GuaranteeTerm.NONE)
    facts = GuaranteeFacts(debt, GuaranteeKind(kind), events=events, **values)
    return guarantee(facts, today=today, calendar=holidays)


def of_judgment(perform_by: str, *events: Event, today: date = TODAY, **values: object):
    facts = EnforcementFacts(day(perform_by), events=events, **values)
    return enforcement(facts, today=today, calendar=holidays)


LETTER = event("I1", "2024-08-09")
PAYMENT = event("I9", "2022-03-15")
PLAN = event("I9W", "2026-11-23", new_due_on=day("2027-11-23"))
EXAMPLES = [
    ("1", of_debt("2023-11-30"), "2026-11-30", S.DUE_SOON),
    ("2 leap", of_debt("2020-02-29"), "2023-02-28", S.EXPIRED),
    ("4", of_debt("2023-11-28"), "2026-11-28", S.DUE_SOON),
    ("6 acceleration", of_debt("2025-06-20", accelerated_on=day("2022-12-20")), "2025-12-20", S.EXPIRED),
    ("7 before", of_debt("2021-06-30", today=day("2022-03-14")), "2024-06-30", S.RUNNING),
    ("7 paid", of_debt("2021-06-30", PAYMENT, today=day("2022-03-15")), "2025-03-15", S.RUNNING),
    ("7", of_debt("2021-06-30", PAYMENT, LETTER), "2027-08-09", S.RUNNING),
    ("7 without the payment", of_debt("2021-06-30", LETTER), "2024-06-30", S.EXPIRED),
    ("8 arrived in time", of_debt("2022-05-20", event("I4", "2025-05-19")), "2028-05-19", S.RUNNING),
    ("8 arrived late", of_debt("2022-05-20", event("I4", "2025-05-21")), "2025-05-20", S.EXPIRED),
    ("10 old law", of_debt("2015-06-30"), "2017-06-30", S.EXPIRED),
    ("11 into the code", of_debt("2016-03-31"), "2019-03-31", S.EXPIRED),
    ("13 new plan", of_debt("2018-07-01", PLAN), "2030-11-23", S.REVIVED),
    ("14 only received", of_debt("2018-07-01", event("I1", "2026-11-23")), "2021-07-01", S.EXPIRED),
    ("16 period", of_guarantor("2024-08-31", today=day("2025-02-01")), "2025-02-28", S.DUE_SOON),
    ("16 demanded", of_guarantor("2024-08-31", event("I1", "2025-02-20")), "2028-02-20", S.RUNNING),
    ("18", of_guarantor("2026-05-31"), "2026-11-30", S.DUE_SOON),
    (
        "19 period",
        of_guarantor("2024-03-15", term=GuaranteeTerm.AGREED, agreed_months=36),
        "2027-03-15",
        S.RUNNING,
    ),
    (
        "19 demanded",
        of_guarantor(
            "2024-03-15",
            event("I1", "2026-11-24"),
            term=GuaranteeTerm.AGREED,
            agreed_months=36,
            today=day("2026-11-24"),
        ),
        "2029-11-24",
        S.RUNNING,
    ),
    (
        "20 A",
        of_guarantor("2026-05-30", event("I1", "2026-11-20"), today=day("2026-12-01")),
        "2029-11-20",
        S.RUNNING,
    ),
    ("20 B, last day", of_guarantor("2026-05-30", today=day("2026-11-30")), "2026-11-30", S.DUE_SOON),
    ("20 B", of_guarantor("2026-05-30", today=day("2026-12-01")), "2026-11-30", S.RELEASED),
    (
        "21 general, letters signed",
        of_guarantor("2026-05-30", event("I1", "2026-10-01"), kind="general", today=day("2026-12-01")),
        "2026-11-30",
        S.RELEASED,
    ),
    ("24", of_guarantor("2025-11-30", extended_to=day("2026-11-30")), "2026-05-30", S.RELEASED),
    (
        "24 consented",
        of_guarantor("2025-11-30", extended_to=day("2026-11-30"), consented=True),
        "2027-05-30",
        S.RUNNING,
    ),
    ("26", of_judgment("2025-01-15"), "2027-01-15", S.DUE_SOON),
    ("27 mediation", of_judgment("2026-06-30"), "2028-06-30", S.RUNNING),
    ("31 mortgage", of_debt("2018-07-01", mortgaged=True), "2021-07-01", S.EXPIRED),
]


@pytest.mark.parametrize(
    ("answer", "safe_on", "status"), [one[1:] for one in EXAMPLES], ids=[one[0] for one in EXAMPLES]
)
def test_the_safe_date_and_the_status(answer, safe_on, status):
    assert (answer.safe_on, answer.status) == (day(safe_on), status)


def test_4_act_on_the_last_working_day_and_never_wait_for_the_rolled_one():
    answer = of_debt("2023-11-28")

    assert (answer.act_by, answer.roll_on) == (day("2026-11-27"), day("2026-11-30"))


def test_6_the_other_reading_stands_beside_and_goes_to_a_lawyer():
    answer = of_debt("2025-06-20", accelerated_on=day("2022-12-20"))

    assert answer.other_on == day("2028-06-20")
    assert Caution.OTHER_READING in answer.cautions
    assert answer.remedies[0] is Remedy.LEGAL_REVIEW


def test_7_the_answer_tells_every_step_of_the_way():
    answer = of_debt("2021-06-30", PAYMENT, LETTER)

    assert [step.ends_on for step in answer.steps] == [
        day("2024-06-30"),
        day("2025-03-15"),
        day("2027-08-09"),
    ]
    assert answer.anchor_on == day("2024-08-09")
    assert {"民法典189", "民法典188(1)", "诉讼时效规定14", "诉讼时效规定8(1)(1)"} == set(answer.articles)


def test_10_names_the_old_law():
    assert Caution.OLD_LAW in of_debt("2015-06-30").cautions


def test_13_a_notice_that_agrees_to_perform_revives_from_the_day_it_was_signed():
    answer = of_debt("2018-07-01", event("I1", "2026-11-23", consents=True))

    assert (answer.safe_on, answer.status) == (day("2029-11-23"), S.REVIVED)


def test_20_the_one_left_may_be_partly_freed():
    answer = of_guarantor("2026-05-30", event("I1", "2026-11-20"), co_guarantor_released=True)

    assert Caution.CO_GUARANTOR_RELEASED in answer.cautions


def test_21_says_that_letters_are_not_enough_and_only_a_new_contract_helps():
    answer = of_guarantor("2026-05-30", event("I1", "2026-10-01"), kind="general", today=day("2026-12-01"))

    assert Caution.LETTERS_NOT_ENOUGH in answer.cautions
    assert answer.remedies == (Remedy.NEW_GUARANTEE,)


def test_24_says_that_the_extension_does_not_bind_the_guarantor():
    answer = of_guarantor("2025-11-30", extended_to=day("2026-11-30"))

    assert Caution.NOT_EXTENDED in answer.cautions
    assert "民法典695(2)" in answer.articles


def test_31_the_mortgage_is_lost_with_the_debt():
    answer = of_debt("2018-07-01", mortgaged=True)

    assert Caution.MORTGAGE_LOST in answer.cautions
    assert {"民法典419", "担保解释44"} <= set(answer.articles)


def test_32_without_a_due_date_it_is_unknown_and_red():
    answer = of_debt(None)

    assert (answer.status, answer.light, answer.safe_on) == (S.UNKNOWN, Light.RED, None)
    assert answer.missing == (Missing.DUE_ON,)
    assert answer.remedies == (Remedy.ADD_DUE_DATE,)


def test_after_a_demand_the_clock_is_the_limitation_of_the_guarantee_debt():
    assert of_guarantor("2026-05-30").kind is DeadlineKind.GUARANTEE_PERIOD
    assert of_guarantor("2026-05-30", event("I1", "2026-11-20")).kind is DeadlineKind.GUARANTEE_DEBT
