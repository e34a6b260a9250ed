"""What must be ready before day 1 (pure): the checklist and the materials a campaign starts with."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One line of the checklist. Where it depends on the place, it may be waived with a reason."""

    key: str
    title: str
    days_before: int
    may_be_waived: bool = False


CHECKLIST = (
    ChecklistLine("authorities", "与当地政府、法院、公安经侦沟通，商定协作方式", 5, may_be_waived=True),
    ChecklistLine("villages", "与村委会沟通，请其协助与村民沟通", 3, may_be_waived=True),
    ChecklistLine("incentives", "考核与奖惩办法，以正式内部文件印发", 3),
    ChecklistLine("list", "借款人名单：明细齐全，完成分类与汇总", 2),
    ChecklistLine("materials", "物料：宣传车、队旗、绶带或马甲、扩音器、横幅；或仅着行服", 1),
    ChecklistLine("etiquette", "出发前确认：上门有无风俗、宗教方面的礼节要注意", 1, may_be_waived=True),
    ChecklistLine("spread", "出发前确认：借款人居住集中还是分散，路线如何安排", 1),
    ChecklistLine("agency", "出发前确认：是否有委外机构协助，如何分工", 1, may_be_waived=True),
)

# Without numbers: how many are needed depends on the teams, and on whether uniform alone is worn.
MATERIALS = ("宣传车", "队旗", "绶带或马甲（每人一件）", "扩音器", "横幅")


def due_on(line: ChecklistLine, starts_on: date, today: date) -> date:
    """When the line has to be done: some days before the first day, though never before today."""
    return max(starts_on - timedelta(days=line.days_before), min(today, starts_on))
