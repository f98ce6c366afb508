"""Rows and columns typed outside a table are reported; notes and signatures are not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.model.tables import TABEL_3_1
from lkjip.model.tables.profile import PROFIL
from lkjip.ooxml.package import Package
from lkjip.sources import workbook_file
from tests.checks.mutants import at, number
from tests.kit.workbooks import Parts, beside, run, text_cell

Typed = tuple[str, str]
"""A cell's address and its content as XML."""
NIP: Final = number(196604301995031002.0)
BESIDE: Final = [beside(TABEL_3_1, place) for place in range(1, 5)]
BELOW_PROFIL: Final = 4 + len(PROFIL)
"""The first row of the sheet Profil below its table."""


def formula(text: str, value: float) -> str:
    return f"<c><f>{text}</f><v>{value!r}</v></c>"


def written(clean: Parts, table: str, typed: Sequence[Typed], path: Path) -> Path:
    parts = Parts(clean)
    for address, cell in typed:
        parts.type_in(table, address, cell)
    return parts.save(path)


def found(path: Path) -> list[tuple[str, str, str]]:
    findings: list[dict[str, Any]] = json.loads(run("periksa", path, "--format", "json").out)
    return [(each["kode"], each["lembar"], each["sel"]) for each in findings]


def test_rows_below_a_table_are_said_by_every_command(clean_parts: Parts, tmp_path: Path) -> None:
    """Tabel 3.1 ends with its totals row, 15: Excel takes no row below it into the table."""
    typed = [
        *(("B16", text_cell("Jumlah kunjungan")), ("C16", text_cell("Kali")), ("I16", number(90.0)), ("J16", number(85.0))),
        *(("B17", text_cell("Jumlah tamu")), ("I17", number(90.0))),
    ]
    path = written(clean_parts, "tbl_31", typed, tmp_path / "F.xlsm")
    outside = [("isian-di-luar-tabel", "Tabel 3.1", "B16"), ("isian-di-luar-tabel", "Tabel 3.1", "B17")]

    assert found(path) == outside
    for command in ("ekspor", "periksa", "sinkron"):
        said = run(command, path).lines
        assert [cell for line in said for cell in ("B16", "B17") if f'lembar "Tabel 3.1" sel {cell}: isian di luar tabel' in line] == [
            "B16",
            "B17",
        ]
    outcome = run("kirim", path, "--keluaran", tmp_path / "kiriman")
    assert outcome.status == 1
    assert any("B16" in line and "kesalahan" in line for line in outcome.lines)
    assert not (tmp_path / "kiriman").exists()


BELOW: Final[Sequence[tuple[str, Sequence[Typed], str | None]]] = [
    # after a blank row: texts for numbers, formulas, no name, no figures at all
    ("tbl_31", [("B17", text_cell("Jumlah kunjungan")), ("I17", text_cell("98,78 %"))], "B17"),
    ("tbl_31", [("B17", text_cell("Jumlah kunjungan")), ("C17", text_cell("Kali")), ("I17", formula("45*2", 90.0))], "B17"),
    ("tbl_32", [("G18", text_cell("Rp 1.500.000,-"))], "G18"),
    ("tbl_32", [(f"{column}18", text_cell("Rapat koordinasi")) for column in "CDEFM"], "D18"),
    ("tbl_iku", [(f"{column}15", text_cell("Laporan bidang")) for column in "CEFG"], "C15"),
    # a name that other tables know is no signature
    ("tbl_rkt", [("D16", text_cell("Indeks Kerukunan Umat Beragama"))], None),
    # the sheets of choices
    ("tbl_profil", [(f"C{BELOW_PROFIL}", text_cell("email_atasan")), (f"D{BELOW_PROFIL}", text_cell("a@b.go.id"))], f"C{BELOW_PROFIL}"),
    (
        "tbl_profil",
        [(f"C{BELOW_PROFIL + 1}", text_cell("nip")), (f"D{BELOW_PROFIL + 1}", text_cell("19660430 199503 1 002"))],
        f"C{BELOW_PROFIL + 1}",
    ),
    ("tbl_skala", [("B8", number(120.0)), ("C8", text_cell("L")), ("D8", text_cell("Luar Biasa"))], "C8"),
    ("tbl_skala", [("B9", text_cell("120")), ("C9", text_cell("L"))], "C9"),
    ("tbl_predikat", [("B18", text_cell("Level")), ("C18", text_cell("Level 3")), ("D18", number(3.0))], "C18"),
    ("tbl_predikat", [("B17", text_cell("Level")), ("C17", text_cell("Level 3"))], "C17"),
    ("tbl_aturan", [("B14", text_cell("batas_atas")), ("D14", number(120.0))], "B14"),
]
"""Rows below a table, and the cell that the finding names: by default that of what is typed, once other tables know it."""


@pytest.mark.parametrize(("table", "typed", "cell"), BELOW)
def test_a_row_below_any_table(clean_parts: Parts, tmp_path: Path, table: str, typed: Sequence[Typed], cell: str | None) -> None:
    path = written(clean_parts, table, typed, tmp_path / "F.xlsm")
    said = found(path)

    if cell is None:
        assert said == [("teks-di-bawah-tabel", "RKT", "D16")]
        known = str(workbook_file.read(path).laporan.rows["tabel_3_1"][0]["indikator"])
        said = found(written(clean_parts, table, [(typed[0][0], text_cell(known))], path))
    assert [(code, place) for code, _, place in said] == [("isian-di-luar-tabel", cell or typed[0][0])]


@pytest.mark.parametrize("text", ["87,5", "98,78 %", "Rp 1.500.000,-", "1.250"])
def test_a_column_of_numbers_typed_as_texts(clean_parts: Parts, tmp_path: Path, text: str) -> None:
    path = written(clean_parts, "tbl_31", [(f"{BESIDE[0]}9", text_cell(text))], tmp_path / "F.xlsm")

    assert found(path) == [("isian-di-luar-tabel", "Tabel 3.1", f"{BESIDE[0]}9")]


def test_next_year_and_a_newer_template_name_them(clean_parts: Parts, tmp_path: Path) -> None:
    """They stop neither command, whatever tables they are below."""
    parts = Parts(clean_parts)
    for table, typed, _ in (*BELOW, ("tbl_31", [("B17", text_cell("Jumlah tamu")), ("I17", number(90.0))], "B17")):
        for address, cell in typed:
            parts.type_in(table, address, cell)
    path = parts.save(tmp_path / "F.xlsm")
    for command in ("tahun-baru", "naikkan"):
        outcome = run(command, path, "--keluaran", tmp_path / f"{command}.xlsm")
        assert outcome.status == 0
        assert any('sel B17: isian di luar tabel: baris "Jumlah tamu"' in line for line in outcome.lines)
        assert any("sel I17 (90)" in line and "tidak ikut" in line for line in outcome.lines)


def test_a_row_over_the_totals_row(clean_parts: Parts, tmp_path: Path) -> None:
    parts = Parts(clean_parts)
    parts.put("tbl_31", "Indikator", -1, text_cell("Jumlah kunjungan"))
    parts.put("tbl_31", "Target", -1, number(90.0))

    assert found(parts.save(tmp_path / "F.xlsm")) == [("isian-di-luar-tabel", "Tabel 3.1", "B15")]


@pytest.mark.parametrize(
    ("table", "typed", "cell"),
    [
        ("tbl_31", {"Indikator": "Jumlah kunjungan", "Satuan": "Kali"}, "B15"),
        ("tbl_31", {"Indikator": "Jumlah kunjungan", "Target": "98,78 %"}, "B15"),
        (
            "tbl_32",
            {"Program": "Program lain", "Kegiatan": "Rapat", "Sasaran": "Sasaran", "Indikator": "Jumlah tamu", "Koordinator": "A"},
            "D15",
        ),
    ],
)
def test_texts_over_the_totals_row(clean_parts: Parts, tmp_path: Path, table: str, typed: Mapping[str, str], cell: str) -> None:
    parts = Parts(clean_parts)
    for column, text in typed.items():
        parts.put(table, column, -1, text_cell(text))
    found_cells = [place for code, _, place in found(parts.save(tmp_path / "F.xlsm")) if code == "isian-di-luar-tabel"]

    assert found_cells == [cell]


@pytest.mark.parametrize("column", ["Satuan", "Pengampu"])
def test_a_remark_in_the_totals_row_is_left_alone(clean_parts: Parts, tmp_path: Path, column: str) -> None:
    parts = Parts(clean_parts)
    parts.put("tbl_31", column, -1, text_cell("%"))

    assert found(parts.save(tmp_path / "F.xlsm")) == []


def test_a_totals_row_with_another_label_and_sums_of_ones_own(clean_parts: Parts, tmp_path: Path) -> None:
    parts = Parts(clean_parts)
    parts.put("tbl_31", "Indikator", -1, text_cell("Rata-rata"))
    parts.put("tbl_31", "Realisasi", -1, formula("SUBTOTAL(101,tbl_31[Realisasi])", 77.0))

    assert found(parts.save(tmp_path / "F.xlsm")) == []


@pytest.mark.parametrize("column", BESIDE[:2])
def test_a_column_added_beside_a_table(clean_parts: Parts, tmp_path: Path, column: str) -> None:
    """Two new columns adjoin Tabel 3.1, one of them with figures."""
    typed = [(f"{BESIDE[0]}7", text_cell("sudah diverifikasi")), (f"{column}9", number(87.5))]
    path = written(clean_parts, "tbl_31", typed, tmp_path / "F.xlsm")

    assert found(path) == [("isian-di-luar-tabel", "Tabel 3.1", f"{column}9")]


@pytest.mark.parametrize(
    ("table", "typed"),
    [
        ("tbl_31", [("B17", text_cell("Sumber: LKjIP 2019"))]),
        ("tbl_31", [("B16", text_cell("Catatan : angka sementara"))]),
        ("tbl_31", [("B16", text_cell("*) angka sementara"))]),
        (
            "tbl_31",
            [("B18", text_cell("Boyolali,  Januari 2021")), ("B19", text_cell("Kepala Kantor")), ("B23", text_cell("NIP. 19660430"))],
        ),
        ("tbl_31", [("B18", text_cell("Mengetahui,")), ("M18", text_cell("Boyolali, 5 Januari 2021")), ("M23", text_cell("Drs. A"))]),
        ("tbl_31", [("M23", text_cell("NIP")), ("J24", NIP)]),
        ("tbl_31", [("M17", text_cell("Angka dari bidang Poldagri"))]),
        ("tbl_31", [(f"{BESIDE[0]}7", text_cell("sudah diverifikasi")), (f"{BESIDE[0]}8", formula("J8/I8*100", 100.0))]),
        ("tbl_31", [(f"{BESIDE[2]}7", number(87.5)), (f"{BESIDE[3]}9", number(2020.0))]),
        ("tbl_31", [("I17", text_cell("Ir. Budi")), ("M17", text_cell("NIP 19660430"))]),
        ("tbl_31", [(f"{BESIDE[0]}7", text_cell("12 orang diverifikasi")), (f"{BESIDE[0]}9", text_cell("lihat halaman 9"))]),
        ("tbl_aturan", [("B14", text_cell("Disepakati 3 Januari")), ("D14", text_cell("Sekretaris"))]),
        ("tbl_31", [("B17", text_cell("Selisih")), ("J17", formula("J6-I6", 0.0))]),
        ("tbl_32", [("D18", text_cell("Jumlah seluruhnya")), ("G18", formula("SUM(G6:G14)", 40_485_000.0))]),
        ("tbl_21", [("B15", number(10.0))]),
        ("tbl_21", [("A7", number(1.0))]),
        ("tbl_profil", [(f"C{BELOW_PROFIL}", text_cell(" "))]),
        ("tbl_skala", [("F5", number(90.0))]),
    ],
)
def test_notes_signatures_and_own_sums_are_left_alone(clean_parts: Parts, tmp_path: Path, table: str, typed: Sequence[Typed]) -> None:
    path = written(clean_parts, table, typed, tmp_path / "F.xlsm")

    assert found(path) == []
    assert workbook_file.read(path).notes == []


def test_a_table_of_ones_own_below_is_no_row_of_ours(clean_parts: Parts, tmp_path: Path) -> None:
    parts = Parts(clean_parts)
    for address, cell in (("B20", text_cell("Tahun")), ("C20", text_cell("Angka")), ("B21", text_cell("Satu")), ("H21", number(3.0))):
        parts.type_in("tbl_31", address, cell)
    sheet = parts.sheet_of("tbl_31")
    parts["xl/tables/table99.xml"] = parts[parts.table("tbl_31")].split(b"<table")[0] + (
        b'<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="99" name="milik" displayName="milik" ref="B20:H21">'
        b'<tableColumns count="7">%s</tableColumns></table>' % b"".join(b'<tableColumn id="%d" name="k%d"/>' % (n, n) for n in range(1, 8))
    )
    parts.replace(
        parts.relations(sheet),
        "</Relationships>",
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"'
        ' Target="../tables/table99.xml"/></Relationships>',
    )
    assert found(parts.save(tmp_path / "F.xlsm")) == []


def test_no_more_cells_are_kept_than_it_takes_to_point_at_them(clean_parts: Parts, tmp_path: Path) -> None:
    parts = Parts(clean_parts)
    sheet = parts.sheet_of("tbl_31")
    rows = "".join(f'<row r="{row}"><c r="H{row}"><v>1</v></c><c r="I{row}"><v>1</v></c></row>' for row in range(100, 40_100))
    parts.replace(sheet, "</sheetData>", f"{rows}</sheetData>")
    with Package(parts.save(tmp_path / "F.xlsm")) as package:
        outside = package.contents(package.tables["tbl_31"]).outside

    assert sum(map(len, outside.values())) <= 2_010


def test_the_address_below_a_table(clean_parts: Parts) -> None:
    assert at(clean_parts, "tbl_31", "Indikator", -2) == "B16"
