"""Reads of classifications, and answers in words."""

from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from borrowers.domain.classification import EVERYTHING, QUESTIONS, Box
from borrowers.models import Borrower, Classification


def last_answers(borrower: Borrower) -> dict[str, str]:
    """The six answers that count now, by question; empty when the borrower was never classified."""
    latest = borrower.classifications.first()
    return model_to_dict(latest, fields=list(QUESTIONS)) if latest else {}


def question_label(name: str) -> str:
    """What a question asks about, in a word."""
    return str(Classification._meta.get_field(name).verbose_name)


def in_words(box: Box) -> str:
    """The answers of a box as people say them; a question of which every answer is accepted goes unsaid."""
    said = [
        _("%(question)s: %(answers)s")
        % {
            "question": question_label(name),
            "answers": _(" / ").join(str(one.label) for one in choices if one in accepted),
        }
        for (name, choices), accepted, every in zip(QUESTIONS.items(), box, EVERYTHING, strict=True)
        if accepted != every
    ]
    return _("; ").join(said) or _("whatever is answered")
