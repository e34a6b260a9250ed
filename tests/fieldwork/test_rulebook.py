"""The table of rules says what the engine does, and names tests that are there."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from borrowers.enums import RepaymentChannel
from borrowers.models import Repayment
from fieldwork.domain.contact_policy import RULES as ENGINE
from fieldwork.enums import BREACHES, PromiseChannel, RuleDecision, ServiceMode, ViolationCode
from fieldwork.queries.rulebook import RULES
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import MembershipFactory

# The numbers of the legal table; where a number is missing there is no such rule.
RANGES = ((1, 8), (10, 20), (30, 40), (50, 60), (70, 73), (80, 87), (90, 91))


def test_every_rule_of_the_legal_table_stands_here_once_in_its_order():
    expected = [f"R{number:02}" for first, last in RANGES for number in range(first, last + 1)]

    assert [rule.number for rule in RULES] == expected


def test_the_engine_and_the_table_know_the_same_codes():
    of_table = {code for rule in RULES for code in rule.codes}

    assert of_table == {code for code, _ in ENGINE} == set(ViolationCode)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.number)
def test_a_rule_is_held_as_the_table_says(rule):
    blocks = any(code in BREACHES for code in rule.codes)
    if rule.codes and rule.decision is RuleDecision.BLOCK:
        assert blocks
    if rule.decision is RuleDecision.OPEN:
        assert (rule.codes, rule.test) == ((), "")
        return
    path, _, name = rule.test.partition("::")
    assert f"def {name}(" in (Path(settings.BASE_DIR) / path).read_text()


def test_no_option_offers_what_is_forbidden():
    channels = {*RepaymentChannel.values, *PromiseChannel.values}
    assert not {value for value in channels if "cash" in value or "private" in value}
    assert set(ServiceMode) == {"signed", "left_with", "posted", "refused"}
    money = {field.name for field in Repayment._meta.fields if field.get_internal_type() == "DecimalField"}
    assert {name.removeprefix("lowered_") for name in money} == {"amount", "principal", "interest"}
    with pytest.raises(ValidationError, match="weight_compliance"):
        CampaignFactory.build(weight_compliance=0).clean_fields(exclude=["branch"])


@pytest.mark.django_db
def test_the_page_shows_the_rules_beside_the_settings_of_the_campaign(client, frozen):
    campaign = CampaignFactory(visits_until="19:00", quiet_until="07:00", policy_note="农忙时节")
    client.force_login(MembershipFactory(team__campaign=campaign).user)

    response = client.get(reverse("fieldwork:rule_list", args=[campaign.code]))

    shown = {one.name: (one.here, one.ships, one.is_looser) for one in response.context["settings"]}
    assert shown["禁催时段"] == ("22:00–07:00", "22:00–08:00", True)
    assert ("19:00", "20:00", False) in shown.values()
    assert "农忙时节" in response.text
    assert all(f"{rule.number} {rule.title}" in response.text for rule in RULES)
