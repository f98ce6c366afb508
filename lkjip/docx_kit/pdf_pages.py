"""On which page of a PDF each named destination is: just enough of the format for the PDF that LibreOffice makes of our own file."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

_OBJECT: Final = re.compile(rb"(?:^|[\r\n])(\d{1,9}) \d+ obj\b(.*?)endobj", re.DOTALL)
_PACKED: Final = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST: Final = re.compile(rb"/First\s+(\d{1,9})")
_STREAM: Final = re.compile(rb"stream\r?\n(.*)endstream", re.DOTALL)
_PAGES: Final = re.compile(rb"/Type\s*/Pages\b")
_PARENT: Final = re.compile(rb"/Parent\s+\d+\s+\d+\s+R")
_KIDS: Final = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE: Final = re.compile(rb"(\d{1,9})\s+\d+\s+R")
_BY_NAME: Final = re.compile(rb"/([^\s\[\]()<>/]+)\s*(?:<<\s*/D\s*)?\[\s*(\d{1,9})\s+\d+\s+R\s*/")
_BY_TEXT: Final = re.compile(rb"\(([^()\\]*)\)\s*(?:<<\s*/D\s*)?\[\s*(\d{1,9})\s+\d+\s+R\s*/")
_ESCAPE: Final = re.compile(r"#([0-9A-Fa-f]{2})")
_MOST: Final = 200_000_000
"""Bytes of unpacked objects that are looked at."""


def destinations(pdf: bytes) -> Mapping[str, int]:
    """The 0-based page of each named destination; an empty mapping for a PDF without any, or of an unknown form."""
    objects = dict(_objects(pdf))
    pages = {number: place for place, number in enumerate(_in_order(objects))}
    found: dict[str, int] = {}
    for body in objects.values():
        for pattern in (_BY_NAME, _BY_TEXT):
            for name, page in pattern.findall(body):
                if int(page) in pages:
                    found[_ESCAPE.sub(lambda code: chr(int(code[1], 16)), name.decode("latin-1"))] = pages[int(page)]
    return found


def as_written(name: str) -> str:
    """A bookmark's name as some versions of LibreOffice write it: other characters than letters and digits by their codes."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"{ord(letter):02X}" for letter in name)


def _objects(pdf: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects of a PDF by their numbers, those in compressed streams included; the contents of other streams are left out."""
    room = _MOST
    for found in _OBJECT.finditer(pdf):
        number, body = int(found[1]), found[2]
        stream = _STREAM.search(body)
        if stream is None:
            yield number, body
            continue
        yield number, body[: stream.start()]
        if _PACKED.search(body[: stream.start()]):
            unpacker = zlib.decompressobj()
            try:
                data = unpacker.decompress(stream[1], room)
            except zlib.error:
                continue
            room -= len(data)
            yield from _packed(body[: stream.start()], data)


def _packed(head: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    first = _FIRST.search(head)
    if first is None:
        return
    table = data[: int(first[1])].split()
    numbers, offsets = table[::2], table[1::2]
    places = [int(offset) + int(first[1]) for offset in offsets if offset.isdigit()]
    for number, start, end in zip(numbers, places, [*places[1:], len(data)], strict=False):
        if number.isdigit():
            yield int(number), data[start:end]


def _in_order(objects: Mapping[int, bytes]) -> list[int]:
    """The numbers of the page objects, first page first."""
    roots = [number for number, body in objects.items() if _PAGES.search(body) and not _PARENT.search(body)]
    ordered: list[int] = []
    ahead, seen = roots[:1], set[int]()
    while ahead:
        number = ahead.pop()
        if number in seen or number not in objects:
            continue
        seen.add(number)
        kids = _KIDS.search(objects[number]) if _PAGES.search(objects[number]) else None
        if kids is None:
            ordered.append(number)
        else:
            ahead += reversed([int(kid) for kid in _REFERENCE.findall(kids[1])])
    return ordered
