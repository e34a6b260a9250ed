"""Runs several programs as one: they start together, are started anew when they fail, and stop together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import FrameType

from campaign.common.processes import die_with_parent

# A child that fails is started again after 1, 2, 4 and 8 seconds. One that fails this often within the window
# will not come right by itself, and takes the others down with it.
FIRST_WAIT = 1.0
MAX_FAILURES = 5
FAILURE_WINDOW = 60.0
POLL = 0.2


class ChildFailed(Exception):
    """A child failed again and again; the message says which, and how to look at it alone."""


@dataclass
class Child:
    """One supervised program.

    `death_signal` is what the kernel sends it when the supervisor itself is killed: SIGKILL for a program
    that would first finish what it is doing.
    """

    name: str
    command: Sequence[str]
    death_signal: int = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    failures: list[float] = field(default_factory=list)
    start_at: float = 0.0

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches the supervisor alone."""
        self.process = subprocess.Popen(
            self.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            process_group=0,
            # Safe, because the supervisor has no threads.
            preexec_fn=partial(die_with_parent, os.getpid(), self.death_signal),  # noqa: PLW1509
        )

    def note_failure(self, now: float) -> int:
        """Remember a failure; returns how many there were lately."""
        self.failures = [*(at for at in self.failures if now - at < FAILURE_WINDOW), now]
        return len(self.failures)

    def signal_group(self, number: int) -> None:
        """Signal it and everything it started, also when it is gone and they are not."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within the time."""
        if self.process is None:
            return True
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


class Supervisor:
    """Keeps its children running until it is told to stop."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        environment: Mapping[str, str],
        say: Callable[[str], object],
        first_wait: float = FIRST_WAIT,
    ) -> None:
        self.children = children
        self.first_wait = first_wait
        self.environment = environment
        self.say = say
        self.stopping = False

    def run(
        self, *, is_ready: Callable[[], bool], on_ready: Callable[[], object], grace: float = 8.0
    ) -> None:
        """Start all, call `on_ready` once when `is_ready`, and return after a stop signal.

        Raises ChildFailed when one cannot be kept alive. Whatever happens, no child is left at the end.
        """
        self._listen()
        announced = False
        try:
            while not self.stopping:
                for child in self.children:
                    self._look_after(child, time.monotonic())
                if not announced and is_ready():
                    on_ready()
                    announced = True
                time.sleep(POLL)
        finally:
            self._stop_all(grace)

    def _listen(self) -> None:
        signal.signal(signal.SIGINT, self._stop)
        signal.signal(signal.SIGTERM, self._stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks for it to be ignored
            signal.signal(signal.SIGHUP, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _look_after(self, child: Child, now: float) -> None:
        if child.process is None:
            if now >= child.start_at:
                child.start(self.environment)
            return
        status = child.process.poll()
        if status is None or self.stopping:
            return
        child.signal_group(signal.SIGKILL)  # what it may have left behind
        child.process = None
        failures = child.note_failure(now)
        if failures >= MAX_FAILURES:
            command = " ".join(child.command)
            raise ChildFailed(f"{child.name} stopped {MAX_FAILURES} times in a row. Try it alone: {command}")
        wait = self.first_wait * 2 ** (failures - 1)
        self.say(f"{child.name} stopped with status {status}; starting it again in {wait:.0f} s")
        child.start_at = now + wait

    def _stop_all(self, grace: float) -> None:
        for child in self.children:
            child.signal_group(signal.SIGTERM)
        deadline = time.monotonic() + grace
        for child in self.children:
            if not child.wait(max(0.0, deadline - time.monotonic())):
                self.say(f"{child.name} does not stop within {grace:.0f} s and is killed")
            child.signal_group(signal.SIGKILL)
        for child in self.children:
            child.wait(grace)  # only to reap it
