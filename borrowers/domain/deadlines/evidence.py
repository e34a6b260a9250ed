"""What an event's evidence is worth, and under which article it counts."""

from collections.abc import Callable

from borrowers.domain.deadlines.facts import Event
from borrowers.enums.deadlines import EventCode, Grade, Outcome

_A, _B, _C = Grade.A, Grade.B, Grade.C

# The best that an event of that code can be worth, and the article.
EVIDENCE: dict[EventCode, tuple[Grade, str]] = {
    EventCode.I1: (_A, "诉讼时效规定8(1)(1)"),
    # Proved by other means than a signature: a legal user weighs what witnesses and photos show.
    EventCode.I1R: (_B, "诉讼时效规定8(1)(1)"),
    EventCode.I2: (_A, "诉讼时效规定8(2)"),
    EventCode.I3: (_B, "诉讼时效规定8(2)"),
    EventCode.I4: (_A, "诉讼时效规定8(1)(2)"),
    EventCode.I4R: (_B, "诉讼时效规定8(1)(2)"),
    EventCode.I5: (_B, "诉讼时效规定8(1)(2)"),
    EventCode.I6: (_B, "民法典195(1)"),
    EventCode.I7: (_A, "诉讼时效规定8(1)(3)"),
    EventCode.I8: (_B, "诉讼时效规定8(1)(4)"),
    EventCode.I9: (_A, "诉讼时效规定14"),
    EventCode.I9W: (_A, "诉讼时效规定14"),
    EventCode.I9R: (_B, "诉讼时效规定14"),
    EventCode.I10: (_A, "民法典195(3)、诉讼时效规定10"),
    EventCode.I11: (_A, "诉讼时效规定11"),
    EventCode.I12: (_A, "诉讼时效规定12"),
    EventCode.I13: (_A, "诉讼时效规定13"),
    EventCode.I14: (_A, "诉讼时效规定17"),
    EventCode.I15: (_A, "诉讼时效规定8(1)(1)"),
    # Whether an obstacle of art. 194 exists is always for a lawyer to say.
    EventCode.OBSTACLE: (_B, "民法典194"),
    EventCode.X1: (_C, ""),
    EventCode.X2: (_C, "(2015)民申字第134号"),
    EventCode.X3: (_C, ""),
    EventCode.X4: (_C, ""),
}
Trust = Callable[[Event], bool]

# Letters, bookings and files in court that somebody else's register can show by their number.
REGISTERED = frozenset(
    {
        EventCode.I4,
        EventCode.I4R,
        EventCode.I7,
        EventCode.I9,
        EventCode.I10,
        EventCode.I11,
        EventCode.I12,
        EventCode.I13,
    }
)
IN_COURT = frozenset({EventCode.I10, EventCode.I11})


def on_paper(code: EventCode, *, has_photo: bool, has_number: bool) -> Grade:
    """What an event is worth on the paper at hand: a photo of it as much as its code, a number that can be
    looked up elsewhere B, a note alone nothing.
    """
    if has_photo:
        return EVIDENCE[code][0]
    return _B if has_number and code in REGISTERED and EVIDENCE[code][0] is not _C else _C


def grade_of(event: Event) -> Grade:
    """The grade of the code, lowered where the papers at hand are worth less.

    A suit or application that was withdrawn or dismissed is B: its filing date needs a legal user's word.
    """
    grades = [EVIDENCE[event.code][0], event.grade or _A]
    if event.code in IN_COURT and event.outcome is Outcome.WITHDRAWN:
        grades.append(_B)
    return max(grades)  # the letters sort from best to worst


def counts(event: Event) -> bool:
    """A counts by itself, B once a legal user has confirmed it, C never."""
    grade = grade_of(event)
    return grade is _A or (grade is _B and event.confirmed)


def counts_by_itself(event: Event) -> bool:
    """Only evidence of grade A: what the green light rests on."""
    return grade_of(event) is _A


def may_count(event: Event) -> bool:
    """What would count if a legal user confirmed all that waits."""
    return grade_of(event) is not _C
