"""References to summary cells follow the place when rows are added or removed; a note names each that reads another row than before.

Perbandingan has its nine indicators in rows 5 to 13, their realisasi in column G; Pengukuran Kinerja in rows 7 to 15, in column G too.
Cells go in or out before the last row of a block.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from tests.kit import reading
from tests.kit.sampling import some
from tests.kit.workbooks import MAIN, Outcome, Parts, assert_refused, column_number, run
from tests.office.client import Office
from tests.sync import edits
from tests.sync.corpus import _insert, _on_our_sheet, _own_sheet, _png

NEW: Mapping[str, edits.Value] = {"Indikator": "Jumlah posyandu", "Satuan": "Unit", "Target": 20.0, "Realisasi": 15.0, "Sasaran": "Sehat"}
REALISASI = (98.78, 82.0, 88.37, 38.0, 19.0, 85.71, 20.0, 100.0, 1.89)
"""The realisasi of the nine indicators, each that of no other one."""


@pytest.fixture
def parts(synced: Path) -> Parts:
    return Parts.of(synced)


def own_sheet(parts: Parts, fill: Callable[[xlsxwriter.Workbook], None]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # XlsxWriter does not know our sheets
        _own_sheet(parts, fill)


def with_formulas(parts: Parts, *formulas: str, title: str = "Catatan") -> None:
    """A sheet of the user's with formulas in column A."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet(title)
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 0, f"={formula}", None, 1)

    _own_sheet(parts, fill)


def inserted(parts: Parts, place: int) -> None:
    """A new indicator put in before one of the nine."""
    edits.added(parts, "tbl_31", [NEW])
    edits.reordered(parts, "tbl_31", [*range(place), 9, *range(place, 9)])


def synced_now(parts: Parts, tmp_path: Path) -> tuple[Path, Outcome]:
    path = parts.save(tmp_path / "laporan.xlsm")
    outcome = run("sinkron", path)
    assert outcome.status == 0, outcome
    assert "disusun ulang" in outcome.out
    return path, outcome


def opened(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def formulas(path: Path, title: str = "Catatan", column: str = "A") -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = reading.typed(path, title)
    values = [row[column_number(column) - 1] for row in rows]
    return [getattr(value, "text", value) for value in values if value is not None]


def notes(outcome: Outcome) -> list[str]:
    return [line for line in outcome.lines if "merujuk ke baris" in line]


def named(outcome: Outcome) -> list[list[str]]:
    """The cells that each note names."""
    return [found[1].split(", ") for line in notes(outcome) if (found := re.search(r" sel ([A-Z0-9, ]+):", line))]


# ---------------------------------------------------------------- cells
WAYS = (
    "Perbandingan!G8",
    "perbandingan!g8",
    "'Perbandingan'!$G$8",
    "SUM(Perbandingan!$G8:$G8)*1",
    'Perbandingan!G$8+0*LEN("Perbandingan")',
    "INDEX(Perbandingan!$G$8:$H$8,1,1)",
    "SUM(Perbandingan!G8:Perbandingan!G8)",
    "'Pengukuran Kinerja'!G10",
    "'PENGUKURAN kinerja'!$g$10",
)
"""The realisasi of the fourth row, in all the ways that somebody may refer to it."""


@pytest.mark.parametrize(
    ("change", "now"),
    some(
        [
            ("inserted before", REALISASI[2]),
            ("inserted behind", REALISASI[3]),
            ("added", REALISASI[3]),
            ("removed before", REALISASI[4]),
            ("removed behind", REALISASI[3]),
            ("sorted", REALISASI[7]),
        ],
        2,
    ),
)
def test_a_cell_speaks_of_its_place(parts: Parts, tmp_path: Path, office_no_macros: Office, change: str, now: float) -> None:
    """The formulas stay as they are; where the place shows another indicator than before, each is named."""
    with_formulas(parts, *WAYS)
    before = formulas(parts.save(tmp_path / "laporan.xlsm"))
    if change.startswith("inserted"):
        inserted(parts, 1 if change.endswith("before") else 6)
    elif change == "added":
        edits.added(parts, "tbl_31", [NEW])
    elif change.startswith("removed"):
        edits.removed(parts, "tbl_31", 1 if change.endswith("before") else 7)
    else:
        edits.reordered(parts, "tbl_31", [3, 8, 0, 7, 6, 5, 4, 2, 1])
    path, outcome = synced_now(parts, tmp_path)

    assert formulas(path) == before
    assert named(outcome) == ([] if now == REALISASI[3] else [["A8", "A9"], [f"A{row}" for row in range(1, 8)]])
    with office_no_macros.open(path) as document:
        document.recalculate()
        assert document.values("Catatan", f"A1:A{len(WAYS)}") == [[now]] * len(WAYS)


def test_the_last_row_goes_down_with_its_cells(parts: Parts, tmp_path: Path) -> None:
    """Cells are put in before the last row of a block: what referred to it reads the new indicator now, and is named."""
    with_formulas(parts, "Perbandingan!G13", "SUM(Perbandingan!G12:G13)", "Perbandingan!B14")
    edits.added(parts, "tbl_31", [NEW])
    path, outcome = synced_now(parts, tmp_path)

    assert formulas(path) == ["=Perbandingan!G14", "=SUM(Perbandingan!G12:G14)", "=Perbandingan!B15"]
    assert named(outcome) == [["A1", "A2"]]


def test_ranges_grow_and_shrink_with_what_they_hold(parts: Parts, tmp_path: Path) -> None:
    with_formulas(
        parts, "SUM(Perbandingan!G5:G13)", "SUM(Perbandingan!G6:G9)", "SUM(Perbandingan!G:G)", "SUM(Perbandingan!G10:G12)", "B8+Catatan!G8"
    )
    inserted(parts, 3)
    path, outcome = synced_now(parts, tmp_path)

    assert formulas(path) == [
        "=SUM(Perbandingan!G5:G14)",
        "=SUM(Perbandingan!G6:G9)",
        "=SUM(Perbandingan!G:G)",
        "=SUM(Perbandingan!G10:G12)",
        "=B8+Catatan!G8",
    ]
    assert named(outcome) == [["A2", "A4"]]


@pytest.mark.parametrize("change", ["added", "inserted", "removed", "sorted"])
def test_all_of_a_block_needs_no_note(parts: Parts, tmp_path: Path, change: str) -> None:
    with_formulas(
        parts,
        "SUM(Perbandingan!G5:G13)",
        "MAX('Pengukuran Kinerja'!$I$6:$I$15)",
        "COUNTA(Efisiensi!B:B)",
        "SUM(Efisiensi!$B$1:$I$40)",
        "COUNTA('Halaman Tabel 3.1'!C5:C16)",
    )
    if change == "added":
        edits.added(parts, "tbl_31", [NEW])
    elif change == "inserted":
        inserted(parts, 1)
    elif change == "removed":
        edits.removed(parts, "tbl_31", 2)
        edits.removed(parts, "tbl_32", 2)
    else:
        edits.reordered(parts, "tbl_31", [8, 7, 6, 5, 4, 3, 2, 1, 0])
    path, outcome = synced_now(parts, tmp_path)
    by, lines = {"removed": (-1, -1), "sorted": (0, 0)}.get(change, (1, 3))  # a new sasaran has two lines more in Halaman

    assert formulas(path) == [
        f"=SUM(Perbandingan!G5:G{13 + by})",
        f"=MAX('Pengukuran Kinerja'!$I$6:$I${15 + by})",
        "=COUNTA(Efisiensi!B:B)",
        f"=SUM(Efisiensi!$B$1:$I${40 + by})",
        f"=COUNTA('Halaman Tabel 3.1'!C5:C{16 + lines})",
    ]
    assert notes(outcome) == []


def test_what_cannot_be_followed_is_named(parts: Parts, tmp_path: Path) -> None:
    """Rows that no longer stand together, several sheets at once, whole rows, references in texts."""
    with_formulas(
        parts,
        "SUM(Perbandingan!G5:G7)",
        "SUM('Pengukuran Kinerja:Efisiensi'!G8)",
        "COUNTA(Perbandingan!8:8)",
        'INDIRECT("Perbandingan!G8")',
        'HYPERLINK("#Perbandingan!G8","lihat")',
        "SUM(A8:Z8)",
        "Perbandingan!D1",
    )
    before = formulas(parts.save(tmp_path / "laporan.xlsm"))
    edits.reordered(parts, "tbl_31", [8, 1, 2, 7, 4, 5, 6, 0, 3])
    path, outcome = synced_now(parts, tmp_path)

    assert formulas(path) == before
    assert [re.sub(r"^.*?: ", "", line) for line in notes(outcome)] == [
        f'lembar "Catatan" sel {cells}: merujuk ke baris lembar "{sheet}" yang sekarang berisi hal lain atau sudah tidak ada;'
        " rujuk sel di tabel isian, atau cari menurut namanya"
        for cells, sheet in (("A1, A2, A3, A4, A5", "Perbandingan"), ("A2", "Efisiensi"))
    ]


def test_a_row_that_is_gone(parts: Parts, tmp_path: Path) -> None:
    """The row before the last one goes, as in Excel where a cell is deleted; those between move up, and all of them are named."""
    with_formulas(
        parts,
        "Perbandingan!G12*2",
        "SUM(Perbandingan!G11:G12)",
        "Perbandingan!$G$13",
        "'Pengukuran Kinerja'!G14",
        "Perbandingan!G8",
        "Perbandingan!G7",
    )
    edits.removed(parts, "tbl_31", 3)
    path, outcome = synced_now(parts, tmp_path)

    assert formulas(path) == [
        "=#REF!*2",
        "=SUM(Perbandingan!G11:G11)",
        "=Perbandingan!$G$12",
        "=#REF!",
        "=Perbandingan!G8",
        "=Perbandingan!G7",
    ]
    assert named(outcome) == [["A4"], ["A1", "A2", "A5"]]


def test_an_indicator_with_another_name(parts: Parts, tmp_path: Path) -> None:
    """It may be another one in its place: nobody but its reader can tell."""
    with_formulas(parts, "Perbandingan!G8", "Perbandingan!G9")
    edits.renamed(parts, "tbl_31", "Indikator", 3, "Nama yang lain sama sekali")
    path, outcome = synced_now(parts, tmp_path)

    assert formulas(path) == ["=Perbandingan!G8", "=Perbandingan!G9"]
    assert len(notes(outcome)) == 1
    assert "sel A1:" in notes(outcome)[0]


def test_a_followed_cell_is_computed_when_the_file_is_opened(parts: Parts, tmp_path: Path) -> None:
    """Excel has saved the figure of the row that stood there after the sorting; it is marked to be computed again."""
    with_formulas(parts, "Perbandingan!G8", "Perbandingan!D1")
    edits.reordered(parts, "tbl_31", [8, 1, 2, 7, 4, 5, 6, 0, 3])
    path, _ = synced_now(parts, tmp_path)
    after = Parts.of(path)
    found = [each.get("ca") for each in etree.fromstring(after[after.sheet("Catatan")]).iter(f"{{{MAIN}}}f")]

    assert found == ["1", None]


# ---------------------------------------------------------------- formulas that share a text
def beside(parts: Parts, shared: bool) -> None:
    """Column L of Pengukuran Kinerja and two sheets of the user's, filled down, as Excel stores it singly or shared."""

    def filled(part: str, column: str, first: int, formula: str, count: int) -> None:
        root = etree.fromstring(parts[part])
        data = root.find(f"{{{MAIN}}}sheetData")
        assert data is not None
        rows = {int(row.get("r", "")): row for row in data}
        for number in range(first, first + count):
            row = rows.get(number)
            if row is None:
                row = etree.SubElement(data, f"{{{MAIN}}}row", {"r": str(number)})
            row.attrib.pop("spans", "")
            for old in [each for each in row if each.get("r") == f"{column}{number}"]:
                row.remove(old)
            cell = etree.SubElement(row, f"{{{MAIN}}}c", {"r": f"{column}{number}"})
            element = etree.SubElement(cell, f"{{{MAIN}}}f")
            if shared:
                element.set("t", "shared")
                element.set("si", "7")
            if shared and number == first:
                element.set("ref", f"{column}{first}:{column}{first + count - 1}")
            if not shared or number == first:
                element.text = formula.format(number)
            etree.SubElement(cell, f"{{{MAIN}}}v").text = "1"
        parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    with_formulas(parts, "1", title="Turunan")
    filled(parts.sheet("Pengukuran Kinerja"), "M", 7, "G{0}*2", 9)
    filled(parts.sheet("Pengukuran Kinerja"), "D", 40, "G{0}+1", 4)
    filled(parts.sheet("Turunan"), "A", 5, "Perbandingan!G{0}", 9)


@pytest.mark.parametrize("change", ["added", "removed", "sorted"])
def test_single_and_shared_formulas_end_alike(synced: Path, tmp_path: Path, office_no_macros: Office, change: str) -> None:
    found = []
    for shared in (False, True):
        parts = Parts.of(synced)
        beside(parts, shared)
        if change == "added":
            edits.added(parts, "tbl_31", [NEW])
        elif change == "removed":
            edits.removed(parts, "tbl_31", 4)
        else:
            edits.reordered(parts, "tbl_31", [8, 7, 6, 5, 4, 3, 2, 1, 0])
        path, outcome = synced_now(parts, tmp_path)
        with office_no_macros.open(path) as document:
            document.recalculate()
            areas = (("Pengukuran Kinerja", "M7:M20"), ("Pengukuran Kinerja", "D38:D46"), ("Turunan", "A1:A20"))
            values = [document.values(*each) for each in areas]
            texts = [[cell.formula for row in document.read(*each) for cell in row] for each in areas]
        found.append((values, texts, notes(outcome)))

    assert found[0] == found[1]
    (helper, below, elsewhere), (_, below_texts, _), said = found[0]
    # what read the last row reads the new one; what read the row before it, where a row is gone, has none
    outcomes: Mapping[str, Sequence[Any]] = {
        "added": [*REALISASI[:8], 15.0],
        "removed": [*REALISASI[:4], *REALISASI[5:8], "#REF!", REALISASI[8]],
        "sorted": REALISASI[::-1],
    }
    now = outcomes[change]
    doubled = [figure if isinstance(figure, str) else pytest.approx(2 * figure) for figure in now]
    assert [row[0] for row in helper[:9]] == doubled
    assert [row[0] for row in elsewhere[4:13]] == list(now)
    assert len(said) == {"added": 2, "removed": 2, "sorted": 1}[change]
    by = {"added": 1, "removed": -1, "sorted": 0}[change]
    assert [text for text in below_texts if text] == [f"=G{row}+1" for row in range(40 + by, 44 + by)]
    assert len(below) == 9


def test_our_own_formulas_stored_as_shared_ones_are_ours(parts: Parts, tmp_path: Path) -> None:
    """Units and targets of Pengukuran Kinerja differ from row to row by their row alone, but for the place in the table."""
    for title, column in (("Pengukuran Kinerja", "B"), ("Efisiensi", "F"), ("Efisiensi", "G")):
        part = parts.sheet(title)
        root = etree.fromstring(parts[part])
        cells = [each for each in root.iter(f"{{{MAIN}}}c") if re.fullmatch(rf"{column}([7-9]|1[0-3])", each.get("r", ""))]
        elements = [each.find(f"{{{MAIN}}}f") for each in cells]
        for number, element in enumerate(elements):
            assert element is not None
            element.set("t", "shared")
            element.set("si", column)
            if number:
                element.text = None
            else:
                element.set("ref", f"{column}7:{column}13")
        parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    path = parts.save(tmp_path / "laporan.xlsm")

    assert "sudah sinkron" in run("sinkron", path).out
    outcome = run("kirim", path, "--tetap", "--keluaran", tmp_path / "kirim")
    assert outcome.status == 0
    assert "belum sesuai" not in outcome.err


def test_a_formula_of_ours_that_is_written_anew_takes_none_of_its_sharers_along(parts: Parts, tmp_path: Path) -> None:
    """The cell that holds the text of a shared formula is one that the sync writes; the others that share it are the user's."""
    part = parts.sheet("Pengukuran Kinerja")
    root = etree.fromstring(parts[part])
    master = next(each for each in root.iter(f"{{{MAIN}}}c") if each.get("r") == "B7")
    formula = master.find(f"{{{MAIN}}}f")
    assert formula is not None
    formula.text = "G7*3"
    for name, value in {"t": "shared", "si": "0", "ref": "B7:N7"}.items():
        formula.set(name, value)
    row = master.getparent()
    assert row is not None
    row.attrib.pop("spans", "")
    row.append(etree.fromstring(f'<c xmlns="{MAIN}" r="N7"><f t="shared" si="0"/><v>1</v></c>'))
    parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    path, _ = synced_now(parts, tmp_path)

    assert opened(path)["Pengukuran Kinerja"]["N7"].value == "=S7*3"
    assert opened(path)["Pengukuran Kinerja"]["B7"].value.startswith("=IF(LEN($K7)=0")


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_a_formula_over_several_cells_across_what_moves_is_refused(parts: Parts, tmp_path: Path, kind: str) -> None:
    part = parts.sheet("Efisiensi")
    formula = (
        '<f t="array" ref="H20:K22">D5:G7*2</f>' if kind == "array" else '<f t="dataTable" ref="H20:K22" dt2D="1" dtr="1" r1="D5" r2="D6"/>'
    )
    parts.replace(part, "</sheetData>", f'<row r="20"><c r="H20">{formula}<v>1</v></c></row></sheetData>')
    edits.added(parts, "tbl_31", [NEW])
    path = parts.save(tmp_path / "laporan.xlsm")
    before = path.read_bytes()
    outcome = run("sinkron", path)

    assert outcome.status == 2
    assert len(outcome.lines) == 1
    assert 'lembar "Efisiensi" sel H20:K22' in outcome.err
    assert path.read_bytes() == before


def test_a_formula_over_several_cells_below_a_block_goes_along(parts: Parts, tmp_path: Path) -> None:
    part = parts.sheet("Efisiensi")
    parts.replace(part, "</sheetData>", '<row r="20"><c r="D20"><f t="array" ref="D20:E21">D5:E6*2</f><v>1</v></c></row></sheetData>')
    edits.added(parts, "tbl_31", [NEW])
    path, _ = synced_now(parts, tmp_path)
    found = opened(path)["Efisiensi"]["D21"].value

    assert (found.ref, found.text) == ("D21:E22", "=D5:E6*2")


# ---------------------------------------------------------------- everything else that refers to cells
def test_names_charts_rules_links_and_pivots_follow(parts: Parts, tmp_path: Path) -> None:
    """The last row of the block goes down with its indicator."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Catatan")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Perbandingan!$G$12:$G$13", "categories": "=Perbandingan!$B$12:$B$13", "name": "=Perbandingan!$B$13"})
        sheet.insert_chart("F2", chart)
        sheet.insert_textbox("K2", "", {"textlink": "=Perbandingan!$G$13"})
        sheet.conditional_format("A1:A3", {"type": "cell", "criteria": ">", "value": "=Perbandingan!$G$13"})
        sheet.data_validation("B1:B3", {"validate": "list", "source": "=Perbandingan!$B$5:$B$13"})
        sheet.data_validation("C1:C3", {"validate": "decimal", "criteria": "<", "value": "=Perbandingan!$G$13"})
        sheet.write_url("D1", "internal:Perbandingan!G13", string="lihat")
        sheet.add_sparkline("E1", {"range": "Perbandingan!D13:G13"})
        book.define_name("milik_kasubag", "=Perbandingan!$G$13")

    own_sheet(parts, fill)
    _insert(parts, "xl/workbook.xml", "</definedNames>", '<definedName name="milik_kasubag">perbandingan!$G$13</definedName>')
    inserted(parts, 8)
    path, outcome = synced_now(parts, tmp_path)
    after = Parts.of(path)
    sheet = after[after.sheet("Catatan")].decode()
    chart = next(data.decode() for name, data in after.items() if name.startswith("xl/charts/chart") and b"Perbandingan" in data)
    drawing = next(data.decode() for name, data in after.items() if name.startswith("xl/drawings/drawing") and b"textlink" in data)

    assert re.findall(r"<c:f>([^<]*)</c:f>", chart) == ["Perbandingan!$B$14", "Perbandingan!$B$12:$B$14", "Perbandingan!$G$12:$G$14"]
    assert 'textlink="Perbandingan!$G$14"' in drawing
    assert "<formula>Perbandingan!$G$14</formula>" in sheet
    assert "<formula1>Perbandingan!$B$5:$B$14</formula1>" in sheet
    assert "<formula1>Perbandingan!$G$14</formula1>" in sheet
    assert "Perbandingan!G14" in re.findall(r'location="([^"]*)"', sheet)
    assert "<xm:f>Perbandingan!D14:G14</xm:f>" in sheet
    assert opened(path).defined_names["milik_kasubag"].attr_text == "perbandingan!$G$14"
    assert notes(outcome) == []


def test_where_they_cannot_follow_each_is_named(parts: Parts, tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Catatan")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Perbandingan!$G$5:$G$7"})
        sheet.insert_chart("F2", chart)
        sheet.conditional_format("A1:A3", {"type": "cell", "criteria": ">", "value": "=Perbandingan!G5"})
        sheet.data_validation("B1:B3", {"validate": "list", "source": "=Perbandingan!$B$5:$B$7"})
        sheet.add_sparkline("E1", {"range": "Perbandingan!G5:G7"})

    own_sheet(parts, fill)
    _insert(parts, "xl/workbook.xml", "</definedNames>", '<definedName name="tiga">Perbandingan!$G$5:$G$7</definedName>')
    edits.reordered(parts, "tbl_31", [8, 1, 2, 7, 4, 5, 6, 0, 3])
    _, outcome = synced_now(parts, tmp_path)

    said = "\n".join(notes(outcome))
    assert len(notes(outcome)) == 3
    for what in ('lembar "Catatan" sel A1:A3, B1:B3, E1', 'grafik di lembar "Catatan"', 'nama "tiga"'):
        assert what in said, said


def test_a_control_of_the_old_kind_is_named(parts: Parts, tmp_path: Path) -> None:
    part = next(target for target in parts.targets(parts.sheet("Profil")).values() if target.endswith(".vml"))
    parts.replace(part, "</x:ClientData>", "<x:FmlaLink>Perbandingan!$G$8</x:FmlaLink></x:ClientData>", 1)
    before = parts[part]
    inserted(parts, 1)
    path, outcome = synced_now(parts, tmp_path)

    assert Parts.of(path)[part] == before
    assert [line for line in notes(outcome) if 'gambar atau tombol di lembar "Profil"' in line] == notes(outcome)
    assert len(notes(outcome)) == 1


def test_what_belongs_together_moves_together(parts: Parts, tmp_path: Path) -> None:
    """A filter with its name, protected ranges, watches, errors to ignore, page breaks, links, extended looks."""
    part = parts.sheet("Pengukuran Kinerja")
    book = etree.fromstring(parts["xl/workbook.xml"])
    number = [each.get("name") for each in book.iter(f"{{{MAIN}}}sheet")].index("Pengukuran Kinerja")
    hidden = f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">\'Pengukuran Kinerja\'!$B$6:$J$15</definedName>'
    parts.replace("xl/workbook.xml", "</definedNames>", f"{hidden}</definedNames>")
    parts.replace(
        part,
        "</sheetData>",
        '</sheetData><protectedRanges><protectedRange sqref="B7:J15 D18" name="Rentang1"/></protectedRanges><autoFilter ref="B6:J15">'
        '<sortState ref="B7:J15"><sortCondition ref="I7:I15"/></sortState></autoFilter>',
    )
    parts.replace(
        part,
        "<printOptions",
        '<hyperlinks><hyperlink ref="D18" location="Profil!A1"/></hyperlinks><printOptions',
    )
    parts.replace(
        part,
        "</headerFooter>",
        '</headerFooter><rowBreaks count="2" manualBreakCount="2"><brk id="5" max="16383" man="1"/><brk id="16" max="16383" man="1"/>'
        '</rowBreaks><cellWatches><cellWatch r="D18"/></cellWatches>'
        '<ignoredErrors><ignoredError sqref="D17:D19" numberStoredAsText="1"/></ignoredErrors>',
    )
    edits.added(parts, "tbl_31", [NEW])
    path, _ = synced_now(parts, tmp_path)
    after = Parts.of(path)
    sheet = after[after.sheet("Pengukuran Kinerja")].decode()

    assert "'Pengukuran Kinerja'!$B$6:$J$16</definedName>" in after["xl/workbook.xml"].decode()
    for expected in (
        '<autoFilter ref="B6:J16">',
        '<sortState ref="B7:J16">',
        '<sortCondition ref="I7:I16"/>',
        'sqref="B7:J16 D19"',
        '<hyperlink ref="D19"',
        '<brk id="5" ',
        '<brk id="17" ',
        '<cellWatch r="D19"/>',
        '<ignoredError sqref="D18:D20"',
    ):
        assert expected in sheet, expected


def test_a_picture_below_a_block_goes_down_with_it(parts: Parts, tmp_path: Path) -> None:
    """One beside it, or tied to its place on the page, stays."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sementara")
        picture = {"image_data": _png(), "x_scale": 40, "y_scale": 40}
        sheet.insert_image("C45", "bawah.png", {**picture, "object_position": 2})
        sheet.insert_image("P45", "samping.png", {**picture, "object_position": 2})
        sheet.insert_image("C46", "tetap.png", {**picture, "object_position": 3})
        sheet.insert_image("C3", "atas.png", {**picture, "object_position": 2})
        sheet.insert_textbox("C47", "catatan", {"object_position": 1})

    _on_our_sheet(parts, "Ringkasan", fill)
    before = anchors(parts)
    edits.added(parts, "tbl_31", [NEW])  # its sasaran is a new one: a row more in the block of Ringkasan
    path, _ = synced_now(parts, tmp_path)

    moved = [(first + by, last + by) for (first, last), by in zip(before, (1, 0, 0, 0, 1), strict=True)]
    assert anchors(Parts.of(path)) == moved


def anchors(parts: Parts) -> list[tuple[int, int]]:
    """The first and the last row of everything drawn on Ringkasan."""
    drawing = next(each for each in parts.targets(parts.sheet("Ringkasan")).values() if "/drawings/drawing" in each)
    rows = [int(each.text or "") for each in etree.fromstring(parts[drawing]).iter("{*}row")]
    return list(zip(rows[::2], rows[1::2], strict=True))


def test_references_on_a_sheet_whose_rows_stand_in_no_order_are_not_lost_in_silence(parts: Parts, tmp_path: Path) -> None:
    with_formulas(parts, "Perbandingan!G8", "Perbandingan!G9")
    sheet = parts.sheet("Catatan")
    first, _, rest = parts[sheet].decode().partition("</row>")
    head, _, row = first.rpartition("<row ")
    parts[sheet] = f"{head}{rest.replace('</sheetData>', f'<row {row}</row></sheetData>')}".encode()
    edits.added(parts, "tbl_31", [NEW])
    path = parts.save(tmp_path / "laporan.xlsm")
    before = path.read_bytes()

    assert_refused(run("sinkron", path), "Catatan", "tidak urut", folder=tmp_path)
    assert path.read_bytes() == before
