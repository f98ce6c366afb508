"""Writing a file whole or not at all, and keeping what was there before."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, cast

import safer

from lkjip.errors import LkjipError, reason

_KEPT_BACKUPS: Final = 10
_CHANGED: Final = "berubah selagi diproses, jadi dibiarkan; ulangi"


def write(path: Path, data: bytes, *, instead_of: bytes | None = None) -> Path | None:
    """Put `data` into a file, replacing it in one step; what stood there before is copied beside it first.

    Returns:
        The backup, `NAME.cadangan-YYYYMMDD-HHMMSS.EXT`; None where nothing had to be kept. A file that holds `data`
        already is left alone.

    Args:
        instead_of: what the file must still hold; it is left alone when somebody has saved it in the meantime.

    Raises:
        LkjipError: open in Excel, changed meanwhile, not writable, no space, no such folder. The old file is untouched.
    """
    try:
        refuse_open(path)
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "", str(path.parent))
        before = path.read_bytes() if path.exists() else None
        if before == data:
            return None
        if instead_of is not None and before != instead_of:
            raise LkjipError(f"{path}: {_CHANGED}")
        backup = None
        if before is not None:
            backup = _backup_name(path)
            _put(backup, before)
            shutil.copymode(path, backup)
        try:
            _put(path, data, instead_of=instead_of)
        except LkjipError:
            if backup is not None:
                backup.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise LkjipError(f"{path}: {reason(error, 'ditulis')}") from None
    return backup


def put_folder(made: Path, path: Path, names: Collection[str]) -> Path | None:
    """Put a finished folder in its place; one of an earlier run that stands there is kept beside it.

    Args:
        names: the files such a folder has.

    Returns:
        The folder of the earlier run, `NAME.cadangan-YYYYMMDD-HHMMSS`; None where there was none.

    Raises:
        LkjipError: the place is somebody's, or cannot be written.
    """
    refuse_foreign(path, names)
    try:
        backup = None
        if path.exists():
            backup = _backup_name(path)
            path.rename(backup)
        made.rename(path)
    except OSError as error:
        raise LkjipError(f"{path}: {reason(error, 'ditulis')}") from None
    return backup


def refuse_foreign(path: Path, names: Collection[str]) -> None:
    """Raises:
    LkjipError: the place is taken by something else than a folder with files of these names alone.
    """
    if path.exists() and (not path.is_dir() or {each.name for each in path.iterdir()} - set(names)):
        raise LkjipError(f"{path}: sudah ada dan berisi hal lain; tulis nama folder yang baru")


def made_folder(path: Path) -> Path:
    """The folder, made where it is missing.

    Raises:
        LkjipError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LkjipError(f"{path}: {reason(error, 'dibuat')}") from None
    return path


def refuse_open(path: Path) -> None:
    """Raises:
    LkjipError: the workbook is open in Excel or LibreOffice, which keep a file of their own beside it.
    """
    for program, lock in (("Excel", f"~${path.name}"), ("LibreOffice", f".~lock.{path.name}#")):
        if (path.parent / lock).exists():
            raise LkjipError(f"{path}: sedang dibuka di {program}; tutup dulu, lalu ulangi (bila sudah tertutup, hapus berkas {lock})")


def prune_backups(path: Path) -> None:
    """Remove the oldest backups of a file beyond the last ten."""
    of_this = re.compile(re.escape(path.stem) + r"\.cadangan-(\d{8}-\d{6})(?:-(\d+))?" + re.escape(path.suffix))
    found = [(name[1], int(name[2] or 1), each) for each in path.parent.iterdir() if (name := of_this.fullmatch(each.name))]
    for _, _, backup in sorted(found)[:-_KEPT_BACKUPS]:
        with contextlib.suppress(OSError):  # one that somebody looks at goes the next time
            backup.unlink()


def _put(path: Path, data: bytes, *, instead_of: bytes | None = None) -> None:
    # a name of our own, so that the file gets ordinary permissions and what a killed run leaves explains itself
    temporary = path.with_name(f".{os.getpid()}.sementara")
    temporary.unlink(missing_ok=True)
    with safer.open(path, "wb", temp_file=temporary) as file:
        file.write(data)
        file.flush()
        os.fsync(cast("BinaryIO", file).fileno())
        if instead_of is not None:  # looked at again as late as can be: writing takes its time
            refuse_open(path)
            if path.read_bytes() != instead_of:
                raise LkjipError(f"{path}: {_CHANGED}")


def _backup_name(path: Path) -> Path:
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    backup = path.with_name(f"{path.stem}.cadangan-{stamp}{path.suffix}")
    number = 2
    while backup.exists():
        backup = path.with_name(f"{path.stem}.cadangan-{stamp}-{number}{path.suffix}")
        number += 1
    return backup
