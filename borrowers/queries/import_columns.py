"""What the pages show on which a person says what the columns of a list mean."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from borrowers.domain.columns import Vocabulary
from borrowers.enums import BatchKind
from borrowers.importing.layouts import LAYOUTS
from borrowers.importing.refusals import FIELDS
from borrowers.importing.wanted import samples
from borrowers.models import ColumnMapping, ImportBatch
from borrowers.queries.imports import MASKS
from campaign.common.masking import mask_unknown


def vocabulary_of(batch: ImportBatch) -> Vocabulary:
    """What the columns of a file of this kind can mean."""
    layout, _codec = LAYOUTS[BatchKind(batch.kind)]
    return layout.vocabulary


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A column that a person gives its meaning: its place, and some of its cells, masked."""

    letter: str
    samples: list[str]


@dataclass(frozen=True, slots=True)
class UnmappedSheet:
    """A sheet by its name, and the columns that it seems to lack, in words."""

    name: str
    missing: str


def askable_sheets(batch: ImportBatch) -> list[dict[str, Any]]:
    """Sheets of which somebody may say what the columns mean: those that need it first, then the lists."""
    return [*batch.found.get("unmapped", []), *batch.found.get("sheets", [])]


def required_columns(batch: ImportBatch) -> str:
    """The columns that a file of this kind can't do without, in words."""
    return _(", ").join(str(FIELDS[field]) for field in vocabulary_of(batch).required)


def unmapped_sheets(batch: ImportBatch) -> list[UnmappedSheet]:
    """Sheets that nobody can read before somebody says what their columns mean."""
    return [
        UnmappedSheet(
            sheet["name"],
            _(", ").join(
                str(FIELDS[field])
                for field in vocabulary_of(batch).required
                if field not in {column["field"] for column in sheet["columns"]}
            ),
        )
        for sheet in batch.found.get("unmapped", [])
    ]


def asked_columns(batch: ImportBatch, sheet: dict[str, Any]) -> list[AskedColumn]:
    """The columns of a sheet with what is in them; personal data is masked, and what nobody knows as well."""
    cells = samples(batch).get(sheet["name"], [])
    impersonal = vocabulary_of(batch).impersonal
    cells += [[]] * (len(sheet["columns"]) - len(cells))
    return [
        AskedColumn(
            xl_col_to_name(column["position"]),
            [cell if column["field"] in impersonal else _masked(column["field"], cell) for cell in some],
        )
        for column, some in zip(sheet["columns"], cells, strict=True)
    ]


def said_before(batch: ImportBatch, sheet: dict[str, Any]) -> ColumnMapping | None:
    """By whom and when it was said what the columns under this header mean."""
    said = ColumnMapping.objects.filter(branch=batch.branch, signature=sheet["signature"])
    return said.select_related("said_by").first()


def offered_sheets(batch: ImportBatch) -> tuple[list[tuple[str, str]], list[str]]:
    """The sheets that a person may choose from, with what they are called, and those that were read."""
    found = batch.found
    read = [sheet["name"] for sheet in found.get("sheets", [])]
    names = [(name, name) for name in [*read, *found.get("unchosen_sheets", [])]]
    hidden = [(name, _("%(sheet)s (hidden)") % {"sheet": name}) for name in found.get("hidden_sheets", [])]
    return [*names, *hidden], read


def _masked(field: str, cell: str) -> str:
    return MASKS.get(field, mask_unknown)(cell)
