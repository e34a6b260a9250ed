"""Deciding anew, by the table in force, what earlier answers give."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from borrowers.domain.classification import category_of
from borrowers.enums import ClassificationSource
from borrowers.models import Borrower, Classification
from borrowers.models.subcategory import table_in_force
from borrowers.queries.reclassification import answers_in, changed_by_table, counting
from campaign import audit
from campaign.actions import jobs
from campaign.common.bulk import chunked
from campaign.common.jobs import Payload, Progress, handles
from campaign.enums import JOB_ENDED, AuditKind
from campaign.models import Campaign, Job
from teams.models import User

JOB_KIND = "classify_anew"
# Borrowers in one transaction: it holds the database for a fraction of a second.
CHUNK = 500


@transaction.atomic
def request_classify_anew(*, campaign: Campaign, by: User) -> Job:
    """Queues it; asked for again while it runs it is the same."""
    ended = Job.objects.filter(kind=JOB_KIND, campaign=campaign, state__in=JOB_ENDED).count()
    return jobs.enqueue(
        kind=JOB_KIND,
        key=f"{JOB_KIND}:{campaign.pk}:{ended}",
        campaign=campaign,
        payload={"campaign": campaign.pk, "by": by.pk},
    )


@handles(JOB_KIND)
def run_classify_anew(payload: Payload, progress: Progress) -> str:
    """Decides chunk by chunk. Run twice it goes on where it stopped: who is decided already stays."""
    campaign, by = Campaign.objects.get(pk=payload["campaign"]), User.objects.get(pk=payload["by"])
    borrowers = changed_by_table(campaign)
    done = moved = 0
    for chunk in chunked(borrowers, CHUNK):
        moved += classify_anew(campaign=campaign, borrowers=chunk, by=by)
        done += len(chunk)
        progress(done, len(borrowers))
    text = ngettext("%(count)s borrower classified anew.", "%(count)s borrowers classified anew.", moved)
    return text % {"count": moved}


@transaction.atomic
def classify_anew(*, campaign: Campaign, borrowers: Sequence[int], by: User) -> int:
    """Gives these borrowers (ids) what the table in force makes of their latest answers; returns how many.

    What somebody answered meanwhile counts; who would stay as they are is left alone.
    """
    locked = Borrower.objects.select_for_update(of=("self",)).filter(campaign=campaign).in_bulk(borrowers)
    table, version = table_in_force()
    reason = _("Version %(number)s of the decision table") % {"number": version.number if version else 0}
    made = []
    for before in counting(campaign).filter(borrower__in=locked):
        answers = answers_in(before)
        if (code := table.code_of(answers)) == before.code:
            continue
        borrower = locked[before.borrower_id]
        borrower.subcategory, borrower.category = code, category_of(code)
        made.append(
            Classification(
                borrower=borrower,
                code=code,
                table=version,
                source=ClassificationSource.TABLE,
                reason=reason,
                made_by=by,
                **answers._asdict(),
            )
        )
    Classification.objects.bulk_create(made)
    Borrower.objects.bulk_update([one.borrower for one in made], ["subcategory", "category"])
    if made:
        count = len(made)
        audit.record(
            AuditKind.CLASSIFIED_ANEW,
            target=campaign,
            by=by,
            campaign=campaign,
            reason=reason,
            rows=count,
        )
    return len(made)
