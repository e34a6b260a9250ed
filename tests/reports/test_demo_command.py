"""`manage.py demo` with real processes: it answers, keeps its data, and leaves nothing running."""

import http.client
import os
import re
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.support.processes import eventually, free_port, kill_all, processes_with

ROOT = Path(__file__).resolve().parents[2]
# It chooses its own SQLite, whatever database the run is told of.
pytestmark = pytest.mark.once
SERVERS = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "MAKELEVEL")

Launch = Callable[..., tuple[subprocess.Popen[str], int]]


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demo of these tests stores; filled by the first that starts it."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def mark() -> str:
    """Marks all processes of the test in their environment."""
    return f"DEMO_TEST={secrets.token_hex(8)}"


@pytest.fixture
def launch(var_dir: Path, mark: str, tmp_path: Path) -> Iterator[Launch]:
    """Launches the demo; what it says goes into the file `log`."""
    launched: list[subprocess.Popen[str]] = []

    def launch(*, by: str = "manage.py") -> tuple[subprocess.Popen[str], int]:
        port = free_port()
        name, _, value = mark.partition("=")
        environment = {key: text for key, text in os.environ.items() if key not in SERVERS}
        commands = {
            "manage.py": [sys.executable, "manage.py", "demo", f"--port={port}"],
            "make": ["make", "demo", f"PORT={port}"],
        }
        with (tmp_path / "log").open("w") as stream:
            process = subprocess.Popen(
                commands[by],
                cwd=ROOT,
                env={**environment, name: value, "VAR_DIR": str(var_dir)},
                stdout=stream,
                stderr=subprocess.STDOUT,
                text=True,
            )
        launched.append(process)
        return process, port

    yield launch
    kill_all(mark)
    for process in launched:
        process.wait(10)


@pytest.fixture
def start(launch: Launch, tmp_path: Path) -> Launch:
    """Launches the demo and waits until it has said who may log in."""

    def start(*, by: str = "manage.py") -> tuple[subprocess.Popen[str], int]:
        process, port = launch(by=by)
        log = tmp_path / "log"
        said = eventually(lambda: "Ctrl-C stops" in log.read_text() or process.poll() is not None, within=240)
        assert said, log.read_text()
        assert process.poll() is None, log.read_text()
        return process, port

    return start


def campaigns(database: Path) -> int:
    """How many campaigns a database file holds by now."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)) as connection:
        try:
            return connection.execute("SELECT count(*) FROM campaign_campaign").fetchone()[0]
        except sqlite3.OperationalError:
            return 0  # not migrated yet


def get(port: int, path: str) -> int:
    """The status of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(CommandError, match=r"is not a port. .* make demo PORT=8123"):
        call_command("demo", port=port)


def test_a_taken_port_is_named_with_the_remedy():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=rf"Port {port} is taken. Give another: make demo PORT=\d+"):
            call_command("demo", port=str(port))


def test_a_start_that_was_killed_while_filling_the_database_is_made_good(launch, start, var_dir, tmp_path):
    process, _port = launch()
    assert eventually(lambda: campaigns(var_dir / "campaign.sqlite3"), within=120)
    process.kill()
    process.wait(10)

    start()

    assert "starting afresh" in (tmp_path / "log").read_text()
    assert campaigns(var_dir / "campaign.sqlite3") == 1
    assert not (var_dir / "seeding").exists()


def test_the_demo_answers_keeps_its_data_and_stops_on_ctrl_c(start, var_dir, mark, tmp_path):
    first, port = start()
    assert get(port, "/") in {200, 302}
    assert len(processes_with(mark)) == 5  # the demo, the web server and its process, worker, scheduler
    first.send_signal(signal.SIGINT)
    assert first.wait(20) == 0
    assert processes_with(mark) == []
    said = (tmp_path / "log").read_text()
    assert f"http://127.0.0.1:{port}/" in said
    assert len(re.findall(r"^  \S+ +\S+  \S+", said, re.MULTILINE)) >= 6  # one log-in per role
    assert not re.search("[\u4e00-\u9fff]", said)  # one language from the first line to the last
    written = (var_dir / "campaign.sqlite3").stat().st_ino

    second, port = start()
    assert get(port, "/") in {200, 302}
    second.send_signal(signal.SIGTERM)
    assert second.wait(20) == 0
    assert "First start" not in (tmp_path / "log").read_text()
    assert (var_dir / "campaign.sqlite3").stat().st_ino == written


@pytest.mark.parametrize("by", ["manage.py", "make"])
def test_nothing_survives_a_killed_parent(start, mark, by):
    process, _port = start(by=by)

    process.kill()

    process.wait(5)
    assert eventually(lambda: processes_with(mark) == [], within=15)
