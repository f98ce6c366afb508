"""`make hunt`: sync thousands of randomly changed workbooks, and print violations with their seeds.

A sync must either refuse in one line and leave the file untouched, or change only its own parts, so that a second run finds
nothing to do.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lxml import etree

from tests.kit.workbooks import BOYOLALI, Outcome, Parts, listing, run
from tests.sync.budget import changed_parts, may_change

Mutation = Callable[[random.Random, etree._Element], None]


def hunt(parts: Parts, folder: Path, seed: int, count: int) -> list[str]:
    """What went wrong in so many workbooks: one line each."""
    path = folder / "laporan.xlsm"
    return [f"seed {seed + number}: {wrong}" for number in range(count) for wrong in _one(parts, path, random.Random(seed + number))]


def _one(parts: Parts, path: Path, dice: random.Random) -> list[str]:
    changed = Parts(parts)
    for _ in range(dice.choice((1, 1, 2, 5))):
        part = dice.choice([name for name in changed if name.startswith(("xl/w", "xl/t", "xl/s", "xl/_", "[")) and "theme" not in name])
        changed[part] = _mutated(changed[part], dice)
    data = changed.packed()
    for each in path.parent.iterdir():
        each.unlink()
    path.write_bytes(data)
    outcome = run("sinkron", path)
    if outcome.status == 2:
        return _refused_badly(outcome, path, data)
    if outcome.status:
        return [f"status {outcome.status}: {outcome.err}"]
    wrong = sorted(changed_parts(changed, Parts.of(path)) - may_change(changed))
    again = run("sinkron", path)
    return [f"{part} has changed" for part in wrong] + ([] if "sudah sinkron" in again.out else [f"a second run: {again}"])


def _refused_badly(outcome: Outcome, path: Path, data: bytes) -> list[str]:
    wrong = []
    if len(outcome.lines) != 1 or "kesalahan di dalam program" in outcome.err:
        wrong.append(outcome.err)
    if listing(path.parent) != {path.name: data}:
        wrong.append("the folder is not as it was")
    return wrong


def _mutated(data: bytes, dice: random.Random) -> bytes:
    if dice.random() < 0.2:
        at = dice.randrange(len(data))
        return data[:at] + dice.randbytes(dice.choice((0, 1, 3))) + data[at + dice.choice((0, 1, 9)) :]
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    dice.choice(_MUTATIONS)(dice, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# ---------------------------------------------------------------- what can happen to XML
def _pick(dice: random.Random, root: etree._Element) -> etree._Element:
    elements = list(root.iter())
    return dice.choice(elements[1:] or elements)


def _dropped(dice: random.Random, root: etree._Element) -> None:
    element = _pick(dice, root)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _doubled(dice: random.Random, root: etree._Element) -> None:
    element = _pick(dice, root)
    parent = element.getparent()
    if parent is not None:
        parent.insert(dice.randrange(len(parent) + 1), etree.fromstring(etree.tostring(element, with_tail=False)))


def _attribute(dice: random.Random, root: etree._Element) -> None:
    elements = [element for element in root.iter() if element.attrib]
    if elements:
        element = dice.choice(elements)
        name = dice.choice(list(element.attrib))
        element.set(name, _strange(dice, str(element.get(name))))


def _attribute_lost(dice: random.Random, root: etree._Element) -> None:
    elements = [element for element in root.iter() if element.attrib]
    if elements:
        element = dice.choice(elements)
        del element.attrib[dice.choice(list(element.attrib))]


def _text(dice: random.Random, root: etree._Element) -> None:
    elements = [element for element in root.iter() if element.text]
    if elements:
        element = dice.choice(elements)
        element.text = _strange(dice, element.text or "")


def _renamed(dice: random.Random, root: etree._Element) -> None:
    _pick(dice, root).tag = f"{{{etree.QName(root).namespace}}}{dice.choice(('c', 'row', 'f', 'v', 'is', 't', 'si', 'sheetData', 'x'))}"


_STRANGE: Final = (
    "", " ", "0", "-1", "1", "2", "99999999999999999999", "1e999", "nan", "A0", "A1", "XFD1048576", "XFE1", "B6:Q15", "Q15:B6", "A:A",
    "1:1", "#REF!", "s", "str", "e", "b", "d", "n", "inlineStr", "shared", "array", "dataTable", "true", "²", "١", "\u00a0",
)  # fmt: skip


def _strange(dice: random.Random, text: str) -> str:
    if dice.random() < 0.4 and (numbers := list(re.finditer(r"\d+", text))):
        found = dice.choice(numbers)
        return f"{text[: found.start()]}{int(found[0]) + dice.choice((-1, 1, 2, 1_048_576))}{text[found.end() :]}"
    return dice.choice(_STRANGE)


_MUTATIONS: Final[tuple[Mutation, ...]] = (_dropped, _doubled, _attribute, _attribute_lost, _text, _renamed)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000_000))
    parser.add_argument("--count", type=int, default=5000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "buku"
        folder.mkdir()
        book = Path(place) / "laporan.xlsm"
        run("isi", BOYOLALI, "--keluaran", book)
        parts = Parts.of(book)
        wrong = 0
        for number in range(arguments.count):
            for line in hunt(parts, folder, arguments.seed + number, 1):
                wrong += 1
                print(line, flush=True)
    print(f"{arguments.count} workbooks from seed {arguments.seed}: {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
