"""A register of 100,000 borrowers with 125,000 loans in forty branches, sealed as in production."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bench.database import prepared

prepared()

from django.db import connection, transaction  # noqa: E402 - after the set-up of Django

from borrowers.domain.deadlines.periods import add_months  # noqa: E402
from borrowers.enums.deadlines import RULE_VERSION  # noqa: E402
from borrowers.models import Borrower, ClaimDeadline, Loan  # noqa: E402
from borrowers.models.loan import restate  # noqa: E402
from campaign.common.bulk import insert_many  # noqa: E402
from campaign.common.crypto import blind_index  # noqa: E402
from campaign.models import Branch, Campaign  # noqa: E402
from teams.models import Grant, Team, User  # noqa: E402

BORROWERS, LOANS, BRANCHES, TEAMS, TOWNSHIPS, VILLAGES = 100_000, 125_000, 40, 8, 60, 12
START = date(2026, 11, 22)
DUE = date(2023, 8, 1)
CODES = ("A1", "A3", "B1", "B4", "C1", "C5", "D2", "")
_BORROWER = (
    "campaign", "branch", "kind", "name", "name_index", "identity_number", "identity_index", "phone",
    "phone_index", "address", "township", "village", "segment", "etiquette", "is_insider",
    "is_public_employee", "is_vulnerable", "category", "subcategory", "team", "created_at",
)  # fmt: skip
_LOAN = (
    "campaign", "borrower", "loan_number", "contract_number", "product", "opening_principal",
    "opening_interest", "principal", "interest", "issued_on", "due_on", "overdue_days", "risk_class",
    "guarantee_kind", "is_off_balance", "state", "manager_name", "extra", "row_digest",
)  # fmt: skip

_DEADLINE = (
    "campaign", "loan", "kind", "status", "light", "safe_on", "act_by", "paper", "signer", "due_on", "rules",
)  # fmt: skip


def fill() -> tuple[Campaign, User]:
    """The campaign, and the manager of the branch that holds it."""
    head = Branch.objects.create(code="register", name="register")
    branches = [
        Branch.objects.create(code=f"register-{number}", name=f"register {number}", parent=head)
        for number in range(BRANCHES)
    ]
    campaign = Campaign.objects.create(
        code="register", name="register", branch=head, starts_on=START, ends_on=START + timedelta(days=6),
        state="running", template="standard-7",
    )  # fmt: skip
    teams = [
        Team.objects.create(campaign=campaign, number=n + 1, name=f"register team {n + 1}")
        for n in range(TEAMS)
    ]
    campaign.branches.set(branches)
    manager = User.objects.create(username="register", employee_number="register", name="register")
    Grant.objects.create(user=manager, role="branch_manager", branch=head)
    with transaction.atomic():
        insert_many(Borrower, _BORROWER, _borrowers(campaign, branches, teams))
        keys = list(Borrower.objects.filter(campaign=campaign).order_by("pk").values_list("pk", flat=True))
        insert_many(Loan, _LOAN, _loans(campaign, keys))
        insert_many(ClaimDeadline, _DEADLINE, _deadlines(campaign))
        restate(Borrower.objects.filter(campaign=campaign))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return campaign, manager


def name_of(number: int) -> str:
    """The name of that borrower."""
    return f"赵测{number}"


def _borrowers(campaign: Campaign, branches: list[Branch], teams: list[Team]) -> Iterator[tuple[object, ...]]:
    dice = random.Random(1)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    for number in range(BORROWERS):
        name, identity, phone = name_of(number), f"99999919700101{number:06d}", f"199{number:08d}"
        place = dice.randrange(TOWNSHIPS * VILLAGES)
        township, village = f"青石镇{place // VILLAGES}", f"上河村{place}"
        address = f"测试省测试市测试县{township}{village}{number}号"
        code = dice.choice(CODES)
        team = None if number % 25 == 0 else teams[number % TEAMS].pk
        yield (
            campaign.pk, branches[number % BRANCHES].pk, "person", name, blind_index(name), identity,
            blind_index(identity), phone, blind_index(phone), address, township, village, "farming", "",
            number % 500 == 0, number % 90 == 0, False, code[:1], code, team, now,
        )  # fmt: skip


def _loans(campaign: Campaign, keys: list[int]) -> Iterator[tuple[object, ...]]:
    dice = random.Random(2)
    for number in range(LOANS):
        granted, state = Decimal(dice.randrange(1, 20_000_000)) / 100, "open" if number % 40 else "settled"
        principal, interest = (granted, Decimal("12.50")) if state == "open" else (Decimal(0), Decimal(0))
        yield (
            campaign.pk, keys[number % BORROWERS], f"JJ{number:012d}", f"HT{number:010d}", "农户小额贷款",
            granted, interest, principal, interest, date(2021, 5, 1), DUE + timedelta(number % 1500),
            dice.randrange(900), "substandard", "保证", number % 9 == 0, state, "周经理", "", "",
        )  # fmt: skip


def _deadlines(campaign: Campaign) -> Iterator[tuple[object, ...]]:
    """Where the debt of each loan stands, without an event: three years from its due date."""
    loans = Loan.objects.filter(campaign=campaign).order_by("pk").values_list("pk", "due_on")
    for loan, due_on in loans.iterator(chunk_size=10_000):
        safe_on = add_months(due_on, 36)
        status = "EXPIRED" if safe_on < START else "RUNNING"
        yield (
            campaign.pk, loan, "limitation", status, "amber", safe_on, safe_on, "demand_notice", "borrower",
            due_on, RULE_VERSION,
        )  # fmt: skip
