"""What the calculator is told. Dates are local business dates; None means not known."""

from dataclasses import dataclass
from datetime import date

from borrowers.enums.deadlines import EventCode, Grade, GuaranteeKind, GuaranteeTerm, Outcome


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the claim.

    `on` is the day it took effect: for a letter the arrival, for a suit the filing. `grade` may lower the
    code's own grade, never raise it. `consents`: the paper says that the debtor agrees to perform.
    `new_due_on`: the day a written plan agrees for payment. `until`: the end of an obstacle, or the day from
    which the period runs again after a report to the police. `reached_on`: when the copy of a complaint
    reached the guarantor. `reference` names the record that the event comes from.
    """

    code: EventCode
    on: date
    grade: Grade | None = None
    confirmed: bool = False
    consents: bool = False
    new_due_on: date | None = None
    until: date | None = None
    outcome: Outcome | None = None
    reached_on: date | None = None
    reference: str = ""


Events = tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class DebtFacts:
    """When the main debt falls due.

    `due_on` is the last instalment. `accelerated_on`: when the notice of early maturity reached the debtor.
    `extended_to`: a new due date signed before the old one passed. Without any due date:
    `grace_ends_on` after the first demand, or `refused_on` when the debtor flatly refused.
    """

    due_on: date | None = None
    accelerated_on: date | None = None
    extended_to: date | None = None
    grace_ends_on: date | None = None
    refused_on: date | None = None

    @property
    def due(self) -> date | None:
        """The due date as agreed (民法典 189), or as demand or refusal made it (诉讼时效规定 4)."""
        if self.extended_to or self.due_on:
            return self.extended_to or self.due_on
        return min(filter(None, (self.grace_ends_on, self.refused_on)), default=None)

    @property
    def earliest(self) -> date | None:
        """The due date on the careful reading: early maturity counts from the day it was declared."""
        return min(filter(None, (self.due, self.accelerated_on)), default=None) if self.due else None

    @property
    def has_due_date(self) -> bool:
        """Whether a day was agreed, not made by demand or refusal."""
        return bool(self.due_on or self.extended_to)


@dataclass(frozen=True, slots=True)
class LimitationFacts:
    """A loan, for the limitation of its debt. `judged`: a court has decided on it."""

    debt: DebtFacts
    events: Events = ()
    mortgaged: bool = False
    judged: bool = False


@dataclass(frozen=True, slots=True)
class GuaranteeFacts:
    """One guarantor of one contract.

    `term` says what the contract says of the period; AGREED needs `agreed_months` or `agreed_until`.
    `consented`: the guarantor agreed in writing to the extension. `determined_on`: for a maximum-amount
    guarantee, the day on which the debts were determined. `events` are those against this guarantor,
    `debtor_events` those against the borrower, for a general guarantee the suit. `refusal_ended_on`: the
    day from which a general guarantor can no longer refuse (担保解释 28), with `application_received_on`
    when the court took up enforcement and no ruling has come.
    """

    debt: DebtFacts
    kind: GuaranteeKind | None = None
    term: GuaranteeTerm | None = None
    signed_on: date | None = None
    agreed_months: int | None = None
    agreed_until: date | None = None
    consented: bool = False
    is_maximum: bool = False
    determined_on: date | None = None
    events: Events = ()
    debtor_events: Events = ()
    refusal_ended_on: date | None = None
    application_received_on: date | None = None
    co_guarantor_released: bool = False


@dataclass(frozen=True, slots=True)
class EnforcementFacts:
    """A judgment, mediation paper or other document that can be enforced.

    `perform_by` is the last day for performance, of instalments the last; without one `effective_on` counts.
    """

    perform_by: date | None = None
    effective_on: date | None = None
    events: Events = ()
    mortgaged: bool = False
