"""The pages as people see them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from borrowers.actions.repayments import verify_repayment
from campaign.common import clock
from campaign.enums import CampaignState
from campaign.models import Campaign, Heartbeat
from fieldwork.models import DailyLog
from reports.actions.summaries import make_summary
from reports.models import DailySummary
from teams.enums import Role
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import UserFactory, person
from tests.reports.conftest import DAY_3, DAY_4, Drive
from tests.support.queries import query_count


def page(client, user, name: str, *args, query: str = ""):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(name, args=args) + query)


def text(response) -> str:
    """The page without the white space between its words."""
    return " ".join(response.content.decode().split())


@pytest.fixture
def busy(drive: Drive) -> Drive:
    """Two teams at work, a log sent, yesterday summarised."""
    first, second = drive.teams
    loan = drive.loan(first, borrower__township="青石镇")
    with drive.at(DAY_3, 10):
        drive.visit(loan, drive.people(first)[0], promise="100.00")
        verify_repayment(repayment=drive.report(loan, drive.people(first)[0], "20000.00"), by=drive.office)
    DailyLog.objects.create(
        team=first,
        day=drive.campaign.days.get(date=DAY_3),
        benchmark="三次上门，当场结清。",
        lessons="请村干部带路。",
        submitted_at=clock.now(),
        submitted_by=drive.people(first)[0],
    )
    with drive.at(DAY_3, 17, 30):
        make_summary(campaign=drive.campaign, day=DAY_3)
    drive.report(drive.loan(second), drive.people(second)[0], "700.00")
    return drive


def test_the_campaign_s_page_says_where_we_stand_and_what_waits(client, busy):
    shown = text(page(client, busy.manager, "reports:campaign_detail", busy.campaign.code))

    assert "2.00" in shown  # verified, in ten thousands
    assert "另有 0.07 待核实" in shown
    assert "1 笔还款待核实" in shown
    assert "青石镇" in shown
    assert "未到时间" in shown


def test_what_waits_is_shown_only_to_who_may_deal_with_it(client, busy):
    coach = person(Role.COACH, campaign=busy.campaign)
    shown = text(page(client, coach, "reports:campaign_detail", busy.campaign.code))

    assert "待核实" in shown  # the figure
    assert "笔还款待核实" not in shown  # the work


def test_late_logs_press_once_the_evening_has_come(client, busy):
    with busy.at(DAY_4, 17, 30):
        shown = text(page(client, busy.manager, "reports:campaign_detail", busy.campaign.code))

    assert "2 个小队未交日报" in shown


def test_who_works_in_the_field_is_sent_to_the_day_s_list(client, busy):
    member = busy.people(busy.teams[0])[1]
    response = page(client, member, "reports:campaign_detail", busy.campaign.code)

    assert response.url == reverse("fieldwork:today", args=[busy.campaign.code])


def test_only_who_may_change_the_campaign_is_sent_to_its_set_up(client, busy):
    Campaign.objects.update(state=CampaignState.PREPARING)
    setup = reverse("campaign:campaign_setup", args=[busy.campaign.code])

    for user, is_sent in ((busy.manager, True), (busy.office, False)):
        shown = text(page(client, user, "reports:campaign_detail", busy.campaign.code))
        assert (f'href="{setup}"' in shown) == is_sent


@pytest.mark.parametrize("state", [CampaignState.DRAFT, CampaignState.PREPARING, CampaignState.CLOSED])
def test_the_campaign_s_page_opens_in_every_state_of_an_empty_campaign(client, frozen, db, state):
    campaign = CampaignFactory(state=state, starts_on=DAY_4 + timedelta(days=5))
    manager = person(Role.BRANCH_MANAGER, branch=campaign.branch)

    assert page(client, manager, "reports:campaign_detail", campaign.code).status_code == 200


def test_the_campaign_s_page_takes_as_many_queries_for_three_teams_as_for_one(client, frozen, db):
    counts = set()
    for drive in (Drive(teams=1), Drive(teams=3)):
        for team in drive.teams:
            drive.visit(drive.loan(team, borrower__township=f"镇{team.number}"), drive.people(team)[0])
        client.force_login(drive.manager, backend="django.contrib.auth.backends.ModelBackend")
        url = reverse("reports:campaign_detail", args=[drive.campaign.code])
        counts.add(query_count(lambda url=url: client.get(url)))

    assert len(counts) == 1


def test_the_board_opens_in_all_its_kinds_and_survives_nonsense(client, busy):
    for query in (
        "?group=people&period=campaign&board=promises",
        f"?day={DAY_3}&board=coverage",
        "?group=nobody&period=century&board=beauty&day=yesterday",
        "?day=2026-13-45",
    ):
        assert (
            page(client, busy.manager, "reports:leaderboard", busy.campaign.code, query=query).status_code
            == 200
        )


def test_a_frozen_board_says_so_and_leads_to_its_summary(client, busy):
    response = page(client, busy.manager, "reports:leaderboard", busy.campaign.code, query=f"?day={DAY_3}")

    assert "封存" in text(response)
    assert reverse("reports:summary_detail", args=[busy.campaign.code, DAY_3]) in text(response)


def test_the_phone_s_board_marks_one_s_own_team(client, busy):
    member = busy.people(busy.teams[0])[1]
    shown = text(page(client, member, "reports:leaderboard", busy.campaign.code))

    assert shown.count("row-mine") == 1


def test_a_row_opens_what_it_is_made_of_without_borrowers_one_may_not_see(client, busy):
    first, second = busy.teams
    args = (busy.campaign.code, "teams", first.pk)
    own = text(
        page(client, busy.people(first)[1], "reports:standing_detail", *args, query="?period=campaign")
    )
    other = text(
        page(client, busy.people(second)[1], "reports:standing_detail", *args, query="?period=campaign")
    )

    assert "20,000.00" in own
    assert "20,000.00" in other
    assert "JJ" in own  # the loan's number
    assert "JJ" not in other


def test_the_list_of_summaries_says_which_are_there_and_when_the_next_comes(client, busy):
    shown = text(page(client, busy.manager, "reports:summary_list", busy.campaign.code))

    assert "17:30 生成" in shown
    assert "正在生成" in shown  # days 1 and 2 are due and were not made


def test_the_summary_shows_figures_missing_parts_and_words(client, busy):
    shown = text(page(client, busy.manager, "reports:summary_detail", busy.campaign.code, DAY_3))

    assert "20,000.00" in shown
    assert "部分小队未交日报" in shown
    assert "第2队" in shown
    assert "三次上门，当场结清。" in shown


def test_what_teams_wrote_is_not_for_other_teams(client, busy):
    member = busy.people(busy.teams[1])[1]
    shown = text(page(client, member, "reports:summary_detail", busy.campaign.code, DAY_3))

    assert "20,000.00" in shown
    assert "三次上门" not in shown


def test_the_text_for_chat_holds_figures_and_nothing_that_people_wrote(client, busy):
    shown = page(client, busy.manager, "reports:summary_detail", busy.campaign.code, DAY_3).content.decode()
    chat = shown.partition('id="chat-text"')[2].partition("</textarea>")[0]

    assert "累计 2.00 万元" in chat
    assert "1. 第1队" in chat
    assert "三次上门" not in chat


def test_a_manager_corrects_with_a_reason_and_both_versions_can_be_read(client, busy):
    loan = busy.loan(busy.teams[1])
    busy.visit(loan, busy.people(busy.teams[1])[0], at=clock.at_local(DAY_3, busy.campaign.visits_until))
    client.force_login(busy.manager, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("reports:summary_correct", args=[busy.campaign.code, DAY_3])
    client.post(url, {"reason": ""})
    assert DailySummary.objects.count() == 1

    client.post(url, {"reason": "补传走访"})
    latest = text(page(client, busy.manager, "reports:summary_detail", busy.campaign.code, DAY_3))
    first = text(
        page(client, busy.manager, "reports:summary_detail", busy.campaign.code, DAY_3, query="?version=1")
    )

    assert "补传走访" in latest
    assert "当日走访: 1 → 2" in latest
    assert "第 1 版（共 2 版）" in first


def test_a_version_or_a_day_that_is_not_there_is_not_found(client, busy):
    code = busy.campaign.code
    missed = busy.campaign.starts_on
    assert page(client, busy.manager, "reports:summary_detail", code, missed).status_code == 404
    response = page(client, busy.manager, "reports:summary_detail", code, DAY_3, query="?version=9")
    assert response.status_code == 404
    assert client.get(f"/c/{code}/summary/2026-02-31/").status_code == 404


def test_a_summary_made_by_hand_before_its_evening_is_refused_with_a_sentence(client, busy):
    client.force_login(busy.manager, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("reports:summary_make", args=[busy.campaign.code, DAY_4])
    response = client.post(url, follow=True)

    assert "这一天的小结将于 2026-11-25 17:30 生成。" in text(response)


def test_the_workbook_is_a_download(client, busy):
    response = page(client, busy.manager, "reports:summary_xlsx", busy.campaign.code, DAY_3)

    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert response.content.startswith(b"PK")


def test_a_closed_campaign_s_summaries_are_read_only(client, busy):
    Campaign.objects.update(state=CampaignState.CLOSED)
    client.force_login(busy.manager, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("reports:summary_correct", args=[busy.campaign.code, DAY_3])

    assert client.post(url, {"reason": "x"}).status_code == 403
    shown = text(page(client, busy.manager, "reports:summary_detail", busy.campaign.code, DAY_3))
    assert 'data-dialog="correct"' not in shown


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.BRANCH_MANAGER, "reports:campaign_detail"),
        (Role.BACK_OFFICE, "borrowers:repayment_queue"),
        (Role.COACH, "teams:team_list"),
        (Role.COMPLIANCE, "fieldwork:breach_list"),
        (Role.CAPTAIN, "fieldwork:today"),
        (Role.MEMBER, "fieldwork:today"),
    ],
)
def test_each_role_starts_on_its_own_page(client, db, frozen, role, name):
    drive = Drive(teams=1)
    places = {
        Role.COACH: {"campaign": drive.campaign},
        Role.COMPLIANCE: {},
        Role.CAPTAIN: {},
        Role.MEMBER: {},
    }
    if role in {Role.CAPTAIN, Role.MEMBER}:
        user = drive.people(drive.teams[0])[0 if role == Role.CAPTAIN else 1]
    else:
        user = person(role, **places.get(role, {"branch": drive.campaign.branch}))

    assert page(client, user, "reports:home").url == reverse(name, args=[drive.campaign.code])


def test_an_administrator_starts_with_the_people(client, db, frozen):
    response = page(client, person(Role.ADMINISTRATOR), "reports:home")

    assert response.url == reverse("teams:people_list")


def test_who_has_several_campaigns_under_way_or_none_chooses(client, db, frozen):
    first = CampaignFactory()
    manager = person(Role.BRANCH_MANAGER, branch=first.branch)
    Campaign.objects.update(state=CampaignState.CLOSED)
    assert page(client, manager, "reports:home").url == reverse("campaign:campaign_list")

    for _ in range(2):
        CampaignFactory(branch=first.branch)
    assert page(client, manager, "reports:home").url == reverse("campaign:campaign_list")


def test_who_holds_no_role_is_told_so(client, db):
    assert "您还没有角色" in text(page(client, UserFactory(), "reports:home"))


def test_the_health_page_needs_no_log_in_and_says_how_old_the_beat_is(client, db, frozen):
    assert client.get("/healthz").content.decode() == "database: ok\nbeat: never\n"

    Heartbeat.objects.create(name="beat", at=clock.now() - timedelta(seconds=40))
    assert client.get("/healthz").content.decode() == "database: ok\nbeat: 40 s ago\n"

    Heartbeat.objects.update(at=clock.now() - timedelta(seconds=500))
    assert client.get("/healthz").content.decode() == "database: ok\nbeat: late, 500 s ago\n"


def test_the_page_speaks_english_as_well(client, busy):
    busy.manager.language = "en"
    busy.manager.save()
    shown = text(page(client, busy.manager, "reports:campaign_detail", busy.campaign.code))

    assert "Verified money" in shown
    assert "Needs you" in shown


def test_while_the_day_runs_its_summary_shows_how_it_stands_and_stores_nothing(client, busy):
    code = busy.campaign.code
    report = page(client, busy.manager, "reports:summary_detail", code, DAY_4).context["report"]

    assert (report.is_draft, report.figures.number) == (True, 4)
    assert not DailySummary.objects.filter(day=DAY_4).exists()
    assert page(client, busy.manager, "reports:summary_xlsx", code, DAY_4).status_code == 404
