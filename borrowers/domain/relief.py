"""What may be proposed to the bank for a loan, and what its decision may say (pure).

A proposal is measured against the balance; neither it nor the decision moves one.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from borrowers.enums.plans import ReliefKind, ReliefState


class Objection(StrEnum):
    """Why a proposal or a decision can't stand as it is."""

    NOTHING = "nothing"
    PRINCIPAL_ABOVE_BALANCE = "principal_above_balance"
    INTEREST_ABOVE_BALANCE = "interest_above_balance"
    LEAVES_NOTHING = "leaves_nothing"
    PRINCIPAL_ABOVE_PROPOSED = "principal_above_proposed"
    INTEREST_ABOVE_PROPOSED = "interest_above_proposed"
    NOT_WHAT_WAS_PROPOSED = "not_what_was_proposed"
    ALL_OF_IT = "all_of_it"


@dataclass(frozen=True, slots=True)
class Parts:
    """Principal and interest, yuan."""

    principal: Decimal
    interest: Decimal

    @property
    def total(self) -> Decimal:
        return self.principal + self.interest


def objections(kind: ReliefKind, asked: Parts, owed: Parts) -> list[Objection]:
    """What speaks against the proposal; a reduction of everything is a waiver and is called so."""
    checks = [
        (Objection.NOTHING, asked.total <= 0),
        (Objection.PRINCIPAL_ABOVE_BALANCE, asked.principal > owed.principal),
        (Objection.INTEREST_ABOVE_BALANCE, asked.interest > owed.interest),
        (Objection.LEAVES_NOTHING, kind == ReliefKind.REDUCTION and asked == owed and owed.total > 0),
    ]
    return [objection for objection, holds in checks if holds]


def decision_objections(state: ReliefState, granted: Parts, asked: Parts) -> list[Objection]:
    """What speaks against the decision as it was written down.

    Granted means all that was proposed; granted in part something less, but something; refused nothing.
    """
    checks = [
        (Objection.PRINCIPAL_ABOVE_PROPOSED, granted.principal > asked.principal),
        (Objection.INTEREST_ABOVE_PROPOSED, granted.interest > asked.interest),
        (Objection.NOT_WHAT_WAS_PROPOSED, state == ReliefState.GRANTED and granted != asked),
        (Objection.NOTHING, state == ReliefState.PART and granted.total <= 0),
        (Objection.ALL_OF_IT, state == ReliefState.PART and granted == asked),
    ]
    return [objection for objection, holds in checks if holds]
