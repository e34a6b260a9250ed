"""Both schedule templates, against the programmes written out independently."""

import pytest

from campaign.domain.contact_hours import STANDARD
from campaign.domain.templates import TEMPLATES
from campaign.enums import AgendaKind

STANDARD_7 = """
1 08:30-09:00 启动大会 kickoff
1 09:00-09:20 团队组建 team_building
1 09:20-12:00 系统培训(上) training
1 14:00-16:20 系统培训(下) training
1 16:30-17:30 组建清收军团 pledge
2 08:30-08:40 早集合、晨会 assembly
2 08:40-12:00 宣传造势 publicity
2 13:00-17:30 外拓清收 field
2 17:30-18:00 当日小结 evening_summary
3 08:30-08:40 早集合、晨会 assembly
3 08:40-17:00 外拓清收 field
3 17:30-18:00 当日小结 evening_summary
4 08:30-08:40 早集合、晨会 assembly
4 08:40-17:00 外拓清收 field
4 17:30-18:00 当日小结 evening_summary
5 08:30-08:40 早集合、晨会 assembly
5 08:40-17:00 外拓清收 field
5 17:30-18:00 当日小结 evening_summary
6 08:30-08:40 早集合、晨会 assembly
6 08:40-17:00 外拓清收 field
6 17:30-18:00 当日小结 evening_summary
7 08:30-08:40 早集合、晨会 assembly
7 08:50-17:00 外拓清收 field
7 17:00-18:00 总结表彰大会 closing
"""

# "off" ships switched off, "+1" ends on the next date, "dawn" starts on it.
SURVEY_TRAIN_FIELD = """
1 08:30-09:00 开班 kickoff
1 09:00-12:00 逾期客户调研 survey
1 14:00-17:30 目标与分组 team_building
2 09:00-12:00 全流程风险控制 training
2 14:00-18:00 贷后管理与清收策略 training
2 18:30-19:30 外拓准备 preparation
3 08:00-08:30 晨会 assembly
3 08:30-12:00 外拓清收 field
3 14:00-17:30 外拓清收 field
3 17:30-18:30 小组汇总、总结会 evening_summary
3 22:00-01:00 夜间清收 field +1 off
3 04:30-07:00 清晨清收 field dawn off
4 08:00-08:30 晨会 assembly
4 08:30-12:00 外拓清收 field
4 14:00-17:30 外拓清收 field
4 17:30-18:30 小组汇总、总结会 evening_summary
4 22:00-01:00 夜间清收 field +1 off
4 04:30-07:00 清晨清收 field dawn off
5 08:00-08:30 晨会 assembly
5 08:30-12:00 外拓清收 field
5 14:00-17:30 外拓清收 field
5 17:30-18:30 小组汇总、总结会 evening_summary
5 22:00-01:00 夜间清收 field +1 off
5 04:30-07:00 清晨清收 field dawn off
6 08:00-08:30 晨会 assembly
6 08:30-12:00 外拓清收 field
6 14:00-17:30 外拓清收 field
6 17:30-18:30 小组汇总、总结会 evening_summary
6 22:00-01:00 夜间清收 field +1 off
6 04:30-07:00 清晨清收 field dawn off
7 08:00-08:30 晨会 assembly
7 08:30-12:00 外拓清收 field
7 14:00-17:00 总结表彰 closing
"""


def written_out(code: str) -> list[str]:
    """A template as lines of the programme, day by day in the order of the times."""
    lines = []
    for number, slots in TEMPLATES[code].programme:
        for slot in slots:
            times = f"{slot.times.starts_at:%H:%M}-{slot.times.ends_at:%H:%M}"
            marks = [
                *(["+1"] if slot.times.crosses_midnight else []),
                *(["dawn"] if slot.times.starts_next_day else []),
                *(["off"] if slot.disabled else []),
            ]
            lines.append(" ".join([str(number), times, slot.name, slot.kind.value, *marks]))
    return lines


@pytest.mark.parametrize(
    ("code", "programme"), [("standard-7", STANDARD_7), ("survey-train-field", SURVEY_TRAIN_FIELD)]
)
def test_a_template_holds_its_programme(code, programme):
    assert written_out(code) == programme.strip().splitlines()


def test_there_are_two_templates_of_seven_days():
    assert {code: template.day_count for code, template in TEMPLATES.items()} == {
        "standard-7": 7,
        "survey-train-field": 7,
    }


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda template: template.code)
def test_every_slot_is_possible_and_what_is_unlawful_is_off(template):
    """Whatever sends people to a door in the quiet hours ships switched off, and nothing else does."""
    for slot in template.slots:
        assert slot.times.problem() is None
        unlawful = slot.kind == AgendaKind.FIELD and STANDARD.touch(slot.times.begins, slot.times.ends)
        assert bool(slot.disabled) == unlawful
        assert set(slot.days) <= set(range(1, template.day_count + 1))


def test_a_disabled_slot_says_why_and_by_which_rule():
    [reason] = {slot.disabled for slot in TEMPLATES["survey-train-field"].slots if slot.disabled}

    assert "22:00–08:00" in reason
    assert "GB/T 45251-2025" in reason
