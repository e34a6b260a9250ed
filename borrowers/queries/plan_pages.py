"""What the pages of plans show: a plan with two versions side by side, where a new version starts from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db.models import Q

from borrowers.domain.plans import Content, fulfils, unreviewed
from borrowers.models import Borrower, PlanReview, PlanStep, PlanVersion, Relief
from borrowers.models.subcategory import treatments
from borrowers.queries import plans
from borrowers.queries.library import MethodCard, method_cards
from borrowers.queries.plans import BorrowerPlan
from campaign.enums import Capability
from campaign.models import Campaign
from teams.models import Membership, User


@dataclass(frozen=True, slots=True)
class Start:
    """Where a new version starts from: the newest version, or the draft of the subcategory."""

    content: Content | None
    revision: int
    is_first: bool
    is_draft: bool
    cards: Collection[MethodCard]
    people: Sequence[User]
    missing_reviews: list[str]


def start_of(borrower: Borrower, *, anew: bool) -> Start:
    """What the form of a plan begins with; `anew` from the subcategory although there is a plan."""
    plan = plans.plan_of(borrower)
    newest = (plan.waiting or plan.in_force) if plan else None
    is_draft = anew or newest is None
    content = plans.draft_of(borrower) if is_draft else newest.content if newest else None
    cards = method_cards().values()
    needing = frozenset(card.key.value for card in cards if card.needs_review)
    missing = unreviewed(content, needing, plans.reviewed_methods(borrower)) if content else []
    mentioned = {step.who for step in content.steps} if content else set()
    people = User.objects.filter(
        Q(memberships__team=borrower.team_id, memberships__left_on=None) & ~Q(memberships__team=None)
        | Q(pk__in=mentioned - {None})
    ).distinct()
    return Start(
        content=content,
        revision=plan.plan.revision if plan else 0,
        is_first=plan is None or plan.in_force is None,
        is_draft=is_draft,
        cards=cards,
        people=list(people),
        missing_reviews=missing,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A step of each of two versions, by its place; one of them may lack it."""

    left: PlanStep | None
    right: PlanStep | None
    differs: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two versions beside each other; `left` is missing where there is only one."""

    left: PlanVersion | None
    right: PlanVersion
    lines: Sequence[Line]

    @property
    def goal_differs(self) -> bool:
        return self.left is not None and self.left.goal != self.right.goal

    @property
    def first_differs(self) -> bool:
        return self.left is not None and self.left.first_method != self.right.first_method

    @property
    def second_differs(self) -> bool:
        return self.left is not None and self.left.second_method != self.right.second_method


def plan_page(borrower: Borrower, user: User, left: str | None, right: str | None) -> dict[str, Any]:
    """All that the plan's page shows; `left` and `right` are numbers of versions, as the address has them."""
    plan = plans.plan_of(borrower)
    waiting = plan.waiting if plan else None
    mates = Membership.objects.current().filter(team=borrower.team_id)
    reliefs = Relief.objects.filter(borrower=borrower).select_related("loan", "proposed_by", "recorded_by")
    return {
        "campaign": borrower.campaign,
        "borrower": borrower,
        "plan": plan,
        "mates": set(mates.values_list("user", flat=True)),
        "beside": _beside(plan, left, right) if plan else None,
        "reviews": PlanReview.objects.filter(plan__borrower=borrower).select_related("recorded_by"),
        "reliefs": reliefs,
        "approvers": plans.approvers(waiting, borrower) if waiting else (),
        "may": _rights(user, borrower, waiting),
    }


def missing_count(campaign: Campaign, user: User) -> int:
    """How many borrowers have no plan although the person may write one and the subcategory drafts it."""
    needing = plans.methods_to_review()
    held_up = [
        code
        for code, treatment in treatments().items()
        if needing & {treatment.first, treatment.second, *(step.method for step in treatment.steps)}
    ]
    return plans.without_plan(campaign, user).exclude(subcategory__in=["", *held_up]).count()


def _beside(plan: BorrowerPlan, left: str | None, right: str | None) -> SideBySide:
    """The versions asked for; else the change that waits beside what is in force, or what is in force."""
    by_number = {str(one.number): one for one in plan.versions}
    newest = plan.waiting or plan.in_force or plan.versions[0]
    shown = by_number.get(right or "", newest)
    other = by_number.get(left or "", plan.in_force if shown is plan.waiting else None)
    other = None if other is shown else other
    pairs = zip_longest(other.steps.all() if other else (), shown.steps.all())
    return SideBySide(other, shown, [_line(*pair, alone=other is None) for pair in pairs])


def _line(left: PlanStep | None, right: PlanStep | None, *, alone: bool) -> Line:
    differs = (left.content if left else None) != (right.content if right else None)
    return Line(left, right, differs=differs and not alone)


def _rights(user: User, borrower: Borrower, waiting: PlanVersion | None) -> dict[str, bool]:
    """What the person may do here; a closed campaign is read-only."""

    def may(to: Capability) -> bool:
        asked = Borrower.objects.visible_to(user, to=to).filter(pk=borrower.pk)
        return borrower.campaign.is_open and asked.exists()

    own = waiting is not None and waiting.written_by_id == user.pk
    high_enough = waiting is not None and fulfils(plans.standing_of(user, borrower), plans.need_for(waiting))
    writes = may(Capability.WRITE_PLAN)
    return {
        "write": writes,
        "withdraw": own and writes,
        "approve": high_enough and not own and may(Capability.APPROVE_PLAN),
        "record": may(Capability.RECORD_DECISION),
    }
