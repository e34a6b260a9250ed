"""Daily logs, complaints and breaches."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaign.enums import AuditKind
from campaign.models import AuditEvent, CampaignDay
from fieldwork.actions.complaints import close_complaint, record_complaint
from fieldwork.actions.daily_logs import reopen_daily_log, submit_daily_log
from fieldwork.enums import ComplaintState, ViolationCode
from fieldwork.models import Complaint, DailyLog
from teams.actions.counters import count
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory
from tests.factories.fieldwork import VisitFactory
from tests.factories.teams import TeamFactory, person

BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = date(2026, 11, 25)
WORDS = {"lessons": "先谈征信", "tomorrow": "走访上河村十户"}


@pytest.fixture
def team(frozen):
    return TeamFactory()


@pytest.fixture
def captain(team, client):
    captain = person(Role.CAPTAIN, team=team)
    client.force_login(captain, backend=BACKEND)
    return captain


@pytest.fixture
def manager(team):
    return person(Role.BRANCH_MANAGER, branch=team.campaign.branch)


def day_of(team) -> CampaignDay:
    return CampaignDay.objects.get(campaign=team.campaign, date=DAY)


def url_of(team, day: str = "2026-11-25") -> str:
    return reverse("fieldwork:daily_log", args=[team.campaign.code, team.pk, day])


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "is_late"), [(0, False), (7 * 60 + 30, False), (7 * 60 + 31, True)])
def test_log_is_late_after_the_hour_of_the_summary(team, captain, frozen, minutes, is_late):
    frozen.shift(minutes * 60)  # from 10:00 on; the summary is at 17:30

    assert submit_daily_log(team=team, day=day_of(team), by=captain, words=WORDS).is_late is is_late


@pytest.mark.django_db
def test_second_submission_is_refused_and_the_first_stays(client, team, captain):
    client.post(url_of(team), WORDS)
    client.post(url_of(team), WORDS | {"lessons": "另一份"})

    assert DailyLog.objects.get().lessons == "先谈征信"
    with pytest.raises(ValidationError, match="已经提交"):
        submit_daily_log(team=team, day=day_of(team), by=captain, words=WORDS | {"lessons": "第三份"})


@pytest.mark.django_db
def test_a_log_sent_again_from_the_outbox_is_the_same_log_and_another_is_refused(client, team, captain):
    identity = "01990000-0000-7000-8000-000000000001"
    answers = [
        client.post(url_of(team), {**words, "uuid": identity}, headers={"Accept": "application/json"})
        for words in (WORDS, WORDS, WORDS | {"lessons": "另一份"}, {"lessons": "缺明日计划"})
    ]

    assert [one.status_code for one in answers] == [201, 201, 409, 422]
    assert answers[1].json()["uuid"] == identity
    assert DailyLog.objects.get().lessons == "先谈征信"


@pytest.mark.django_db
def test_reopened_log_starts_from_its_words_and_both_are_kept(client, team, captain, manager):
    reopen_daily_log(log=submit_daily_log(team=team, day=day_of(team), by=captain, words=WORDS), by=manager)
    assert client.get(url_of(team)).context["form"].initial["lessons"] == "先谈征信"
    submit_daily_log(team=team, day=day_of(team), by=captain, words=WORDS | {"lessons": "改写"})

    assert DailyLog.objects.get().lessons == "改写"
    assert [log.lessons for log in DailyLog.every.order_by("pk")] == ["先谈征信", "改写"]
    assert "先谈征信" not in str(AuditEvent.objects.get(kind=AuditKind.LOG_REOPENED).facts)


@pytest.mark.django_db
def test_log_shows_the_counters_of_the_team_and_keeps_what_was_typed(client, team, captain):
    count(campaign=team.campaign, team=team, user=captain, day=DAY, visits=7, reached=5)
    response = client.post(url_of(team), {"lessons": "只填了一项"})

    assert response.context["figures"]["visits"] == 7
    assert set(response.context["form"].errors) == {"tomorrow"}
    assert response.context["form"]["lessons"].value() == "只填了一项"


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-11-26", "2026-12-25", "yesterday", "2026-13-01"])
def test_log_of_a_day_that_is_none_or_has_not_come_is_not_found(client, team, captain, day):
    assert client.get(url_of(team).replace("2026-11-25", day)).status_code == 404


@pytest.mark.django_db
def test_same_complaint_is_stored_once_and_never_from_the_future(team, captain):
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    for _ in range(2):
        record_complaint(borrower=borrower, text="态度差", received_on=DAY, by=captain)
    with pytest.raises(ValidationError, match="不能晚于今天"):
        record_complaint(borrower=borrower, text="态度差", received_on=DAY + timedelta(days=1), by=captain)

    assert Complaint.objects.count() == 1


@pytest.mark.django_db
def test_accused_does_not_close_the_complaint_and_nobody_closes_it_twice(team, captain, manager):
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    complaint = record_complaint(borrower=borrower, text="态度差", received_on=DAY, by=captain)
    VisitFactory(borrower=borrower).colleagues.add(captain)

    with pytest.raises(ValidationError, match="须由他人答复"):
        close_complaint(complaint=complaint, answer="已致歉", by=captain)
    close_complaint(complaint=complaint, answer="已致歉", by=manager)
    with pytest.raises(ValidationError, match="已办结"):
        close_complaint(complaint=complaint, answer="再次", by=manager)
    complaint.refresh_from_db()
    assert (complaint.state, complaint.answer) == (ComplaintState.CLOSED, "已致歉")


@pytest.mark.django_db
def test_breaches_are_listed_and_mere_warnings_are_not(client, team, manager):
    borrower = BorrowerFactory(campaign=team.campaign, team=team)
    alone = VisitFactory(borrower=borrower, violations=[ViolationCode.ALONE])
    quiet = VisitFactory(borrower=borrower, violations=[ViolationCode.QUIET_HOURS, ViolationCode.TOO_OFTEN])
    VisitFactory(borrower=borrower, violations=[ViolationCode.LATE_VISIT])
    client.force_login(manager, backend=BACKEND)
    url = reverse("fieldwork:breach_list", args=[team.campaign.code])

    assert {visit.pk for visit, _ in client.get(url).context["rows"]} == {alone.pk, quiet.pk}
    only = client.get(url, {"rule": "quiet_hours"}).context["rows"]
    assert [(visit.pk, rules) for visit, rules in only] == [(quiet.pk, ["禁催时段内", "同日重复走访"])]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_the_same_queries_for_one_row_and_three(
    client, team, manager, number, django_assert_num_queries
):
    for _ in range(number):
        borrower = BorrowerFactory(campaign=team.campaign, team=team)
        VisitFactory(borrower=borrower, team=team, violations=[ViolationCode.ALONE])
        record_complaint(borrower=borrower, text="态度差", received_on=DAY, by=manager)
    client.force_login(manager, backend=BACKEND)
    for name, queries in (("breach_list", 20), ("complaint_list", 20)):
        url = reverse(f"fieldwork:{name}", args=[team.campaign.code])
        client.get(url)
        with django_assert_num_queries(queries):
            assert len(client.get(url).context["rows"]) == number
