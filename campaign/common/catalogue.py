"""The translations: which texts the sources hold, what their catalogue lacks, and its compiled form.

Needs neither settings nor gettext's tools, so that it runs at set-up, in checks and in tests alike:

    python -m campaign.common.catalogue compile
    python -m campaign.common.catalogue check
    python -m campaign.common.catalogue prune
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CODE = ("campaign", "teams", "borrowers", "fieldwork", "reports")
MARKERS = {
    "gettext": ("singular",),
    "gettext_lazy": ("singular",),
    "gettext_noop": ("singular",),
    "ngettext": ("singular", "plural"),
    "ngettext_lazy": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "pgettext_lazy": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
    "npgettext_lazy": ("context", "singular", "plural"),
}
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[-#0+]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]|\{(\w*)(?:[!:][^{}]*)?\}")
# What templatize writes for Django's tags: gettext(u'...'), npgettext(u'...', u'...', u'...',count), _("...")
LITERAL = r"""u?"(?:\\.|[^"\\])*"|u?'(?:\\.|[^'\\])*'"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*((?:{LITERAL})(?:\s*,\s*(?:{LITERAL}))*)")


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate, and where it stands."""

    singular: str
    plural: str | None
    context: str | None
    where: str

    @property
    def key(self) -> tuple[str | None, str]:
        """What gettext looks it up by."""
        return self.context, self.singular


def in_python(source: str, name: str) -> Iterator[Message]:
    """The texts marked in Python code, under whatever name the marker was imported."""
    tree = ast.parse(source)
    imported = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        roles = MARKERS.get(imported.get(called, called))
        texts = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        # A text that is computed at run time is marked where it is written down.
        if roles and len(texts) >= len(roles):
            yield message(roles, texts, f"{name}:{node.lineno}")


def in_template(source: str, name: str) -> Iterator[Message]:
    """The texts in the translation tags and in `_("...")` of a template."""
    calls = templatize(source, origin=name)
    for match in CALL.finditer(calls):
        marker, literals = match.groups()
        roles = MARKERS["gettext" if marker == "_" else marker]
        texts = [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals)]
        yield message(roles, texts, f"{name}:{calls.count(chr(10), 0, match.start()) + 1}")


def message(roles: Iterable[str], texts: Iterable[str], where: str) -> Message:
    """The message of a marker's arguments."""
    given = dict(zip(roles, texts, strict=False))
    return Message(given["singular"], given.get("plural"), given.get("context"), where)


def in_project(root: Path = ROOT) -> Iterator[Message]:
    """Every text of the product."""
    for folder in CODE:
        for path in sorted((root / folder).rglob("*.py")):
            yield from in_python(path.read_text(encoding="utf-8"), str(path.relative_to(root)))
    for path in sorted((root / "templates").rglob("*")):
        if path.is_file():
            yield from in_template(path.read_text(encoding="utf-8"), str(path.relative_to(root)))


def placeholders(text: str) -> Counter[str]:
    """What is filled into a text: names once each, since a translation may repeat them, positions counted."""
    found = Counter(match[1] or match[2] or "" for match in PLACEHOLDER.finditer(text.replace("%%", "")))
    return Counter({name: 1 if name else count for name, count in found.items()})


def defects(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with an entry by itself."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(texts):
        yield "is not translated"
    if entry.fuzzy:
        yield "is marked as fuzzy"
    original = placeholders(entry.msgid_plural or entry.msgid)
    if any(text and placeholders(text) != original for text in texts):
        yield "has other placeholders than its translation"


def problems(catalogue: polib.POFile, messages: Iterable[Message]) -> Iterator[str]:
    """Everything that keeps a catalogue from being complete, as one line each."""
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    used = set()
    for text in messages:
        entry = entries.get(text.key)
        if entry is None:
            if text.key not in used:
                yield f"{text.where}: {text.singular!r} is missing"
        elif text.plural and text.plural != entry.msgid_plural:
            yield f"{text.where}: {text.singular!r} has no plural, or another one"
        used.add(text.key)
    for key, entry in entries.items():
        if key not in used:
            yield f"{entry.msgid!r} is nowhere in the sources"
        for defect in defects(entry):
            yield f"{entry.msgid!r} {defect}"


def sources(root: Path = ROOT) -> list[Path]:
    """The catalogues people edit."""
    return sorted((root / "locale").glob("*/LC_MESSAGES/*.po"))


def is_stale(source: Path) -> bool:
    """Whether the compiled form is missing or older than its source."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_stale(root: Path = ROOT) -> list[Path]:
    """Compile what needs it; returns the catalogues that did."""
    stale = [source for source in sources(root) if is_stale(source)]
    for source in stale:
        # Beside the target first: a server that starts meanwhile reads the old or the new one, never half.
        partial = source.with_suffix(".mo.partial")
        polib.pofile(str(source)).save_as_mofile(str(partial))
        partial.replace(source.with_suffix(".mo"))
    return stale


def check(root: Path = ROOT) -> list[str]:
    """Every problem of every catalogue."""
    messages = list(in_project(root))
    return [
        f"{source.parent.parent.name}: {problem}"
        for source in sources(root)
        for problem in problems(polib.pofile(str(source), check_for_duplicates=True), messages)
    ]


def prune(root: Path = ROOT) -> list[str]:
    """Take out what is nowhere in the sources any more; returns those texts."""
    used = {text.key for text in in_project(root)}
    gone = []
    for source in sources(root):
        catalogue = polib.pofile(str(source), wrapwidth=100)
        stale = [entry for entry in catalogue if (entry.msgctxt, entry.msgid) not in used]
        for entry in stale:
            catalogue.remove(entry)
        if stale:
            catalogue.save(str(source))
        gone += [entry.msgid for entry in stale]
    return gone


def main(arguments: list[str]) -> int:
    """Run one of the commands; returns the exit status."""
    if arguments == ["compile"]:
        for source in compile_stale():
            sys.stdout.write(f"compiled {source.relative_to(ROOT)}\n")
        return 0
    if arguments == ["check"]:
        found = check()
        sys.stdout.writelines(f"{line}\n" for line in [*found, f"translations: {len(found)} problems"])
        return 1 if found else 0
    if arguments == ["prune"]:
        sys.stdout.writelines(f"removed {text!r}\n" for text in prune())
        return 0
    sys.stderr.write(f"{__doc__}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
