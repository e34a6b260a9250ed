"""What a contact with a borrower must keep to (阳光清收): facts and a policy in, broken rules out.

Quiet hours are from GB/T 45251-2025, two colleagues at a door and the shown identity from the industry
guideline of 2026; the end of the bank's visiting day and one visit a day are the bank's own setting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from campaign.domain.contact_hours import ContactHours, since_midnight
from fieldwork.enums import BREACHES, ViolationCode


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers that a bank may set; the hours come from the campaign."""

    hours: ContactHours
    min_colleagues: int = 2
    visits_a_day: int = 1


@dataclass(frozen=True, slots=True)
class Contact:
    """A visit as planned or as it happened. `at` is the local wall-clock time."""

    at: time
    colleagues: int = 2
    at_a_door: bool = True
    somebody_met: bool = True
    identity_shown: bool = True
    earlier_visits_that_day: int = 0
    on_hold: bool = False


Broken = Callable[[Contact, Policy], bool]


def _in_quiet_hours(contact: Contact, policy: Policy) -> bool:
    begins = since_midnight(contact.at)
    return policy.hours.touch(begins, begins + timedelta.resolution)


def _too_late(contact: Contact, policy: Policy) -> bool:
    return contact.at >= policy.hours.visits_until and not _in_quiet_hours(contact, policy)


def _alone(contact: Contact, policy: Policy) -> bool:
    return contact.at_a_door and contact.colleagues < policy.min_colleagues


def _identity_not_shown(contact: Contact, policy: Policy) -> bool:
    return contact.at_a_door and contact.somebody_met and not contact.identity_shown


def _too_often(contact: Contact, policy: Policy) -> bool:
    return contact.earlier_visits_that_day >= policy.visits_a_day


def _on_hold(contact: Contact, policy: Policy) -> bool:
    return contact.on_hold


RULES: tuple[tuple[ViolationCode, Broken], ...] = (
    (ViolationCode.QUIET_HOURS, _in_quiet_hours),
    (ViolationCode.LATE_VISIT, _too_late),
    (ViolationCode.ALONE, _alone),
    (ViolationCode.IDENTITY_NOT_SHOWN, _identity_not_shown),
    (ViolationCode.TOO_OFTEN, _too_often),
    (ViolationCode.ON_HOLD, _on_hold),
)


def violations(contact: Contact, policy: Policy) -> list[ViolationCode]:
    """Every rule the contact breaks, in the order of the table; none for a lawful contact (空列表即合规)."""
    return [code for code, is_broken in RULES if is_broken(contact, policy)]


def breaches(codes: list[ViolationCode]) -> list[ViolationCode]:
    """Those that manager and compliance see; the others are a warning that asks for a reason."""
    return [code for code in codes if code in BREACHES]
