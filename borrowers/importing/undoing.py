"""Takes back what a batch wrote (撤销导入), as long as nothing hangs on it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from borrowers.importing.versions import borrower_values, loan_values
from borrowers.importing.writing import came_with
from borrowers.models import (
    Borrower,
    BorrowerVersion,
    ClaimDeadline,
    Classification,
    GoneLoan,
    Guarantor,
    ImportBatch,
    Loan,
    LoanVersion,
    Repayment,
)
from borrowers.models.loan import restate
from campaign.common.bulk import chunked, update_many

# A sentence part for each thing in the way, with how many there are.
Obstacle = tuple[str | Promise, int]


def obstacles(batch: ImportBatch) -> list[Obstacle]:
    """What keeps the batch from being undone: work that hangs on it, or a later list."""
    loans, borrowers = _made(batch)
    changed = LoanVersion.objects.filter(batch=batch).values("loan")
    later = (
        LoanVersion.objects.standing()
        .exclude(batch=batch)
        .filter(Q(loan__in=loans) | Q(loan__in=changed), batch__imported_at__gt=batch.imported_at)
    )
    found: list[Obstacle] = [(_("changes by a later list"), later.count())]
    decided = Repayment.objects.filter(loan__in=changed, decided_at__gt=batch.imported_at)
    found.append((_("repayments decided since on loans that it changed"), decided.count()))
    found += _hanging(Borrower, borrowers, batch, own={Loan, BorrowerVersion})
    found += _hanging(Loan, loans, batch, own={Guarantor, LoanVersion, ClaimDeadline, GoneLoan})
    return [(what, count) for what, count in found if count]


# A loan, what it was before, and the hashes of the guarantors' names that the batch added.
Earlier = tuple[int, Mapping[str, Any], list[str]]


def earlier_loans(batch: ImportBatch, report: Callable[[int, int], None]) -> list[Earlier]:
    """What the loans that the batch changed were before, opened ahead of the transaction that restores."""
    versions = LoanVersion.objects.filter(batch=batch)
    total = versions.count()
    found: list[Earlier] = []
    for one in versions.iterator(chunk_size=2000):
        found.append((one.loan_id, loan_values(one.before), one.after.get("guarantors", [])))
        if len(found) % 2000 == 0:
            report(len(found), total)
    return found


def undo(batch: ImportBatch, earlier: list[Earlier]) -> None:
    """Deletes what the batch made and puts back what it changed; the caller has asked for obstacles."""
    loans, borrowers = _made(batch)
    made = list(borrowers.values_list("pk", flat=True))
    kept = set(_owners(loans, batch)).difference(made)
    _restore_loans(earlier)
    batch.gone.all().delete()
    GoneLoan.objects.filter(loan__in=loans).delete()
    Guarantor.objects.filter(loan__in=loans).delete()
    loans.delete()
    classified = set(Classification.objects.filter(batch=batch).values_list("borrower_id", flat=True))
    Classification.objects.filter(batch=batch).delete()
    for chunk in chunked(made):
        Borrower.objects.filter(pk__in=chunk, loans=None).delete()
    for chunk in chunked(sorted(kept)):
        restate(Borrower.objects.filter(pk__in=chunk))
    _restore_borrowers(batch)
    _restore_classifications(classified.difference(made))


def _made(batch: ImportBatch) -> tuple["models.QuerySet[Loan]", "models.QuerySet[Borrower]"]:
    """The loans that the batch brought, and the borrowers that came with it and have no other loan."""
    loans = Loan.objects.filter(batch=batch).order_by()
    others = Loan.objects.filter(borrower=models.OuterRef("pk")).exclude(batch=batch)
    borrowers = came_with(batch).filter(~models.Exists(others)).order_by()
    return loans, borrowers


def _owners(made: "models.QuerySet[Loan]", batch: ImportBatch) -> Iterator[int]:
    """The borrowers whose loans the batch brought or changed."""
    yield from made.values_list("borrower_id", flat=True)
    yield from LoanVersion.objects.filter(batch=batch).order_by().values_list("loan__borrower_id", flat=True)


def _hanging(
    model: type[models.Model],
    made: "models.QuerySet[Any]",
    batch: ImportBatch,
    *,
    own: set[type[models.Model]],
) -> Iterator[Obstacle]:
    """Rows of any app that point at what was made, found by their relations: this app knows none above it."""
    for relation in model._meta.related_objects:
        related = relation.related_model
        if related in own:
            continue
        rows = related._default_manager.filter(**{f"{relation.field.name}__in": made})
        if related is Classification:
            rows = rows.exclude(batch=batch)
        yield str(related._meta.verbose_name), rows.count()


def _restore_loans(earlier: list[Earlier]) -> None:
    _put_back(Loan, ((pk, before) for pk, before, _added in earlier))
    for pk, _before, added in earlier:
        if added:
            Guarantor.objects.filter(loan=pk, name_index__in=added).delete()


def _restore_borrowers(batch: ImportBatch) -> None:
    """Puts back what still is as the batch left it; what a person has changed since stays."""

    def still_so(version: BorrowerVersion) -> dict[str, Any]:
        after = borrower_values(version.after)
        return {
            name: value
            for name, value in borrower_values(version.before).items()
            if getattr(version.borrower, name) == after[name]
        }

    versions = BorrowerVersion.objects.filter(batch=batch).select_related("borrower")
    _put_back(Borrower, ((one.borrower_id, still_so(one)) for one in versions.iterator(chunk_size=2000)))


def _put_back(model: type[models.Model], rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Each row's values into its columns, those with the same columns together."""
    by_names: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    for pk, values in rows:
        names = tuple(sorted(values))
        by_names[names].append([*(values[name] for name in names), pk])
    for names, same in by_names.items():
        if names:
            update_many(model, [name.removesuffix("_id") for name in names], same)


def _restore_classifications(borrowers: set[int]) -> None:
    """Each borrower that the batch had classified carries the classification before it, or none."""
    for pk in borrowers:
        latest = Classification.objects.filter(borrower=pk).first()
        code = latest.code if latest else ""
        Borrower.objects.filter(pk=pk).update(subcategory=code, category=code[:1])
