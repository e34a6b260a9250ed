"""Which paper keeps a claim alive, and whose signature it needs (必签清单)."""

from borrowers.domain.deadlines.answer import Deadline
from borrowers.enums.deadlines import DeadlineKind, DeadlineStatus, Paper, Remedy, Signer

_BY_KIND: dict[DeadlineKind, tuple[Paper, Signer]] = {
    DeadlineKind.LIMITATION: (Paper.DEMAND_NOTICE, Signer.BORROWER),
    DeadlineKind.GUARANTEE_PERIOD: (Paper.GUARANTEE_DEMAND, Signer.GUARANTOR),
    DeadlineKind.GUARANTEE_DEBT: (Paper.GUARANTEE_DEMAND, Signer.GUARANTOR),
    DeadlineKind.ENFORCEMENT: (Paper.APPLICATION, Signer.LEGAL),
}
_BY_REMEDY: dict[Remedy, tuple[Paper, Signer]] = {
    Remedy.SUE_DEBTOR: (Paper.COMPLAINT, Signer.LEGAL),
    Remedy.NEW_GUARANTEE: (Paper.NEW_GUARANTEE, Signer.GUARANTOR),
    Remedy.FOLLOW_COURT: (Paper.NONE, Signer.NOBODY),
    Remedy.NOTHING: (Paper.NONE, Signer.NOBODY),
}


def to_sign(deadline: Deadline) -> tuple[Paper, Signer]:
    """The paper and the person whose signature it needs; what is missing where the date is unknown."""
    if deadline.status is DeadlineStatus.UNKNOWN:
        return Paper.FACTS, Signer.BACK_OFFICE
    if deadline.kind is DeadlineKind.LIMITATION and deadline.has_lapsed:
        return Paper.CONSENT, Signer.BORROWER
    for remedy in deadline.remedies:
        if remedy in _BY_REMEDY:
            return _BY_REMEDY[remedy]
    return _BY_KIND[deadline.kind]
