"""Forms of the programme."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.common.forms import SeenForm, TimeInput
from campaign.enums import AgendaKind
from campaign.models import AgendaItem, Campaign, CampaignDay
from campaign.templatetags.formatting import local_date


class DayField(forms.ModelChoiceField[CampaignDay]):
    """One of the campaign's days."""

    def label_from_instance(self, obj: CampaignDay) -> str:
        """The day as people name it."""
        return gettext("Day %(number)d, %(date)s") % {"number": obj.number, "date": local_date(obj.date)}


class AgendaItemForm(SeenForm):
    """An item of the programme: what, when, where, who."""

    day = DayField(label=capfirst(_("day")), queryset=CampaignDay.objects.none(), empty_label=None)
    starts_at = forms.TimeField(label=capfirst(_("from")), widget=TimeInput)
    ends_at = forms.TimeField(label=capfirst(_("to")), widget=TimeInput)
    crosses_midnight = forms.BooleanField(label=capfirst(_("ends after midnight")), required=False)
    starts_next_day = forms.BooleanField(label=capfirst(_("starts at the dawn after")), required=False)
    kind = forms.ChoiceField(
        label=capfirst(_("kind")), choices=[("", _("Choose a kind")), *AgendaKind.choices]
    )
    name = AgendaItem._meta.get_field("name").formfield()
    purpose = AgendaItem._meta.get_field("purpose").formfield()
    owner = AgendaItem._meta.get_field("owner").formfield()
    place = AgendaItem._meta.get_field("place").formfield()
    remark = AgendaItem._meta.get_field("remark").formfield()

    def __init__(self, *args: Any, campaign: Campaign, item: AgendaItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, target=item, **kwargs)
        self.fields["day"].queryset = campaign.days.all()  # type: ignore[attr-defined]
