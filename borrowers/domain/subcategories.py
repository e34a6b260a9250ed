"""What each of the 22 subcategories means for the campaign, as it ships: way out, ease, methods, steps."""

from dataclasses import dataclass
from typing import Any

from borrowers.enums import Method, Subcategory
from borrowers.enums.treatment import Approver, WayOut

# Ease runs from 1 (hard) to 5 (easy).
HARDEST, EASIEST = 1, 5


@dataclass(frozen=True, slots=True)
class StartingStep:
    """A step that a plan starts from: the method's key, so many days after the plan is made."""

    method: str
    after_days: int = 0


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a subcategory is called and treated; methods by their keys, in the order they are tried.

    `approver` approves a change of the plan; `title` is in the reader's language or an administrator's words.
    """

    code: str
    title: Any
    way_out: WayOut
    fit_for_cash: bool
    ease: int
    first: str
    second: str
    approver: Approver
    steps: tuple[StartingStep, ...]


def _treatment(
    code: Subcategory, way_out: WayOut, ease: int, approver: Approver, *steps: tuple[Method, int]
) -> Treatment:
    """The first and second method are those of the first two steps."""
    return Treatment(
        code=code.value,
        title=code.label,
        way_out=way_out,
        fit_for_cash=code not in UNFIT,
        ease=ease,
        first=steps[0][0].value,
        second=steps[1][0].value,
        approver=approver,
        steps=tuple(StartingStep(method.value, days) for method, days in steps),
    )


# Not taken into a campaign of cash collection, unless a manager overrules it.
UNFIT = frozenset(Subcategory(code) for code in ("B3", "C4", "C5", "D1", "D2", "D3", "E1", "E2"))
_LAW, _ORDINARY, _REORDER, _NONE = WayOut.LAW, WayOut.ORDINARY, WayOut.RESTRUCTURING, WayOut.NONE
_CAPTAIN, _MANAGER, _HEAD = Approver.CAPTAIN, Approver.MANAGER, Approver.HEAD_OFFICE
_PHONE, _DOOR, _NOTICE, _GUARANTOR = (
    Method.PHONE,
    Method.DOOR_VISIT,
    Method.DEMAND_NOTICE,
    Method.GUARANTOR_DEMAND,
)
_SUIT, _ENFORCE, _PARTS, _VILLAGE = (
    Method.LAWSUIT,
    Method.ENFORCEMENT,
    Method.INSTALMENTS,
    Method.MEDIATION,
)
_THINGS, _POLICE, _OFF = Method.COLLATERAL, Method.POLICE_REFERRAL, Method.WRITE_OFF

SHIPPED: dict[str, Treatment] = {
    one.code: one
    for one in (
        _treatment(Subcategory.A1, _ORDINARY, 5, _CAPTAIN, (_PHONE, 0), (_DOOR, 1)),
        _treatment(Subcategory.A2, _ORDINARY, 4, _CAPTAIN, (_DOOR, 0), (_PARTS, 2)),
        _treatment(Subcategory.A3, _ORDINARY, 4, _CAPTAIN, (_DOOR, 0), (_GUARANTOR, 2), (_NOTICE, 4)),
        _treatment(Subcategory.A4, _ORDINARY, 3, _CAPTAIN, (_DOOR, 0), (_NOTICE, 2)),
        _treatment(Subcategory.A5, _ORDINARY, 3, _MANAGER, (_GUARANTOR, 0), (_SUIT, 5)),
        _treatment(Subcategory.A6, _ORDINARY, 2, _MANAGER, (_NOTICE, 0), (_SUIT, 5)),
        _treatment(Subcategory.B1, _REORDER, 4, _MANAGER, (_PARTS, 0), (_DOOR, 2)),
        _treatment(Subcategory.B2, _ORDINARY, 3, _MANAGER, (_GUARANTOR, 0), (_PARTS, 2)),
        _treatment(Subcategory.B3, _REORDER, 2, _MANAGER, (_PARTS, 0), (_NOTICE, 2)),
        _treatment(Subcategory.B4, _ORDINARY, 3, _CAPTAIN, (_GUARANTOR, 0), (_DOOR, 1), (_NOTICE, 3)),
        _treatment(Subcategory.B5, _ORDINARY, 2, _CAPTAIN, (_DOOR, 0), (_NOTICE, 2)),
        _treatment(Subcategory.B6, _ORDINARY, 2, _MANAGER, (_NOTICE, 0), (_SUIT, 5)),
        _treatment(Subcategory.C1, _ORDINARY, 3, _MANAGER, (_THINGS, 0), (_PARTS, 2)),
        _treatment(Subcategory.C2, _LAW, 2, _MANAGER, (_SUIT, 0), (_ENFORCE, 5)),
        _treatment(Subcategory.C3, _ORDINARY, 3, _MANAGER, (_GUARANTOR, 0), (_SUIT, 5)),
        _treatment(Subcategory.C4, _NONE, 1, _MANAGER, (_NOTICE, 0), (_OFF, 5)),
        _treatment(Subcategory.C5, _NONE, 1, _MANAGER, (_VILLAGE, 0), (_SUIT, 5)),
        _treatment(Subcategory.D1, _LAW, 1, _HEAD, (_POLICE, 0), (_SUIT, 5)),
        _treatment(Subcategory.D2, _LAW, 1, _HEAD, (_POLICE, 0), (_SUIT, 5)),
        _treatment(Subcategory.D3, _LAW, 1, _HEAD, (_POLICE, 0), (_SUIT, 5)),
        _treatment(Subcategory.E1, _NONE, 1, _HEAD, (_OFF, 0), (_DOOR, 1)),
        _treatment(Subcategory.E2, _NONE, 1, _HEAD, (_OFF, 0), (_ENFORCE, 5)),
    )
}
