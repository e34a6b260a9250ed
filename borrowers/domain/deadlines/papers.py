"""Which paper keeps a claim alive, and whose signature it needs (必签清单)."""

from dataclasses import replace

from borrowers.domain.deadlines.answer import Deadline
from borrowers.enums.deadlines import DeadlineKind, DeadlineStatus, Measure, Paper, Remedy, Signer

_BY_KIND: dict[DeadlineKind, tuple[Paper, Signer]] = {
    DeadlineKind.LIMITATION: (Paper.DEMAND_NOTICE, Signer.BORROWER),
    DeadlineKind.GUARANTEE_PERIOD: (Paper.GUARANTEE_DEMAND, Signer.GUARANTOR),
    DeadlineKind.GUARANTEE_DEBT: (Paper.GUARANTEE_DEMAND, Signer.GUARANTOR),
    DeadlineKind.ENFORCEMENT: (Paper.APPLICATION, Signer.LEGAL),
}
_BY_REMEDY: dict[Remedy, tuple[Paper, Signer]] = {
    Remedy.SUE_DEBTOR: (Paper.COMPLAINT, Signer.LEGAL),
    Remedy.NEW_GUARANTEE: (Paper.NEW_GUARANTEE, Signer.GUARANTOR),
    Remedy.CLAIM_ESTATE: (Paper.ESTATE_CLAIM, Signer.LEGAL),
    Remedy.FOLLOW_COURT: (Paper.NONE, Signer.NOBODY),
    Remedy.NOTHING: (Paper.NONE, Signer.NOBODY),
}
# What only a borrower who lives can sign.
_SIGNED_BY_BORROWER = frozenset({Remedy.SIGN_NOTICE, Remedy.SIGN_CONSENT})


def of_the_dead(deadline: Deadline) -> Deadline:
    """The same clock where the borrower died: heirs owe no more than they inherited (民法典 1161), so that
    no notice is signed; the legal department claims from the estate in court.
    """
    remedies = (Remedy.CLAIM_ESTATE if one in _SIGNED_BY_BORROWER else one for one in deadline.remedies)
    ways = tuple((measure, by) for measure, by in deadline.ways if measure is Measure.COURT)
    return replace(deadline, remedies=tuple(dict.fromkeys(remedies)), ways=ways)


def to_sign(deadline: Deadline) -> tuple[Paper, Signer]:
    """The paper and the person whose signature it needs; what is missing where the date is unknown."""
    if deadline.status is DeadlineStatus.UNKNOWN:
        return Paper.FACTS, Signer.BACK_OFFICE
    for remedy in deadline.remedies:
        if remedy in _BY_REMEDY:
            return _BY_REMEDY[remedy]
    if deadline.kind is DeadlineKind.LIMITATION and deadline.has_lapsed:
        return Paper.CONSENT, Signer.BORROWER
    return _BY_KIND[deadline.kind]
