"""Copy a zip package with some members replaced; every other member keeps its compressed bytes.

`zipfile` would compress every member again, which takes longer than everything else in a small change.
"""

from __future__ import annotations

import copy
import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any, Final, cast

_LOCAL_HEADER: Final = struct.Struct("<26xHH")
_SIGNATURE: Final = b"PK\x03\x04"
_SIZES_FOLLOW: Final = 0x08


def repacked(archive: zipfile.ZipFile, changes: Mapping[str, bytes | None]) -> bytes:
    """The package with some members replaced, in the old order; new ones come last, None removes one.

    Raises:
        zipfile.BadZipFile: a member is not where the package's directory says.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copied:
        copied.comment = archive.comment
        there = set()
        for entry in archive.infolist():
            there.add(entry.filename)
            if entry.filename not in changes:
                _copy(archive, entry, copied)
            elif (data := changes[entry.filename]) is not None:
                copied.writestr(_named(entry.filename, entry.date_time), data)
        stamp = min((entry.date_time for entry in archive.infolist()), default=(1980, 1, 1, 0, 0, 0))
        for name, data in changes.items():
            if name not in there and data is not None:
                copied.writestr(_named(name, stamp), data)
    return made.getvalue()


def _named(name: str, stamp: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    # not the time of writing, so that the same change gives the same file
    entry = zipfile.ZipInfo(name, stamp)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, copied: zipfile.ZipFile) -> None:
    source, target = cast("Any", archive).fp, cast("Any", copied).fp
    source.seek(entry.header_offset)
    header = source.read(_LOCAL_HEADER.size)
    if len(header) != _LOCAL_HEADER.size or not header.startswith(_SIGNATURE):
        raise zipfile.BadZipFile(entry.filename)
    source.seek(sum(_LOCAL_HEADER.unpack(header)), io.SEEK_CUR)
    data = source.read(entry.compress_size)
    if len(data) != entry.compress_size:
        raise zipfile.BadZipFile(entry.filename)
    moved = copy.copy(entry)
    moved.flag_bits &= ~_SIZES_FOLLOW  # here the sizes are in the header
    moved.extra = b""  # drops sizes of large files, which are written anew, and time stamps of the other program
    moved.header_offset = target.tell()
    target.write(moved.FileHeader())
    target.write(data)
    copied.filelist.append(moved)
    copied.NameToInfo[moved.filename] = moved
    copied.start_dir = target.tell()
