"""Classifying a campaign anew after the decision table has changed."""

import pytest
from django.urls import reverse

from borrowers.actions.classification import classify
from borrowers.actions.reclassification import classify_anew, request_classify_anew
from borrowers.actions.subcategories import change_table
from borrowers.enums import ClassificationSource
from borrowers.models import Borrower
from borrowers.queries.reclassification import Move, changed_by_table, moves_by_table
from campaign.actions import jobs
from campaign.enums import AuditKind, JobState
from campaign.models import AuditEvent, Job
from teams.enums import Role
from tests.borrowers.test_subcategories import ANSWERS, REDRAWN
from tests.factories.borrowers import BorrowerFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import UserFactory, person
from tests.support.queries import query_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
STEADY = ANSWERS._replace(guarantee="insufficient")


@pytest.fixture
def campaign():
    """Two borrowers whom the redrawn table moves, one whom it leaves, one whom nobody has classified."""
    campaign = CampaignFactory()
    for answers in (ANSWERS, ANSWERS, STEADY):
        classified(BorrowerFactory(campaign=campaign), answers)
    BorrowerFactory(campaign=campaign)
    classified(BorrowerFactory(), ANSWERS)  # of another campaign
    change_table(rules=REDRAWN, seen=0, reason="保证人优先", by=UserFactory())
    return campaign


def classified(borrower, answers):
    """The borrower with these answers."""
    classify(borrower=borrower, answers=answers, source=ClassificationSource.DESK, by=UserFactory())
    return borrower


def codes(campaign):
    """How many borrowers of the campaign stand where."""
    return sorted(campaign.borrowers.values_list("subcategory", flat=True))


def test_first_it_is_shown_who_would_move(campaign):
    assert moves_by_table(campaign) == [Move("C5", "C3", 2)]
    assert len(changed_by_table(campaign)) == 2
    assert codes(campaign) == ["", "C5", "C5", "C5"]


def test_the_job_moves_them_and_keeps_their_history(campaign):
    job = request_classify_anew(campaign=campaign, by=UserFactory())
    assert request_classify_anew(campaign=campaign, by=UserFactory()) == job

    jobs.run(job.pk)

    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    assert codes(campaign) == ["", "C3", "C3", "C5"]
    moved = campaign.borrowers.filter(subcategory="C3").first()
    assert moved.category == "C"
    assert [(one.code, one.source) for one in moved.classifications.all()] == [
        ("C3", "table"),
        ("C5", "desk"),
    ]
    assert moves_by_table(campaign) == []
    assert Borrower.objects.exclude(campaign=campaign).get().subcategory == "C5"
    assert AuditEvent.objects.get(kind=AuditKind.CLASSIFIED_ANEW).facts["rows"] == 2


def test_what_somebody_answered_meanwhile_counts(campaign):
    chosen = changed_by_table(campaign)
    classified(Borrower.objects.get(pk=chosen[0]), STEADY)

    assert classify_anew(campaign=campaign, borrowers=chosen, by=UserFactory()) == 1
    assert classify_anew(campaign=campaign, borrowers=chosen, by=UserFactory()) == 0


def test_the_page_asks_first_and_a_closed_campaign_stays_as_it_is(client, campaign):
    client.force_login(person(Role.BRANCH_MANAGER, branch=campaign.branch))
    url = reverse("borrowers:reclassification", args=[campaign.code])

    assert "2 户的分类会改变" in client.get(url).content.decode()
    client.post(url)
    assert Job.objects.get().kind == "classify_anew"

    type(campaign).objects.filter(pk=campaign.pk).update(state="closed")
    assert client.post(url).status_code == 403


def test_showing_it_costs_the_same_for_one_as_for_many(campaign):
    one = query_count(lambda: moves_by_table(campaign))
    for _number in range(3):
        classified(BorrowerFactory(campaign=campaign), STEADY)

    assert query_count(lambda: moves_by_table(campaign)) == one
