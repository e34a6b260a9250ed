"""How large a sheet may be: what reaches further is no list, and would fill the memory."""

from borrowers.domain.lists import Refusal, Refused

MAX_ROWS = 300_000
MAX_COLUMNS = 256
# Characters of a cell, as in a workbook, and of a line of text: without line breaks there is no list.
MAX_CELL = 32_767
MAX_LINE = 200_000
# Readers build the whole rectangle up to the last cell: so many places are always fine, more of them only
# where every so-manieth is filled.
FREE_PLACES = 2_000_000
MAX_EMPTINESS = 60


def check_extent(filled: int, last_row: int, last_column: int) -> None:
    """Refuses a sheet of few cells of which one stands far away; places count from 0."""
    places = (last_row + 1) * (last_column + 1)
    if places > FREE_PLACES and places > MAX_EMPTINESS * filled:
        raise Refused(Refusal.STRAY_CELL, row=last_row + 1, column=last_column + 1)
