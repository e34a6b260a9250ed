"""From a cell of somebody's list to a value (单元格清洗): nothing by guess.

A cell is what the reader gives: text, a number, a bool, a date or a time, or `Broken` where the sheet holds
no value. Each function takes a cell that is not blank and returns the value, or raises BadCell.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from borrowers.domain.problems import BadCell, Code
from campaign.common.money import FEN, MAX_DIGITS


class Broken(NamedTuple):
    """A cell without a value: a formula's error, or a formula that was never calculated."""

    code: Code
    shown: str


Cell = str | float | int | bool | date | datetime | time | timedelta | Broken

# The largest whole number that a number cell holds exactly.
EXACT_DIGITS = 15
# What people write where there is nothing.
NOTHING = frozenset(
    {"", "-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "空", "N/A", "n/a", "NULL", "null"}
)
_LARGEST = Decimal(10) ** (MAX_DIGITS - 2)
_LARGEST_CELL = float(_LARGEST)
_FIRST_YEAR, _LAST_YEAR = 1949, 2100

_PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_UNITS = {
    "": Decimal(1),
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万": Decimal(10_000),
    "万元": Decimal(10_000),
    "亿": Decimal(100_000_000),
    "亿元": Decimal(100_000_000),
}
_AMOUNT = re.compile(
    r"(?P<sign>[-+(]?)(?:¥|RMB|CNY|人民币)?(?P<number>[+-]?[0-9,.]+)(?P<minus>-?)"
    r"(?P<unit>亿元|亿|万元|千元|万|元)?整?\)?"
)
CURRENCY = (
    r"[$€£₩₽฿]|USD|EUR|HKD|JPY|GBP|MOP|TWD|SGD|AUD|CAD|CHF|KRW"
    r"|[美欧日韩澳加新]元|美金|外币|港[币元]|[新]?台币|英镑|法郎|卢布|泰铢|澳门元"
)
_CURRENCY = re.compile(CURRENCY, re.IGNORECASE)
# What calls an amount one in yuan (币种), the codes of ISO 4217 and of the People's Bank among them.
YUAN = frozenset({"", "人民币", "人民币元", "元", "本币", "CNY", "RMB", "CNH", "¥", "156", "01", "1"})
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[Ee]\+?\d+")
_TIME = r"\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|时(?:\d{1,2}分(?:\d{1,2}秒)?)?)"
_DAY = re.compile(
    r"(?P<year>\d{4}) ?(?P<sep>[-/.年]) ?(?P<month>\d{1,2}) ?(?:(?P=sep)|月) ?(?P<day>\d{1,2}) ?[日号]?"
    rf"(?:(?:(?<=[日号])|[ T]) *{_TIME})?",
    re.ASCII,
)
_COMPACT_DAY = re.compile(
    rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})(?:\d{{6}}|[ T]+{_TIME})?", re.ASCII
)
_DAYS = re.compile(r"(\d{1,5})(?:\.0+)?[天日]?", re.ASCII)
_BETWEEN_PHONES = re.compile(r"[、,;/|\\&\n\r]|[或和及]")
# Whose number it is, and of what kind: 13900000000（妻）, 手机:13900000000.
_IN_WORDS = re.compile(r"\([^()0-9]*\)|(?<![^\s,;/])[^\s()0-9:]{1,6}:")
_IN_PHONES = re.compile(r"[\s()\-'`]")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"(0[0-9]{9,11}|400[0-9]{7}|[2-9][0-9]{6,7})")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|-) ?[0-9]{1,6}$", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[、､，,;；/\uff0f\n\r]")
# Radicals, the zero, the ideographs of all planes, those that Unicode adds later included.
_IDEOGRAPH = r"\u2e80-\u2fff\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IDEOGRAPHIC = re.compile(rf"[{_IDEOGRAPH}·\s]+")
_DOTS = str.maketrans(dict.fromkeys("•・･‧∙⋅●▪᛫⸱ꞏ\u2024\u0387", "·"))
# The one of them that is a letter to Unicode.
_LETTER_DOT = "ꞏ"
# A full stop between ideographs stands for the middle dot, which many keyboards lack.
_STOP_BETWEEN = re.compile(rf"(?<=[{_IDEOGRAPH}])\s*[.\uff0e]\s*(?=[{_IDEOGRAPH}])")
_SPACES = re.compile(r"\s+")
# Marks without a width: of byte order, of direction, soft hyphens. The joiners belong to their script.
_WIDTHLESS = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
# Private-use and replacement characters, and what programs print for a character that they lack.
_LOST = re.compile("[?？�￼□■▯〓\ue000-\uf8ff\U000f0000-\U0010ffff]")


def shown(cell: Cell) -> str:
    """The cell as the sheet shows it, plainly."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Broken):
        return cell.shown
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return str(cell)


def text(cell: Cell) -> str:
    """One line of text without control characters and spare spaces."""
    words = shown(cell)
    if words.isalnum():
        return words
    if not words.isprintable():
        words = words.translate(_WIDTHLESS)
        words = "".join(" " if unicodedata.category(one) in {"Cc", "Zl", "Zp"} else one for one in words)
    return " ".join(words.split())


def name(cell: Cell) -> str:
    """The name of a person or an enterprise: any character there is; one kind of middle dot."""
    if not isinstance(cell, str):
        raise BadCell(Code.NAME_UNREADABLE)
    words = text(cell)
    if not words.isalnum() or _LETTER_DOT in words:
        words = words.translate(_DOTS)
    if "." in words or "\uff0e" in words:
        words = _STOP_BETWEEN.sub("·", words)
    if " " in words and _IDEOGRAPHIC.fullmatch(words):
        words = _SPACES.sub("", words)
    if len(words) > 100:
        raise BadCell(Code.NAME_UNREADABLE)
    return "" if words in NOTHING else words


def _is_whole(number: float) -> bool:
    return math.isfinite(number) and number == int(number)


def has_lost_characters(words: str) -> bool:
    """Whether an earlier conversion left marks: private-use or replacement characters, a question mark."""
    return bool(_LOST.search(words))


def number_as_text(cell: Cell) -> str:
    """A loan or contract number: text, or a number cell that still holds every digit."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise BadCell(Code.LOAN_NUMBER_CELL)
    if not isinstance(cell, str):
        if not _is_whole(cell) or abs(cell) >= 10**EXACT_DIGITS:
            raise BadCell(Code.LOAN_NUMBER_CELL)
        return str(int(cell))
    if cell.isascii() and cell.isalnum() and 3 < len(cell) <= 40 and cell[1] not in "Ee":
        return "" if cell in NOTHING else cell
    words = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
    words = text(words).lstrip("'`").replace(" ", "")
    if words in NOTHING:
        return ""
    if _SCIENTIFIC.fullmatch(words):
        raise BadCell(Code.LOAN_NUMBER_SCIENTIFIC)
    if len(words) > 40:
        raise BadCell(Code.LOAN_NUMBER_TOO_LONG, limit=40)
    return words


def money(cell: Cell, factor: Decimal) -> Decimal | None:
    """An amount in yuan, 0 or more; `factor` is the header's unit. None where a stroke means nothing."""
    amount = signed_money(cell, factor)
    if amount is not None and amount < 0:
        raise BadCell(Code.AMOUNT_NEGATIVE)
    return amount


def signed_money(cell: Cell, factor: Decimal) -> Decimal | None:
    """An amount in yuan that may be below zero; `factor` is the unit that the header states."""
    if cell.__class__ is float and factor == 1 and -_LARGEST_CELL < cell < _LARGEST_CELL:
        plain = f"{cell:.2f}"
        if float(plain) == cell:
            # Exactly so many fen, as nearly every amount of a list is.
            return Decimal(plain)
    if isinstance(cell, str):
        amount = _amount_of_text(cell, factor)
    elif isinstance(cell, float | int) and not isinstance(cell, bool) and math.isfinite(cell):
        # Fifteen digits are what the sheet holds; the digits after them are noise of the arithmetic.
        amount = Decimal(f"{cell:.15g}") * factor
    else:
        raise BadCell(Code.AMOUNT_UNREADABLE)
    if amount is None:
        return None
    if abs(amount) >= _LARGEST:
        raise BadCell(Code.AMOUNT_TOO_LARGE)
    in_fen = amount.quantize(FEN)
    if in_fen != amount:
        raise BadCell(Code.AMOUNT_DECIMALS)
    return in_fen


def _amount_of_text(cell: str, factor: Decimal) -> Decimal | None:
    words = _plain(cell).replace(" ", "")
    if words in NOTHING:
        return None
    if _CURRENCY.search(words):
        raise BadCell(Code.AMOUNT_CURRENCY)
    found = _AMOUNT.fullmatch(words)
    if not found or not _PLAIN_NUMBER.fullmatch(found["number"]):
        raise BadCell(Code.AMOUNT_UNREADABLE)
    bracketed = found["sign"] == "("
    if bracketed != words.endswith(")"):
        raise BadCell(Code.AMOUNT_UNREADABLE)
    amount = Decimal(found["number"].replace(",", ""))
    amount *= _UNITS[found["unit"]] if found["unit"] else factor
    return -amount if bracketed or found["sign"] == "-" or found["minus"] else amount


def currency(cell: Cell) -> str:
    """'' where the cell means yuan, and there is nothing else that a list of ours may be in."""
    words = _plain(shown(cell)).replace(" ", "").upper()
    # A code with its name: CNY-人民币, 01人民币.
    parts = [part for part in re.split(r"[-/:()]|(?<=[A-Z0-9])(?=[^A-Z0-9])", words) if part]
    if words not in NOTHING and not (parts and all(part in YUAN for part in parts)):
        raise BadCell(Code.AMOUNT_CURRENCY)
    return ""


def foreign(_cell: Cell) -> None:
    """An amount in a column that is stated in another currency."""
    raise BadCell(Code.AMOUNT_CURRENCY)


def _plain(words: str) -> str:
    """The text in normal width, the minus sign as a hyphen, without marks that have no width."""
    if words.isascii():
        return words.strip()
    return unicodedata.normalize("NFKC", words).translate(_WIDTHLESS).replace("−", "-").strip()


def day(cell: Cell) -> date | None:
    """A date, in the spellings that people use; None where a stroke means nothing."""
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, str):
        return _day_of_text(cell)
    elif isinstance(cell, float | int) and _is_whole(cell) and 19_000_101 <= cell <= 99_991_231:
        return _day_of_text(str(int(cell)))
    else:
        raise BadCell(Code.DATE_UNREADABLE)
    return _plausible(found)


@lru_cache(maxsize=20_000)
def _day_of_text(cell: str) -> date | None:
    words = _plain(cell)
    if words in NOTHING:
        return None
    found = _DAY.fullmatch(words) or _COMPACT_DAY.fullmatch(words)
    if not found:
        raise BadCell(Code.DATE_UNREADABLE)
    try:
        return _plausible(date(int(found["year"]), int(found["month"]), int(found["day"])))
    except ValueError:
        raise BadCell(Code.DATE_IMPOSSIBLE) from None


def _plausible(found: date) -> date:
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise BadCell(Code.DATE_IMPOSSIBLE)
    return found


def days(cell: Cell) -> int | None:
    """A number of days, 0 or more; None where a stroke means nothing."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if not _is_whole(cell) or not 0 <= cell < 100_000:
            raise BadCell(Code.DAYS_UNREADABLE)
        return int(cell)
    words = _plain(cell) if isinstance(cell, str) else "?"
    if words in NOTHING:
        return None
    found = _DAYS.fullmatch(words)
    if not found:
        raise BadCell(Code.DAYS_UNREADABLE)
    return int(found[1])


def phones(cell: Cell) -> tuple[list[str], bool]:
    """The numbers in the cell that can be called, and whether all of it was understood."""
    words = _plain(shown(cell))
    if match := _MOBILE.fullmatch(words):
        return [match[1]], True
    found, understood = [], True
    for part in _BETWEEN_PHONES.split(_IN_WORDS.sub(" ", words)):
        numbers = [_phone(part)] if _phone(part) else [_phone(one) for one in part.split()]
        found += [number for number in numbers if number]
        understood = understood and (all(numbers) or part.strip() in NOTHING)
    return found, understood


def _phone(part: str) -> str:
    """The number without its separators; the extension of a landline is nothing one dials first."""
    digits = _IN_PHONES.sub("", part)
    match = _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)
    if not match and _EXTENSION.search(part):
        match = _LANDLINE.fullmatch(_IN_PHONES.sub("", _EXTENSION.sub("", part.strip())))
    return match[1] if match else ""


def names(cell: Cell) -> tuple[str, ...]:
    """Several names in one cell, each once, in their order."""
    parts = (name(part) for part in _BETWEEN_NAMES.split(shown(cell)))
    return tuple(dict.fromkeys(part for part in parts if part))


def word(cell: Cell, words: Mapping[str, str]) -> str:
    """The value that a word of the list stands for; raises BadCell for a word nobody declared."""
    given = _SPACES.sub("", _plain(shown(cell))).casefold()
    if given in words:
        return words[given]
    if given.upper() in NOTHING:
        return ""
    raise BadCell(Code.WORD_UNKNOWN)
