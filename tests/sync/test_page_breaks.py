"""The printed pages break where they are full, also after rows came and went; breaks of the user's elsewhere stay."""

from __future__ import annotations

import re
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


@pytest.fixture
def parts() -> Parts:
    return Parts.of(EXAMPLE)


def grown(parts: Parts, count: int = 60) -> None:
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


def synced(parts: Parts, path: Path) -> Path:
    outcome = run("sinkron", parts.save(path))
    assert outcome.status == 0, outcome
    return path


def breaks(path: Path, title: str) -> list[int]:
    """The rows below which a page ends, as the file has them."""
    return [each.id for each in reading.sheet(path, title).row_breaks.brk]


def test_they_stand_where_a_new_workbook_has_them(parts: Parts, tmp_path: Path) -> None:
    grown(parts)
    path = synced(parts, tmp_path / "laporan.xlsm")
    fresh = tmp_path / "baru.xlsm"
    fresh.write_bytes(build(workbook_file.read(path).laporan))

    for title in PAGES:
        found = breaks(path, title)
        assert found == breaks(fresh, title)
        assert len(found) >= 3
        kinds = {row: reading.sheet(path, title).cell(row, 15 if title == PAGES[0] else 12).value for row in found}
        assert "S" not in kinds.values(), "a heading is not left alone at the end of a page"


def test_another_sync_changes_nothing(parts: Parts, tmp_path: Path) -> None:
    grown(parts)
    path = synced(parts, tmp_path / "laporan.xlsm")
    before = path.read_bytes()

    assert "sudah sinkron" in run("sinkron", path).out
    assert path.read_bytes() == before


def test_they_go_with_the_rows_that_go(parts: Parts, tmp_path: Path) -> None:
    grown(parts)
    path = synced(parts, tmp_path / "laporan.xlsm")
    shrunk = Parts.of(path)
    for _ in range(60):
        edits.removed(shrunk, "tbl_31", 9)
        edits.removed(shrunk, "tbl_32", 9)
    synced(shrunk, path)

    assert [breaks(path, title) for title in PAGES] == [breaks(EXAMPLE, title) for title in PAGES]


@pytest.mark.parametrize("title", PAGES)
def test_breaks_of_the_users_outside_the_block_stay(parts: Parts, tmp_path: Path, title: str) -> None:
    """One in the heading, and one below the block, which moves down with its row; across columns it stays anyway."""
    part = parts.sheet(title)
    own = (
        '<rowBreaks count="2" manualBreakCount="2"><brk id="2" max="16383" man="1"/><brk id="40" max="16383" man="1"/></rowBreaks>'
        '<colBreaks count="1" manualBreakCount="1"><brk id="5" max="1048575" man="1"/></colBreaks>'
    )
    text = re.sub(r"<rowBreaks .*?</rowBreaks>", "", parts[part].decode())
    parts[part] = text.replace("</headerFooter>", f"</headerFooter>{own}", 1).encode()
    last = block_end(parts, title)
    grown(parts)
    path = synced(parts, tmp_path / "laporan.xlsm")
    found, by = breaks(path, title), block_end(Parts.of(path), title) - last

    assert by > 60
    assert found[0] == 2
    assert found[-1] == 40 + by
    assert len(found) > 4
    assert '<colBreaks count="1" manualBreakCount="1"><brk id="5"' in Parts.of(path)[part].decode()
    root = etree.fromstring(Parts.of(path)[part]).find(f"{{{MAIN}}}rowBreaks")
    assert root is not None
    assert root.get("count") == root.get("manualBreakCount") == str(len(found))


def test_the_open_workbook_gets_the_same(parts: Parts, tmp_path: Path, office_no_macros: Office) -> None:
    """Breaks of the user's outside the block stay here too."""
    grown(parts)
    path = parts.save(tmp_path / "terbuka.xlsm")
    with office_no_macros.open(path) as document:
        spreadsheet = Spreadsheet(document, path)
        spreadsheet.breaks = {title: {2, 9, 4000} for title in PAGES}
        assert opened.sync(spreadsheet.book) is True
    other = synced(parts, tmp_path / "tertutup.xlsm")

    for title in PAGES:
        assert sorted(spreadsheet.breaks[title]) == [2, *breaks(other, title), 4000]
    for title in ("Pengukuran Kinerja", "Efisiensi", "Grafik Capaian"):
        assert sorted(spreadsheet.breaks[title]) == breaks(other, title)


def test_one_of_the_users_before_the_signature_goes_along(parts: Parts, tmp_path: Path, office_no_macros: Office) -> None:
    """Also in the open workbook, where Excel moves cells without their rows."""
    title = "Pengukuran Kinerja"
    part, own = parts.sheet(title), 18
    root = etree.fromstring(parts[part])
    holder = root.find(f"{{{MAIN}}}rowBreaks")
    assert holder is not None
    etree.SubElement(holder, f"{{{MAIN}}}brk", {"id": str(own), "max": "16383", "man": "1"})
    parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    grown(parts)
    path = parts.save(tmp_path / "terbuka.xlsm")
    with office_no_macros.open(path) as document:
        spreadsheet = Spreadsheet(document, path)
        spreadsheet.breaks = {title: {14, own}}
        assert opened.sync(spreadsheet.book) is True
    other = breaks(synced(parts, tmp_path / "tertutup.xlsm"), title)

    assert other[-1] == own + 60
    assert sorted(spreadsheet.breaks[title]) == other


def block_end(parts: Parts, title: str) -> int:
    found = re.search(rf"'{title}'!\$B\$5:\$[A-Z]+\$(\d+)<", parts["xl/workbook.xml"].decode())
    assert found
    return int(found[1])
