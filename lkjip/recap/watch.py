"""Limit the time and memory of a process that reads untrusted files."""

from __future__ import annotations

import contextlib
import faulthandler
import os
from collections.abc import Iterator
from pathlib import Path

_seconds: float | None = None
"""Time limit for one file in this process; None if there is none."""


def limit(seconds: float, memory: int) -> None:
    """Set this process's time limit per file, after which it ends, and its memory limit in bytes.

    Memory is limited only if the system supports it; a request beyond the limit raises MemoryError.
    """
    global _seconds  # a process has one limit, set at its start
    _seconds = seconds
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit; a lower limit stays
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """End this process if the block exceeds the time limit: nothing else stops a library that never returns."""
    if _seconds is None:
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(_seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
