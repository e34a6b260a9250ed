"""What the filters of the register mean, from plain values: of an address, or stored with an export."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q

from borrowers.domain.bands import BANDS
from borrowers.enums import LoanState
from borrowers.enums.register import Fit, Mark, OverdueBand, Sheet
from borrowers.models import Borrower
from borrowers.queries import register as queries
from campaign.common.crypto import make_token, open_token
from campaign.models import Campaign
from teams.models import User

NONE = "none"
# Overdue for the first time this quarter.
NEW_DAYS = 90


def search_token(user: User, text: str) -> str:
    """A search for a person, sealed for an address; it opens for nobody but the searcher."""
    return make_token(text, _label(user))


def searched_text(user: User, token: str) -> str | None:
    """What `search_token` was given; None for a token that is not this person's."""
    return open_token(token, _label(user)) if token else ""


def condition(campaign: Campaign, user: User, chosen: Mapping[str, str]) -> Q:
    """The condition that all the filters make together; the values are those that the form found valid."""
    searched = searched_text(user, chosen.get("who", ""))
    found = Q(pk__in=[]) if searched is None else Q()
    conditions = _conditions(campaign, searched or "")
    for name, value in chosen.items():
        found &= conditions.get(name, _same(name))(value)
    return found


def _label(user: User) -> str:
    return f"register.search.{user.pk}"


def _conditions(campaign: Campaign, searched: str) -> dict[str, Callable[[Any], Q]]:
    """What a filter asks for, where that is more than a column with its value."""
    return {
        "q": lambda text: queries.found_in_the_open(campaign, text),
        "who": lambda _token: queries.found(campaign, searched),
        "branch": lambda key: queries.of_branch(int(key)),
        "team": _key_or_none("team"),
        "member": _key_or_none("member"),
        "category": lambda code: Q(category="" if code == NONE else code),
        "band": _in_band,
        "owed_from": lambda amount: Q(total_owed__gte=amount),
        "owed_to": lambda amount: Q(total_owed__lte=amount),
        "sheet": lambda side: Q(has_off_balance=side == Sheet.OFF),
        "state": lambda state: Q(open_loans__gt=0) if state == LoanState.OPEN else Q(open_loans=0),
        "fit": lambda fit: Borrower.objects.is_fit() if fit == Fit.YES else ~Borrower.objects.is_fit(),
        "mark": lambda mark: _marked(Mark(mark), campaign.large_balance),
    }


def _same(name: str) -> Callable[[Any], Q]:
    return lambda value: Q(**{name: value})


def _key_or_none(name: str) -> Callable[[str], Q]:
    return lambda key: Q(**{name: None if key == NONE else int(key)})


def _in_band(code: str) -> Q:
    first, last = BANDS[OverdueBand(code)]
    return Q(longest_overdue__gte=first) if last is None else Q(longest_overdue__range=(first, last))


def _marked(mark: Mark, large: Decimal) -> Q:
    if mark == Mark.LARGE:
        return Q(total_owed__gte=large)
    if mark == Mark.NEW:
        return Q(longest_overdue__range=(1, NEW_DAYS))
    return Q(**{f"is_{mark.value}": True})
