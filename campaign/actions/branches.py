"""Branches that commands need before anybody has entered them."""

from typing import Any

from django.db import transaction

from campaign import audit
from campaign.enums import AuditKind
from campaign.models import Branch


@transaction.atomic
def branch_named(name: str, *, by: Any) -> tuple[Branch, bool]:
    """The branch of that name, and whether it was made for it: below the head office where there is one."""
    found = Branch.objects.filter(name=name).first()
    if found:
        return found, False
    roots = list(Branch.objects.filter(parent=None)[:2])
    branch = Branch(name=name, code=_free_code(), parent=roots[0] if len(roots) == 1 else None)
    branch.full_clean(exclude=["path"])
    branch.save()
    audit.record(AuditKind.BRANCH_CHANGED, target=branch, by=by, branch=branch, added=branch.code)
    return branch, True


def _free_code() -> str:
    taken = set(Branch.objects.filter(code__startswith="branch-").values_list("code", flat=True))
    number = next(number for number in range(1, len(taken) + 2) if f"branch-{number}" not in taken)
    return f"branch-{number}"
