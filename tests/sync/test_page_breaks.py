"""The printed pages break where they are full, also after rows came and went; breaks of the user's elsewhere stay."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from lkjip.sources import workbook_file
from lkjip.sync import opened
from lkjip.template.workbook import build
from scripts.books import EXAMPLE
from tests.kit import reading
from tests.kit.workbooks import MAIN, Parts, run
from tests.office.client import Office
from tests.sync import edits
from tests.sync.spreadsheet import Spreadsheet

PAGES = ("Halaman Tabel 3.1", "Halaman Tabel 3.2")
SIGNED = "Pengukuran Kinerja"
BEFORE = 18
"""A row of it before the signature, below which a user lets a page end."""


def grown(parts: Parts, count: int = 60) -> Parts:
    names = [f"Indikator baru {number} dengan nama yang cukup panjang untuk dua baris di halaman" for number in range(count)]
    edits.added(
        parts,
        "tbl_31",
        [{"Indikator": name, "Target": 10.0, "Realisasi": 9.0, "Sasaran": f"Sasaran {at // 9}"} for at, name in enumerate(names)],
    )
    edits.added(
        parts,
        "tbl_32",
        [{"Indikator": name, "Anggaran": 10.0, "Realisasi": 9.0, "Sasaran": f"Sasaran {at // 9}"} for at, name in enumerate(names)],
    )
    return parts


def synced(parts: Parts, path: Path) -> Path:
    outcome = run("sinkron", parts.save(path))
    assert outcome.status == 0, outcome
    return path


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with 60 indicators more, synced. Not to be changed: copy it."""
    return synced(grown(Parts.of(EXAMPLE)), tmp_path_factory.mktemp("panjang") / "laporan.xlsm")


@pytest.fixture(scope="module")
def marked() -> Parts:
    """The example with page breaks of the user's. Not to be changed.

    On a printed page one in the heading and one below the block, which moves down with its row, and one across columns; on
    Pengukuran Kinerja one before the signature.
    """
    parts = Parts.of(EXAMPLE)
    for title in PAGES:
        own = (
            '<rowBreaks count="2" manualBreakCount="2"><brk id="2" max="16383" man="1"/><brk id="40" max="16383" man="1"/></rowBreaks>'
            '<colBreaks count="1" manualBreakCount="1"><brk id="5" max="1048575" man="1"/></colBreaks>'
        )
        text = re.sub(r"<rowBreaks .*?</rowBreaks>", "", parts[parts.sheet(title)].decode())
        parts[parts.sheet(title)] = text.replace("</headerFooter>", f"</headerFooter>{own}", 1).encode()
    part = parts.sheet(SIGNED)
    root = etree.fromstring(parts[part])
    holder = root.find(f"{{{MAIN}}}rowBreaks")
    assert holder is not None
    etree.SubElement(holder, f"{{{MAIN}}}brk", {"id": str(BEFORE), "max": "16383", "man": "1"})
    parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return parts


@pytest.fixture(scope="module")
def long_and_marked(marked: Parts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with 60 indicators more, synced. Not to be changed."""
    return synced(grown(Parts(marked)), tmp_path_factory.mktemp("sendiri") / "laporan.xlsm")


def breaks(path: Path, title: str) -> list[int]:
    """The rows below which a page ends, as the file has them."""
    parts = Parts.of(path)
    found = etree.fromstring(parts[parts.sheet(title)]).iterfind(f"{{{MAIN}}}rowBreaks/{{{MAIN}}}brk")
    return [int(each.get("id", "")) for each in found]


def test_they_stand_where_a_new_workbook_has_them(long: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "baru.xlsm"
    fresh.write_bytes(build(workbook_file.read(long).laporan))

    for title in PAGES:
        found = breaks(long, title)
        assert found == breaks(fresh, title)
        assert len(found) >= 3
        rows = reading.saved_values(long, title)
        kinds = {row: rows[row - 1][14 if title == PAGES[0] else 11] for row in found}
        assert "S" not in kinds.values(), "a heading is not left alone at the end of a page"


def test_another_sync_changes_nothing(long: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(long, tmp_path))

    assert "sudah sinkron" in run("sinkron", path).out
    assert path.read_bytes() == long.read_bytes()


def test_they_go_with_the_rows_that_go(long: Path, tmp_path: Path) -> None:
    shrunk = Parts.of(long)
    for _ in range(60):
        edits.removed(shrunk, "tbl_31", 9)
        edits.removed(shrunk, "tbl_32", 9)
    path = synced(shrunk, tmp_path / "laporan.xlsm")

    assert [breaks(path, title) for title in PAGES] == [breaks(EXAMPLE, title) for title in PAGES]


@pytest.mark.parametrize("title", PAGES)
def test_breaks_of_the_users_outside_the_block_stay(marked: Parts, long_and_marked: Path, title: str) -> None:
    parts = Parts.of(long_and_marked)
    found, by = breaks(long_and_marked, title), block_end(parts, title) - block_end(marked, title)

    assert by > 60
    assert found[0] == 2
    assert found[-1] == 40 + by
    assert len(found) > 4
    part = parts[parts.sheet(title)]
    assert b'<colBreaks count="1" manualBreakCount="1"><brk id="5"' in part
    root = etree.fromstring(part).find(f"{{{MAIN}}}rowBreaks")
    assert root is not None
    assert root.get("count") == root.get("manualBreakCount") == str(len(found))


def test_one_of_the_users_before_the_signature_goes_along(long_and_marked: Path) -> None:
    assert breaks(long_and_marked, SIGNED)[-1] == BEFORE + 60


def test_the_open_workbook_gets_the_same(long: Path, long_and_marked: Path, tmp_path: Path, office_no_macros: Office) -> None:
    """Breaks of the users' outside the block stay here too; the one before the signature goes along, though Excel moves no rows."""
    path = grown(Parts.of(EXAMPLE)).save(tmp_path / "terbuka.xlsm")
    with office_no_macros.open(path) as document:
        spreadsheet = Spreadsheet(document, path)
        spreadsheet.breaks = {SIGNED: {14, BEFORE}} | {title: {2, 9, 4000} for title in PAGES}
        assert opened.sync(spreadsheet.book) is True

    for title in PAGES:
        assert sorted(spreadsheet.breaks[title]) == [2, *breaks(long, title), 4000]
    for title in ("Efisiensi", "Grafik Capaian"):
        assert sorted(spreadsheet.breaks[title]) == breaks(long, title)
    assert sorted(spreadsheet.breaks[SIGNED]) == breaks(long_and_marked, SIGNED)


def block_end(parts: Parts, title: str) -> int:
    found = re.search(rf"'{title}'!\$B\$5:\$[A-Z]+\$(\d+)<", parts["xl/workbook.xml"].decode())
    assert found
    return int(found[1])
