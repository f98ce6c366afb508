"""Find every file under a folder and in its zip archives, and tell which are workbooks to read and why the others are not."""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from lkjip.errors import ChangedMeanwhileError, DamagedError, LkjipError, NotFoundError, UnreadableError

_WORKBOOKS: Final = frozenset({".xlsm", ".xlsx", ".xls", ".xlsb"})
_ARCHIVES: Final = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz"})
_BACKUP: Final = re.compile(r"\.cadangan-\d{8}-\d{6}")
_LARGEST: Final = 100_000_000  # bytes
_TOO_LARGE: Final = "terlalu besar untuk sebuah laporan; minta berkas aslinya"
_MAX_MEMBERS: Final = 100_000
_AT_ONCE: Final = 16_000_000
"""Most bytes of an archive that are read at once: the directory of the most members, with long names."""
_MAX_RATIO: Final = 100
_SMALL: Final = 1_000_000
_CLOUD_ONLY: Final = 0x1000 | 0x40000 | 0x400000  # FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS
_ONLINE: Final = "hanya ada di OneDrive; klik kanan, pilih Selalu simpan di perangkat ini, lalu ulangi"
_OLD_PATH_LIMIT: Final = 240  # characters; Windows allows 260, and 248 for a folder
_ENCRYPTED: Final = 0x1
_NO_WAITING: Final = getattr(os, "O_NONBLOCK", 0)
_JUNCTION: Final = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
_SWOLLEN: Final = "mengembang tidak wajar saat dibuka; minta berkas aslinya"
_ODD: Final = "bukan berkas biasa, atau pintasan yang putus"
_GONE: Final = "tidak ada lagi, atau pintasan yang tidak menuju ke mana pun"
_CHANGING: Final = "berubah selagi dibaca; ulangi setelah selesai disalin"
_FORBIDDEN: Final = "tidak boleh dibaca; periksa izin berkas atau tutup dulu di Excel"


class Source(NamedTuple):
    """A file, or a member of a zip archive."""

    path: str
    name: str
    """Its path under the folder, for people."""
    member: str = ""
    place: int = 0
    """The member's index in the archive's directory, since two members may share a name."""
    changed: float = 0.0
    """Time of the last change, in seconds since 1970."""


class Found(NamedTuple):
    """A file that was found; a workbook to read if `reason` is empty."""

    source: Source
    reason: str = ""
    failed: bool = False
    """Whether the user would expect it to be read."""


def files_under(folder: Path, passed_over: Path | None = None) -> Iterator[Found]:
    """List everything under a folder, in order of names; links to folders are not followed.

    Args:
        passed_over: a path to skip: the recap's own file or folder.

    Raises:
        LkjipError: there is no such folder.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  # Path.is_dir raises if a parent folder may not be opened
        raise NotFoundError(f"{folder}: folder tidak ditemukan; periksa nama dan letaknya")
    own = os.path.realpath(passed_over) if passed_over else None
    windows = os.name == "nt"
    # a stack instead of recursion, since folders may be nested deeper than calls
    waiting = [Source(reachable(str(folder.absolute()), windows), "")]
    while waiting:
        source = waiting.pop()
        try:
            status, linked = _status(source.path)
        except OSError as error:
            yield _unreachable(source, error)
            continue
        if own and _is(source, own, linked=linked):
            yield Found(source, "rekap ini sendiri")
        elif stat.S_ISDIR(status.st_mode) and linked and source.name:
            yield Found(source, "pintasan ke folder, tidak diikuti")
        elif stat.S_ISDIR(status.st_mode):
            try:
                names = sorted(os.listdir(source.path), reverse=True)  # noqa: PTH208
            except OSError as error:
                yield Found(source._replace(name=source.name or "."), _closed(error), failed=True)
                continue
            for name in names:
                path = reachable(os.path.join(source.path, name), windows)  # noqa: PTH118
                waiting.append(Source(path, f"{source.name}/{printable(name)}".lstrip("/")))
        elif stat.S_ISREG(status.st_mode):
            yield from _file(source._replace(changed=status.st_mtime))
        else:
            yield _unusable(source, _ODD)


def _status(path: str) -> tuple[os.stat_result, bool]:
    """The status of a path, and whether it is a link or a Windows junction."""
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        return os.stat(path), True  # noqa: PTH116
    return status, getattr(status, "st_reparse_tag", 0) == _JUNCTION


def _is(source: Source, own: str, *, linked: bool) -> bool:
    """Whether a source is the recap's own path `own`, in which links are resolved."""
    same_name = os.path.basename(source.path) == os.path.basename(own)  # noqa: PTH119
    return (same_name or linked) and os.path.realpath(source.path) == own


def _unreachable(source: Source, error: OSError) -> Found:
    """A directory entry whose kind cannot be determined."""
    if isinstance(error, PermissionError):
        return Found(source._replace(name=source.name or "."), "tidak boleh dibuka; periksa izin foldernya", failed=True)
    if error.errno == errno.ENAMETOOLONG:
        return Found(source, "letaknya terlalu dalam; pindahkan ke folder yang lebih pendek namanya", failed=True)
    return _unusable(source, _ODD)


def _closed(error: OSError) -> str:
    """Why a folder cannot be listed."""
    if isinstance(error, PermissionError):
        return "folder tidak boleh dibuka; periksa izinnya"
    if error.errno == errno.ENAMETOOLONG:
        return "folder terlalu dalam; pindahkan ke folder yang lebih pendek namanya"
    return "folder tidak bisa dibuka; salin ke tempat lain lalu ulangi"


def _unusable(source: Source, reason: str) -> Found:
    """An entry that is not a readable file; its name tells whether the user would expect it to be read."""
    found = _judged(source, PurePosixPath(source.name).name)
    return Found(source, reason, failed=found.failed or not found.reason)


def reachable(path: str, windows: bool) -> str:
    """An absolute path in the form that Windows needs for long ones: `\\\\?\\C:\\...`."""
    if not windows or len(path) < _OLD_PATH_LIMIT or path.startswith("\\\\?\\"):
        return path
    return f"\\\\?\\UNC\\{path[2:]}" if path.startswith("\\\\") else f"\\\\?\\{path}"


def _file(source: Source) -> Iterator[Found]:
    name = PurePosixPath(source.name).name
    if name.lower().endswith(".zip") and not _passed_over(name):
        yield from _in_archive(source)
    else:
        yield _judged(source, name)


def _judged(source: Source, name: str) -> Found:
    """Judge a file by its name only."""
    suffix = PurePosixPath(name).suffix.lower()
    reason = _passed_over(name)
    if not reason and suffix in _ARCHIVES:
        return Found(source, f"arsip {suffix} di sini tidak dibuka; keluarkan dulu isinya", failed=True)
    if not reason and suffix not in _WORKBOOKS:
        reason = "bukan buku kerja Excel"
    return Found(source, reason)


def _passed_over(name: str) -> str:
    """Why a file of this name is skipped; "" if the user would expect it to be read."""
    if name.startswith("~$"):
        return "berkas kunci Excel"
    if _BACKUP.search(name):
        return "cadangan"
    return "berkas tersembunyi" if name.startswith(".") else ""


def _in_archive(source: Source) -> Iterator[Found]:
    try:
        with _Archive(source.path) as archive:
            entries = [(place, entry) for place, entry in enumerate(archive.infolist()) if not entry.is_dir()]
            size = archive.size
    except PermissionError:
        yield Found(source, _FORBIDDEN, failed=True)
        return
    except Exception:  # a damaged directory can raise almost anything in zipfile
        yield Found(source, "arsip rusak atau tidak terbaca; minta dikirim ulang", failed=True)
        return
    met = [(_member(source, place, entry), entry.file_size) for place, entry in sorted(entries, key=lambda each: each[1].filename)]
    # check each size and their sum, since members may share bytes
    if len(met) > _MAX_MEMBERS or sum(claimed for found, claimed in met if not found.reason) > _SMALL + _MAX_RATIO * size:
        yield Found(source, f"arsip yang {_SWOLLEN}", failed=True)
        return
    yield from (found for found, _ in met)


def _member(archive: Source, place: int, entry: zipfile.ZipInfo) -> Found:
    """Judge a member by its directory entry; no file is ever written under its name, so path tricks in it are harmless."""
    name = f"{archive.name}: {printable(entry.filename)}"
    source = Source(archive.path, name, entry.filename, place, _moment(entry, archive.changed))
    found = _judged(source, PurePosixPath(entry.filename.replace("\\", "/")).name)
    if found.reason:
        return found
    if entry.flag_bits & _ENCRYPTED:
        return Found(source, "arsipnya dilindungi kata sandi; keluarkan dulu", failed=True)
    if entry.file_size > _LARGEST:
        return Found(source, _TOO_LARGE, failed=True)
    if entry.file_size > _SMALL + _MAX_RATIO * entry.compress_size:
        return Found(source, _SWOLLEN, failed=True)
    return found


def _moment(entry: zipfile.ZipInfo, otherwise: float) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return otherwise


def printable(name: str) -> str:
    """A name that can be shown and stored, since a file name may hold bytes that are no characters."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in shown)


def content(source: Source) -> bytes:
    """Read the bytes of a workbook.

    Raises:
        LkjipError: it cannot be read; the message is the reason, without the name.
    """
    try:
        return _of_member(source) if source.member else whole(source.path, _LARGEST)
    except FileNotFoundError:
        raise NotFoundError(_GONE) from None
    except PermissionError:
        raise UnreadableError(_FORBIDDEN) from None
    except OSError:
        raise UnreadableError(_ONLINE if cloud_only(source.path) else "tidak bisa dibaca; salin ke folder lain lalu ulangi") from None


def cloud_only(path: str) -> bool:
    """Whether a OneDrive file is only in the cloud, by its Windows attributes."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return False
    return bool(getattr(status, "st_file_attributes", 0) & _CLOUD_ONLY)


def whole(path: str | os.PathLike[str], most: int) -> bytes:
    """Read an ordinary file of at most `most` bytes; pipes and devices are refused.

    Raises:
        LkjipError: it is not an ordinary file, larger, or changed while being read; the message is the reason, without the name.
    """
    with _Ordinary(path) as file:
        size = file.size
        if size > most:
            raise UnreadableError(_TOO_LARGE)
        before = os.fstat(file.fileno()).st_mtime_ns
        # in pieces, so that a false size costs no memory, and never beyond it
        data = b"".join(iter(lambda: file.read(min(_AT_ONCE, size + 1 - file.tell())), b""))
        if len(data) != size or os.fstat(file.fileno()).st_mtime_ns != before:
            raise ChangedMeanwhileError(_CHANGING)
    return data


def _of_member(source: Source) -> bytes:
    try:
        archive = _archive(source.path, os.stat(source.path).st_mtime_ns)  # noqa: PTH116
        entry = archive.infolist()[source.place]
        if entry.filename != source.member:
            raise ChangedMeanwhileError(_CHANGING)
        with archive.open(entry) as member:
            return member.read(_LARGEST + 1)  # its declared size has been checked, and zipfile reads no more
    except (OSError, LkjipError):
        raise
    except Exception:  # each compression method raises its own exceptions
        raise DamagedError("rusak di dalam arsipnya; minta dikirim ulang") from None


class _Ordinary(io.FileIO):
    """An ordinary file, checked again after opening, whose single reads are bounded."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__(path, opener=lambda name, flags: os.open(name, flags | _NO_WAITING))
        status = os.fstat(self.fileno())
        self.size = status.st_size
        if not stat.S_ISREG(status.st_mode):
            self.close()
            raise UnreadableError(_ODD)

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to `size` bytes.

        Raises:
            zipfile.BadZipFile: more is requested than any honest archive's directory has.
        """
        if size is None or not 0 <= size <= _AT_ONCE:
            if self.size - self.tell() > _AT_ONCE:
                raise zipfile.BadZipFile
            size = _AT_ONCE
        return super().read(size) or b""


class _Archive(zipfile.ZipFile):
    """A zip archive that is opened only if its directory is no larger than an archive of reports needs."""

    _file: _Ordinary | None = None

    def __init__(self, path: str) -> None:
        self._file = _Ordinary(path)
        self.size = self._file.size
        super().__init__(self._file)

    def close(self) -> None:
        super().close()
        if self._file:
            self._file.close()


@lru_cache(maxsize=1)
def _archive(path: str, changed: int) -> _Archive:
    """An open archive, cached while its members are read one after the other, since its directory may be long."""
    return _Archive(path)
