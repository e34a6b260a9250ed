"""Reads of classifications."""

from django.forms.models import model_to_dict

from borrowers.domain.classification import QUESTIONS
from borrowers.models import Borrower


def last_answers(borrower: Borrower) -> dict[str, str]:
    """The six answers that count now, by question; empty when the borrower was never classified."""
    latest = borrower.classifications.first()
    return model_to_dict(latest, fields=list(QUESTIONS)) if latest else {}
