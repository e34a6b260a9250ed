"""`manage.py create_campaign`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaign.models import AuditEvent, Branch, Campaign
from tests.factories.campaign import BranchFactory, CampaignFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def run(*options: str) -> dict:
    """What the command prints as JSON."""
    out = StringIO()
    call_command("create_campaign", "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def refused(*options: str) -> tuple[int, dict]:
    """The exit code and the JSON of a command that can't do it."""
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("create_campaign", "--json", *options, stdout=out)
    return refusal.value.returncode, json.loads(out.getvalue())


def options(**values: str) -> list[str]:
    """The three options that are needed, with others."""
    given = {"code": "winter", "name": "冬季清收", "starts-on": "2026-11-30", **values}
    return [f"--{name}={value}" for name, value in given.items()]


def test_a_campaign_is_made_with_the_head_office_that_holds_it():
    answer = run(*options())

    assert answer == {
        "campaign": {
            "code": "winter",
            "name": "冬季清收",
            "template": "standard-7",
            "state": "draft",
            "branch": "总行",
            "starts_on": "2026-11-30",
            "ends_on": "2026-12-06",
            "target_amount": "0.00",
            "days": [
                {"number": 1, "date": "2026-11-30"},
                {"number": 2, "date": "2026-12-01"},
                {"number": 3, "date": "2026-12-02"},
                {"number": 4, "date": "2026-12-03"},
                {"number": 5, "date": "2026-12-04"},
                {"number": 6, "date": "2026-12-05"},
                {"number": 7, "date": "2026-12-06"},
            ],
            "agenda_items": 24,
            "disabled_items": 0,
            "preparation_items": 8,
            "materials": 5,
        },
        "branch_created": True,
    }
    assert set(AuditEvent.objects.values_list("actor", flat=True)) == {"system"}


def test_a_branch_is_found_or_made_below_the_head_office():
    head = BranchFactory(name="总行", code="branch-1")
    assert run(*options(branch="城东支行"))["branch_created"] is True
    assert run(*options(code="two", branch="城东支行"))["branch_created"] is False
    assert run(*options(code="three"))["campaign"]["branch"] == "总行"

    [branch] = Branch.objects.exclude(pk=head.pk)
    assert (branch.parent, branch.code, branch.name) == (head, "branch-2", "城东支行")


def test_the_other_template_and_a_skipped_date():
    campaign = run(*options(template="survey-train-field", skip="2026-12-02", target="100.50"))["campaign"]

    assert (campaign["ends_on"], campaign["disabled_items"], campaign["target_amount"]) == (
        "2026-12-07",
        8,
        "100.50",
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts-on": "30.11.2026x"}, "starts_on"),
        ({"starts-on": "9999-12-31"}, "starts_on"),
        ({"template": "nine-days"}, "template"),
        ({"code": "两个字"}, "code"),
        ({"code": "taken"}, "code"),
        ({"name": ""}, "name"),
        ({"target": "-1"}, "target_amount"),
        ({"skip": "2026-11-30"}, "skipped"),
    ],
)
def test_what_can_not_be_used_is_refused_and_nothing_stays_behind(values, field):
    CampaignFactory(code="taken")
    code, answer = refused(*options(**values, branch="新支行"))

    assert code == 2
    assert answer["error"]["code"] == "invalid"
    assert list(answer["error"]["fields"]) == [field]
    assert not Branch.objects.filter(name="新支行").exists()
    assert Campaign.objects.count() == 1


def test_without_json_people_read_a_sentence():
    out = StringIO()
    call_command("create_campaign", *options(), stdout=out)

    assert out.getvalue() == "已建立“冬季清收”（winter），2026-11-30 至 2026-12-06。\n"
