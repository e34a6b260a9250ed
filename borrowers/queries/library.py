"""Reads of the methods library and the talk guides: what ships, with what the bank changed."""

from collections.abc import Collection
from dataclasses import dataclass

from borrowers.enums import Method
from borrowers.enums.plans import Talk
from borrowers.library.methods import METHODS
from borrowers.library.talks import NEVER, TALKS
from borrowers.models import BankMethod, BankTalk


@dataclass(frozen=True, slots=True)
class MethodCard:
    """A method as this bank has it; `is_own` where the bank changed it."""

    key: Method
    when: str
    how: str
    evidence: str
    needs_review: bool
    is_offered: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class TalkCard:
    """A talk guide as this bank has it, line by line; `is_own` where the bank changed it."""

    key: Talk
    find_out: tuple[str, ...]
    may_say: tuple[str, ...]
    never_say: tuple[str, ...]
    is_own: bool


def method_cards() -> dict[Method, MethodCard]:
    """Every method, in the order of the library; one query."""
    own = {one.key: one for one in BankMethod.objects.all()}
    return {key: _method_card(own.get(key.value) or shipped_method(key)) for key in METHODS}


def shipped_method(key: Method) -> BankMethod:
    """The method as it ships, in the reader's language, not stored."""
    text = METHODS[key]
    return BankMethod(
        key=key.value,
        when=str(text.when),
        how=str(text.how),
        evidence=str(text.evidence),
        needs_review=text.needs_review,
    )


def method_of(key: Method) -> BankMethod:
    """The method as this bank has it; one that has no id is as it ships."""
    return BankMethod.objects.filter(key=key).first() or shipped_method(key)


def needing_review(cards: Collection[MethodCard]) -> frozenset[str]:
    """Keys of the methods that no plan may choose without a recorded review."""
    return frozenset(card.key.value for card in cards if card.needs_review)


def talk_cards(keys: Collection[Talk] = tuple(Talk)) -> list[TalkCard]:
    """These guides in their order; one query."""
    own = {one.key: one for one in BankTalk.objects.filter(key__in=keys)}
    return [_talk_card(key, own.get(key.value)) for key in keys]


def shipped_talk(key: Talk) -> BankTalk:
    """The guide as it ships, in the reader's language, not stored; nothing added to what is never said."""
    text = TALKS[key]
    return BankTalk(
        key=key.value, find_out="\n".join(map(str, text.find_out)), may_say="\n".join(map(str, text.may_say))
    )


def talk_of(key: Talk) -> BankTalk:
    """The guide as this bank has it; one that has no id is as it ships."""
    return BankTalk.objects.filter(key=key).first() or shipped_talk(key)


def never_whatever_the_guide() -> list[str]:
    """What may never be said or done, in every situation."""
    return [str(line) for line in NEVER]


def _method_card(stored: BankMethod) -> MethodCard:
    return MethodCard(
        key=Method(stored.key),
        when=stored.when,
        how=stored.how,
        evidence=stored.evidence,
        needs_review=stored.needs_review,
        is_offered=stored.is_offered,
        is_own=stored.pk is not None,
    )


def _talk_card(key: Talk, own: BankTalk | None) -> TalkCard:
    stored = own or shipped_talk(key)
    never = tuple(str(line) for line in TALKS[key].never_say)
    return TalkCard(
        key=key,
        find_out=tuple(stored.find_out.splitlines()),
        may_say=tuple(stored.may_say.splitlines()),
        never_say=never + tuple(stored.never_say.splitlines()),
        is_own=own is not None,
    )
