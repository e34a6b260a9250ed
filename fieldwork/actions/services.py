"""Serving demand notices: what happened at the door or at the post office becomes an event of the claim."""

import hashlib
import uuid as uuids
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from borrowers.actions.deadlines import Happening, record_event
from borrowers.enums import BorrowerKind
from borrowers.models import Borrower, DemandNotice
from campaign import audit
from campaign.common import clock
from campaign.common.idempotency import digest_of, same_body
from campaign.enums import AuditKind
from fieldwork.domain.service import event_of
from fieldwork.enums import ServiceMode
from fieldwork.models import Service
from teams.models import User
from teams.queries.teams import team_of


@dataclass(frozen=True, slots=True)
class Served:
    """How a notice was served. `delivered_on`: the arrival that the post proves.

    `consents`: the signed receipt says that the debtor agrees to perform.
    """

    mode: ServiceMode
    served_on: date
    delivered_on: date | None = None
    ems_number: str = ""
    consents: bool = False
    witnesses: str = ""
    note: str = ""

    def digest(self, notice: DemandNotice, by: User, photo: bytes) -> str:
        """What this service of the notice is recognised by when it comes again."""
        photographed = hashlib.sha256(photo).hexdigest()
        return digest_of({**asdict(self), "notice": notice.pk, "by": by.pk, "photo": photographed})


@transaction.atomic
def serve_notice(
    *, uuid: uuids.UUID, notice: DemandNotice, served: Served, by: User, photo: bytes = b""
) -> Service:
    """Keeps the service, once per `uuid`, and the event that it is to the claim.

    Raises SameIdOtherBody when the id came before with something else.
    """
    # Two sendings of one phone take turns, so that the second finds what the first has stored.
    Borrower.objects.select_for_update(of=("self",)).get(pk=notice.borrower_id)
    digest = served.digest(notice, by, photo)
    stored: Service | None = same_body(Service.objects.filter(uuid=uuid).first(), digest)
    if stored is not None:
        return stored
    event = record_event(
        concerned=notice.guarantor or notice.loan, happening=_happening(notice, served), by=by, paper=photo
    )
    service = Service.objects.create(
        uuid=uuid,
        body_digest=digest,
        campaign=notice.campaign,
        borrower=notice.borrower,
        notice=notice,
        event=event,
        mode=served.mode,
        served_on=served.served_on,
        witnesses=served.witnesses,
        team=team_of(by, notice.campaign_id) or notice.borrower.team,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    audit.record(
        AuditKind.DEMAND_NOTICE_SERVED,
        target=service,
        by=by,
        campaign=notice.campaign,
        number=notice.number,
        mode=served.mode,
        served_on=str(served.served_on),
    )
    return service


def _happening(notice: DemandNotice, served: Served) -> Happening:
    to_company = notice.guarantor is None and notice.borrower.kind == BorrowerKind.COMPANY
    code = event_of(served.mode, to_company=to_company, delivered=served.delivered_on is not None)
    return Happening(
        code,
        served.delivered_on or served.served_on,
        consents=served.consents and served.mode is ServiceMode.SIGNED,
        reference=served.ems_number or notice.number,
        note=served.note,
    )
