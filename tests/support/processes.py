"""Real processes: started, watched and gone when the test is over."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path


def eventually(holds: Callable[[], object], *, within: float = 20.0) -> bool:
    """Whether it becomes true in time."""
    deadline = time.monotonic() + within
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that is dead but not yet collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


def children() -> set[int]:
    """The processes that this one started and has not collected: those that run, and those that are dead."""
    own = str(os.getpid())
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rpartition(")")[2].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == own:
            found.add(int(stat.parent.name))
    return found


def processes_with(mark: str) -> list[int]:
    """The running processes whose environment holds the mark: a program, its children and theirs."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            if mark.encode() in environment and is_alive(int(folder.name)):
                found.append(int(folder.name))
    return found


def kill_all(mark: str) -> None:
    """Leave nothing behind, whatever the test did."""
    for pid in processes_with(mark):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def output_of(process: subprocess.Popen[str], *, within: float = 20.0) -> str:
    """Everything the process printed, after it has ended."""
    return process.communicate(timeout=within)[0]
