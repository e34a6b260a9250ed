"""The decision table: six answers give exactly one of 22 subcategories (二十二小类), whatever they are.

Order: evidence of fraud decides D; else a ground for loss decides E; else the livelihood decides A, B or C.
Within a category the first rule that fits decides. In A and B "unreachable" counts as "refusing".
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from borrowers.enums import Ability, Category, Fraud, Guarantee, Livelihood, Loss, Willingness


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person answers about a borrower."""

    livelihood: Livelihood
    ability: Ability
    willingness: Willingness
    guarantee: Guarantee
    fraud: Fraud = Fraud.NONE
    loss: Loss = Loss.NONE


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table; an empty condition fits every answer."""

    code: str
    livelihood: Livelihood | None = None
    ability: AbstractSet[Ability] = frozenset()
    willingness: AbstractSet[Willingness] = frozenset()
    guarantee: Guarantee | None = None
    fraud: Fraud | None = None
    loss: Loss | None = None

    def fits(self, answers: Answers) -> bool:
        """Whether every condition of the row holds."""
        return (
            self.livelihood in (None, answers.livelihood)
            and (not self.ability or answers.ability in self.ability)
            and (not self.willingness or answers.willingness in self.willingness)
            and self.guarantee in (None, answers.guarantee)
            and self.fraud in (None, answers.fraud)
            and self.loss in (None, answers.loss)
        )


_SOME = frozenset({Ability.FULL, Ability.PARTIAL})
_WILLING = frozenset({Willingness.WILLING})
_STALLING = frozenset({Willingness.STALLING})
_GONE = frozenset({Willingness.UNREACHABLE})
_NORMAL, _STRAINED, _CEASED = Livelihood.NORMAL, Livelihood.STRAINED, Livelihood.CEASED
_HELD = Guarantee.EFFECTIVE

RULES: tuple[Rule, ...] = (
    Rule("D1", fraud=Fraud.IMPERSONATION),
    Rule("D2", fraud=Fraud.FORGERY),
    Rule("D3", fraud=Fraud.DIVERSION),
    Rule("E1", loss=Loss.PERSON_GONE),
    Rule("E2", loss=Loss.PROCEEDINGS_ENDED),
    Rule("A1", _NORMAL, ability=frozenset({Ability.FULL}), willingness=_WILLING),
    Rule("A2", _NORMAL, willingness=_WILLING),
    Rule("A3", _NORMAL, willingness=_STALLING, guarantee=_HELD),
    Rule("A4", _NORMAL, willingness=_STALLING),
    Rule("A5", _NORMAL, guarantee=_HELD),
    Rule("A6", _NORMAL),
    Rule("B1", _STRAINED, ability=_SOME, willingness=_WILLING),
    Rule("B2", _STRAINED, willingness=_WILLING, guarantee=_HELD),
    Rule("B3", _STRAINED, willingness=_WILLING),
    Rule("B4", _STRAINED, willingness=_STALLING, guarantee=_HELD),
    Rule("B5", _STRAINED, willingness=_STALLING),
    Rule("B6", _STRAINED),
    Rule("C5", _CEASED, willingness=_GONE),
    Rule("C1", _CEASED, ability=_SOME, willingness=_WILLING),
    Rule("C2", _CEASED, ability=_SOME),
    Rule("C3", _CEASED, guarantee=_HELD),
    Rule("C4", _CEASED),
)


def subcategory_of(answers: Answers) -> str:
    """The code of the one subcategory that the answers give, such as ``B2``."""
    return next(rule.code for rule in RULES if rule.fits(answers))


def category_of(code: str) -> Category:
    """The category a subcategory belongs to."""
    return Category(code[0])
