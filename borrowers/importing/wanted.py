"""What people have said about a file: which sheets count, what its columns mean."""

import json
from collections.abc import Mapping
from typing import Any

from borrowers.domain.lists import Reading, Wanted
from borrowers.models import ColumnMapping, ImportBatch
from campaign.models import Branch


def wanted_now(batch: ImportBatch) -> Wanted:
    """For a file whose preview is made: what its branch has said up to now; there is somebody to ask."""
    return Wanted(_sheets(batch), _mappings(batch.branch), may_ask=True)


def wanted_before(batch: ImportBatch) -> Wanted:
    """For a file that was looked at: what held then, whatever its branch has said about others since."""
    return Wanted(_sheets(batch), batch.choices.get("mappings", {}))


def wanted_by_branch(branch: Branch) -> Wanted:
    """For a file that nobody looks at: nobody is there to ask."""
    return Wanted(mappings=_mappings(branch))


def keep_said(batch: ImportBatch, reading: Reading[Any], wanted: Wanted) -> None:
    """Notes on the batch, which the caller saves, what was made use of."""
    used = {sheet.signature for sheet in reading.sheets if sheet.is_remembered}
    batch.choices |= {"mappings": {one: dict(wanted.mappings[one]) for one in used}}
    batch.samples = json.dumps(reading.samples, ensure_ascii=False)


def samples(batch: ImportBatch) -> dict[str, list[list[str]]]:
    """Sheet → some cells of each of its columns; personal data, to be masked."""
    return dict(json.loads(batch.samples)) if batch.samples else {}


def _sheets(batch: ImportBatch) -> frozenset[str] | None:
    chosen = batch.choices.get("sheets")
    return None if chosen is None else frozenset(chosen)


def _mappings(branch: Branch) -> Mapping[str, dict[str, str]]:
    return dict(ColumnMapping.objects.filter(branch=branch).values_list("signature", "choices"))
