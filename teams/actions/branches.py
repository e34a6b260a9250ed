"""Growing and rearranging the branch tree."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from campaign import audit
from campaign.common.changes import apply_changes, claim_revision
from campaign.enums import AuditKind
from campaign.models import Branch
from teams.models import User

PATH_LENGTH: int = Branch._meta.get_field("path").max_length or 0


@transaction.atomic
def create_branch(*, code: str, name: str, parent: Branch | None, by: User) -> Branch:
    """A new branch below `parent`, or a new head office."""
    branch = Branch(code=code, name=name, parent=parent)
    _store(branch, was="")
    audit.record(
        AuditKind.BRANCH_CHANGED, target=branch, by=by, branch=branch, change="created", name=name, code=code
    )
    return branch


@transaction.atomic
def change_branch(
    branch: Branch, *, code: str, name: str, parent: Branch | None, revision: int, by: User
) -> None:
    """Renames or moves a branch; everything below moves with it.

    Raises ValidationError when it would come to lie below itself, the tree would become too deep, or somebody
    else changed the branch since `revision`.
    """
    # The whole tree is held: of two people who move branches at once, the second sees what the first did.
    tree = {one.pk: one for one in Branch.objects.select_for_update(of=("self",)).order_by("pk")}
    branch = tree[branch.pk]
    claim_revision(branch, revision)
    parent = tree[parent.pk] if parent else None
    if parent and parent.path.startswith(branch.path):
        raise ValidationError({"parent": _("A branch can't lie below itself.")})
    was = branch.path
    values: dict[str, Any] = {"code": code, "name": name, "parent": parent}
    changes = apply_changes(branch, values)
    if changes:
        _store(branch, was=was)
        audit.record(AuditKind.BRANCH_CHANGED, target=branch, by=by, branch=branch, changes=changes)


def _store(branch: Branch, *, was: str) -> None:
    """Saves the branch and brings the paths of everything below it in step."""
    below = list(Branch.objects.filter(path__startswith=was).exclude(pk=branch.pk)) if was else []
    path = f"{branch.parent.path if branch.parent else ''}{branch.code}/"
    longest = max([len(path), *(len(path) + len(one.path) - len(was) for one in below)])
    if longest > PATH_LENGTH:
        raise ValidationError({"parent": _("The tree would become too deep.")})
    try:
        with transaction.atomic():
            branch.save()
    except IntegrityError:
        raise ValidationError(_("Somebody has just taken this branch code or name.")) from None
    Branch.objects.filter(pk__in=[one.pk for one in below]).update(
        path=Concat(Value(branch.path), Substr("path", len(was) + 1))
    )
