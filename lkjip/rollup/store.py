"""What has been read already, kept by what was in the file: the second run reads only what changed.

A record is JSON, compressed: nothing in a file of this folder can do more than be a wrong record. Records of another
version of the program are not found, and removed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import platformdirs

import lkjip
import xlfuncs

_PREFIX: Final = "rekap-"


class Store:
    """A folder of records by their digest, a hexadecimal text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    @contextlib.contextmanager
    def of_user(cls) -> Iterator[Store]:
        """The user's own; one for this run alone where there can be none."""
        home = platformdirs.user_cache_path("lkjip")
        folder = home / f"{_PREFIX}{program()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            with tempfile.TemporaryDirectory() as alone:
                yield cls(Path(alone))
            return
        for old in home.glob(f"{_PREFIX}*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
        yield cls(folder)

    def get(self, digest: str) -> dict[str, Any] | None:
        """A record; None where there is none that can be read."""
        try:
            found = json.loads(zlib.decompress(self._path(digest).read_bytes()))
        except (OSError, ValueError, zlib.error):
            return None
        return found if isinstance(found, dict) else None

    def put(self, digest: str, record: bytes) -> None:
        """Keep a packed record, whole or not at all."""
        path = self._path(digest)
        path.parent.mkdir(exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(record)
        temporary.replace(path)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def packed(record: dict[str, Any]) -> bytes:
    """A record as it is kept and sent."""
    return zlib.compress(json.dumps(record, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode(), 1)


@cache
def program() -> str:
    """What tells this program from every other that reads a workbook differently: a digest of its own text."""
    digest = hashlib.sha256(lkjip.__version__.encode())
    for package in (lkjip, xlfuncs):
        root = Path(package.__path__[0])
        for path in sorted(root.rglob("*.py")):
            digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
