"""What people read about a line of the bank's ledger (流水问题说明)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from borrowers.domain.problems import Code

Sentence = str | Promise

# Code: what all rows with this problem have in common, and the sentence for one row.
LEDGER_PROBLEMS: dict[Code, tuple[Sentence, Sentence]] = {
    Code.AMOUNT_ZERO: (
        _("Lines without an amount"),
        _("The amount is zero: nothing was paid or taken back."),
    ),
    Code.SPLIT_DIFFERS: (
        _("Principal and interest do not add up"),
        _("Principal %(principal)s and interest %(interest)s do not make the amount %(total)s."),
    ),
    Code.SERIAL_TWICE: (
        _("One serial number with different contents in the file"),
        _(
            "The same serial number stands with other contents in row %(row)s of sheet %(sheet)s. Ask "
            "the bank which is right."
        ),
    ),
    Code.SERIAL_OTHER_CONTENT: (
        _("Known serial numbers with other contents"),
        _(
            "This serial number is booked already with %(what)s. Nothing was changed. If the bank "
            "corrected it, load the reversal."
        ),
    ),
    Code.LOAN_UNKNOWN: (
        _("Loans that this campaign does not have"),
        _("No loan of this campaign has this number. Check the number, or import its list first."),
    ),
    Code.NAME_DIFFERS: (
        _("Names that do not fit the loan"),
        _("The loan belongs to a borrower with another name. Check the loan number."),
    ),
    Code.OVERPAYMENT: (
        _("More than is owed"),
        _("%(amount)s yuan were paid, but %(left)s yuan are left. Check the loan number and the amount."),
    ),
    Code.PAID_IN_FUTURE: (
        _("Dates in the future"),
        _("The date of payment is after today, %(today)s."),
    ),
    Code.PAID_BEFORE_LOAN: (
        _("Payments before the loan was granted"),
        _("The loan was granted on %(issued_on)s, after this payment. Check the date and the loan number."),
    ),
    Code.LINE_TAKEN_BACK: (
        _("Lines that the bank has taken back"),
        _(
            "The ledger marks this line as reversed, so it was not booked. "
            "A reversal comes as a line of its own."
        ),
    ),
    Code.REVERSAL_UNKNOWN: (
        _("Reversals of something that is not booked"),
        _("No booked line of this loan has this amount or this serial number. Load the original line first."),
    ),
    Code.REVERSAL_DIFFERS: (
        _("Reversals that do not fit their line"),
        _("The line that it names is of another loan or amount. A reversal takes back a whole line."),
    ),
    Code.REVERSED_BEFORE: (
        _("Lines that were reversed before"),
        _("The line that it names was reversed before."),
    ),
    Code.NAME_NOT_GIVEN: (
        _("Lines without a name"),
        _("The row gives no name, so whose loan it is could not be compared."),
    ),
    Code.PAID_BEFORE_CAMPAIGN: (
        _("Paid before the campaign"),
        _(
            "Paid before the campaign began on %(starts_on)s, so the list's balance holds it already. It "
            "is kept with the loan and moves no figure."
        ),
    ),
    Code.SETTLED_IN_LIST: (
        _("Loans that the list has as settled"),
        _(
            "The list has this loan as settled already. "
            "The payment is kept with the loan and moves no figure."
        ),
    ),
    Code.PAID_BEFORE_LIST: (
        _("Paid before the newest list"),
        _(
            "A list of %(listed_on)s gave this balance anew and holds this line already. It counts for who "
            "brought it in; the balance stays."
        ),
    ),
    Code.REVERSES_UNMOVED: (
        _("Reversals of payments that moved no balance"),
        _(
            "The payment that is taken back moved no balance here. Compare what is owed with the bank's "
            "books, or load a new list."
        ),
    ),
    Code.INTEREST_ACCRUED: (
        _("Interest beyond the list's figure"),
        _(
            "The interest is %(accrued)s yuan above what the list has, as it accrues from day to day. "
            "All of it counts; the balance of interest goes to zero."
        ),
    ),
    Code.PAYMENT_TWICE: (
        _("The same payment under two serial numbers"),
        _(
            "Serial number %(serial)s has the same loan, day and amount. Both are booked; if it was one "
            "payment, load the bank's reversal of the other."
        ),
    ),
    Code.VERIFIED_OTHERWISE: (
        _("Verified by hand with another split"),
        _(
            "It was verified by hand as %(principal)s principal and %(interest)s interest, and stays so. "
            "Correct it in the bank's books or by hand if the ledger is right."
        ),
    ),
    Code.LINE_REPEATED: (
        _("Lines that stand in the file twice"),
        _("The same line stands in row %(row)s of sheet %(sheet)s; counted once."),
    ),
}
