"""The household sheet (一户一档): everything about one borrower as tables, the same on paper and in Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from borrowers.models import Borrower
from borrowers.queries.plans import plan_of
from campaign.common.clock import local
from campaign.common.money import display
from fieldwork.queries.borrower_file import BorrowerFile, borrower_file

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One table: its title, the headers, the rows. Personal data stands in it masked."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Row]

    @property
    def printed(self) -> list[list[str]]:
        """The rows as paper shows them."""
        return [[_printed(value) for value in row] for row in self.rows]


def household(borrower: Borrower) -> list[Section]:
    """All tables; those without rows stand too, for a blank says that there is nothing."""
    file = borrower_file(borrower)
    return [
        _person(borrower, file),
        _loans(file),
        _guarantors(file),
        _classifications(file),
        _plan(borrower),
        _visits(file),
        _promises(file),
        _repayments(file),
    ]


def _printed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return display(value)
    if isinstance(value, datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _person(borrower: Borrower, file: BorrowerFile) -> Section:
    marks = {
        _("Insider"): borrower.is_insider,
        _("Public employee"): borrower.is_public_employee,
        _("Vulnerable"): borrower.is_vulnerable,
        _("Complaint open"): file.on_hold,
    }
    rows = [
        (_("Name"), borrower.masked_name),
        (_("Identity number"), borrower.masked_identity_number),
        (_("Phone"), borrower.masked_phone),
        (_("Address"), borrower.masked_address),
        (_("Township, village"), f"{borrower.township} {borrower.village}"),
        (_("Branch"), borrower.branch.name),
        (_("Team"), borrower.team.name if borrower.team else ""),
        (_("In charge"), borrower.member.name if borrower.member else ""),
        (_("Subcategory"), f"{borrower.subcategory} {borrower.subcategory_label}"),
        (_("Owed"), file.debt.owed),
        (_("Overdue days"), file.debt.overdue_days),
        (_("Marks"), _(", ").join(name for name, holds in marks.items() if holds)),
        *((essential.label, answer.text if answer else "") for essential, answer in file.essentials),
    ]
    return Section(_("Borrower"), (_("Contents"), _("Value")), rows)


def _loans(file: BorrowerFile) -> Section:
    headers = (
        _("Loan number"), _("Product"), _("Principal"), _("Interest"), pgettext("loan", "Due on"),
        _("Overdue days"), _("Guarantee"), _("State"),
    )  # fmt: skip
    rows = [
        (
            loan.loan_number, loan.product, loan.principal, loan.interest, loan.due_on, loan.overdue_days,
            loan.guarantee_kind, loan.get_state_display(),
        )
        for loan in file.loans
    ]  # fmt: skip
    return Section(pgettext("household sheet", "Loans"), headers, rows)


def _guarantors(file: BorrowerFile) -> Section:
    rows = [
        (loan.loan_number, guarantor.masked_name, guarantor.masked_phone)
        for loan in file.loans
        for guarantor in loan.guarantors.all()
    ]
    return Section(_("Guarantors"), (_("Loan number"), _("Guarantor"), _("Phone")), rows)


def _of_kind(file: BorrowerFile, kind: str) -> Iterator[Any]:
    """What the timeline holds of one kind, the oldest first."""
    return (event for event in reversed(file.timeline) if event.kind == kind)


def _classifications(file: BorrowerFile) -> Section:
    rows = [
        (
            one.at,
            f"{one.object.code} {one.object.subcategory_label}",
            one.object.get_source_display(),
            one.who,
        )
        for one in _of_kind(file, "classification")
    ]
    return Section(_("Classifications"), (_("When"), _("Subcategory"), _("Source"), _("Who")), rows)


def _plan(borrower: Borrower) -> Section:
    plan = plan_of(borrower)
    version = plan.in_force if plan else None
    headers = (
        _("Until"),
        pgettext("of collection", "Method"),
        _("What exactly"),
        _("In charge"),
        _("To bring"),
    )
    steps = version.steps.all() if version else []
    rows = [
        (step.due_on, step.get_method_display(), step.what, step.who.name if step.who else "", step.bring)
        for step in steps
    ]
    title = _("Plan: %(goal)s") % {"goal": version.goal} if version else _("Plan")
    return Section(title, headers, rows)


def _visits(file: BorrowerFile) -> Section:
    headers = (_("When"), _("Who"), _("Met"), _("Result"), _("What was learned"))
    rows = [
        (
            event.at,
            event.who,
            event.object.get_met_display(),
            event.object.get_outcome_display(),
            " · ".join(
                text
                for text in (
                    event.object.get_cause_display(), event.object.intention, event.object.means,
                    event.object.note,
                )
                if text
            ),
        )
        for event in _of_kind(file, "visit")
    ]  # fmt: skip
    return Section(pgettext("household sheet", "Visits"), headers, rows)


def _promises(file: BorrowerFile) -> Section:
    headers = (_("Made at"), _("Amount"), _("Until"), _("State"), _("Paid"))
    rows = [
        (
            event.at,
            event.object.promise.amount,
            event.object.promise.due_on,
            event.object.state_label,
            event.object.outcome.paid,
        )
        for event in _of_kind(file, "promise")
    ]
    return Section(_("Promises"), headers, rows)


def _repayments(file: BorrowerFile) -> Section:
    headers = (
        _("Paid on"), _("Loan number"), _("Amount"), _("Principal"), _("Interest"), _("State"), _("Who"),
    )  # fmt: skip
    rows = [
        (
            event.object.paid_on,
            event.object.loan.loan_number,
            event.object.amount,
            event.object.principal,
            event.object.interest,
            event.object.get_state_display(),
            event.who,
        )
        for event in _of_kind(file, "repayment")
    ]
    return Section(_("Repayments"), headers, rows)
