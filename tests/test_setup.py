"""Set-up: the lock, the front-end packages, and what a newcomer is told when something is missing."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
APPS = ("campaign", "teams", "borrowers", "fieldwork", "reports")
VENDOR = ROOT / "static" / "vendor"


def locked_versions(path: Path) -> dict[str, str]:
    """Package → version of one lock file."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", path.read_text(), re.MULTILINE))


def required_names(requirements: list[str]) -> set[str]:
    """The packages that pyproject.toml asks for."""
    return {re.match(r"[A-Za-z0-9._-]+", text)[0].lower() for text in requirements}


def setup(
    path: Path, *, interpreter: str, tmp_path: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the set-up where the only Python is a script of the given text."""
    for tool in ("dirname", "sh"):
        (path / tool).symlink_to(Path("/usr/bin") / tool)
    for name in ("python3", "python"):
        (path / name).write_text(f"#!/bin/sh\n{interpreter}\n")
        (path / name).chmod(0o755)
    return subprocess.run(
        ["/bin/sh", str(ROOT / "requirements" / "setup.sh")],
        env={"PATH": str(path), "VENV": str(tmp_path / "venv"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_its_digest_and_no_host_is_named(path):
    text = path.read_text()
    blocks = re.split(r"\n(?=[a-z])", text)

    assert all("--hash=sha256:" in block for block in blocks if not block.startswith("#"))
    assert "://" not in text
    assert "--index" not in text


def test_the_locks_hold_what_the_project_asks_for_in_one_version_each():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    base, dev = (locked_versions(ROOT / "requirements" / name) for name in ("base.txt", "dev.txt"))

    assert required_names(project["dependencies"]) <= base.keys()
    assert required_names(project["optional-dependencies"]["dev"]) <= dev.keys()
    assert base.items() <= dev.items()
    assert locked_versions(ROOT / "requirements" / "bootstrap.txt") == {"uv": dev["uv"]}


def test_each_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    start = lines.index("dependencies = [")
    end = lines.index("[tool.uv]")
    wanted = [line for line in lines[start:end] if re.match(r'    "[a-z]', line)]

    assert [line for line in wanted if not re.search(r'",\s+# \w', line)] == []


def test_the_setup_names_the_remedy_for_an_old_python(tmp_path):
    (tmp_path / "bin").mkdir()

    done = setup(tmp_path / "bin", interpreter="exit 1", tmp_path=tmp_path)

    assert done.returncode == 1
    assert "no Python 3.11 or newer" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr
    assert "make setup PYTHON=" in done.stderr


def test_the_setup_names_the_remedy_for_a_python_without_venv(tmp_path):
    (tmp_path / "bin").mkdir()
    interpreter = 'case "$2" in *ensurepip*) exit 1 ;; *) exit 0 ;; esac'

    done = setup(tmp_path / "bin", interpreter=interpreter, tmp_path=tmp_path)

    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_the_setup_refuses_a_chosen_python_that_does_not_fit_and_keeps_what_is_there(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").symlink_to(sys.executable)

    done = setup(tmp_path / "bin", interpreter="exit 0", tmp_path=tmp_path, PYTHON="python2.7")

    assert done.returncode == 1
    assert "PYTHON=python2.7 is no Python 3.11 or newer" in done.stderr
    assert (tmp_path / "venv" / "bin" / "python").exists()


def test_the_vendored_files_are_those_of_the_manifest():
    manifest = json.loads((VENDOR / "MANIFEST.json").read_text())
    digests = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }

    assert digests == {entry["file"]: entry["sha256"] for entry in manifest}


def test_each_vendored_package_has_its_pinned_version_and_its_licence():
    manifest = json.loads((VENDOR / "MANIFEST.json").read_text())
    pinned = json.loads((ROOT / "deploy" / "vendor" / "package.json").read_text())["dependencies"]

    assert {entry["name"]: entry["version"] for entry in manifest} == pinned
    assert {entry["name"] for entry in manifest if entry["file"].endswith("LICENSE")} == pinned.keys()
    assert all(entry["licence"] for entry in manifest)


def test_vendored_code_calls_nobody():
    for path in [*VENDOR.rglob("*.js"), *VENDOR.rglob("*.css")]:
        text = path.read_text()
        assert "sourceMappingURL" not in text, path
        assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", text), path


def test_every_icon_used_is_in_the_sprite():
    known = set(re.findall(r'<symbol id="([\w-]+)"', (VENDOR / "icons.svg").read_text()))
    templates = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    code = [path.read_text() for app in APPS for path in (ROOT / app).rglob("*.py")]
    written = {
        name
        for text in [*templates, *code]
        for name in re.findall(r"""(?:<c-icon[^>]*\bname|\bicon)=["']([a-z0-9-]+)["']""", text)
    }
    navigated = {item.icon for app in APPS for item in import_module(f"{app}.navigation").ITEMS}

    assert (written | navigated) - known == set()


def test_every_variable_is_documented():
    documented = set(re.findall(r"^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    settings = [path.read_text() for path in (ROOT / "campaign" / "config" / "settings").glob("*.py")]
    read = {
        name
        for text in settings
        for name in re.findall(r"""\b(?:env(?:\.\w+)?|required)\(\s*["']([A-Z_]+)["']""", text)
    }

    assert read == documented


def test_make_names_its_commands():
    done = subprocess.run(["make"], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True)

    commands = {line.split()[1] for line in done.stdout.splitlines() if line.startswith("make ")}
    assert {"setup", "demo", "test", "check", "bench"} <= commands
