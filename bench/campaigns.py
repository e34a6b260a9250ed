"""A large campaign at the end of its last day, written straight into the tables: only reads are measured."""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from bench.database import prepared

prepared()

from borrowers.models import Borrower, Loan, Repayment  # noqa: E402 - after the set-up of Django
from campaign.models import Branch, Campaign, CampaignDay  # noqa: E402
from fieldwork.models import Visit  # noqa: E402
from reports.queries.recount import recounted  # noqa: E402
from teams.models import MemberDay, Membership, MemberTotal, Team, User  # noqa: E402

BORROWERS, LOANS, VISITS, REPAYMENTS = 70_000, 100_000, 300_000, 60_000
TEAMS, PEOPLE, DAYS = 8, 64, 7
START = date(2026, 11, 22)
TOWNSHIPS, SUBCATEGORIES = 12, ("A1", "A3", "B1", "B4", "C1", "C5", "D2", "")
CHUNK = 2_000


def fill() -> Campaign:
    """The campaign, with counters that agree with its rows."""
    dice = random.Random(1)
    branch = Branch.objects.create(code="bench", name="bench")
    campaign = Campaign.objects.create(
        code="bench", name="bench", branch=branch, starts_on=START, ends_on=START + timedelta(days=DAYS - 1),
        state="running", template="standard-7", target_amount=Decimal("50000000.00"),
    )  # fmt: skip
    CampaignDay.objects.bulk_create(
        CampaignDay(campaign=campaign, number=n + 1, date=START + timedelta(days=n)) for n in range(DAYS)
    )
    people = _people(campaign)
    borrowers = _borrowers(campaign, branch, people, dice)
    loans = _loans(campaign, borrowers)
    _many(Visit, _visits(campaign, borrowers, people, dice))
    _many(Repayment, _repayments(campaign, loans, people, dice))
    _count(campaign)
    return campaign


def _many(model: Any, rows: Iterator[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=CHUNK)


def _people(campaign: Campaign) -> list[tuple[User, Team]]:
    teams = [
        Team.objects.create(campaign=campaign, number=n + 1, name=f"team {n + 1}", target_amount=6_000_000)
        for n in range(TEAMS)
    ]
    found = []
    for number in range(PEOPLE):
        user = User.objects.create(
            username=f"b{number}", employee_number=f"b{number}", name=f"person {number}"
        )
        team = teams[number % TEAMS]
        Membership.objects.create(team=team, campaign=campaign, user=user, role="member", joined_on=START)
        found.append((user, team))
    return found


def _borrowers(
    campaign: Campaign, branch: Branch, people: list[tuple[User, Team]], dice: random.Random
) -> list[Borrower]:
    rows = []
    for number in range(BORROWERS):
        user, team = people[number % PEOPLE]
        code = dice.choice(SUBCATEGORIES)
        rows.append(
            Borrower(
                campaign=campaign,
                branch=branch,
                name="x",
                identity_number="x",
                name_index=f"{number}",
                identity_index=f"{number}",
                township=f"township {number % TOWNSHIPS}",
                subcategory=code,
                category=code[:1],
                team=team,
                member=user,
            )
        )
    return Borrower.objects.bulk_create(rows, batch_size=CHUNK)


def _loans(campaign: Campaign, borrowers: list[Borrower]) -> list[Loan]:
    amounts = dict.fromkeys(("opening_principal", "principal"), Decimal("20000.00"))
    rows = [
        Loan(campaign=campaign, borrower=borrowers[number % BORROWERS], loan_number=f"L{number}", **amounts)
        for number in range(LOANS)
    ]
    return Loan.objects.bulk_create(rows, batch_size=CHUNK)


def _visits(
    campaign: Campaign, borrowers: list[Borrower], people: list[tuple[User, Team]], dice: random.Random
) -> Iterator[Visit]:
    for _ in range(VISITS):
        user, team = dice.choice(people)
        day = START + timedelta(days=dice.randrange(DAYS))
        yield Visit(
            uuid=uuid.UUID(int=dice.getrandbits(128)),
            body_digest="x",
            campaign=campaign,
            borrower=dice.choice(borrowers),
            team=team,
            recorded_by=user,
            day=day,
            visited_at=datetime.combine(day, time(2), UTC),
            met=dice.choice(("borrower", "nobody")),
            outcome="negotiating",
        )


def _repayments(
    campaign: Campaign, loans: list[Loan], people: list[tuple[User, Team]], dice: random.Random
) -> Iterator[Repayment]:
    for number in range(REPAYMENTS):
        user, team = dice.choice(people)
        loan = loans[number]
        day = START + timedelta(days=dice.randrange(DAYS))
        amount = Decimal(dice.randrange(1, 200_000)) / 100
        at = datetime.combine(day, time(3), UTC)
        yield Repayment(
            uuid=uuid.UUID(int=dice.getrandbits(128)),
            body_digest="x",
            campaign=campaign,
            borrower_id=loan.borrower_id,
            loan=loan,
            principal=amount,
            interest=0,
            amount=amount,
            lowered_principal=amount,
            channel="counter",
            receipt_number=f"R{number}",
            paid_on=day,
            state="verified",
            reported_at=at,
            reported_on=day,
            reported_by=user,
            team=team,
            decided_at=at,
            decided_on=day,
            decided_by=user,
        )


def _count(campaign: Campaign) -> None:
    """The counter rows, as the actions would have left them."""
    totals: dict[tuple[int, int | None], Any] = {}
    days = []
    for (user, team, day), work in recounted(campaign).items():
        counts = {name: getattr(work, name) for name in work.__slots__}
        days.append(MemberDay(campaign=campaign, user_id=user, team_id=team, day=day, **counts))
        totals[user, team] = totals[user, team] + work if (user, team) in totals else work
    MemberDay.objects.bulk_create(days)
    MemberTotal.objects.bulk_create(
        MemberTotal(
            campaign=campaign,
            user_id=user,
            team_id=team,
            **{name: getattr(work, name) for name in work.__slots__},
        )
        for (user, team), work in totals.items()
    )
