"""What a visit found changed: proposed at the door, decided by the captain or the manager."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from borrowers.actions.classification import classify
from borrowers.domain.classification import Answers
from borrowers.enums import ClassificationSource
from borrowers.models import Classification
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from fieldwork.actions.classification import accept_classification, decline_classification
from fieldwork.domain.classification import changes, merged, overtaken
from fieldwork.models import ClassificationProposal, Visit
from fieldwork.queries.classification import lines, proposals, waiting_count
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.fieldwork import VisitFactory
from tests.factories.teams import TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

B4 = Answers("strained", "partial", "stalling", "effective")
JSON = {"Accept": "application/json"}


@pytest.mark.parametrize(
    ("current", "found", "asked", "code"),
    [
        ({}, {"ability": "none"}, ["ability"], None),
        (B4._asdict(), {"willingness": "refusing"}, ["willingness"], ("strained", "refusing")),
        (B4._asdict(), {"willingness": "stalling"}, [], ("strained", "stalling")),
        (B4._asdict(), {"fraud": "forgery", "livelihood": "ceased"}, ["livelihood", "fraud"],
         ("ceased", "stalling")),
    ],
)  # fmt: skip
def test_findings_replace_what_they_speak_of_and_nothing_else(current, found, asked, code):
    answers = merged(current, found)

    assert [one.question for one in changes(current, found)] == asked
    assert (answers and (answers.livelihood, answers.willingness)) == code


def test_what_somebody_else_answered_anew_is_told_where_the_findings_speak_of_it():
    now = B4._replace(willingness="willing", guarantee="insufficient")._asdict()

    assert overtaken(B4._asdict(), now, {"willingness": "refusing"}) == ["willingness"]
    assert overtaken(B4._asdict(), now, {"ability": "none"}) == []


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def member(client, team):
    user = person(Role.MEMBER, team=team)
    client.force_login(user)
    return user


@pytest.fixture
def captain(team):
    return person(Role.CAPTAIN, team=team)


@pytest.fixture
def borrower(team, captain):
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    LoanFactory(borrower=borrower)
    classify(borrower=borrower, answers=B4, source=ClassificationSource.DESK, by=captain)
    borrower.refresh_from_db()
    return borrower


def report(**found) -> dict:
    """A lawful visit as the form sends it, with what was found."""
    answers = {
        "uuid": str(uuid.uuid4()), "met": "borrower", "outcome": "refused", "identity_shown": "on",
        "visited_at": "2026-11-25T09:30", "contact_method": "counter", "violation_reason": "一人在网点接待",
    }  # fmt: skip
    return answers | {f"found-{name}": value for name, value in found.items()}


@pytest.fixture
def url(borrower, member):
    return reverse("fieldwork:visit_record", args=[borrower.campaign.code, borrower.pk])


def test_what_a_visit_found_waits_and_classifies_nothing_by_itself(client, url, borrower, member, captain):
    found = {"willingness": "refusing", "ability": "partial", "reason": "当面说不还"}
    page = client.post(url, report(**found), follow=True).content.decode()

    proposal = ClassificationProposal.objects.get()
    assert (proposal.visit, proposal.basis) == (Visit.objects.get(), Classification.objects.get())
    assert (proposal.answers, proposal.reason) == (
        {"willingness": "refusing", "ability": "partial"},
        "当面说不还",
    )
    borrower.refresh_from_db()
    assert borrower.subcategory == "B4"
    assert "待处理" in page
    assert "B6" in page
    assert (waiting_count(borrower.campaign, captain), waiting_count(borrower.campaign, member)) == (1, 0)


def test_the_same_report_sent_twice_proposes_once_whatever_was_decided_between(client, url, captain):
    sent = report(willingness="refusing")
    assert client.post(url, sent, headers=JSON).status_code == 201
    proposal = ClassificationProposal.objects.get()
    accept_classification(proposal=proposal, seen=proposal.basis_id, by=captain)

    assert client.post(url, sent, headers=JSON).status_code == 200
    assert client.post(url, sent | {"found-ability": "none"}, headers=JSON).status_code == 409
    assert ClassificationProposal.objects.count() == 1


def test_a_visit_that_found_nothing_new_proposes_nothing(client, url):
    client.post(url, report(willingness="stalling"))
    client.post(url, report())

    assert Visit.objects.count() == 2
    assert not ClassificationProposal.objects.exists()


def test_a_borrower_whom_nobody_classified_is_answered_for_whole_or_not_at_all(client, member, team):
    fresh = BorrowerFactory(campaign=team.campaign, team=team)
    url = reverse("fieldwork:visit_record", args=[team.campaign.code, fresh.pk])
    response = client.post(url, report(willingness="willing"))
    assert "found-__all__" in response.context["form"].all_errors()
    assert not Visit.objects.exists()

    client.post(
        url, report(livelihood="normal", ability="full", willingness="willing", guarantee="effective")
    )
    assert ClassificationProposal.objects.get().basis is None


@pytest.mark.parametrize("wrong", [{"willingness": "furious"}, {"reason": "长" * 201}, {"loss": "\x00"}])
def test_a_wrong_answer_is_told_at_its_field_and_keeps_the_visit_from_being_saved(client, url, wrong):
    response = client.post(url, report(**wrong), headers=JSON)

    assert response.status_code == 422
    assert f"found-{next(iter(wrong))}" in response.json()["errors"]
    assert not Visit.objects.exists()


def proposed(borrower, member, **answers) -> ClassificationProposal:
    return ClassificationProposal.objects.create(
        campaign=borrower.campaign,
        borrower=borrower,
        visit=VisitFactory(borrower=borrower, recorded_by=member),
        answers=answers,
        reason="邻居与本人所述一致",
        basis=borrower.classifications.first(),
    )


def decide(client, proposal, **data):
    url = reverse("fieldwork:proposal_decide", args=[proposal.campaign.code, proposal.pk])
    seen = client.get(url).context["form"]["seen"].value()
    return client.post(url, {"seen": seen or "", **data})


def test_accepting_classifies_with_the_visit_as_source(client, borrower, member, captain):
    proposal = proposed(borrower, member, willingness="refusing")
    client.force_login(captain)
    assert decide(client, proposal, decision="accept").status_code == 302

    borrower.refresh_from_db()
    made = borrower.classifications.first()
    assert (borrower.subcategory, made.code, made.source, made.made_by) == ("B6", "B6", "visit", captain)
    assert made.reason == "邻居与本人所述一致"
    assert (made.ability, made.guarantee) == ("partial", "effective")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.classification, proposal.decided_by) == ("accepted", made, captain)
    visit_url = reverse("fieldwork:visit_detail", args=[borrower.campaign.code, proposal.visit_id])
    file = client.get(reverse("fieldwork:borrower_detail", args=[borrower.campaign.code, borrower.pk]))
    assert file.content.decode().count(visit_url) >= 2
    kinds = set(AuditEvent.objects.values_list("kind", flat=True))
    assert {AuditKind.CLASSIFICATION_DECIDED, AuditKind.BORROWER_CLASSIFIED} <= kinds


def test_declining_needs_a_reason_which_the_member_reads(client, borrower, member, captain):
    proposal = proposed(borrower, member, willingness="refusing")
    client.force_login(captain)
    assert set(decide(client, proposal, decision="decline").context["form"].errors) == {"reason"}
    assert set(decide(client, proposal).context["form"].errors) == {"decision"}
    assert decide(client, proposal, decision="decline", reason="已当面核实愿意还").status_code == 302

    borrower.refresh_from_db()
    assert borrower.subcategory == "B4"
    client.force_login(member)
    code = borrower.campaign.code
    for url in (
        reverse("fieldwork:visit_detail", args=[code, proposal.visit_id]),
        reverse("fieldwork:proposal_list", args=[code]) + "?all",
        reverse("fieldwork:borrower_detail", args=[code, borrower.pk]),
    ):
        assert "已当面核实愿意还" in client.get(url).content.decode(), url
    again = decide_later(proposal, captain)
    assert again.messages


def decide_later(proposal, by) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        decline_classification(proposal=proposal, reason="再说一次", by=by)
    return refused.value


def test_who_classified_meanwhile_is_not_overwritten_unseen(client, borrower, member, captain):
    proposal = proposed(borrower, member, willingness="refusing")
    stale = proposal.basis_id
    now = B4._replace(willingness="willing", guarantee="insufficient")
    anew = classify(borrower=borrower, answers=now, source=ClassificationSource.DESK, by=captain)
    with pytest.raises(ValidationError):
        accept_classification(proposal=proposal, seen=stale, by=captain)
    assert borrower.classifications.count() == 2

    line = lines(proposals(borrower.campaign, captain))[0]
    assert (line.is_stale, line.now, len(line.overtaken)) == (True, anew, 1)
    accept_classification(proposal=proposal, seen=anew.pk, by=captain)
    latest = borrower.classifications.first()
    # What was found takes the place of one answer; the guarantee that somebody else found void stays void.
    assert (latest.willingness, latest.guarantee) == ("refusing", "insufficient")


def test_a_proposal_that_says_what_counts_already_is_accepted_without_another_classification(
    borrower, member, captain
):
    proposal = proposed(borrower, member, willingness="refusing")
    now = B4._replace(willingness="refusing")
    same = classify(borrower=borrower, answers=now, source=ClassificationSource.DESK, by=captain)

    assert accept_classification(proposal=proposal, seen=same.pk, by=captain) == same
    assert borrower.classifications.count() == 2


def test_answers_that_a_list_took_back_are_not_invented(borrower, member, captain):
    proposal = proposed(borrower, member, willingness="refusing")
    borrower.classifications.all().delete()
    proposal.refresh_from_db()

    with pytest.raises(ValidationError):
        accept_classification(proposal=proposal, seen=None, by=captain)
    decline_classification(proposal=proposal, reason="名单已撤回", by=captain)


def test_more_proposals_take_no_more_queries(client, borrower, member, captain):
    client.force_login(captain)
    url = reverse("fieldwork:proposal_list", args=[borrower.campaign.code])
    costs = []
    for count in (1, 3):
        while ClassificationProposal.objects.count() < count:
            proposed(borrower, member, willingness="refusing")
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(url).context["rows"]) == count
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_in_the_field_only_the_captain_changes_what_is_classified(client, borrower, member, captain):
    url = reverse("borrowers:borrower_classify", args=[borrower.campaign.code, borrower.pk])
    answers = B4._replace(willingness="willing")._asdict()

    page = client.get(url)
    assert (
        reverse("fieldwork:visit_record", args=[borrower.campaign.code, borrower.pk]) in page.content.decode()
    )
    assert client.post(url, answers).status_code == 403
    client.force_login(captain)
    assert client.post(url, answers).status_code == 302
    latest = borrower.classifications.first()
    assert (latest.code, latest.source) == ("B1", "field")
