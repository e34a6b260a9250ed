"""Reads of exports: what goes into the list, who waits for whom."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from borrowers.enums import BorrowerKind
from borrowers.enums.exports import ExportKind, ExportState
from borrowers.models import Borrower, Export
from borrowers.models.subcategory import title_of
from borrowers.queries.filters import condition
from borrowers.queries.register import order_of, register
from campaign.common import clock
from campaign.common.masking import mask_address, mask_identity_number, mask_name, mask_phone
from campaign.common.xlsx import Column, Sheet
from campaign.enums import Capability
from campaign.models import Campaign
from teams.models import User

_COLUMNS = (
    "kind", "name", "identity_number", "phone", "address", "township", "village", "subcategory", "open_loans",
    "total_owed", "longest_overdue", "team__name", "branch__name",
)  # fmt: skip
CHUNK = 2000


def borrowers_to_export(
    campaign: Campaign, user: User, filters: Mapping[str, str], *, is_masked: bool
) -> QuerySet[Borrower]:
    """The borrowers of a filtered register that the person may take out; unmasked, may also see in full."""
    rows = register(campaign, user).filter(condition(campaign, user, filters))
    rows = rows.filter(Borrower.objects.scope(user, Capability.EXPORT))
    return rows if is_masked else rows.filter(Borrower.objects.scope(user, Capability.REVEAL))


def register_sheet(export: Export, note: str, report: Callable[[int, int], None]) -> Sheet:
    """The list as it leaves, read while it is written; identity numbers of people are never in full."""
    columns = [
        Column(_("Borrower"), 16), Column(_("Identity number"), 22), Column(_("Phone"), 16),
        Column(_("Address"), 40), Column(_("Township"), 14), Column(_("Village"), 14),
        Column(_("Subcategory"), 22), Column(_("Open loans"), 12), Column(_("Owed"), 16),
        Column(_("Overdue days"), 12), Column(_("Team"), 14), Column(_("Branch"), 18),
    ]  # fmt: skip
    return Sheet(_("Borrowers"), columns, _rows(export, report), note)


def _rows(export: Export, report: Callable[[int, int], None]) -> Iterator[tuple[Any, ...]]:
    rows = borrowers_to_export(
        export.campaign, export.asked_by, export.filters, is_masked=export.is_masked
    ).order_by(*order_of(""))
    titles = _titles()
    names, phones, addresses = (mask_name, mask_phone, mask_address) if export.is_masked else (str, str, str)
    values = rows.values_list(*_COLUMNS).iterator(chunk_size=CHUNK)
    for number, (kind, name, identity, phone, address, *rest) in enumerate(values):
        if number % CHUNK == 0:
            report(number, export.rows)
        is_person = kind == BorrowerKind.PERSON
        township, village, code, loans, owed, overdue, team, branch = rest
        yield (
            names(name) if is_person else name,
            mask_identity_number(identity) if is_person else identity,
            phones(phone), addresses(address), township, village, titles(code), loans, owed, overdue, team,
            branch,
        )  # fmt: skip


def _titles() -> Callable[[str], str]:
    """Code and words of a subcategory, each looked up once."""
    known: dict[str, str] = {"": ""}

    def title(code: str) -> str:
        if code not in known:
            known[code] = f"{code} {title_of(code)}"
        return known[code]

    return title


def unmasked_today(user: User) -> int:
    """Rows of personal data that the person took out or asked for today without anybody's approval."""
    start, end = clock.day_bounds(clock.today())
    alone = Export.objects.filter(kind=ExportKind.REGISTER, asked_by=user, is_masked=False, decided_by=None)
    today = alone.filter(asked_at__gte=start, asked_at__lt=end).exclude(state=ExportState.WAITING)
    return int(today.aggregate(rows=Sum("rows"))["rows"] or 0)


def own_exports(campaign: Campaign, user: User) -> QuerySet[Export]:
    """What the person asked for, the newest first."""
    return Export.objects.filter(campaign=campaign, asked_by=user).select_related(
        "campaign", "job", "decided_by"
    )


def waiting_for(campaign: Campaign, user: User) -> QuerySet[Export]:
    """Requests of others that the person may decide, the oldest first."""
    waiting = Export.objects.visible_to(user, to=Capability.APPROVE_EXPORT).filter(
        campaign=campaign, state=ExportState.WAITING
    )
    return waiting.exclude(asked_by=user).select_related("campaign", "asked_by").order_by("asked_at")


def news_count(campaign: Campaign, user: User) -> int:
    """What waits for the person: requests to decide, own files not yet fetched, own requests declined."""
    now = clock.now()
    ready = Q(state=ExportState.READY, taken_at=None, expires_at__gt=now)
    declined = Q(state=ExportState.DECLINED, decided_at__gt=now - timedelta(hours=settings.EXPORT_KEEP_HOURS))
    news = Q(ready | declined, asked_by=user) | Q(pk__in=waiting_for(campaign, user).order_by().values("pk"))
    return Export.objects.filter(news, campaign=campaign).count()
