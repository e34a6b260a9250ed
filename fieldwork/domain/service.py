"""What the service of a demand notice is worth to the claim (送达 → 时效事件)."""

from borrowers.enums.deadlines import EventCode
from fieldwork.enums import ServiceMode


def event_of(mode: ServiceMode, *, to_company: bool, delivered: bool) -> EventCode:
    """The event of the legal table that a service becomes.

    A letter counts as delivered once its arrival is proved; until then, like one that was refused, it only
    counts when a legal user confirms that it ought to have arrived (诉讼时效规定 8(1)).
    """
    if mode is ServiceMode.SIGNED:
        return EventCode.I2 if to_company else EventCode.I1
    if mode is ServiceMode.POSTED:
        return EventCode.I4 if delivered else EventCode.I4R
    return EventCode.I3 if mode is ServiceMode.LEFT_WITH else EventCode.I1R
