"""What a newer list does to a balance from which verified money was taken (新名单与已核实还款).

Recovered money is counted from verified repayments alone: no list adds to it or takes from it. The balance is
the bank's to say, and what was verified stands in its books, so:

- A figure that is what the last list said is no news: what was verified since stays deducted.
- A lower figure is the balance as it stands; verified money is in it and is not deducted once more.
- A principal above what is left after verified money, yet below what the last list said, is of a list made
  before all of that money was booked: the lower figure stays, and the row says so.
- A figure above the last list's is the bank's, whatever was verified; the row says that somebody should look.
  Interest grows day by day: a figure between the two is no contradiction.
"""

from decimal import Decimal
from typing import NamedTuple


class Figure(NamedTuple):
    """A balance after a list, yuan, and the verified money since the last one that the list seems to lack."""

    amount: Decimal
    lacking: Decimal = Decimal(0)


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
