"""The methods library and the talk guides: complete as they ship, changed by an administrator."""

import pytest
from django.urls import reverse
from django.utils import translation

from borrowers.enums import Method
from borrowers.enums.plans import Talk
from borrowers.library.methods import METHODS
from borrowers.library.talks import NEVER, TALKS
from borrowers.models import BankMethod, BankTalk
from borrowers.queries.library import method_cards, needing_review, talk_cards
from campaign.enums import AuditKind
from campaign.models import AuditEvent
from teams.enums import Role
from tests.factories.teams import person

BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_every_method_says_when_how_and_what_evidence_stays():
    assert set(METHODS) == set(Method)
    for text in METHODS.values():
        assert all(str(part) for part in (text.when, text.how, text.evidence))


def test_every_guide_says_what_to_find_out_what_may_and_what_may_never_be_said():
    assert set(TALKS) == set(Talk)
    for text in TALKS.values():
        assert text.find_out
        assert text.may_say
        assert text.never_say


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_library_is_in_the_language_of_the_reader(language):
    with translation.override(language):
        methods = [str(part) for text in METHODS.values() for part in (text.when, text.how, text.evidence)]
        guides = [str(line) for text in TALKS.values() for line in (*text.find_out, *text.may_say)]
        lines = [*methods, *guides, *(str(line) for line in NEVER)]

    def is_chinese(line: str) -> bool:
        return any("\u4e00" <= sign <= "\u9fff" for sign in line)

    assert {is_chinese(line) for line in lines} == {language == "zh-hans"}


@pytest.mark.django_db
def test_what_ships_sends_these_to_the_legal_department_first():
    found = needing_review(method_cards().values())

    assert found == {"police_referral", "disciplinary", "relatives", "agency"}


@pytest.fixture
def administrator(client):
    admin = person(Role.ADMINISTRATOR)
    client.force_login(admin, backend=BACKEND)
    return admin


WORDS = {"when": "合同到期前", "how": "两人一组", "evidence": "照片", "needs_review": "on", "is_offered": ""}


@pytest.mark.django_db
def test_administrator_changes_a_method_and_takes_it_back(client, administrator):
    url = reverse("borrowers:method_edit", args=["sweep"])
    assert client.get(url).context["form"].initial["when"] == METHODS[Method.SWEEP].when
    assert client.post(url, WORDS).status_code == 302

    card = method_cards()[Method.SWEEP]
    assert (card.when, card.needs_review, card.is_offered, card.is_own) == ("合同到期前", True, False, True)
    assert method_cards()[Method.PHONE].is_own is False
    event = AuditEvent.objects.get(kind=AuditKind.LIBRARY_CHANGED)
    assert (event.actor_id, event.facts["key"], event.facts["changes"]["how"][1]) == (
        administrator.pk, "sweep", "两人一组",
    )  # fmt: skip

    assert client.post(reverse("borrowers:method_restore", args=["sweep"])).status_code == 302
    assert method_cards()[Method.SWEEP].when == str(METHODS[Method.SWEEP].when)
    assert BankMethod.objects.count() == 0


@pytest.mark.django_db
def test_the_same_words_again_change_nothing(client, administrator):
    url = reverse("borrowers:method_edit", args=["sweep"])
    shown = client.get(url).context["form"].initial
    client.post(url, {**shown, "needs_review": "", "is_offered": "on"})

    assert not BankMethod.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_of_two_who_change_the_same_the_second_is_told(client, administrator):
    url = reverse("borrowers:method_edit", args=["sweep"])
    seen = client.get(url).context["form"].initial["seen"]
    client.post(url, {**WORDS, "seen": seen})
    answer = client.post(url, {**WORDS, "how": "三人一组", "seen": seen})

    assert answer.status_code == 200
    assert BankMethod.objects.get().how == "两人一组"


@pytest.mark.django_db
def test_what_is_never_said_as_it_ships_stays_whatever_the_bank_writes(client, administrator):
    url = reverse("borrowers:talk_edit", args=["refuses"])
    words = {"find_out": "原因？\n证据？", "may_say": "慢慢说", "never_say": "不许拍桌子"}
    assert client.post(url, words).status_code == 302

    card = talk_cards([Talk.REFUSES])[0]
    assert (card.find_out, card.may_say) == (("原因？", "证据？"), ("慢慢说",))
    assert card.never_say == (*(str(one) for one in TALKS[Talk.REFUSES].never_say), "不许拍桌子")
    assert BankTalk.objects.get().key == "refuses"


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{}, {**WORDS, "when": ""}, {**WORDS, "how": "长" * 601}])
def test_bad_input_is_told_at_its_field_and_stores_nothing(client, administrator, values):
    answer = client.post(reverse("borrowers:method_edit", args=["sweep"]), values)

    assert answer.status_code == 200
    assert answer.context["form"].errors or not values
    assert not BankMethod.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["unknown", "9" * 30])
def test_unknown_entry_is_not_found(client, administrator, key):
    assert client.get(reverse("borrowers:method_edit", args=[key])).status_code == 404
    assert client.get(reverse("borrowers:talk_edit", args=[key])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["borrowers:method_list", "borrowers:talk_list"])
def test_pages_ask_as_much_however_much_was_changed(client, administrator, name, django_assert_num_queries):
    def count() -> int:
        with django_assert_num_queries(8, exact=False) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    BankMethod.objects.create(key="phone", when="x", how="y", evidence="z")
    BankTalk.objects.create(key="late", find_out="x", may_say="y")
    one = count()
    for key in ("message", "sweep"):
        BankMethod.objects.create(key=key, when="x", how="y", evidence="z")
    for key in ("early", "died"):
        BankTalk.objects.create(key=key, find_out="x", may_say="y")
    assert count() == one
