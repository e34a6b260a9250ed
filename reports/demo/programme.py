"""The demo's programme and materials: who answers for each item, where it is held, what is taken along."""

from functools import partial

from campaign.actions.agenda import change_item, complete_item
from campaign.actions.preparation import save_material
from campaign.enums import AgendaKind
from campaign.models import AgendaItem, Campaign
from reports.demo import people
from reports.demo.people import DemoBank
from reports.demo.places import TEAM_FLAGS
from reports.demo.story import Story

HALL, YARD, VILLAGES = "总行三楼会议室", "总行大院", "各乡镇"
OWNERS = {
    AgendaKind.TRAINING: people.COACH,
    AgendaKind.FIELD: people.COACH,
    AgendaKind.ASSEMBLY: people.OFFICE,
    AgendaKind.PUBLICITY: people.OFFICE,
}
PLACES = {AgendaKind.ASSEMBLY: YARD, AgendaKind.PUBLICITY: VILLAGES, AgendaKind.FIELD: VILLAGES}
# A vehicle for two teams, a flag and a loudspeaker for each, a vest a person, a banner a township.
QUANTITIES = (len(TEAM_FLAGS) // 2, len(TEAM_FLAGS), people.STAFF, len(TEAM_FLAGS), 12)


def describe(bank: DemoBank, campaign: Campaign) -> None:
    """Each item with its owner and place, each material with its quantity; all is ready."""
    manager = bank.desk[people.MANAGER]
    for item in _items(campaign):
        kind = AgendaKind(item.kind)
        owner = bank.desk[OWNERS.get(kind, people.MANAGER)].name
        change_item(item=item, by=manager, owner=owner, place=PLACES.get(kind, HALL))
    for material, quantity in zip(campaign.materials.order_by("pk"), QUANTITIES, strict=True):
        save_material(material=material, by=manager, needed=quantity, ready=quantity)


def hold(story: Story) -> None:
    """Lets each item be held at its time."""
    for item in _items(story.campaign):
        event = partial(complete_item, item=item, by=story.bank.desk[people.OFFICE])
        story.at(item.day.date, item.ends_at, event)


def _items(campaign: Campaign) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(day__campaign=campaign).select_related("day__campaign__branch"))
