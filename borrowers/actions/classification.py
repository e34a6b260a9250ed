"""Classifying borrowers: every classification is kept, the latest counts."""

from collections.abc import Mapping

from django.db import transaction

from borrowers.actions import deadlines
from borrowers.domain.classification import Answers, category_of
from borrowers.enums import ClassificationSource, Loss
from borrowers.models import Borrower, Classification, ImportBatch, Loan
from borrowers.models.subcategory import table_in_force
from campaign import audit
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.models import User

CHUNK = 2000


@transaction.atomic
def classify(
    *, borrower: Borrower, answers: Answers, source: ClassificationSource, by: User, reason: str = ""
) -> Classification:
    """Stores the answers with the subcategory they give; the borrower carries it from now on."""
    # Of two people who classify at once, the later row is the one that the borrower carries.
    borrower = Borrower.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=borrower.pk)
    table, version = table_in_force()
    code = table.code_of(answers)
    classification = Classification.objects.create(
        borrower=borrower,
        code=code,
        table=version,
        source=source,
        reason=reason,
        made_by=by,
        **answers._asdict(),
    )
    before = borrower.subcategory
    Borrower.objects.filter(pk=borrower.pk).update(subcategory=code, category=category_of(code))
    if Loss.PERSON_GONE in borrower.classifications.values_list("loss", flat=True)[:2]:
        # Who died, or lives after all: another paper keeps the claims alive.
        deadlines.refresh(borrower.loans.all())
    audit.record(
        AuditKind.BORROWER_CLASSIFIED,
        target=borrower,
        by=by,
        campaign=borrower.campaign,
        reason=reason,
        before=before,
        after=code,
    )
    return classification


@transaction.atomic
def classify_from_list(
    *, campaign: Campaign, answers: Mapping[int, Answers], batch: ImportBatch, by: User | None
) -> int:
    """Classifies the borrowers (by id) whose list gave all six answers and changed them; returns how many.

    A borrower that a person has classified keeps that: a list does not overrule what was seen.
    """
    borrowers = Borrower.objects.filter(campaign=campaign).in_bulk(list(answers))
    by_person = set(
        Classification.objects.filter(borrower__in=borrowers)
        .exclude(source=ClassificationSource.LIST)
        .values_list("borrower_id", flat=True)
    )
    table, version = table_in_force()
    changed = []
    for pk, borrower in borrowers.items():
        code = table.code_of(answers[pk])
        if pk not in by_person and borrower.subcategory != code:
            borrower.subcategory, borrower.category = code, category_of(code)
            changed.append(borrower)
    Classification.objects.bulk_create(
        [
            Classification(
                borrower=borrower,
                code=borrower.subcategory,
                table=version,
                source=ClassificationSource.LIST,
                made_by=by,
                batch=batch,
                **answers[borrower.pk]._asdict(),
            )
            for borrower in changed
        ],
        batch_size=CHUNK,
    )
    Borrower.objects.bulk_update(changed, ["subcategory", "category"], batch_size=500)
    if gone := [one.pk for one in changed if answers[one.pk].loss == Loss.PERSON_GONE]:
        deadlines.refresh(Loan.objects.filter(borrower__in=gone))
    return len(changed)
