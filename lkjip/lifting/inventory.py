"""List what a workbook holds besides the report's own values: texts, formulas, rules, pictures, macros, and where each stands.

The same list is made of the old workbook, of the new one and of the frozen templates, so that what only the old one has is its user's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum, unique
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from lxml import etree

from lkjip import limits
from lkjip.errors import LkjipError
from lkjip.escapes import decoded
from lkjip.mail import copying
from lkjip.model import expressions
from lkjip.model.choices import ATURAN_COLUMNS
from lkjip.model.formulas.references import Area, area, cell_reference, column_letters, overlap, reference, unquoted
from lkjip.model.tables import DITERIMA, TABLES
from lkjip.ooxml import vba_source
from lkjip.ooxml.package import Contents, Package, Stored, StoredTable, Unsaved, joined
from lkjip.ooxml.sheet_part import SheetPart
from lkjip.sources.workbook_file import ATURAN_TABLE, PROFIL_TABLE, SHAPES, SKALA_SERAPAN_TABLE, SKALA_TABLE, SKALA_TRIWULAN_TABLE
from lkjip.summary.pemeriksaan import ACCEPTED, BLOCK
from lkjip.sync.plan import TIME_NAME
from xlfuncs import id_format

Element = etree._Element
_ON: Final = ("1", "true")


@unique
class ThingKind(Enum):
    """What a thing is; the value is what is said of it when it does not come along."""

    SHEET = "tidak ikut; salin sendiri bila diperlukan"
    TITLE = "di buku yang baru bernama seperti di templat"
    HIDDEN_SHEET = "tersembunyi; di buku yang baru tampil"
    UNREAD = "ada yang tidak terbaca di luar tabel; bandingkan sendiri dengan buku yang baru"
    COLUMN = 'kolom "{}" tidak ikut; salin sendiri bila diperlukan'
    PROFIL_ROW = 'baris "{}" tidak ikut; salin sendiri bila diperlukan'
    LOOKS = "warna, huruf, lebar kolom, tinggi baris, dan pengaturan halaman yang diubah sendiri tidak ikut"
    UNNAMED = "baris tanpa nama tidak ikut; isi namanya dulu, atau salin sendiri"
    TEXT = "isian di luar tabel tidak ikut; salin sendiri bila diperlukan"
    LABEL = "ketikan di bagian yang disusun sendiri tidak ikut; salin sendiri bila diperlukan"
    IN_COLUMN = "isi kolom tambahan tidak ikut; salin sendiri bila diperlukan"
    FORMULA = "rumus sendiri tidak ikut; tulis lagi bila diperlukan"
    INPUT_FORMULA = "rumus di sel isian tidak ikut, hanya nilainya"
    COMPUTED_FORMULA = "rumus sendiri di sel yang dihitung tidak ikut; di buku yang baru dihitung menurut aturan"
    TYPED_OVER = "ketikan di sel yang dihitung tidak ikut; di buku yang baru dihitung menurut aturan"
    DATE = "tanggal, di buku yang baru hanya bilangannya; ketik ulang"
    PERCENT = "berbentuk persen, di buku yang baru tidak lagi; ketik ulang seperti yang tampak"
    NOTE = "catatan di sel tidak ikut"
    LINK = "tautan tidak ikut"
    TABLE = "tabel sendiri tidak ikut"
    RULE = "format bersyarat sendiri tidak ikut"
    VALIDATION = "daftar pilihan atau batas isian sendiri tidak ikut"
    HIDDEN = "disembunyikan; di buku yang baru tampil"
    CHART = "grafik tidak ikut"
    PICTURE = "gambar tidak ikut"
    SHAPE = "bentuk atau kotak teks tidak ikut"
    BUTTON = "tombol tidak ikut"
    NAME = "nama sel tidak ikut"
    MODULE = "makro tidak ikut"
    CODE = "isi makro berbeda dari templatnya; yang Anda ubah sendiri tidak ikut"
    PROPERTY = "keterangan berkas tidak ikut"
    PART = "bagian berkas tidak ikut"

    @property
    def is_counted(self) -> bool:
        """Whether a template has a definite number of them, so that one more than that is the user's."""
        return self in _COUNTED


_COUNTED: Final = frozenset((ThingKind.TEXT, ThingKind.CHART, ThingKind.PICTURE, ThingKind.SHAPE, ThingKind.BUTTON))


class Thing(NamedTuple):
    """One thing of a workbook: the title its sheet was built with ("" for the workbook), its cell or range, and its content."""

    kind: ThingKind
    sheet: str
    where: str
    content: str
    """What staff recognize it by."""
    key: str
    """What makes it equal to a thing of another workbook."""


def things(package: Package, contents: Mapping[str, Contents], homes: Mapping[str, str]) -> Iterator[Thing]:
    """Everything in a workbook besides the values of the report, in the workbook's order.

    Args:
        contents: the cells of our tables, by table name.
        homes: what each sheet of ours is called in the new workbook, by its present title; other sheets are somebody's own.

    Raises:
        LkjipError: a part cannot be read.
    """
    book = package.xml(package.main)
    names = list(_names(book))
    hidden = {decoded(sheet.get("name", "")) for sheet in book.iter("{*}sheet") if sheet.get("state", "visible") != "visible"}
    for title, part in package.sheet_parts.items():
        home = homes.get(title)
        if home is None:
            yield Thing(ThingKind.SHEET, title, "", "", title)
            continue
        if title != home:
            yield Thing(ThingKind.TITLE, title, "", "", title)
        if title in hidden:
            yield Thing(ThingKind.HIDDEN_SHEET, home, "", "", "")
        root = package.xml(part)
        blocks = [(name.casefold(), where) for name, _, sheet, where in names if where and sheet == title.casefold() and _BLOCK.match(name)]
        yield from _tables(package, title, home)
        try:
            cells = SheetPart(root, title, package.shared_text)
        except ValueError:
            yield Thing(ThingKind.UNREAD, home, "", "", "")
        else:
            yield from _cells(cells, _Places(package, title, home, contents, blocks))
        yield from _rules(root, home)
        yield from _hidden(root, home)
        yield from _links(root, home)
        yield from _as_far_as_read(home, _notes(package, part, home))
        yield from _as_far_as_read(home, _drawn(package, part, home))
    yield from _of_book(package, names)


def _as_far_as_read(home: str, found: Iterator[Thing]) -> Iterator[Thing]:
    """Things of parts that are not needed otherwise; a damaged one must not keep the report back."""
    try:
        yield from found
    except LkjipError:
        yield Thing(ThingKind.UNREAD, home, "", "", "")


def anchors(package: Package) -> Mapping[str, Sequence[str]]:
    """The names of tables and of cells that stand on each sheet, by its title: what tells a renamed sheet."""
    titles = {title.casefold(): title for title in package.sheet_parts}
    found: dict[str, list[str]] = {title: [] for title in package.sheet_parts}
    for table in package.tables.values():
        found[table.sheet].append(table.name.casefold())
    for name, _, sheet, where in _names(package.xml(package.main)):
        if where and sheet in titles:
            found[titles[sheet]].append(name.casefold())
    return found


# ---------------------------------------------------------------- cells
_BLOCK: Final = re.compile(r"blok_|catatan_sinkron$|catatan_kiriman(?:_triwulan)?$|waktu_sinkron$", re.IGNORECASE)
"""Names of what a sync lays out, whose texts may stand there in any number."""
_MOST_BLOCKS: Final = 20
_BLOCK_START: Final = 15  # characters


class _Places:
    """Where the cells of a sheet lie: in which table and column, in which block."""

    def __init__(
        self, package: Package, title: str, home: str, contents: Mapping[str, Contents], blocks: Sequence[tuple[str, Area]]
    ) -> None:
        self.home = home
        self._tables = [
            (table, contents[table.name]) for table in package.tables.values() if table.sheet == title and table.name in contents
        ]
        self._blocks = blocks[:_MOST_BLOCKS]
        kept = contents.get(DITERIMA.name)
        rows = kept.rows.values() if kept else ()
        self._answers = {ACCEPTED, *(_typed(row.get(DITERIMA.names["alasan"])) for row in rows)}

    def is_answered(self, block: str, value: Stored) -> bool:
        """Whether a constant beside a finding is a sync's, or an answer that tbl_diterima has."""
        text = _typed(value)
        return block == BLOCK and (text in self._answers or _TOKENS.fullmatch(text) is not None)

    def column(self, row: int, column: int) -> tuple[StoredTable, Contents, str] | None:
        """The table of ours in which a 0-based place lies, its totals row included, and its column's name."""
        for table, contents in self._tables:
            if table.first_row <= row + 1 <= table.bottom and table.left <= column + 1 <= table.right:
                return table, contents, table.columns[column + 1 - table.left]
        return None

    def block(self, row: int, column: int) -> str:
        """The name of the block, which a sync lays out, in which a 0-based place lies; "" outside."""
        return next((name for name, block in self._blocks if overlap((row, column, row, column), block)), "")


def _cells(sheet: SheetPart, places: _Places) -> Iterator[Thing]:
    for (row, column), formula, value in sheet.filled():
        where = cell_reference(row, column)
        if formula is None and (value in (None, copying.ENGINE_TEXT) or (isinstance(value, str) and not value.strip())):
            continue
        found = places.column(row, column)
        if found is not None and row < found[0].last_row:
            yield from _in_table(places.home, *found, row + 1, where, formula, value)
        elif formula is not None:
            pattern = _pattern(formula)
            if found is not None and pattern in _native(found[0].name, found[2]):
                continue
            # in a block the rest depends on the report: how many amounts a cell adds up, how much a sentence has to say
            key = pattern[:_BLOCK_START] if places.block(row, column) else pattern
            yield Thing(ThingKind.FORMULA, places.home, where, f"={formula}", key)
        else:
            block = places.block(row, column)
            if places.is_answered(block, value):
                continue
            kind, key = (ThingKind.LABEL, _left_by_sync(value, block)) if block else (ThingKind.TEXT, _typed(value))
            yield Thing(kind, places.home, where, _shown(value), key)


def _in_table(
    home: str, table: StoredTable, contents: Contents, name: str, row: int, where: str, formula: str | None, value: Stored
) -> Iterator[Thing]:
    is_input = _INPUTS[table.name].get(name)
    if not is_input and formula is not None:
        if (pattern := _pattern(formula)) not in _native(table.name, name):
            kind = ThingKind.FORMULA if is_input is None else ThingKind.COMPUTED_FORMULA
            yield Thing(kind, home, where, f"={formula}", f"{table.name} {name} {pattern}")
    elif not is_input:
        yield Thing(ThingKind.IN_COLUMN if is_input is None else ThingKind.TYPED_OVER, home, where, _shown(value), _typed(value))
    else:
        if formula is not None:
            yield Thing(ThingKind.INPUT_FORMULA, home, where, f"={formula}", formula)
        if (row, name) in contents.dates:
            yield Thing(ThingKind.DATE, home, where, _shown(contents.rows[row].get(name)), "")
        elif (row, name) in contents.percents and value != 0:
            yield Thing(ThingKind.PERCENT, home, where, _shown(value), "")


_INPUTS: Final[Mapping[str, Mapping[str, bool]]] = {
    **{name: dict.fromkeys(SHAPES[name].columns, True) for name in (PROFIL_TABLE, SKALA_TABLE, SKALA_SERAPAN_TABLE, SKALA_TRIWULAN_TABLE)},
    ATURAN_TABLE: {name: name != "Berlaku" for name in ATURAN_COLUMNS},
    **{table.name: {column.name: column.is_input for column in table.columns} for table in TABLES},
}
"""Whether a column is filled in by staff, by table and column name."""


@lru_cache(maxsize=256)
def _native(table: str, column: str) -> Collection[str]:
    """The patterns of the formulas that a mailed copy has in a column and in its totals row, one of version 1 too."""
    declared = next((each for each in TABLES if each.name == table), None)
    found = next((each for each in declared.columns if each.name == column), None) if declared else None
    if declared is None or found is None:
        return ()
    own = (each for each in (found.formula, found.total) if each is not None and not isinstance(each, str))
    written = (
        (expressions.native_formula(each, table, declared.names), *expressions.former_formulas(each, table, declared.names)) for each in own
    )
    return [_pattern(each) for formulas in written for each in formulas]


_LITERAL: Final = re.compile(r'"(?:[^"]|"")*+"')
_NUMBER: Final = re.compile(r"[0-9]+")
_TRUTH: Final = re.compile(r"\b(?:true|false)\b(?:\(\))?")
_UNSAID: Final = re.compile(r"[\s$@]+|_xl(?:fn|ws)\.")
_SYNC_NAMES: Final = re.compile(r"Nama saat sinkron:\n.*", re.DOTALL)
_SYNC_COUNT: Final = re.compile(r"[0-9.]{1,6}")
_TOKENS: Final = re.compile(r"[0-9a-f]{10}(?: [0-9a-f]{10}\.[0-9a-f]{10})*")
"""What a row of Pemeriksaan is about (`lkjip.model.acceptance`)."""
_SYNC_TIME: Final = re.compile(r"[0-9]{1,2} \w+ [0-9]{4} pukul [0-9]{2}\.[0-9]{2}")


@lru_cache(maxsize=1000)  # the rows of a table have the same formulas
def _pattern(formula: str) -> str:
    """What two formulas share that differ only in their row, their texts and their way of writing."""
    return _outline(_LITERAL.sub('""', formula))


def _outline(formula: str) -> str:
    """A formula without its rows and numbers; programs write truth values as numbers, and the other way round."""
    written = formula.casefold()
    if "true" in written or "false" in written:
        written = _TRUTH.sub("0", written)
    return _NUMBER.sub("0", _UNSAID.sub("", written))


def _typed(value: Stored) -> str:
    """A constant, to be compared."""
    return value.strip() if isinstance(value, str) else repr(value)


def _left_by_sync(value: Stored, block: str) -> str:
    """A constant in a block, to be compared: the counts, the names and the time that a sync notes are alike."""
    text = id_format.typed(value) if isinstance(value, float) else _typed(value)
    times = dict.fromkeys((TIME_NAME, "catatan_kiriman", "catatan_kiriman_triwulan"), _SYNC_TIME)
    noted = {"catatan_sinkron": _SYNC_COUNT, "blok_efisiensi": _SYNC_NAMES, **times}.get(block)
    return f"<{block}>" if noted and noted.fullmatch(text) else text


def _shown(value: Stored) -> str:
    if isinstance(value, Unsaved):
        return value.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return id_format.typed(value)
    return str(value)


# ---------------------------------------------------------------- tables
def _tables(package: Package, title: str, home: str) -> Iterator[Thing]:
    for table in package.tables.values():
        if table.sheet == title:
            box = (table.top - 1, table.left - 1, table.bottom - 1, table.right - 1)
            yield Thing(ThingKind.TABLE, home, reference(box), table.name, table.name.casefold())
            if table.name in _INPUTS:
                for number, name in enumerate(table.columns, table.left - 1):
                    yield Thing(ThingKind.COLUMN, home, column_letters(number), name, f"{table.name} {name}")


# ---------------------------------------------------------------- what lies on cells
def _rules(root: Element, home: str) -> Iterator[Thing]:
    for formats in root.iter("{*}conditionalFormatting"):
        where = formats.get("sqref") or next((each.text or "" for each in formats.iterchildren("{*}sqref")), "")
        for rule in formats.iterchildren("{*}cfRule"):
            formulas = [each.text or "" for each in rule.iter("{*}formula", "{http://schemas.microsoft.com/office/excel/2006/main}f")]
            said = f"{rule.get('type')} {rule.get('operator') or ''} {' '.join(formulas)}"
            yield Thing(ThingKind.RULE, home, where, "; ".join(formulas), _outline(said))
    for rule in root.iter("{*}dataValidation"):
        formulas = [(each.text or "") for each in rule.iter() if etree.QName(each).localname in ("formula1", "formula2", "f") and each.text]
        where = rule.get("sqref") or next((each.text or "" for each in rule.iterchildren("{*}sqref")), "")
        if formulas or rule.get("prompt"):
            # LibreOffice adds bounds of 0 where there are none, and states the operator that goes without saying
            bounds = [each.removesuffix(".0") for each in formulas if each not in ("0", "0.0")]
            said = f"{rule.get('type', 'none')} {' '.join(bounds)} {rule.get('prompt') or ''}"
            yield Thing(
                ThingKind.VALIDATION, home, where, "; ".join(formulas) or rule.get("prompt") or "", _UNSAID.sub("", said.casefold())
            )


def _hidden(root: Element, home: str) -> Iterator[Thing]:
    for columns in root.iter("{*}col"):
        if columns.get("hidden") in _ON:
            first, last = (_letters(columns.get(each)) for each in ("min", "max"))
            yield Thing(ThingKind.HIDDEN, home, ":".join(dict.fromkeys((first, last))), "kolom", f"{first}:{last}")
    rows = [int(row.get("r") or 0) for row in root.iter("{*}row") if row.get("hidden") in _ON and (row.get("r") or "0").isdecimal()]
    for _, run in groupby(enumerate(rows), lambda place: place[1] - place[0]):
        hidden = [row for _, row in run]
        where = ":".join(dict.fromkeys((str(hidden[0]), str(hidden[-1]))))
        yield Thing(ThingKind.HIDDEN, home, where, "baris", where)


def _letters(number: str | None) -> str:
    return column_letters(int(number) - 1) if number and number.isdecimal() and 0 < int(number) <= limits.COLUMNS else "?"


def _links(root: Element, home: str) -> Iterator[Thing]:
    for link in root.iter("{*}hyperlink"):
        leads_to = link.get("location") or link.get("display") or "alamat luar"
        yield Thing(ThingKind.LINK, home, link.get("ref") or "", leads_to, leads_to)


def _notes(package: Package, part: str, home: str) -> Iterator[Thing]:
    notes: dict[str, str] = {}
    for target in package.targets(part, kind="/comments").values():
        for note in package.xml(target).iter("{*}comment"):
            words = note.find("{*}text")
            notes[note.get("ref") or ""] = "" if words is None else joined(words)
    for target in package.targets(part, kind="/threadedComment").values():
        said: dict[str, list[str]] = {}
        for note in package.xml(target).iter("{*}threadedComment"):
            said.setdefault(note.get("ref") or "", []).extend(each.text or "" for each in note.iterchildren("{*}text"))
        notes |= {where: " / ".join(texts) for where, texts in said.items()}
    for where, text in notes.items():
        yield Thing(ThingKind.NOTE, home, where, text, text)


# ---------------------------------------------------------------- what lies over cells
_DRAWN: Final = {"graphicFrame": ThingKind.CHART, "pic": ThingKind.PICTURE}
_MODULE: Final = re.compile(r".*[!.]")


def _drawn(package: Package, part: str, home: str) -> Iterator[Thing]:
    for target in package.targets(part, kind="/drawing").values():
        for anchor in package.xml(target):
            start = anchor.find("{*}from")
            where = "" if start is None else _corner(*(start.findtext(f"{{*}}{each}") for each in ("row", "col")))
            content = next((each for each in anchor.iterchildren() if etree.QName(each).localname in _SHAPES), None)
            if content is not None:
                name = next((each.get("name") or "" for each in content.iter("{*}cNvPr")), "")
                yield Thing(_DRAWN.get(etree.QName(content).localname, ThingKind.SHAPE), home, where, name, "")
    for target in package.targets(part, kind="/vmlDrawing").values():
        try:
            root = package.xml(target)
        except LkjipError:  # not all programs write it well-formed, and the notes are listed from their own part
            continue
        for data in root.iter("{*}ClientData"):
            if data.get("ObjectType") not in ("Note", None):
                macro = (data.findtext("{*}FmlaMacro") or "").strip()
                at = [each.strip() for each in (data.findtext("{*}Anchor") or "").split(",")]
                yield Thing(ThingKind.BUTTON, home, _corner(at[2], at[0]) if len(at) > 2 else "", macro, _MODULE.sub("", macro))


_SHAPES: Final = ("graphicFrame", "pic", "sp", "cxnSp", "grpSp", "contentPart", "AlternateContent")


def _corner(row: str | None, column: str | None) -> str:
    given = [each.strip() for each in (row or "", column or "")]
    return cell_reference(int(given[0]), int(given[1])) if all(each.isdecimal() and len(each) < 8 for each in given) else ""


# ---------------------------------------------------------------- the workbook as a whole
_Name: TypeAlias = tuple[str, str, str, Area | None]


def _names(book: Element) -> Iterator[_Name]:
    """The defined names: name, formula, and the sheet (in small letters) and area where it leads to a single one."""
    for each in book.iter("{*}definedName"):
        name, text = each.get("name") or "", each.text or ""
        if not name.casefold().startswith("_xlnm."):
            sheet, mark, where = text.rpartition("!")
            yield name, text, unquoted(sheet).casefold() if mark else "", area(where) if mark else None


_ORDINARY: Final = (
    *("worksheet", "styles", "theme", "sharedStrings", "vbaProject", "calcChain", "table", "drawing", "vmlDrawing", "comments"),
    *("threadedComment", "person", "printerSettings", "hyperlink", "sheetMetadata", "ctrlProp", "officeDocument", "core-properties"),
    *("extended-properties", "metadata", "custom-properties", "customProperties", "coreProperties", "extendedProperties", "xmlMaps"),
    *("vbaProjectSignature", "wordVbaData", "xlExternalLinkPath", "thumbnail", "extensibility", "ui/userCustomization"),
)
_CALLED: Final = {
    "externalLink": "tautan ke buku lain",
    "pivotTable": "tabel pivot",
    "pivotCacheDefinition": "data tabel pivot",
    "slicer": "pemotong (slicer)",
    "queryTable": "kueri data",
    "connections": "koneksi data",
    "image": "gambar latar",
    "oleObject": "objek yang disisipkan",
    "package": "berkas yang disisipkan",
    "control": "kontrol ActiveX",
    "customXml": "data XML",
    "chartsheet": "lembar grafik",
}


def _modules(package: Package) -> Iterator[Thing]:
    for module, code in vba_source.modules(package).items():
        yield Thing(ThingKind.MODULE, "", "", module, module.casefold())
        yield Thing(ThingKind.CODE, "", "", module, f"{module.casefold()} {code}")


def _of_book(package: Package, names: Iterable[_Name]) -> Iterator[Thing]:
    for name, text, *_ in names:
        yield Thing(ThingKind.NAME, "", "", f"{name}: ={text}", name.casefold())
    yield from _as_far_as_read("", _modules(package))
    kinds = {kind.rpartition("/")[2] for part in ("", package.main, *package.sheet_parts.values()) for kind in package.relation_kinds(part)}
    for kind in sorted(kinds - set(_ORDINARY)):
        yield Thing(ThingKind.PART, "", "", _CALLED.get(kind, kind), kind)
    for target in {*package.targets("", kind="/custom-properties").values(), *package.targets("", kind="/customProperties").values()}:
        properties = (each.get("name") or "" for each in package.xml(target))
        for said in dict.fromkeys("segel kiriman" if each.startswith("lkjip_segel") else each for each in properties):
            yield Thing(ThingKind.PROPERTY, "", "", said, said)
    yield Thing(ThingKind.LOOKS, "", "", "", _saved_by(package))


def _saved_by(package: Package) -> str:
    """The program that saved the workbook last, as far as it says so; nobody has changed the looks of one that we built."""
    about = next(iter(package.targets("", kind="/extended-properties").values()), "")
    if about not in package.names:
        return ""
    root = package.xml(about)
    return " ".join(root.findtext(f"{{*}}{each}") or "" for each in ("Application", "AppVersion"))
