"""Borrowers: people and enterprises that owe the bank."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from borrowers.enums import BorrowerKind, Category, Segment
from borrowers.models.subcategory import title_of, treatments, unfit
from campaign.common import clock
from campaign.common.crypto import EncryptedText, blind_index
from campaign.common.masking import mask_address, mask_identity_number, mask_name, mask_phone
from campaign.common.money import ZERO
from campaign.enums import Capability
from campaign.models import Branch, Campaign
from campaign.models.branch import below
from teams.models import Team

# Columns that say what the open loans add up to.
SUMS = ("total_owed", "longest_overdue", "open_loans", "has_off_balance")


class BorrowerQuerySet(models.QuerySet["Borrower"]):
    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Borrowers of the person's branches, coached campaigns and own teams, lent ones among them."""
        return self.filter(self.scope(user, to))

    def fit_for_cash(self, fit: bool = True) -> Self:
        """Borrowers taken into cash collection, or with False those left out of it (适合现金清收).

        What a manager decided counts before what the subcategory says; who is not classified is taken.
        """
        return self.filter(self.is_fit() if fit else ~self.is_fit())

    @staticmethod
    def is_fit() -> Q:
        """The condition of `fit_for_cash`."""
        return Q(fit_overrule=True) | Q(fit_overrule=None) & ~unfit()

    @staticmethod
    def scope(user: Any, to: Capability | None = None, prefix: str = "") -> Q:
        """The same condition for rows that hang on a borrower; `prefix` such as ``borrower__``."""
        reach = user.reach(to)
        if reach.everything:
            return Q()
        # The few branches are asked for once, rather than the branch of each of many rows.
        branches = Branch.objects.filter(below("path", reach.branches))
        return (
            Q(**{f"{prefix}branch__in": branches.order_by()})
            | Q(**{f"{prefix}campaign__in": reach.campaigns})
            | Q(**{f"{prefix}team__in": reach.teams})
            | Q(**{f"{prefix}home_team__in": reach.teams})
        )


class OfBorrowerQuerySet(models.QuerySet[Any]):
    """Rows that carry a `borrower` and are seen by whoever sees that borrower."""

    def visible_to(self, user: Any, to: Capability | None = None) -> Self:
        """Rows of the borrowers that the person sees."""
        return self.filter(BorrowerQuerySet.scope(user, to, "borrower__"))


class Borrower(models.Model):
    """One borrower of one campaign (借款人), by identity number. Personal data is encrypted, shown masked."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="borrowers")
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="borrowers", verbose_name=_("branch"))
    kind = models.CharField(_("kind"), max_length=10, choices=BorrowerKind, default=BorrowerKind.PERSON)
    name = EncryptedText(_("name"))
    name_index = models.CharField(max_length=64, db_index=True, editable=False)
    identity_number = EncryptedText(_("identity number"))
    identity_index = models.CharField(max_length=64, editable=False)
    phone = EncryptedText(_("phone"), blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="", db_index=True, editable=False)
    address = EncryptedText(_("address"), blank=True, default="")
    township = models.CharField(_("township"), max_length=40, blank=True, default="")
    village = models.CharField(_("village"), max_length=40, blank=True, default="")
    segment = models.CharField(_("segment"), max_length=20, choices=Segment, blank=True, default="")
    etiquette = models.CharField(_("etiquette note"), max_length=200, blank=True, default="")
    # Marks that change treatment.
    is_insider = models.BooleanField(_("staff or relative of staff"), default=False)
    is_public_employee = models.BooleanField(_("public employee"), default=False)
    is_vulnerable = models.BooleanField(_("vulnerable"), default=False)
    # What the visits say: nothing is demanded of the dead, relatives owe nothing by kinship (民法典 1161).
    is_deceased = models.BooleanField(_("deceased"), default=False, db_default=False, editable=False)
    # The current answers of the latest Classification, and the team of the open Assignment, for filters.
    category = models.CharField(_("category"), max_length=1, choices=Category, blank=True, default="")
    subcategory = models.CharField(_("subcategory"), max_length=2, blank=True, default="")
    # What the open Overrule says; None: the subcategory decides whether the borrower is asked for cash.
    fit_overrule = models.BooleanField(_("taken into cash collection"), null=True, blank=True)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="borrowers", verbose_name=_("team")
    )
    # While the borrower is lent: the team that gets it back, and sees it meanwhile.
    home_team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="lent", verbose_name=_("home team")
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="borrowers_in_charge",
        verbose_name=_("in charge"),
    )
    # Sums of the open loans, kept by `restate` for filters and orders over a whole register.
    total_owed = models.DecimalField(
        _("owed"), max_digits=14, decimal_places=2, default=ZERO, db_default=ZERO, editable=False
    )
    longest_overdue = models.PositiveIntegerField(_("overdue days"), default=0, db_default=0, editable=False)
    open_loans = models.PositiveIntegerField(_("open loans"), default=0, db_default=0, editable=False)
    has_off_balance = models.BooleanField(
        _("off balance sheet"), default=False, db_default=False, editable=False
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = BorrowerQuerySet.as_manager()

    class Meta:
        ordering = ["township", "village", "pk"]
        verbose_name = _("borrower")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "identity_index"], name="borrower_identity_once")
        ]
        indexes = [
            models.Index(fields=["campaign", "team"], name="borrower_by_team"),
            models.Index(fields=["campaign", "member"], name="borrower_by_member"),
            models.Index(fields=["home_team"], name="borrower_lent", condition=Q(home_team__isnull=False)),
            # The orders of the register. Branch and key make each answer a page from the index alone.
            models.Index(
                fields=["campaign", "township", "village", "branch", "id"], name="borrower_by_place"
            ),
            models.Index(fields=["campaign", "total_owed", "branch", "id"], name="borrower_by_owed"),
            models.Index(fields=["campaign", "longest_overdue", "branch", "id"], name="borrower_by_overdue"),
            models.Index(
                fields=["campaign", "category", "subcategory", "branch", "total_owed", "id"],
                name="borrower_by_subcategory",
            ),
            # Whatever the register is filtered by: rows are wide with sealed texts, this is a tenth of them.
            models.Index(
                fields=[
                    *("campaign", "branch", "team", "member", "category", "subcategory", "total_owed"),
                    *("longest_overdue", "open_loans", "has_off_balance", "is_insider", "is_public_employee"),
                    *("is_vulnerable", "fit_overrule", "township", "village", "id"),
                ],
                name="borrower_by_filters",
            ),
        ]

    class Privacy:
        """What each column is: encrypted and masked, a keyed hash of such a one, or plain."""

        masked = frozenset({"name", "identity_number", "phone", "address"})
        hashed = frozenset({"name_index", "identity_index", "phone_index"})

    def __str__(self) -> str:
        return f"borrower {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the search hashes in step with what they index; leaves the sums to `restate`."""
        self.name_index = blind_index(self.name)
        self.identity_index = blind_index(self.identity_number)
        self.phone_index = blind_index(self.phone)
        if not self._state.adding and kwargs.get("update_fields") is None:
            own = (field.name for field in self._meta.concrete_fields if not field.primary_key)
            kwargs["update_fields"] = [name for name in own if name not in SUMS]
        super().save(*args, **kwargs)

    @property
    def is_person(self) -> bool:
        """Whether the name is personal data."""
        return self.kind == BorrowerKind.PERSON

    @property
    def masked_name(self) -> str:
        """The name as pages show it: an enterprise's in full, a person's first character."""
        return mask_name(self.name) if self.is_person else self.name

    @property
    def subcategory_label(self) -> str:
        """The subcategory in words; empty when not classified."""
        return title_of(self.subcategory)

    @property
    def is_fit_for_cash(self) -> bool:
        """Whether the borrower is taken into cash collection, by a manager's word or by the subcategory."""
        if self.fit_overrule is not None:
            return self.fit_overrule
        return not self.subcategory or treatments()[self.subcategory].fit_for_cash

    @property
    def masked_identity_number(self) -> str:
        """A credit code is public and shown in full."""
        return mask_identity_number(self.identity_number) if self.is_person else self.identity_number

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    @property
    def masked_address(self) -> str:
        return mask_address(self.address)
