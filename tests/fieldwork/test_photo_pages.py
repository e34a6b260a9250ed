"""Photos: checked, stripped, shown to whoever sees the borrower."""

import uuid
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from campaign.common import photo_fields, pictures
from campaign.common.pictures import NotAPicture, upright_jpeg
from fieldwork.models import VisitPhoto
from teams.enums import Role
from tests.factories.borrowers import BorrowerFactory
from tests.factories.fieldwork import VisitFactory
from tests.factories.teams import MembershipFactory, TeamFactory, person
from tests.support.photos import jpeg, upload

JSON = {"Accept": "application/json"}


@pytest.fixture
def visit(db, frozen):
    """A visit of somebody in a team."""
    member = MembershipFactory()
    borrower = BorrowerFactory(campaign=member.campaign, team=member.team)
    return VisitFactory(borrower=borrower, recorded_by=member.user)


def add(client, visit, headers=JSON, **values):
    """Sends a photo."""
    url = reverse("fieldwork:photo_add", args=[visit.campaign.code, visit.pk])
    return client.post(url, {"photos": upload(), **values}, headers=headers)


def address(photo):
    """Where the photo is shown."""
    return reverse("fieldwork:photo", args=[photo.visit.campaign.code, photo.pk])


def test_a_photo_is_kept_upright_and_without_what_the_camera_wrote(client, visit):
    client.force_login(visit.recorded_by)
    lying = jpeg(60, 40, orientation=6)

    assert add(client, visit, photos=upload(lying)).status_code == 201

    with VisitPhoto.objects.get().file.open() as stored, Image.open(stored) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (40, 60), {})


def test_the_same_photo_sent_again_is_one(client, visit):
    client.force_login(visit.recorded_by)
    identity = str(uuid.uuid4())

    first, again = add(client, visit, uuid=identity), add(client, visit, uuid=identity)
    other = add(client, visit, uuid=identity, photos=upload(jpeg(shade=9)))

    assert [first.status_code, again.status_code, other.status_code] == [201, 201, 409]
    assert first.json() == again.json() == {"photos": [identity]}
    assert VisitPhoto.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", jpeg()[:200], b"\xff\xd8\xff" * 40])
def test_what_is_no_photo_is_refused(client, visit, content):
    client.force_login(visit.recorded_by)

    assert add(client, visit, photos=upload(content)).status_code == 422
    assert not VisitPhoto.objects.exists()


def test_a_photo_may_not_be_too_large(client, visit, monkeypatch):
    client.force_login(visit.recorded_by)
    monkeypatch.setattr(photo_fields, "MAX_BYTES", 100)

    assert add(client, visit).status_code == 422


def test_more_pixels_than_a_camera_makes_are_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 64 * 48 - 1)

    with pytest.raises(NotAPicture):
        upright_jpeg(jpeg(64, 48), max_side=100)


def test_a_large_photo_is_made_smaller():
    with Image.open(BytesIO(upright_jpeg(jpeg(300, 150), max_side=100))) as made:
        assert made.size == (100, 50)


def test_a_person_on_the_page_is_told(client, visit):
    client.force_login(visit.recorded_by)

    page = add(client, visit, headers={}).url
    assert "已添加 1 张照片" in client.get(page).content.decode()
    assert (
        "不是可读取的照片"
        in client.get(add(client, visit, headers={}, photos=upload(b"x")).url).content.decode()
    )


def test_whoever_sees_the_borrower_sees_the_photo_and_nobody_else(client, visit):
    client.force_login(visit.recorded_by)
    add(client, visit)
    photo = VisitPhoto.objects.get()
    people = {
        200: [visit.recorded_by, person(Role.COMPLIANCE), person(Role.COACH, campaign=visit.campaign)],
        404: [person(Role.MEMBER, team=TeamFactory(campaign=visit.campaign))],
    }

    for status, those in people.items():
        for user in those:
            client.force_login(user)
            for query in ("", "?small=1"):
                answer = client.get(address(photo) + query)
                assert answer.status_code == status
                answer.getvalue()  # reads the file to its end, which closes it


def test_a_photo_is_never_kept_by_a_cache_on_the_way(client, visit):
    client.force_login(visit.recorded_by)
    add(client, visit)

    answer = client.get(address(VisitPhoto.objects.get()))

    answer.getvalue()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_photo_whose_file_is_gone_is_not_found(client, visit):
    client.force_login(visit.recorded_by)
    add(client, visit)
    photo = VisitPhoto.objects.get()
    photo.file.delete(save=False)

    assert client.get(f"/c/{visit.campaign.code}/photos/{photo.pk}/").status_code == 404
