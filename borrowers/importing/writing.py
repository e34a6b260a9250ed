"""Writes what a comparison found (写入), in bulk and inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter, itemgetter
from typing import Any

from django.db.models import QuerySet

from borrowers.domain.rows import ANSWERS
from borrowers.enums import LoanState
from borrowers.importing.comparison import Change, Comparison, NewLoan
from borrowers.importing.versions import borrower_version, loan_version
from borrowers.models import Borrower, BorrowerVersion, Guarantor, ImportBatch, Loan, LoanVersion
from borrowers.models.borrower import SUMS
from borrowers.models.loan import restate
from campaign.common.bulk import chunked, insert_many, update_many
from campaign.common.crypto import blind_index
from campaign.common.money import ZERO

_NO_LOANS = (ZERO, 0, 0, False)
# What the list says of a borrower, under the names of the columns.
_SAID = (
    "branch_id",
    "kind",
    "name",
    "identity_number",
    "phone",
    "address",
    "township",
    "village",
    "segment",
    "is_insider",
    "is_public_employee",
    "is_vulnerable",
)
_said = itemgetter(*_SAID)
# Attribute of a loan → field of the row that a new loan takes it from.
_NEW_LOAN = {
    "loan_number": "loan_number",
    "opening_principal": "balance",
    "opening_interest": "interest",
    "contract_number": "contract_number",
    "product": "product",
    "amount": "amount",
    "principal": "balance",
    "interest": "interest",
    "listed_principal": "balance",
    "issued_on": "issued_on",
    "due_on": "due_on",
    "overdue_days": "overdue_days",
    "risk_class": "risk_class",
    "guarantee_kind": "guarantee_kind",
    "is_off_balance": "off_balance",
    "state": "state",
    "manager_name": "manager",
    "extra": "extra",
}
_new_loan = attrgetter(*_NEW_LOAN.values())
# What a list may change of a loan.
_FIXED = frozenset({"loan_number", "opening_principal", "opening_interest"})
_LOAN = (*(name for name in _NEW_LOAN if name not in _FIXED), "listed_interest")
_INDEXED = {"name": "name_index", "phone": "phone_index"}


def write(batch: ImportBatch, found: Comparison, on_step: Callable[[], None]) -> dict[int, Mapping[str, str]]:
    """Makes and changes borrowers, loans and guarantors; returns the answers that were given, by borrower.

    `on_step` is called between the steps, and may stop everything by raising.
    """
    _insert_borrowers(batch, found, _sums(found.new_loans))
    on_step()
    borrowers = found.known_borrowers | _pks(came_with(batch), "identity_index")
    _insert_loans(batch, found, borrowers)
    on_step()
    loans = _pks(Loan.objects.filter(batch=batch), "loan_number")
    _insert_guarantors((loans[one.row.loan_number], one.row.guarantors) for one in found.new_loans)
    _insert_guarantors((one.stored.pk, one.guarantors) for one in found.changed_loans)
    on_step()
    _update_loans(batch, found.changed_loans)
    on_step()
    _update_borrowers(batch, found.changed_borrowers)
    _restate_known(found)
    on_step()
    return {
        borrowers[index]: dict(zip(ANSWERS, given, strict=True)) for index, given in found.answers.items()
    }


def came_with(batch: ImportBatch) -> "QuerySet[Borrower]":
    """The borrowers that the batch made: they bear the moment of the import."""
    if batch.imported_at is None:
        return Borrower.objects.none()
    return Borrower.objects.filter(campaign=batch.campaign, created_at=batch.imported_at)


def _pks(rows: Any, key: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(key, "pk"))


def _sums(new_loans: Iterable[NewLoan]) -> dict[str, tuple[Any, ...]]:
    """What `restate` would write onto borrowers that have no other loans, in the order of `SUMS`."""
    sums: dict[str, tuple[Any, ...]] = defaultdict(lambda: _NO_LOANS)
    for one in new_loans:
        row = one.row
        if row.state == LoanState.OPEN:
            owed, overdue, count, off = sums[one.borrower]
            sums[one.borrower] = (
                owed + (row.balance or ZERO) + row.interest,
                max(overdue, row.overdue_days or 0),
                count + 1,
                off or row.off_balance,
            )
    return sums


def _restate_known(found: Comparison) -> None:
    """The sums of borrowers who were known before and whose loans the list changed or added to."""
    known = {found.known_borrowers.get(one.borrower) for one in found.new_loans} - {None}
    changed = known | {one.stored.borrower_id for one in found.changed_loans}
    for chunk in chunked(sorted(changed)):
        restate(Borrower.objects.filter(pk__in=chunk))


def _insert_borrowers(batch: ImportBatch, found: Comparison, sums: Mapping[str, tuple[Any, ...]]) -> None:
    fixed = {
        "campaign": batch.campaign_id,
        "etiquette": "",
        "category": "",
        "subcategory": "",
        "created_at": batch.imported_at,
    }
    said = (name.removesuffix("_id") for name in _SAID)
    common = tuple(fixed.values())
    insert_many(
        Borrower,
        (*fixed, *said, "identity_index", "name_index", "phone_index", *SUMS),
        (
            (
                *common,
                *_said(values),
                index,
                blind_index(values["name"]),
                blind_index(values["phone"]),
                *sums[index],
            )
            for index, rows in found.new_borrowers.items()
            for values in [found.said_of(rows)]
        ),
    )


def _insert_loans(batch: ImportBatch, found: Comparison, borrowers: Mapping[str, int]) -> None:
    """What the list does not say is as blank in its row as it is in the table."""
    fixed = (batch.campaign_id, batch.pk)
    insert_many(
        Loan,
        ("campaign", "batch", "borrower", "row_digest", "listed_interest", *_NEW_LOAN),
        (
            (
                *fixed,
                borrowers[one.borrower],
                one.digest,
                one.row.interest if one.says_interest else None,
                *_new_loan(one.row),
            )
            for one in found.new_loans
        ),
    )


def _insert_guarantors(given: Iterable[tuple[int, tuple[str, ...]]]) -> None:
    """A guarantor stands once at a loan, however the name is spelt."""
    rows = {(loan, blind_index(name)): name for loan, names in given for name in names}
    insert_many(
        Guarantor,
        ("loan", "name", "name_index", "phone"),
        ((loan, name, index, "") for (loan, index), name in rows.items()),
    )


def _update_loans(batch: ImportBatch, changes: list[Change]) -> None:
    update_many(
        Loan,
        ("row_digest", *_LOAN),
        (
            [
                one.digest,
                *(one.after.get(name, getattr(one.stored, name)) for name in _LOAN),
                one.stored.pk,
            ]
            for one in changes
        ),
    )
    insert_many(
        LoanVersion,
        ("loan", "batch", "before", "after"),
        (
            (
                one.stored.pk,
                batch.pk,
                loan_version(one.before | {"row_digest": one.stored.row_digest}),
                loan_version(one.after | {"row_digest": one.digest})
                | {"guarantors": [blind_index(name) for name in one.guarantors]},
            )
            for one in changes
        ),
    )


def _update_borrowers(batch: ImportBatch, changes: list[Change]) -> None:
    for one in changes:
        for name, index in _INDEXED.items():
            if name in one.after:
                one.before[index] = getattr(one.stored, index)
                one.after[index] = blind_index(one.after[name])
        for name, value in one.after.items():
            setattr(one.stored, name, value)
    names = sorted({name for one in changes for name in one.after})
    for chunk in chunked(changes):
        columns = [name.removesuffix("_id") for name in names]
        update_many(
            Borrower,
            columns,
            ([*(getattr(one.stored, name) for name in names), one.stored.pk] for one in chunk),
        )
    insert_many(
        BorrowerVersion,
        ("borrower", "batch", "before", "after"),
        (
            (one.stored.pk, batch.pk, borrower_version(one.before), borrower_version(one.after))
            for one in changes
        ),
    )
