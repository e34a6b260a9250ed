from borrowers.models.assignment import Assignment
from borrowers.models.batch import BatchRow, BorrowerVersion, ImportBatch, LoanVersion
from borrowers.models.borrower import Borrower
from borrowers.models.classification import Classification
from borrowers.models.loan import Guarantor, Loan
from borrowers.models.repayment import Repayment

__all__ = [
    "Assignment",
    "BatchRow",
    "Borrower",
    "BorrowerVersion",
    "Classification",
    "Guarantor",
    "ImportBatch",
    "Loan",
    "LoanVersion",
    "Repayment",
]
