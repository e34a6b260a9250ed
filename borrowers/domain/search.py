"""What a text typed into the search may mean (检索), cleaned as a list's cells are, so that hashes agree."""

from contextlib import suppress
from typing import NamedTuple

from borrowers.domain import cells
from borrowers.domain.identity import read_identity
from borrowers.domain.problems import BadCell
from campaign.common.masking import mask_identity_number, mask_name, mask_phone

_SHORTEST_NUMBER = 15


class Readings(NamedTuple):
    """The values that a text may be, each as it would be stored."""

    names: tuple[str, ...]
    identity_numbers: tuple[str, ...]
    phones: tuple[str, ...]


def personal_readings(text: str) -> Readings:
    """The text as a whole name, identity number or phone; several spellings of one are tried."""
    names = [text]
    with suppress(BadCell):
        names.append(cells.name(text))
    numbers = ["".join(text.split()).upper()]
    with suppress(BadCell):
        numbers.append(read_identity(text).number)
    phones, _understood = cells.phones(text)
    return Readings(*(tuple(dict.fromkeys(some)) for some in (names, numbers, phones)))


def masked(text: str) -> str:
    """What was searched for as a page may show it again: nobody looks over a shoulder at a whole number."""
    plain = "".join(text.split())
    if cells.phones(text)[0]:
        return mask_phone(plain)
    return mask_identity_number(plain) if len(plain) >= _SHORTEST_NUMBER else mask_name(text)
