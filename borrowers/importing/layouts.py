"""How each kind of workbook is read, and how its rows cross from the child process."""

from typing import Any

from borrowers.domain.ledger_lines import LEDGER, LedgerRow
from borrowers.domain.lists import LOAN_LIST, Layout
from borrowers.domain.rows import LoanRow
from borrowers.enums import BatchKind
from borrowers.importing.wire import RowCodec

LAYOUTS: dict[str, tuple[Layout[Any], RowCodec[Any]]] = {
    BatchKind.LIST: (LOAN_LIST, RowCodec(LoanRow)),
    BatchKind.LEDGER: (LEDGER, RowCodec(LedgerRow)),
}
