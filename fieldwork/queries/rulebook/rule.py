"""What stands in the table of rules about one of them."""

from dataclasses import dataclass

from django.utils.functional import Promise

from fieldwork.enums import RuleDecision, RuleMark, RuleSection, ViolationCode


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of lawful contact, by its number in the bank's legal table.

    `how` says where it is held, or why the product can't decide it. `source` is the text it comes from, in
    Chinese like all citations, and empty for a setting of the bank's own. `codes` are those of the engine
    that decide it, `test` what holds it.
    """

    section: RuleSection
    number: str
    decision: RuleDecision
    mark: RuleMark
    source: str
    title: str | Promise
    how: str | Promise
    codes: tuple[ViolationCode, ...] = ()
    test: str = ""

    @property
    def test_name(self) -> str:
        """The test without its path."""
        return self.test.rpartition("::")[2]
