"""Open files that the user names: only ordinary ones, and read no more of them than allowed.

Reading a pipe could wait forever, and reading a device never end.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import IO


class NoFileError(OSError):
    """The path is a folder, a pipe or a device instead of a file."""


def opened(path: Path) -> IO[bytes]:
    """Open an ordinary file for reading.

    Raises:
        NoFileError: it is something else.
        OSError: it is missing, or may not be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise NoFileError(f"{path} is no file")
    return path.open("rb")


def content(path: Path, most: int) -> bytes:
    """Read an ordinary file, at most `most` + 1 bytes, so that the caller can tell that it is too large.

    Raises:
        NoFileError, OSError: as `opened`.
    """
    with opened(path) as file:
        return file.read(most + 1)
