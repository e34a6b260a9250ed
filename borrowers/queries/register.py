"""Reads of the register of borrowers."""

from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from borrowers.enums import Category, LoanState
from borrowers.models import Borrower, Loan
from campaign.common.money import ZERO
from campaign.models import Campaign
from teams.models import User


def register(campaign: Campaign, user: User, *, text: str = "") -> QuerySet[Borrower]:
    """Borrowers that the person sees, with `owed` (yuan), `overdue` (days), `loan_count`, `has_open_loan`.

    Only loans are joined, so that the sums are of loans and of nothing else. `has_loan_like` says whether a
    loan number contains `text`.
    """
    of_borrower = Loan.objects.filter(borrower=OuterRef("pk"))
    return (
        Borrower.objects.visible_to(user)
        .filter(campaign=campaign)
        .select_related("branch", "team", "member")
        .annotate(
            owed=Coalesce(Sum(F("loans__principal") + F("loans__interest")), ZERO),
            overdue=Coalesce(Max("loans__overdue_days"), 0),
            loan_count=Count("loans"),
            has_open_loan=Exists(of_borrower.filter(state=LoanState.OPEN)),
            has_loan_like=Exists(of_borrower.filter(loan_number__icontains=text)),
        )
    )


def townships(campaign: Campaign, user: User) -> list[str]:
    """Townships of the borrowers that the person sees, by name."""
    seen = Borrower.objects.visible_to(user).filter(campaign=campaign).exclude(township="")
    return list(seen.order_by("township").values_list("township", flat=True).distinct())


def by_category(campaign: Campaign, user: User) -> list[dict[str, Any]]:
    """Households and yuan owed in each category that occurs, unclassified ones last."""
    seen = Borrower.objects.visible_to(user).filter(campaign=campaign)
    rows = {
        row["category"]: row
        for row in seen.order_by()
        .values("category")
        .annotate(
            households=Count("pk", distinct=True),
            owed=Coalesce(Sum(F("loans__principal") + F("loans__interest")), ZERO),
        )
    }
    known = [
        {**rows[category.value], "label": category.label} for category in Category if category.value in rows
    ]
    return known + ([{**rows[""], "label": ""}] if "" in rows else [])
