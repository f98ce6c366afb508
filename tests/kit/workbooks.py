"""Helpers for tests of the command line: run it, make a small CSV folder, change one part of a workbook."""

from __future__ import annotations

import contextlib
import io
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest import mock

from lxml import etree

from lkjip import cli
from lkjip.model.columns import Table

ROOT: Final = Path(__file__).resolve().parents[2]
BOYOLALI: Final = ROOT / "workbook" / "contoh" / "boyolali-2020"

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_IDS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Words of library messages that must not end up in a line for staff.
_ENGLISH: Final = re.compile(
    r"\b(?:the|is|are|not|no|error|invalid|file|directory|found|unexpected|expected|cannot|could|end of|large|larger|than|exists|too|many"
    r"|argument|option|usage|missing|denied|levels|bad|failed|must)\b",
    re.IGNORECASE,
)


# ---------------------------------------------------------------- the command line
@dataclass(frozen=True)
class Outcome:
    """What a run of the command gave."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The messages, as somebody sees them who reads line by line."""
        return self.err.splitlines()


def run(*args: str | Path) -> Outcome:
    """`lkjip ARGS` in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    status = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main([str(arg) for arg in args])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1 if end.code else 0
    return Outcome(status, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.detach().getvalue().decode("utf-8")  # type: ignore[attr-defined, no-any-return]  # a BytesIO is under it


def environment(**changes: str) -> dict[str, str]:
    """The environment of a process that finds the package."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **changes}


def run_process(*args: str | Path, env: Mapping[str, str] | None = None) -> Outcome:
    """`python -m lkjip ARGS`, a process of its own."""
    return run_python("-m", "lkjip", *args, env=env)


def run_python(*args: str | int | Path, env: Mapping[str, str] | None = None) -> Outcome:
    """`python ARGS`, a process of its own."""
    done = subprocess.run([sys.executable, *map(str, args)], capture_output=True, env=env or environment(), timeout=60, check=False)
    return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def assert_refused(outcome: Outcome, *named: str, folder: Path | None = None) -> None:
    """Bad input: status 2, nothing on stdout, one line in Bahasa Indonesia that names the place; no fault of the program."""
    assert outcome.status == 2, outcome
    assert outcome.out == ""
    assert len(outcome.lines) == 1, outcome.err
    assert outcome.err.endswith("\n")
    assert "Traceback" not in outcome.err
    assert "kesalahan di dalam program" not in outcome.err, outcome.err
    for name in named:
        assert name in outcome.err, f"{name!r} is not named in: {outcome.err}"
    said = outcome.err.replace(str(folder), "") if folder else outcome.err
    english = _ENGLISH.search(re.sub(r'"[^"]*"|\S+\.\w+', "", said))
    assert not english, f"{english and english[0]!r} is not Bahasa Indonesia: {outcome.err}"


# ---------------------------------------------------------------- CSV folders
SMALL: Final[Mapping[str, str]] = {
    "profil.csv": "kunci,nilai\ninstansi,Kantor Contoh\ntahun,2023\n",
    "tabel_2_1.csv": (
        "no_sasaran,sasaran,indikator,target,satuan\n"
        '1,Masyarakat tertib,Angka Partisipasi,"82,5",%\n'
        "2,Masyarakat rukun,Jumlah konflik,10,Kegiatan\n"
    ),
    "tabel_3_1.csv": 'indikator,satuan,target_2023,realisasi_2023\nAngka Partisipasi,%,"82,5","82,5"\nJumlah konflik,Kegiatan,10,9\n',
    "tabel_3_2.csv": "indikator,anggaran_2023,realisasi_2023\nAngka Partisipasi,1.000.000,900.000\nJumlah konflik,2.000.000,500.000\n",
}
"""The smallest folder that says something: two indicators, 2023, no optional column."""


def write_folder(folder: Path, **changes: str) -> Path:
    """The small folder, some of its files changed: `tabel_2_1="..."`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**SMALL, **{f"{stem}.csv": text for stem, text in changes.items()}}.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return folder


def copy_boyolali(folder: Path) -> Path:
    """The real report's folder, writable."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in BOYOLALI.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Change every occurrence of a text in a file; there must be one."""
    text = path.read_bytes().decode("utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def listing(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def beside(table: Table, place: int = 1) -> str:
    """The letters of the column that many places to the right of a table; every table begins in column B."""
    return column_letters(1 + len(table.columns) + place)


# ---------------------------------------------------------------- one part of a workbook
class Parts(dict[str, bytes]):
    """The parts of a workbook file by name, read without any code of ours."""

    @classmethod
    def of(cls, path: Path) -> Parts:
        return cls.of_bytes(path.read_bytes())

    @classmethod
    def of_bytes(cls, data: bytes) -> Parts:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return cls((name, archive.read(name)) for name in archive.namelist())

    def packed(self) -> bytes:
        """The file that they make."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:  # thousands are made, and none is kept
            for name, data in self.items():
                archive.writestr(name, data)
        return file.getvalue()

    def save(self, path: Path) -> Path:
        path.write_bytes(self.packed())
        return path

    def replace(self, part: str, old: str, new: str, count: int = -1) -> None:
        """Change a text in a part; it must be there."""
        text = self[part].decode("utf-8")
        assert old in text, f"{old!r} is not in {part}"
        self[part] = text.replace(old, new, count).encode("utf-8")

    def sheet(self, title: str) -> str:
        """The part of a worksheet."""
        targets = self.targets("xl/workbook.xml")
        root = etree.fromstring(self["xl/workbook.xml"])
        return next(targets[sheet.get(_IDS, "")] for sheet in root.iter(f"{{{MAIN}}}sheet") if sheet.get("name") == title)

    def sheet_or_none(self, title: str) -> str | None:
        """The part of a worksheet, where there is one of that title."""
        try:
            return self.sheet(title)
        except (StopIteration, KeyError, etree.XMLSyntaxError):
            return None

    def table(self, name: str) -> str:
        """The part of an Excel table."""
        named = (part for part in self if part.startswith("xl/tables/") and name.encode() in self[part])  # parsing takes long
        return next(part for part in named if etree.fromstring(self[part]).get("displayName") == name)

    def sheet_of(self, table: str) -> str:
        """The part of the worksheet that a table stands on."""
        part = self.table(table)
        file = posixpath.basename(part).encode()
        sheets = (each for each in self if each.startswith("xl/worksheets/") and file in self.get(self.relations(each), b""))
        return next(sheet for sheet in sheets if part in self.targets(sheet).values())

    def relations(self, part: str) -> str:
        """The part that holds a part's relationships."""
        folder, name = posixpath.split(part)
        return f"{folder}/_rels/{name}.rels"

    def targets(self, part: str) -> dict[str, str]:
        """The parts that a part refers to, by the reference's id."""
        rels = self.relations(part)
        if rels not in self:
            return {}
        folder = posixpath.dirname(part)
        return {
            relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            for relation in etree.fromstring(self[rels])
        }

    def at(self, table: str, column: str, row: int) -> str:
        """The address of a table's cell; row 0 is the first data row, row -1 the totals row."""
        root = etree.fromstring(self[self.table(table)])
        found = re.fullmatch(r"([A-Z]+)(\d+):[A-Z]+(\d+)", root.get("ref", ""))
        assert found
        names = [each.get("name") for each in root.iter(f"{{{MAIN}}}tableColumn")]
        number = int(found[3]) if row == -1 else int(found[2]) + int(root.get("headerRowCount", "1")) + row
        return f"{column_letters(column_number(found[1]) + names.index(column))}{number}"

    def cell(self, table: str, column: str, row: int) -> str:
        """The XML of a table's cell."""
        root = etree.fromstring(self[self.sheet_of(table)])
        return etree.tostring(self._find(root, self.at(table, column, row)), encoding="unicode")

    def put(self, table: str, column: str, row: int, cell: str) -> str:
        """Put a cell, `<c t="e"><v>#REF!</v></c>`, in place of a table's cell, the look kept; its address."""
        part, address = self.sheet_of(table), self.at(table, column, row)
        root = etree.fromstring(self[part])
        old = self._find(root, address)
        new = etree.fromstring(cell.replace("<c", f'<c xmlns="{MAIN}"', 1))
        new.set("r", new.get("r", address))
        if old.get("s") is not None:
            new.set("s", old.get("s", ""))
        parent = old.getparent()
        assert parent is not None
        parent.replace(old, new)
        self[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return address

    def type_in(self, table: str, address: str, cell: str) -> str:
        """Put a cell anywhere on a table's sheet, outside the table too; its address."""
        part = self.sheet_of(table)
        found = re.fullmatch(r"([A-Z]+)(\d+)", address)
        assert found
        root = etree.fromstring(self[part])
        data = next(root.iter(f"{{{MAIN}}}sheetData"))
        row = next((each for each in data if each.get("r") == found[2]), None)
        if row is None:
            row = etree.Element(f"{{{MAIN}}}row", r=found[2])
            data.insert(sum(int(each.get("r", "0")) < int(found[2]) for each in data), row)
        new = etree.fromstring(cell.replace("<c", f'<c xmlns="{MAIN}"', 1))
        new.set("r", address)
        for old in [each for each in row if each.get("r") == address]:
            row.remove(old)
        row.insert(sum(column_number((each.get("r") or "").rstrip("0123456789")) < column_number(found[1]) for each in row), new)
        self[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return address

    def _find(self, root: etree._Element, address: str) -> etree._Element:
        return next(cell for cell in root.iter(f"{{{MAIN}}}c") if cell.get("r") == address)


def column_number(letters: str) -> int:
    """1 for A."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_cell(text: str) -> str:
    """A cell that holds a text in place."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'


@contextlib.contextmanager
def umask(mask: int) -> Iterator[None]:
    """New files get these permission bits taken away."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@contextlib.contextmanager
def failing(target: str, error: BaseException) -> Iterator[None]:
    """A function of the system fails."""
    with mock.patch(target, side_effect=error):
        yield
