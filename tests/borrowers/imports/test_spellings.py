"""A value in any spelling that people use comes back as the value: cells, and cells of real workbooks."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from borrowers.domain import cells
from borrowers.domain.identity import credit_check, person_check, read_identity
from borrowers.importing.process import read_in_child
from tests.borrowers.imports.lists import row, workbook

PLAIN: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: f"  {text}\u00a0",
    lambda text: text.translate(str.maketrans("0123456789.,-/:", "０１２３４５６７８９．，－／：")),
    lambda text: f"\u202d{text}\u202c",
)
YUAN_SPELLINGS: tuple[Callable[[Decimal], object], ...] = (
    float,
    "{:f}".format,
    "{:,}".format,
    "¥{:,}".format,
    "￥{:,}元".format,
    "人民币 {:,} 元".format,
    lambda amount: f"{amount / 10_000:f}万元",
    lambda amount: f"{amount / 10_000:f} 万",
)
DAY_SPELLINGS: tuple[str, ...] = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%Y年%m月%d号", "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日%H时%M分", "%Y%m%d%H%M%S",
)  # fmt: skip
moments = st.datetimes(datetime(1949, 1, 1), datetime(2100, 12, 31))  # noqa: DTZ001 - a sheet knows no zones
fen = st.decimals(min_value=0, max_value=10**10, places=2)


@given(fen, st.sampled_from(YUAN_SPELLINGS), st.sampled_from(PLAIN))
def test_every_amount_survives_every_spelling(amount, spelling, plain):
    written = spelling(amount)
    cell = plain(written) if isinstance(written, str) else written

    assert cells.money(cell, Decimal(1)) == amount
    assert cells.money(float(amount), Decimal(1)) == amount


@given(moments, st.sampled_from(DAY_SPELLINGS), st.sampled_from(PLAIN))
def test_every_day_survives_every_spelling(moment, spelling, plain):
    written = moment.strftime(spelling.replace("%Y", f"{moment.year:04d}"))
    unpadded = f"{moment.year}年{moment.month}月{moment.day}日"

    assert cells.day(plain(written)) == cells.day(unpadded) == cells.day(moment) == moment.date()


@given(
    st.integers(100_000, 999_999), st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 999),
    st.sampled_from((*PLAIN, str.lower, "'{}".format, " ".join)),
)  # fmt: skip
def test_every_identity_number_survives_every_spelling(place, born, serial, spelling):
    body = f"{place}{born.year:04d}{born:%m%d}{serial:03d}"
    number = body + person_check(body)

    assert read_identity(spelling(number)).number == number
    if born.year in range(1900, 2000):
        assert read_identity(spelling(body[:6] + body[8:])).number == number


@given(
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.sampled_from((*PLAIN, str.lower))
)
def test_every_credit_code_survives_every_spelling(body, spelling):
    code = f"9A{body[2:]}"
    code += credit_check(code)

    assert read_identity(spelling(code)).number == code


@given(
    st.lists(st.integers(13_000_000_000, 19_999_999_999).map(str), min_size=1, max_size=4),
    st.sampled_from(["、", "/", ";", "；", ",", " ", "\n", "或"]),
    st.sampled_from((*PLAIN, "+86{}".format)),
)
def test_every_phone_survives_every_spelling(numbers, between, spelling):
    assert cells.phones(between.join(map(spelling, numbers))) == (numbers, True)


@given(
    st.lists(st.sampled_from(["钱保", "孙·保", "李𠮷", "Wang"]), unique=True), st.sampled_from("、，,;；/\n")
)
def test_guarantors_survive_every_separator(names, between):
    assert cells.names(between.join(names)) == tuple(names)


@settings(max_examples=5)
@given(st.data())
def test_the_values_of_a_loan_survive_a_workbook(data):
    """Not the cleaners alone: written by a spreadsheet program's library, read by the child process."""
    days = data.draw(st.lists(moments, min_size=20, max_size=20))
    amounts = data.draw(st.lists(fen, min_size=20, max_size=20))
    ways = list(product(DAY_SPELLINGS, YUAN_SPELLINGS))
    lines = [
        row(
            n,
            贷款余额=ways[n * 7 % len(ways)][1](amount),
            贷款金额="",
            放款日期=day.strftime(ways[n % len(ways)][0].replace("%Y", f"{day.year:04d}")),
            到期日期=day.replace(microsecond=0),
        )
        for n, (day, amount) in enumerate(zip(days, amounts, strict=True))
    ]
    reading = read_in_child(workbook(*lines), lambda _done, _total: None)

    assert [loan.balance for loan in reading.rows] == amounts
    assert [loan.issued_on for loan in reading.rows] == [day.date() for day in days]
    assert [loan.due_on for loan in reading.rows] == [day.date() for day in days]
