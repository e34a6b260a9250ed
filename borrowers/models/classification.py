"""Every classification a borrower was given."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from borrowers.enums import (
    Ability,
    ClassificationSource,
    Fraud,
    Guarantee,
    Livelihood,
    Loss,
    Willingness,
)
from borrowers.models.borrower import Borrower, OfBorrowerQuerySet
from borrowers.models.subcategory import DecisionTable, title_of
from campaign.common import clock


class Classification(models.Model):
    """The six answers and the subcategory that they gave (分类记录). The latest counts; none is deleted."""

    borrower = models.ForeignKey(Borrower, models.CASCADE, related_name="classifications")
    livelihood = models.CharField(_("livelihood"), max_length=10, choices=Livelihood)
    ability = models.CharField(_("ability"), max_length=10, choices=Ability)
    willingness = models.CharField(_("willingness"), max_length=12, choices=Willingness)
    guarantee = models.CharField(_("guarantee"), max_length=14, choices=Guarantee)
    fraud = models.CharField(_("fraud evidence"), max_length=14, choices=Fraud, default=Fraud.NONE)
    loss = models.CharField(_("loss ground"), max_length=20, choices=Loss, default=Loss.NONE)
    code = models.CharField(_("subcategory"), max_length=2)
    # The version of the table that decided; None: the table that ships.
    table = models.ForeignKey(
        DecisionTable, models.PROTECT, null=True, related_name="+", verbose_name=_("decision table")
    )
    source = models.CharField(_("source"), max_length=10, choices=ClassificationSource)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey("borrowers.ImportBatch", models.CASCADE, null=True, related_name="+")

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("classification")

    def __str__(self) -> str:
        return f"{self.borrower_id} {self.code}"

    @property
    def subcategory_label(self) -> str:
        """The subcategory in words."""
        return title_of(self.code)
