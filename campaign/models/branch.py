"""The bank's tree: head office, branches, sub-branches."""

import operator
from functools import reduce
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.enums import Capability


def below(field: str, paths: tuple[str, ...]) -> Q:
    """Rows whose branch path, read from `field`, is one of `paths` or lies under one of them."""
    return reduce(operator.or_, (Q(**{f"{field}__startswith": path}) for path in paths), Q(pk__in=[]))


class BranchQuerySet(models.QuerySet["Branch"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Own branch and those below it."""
        reach = user.reach(to)
        return self if reach.everything else self.filter(below("path", reach.branches))

    def under(self, branch: "Branch") -> Self:
        """The branch itself and everything below it."""
        return self.filter(path__startswith=branch.path)


class Branch(models.Model):
    """One node of the bank (机构): 总行, 支行, 分理处."""

    code = models.SlugField(_("branch code"), max_length=20, unique=True)
    name = models.CharField(_("branch name"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent branch"),
    )
    # Codes from the root down, each followed by a slash: one prefix test finds a whole subtree.
    path = models.CharField(max_length=200, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = BranchQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name = _("branch")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the path in step with the parent.

        Codes are in small letters: SQLite compares the start of a path without regard to case.
        """
        self.code = self.code.lower()
        self.path = f"{self.parent.path if self.parent else ''}{self.code}/"
        super().save(*args, **kwargs)

    @property
    def depth(self) -> int:
        """0 for head office."""
        return self.path.count("/") - 1
