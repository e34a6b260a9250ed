"""The visit as it is recorded on one page; the same form takes it from a page and from the phone's script."""

import uuid as uuids
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from borrowers.models import Borrower
from campaign.common import clock
from campaign.common.forms import DateInput, RowsField
from campaign.common.photo_fields import MAX_PHOTOS, PhotosField
from fieldwork.actions.visits import NOTED, VisitReport
from fieldwork.domain.contact_policy import violations
from fieldwork.domain.phone_clock import by_our_clock
from fieldwork.enums import (
    OBLIGORS,
    AgreedStep,
    DefaultCause,
    Met,
    ViolationCode,
    VisitMethod,
    VisitOutcome,
)
from fieldwork.forms.classification import VisitFindingsForm
from fieldwork.forms.located import MAX_SKEW, LocatedForm
from fieldwork.forms.promises import VisitPromiseForm
from fieldwork.models import Visit
from fieldwork.queries.contact import contact_of, policy_of, sentence
from fieldwork.queries.visits import mates, usual_mates
from teams.models import User

# What can come of a visit at which nobody was met.
WITHOUT_TALK = frozenset({VisitOutcome.ABSENT, VisitOutcome.MOVED, VisitOutcome.DECEASED})
# What the report takes over as it was answered.
AS_ANSWERED = (
    "uuid", "visited_at", "met", "outcome", "place", "identity_shown", "recording_notice", "cause",
    "intention", "means", "lever", "illusion", "note", "agreed_step",
    "agreed_on", "violation_reason",
)  # fmt: skip


class ColleaguesField(RowsField[User]):
    """Colleagues by name. Asked for as if required, but alone is an answer: the contact rules judge it."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> QuerySet[User]:
        chosen: QuerySet[User] = super().clean(value) if value else User.objects.none()
        return chosen

    def label_from_instance(self, obj: User) -> str:
        return obj.name


def essential(label: Any, placeholder: Any) -> forms.CharField:
    """One of the six essentials in the colleague's own words."""
    widget = forms.TextInput(attrs={"placeholder": placeholder, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=300, required=False, widget=widget)


class VisitForm(LocatedForm):
    """Who was met, where, with whom, what came of it, and what was learned."""

    # Set for what waited on a phone: nobody stands before the page any more who could be asked.
    sent_later = forms.BooleanField(required=False, widget=forms.HiddenInput)
    met = forms.ChoiceField(
        label=_("Who was met"),
        choices=Met,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who was met.")},
    )
    outcome = forms.ChoiceField(
        label=_("Result"),
        choices=VisitOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    colleagues = ColleaguesField(label=_("Who was with you"), queryset=User.objects.none())
    identity_shown = forms.BooleanField(label=_("Work card and authorisation shown"), required=False)
    recording_notice = forms.BooleanField(label=_("Recording was announced"), required=False)
    visited_at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    # A field named `method` would hide the form's own from the scripts.
    contact_method = forms.ChoiceField(
        label=_("Method"), choices=VisitMethod, widget=forms.RadioSelect, initial=VisitMethod.DOOR_VISIT
    )
    place = forms.CharField(label=_("Where, if not at home"), max_length=120, required=False)
    cause = forms.ChoiceField(
        label=_("Why overdue"), choices=DefaultCause, widget=forms.RadioSelect, required=False
    )
    intention = essential(_("What the borrower intends"), _("pay after the harvest"))
    means = essential(_("What they can pay"), _("2,000 a month from wages"))
    lever = essential(_("What moves them"), _("guarantor, reputation, coming season"))
    illusion = essential(_("Illusion cleared up"), _("“the debt lapses by itself”"))
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": ""})
    )
    agreed_step = forms.ChoiceField(
        label=_("What comes next"), choices=AgreedStep, widget=forms.RadioSelect, required=False
    )
    agreed_on = forms.DateField(label=_("On which day"), widget=DateInput, required=False)
    photos = PhotosField(label=_("Photos"), required=False)
    photo_count = forms.IntegerField(
        min_value=0,
        max_value=MAX_PHOTOS,
        required=False,
        widget=forms.HiddenInput(attrs={"data-photo-count": True}),
    )
    violation_reason = forms.CharField(label=_("Why it was so"), max_length=200, required=False)

    def __init__(
        self, *args: Any, borrower: Borrower, user: User, until: datetime | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.borrower = borrower
        # When the borrower was taken from the person's team, if that has happened.
        self.until = until
        # The first version of the visit that this corrects, if it does.
        self.corrects: int | None = None
        # The rules that the visit as typed breaks.
        self.broken: list[ViolationCode] = []
        cast("ColleaguesField", self.fields["colleagues"]).queryset = mates(borrower, user)
        if not self.is_bound:
            self.initial.setdefault("colleagues", usual_mates(borrower, user))
        local = clock.local(clock.now(), borrower.campaign.time_zone)
        self.initial.setdefault("visited_at", local.replace(tzinfo=None))
        self.fields["visited_at"].widget.attrs["max"] = f"{local:%Y-%m-%dT%H:%M}"
        self.promise = VisitPromiseForm(
            self.data if self.is_bound else None, borrower=borrower, made_on=borrower.campaign.today
        )
        self.findings = VisitFindingsForm(self.data if self.is_bound else None, borrower=borrower)

    def full_clean(self) -> None:
        """Times without a zone are the campaign's."""
        with timezone.override(self.borrower.campaign.time_zone):
            super().full_clean()

    def clean_uuid(self) -> uuids.UUID:
        """An id of ours where the phone gave none."""
        given = super().clean_uuid()
        self.promise.is_repeat = Visit.versions.filter(uuid=given).exists()
        return given

    def clean_visited_at(self) -> datetime:
        """A visit is over when it is recorded, and belongs to the campaign."""
        at = self._by_our_clock(self.cleaned_data["visited_at"])
        campaign = self.borrower.campaign
        if self.until is not None and at > self.until:
            raise ValidationError(_("By then the borrower was in the hands of another team."))
        if at > clock.now() + MAX_SKEW:
            raise ValidationError(_("The time is in the future: check the phone's clock."))
        if clock.business_day(at, campaign.time_zone) < campaign.starts_on:
            day = {"day": campaign.starts_on.isoformat()}
            raise ValidationError(_("Before the campaign's first day, %(day)s."), params=day)
        said: datetime = self.cleaned_data["visited_at"]
        return said

    def clean(self) -> dict[str, Any]:
        """Answers that contradict each other, the promise, and the contact rules."""
        cleaned = super().clean() or self.cleaned_data
        self._refuse_contradictions(cleaned)
        if "visited_at" in cleaned:
            zone = self.borrower.campaign.time_zone
            self.promise.made_on = clock.business_day(self._by_our_clock(cleaned["visited_at"]), zone)
        self._clean_promise(cleaned)
        self._clean_step(cleaned)
        if not self.findings.is_valid():
            self.add_error(None, _now("In what was found changed something is missing or impossible."))
        if {"visited_at", "met", "contact_method", "colleagues"} <= cleaned.keys():
            self._check_rules(cleaned)
        return cleaned

    def _refuse_contradictions(self, cleaned: dict[str, Any]) -> None:
        met, outcome = cleaned.get("met"), cleaned.get("outcome")
        if met == Met.NOBODY and outcome and outcome not in WITHOUT_TALK:
            self.add_error("met", _now("With nobody met, this result can't be: choose who was met."))
        if outcome == VisitOutcome.ABSENT and met in OBLIGORS:
            self.add_error("outcome", _now("Somebody who owes was met: choose what came of it."))

    def _clean_promise(self, cleaned: dict[str, Any]) -> None:
        promise = self.promise
        if cleaned.get("outcome") == VisitOutcome.PROMISED:
            promise.empty_permitted = False
        if not promise.is_valid():
            self.add_error(None, _now("In the promise something is missing or impossible."))
        elif promise.has_changed() and cleaned.get("met") not in OBLIGORS:
            self.add_error(
                "met", _now("Only borrower, co-borrower or guarantor can promise; note what others said.")
            )

    def _clean_step(self, cleaned: dict[str, Any]) -> None:
        step, day = cleaned.get("agreed_step"), cleaned.get("agreed_on")
        if step == AgreedStep.COME_AGAIN and day is None and "agreed_on" not in self.errors:
            self.add_error("agreed_on", _now("Give the day on which somebody comes again."))
        if day is not None and not step:
            self.add_error("agreed_step", _now("Choose what is to be done on that day."))
        if day is not None and "visited_at" in cleaned and day < self.promise.made_on:
            self.add_error("agreed_on", _now("That day was before the visit."))

    def _check_rules(self, cleaned: dict[str, Any]) -> None:
        campaign = self.borrower.campaign
        contact = contact_of(
            self.borrower,
            at=self._by_our_clock(cleaned["visited_at"]),
            apart_from=self.corrects,
            uuid=cleaned.get("uuid"),
            colleagues=1 + len(cleaned["colleagues"]),
            method=cleaned["contact_method"],
            met=cleaned["met"],
            identity_shown=cleaned["identity_shown"],
            text=" ".join(cleaned.get(name) or "" for name in NOTED),
        )
        self.broken = violations(contact, policy_of(campaign))
        is_asked = bool(self.broken) and not cleaned["sent_later"]
        self.fields["violation_reason"].required = is_asked
        if is_asked and not cleaned.get("violation_reason"):
            rules = " ".join(sentence(code, campaign) for code in self.broken)
            ask = _now("%(rules)s Say why it was so: it is kept, and flagged.")
            self.add_error("violation_reason", ask % {"rules": rules})

    def report(self) -> VisitReport:
        """What the colleague says, ready to be recorded."""
        cleaned = self.cleaned_data
        return VisitReport(
            **{name: cleaned[name] for name in AS_ANSWERED},
            method=cleaned["contact_method"],
            colleagues=tuple(cleaned["colleagues"]),
            **self.place_taken(),
            photo_count=max(cleaned["photo_count"] or 0, len(cleaned["photos"])),
            promise=self.promise.terms_or_none(),
            found=self.findings.answers(),
            found_reason=self.findings.cleaned_data["reason"],
            skew_seconds=round(self.skew().total_seconds()),
        )

    def _by_our_clock(self, said: datetime) -> datetime:
        return by_our_clock(said, self.skew())

    def all_errors(self) -> dict[str, list[str]]:
        """Every error by field, those of the promise among them, as the phone's script reads them."""
        own = {name: [str(one) for one in found] for name, found in self.errors.items()}
        parts = {
            part.add_prefix(name): found
            for part in (self.promise, self.findings)
            for name, found in part.errors.items()
        }
        return own | {name: [str(one) for one in found] for name, found in parts.items()}
