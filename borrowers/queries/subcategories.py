"""The subcategories as an administrator sees them: how they are treated, and which answers lead to them."""

from dataclasses import dataclass

from borrowers.domain.classification import Table
from borrowers.domain.subcategories import SHIPPED, Treatment
from borrowers.enums import Method
from borrowers.models import SubcategorySettings
from borrowers.models.subcategory import table_in_force, treatments
from borrowers.queries.classification import in_words


@dataclass(frozen=True, slots=True)
class SubcategoryLine:
    """One subcategory; `answers` are the rows of the table that lead to it, in words."""

    treatment: Treatment
    is_changed: bool
    answers: list[str]

    @property
    def first_method(self) -> str:
        return str(Method(self.treatment.first).label)

    @property
    def second_method(self) -> str:
        return str(Method(self.treatment.second).label)


def lines() -> list[SubcategoryLine]:
    """Every subcategory; three queries."""
    known, (table, _version) = treatments(), table_in_force()
    changed = set(SubcategorySettings.objects.values_list("code", flat=True))
    return [SubcategoryLine(known[code], code in changed, answers_of(table, code)) for code in SHIPPED]


def answers_of(table: Table, code: str) -> list[str]:
    """What has to be answered for the subcategory, a line for each row of the table."""
    return [in_words(one.box) for one in table.rules if one.code == code]
