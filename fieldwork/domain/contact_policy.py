"""What a contact with a borrower must keep to (阳光清收): facts and a policy in, broken rules out.

Each rule's source stands in the table of rules (`fieldwork/queries/rulebook.py`), which names them by code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from campaign.domain.contact_hours import ContactHours, since_midnight
from fieldwork.enums import BREACHES, THIRD_PERSONS, Met, ViolationCode

# What nobody but who owes may hear (R13); a hit asks what was said. 借款人 alone says nothing of a debt.
DEBT_WORDS = ("欠款", "欠钱", "欠债", "逾期", "贷款", "债务", "催收", "还款", "还钱")
# Threats, and the authorities that a bank is not (R50, R51, R54).
RISKY_WORDS = (
    "法院", "公安", "派出所", "警察", "传票", "拘留", "坐牢", "抓人", "抓你", "黑名单", "曝光", "后果自负",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers that a bank may set; the hours come from the campaign."""

    hours: ContactHours
    min_colleagues: int = 2
    max_colleagues: int = 4
    visits_a_day: int = 1
    visits_a_week: int = 3


@dataclass(frozen=True, slots=True)
class Claims:
    """What the deadlines say of the borrower's open loans.

    `guarantor_liable`: True where one of the guarantors still is, False where all are released or have the
    defence of limitation, None where nobody knows.
    """

    has_lapsed: bool = False
    guarantor_liable: bool | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A visit as planned or as it happened. `at` is the local wall-clock time, `text` what was noted of it.

    `refused_by`: the third persons of this borrower who want no more contact, by who they are.
    """

    at: time
    colleagues: int = 2
    at_a_door: bool = True
    met: str = Met.BORROWER
    identity_shown: bool = True
    text: str = ""
    earlier_visits_that_day: int = 0
    earlier_visits_that_week: int = 0
    on_hold: bool = False
    is_vulnerable: bool = False
    is_deceased: bool = False
    is_lost: bool = False
    refused_by: frozenset[str] = frozenset()
    claims: Claims = Claims()


Broken = Callable[[Contact, Policy], bool]


def _in_quiet_hours(contact: Contact, policy: Policy) -> bool:
    begins = since_midnight(contact.at)
    return policy.hours.touch(begins, begins + timedelta.resolution)


def _too_late(contact: Contact, policy: Policy) -> bool:
    return contact.at >= policy.hours.visits_until and not _in_quiet_hours(contact, policy)


def _alone(contact: Contact, policy: Policy) -> bool:
    return contact.at_a_door and contact.colleagues < policy.min_colleagues


def _crowd(contact: Contact, policy: Policy) -> bool:
    return contact.at_a_door and contact.colleagues > policy.max_colleagues


def _identity_not_shown(contact: Contact, policy: Policy) -> bool:
    return contact.at_a_door and contact.met != Met.NOBODY and not contact.identity_shown


def _too_often(contact: Contact, policy: Policy) -> bool:
    return contact.earlier_visits_that_day >= policy.visits_a_day


def _too_often_that_week(contact: Contact, policy: Policy) -> bool:
    return contact.earlier_visits_that_week >= policy.visits_a_week


def _on_hold(contact: Contact, policy: Policy) -> bool:
    return contact.on_hold


def _vulnerable(contact: Contact, policy: Policy) -> bool:
    return contact.is_vulnerable


def _deceased(contact: Contact, policy: Policy) -> bool:
    return contact.is_deceased


def _lapsed(contact: Contact, policy: Policy) -> bool:
    return contact.claims.has_lapsed


def _guarantor_free(contact: Contact, policy: Policy) -> bool:
    return contact.met == Met.GUARANTOR and contact.claims.guarantor_liable is False


def _guarantor_unclear(contact: Contact, policy: Policy) -> bool:
    return contact.met == Met.GUARANTOR and contact.claims.guarantor_liable is None


def _third_person(contact: Contact, policy: Policy) -> bool:
    # Family opens the borrower's own door: nobody sought them out.
    return contact.met == Met.OTHER and not (contact.is_lost or contact.is_deceased)


def _third_person_refused(contact: Contact, policy: Policy) -> bool:
    return contact.met in THIRD_PERSONS and contact.met in contact.refused_by


def _debt_told(contact: Contact, policy: Policy) -> bool:
    return contact.met in THIRD_PERSONS and any(word in contact.text for word in DEBT_WORDS)


def _risky_words(contact: Contact, policy: Policy) -> bool:
    return any(word in contact.text for word in RISKY_WORDS)


RULES: tuple[tuple[ViolationCode, Broken], ...] = (
    (ViolationCode.QUIET_HOURS, _in_quiet_hours),
    (ViolationCode.LATE_VISIT, _too_late),
    (ViolationCode.ALONE, _alone),
    (ViolationCode.CROWD, _crowd),
    (ViolationCode.IDENTITY_NOT_SHOWN, _identity_not_shown),
    (ViolationCode.TOO_OFTEN, _too_often),
    (ViolationCode.TOO_OFTEN_WEEK, _too_often_that_week),
    (ViolationCode.ON_HOLD, _on_hold),
    (ViolationCode.VULNERABLE, _vulnerable),
    (ViolationCode.DECEASED, _deceased),
    (ViolationCode.LAPSED, _lapsed),
    (ViolationCode.GUARANTOR_FREE, _guarantor_free),
    (ViolationCode.GUARANTOR_UNCLEAR, _guarantor_unclear),
    (ViolationCode.THIRD_PERSON, _third_person),
    (ViolationCode.THIRD_PERSON_REFUSED, _third_person_refused),
    (ViolationCode.DEBT_TOLD, _debt_told),
    (ViolationCode.RISKY_WORDS, _risky_words),
)


def violations(contact: Contact, policy: Policy) -> list[ViolationCode]:
    """Every rule the contact breaks, in the order of the table; none for a lawful contact (空列表即合规)."""
    return [code for code, is_broken in RULES if is_broken(contact, policy)]


def breaches(codes: list[ViolationCode]) -> list[ViolationCode]:
    """Those that manager and compliance see; the others are a warning that asks for a reason."""
    return [code for code in codes if code in BREACHES]
