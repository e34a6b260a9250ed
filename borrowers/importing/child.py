"""The child process that reads a file: `python -m borrowers.importing.child LIMITS`.

On its standard input it gets a line that says what is wanted, and then the file.

It has limits of its own and no secrets: no settings, no keys, no database. A file that brings it down costs
one refused upload. What it found goes to its output as JSON lines.
"""

import gc
import json
import resource
import signal
import sys
from typing import Any

from campaign.common.processes import die_with_parent


def main(options: dict[str, Any]) -> None:
    """Read the file on the standard input and write what was found, or why it is refused."""
    die_with_parent(options["parent"], signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (options["memory"], options["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (options["seconds"], options["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # It ends soon and makes no circles: collecting would only walk over a million cells again and again.
    gc.disable()
    # The readers are loaded inside the limits.
    from borrowers.domain.lists import Refused, Wanted, read_sheets  # noqa: PLC0415
    from borrowers.importing import wire  # noqa: PLC0415
    from borrowers.importing.layouts import LAYOUTS  # noqa: PLC0415
    from borrowers.importing.workbook import sheets_of  # noqa: PLC0415

    out = sys.stdout.buffer

    def report(done: int, total: int) -> None:
        out.write(wire.line("progress", [done, total]))
        out.flush()

    asked = json.loads(sys.stdin.buffer.readline())
    layout, codec = LAYOUTS[asked["kind"]]
    sheets = None if asked["sheets"] is None else frozenset(asked["sheets"])
    wanted = Wanted(sheets, asked["mappings"], asked["may_ask"])
    content = sys.stdin.buffer.read()
    try:
        cells = sheets_of(content, sheets or frozenset())
        reading = read_sheets(layout, cells, report, keep_cells=asked["keep_cells"], wanted=wanted)
    except Refused as refusal:
        out.write(wire.line("refused", [refusal.code, refusal.facts]))
        return
    for start in range(0, len(reading.rows), wire.CHUNK):
        out.write(wire.line("rows", codec.pack(reading.rows[start : start + wire.CHUNK])))
    for start in range(0, len(reading.problems), wire.CHUNK):
        out.write(wire.line("problems", wire.pack_problems(reading.problems[start : start + wire.CHUNK])))
    for place, row in reading.cells.items():
        out.write(wire.line("cells", [*place, row]))
    out.write(wire.line("samples", reading.samples))
    out.write(wire.line("done", wire.pack_sheets(reading)))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
