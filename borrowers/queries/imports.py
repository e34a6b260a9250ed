"""What the pages of an import show."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from xlsxwriter.utility import xl_col_to_name

from borrowers.domain.problems import OUTCOMES, Code
from borrowers.enums import BatchKind, BatchState, RowOutcome
from borrowers.importing import sentences
from borrowers.importing.refusals import FIELDS
from borrowers.models import BatchRow, ImportBatch
from campaign.common.masking import mask_address, mask_identity_number, mask_name, mask_phone
from campaign.enums import Capability
from campaign.models import Branch, Campaign
from teams.models import User

MASKS = {
    "name": mask_name,
    "guarantors": mask_name,
    "identity_number": mask_identity_number,
    "phone": mask_phone,
    "address": mask_address,
}
_ORDER = (RowOutcome.REJECTED, RowOutcome.WARNED, RowOutcome.IGNORED)
_UNITS = {"10000": _("10,000 yuan"), "1000": _("1,000 yuan"), "100000000": _("100 million yuan")}
_SUMMED = {
    "balance": _("Balance"),
    "amount": _("Amount granted"),
    "total": _("Amount"),
    "principal": _("Principal"),
    "interest": _("Interest"),
}


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """All rows of a list with the same problem."""

    code: str
    title: str
    outcome: RowOutcome
    count: int


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One row with a problem, its cell as in the sheet but for personal data."""

    sheet: str
    row: int
    column: str
    cell: str
    loan_number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of the sheet, and what it was understood as ('' for one that is kept as extra data)."""

    letter: str
    header: str
    field: str | Promise
    unit: str | Promise


@dataclass(frozen=True, slots=True)
class TotalLine:
    """The sum of a column beside the sheet's own total."""

    label: str | Promise
    rows: Decimal
    own: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """None where the sheet has no total of its own."""
        return None if self.own is None else self.rows - self.own


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet that is a list, as the page shows it."""

    name: str
    header_row: int
    loan_rows: int
    own_total_row: int | None
    columns: list[ColumnLine]
    totals: list[TotalLine]
    # By which the page that says what the columns mean knows it.
    place: int
    is_remembered: bool
    hidden_rows: int
    hidden_columns: str

    @property
    def mapped(self) -> list[ColumnLine]:
        return [column for column in self.columns if column.field]

    @property
    def extra(self) -> list[ColumnLine]:
        return [column for column in self.columns if not column.field]

    @property
    def fits(self) -> bool | None:
        """Whether every total agrees with its rows; None without a total to compare with."""
        known = [total.difference for total in self.totals if total.difference is not None]
        return all(difference == 0 for difference in known) if known else None


def batches(campaign: Campaign, user: User, kind: BatchKind = BatchKind.LIST) -> "QuerySet[ImportBatch]":
    """The workbooks of one kind that the person may deal with in a campaign, the latest first."""
    own = ImportBatch.objects.filter(campaign=campaign, kind=kind)
    visible: QuerySet[ImportBatch] = own.visible_to(user)
    return visible.select_related("branch", "uploaded_by", "job")


def waiting_count(campaign: Campaign, user: User) -> int:
    """How many lists were read and wait for somebody to say what they mean or to confirm them."""
    return batches(campaign, user).filter(state__in=(BatchState.COLUMNS, BatchState.READY)).count()


def waiting_ledgers(campaign: Campaign, user: User) -> int:
    """How many ledgers were read and wait to be booked."""
    return batches(campaign, user, BatchKind.LEDGER).filter(state=BatchState.READY).count()


def branches_to_import_for(campaign: Campaign, user: User) -> "QuerySet[Branch]":
    """Branches of the campaign for which the person may import, the highest first."""
    taking_part = Q(path__startswith=campaign.branch.path) | Q(campaigns=campaign)
    return Branch.objects.visible_to(user, to=Capability.IMPORT_LIST).filter(taking_part).distinct()


def earlier_import(batch: ImportBatch) -> ImportBatch | None:
    """An import of the very same file before this one."""
    same = ImportBatch.objects.filter(campaign=batch.campaign, digest=batch.digest, state=BatchState.IMPORTED)
    return same.exclude(pk=batch.pk).select_related("uploaded_by").order_by("-imported_at").first()


def problem_groups(batch: ImportBatch) -> list[ProblemGroup]:
    """The kinds of problems of the list: what was rejected first, then the most frequent."""
    groups = [
        ProblemGroup(code, sentences.title(code), OUTCOMES[Code(code)], count)
        for code, count in batch.found.get("problems", {}).items()
    ]
    return sorted(groups, key=lambda group: (_ORDER.index(group.outcome), -group.count, group.code))


def problem_rows(batch: ImportBatch, code: str) -> "QuerySet[BatchRow]":
    """The rows with one kind of problem, in the order of the sheet."""
    return batch.rows.filter(code=code).order_by("sheet", "row", "pk")


def problem_lines(rows: Iterable[BatchRow]) -> list[ProblemRow]:
    """Rows with their sentences; personal data is masked."""
    return [
        ProblemRow(
            row.sheet,
            row.row,
            row.column,
            _shown(row),
            row.loan_number,
            sentences.sentence(row.code, row.facts),
        )
        for row in rows
    ]


def _shown(row: BatchRow) -> str:
    mask = mask_address if row.code == Code.NOTE_ROW else MASKS.get(row.field)
    return mask(row.cell) if mask else row.cell


def sheet_lines(batch: ImportBatch) -> list[SheetLine]:
    """What was found in each sheet that is a list."""
    return [
        SheetLine(
            name=sheet["name"],
            place=len(batch.found.get("unmapped", [])) + index,
            is_remembered=sheet.get("is_remembered", False),
            hidden_rows=sheet.get("hidden_rows", 0),
            hidden_columns="、".join(map(xl_col_to_name, sheet.get("hidden_columns", []))),
            header_row=sheet["header_row"],
            loan_rows=sheet["loan_rows"],
            own_total_row=sheet["own_total"]["row"] if sheet["own_total"] else None,
            columns=[
                ColumnLine(
                    xl_col_to_name(column["position"]),
                    column["header"],
                    FIELDS.get(column["field"], ""),
                    _UNITS.get(column["factor"], "") if column["field"] else "",
                )
                for column in sheet["columns"]
            ],
            totals=[
                TotalLine(label, Decimal(figure), own.get(field))
                for own in [_own_figures(sheet["own_total"])]
                for field, label in _SUMMED.items()
                if (figure := sheet["sums"].get(field))
                and (Decimal(figure) or field in {column["field"] for column in sheet["columns"]})
            ],
        )
        for index, sheet in enumerate(batch.found.get("sheets", []))
    ]


def _own_figures(own_total: dict[str, dict[str, str]] | None) -> dict[str, Decimal]:
    return {name: Decimal(figure) for name, figure in own_total["figures"].items()} if own_total else {}
