"""Writing a file whole or not at all, and keeping what was there before."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

import safer

from lkjip.errors import LkjipError, reason


def write(path: Path, data: bytes) -> Path | None:
    """Put `data` into a file, replacing it in one step; what stood there before is copied beside it first.

    Returns:
        The backup, `NAME.cadangan-YYYYMMDD-HHMMSS.EXT`; None where nothing had to be kept. A file that holds `data`
        already is left alone.

    Raises:
        LkjipError: open in Excel, not writable, no space, no such folder. The old file is untouched.
    """
    try:
        if (path.parent / f"~${path.name}").exists():
            raise LkjipError(f"{path}: sedang dibuka di Excel; tutup dulu, lalu ulangi")
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "", str(path.parent))
        before = path.read_bytes() if path.exists() else None
        if before == data:
            return None
        backup = None
        if before is not None:
            backup = _backup_name(path)
            _put(backup, before)
            shutil.copymode(path, backup)
        _put(path, data)
    except OSError as error:
        raise LkjipError(f"{path}: {reason(error, 'ditulis')}") from None
    return backup


def _put(path: Path, data: bytes) -> None:
    # a name of our own, so that the file gets ordinary permissions and what a killed run leaves explains itself
    temporary = path.with_name(f".{os.getpid()}.sementara")
    temporary.unlink(missing_ok=True)
    with safer.open(path, "wb", temp_file=temporary) as file:
        file.write(data)
        file.flush()
        os.fsync(cast("BinaryIO", file).fileno())


def _backup_name(path: Path) -> Path:
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    backup = path.with_name(f"{path.stem}.cadangan-{stamp}{path.suffix}")
    number = 2
    while backup.exists():
        backup = path.with_name(f"{path.stem}.cadangan-{stamp}-{number}{path.suffix}")
        number += 1
    return backup
