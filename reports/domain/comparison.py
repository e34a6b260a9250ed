"""A summary's figures by name, and what differs between two summaries (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

from reports.domain.summary import SummaryFigures
from reports.enums import FRACTIONS, Figure

Number = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after; None where it could not be said."""

    figure: Figure
    before: Number
    after: Number

    @property
    def is_money(self) -> bool:
        """Whether it is an amount in yuan."""
        return isinstance(self.after or self.before, Decimal) and not self.is_fraction

    @property
    def is_fraction(self) -> bool:
        """Whether it is a part of a whole, shown in percent."""
        return self.figure in FRACTIONS

    @property
    def difference(self) -> Number:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before


def named(figures: SummaryFigures) -> dict[Figure, Number]:
    """Every figure of the whole campaign, in the order they are shown."""
    found = dict(_values(figures))
    return {figure: found[figure.value] for figure in Figure}


def changes(before: SummaryFigures, after: SummaryFigures) -> list[Change]:
    """The figures of the whole campaign that differ."""
    earlier, later = named(before), named(after)
    return [
        Change(figure, earlier[figure], later[figure])
        for figure in Figure
        if earlier[figure] != later[figure]
    ]


def _values(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        part, name = getattr(value, field.name), f"{prefix}{field.name}"
        if is_dataclass(part):
            yield from _values(part, f"{name}.")
        else:
            yield name, part
