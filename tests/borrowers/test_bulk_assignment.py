"""Many borrowers at once: a job in small transactions, taken back as one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from borrowers.actions import bulk_assignment
from borrowers.actions.assignment import assign
from borrowers.actions.bulk_assignment import request_assign, request_undo, run_assign
from borrowers.domain.assignment import Placement
from borrowers.models import Assignment, Borrower
from borrowers.views import proposal
from campaign.actions import jobs
from campaign.models import Job
from teams.enums import Role
from tests.factories.borrowers import LoanFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import TeamFactory, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)


@pytest.fixture
def campaign(frozen, monkeypatch):
    monkeypatch.setattr(bulk_assignment, "CHUNK", 2)
    monkeypatch.setattr(bulk_assignment, "BREATH", 0)
    monkeypatch.setattr(proposal, "AT_ONCE", 4)
    return CampaignFactory()


@pytest.fixture
def manager(campaign):
    return person(Role.BRANCH_MANAGER, branch=campaign.branch)


@pytest.fixture
def teams(campaign):
    return [TeamFactory(campaign=campaign, number=number, name=f"队{number}") for number in (1, 2)]


@pytest.fixture
def borrowers(campaign):
    return [LoanFactory(borrower__campaign=campaign).borrower for _ in range(5)]


def held(team):
    return set(Borrower.objects.filter(team=team).values_list("pk", flat=True))


def test_all_move_but_whoever_was_assigned_meanwhile(campaign, borrowers, teams, manager):
    moves = [Placement(one.pk, teams[0].pk) for one in borrowers]
    job = request_assign(campaign=campaign, placements=moves, by=manager, reason="均衡")
    assign(campaign=campaign, placements=[Placement(borrowers[2].pk, teams[1].pk)], by=manager)
    steps = []

    message = run_assign(job.payload, lambda done, total: steps.append((done, total)))

    assert held(teams[0]) == {one.pk for one in borrowers} - {borrowers[2].pk}
    assert steps == [(0, 5), (2, 5), (4, 5), (5, 5)]
    assert "4" in message
    again = Assignment.objects.count()
    run_assign(job.payload, lambda done, total: None)
    assert Assignment.objects.count() == again


def test_it_is_taken_back_as_one_though_it_ran_for_minutes(campaign, borrowers, teams, manager, frozen):
    moves = [Placement(one.pk, teams[0].pk) for one in borrowers]
    job = request_assign(campaign=campaign, placements=moves, by=manager, reason="")

    def slowly(done, total):
        frozen.move_to(NOW + timedelta(minutes=done))

    run_assign(job.payload, slowly)
    assert len(held(teams[0])) == 5

    back = request_undo(campaign=campaign, at=datetime.fromisoformat(job.payload["at"]), by=manager)
    run_assign(back.payload, lambda done, total: None)

    assert held(teams[0]) == set()
    assert not Assignment.objects.exists()


def test_a_large_suggestion_becomes_a_job_with_a_page(client, campaign, borrowers, teams, manager):
    client.force_login(manager)
    page = reverse("borrowers:assignment_proposal", args=[campaign.code])
    form = client.get(page).context["form"]
    answers = {name: value for name, value in form.initial.items() if value is not None}

    response = client.post(page, answers, follow=True)

    job = Job.objects.get(kind="assign")
    assert response.request["PATH_INFO"] == reverse("borrowers:assignment_job", args=[campaign.code, job.pk])
    assert Assignment.objects.count() == 0
    jobs.run(job.pk)
    assert "收回分案" in client.get(response.request["PATH_INFO"]).content.decode()
    assert Assignment.objects.count() == 5
    client.force_login(person(Role.BRANCH_MANAGER, branch=campaign.branch))
    assert client.get(response.request["PATH_INFO"]).status_code == 404
    client.force_login(manager)
    client.post(reverse("borrowers:assignment_job_undo", args=[campaign.code, job.pk]))
    for one in Job.objects.filter(kind="assign").exclude(pk=job.pk):
        jobs.run(one.pk)
    assert not Assignment.objects.exists()
