"""What can be wrong with a row of a list (问题代码). Codes are stable: operators' scripts read them."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from borrowers.enums import RowOutcome


class Code(StrEnum):
    """One kind of problem; what it does to the row stands in OUTCOMES."""

    # The row can't be taken.
    MISSING = "missing"
    ERROR_CELL = "error_cell"
    FORMULA_NOT_CALCULATED = "formula_not_calculated"
    IDENTITY_NUMBER_CELL = "identity_number_cell"
    IDENTITY_SCIENTIFIC = "identity_scientific"
    IDENTITY_LENGTH = "identity_length"
    IDENTITY_CHARACTERS = "identity_characters"
    IDENTITY_BIRTH_DATE = "identity_birth_date"
    IDENTITY_CHECK_DIGIT = "identity_check_digit"
    CREDIT_CODE_CHARACTERS = "credit_code_characters"
    CREDIT_CODE_CHECK = "credit_code_check"
    IDENTITY_TWO_NAMES = "identity_two_names"
    NAME_UNREADABLE = "name_unreadable"
    LOAN_NUMBER_CELL = "loan_number_cell"
    LOAN_NUMBER_SCIENTIFIC = "loan_number_scientific"
    LOAN_NUMBER_TOO_LONG = "loan_number_too_long"
    LOAN_TWICE = "loan_twice"
    LOAN_OF_ANOTHER = "loan_of_another"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_DECIMALS = "amount_decimals"
    AMOUNT_NEGATIVE = "amount_negative"
    AMOUNT_TOO_LARGE = "amount_too_large"
    AMOUNT_MERGED = "amount_merged"
    AMOUNT_CURRENCY = "amount_currency"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DAYS_UNREADABLE = "days_unreadable"
    BRANCH_OUTSIDE = "branch_outside"
    # A line of the ledger can't be taken.
    AMOUNT_ZERO = "amount_zero"
    SPLIT_DIFFERS = "split_differs"
    SERIAL_TWICE = "serial_twice"
    SERIAL_OTHER_CONTENT = "serial_other_content"
    LOAN_UNKNOWN = "loan_unknown"
    NAME_DIFFERS = "name_differs"
    OVERPAYMENT = "overpayment"
    PAID_IN_FUTURE = "paid_in_future"
    PAID_BEFORE_LOAN = "paid_before_loan"
    LINE_TAKEN_BACK = "line_taken_back"
    REVERSAL_UNKNOWN = "reversal_unknown"
    REVERSAL_DIFFERS = "reversal_differs"
    REVERSED_BEFORE = "reversed_before"
    # The row is taken, and somebody should look at it.
    IDENTITY_OTHER_DOCUMENT = "identity_other_document"
    NAME_CHARACTERS = "name_characters"
    NAME_CHANGED = "name_changed"
    PHONE_UNREADABLE = "phone_unreadable"
    BALANCE_ABOVE_AMOUNT = "balance_above_amount"
    INTEREST_PARTS = "interest_parts"
    DATES_REVERSED = "dates_reversed"
    OVERDUE_DIFFERS = "overdue_differs"
    VERIFIED_LACKING = "verified_lacking"
    REPAYMENTS_WAITING = "repayments_waiting"
    SETTLED_BUT_OWED = "settled_but_owed"
    WORD_UNKNOWN = "word_unknown"
    ANSWERS_INCOMPLETE = "answers_incomplete"
    TEXT_SHORTENED = "text_shortened"
    BRANCH_UNKNOWN = "branch_unknown"
    HIDDEN_ROW = "hidden_row"
    NAME_NOT_GIVEN = "name_not_given"
    PAID_BEFORE_CAMPAIGN = "paid_before_campaign"
    SETTLED_IN_LIST = "settled_in_list"
    PAID_BEFORE_LIST = "paid_before_list"
    INTEREST_ACCRUED = "interest_accrued"
    PAYMENT_TWICE = "payment_twice"
    REVERSES_UNMOVED = "reverses_unmoved"
    VERIFIED_OTHERWISE = "verified_otherwise"
    # The row is no loan of its own, or no line that was not booked before.
    BLANK_ROW = "blank_row"
    TOTAL_ROW = "total_row"
    SUBTOTAL_ROW = "subtotal_row"
    NOTE_ROW = "note_row"
    HEADER_AGAIN = "header_again"
    LOAN_REPEATED = "loan_repeated"
    LINE_REPEATED = "line_repeated"


_WARNINGS = frozenset(
    {
        Code.IDENTITY_OTHER_DOCUMENT,
        Code.NAME_CHARACTERS,
        Code.NAME_CHANGED,
        Code.PHONE_UNREADABLE,
        Code.BALANCE_ABOVE_AMOUNT,
        Code.INTEREST_PARTS,
        Code.DATES_REVERSED,
        Code.OVERDUE_DIFFERS,
        Code.VERIFIED_LACKING,
        Code.REPAYMENTS_WAITING,
        Code.SETTLED_BUT_OWED,
        Code.WORD_UNKNOWN,
        Code.ANSWERS_INCOMPLETE,
        Code.TEXT_SHORTENED,
        Code.BRANCH_UNKNOWN,
        Code.HIDDEN_ROW,
        Code.NAME_NOT_GIVEN,
        Code.PAID_BEFORE_CAMPAIGN,
        Code.SETTLED_IN_LIST,
        Code.PAID_BEFORE_LIST,
        Code.INTEREST_ACCRUED,
        Code.PAYMENT_TWICE,
        Code.REVERSES_UNMOVED,
        Code.VERIFIED_OTHERWISE,
    }
)
_IGNORED = frozenset(
    {
        Code.BLANK_ROW,
        Code.TOTAL_ROW,
        Code.SUBTOTAL_ROW,
        Code.NOTE_ROW,
        Code.HEADER_AGAIN,
        Code.LOAN_REPEATED,
        Code.LINE_REPEATED,
    }
)
OUTCOMES: dict[Code, RowOutcome] = {
    code: RowOutcome.WARNED
    if code in _WARNINGS
    else RowOutcome.IGNORED
    if code in _IGNORED
    else RowOutcome.REJECTED
    for code in Code
}


class BadCell(Exception):
    """A cell that can't be taken as it stands; `facts` fill the sentence and hold no personal data."""

    def __init__(self, code: Code, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a row: where, what, and the cell as it stands in the sheet."""

    sheet: str
    row: int
    code: Code
    field: str = ""
    column: str = ""
    cell: str = ""
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def outcome(self) -> RowOutcome:
        """What the problem does to its row."""
        return OUTCOMES[self.code]
