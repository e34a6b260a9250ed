"""Correcting which days are worked."""

from datetime import date
from typing import Any

from django.db import transaction

from campaign import audit
from campaign.common.remembered import forget
from campaign.enums import AuditKind
from campaign.models import WorkdayCorrection
from campaign.queries.workdays import REMEMBERED


@transaction.atomic
def correct_workday(*, day: date, is_workday: bool, source: str, by: Any) -> WorkdayCorrection:
    """Says of a day whether people work; what was said of it before is replaced."""
    values = {"is_workday": is_workday, "source": source}
    correction, _is_new = WorkdayCorrection.objects.update_or_create(day=day, defaults=values)
    forget(REMEMBERED)
    facts: dict[str, Any] = {"day": str(day), "is_workday": is_workday}
    audit.record(AuditKind.WORKDAY_CORRECTED, target=correction, by=by, reason=source, **facts)
    return correction


@transaction.atomic
def drop_correction(*, correction: WorkdayCorrection, by: Any) -> None:
    """The calendar that ships counts again for the day."""
    audit.record(AuditKind.WORKDAY_CORRECTED, target=correction, by=by, day=str(correction.day), removed=True)
    correction.delete()
    forget(REMEMBERED)
