"""What the galleries show. Invented people and figures."""

from datetime import date, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest

from campaign.common import clock
from campaign.strip import Strip

TEAMS = [
    (1, 2, "雄鹰队", "48.26", "0.6894", "0.8125", 41),
    (2, -1, "猛虎队", "41.07", "0.5867", "0.7250", 38),
    (2, 1, "先锋队", "41.07", "0.5867", "0.6875", 35),
    (4, 0, "磐石队", "22.40", "0.3200", "0.4125", 19),
    (5, None, "攻坚队", "9.15", "0.1307", "0.2250", 11),
]


ANY_TEAM = [("", "全部小队"), ("1", "雄鹰队"), ("2", "猛虎队")]
WHOM = [("b", "借款人"), ("g", "保证人"), ("f", "家属"), ("n", "无人")]


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="姓名", help_text="与身份证一致。")
    amount = forms.DecimalField(label="金额", max_digits=12, decimal_places=2)
    team = forms.ChoiceField(label="小队", choices=ANY_TEAM, required=False)
    met = forms.ChoiceField(label="见到谁", choices=WHOM, widget=forms.RadioSelect)
    causes = forms.MultipleChoiceField(
        label="逾期原因",
        choices=[("1", "回款慢"), ("2", "行情下跌"), ("3", "家庭变故")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    due_on = forms.DateField(label="承诺日期", widget=forms.DateInput(attrs={"type": "date"}))
    photo = forms.FileField(label="现场照片", required=False)
    note = forms.CharField(label="备注", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="已亮明身份", help_text="进门先出示工作证。")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class FilterForm(forms.Form):
    """A toolbar's form."""

    q = forms.CharField(label="关键字", required=False)
    team = forms.ChoiceField(label="小队", choices=ANY_TEAM, required=False)


class Person:
    """Who is logged in."""

    pk = 7
    is_authenticated = True

    def __str__(self) -> str:
        return "周敏"


def strip() -> Strip:
    """Day 4 of 7, in the middle of the field work."""
    now = clock.now()
    campaign = SimpleNamespace(
        name="城关支行秋季清收战役",
        today=date(2026, 11, 25),
        starts_on=date(2026, 11, 22),
        ends_on=date(2026, 11, 28),
        state="running",
        get_state_display="进行中",
        policy_note="",
    )
    on = SimpleNamespace(name="外拓清收", begins=now - timedelta(hours=2), ends=now + timedelta(hours=6))
    evening = now + timedelta(hours=7, minutes=30)
    following = SimpleNamespace(name="当日小结", begins=evening, ends=evening + timedelta(minutes=30))
    return Strip(campaign, 4, 7, on, following, is_near=True)  # type: ignore[arg-type]


def navigation() -> dict[str, Any]:
    """What the context processor makes, for a branch manager."""

    def link(label: str, icon: str, *, current: bool = False, count: int = 0) -> dict[str, Any]:
        return {"label": label, "icon": icon, "url": "/gallery/desk/", "current": current, "count": count}

    sections = [
        (
            "campaign",
            "战役",
            [
                link("今日概览", "house-door", current=True),
                link("日程", "calendar-week"),
                link("准备清单", "list-check", count=3),
            ],
        ),
        ("list", "客户", [link("客户名册", "people"), link("导入名单", "file-earmark-excel")]),
        ("money", "资金", [link("待核实还款", "cash-coin", count=12)]),
        ("reports", "战绩", [link("战绩榜", "trophy"), link("当日小结", "journal-check")]),
    ]
    tabs = [
        link("今日", "house-door"),
        link("客户", "people", current=True),
        link("小队", "flag", count=2),
        link("战绩", "trophy"),
        link("我的", "person"),
    ]
    return {
        "role": "支行行长",
        "home_url": "/gallery/desk/",
        "search_url": "/gallery/desk/",
        "sections": [{"key": key, "label": label, "links": links} for key, label, links in sections],
        "phone": tabs,
    }


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the galleries print."""
    now = clock.now()
    return {
        "navigation": navigation(),
        "strip": strip(),
        "user": Person(),
        "teams": [
            {
                "rank": rank,
                "movement": movement,
                "name": name,
                "verified": Decimal(wan) * 10000,
                "ratio": Decimal(ratio),
                "coverage": Decimal(coverage),
                "visits": visits,
                "ratio_100": Decimal(ratio) * 100,
            }
            for rank, movement, name, wan, ratio, coverage, visits in TEAMS
        ],
        "page": Paginator(range(640), 50).page(4),
        "form": SampleForm(),
        "wrong": SampleForm({"amount": "很多", "met": "x", "token": "a"}, auto_id="wrong_%s"),
        "filters": FilterForm(request.GET or None, auto_id="filter_%s"),
        "amount": Decimal("1734567.89"),
        "small": Decimal("326.50"),
        "days": [Decimal(n) for n in (12, 30, 22, 41)] + [None],
        "day_labels": ["周日", "周一", "周二", "周三", "周四"],
        "soon": now + timedelta(hours=7, minutes=30),
        "today_at": now - timedelta(minutes=25),
        "yesterday_at": now - timedelta(days=1),
        "some_time": time(17, 30),
        "messages": [
            Message(constants.SUCCESS, "已核实 3 笔还款。", extra_tags="undo:/gallery-echo/"),
            Message(constants.ERROR, "证件号码第 18 位校验不符，请核对原件。"),
        ],
    }
