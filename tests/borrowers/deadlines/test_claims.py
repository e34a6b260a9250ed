"""Claims in the database: facts and papers in, deadlines kept in step."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from borrowers.actions import deadlines as actions
from borrowers.actions.deadlines import Happening
from borrowers.enums import LoanState
from borrowers.enums.deadlines import (
    Caution,
    DeadlineKind,
    DeadlineStatus,
    EventCode,
    Grade,
    Light,
    SigningTab,
)
from borrowers.models import ClaimDeadline, ClaimEvent, Guarantor, Loan
from borrowers.queries.deadlines import claims_of, stale_loans, waiting_for_confirmation
from borrowers.queries.signing import signing_lines, signing_rows
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.borrowers import LoanFactory
from tests.factories.teams import person
from tests.support.photos import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

TODAY = date(2026, 11, 25)


@pytest.fixture
def loan(db) -> Loan:
    return LoanFactory(due_on=date(2023, 12, 20))


@pytest.fixture
def office(loan):
    return person(Role.BACK_OFFICE, branch=loan.campaign.branch)


@pytest.fixture
def legal(db):
    return person(Role.COMPLIANCE)


def signed(on: date = date(2026, 11, 24), code: EventCode = EventCode.I1, **values: object) -> Happening:
    return Happening(code, on, **values)


def deadline(loan: Loan):
    return claims_of([loan], TODAY)[0].deadline


def test_a_signed_letter_with_its_paper_restarts_the_limitation_and_the_stored_date_follows(loan, office):
    actions.refresh([loan])
    before = ClaimDeadline.objects.get(loan=loan)

    actions.record_event(concerned=loan, happening=signed(), by=office, paper=jpeg())

    after = ClaimDeadline.objects.get(loan=loan)
    assert (before.act_by, before.paper, before.signer) == (date(2026, 12, 18), "demand_notice", "borrower")
    assert (before.safe_on, after.safe_on) == (date(2026, 12, 20), date(2029, 11, 24))
    assert (before.light, after.light) == (Light.RED, Light.GREEN)
    assert AuditEvent.objects.filter(kind=AuditKind.CLAIM_EVENT_RECORDED).count() == 1


@pytest.mark.parametrize(
    ("happening", "has_paper", "grade"),
    [
        (signed(), True, Grade.A),
        (signed(), False, Grade.C),
        (signed(reference="CS-1"), False, Grade.C),  # a number nobody else keeps proves nothing
        (signed(code=EventCode.I4, reference="EMS1"), False, Grade.B),
        (signed(code=EventCode.I10, reference="(2026)测01民初1号"), False, Grade.B),
        (signed(code=EventCode.X1), True, Grade.C),
    ],
)
def test_an_event_is_worth_no_more_than_its_paper(loan, office, happening, has_paper, grade):
    actions.record_event(concerned=loan, happening=happening, by=office, paper=jpeg() if has_paper else b"")

    assert deadline(loan).steps[-1].grade is grade


def test_a_note_alone_clears_no_warning(loan, office):
    happening = signed(note="本人电话里答应了")

    actions.record_event(concerned=loan, happening=happening, by=office)

    assert deadline(loan).safe_on == date(2026, 12, 20)


def test_evidence_of_grade_b_waits_for_somebody_else_of_the_legal_department(loan, office, legal):
    happening = signed(code=EventCode.I3)
    event = actions.record_event(concerned=loan, happening=happening, by=office, paper=jpeg())
    assert deadline(loan).safe_on == date(2026, 12, 20)
    assert list(waiting_for_confirmation(loan.campaign, legal)) == [event]

    actions.confirm_event(event=event, by=legal)

    assert (deadline(loan).safe_on, deadline(loan).light) == (date(2029, 11, 24), Light.AMBER)
    assert list(waiting_for_confirmation(loan.campaign, legal)) == []
    with pytest.raises(ValidationError):
        actions.confirm_event(event=event, by=legal)


def test_nobody_confirms_what_they_recorded(loan, legal):
    happening = signed(code=EventCode.I3)
    event = actions.record_event(concerned=loan, happening=happening, by=legal, paper=jpeg())

    with pytest.raises(ValidationError):
        actions.confirm_event(event=event, by=legal)
    assert list(waiting_for_confirmation(loan.campaign, legal)) == []


def test_a_correction_is_a_new_version_that_must_be_confirmed_anew(loan, office, legal):
    happening = signed(code=EventCode.I3)
    event = actions.record_event(concerned=loan, happening=happening, by=office, paper=jpeg())
    actions.confirm_event(event=event, by=legal)

    made = actions.correct_event(
        event=event,
        happening=signed(date(2026, 11, 20), EventCode.I3),
        by=office,
        reason="日期看错了",
    )

    event.refresh_from_db()
    assert (event.replaced_by, event.happened_on) == (made, date(2026, 11, 24))
    assert (made.paper.name, made.confirmed_at) == (event.paper.name, None)
    assert deadline(loan).safe_on == date(2026, 12, 20)
    with pytest.raises(ValidationError):
        actions.correct_event(event=event, happening=signed(), by=office, reason="再改")


def test_a_guarantor_without_contract_facts_is_unknown_and_computed_once_they_are_known(loan, office):
    guarantor = Guarantor.objects.create(loan=loan, name="孙保")
    actions.refresh([loan])
    assert ClaimDeadline.objects.get(guarantor=guarantor).status == DeadlineStatus.UNKNOWN

    actions.set_guarantee_terms(
        guarantor=guarantor, by=office, kind="joint", term="agreed", agreed_months=36, signed_on=None
    )

    stored = ClaimDeadline.objects.get(guarantor=guarantor)
    assert (stored.kind, stored.safe_on) == (DeadlineKind.GUARANTEE_PERIOD, date(2026, 12, 20))


def test_a_demand_on_one_guarantor_helps_against_no_other_and_not_against_the_borrower(loan, office):
    first, second = (Guarantor.objects.create(loan=loan, name=name) for name in ("孙保", "李保"))
    for guarantor in (first, second):
        actions.set_guarantee_terms(
            guarantor=guarantor, by=office, kind="joint", term="agreed", agreed_months=24
        )

    actions.record_event(concerned=first, happening=signed(date(2025, 12, 1)), by=office, paper=jpeg())

    debt, exercised, released = claims_of([loan], TODAY)
    assert debt.deadline.safe_on == date(2026, 12, 20)
    assert exercised.deadline.safe_on == date(2028, 12, 1)
    assert Caution.CO_GUARANTOR_RELEASED in exercised.deadline.cautions
    assert released.deadline.status is DeadlineStatus.RELEASED


def test_a_judgment_ends_the_limitation_and_starts_the_period_for_enforcement(loan, office):
    judgment = actions.save_judgment(
        loan=loan,
        judgment=None,
        by=office,
        case_number="(2026)测01民初1号",
        perform_by=date(2025, 1, 15),
        effective_on=None,
    )

    debt, of_judgment = claims_of([loan], TODAY)
    assert debt.deadline.status is DeadlineStatus.JUDGED
    assert of_judgment.deadline.safe_on == date(2027, 1, 15)

    # A demand on the debtor restarts it as well.
    actions.record_event(concerned=loan, happening=signed(), by=office, paper=jpeg())
    assert claims_of([loan], TODAY)[1].deadline.safe_on == date(2028, 11, 24)
    with pytest.raises(ValidationError):
        actions.save_judgment(loan=loan, judgment=None, by=office, case_number=judgment.case_number)


def test_the_due_date_that_a_list_left_out_is_entered_by_hand(loan, office):
    Loan.objects.filter(pk=loan.pk).update(due_on=None)
    loan.refresh_from_db()
    assert deadline(loan).status is DeadlineStatus.UNKNOWN

    actions.set_loan_terms(loan=loan, by=office, due_on=date(2024, 6, 1))

    assert deadline(loan).safe_on == date(2027, 6, 1)


def test_only_what_is_missing_or_stands_on_an_old_due_date_is_computed_anew(loan):
    other = LoanFactory(campaign=loan.campaign, borrower=loan.borrower, due_on=None)
    payload = {"campaign": loan.campaign_id}
    assert actions.compute_missing(payload, lambda done, total: None) == "2 loans"
    assert actions.compute_missing(payload, lambda done, total: None) == "0 loans"

    Loan.objects.filter(pk=other.pk).update(due_on=date(2025, 1, 1))
    Guarantor.objects.create(loan=loan, name="孙保")

    assert list(stale_loans(loan.campaign_id, TODAY)) == [loan, other]


def test_the_list_names_each_claim_that_lapses_within_ninety_days_of_the_last_day(loan, office):
    campaign = loan.campaign  # ends on 28 November 2026, so 26 February 2027 is the last day
    for due_on, state in (
        (date(2024, 2, 26), LoanState.OPEN),
        (date(2024, 2, 27), LoanState.OPEN),
        (date(2024, 1, 1), LoanState.SETTLED),
        (date(2023, 11, 24), LoanState.OPEN),
        (None, LoanState.OPEN),
    ):
        LoanFactory(borrower=loan.borrower, due_on=due_on, state=state)
    actions.refresh(campaign.loans.all())

    def dates(tab: SigningTab) -> list[date | None]:
        return [row.safe_on for row in signing_rows(campaign, office, tab)]

    assert dates(SigningTab.DUE) == [date(2026, 12, 20), date(2027, 2, 26)]
    assert dates(SigningTab.LAPSED) == [date(2026, 11, 24)]
    assert dates(SigningTab.UNKNOWN) == [None]
    line = signing_lines(signing_rows(campaign, office, SigningTab.DUE), TODAY)[0]
    assert (line.paper, line.signer, line.days_left) == ("demand_notice", "borrower", 25)


def test_a_list_costs_the_same_number_of_questions_for_any_number_of_claims(
    loan, office, django_assert_num_queries
):
    for _ in range(3):
        Guarantor.objects.create(loan=LoanFactory(borrower=loan.borrower), name="孙保")
    actions.refresh(loan.campaign.loans.all())
    office.reach()
    rows = signing_rows(loan.campaign, office, SigningTab.UNKNOWN).select_related("loan__borrower__team")

    with django_assert_num_queries(8):
        signing_lines(rows, TODAY)
    with django_assert_num_queries(8):
        signing_lines(rows.all()[:1], TODAY)


def test_what_has_lapsed_since_is_computed_anew(loan, office, time_machine):
    actions.refresh([loan])
    assert list(stale_loans(loan.campaign_id, date(2026, 12, 20))) == []
    assert list(stale_loans(loan.campaign_id, date(2026, 12, 21))) == [loan]

    time_machine.move_to("2026-12-21 10:00 +0800", tick=False)
    actions.compute_missing({"campaign": loan.campaign_id}, lambda done, total: None)

    assert ClaimDeadline.objects.get(loan=loan).status == DeadlineStatus.EXPIRED
    assert list(stale_loans(loan.campaign_id, date(2026, 12, 22))) == []


def test_events_are_not_changed_but_replaced(loan, office):
    event = actions.record_event(concerned=loan, happening=signed(), by=office, paper=jpeg())

    actions.correct_event(event=event, happening=signed(grade=Grade.C), by=office, reason="签字人不是本人")

    assert ClaimEvent.objects.count() == 2
    assert ClaimEvent.objects.standing().count() == 1
    assert deadline(loan).safe_on == date(2026, 12, 20)
