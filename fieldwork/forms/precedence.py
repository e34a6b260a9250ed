"""The weights of the ten orders of precedence."""

from typing import Any

from django.utils.translation import gettext as _

from campaign.common.forms import SeenForm
from fieldwork.domain.precedence import WEIGHTS
from fieldwork.enums import Precedence
from fieldwork.models.precedence import MOST, PrecedenceWeights


def _field(order: Precedence) -> Any:
    column: Any = PrecedenceWeights._meta.get_field(order.value)
    return column.formfield(max_value=MOST)


class WeightsForm(SeenForm):
    """Ten numbers from 0 to 100: what has the largest decides most."""

    easy = _field(Precedence.EASY)
    points = _field(Precedence.POINTS)
    solid = _field(Precedence.SOLID)
    inside = _field(Precedence.INSIDE)
    leaders = _field(Precedence.LEADERS)
    reward = _field(Precedence.REWARD)
    principal = _field(Precedence.PRINCIPAL)
    talk = _field(Precedence.TALK)
    near = _field(Precedence.NEAR)
    reduction = _field(Precedence.REDUCTION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = {
            Precedence.EASY: _("The ease of the subcategory, one step more when newly overdue."),
            Precedence.POINTS: _("A large balance."),
            Precedence.SOLID: _("A promise due raises, nobody found at the last visit lowers."),
            Precedence.INSIDE: _("Staff or a relative of staff."),
            Precedence.LEADERS: _("A public employee."),
            Precedence.REWARD: _("The last promise: kept raises, broken lowers."),
            Precedence.PRINCIPAL: _("Only interest is left: lowers."),
            Precedence.TALK: _("Not fit for cash, or a way by law comes first: lowers."),
            Precedence.NEAR: _("The village of the door before, half for its township."),
            Precedence.REDUCTION: _("Only a write-off is left: lowers."),
        }
        for order, text in facts.items():
            usual = _("Usually %(weight)s.") % {"weight": WEIGHTS[order]}
            self.fields[order.value].help_text = f"{text} {usual}"

    @property
    def weights(self) -> dict[Precedence, int]:
        """What was entered."""
        return {order: self.cleaned_data[order.value] for order in Precedence}
