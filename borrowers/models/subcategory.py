"""What an administrator changed about the subcategories and about the table that decides on them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.domain import classification, subcategories
from borrowers.domain.classification import Table, from_data
from borrowers.domain.subcategories import EASIEST, HARDEST, StartingStep, Treatment
from borrowers.enums import Subcategory
from borrowers.enums.treatment import Approver, WayOut
from campaign.common import clock
from campaign.common.remembered import remembered


class SubcategorySettings(models.Model):
    """How one subcategory is called and treated in this bank (小类设置); without a row it is as it ships."""

    code = models.CharField(_("subcategory"), max_length=2, unique=True, choices=Subcategory)
    title = models.CharField(_("name"), max_length=20, blank=True, default="")
    way_out = models.CharField(_("way out"), max_length=14, choices=WayOut)
    fit_for_cash = models.BooleanField(_("fit for cash collection"))
    ease = models.PositiveSmallIntegerField(_("ease"))
    # Methods by their keys.
    first = models.CharField(_("first method"), max_length=40)
    second = models.CharField(_("second method"), max_length=40)
    approver = models.CharField(_("who approves a change"), max_length=12, choices=Approver)
    # What a plan starts from: pairs of a method's key and days after the plan is made.
    steps = models.JSONField(_("first steps of a plan"), default=list)

    class Meta:
        ordering = ["code"]
        verbose_name = _("subcategory")
        constraints = [
            models.CheckConstraint(
                name="subcategory_ease_in_range", condition=Q(ease__gte=HARDEST, ease__lte=EASIEST)
            )
        ]

    def __str__(self) -> str:
        return self.code

    def treatment(self) -> Treatment:
        """The same as rules take it; where no name was given it is the one that ships."""
        return Treatment(
            code=self.code,
            title=self.title or subcategories.SHIPPED[self.code].title,
            way_out=WayOut(self.way_out),
            fit_for_cash=self.fit_for_cash,
            ease=self.ease,
            first=self.first,
            second=self.second,
            approver=Approver(self.approver),
            steps=tuple(StartingStep(method, days) for method, days in self.steps),
        )


class DecisionTable(models.Model):
    """A version of the decision table (决策表版本): never changed; the highest number decides."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    rules = models.JSONField(_("rules"))
    reason = models.CharField(_("reason"), max_length=200)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("decision table")

    def __str__(self) -> str:
        return f"decision table {self.number}"

    @property
    def table(self) -> Table:
        """The same as rules take it."""
        return Table(from_data(self.rules))


def settings_of(code: str, *, lock: bool = False, as_shipped: bool = False) -> SubcategorySettings:
    """The stored settings of a subcategory, else new ones that say what ships."""
    stored = SubcategorySettings.objects.select_for_update() if lock else SubcategorySettings.objects
    settings = None if as_shipped else stored.filter(code=code).first()
    if settings is not None:
        return settings
    ships = subcategories.SHIPPED[code]
    return SubcategorySettings(
        code=code,
        way_out=ships.way_out,
        fit_for_cash=ships.fit_for_cash,
        ease=ships.ease,
        first=ships.first,
        second=ships.second,
        approver=ships.approver,
        steps=[[step.method, step.after_days] for step in ships.steps],
    )


def treatments() -> dict[str, Treatment]:
    """Every subcategory by its code, as this bank calls and treats it; read once for a page."""
    return remembered(SubcategorySettings, _read_treatments)


def _read_treatments() -> dict[str, Treatment]:
    return subcategories.SHIPPED | {one.code: one.treatment() for one in SubcategorySettings.objects.all()}


def table_in_force() -> tuple[Table, DecisionTable | None]:
    """The table that decides now, with its version; there is none while the table that ships decides."""
    version = DecisionTable.objects.first()
    return (version.table, version) if version else (classification.SHIPPED, None)


def title_of(code: str) -> str:
    """The subcategory in words; empty without a code."""
    return str(treatments()[code].title) if code else ""


def unfit() -> Q:
    """Subcategories, read from the column `subcategory`, that are not fit for cash collection."""
    changed = SubcategorySettings.objects.order_by()
    return Q(subcategory__in=changed.filter(fit_for_cash=False).values("code")) | (
        Q(subcategory__in=sorted(subcategories.UNFIT)) & ~Q(subcategory__in=changed.values("code"))
    )
