"""The shape of the code: what may know what, and how large a thing may be."""

import ast
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

ROOT = Path(__file__).resolve().parents[1]
# Bottom first: an app may know those before it.
APPS = ("campaign", "teams", "borrowers", "fieldwork", "reports")
MAX_FILE = 400
MAX_FUNCTION = 40
MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS]
SOURCES = [
    path
    for app in (*APPS, "bench")
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
DOMAIN = [path for path in SOURCES if "domain" in path.parts]


def relative(path: Path) -> str:
    """How a file is named in a failure."""
    return str(path.relative_to(ROOT))


def imported_names(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How much a function does: its lines without arguments and explanation."""
    first = function.body[0]
    explained = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = function.body[1] if explained and len(function.body) > 1 else first
    return (function.end_lineno or 0) - start.lineno + 1


def public_actions() -> Iterator[tuple[str, FunctionType]]:
    """Every function that writes across models."""
    for app in APPS:
        package = import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if module.name.split(".")[1] != "actions":
                continue
            for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
                own = inspect.unwrap(function).__module__ == module.name
                if own and not name.startswith("_"):
                    yield f"{module.name}.{name}", function


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_relations_point_downwards(model):
    rank = APPS.index(model._meta.app_label)
    upwards = [
        field.name
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and field.related_model._meta.app_label in APPS[rank + 1 :]
    ]

    assert upwards == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_when_and_by_whom_are_paired_by_a_constraint(model):
    names = {field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)}
    pairs = {
        (name, f"{name.removesuffix('_at')}_by")
        for name, field in names.items()
        if name.endswith("_at") and field.null and f"{name.removesuffix('_at')}_by" in names
    }
    bound = [
        set(re.findall(r"'(\w+)__isnull'", str(constraint.condition)))
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]

    assert [pair for pair in pairs if not any(set(pair) <= fields for fields in bound)] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_text_columns_hold_an_empty_string_rather_than_nothing(model):
    texts = [field for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)]

    assert [field.name for field in texts if field.null and not field.unique] == []


def test_the_migrations_are_complete(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_scheduled_task_exists():
    current_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert scheduled - current_app.tasks.keys() == set()


def test_actions_name_their_arguments():
    """Only the one thing that somebody acts on may stand without its name."""
    nameless = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = {name: inspect.signature(function).parameters for name, function in public_actions()}
    unnamed = {
        name: count
        for name, given in parameters.items()
        if "by" in given and (count := sum(one.kind in nameless for one in given.values())) > 1
    }

    assert unnamed == {}


@pytest.mark.parametrize("path", DOMAIN, ids=relative)
def test_domain_rules_know_facts_only(path):
    app = path.relative_to(ROOT).parts[0]
    lower = APPS[: APPS.index(app) + 1]
    allowed = re.compile(rf"({'|'.join(lower)})\.(domain|enums)\b|campaign\.common\.(money|clock|masking)\b")
    foreign = [
        name
        for name in imported_names(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not allowed.match(name)
    ]

    assert foreign == []


@pytest.mark.parametrize("path", DOMAIN, ids=relative)
def test_domain_rules_are_told_what_day_it_is(path):
    clocks = re.findall(r"\b(?:datetime\.now|date\.today|time\.time|timezone\.now)\(", path.read_text())

    assert clocks == []


def test_there_are_no_signals():
    users = [
        relative(path)
        for path in SOURCES
        if any(
            name.startswith(("django.dispatch", "django.db.models.signals")) for name in imported_names(path)
        )
    ]

    assert users == []


def test_no_file_is_two_things():
    folders = [
        *(ROOT / app for app in APPS),
        *(ROOT / name for name in ("templates", "static", "tests", "bench")),
    ]
    files = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".py", ".html", ".js", ".css"} and not {"migrations", "vendor"} & set(path.parts)
    ]
    too_long = {relative(path): n for path in files if (n := path.read_text().count("\n")) > MAX_FILE}

    assert too_long == {}


def test_no_function_is_two_things():
    too_long = {
        f"{relative(path)}:{node.lineno} {node.name}": lines_of(node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > MAX_FUNCTION
    }

    assert too_long == {}
