"""What the audit trail is narrowed to."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from campaign.common.forms import DateInput
from campaign.enums import AuditKind
from campaign.models import Campaign


class AuditFilterForm(forms.Form):
    """Kind, person, campaign, days and object; what is not understood narrows nothing and is said."""

    person = forms.CharField(label=_("Who"), required=False, max_length=40)
    kind = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("Everything")), *AuditKind.choices]
    )
    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        required=False,
        queryset=Campaign.objects.none(),
        to_field_name="code",
        empty_label=_("Any campaign"),
    )
    since = forms.DateField(label=_("From day"), required=False, widget=DateInput)
    until = forms.DateField(label=_("To day"), required=False, widget=DateInput)
    target = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = Campaign.objects.visible_to(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        return cleaned

    def as_q(self) -> Q:
        """The condition on the events."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        condition = Q(**{name: chosen[name] for name in ("kind", "target") if name in chosen})
        if campaign := chosen.get("campaign"):
            condition &= Q(campaign_code=campaign.code)
        if since := chosen.get("since"):
            condition &= Q(at__gte=clock.day_bounds(since)[0])
        if until := chosen.get("until"):
            condition &= Q(at__lt=clock.day_bounds(until)[1])
        if person := chosen.get("person"):
            condition &= Q(actor_id__in=self._people(person))
        return condition

    @staticmethod
    def _people(typed: str) -> list[int]:
        """Those who bear the name or the number, even when their account is closed."""
        people = get_user_model()._default_manager.filter(
            Q(name__icontains=typed) | Q(employee_number=typed) | Q(username__iexact=typed)
        )
        return list(people.order_by("pk").values_list("pk", flat=True)[:200])

    @property
    def before_event(self) -> int | None:
        """The event before which the page begins."""
        before: int | None = self.cleaned_data.get("before")
        return before
