"""The world in which the access table asks: one bank, two campaigns, and all that can hang on a borrower."""

import uuid
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from borrowers.domain.classification import SHIPPED, as_data
from borrowers.enums import (
    BatchKind,
    BatchState,
    ClassificationSource,
    Method,
    RepaymentState,
    RowOutcome,
)
from borrowers.enums.exports import ExportKind, ExportState
from borrowers.enums.ledger import LedgerStanding
from borrowers.enums.plans import PlanState
from borrowers.enums.treatment import Approver
from borrowers.models import (
    AreaLead,
    Borrower,
    Claim,
    ClaimEvent,
    Classification,
    Custody,
    DecisionTable,
    DemandNotice,
    Exchange,
    Export,
    Guarantor,
    ImportBatch,
    Judgment,
    LedgerLine,
    Loan,
    Overrule,
    PlanReview,
    PlanVersion,
    Relief,
    Repayment,
)
from borrowers.models.batch import BatchRow
from campaign.enums import AgendaKind
from campaign.models import (
    AgendaItem,
    Branch,
    Campaign,
    CampaignDay,
    Job,
    Material,
    PreparationItem,
    WorkdayCorrection,
)
from fieldwork.enums import NoticeChannel, ReminderRule, Rung
from fieldwork.models import (
    CheckIn,
    ClassificationProposal,
    Complaint,
    DailyLog,
    Incident,
    Notice,
    Phone,
    PrecedenceWeights,
    Promise,
    Reminder,
    Service,
    Visit,
    VisitPhoto,
    WaveRule,
)
from reports.models import DailySummary
from teams.enums import Role
from teams.models import Grant, Membership, Team, User
from tests.access.claims import claims_of_case
from tests.access.day import THEN, day_of_team
from tests.factories.borrowers import AssignmentFactory, BorrowerFactory, LoanFactory, RepaymentFactory
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.fieldwork import PromiseFactory, VisitFactory
from tests.factories.plans import PlanVersionFactory, ReliefFactory
from tests.factories.teams import TeamFactory, UserFactory, person

DAY = date(2026, 11, 25)
OVERSIGHT = {"livelihood": "normal", "ability": "full", "willingness": "willing", "guarantee": "effective"}


@dataclass(kw_only=True)
class Case:
    """A borrower with everything that can hang on one, all of the same team."""

    borrower: Borrower
    loan: Loan
    guarantor: Guarantor
    judgment: Judgment
    claim_event: ClaimEvent
    demand_notice: DemandNotice
    service: Service
    visit: Visit
    photo: VisitPhoto
    promise: Promise
    repayment: Repayment
    line: LedgerLine
    classification: Classification
    overrule: Overrule
    complaint: Complaint
    reminder: Reminder
    claim: Claim
    custody: Custody
    plan_version: PlanVersion
    plan_review: PlanReview
    relief: Relief
    proposal: ClassificationProposal


@dataclass(kw_only=True)
class World:
    """Names that the rows of the table may use.

    Head office has two branches with a sub-branch each. `branch` holds `campaign`, in which `sub_branch`
    takes part; its teams are `team` and `other_team`. `other_branch` holds `other_campaign` with
    `foreign_team`.
    `borrower`, `loan`, … belong to `team`; `case`, `other_case`, `foreign_case` hold them for each team.
    """

    head_office: Branch
    branch: Branch
    sub_branch: Branch
    other_branch: Branch
    other_sub_branch: Branch
    campaign: Campaign
    other_campaign: Campaign
    team: Team
    other_team: Team
    foreign_team: Team
    membership: Membership
    agenda_item: AgendaItem
    day: CampaignDay
    preparation_item: PreparationItem
    workday: WorkdayCorrection
    material: Material
    job: Job
    batch: ImportBatch
    batch_row: BatchRow
    export: Export
    daily_log: DailyLog
    check_in: CheckIn
    incident: Incident
    summary: DailySummary
    decision_table: DecisionTable
    case: Case
    other_case: Case
    foreign_case: Case
    exchange: Exchange
    area_lead: AreaLead
    grant: Grant
    people: dict[str, User]

    def __getattr__(self, name: str) -> object:
        """A person by the name of their situation, or a part of the first team's case."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name in self.people:
            return self.people[name]
        if name in {part.name for part in fields(Case)}:
            return getattr(self.case, name)
        raise AttributeError(name)


def build_world() -> World:
    """Everything, made anew."""
    head = BranchFactory(code="head", name="总行")
    branch = BranchFactory(code="east", name="城东支行", parent=head)
    sub = BranchFactory(code="east-1", name="城东分理处", parent=branch)
    other_branch = BranchFactory(code="west", name="城西支行", parent=head)
    other_sub = BranchFactory(code="west-1", name="城西分理处", parent=other_branch)
    campaign = CampaignFactory(code="drive", name="冬季清收", branch=branch)
    campaign.branches.set([branch, sub])
    other_campaign = CampaignFactory(code="other-drive", name="城西清收", branch=other_branch)
    team = TeamFactory(campaign=campaign, number=1, name="红旗队")
    other_team = TeamFactory(campaign=campaign, number=2, name="先锋队")
    foreign_team = TeamFactory(campaign=other_campaign, number=1, name="城西队")
    people = {
        **_of_branches(head, branch, sub, other_branch),
        **_of_campaigns(campaign, other_campaign),
        **_of_teams(team, other_team),
    }
    day = CampaignDay.objects.get(campaign=campaign, date=DAY)
    batch = _batch(campaign, people["back_office"])
    PrecedenceWeights.objects.create(campaign=campaign)
    WaveRule.objects.create(campaign=campaign)
    Phone.objects.create(campaign=campaign, user=people["member"], device=uuid.uuid4())
    exchange = Exchange.objects.create(
        campaign=campaign,
        first_team=team,
        second_team=other_team,
        first_guide=people["member"],
        second_guide=people["other_member"],
        until=DAY,
        reason="交叉",
        made_by=people["manager"],
    )
    return World(
        head_office=head,
        branch=branch,
        sub_branch=sub,
        other_branch=other_branch,
        other_sub_branch=other_sub,
        campaign=campaign,
        other_campaign=other_campaign,
        team=team,
        other_team=other_team,
        foreign_team=foreign_team,
        membership=people["member"].memberships.get(),
        agenda_item=AgendaItem.objects.create(
            day=day, kind=AgendaKind.FIELD, name="外拓清收", starts_at="08:40", ends_at="17:00"
        ),
        day=day,
        workday=WorkdayCorrection.objects.create(day=date(2027, 2, 8), is_workday=False, source="通知"),
        preparation_item=PreparationItem.objects.create(campaign=campaign, key="list", title="清单"),
        material=Material.objects.create(campaign=campaign, name="队旗", needed=8),
        job=Job.objects.create(kind="any", key="world", campaign=campaign),
        batch=batch,
        export=Export.objects.create(
            campaign=campaign,
            kind=ExportKind.REGISTER,
            is_masked=False,
            rows=30,
            reason="核对",
            state=ExportState.WAITING,
            asked_at=THEN,
            asked_by=people["back_office"],
        ),
        batch_row=BatchRow.objects.create(
            batch=batch, sheet="清单", row=7, outcome=RowOutcome.REJECTED, code="missing"
        ),
        **day_of_team(team, day, people),
        summary=DailySummary.objects.create(
            campaign=campaign, day=DAY, made_at=THEN, figures={}, digest="0" * 64
        ),
        decision_table=DecisionTable.objects.create(
            number=1, rules=as_data(SHIPPED.rules), reason="年度口径", made_by=people["administrator"]
        ),
        case=_case(team, people["member"]),
        other_case=_case(other_team, people["other_member"]),
        foreign_case=_case(foreign_team, people["other_manager"]),
        exchange=exchange,
        area_lead=AreaLead.objects.create(campaign=campaign, township="青石镇", leader=people["manager"]),
        grant=people["manager"].grants.get(),
        people=people,
    )


def _of_branches(head: Branch, branch: Branch, sub: Branch, other: Branch) -> dict[str, User]:
    return {
        "nobody": UserFactory(username="nobody", branch=branch),
        "administrator": person(Role.ADMINISTRATOR, username="administrator"),
        "compliance": person(Role.COMPLIANCE, username="compliance"),
        "head_manager": person(Role.BRANCH_MANAGER, branch=head, username="head_manager"),
        "manager": person(Role.BRANCH_MANAGER, branch=branch, username="manager"),
        "sub_manager": person(Role.BRANCH_MANAGER, branch=sub, username="sub_manager"),
        "back_office": person(Role.BACK_OFFICE, branch=branch, username="back_office"),
        "other_manager": person(Role.BRANCH_MANAGER, branch=other, username="other_manager"),
        "other_back_office": person(Role.BACK_OFFICE, branch=other, username="other_back_office"),
    }


def _of_campaigns(campaign: Campaign, other: Campaign) -> dict[str, User]:
    return {
        "coach": person(Role.COACH, campaign=campaign, username="coach"),
        "other_coach": person(Role.COACH, campaign=other, username="other_coach"),
    }


def _of_teams(team: Team, other: Team) -> dict[str, User]:
    roles = (Role.CAPTAIN, Role.INSTRUCTOR, Role.PUBLICIST, Role.MEMBER)
    return {
        **{role.value: person(role, team=team, username=role.value) for role in roles},
        "other_captain": person(Role.CAPTAIN, team=other, username="other_captain"),
        "other_member": person(Role.MEMBER, team=other, username="other_member"),
    }


def _batch(campaign: Campaign, by: User) -> ImportBatch:
    return ImportBatch.objects.create(
        campaign=campaign,
        branch=campaign.branch,
        file="lists/none.xlsx",
        file_name="清单.xlsx",
        digest="0" * 64,
        state=BatchState.READY,
        uploaded_by=by,
    )


def _booked_line(loan: Loan) -> LedgerLine:
    """Money that the bank booked and nobody reported."""
    batch = ImportBatch.objects.create(
        campaign=loan.campaign,
        branch=loan.campaign.branch,
        kind=BatchKind.LEDGER,
        state=BatchState.IMPORTED,
        file_name="流水.xlsx",
        digest="1" * 64,
        imported_at=THEN,
    )
    line = LedgerLine.objects.create(
        campaign=loan.campaign,
        batch=batch,
        borrower=loan.borrower,
        loan=loan,
        serial_number=f"LS{loan.pk}",
        paid_on=DAY,
        total=Decimal("70.00"),
        principal=Decimal("70.00"),
        interest=Decimal("0.00"),
        standing=LedgerStanding.UNREPORTED,
    )
    RepaymentFactory(
        loan=loan,
        line=line,
        principal=line.principal,
        state=RepaymentState.VERIFIED,
        reported_by=None,
        receipt_number="",
        decided_at=THEN,
        decided_on=DAY,
    )
    return line


def _case(team: Team, by: User) -> Case:
    borrower = BorrowerFactory(campaign=team.campaign, team=team, member=by, fit_overrule=True)
    AssignmentFactory(borrower=borrower, team=team, member=by)
    loan = LoanFactory(borrower=borrower)
    visit = VisitFactory(borrower=borrower, recorded_by=by)
    visit.colleagues.add(by)
    reminder = Reminder.objects.create(
        campaign=team.campaign,
        rule=ReminderRule.BORROWER_UNSEEN,
        facts={"number": 1, "days": 2},
        subject=f"borrowers.Borrower:{borrower.pk}",
        day=DAY,
        borrower=borrower,
        team=team,
        rung=Rung.CAPTAIN,
        opened_at=THEN,
    )
    guarantor = Guarantor.objects.create(loan=loan, name="孙保", phone="19911112222")
    Notice.objects.create(reminder=reminder, user=by, rung=Rung.CAPTAIN, channel=NoticeChannel.IN_APP)
    claims = claims_of_case(loan, guarantor, by)
    return Case(
        **claims,
        borrower=borrower,
        loan=loan,
        guarantor=guarantor,
        visit=visit,
        photo=VisitPhoto.objects.create(
            uuid=visit.uuid, visit=visit, file="photos/none.jpg", digest="0" * 64, size=1, added_by=by
        ),
        promise=PromiseFactory(borrower=borrower, visit=visit, made_by=by),
        repayment=RepaymentFactory(loan=loan, team=team, reported_by=by),
        line=_booked_line(loan),
        classification=Classification.objects.create(
            borrower=borrower, code="A1", source=ClassificationSource.DESK, made_by=by, **OVERSIGHT
        ),
        overrule=Overrule.objects.create(borrower=borrower, fit=True, reason="有人愿意代还", made_by=by),
        complaint=Complaint.objects.create(
            campaign=team.campaign, borrower=borrower, text="态度", received_on=DAY, recorded_by=by
        ),
        reminder=reminder,
        claim=Claim.objects.create(borrower=borrower, recover_by=DAY, days=2, set_by=by),
        custody=Custody.objects.create(
            borrower=borrower, head_name="钱村长", since=DAY, until=DAY, made_by=by
        ),
        plan_version=_plan(borrower, by),
        plan_review=PlanReview.objects.create(
            plan=borrower.plan,
            method=Method.AGENCY,
            reviewer="法务",
            reviewed_on=DAY,
            opinion="同意",
            recorded_at=THEN,
            recorded_by=by,
        ),
        relief=ReliefFactory(loan=loan, proposed_by=by),
        proposal=ClassificationProposal.objects.create(
            campaign=team.campaign, borrower=borrower, visit=visit, answers={"willingness": "refusing"}
        ),
    )


def _plan(borrower: Borrower, by: User) -> PlanVersion:
    """A plan in force and a change of it that waits for the captain: the change."""
    PlanVersionFactory(plan__borrower=borrower, written_by=by)
    return PlanVersionFactory(
        plan=borrower.plan, number=2, state=PlanState.WAITING, needs=Approver.CAPTAIN, written_by=by
    )
