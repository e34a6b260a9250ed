"""What a line does to loans and reports: the rules without a database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowers.domain.balances import Listed
from borrowers.domain.books import NOTHING, Booked, Books, LoanInBooks, Report
from borrowers.domain.ledger import matched, settle
from tests.borrowers.ledger.books import line, read

TODAY = date(2026, 11, 25)
STARTS_ON = date(2026, 11, 22)


def loan(**values) -> LoanInBooks:
    given = {"principal": Decimal(5000), "interest": Decimal(100), "issued_on": date(2023, 5, 1)}
    plain = {"name": "赵测", "in_reach": True, "settled_in_list": False}
    return LoanInBooks(**(plain | given | values))


def report(key=1, amount=1000, paid_on=TODAY, *, is_verified=False, interest=0) -> Report:
    total = Decimal(amount)
    lowered = (total - interest, Decimal(interest)) if is_verified else NOTHING
    return Report(key, "JJ1", total, total - interest, Decimal(interest), paid_on, is_verified, lowered)


def outcome(*lines, loans=None, reports=(), booked=None):
    books = Books(loans or {"JJ1": loan()}, reports, booked or {}, STARTS_ON, TODAY, 3)
    return settle(read(*lines).rows, books)


def standings(found) -> list[tuple[str, str]]:
    return [(one.line.serial_number, one.standing.value) for one in found.decisions]


def told(found) -> list[str]:
    return [bad.code.value for _line, _where, bad in found.problems]


@pytest.mark.parametrize(
    ("cells", "changes", "code"),
    [
        ({"借据号": "JJ2"}, {}, "loan_unknown"),
        ({}, {"in_reach": False}, "branch_outside"),
        ({"客户名称": "钱测"}, {}, "name_differs"),
        ({"还款日期": "2026-11-26"}, {}, "paid_in_future"),
        ({}, {"issued_on": date(2026, 11, 26)}, "paid_before_loan"),
        ({"还款金额": 5100.01}, {}, "overpayment"),
        ({"还款本金": 1000}, {"principal": Decimal("999.99")}, "overpayment"),
        ({"原流水号": "L0"}, {}, "reversal_unknown"),
        ({"还款金额": -1000}, {}, "reversal_unknown"),
    ],
)
def test_line_is_refused_by_name(cells, changes, code):
    found = outcome(line(**cells), loans={"JJ1": loan(**changes)})

    assert told(found) == [code]
    assert found.decisions == []


def test_name_fits_whatever_its_width_and_spaces():
    assert told(outcome(line(客户名称="赵 测"))) == []


def test_nobody_reported_it_and_the_balance_falls_principal_first():
    books = {"JJ1": loan()}
    found = outcome(line(total=5060), loans=books)

    assert standings(found) == [("L1", "unreported")]
    assert found.decisions[0].lowered == (Decimal(5000), Decimal(60))
    assert (books["JJ1"].principal, books["JJ1"].interest) == (0, 40)


def test_accrued_interest_counts_in_full_and_lowers_to_zero():
    found = outcome(line(total=1150, 还款本金=1000, 还款利息=150))

    assert told(found) == ["interest_accrued"]
    assert (found.decisions[0].interest, found.decisions[0].lowered) == (150, (Decimal(1000), Decimal(100)))


@pytest.mark.parametrize(
    ("cells", "changes", "code"),
    [
        ({"还款日期": "2026-11-21"}, {}, "paid_before_campaign"),
        ({}, {"settled_in_list": True, "principal": Decimal(0)}, "settled_in_list"),
    ],
)
def test_what_the_list_holds_already_is_history(cells, changes, code):
    books = {"JJ1": loan(**changes)}
    found = outcome(line(**cells), loans=books, reports=[report()])

    assert (standings(found), told(found)) == ([("L1", "history")], [code])
    assert found.decisions[0].report is None
    assert books["JJ1"].interest == 100


LISTED = Listed(TODAY, datetime(2026, 11, 25, 8, tzinfo=UTC))


def test_payment_before_a_newer_list_counts_and_leaves_the_balance():
    listed = loan(listed=(LISTED, LISTED), principal=Decimal(0), interest=Decimal(0))
    found = outcome(line(还款日期="2026-11-24"), loans={"JJ1": listed}, reports=[report()])

    assert (standings(found), told(found)) == ([("L1", "matched")], ["paid_before_list"])
    assert (found.decisions[0].principal, found.decisions[0].lowered) == (1000, (0, 0))


def test_a_list_that_said_one_part_anew_holds_that_part_alone():
    cells = {"还款日期": "2026-11-24", "还款本金": 940, "还款利息": 60}
    for listed, lowered in [((LISTED, None), (0, 60)), ((None, LISTED), (940, 0))]:
        found = outcome(line(**cells), loans={"JJ1": loan(listed=listed)})

        assert (told(found), found.decisions[0].lowered) == (["paid_before_list"], lowered)


def test_payment_of_the_day_of_the_list_lowers_the_balance():
    found = outcome(line(), loans={"JJ1": loan(listed=(LISTED, LISTED))})

    assert (told(found), found.decisions[0].lowered) == ([], (1000, 0))


@pytest.mark.parametrize(("days", "standing"), [(0, "matched"), (3, "matched"), (4, "unreported")])
def test_report_within_the_window_is_matched(days, standing):
    found = outcome(line(), reports=[report(paid_on=TODAY - timedelta(days))])

    assert standings(found) == [("L1", standing)]


def test_the_nearest_day_has_it_then_the_earlier_report_and_each_serves_once():
    reports = [report(1, paid_on=TODAY - timedelta(2)), report(2), report(3)]
    found = matched(read(line("A"), line("B"), line("C"), line("D")).rows, reports, 3)

    assert {serial: one.key for serial, one in found.items()} == {"A": 2, "B": 3, "C": 1}


def test_verified_by_hand_is_confirmed_and_lowers_nothing_again():
    books = {"JJ1": loan(principal=Decimal(0), interest=Decimal(0))}
    found = outcome(line(), loans=books, reports=[report(is_verified=True)])

    assert (standings(found), told(found)) == ([("L1", "confirmed")], [])
    assert found.decisions[0].lowered == (0, 0)


def test_verified_by_hand_with_another_split_is_told():
    found = outcome(line(还款本金=900), reports=[report(is_verified=True)])

    assert told(found) == ["verified_otherwise"]


def known(**values) -> Booked:
    whole = {"principal": Decimal(1000), "interest": Decimal(0), "lowered": (Decimal(1000), Decimal(0))}
    plain = {"paid_on": TODAY, "is_reversal": False, "is_reversed": False}
    return Booked(serial_number="L1", loan_number="JJ1", total=Decimal(1000), **(whole | plain | values))


def test_known_line_changes_nothing_and_other_content_is_refused():
    booked = {"L1": known()}

    assert [one.serial_number for one in outcome(line(), booked=booked).known] == ["L1"]
    assert told(outcome(line(total=999), booked=booked)) == ["serial_other_content"]
    assert told(outcome(line(还款本金=900), booked=booked)) == ["serial_other_content"]


@pytest.mark.parametrize("cells", [{"原流水号": "L1"}, {}])
def test_reversal_takes_a_booked_line_back(cells):
    books = {"JJ1": loan()}
    found = outcome(line("R1", total=-1000, **cells), loans=books, booked={"L1": known()})

    assert standings(found) == [("R1", "reversal")]
    assert found.decisions[0].reverses == "L1"
    assert books["JJ1"].principal == 6000


# Paid yesterday or today; the list came today, or never: what the reversal puts on the balance.
@pytest.mark.parametrize(
    ("reversed_on", "listed", "changes", "back", "code"),
    [
        ("2026-11-25", None, {}, 1000, []),
        ("2026-11-25", LISTED, {}, 1000, []),
        ("2026-11-25", LISTED, {"is_held": (True, True), "lowered": (Decimal(0), Decimal(0))}, 1000, []),
        ("2026-11-25", LISTED, {"is_held": (True, True)}, 1000, []),
        ("2026-11-25", LISTED, {"lowered": (Decimal(700), Decimal(0))}, 700, []),
        ("2026-11-24", LISTED, {"is_held": (True, True)}, 0, ["paid_before_list"]),
        ("2026-11-25", LISTED, {"is_history": True, "is_held": (True, True)}, 0, ["reverses_unmoved"]),
    ],
)
def test_reversal_beside_a_newer_list(reversed_on, listed, changes, back, code):
    booked = {"L1": known(**{"paid_on": TODAY - timedelta(1), **changes})}
    books = {"JJ1": loan(listed=(listed, listed))}
    cells = {"还款金额": -1000, "还款日期": reversed_on}
    found = outcome(line("R1", **cells), loans=books, booked=booked)

    assert (found.decisions[0].lowered, told(found)) == ((-back, 0), code)
    assert books["JJ1"].principal == 5000 + back


@pytest.mark.parametrize(
    ("cells", "changes", "code"),
    [
        ({"原流水号": "L1"}, {"is_reversed": True}, "reversed_before"),
        ({}, {"is_reversed": True}, "reversal_unknown"),
        ({"原流水号": "L1", "还款金额": -999}, {}, "reversal_differs"),
        ({"原流水号": "L1"}, {"is_reversal": True}, "reversal_differs"),
        ({"还款日期": "2026-11-24"}, {}, "reversal_unknown"),
    ],
)
def test_reversal_that_fits_nothing_is_refused(cells, changes, code):
    found = outcome(line("R1", **{"还款金额": -1000, **cells}), booked={"L1": known(**changes)})

    assert told(found) == [code]


def test_line_taken_back_and_made_anew_in_one_file_leaves_the_report_to_the_second():
    found = outcome(
        line("A", total=5000),
        line("R", total=-5000, 原流水号="A"),
        line("B", total=5000),
        reports=[report(amount=5000)],
    )

    assert standings(found) == [("A", "unreported"), ("R", "reversal"), ("B", "matched")]


def test_reversal_above_its_line_in_the_file_waits_for_it():
    found = outcome(line("R", total=-1000, 原流水号="A"), line("A"))

    assert standings(found) == [("A", "unreported"), ("R", "reversal")]


def test_same_payment_under_another_serial_number_is_booked_and_told():
    found = outcome(line("A"), line("B"), line("C", total=999))
    assert (len(found.decisions), told(found)) == (3, ["payment_twice"])
    assert told(outcome(line("B"), booked={"L1": known()})) == ["payment_twice"]
    # One of the two was taken back: what is left is one payment.
    assert told(outcome(line("B"), booked={"L1": known(is_reversed=True)})) == []
    assert told(outcome(line("A"), line("R", total=-1000, 原流水号="A"), line("B"))) == []


AMOUNTS = st.sampled_from([100, 500, 900])
LINES = st.lists(
    st.tuples(st.sampled_from("ABCDEFGH"), AMOUNTS, st.integers(0, 6), st.booleans()),
    max_size=12,
    unique_by=lambda one: one[0],
)
REPORTS = st.lists(st.tuples(AMOUNTS, st.integers(0, 6), st.booleans()), max_size=6)


@given(LINES, REPORTS)
def test_no_line_and_no_report_serves_twice_and_the_balance_follows(lines, reports):
    start = loan(principal=Decimal(2000))
    rows = [
        line(serial, total=-amount if back else amount, 还款日期=str(TODAY - timedelta(days)))
        for serial, amount, days, back in lines
    ]
    found = outcome(
        *(rows or [line("Z", total=1)]),
        loans={"JJ1": start},
        reports=[
            report(key, amount, TODAY - timedelta(days), is_verified=done)
            for key, (amount, days, done) in enumerate(reports)
        ],
    )

    assert len({one.line.serial_number for one in found.decisions}) == len(found.decisions)
    served = [one.report.key for one in found.decisions if one.report]
    assert len(set(served)) == len(served)
    taken_back = [one.reverses for one in found.decisions if one.reverses]
    assert len(set(taken_back)) == len(taken_back)
    assert start.principal == 2000 - sum(one.lowered[0] for one in found.decisions)
    assert start.interest == 100 - sum(one.lowered[1] for one in found.decisions)
    # Money verified by hand had lowered the balance before the file; it comes back on top.
    by_hand = sum(one.report.amount for one in found.decisions if one.report and one.report.is_verified)
    assert 0 <= start.principal <= 2000 + by_hand
    assert start.interest >= 0
