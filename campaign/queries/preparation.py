"""How far the preparation is."""

from dataclasses import dataclass
from datetime import date

from campaign.enums import PreparationState
from campaign.models import Campaign, Material, PreparationItem


@dataclass(frozen=True, slots=True)
class Readiness:
    """Checklist and materials of a campaign on a date."""

    items: list[PreparationItem]
    materials: list[Material]
    today: date

    @property
    def settled(self) -> int:
        """Lines that are done or do not apply."""
        return sum(item.state != PreparationState.OPEN for item in self.items)

    @property
    def open_count(self) -> int:
        """Lines still to be done."""
        return len(self.items) - self.settled

    @property
    def overdue(self) -> set[int]:
        """The open lines whose date has passed."""
        late = (item for item in self.items if item.state == PreparationState.OPEN and item.due_on)
        return {item.pk for item in late if item.due_on and item.due_on < self.today}

    @property
    def short(self) -> list[Material]:
        """Materials of which more are needed than ready."""
        return [material for material in self.materials if material.ready < material.needed]


def readiness(campaign: Campaign) -> Readiness:
    """The campaign's preparation; two queries."""
    items = list(campaign.preparation_items.order_by("pk"))
    return Readiness(items, list(campaign.materials.order_by("pk")), campaign.today)
