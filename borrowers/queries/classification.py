"""Reads of classifications."""

from django.forms.models import model_to_dict

from borrowers.models import Borrower

QUESTIONS = ("livelihood", "ability", "willingness", "guarantee", "fraud", "loss")


def last_answers(borrower: Borrower) -> dict[str, str]:
    """The six answers that count now, by question; empty when the borrower was never classified."""
    latest = borrower.classifications.first()
    return model_to_dict(latest, fields=QUESTIONS) if latest else {}
