"""Remove metadata from pictures: camera, place, program, comments, earlier versions. Pixels stay as they are. Pure.

Formats are recognized by their first bytes and parsed as far as needed to keep only what is drawn (PNG 3rd edition, ITU-T T.81,
GIF 89a, TIFF 6.0, the WebP container, BITMAPINFOHEADER).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final


def cleaned(data: bytes) -> tuple[str, bytes] | None:
    """The format, as a file extension, and the picture without metadata; None if it is no picture or of an unknown format."""
    for start, (ending, clean) in _FORMATS.items():
        if data.startswith(start):
            try:
                return ending, clean(data)
            except (ValueError, IndexError, struct.error, KeyError):
                return None
    return None


def _piece(data: bytes, start: int, length: int) -> bytes:
    found = data[start : start + length]
    if length < 0 or len(found) != length:
        raise ValueError(start)
    return found


# ---------------------------------------------------------------- PNG
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"})


def _png(data: bytes) -> bytes:
    kept = [_PNG]
    place = len(_PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind in _PNG_KEPT:
            kept.append(_piece(data, place, length + 12))
        place += length + 12
        if kind == b"IEND":
            return b"".join(kept)


# ---------------------------------------------------------------- JPEG
_JPEG: Final = b"\xff\xd8\xff"
_START_OF_SCAN: Final = 0xDA
_JPEG_KEPT: Final = frozenset({*range(0xC0, 0xD0), _START_OF_SCAN, 0xDB, 0xDD}) - {0xC8}
_JFIF: Final = b"JFIF\x00"
_EXIF: Final = b"Exif\x00\x00"
_ADOBE: Final = b"Adobe"


def _jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    place, drawn = 2, False
    while True:
        if data[place] != 0xFF:
            raise ValueError(place)
        marker = data[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        if marker == 0xD9:
            if not drawn:
                raise ValueError(place)
            return b"".join([*kept, b"\xff\xd9"])
        length = struct.unpack_from(">H", data, place + 2)[0]
        content = _piece(data, place + 4, length - 2)
        place += length + 2
        if marker == 0xE0 and content.startswith(_JFIF):
            kept.append(_segment(marker, _piece(content, 0, 12) + b"\x00\x00"))  # without the thumbnail
        elif marker == 0xE1 and content.startswith(_EXIF):
            kept.append(_turned(content[len(_EXIF) :]))
        elif marker == 0xEE and content.startswith(_ADOBE):
            kept.append(_segment(marker, _piece(content, 0, 12)))  # the colour transform
        elif marker in _JPEG_KEPT:
            kept.append(_segment(marker, content))
        if marker == _START_OF_SCAN:
            end = _end_of_scan(data, place)
            kept.append(data[place:end])
            place, drawn = end, True


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _end_of_scan(data: bytes, place: int) -> int:
    """The position of the next marker after the pixels."""
    while True:
        place = data.index(b"\xff", place)
        if data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2


def _turned(exif: bytes) -> bytes:
    """A new EXIF segment with only the orientation; empty for an upright photograph."""
    try:
        side = _Tiff(exif).number(_ORIENTATION, 1)
    except (ValueError, IndexError, struct.error, KeyError):
        return b""
    if not 2 <= side <= 8:
        return b""
    return _segment(0xE1, _EXIF + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, side, 0, 0))


# ---------------------------------------------------------------- GIF
def _gif(data: bytes) -> bytes:
    place = 13 + _colours(data[10])
    kept = [_piece(data, 0, place)]
    while True:
        start, kind = place, data[place]
        if kind == 0x3B:
            return b"".join([*kept, b"\x3b"])
        if kind == 0x2C:
            place += 10 + _colours(data[place + 9]) + 1
            keep = True
        elif kind == 0x21:
            label = data[place + 1]
            keep = label == 0xF9 or (label == 0xFF and data[place + 3 : place + 14] == b"NETSCAPE2.0")
            place += 2
        else:
            raise ValueError(place)
        while data[place]:
            place += data[place] + 1
        place += 1
        if keep:
            kept.append(_piece(data, start, place - start))


def _colours(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


# ---------------------------------------------------------------- BMP
def _bmp(data: bytes) -> bytes:
    offset, size, width, height, planes, bits, packing, _, x, y, used, important = struct.unpack_from("<IIiiHHIIiiII", data, 10)
    if size < 40 or planes != 1 or packing not in (0, 3) or width <= 0:
        raise ValueError(size)
    masks = 12 if packing == 3 else 0
    palette = 4 * (used or (1 << bits if bits <= 8 else 0))
    colours = _piece(data, 14 + (40 if masks else size), masks) + (b"" if masks else _piece(data, 14 + size, palette))
    pixels = _piece(data, offset, (width * bits + 31) // 32 * 4 * abs(height))
    begin = 14 + 40 + len(colours)
    head = struct.pack("<2sIII", b"BM", begin + len(pixels), 0, begin)
    info = struct.pack("<IiiHHIIiiII", 40, width, height, planes, bits, packing, len(pixels), x, y, used, important)
    return head + info + colours + pixels


# ---------------------------------------------------------------- WebP
def _webp(data: bytes) -> bytes:
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if data[8:12] != b"WEBP" or end > len(data):
        raise ValueError(end)
    kept = []
    place = 12
    while place < end:
        kind, length = struct.unpack_from("<4sI", data, place)
        content = _piece(data, place + 8, length)
        if kind == b"VP8X":
            if content[0] & 0x02:
                raise ValueError(kind)  # animations
            content = bytes((content[0] & 0x10,)) + content[1:]
        if kind in (b"VP8X", b"VP8 ", b"VP8L", b"ALPH"):
            kept.append(struct.pack("<4sI", kind, length) + content + b"\x00" * (length % 2))
        place += 8 + length + length % 2
    inside = b"".join(kept)
    return struct.pack("<4sI4s", b"RIFF", len(inside) + 4, b"WEBP") + inside


# ---------------------------------------------------------------- TIFF
_ORIENTATION: Final = 274
_SIZES: Final[Mapping[int, int]] = {1: 1, 3: 2, 4: 4, 5: 8}
_OFFSETS: Final[Mapping[int, int]] = {273: 279, 324: 325}
"""Tags of the pixels' offsets, in strips or tiles, with the tags of their byte counts."""
_TIFF_KEPT: Final = frozenset({256, 257, 258, 259, 262, 266, _ORIENTATION, 277, 278, 282, 283, 284, 296, 317, 320, 322, 323, 338, 339})
_COMPRESSION: Final = 259
_PACKINGS: Final = frozenset({1, 2, 3, 4, 5, 8, 32773, 32946})


class _Tiff:
    """The first image of a TIFF file: its entries, each with type, count and bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.order = {b"II": "<", b"MM": ">"}[data[:2]]
        start = struct.unpack_from(f"{self.order}I", data, 4)[0]
        self.entries = dict(self._read(start))

    def _read(self, start: int) -> Iterator[tuple[int, tuple[int, int, bytes]]]:
        for number in range(struct.unpack_from(f"{self.order}H", self.data, start)[0]):
            place = start + 2 + 12 * number
            tag, kind, count = struct.unpack_from(f"{self.order}HHI", self.data, place)
            size = _SIZES.get(kind, 0) * count
            if size:
                at = place + 8 if size <= 4 else struct.unpack_from(f"{self.order}I", self.data, place + 8)[0]
                yield tag, (kind, count, _piece(self.data, at, size))

    def numbers(self, tag: int) -> tuple[int, ...]:
        kind, count, value = self.entries[tag]
        return struct.unpack(f"{self.order}{count}{ {1: 'B', 3: 'H', 4: 'I'}[kind] }", value)

    def number(self, tag: int, otherwise: int) -> int:
        return self.numbers(tag)[0] if tag in self.entries else otherwise


def _tiff(data: bytes) -> bytes:
    tiff = _Tiff(data)
    order = tiff.order
    if tiff.number(_COMPRESSION, 1) not in _PACKINGS:
        raise ValueError(_COMPRESSION)  # an embedded picture of another format, with metadata of its own
    (offsets,) = (tag for tag in _OFFSETS if tag in tiff.entries)
    sizes = _OFFSETS[offsets]
    body = bytearray(struct.pack(f"{order}2sHI", data[:2], 42, 0))
    entries = {tag: entry for tag, entry in tiff.entries.items() if tag in _TIFF_KEPT or tag == sizes}
    places = []
    for at, size in zip(tiff.numbers(offsets), tiff.numbers(sizes), strict=True):
        places.append(len(body))
        body += _piece(data, at, size) + b"\x00" * (size % 2)
    entries[offsets] = (4, len(places), struct.pack(f"{order}{len(places)}I", *places))
    listed = bytearray(struct.pack(f"{order}H", len(entries)))
    for tag, (kind, count, value) in sorted(entries.items()):
        if len(value) > 4:
            at = len(body)
            body += value + b"\x00" * (len(value) % 2)
            value = struct.pack(f"{order}I", at)
        listed += struct.pack(f"{order}HHI", tag, kind, count) + value.ljust(4, b"\x00")
    struct.pack_into(f"{order}I", body, 4, len(body))
    return bytes(body + listed + bytes(4))


_FORMATS: Final[Mapping[bytes, tuple[str, Callable[[bytes], bytes]]]] = {
    _PNG: ("png", _png),
    _JPEG: ("jpeg", _jpeg),
    b"GIF87a": ("gif", _gif),
    b"GIF89a": ("gif", _gif),
    b"BM": ("bmp", _bmp),
    b"RIFF": ("webp", _webp),
    b"II*\x00": ("tiff", _tiff),
    b"MM\x00*": ("tiff", _tiff),
}
