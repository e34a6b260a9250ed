"""First plans for many borrowers at once, each as the subcategory drafts it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from borrowers.actions.plans import steps_of
from borrowers.domain.plans import Content, unreviewed
from borrowers.enums.plans import PlanState
from borrowers.models import Borrower, Plan, PlanStep, PlanVersion
from borrowers.queries.plans import draft_of, methods_to_review, without_plan
from campaign import audit
from campaign.common import clock
from campaign.common.bulk import chunked
from campaign.common.remembered import remembering
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.actions.teams import lock
from teams.models import User

# So many at one press: what a request has time for.
AT_ONCE = 2000
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Drafted:
    """How many plans were drafted, and how many borrowers wait for a legal review first."""

    made: int
    to_review: int


@transaction.atomic
def draft_missing(*, campaign: Campaign, by: User) -> Drafted:
    """Drafts the plan of each classified borrower without one for whom the person may write it.

    Left out are those whose subcategory starts with a method that needs a legal review of each plan.
    """
    lock(campaign)
    found = without_plan(campaign, by).exclude(subcategory="").order_by("pk")
    needing = methods_to_review()
    drafts: list[tuple[Borrower, Content]] = []
    to_review = 0
    with remembering():
        for borrower in found:
            borrower.campaign = campaign
            content = draft_of(borrower)
            if content is None or unreviewed(content, needing, ()):
                to_review += 1
            elif len(drafts) < AT_ONCE:
                drafts.append((borrower, content))
    made = _store(drafts, by)
    audit.record_many(AuditKind.PLAN_WRITTEN, targets=made, by=by, campaign=campaign, version=1)
    return Drafted(len(made), to_review)


def _store(drafts: Sequence[tuple[Borrower, Content]], by: User) -> list[Plan]:
    """Every plan with its first version and steps; who was faster with a version of their own keeps it."""
    plans = [plan for chunk in chunked(drafts, CHUNK) for plan in _claimed([one for one, _ in chunk])]
    contents = {borrower.pk: (borrower.subcategory, content) for borrower, content in drafts}
    now = clock.now()
    versions = [
        PlanVersion(
            plan=plan,
            number=1,
            state=PlanState.IN_FORCE,
            goal=contents[plan.borrower_id][1].goal,
            first_method=contents[plan.borrower_id][1].first,
            second_method=contents[plan.borrower_id][1].second,
            code=contents[plan.borrower_id][0],
            written_at=now,
            written_by=by,
        )
        for plan in plans
    ]
    PlanVersion.objects.bulk_create(versions, batch_size=CHUNK)
    steps = (step for one in versions for step in steps_of(one, contents[one.plan.borrower_id][1]))
    PlanStep.objects.bulk_create(steps, batch_size=CHUNK)
    return plans


def _claimed(borrowers: Sequence[Borrower]) -> list[Plan]:
    """The plans of these borrowers that have no version; some may be there already, for their reviews."""
    Plan.objects.bulk_create((Plan(borrower=one) for one in borrowers), ignore_conflicts=True)
    fresh = list(Plan.objects.select_for_update().filter(borrower__in=borrowers, revision=0))
    Plan.objects.filter(pk__in=[plan.pk for plan in fresh]).update(revision=1)
    return fresh
