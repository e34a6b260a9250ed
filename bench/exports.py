"""A register of 100,000 taken out in twelve columns: read, opened, masked, written; the floor only writes."""

import io
import sys
import zipfile
from pathlib import Path

from bench.pages import large_register
from bench.registry import Work, benchmark

ROWS, COLUMNS = 100_000, 12
# What the list may take beyond what the process holds anyway.
MEMORY_GOAL = 60


def raw_stream() -> None:
    """The same number of cells as XML, compressed, without styles and without looking at a value."""
    cell = '<c t="inlineStr"><is><t>青石镇上河村12号</t></is></c>'
    row = f"<row>{cell * COLUMNS}</row>".encode()
    with (
        zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _ in range(ROWS):
            sheet.write(row)


def _memory(name: str) -> float:
    """A line of the process's status in MB; nothing where the system keeps none."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


@benchmark("export 100,000 × 12", goal=7, rounds=1)
def export() -> tuple[Work | None, Work]:
    """Says on the error stream how much memory it took at its peak."""
    campaign, _client = large_register()
    from borrowers.models import Export  # noqa: PLC0415 - needs the set-up of Django
    from borrowers.queries.exports import register_sheet  # noqa: PLC0415
    from campaign.common import clock  # noqa: PLC0415
    from campaign.common.xlsx import workbook  # noqa: PLC0415
    from teams.models import User  # noqa: PLC0415

    manager = User.objects.get(username="register")
    asked = Export(
        campaign=campaign, asked_by=manager, is_masked=True, filters={}, rows=ROWS, asked_at=clock.now()
    )

    def ours() -> None:
        if Path("/proc/self/clear_refs").exists():
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before = _memory("VmRSS")
        workbook([register_sheet(asked, "bench", lambda _done, _total: None)])
        taken = _memory("VmHWM") - before
        print(f"export: {taken:.0f} MB at its peak, goal ≤ {MEMORY_GOAL} MB", file=sys.stderr)

    return ours, raw_stream
