"""Reads a file in a child process with limits; the worker that asks is never at risk."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from borrowers.domain.lists import EVERY_LIST, Reading, Refusal, Refused, Report, Wanted
from borrowers.enums import BatchKind
from borrowers.importing import wire
from borrowers.importing.layouts import LAYOUTS

# Longer lines come from no honest child.
MAX_LINE = 64 * 1024 * 1024
# A list of 100,000 rows and 30 columns is of some 12 MB and takes a few seconds.
_LEAST_SECONDS, _SECONDS_PER_MEGABYTE = 8, 4


def read_in_child(
    content: bytes,
    report: Report,
    *,
    kind: BatchKind = BatchKind.LIST,
    keep_cells: bool = False,
    wanted: Wanted = EVERY_LIST,
) -> Reading[Any]:
    """Everything that a file of that kind holds: rows are loans of a list, lines of a ledger.

    Raises Refused, also where the child dies or takes too long.
    """
    limits = {
        "memory": settings.IMPORT_MEMORY_BYTES,
        "seconds": _seconds(content),
        "parent": os.getpid(),
    }
    asked = {
        "kind": kind,
        "keep_cells": keep_cells,
        "sheets": None if wanted.sheets is None else sorted(wanted.sheets),
        "mappings": wanted.mappings,
        "may_ask": wanted.may_ask,
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "borrowers.importing.child", json.dumps(limits)],
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
        return _collect(_messages(child, asked, content), report, LAYOUTS[kind][1])
    except _Died:
        ran_out = too_slow.is_set() or child.wait() == -signal.SIGXCPU
        raise Refused(Refusal.READER_TOO_SLOW if ran_out else Refusal.READER_DIED) from None
    finally:
        clock.cancel()
        child.kill()
        _close(child)


def _seconds(content: bytes) -> int:
    """Processor time that the child may take: a small file that takes long is no list."""
    megabytes = len(content) // 1024 // 1024
    return max(1, min(int(settings.IMPORT_SECONDS), _LEAST_SECONDS + _SECONDS_PER_MEGABYTE * megabytes))


class _Died(Exception):
    """The child ended without a last word."""


def _close(child: "subprocess.Popen[bytes]") -> None:
    for pipe in (child.stdin, child.stdout):
        # What a killed child did not read can't be flushed any more.
        with contextlib.suppress(BrokenPipeError):
            if pipe:
                pipe.close()
    child.wait()


def _messages(
    child: "subprocess.Popen[bytes]", asked: Mapping[str, Any], content: bytes
) -> Iterator[tuple[str, Any]]:
    """What the child says, line by line; it reads its whole input before it says anything."""
    if child.stdin is None or child.stdout is None:
        raise _Died
    try:
        child.stdin.write(json.dumps(asked).encode() + b"\n")
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
            case "samples":
                reading.samples = body
            case "done":
                wire.unpack_sheets(body, reading)
                return reading
    raise _Died
