"""What an administrator changes: names and treatment of subcategories, and the table that decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from borrowers.domain.classification import SHIPPED, Fault, Rule, as_data, faults
from borrowers.domain.subcategories import Treatment
from borrowers.enums import Method
from borrowers.models import DecisionTable, SubcategorySettings
from borrowers.models.subcategory import settings_of, table_in_force
from borrowers.queries.classification import in_words
from campaign import audit
from campaign.common.changes import apply_changes
from campaign.common.remembered import forget
from campaign.enums import AuditKind
from teams.models import User

# So many of the faults of a table are named; the others are counted.
NAMED = 8


@transaction.atomic
def change_subcategory(*, treatment: Treatment, by: User) -> None:
    """Stores how the subcategory is called and treated from now on; an empty name is the one that ships."""
    settings = settings_of(treatment.code, lock=True)
    values = {
        "title": treatment.title,
        "way_out": treatment.way_out.value,
        "fit_for_cash": treatment.fit_for_cash,
        "ease": treatment.ease,
        "first": treatment.first,
        "second": treatment.second,
        "approver": treatment.approver.value,
        "steps": [[step.method, step.after_days] for step in treatment.steps],
    }
    changes = _changes(settings, values)
    if not changes:
        return
    settings.save()
    forget(SubcategorySettings)
    audit.record(
        AuditKind.SUBCATEGORY_CHANGED, target=settings, by=by, subcategory=settings.code, changes=changes
    )


@transaction.atomic
def reset_subcategory(*, code: str, by: User) -> None:
    """The subcategory is called and treated as it ships again."""
    settings = SubcategorySettings.objects.select_for_update().filter(code=code).first()
    if settings is None:
        return
    ships = settings_of(code, as_shipped=True)
    names = [field.name for field in settings._meta.fields if field.name not in {"id", "code"}]
    changes = _changes(settings, {name: getattr(ships, name) for name in names})
    audit.record(
        AuditKind.SUBCATEGORY_CHANGED,
        target=settings,
        by=by,
        subcategory=code,
        change="reset",
        changes=changes,
    )
    settings.delete()
    forget(SubcategorySettings)


def _changes(settings: SubcategorySettings, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Sets the values that differ; what changed, for the trail."""
    steps = settings.steps
    changes = apply_changes(settings, values)
    if "steps" in changes:
        changes["steps"] = [_in_a_line(steps), _in_a_line(settings.steps)]
    return changes


def _in_a_line(steps: Sequence[Sequence[Any]]) -> str:
    """Steps of a plan: each method with its days."""
    return _("; ").join(f"{Method(method).label} +{days}" for method, days in steps)


@transaction.atomic
def change_table(*, rules: Sequence[Rule], seen: int, reason: str, by: User) -> DecisionTable:
    """A new version of the decision table, which decides from now on; classifications made stay as they are.

    `seen` is the number of the version that was edited, 0 for the table that ships. Raises ValidationError
    when somebody else made a version since then, when the rules leave a combination of answers without a
    subcategory or give it two, naming the combinations, and when nothing changed.
    """
    before, version = table_in_force()
    number = version.number if version else 0
    if number != seen:
        raise ValidationError(_("Somebody else changed this meanwhile. Load the page again first."))
    if found := faults(rules):
        raise ValidationError(_sentences(found))
    if set(rules) == set(before.rules):
        raise ValidationError(_("Nothing changed: the table decides like this already."))
    try:
        with transaction.atomic():
            made = DecisionTable.objects.create(
                number=number + 1, rules=as_data(rules), reason=reason, made_by=by
            )
    except IntegrityError:
        raise ValidationError(_("Somebody else changed this meanwhile. Load the page again first.")) from None
    changes = {
        code: [old, new]
        for code in sorted({one.code for one in (*before.rules, *rules)})
        if (old := _rows_of(code, before.rules)) != (new := _rows_of(code, rules))
    }
    audit.record(
        AuditKind.DECISION_TABLE_CHANGED,
        target=made,
        by=by,
        reason=reason,
        number=made.number,
        changes=changes,
    )
    return made


def reset_table(*, seen: int, reason: str, by: User) -> DecisionTable:
    """A new version that decides as the table that ships; raises ValidationError like `change_table`."""
    return change_table(rules=SHIPPED.rules, seen=seen, reason=reason, by=by)


def _rows_of(code: str, rules: Sequence[Rule]) -> str:
    return _("; or ").join(sorted(in_words(one.box) for one in rules if one.code == code))


def _sentences(found: Sequence[Fault]) -> list[str]:
    """What is wrong with a table, combination by combination."""
    said = [_sentence(one) for one in found[:NAMED]]
    if more := len(found[NAMED:]):
        text = ngettext("And %(count)s further combination.", "And %(count)s further combinations.", more)
        said.append(text % {"count": more})
    return said


def _sentence(fault: Fault) -> str:
    words = in_words(fault.box)
    if fault.is_gap:
        return _("No row fits: %(answers)s.") % {"answers": words}
    codes = _(" and ").join(fault.codes)
    return _("%(codes)s fit at once: %(answers)s.") % {"codes": codes, "answers": words}
