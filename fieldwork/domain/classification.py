"""What a visit's findings make of the answers by which a borrower is classified (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

from borrowers.domain.classification import QUESTIONS, Answers

# Evidence of fraud and grounds for a loss are none until somebody finds some.
ASKED_FIRST = tuple(QUESTIONS)[:4]


@dataclass(frozen=True, slots=True)
class Change:
    """One question: what counts now (nothing where nobody has answered), and what was found."""

    question: str
    before: str
    after: str


def changes(current: Mapping[str, str], found: Mapping[str, str]) -> list[Change]:
    """The answers that would change, in the order of the questions."""
    pairs = ((question, current.get(question, ""), found.get(question, "")) for question in QUESTIONS)
    return [Change(*one) for one in pairs if one[2] and one[1] != one[2]]


def merged(current: Mapping[str, str], found: Mapping[str, str]) -> Answers | None:
    """The six answers with what was found put in; None while one of the first four is unknown."""
    together = {"fraud": "none", "loss": "none", **current, **found}
    if any(not together.get(question) for question in ASKED_FIRST):
        return None
    return Answers(**{question: choices(together[question]) for question, choices in QUESTIONS.items()})


def overtaken(basis: Mapping[str, str], current: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Questions of the findings that somebody answered anew since the visit, by their names."""
    return [name for name in QUESTIONS if name in found and basis.get(name, "") != current.get(name, "")]
