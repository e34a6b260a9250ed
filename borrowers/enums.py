"""Choices of borrowers, loans, lists, classification and money."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BorrowerKind(TextChoices):
    """Natural person or enterprise (自然人 / 企业)."""

    PERSON = "person", _("Person")
    COMPANY = "company", _("Enterprise")


class Segment(TextChoices):
    """Customer segment (客群)."""

    SMALL_BUSINESS = "small_business", _("Small business")
    FARMING = "farming", _("Farming")
    PERSONAL = "personal", _("Personal")


class RiskClass(TextChoices):
    """The bank's own five-tier class (五级分类): read only, never the campaign's category."""

    NORMAL = "normal", _("Normal")
    SPECIAL_MENTION = "special_mention", _("Special mention")
    SUBSTANDARD = "substandard", _("Substandard")
    DOUBTFUL = "doubtful", _("Doubtful")
    LOSS = "loss", _("Loss")


class LoanState(TextChoices):
    """State of a loan (借据状态)."""

    OPEN = "open", _("Open")
    SETTLED = "settled", _("Settled")


class Category(TextChoices):
    """The campaign's five categories (五大类)."""

    A = "A", _("Operating normally")
    B = "B", _("Operating with difficulty")
    C = "C", _("Ceased operating")
    D = "D", _("Suspected loan fraud")
    E = "E", _("To be reported as loss")


class Livelihood(TextChoices):
    """State of business or income (经营/收入状况)."""

    NORMAL = "normal", _("Normal")
    STRAINED = "strained", _("Strained")
    CEASED = "ceased", _("Ceased")


class Ability(TextChoices):
    """Ability to repay (还款能力)."""

    FULL = "full", _("In full")
    PARTIAL = "partial", _("In part")
    NONE = "none", _("None")


class Willingness(TextChoices):
    """Willingness to repay (还款意愿)."""

    WILLING = "willing", _("Willing")
    STALLING = "stalling", _("Stalling")
    REFUSING = "refusing", _("Refusing")
    UNREACHABLE = "unreachable", _("Unreachable")


class Guarantee(TextChoices):
    """State of the guarantee (担保条件)."""

    EFFECTIVE = "effective", _("Effective")
    INSUFFICIENT = "insufficient", _("Insufficient")


class Fraud(TextChoices):
    """Evidence of loan fraud (骗贷线索)."""

    NONE = "none", _("None")
    IMPERSONATION = "impersonation", _("Impersonation or borrowed name")
    FORGERY = "forgery", _("False documents")
    DIVERSION = "diversion", _("Funds diverted or assets moved")


class Loss(TextChoices):
    """Ground for reporting a loss (报损依据)."""

    NONE = "none", _("None")
    PERSON_GONE = "person_gone", _("Person gone without estate")
    PROCEEDINGS_ENDED = "proceedings_ended", _("Proceedings ended")


class ClassificationSource(TextChoices):
    """Where a classification came from (分类来源)."""

    LIST = "list", _("From the list")
    DESK = "desk", _("At the desk")
    VISIT = "visit", _("From a visit")


class BatchState(TextChoices):
    """State of an uploaded list (导入批次状态)."""

    UPLOADED = "uploaded", _("Uploaded")
    READING = "reading", _("Being read")
    READY = "ready", _("Ready to confirm")
    REFUSED = "refused", _("Refused")
    IMPORTING = "importing", _("Being imported")
    IMPORTED = "imported", _("Imported")
    DISCARDED = "discarded", _("Discarded")
    UNDONE = "undone", _("Undone")


class RowOutcome(TextChoices):
    """What became of a row of a list (行结果)."""

    ACCEPTED = "accepted", _("Accepted")
    WARNED = "warned", _("Accepted with a warning")
    REJECTED = "rejected", _("Rejected")
    IGNORED = "ignored", _("Not a loan row")


class RepaymentState(TextChoices):
    """State of a repayment (还款状态): only verified money counts."""

    REPORTED = "reported", _("Reported")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Rejected")


class RepaymentChannel(TextChoices):
    """Lawful ways of paying (还款渠道): never cash in a colleague's hands."""

    COUNTER = "counter", _("Counter")
    TRANSFER = "transfer", _("Transfer")
    POS = "pos", _("POS")
    BANK_QR = "bank_qr", _("Bank QR code")
    COURT = "court", _("Court")
    AGENCY = "agency", _("Agency")
