"""What holds for every template."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
# Legal wording exists in Chinese only, where a lawyer can read it in one piece.
CHINESE_ONLY = TEMPLATES / "fieldwork" / "letters"
COMMENT = re.compile(r"\{% comment.*?endcomment %\}|\{#.*?#\}", re.DOTALL)


def relative(path: Path) -> str:
    """How a template is named in a failure, and in the code."""
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_a_template_can_be_read(path):
    assert get_template(relative(path)).template.name == relative(path)


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_words_go_through_the_catalogue(path):
    if CHINESE_ONLY in path.parents:
        return
    text = COMMENT.sub("", path.read_text())

    assert re.findall(r"[\u4e00-\u9fff]+", text) == []


def test_every_component_states_its_contract():
    silent = [
        relative(path)
        for path in (TEMPLATES / "components").glob("*.html")
        if not path.read_text().startswith(("{#", "{% comment"))
    ]

    assert silent == []


def test_every_template_is_used():
    code = [
        path
        for app in ("campaign", "teams", "borrowers", "fieldwork", "reports")
        for path in (ROOT / app).rglob("*.py")
    ]
    texts = [path.read_text() for path in [*code, *PAGES]]
    by_django = {"400.html", "403.html", "404.html", "500.html"}
    unused = []
    for path in PAGES:
        name = relative(path)
        component = name.startswith("components/")
        mark = f"<c-{path.stem.replace('_', '-')}" if component else name
        if name not in by_django and not any(mark in text for text in texts):
            unused.append(name)

    assert unused == []
