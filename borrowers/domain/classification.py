"""The decision table: six answers give exactly one of 22 subcategories (二十二小类), whatever they are.

As it ships: evidence of fraud decides D; else a ground for loss decides E; else the livelihood decides A, B
or C. In A and B "unreachable" counts as "refusing". The rules may be drawn anew: a table in which some
combination of answers meets no rule or two of them is no table.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

from borrowers.enums import Ability, Category, Fraud, Guarantee, Livelihood, Loss, Willingness


class Answers(NamedTuple):
    """What a person answers about a borrower."""

    livelihood: Livelihood
    ability: Ability
    willingness: Willingness
    guarantee: Guarantee
    fraud: Fraud = Fraud.NONE
    loss: Loss = Loss.NONE


# The six questions in their order, each with its possible answers.
QUESTIONS: dict[str, Any] = {
    "livelihood": Livelihood,
    "ability": Ability,
    "willingness": Willingness,
    "guarantee": Guarantee,
    "fraud": Fraud,
    "loss": Loss,
}
# Answers to each question, in the order of the questions.
Box = tuple[frozenset[str], ...]
EVERYTHING: Box = tuple(frozenset(choices) for choices in QUESTIONS.values())


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: the subcategory of every combination of the answers in its box."""

    code: str
    box: Box

    def fits(self, answers: Answers) -> bool:
        """Whether each answer is one that the row accepts."""
        return all(answer in accepted for answer, accepted in zip(answers, self.box, strict=True))


def rule(code: str, **accepted: Iterable[str] | str) -> Rule:
    """A row that asks the named questions only: one answer that it accepts, or several."""
    given = {name: {value} if isinstance(value, str) else value for name, value in accepted.items()}
    box = (given.get(name, every) for name, every in zip(QUESTIONS, EVERYTHING, strict=True))
    return Rule(code, tuple(frozenset(answers) for answers in box))


@dataclass(frozen=True, slots=True)
class Fault:
    """Combinations (`box`) that meet no rule, or the rules of several subcategories or of one twice."""

    codes: tuple[str, ...]
    box: Box

    @property
    def is_gap(self) -> bool:
        """Whether no rule fits."""
        return not self.codes


def faults(rules: Sequence[Rule]) -> list[Fault]:
    """What keeps the rules from being a table; the 864 combinations are tried one by one."""
    wrong: dict[tuple[str, ...], list[Answers]] = defaultdict(list)
    for combination in product(*QUESTIONS.values()):
        answers = Answers(*combination)
        codes = tuple(one.code for one in rules if one.fits(answers))
        if len(codes) != 1:
            wrong[codes].append(answers)
    return [Fault(codes, box) for codes, found in wrong.items() for box in _merged(found)]


def _merged(combinations: Iterable[Answers]) -> Iterator[Box]:
    """The same combinations in fewer boxes: those that differ in one answer only become one."""
    boxes: list[Box] = [tuple(frozenset({answer}) for answer in one) for one in combinations]
    for place in range(len(QUESTIONS)):
        alike: dict[Box, frozenset[str]] = defaultdict(frozenset)
        for box in boxes:
            alike[box[:place] + box[place + 1 :]] |= box[place]
        boxes = [(*rest[:place], answers, *rest[place:]) for rest, answers in alike.items()]
    yield from boxes


@dataclass(frozen=True)
class Table:
    """Rules of which exactly one fits, whatever is answered."""

    rules: tuple[Rule, ...]
    _known: dict[Answers, str] = field(default_factory=dict, repr=False, compare=False)

    def code_of(self, answers: Answers) -> str:
        """The code of the one subcategory that the answers give, such as ``B2``."""
        if answers not in self._known:
            self._known[answers] = self.rule_of(answers).code
        return self._known[answers]

    def rule_of(self, answers: Answers) -> Rule:
        """The row that decides."""
        return next(one for one in self.rules if one.fits(answers))


def as_data(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """The rules as JSON values."""
    return [
        {"code": one.code}
        | {
            name: [answer.value for answer in choices if answer in accepted]
            for (name, choices), accepted in zip(QUESTIONS.items(), one.box, strict=True)
        }
        for one in rules
    ]


def from_data(data: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules that `as_data` wrote."""
    return tuple(Rule(one["code"], tuple(frozenset(one[name]) for name in QUESTIONS)) for one in data)


_SOME = {Ability.FULL, Ability.PARTIAL}
_AWAY = {Willingness.REFUSING, Willingness.UNREACHABLE}
_WILLING, _STALLING = Willingness.WILLING, Willingness.STALLING
_HELD, _LACKING = Guarantee.EFFECTIVE, Guarantee.INSUFFICIENT


def _living(code: str, livelihood: Livelihood, **accepted: Iterable[str] | str) -> Rule:
    """A rule for those of whom neither fraud nor loss is known."""
    return rule(code, livelihood=livelihood, fraud=Fraud.NONE, loss=Loss.NONE, **accepted)


_NORMAL, _STRAINED, _CEASED = Livelihood.NORMAL, Livelihood.STRAINED, Livelihood.CEASED
SHIPPED = Table(
    (
        _living("A1", _NORMAL, willingness=_WILLING, ability=Ability.FULL),
        _living("A2", _NORMAL, willingness=_WILLING, ability={Ability.PARTIAL, Ability.NONE}),
        _living("A3", _NORMAL, willingness=_STALLING, guarantee=_HELD),
        _living("A4", _NORMAL, willingness=_STALLING, guarantee=_LACKING),
        _living("A5", _NORMAL, willingness=_AWAY, guarantee=_HELD),
        _living("A6", _NORMAL, willingness=_AWAY, guarantee=_LACKING),
        _living("B1", _STRAINED, willingness=_WILLING, ability=_SOME),
        _living("B2", _STRAINED, willingness=_WILLING, ability=Ability.NONE, guarantee=_HELD),
        _living("B3", _STRAINED, willingness=_WILLING, ability=Ability.NONE, guarantee=_LACKING),
        _living("B4", _STRAINED, willingness=_STALLING, guarantee=_HELD),
        _living("B5", _STRAINED, willingness=_STALLING, guarantee=_LACKING),
        _living("B6", _STRAINED, willingness=_AWAY),
        _living("C1", _CEASED, willingness=_WILLING, ability=_SOME),
        _living("C2", _CEASED, willingness={_STALLING, Willingness.REFUSING}, ability=_SOME),
        _living(
            "C3",
            _CEASED,
            willingness=set(Willingness) - {Willingness.UNREACHABLE},
            ability=Ability.NONE,
            guarantee=_HELD,
        ),
        _living(
            "C4",
            _CEASED,
            willingness=set(Willingness) - {Willingness.UNREACHABLE},
            ability=Ability.NONE,
            guarantee=_LACKING,
        ),
        _living("C5", _CEASED, willingness=Willingness.UNREACHABLE),
        rule("D1", fraud=Fraud.IMPERSONATION),
        rule("D2", fraud=Fraud.FORGERY),
        rule("D3", fraud=Fraud.DIVERSION),
        rule("E1", fraud=Fraud.NONE, loss=Loss.PERSON_GONE),
        rule("E2", fraud=Fraud.NONE, loss=Loss.PROCEEDINGS_ENDED),
    )
)


def category_of(code: str) -> Category:
    """The category a subcategory belongs to."""
    return Category(code[0])
