"""Writes what a comparison found (写入), in bulk and inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
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
_BORROWER = (
    "campaign",
    "branch",
    "kind",
    "name",
    "name_index",
    "identity_number",
    "identity_index",
    "phone",
    "phone_index",
    "address",
    "township",
    "village",
    "segment",
    "etiquette",
    "is_insider",
    "is_public_employee",
    "is_vulnerable",
    "category",
    "subcategory",
    "created_at",
    *SUMS,
)
# A new loan's values where the list says nothing.
_LOAN_DEFAULTS: dict[str, Any] = {
    "contract_number": "",
    "product": "",
    "amount": None,
    "principal": ZERO,
    "interest": ZERO,
    "listed_principal": None,
    "listed_interest": None,
    "issued_on": None,
    "due_on": None,
    "overdue_days": None,
    "risk_class": "",
    "guarantee_kind": "",
    "is_off_balance": False,
    "state": "",
    "manager_name": "",
    "extra": "",
}
_INDEXED = {"name": "name_index", "phone": "phone_index"}


def write(batch: ImportBatch, found: Comparison, on_step: Callable[[], None]) -> dict[int, Mapping[str, str]]:
    """Makes and changes borrowers, loans and guarantors; returns the answers that were given, by borrower.

    `on_step` is called between the steps, and may stop everything by raising.
    """
    _insert_borrowers(batch, found.new_borrowers, _sums(found.new_loans))
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
        values = one.values
        if values.get("state") == LoanState.OPEN:
            owed, overdue, count, off = sums[one.borrower]
            sums[one.borrower] = (
                owed + values["principal"] + values.get("interest", ZERO),
                max(overdue, values.get("overdue_days") or 0),
                count + 1,
                off or values.get("is_off_balance", False),
            )
    return sums


def _restate_known(found: Comparison) -> None:
    """The sums of borrowers who were known before and whose loans the list changed or added to."""
    known = {found.known_borrowers.get(one.borrower) for one in found.new_loans} - {None}
    changed = known | {one.stored.borrower_id for one in found.changed_loans}
    for chunk in chunked(sorted(changed)):
        restate(Borrower.objects.filter(pk__in=chunk))


def _insert_borrowers(
    batch: ImportBatch, new: Mapping[str, dict[str, Any]], sums: Mapping[str, tuple[Any, ...]]
) -> None:
    common = {
        "campaign": batch.campaign_id,
        "etiquette": "",
        "category": "",
        "subcategory": "",
        "created_at": batch.imported_at,
    }
    rows = (
        values
        | common
        | {
            "branch": values["branch_id"],
            "identity_index": index,
            "name_index": blind_index(values["name"]),
            "phone_index": blind_index(values["phone"]),
        }
        | dict(zip(SUMS, sums[index], strict=True))
        for index, values in new.items()
    )
    insert_many(Borrower, _BORROWER, ([values[name] for name in _BORROWER] for values in rows))


def _insert_loans(batch: ImportBatch, found: Comparison, borrowers: Mapping[str, int]) -> None:
    fixed = (
        "campaign",
        "batch",
        "borrower",
        "loan_number",
        "row_digest",
        "opening_principal",
        "opening_interest",
    )
    insert_many(
        Loan,
        [*fixed, *_LOAN_DEFAULTS],
        (
            [
                batch.campaign_id,
                batch.pk,
                borrowers[one.borrower],
                one.row.loan_number,
                one.digest,
                one.values["principal"],
                one.values.get("interest", ZERO),
                *(one.values.get(name, default) for name, default in _LOAN_DEFAULTS.items()),
            ]
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
    names = ("row_digest", *_LOAN_DEFAULTS)
    update_many(
        Loan,
        names,
        (
            [
                one.digest,
                *(one.after.get(name, getattr(one.stored, name)) for name in _LOAN_DEFAULTS),
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
