"""`python -m bench.beside FILE`: one import in a process of its own, and somebody who writes meanwhile.

Prints as JSON what the benchmarks of imports tell: the most memory that this process and the one that reads
the file had, in MB, and how long the writes of the other person took, in seconds.
"""

import json
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.database import prepared

# Somebody who saves something twenty times a second.
PAUSE = 0.05


def write_on(pk: int, stop: Any, waits: Any) -> None:
    """Saves one row again and again, each time in a transaction, and notes how long that took.

    A write that is given up counts for as long as it had waited.
    """
    from django.db import OperationalError, transaction  # noqa: PLC0415 - the models need the database set up

    from campaign.models import Branch  # noqa: PLC0415

    found: list[float] = []
    while not stop.is_set():
        start = time.perf_counter()
        with suppress(OperationalError), transaction.atomic():
            Branch.objects.filter(pk=pk).update(name=f"written {len(found)}")
        found.append(time.perf_counter() - start)
        time.sleep(PAUSE)
    waits.put(found)


@contextmanager
def peaks() -> Iterator[dict[str, float]]:
    """The most memory that this process and any child of it have meanwhile, in MB: `parent` and `child`."""
    found = {"parent": 0.0, "child": 0.0}
    done = threading.Event()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew

    def watch() -> None:
        while not done.wait(0.02):
            found["child"] = max([found["child"], *map(_peak, _children())])

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield found
    finally:
        done.set()
        thread.join()
        found["parent"] = _peak(os.getpid())


def _children() -> list[int]:
    """The processes that read files for this one; whoever was forked here is none."""
    path = Path(f"/proc/self/task/{threading.main_thread().native_id}/children")
    others = {one.pid for one in multiprocessing.active_children()}
    return [pid for pid in map(int, path.read_text().split()) if pid not in others]


def _peak(pid: int) -> float:
    """A child between its start and its program still has the memory of its parent: that is not counted."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        command = Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return 0
    if pid != os.getpid() and "importing.child" not in command:
        return 0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def main(path: str) -> None:
    """Import the file once beside a writer and print what was found."""
    prepared()
    from django.db import connection  # noqa: PLC0415 - the models need the database set up

    from bench.imports import bring_in, new_campaign  # noqa: PLC0415

    campaign = new_campaign()
    stop = multiprocessing.Event()
    waits: Any = multiprocessing.SimpleQueue()
    writer = multiprocessing.Process(target=write_on, args=(campaign.branch_id, stop, waits))
    # Two processes can't share one connection.
    connection.close()
    writer.start()
    with peaks() as found:
        bring_in(campaign, Path(path))
    stop.set()
    times = waits.get()
    writer.join()
    figures = {"writes": len(times), "p95": quantiles(times, n=20)[-1], "longest": max(times)}
    print(json.dumps(found | figures))


if __name__ == "__main__":
    main(sys.argv[1])
