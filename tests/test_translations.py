"""Every text of the product exists in Chinese, and the extraction that says so finds what it must."""

import os
from pathlib import Path

import polib
import pytest

from campaign.common import catalogue


def catalogue_of(**texts: str) -> polib.POFile:
    """A catalogue with the given translations."""
    file = polib.POFile()
    for text, translation in texts.items():
        file.append(polib.POEntry(msgid=text, msgstr=translation))
    return file


def texts_of(source: str) -> list[tuple[str, str | None, str | None]]:
    """What is found in a piece of Python code."""
    return [(found.singular, found.plural, found.context) for found in catalogue.in_python(source, "x.py")]


def test_every_text_of_the_product_is_translated():
    assert catalogue.check() == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from django.utils.translation import gettext_lazy as _\n_('Save')", ("Save", None, None)),
        ("from django.utils import translation\ntranslation.gettext('Save')", ("Save", None, None)),
        (
            "from django.utils.translation import gettext as say\nsay('Two ' 'parts')",
            ("Two parts", None, None),
        ),
        (
            "from django.utils.translation import pgettext\npgettext('of a day', 'May')",
            ("May", None, "of a day"),
        ),
        (
            "from django.utils.translation import ngettext as n\nn('%(n)s row', '%(n)s rows', 2)",
            ("%(n)s row", "%(n)s rows", None),
        ),
    ],
)
def test_texts_in_code_are_found(source, found):
    assert texts_of(source) == [found]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "Save" %}', ("Save", None, None)),
        ("{% translate 'May' context 'of a day' %}", ("May", None, "of a day")),
        ("{% blocktranslate trimmed %}\n  Two\n  lines\n{% endblocktranslate %}", ("Two lines", None, None)),
        ('{{ _("Save") }}', ("Save", None, None)),
        ('{% include "x.html" with label=_("Save") %}', ("Save", None, None)),
        ('<c-button label="{% translate "It\'s" %}" />', ("It's", None, None)),
        (
            "{% blocktranslate count n=rows %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}",
            ("%(n)s row", "%(n)s rows", None),
        ),
    ],
)
def test_texts_in_templates_are_found(source, found):
    messages = [(m.singular, m.plural, m.context) for m in catalogue.in_template(source, "x.html")]

    assert messages == [found]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (polib.POEntry(msgid="Save", msgstr=""), "'Save' is not translated"),
        (polib.POEntry(msgid="Save", msgstr="保存", flags=["fuzzy"]), "'Save' is marked as fuzzy"),
        (
            polib.POEntry(msgid="%(n)s rows", msgstr="若干行"),
            "'%(n)s rows' has other placeholders than its translation",
        ),
        (
            polib.POEntry(msgid="{name} left", msgstr="{nmae}已离开"),
            "'{name} left' has other placeholders than its translation",
        ),
    ],
)
def test_a_poor_translation_is_a_problem(entry, problem):
    file = polib.POFile()
    file.append(entry)
    used = [catalogue.Message(entry.msgid, None, None, "x.py:1")]

    assert list(catalogue.problems(file, used)) == [problem]


def test_a_missing_and_a_stale_text_are_problems():
    used = [catalogue.Message("Save", None, None, "x.py:1")]

    assert list(catalogue.problems(catalogue_of(Gone="没有了"), used)) == [
        "x.py:1: 'Save' is missing",
        "'Gone' is nowhere in the sources",
    ]


def test_a_translation_may_repeat_a_name_and_hold_a_percent_sign():
    file = catalogue_of(**{"%(n)s of 100%%": "%(n)s / 100%%（%(n)s）"})
    used = [catalogue.Message("%(n)s of 100%%", None, None, "x.py:1")]

    assert list(catalogue.problems(file, used)) == []


def test_only_a_stale_catalogue_is_compiled(tmp_path: Path):
    folder = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    catalogue_of(Save="保存").save(str(source))

    assert catalogue.compile_stale(tmp_path) == [source]
    assert catalogue.compile_stale(tmp_path) == []
    assert polib.mofile(str(folder / "django.mo"))[0].msgstr == "保存"

    later = (folder / "django.mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert catalogue.compile_stale(tmp_path) == [source]


def test_pruning_takes_out_what_is_not_used(tmp_path: Path):
    folder = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "x.html").write_text('{% translate "Save" %}')
    catalogue_of(Save="保存", Gone="没有了").save(str(folder / "django.po"))

    assert catalogue.prune(tmp_path) == ["Gone"]
    assert catalogue.check(tmp_path) == []
    assert catalogue.prune(tmp_path) == []
