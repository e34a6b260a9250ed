"""Tables of the borrowers app as workbooks."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from borrowers.queries.categories import CategoryTable, Figures, Line
from campaign.common.xlsx import PERCENT, Column, Sheet, workbook


def category_workbook(table: CategoryTable, filters: Iterable[str], watermark: str) -> bytes:
    """Categories with their subcategories, and the ways out: two sheets, each with its total."""
    note = " · ".join([watermark, *filters])
    return workbook(
        [
            Sheet(_("Categories"), _columns(_("Category")), _categories(table), note),
            Sheet(_("Ways out"), _columns(_("Way out")), _ways(table), note),
        ]
    )


def _columns(first: str) -> list[Column]:
    return [
        Column(first, 30),
        Column(_("Borrowers"), 10),
        Column(_("Asked for cash"), 10),
        Column(_("Loans"), 10),
        Column(_("Owed at the opening"), 18),
        Column(_("Owed now"), 18),
        Column(_("Recovered (verified)"), 18),
        Column(_("Recovery rate"), 10, PERCENT),
    ]


def _row(name: str, one: Figures) -> tuple[object, ...]:
    return name, one.borrowers, one.fit, one.loans, one.opening, one.now, one.recovered, one.share


def _name(line: Line) -> str:
    return f"{line.code} {line.label}".strip() or _("Not classified")


def _categories(table: CategoryTable) -> Iterator[tuple[object, ...]]:
    for category, subcategories in table.categories:
        yield _row(_name(category), category.figures)
        for line in subcategories:
            yield _row(f"    {_name(line)}", line.figures)
    yield _row(_("Total"), table.total)


def _ways(table: CategoryTable) -> Iterator[tuple[object, ...]]:
    for line in table.ways:
        yield _row(line.label or _("Not classified"), line.figures)
    yield _row(_("Total"), table.total)
