"""Which team gets which borrowers, and a suggestion that keeps townships whole and loads even (pure)."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from borrowers.enums import Balance

# Loads that differ by less than this part of a mean load are even enough: no township is split for less.
TOLERANCE = 0.1
# A village heavier than this part of a mean load may be split between teams.
LARGEST_PIECE = 0.25


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one borrower is to go; `seen` is the open assignment (its id) that the decision was based on.

    `companions` go along with the member; None leaves them as they are while the member stays the same.
    """

    borrower: int
    team: int
    member: int | None = None
    seen: int | None = None
    companions: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """One borrower to place: where they live, what they owe, and the team they would leave, if any."""

    pk: int
    township: str
    village: str
    amount: Decimal
    team: int | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What a team carries: households and yuan."""

    number: int = 0
    amount: Decimal = Decimal("0.00")

    def __add__(self, other: "Load") -> "Load":
        return Load(self.number + other.number, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Block:
    """Households that the suggestion gives to one team: a township, a village, or a part of a village."""

    township: str
    village: str
    is_township: bool
    is_part: bool
    households: tuple[Household, ...]
    team: int

    @property
    def load(self) -> Load:
        """Households and yuan of the block."""
        return load_of(self.households)


def load_of(households: Iterable[Household]) -> Load:
    """Households and yuan together."""
    listed = list(households)
    return Load(len(listed), sum((one.amount for one in listed), Decimal("0.00")))


def deviation(part: Decimal | int, whole: Decimal | int, share: Fraction) -> Decimal | None:
    """How far a load lies from the `share` of the whole that is fair, as a fraction: 0.1 is a tenth above."""
    if not whole or not share:
        return None
    return Decimal(part) * share.denominator / (Decimal(whole) * share.numerator) - 1


def suggested(
    households: Sequence[Household],
    teams: Sequence[int],
    *,
    held: Mapping[int, Load] | None = None,
    holders: Mapping[str, frozenset[int]] | None = None,
    balance: Balance = Balance.BOTH,
    people: Mapping[int, int] | None = None,
) -> list[Block]:
    """Every household in exactly one block, every block with one of the `teams`.

    `people` are the working people of each team: a team of eight carries twice what a team of four does; who
    is not counted there works like a team of one.

    `held` is what the teams carry already, `holders` the teams that work in a township already: they are
    preferred there. Households that have a team start with it, the others are dealt out by whole townships,
    the heaviest first; then the loads are evened out by moving townships, villages of a split township, and
    parts of a very large village at last.
    """
    if not teams or not households:
        return []
    plan = _Plan(households, teams, held or {}, balance)
    plan.staff(people or {})
    plan.keep([one for one in households if one.team in plan.parcels])
    plan.deal([one for one in households if one.team not in plan.parcels], holders or {})
    plan.even_out()
    return plan.blocks()


def _township(household: Household) -> tuple[str, ...]:
    return (household.township,)


def _village(household: Household) -> tuple[str, ...]:
    return (household.township, household.village)


def _grouped(
    households: Iterable[Household], key: Callable[[Household], tuple[str, ...]]
) -> list[list[Household]]:
    ordered = sorted(households, key=lambda one: (*key(one), one.pk))
    return [list(group) for _key, group in itertools.groupby(ordered, key=key)]


@dataclass(eq=False, slots=True)
class _Parcel:
    """What is moved as one while a plan is made; `weights` are its shares of all households and yuan."""

    households: list[Household]
    weights: tuple[float, float]
    splits: bool = True

    @property
    def township(self) -> str:
        return self.households[0].township


class _Plan:
    """Parcels by team while a suggestion is made. All weights together are 1."""

    def __init__(
        self,
        households: Sequence[Household],
        teams: Sequence[int],
        held: Mapping[int, Load],
        balance: Balance,
    ) -> None:
        whole = sum((held.get(team, Load()) for team in teams), load_of(households))
        self.whole = whole
        # How much each of the two shares counts.
        if not whole.amount or balance is Balance.NUMBER:
            self.scale = (1.0, 0.0)
        else:
            self.scale = (0.0, 1.0) if balance is Balance.AMOUNT else (0.5, 0.5)
        self.mean = 1 / len(teams)
        self.parcels: dict[int, list[_Parcel]] = {team: [] for team in teams}
        self.carried = {team: self._weights(held.get(team, Load())) for team in teams}
        self.strength = dict.fromkeys(teams, 1.0)

    def staff(self, people: Mapping[int, int]) -> None:
        """How strong each team is, the mean being 1."""
        counted = {team: max(1, people.get(team, 1)) for team in self.strength}
        mean = sum(counted.values()) / len(counted)
        self.strength = {team: number / mean for team, number in counted.items()}

    def _weights(self, load: Load) -> tuple[float, float]:
        amount = float(load.amount / self.whole.amount) if self.whole.amount else 0.0
        return self.scale[0] * load.number / self.whole.number, self.scale[1] * amount

    def _parcel(self, households: list[Household]) -> _Parcel:
        return _Parcel(households, self._weights(load_of(households)))

    def weight(self, team: int) -> float:
        """What the team carries of the whole, for its strength."""
        return sum(self.carried[team]) / self.strength[team]

    def lightest(self, teams: Iterable[int]) -> int:
        """The team that carries least; the first of equals."""
        return min(teams, key=self.weight)

    def put(self, parcel: _Parcel, team: int) -> None:
        """Adds the parcel to the team's."""
        self.parcels[team].append(parcel)
        self.carried[team] = _plus(self.carried[team], parcel.weights)

    def take(self, parcel: _Parcel, team: int) -> None:
        """Removes the parcel from the team's."""
        self.parcels[team].remove(parcel)
        self.carried[team] = _minus(self.carried[team], parcel.weights)

    def keep(self, placed: Iterable[Household]) -> None:
        """Starts from where everybody is: a township of a team is one parcel."""
        for team in self.parcels:
            for township in _grouped((one for one in placed if one.team == team), _township):
                self.put(self._parcel(township), team)

    def deal(self, unplaced: Iterable[Household], holders: Mapping[str, frozenset[int]]) -> None:
        """Townships, the heaviest first: to a team that works there and has room, else to the lightest."""
        townships = _grouped(unplaced, _township)
        parcels = sorted(map(self._parcel, townships), key=lambda one: (-sum(one.weights), one.township))
        for parcel in parcels:
            there = [team for team in self.parcels if team in holders.get(parcel.township, ())]
            room = self.mean * (1 + TOLERANCE)
            fitting = [
                team
                for team in there
                if self.weight(team) + sum(parcel.weights) / self.strength[team] <= room
            ]
            self.put(parcel, self.lightest(fitting or self.parcels))

    def even_out(self) -> None:
        """Moves from heavy to light teams, and splits what is too large to move, while that evens out."""
        while self._improve():
            pass

    def _improve(self) -> bool:
        light = self.lightest(self.parcels)
        for heavy in sorted(self.parcels, key=self.weight, reverse=True):
            gap = self.weight(heavy) - self.weight(light)
            if gap <= TOLERANCE * self.mean:
                return False
            if self._move(heavy, light, gap) or self._split(heavy):
                return True
        return False

    def _move(self, heavy: int, light: int, gap: float) -> bool:
        """Moves the parcel that evens the two best, rather of a township where the light one works."""
        # Moved from the one to the other, it must not only turn the difference round.
        effort = (1 / self.strength[heavy] + 1 / self.strength[light]) / 2
        helpful = [one for one in self.parcels[heavy] if 1e-12 < sum(one.weights) * effort < gap - 1e-12]
        if not helpful:
            return False
        near = {one.township for one in self.parcels[light]}

        def cost(parcel: _Parcel) -> tuple[bool, float]:
            left = _minus(self.carried[heavy], parcel.weights)
            right = _plus(self.carried[light], parcel.weights)
            uneven = _squared(left) / self.strength[heavy] + _squared(right) / self.strength[light]
            return parcel.township not in near, uneven

        best = min(helpful, key=cost)
        self.take(best, heavy)
        self.put(best, light)
        return True

    def _split(self, team: int) -> bool:
        """Splits the heaviest parcel that can be: a township to villages, a large village to parts."""
        for parcel in sorted(self.parcels[team], key=lambda one: sum(one.weights), reverse=True):
            parts = self._parts(parcel) if parcel.splits else []
            parcel.splits = len(parts) > 1
            if parcel.splits:
                self.take(parcel, team)
                for part in parts:
                    self.put(part, team)
                return True
        return False

    def _parts(self, parcel: _Parcel) -> list[_Parcel]:
        villages = _grouped(parcel.households, _village)
        if len(villages) > 1:
            return [self._parcel(village) for village in villages]
        parts: list[_Parcel] = []
        room = 0.0
        for household in parcel.households:
            weight = sum(self._weights(Load(1, household.amount)))
            if not parts or weight > room:
                parts.append(_Parcel([], (0.0, 0.0), splits=False))
                room = LARGEST_PIECE * self.mean
            room -= weight
            parts[-1].households.append(household)
            parts[-1].weights = _plus(parts[-1].weights, self._weights(Load(1, household.amount)))
        return parts

    def blocks(self) -> list[Block]:
        """The plan as blocks by township and village; what stayed together is one block again."""
        team_of = {
            one.pk: team
            for team, parcels in self.parcels.items()
            for parcel in parcels
            for one in parcel.households
        }
        parcels = itertools.chain.from_iterable(self.parcels.values())
        everybody = [one for parcel in parcels for one in parcel.households]
        blocks: list[Block] = []
        for township in _grouped(everybody, _township):
            teams = {team_of[one.pk] for one in township}
            if len(teams) == 1:
                name = township[0].township
                blocks.append(Block(name, "", True, False, tuple(township), teams.pop()))
            else:
                blocks += _village_blocks(township, team_of)
        return blocks


def _village_blocks(township: list[Household], team_of: Mapping[int, int]) -> list[Block]:
    blocks = []
    for village in _grouped(township, _village):
        teams = sorted({team_of[one.pk] for one in village})
        for team in teams:
            part = tuple(one for one in village if team_of[one.pk] == team)
            first = part[0]
            blocks.append(Block(first.township, first.village, False, len(teams) > 1, part, team))
    return blocks


def _plus(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return one[0] + other[0], one[1] + other[1]


def _squared(weights: tuple[float, float]) -> float:
    return sum(value * value for value in weights)


def _minus(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return one[0] - other[0], one[1] - other[1]
