"""The supervisor, with real processes: what it starts runs, and nothing of it survives."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.processes import eventually, is_alive, kill_all, output_of, processes_with

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import os, sys
from campaign.common.supervisor import Child, ChildFailed, Supervisor

children = [Child(name, [sys.executable, "-c", code]) for name, code in zip(sys.argv[1::2], sys.argv[2::2])]
supervisor = Supervisor(
    children, environment=os.environ, say=lambda line: print(line, flush=True), first_wait=0.01
)
try:
    supervisor.run(is_ready=lambda: True, on_ready=lambda: print("ready", flush=True), grace=1)
except ChildFailed as failure:
    sys.exit(str(failure))
print("stopped")
"""
# Children note the id under which they run, one line a start.
NOTE = "import os, time; open({file!r}, 'a').write(f'{{os.getpid()}}\\n')\n"
SLEEP = NOTE + "time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SLEEP
PARENT = NOTE + "import subprocess; subprocess.run(['sleep', '60'])"
FAILING = NOTE + "raise SystemExit(3)"

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def mark() -> str:
    """Marks all processes of the test in their environment."""
    return f"SUPERVISOR_TEST={secrets.token_hex(8)}"


@pytest.fixture
def start(tmp_path: Path, mark: str) -> Iterator[Start]:
    """Starts a supervisor of children with the given code, which note themselves in files of their names."""
    started: list[subprocess.Popen[str]] = []

    def start(**code: str) -> subprocess.Popen[str]:
        arguments = [
            text for name, code in code.items() for text in (name, code.format(file=str(tmp_path / name)))
        ]
        name, _, value = mark.partition("=")
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=ROOT,
            env={**os.environ, name: value},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    kill_all(mark)
    for process in started:
        process.communicate(timeout=10)


def starts(file: Path) -> list[int]:
    """The process ids a child noted."""
    return [int(line) for line in file.read_text().split()] if file.exists() else []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_children_and_theirs(start, tmp_path, mark, number):
    supervisor = start(sleeper=SLEEP, parent=PARENT)
    assert eventually(lambda: len(processes_with(mark)) == 4)  # itself, two children, one grandchild

    supervisor.send_signal(number)

    assert output_of(supervisor) == "ready\nstopped\n"
    assert supervisor.returncode == 0
    assert processes_with(mark) == []


def test_a_child_that_does_not_listen_is_killed(start, tmp_path, mark):
    supervisor = start(deaf=DEAF)
    assert eventually(lambda: starts(tmp_path / "deaf"))

    supervisor.terminate()

    assert "deaf does not stop within 1 s and is killed" in output_of(supervisor)
    assert processes_with(mark) == []


def test_children_die_with_a_killed_supervisor(start, tmp_path, mark):
    supervisor = start(one=SLEEP, two=SLEEP)
    assert eventually(lambda: starts(tmp_path / "one") and starts(tmp_path / "two"))

    supervisor.kill()

    assert eventually(lambda: processes_with(mark) == [], within=5)
    output_of(supervisor)


def test_a_child_that_dies_is_started_again(start, tmp_path, mark):
    supervisor = start(sleeper=SLEEP)
    assert eventually(lambda: len(starts(tmp_path / "sleeper")) == 1)

    os.kill(starts(tmp_path / "sleeper")[0], signal.SIGKILL)

    assert eventually(lambda: len(starts(tmp_path / "sleeper")) == 2)
    assert is_alive(starts(tmp_path / "sleeper")[1])
    supervisor.terminate()
    assert "sleeper stopped with status -9; starting it again" in output_of(supervisor)


def test_a_child_that_keeps_failing_takes_the_others_down(start, tmp_path, mark):
    supervisor = start(failing=FAILING, sleeper=SLEEP)

    text = output_of(supervisor, within=30)

    assert supervisor.returncode == 1
    assert "failing stopped 5 times in a row. Try it alone: " in text
    assert len(starts(tmp_path / "failing")) == 5
    assert processes_with(mark) == []
