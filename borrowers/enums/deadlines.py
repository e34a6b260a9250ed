"""Choices of the deadlines: periods, events that restart them, and what an answer may say.

Codes of events are those of the bank's legal table: I = interrupts, X = never counts.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeadlineKind(TextChoices):
    """Which clock runs (期限类型)."""

    LIMITATION = "limitation", _("Limitation of the debt")
    GUARANTEE_PERIOD = "guarantee_period", _("Guarantee period")
    GUARANTEE_DEBT = "guarantee_debt", _("Limitation of the guarantee debt")
    ENFORCEMENT = "enforcement", _("Period for enforcement")


class DeadlineStatus(TextChoices):
    """Where a clock stands (期限状态)."""

    UNKNOWN = "UNKNOWN", _("Unknown")
    RUNNING = "RUNNING", _("Running out later")
    DUE_SOON = "DUE_SOON", _("Ends soon")
    SUSPENDED = "SUSPENDED", _("Suspended")
    PENDING_SUIT = "PENDING_SUIT", _("In court")
    JUDGED = "JUDGED", _("Judged")
    OPEN_ENDED = "OPEN_ENDED", _("No period any more")
    REVIVED = "REVIVED", _("Alive again")
    EXPIRED = "EXPIRED", _("Expired")
    CAP20 = "CAP20", _("Past twenty years")
    RELEASED = "RELEASED", _("Guarantor released")


# The right is lost, or can be met with a defence.
LAPSED = frozenset({DeadlineStatus.EXPIRED, DeadlineStatus.CAP20, DeadlineStatus.RELEASED})
# Not to be saved by a signature: in court, decided, or without a period.
ELSEWHERE = frozenset(
    {
        DeadlineStatus.PENDING_SUIT,
        DeadlineStatus.JUDGED,
        DeadlineStatus.OPEN_ENDED,
        DeadlineStatus.SUSPENDED,
    }
)


class Light(TextChoices):
    """How urgent it is, at a glance (红黄绿)."""

    RED = "red", _("Red")
    AMBER = "amber", _("Amber")
    GREEN = "green", _("Green")


class Grade(TextChoices):
    """What evidence is worth (证据等级): A counts, B once a legal user confirms it, C never."""

    A = "A", _("A: counts")
    B = "B", _("B: counts once confirmed")
    C = "C", _("C: never counts")


class EventCode(TextChoices):
    """What happened to the claim (时效事件), by the code of the legal table."""

    I1 = "I1", _("Demand notice signed by the debtor")
    I1R = "I1R", _("Demand notice handed over, signature refused before witnesses")
    I2 = "I2", _("Demand notice signed for the enterprise")
    I3 = "I3", _("Demand notice signed by a relative in the household")
    I4 = "I4", _("EMS or registered letter, delivered and signed")
    I4R = "I4R", _("EMS or registered letter, refused or not collected")
    I5 = "I5", _("Message to the account agreed in the contract")
    I6 = "I6", _("Recorded call with demand and answer")
    I7 = "I7", _("Deduction from the debtor's account")
    I8 = "I8", _("Notice in a newspaper, whereabouts unknown")
    I9 = "I9", _("Part payment by the debtor")
    I9W = "I9W", _("Promise, plan or new security in writing")
    I9R = "I9R", _("Promise or plan, recorded only")
    I10 = "I10", _("Suit or arbitration filed")
    I11 = "I11", _("Payment order, preservation, enforcement, claim in bankruptcy")
    I12 = "I12", _("Request to a mediation committee or competent body")
    I13 = "I13", _("Report to the police or prosecutors")
    I14 = "I14", _("Notice of assignment reached the debtor")
    I15 = "I15", _("Served by a notary")
    OBSTACLE = "OBSTACLE", _("Obstacle that suspends the period")
    X1 = "X1", _("Nobody at home, or told to others")
    X2 = "X2", _("Courier without proof of delivery")
    X3 = "X3", _("Letter without signature")
    X4 = "X4", _("Call not connected, or by somebody unconcerned")


class Outcome(TextChoices):
    """What became of a step in court (程序结果)."""

    PENDING = "pending", _("Before the court")
    JUDGED = "judged", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn or dismissed")
    NO_PROPERTY = "no_property", _("Ended, no property found")


class GuaranteeKind(TextChoices):
    """How a guarantor is liable (保证方式)."""

    JOINT = "joint", _("Joint liability")
    GENERAL = "general", _("General guarantee")
    SILENT = "silent", _("The contract does not say")


class GuaranteeTerm(TextChoices):
    """What the contract says of the guarantee period (保证期间约定)."""

    AGREED = "agreed", _("Agreed")
    NONE = "none", _("Not agreed")
    UNCLEAR = "unclear", _("Unclear, such as “until paid off”")


class Measure(TextChoices):
    """How a deadline is met, each with its own lead (保全方式)."""

    IN_PERSON = "in_person", _("by hand, signed")
    LETTER = "letter", _("by EMS letter")
    NEWSPAPER = "newspaper", _("by newspaper, whereabouts unknown")
    COURT = "court", _("by filing with the court")
    SUIT_AGAINST_DEBTOR = "suit_against_debtor", _("by suing the borrower")


class Paper(TextChoices):
    """The paper that keeps a claim alive (须签文书)."""

    DEMAND_NOTICE = "demand_notice", _("Demand notice with receipt")
    CONSENT = "consent", _("Agreement to perform, voluntary, after legal review")
    GUARANTEE_DEMAND = "guarantee_demand", _("Demand on the guarantor with receipt")
    COMPLAINT = "complaint", _("Complaint against the borrower")
    NEW_GUARANTEE = "new_guarantee", _("New guarantee contract")
    APPLICATION = "application", _("Application for enforcement")
    ESTATE_CLAIM = "estate_claim", _("Claim on the estate")
    FACTS = "facts", _("Facts of the contract")
    NONE = "none", _("None")


class Signer(TextChoices):
    """Who signs or acts (签署人)."""

    BORROWER = "borrower", _("Borrower")
    GUARANTOR = "guarantor", _("Guarantor")
    LEGAL = "legal", _("Bank, by its legal department")
    BACK_OFFICE = "back_office", _("Back office")
    NOBODY = "nobody", _("Nobody")


class SigningTab(TextChoices):
    """The parts of the list of what must be signed (必签清单分栏)."""

    DUE = "due", _("To be signed")
    UNKNOWN = "unknown", _("Facts missing")
    LAPSED = "lapsed", _("Lapsed")


class Remedy(TextChoices):
    """What would help (补救), the one step that matters most."""

    SIGN_NOTICE = "sign_notice", _("Have the demand notice signed")
    DEMAND_GUARANTOR = "demand_guarantor", _("Have the demand on the guarantor signed")
    SUE_DEBTOR = "sue_debtor", _("Sue the borrower: a letter is not enough for a general guarantee")
    APPLY_ENFORCEMENT = "apply_enforcement", _("Apply for enforcement")
    CONFIRM_EVIDENCE = "confirm_evidence", _("Have the evidence confirmed")
    ADD_DUE_DATE = "add_due_date", _("Find the due date and enter it")
    ADD_GUARANTEE_FACTS = "add_guarantee_facts", _("Find the guarantee contract and enter what it says")
    ADD_JUDGMENT_DATE = "add_judgment_date", _("Find the last day for performance and enter it")
    SIGN_CONSENT = "sign_consent", _("A new agreement, or the debtor agrees in writing to perform; voluntary")
    NEW_GUARANTEE = "new_guarantee", _("Only a new guarantee contract binds the guarantor again")
    LEGAL_REVIEW = "legal_review", _("Legal review")
    CLAIM_ESTATE = "claim_estate", _("The borrower died: the legal department claims from the estate")
    FOLLOW_COURT = "follow_court", _("Follow the case in court")
    NOTHING = "nothing", _("Nothing to do now")


class Caution(TextChoices):
    """What a person should know beside the date (提示)."""

    OTHER_READING = (
        "other_reading",
        _("Courts read this in two ways; the earlier date is used. Legal review."),
    )
    OLD_LAW = "old_law", _("Ended under the two years of the old law.")
    GRADE_B = "grade_b", _("Rests on evidence of grade B.")
    UNCONFIRMED = "unconfirmed", _("Evidence of grade B waits for a legal user.")
    PAYMENT_FINAL = "payment_final", _("Money paid after expiry stays paid; the rest is not revived.")
    EXPIRED_DEBT = (
        "expired_debt",
        _("Expired: only voluntary payment may be asked for; do not say that they must pay or will be sued."),
    )
    WAS_EXPIRED = "was_expired", _("Had expired and was revived; guarantors keep the defence.")
    MORTGAGE_LOST = "mortgage_lost", _("The mortgage can no longer be enforced: write-off review.")
    SUIT_WITHDRAWN = "suit_withdrawn", _("The suit was withdrawn or dismissed: a legal user confirms.")
    OBSTACLE_LASTS = "obstacle_lasts", _("The obstacle lasts: the period ends six months after it.")
    LETTERS_NOT_ENOUGH = "letters_not_enough", _("Letters do not preserve a general guarantee.")
    NOT_EXTENDED = (
        "not_extended",
        _("Extended without the guarantor's written consent: the old due date stays."),
    )
    CO_GUARANTOR_RELEASED = (
        "co_guarantor_released",
        _("Another guarantor is released: this one may be partly freed."),
    )
    RIGHT_OF_REFUSAL = (
        "right_of_refusal",
        _("The limitation starts when the guarantor can no longer refuse; until then it does not run."),
    )
    DEFENCE_TO_ENFORCEMENT = (
        "defence_to_enforcement",
        _("The court accepts a late application, but ends it when the debtor objects."),
    )
    FOUND_LATER = "found_later", _("Property found later can be enforced at any time.")
    TWENTY_YEARS = "twenty_years", _("Bounded by twenty years from the breach.")
    HOLIDAYS_ASSUMED = (
        "holidays_assumed",
        _("The holidays of that year are not announced: weekends and fixed dates are taken."),
    )


class NoticeFact(TextChoices):
    """What must stand on a demand notice (催收函要素)."""

    ADDRESSEE = "addressee", _("name of the addressee")
    BANK = "bank", _("name of the bank")
    CONTRACT_NUMBER = "contract_number", _("contract number")
    LOAN_NUMBER = "loan_number", _("loan number")
    PAYEE = "payee", _("account holder")
    ACCOUNT = "account", _("account to pay into")
    ACCOUNT_BANK = "account_bank", _("where the account is held")
    CONTACT_LINE = "contact_line", _("telephone for questions")
    COMPLAINT_LINE = "complaint_line", _("telephone for complaints")
    AMOUNT = "amount", _("amount owed")


# Those that the letterhead of the campaign says.
OF_LETTERHEAD = frozenset(
    {
        NoticeFact.BANK,
        NoticeFact.PAYEE,
        NoticeFact.ACCOUNT,
        NoticeFact.ACCOUNT_BANK,
        NoticeFact.CONTACT_LINE,
        NoticeFact.COMPLAINT_LINE,
    }
)


class NoticeObstacle(TextChoices):
    """Why no notice may go to somebody (不得发函)."""

    RELEASED = "released", _("This guarantor is released: nothing may be demanded of them.")
    DECEASED = (
        "deceased",
        _(
            "The borrower died: relatives owe nothing by kinship, heirs only up to the estate they received. "
            "The legal department claims from the estate."
        ),
    )


class Missing(TextChoices):
    """Facts without which there is no date (缺失信息)."""

    DUE_ON = "due_on", _("due date")
    GUARANTEE_KIND = "guarantee_kind", _("kind of guarantee")
    GUARANTEE_TERM = "guarantee_term", _("agreed period")
    SIGNED_ON = "signed_on", _("date of the guarantee contract")
    DETERMINED_ON = "determined_on", _("day on which the maximum amount was determined")
    PERFORM_BY = "perform_by", _("last day for performance, or day on which the document took effect")


class StepReason(TextChoices):
    """What an event did to the date (事件效果)."""

    ANCHOR = "anchor", _("the period starts")
    RESTARTED = "restarted", _("starts anew")
    SUSPENDED = "suspended", _("suspended")
    EXERCISED = "exercised", _("demanded in time")
    REVIVED = "revived", _("revived")
    TOO_LATE = "too_late", _("came after the end")
    TOO_EARLY = "too_early", _("came before the period began")
    GRADE_C = "grade_c", _("does not count: grade C")
    UNCONFIRMED = "unconfirmed", _("does not count yet: grade B, not confirmed")
    NOT_YET = "not_yet", _("lies in the future")
    NO_EFFECT = "no_effect", _("has no effect on this period")


# What an answer is computed under. Raised when the law or our reading of it changes.
RULE_VERSION = "2026-11"
