"""Write the recap to its place, completely or not at all, and keep a backup of the old one."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from lkjip import files
from lkjip.errors import UnwritableError, reason
from lkjip.recap import csv_out, needs_extra, xlsx_out
from lkjip.recap.gather import Rollup
from lkjip.recap.period import YEAR, Period
from lkjip.recap.store import packed, unpacked

Write: TypeAlias = Callable[[Rollup], Path | None]
"""Writes a recap, and returns the backup of the one that it replaced, or None."""
FORMS: Final = ("xlsx", "parquet", "csv")


def to(path: Path, form: str, period: Period = YEAR) -> Write:
    """Return a function that writes a recap: a workbook for "xlsx", a folder with a file per table for "parquet" and "csv".

    Raises:
        LkjipError: the place or the format cannot be used; known before a hundred thousand files are read.
    """
    if not os.path.isdir(path.absolute().parent):  # noqa: PTH112  # Path.is_dir raises if a parent folder may not be opened
        raise UnwritableError(f"{path}: foldernya tidak ada; buat dulu, atau pilih folder lain")
    if form == "xlsx":
        if path.suffix.lower() != ".xlsx":
            raise UnwritableError(f"{path}: nama rekap harus berakhir dengan .xlsx; untuk folder data pakai --format parquet atau csv")
        files.refuse_open(path)
        if path.exists() and not path.is_file():
            raise UnwritableError(f"{path}: sudah ada dan bukan berkas biasa; tulis nama lain")
        return lambda rollup: _unless_there(rollup, path, lambda: _workbook(rollup, path))
    if path.suffix.lower() == ".xlsx":
        raise UnwritableError(f"{path}: --format {form} membuat folder berisi satu berkas tiap tabel; tulis nama folder")
    names = [f"{table.key}.{form}" for table in period.tables]
    files.refuse_foreign(path, names)
    write = csv_out.write_csv if form == "csv" else _parquet()
    return lambda rollup: _unless_there(rollup, path, lambda: _folder(rollup, path, names, write))


def _unless_there(rollup: Rollup, path: Path, write: Callable[[], Path | None]) -> Path | None:
    """Write a recap, unless the one in its place was made from the same files and would come out the same."""
    known = hashlib.sha256(f"{path.suffix} {rollup.fingerprint}".encode()).hexdigest()
    if (written := rollup.store.get(known)) and unpacked(written) == _digests(path):
        return None
    backup = write()
    rollup.store.put(known, packed(_digests(path)))
    return backup


def _digests(path: Path) -> dict[str, str]:
    """The digest of a file, or of every file in a folder, by name."""
    try:
        found = sorted(path.iterdir()) if path.is_dir() else [path]
        return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in found}
    except OSError:
        return {}


def _workbook(rollup: Rollup, path: Path) -> Path | None:
    backup = files.write(path, xlsx_out.write(rollup))
    files.prune_backups(path)
    return backup


def _parquet() -> Callable[[Rollup, Path], None]:
    try:
        from lkjip.recap.frame_out import write_parquet
    except ImportError:
        raise needs_extra("--format parquet") from None
    return write_parquet


def _folder(rollup: Rollup, path: Path, names: list[str], write: Callable[[Rollup, Path], None]) -> Path | None:
    made = files.temporary(path)
    try:
        made.mkdir()
        write(rollup, made)
        return files.put_folder(made, path, names)
    except OSError as error:
        raise UnwritableError(f"{path}: {reason(error, 'ditulis')}") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
