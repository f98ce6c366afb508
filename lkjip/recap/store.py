"""What has been read already, kept by what was in the file: the second run reads only what changed.

A record is JSON, compressed, behind a digest of itself, its name and the program that wrote it: one that was altered, cut,
swapped, or is another program's is none, and the file is read again. Without a folder that can be written nothing is kept, and
nothing else changes. Records of another version of the program are removed.
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
"""Bytes of a record as it is kept, and a quarter of its JSON: 20,000 indicators are 2,000,000."""


class Store:
    """A folder of packed records by their digest, a hexadecimal text; it may be missing, read-only or full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls) -> Store:
        """The user's own."""
        home = platformdirs.user_cache_path("lkjip")
        folder = home / f"{_PREFIX}{program()}"
        if home.is_absolute():  # it is not where nobody knows whose home it is
            with contextlib.suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                for old in home.glob(f"{_PREFIX}*"):
                    if old != folder:
                        shutil.rmtree(old, ignore_errors=True)
        return cls(folder)

    def get(self, digest: str) -> bytes | None:
        """A packed record; None where there is none, or none that is as it was put."""
        try:
            found = whole(self._path(digest), _LARGEST)
        except (OSError, LkjipError):
            return None
        packed = found[_DIGEST:]
        return packed if found[:_DIGEST] == _sealed(digest, packed) else None

    def put(self, digest: str, packed: bytes) -> None:
        """Keep a packed record, where that can be done."""
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
    """The packed records of one run by their digest: in memory, and those beyond `room` bytes in a file without a name.

    Nobody can change them on the way, as a cache can be changed; where the disk is full they stay in memory.
    """

    def __init__(self, room: int = 16_000_000) -> None:
        self._room = room
        self._held: dict[str, bytes | tuple[BinaryIO, int, int]] = {}
        self._file: BinaryIO | None = None

    def __del__(self) -> None:
        if self._file:
            self._file.close()

    def put(self, digest: str, packed: bytes) -> None:
        """Keep a record."""
        self._room -= len(packed)
        self._held[digest] = packed if self._room > 0 else self._written(packed)

    def get(self, digest: str) -> bytes:
        """A record that was put."""
        held = self._held[digest]
        if isinstance(held, bytes):
            return held
        file, start, size = held
        file.seek(start)
        return file.read(size)

    def _written(self, packed: bytes) -> bytes | tuple[BinaryIO, int, int]:
        try:
            file = self._file = self._file or cast("BinaryIO", tempfile.TemporaryFile(buffering=0))  # noqa: SIM115  # open as long as this
            start = file.seek(0, os.SEEK_END)
            return (file, start, len(packed)) if file.write(packed) == len(packed) else packed
        except OSError:
            return packed


def _sealed(name: str, packed: bytes) -> bytes:
    return hashlib.sha256(f"{program()} {name} ".encode() + packed).digest()


def packed(record: Any) -> bytes:
    """A record as it is kept and sent.

    Raises:
        ValueError: a number in it is none that JSON has.
    """
    return zlib.compress(json.dumps(record, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode(), 1)


def unpacked(packed: bytes) -> Any:
    """What was packed; None where these bytes are nothing that was."""
    try:
        opened = zlib.decompressobj()
        return json.loads(opened.decompress(packed, 4 * _LARGEST)) if packed else None
    except (ValueError, RecursionError, zlib.error):
        return None


@cache
def program() -> str:
    """What tells this program from every other that reads a workbook differently: a digest of its own text."""
    digest = hashlib.sha256(lkjip.__version__.encode())
    for package in (lkjip, xlfuncs):
        root = Path(package.__path__[0])
        for path in sorted(root.rglob("*.py")):
            digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
