"""Whose door first, and why: the ten orders of precedence (十先十后) applied to a day's list (pure).

Each order grades a door from 0 to 4; the grades times the campaign's weights are the door's score. Three of
the ten are about means rather than doors and are read from what the borrower needs: reward before penalty
from the promises kept, talk before lawsuit from the method, reduction before waiver from whether only a
write-off is left. "Leaders before others" reads the mark of a public employee, "single points before whole
areas" a large balance, which is worth a way of its own.

Three things stand above the score: what there is to do at a door at all today; that a claim which is about to
lapse comes first of all and the other papers that must be signed before the rest; and that a door nobody has
been to comes before one that was seen, unless a promise is due there.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldwork.enums import Precedence, Reason, Standing

TOP = 4
# Ease runs from 1 (hard) to 5 (easy). Who is not classified yet stands in the middle.
UNKNOWN_EASE = 3
# Overdue for the first time this quarter.
NEW_DAYS = 90
# A claim that must be acted on within so many days is about to lapse.
LAPSING_DAYS = 30
MAX_REASONS = 2

# As they ship: promises, own people and leaders decide most; nearness keeps a village together.
WEIGHTS: Mapping[Precedence, int] = {
    Precedence.EASY: 20,
    Precedence.POINTS: 8,
    Precedence.SOLID: 100,
    Precedence.INSIDE: 40,
    Precedence.LEADERS: 30,
    Precedence.REWARD: 6,
    Precedence.PRINCIPAL: 5,
    Precedence.TALK: 25,
    Precedence.NEAR: 8,
    Precedence.REDUCTION: 5,
}

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Door:
    """What is known of a borrower this morning.

    `ease` is None where nobody has classified yet, `kept_word` where no promise was settled. `found_nobody`:
    the last visit met no one. `agreed_on`: the day of the step that the last visit left. `sign_by`: by when a
    paper must be signed here so that no claim lapses. `by_law` and `for_write_off` are what the subcategory's
    methods say.
    """

    key: int
    owed: Decimal
    principal: Decimal
    township: str = ""
    village: str = ""
    ease: int | None = None
    by_law: bool = False
    for_write_off: bool = False
    overdue_days: int | None = None
    promise_due_on: date | None = None
    agreed_on: date | None = None
    sign_by: date | None = None
    kept_word: bool | None = None
    found_nobody: bool = False
    is_insider: bool = False
    is_public_employee: bool = False
    is_large: bool = False
    is_on_hold: bool = False
    is_left_out: bool = False
    was_seen: bool = False
    was_seen_today: bool = False

    @property
    def place(self) -> Place:
        """Township and village."""
        return self.township, self.village


@dataclass(frozen=True, slots=True)
class Placed:
    """A door in its place of the list, with what explains the place, the weightiest first."""

    door: Door
    standing: Standing
    score: int
    reasons: tuple[Reason, ...]


def arrange(
    doors: Iterable[Door],
    today: date,
    weights: Mapping[Precedence, int] = WEIGHTS,
    here: Place | None = None,
) -> list[Placed]:
    """The doors in the order to knock at them: each the best of those left, seen from the door before.

    `here` is where the day's last visit was. A door's place hangs on facts and weights alone, never on the
    order of the input.
    """
    tiers: dict[tuple[int, int], list[Door]] = defaultdict(list)
    for door in doors:
        tiers[_tier(door, today)].append(door)
    placed: list[Placed] = []
    for _, tier in sorted(tiers.items(), key=lambda item: item[0]):
        for door in _walk(tier, today, weights, here):
            grades = grades_of(door, today, here)
            score = sum(weights[order] * grade for order, grade in grades.items())
            reasons = _reasons(door, grades, weights, today)
            placed.append(Placed(door, standing_of(door), score, reasons))
            here = door.place
    return placed


def standing_of(door: Door) -> Standing:
    """Whether there is anything to do today at this door."""
    if door.owed <= 0:
        return Standing.SETTLED
    if door.was_seen_today:
        return Standing.SEEN_TODAY
    # A promise is asked after, and a claim kept alive, whatever the way out.
    if door.is_left_out and door.promise_due_on is None and door.sign_by is None:
        return Standing.LEFT_OUT
    return Standing.ON_HOLD if door.is_on_hold else Standing.TO_VISIT


def is_due(door: Door, today: date) -> bool:
    """Whether somebody is expected today: a promise waits to be collected, or the agreed day has come."""
    return has_promise_due(door, today) or (door.agreed_on is not None and door.agreed_on <= today)


def has_promise_due(door: Door, today: date) -> bool:
    """Whether a promise waits to be collected today."""
    return door.promise_due_on is not None and door.promise_due_on <= today


def is_lapsing(door: Door, today: date) -> bool:
    """Whether a claim lapses soon unless a paper is signed here."""
    return door.sign_by is not None and (door.sign_by - today).days <= LAPSING_DAYS


def grades_of(door: Door, today: date, before: Place | None = None) -> dict[Precedence, int]:
    """How each of the ten orders grades the door, 0 to 4; `before` is the place one comes from."""
    return {
        Precedence.EASY: min(TOP, (door.ease or UNKNOWN_EASE) - 1 + int(_is_new(door))),
        Precedence.POINTS: TOP * door.is_large,
        Precedence.SOLID: TOP if is_due(door, today) else 0 if door.found_nobody else 2,
        Precedence.INSIDE: TOP * door.is_insider,
        Precedence.LEADERS: TOP * door.is_public_employee,
        Precedence.REWARD: 2 if door.kept_word is None else TOP * door.kept_word,
        Precedence.PRINCIPAL: TOP * (door.principal > 0),
        Precedence.TALK: TOP * (not door.by_law),
        Precedence.NEAR: _nearness(door.place, before),
        Precedence.REDUCTION: TOP * (not door.for_write_off),
    }


# The grade of an ordinary door: what lies above it raises, what lies below it lowers.
_ORDINARY: Mapping[Precedence, int] = {
    Precedence.EASY: 2,
    Precedence.POINTS: 0,
    Precedence.SOLID: 2,
    Precedence.INSIDE: 0,
    Precedence.LEADERS: 0,
    Precedence.REWARD: 2,
    Precedence.PRINCIPAL: TOP,
    Precedence.TALK: TOP,
    Precedence.NEAR: 0,
    Precedence.REDUCTION: TOP,
}
_RAISED: Mapping[Precedence, Reason] = {
    Precedence.EASY: Reason.EASY,
    Precedence.POINTS: Reason.LARGE,
    Precedence.SOLID: Reason.PROMISED,
    Precedence.INSIDE: Reason.INSIDER,
    Precedence.LEADERS: Reason.PUBLIC,
    Precedence.REWARD: Reason.KEPT,
    Precedence.NEAR: Reason.NEAR,
}
_LOWERED: Mapping[Precedence, Reason] = {
    Precedence.EASY: Reason.HARD,
    Precedence.SOLID: Reason.VAGUE,
    Precedence.REWARD: Reason.BROKEN,
    Precedence.PRINCIPAL: Reason.INTEREST,
    Precedence.TALK: Reason.LEGAL,
    Precedence.REDUCTION: Reason.WAIVER,
}


def _tier(door: Door, today: date) -> tuple[int, int]:
    if door.sign_by is not None:
        level = 0 if is_lapsing(door, today) else 1
    else:
        level = 3 if door.was_seen and not is_due(door, today) else 2
    return list(Standing).index(standing_of(door)), level


def _walk(
    doors: list[Door], today: date, weights: Mapping[Precedence, int], here: Place | None
) -> Iterator[Door]:
    """Always the door that scores most from where one stands: only nearness changes on the way."""
    scores = {
        door.key: sum(weights[order] * grade for order, grade in grades_of(door, today).items())
        for door in doors
    }
    # So each queue holds its best door in front, and three queues hold every candidate.
    queues: dict[tuple[str, ...], deque[Door]] = defaultdict(deque)
    for door in sorted(doors, key=lambda one: (-scores[one.key], -one.owed, one.key)):
        for queue in ((), door.place[:1], door.place):
            queues[queue].append(door)
    taken: set[int] = set()

    def from_here(door: Door) -> tuple[int, Decimal, int]:
        near = weights[Precedence.NEAR] * _nearness(door.place, here)
        return -scores[door.key] - near, -door.owed, door.key

    while len(taken) < len(doors):
        around = ((), here[:1], here) if here else ((),)
        fronts = (_front(queues[queue], taken) for queue in around if queue in queues)
        best = min((door for door in fronts if door), key=from_here)
        taken.add(best.key)
        here = best.place
        yield best


def _front(queue: deque[Door], taken: set[int]) -> Door | None:
    while queue and queue[0].key in taken:
        queue.popleft()
    return queue[0] if queue else None


def _nearness(place: Place, before: Place | None) -> int:
    if before is None or not place[0] or place[0] != before[0]:
        return 0
    return TOP if place[1] and place[1] == before[1] else TOP // 2


def _is_new(door: Door) -> bool:
    return door.overdue_days is not None and 0 < door.overdue_days <= NEW_DAYS


def _reasons(
    door: Door, grades: Mapping[Precedence, int], weights: Mapping[Precedence, int], today: date
) -> tuple[Reason, ...]:
    standing = standing_of(door)
    if standing is not Standing.TO_VISIT:
        return (Reason(standing.value),)
    moved = {order: weights[order] * (grade - _ORDINARY[order]) for order, grade in grades.items()}
    by_force = sorted(moved.items(), key=lambda item: (-abs(item[1]), list(Precedence).index(item[0])))
    words = [_word(door, order, grades, force, today) for order, force in by_force if force]
    tier = Reason.SEEN if door.was_seen else Reason.UNSEEN
    if door.sign_by is not None:
        return (Reason.LAPSING if is_lapsing(door, today) else Reason.TO_SIGN, *words, tier)[:MAX_REASONS]
    if door.was_seen and not is_due(door, today):
        return (tier, *words)[:MAX_REASONS]
    return (*words, tier)[:MAX_REASONS]


def _word(door: Door, order: Precedence, grades: Mapping[Precedence, int], force: int, today: date) -> Reason:
    if force < 0:
        return _LOWERED[order]
    if order is Precedence.SOLID and not has_promise_due(door, today):
        return Reason.APPOINTED
    if order is Precedence.EASY and _is_new(door):
        return Reason.NEW
    if order is Precedence.NEAR and grades[order] < TOP:
        return Reason.TOWNSHIP
    return _RAISED[order]
