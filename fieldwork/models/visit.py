"""Visits as they happened, with their evidence."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.models import Borrower
from borrowers.models.borrower import BorrowerQuerySet, OfBorrowerQuerySet
from campaign.common import clock
from campaign.enums import Capability
from campaign.models import Campaign
from fieldwork.enums import AgreedStep, DefaultCause, Met, VisitMethod, VisitOutcome
from fieldwork.models.located import Located
from teams.models import Team


class NewestVisits(models.Manager.from_queryset(OfBorrowerQuerySet)):  # type: ignore[misc]
    """Visits as they stand: a version that was corrected counts nowhere and is listed nowhere."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(is_newest=True)


class Visit(Located):
    """One visit to one borrower (走访), recorded afterwards and never edited.

    A correction is a row of its own, a later version of the `original`; photos, promise and proposal hang on
    the newest version. `objects` has the newest versions, `versions` has all.

    `uuid` is made once on the phone: the same id with the same body is the same visit, with another body it
    is refused. `day` is the business day of `visited_at`. `violations` lists the contact rules it broke:
    what happened is kept, and flagged.
    """

    uuid = models.UUIDField(unique=True)
    body_digest = models.CharField(max_length=64, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="visits")
    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="visits")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="visits")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="visits_recorded",
        verbose_name=_("recorded by"),
    )
    # Everybody at the door, the recorder among them.
    colleagues = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="visits", verbose_name=_("colleagues")
    )
    visited_at = models.DateTimeField(_("visited at"))
    day = models.DateField(_("day"))
    received_at = models.DateTimeField(default=clock.now, editable=False)
    skew_seconds = models.IntegerField(default=0, help_text="Phone's clock minus ours.")
    met = models.CharField(_("who was met"), max_length=12, choices=Met)
    method = models.CharField(_("method"), max_length=20, choices=VisitMethod, default=VisitMethod.DOOR_VISIT)
    outcome = models.CharField(_("result"), max_length=12, choices=VisitOutcome)
    place = models.CharField(_("place"), max_length=120, blank=True, default="")
    identity_shown = models.BooleanField(_("identity shown"), default=False)
    recording_notice = models.BooleanField(_("recording announced"), default=False)
    # The six essentials (六要点); the sixth, the promise, is a row of its own.
    cause = models.CharField(_("why overdue"), max_length=20, choices=DefaultCause, blank=True, default="")
    intention = models.CharField(_("what the borrower intends"), max_length=300, blank=True, default="")
    means = models.CharField(_("what they can pay"), max_length=300, blank=True, default="")
    lever = models.CharField(_("what moves them"), max_length=300, blank=True, default="")
    illusion = models.CharField(_("illusion cleared up"), max_length=300, blank=True, default="")
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    # What is to be done after the visit, and for which day that was agreed.
    agreed_step = models.CharField(
        _("agreed next step"), max_length=12, choices=AgreedStep, blank=True, default=""
    )
    agreed_on = models.DateField(_("agreed for"), null=True, blank=True)
    photo_count = models.PositiveSmallIntegerField(default=0, help_text="Photos announced by the phone.")
    violations = models.JSONField(default=list)
    violation_reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    # Of a correction: the first version, who wrote it (the visit stays its recorder's) and why.
    original = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrections", editable=False
    )
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("corrected by")
    )
    correction_reason = models.CharField(_("why it was corrected"), max_length=200, blank=True, default="")
    is_newest = models.BooleanField(default=True, db_default=True, editable=False)

    objects = NewestVisits()
    versions = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-visited_at", "-pk"]
        verbose_name = _("visit")
        constraints = [
            models.CheckConstraint(
                name="visit_corrected_by_somebody_for_a_reason",
                condition=Q(original=None, corrected_by=None, correction_reason="")
                | Q(original__isnull=False, corrected_by__isnull=False) & ~Q(correction_reason=""),
            ),
            models.UniqueConstraint(
                name="visit_one_newest_correction", fields=["original"], condition=Q(is_newest=True)
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "day"], name="visit_by_day"),
            models.Index(fields=["borrower", "day"], name="visit_of_borrower"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def first_version(self) -> int:
        """The key of the version that was recorded first: it places the visit among the borrower's others."""
        return self.original_id or self.pk

    def history(self) -> "models.QuerySet[Visit]":
        """Every version of this visit, the first recorded first."""
        own = Q(pk=self.first_version) | Q(original=self.first_version)
        found: models.QuerySet[Visit] = Visit.versions.filter(own).order_by("pk")
        return found


class VisitPhotoQuerySet(models.QuerySet["VisitPhoto"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Photos of the borrowers that the person sees."""
        return self.filter(BorrowerQuerySet.scope(user, to, "visit__borrower__"))


class VisitPhoto(models.Model):
    """A photo taken as evidence (照片), with its own id and digest."""

    uuid = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos")
    file = models.ImageField(upload_to="photos/%Y/%m/")
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=clock.now, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = VisitPhotoQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"photo {self.pk}"
