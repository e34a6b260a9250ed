"""One plan per borrower: its versions with their steps, and the legal reviews that its methods need."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.domain.plans import ANY_DEPTH, Content, Step
from borrowers.enums import Method
from borrowers.enums.plans import PlanState
from borrowers.enums.treatment import Approver
from borrowers.models.borrower import Borrower, BorrowerQuerySet, OfBorrowerQuerySet
from campaign.common.constraints import both_or_neither
from campaign.enums import Capability


class OfPlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Rows of the plans of the borrowers that the person sees."""
        return self.filter(BorrowerQuerySet.scope(user, to, "plan__borrower__"))


class Plan(models.Model):
    """The plan for one borrower (一户一策). `revision` grows with each version that is written."""

    borrower = models.OneToOneField(Borrower, models.CASCADE, related_name="plan")
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["borrower"]
        verbose_name = _("plan")

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlanVersion(models.Model):
    """A version of a plan (方案版本): never changed, only decided. One is in force, one may wait."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=PlanState)
    goal = models.CharField(_("goal"), max_length=200)
    first_method = models.CharField(_("first method"), max_length=20, choices=Method)
    second_method = models.CharField(
        _("second method"), max_length=20, choices=Method, blank=True, default=""
    )
    # The subcategory when it was written.
    code = models.CharField(_("subcategory"), max_length=2, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="plans_written")
    # Who may approve it; nobody needs to where the plan is as the subcategory drafts it.
    needs = models.CharField(_("approved by"), max_length=12, choices=Approver, blank=True, default="")
    needs_depth = models.PositiveSmallIntegerField(default=ANY_DEPTH)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    remark = models.CharField(_("remark"), max_length=200, blank=True, default="")

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of a plan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=PlanState.IN_FORCE), name="plan_one_version_in_force"
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=PlanState.WAITING), name="plan_one_version_waiting"
            ),
            both_or_neither("decided_at", "decided_by", name="plan_decided_at_and_by"),
            models.CheckConstraint(
                name="plan_waits_for_somebody", condition=~Q(state=PlanState.WAITING) | ~Q(needs="")
            ),
        ]
        indexes = [models.Index(fields=["state", "written_at"], name="plan_waiting")]

    def __str__(self) -> str:
        return f"plan {self.plan_id} version {self.number}"

    @property
    def content(self) -> Content:
        """What the version says; reads the steps."""
        steps = tuple(step.content for step in self.steps.all())
        return Content(self.goal, self.first_method, self.second_method, steps)


class PlanStep(models.Model):
    """A dated step of a version (方案步骤)."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    method = models.CharField(_("method"), max_length=20, choices=Method)
    due_on = models.DateField(_("until"))
    what = models.CharField(_("what exactly"), max_length=200, blank=True, default="")
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("in charge")
    )
    bring = models.CharField(_("to bring"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["version", "place"]
        verbose_name = _("step of a plan")
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="plan_step_place_once")]

    def __str__(self) -> str:
        return f"step {self.place} of version {self.version_id}"

    @property
    def content(self) -> Step:
        """The same as rules take it."""
        return Step(self.method, self.due_on, self.what, self.who_id, self.bring)


class PlanReview(models.Model):
    """The legal department's word on a method in one plan (法律审查): who and when, and who wrote it down."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    method = models.CharField(_("method"), max_length=20, choices=Method)
    reviewer = models.CharField(_("reviewed by"), max_length=40)
    reviewed_on = models.DateField(_("reviewed on"))
    opinion = models.CharField(_("opinion"), max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("legal review of a plan")
        constraints = [models.UniqueConstraint(fields=["plan", "method"], name="plan_review_once")]

    def __str__(self) -> str:
        return f"review of plan {self.plan_id}"
