"""Every file under a folder, and in the zip archives there: which of them are workbooks to be read, and why the others are not."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from lkjip.errors import LkjipError

_WORKBOOKS: Final = frozenset({".xlsm", ".xlsx", ".xls", ".xlsb"})
_ARCHIVES: Final = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz"})
_BACKUP: Final = re.compile(r"\.cadangan-\d{8}-\d{6}")
_LARGEST: Final = 100_000_000  # bytes
_MAX_MEMBERS: Final = 100_000
_MAX_RATIO: Final = 100
_SMALL: Final = 1_000_000
_CLOUD_ONLY: Final = 0x1000 | 0x40000 | 0x400000  # FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS
_ONLINE: Final = "hanya ada di OneDrive; klik kanan, pilih Selalu simpan di perangkat ini, lalu ulangi"
_OLD_PATH_LIMIT: Final = 240  # Windows' own is 260, for a folder 248
_ENCRYPTED: Final = 0x1


class Source(NamedTuple):
    """A file, or a member of a zip archive."""

    path: str
    name: str
    """Where it stands under the folder, as people read it."""
    member: str = ""
    changed: float = 0.0
    """When it was last saved, in seconds since 1970."""


class Found(NamedTuple):
    """What was met: a workbook to read where `reason` is empty."""

    source: Source
    reason: str = ""
    failed: bool = False
    """Whether somebody would have expected it to be read."""


def walk(folder: Path, passed_over: Path | None = None) -> Iterator[Found]:
    """Everything under a folder, in the order of the names; links to folders are not followed.

    Args:
        passed_over: the recap's own file or folder, which may stand there too.

    Raises:
        LkjipError: there is no such folder.
    """
    if not folder.is_dir():
        raise LkjipError(f"{folder}: folder tidak ditemukan; periksa nama dan letaknya")
    own = os.path.realpath(passed_over) if passed_over else None
    yield from _in_folder(reachable(str(folder.absolute()), os.name == "nt"), "", own)


def reachable(path: str, windows: bool) -> str:
    """An absolute path as Windows takes it where it is long: `\\\\?\\C:\\...`."""
    if not windows or len(path) < _OLD_PATH_LIMIT or path.startswith("\\\\?\\"):
        return path
    return f"\\\\?\\UNC\\{path[2:]}" if path.startswith("\\\\") else f"\\\\?\\{path}"


def _in_folder(folder: str, name: str, own: str | None) -> Iterator[Found]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        yield Found(Source(folder, name or "."), "folder tidak boleh dibuka; periksa izinnya", failed=True)
        return
    for entry in entries:
        path, shown = reachable(entry.path, os.name == "nt"), f"{name}/{printable(entry.name)}".lstrip("/")
        if own and os.path.realpath(path) == own:
            yield Found(Source(path, shown), "rekap ini sendiri")
        elif entry.is_dir(follow_symlinks=False):
            yield from _in_folder(path, shown, own)
        elif entry.is_dir():
            yield Found(Source(path, shown), "pintasan ke folder, tidak diikuti")
        elif entry.is_file():
            yield from _file(Source(path, shown, changed=entry.stat().st_mtime))
        else:
            found = _judged(Source(path, shown), entry.name)
            yield Found(found.source, "bukan berkas biasa, atau pintasan yang putus", failed=not found.reason)


def _file(source: Source) -> Iterator[Found]:
    name = PurePosixPath(source.name).name
    if name.lower().endswith(".zip") and not _passed_over(name):
        yield from _in_archive(source)
    else:
        yield _judged(source, name)


def _judged(source: Source, name: str) -> Found:
    """A file by its name alone."""
    suffix = PurePosixPath(name).suffix.lower()
    reason = _passed_over(name)
    if not reason and suffix in _ARCHIVES:
        return Found(source, f"arsip {suffix} di sini tidak dibuka; keluarkan dulu isinya", failed=True)
    if not reason and suffix not in _WORKBOOKS:
        reason = "bukan buku kerja Excel"
    return Found(source, reason)


def _passed_over(name: str) -> str:
    """Why nobody expects a file of this name to be read; empty where somebody does."""
    if name.startswith("~$"):
        return "berkas kunci Excel"
    if _BACKUP.search(name):
        return "cadangan"
    return "berkas tersembunyi" if name.startswith(".") else ""


def _in_archive(source: Source) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(source.path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        size = os.stat(source.path).st_size  # noqa: PTH116  # a path of Windows' long form is no Path
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield Found(source, "arsip rusak atau tidak terbaca; minta dikirim ulang", failed=True)
        return
    if len(entries) > _MAX_MEMBERS or sum(entry.file_size for entry in entries) > _SMALL + _MAX_RATIO * size:
        yield Found(source, "arsip yang mengembang tidak wajar saat dibuka; minta berkas aslinya", failed=True)
        return
    for entry in sorted(entries, key=lambda entry: entry.filename):
        yield _member(source, entry)


def _member(archive: Source, entry: zipfile.ZipInfo) -> Found:
    """A member by its name alone: no file is ever written under that name, whatever folders it claims."""
    source = Source(archive.path, f"{archive.name}: {printable(entry.filename)}", entry.filename, _moment(entry, archive.changed))
    found = _judged(source, PurePosixPath(entry.filename.replace("\\", "/")).name)
    if not found.reason and entry.flag_bits & _ENCRYPTED:
        return Found(source, "arsipnya dilindungi kata sandi; keluarkan dulu", failed=True)
    return found


def _moment(entry: zipfile.ZipInfo, otherwise: float) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return otherwise


def printable(name: str) -> str:
    """A name that can be shown and stored: not every byte in a file's name is a character."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in shown)


def content(source: Source) -> bytes:
    """The bytes of a workbook.

    Raises:
        LkjipError: why it cannot be read, without its name.
    """
    try:
        data = _of_member(source) if source.member else _of_file(source.path)
    except FileNotFoundError:
        raise LkjipError("tidak ada lagi, atau pintasan yang tidak menuju ke mana pun") from None
    except PermissionError:
        raise LkjipError("tidak boleh dibaca; periksa izin berkas atau tutup dulu di Excel") from None
    except OSError:
        raise LkjipError(_ONLINE if cloud_only(source.path) else "tidak bisa dibaca; salin ke folder lain lalu ulangi") from None
    if len(data) > _LARGEST:
        raise LkjipError("terlalu besar untuk sebuah laporan; minta berkas aslinya")
    return data


def cloud_only(path: str) -> bool:
    """Whether a file of OneDrive is not on this PC: Windows marks it."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return False
    return bool(getattr(status, "st_file_attributes", 0) & _CLOUD_ONLY)


def _of_file(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read(_LARGEST + 1)


def _of_member(source: Source) -> bytes:
    try:
        with _archive(source.path, os.stat(source.path).st_mtime_ns).open(source.member) as member:  # noqa: PTH116
            return member.read(_LARGEST + 1)
    except OSError:
        raise
    except Exception:  # each way of compressing raises its own
        raise LkjipError("rusak di dalam arsipnya; minta dikirim ulang") from None


@lru_cache(maxsize=1)
def _archive(path: str, changed: int) -> zipfile.ZipFile:
    """An archive, kept open while its members are read one after the other: its directory may be long."""
    return zipfile.ZipFile(path)
