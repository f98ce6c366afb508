"""Opening a file that somebody names: an ordinary one, and not more of it than it may be.

A pipe would be waited for, a device read without end.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import IO


class NoFileError(OSError):
    """A folder, a pipe or a device, where a file was expected."""


def opened(path: Path) -> IO[bytes]:
    """An ordinary file, opened for reading.

    Raises:
        NoFileError: something else.
        OSError: not there, or it may not be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise NoFileError(f"{path} is no file")
    return path.open("rb")


def content(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file; of one with more than `most`, one byte more than that.

    Raises:
        NoFileError, OSError: as `opened`.
    """
    with opened(path) as file:
        return file.read(most + 1)
