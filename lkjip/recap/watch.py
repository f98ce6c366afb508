"""What a process that reads other people's files may take: so long for one file, so much memory."""

from __future__ import annotations

import contextlib
import faulthandler
import os
from collections.abc import Iterator
from pathlib import Path

_seconds: float | None = None
"""What one file may take in this process; None where nothing ends it."""


def limit(seconds: float, memory: int) -> None:
    """From now on this process ends where a file takes longer, and gets no more memory than so many bytes.

    Memory is limited where the system can do that: a request beyond it is a MemoryError.
    """
    global _seconds  # a process has one limit, set when it starts
    _seconds = seconds
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit, and a lower one stays
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """What happens in here ends in time, or this process ends: nothing else stops a library that does not come back."""
    if _seconds is None:
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(_seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
