"""Malformed workbooks, each with one fault that a sync must not overlook.

Faults that a sync can ignore (a broken picture, a missing style) are not among them.
"""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from lxml import etree

from lkjip import limits
from tests.kit.workbooks import Parts
from tests.sync.corpus import SUMMARIES

BOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STRINGS: Final = "xl/sharedStrings.xml"
TABLES: Final = ("tbl_profil", "tbl_skala", "tbl_21", "tbl_31", "tbl_32")
BLOCKS: Final = {
    "blok_kalimat": "'Ringkasan'!$B$38:$B$40",
    "blok_sasaran": "'Ringkasan'!$B$43:$O$44",
    "blok_pengukuran": "'Pengukuran Kinerja'!$B$7:$L$15",
    "blok_perbandingan": "'Perbandingan'!$B$5:$AF$13",
    "blok_efisiensi": "'Efisiensi'!$B$5:$I$13",
    "blok_halaman_3_1": "'Halaman Tabel 3.1'!$B$5:$O$16",
    "blok_halaman_3_2": "'Halaman Tabel 3.2'!$B$5:$L$16",
    "catatan_sinkron": "'Efisiensi'!$C$2:$G$2",
    "waktu_sinkron": "'Mulai'!$E$4",
}
"""Where the blocks stand in the workbook of the real report."""

_TRUNCATIONS: Final = 15
_CENTRAL: Final = b"PK\x01\x02"
_LOCAL: Final = b"PK\x03\x04"

Case = tuple[str, Callable[[], bytes]]
"""What is wrong, and what packs the file: a sample of them is taken."""
Change = Callable[[str], str]


# ---------------------------------------------------------------- the container
def containers(parts: Parts) -> Iterator[Case]:
    whole = parts.packed()
    dice = random.Random(5)
    for at in sorted(dice.randrange(1, len(whole) - 30) for _ in range(_TRUNCATIONS)):
        yield f"cut off after {at} bytes", partial(_cut_off, whole, at)
    yield "an empty file", lambda: b""
    noise, more_noise = dice.randbytes(5000), dice.randbytes(5000)
    yield "noise", lambda: noise
    yield "a text", lambda: b"Laporan Kinerja\n" * 50
    yield "noise that begins like a package", lambda: _LOCAL + more_noise
    yield "an .xls", lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(3000)
    yield "encrypted", lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
    yield "another package", lambda: Parts({"word/document.xml": b"<d/>", "[Content_Types].xml": b"<Types/>"}).packed()
    yield "a part twice", lambda: _appended(parts, [(BOOK, parts[BOOK])])
    yield "many parts", lambda: _appended(parts, [(f"xl/media/gambar{number}.png", b"") for number in range(10_001)])
    yield "the members begin elsewhere", lambda: whole[:30] + bytes(7) + whole[30:]
    yield "a password on the members", lambda: _directory_entries(whole, 8, b"\x01\x00")
    yield "a way of compressing that nobody has", lambda: _directory_entries(whole, 10, b"\x63\x00")
    yield "members that claim to be smaller", lambda: _directory_entries(whole, 24, struct.pack("<I", 10))
    yield "members that claim to be elsewhere", lambda: _directory_entries(whole, 42, struct.pack("<I", 7))


def _cut_off(whole: bytes, at: int) -> bytes:
    return whole[:at]


def _appended(parts: Parts, members: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO(parts.packed())
    with zipfile.ZipFile(file, "a") as archive:
        for name, data in members:
            # zipfile would warn of a name that is there already
            archive.NameToInfo.pop(name, None)
            archive.writestr(name, data)
    return file.getvalue()


def _directory_entries(whole: bytes, offset: int, data: bytes) -> bytes:
    """The same field of every entry of the central directory changed."""
    changed = bytearray(whole)
    at = whole.find(_CENTRAL)
    while at >= 0:
        changed[at + offset : at + offset + len(data)] = data
        at = whole.find(_CENTRAL, at + 4)
    return bytes(changed)


def damaged_members(parts: Parts) -> Iterator[Case]:
    """A bad sector: some bytes of a member are other than they were, and its checksum says so."""
    whole = parts.packed()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        entries = archive.infolist()
    for entry in entries:
        start = entry.header_offset + 30 + len(entry.filename)
        middle = start + entry.compress_size // 2
        yield f"{entry.filename}: a bad byte", partial(_with_a_bad_byte, whole, middle)


def _with_a_bad_byte(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]


# ---------------------------------------------------------------- parts
def _needed(parts: Parts) -> list[str]:
    """The parts that no sync can do without."""
    sheets = [parts.sheet(title) for title in SUMMARIES]
    return [BOOK, RELATIONS, STRINGS, *sheets, *map(parts.table, TABLES), *map(parts.sheet_of, TABLES), parts.sheet("Mulai")]


def missing(parts: Parts) -> Iterator[Case]:
    relations = [parts.relations(parts.sheet_of(table)) for table in TABLES]
    for part in (*_needed(parts), *relations):
        yield f"{part} is missing", Parts((name, data) for name, data in parts.items() if name != part).packed


def swapped(parts: Parts) -> Iterator[Case]:
    needed = _needed(parts)
    strangers = ["xl/styles.xml", "docProps/core.xml", "xl/vbaProject.bin"]
    for number, part in enumerate(needed):
        other = strangers[number % len(strangers)]
        yield f"{part} holds {other}", _with(parts, {part: parts[other], other: parts[part]})
    for one, other in ((BOOK, STRINGS), (STRINGS, parts.sheet("Efisiensi")), (parts.table("tbl_31"), parts.sheet("Tabel 3.1"))):
        yield f"{one} and {other} changed places", _with(parts, {one: parts[other], other: parts[one]})


def _with(parts: Parts, changes: dict[str, bytes]) -> Callable[[], bytes]:
    return Parts({**parts, **changes}).packed


def _text_changed(parts: Parts, part: str, change: Change) -> Callable[[], bytes]:
    before = parts[part].decode("utf-8")
    after = change(before)
    assert after != before, f"nothing changed in {part}"
    return _with(parts, {part: after.encode("utf-8", "surrogatepass")})


def _replaced(parts: Parts, part: str, old: str, new: str) -> Callable[[], bytes]:
    return _text_changed(parts, part, lambda text: text.replace(old, new, 1))


def broken_xml(parts: Parts) -> Iterator[Case]:
    dice = random.Random(6)
    breaks: list[tuple[str, Change]] = [
        ("ends early", lambda text: text[: len(text) // 2]),
        ("is empty", lambda _: ""),
        ("has a tag that is not closed", lambda text: text.replace("><", "><rusak><", 1)),
        ("has a bare ampersand", lambda text: text.replace("><", ">&<", 3)),
        ("has a character that XML forbids", lambda text: text.replace("><", ">\x01<", 3)),
        ("has an attribute twice", lambda text: re.sub(r"<(\w+) (\w+)=", r'<\1 \2="" \2=', text, count=1)),
        ("is followed by more", lambda text: text + "<lagi/>"),
        ("is in another encoding", lambda text: text.replace("UTF-8", "EBCDIC-CP-US", 1) + "\udcff"),
    ]
    for part in _needed(parts):
        for what, change in dice.sample(breaks, 3):
            yield f"{part} {what}", _text_changed(parts, part, change)


def harmful(parts: Parts) -> Iterator[Case]:
    laughs = "".join(f'<!ENTITY t{level} "{f"&t{level - 1};" * 10}">' for level in range(1, 10))
    declarations = {
        "a document type": "<!DOCTYPE x>",
        "an entity": '<!DOCTYPE x [<!ENTITY t "tawa">]>',
        "an external entity": '<!DOCTYPE x [<!ENTITY t SYSTEM "file:///etc/hostname">]>',
        "an external document type": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "a billion laughs": f'<!DOCTYPE x [<!ENTITY t0 "tawa">{laughs}]>',
    }
    for number, part in enumerate(_needed(parts)):
        what, declaration = list(declarations.items())[number % len(declarations)]
        yield f"{part} has {what}", _replaced(parts, part, "?>", f"?>{declaration}")
    bomb = bytes(limits.PART_BYTES + 1)
    for part in (parts.sheet("Tabel 3.1"), parts.sheet("Ringkasan"), STRINGS, "docProps/app.xml", "xl/media/gambar1.png"):
        yield f"{part} is a bomb", _with(parts, {part: bomb})
    deep = "<x>" * 3000 + "</x>" * 3000
    yield (
        "a sheet nested deeply",
        _text_changed(parts, parts.sheet("Ringkasan"), lambda text: text.replace("<sheetData>", f"{deep}<sheetData>", 1)),
    )
    yield "more cells than a report has", partial(_crowded, parts)


def _crowded(parts: Parts) -> bytes:
    noise = random.Random(7)
    marks = "".join(f'<c r="{noise.randbytes(8).hex()}"/>' for _ in range(300_000))
    crowded = f'<row r="900000">{marks * 6}</row></sheetData>'
    return _replaced(parts, parts.sheet("Tabel 2.1"), "</sheetData>", crowded)()


# ---------------------------------------------------------------- tables
def tables(parts: Parts) -> Iterator[Case]:
    places = ("A1:XFD1048576", "B6", "Q15:B6", "B6:Q1048577", "B6:XFE15", "B0:Q15", "B6:Q", "", "B6:P15", "#REF!", "B6:Q15:Z99")
    for number, place in enumerate(places):
        table = TABLES[number % len(TABLES)]
        part = parts.table(table)
        stands = etree.fromstring(parts[part]).get("ref", "")
        yield f"{table} claims to stand in {place!r}", _replaced(parts, part, f'ref="{stands}"', f'ref="{place}"')
    changes: list[tuple[str, str, str]] = [
        ("tbl_31", 'headerRowCount="0"', 'headerRowCount="2"'),
        ("tbl_31", 'totalsRowCount="1"', 'totalsRowCount="9"'),
        ("tbl_31", 'totalsRowCount="1"', 'totalsRowCount="-1"'),
        ("tbl_32", 'totalsRowCount="1"', 'totalsRowCount="satu"'),
        ("tbl_31", 'name="Target"', 'name="Sasaran Target"'),
        ("tbl_31", 'name="Indikator"', 'name=""'),
        ("tbl_21", 'name="Indikator', 'name="Nama '),
        ("tbl_32", 'name="Anggaran"', 'name="Realisasi"'),
        ("tbl_profil", 'name="nilai"', 'name="kunci"'),
        ("tbl_skala", "<tableColumn ", "<kolom "),
    ]
    for table, old, new in changes:
        yield f"{table}: {old} has become {new}", _replaced(parts, parts.table(table), old, new)
    for table in TABLES:
        yield f"{table} has another name", _replaced(parts, parts.table(table), f'displayName="{table}"', 'displayName="tabel_lain"')
    yield "two tables of one name", _replaced(parts, parts.table("tbl_21"), 'displayName="tbl_21"', 'displayName="tbl_31"')
    yield "two sheets of one name", _replaced(parts, BOOK, 'name="Skala"', 'name="Profil"')
    yield "two sheets with one content", _replaced(parts, RELATIONS, "sheet10.xml", "sheet9.xml")


# ---------------------------------------------------------------- rows and cells
def cells(parts: Parts) -> Iterator[Case]:
    rows: list[tuple[str, Change]] = [
        ("a row without a right number", lambda text: text.replace('<row r="6"', '<row r="enam"', 1)),
        ("a row 0", lambda text: re.sub(r'<row r="1"', '<row r="0"', text, count=1)),
        (
            "a row beyond the last",
            lambda text: re.sub(r'<row r="7".*</sheetData>', '<row r="1048577"/></sheetData>', text, flags=re.DOTALL),
        ),
        ("a row twice", lambda text: re.sub(r'(<row r="7".*?</row>)', r"\1\1", text, count=1, flags=re.DOTALL)),
        ("rows in disorder", lambda text: re.sub(r'(<row r="5".*?)(<row r="7".*?)(?=<row)', r"\2\1", text, count=1, flags=re.DOTALL)),
        ("a cell of another row", lambda text: text.replace('r="B7"', 'r="B6"', 1)),
        ("a cell beyond the last column", lambda text: re.sub(r'r="[C-Q]7"', 'r="XFE7"', text, count=1)),
        ("a cell without a right place", lambda text: text.replace('r="B7"', 'r="$B$7"', 1)),
        ("a cell in no column", lambda text: text.replace('r="B7"', 'r="7"', 1)),
        ("a cell twice", lambda text: re.sub(r'(<c r="B7".*?(?:/>|</c>))', r"\1\1", text, count=1, flags=re.DOTALL)),
        ("cells in disorder", lambda text: text.replace('r="B7"', 'r="D7"', 1)),
        ("no cells at all", lambda text: text.replace("sheetData", "lembar")),
        ("cells of another language", lambda text: text.replace("spreadsheetml/2006/main", "spreadsheetml/2006/lain", 1)),
    ]
    for title in ("Tabel 3.1", "Perbandingan", "Pengukuran Kinerja", "Tabel 3.2"):
        for what, change in rows:
            yield f"{title}: {what}", _text_changed(parts, parts.sheet(title), change)
    values = (
        '<c t="n"><v>seratus</v></c>',
        "<c><v>nan</v></c>",
        "<c><v>1_000</v></c>",
        '<c t="s"><v>99999</v></c>',
        '<c t="s"><v>-1</v></c>',
    )
    for value in values:
        changed = Parts(parts)
        changed.put("tbl_31", "Target", 2, value)
        yield f"a target that is {value}", changed.packed


# ---------------------------------------------------------------- names
def names(parts: Parts) -> Iterator[Case]:
    for name, where in BLOCKS.items():
        yield f"{name} is gone", _renamed(parts, name, None)
        yield f"{name} points nowhere", _renamed(parts, name, "#REF!")
        sheet = where.split("!")[0]
        yield f"{name} is on a sheet that is not there", _renamed(parts, name, where.replace(sheet, "'Tidak Ada'"))
        yield f"{name} is on a sheet of the user's inputs", _renamed(parts, name, where.replace(sheet, "'Tabel 2.1'"))
        yield f"{name} is two places", _renamed(parts, name, f"{where},{where}")
        yield f"{name} is a text", _renamed(parts, name, '"di mana saja"')
        yield f"{name} is beyond the last row", _renamed(parts, name, re.sub(r"\$(\d+)", lambda row: f"${int(row[1]) + 1048575}", where))
        yield f"{name} is a column too wide", _renamed(parts, name, f"{where.split(':')[0]}:$Z${where.split('$')[-1]}")
    yield "a block has one row", _renamed(parts, "blok_efisiensi", "'Efisiensi'!$B$5:$I$5")
    yield "a block is upside down", _renamed(parts, "blok_efisiensi", "'Efisiensi'!$I$13:$B$5")
    yield "a block lies across another", _renamed(parts, "blok_sasaran", "'Ringkasan'!$B$39:$O$41")
    yield "a block lies across the record", _renamed(parts, "catatan_sinkron", "'Efisiensi'!$C$6:$G$6")
    for version in (None, "0", "99", "", "'Mulai'!$A$1"):
        yield f"the template's version is {version!r}", _renamed(parts, "versi_templat", version)


def _renamed(parts: Parts, name: str, where: str | None) -> Callable[[], bytes]:
    def change(text: str) -> str:
        new = "" if where is None else f'<definedName name="{name}">{where}</definedName>'
        return re.sub(rf'<definedName name="{name}">[^<]*</definedName>', lambda _: new, text)

    return _text_changed(parts, BOOK, change)


FAMILIES: Final[dict[str, Callable[[Parts], Iterator[Case]]]] = {
    family.__name__: family for family in (containers, damaged_members, missing, swapped, broken_xml, harmful, tables, cells, names)
}
"""Each gives what is wrong and the file, of the parts of the workbook of the real report before its first sync: every part of it is
written or copied then, so none can be overlooked."""
