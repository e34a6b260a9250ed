"""The way of a list through the actions, for tests."""

from borrowers.actions import import_undo
from borrowers.actions import imports as actions
from borrowers.enums import BatchState
from borrowers.models import (
    Borrower,
    BorrowerVersion,
    Classification,
    Guarantor,
    ImportBatch,
    Loan,
    LoanVersion,
)
from campaign.actions import jobs
from campaign.models import Campaign
from teams.models import User

STORED = (Borrower, Loan, Guarantor, Classification, LoanVersion, BorrowerVersion)


def received(campaign: Campaign, clerk: User, content: bytes, **values) -> ImportBatch:
    """An upload that waits for its background job."""
    given = {"branch": campaign.branch, "file_name": "清单.xlsx", **values}
    return actions.upload(campaign=campaign, content=content, by=clerk, **given)


def uploaded(campaign: Campaign, clerk: User, content: bytes, **values) -> ImportBatch:
    """An upload whose background job has run."""
    batch = received(campaign, clerk, content, **values)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    return batch


def imported(campaign: Campaign, clerk: User, content: bytes, **values) -> ImportBatch:
    """The whole way."""
    batch = uploaded(campaign, clerk, content, **values)
    assert batch.state == BatchState.READY, batch.code
    assert actions.confirm(batch=batch, by=clerk)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    assert batch.state == BatchState.IMPORTED
    return batch


def undone(batch: ImportBatch, clerk: User) -> ImportBatch:
    """The import taken back."""
    import_undo.undo(batch=batch, by=clerk)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    return batch


def counts() -> list[int]:
    """How many there are of everything that an import writes."""
    return [model.objects.count() for model in STORED]
