"""Writing a file whole or not at all, and keeping what was there before."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, cast

import safer

from lkjip.errors import LkjipError

_REASONS: Final = {
    errno.EACCES: "tidak boleh ditulis; tutup dulu di Excel, atau pilih folder lain",
    errno.EPERM: "tidak boleh ditulis; tutup dulu di Excel, atau pilih folder lain",
    errno.EROFS: "foldernya hanya bisa dibaca; pilih folder lain",
    errno.ENOSPC: "penyimpanan penuh; kosongkan sebagian lalu ulangi",
    errno.EDQUOT: "jatah penyimpanan penuh; kosongkan sebagian lalu ulangi",
    errno.ENOENT: "foldernya tidak ada; buat dulu, atau pilih folder lain",
    errno.ENOTDIR: "foldernya tidak ada; buat dulu, atau pilih folder lain",
    errno.EISDIR: "ini nama folder; tulis nama berkas",
    errno.ENAMETOOLONG: "namanya terlalu panjang; pendekkan",
}


def write(path: Path, data: bytes) -> Path | None:
    """Put `data` into a file, replacing it in one step; what stood there before is copied beside it first.

    Returns:
        The backup, `NAME.cadangan-YYYYMMDD-HHMMSS.EXT`; None where nothing had to be kept. A file that holds `data`
        already is left alone.

    Raises:
        LkjipError: open in Excel, not writable, no space, no such folder. The old file is untouched.
    """
    if (path.parent / f"~${path.name}").exists():
        raise LkjipError(f"{path}: sedang dibuka di Excel; tutup dulu, lalu ulangi")
    if not path.parent.is_dir():
        raise LkjipError(f"{path}: {_REASONS[errno.ENOENT]}")
    try:
        before = path.read_bytes() if path.exists() else None
        if before == data:
            return None
        backup = None if before is None else _back_up(path)
        # a name of our own, so that the file gets ordinary permissions and a leftover explains itself
        with safer.open(path, "wb", temp_file=path.with_name(f".{path.name}.{os.getpid()}.sementara")) as file:
            file.write(data)
            file.flush()
            os.fsync(cast("BinaryIO", file).fileno())
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or "tidak bisa ditulis")
        raise LkjipError(f"{path}: {reason}") from None
    return backup


def _back_up(path: Path) -> Path:
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    backup = path.with_name(f"{path.stem}.cadangan-{stamp}{path.suffix}")
    number = 2
    while backup.exists():
        backup = path.with_name(f"{path.stem}.cadangan-{stamp}-{number}{path.suffix}")
        number += 1
    shutil.copy2(path, backup)
    return backup
