"""Write files completely or not at all, and keep backups of what they replace."""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import os
import platform
import re
import shutil
import stat
import sys
import time
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path, PurePath
from typing import Final

from lkjip.errors import ChangedMeanwhileError, FileOpenError, UnwritableError, reason

_KEPT_BACKUPS: Final = 10
_STAMP: Final = "%Y%m%d-%H%M%S"
_SECOND: Final = 1_000_000_000  # nanoseconds
_NUMBER_UNIT: Final = 1_000  # nanoseconds; every file system with sub-second times can hold it
_MOST_NUMBERS: Final = 10_000
_MARK_UNIT: Final = 100  # nanoseconds, as Windows counts file times
_TIME_ZONES: Final = 15 * 60  # seconds; clocks of two time zones differ by a multiple of it
_TEMPORARY: Final = re.compile(r"\.(?P<process>\d{1,10})(?:-(?P<pc>[0-9a-f]{8})\.(?:siap\.(?P<ready>.+)|.+))?\.sementara")
_LONG_AGO: Final = 24 * 60 * 60  # seconds; longer than any run
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9¹²³])\s*(?:\..*)?", re.IGNORECASE)
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST_PATH: Final = 259  # characters, on Windows without long paths
_CHANGED: Final = "berubah selagi diproses, jadi dibiarkan; ulangi"


def write(path: Path, data: bytes, *, instead_of: bytes | None = None) -> Path | None:
    """Put `data` into a file, replacing it in one step; what stood there before is copied beside it first.

    Returns:
        The backup, `NAME.cadangan-YYYYMMDD-HHMMSS.EXT`; None where nothing had to be kept. A file that holds `data`
        already is left alone.

    Args:
        instead_of: what the file must still hold; it is left alone when somebody has saved it in the meantime. A file that is changed so
            needs no backup as long as it holds what a command of ours has put there (`mark_generated`).

    Raises:
        FileOpenError: open in Excel or LibreOffice.
        ChangedMeanwhileError: saved by another program meanwhile.
        UnwritableError: no permission, no space, no such folder, a name that Windows has no file for. The folder is as before.
    """
    with _explained(path):
        real = _prepared(path)
        before = _content(real)
        if before == data:
            return None
        expected = before if instead_of is None else instead_of
        new = _staged(real, data, "baru")
        backup = None
        try:
            if before is not None and (instead_of is None or not _is_generated(real, before)):
                backup = _copied(real, before)
            # checked as late as possible, since making the backup takes time
            refuse_open(real)
            if _content(real) != expected:
                raise ChangedMeanwhileError(f"{path}: {_CHANGED}")
            new.replace(real)
        except BaseException:
            if backup is not None and new.exists():  # else the file is already replaced, and this is its only copy
                backup.unlink()
            raise
        finally:
            new.unlink(missing_ok=True)
    return backup


def write_together(*wanted: tuple[Path, bytes]) -> list[Path]:
    """Put files into one folder that belong together: all of them or none, the old ones kept as backups.

    The first never lies beside others than those it was written with: it is taken away first and comes last. Whenever the
    run is killed there are the old files, all new ones, or some without the first; then the next run completes them.

    Returns:
        The backups. Files that hold their data already are left alone.

    Raises:
        FileOpenError, UnwritableError: as for `write`. The folder is as before.
    """
    news: list[tuple[Path, Path]] = []
    backups: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for number, (path, data) in enumerate(wanted):
            with _explained(path):
                real = _prepared(path)
                if _content(real) != data:
                    news.append((_staged(real, data, f"baru-{number}"), real))
        for _, real in news:
            if real.exists():
                with _explained(real):
                    backups.append((_renamed(real), real))
        for new, real in reversed(news):
            with _explained(real):
                new.replace(real)
                placed.append(real)
    except BaseException:
        for real in placed:
            with contextlib.suppress(OSError):
                real.unlink()
        for backup, real in backups:
            with contextlib.suppress(OSError):
                backup.rename(real)
        raise
    finally:
        for new, _ in news:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
    for backup, real in backups:
        with contextlib.suppress(OSError):  # a backup without a number is never removed
            _number(backup, real)
    return [backup for backup, _ in backups]


def put_folder(made: Path, path: Path, names: Collection[str]) -> Path | None:
    """Put a finished folder in its place; one of an earlier run that stands there is kept beside it.

    Killed between the two steps, the new folder lies there under a name that says what it is for, and `refuse_foreign`
    of the next run puts it in its place.

    Args:
        names: the files such a folder has.

    Returns:
        The folder of the earlier run, `NAME.cadangan-YYYYMMDD-HHMMSS`; None where there was none.

    Raises:
        UnwritableError: the place is somebody's, or cannot be written.
    """
    refuse_foreign(path, names)
    ready = temporary(path, f"siap.{path.name}")
    backup = None
    with _explained(path):
        try:
            made.rename(ready)
            if path.exists():
                backup = _renamed(path)
            ready.rename(path)
        except BaseException:
            if ready.exists():
                if backup is not None:
                    backup.rename(path)
                ready.rename(made)
            raise
    return backup


def refuse_foreign(path: Path, names: Collection[str]) -> None:
    """See that a place for a folder is free, after what a killed run left there was put right.

    Raises:
        UnwritableError: the place is taken by something else than a folder with files of these names alone, or is no place.
    """
    with _explained(path):
        if not path.exists():
            _refuse_name(path)
        elif path.name in ("", ".."):
            raise UnwritableError(f"{path}: tulis nama folder yang baru, bukan folder tempat Anda berada")
        _tidy(path.parent)
        if path.exists() and (not path.is_dir() or {each.name for each in path.iterdir()} - set(names)):
            raise UnwritableError(f"{path}: sudah ada dan berisi hal lain; tulis nama folder yang baru")


@contextlib.contextmanager
def made_folder(path: Path) -> Iterator[Path]:
    """The folder, made where it is missing; what was made for it goes again when what is done there fails.

    Raises:
        UnwritableError: it cannot be made.
    """
    made: list[Path] = []
    try:
        try:
            for each in (*reversed(path.parents), path):
                if not each.is_dir():
                    _refuse_name(each)
                    each.mkdir(exist_ok=True)
                    made.append(each)
        except OSError as error:
            raise UnwritableError(f"{path}: {reason(error, 'dibuat')}") from None
        yield path
    except BaseException:
        for each in reversed(made):
            with contextlib.suppress(OSError):  # not empty: another program has put something there
                each.rmdir()
        raise


def refuse_open(path: Path) -> None:
    """Raises:
    FileOpenError: the file is open in Excel, Word or LibreOffice, which keep a file of their own beside it.
    """
    with contextlib.suppress(OSError):  # an unreadable folder; the next operation there reports it
        for program, lock in _locks(path):
            if (path.parent / lock).exists():
                raise FileOpenError(
                    f"{path}: sedang dibuka di {program}; tutup dulu, lalu ulangi (bila sudah tertutup, hapus berkas {lock})"
                )


def _locks(path: Path) -> Iterator[tuple[str, str]]:
    """The programs that may have a file open, each with the name of the file that it then keeps beside it."""
    program = "Word" if path.suffix.lower() in (".docx", ".docm", ".dotx") else "Excel"
    yield program, f"~${path.name}"
    if program == "Word" and len(path.stem) > 6:  # Word writes its mark over the first letters of a longer name: ~$poran.docx
        yield program, f"~${path.name[1:]}"
        yield program, f"~${path.name[2:]}"
    yield "LibreOffice", f".~lock.{path.name}#"


def refuse_special(path: Path) -> None:
    """Pass a file that can be read to its end, or none at all; pipes and devices never end.

    Raises:
        UnwritableError: a folder, a pipe, a device.
        OSError: nothing can be said of it.
    """
    with contextlib.suppress(FileNotFoundError):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnwritableError(f"{path}: ini nama folder; tulis nama berkas")
        if not stat.S_ISREG(mode):
            raise UnwritableError(f"{path}: ini bukan berkas biasa; tulis nama berkas lain")


def prune_backups(path: Path) -> None:
    """Remove the oldest backups of a file beyond the last ten, in order of creation.

    Only backups that this module made and that were not changed since: their time holds their number (`_number`).
    """
    with contextlib.suppress(OSError):
        for _, backup in sorted(_backups(_real(path)))[:-_KEPT_BACKUPS]:
            with contextlib.suppress(OSError):  # a backup that is open is removed the next time
                backup.unlink()


def temporary(path: Path, purpose: str = "baru") -> Path:
    """A temporary path for making `path`: in the same folder, with the process in its name."""
    return path.with_name(f".{os.getpid()}-{_this_pc()}.{purpose}.sementara")


# ---------------------------------------------------------------- the target
@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableError(f"{path}: {reason(error, 'ditulis')}") from None


def _prepared(path: Path) -> Path:
    """Check that a file may be written, and return the file itself if `path` is a link."""
    real = _real(path)
    if real.is_symlink():
        raise OSError(errno.ELOOP, "", str(path))
    refuse_open(real)
    if not real.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "", str(real.parent))
    refuse_special(real)
    if not real.exists():
        _refuse_name(real)
    _tidy(real.parent)
    return real


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _refuse_name(path: PurePath) -> None:
    """Refuse file names that Windows does not allow, on every system, since workbooks travel."""
    name = path.name
    if not name or name == "..":
        raise UnwritableError(f"{path}: ini nama folder; tulis nama berkas")
    if _RESERVED.fullmatch(name):
        raise UnwritableError(f'{path}: nama "{name}" dipakai Windows sendiri; pilih nama lain')
    if _NOT_IN_NAMES.search(name):
        raise UnwritableError(
            f'{path}: nama di Windows tidak boleh berisi < > : " / \\ | ? * atau huruf yang tidak terlihat; pilih nama lain'
        )
    if name != name.rstrip(". "):
        raise UnwritableError(f"{path}: nama tidak boleh berakhir dengan titik atau spasi; pilih nama lain")
    if sys.platform == "win32" and len(os.path.abspath(path)) > _LONGEST_PATH:  # noqa: PTH100  # Windows counts the absolute path
        raise OSError(errno.ENAMETOOLONG, "", str(path))


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _staged(path: Path, data: bytes, purpose: str) -> Path:
    """Write the data to a temporary file, ready to replace `path`."""
    # a name of our own, so that the file gets ordinary permissions and what a killed run leaves explains itself
    new = temporary(path, purpose)
    new.unlink(missing_ok=True)
    try:
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, new)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return new


# ---------------------------------------------------------------- backups
def _copied(path: Path, data: bytes) -> Path:
    """Make a backup of a file with this data; the file stays."""
    backup, stamp = _backup_name(path)
    new = _staged(path, data, "cadangan")
    try:
        _number(new, path, stamp)
        new.rename(backup)
    finally:
        new.unlink(missing_ok=True)
    return backup


def _renamed(path: Path) -> Path:
    """Rename a file or folder to the name of its backup."""
    backup, _ = _backup_name(path)
    path.rename(backup)
    return backup


def mark_generated(path: Path, data: bytes) -> None:
    """Mark a file with this data as one that can be made again: the fraction of its file time is derived from the data.

    Whatever is saved into it later has another time or other data, so the mark holds only for what was written.
    """
    with contextlib.suppress(OSError):
        seconds = path.stat().st_mtime_ns // _SECOND
        os.utime(path, ns=(seconds * _SECOND + _fraction(data),) * 2)


def _is_generated(path: Path, data: bytes) -> bool:
    return path.stat().st_mtime_ns % _SECOND == _fraction(data)


def _fraction(data: bytes) -> int:
    """Nanoseconds below a second, in steps that every file system with such times can hold; never 0."""
    steps = _SECOND // _MARK_UNIT
    return (int.from_bytes(hashlib.sha256(data).digest()) % (steps - 1) + 1) * _MARK_UNIT


def _backup_name(path: Path) -> tuple[Path, str]:
    stamp = datetime.now().strftime(_STAMP)
    backup = path.with_name(f"{path.stem}.cadangan-{stamp}{path.suffix}")
    number = 2
    while os.path.lexists(backup):
        backup = path.with_name(f"{path.stem}.cadangan-{stamp}-{number}{path.suffix}")
        number += 1
    return backup, stamp


def _number(backup: Path, path: Path, stamp: str | None = None) -> None:
    """Mark a file as the newest backup of another: its file time is the time in its name, with its number as microseconds.

    This distinguishes our backups from files that a person named alike, saved or copied since, and keeps the order of creation
    independent of the clock, without a list that could be lost or contradict the folder.
    """
    stamp = stamp or _named_for(path, backup.name)
    if stamp is not None and (number := max((number for number, _ in _backups(path)), default=0) + 1) < _MOST_NUMBERS:
        moment = int(datetime.strptime(stamp, _STAMP).timestamp()) * _SECOND + number * _NUMBER_UNIT
        os.utime(backup, ns=(moment, moment))


def _backups(path: Path) -> list[tuple[int, Path]]:
    """The backups of a file that this module made, with their numbers."""
    found = []
    for each in path.parent.iterdir():
        stamp = _named_for(path, each.name)
        if stamp is not None and not each.is_symlink() and each.is_file():
            seconds, rest = divmod(each.stat().st_mtime_ns, _SECOND)
            number, crumbs = divmod(rest, _NUMBER_UNIT)
            with contextlib.suppress(ValueError, OverflowError, OSError):  # the digits are not a valid time
                apart = seconds - int(datetime.strptime(stamp, _STAMP).timestamp())
                if 0 < number < _MOST_NUMBERS and not crumbs and apart % _TIME_ZONES == 0:
                    found.append((number, each))
    return found


def _named_for(path: Path, name: str) -> str | None:
    """The time in the name of a file's backup; None for any other name."""
    found = re.fullmatch(re.escape(path.stem) + r"\.cadangan-(\d{8}-\d{6})(?:-\d+)?" + re.escape(path.suffix), name)
    return found[1] if found else None


# ---------------------------------------------------------------- what killed runs left
def _tidy(folder: Path) -> None:
    """Remove what killed runs left in a folder, and move a finished folder to its place."""
    with contextlib.suppress(OSError):
        for each in list(folder.iterdir()):
            found = _TEMPORARY.fullmatch(each.name)
            if found is None or each.is_symlink() or _in_use(found, each):
                continue
            with contextlib.suppress(OSError):
                if found["ready"] and not os.path.lexists(folder / found["ready"]):
                    each.rename(folder / found["ready"])
                elif each.is_dir():
                    shutil.rmtree(each, ignore_errors=True)
                else:
                    each.unlink()


def _in_use(found: re.Match[str], path: Path) -> bool:
    """Whether a process may still use a temporary file; for another PC sharing the folder, only the file's age can tell."""
    elsewhere = found["pc"] not in (None, _this_pc())
    return (elsewhere or _runs(int(found["process"]))) and time.time() - path.stat().st_mtime < _LONG_AGO


@functools.cache
def _this_pc() -> str:
    return hashlib.sha256(platform.node().encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _runs(process: int) -> bool:
    if sys.platform == "win32":  # os.kill would end the process there
        import ctypes

        query, refused = 0x1000, 5  # PROCESS_QUERY_LIMITED_INFORMATION, ERROR_ACCESS_DENIED
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(query, False, process)
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle) or ctypes.get_last_error() == refused
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
