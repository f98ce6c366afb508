"""Read the source text of a workbook's VBA project, to see which xlwings it carries. No macro is run."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from pathlib import Path
from typing import Final

import olefile

from lkjip.ooxml.package import Package

_PROJECT: Final = "xl/vbaProject.bin"
_VERSION: Final = re.compile(rb'Const XLWINGS_VERSION As String = "([0-9A-Za-z.]{1,20})"')
_NEARER_SETTINGS: Final = b'source = "" Or source = "sheet"'
"""The line in xlwings' GetConfig that prefers a sheet or the workbook's folder to the user's settings; our copy lacks it."""
_SOURCE_START: Final = b"\x00Attribut"  # every module's text begins so: a flag byte that says "eight plain bytes", then those
_HEAD: Final = 3  # of the compressed text: its signature, and the first chunk's header
_MAX_TEXT: Final = 5_000_000


def xlwings_version(path: Path) -> str | None:
    """The version of the xlwings module in a workbook; None if it has no macros or no xlwings module.

    Raises:
        LkjipError: the file cannot be read, or is not a workbook.
    """
    found = next(filter(None, map(_VERSION.search, _texts(path))), None)
    return found[1].decode("ascii") if found else None


def obeys_nearer_settings(path: Path) -> bool:
    """Whether the xlwings module in a workbook takes settings from a sheet or from a file beside the workbook.

    Raises:
        LkjipError: the file cannot be read, or is not a workbook.
    """
    return any(_NEARER_SETTINGS in source for source in _texts(path))


def modules(package: Package) -> dict[str, str]:
    """The modules that hold code, by name, each with a digest of it that does not heed what the editor changes by itself.

    Raises:
        LkjipError: the project cannot be read.
    """
    return {name: hashlib.sha256(code).hexdigest()[:16] for name, source in _sources(package).items() if (code := _code(source))}


def _code(source: bytes) -> bytes:
    """The lines of a module without attributes and comments, in small letters and without spaces."""
    lines = (b"".join(line.lower().split()) for line in source.splitlines())
    return b"\n".join(line for line in lines if line and not line.startswith((b"attribute", b"'", b"option")))


def _texts(path: Path) -> list[bytes]:
    with Package(path) as package:
        return list(_sources(package).values())


def _sources(package: Package) -> dict[str, bytes]:
    """The source text of every module, by stream name; none if the workbook has no macros."""
    if _PROJECT not in package.names:
        return {}
    try:
        return _read(package)
    except Exception:  # a damaged file can raise almost anything in olefile
        raise package.damaged("makronya tidak terbaca") from None


def _read(package: Package) -> dict[str, bytes]:
    with olefile.OleFileIO(BytesIO(package.part(_PROJECT))) as project:
        return {name[-1]: _source(project.openstream(name).read()) for name in project.listdir()}


def _source(stream: bytes) -> bytes:
    """The source text at the end of a module's stream; empty for any other stream."""
    start = stream.find(_SOURCE_START) - _HEAD
    return decompressed(stream, start) if start >= 0 and stream[start] == 1 else b""


def decompressed(data: bytes, start: int = 0) -> bytes:
    """Decompress a container (MS-OVBA 2.4.1), as far as it is intact."""
    text = bytearray()
    place = start + 1
    while place + 2 <= len(data) and len(text) < _MAX_TEXT:
        header = int.from_bytes(data[place : place + 2], "little")
        end = min(place + (header & 0x0FFF) + 3, len(data))
        place += 2
        text += _chunk(data[place:end]) if header & 0x8000 else data[place:end]
        place = end
    return bytes(text)


def _chunk(tokens: bytes) -> bytes:
    text = bytearray()
    place = 0
    while place < len(tokens):
        flags = tokens[place]
        place += 1
        if not flags:  # eight plain bytes
            text += tokens[place : place + 8]
            place += 8
            continue
        for bit in range(8):
            if place >= len(tokens):
                break
            if not flags >> bit & 1:
                text.append(tokens[place])
                place += 1
                continue
            token = int.from_bytes(tokens[place : place + 2], "little")
            place += 2
            # the longer the text so far, the more bits hold the distance to copy from
            length_bits = 16 - max((len(text) - 1).bit_length(), 4)
            length = (token & ((1 << length_bits) - 1)) + 3
            back = (token >> length_bits) + 1
            if back > len(text):
                return bytes(text)
            copied = text[len(text) - back :][:length]
            text += (copied * (length // len(copied) + 1))[:length]  # it may repeat what it has just copied
    return bytes(text)
