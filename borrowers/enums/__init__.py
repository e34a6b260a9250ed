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

    OPEN = "open", _("Outstanding")
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


class Subcategory(TextChoices):
    """The 22 subcategories (二十二小类): the first letter is the category."""

    A1 = "A1", _("Overdue by oversight")
    A2 = "A2", _("Short of turnover")
    A3 = "A3", _("Normal, stalling, guaranteed")
    A4 = "A4", _("Normal, stalling, not guaranteed")
    A5 = "A5", _("Normal, refusing, guaranteed")
    A6 = "A6", _("Normal, refusing, not guaranteed")
    B1 = "B1", _("Willing, by instalments")
    B2 = "B2", _("Willing, unable, guaranteed")
    B3 = "B3", _("Willing, unable, not guaranteed")
    B4 = "B4", _("Strained, stalling, guaranteed")
    B5 = "B5", _("Strained, stalling, not guaranteed")
    B6 = "B6", _("Strained, refusing")
    C1 = "C1", _("Assets left, cooperating")
    C2 = "C2", _("Assets left, not cooperating")
    C3 = "C3", _("Unable, guaranteed")
    C4 = "C4", _("Unable, not guaranteed")
    C5 = "C5", _("Out of contact")
    D1 = "D1", _("Impersonation, borrowed name")
    D2 = "D2", _("Documents falsified")
    D3 = "D3", _("Diversion, assets moved")
    E1 = "E1", _("Person gone, no estate")
    E2 = "E2", _("Proceedings at an end")


class Method(TextChoices):
    """Methods of collection (战法), each with its entry in the methods library."""

    PHONE = "phone", _("Phone call")
    MESSAGE = "message", _("Message")
    DEMAND_NOTICE = "demand_notice", _("Demand notice")
    DOOR_VISIT = "door_visit", _("Door visit")
    GROUP_VISIT = "group_visit", _("Uniformed group visit")
    ROTATION = "rotation", _("Rotating teams")
    GUARANTOR_DEMAND = "guarantor_demand", _("Demand on the guarantor")
    EXCHANGE = "exchange", _("Exchange of territories")
    KEY_ACCOUNT = "key_account", _("Key account led by a leader")
    MEDIATION = "mediation", _("Mediation by the village")
    SWEEP = "sweep", _("Periodic sweep of a village")
    CUSTODY = "custody", _("Joint custody with village heads")
    INSTALMENTS = "instalments", _("Instalments or restructuring")
    PARTNER = "partner", _("Partner or buyer for a stopped firm")
    COLLATERAL = "collateral", _("Settlement of collateral")
    LAWSUIT = "lawsuit", _("Lawsuit or arbitration")
    ENFORCEMENT = "enforcement", _("Help to enforcement")
    POLICE_REFERRAL = "police_referral", _("Referral to the police")
    DISCIPLINARY = "disciplinary", _("Disciplinary channel for public employees")
    RELATIVES = "relatives", _("Persuasion through relatives")
    AGENCY = "agency", _("Outside agency")
    WRITE_OFF = "write_off", _("Write-off")


class ClassificationSource(TextChoices):
    """Where a classification came from (分类来源)."""

    LIST = "list", _("From the list")
    DESK = "desk", _("At the desk")
    FIELD = "field", _("In the field")
    VISIT = "visit", _("From a visit")
    TABLE = "table", _("By a new decision table")


class BatchKind(TextChoices):
    """What an uploaded workbook is (导入类型)."""

    LIST = "list", _("Loan list")
    LEDGER = "ledger", _("Bank ledger")


class BatchState(TextChoices):
    """State of an uploaded list (导入批次状态)."""

    UPLOADED = "uploaded", _("Uploaded")
    READING = "reading", _("Being read")
    COLUMNS = "columns", _("Columns to name")
    READY = "ready", _("Ready to confirm")
    REFUSED = "refused", _("Refused")
    IMPORTING = "importing", _("Being imported")
    IMPORTED = "imported", _("Imported")
    DISCARDED = "discarded", _("Discarded")
    UNDOING = "undoing", _("Being undone")
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


class Balance(TextChoices):
    """What a suggested assignment makes even between the teams (均衡口径)."""

    BOTH = "both", _("Number and amount")
    NUMBER = "number", _("Number of borrowers")
    AMOUNT = "amount", _("Amount owed")
