"""Cases without progress move on: when, to whom, once, and with a trace."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from borrowers.actions.assignment import assign
from borrowers.domain.assignment import Placement
from borrowers.enums.assignment import AssignmentMode
from borrowers.models import Assignment
from campaign.enums import AuditKind, JobState
from campaign.models import AuditEvent, Job
from fieldwork.actions.wave import move_on, request_wave, run_wave, set_rule
from fieldwork.domain.wave import Hands, next_hands, still_since
from fieldwork.enums import WaveTarget
from fieldwork.models import Complaint, WaveRule
from fieldwork.queries.wave import rule_of, stalled
from teams.enums import Role
from tests.factories.borrowers import LoanFactory, RepaymentFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.fieldwork import PromiseFactory, VisitFactory
from tests.factories.teams import MembershipFactory, TeamFactory, UserFactory, person

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
DAYS = [date(2026, 11, day) for day in range(22, 29)]


class TestRule:
    @pytest.mark.parametrize(
        ("idle_days", "since"),
        [(1, date(2026, 11, 24)), (2, date(2026, 11, 23)), (3, date(2026, 11, 22)), (4, None), (7, None)],
    )
    def test_today_still_has_its_chance(self, idle_days, since):
        assert still_since(DAYS, TODAY, idle_days) == since

    def test_days_without_field_work_do_not_count(self):
        assert still_since([date(2026, 11, 20), TODAY - DAY], TODAY, 2) == date(2026, 11, 20)

    @pytest.mark.parametrize(
        ("now", "target", "to"),
        [
            (Hands(1, 11), WaveTarget.MEMBER, Hands(1, 12)),
            (Hands(1, 13), WaveTarget.MEMBER, Hands(1, 11)),
            (Hands(1, None), WaveTarget.MEMBER, Hands(1, 11)),
            (Hands(1, 99), WaveTarget.MEMBER, Hands(1, 11)),
            (Hands(2, 21), WaveTarget.MEMBER, Hands(4)),
            (Hands(1, 11), WaveTarget.TEAM, Hands(2)),
            (Hands(2, 21), WaveTarget.TEAM, Hands(4)),
            (Hands(4, 41), WaveTarget.TEAM, Hands(1)),
        ],
    )
    def test_to_whom(self, now, target, to):
        members = {1: [11, 12, 13], 2: [21], 3: [], 4: [41]}

        assert next_hands(now, target, [1, 2, 3, 4], members) == to

    def test_a_team_alone_keeps_what_nobody_else_can_take(self):
        assert next_hands(Hands(1, 11), WaveTarget.TEAM, [1], {1: [11]}) is None
        assert next_hands(Hands(1, 11), WaveTarget.MEMBER, [1], {1: [11]}) is None

    @given(st.integers(1, 6), st.sampled_from(WaveTarget))
    def test_round_and_round_everybody_gets_it_once(self, count, target):
        members = {team: [team * 10 + n for n in range(count)] for team in range(1, count + 2)}
        hands, met = Hands(1, members[1][0]), []
        for _ in range(count if target is WaveTarget.MEMBER and count > 1 else count + 1):
            met.append(hands)
            hands = next_hands(hands, target, list(members), members)

        assert len(
            {one.member if count > 1 and target is WaveTarget.MEMBER else one.team for one in met}
        ) == len(met)


@pytest.fixture
def campaign(frozen):
    return CampaignFactory()


@pytest.fixture
def teams(campaign):
    return [TeamFactory(campaign=campaign, number=number, name=f"队{number}") for number in (1, 2)]


@pytest.fixture
def people(teams):
    """Two members of the first team and one of the second."""
    return [MembershipFactory(team=team).user for team in (teams[0], teams[0], teams[1])]


@pytest.fixture
def manager(campaign):
    return person(Role.BRANCH_MANAGER, branch=campaign.branch)


@pytest.fixture
def case(campaign, teams, people, manager, frozen):
    """With the first member since the campaign's first day."""
    return with_member(campaign, teams[0], people[0], manager, frozen)


def with_member(campaign, team, member, manager, frozen):
    """A borrower who has been in somebody's charge since the first day."""
    frozen.move_to(datetime(2026, 11, 22, 2, tzinfo=UTC))
    borrower = LoanFactory(borrower__campaign=campaign).borrower
    assign(campaign=campaign, placements=[Placement(borrower.pk, team.pk, member.pk)], by=manager)
    frozen.move_to(datetime(2026, 11, 25, 2, tzinfo=UTC))
    return borrower


def still(campaign, **rule):
    """Ids of the borrowers that lie still by the rule."""
    return [one.borrower.pk for one in stalled(campaign, WaveRule(campaign=campaign, **rule))]


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("progress", "lies_still"),
    [
        (lambda one: None, True),
        (lambda one: VisitFactory(borrower=one, day=TODAY - 3 * DAY), True),
        (lambda one: VisitFactory(borrower=one, day=TODAY - 2 * DAY), False),
        (lambda one: promised(one, TODAY - 3 * DAY, TODAY - DAY), True),
        (lambda one: promised(one, TODAY - 2 * DAY, TODAY - 2 * DAY), False),
        (lambda one: promised(one, TODAY - 3 * DAY, TODAY), False),
        (lambda one: paid(one, TODAY - DAY, "reported"), False),
        (lambda one: paid(one, TODAY - 3 * DAY, "reported"), True),
        (lambda one: paid(one, TODAY - DAY, "rejected"), True),
        (lambda one: complained(one.campaign, one), False),
        (lambda one: one.loans.update(state="settled", principal=0, interest=0), False),
        (
            lambda one: Assignment.objects.filter(borrower=one).update(
                since=datetime(2026, 11, 24, tzinfo=UTC)
            ),
            False,
        ),
    ],
)
def test_what_counts_as_progress(case, progress, lies_still):
    progress(case)

    assert still(case.campaign, idle_days=2) == ([case.pk] if lies_still else [])


def promised(borrower, made_on, due_on):
    PromiseFactory(borrower=borrower, made_on=made_on, due_on=due_on)


def paid(borrower, day, state):
    """A repayment reported that day."""
    values = {"decided_at": datetime(2026, 11, 24, tzinfo=UTC), "decided_on": TODAY}
    decided = {**values, "decided_by": UserFactory()} if state == "rejected" else {}
    RepaymentFactory(loan=borrower.loans.get(), reported_on=day, state=state, **decided)


def complained(campaign, borrower):
    by = person(Role.BRANCH_MANAGER, branch=campaign.branch)
    Complaint.objects.create(
        campaign=campaign, borrower=borrower, text="态度", received_on=TODAY, recorded_by=by
    )


def test_the_morning_run_moves_each_case_once_and_says_so(case, teams, people, manager):
    campaign = case.campaign
    set_rule(campaign=campaign, idle_days=2, target=WaveTarget.MEMBER, is_automatic=True, by=manager)

    assert request_wave(campaign=campaign)
    assert request_wave(campaign=campaign)
    job = Job.objects.get(kind="wave")
    assert job.state == JobState.DONE or run_wave(job.payload, lambda done, total: None)
    run_wave(job.payload, lambda done, total: None)

    now = Assignment.objects.get(borrower=case, until=None)
    assert (now.team, now.member, now.mode) == (teams[0], people[1], AssignmentMode.WAVE)
    assert list(now.companions.all()) == [people[0]]
    assert Assignment.objects.filter(borrower=case).count() == 2
    event = AuditEvent.objects.filter(kind=AuditKind.BORROWER_ASSIGNED).first()
    assert (event.actor, event.reason) == ("system", "多日无进展")
    assert still(campaign, idle_days=2) == []


def test_nothing_moves_by_itself_unless_the_rule_says_so(case, manager, frozen):
    assert not request_wave(campaign=case.campaign)
    values = {"campaign": case.campaign, "idle_days": 2, "target": WaveTarget.TEAM, "by": manager}
    set_rule(is_automatic=False, **values)
    assert not request_wave(campaign=case.campaign)
    set_rule(is_automatic=True, **values)
    frozen.move_to(datetime(2026, 12, 24, 2, tzinfo=UTC))
    assert not request_wave(campaign=case.campaign)
    assert not Job.objects.filter(kind="wave").exists()


def test_to_the_next_team_nobody_goes_along(case, teams, people, manager):
    set_rule(campaign=case.campaign, idle_days=1, target=WaveTarget.TEAM, is_automatic=False, by=manager)
    (one,) = stalled(case.campaign, rule_of(case.campaign))

    assert move_on(campaign=case.campaign, placements=[one.placement], by=manager) == 1

    now = Assignment.objects.get(borrower=case, until=None)
    assert (now.team, now.member, list(now.companions.all())) == (teams[1], None, [])


def test_who_was_assigned_meanwhile_stays_and_the_others_move(campaign, case, teams, people, manager):
    held = Assignment.objects.get(borrower=case, until=None)
    other = LoanFactory(borrower__campaign=campaign).borrower
    moves = [Placement(case.pk, teams[1].pk, None, held.pk), Placement(other.pk, teams[1].pk, None, 999)]

    assert move_on(campaign=campaign, placements=moves, by=manager) == 1
    assert not Assignment.objects.filter(borrower=other).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_reading_costs_the_same_however_many_lie_still(
    case, teams, people, number, django_assert_num_queries
):
    for _ in range(number - 1):
        one = LoanFactory(borrower__campaign=case.campaign, borrower__team=teams[0]).borrower
        Assignment.objects.create(borrower=one, team=teams[0], since=datetime(2026, 11, 22, tzinfo=UTC))

    with django_assert_num_queries(4):
        assert len(stalled(case.campaign, WaveRule(campaign=case.campaign))) == number


def test_the_page_shows_where_each_would_go_and_moves_the_ticked(client, case, people, manager):
    client.force_login(manager)
    page = reverse("fieldwork:wave", args=[case.campaign.code])
    form = {"idle_days": "2", "target": "member"}
    assert client.post(page, form).status_code == 302
    assert people[1].name in client.get(page).content.decode()
    for wrong in ({"idle_days": "0"}, {"idle_days": "9" * 30}, {"target": "moon"}):
        assert client.post(page, {**form, **wrong}).status_code == 200

    held = Assignment.objects.get(borrower=case, until=None)
    move = reverse("fieldwork:wave_move", args=[case.campaign.code])
    for wrong in ([], ["x"], ["9" * 30 + "-1"], [f"{case.pk}-{held.pk + 1}"]):
        client.post(move, {"selected": wrong})
        assert Assignment.objects.get(borrower=case, until=None) == held
    client.post(move, {"selected": [f"{case.pk}-{held.pk}"]})
    assert Assignment.objects.get(borrower=case, until=None).member == people[1]
