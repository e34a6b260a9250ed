"""Claims of the demo: guarantee contracts, notices issued and served, so that deadlines have life."""

import random
import uuid
from io import BytesIO

from PIL import Image, ImageDraw

from borrowers.actions.deadlines import compute_missing
from borrowers.actions.notices import issue_notice, set_letterhead
from borrowers.enums import LoanState
from borrowers.enums.deadlines import DeadlineKind, GuaranteeKind, GuaranteeTerm, SigningTab
from borrowers.forms.notices import DAYS_TO_PAY
from borrowers.models import ClaimDeadline, DemandNotice, GuaranteeTerms, Guarantor
from borrowers.queries.signing import signing_rows
from campaign.models import Campaign
from fieldwork.actions.services import Served, serve_notice
from fieldwork.enums import ServiceMode
from reports.demo.people import OFFICE, DemoBank
from teams.models import Membership, User

# How likely each contract is: kind, what it says of the period, agreed months.
CONTRACTS = {
    (GuaranteeKind.JOINT, GuaranteeTerm.AGREED, 36): 45,
    (GuaranteeKind.JOINT, GuaranteeTerm.AGREED, 24): 25,
    (GuaranteeKind.JOINT, GuaranteeTerm.NONE, None): 20,
    (GuaranteeKind.GENERAL, GuaranteeTerm.NONE, None): 10,
}
# Of the contracts so many per cent have been looked up; the others are named as unknown.
LOOKED_UP = 70
WAYS = (ServiceMode.SIGNED, ServiceMode.SIGNED, ServiceMode.LEFT_WITH, ServiceMode.REFUSED)


def look_up_contracts(bank: DemoBank, campaign: Campaign, rng: random.Random) -> None:
    """The letterhead, the contracts of most guarantors, and the deadlines of all claims."""
    set_letterhead(
        campaign=campaign,
        by=bank.desk[OFFICE],
        bank=bank.head_office.name,
        payee=bank.head_office.name,
        account="2010 0000 0000 0001",
        account_bank=f"{bank.head_office.name}营业部",
        contact_line="0571-10000001",
        complaint_line="0571-10000002",
    )
    known = [
        one for one in Guarantor.objects.filter(loan__campaign=campaign) if rng.randrange(100) < LOOKED_UP
    ]
    drawn = rng.choices(list(CONTRACTS), list(CONTRACTS.values()), k=len(known))
    GuaranteeTerms.objects.bulk_create(
        GuaranteeTerms(guarantor=guarantor, kind=kind, term=term, agreed_months=months)
        for guarantor, (kind, term, months) in zip(known, drawn, strict=True)
    )
    compute_missing({"campaign": campaign.pk}, lambda _done, _total: None)


def serve_letters(bank: DemoBank, campaign: Campaign, rng: random.Random) -> None:
    """Notices for the most urgent debts: half of them served, each way in turn."""
    office = bank.desk[OFFICE]
    urgent = signing_rows(campaign, office, SigningTab.DUE).filter(
        loan__state=LoanState.OPEN, kind__in=[DeadlineKind.LIMITATION, DeadlineKind.GUARANTEE_PERIOD]
    )
    rows = list(urgent.select_related("loan__borrower__team", "loan__campaign", "guarantor")[:8])
    for number, row in enumerate(rows):
        notice = _issue(row, campaign, office)
        member = Membership.objects.current().filter(team=row.loan.borrower.team).first()
        if number % 2 == 0 and member:
            served = Served(
                WAYS[number // 2 % len(WAYS)], campaign.today, consents=True, witnesses="村民两人"
            )
            serve_notice(
                uuid=uuid.UUID(int=rng.getrandbits(128), version=4),
                notice=notice,
                served=served,
                by=member.user,
                photo=_receipt(),
            )


def _issue(row: ClaimDeadline, campaign: Campaign, office: User) -> DemandNotice:
    loan = row.loan
    loan.campaign = loan.borrower.campaign = campaign
    if row.guarantor:
        row.guarantor.loan = loan
    return issue_notice(loan=loan, guarantor=row.guarantor, pay_by=campaign.today + DAYS_TO_PAY, by=office)


def _receipt() -> bytes:
    """A sheet with a signature, as a camera sees it."""
    sheet = Image.new("RGB", (900, 600), (250, 249, 244))
    pen = ImageDraw.Draw(sheet)
    for line in range(90, 420, 40):
        pen.line((80, line, 820, line), fill=(120, 120, 120), width=3)
    pen.arc((520, 430, 700, 540), 20, 320, fill=(30, 30, 90), width=6)
    pen.line((600, 520, 760, 450), fill=(30, 30, 90), width=6)
    written = BytesIO()
    sheet.save(written, "JPEG", quality=70)
    return written.getvalue()
