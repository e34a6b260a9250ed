"""Forms of the preparation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.common.forms import DateInput, SeenForm
from campaign.enums import PreparationState
from campaign.models import Material, PreparationItem

MOST = 100_000


class PreparationForm(SeenForm):
    """A line of the checklist."""

    state = forms.ChoiceField(
        label=capfirst(_("state")),
        choices=PreparationState.choices,
        widget=forms.RadioSelect,
    )
    owner = PreparationItem._meta.get_field("owner").formfield()
    due_on = PreparationItem._meta.get_field("due_on").formfield(widget=DateInput)
    reason = PreparationItem._meta.get_field("reason").formfield()

    def __init__(self, *args: Any, item: PreparationItem, **kwargs: Any) -> None:
        super().__init__(*args, target=item, **kwargs)
        if not item.may_be_waived:
            choices = [one for one in PreparationState.choices if one[0] != PreparationState.NOT_APPLICABLE]
            self.fields["state"].choices = choices  # type: ignore[attr-defined]


class MaterialForm(SeenForm):
    """How many of a thing are needed and ready."""

    name = Material._meta.get_field("name").formfield()
    needed = forms.IntegerField(label=capfirst(_("needed")), min_value=0, max_value=MOST)
    ready = forms.IntegerField(label=capfirst(_("ready")), min_value=0, max_value=MOST)
    remark = Material._meta.get_field("remark").formfield()

    def __init__(self, *args: Any, material: Material, **kwargs: Any) -> None:
        self.material = material
        super().__init__(*args, target=material, **kwargs)

    def clean_name(self) -> str:
        """A thing is listed once."""
        name: str = self.cleaned_data["name"]
        others = self.material.campaign.materials.exclude(pk=self.material.pk)
        if others.filter(name=name).exists():
            raise ValidationError(gettext("This is on the list already."))
        return name
