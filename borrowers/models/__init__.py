from borrowers.models.area import AreaLead
from borrowers.models.assignment import Assignment
from borrowers.models.batch import BatchRow, BorrowerVersion, GoneLoan, ImportBatch, LoanVersion
from borrowers.models.borrower import Borrower
from borrowers.models.classification import Classification
from borrowers.models.custody import Custody
from borrowers.models.deadline import ClaimDeadline, ClaimEvent, GuaranteeTerms, Judgment, LoanTerms
from borrowers.models.export import Export
from borrowers.models.ledger import LedgerLine
from borrowers.models.lending import Claim, Exchange
from borrowers.models.library import BankMethod, BankTalk
from borrowers.models.loan import Guarantor, Loan
from borrowers.models.mapping import ColumnMapping
from borrowers.models.notice import DemandNotice, Letterhead
from borrowers.models.plan import Plan, PlanReview, PlanStep, PlanVersion
from borrowers.models.relief import Relief
from borrowers.models.repayment import Repayment
from borrowers.models.selection import Overrule
from borrowers.models.subcategory import DecisionTable, SubcategorySettings

__all__ = [
    "AreaLead",
    "Assignment",
    "BankMethod",
    "BankTalk",
    "BatchRow",
    "Borrower",
    "BorrowerVersion",
    "Claim",
    "ClaimDeadline",
    "ClaimEvent",
    "Classification",
    "ColumnMapping",
    "Custody",
    "DecisionTable",
    "DemandNotice",
    "Exchange",
    "Export",
    "GoneLoan",
    "GuaranteeTerms",
    "Guarantor",
    "ImportBatch",
    "Judgment",
    "LedgerLine",
    "Letterhead",
    "Loan",
    "LoanTerms",
    "LoanVersion",
    "Overrule",
    "Plan",
    "PlanReview",
    "PlanStep",
    "PlanVersion",
    "Relief",
    "Repayment",
    "SubcategorySettings",
]
