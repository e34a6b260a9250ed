"""The six essentials that a visit brings home (六要点), and what is to be done next for a borrower."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fieldwork.enums import Essential, NextStep

# The sixth, the promise, is no text of a visit but a row of its own.
TOLD = tuple(one for one in Essential if one is not Essential.PROMISE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one visit said of one essential."""

    essential: Essential
    text: str
    day: date
    who: str


def known(answers: Iterable[Answer]) -> dict[Essential, Answer]:
    """The latest that was said of each essential; of one day, what comes last."""
    latest: dict[Essential, Answer] = {}
    for answer in sorted(answers, key=lambda one: one.day):
        if answer.text:
            latest[answer.essential] = answer
    return latest


@dataclass(frozen=True, slots=True)
class Situation:
    """What the next step hangs on. `due_on` is the earliest pending promise's day."""

    owes: bool
    on_hold: bool
    seen: bool
    due_on: date | None
    last_promise_broken: bool
    money_waits: bool
    essentials_known: int


def next_step(situation: Situation, today: date) -> NextStep:
    """The first thing that has to be done, the most pressing one first."""
    due = situation.due_on
    steps = (
        (NextStep.NOTHING, not situation.owes),
        (NextStep.WAIT, situation.on_hold),
        (NextStep.COLLECT, due is not None and due <= today),
        (NextStep.VERIFY, situation.money_waits),
        (NextStep.AWAIT, due is not None),
        (NextStep.ASK_WHY, situation.last_promise_broken),
        (NextStep.FIRST_VISIT, not situation.seen),
        (NextStep.FIND_OUT, situation.essentials_known < len(TOLD)),
    )
    return next((step for step, holds in steps if holds), NextStep.PROMISE)
