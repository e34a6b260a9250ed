"""What visits found to be different from what a borrower was classified by."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.models import Borrower, Classification
from borrowers.models.borrower import OfBorrowerQuerySet
from campaign.common import clock
from campaign.common.constraints import both_or_neither
from campaign.models import Campaign
from fieldwork.enums import ClassificationProposalState as State
from fieldwork.models.visit import Visit


class ClassificationProposal(models.Model):
    """Answers that have changed, as a visit found them (分类建议); the captain or the manager decides.

    `answers` holds the changed answers only, by question: what else is answered stays, whoever answered it.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="classification_proposals")
    borrower = models.ForeignKey(Borrower, models.PROTECT, related_name="classification_proposals")
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="proposal")
    answers = models.JSONField(_("changed answers"))
    reason = models.CharField(_("what was found"), max_length=200, blank=True, default="")
    # The classification that counted when it was proposed; a list that is undone takes its own along.
    basis = models.ForeignKey(Classification, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(_("reason of the decision"), max_length=200, blank=True, default="")
    # What became of it: the classification that was made, or the one that said the same already.
    classification = models.ForeignKey(Classification, models.SET_NULL, null=True, related_name="proposals")

    objects = OfBorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("proposed classification")
        constraints = [
            both_or_neither("decided_at", "decided_by", name="class_proposal_decided_at_and_by"),
            models.CheckConstraint(
                name="class_proposal_decided_unless_open",
                condition=Q(state=State.OPEN, decided_at=None)
                | ~Q(state=State.OPEN) & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="class_proposal_declined_with_a_reason",
                condition=~Q(state=State.DECLINED) | ~Q(decision=""),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state"], name="class_proposal_open")]

    def __str__(self) -> str:
        return f"proposed classification {self.pk}"
