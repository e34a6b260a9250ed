"""Schedule templates (日程模板): what is held on which day, as data.

Names and purposes are the bank's own words and therefore Chinese, like everything else that a bank fills in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType

from campaign.domain.calendar import SlotTimes
from campaign.domain.contact_hours import STANDARD
from campaign.enums import AgendaKind


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of a template, held on each of `days`. `disabled` says why it ships switched off."""

    days: range
    times: SlotTimes
    name: str
    kind: AgendaKind
    purpose: str = ""
    disabled: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A schedule for a number of days."""

    code: str
    name: str
    day_count: int
    slots: tuple[Slot, ...]

    def on_day(self, number: int) -> Iterator[Slot]:
        """The slots of a day."""
        return (slot for slot in self.slots if number in slot.days)

    @property
    def programme(self) -> list[tuple[int, list[Slot]]]:
        """Every day with its slots by the clock."""
        return [
            (number, sorted(self.on_day(number), key=lambda slot: slot.times.begins))
            for number in range(1, self.day_count + 1)
        ]


def _at(text: str, *, dawn: bool = False) -> SlotTimes:
    """`08:30-09:00` as times; an end before the start lies after midnight."""
    starts_at, ends_at = (time.fromisoformat(part) for part in text.split("-"))
    return SlotTimes(starts_at, ends_at, starts_next_day=dawn, crosses_midnight=ends_at < starts_at)


def _day(first: int, last: int | None = None) -> range:
    return range(first, (last or first) + 1)


_FIELD_WORK = "走访农户、个体工商户、民营企业主；带队老师随队，全程对每队至少随队半天"
_SUMMARY = "成果、经验、通知、次日安排"
_ASSEMBLY = "提振士气，布置当天工作；时间可调，各队可拍照签到"
_IN_QUIET_HOURS = f"{STANDARD.why_closed}（GB/T 45251-2025）"

STANDARD_7 = Template(
    "standard-7",
    "七天标准版",
    7,
    (
        Slot(_day(1), _at("08:30-09:00"), "启动大会", AgendaKind.KICKOFF, "行领导讲话，提出总体要求"),
        Slot(
            _day(1),
            _at("09:00-09:20"),
            "团队组建",
            AgendaKind.TEAM_BUILDING,
            "组成 6–8 队，每队推选队长、指导员、宣传员各一名",
        ),
        Slot(_day(1), _at("09:20-12:00"), "系统培训(上)", AgendaKind.TRAINING, "不良贷款清收的方法与途径"),
        Slot(
            _day(1),
            _at("14:00-16:20"),
            "系统培训(下)",
            AgendaKind.TRAINING,
            "案例分析、战法选择、答疑、突发事件演练",
        ),
        Slot(
            _day(1),
            _at("16:30-17:30"),
            "组建清收军团",
            AgendaKind.PLEDGE,
            "目标分解到人，宣誓，签订责任状，向队长授旗；可改为培训",
        ),
        Slot(_day(2, 6), _at("08:30-08:40"), "早集合、晨会", AgendaKind.ASSEMBLY, _ASSEMBLY),
        Slot(
            _day(2),
            _at("08:40-12:00"),
            "宣传造势",
            AgendaKind.PUBLICITY,
            "宣传车在重点区域巡回宣传；可选，可改为外拓清收",
        ),
        Slot(_day(2), _at("13:00-17:30"), "外拓清收", AgendaKind.FIELD, _FIELD_WORK),
        Slot(_day(3, 6), _at("08:40-17:00"), "外拓清收", AgendaKind.FIELD, _FIELD_WORK),
        Slot(_day(2), _at("17:30-18:00"), "当日小结", AgendaKind.EVENING_SUMMARY, _SUMMARY),
        Slot(
            _day(3, 6),
            _at("17:30-18:00"),
            "当日小结",
            AgendaKind.EVENING_SUMMARY,
            f"{_SUMMARY}，评出当日标杆",
        ),
        Slot(_day(7), _at("08:30-08:40"), "早集合、晨会", AgendaKind.ASSEMBLY, _ASSEMBLY),
        Slot(_day(7), _at("08:50-17:00"), "外拓清收", AgendaKind.FIELD, _FIELD_WORK),
        Slot(
            _day(7),
            _at("17:00-18:00"),
            "总结表彰大会",
            AgendaKind.CLOSING,
            "通报成果，分享经验，表彰先进团队和个人，部署下一阶段使清收常态化，领导讲话，合影",
        ),
    ),
)

SURVEY_TRAIN_FIELD = Template(
    "survey-train-field",
    "一天调研、一天培训、五天外拓",
    7,
    (
        Slot(_day(1), _at("08:30-09:00"), "开班", AgendaKind.KICKOFF),
        Slot(
            _day(1),
            _at("09:00-12:00"),
            "逾期客户调研",
            AgendaKind.SURVEY,
            "确定客群（小微、涉农、个人）、逾期区间、诉讼时效是否已过、区域；逐户研判、分类",
        ),
        Slot(
            _day(1),
            _at("14:00-17:30"),
            "目标与分组",
            AgendaKind.TEAM_BUILDING,
            "团队目标、分组、PK 规则、考核与奖惩",
        ),
        Slot(_day(2), _at("09:00-12:00"), "全流程风险控制", AgendaKind.TRAINING),
        Slot(_day(2), _at("14:00-18:00"), "贷后管理与清收策略", AgendaKind.TRAINING),
        Slot(_day(2), _at("18:30-19:30"), "外拓准备", AgendaKind.PREPARATION),
        Slot(_day(3, 7), _at("08:00-08:30"), "晨会", AgendaKind.ASSEMBLY, "动员，发放物料"),
        Slot(_day(3, 7), _at("08:30-12:00"), "外拓清收", AgendaKind.FIELD, "带队老师巡回指导"),
        Slot(_day(3, 6), _at("14:00-17:30"), "外拓清收", AgendaKind.FIELD),
        Slot(_day(3, 6), _at("17:30-18:30"), "小组汇总、总结会", AgendaKind.EVENING_SUMMARY),
        Slot(_day(3, 6), _at("22:00-01:00"), "夜间清收", AgendaKind.FIELD, disabled=_IN_QUIET_HOURS),
        Slot(
            _day(3, 6),
            _at("04:30-07:00", dawn=True),
            "清晨清收",
            AgendaKind.FIELD,
            disabled=_IN_QUIET_HOURS,
        ),
        Slot(_day(7), _at("14:00-17:00"), "总结表彰", AgendaKind.CLOSING, "问题、表彰、典型、系统化贷后工作"),
    ),
)

TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {template.code: template for template in (STANDARD_7, SURVEY_TRAIN_FIELD)}
)
