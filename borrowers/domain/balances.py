"""What lists and money do to a balance (新名单与已核实还款, pure).

Recovered money is counted from verified repayments alone: no list adds to it or takes from it. The balance is
the bank's to say, and what was verified stands in its books, so:

- A figure that is what the last list said is no news: what was verified since stays deducted.
- A lower figure is the balance as it stands; verified money is in it and is not deducted once more.
- A principal above what is left after verified money, yet below what the last list said, is of a list made
  before all of that money was booked: the lower figure stays, and the row says so.
- A figure above the last list's is the bank's, whatever was verified; the row says that somebody should look.
  Interest grows day by day: a figure between the two is no contradiction.

What comes in after a list goes by its own day. A list speaks of the close of the day before it was loaded,
for banks make it overnight:

- What was paid or taken back before that day, the list's figure holds: the balance stays.
- What was paid on that day or later lowers the balance; a reversal gives back what its payment lowered, and
  the whole payment where the figure of the list held it.
- A verification that is undone gives back what it lowered, as far as the balance stays at or below what the
  list said, less what was taken off since.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from campaign.common.money import ZERO


class Figure(NamedTuple):
    """A balance after a list, yuan, and the verified money since the last one that the list seems to lack."""

    amount: Decimal
    lacking: Decimal = ZERO


class Listed(NamedTuple):
    """When the newest list that said something new of a part of the balance was loaded; its business day."""

    day: date
    at: datetime


# Of principal and of interest.
ListedParts = tuple[Listed | None, Listed | None]
NEVER_LISTED: ListedParts = (None, None)


def after_list(said: Decimal, *, listed: Decimal | None, current: Decimal, grows: bool = False) -> Figure:
    """The balance once a list has `said` it; `listed` is what the last list said, None without one."""
    if listed is None:
        return Figure(said)
    if said == listed:
        return Figure(current)
    verified = listed - current
    if verified <= 0 or said <= current or (grows and said < listed):
        return Figure(said)
    return Figure(current if said < listed else said, verified)


def holds(listed: Listed | None, day: date) -> bool:
    """Whether a list's figure holds already what was paid, or taken back, on `day`."""
    return listed is not None and day < listed.day


def lowers(paid: Decimal, day: date, listed: Listed | None) -> Decimal:
    """What a payment of `day`, known after the list, takes off the balance."""
    return ZERO if holds(listed, day) else paid


def gives_back(
    paid: Decimal, lowered: Decimal, day: date, listed: Listed | None, *, is_held: bool
) -> Decimal:
    """What a reversal of `day` puts on the balance; `is_held` where the list's figure holds the payment."""
    if holds(listed, day):
        return ZERO
    return paid if is_held else lowered
