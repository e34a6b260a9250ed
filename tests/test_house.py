"""The kernel: encryption, counters and jobs keep their promises."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from borrowers.models import Borrower
from campaign import audit
from campaign.actions import jobs
from campaign.common import crypto
from campaign.common.crypto import CannotDecrypt
from campaign.enums import AuditKind, JobState
from campaign.models import AuditEvent, Job
from teams.actions.counters import count
from teams.models import MemberDay, MemberTotal
from tests.factories.borrowers import BorrowerFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.teams import MembershipFactory


@pytest.mark.django_db
def test_personal_data_is_ciphertext_in_the_database():
    borrower = BorrowerFactory(name="钱试")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, identity_number, phone, address FROM borrowers_borrower")
        stored = cursor.fetchone()

    assert all(value.startswith("d1:") for value in stored)
    assert Borrower.objects.get(pk=borrower.pk).name == "钱试"


def test_value_moved_to_another_column_does_not_open():
    sealed = crypto.seal_text("13900000000", "borrowers.borrower.phone")

    with pytest.raises(CannotDecrypt):
        crypto.unseal_text(sealed, "borrowers.borrower.name")


def test_old_key_still_reads_after_rotation_and_a_lost_key_raises(settings):
    old = crypto.seal_text("秘密", "x")
    settings.FIELD_KEYS = ["n1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", *settings.FIELD_KEYS]
    assert crypto.unseal_text(old, "x") == "秘密"
    assert crypto.seal_text("秘密", "x").startswith("n1:")

    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    with pytest.raises(CannotDecrypt):
        crypto.unseal_text(old, "x")


def test_blind_index_ignores_width_and_case():
    assert crypto.blind_index("11010519491231002x") == crypto.blind_index(" １１010519491231002X")
    assert crypto.blind_index("") == ""


@pytest.mark.django_db
def test_count_adds_to_the_day_and_to_the_total():
    member = MembershipFactory()
    who = {"campaign": member.campaign, "team": member.team, "user": member.user}
    count(**who, day=date(2026, 11, 25), visits=1, verified_principal=Decimal("10.50"))
    count(**who, day=date(2026, 11, 26), visits=2, verified_principal=Decimal("-0.50"))

    assert list(MemberDay.objects.order_by("day").values_list("visits", flat=True)) == [1, 2]
    total = MemberTotal.objects.get()
    assert (total.visits, total.verified_principal) == (3, Decimal("10.00"))


@pytest.mark.django_db
def test_audit_event_can_not_be_changed_or_deleted():
    campaign = CampaignFactory()
    event = audit.record(AuditKind.CAMPAIGN_CREATED, target=campaign, by=None, campaign=campaign)

    for attempt in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(TypeError):
            attempt()
    with pytest.raises(TypeError):
        AuditEvent.objects.update(actor="nobody")


@pytest.mark.django_db
def test_only_one_worker_gets_a_job_and_a_silent_one_is_taken_over(frozen):
    job = Job.objects.create(kind="any", key="k")
    assert jobs.claim(job.pk) is not None
    assert jobs.claim(job.pk) is None

    frozen.shift(jobs.SILENCE.total_seconds() + 1)
    taken = jobs.claim(job.pk)
    assert taken is not None
    assert (taken.state, taken.attempts) == (JobState.RUNNING, 2)
