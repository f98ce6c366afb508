"""Cache the records of files by content, so that a second run reads only what has changed.

A record is compressed JSON behind a digest of itself, its name and the program that wrote it. If it was altered, cut, swapped
or written by another program, it is ignored and the file is read again. Without a writable folder nothing is cached, and nothing
else changes. Records of other versions of the program are removed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import platformdirs

import lkjip
import xlfuncs
from lkjip.errors import LkjipError
from lkjip.recap.walk import whole

_PREFIX: Final = "rekap-"
_DIGEST: Final = hashlib.sha256().digest_size
_LARGEST: Final = 50_000_000
"""Most bytes of a packed record, and a quarter of the most bytes of its JSON; 20,000 indicators take 2,000,000."""


class Store:
    """A folder of packed records, by hexadecimal digest; it may be missing, read-only or full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls) -> Store:
        """The store in the user's cache."""
        home = platformdirs.user_cache_path("lkjip")
        folder = home / f"{_PREFIX}{program()}"
        if home.is_absolute():  # it is relative if the user's home is unknown
            with contextlib.suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                for old in home.glob(f"{_PREFIX}*"):
                    if old != folder:
                        shutil.rmtree(old, ignore_errors=True)
        return cls(folder)

    def get(self, digest: str) -> bytes | None:
        """A packed record; None if there is none, or it was altered."""
        try:
            found = whole(self._path(digest), _LARGEST)
        except (OSError, LkjipError):
            return None
        packed = found[_DIGEST:]
        return packed if found[:_DIGEST] == _sealed(digest, packed) else None

    def put(self, digest: str, packed: bytes) -> None:
        """Store a packed record, if possible."""
        path = self._path(digest)
        temporary = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(exist_ok=True)
            with temporary.open("xb") as file:
                file.write(_sealed(digest, packed) + packed)
            temporary.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


class Kept:
    """The packed records of one run by digest: in memory up to `room` bytes, the rest in an anonymous file.

    Unlike the cache, it cannot be changed by others during the run. If the disk is full, records stay in memory.
    """

    def __init__(self, room: int = 16_000_000) -> None:
        self._room = room
        self._held: dict[str, bytes | tuple[BinaryIO, int, int]] = {}
        self._file: BinaryIO | None = None

    def __del__(self) -> None:
        if self._file:
            self._file.close()

    def put(self, digest: str, packed: bytes) -> None:
        """Store a record."""
        self._room -= len(packed)
        self._held[digest] = packed if self._room > 0 else self._written(packed)

    def get(self, digest: str) -> bytes:
        """Return a stored record."""
        held = self._held[digest]
        if isinstance(held, bytes):
            return held
        file, start, size = held
        file.seek(start)
        return file.read(size)

    def _written(self, packed: bytes) -> bytes | tuple[BinaryIO, int, int]:
        try:
            file = self._file = self._file or cast("BinaryIO", tempfile.TemporaryFile(buffering=0))  # noqa: SIM115  # stays open as long as this object
            start = file.seek(0, os.SEEK_END)
            return (file, start, len(packed)) if file.write(packed) == len(packed) else packed
        except OSError:
            return packed


def _sealed(name: str, packed: bytes) -> bytes:
    return hashlib.sha256(f"{program()} {name} ".encode() + packed).digest()


def packed(record: Any) -> bytes:
    """Pack a record for the store and for transfer.

    Raises:
        ValueError: it holds a number that JSON does not have.
    """
    return zlib.compress(json.dumps(record, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode(), 1)


def unpacked(packed: bytes) -> Any:
    """Unpack a record; None if the bytes are not a packed one."""
    try:
        opened = zlib.decompressobj()
        return json.loads(opened.decompress(packed, 4 * _LARGEST)) if packed else None
    except (ValueError, RecursionError, zlib.error):
        return None


@cache
def program() -> str:
    """A digest of the program's own source, which differs between programs that read workbooks differently."""
    digest = hashlib.sha256(lkjip.__version__.encode())
    for package in (lkjip, xlfuncs):
        root = Path(package.__path__[0])
        for path in sorted(root.rglob("*.py")):
            digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
