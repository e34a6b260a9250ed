"""What a list brings, changes, and no longer has (名单变化): what the pages about it show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from borrowers.enums import BatchState
from borrowers.importing.versions import SHOWN, loan_values
from borrowers.models import GoneLoan, ImportBatch, Loan, LoanVersion
from campaign.common.money import ZERO, display


class Kind(StrEnum):
    """What can be listed; part of an address."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


TITLES = {
    Kind.NEW: gettext_lazy("New loans"),
    Kind.CHANGED: gettext_lazy("Changed loans"),
    Kind.GONE: gettext_lazy("No longer in the list"),
}


@dataclass(frozen=True, slots=True)
class NewLine:
    """A loan that the list brings."""

    loan_number: str
    balance: Decimal


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of a loan, before and after, as people read it."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A loan of which the list says something else."""

    loan_number: str
    values: list[ValueChange]


@dataclass(frozen=True, slots=True)
class Changes:
    """What importing the list changes or has changed, and how many loans it no longer has."""

    new_borrowers: int
    changed_borrowers: int
    gone: int
    gone_balance: Decimal
    gone_interest: Decimal


def changes_of(batch: ImportBatch) -> Changes:
    """The figures; loans that are gone stay as they are."""
    kept = batch.found.get("changes", {})
    sums = batch.gone.aggregate(principal=Sum("loan__principal"), interest=Sum("loan__interest"))
    return Changes(
        new_borrowers=kept.get("new_borrowers", 0),
        changed_borrowers=kept.get("changed_borrowers", 0),
        gone=kept.get("gone", 0),
        gone_balance=sums["principal"] or ZERO,
        gone_interest=sums["interest"] or ZERO,
    )


def listed(batch: ImportBatch, kind: Kind) -> Any:
    """What is to be paged: rows of the database, or before the import the sample that was kept."""
    sample = batch.found.get("changes", {})
    is_imported = batch.state == BatchState.IMPORTED
    if kind == Kind.GONE:
        return gone_loans(batch)
    if kind == Kind.NEW:
        return _new_loans(batch) if is_imported else sample.get("new_sample", [])
    return _versions(batch) if is_imported else sample.get("changed_sample", [])


def lines_of(kind: Kind, page: Iterable[Any]) -> list[Any]:
    """One page of `listed`, ready to be shown."""
    if kind == Kind.NEW:
        return [NewLine(number, Decimal(balance)) for number, balance in page]
    if kind == Kind.CHANGED:
        return [_changed(one) for one in page]
    return list(page)


def gone_loans(batch: ImportBatch) -> "QuerySet[GoneLoan]":
    """Loans that are no longer in the list, with their borrowers."""
    rows: QuerySet[GoneLoan] = batch.gone.select_related("loan__borrower__branch")
    return rows.order_by("loan__loan_number")


def _new_loans(batch: ImportBatch) -> Any:
    return (
        Loan.objects.filter(batch=batch)
        .order_by("loan_number")
        .values_list("loan_number", "opening_principal")
    )


def _versions(batch: ImportBatch) -> "QuerySet[LoanVersion]":
    """Versions of which people see something; others only keep what the list said."""
    seen = Q(after__has_any_keys=list(SHOWN)) | ~Q(after__guarantors=[])
    versions = LoanVersion.objects.filter(seen, batch=batch)
    return versions.select_related("loan").order_by("loan__loan_number")


def _changed(one: LoanVersion | Mapping[str, Any]) -> ChangedLine:
    if isinstance(one, LoanVersion):
        number, before, after = one.loan.loan_number, one.before, one.after
        guarantors = len(after.get("guarantors", []))
    else:
        number, before, after = one["loan_number"], one["before"], one["after"]
        guarantors = one["guarantors"]
    values = [
        ValueChange(_label(name), _shown(name, before.get(name)), _shown(name, after[name]))
        for name in SHOWN
        if name in after
    ]
    if guarantors:
        added = ngettext("%(n)s new", "%(n)s new", guarantors) % {"n": guarantors}
        values.append(ValueChange(gettext("guarantors"), "", added))
    if "extra" in after:
        values.append(ValueChange(gettext("Further columns of the list"), "", gettext("changed")))
    return ChangedLine(number, values)


def _label(name: str) -> str:
    return str(_column(name).verbose_name)


def _column(name: str) -> Any:
    return Loan._meta.get_field(name)


def _shown(name: str, value: Any) -> str:
    """A value of a version as people read it: money to the fen, choices by their words."""
    if value in (None, ""):
        return ""
    value = loan_values({name: value})[name]
    if isinstance(value, Decimal):
        return display(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    choices = dict(_column(name).flatchoices)
    return str(choices.get(value, value))
