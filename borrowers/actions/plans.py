"""Writing, approving and reviewing plans. A version is never changed: a change is a new one that waits."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from borrowers.domain.plans import ANY_DEPTH, Content, fulfils, need_of, unreviewed
from borrowers.enums import Method
from borrowers.enums.plans import PlanState
from borrowers.models import Borrower, Plan, PlanReview, PlanStep, PlanVersion
from borrowers.queries import plans as queries
from campaign import audit
from campaign.common import clock
from campaign.common.changes import claim_revision
from campaign.enums import AuditKind
from teams.models import User


@transaction.atomic
def write_plan(
    *, borrower: Borrower, content: Content, revision: int | None, by: User, reason: str = ""
) -> PlanVersion:
    """Stores a version. Where none is in force, one as the subcategory drafts it counts at once; others wait.

    A version that was still waiting is replaced by it. `revision` is that of the plan when the page was
    opened, 0 before the first version. Raises ValidationError when somebody else wrote meanwhile, when it is
    the same as what is in force, and when a method is chosen whose legal review is not recorded.
    """
    plan, _is_new = Plan.objects.get_or_create(borrower=borrower)
    claim_revision(plan, revision)
    _refuse_unreviewed(borrower, content)
    current = _locked(plan).filter(state=PlanState.IN_FORCE).first()
    if current is not None and current.content == content:
        raise ValidationError(_("Nothing differs from the plan that is in force."))
    counts_at_once = current is None and content == queries.draft_of(borrower)
    need = need_of(queries.standing_of(by, borrower), queries.least_approver(borrower))
    _locked(plan).filter(state=PlanState.WAITING).update(state=PlanState.REPLACED)
    version = PlanVersion(
        plan=plan,
        number=(plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        state=PlanState.IN_FORCE if counts_at_once else PlanState.WAITING,
        goal=content.goal,
        first_method=content.first,
        second_method=content.second,
        code=borrower.subcategory,
        reason=reason,
        written_at=clock.now(),
        written_by=by,
        needs="" if counts_at_once else need.approver,
        needs_depth=ANY_DEPTH if counts_at_once else need.depth,
    )
    version.save(force_insert=True)
    PlanStep.objects.bulk_create(steps_of(version, content))
    _audit(AuditKind.PLAN_WRITTEN, version, borrower, by, reason=reason, methods=content.methods)
    return version


@transaction.atomic
def approve(*, version: PlanVersion, by: User, remark: str = "") -> PlanVersion:
    """Puts a waiting version in force in place of the one before.

    Raises ValidationError when it does not wait any more, when the person wrote it or stands too low, and
    when one of its methods has come to need a review meanwhile.
    """
    version = _decidable(version, by)
    _refuse_unreviewed(version.plan.borrower, version.content)
    _locked(version.plan).filter(state=PlanState.IN_FORCE).update(state=PlanState.REPLACED)
    return _decided(version, PlanState.IN_FORCE, by, remark)


@transaction.atomic
def send_back(*, version: PlanVersion, by: User, remark: str) -> PlanVersion:
    """Refuses a waiting version with a remark; raises ValidationError like `approve`."""
    return _decided(_decidable(version, by), PlanState.SENT_BACK, by, remark)


@transaction.atomic
def withdraw(*, version: PlanVersion, by: User) -> PlanVersion:
    """Takes one's own waiting version back; raises ValidationError when it is another's or was decided."""
    version = _waiting(version)
    if version.written_by_id != by.pk:
        raise ValidationError(_("Only who wrote it can take it back."))
    return _decided(version, PlanState.WITHDRAWN, by, "")


@transaction.atomic
def record_review(
    *, borrower: Borrower, method: Method, reviewer: str, reviewed_on: date, opinion: str, by: User
) -> PlanReview:
    """Writes down the legal department's word on a method for this borrower; a later one replaces it."""
    plan, _is_new = Plan.objects.get_or_create(borrower=borrower)
    values = {
        "reviewer": reviewer,
        "reviewed_on": reviewed_on,
        "opinion": opinion,
        "recorded_at": clock.now(),
        "recorded_by": by,
    }
    review, _is_new = PlanReview.objects.update_or_create(plan=plan, method=method, defaults=values)
    audit.record(
        AuditKind.PLAN_REVIEWED,
        target=plan,
        by=by,
        campaign=borrower.campaign,
        reason=opinion,
        method=method.value,
        reviewer=reviewer,
        reviewed_on=reviewed_on.isoformat(),
    )
    return review


def _locked(plan: Plan) -> QuerySet[PlanVersion]:
    """The plan's versions; whoever writes or decides holds the plan's row first."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    return PlanVersion.objects.filter(plan=plan)


def _waiting(version: PlanVersion) -> PlanVersion:
    found = _locked(version.plan).filter(pk=version.pk, state=PlanState.WAITING)
    still = found.select_related("plan__borrower__campaign", "plan__borrower__branch").first()
    if still is None:
        raise ValidationError(_("This change was decided, replaced or withdrawn meanwhile."))
    return still


def _decidable(version: PlanVersion, by: User) -> PlanVersion:
    version = _waiting(version)
    if version.written_by_id == by.pk:
        raise ValidationError(_("You wrote this change yourself: somebody else must approve it."))
    if not fulfils(queries.standing_of(by, version.plan.borrower), queries.need_for(version)):
        raise ValidationError(_("This change is approved one level further up."))
    return version


def _decided(version: PlanVersion, state: PlanState, by: User, remark: str) -> PlanVersion:
    version.state, version.decided_at, version.decided_by, version.remark = state, clock.now(), by, remark
    version.save(update_fields=["state", "decided_at", "decided_by", "remark"])
    borrower = version.plan.borrower
    _audit(AuditKind.PLAN_DECIDED, version, borrower, by, reason=remark, state=state.value)
    return version


def _refuse_unreviewed(borrower: Borrower, content: Content) -> None:
    missing = unreviewed(content, queries.methods_to_review(), queries.reviewed_methods(borrower))
    if missing:
        names = _(", ").join(str(Method(key).label) for key in missing)
        text = _("A legal review of this plan has to be recorded first, for: %(methods)s.")
        raise ValidationError(text, params={"methods": names}, code="review")


def steps_of(version: PlanVersion, content: Content) -> list[PlanStep]:
    """The steps of a version, not stored yet."""
    return [
        PlanStep(
            version=version,
            place=place,
            method=step.method,
            due_on=step.due_on,
            what=step.what,
            who_id=step.who,
            bring=step.bring,
        )
        for place, step in enumerate(content.steps, 1)
    ]


def _audit(
    kind: AuditKind, version: PlanVersion, borrower: Borrower, by: User, *, reason: str, **facts: Any
) -> None:
    """Goal and steps are the team's own words and may name people: they stay out of the trail."""
    audit.record(
        kind,
        target=version.plan,
        by=by,
        campaign=borrower.campaign,
        reason=reason,
        version=version.number,
        borrower=borrower.pk,
        **facts,
    )
