"""Reads a file in a child process with limits; the worker that asks is never at risk."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from borrowers.domain.lists import Reading, Refusal, Refused, Report
from borrowers.enums import BatchKind
from borrowers.importing import wire
from borrowers.importing.layouts import LAYOUTS

# Longer lines come from no honest child.
MAX_LINE = 64 * 1024 * 1024


def read_in_child(
    content: bytes, report: Report, *, kind: BatchKind = BatchKind.LIST, keep_cells: bool = False
) -> Reading[Any]:
    """Everything that a file of that kind holds: rows are loans of a list, lines of a ledger.

    Raises Refused, also where the child dies or takes too long.
    """
    options = {
        "memory": settings.IMPORT_MEMORY_BYTES,
        "seconds": settings.IMPORT_SECONDS,
        "parent": os.getpid(),
        "kind": kind,
        "keep_cells": keep_cells,
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "borrowers.importing.child", json.dumps(options)],
        cwd=settings.BASE_DIR,
        env={"LANG": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    too_slow = threading.Event()

    def stop() -> None:
        too_slow.set()
        child.kill()

    clock = threading.Timer(settings.IMPORT_SECONDS, stop)
    clock.start()
    try:
        return _collect(_messages(child, content), report, LAYOUTS[kind][1])
    except _Died:
        raise Refused(Refusal.READER_TOO_SLOW if too_slow.is_set() else Refusal.READER_DIED) from None
    finally:
        clock.cancel()
        child.kill()
        _close(child)


class _Died(Exception):
    """The child ended without a last word."""


def _close(child: "subprocess.Popen[bytes]") -> None:
    for pipe in (child.stdin, child.stdout):
        # What a killed child did not read can't be flushed any more.
        with contextlib.suppress(BrokenPipeError):
            if pipe:
                pipe.close()
    child.wait()


def _messages(child: "subprocess.Popen[bytes]", content: bytes) -> Iterator[tuple[str, Any]]:
    """What the child says, line by line; it reads its whole input before it says anything."""
    if child.stdin is None or child.stdout is None:
        raise _Died
    try:
        child.stdin.write(content)
        child.stdin.close()
    except BrokenPipeError as error:
        raise _Died from error
    while line := child.stdout.readline(MAX_LINE):
        try:
            kind, body = json.loads(line)
        except ValueError as error:
            raise _Died from error
        yield kind, body


def _collect(messages: Iterator[tuple[str, Any]], report: Report, codec: wire.RowCodec[Any]) -> Reading[Any]:
    reading: Reading[Any] = Reading()
    for kind, body in messages:
        match kind:
            case "progress":
                report(*body)
            case "refused":
                code, facts = body
                raise Refused(Refusal(code), **facts)
            case "rows":
                reading.rows += codec.unpack(body)
            case "problems":
                reading.problems += wire.unpack_problems(body)
            case "cells":
                sheet, row, cells = body
                reading.cells[sheet, row] = cells
            case "done":
                sheets, reading.other_sheets, reading.hidden_sheets = body
                reading.sheets = [wire.unpack_sheet(sheet) for sheet in sheets]
                return reading
    raise _Died
