"""In what the amounts of a list are given (单位、币种): its header says so, a line above it, or one below."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from borrowers.domain.cells import CURRENCY, Cell

YUAN = Decimal(1)
_FACTORS = {
    "": YUAN,
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
}
_UNIT = r"(?:(?P<large>百万|千万|万|亿)元?|(?P<small>千?)元)"
_AT_END = re.compile(rf"[(\[【]?(?:单位:?)?(?:折合?)?(?:(?:人民币)?{_UNIT}(?:,人民币)?|人民币)[)\]】]?$")
_WHOLE = re.compile(rf"(?:折合?)?(?:人民币)?{_UNIT}(?:人民币)?")
_FOREIGN = re.compile(rf"(?:百万|千万|万|千|亿)?(?:{CURRENCY})元?", re.IGNORECASE)
# Who fills a list in is a 单位 too (填报单位:某支行), so not every word that ends so states a unit.
_STATED = re.compile(
    r"(?:(?:^|[^\u4e00-\u9fff]|金额|计量|计价|计算|货币)单位|币种|币别|货币|\bunit|\bcurrency)[:\s(]+([^\s)]+)"
    r"|[(\[【]([^()\[\]【】]{1,12})[)\]】]|以([^\s以]{1,8})(?:计|为单位)|^([^\s以]{1,8})$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[、,;/和及]")
# What a line below the header says of its column, beside a unit.
_REMARKS = frozenset({"天", "日", "户", "笔", "%", "文本", "数值", "日期", "必填", "选填", "可选"})


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of amounts: their unit in yuan, None where none is; the currency, '' for yuan."""

    factor: Decimal | None = None
    currency: str = ""


def plain(words: str) -> str:
    """The words in normal width."""
    return unicodedata.normalize("NFKC", words).strip()


def without_unit(header: str) -> tuple[str, Decimal | None]:
    """A column's name in normal width without the unit at its end, and that unit."""
    found = _AT_END.search(header)
    return (header[: found.start()], _factor(found)) if found else (header, None)


def foreign_currency(header: str) -> str:
    """The currency that a column's name states, '' for yuan or none."""
    found = re.search(CURRENCY, plain(header), re.IGNORECASE)
    return found[0] if found else ""


def stated_above(rows: Iterable[Sequence[Cell]]) -> Stated:
    """What lines around a header say of all its amounts; of two units the first counts."""
    factor, currency = None, ""
    for words in _statements(rows):
        for part in _BETWEEN.split(words):
            if unit := _WHOLE.fullmatch(part):
                factor = factor or _factor(unit)
            elif _FOREIGN.fullmatch(part):
                currency = currency or part
    return Stated(factor, currency)


def name_of(factor: Decimal) -> str:
    """The unit as a list states it."""
    return next(f"{large}元" for large, one in _FACTORS.items() if one == factor)


def says_of_column(words: str) -> bool:
    """Whether a cell below a header tells a unit or a remark, and no name."""
    words = plain(words).strip("()[]【】")
    return words in _REMARKS or bool(_WHOLE.fullmatch(words) or _FOREIGN.fullmatch(words))


def _statements(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The words in which units may be stated."""
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and cell:
                for found in _STATED.finditer(plain(cell)):
                    yield next(words for words in found.groups() if words)


def _factor(found: re.Match[str]) -> Decimal:
    return _FACTORS[found["large"] or found["small"] or ""]
