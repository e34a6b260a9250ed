"""Figures, dates and masks as people read them, in both languages."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from campaign.templatetags import formatting
from tests.conftest import CAMPAIGN_DAY


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    """Each of the two languages in turn."""
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234567.89"), "1,234,567.89"),
        (Decimal("-0.5"), "-0.50"),
        (0, "0.00"),
        (Decimal("0.005"), "0.01"),
        (None, "—"),
        ("", "—"),
        ("abc", "—"),
    ],
)
def test_money_is_exact_and_a_missing_amount_is_no_zero(value, shown):
    assert formatting.money(value) == shown


def test_yuan_has_its_sign_before_the_currency():
    assert formatting.yuan(Decimal("1234.5")) == "¥1,234.50"
    assert formatting.yuan(Decimal(-3)) == "-¥3.00"


def test_wan_is_a_chinese_unit_only(language):
    shown = {"zh-hans": "123.46 万元", "en": "CNY 1,234,568"}
    figure = {"zh-hans": ("123.46", "万元"), "en": ("1,234,568", "CNY")}

    assert formatting.wan(Decimal("1234567.89")) == shown[language]
    assert (formatting.wan_figure(Decimal("1234567.89")), formatting.wan_unit()) == figure[language]


@pytest.mark.parametrize(
    ("fraction", "shown"), [(Decimal("0.4567"), "45.7%"), (1, "100.0%"), (0, "0.0%"), (None, "—")]
)
def test_percent_takes_a_fraction(fraction, shown):
    assert formatting.percent(fraction) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(3, "+3"), (-2, "−2"), (0, "±0"), (1234, "+1,234"), (None, "—")]
)
def test_a_change_shows_its_sign(value, shown):
    assert formatting.signed(value) == shown


def test_dates_are_short_and_name_the_weekday(frozen, language):
    shown = {
        "zh-hans": ("11月23日 周一", "11月23日", "2025年11月23日 周日"),
        "en": ("Mon 23 Nov", "23 Nov", "Sun 23 Nov 2025"),
    }[language]
    day = date(2026, 11, 23)

    last_year = formatting.local_date(date(2025, 11, 23))

    assert (formatting.local_date(day), formatting.short_date(day), last_year) == shown


def test_an_instant_is_shown_on_the_local_clock(frozen):
    late_in_utc = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # already the 23rd in Shanghai

    assert formatting.local_date(late_in_utc) == "11月23日 周一"
    assert formatting.hour(late_in_utc) == "07:30"
    assert formatting.hour(time(17, 30)) == "17:30"


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=5), "5 分钟前"),
        (timedelta(hours=2), "今天 08:00"),
        (timedelta(hours=17, minutes=20), "昨天 16:40"),
        (timedelta(days=4), "11月21日 10:00"),
        (timedelta(days=400), "2025年10月21日 10:00"),
        (-timedelta(days=1), "明天 10:00"),
    ],
)
def test_times_are_told_from_now(frozen, before, shown):
    assert formatting.ago(CAMPAIGN_DAY - before) == shown


def test_time_left_never_goes_below_zero(frozen):
    assert formatting.time_left(timezone.now() + timedelta(hours=7, minutes=5, seconds=30)) == "7:05"
    assert formatting.time_left(timezone.now() - timedelta(hours=1)) == "0:00"


@pytest.mark.parametrize("name", ["local_date", "short_date", "relative_day", "hour", "ago", "time_left"])
def test_a_missing_date_is_a_dash(name):
    assert getattr(formatting, name)(None) == "—"
