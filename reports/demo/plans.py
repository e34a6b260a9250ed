"""The demo's plans: one for nearly everybody, a few changes of which some still wait, and two proposals."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from functools import partial

from borrowers.actions.plan_drafts import draft_missing
from borrowers.actions.plans import approve, record_review, write_plan
from borrowers.actions.relief import propose, record_decision
from borrowers.domain.plans import Content, Step
from borrowers.enums import LoanState, Method
from borrowers.enums.plans import PlanState, ReliefKind, ReliefState
from borrowers.models import Borrower, Loan, PlanVersion, Relief
from borrowers.queries.plans import draft_of, plan_of
from campaign.common.money import ZERO
from campaign.models import Campaign, CampaignDay
from reports.demo import people
from reports.demo.people import DemoBank
from reports.demo.story import Story
from teams.enums import Role
from teams.models import Membership, Team

REASON = "走访得知秋粮十二月才卖，先收利息"
# Field day and team (from 0), hour and subcategory of plans that members change; the first is approved.
CHANGES = (
    (0, 0, time(11, 20), "B1"),
    (1, 1, time(10, 5), "B1"),
    (1, 2, time(15, 40), "B1"),
    (1, 0, time(16, 20), "A2"),
    (2, 0, time(9, 15), "A3"),
)


def draft_all(bank: DemoBank, campaign: Campaign) -> None:
    """Each classified borrower gets the plan of the subcategory; suspected fraud waits for the lawyers."""
    draft_missing(campaign=campaign, by=bank.desk[people.MANAGER])


def tell(story: Story, field_days: list[CampaignDay]) -> None:
    """Changes that members write day by day, the first of which is approved, and what is proposed."""
    teams = list(story.campaign.teams.order_by("number"))
    first = field_days[0].date
    for day, number, hour, code in CHANGES:
        changed = _of_a_member(teams[number], code)
        if changed and day < len(field_days):
            story.at(field_days[day].date, hour, partial(_change, changed))
    approved = _of_a_member(teams[0], CHANGES[0][3])
    if approved:
        story.at(first, time(16, 10), partial(_approve, story.bank, approved))
    story.at(first, time(14, 5), partial(_review, story, first))
    story.at(first, time(15, 0), partial(_propose, story, "A2", ReliefKind.REDUCTION))
    if len(field_days) > 1:
        second = field_days[1].date
        story.at(second, time(11, 0), partial(_grant, story, second))
        story.at(second, time(14, 0), partial(_propose, story, "C1", ReliefKind.RESTRUCTURING))


def _change(borrower: Borrower) -> None:
    plan = plan_of(borrower)
    if plan is None or plan.in_force is None or borrower.member is None:
        return
    before: Content = plan.in_force.content
    later = Step(Method.DEMAND_NOTICE, borrower.campaign.today, "当面送达并签收", borrower.member_id, "回执")
    content = replace(before, goal="先收欠息，本金分三期", steps=(*before.steps, later))
    write_plan(
        borrower=borrower, content=content, revision=plan.plan.revision, reason=REASON, by=borrower.member
    )


def _approve(bank: DemoBank, borrower: Borrower) -> None:
    waiting = PlanVersion.objects.filter(plan__borrower=borrower, state=PlanState.WAITING).first()
    if waiting is not None:
        approve(version=waiting, by=bank.desk[people.MANAGER])


def _of_a_member(team: Team, code: str) -> Borrower | None:
    """The first borrower of that subcategory who is in a plain member's charge."""
    members = Membership.objects.current().filter(team=team, role=Role.MEMBER).values("user")
    found = Borrower.objects.filter(team=team, subcategory=code, member__in=members)
    return found.select_related("campaign", "branch", "member").order_by("pk").first()


def _review(story: Story, day: date) -> None:
    """One suspected fraud that the lawyers have looked at: its plan can be drafted."""
    suspect = Borrower.objects.filter(campaign=story.campaign, category="D").order_by("pk").first()
    draft = draft_of(suspect) if suspect else None
    if suspect is None or draft is None:
        return
    record_review(
        borrower=suspect,
        method=Method.POLICE_REFERRAL,
        reviewer="周律",
        reviewed_on=day,
        opinion="证据具备报案条件，由法律部门报案，走访人员不得提及（法审2026-31）",
        by=story.bank.desk[people.OFFICE],
    )
    write_plan(borrower=suspect, content=draft, revision=0, by=story.bank.desk[people.MANAGER])


def _propose(story: Story, code: str, kind: ReliefKind) -> None:
    loan = _loan(story, code)
    if loan is not None and loan.borrower.member is not None:
        half = (loan.interest / 2).quantize(Decimal("0.01"))
        principal = loan.principal if kind is ReliefKind.RESTRUCTURING else ZERO
        ground = "本人患病，子女愿一次还清本金" if principal == ZERO else "厂房已出租，租金可覆盖三年分期"
        propose(
            loan=loan,
            kind=kind,
            principal=principal,
            interest=half,
            ground=ground,
            by=loan.borrower.member,
        )


def _grant(story: Story, day: date) -> None:
    found = Relief.objects.filter(loan__campaign=story.campaign, state=ReliefState.PROPOSED).first()
    if found is not None:
        record_decision(
            relief=found,
            state=ReliefState.GRANTED,
            granted_principal=found.principal,
            granted_interest=found.interest,
            authority="总行风险资产处置委员会",
            document_number="清农商风处2026-17号",
            decided_on=day,
            by=story.bank.desk[people.OFFICE],
        )


def _loan(story: Story, code: str) -> Loan | None:
    """The first open loan of that subcategory on which interest is owed."""
    loans = Loan.objects.filter(
        campaign=story.campaign, borrower__subcategory=code, state=LoanState.OPEN, interest__gt=1
    )
    return loans.select_related("borrower__member").order_by("pk").first()
