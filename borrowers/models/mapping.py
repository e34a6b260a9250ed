"""What people said about the columns of lists."""

from django.conf import settings
from django.db import models

from campaign.common import clock
from campaign.models import Branch


class ColumnMapping(models.Model):
    """What a branch said once that the columns under a header mean (列对应); lists like it are read by it.

    `signature` knows the header again; `choices` gives each of its columns a field, or '' for extra data.
    """

    branch = models.ForeignKey(Branch, models.CASCADE, related_name="column_mappings")
    signature = models.CharField(max_length=64)
    choices = models.JSONField()
    said_at = models.DateTimeField(default=clock.now, editable=False)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "signature"], name="column_mapping_once_a_branch")
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.signature[:8]}"
