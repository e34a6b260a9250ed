"""A visit that was recorded wrongly is recorded anew; what was said first stays readable."""

from dataclasses import replace
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaign.common import clock
from fieldwork.actions.visits import VisitReport
from fieldwork.enums import VisitOutcome
from fieldwork.forms.visits import ColleaguesField, VisitForm
from fieldwork.models import Visit
from fieldwork.queries.visits import mates
from teams.models import User

# What a person can have got wrong, by the form's field and the visit's column.
CORRECTABLE = {
    "met": "met",
    "outcome": "outcome",
    "identity_shown": "identity_shown",
    "recording_notice": "recording_notice",
    "contact_method": "method",
    "place": "place",
    "cause": "cause",
    "intention": "intention",
    "means": "means",
    "lever": "lever",
    "illusion": "illusion",
    "note": "note",
    "agreed_step": "agreed_step",
    "agreed_on": "agreed_on",
    "violation_reason": "violation_reason",
}
# What the phone measured or announced is taken over: nobody corrects it by hand.
MEASURED = ("latitude", "longitude", "accuracy_m", "located_at", "no_fix_reason", "photo_count")


class VisitCorrectionForm(VisitForm):
    """The answers of a visit as they should have been; promise, photos and place stay as they are."""

    reason = forms.CharField(
        label=_("Why is it corrected?"),
        max_length=200,
        error_messages={"required": _("Say why: it stands beside both versions.")},
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        local = clock.local(visit.visited_at, visit.campaign.time_zone).replace(tzinfo=None)
        kwargs["initial"] = {
            **{field: getattr(visit, column) for field, column in CORRECTABLE.items()},
            "visited_at": local,
            "colleagues": [one.pk for one in visit.colleagues.all() if one != visit.recorded_by],
        }
        super().__init__(*args, borrower=visit.borrower, user=visit.recorded_by, **kwargs)
        self.visit, self.corrects = visit, visit.first_version
        # Whoever was along then, in the team still or not.
        along = Q(pk__in=mates(visit.borrower, visit.recorded_by).values("pk")) | Q(visits=visit.pk)
        choices = User.objects.filter(along).exclude(pk=visit.recorded_by_id).distinct()
        cast("ColleaguesField", self.fields["colleagues"]).queryset = choices.order_by("employee_number")

    def _clean_promise(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("outcome") == VisitOutcome.PROMISED and not self.visit.promises.exists():
            self.add_error(
                "outcome", _now("No promise was recorded with this visit: record it on the borrower's page.")
            )

    def report(self) -> VisitReport:
        """What the visit was, with what was measured at the time."""
        measured = {name: getattr(self.visit, name) for name in MEASURED}
        return replace(super().report(), **measured, promise=None, found={}, found_reason="")
