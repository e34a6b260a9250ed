"""Cases without progress move on (波浪式流转): since when they lie still, and to whom they go (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fieldwork.enums import WaveTarget


@dataclass(frozen=True, slots=True)
class Hands:
    """In whose hands a case is: a team and, if anybody is in charge, a member of it."""

    team: int
    member: int | None = None


def still_since(field_days: Sequence[date], today: date, idle_days: int) -> date | None:
    """Who made no progress from this day on lies still: the n-th last day in the field before today.

    None while the campaign has not had so many days in the field: today still has its chance.
    """
    past = sorted(day for day in field_days if day < today)
    return past[-idle_days] if idle_days and len(past) >= idle_days else None


def next_hands(
    now: Hands, target: WaveTarget, teams: Sequence[int], members: Mapping[int, Sequence[int]]
) -> Hands | None:
    """The next member of the team, or the next team that has people; round and round.

    Where a team has nobody else, the case goes to the next team. None when there is nowhere else to go.
    """
    if target is WaveTarget.MEMBER:
        mates = [one for one in members.get(now.team, ()) if one != now.member]
        if mates:
            return Hands(now.team, _after(now.member, members[now.team]))
    others = [one for one in teams if members.get(one)]
    team = _after(now.team, others)
    return None if team is None or team == now.team else Hands(team)


def _after(one: int | None, ring: Sequence[int]) -> int | None:
    if not ring:
        return None
    place = ring.index(one) + 1 if one in ring else 0
    return ring[place % len(ring)]
