"""The audit trail's page: newest first, narrowed, readable, and as fast on its last page as on its first."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign import audit
from campaign.enums import AuditKind
from campaign.models import AuditEvent, Campaign
from campaign.queries import audit as queries
from campaign.queries.audit_words import facts_of
from teams.enums import Role
from teams.models import User
from tests.factories.borrowers import BorrowerFactory
from tests.factories.campaign import BranchFactory, CampaignFactory
from tests.factories.teams import UserFactory, person
from tests.support.queries import query_count

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
# What `audit.record` takes besides facts, and the changes of fields, which are shown field by field.
NO_FACTS = {"target", "targets", "by", "campaign", "branch", "reason", "money", "changes"}
NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)


@pytest.fixture
def compliance(client) -> User:
    user = person(Role.COMPLIANCE)
    client.force_login(user)
    return user


def happened(at: datetime = NOON, **values: object) -> AuditEvent:
    return AuditEvent.objects.create(
        **{"at": at, "kind": AuditKind.LOGGED_IN, "target": "teams.User:0", "actor": "某人", **values}
    )


def shown(client, query: str = "") -> list[int]:
    return [line.event.pk for line in client.get(f"/audit/{query}").context["page"].lines]


def facts(**recorded: object) -> dict[str, str]:
    event = AuditEvent(target="teams.User:1", facts=recorded)
    return {fact.name: fact.value for fact in facts_of(event, {})}


def test_the_newest_stands_first_and_of_one_instant_the_later(client, compliance):
    older = happened(NOON - timedelta(hours=1))
    first, second = happened(), happened()

    assert shown(client) == [second.pk, first.pk, older.pk]


def test_every_event_stands_on_exactly_one_page_even_when_many_share_an_instant(
    client, compliance, monkeypatch
):
    monkeypatch.setattr(queries, "PAGE", 3)
    stored = [happened(NOON + timedelta(seconds=number // 4)).pk for number in range(11)]

    seen, query = [], ""
    while True:
        page = client.get(f"/audit/{query}").context["page"]
        seen += [line.event.pk for line in page.lines]
        if page.older is None:
            break
        query = f"?before={page.older}"

    assert seen == list(reversed(stored))


def test_events_that_come_meanwhile_do_not_move_an_opened_page(client, compliance, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    stored = [happened(NOON + timedelta(seconds=number)).pk for number in range(4)]
    older = client.get("/audit/").context["page"].older

    happened(NOON + timedelta(hours=1))

    assert shown(client, f"?before={older}") == [stored[1], stored[0]]


@pytest.fixture
def trail(client, compliance) -> dict[str, int]:
    """One event of each sort, by name."""
    east, west = CampaignFactory(code="east-drive"), CampaignFactory(code="west-drive")
    zhang = UserFactory(name="张三丰", employee_number="4711")
    return {
        "kind": happened(kind=AuditKind.DATA_REVEALED).pk,
        "east": happened(campaign_code=east.code).pk,
        "west": happened(campaign_code=west.code).pk,
        "zhang": happened(actor_id=zhang.pk, actor=str(zhang)).pk,
        "object": happened(target="borrowers.Borrower:12345").pk,
        # 00:30 in Shanghai is still the day before in UTC.
        "night": happened(datetime(2026, 11, 20, 16, 30, tzinfo=UTC)).pk,
        "late": happened(datetime(2026, 11, 21, 15, 59, tzinfo=UTC)).pk,
        "next": happened(datetime(2026, 11, 21, 16, 0, tzinfo=UTC)).pk,
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?kind=data_revealed", ["kind"]),
        ("?campaign=east-drive", ["east"]),
        ("?person=张三", ["zhang"]),
        ("?person=4711", ["zhang"]),
        ("?person=nobody", []),
        ("?target=borrowers.Borrower:12345", ["object"]),
        ("?target=borrowers.Borrower:1", []),
        ("?since=2026-11-21&until=2026-11-21", ["late", "night"]),
        ("?until=2026-11-22", ["next", "late", "night"]),
        ("?kind=data_revealed&campaign=east-drive", []),
    ],
)
def test_the_trail_is_narrowed(client, trail, query, names):
    assert shown(client, query) == [trail[name] for name in names]


@pytest.mark.parametrize(
    "query",
    [
        "?kind=no_such_kind",
        "?campaign=no-such-campaign",
        "?since=yesterday",
        "?before=x",
        "?before=-1",
        "?before=99999999999999999999999",
        "?before=424242",
        "?person=%00",
        "?since=2026-11-22&until=2026-11-20",
        "?target=%27%20OR%201=1",
        "?target=" + "x" * 300,
    ],
)
def test_a_nonsensical_address_is_answered_by_a_page(client, trail, query):
    assert client.get(f"/audit/{query}").status_code == 200


def test_days_in_the_wrong_order_are_said_to_be(client, compliance):
    response = client.get("/audit/?since=2026-11-22&until=2026-11-20")

    assert "截止日期早于起始日期" in response.content.decode()


def test_the_page_asks_the_database_as_often_for_eight_events_as_for_two(client, compliance):
    campaigns = CampaignFactory.create_batch(4)

    def two_more(number: int) -> None:
        audit.record(AuditKind.USER_CHANGED, target=UserFactory(), by=compliance)
        audit.record(AuditKind.CAMPAIGN_CHANGED, target=campaigns[number], by=compliance)

    two_more(0)
    for_two = query_count(lambda: client.get("/audit/"))
    for number in range(1, 4):
        two_more(number)

    assert query_count(lambda: client.get("/audit/")) == for_two


@pytest.mark.parametrize("name", ["kind", "target", "actor_id", "campaign_code"])
def test_each_filter_reads_an_index_in_order(name):
    """Without one, the rarest kind of event makes the database walk through all of them."""
    events = AuditEvent.objects.filter(**{name: "1"}).order_by("-at", "-pk")[:100]

    if connection.vendor == "sqlite":
        assert f"audit_by_{name}" in events.explain()
        assert "TEMP B-TREE FOR ORDER BY" not in events.explain()
    else:
        assert f"audit_by_{name}" in str(
            connection.introspection.get_constraints(connection.cursor(), AuditEvent._meta.db_table)
        )


# Words


def test_what_was_recorded_is_shown_in_words():
    assert facts(role="branch_manager", place="城东支行", change="granted") == {
        "角色": "支行行长",
        "范围": "城东支行",
        "变更": "授予",
    }
    assert facts(locked=True, address="10.0.0.1") == {"触发锁定": "是", "来源地址": "10.0.0.1"}


def test_every_fact_that_an_action_records_by_name_has_a_word():
    recorded = {
        fact.arg
        for path in ROOT.glob("*/actions/*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).removeprefix("audit.") in {"record", "record_many", "_record", "_file"}
        for fact in call.keywords
        if fact.arg and fact.arg not in NO_FACTS
    }

    assert {"to_guarantor", "expired", "undone", "area"} <= recorded
    assert [name for name in sorted(recorded) if name.replace("_", " ") in facts(**{name: "x"})] == []


def test_a_fact_whose_own_field_has_no_words_is_called_like_the_field_of_another_model():
    event = AuditEvent(target="fieldwork.DailyLog:1", facts={"team": "猎豹队", "day": "2026-11-25"})

    assert [fact.name for fact in facts_of(event, {})] == ["小队", "天次"]


def test_a_change_is_shown_as_what_was_and_what_is():
    event = AuditEvent(target="campaign.Campaign:1", facts={"changes": {"state": ["draft", "preparing"]}})

    assert [(fact.name, fact.value) for fact in facts_of(event, {})] == [("状态", "草稿 → 筹备中")]


@pytest.mark.parametrize(
    "recorded",
    [
        {"odd": {"nested": [1, {"deep": None}]}},
        {"changes": "not what it should be"},
        {"changes": {"name": ["one"]}},
        {"unknown_fact": None, "list": [], "number": 3.5},
        {},
    ],
)
@pytest.mark.parametrize("target", ["teams.User:1", "gone.Model:1", "nonsense", "", ":", "teams.User:x"])
def test_an_event_of_another_time_is_shown_whatever_it_holds(client, compliance, recorded, target):
    event = happened(facts=recorded, target=target, kind="a_kind_of_the_future")

    assert shown(client) == [event.pk]


def test_objects_are_called_by_their_names_and_borrowers_by_number(client, compliance):
    user = UserFactory(name="王小明")
    borrower = BorrowerFactory(name="赵借款", phone="13912345678")
    for target in (user, borrower, borrower.campaign):
        audit.record(AuditKind.USER_CHANGED, target=target, by=None, campaign=borrower.campaign)

    page = client.get("/audit/").content.decode()

    assert "王小明" in page
    assert f"#{borrower.pk}" in page
    assert borrower.campaign.name in page
    assert "赵借款" not in page
    assert "13912345678" not in page


def test_what_is_recorded_is_text_and_never_markup(client, compliance):
    happened(reason="<script>alert(1)</script>", facts={"name": "<img src=x onerror=alert(1)>"})

    page = client.get("/audit/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;img" in page


def test_people_and_borrowers_that_are_mentioned_are_called_like_the_objects(client, compliance):
    user, borrower = UserFactory(name="王小明"), BorrowerFactory(name="赵借款")
    happened(
        target="fieldwork.Promise:1",
        facts={"borrower": borrower.pk, "person": user.pk, "before": "open", "after": "kept", "amount": 12},
    )

    line = client.get("/audit/").context["page"].lines[0]

    assert {fact.name: fact.value for fact in line.facts} == {
        "借款人": f"#{borrower.pk}",
        "人员": str(user),
        "变更前": "待兑现",
        "变更后": "已兑现",
        "还多少": "12",
    }


def test_an_object_that_is_gone_keeps_its_number(client, compliance):
    happened(target="teams.Team:987654")

    assert "#987654" in client.get("/audit/").content.decode()


def test_a_link_from_an_object_shows_its_whole_history(client, compliance):
    user = UserFactory(name="王小明")
    audit.record(AuditKind.USER_CHANGED, target=user, by=None)
    audit.record(AuditKind.USER_CHANGED, target=UserFactory(), by=None)

    response = client.get(f"/audit/?target=teams.User:{user.pk}")

    assert len(response.context["page"].lines) == 1
    assert "王小明" in response.context["about"]


def test_a_person_without_the_right_sees_no_event_by_any_door():
    happened(branch_path="head/")
    manager = person(Role.BRANCH_MANAGER, branch=BranchFactory(code="head"))

    assert not AuditEvent.objects.visible_to(manager).exists()
    assert Campaign.objects.visible_to(manager).count() == 0


def test_reading_leaves_no_trace(client, compliance):
    happened()
    with CaptureQueriesContext(connection) as asked:
        client.get("/audit/")

    assert not [query for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
