"""What is measured, and how."""

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

# What the work returns is told below its line, where that is a text.
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One piece of work, done by us and by the barest code that could do it.

    `prepare` returns the two, ours first, with everything set up that is not to be measured; ours is None
    where only the floor is to be known. `goal` is the ratio we mean to stay under or, where `in_seconds`, the
    time: what a person waits for is promised in seconds.
    """

    name: str
    prepare: Callable[[], tuple[Work | None, Work]]
    goal: float
    rounds: int = 3
    in_seconds: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock, and of processors of this machine, children's included and a database's not."""

    clock: float
    processor: float
    told: object = None


_benchmarks: list[Benchmark] = []


def benchmark(
    name: str, *, goal: float, rounds: int = 3, in_seconds: bool = False
) -> Callable[[Callable[[], tuple[Work | None, Work]]], None]:
    """Registers the decorated function as `prepare` of a benchmark."""

    def register(prepare: Callable[[], tuple[Work | None, Work]]) -> None:
        _benchmarks.append(Benchmark(name, prepare, goal, rounds, in_seconds))

    return register


def matching(words: list[str]) -> list[Benchmark]:
    """The benchmarks whose name holds one of the words; all without words."""
    return [one for one in _benchmarks if not words or any(word in one.name for word in words)]


def measured(work: Work, rounds: int) -> Taken:
    """The shortest of some rounds: whatever else the machine does only adds to it."""
    found = []
    for _ in range(rounds):
        gc.collect()
        start, used = time.perf_counter(), _processor()
        told = work()
        found.append(Taken(time.perf_counter() - start, _processor() - used, told))
    return Taken(min(one.clock for one in found), min(one.processor for one in found), found[-1].told)


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
