"""What people read about a row (问题说明), in their own language, made from a problem's code and facts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from borrowers.domain.problems import Code
from borrowers.importing.ledger_sentences import LEDGER_PROBLEMS, Sentence

# Code: what all rows with this problem have in common, and the sentence for one row.
PROBLEMS: dict[Code, tuple[Sentence, Sentence]] = {
    Code.MISSING: (
        _("A required cell is empty"),
        _("The cell is empty, and no row can be taken without it."),
    ),
    Code.ERROR_CELL: (
        _("Cells show an error"),
        _("The cell shows the error %(shown)s. Mend the formula or enter the value itself."),
    ),
    Code.FORMULA_NOT_CALCULATED: (
        _("Formulas were never calculated"),
        _("The formula has no stored result. Open the file in Excel or WPS, save it and upload it again."),
    ),
    Code.IDENTITY_NUMBER_CELL: (
        _("Identity numbers are stored as numbers"),
        _(
            "The identity number is a number cell, so Excel has changed its last digits. Enter it "
            "anew as text."
        ),
    ),
    Code.IDENTITY_SCIENTIFIC: (
        _("Identity numbers in scientific notation"),
        _("The identity number was turned into scientific notation and is lost. Enter it anew as text."),
    ),
    Code.IDENTITY_LENGTH: (
        _("Identity numbers have the wrong length"),
        _("The identity number has %(length)s characters. It needs 18, or 15 in the old form."),
    ),
    Code.IDENTITY_CHARACTERS: (
        _("Identity numbers hold other characters"),
        _(
            "The identity number holds characters other than digits and letters. Check it against "
            "the document."
        ),
    ),
    Code.IDENTITY_BIRTH_DATE: (
        _("Identity numbers hold an impossible birth date"),
        _("Characters 7 to 14 of the identity number are no date of birth. Check it against the document."),
    ),
    Code.IDENTITY_CHECK_DIGIT: (
        _("Identity numbers fail their check digit"),
        _(
            "Character %(position)s of the identity number does not fit the others. Check it against "
            "the document."
        ),
    ),
    Code.CREDIT_CODE_CHARACTERS: (
        _("Credit codes hold a character that they can't have"),
        _(
            "Character %(position)s can't stand in a unified social credit code. Check it against "
            "the licence."
        ),
    ),
    Code.CREDIT_CODE_CHECK: (
        _("Credit codes fail their check character"),
        _("Character %(position)s of the credit code does not fit the others. Check it against the licence."),
    ),
    Code.IDENTITY_TWO_NAMES: (
        _("One identity number under two names"),
        _(
            "The same identity number stands under another name in row %(row)s of sheet %(sheet)s. "
            "Find out whose it is."
        ),
    ),
    Code.NAME_UNREADABLE: (
        _("Names that are no text"),
        _("The name is a number, a date or longer than 100 characters. Enter the name as text."),
    ),
    Code.LOAN_NUMBER_CELL: (
        _("Loan or contract numbers are stored as numbers"),
        _(
            "The number is a number cell of more than 15 digits, so Excel has changed the last ones. "
            "Enter it anew as text."
        ),
    ),
    Code.LOAN_NUMBER_SCIENTIFIC: (
        _("Loan or contract numbers in scientific notation"),
        _("The number was turned into scientific notation and is lost. Enter it anew as text."),
    ),
    Code.LOAN_NUMBER_TOO_LONG: (
        _("Loan or contract numbers are too long"),
        _("The number has more than %(limit)s characters."),
    ),
    Code.LOAN_TWICE: (
        _("One loan number with different contents"),
        _(
            "The same loan number stands with another balance, interest or borrower in row %(row)s of sheet "
            "%(sheet)s. Keep the right one."
        ),
    ),
    Code.LOAN_OF_ANOTHER: (
        _("Loans that belong to somebody else here"),
        _("This loan number is already held by a borrower with another identity number in this campaign."),
    ),
    Code.AMOUNT_UNREADABLE: (
        _("Amounts that can't be read"),
        _("This is not an amount. Write it as a number, such as 12500.00."),
    ),
    Code.AMOUNT_DECIMALS: (
        _("Amounts finer than fen"),
        _(
            "The amount has more than two decimal places in yuan. Round it in the list, so that "
            "nobody has to guess."
        ),
    ),
    Code.AMOUNT_NEGATIVE: (
        _("Negative amounts"),
        _("The amount is negative. A balance can't be below zero."),
    ),
    Code.AMOUNT_TOO_LARGE: (
        _("Amounts that are too large"),
        _("The amount is larger than any loan. Check the unit in the header."),
    ),
    Code.AMOUNT_CURRENCY: (
        _("Amounts in another currency"),
        _("The amount is not in yuan. Other currencies are not added up; convert it in the list."),
    ),
    Code.AMOUNT_MERGED: (
        _("Amounts merged over several loans"),
        _("The amount stands in a cell merged over several loans. Write beside each loan what is its own."),
    ),
    Code.DATE_UNREADABLE: (
        _("Dates that can't be read"),
        _("This is not a date. Write it as 2023-05-01."),
    ),
    Code.DATE_IMPOSSIBLE: (
        _("Dates that do not exist"),
        _("There is no such day, or it lies outside the years 1949 to 2100."),
    ),
    Code.DAYS_UNREADABLE: (
        _("Overdue days that are no number"),
        _("Overdue days must be a whole number, 0 or more."),
    ),
    Code.BRANCH_OUTSIDE: (
        _("Rows of a branch outside this import"),
        _(
            "The row belongs to a branch that this import does not cover. Have head office import "
            "it, or choose that branch."
        ),
    ),
    Code.IDENTITY_OTHER_DOCUMENT: (
        _("Other documents, taken without a check"),
        _(
            "This is neither an identity number nor a credit code, so it could not be checked. "
            "Compare it with the document."
        ),
    ),
    Code.NAME_CHARACTERS: (
        _("Names with damaged characters"),
        _(
            "The name holds a question mark or a character that was lost on the way. Check the rare "
            "character."
        ),
    ),
    Code.NAME_CHANGED: (
        _("Borrowers whose name changes"),
        _("The same identity number is stored under another name. The name of this list will replace it."),
    ),
    Code.PHONE_UNREADABLE: (
        _("Phone numbers that can't be called"),
        _("Not all of this is a phone number. What can be read was taken."),
    ),
    Code.BALANCE_ABOVE_AMOUNT: (
        _("Balances above the amount granted"),
        _("The balance %(balance)s is above the amount granted, %(amount)s."),
    ),
    Code.INTEREST_PARTS: (
        _("Interest differs from the sum of its parts"),
        _("The interest is %(total)s, its parts add up to %(parts)s. The total was taken."),
    ),
    Code.DATES_REVERSED: (
        _("Loans due before they were issued"),
        _("Due on %(due_on)s, but issued on %(issued_on)s."),
    ),
    Code.OVERDUE_DIFFERS: (
        _("Overdue days that do not fit the due date"),
        _(
            "By its due date the loan was %(expected)s days overdue on %(day)s. The list's figure was taken; "
            "instalments count from the first that was missed."
        ),
    ),
    Code.VERIFIED_LACKING: (
        _("Figures that seem to lack verified repayments"),
        _(
            "%(verified)s yuan were verified since the last list, and this figure is as if they were not "
            "booked yet. The loan now stands at %(taken)s; compare it with the bank's books."
        ),
    ),
    Code.REPAYMENTS_WAITING: (
        _("Lower balances while repayments wait to be verified"),
        _(
            "%(waiting)s yuan are reported on this loan and not verified yet; the lower balance may hold "
            "them already. Verify or reject them before this list goes in."
        ),
    ),
    Code.SETTLED_BUT_OWED: (
        _("Settled loans with money still owed"),
        _("The list calls the loan settled, yet %(owed)s yuan are owed. It stays open."),
    ),
    Code.WORD_UNKNOWN: (
        _("Words that are not known"),
        _("This word is none of those known for the column. It was kept as extra data."),
    ),
    Code.ANSWERS_INCOMPLETE: (
        _("Classification answers are incomplete"),
        _("Livelihood, ability, willingness and guarantee are all needed. The borrower was not classified."),
    ),
    Code.TEXT_SHORTENED: (
        _("Texts that were shortened"),
        _("Only the first %(limit)s characters fit. The whole text was kept as extra data."),
    ),
    Code.BRANCH_UNKNOWN: (
        _("Branches that are not known"),
        _("No branch of this campaign has this name. The borrower goes to the branch of the import."),
    ),
    Code.HIDDEN_ROW: (
        _("Hidden rows"),
        _("The row is hidden in the sheet, by a filter or by hand. It is read like the others."),
    ),
    Code.BLANK_ROW: (_("Blank rows"), _("The row is blank.")),
    Code.TOTAL_ROW: (_("Total rows"), _("A total: compared with the sum of the rows.")),
    Code.SUBTOTAL_ROW: (_("Subtotal rows"), _("A subtotal: left out.")),
    Code.NOTE_ROW: (_("Titles and remarks"), _("A title or remark: left out.")),
    Code.HEADER_AGAIN: (_("Repeated headers"), _("The header once more: left out.")),
    Code.LOAN_REPEATED: (
        _("Loans that stand in several rows"),
        _(
            "The same loan with the same balance stands in row %(row)s of sheet %(sheet)s; counted "
            "once, guarantors joined."
        ),
    ),
} | LEDGER_PROBLEMS


def title(code: str) -> str:
    """What the rows with this problem have in common."""
    return str(PROBLEMS[Code(code)][0])


def sentence(code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong with one row, and how to mend it."""
    return str(PROBLEMS[Code(code)][1]) % facts
