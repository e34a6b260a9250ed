"""Workbooks in the older format (.xls, and .et of WPS), read by calamine.

Calamine builds the whole rectangle between the first cell and the last, gives error cells and formulas
without a result as blanks, and knows nothing of what is hidden. So the records are walked through first.
Record numbers and layouts are those of [MS-XLS] 2.3 and 2.4.
"""

import io
import struct
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import olefile
import python_calamine

from borrowers.domain.cells import Broken
from borrowers.domain.lists import Refusal, Refused
from borrowers.domain.problems import Code
from borrowers.domain.sheets import SheetCells
from borrowers.importing.readers import calamine
from borrowers.importing.readers.limits import MAX_COLUMNS, check_extent

_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
# A result that is no number ends in these bytes; its first byte says whether it is a text, a truth value, an
# error, or an empty text.
_NO_NUMBER, _IS_ERROR, _IS_EMPTY = b"\xff\xff", 2, 3
# Tokens of formulas, [MS-XLS] 2.5.198: plus to power, signs and percent; SUM; functions of any
# number of operands, and of these SUM, AVERAGE, MIN, MAX and PRODUCT.
_ARITHMETIC = frozenset({b"\x03", b"\x04", b"\x05", b"\x06", b"\x07", b"\x12", b"\x13", b"\x14"})
_PARENTHESIS, _SUM, _FUNCTION = b"\x15", b"\x19\x10", frozenset({b"\x22", b"\x42", b"\x62"})
_NUMERIC_FUNCTIONS = frozenset({b"\x04\x00", b"\x05\x00", b"\x06\x00", b"\x07\x00", b"\xb7\x00"})
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_STREAMS = ("Workbook", "Book")


@dataclass(slots=True)
class Walk:
    """What the records of a sheet say beside its values; places are row and column, from 0."""

    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # Formulas with a result that is empty, formulas with another, and whether the program calculated none.
    empty_formulas: list[tuple[int, int]] = field(default_factory=list)
    full_formulas: list[tuple[int, int]] = field(default_factory=list)
    is_uncalculated: bool = False
    # Cells that are no text; all cells; the last row and column with one.
    numbers: int = 0
    cells: int = 0
    # Texts of the shared table: row, column and number of the text, one after the other.
    texts: "array[int]" = field(default_factory=lambda: array("I"))
    last: tuple[int, int] = (0, 0)


def sheets_of_biff(content: bytes, wanted: frozenset[str]) -> Iterator[SheetCells]:
    """The worksheets; hidden ones without their rows, but for those that are wanted by name."""
    walks = walks_of(content)
    # Calamine builds the rectangles of all sheets at once, of hidden ones as well.
    for one in walks.values():
        check_extent(one.cells, *one.last)
    book = calamine.opened(content)
    for index, metadata in enumerate(book.sheets_metadata):
        if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        is_hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
        if is_hidden and metadata.name not in wanted:
            yield SheetCells(metadata.name, [], is_hidden=True)
            continue
        walk = walks.get(index, Walk())
        sheet = calamine.sheet_of(book, metadata.name)
        rows = calamine.rows_of(sheet)
        numbers = sum(cell.__class__ is not str for row in rows for cell in row)
        if numbers < walk.numbers or lacks_texts(rows, walk):
            raise Refused(Refusal.CELLS_LOST, sheet=metadata.name)
        calamine.put_broken(rows, walk.broken)
        yield SheetCells(
            metadata.name,
            rows,
            is_hidden,
            frozenset(walk.hidden_rows),
            frozenset(walk.hidden_columns),
            calamine.spans_of(sheet),
        )


def walks_of(content: bytes) -> dict[int, Walk]:
    """What the records say of each sheet, by its number; raises Refused for what is protected or damaged."""
    try:
        return _walk(_stream(content))
    except (struct.error, IndexError) as error:  # a record shorter than its kind
        raise Refused(Refusal.DAMAGED) from error


def lacks_texts(rows: calamine.Rows, walk: Walk) -> bool:
    """Whether the reader gave texts as blanks that are not all one text: that one is the empty text."""
    texts = zip(walk.texts[::3], walk.texts[1::3], walk.texts[2::3], strict=True)
    blank = {
        number
        for row, column, number in texts
        if row >= len(rows) or column >= len(rows[row]) or rows[row][column] == ""
    }
    return len(blank) > 1


def _stream(content: bytes) -> bytes:
    """The stream of the compound file that holds the workbook."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            name = next((one for one in _STREAMS if compound.exists(one)), None)
            if name is None:
                raise Refused(Refusal.NOT_A_WORKBOOK)
            with compound.openstream(name) as stream:
                return bytes(stream.read())
    # The library raises whatever a damaged table of sectors leads to.
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise Refused(Refusal.DAMAGED) from error


def _walk(stream: bytes) -> dict[int, Walk]:
    """Every sheet's walk by the sheet's number; raises Refused for what is protected or cut off."""
    numbers: dict[int, int] = {}
    walks: dict[int, Walk] = {}
    walk: Walk | None = None
    depth = 0
    for at, kind, body in _records(stream):
        if kind == _BOF:
            # A chart within a sheet has a beginning of its own.
            depth += 1
            if depth == 1 and at in numbers:
                walk = walks.setdefault(numbers[at], Walk())
        elif kind == _EOF:
            depth -= 1
            if depth == 0:
                walk = None
                if numbers and len(walks) == len(numbers):
                    break
        elif kind == _BOUNDSHEET:
            numbers.setdefault(struct.unpack_from("<I", body)[0], len(numbers))
        elif walk is not None and depth == 1 and kind in _TOLD:
            _TOLD[kind](body, walk)
    else:
        raise Refused(Refusal.DAMAGED)
    for one in walks.values():
        _note_uncalculated(one)
    return walks


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, number and body of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _FILEPASS:
            raise Refused(Refusal.ENCRYPTED)
        end = at + 4 + length
        if end > len(stream):
            raise Refused(Refusal.DAMAGED)
        yield at, kind, stream[at + 4 : end]
        at = end


def _cell(body: bytes, walk: Walk) -> tuple[int, int]:
    place = struct.unpack_from("<HH", body)
    walk.cells += 1
    if place > walk.last or place[1] > walk.last[1]:
        walk.last = (max(place[0], walk.last[0]), max(place[1], walk.last[1]))
    return place


def _text(body: bytes, walk: Walk) -> None:
    _cell(body, walk)


def _shared_text(body: bytes, walk: Walk) -> None:
    row, column, number = struct.unpack_from("<HH2xI", body)
    _cell(body, walk)
    walk.texts.extend((row, column, number))


def _number(body: bytes, walk: Walk) -> None:
    _cell(body, walk)
    walk.numbers += 1


def _several_numbers(body: bytes, walk: Walk) -> None:
    _row_index, first = _cell(body, walk)
    count = (len(body) - 6) // 6
    walk.numbers += count
    walk.cells += count - 1
    walk.last = (walk.last[0], max(walk.last[1], first + count - 1))


def _truth_or_error(body: bytes, walk: Walk) -> None:
    place = _cell(body, walk)
    if body[7]:
        walk.broken[place] = Broken(Code.ERROR_CELL, _ERRORS.get(body[6], "#ERROR"))
    else:
        walk.numbers += 1


def _formula(body: bytes, walk: Walk) -> None:
    place = _cell(body, walk)
    result = body[6:14]
    if result[6:8] != _NO_NUMBER:
        walk.numbers += 1
    elif result[0] == _IS_ERROR:
        walk.broken[place] = Broken(Code.ERROR_CELL, _ERRORS.get(result[2], "#ERROR"))
    elif result[0] == _IS_EMPTY and _gives_numbers(body[22:]):
        walk.broken[place] = Broken(Code.FORMULA_NOT_CALCULATED, "=")
    (
        walk.empty_formulas if result[6:8] == _NO_NUMBER and result[0] == _IS_EMPTY else walk.full_formulas
    ).append(place)


def _gives_numbers(tokens: bytes) -> bool:
    """Whether a formula can give nothing but a number: what it does last is arithmetic, or a sum.

    An empty text is no result of such a one, so it was never calculated.
    """
    tokens = tokens.rstrip(_PARENTHESIS)
    does_sum = tokens[-4:-2] == _SUM or (tokens[-4:-3] in _FUNCTION and tokens[-2:] in _NUMERIC_FUNCTIONS)
    return tokens[-1:] in _ARITHMETIC or does_sum


def _row(body: bytes, walk: Walk) -> None:
    row, flags = struct.unpack_from("<H10xH", body)
    if flags & _HIDDEN_ROW:
        walk.hidden_rows.add(row)


def _columns(body: bytes, walk: Walk) -> None:
    first, last, flags = struct.unpack_from("<HH4xH", body)
    if flags & _HIDDEN_COLUMN:
        walk.hidden_columns |= set(range(first, min(last, MAX_COLUMNS - 1) + 1))


def _uncalculated(body: bytes, walk: Walk) -> None:
    walk.is_uncalculated = True


_TOLD: dict[int, Callable[[bytes, Walk], object]] = {
    0x0204: _text, 0x00D6: _text, 0x00FD: _shared_text,
    0x0203: _number, 0x027E: _number, 0x00BD: _several_numbers, 0x0205: _truth_or_error,
    0x0006: _formula, 0x0208: _row, 0x007D: _columns, 0x005E: _uncalculated,
}  # fmt: skip


def _note_uncalculated(walk: Walk) -> None:
    """Formulas without a result. Zero and the empty text are results as well, so it is told from them all.

    Besides those that can give no text: the program says that it calculated nothing, or every formula of the
    sheet has an empty result, as programs leave them that can't calculate.
    """
    if not walk.full_formulas or walk.is_uncalculated:
        places = walk.empty_formulas + walk.full_formulas
        walk.broken |= dict.fromkeys(places, Broken(Code.FORMULA_NOT_CALCULATED, "="))
