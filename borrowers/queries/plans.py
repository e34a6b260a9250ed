"""Reads of plans: what is in force, what waits, what a subcategory drafts, and who may approve."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from borrowers.domain.plans import Content, Level, Need, Standing, draft
from borrowers.enums import LoanState
from borrowers.enums.plans import PlanState
from borrowers.enums.treatment import Approver
from borrowers.library.starting import BRING, GOALS
from borrowers.models import Borrower, Loan, Plan, PlanReview, PlanStep, PlanVersion
from borrowers.models.subcategory import treatments
from borrowers.queries.library import method_cards, needing_review
from campaign.enums import Capability
from campaign.models import Campaign
from teams.enums import Role
from teams.models import User

STEPS = Prefetch("steps", PlanStep.objects.select_related("who"))


@dataclass(frozen=True, slots=True)
class BorrowerPlan:
    """A borrower's plan: its versions with steps and people, the newest first."""

    plan: Plan
    versions: Sequence[PlanVersion]

    @property
    def in_force(self) -> PlanVersion | None:
        """What counts now."""
        return self._the_one(PlanState.IN_FORCE)

    @property
    def waiting(self) -> PlanVersion | None:
        """The change that somebody has to approve."""
        return self._the_one(PlanState.WAITING)

    def _the_one(self, state: PlanState) -> PlanVersion | None:
        return next((one for one in self.versions if one.state == state), None)


def plan_of(borrower: Borrower) -> BorrowerPlan | None:
    """The borrower's plan, None before the first version; three queries."""
    plan = Plan.objects.filter(borrower=borrower).first()
    if plan is None:
        return None
    versions = plan.versions.select_related("written_by", "decided_by").prefetch_related(STEPS)
    found = list(versions)
    return BorrowerPlan(plan, found) if found else None


def draft_of(borrower: Borrower) -> Content | None:
    """The plan that the borrower's subcategory starts from, today; None when not classified."""
    if not borrower.subcategory:
        return None
    treatment = treatments()[borrower.subcategory]
    bring = {key.value: str(text) for key, text in BRING.items()}
    goal = str(GOALS[treatment.way_out])
    return draft(treatment, goal=goal, bring=bring, who=borrower.member_id, today=borrower.campaign.today)


def least_approver(borrower: Borrower) -> Approver:
    """Who approves a change at the least, by the borrower's subcategory."""
    return treatments()[borrower.subcategory].approver if borrower.subcategory else Approver.CAPTAIN


def reviewed_methods(borrower: Borrower) -> frozenset[str]:
    """Methods whose legal review is recorded for this borrower's plan."""
    return frozenset(PlanReview.objects.filter(plan__borrower=borrower).values_list("method", flat=True))


def methods_to_review() -> frozenset[str]:
    """Methods that this bank has reviewed before a plan chooses them."""
    return needing_review(method_cards().values())


# Who may approve


def standing_of(user: User, borrower: Borrower) -> Standing:
    """How high the person stands above the borrower: the highest of their roles counts."""
    path = borrower.branch.path
    depths = [
        held.branch_path.count("/") - 1
        for held in user.held_roles
        if held.role == Role.BRANCH_MANAGER and path.startswith(held.branch_path)
    ]
    if depths:
        return Standing(Level.MANAGER, min(depths))
    leads = any(
        held.role == Role.CAPTAIN and held.team_id and held.team_id == borrower.team_id
        for held in user.held_roles
    )
    return Standing(Level.CAPTAIN if leads else Level.MEMBER)


def need_for(version: PlanVersion) -> Need:
    """Who may approve the version."""
    level = Level.CAPTAIN if version.needs == Approver.CAPTAIN else Level.MANAGER
    return Need(level, version.needs_depth)


def approvers(version: PlanVersion, borrower: Borrower) -> QuerySet[User]:
    """People who stand high enough to approve the version and did not write it."""
    codes = borrower.branch.path.rstrip("/").split("/")
    above = ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes) + 1)]
    found = Q(grants__role=Role.BRANCH_MANAGER, grants__branch__path__in=above[: version.needs_depth + 1])
    if version.needs == Approver.CAPTAIN and borrower.team_id:
        leads = Q(memberships__role=Role.CAPTAIN, memberships__team=borrower.team_id)
        found |= leads & Q(memberships__left_on=None)
    people: QuerySet[User] = User.objects.filter(found, is_active=True).exclude(pk=version.written_by_id)
    return people.distinct()


def _approvable(user: User) -> Q:
    """Versions that the person stands high enough to approve: the same as `fulfils`, for many rows."""
    found = Q(pk__in=[])
    for held in user.held_roles:
        if held.role == Role.CAPTAIN:
            found |= Q(needs=Approver.CAPTAIN, plan__borrower__team=held.team_id)
        elif held.role == Role.BRANCH_MANAGER:
            depth = held.branch_path.count("/") - 1
            found |= Q(needs_depth__gte=depth, plan__borrower__branch__path__startswith=held.branch_path)
    return found & ~Q(written_by=user)


def waiting(campaign: Campaign, user: User) -> QuerySet[PlanVersion]:
    """Changes of plans that wait and that the person sees, the oldest first, with all that a row shows."""
    seen: QuerySet[PlanVersion] = PlanVersion.objects.visible_to(user)
    return (
        seen.filter(plan__borrower__campaign=campaign, state=PlanState.WAITING)
        .select_related("plan__borrower__team", "written_by")
        .order_by("written_at", "pk")
    )


def waiting_for(campaign: Campaign, user: User) -> QuerySet[PlanVersion]:
    """Those of them that the person may approve."""
    mine = PlanVersion.objects.visible_to(user, to=Capability.APPROVE_PLAN)
    return waiting(campaign, user).filter(_approvable(user), pk__in=mine.values("pk"))


def waiting_count(campaign: Campaign, user: User) -> int:
    """How many changes of plans wait for this person."""
    return waiting_for(campaign, user).count()


def without_plan(campaign: Campaign, user: User) -> QuerySet[Borrower]:
    """Borrowers with an open loan for whom the person may write the first plan."""
    mine: QuerySet[Borrower] = Borrower.objects.visible_to(user, to=Capability.WRITE_PLAN)
    return mine.filter(
        ~Exists(PlanVersion.objects.filter(plan__borrower=OuterRef("pk"))),
        Exists(Loan.objects.filter(borrower=OuterRef("pk"), state=LoanState.OPEN)),
        campaign=campaign,
    ).select_related("team", "member")
