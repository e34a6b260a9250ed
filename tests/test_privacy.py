"""Personal data is classified column by column, encrypted, and never in what a log would print."""

import re

import pytest
from django.apps import apps
from django.db import models

from campaign.common.crypto import EncryptedText

APPS = ("campaign", "teams", "borrowers", "fieldwork", "reports")
MODELS = [model for name in APPS for model in apps.get_app_config(name).get_models()]
# Words of column names that hold personal data of borrowers, wherever they stand.
PERSONAL = re.compile(r"(^|_)(name|identity_number|phone|address|cell)$")
# Names of things and of staff, who act in the open.
OPEN = {
    "campaign.Branch.name",
    "campaign.Campaign.name",
    "campaign.AgendaItem.name",
    "campaign.Material.name",
    "campaign.Heartbeat.name",
    "teams.User.name",
    "teams.User.username",
    "teams.Team.name",
    "borrowers.ImportBatch.file_name",
    "borrowers.Loan.manager_name",
}


def columns(model: type[models.Model], kind: type[models.Field]) -> set[str]:
    return {field.name for field in model._meta.local_fields if isinstance(field, kind)}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_encrypted_column_says_that_it_is_masked(model):
    masked = getattr(getattr(model, "Privacy", None), "masked", frozenset())

    assert columns(model, EncryptedText) == masked


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_column_with_a_personal_name_is_plain(model):
    plain = columns(model, models.CharField) | columns(model, models.TextField)
    plain -= columns(model, EncryptedText)
    personal = {f"{model._meta.label}.{name}" for name in plain if PERSONAL.search(name)}

    assert personal <= OPEN


def test_the_list_of_open_names_is_not_longer_than_it_must_be():
    there = {f"{model._meta.label}.{field.name}" for model in MODELS for field in model._meta.local_fields}

    assert there >= OPEN


@pytest.mark.parametrize("model", [model for model in MODELS if hasattr(model, "Privacy")], ids=str)
def test_what_is_printed_of_an_object_holds_no_personal_data(model):
    secrets = {name: f"secret-{name}" for name in model.Privacy.masked}

    assert "secret-" not in str(model(pk=1, **secrets))
