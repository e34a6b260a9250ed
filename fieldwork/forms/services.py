"""How a demand notice was served."""

import uuid as uuids
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from borrowers.models import DemandNotice
from campaign.common.forms import DateInput
from campaign.common.photo_fields import PaperField, Photo
from fieldwork.actions.services import Served
from fieldwork.enums import ServiceMode


class ServiceForm(forms.Form):
    """The way, the day, and the paper that proves it."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"data-uuid": True}))
    mode = forms.ChoiceField(
        label=_("How was it served?"),
        choices=ServiceMode,
        widget=forms.RadioSelect,
        help_text=_(
            "Never on a door or a board, never through others; to relatives in a sealed envelope only."
        ),
    )
    served_on = forms.DateField(label=_("Served or posted on"), widget=DateInput())
    photo = PaperField(
        label=_("Photo or scan of the signed receipt or the proof of delivery"),
        required=False,
        help_text=_("Without it the service proves little."),
    )
    consents = forms.BooleanField(
        label=_("The receipt was signed as it is printed, nothing crossed out"), required=False, initial=True
    )
    ems_number = forms.RegexField(
        label=_("EMS number"),
        regex=r"^[0-9A-Za-z]{8,30}$",
        max_length=30,
        required=False,
        error_messages={"invalid": _("An EMS number has digits and letters only.")},
    )
    delivered_on = forms.DateField(
        label=_("Delivered on, as the post says"), required=False, widget=DateInput()
    )
    witnesses = forms.CharField(
        label=_("Witnesses"), max_length=100, required=False, help_text=_("Where the signature was refused.")
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, notice: DemandNotice, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"served_on": today})
        super().__init__(*args, **kwargs)
        self.notice, self.today = notice, today

    def clean_uuid(self) -> uuids.UUID:
        """An id of ours where the phone gave none."""
        return self.cleaned_data["uuid"] or uuids.uuid4()

    def clean_served_on(self) -> date:
        """Between the day of issue and today."""
        day: date = self.cleaned_data["served_on"]
        if not self.notice.issued_on <= day <= self.today:
            raise ValidationError(_("Choose a day from the issue of the notice to today."))
        return day

    def clean(self) -> dict[str, Any]:
        """Each way has its own proof."""
        data = super().clean() or self.cleaned_data
        mode = data.get("mode")
        if mode == ServiceMode.POSTED:
            if not data.get("ems_number") and "ems_number" not in self.errors:
                self.add_error("ems_number", _("A letter is known by its EMS number."))
        elif mode and not data.get("photo") and "photo" not in self.errors:
            self.add_error("photo", _("Take a photo of the receipt: without it nothing is proved."))
        if mode == ServiceMode.REFUSED and not data.get("witnesses"):
            self.add_error("witnesses", _("Name the witnesses."))
        self._check_delivery(data)
        return data

    def _check_delivery(self, data: dict[str, Any]) -> None:
        delivered, served = data.get("delivered_on"), data.get("served_on")
        if delivered and served and not served <= delivered <= self.today:
            self.add_error("delivered_on", _("A letter arrives between the posting and today."))

    def served(self) -> Served:
        """The service of a valid form."""
        given = self.cleaned_data
        posted = given["mode"] == ServiceMode.POSTED
        return Served(
            mode=ServiceMode(given["mode"]),
            served_on=given["served_on"],
            delivered_on=given["delivered_on"] if posted else None,
            ems_number=given["ems_number"] if posted else "",
            consents=given["consents"],
            witnesses=given["witnesses"],
            note=given["note"],
        )

    @property
    def jpeg(self) -> bytes:
        """The paper as a JPEG or PDF, empty without one."""
        taken: Photo | None = self.cleaned_data["photo"]
        return taken.content if taken else b""
