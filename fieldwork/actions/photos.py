"""Evidence that arrives after the visit it belongs to."""

import uuid as uuids

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from campaign import audit
from campaign.common.idempotency import SameIdOtherBody
from campaign.enums import AuditKind
from fieldwork.models import Visit, VisitPhoto
from teams.actions.counters import count
from teams.models import User


@transaction.atomic
def add_photo(*, visit: Visit, uuid: uuids.UUID | None, content: bytes, digest: str, by: User) -> VisitPhoto:
    """Keeps a photo of the visit, once per `uuid`; without one the same photo is known by its digest.

    Raises SameIdOtherBody when the id came before with another photo.
    """
    # The lock decides which photo is the first, the one that makes the visit count as evidenced.
    visit = _newest(visit)
    uuid = uuid or uuids.uuid5(visit.uuid, digest)
    stored = VisitPhoto.objects.filter(uuid=uuid).first()
    if stored is not None:
        if (stored.visit_id, stored.digest) != (visit.pk, digest):
            raise SameIdOtherBody
        return stored
    there = visit.photos.count()
    photo = _store(VisitPhoto(uuid=uuid, visit=visit, digest=digest, size=len(content), added_by=by), content)
    Visit.objects.filter(pk=visit.pk, photo_count__lte=there).update(photo_count=there + 1)
    if there == 0:
        count(campaign=visit.campaign, team=visit.team, user=visit.recorded_by, day=visit.day, evidenced=1)
    audit.record(AuditKind.PHOTO_ADDED, target=visit, by=by, campaign=visit.campaign, digest=digest)
    return photo


def _newest(visit: Visit) -> Visit:
    """The version that holds what hangs on the visit, locked; a correction may just have been made."""
    locked = Visit.versions.select_for_update(of=("self",)).select_related("campaign__branch")
    held: Visit = locked.get(pk=visit.pk)
    return held if held.is_newest else locked.get(pk=held.history().last().pk)  # type: ignore[union-attr]


def _store(photo: VisitPhoto, content: bytes) -> VisitPhoto:
    photo.file.save(f"{photo.uuid}.jpg", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
    except IntegrityError:
        photo.file.delete(save=False)
        if VisitPhoto.objects.filter(uuid=photo.uuid).exists():
            raise SameIdOtherBody from None
        raise
    return photo
