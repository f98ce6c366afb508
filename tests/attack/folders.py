"""Random changes to a folder of CSV files."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from tests.attack.packages import strange
from tests.kit.workbooks import SMALL

Way = Callable[[random.Random, bytes], bytes]


def mutated(folder: Path, dice: random.Random) -> str:
    """Write a changed folder; what was done to it."""
    files = {name: text.encode() for name, text in SMALL.items()}
    done = []
    for _ in range(dice.choice((1, 1, 2, 4))):
        name, way = dice.choice(sorted(files)), dice.choice(list(WAYS))
        files[name] = WAYS[way](dice, files[name])
        done.append(way)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    if dice.random() < 0.15:
        path, kind = folder / dice.choice(sorted(files)), dice.choice(list(KINDS))
        path.unlink()
        KINDS[kind](path)
        done.append(kind)
    return " + ".join(done)


def _flipped(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data or b"x")
    for _ in range(dice.choice((1, 3, 30))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _encoded(dice: random.Random, data: bytes) -> bytes:
    encoding = dice.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32", "latin-1", "cp1252", "utf-7"))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def _separated(dice: random.Random, data: bytes) -> bytes:
    return data.replace(b",", dice.choice((b";", b"\t", b"|", b",,", b" , ", b"\0")))


def _ended(dice: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", dice.choice((b"\r\n", b"\r", b"\n\n", b"\n,\n", b"\x0b", b"\xe2\x80\xa8")))


def _quoted(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice((b'"', b'""', b'"\n', b"'")) + data[at:]


def _field(dice: random.Random, data: bytes) -> bytes:
    lines = data.decode("utf-8", "replace").split("\n")
    at = dice.randrange(len(lines))
    fields = lines[at].split(",")
    place = dice.randrange(len(fields))
    fields[place] = strange(dice, fields[place])
    return "\n".join([*lines[:at], ",".join(fields), *lines[at + 1 :]]).encode("utf-8", "surrogatepass")


def _lines(dice: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    line = dice.choice(lines)
    return b"\n".join(dice.choice((lines[1:], lines[:1] * 2 + lines[1:], lines + [line] * 300, lines[::-1], [line, *lines], [])))


def _huge(dice: random.Random, data: bytes) -> bytes:
    return data + dice.choice((b"x" * 200_000, b"," * 100_000, b"\n" * 100_000, b'"' + b"y" * 150_000, bytes(100_000), b"a,b\n" * 30_000))


WAYS: Final[Mapping[str, Way]] = {
    "bytes": _flipped,
    "cut off": _cut,
    "encoding": _encoded,
    "separator": _separated,
    "line ends": _ended,
    "quotes": _quoted,
    "field": _field,
    "lines": _lines,
    "size": _huge,
}
KINDS: Final[Mapping[str, Callable[[Path], object]]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "a link to nothing": lambda path: path.symlink_to("tidak-ada"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "gone": lambda path: None,
}
