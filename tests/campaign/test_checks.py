"""A wrong setting is named before the product starts, with what mends it and without a secret in the text."""

import base64

import pytest
from django.core.checks import run_checks

from campaign import checks

KEY = base64.b64encode(b"x" * 32).decode()


def ids(check) -> list[str]:
    return [message.id for message in check(app_configs=None)]


def test_the_settings_of_the_tests_pass():
    found = run_checks(include_deployment_checks=False)

    assert [message.id for message in found if message.id.startswith("campaign.")] == []


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        ([f"k1:{KEY}"], 0),
        ([f"k2:{KEY}", f"k1:{KEY}"], 0),
        ([], 1),
        ([""], 1),
        ([KEY], 1),
        ([f":{KEY}"], 1),
        (["k1:not base64!"], 1),
        (["k1:" + base64.b64encode(b"x" * 16).decode()], 1),
        ([f"k1:{KEY}", f"k1:{KEY}"], 1),
        ([f"k1:{KEY}", "k2:"], 1),
    ],
)
def test_each_key_has_a_name_of_its_own_and_the_right_length(settings, entries, count):
    settings.FIELD_KEYS = entries

    found = checks.keys(app_configs=None)

    assert [message.id for message in found] == ["campaign.E002"] * count
    assert not any(KEY in str(message) for message in found)


def test_a_short_key_for_searching_is_refused(settings):
    settings.BLIND_KEY = "short"

    assert ids(checks.keys) == ["campaign.E003"]


@pytest.mark.parametrize(
    "url", ["", "collect.bank.example", "ftp://x", "https://", "https://x/path", "javascript:1"]
)
def test_links_in_messages_need_an_address(settings, url):
    settings.PUBLIC_URL = url

    assert ids(checks.public_url) == ["campaign.E004"]


@pytest.mark.parametrize("url", ["https://collect.bank.example", "http://10.1.2.3:8000/"])
def test_an_address_is_one(settings, url):
    settings.PUBLIC_URL = url

    assert ids(checks.public_url) == []


@pytest.mark.parametrize(("url", "found"), [("", []), ("redis://h:1/0", []), ("h:6379", ["campaign.E005"])])
def test_redis_is_left_out_or_addressed(settings, url, found):
    settings.REDIS_URL = url

    assert ids(checks.redis_url) == found


def test_uploads_are_never_among_the_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.MEDIA_ROOT = tmp_path / "static" / "media"
    assert ids(checks.private_uploads) == ["campaign.E006"]

    settings.MEDIA_ROOT = tmp_path / "media"
    assert ids(checks.private_uploads) == []


def test_times_without_a_zone_are_refused(settings):
    settings.USE_TZ = False

    assert ids(checks.time_zone) == ["campaign.E001"]


def test_the_demo_is_not_fit_for_real_work(settings):
    assert ids(checks.for_real) == ["campaign.W001", "campaign.W002", "campaign.W003", "campaign.W004"]


def test_what_production_sets_is(settings):
    settings.SECRET_KEY = settings.BLIND_KEY = "k" * 60
    settings.PUBLIC_URL = "https://collect.bank.example"
    settings.TOTP_REQUIRED, settings.PROXY_COUNT = True, 1

    assert ids(checks.for_real) == []
