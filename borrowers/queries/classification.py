"""Reads of classifications, and answers in words."""

from dataclasses import dataclass
from typing import Any

from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from borrowers.domain.classification import EVERYTHING, QUESTIONS, Box
from borrowers.models import Borrower, Classification
from borrowers.models.subcategory import table_in_force, treatments
from campaign.enums import Capability
from teams.models import User


def last_answers(borrower: Borrower) -> dict[str, str]:
    """The six answers that count now, by question; empty when the borrower was never classified."""
    return answers_of(borrower.classifications.first())


def answers_of(classification: Classification | None) -> dict[str, str]:
    """Its six answers, by question; empty where there is none."""
    return model_to_dict(classification, fields=list(QUESTIONS)) if classification else {}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row of the table in force: the answers that it accepts, by question, and what they give."""

    code: str
    title: str
    fit_for_cash: bool
    accepts: dict[str, str]
    words: str


def outcomes() -> list[Outcome]:
    """Every row of the table in force; two queries."""
    known, (table, _version) = treatments(), table_in_force()
    return [
        Outcome(
            one.code,
            str(known[one.code].title),
            known[one.code].fit_for_cash,
            {name: " ".join(sorted(accepted)) for name, accepted in zip(QUESTIONS, one.box, strict=True)},
            in_words(one.box),
        )
        for one in table.rules
    ]


def may_classify(user: User, borrower: Borrower) -> bool:
    """Whether the person's answers count at once: in the field what is classified is changed by few only."""
    if not borrower.subcategory or not user.works_in_field:
        return True
    deciding = Borrower.objects.visible_to(user, to=Capability.DECIDE_CLASSIFICATION)
    return deciding.filter(pk=borrower.pk).exists()


def question_label(name: str) -> str:
    """What a question asks about, in a word."""
    field: Any = Classification._meta.get_field(name)
    return str(field.verbose_name)


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
