"""No summary cell of a synced file changes when a spreadsheet without macros recalculates it from scratch."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from lkjip.model.formulas.references import Area, reference
from lkjip.model.laporan import Laporan, Row
from lkjip.model.positions import HelperColumn
from lkjip.model.tables import PREDIKAT, REPORT_TABLES, TABEL_3_1, TABEL_3_2
from lkjip.ooxml.package import Package
from lkjip.template.workbook import build
from tests.kit import reading
from tests.kit.sampling import some
from tests.kit.workbooks import Parts, column_letters, run, text_cell
from tests.office.client import Document, Office
from tests.sync import edits
from tests.sync.corpus import SUMMARIES
from tests.sync.values import shown, summary_values
from tests.template.older import without_column
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

SHEETS = (*SUMMARIES, "Grafik")


def differing(path: Path, office: Office) -> list[str]:
    """The cells of the summary sheets that hold something else after a hard recalculation with macros off."""
    with office.open(path) as document:
        return differing_in(document, path)


def differing_in(document: Document, path: Path) -> list[str]:
    """The same, in the open file."""
    document.recalculate()
    found = []
    for title in SHEETS:
        saved = [[shown(cell) for cell in row] for row in reading.saved_values(path, title)]
        computed = document.values(title, f"A1:{column_letters(len(saved[0]))}{len(saved)}")
        for number, (before, after) in enumerate(zip(saved, computed, strict=True), 1):
            for column, (one, other) in enumerate(zip(before, map(shown, after), strict=True), 1):
                if not same(one, other):
                    found.append(f"{title}!{column_letters(column)}{number}: saved {one!r}, computed {other!r}")
    for sheet, area in helpers(path):
        top, left, bottom, right = area
        saved = [[shown(cell) for cell in row[left : right + 1]] for row in reading.saved_values(path, sheet)[top : bottom + 1]]
        computed = document.values(sheet, reference(area))
        for number, (before, after) in enumerate(zip(saved, computed, strict=True), 1):
            found += [
                f"{sheet} {reference(area)} row {number}: saved {before!r}, computed {after!r}"
                for one, other in zip(before, map(shown, after), strict=True)
                if not same(one, other)
            ]
    return found


def helpers(path: Path) -> list[tuple[str, Area]]:
    """The cells of the helper columns by which the summaries find rows: sheet and area."""
    with Package(path) as package:
        tables = package.tables
    found = []
    for table in (PREDIKAT, TABEL_3_1, TABEL_3_2):
        stored = tables[table.name]
        names = [column.name for column in table.columns if isinstance(column.formula, HelperColumn)]
        columns = sorted(stored.left - 1 + stored.columns.index(name) for name in names)
        for _, run_of in groupby(enumerate(columns), key=lambda placed: placed[1] - placed[0]):
            (_, first), *_, (_, last) = [*run_of] * 2
            found.append((stored.sheet, (stored.first_row - 1, first, stored.last_row - 1, last)))
    return found


def same(saved: Any, computed: Any) -> bool:
    if isinstance(saved, float) and isinstance(computed, float):
        return math.isclose(saved, computed, rel_tol=1e-11, abs_tol=1e-9)
    return bool(saved == computed)


def synced_file(folder: Path, laporan: Laporan) -> Path:
    """A workbook with these inputs, errors as the errors of a cell, no formula with a value, synced."""
    path = folder / "laporan.xlsm"
    path.write_bytes(build(laporan))
    parts = Parts.of(path)
    for table in REPORT_TABLES:
        for place, row in enumerate(laporan.inputs.get(table.key, ())):
            for key, value in row.items():
                if is_error(value):
                    parts.put(table.name, table.names[key], place, f'<c t="e"><v>{value}</v></c>')
    edits.forgotten(parts)
    parts.save(path)
    outcome = run("sinkron", path)
    assert outcome.status == 0, outcome
    assert "disusun ulang" in outcome.out
    return path


# ---------------------------------------------------------------- the cases
def indicator(name: str, target: Any, realisasi: Any, **more: Any) -> Row:
    return {"indikator": name, "satuan": "%", "target": target, "realisasi": realisasi, "sasaran": "Masyarakat tertib", **more}


def line(name: str | None, anggaran: Any, realisasi: Any, **more: Any) -> Row:
    return {"indikator": name, "anggaran": anggaran, "realisasi": realisasi, **more}


def laporan(indicators: Sequence[Row], lines: Sequence[Row] = (), **profil: Any) -> Laporan:
    known = {"instansi": "Kantor Contoh", "pemerintah_daerah": "Kabupaten Boyolali", "tahun": 2024, "tahun_awal_renstra": 2021, **profil}
    return Laporan(known, inputs={"tabel_3_1": indicators, "tabel_3_2": lines})


def grades(daftar: str, *codes: tuple[str, float | None]) -> Sequence[Row]:
    return [{"daftar": daftar, "kode": kode, "nilai": nilai} for kode, nilai in codes]


def with_grades(report: Laporan, more: Mapping[str, Sequence[Row]]) -> Laporan:
    return Laporan(report.profil, report.skala, {**report.inputs, **more})


def plan(name: str, *years: Cell) -> Row:
    return {"indikator": name, **{f"target_tahun_{year}": target for year, target in enumerate(years, 1)}}


CASES: Mapping[str, Laporan] = {
    "nothing at all": Laporan(),
    "no indicator": laporan([]),
    "one indicator": laporan([indicator("Angka partisipasi", 80.0, 60.0)], [line("Angka partisipasi", 1e6, 9e5)]),
    "one that is not measured": laporan([indicator("Angka partisipasi", 80.0, None)]),
    "several sasaran, spelled differently, out of order": laporan(
        [
            indicator("A", 80.0, 60.0, sasaran="Masyarakat sehat"),
            indicator("B", 80.0, 90.0, sasaran="masyarakat  SEHAT"),
            indicator("C", 10.0, 9.0, sasaran="Masyarakat tertib"),
            indicator("D", 10.0, 12.0, sasaran="Masyarakat sehat"),
            indicator("E", 10.0, 7.0, sasaran=None),
            indicator("F", 3.0, 7.0, sasaran="Bintang * dan tanda ? ~ juga"),
            indicator("G", 3.0, 6.0, sasaran="s" * 256),
            indicator("H", 3.0, 6.0, sasaran=">5"),
        ],
        [line("a", 5e6, 4e6), line("B ", 1e6, 1e6), line("B", 2e6, 5e5), line("Tidak ada", 7.0, 3.0), line(None, 100.0, 50.0)],
    ),
    "a budget of three levels": laporan(
        [indicator("A", 80.0, 60.0), indicator("B", 80.0, 60.0), indicator("C", 80.0, 60.0)],
        [
            line("JUMLAH", 210.0, 105.0),
            line("A", 100.0, 50.0, program="Program Satu", sasaran="Masyarakat tertib"),
            line(None, 60.0, 30.0, program="PROGRAM SATU", kegiatan="Kegiatan"),
            line(None, 40.0, 20.0, program="Program  Satu", kegiatan="Lain; dan lagi"),
            line(None, 50.0, 30.0, program="Program Satu", kegiatan="Kegiatan", sub_kegiatan="Sub 1"),
            line(None, 10.0, None, program="Program Satu", kegiatan="Kegiatan", sub_kegiatan="Sub 2"),
            line("B", 70.0, 35.0, program="Program Dua"),
            line("C", 30.0, 15.0, program="Program Dua", kegiatan="Kegiatan"),
            line("A; C", 5.0, 2.0, program="Program Tiga"),
            line("C", 5.0, 3.0, program="p" * 300),
            line("C", 5.0, 3.0, program="p" * 300, kegiatan="k" * 300),
            line("C", 5.0, 3.0, program="p" * 300, kegiatan="k" * 300, sub_kegiatan="-"),
            line(None, 7.0, 3.0, no="Sub Total:"),
            line("Kosong", None, None, program="Program Dua", kegiatan="Tanpa anggaran"),
        ],
    ),
    "a budget by program": laporan(
        [indicator("A", 80.0, 60.0), indicator("B", 80.0, 60.0)],
        [line(None, 1e9, 9e8, program="Satu"), line(None, 2e9, 1.5e9, program="Dua"), line("Salah", 5.0, 4.0, program="Tiga")],
    ),
    "grades and words": with_grades(
        laporan(
            [
                indicator("Opini", "WTP", " wdp ", satuan="Opini"),
                indicator("Kematangan", "Level 3 Plus", "level\u00a03", satuan="LEVEL "),
                indicator("Bintang", "A*", "A?", satuan="Mutu"),
                indicator("Tanpa nilai", "A*", "Z", satuan="Mutu"),
                indicator("Tanpa daftar", "WTP", "WTP", satuan="Nilai"),
                indicator("Ditulis", "98,78 %", 90.0),
                indicator("Tidak diadakan", 80.0, "Tidak diadakan karena Covid19"),
                indicator("Tidak ada", "Ada", "Tidak ada", satuan="Mutu"),
                indicator("N/A", "N/A", 87.4),
                indicator("Kosong", " ", "-"),
                indicator("Satuan galat", "WTP", 4.0, satuan="#N/A"),
                indicator("Galat", "#VALUE!", "WTP", satuan="Opini"),
                indicator("Angka", 3.0, "Level 3", satuan="Level"),
            ]
        ),
        {
            "predikat": [
                *grades("Opini", ("WDP", 3.0), ("WTP", 4.0), ("WTP", 9.0)),
                *grades("Level", ("Level 3", 3.0), ("Level 3 Plus", 3.5)),
                *grades("Mutu", ("A*", 4.0), ("A", 1.0), ("A?", 2.0), ("Z", None), ("Ada", 1.0), ("Tidak ada", 0.0)),
            ]
        },
    ),
    "falling ones": laporan(
        [
            indicator("Jumlah konflik", 90.0, 81.0, arah="turun", realisasi_1=85.0),
            indicator("Jumlah kasus", 10.0, 25.0, arah="Turun"),
            indicator("Lama layanan", 3.0, 3.0, arah=" - "),
        ],
    ),
    "unmeasured ones between": laporan(
        [
            indicator("A", 80.0, 60.0),
            indicator("B", None, 5.0),
            indicator("C", 5.0, "-"),
            indicator("D", "nihil", None),
            indicator("E", 2.0, 4.0),
        ]
    ),
    "budgets of nothing": laporan(
        [indicator("A", 80.0, 60.0), indicator("B", 80.0, 60.0), indicator("C", 80.0, 60.0), indicator("D", 1.0, 1.0)],
        [line("A", 0.0, 0.0), line("B", 0.0, 5.0), line("C", None, None), line("C", 100.0, None)],
    ),
    "errors in rows": laporan(
        [
            indicator("A", "#REF!", 60.0, sasaran="Satu"),
            indicator("B", 0.0, 60.0, sasaran="Dua", target_akhir_renstra=0.0),
            indicator("C", 80.0, "#N/A", sasaran="Tiga", realisasi_1="#DIV/0!", target_akhir_renstra=160.0),
            indicator("D", 80.0, "delapan puluh", sasaran="Empat"),
            indicator("E", 80.0, 60.0, sasaran="Lima", arah="ke atas"),
            indicator("F", 80.0, 60.0, sasaran="Enam"),
        ],
        # of several errors SUMIFS gives the last one in LibreOffice and the first one in Excel: one in each sasaran
        [
            line("A", "#REF!", 5.0, sasaran="Satu"),
            line("B", "seribu", 5.0, sasaran="Dua"),
            line("C", -5.0, 5.0, sasaran="Dua"),
            line("F", 10.0, 20.0),
        ],
    ),
    "years and end targets": laporan(
        [
            indicator(
                "Kegiatan", 38.0, 38.0, satuan="Kegiatan", target_akhir_renstra=190.0, realisasi_1=38.0, realisasi_2=36.0, realisasi_3=30.0
            ),
            indicator("Persen", 80.0, 60.0, target_akhir_renstra=240.0, realisasi_1=90.0),
            indicator("Ditandai", 10.0, 8.0, kumulatif="Ya", target_akhir_renstra=25.0, realisasi_1=7.0),
            indicator("Ditandai tidak", 10.0, 8.0, satuan="Unit", kumulatif="tidak", target_akhir_renstra=50.0),
            indicator("Nol", 10.0, 0.0, satuan="Unit", target_akhir_renstra=0.0, kumulatif="ya"),
        ]
    ),
    "end targets that the Renstra tells": Laporan(
        {"instansi": "Kantor Contoh", "tahun": 2024},
        inputs={
            "tabel_2_1": [],
            "tabel_3_1": [
                indicator(name, 20.0, 15.0, satuan=satuan, target_akhir_renstra=end, realisasi_1=12.0)
                for name, satuan, end in (
                    *(("Jumlah", "Unit", 100.0), ("Terakhir", "Unit", 40.0), ("Kelipatan", "Unit", 120.0), ("Lain", "Unit", 40.0)),
                    *(("Tanpa", "Unit", 40.0), ("Tanpa kecil", "Unit", 20.0), ("Tanpa indeks", " Indeks", 40.0), ("Pecahan", "Unit", 0.6)),
                    *(("Teks", "Unit", 40.0), ("Galat", "Unit", 40.0), ("Satu tahun", "Unit", 40.0), ("Persen jumlah", "%", 100.0)),
                    *(("Satuan galat", "#N/A", 40.0), ("Nol", "Unit", 0.0)),
                )
            ],
            "renstra": [
                plan(name, *years)
                for name, years in (
                    *(("jumlah", [20.0] * 5), ("TERAKHIR.", [5.0, 10.0, 20.0, 30.0, 40.0]), ("Kelipatan", [20.0] * 5)),
                    *(("Lain", [20.0] * 5), ("Pecahan", [0.1, 0.2, 0.3]), ("Teks", [20.0, "dua puluh", 40.0])),
                    *(("Galat", [20.0, "#REF!", 40.0]), ("Satu tahun", [40.0]), ("Persen jumlah", [20.0] * 5), ("Nol", [0.0, 0.0])),
                )
            ],
        },
    ),
    "indicators of one name": Laporan(
        {"instansi": "Kantor Contoh", "tahun": 2024},
        inputs={
            "tabel_2_1": [
                {"sasaran": sasaran, "indikator": "a. Inap", "target": 80.0, "induk": induk}
                for sasaran, induk in (("Satu", "Rumah sakit"), ("Dua", "Puskesmas*"), ("Tiga", None), ("Tiga", "#REF!"))
            ],
            "tabel_3_1": [
                *(
                    indicator("A. inap", 80.0, 60.0, sasaran=None, induk=induk)
                    for induk in ("PUSKESMAS", "Rumah Sakit", None, "Lain", "#N/A")
                ),
                *(indicator("Indeks", 80.0, realisasi, sasaran=sasaran) for realisasi, sasaran in ((60.0, "Satu"), (40.0, "Dua"))),
            ],
            "tabel_3_2": [
                line(name, amount, 1.0, sasaran=sasaran)
                for name, amount, sasaran in (
                    *(("Indeks", 10.0, "dua "), ("Indeks", 20.0, "Satu"), ("Indeks", 40.0, None), ("Indeks", 80.0, "Lain")),
                    *(("Indeks", 160.0, "#N/A"), ("a. Inap", 320.0, "Satu"), ("a. Inap", 640.0, None), ("Entah", 1280.0, "Satu")),
                )
            ],
        },
    ),
    "sasaran that Tabel 2.1 alone names": Laporan(
        {"instansi": "Kantor Contoh", "tahun": 2024},
        inputs={
            "tabel_2_1": [{"sasaran": f"=Sasaran {name}", "indikator": f"{name}.", "target": 80.0} for name in "ABC"],
            "tabel_3_1": [
                indicator("A", 80.0, 60.0, sasaran=None),
                indicator("B", 80.0, 72.0, sasaran="Lain"),
                indicator("C", 80.0, 8.0, sasaran=None),
            ],
        },
    ),
    "quotes, signs and long names": laporan(
        [
            indicator('Kegiatan "Ayo" & <maju>', 1.0, 1.0),
            indicator("=1+1", 2.0, 1.0),
            indicator("p" * 400, 3.0, 1.0),
            indicator("'x", 1.0, 2.0),
        ],
        [line('kegiatan "AYO" & <Maju>', 10.0, 5.0), line("P" * 400, 10.0, 5.0)],
        instansi='Dinas "Contoh" & Kawan',
        kepala="=Kepala",
    ),
}


@pytest.mark.parametrize("case", some(CASES, 3))
def test_no_summary_cell_changes(case: str, tmp_path: Path, office_no_macros: Office) -> None:
    assert differing(synced_file(tmp_path, CASES[case]), office_no_macros) == []


def test_none_changes_in_the_real_report(synced: Path, office_no_macros: Office) -> None:
    assert differing(synced, office_no_macros) == []


def test_none_changes_after_rows_came_and_went(synced: Path, tmp_path: Path, office_no_macros: Office) -> None:
    parts = Parts.of(synced)
    edits.added(
        parts, "tbl_31", [{"Indikator": f"Baru {number}", "Target": 10.0, "Realisasi": number + 6.0, "Sasaran": "B"} for number in range(5)]
    )
    edits.added(parts, "tbl_32", [{"Indikator": "BARU 3", "Anggaran": 100.0, "Realisasi": 50.0}, {"Indikator": "lain", "Anggaran": 1.0}])
    edits.removed(parts, "tbl_31", 3)
    edits.removed(parts, "tbl_32", 0)
    edits.reordered(parts, "tbl_31", [1, 0, *range(2, 13)])
    edits.renamed(parts, "tbl_31", "Indikator", 4, "Nama yang lain sama sekali")
    path = parts.save(tmp_path / "laporan.xlsm")
    assert run("sinkron", path).status == 0

    assert differing(path, office_no_macros) == []


# ---------------------------------------------------------------- rows as people leave them
Change = Callable[[Parts], None]


def _emptied(parts: Parts, table: str, rows: Iterable[int], *columns: str) -> None:
    for row in rows:
        for column in columns:
            parts.put(table, column, row, "<c/>")


def middle_rows_blank(parts: Parts) -> None:
    inputs = ("Indikator", "Satuan", "Target", "Realisasi", "Sasaran")
    _emptied(parts, "tbl_31", (2, 3, 6), *inputs)
    _emptied(parts, "tbl_32", (0, 4), "Sasaran", "Indikator", "Program", "Kegiatan", "Anggaran", "Realisasi")


def all_rows_blank(parts: Parts) -> None:
    _emptied(parts, "tbl_31", range(9), "Indikator", "Satuan", "Target", "Realisasi", "Sasaran", "Arah", "Pengampu")
    _emptied(parts, "tbl_32", range(9), "Sasaran", "Indikator", "Program", "Kegiatan", "Anggaran", "Realisasi")


def names_without_letters(parts: Parts) -> None:
    """Errors, digits, punctuation alone, names of one key; the budget of a key goes to the first."""
    for row, cell in enumerate(
        ('<c t="e"><v>#N/A</v></c>', text_cell("12"), text_cell("..."), text_cell("  - "), text_cell("~*?"), text_cell(" 12 "))
    ):
        parts.put("tbl_31", "Indikator", row, cell)
        parts.put("tbl_32", "Indikator", row, cell)
    for row, cell in enumerate(('<c t="e"><v>#REF!</v></c>', text_cell("7"), text_cell("?"), text_cell("p" * 400), text_cell("P" * 401))):
        parts.put("tbl_31", "Sasaran", row, cell)
        parts.put("tbl_32", "Sasaran", row + 1, cell)


def names_twice(parts: Parts) -> None:
    for row in (1, 4, 8):
        parts.put("tbl_31", "Indikator", row, text_cell("Angka  Partisipasi"))
    for row in (0, 5):
        parts.put("tbl_32", "Indikator", row, text_cell("angka partisipasi."))


def budgets_without_a_name(parts: Parts) -> None:
    _emptied(parts, "tbl_32", (1, 2, 7), "Indikator")
    _emptied(parts, "tbl_32", (7,), "Sasaran")
    _emptied(parts, "tbl_32", (2,), "Realisasi")


def amounts_of_all_kinds(parts: Parts) -> None:
    cells = ("seribu", "-5", "#DIV/0!", "   ", "1.000", "0", "1E+15", "12 ribu")
    kinds = {"seribu": "t", "#DIV/0!": "e", "   ": "t", "1.000": "t", "12 ribu": "t"}
    for row, value in enumerate(cells):
        kind = kinds.get(value)
        cell = text_cell(value) if kind == "t" else f'<c t="{kind or "n"}"><v>{value}</v></c>'
        parts.put("tbl_32", "Anggaran", row, cell)
        parts.put("tbl_32", "Realisasi", len(cells) - row, cell)
        parts.put("tbl_31", "Target", row, cell)
        parts.put("tbl_31", "Realisasi", len(cells) - row, cell)


def lists_of_all_kinds(parts: Parts) -> None:
    lists = ("Satu; Dua ;Tiga;", ";;", " Satu\nDua;\n Tiga \n", "  ", "Satu  dua ; ; tiga", "a;b\r\nc", "\u00a0Satu;\u00a0")
    for row, value in enumerate(lists):
        for column in ("Kegiatan", "Target Kegiatan", "Koordinator"):
            parts.put("tbl_32", column, row, text_cell(value))
        parts.put("tbl_32", "Sasaran", row, text_cell(f"Sasaran {row % 3}"))
    _emptied(parts, "tbl_32", (1, 2), "Program", "Target Program")


def column_gone(parts: Parts) -> None:
    without_column(parts, "tbl_31", "Kumulatif")
    without_column(parts, "tbl_32", "Koordinator")
    edits.removed(parts, "tbl_31", 0)


def down_to_one(parts: Parts) -> None:
    for _ in range(8):
        edits.removed(parts, "tbl_31", 1)
        edits.removed(parts, "tbl_32", 0)


CHANGES = (
    *(middle_rows_blank, all_rows_blank, names_without_letters, names_twice, budgets_without_a_name),
    *(amounts_of_all_kinds, lists_of_all_kinds, column_gone, down_to_one),
)


@pytest.mark.parametrize("change", some(CHANGES, 3), ids=lambda change: change.__name__)
def test_none_changes_whatever_the_rows_hold(synced: Path, tmp_path: Path, office_no_macros: Office, change: Change) -> None:
    """Another sync has nothing to do then, and the mailed copy can be made."""
    parts = Parts.of(synced)
    change(parts)
    path = parts.save(tmp_path / "laporan.xlsm")
    assert run("sinkron", path).status == 0
    assert_settled(path, office_no_macros)
    assert_mailed(path)


def assert_settled(path: Path, office: Office) -> None:
    assert differing(path, office) == []
    assert "sudah sinkron" in run("sinkron", path).out


def assert_mailed(path: Path) -> None:
    sent = run("kirim", path, "--tetap", "--keluaran", path.parent / "kiriman")
    assert sent.status == 0, sent
    assert "belum sesuai" not in sent.err


def test_none_changes_down_to_nothing_and_up_to_thirty(synced: Path, tmp_path: Path, office_no_macros: Office) -> None:
    path = tmp_path / "laporan.xlsm"
    parts = Parts.of(synced)
    down_to_one(parts)
    _emptied(parts, "tbl_31", (0,), "Indikator")
    _emptied(parts, "tbl_32", (0,), "Indikator", "Anggaran", "Realisasi")
    assert run("sinkron", parts.save(path)).status == 0
    assert differing(path, office_no_macros) == []
    parts = Parts.of(path)
    edits.added(parts, "tbl_31", [_thirty(number) for number in range(30)])
    edits.added(parts, "tbl_32", [{"Indikator": f"baru {number}", "Anggaran": 10.0, "Sasaran": f"S {number % 4}"} for number in range(33)])
    assert run("sinkron", parts.save(path)).status == 0
    assert_settled(path, office_no_macros)
    assert summary_values(path)["Ringkasan!D5"] == 30


def _thirty(number: int) -> Mapping[str, edits.Value]:
    return {"Indikator": f"Baru {number}", "Target": 10.0, "Realisasi": 6.0 + number, "Sasaran": f"Sasaran {number % 4}"}


def test_none_changes_with_many_rows_of_many_sasaran(tmp_path: Path, office_no_macros: Office) -> None:
    """Budget lines of several sasaran and programmes, some of no indicator; lists as people type them."""
    indicators = [
        indicator(
            f"Indikator {number}",
            50.0 + number % 7,
            40.0 + number % 13 if number % 11 else None,
            sasaran=f"Sasaran {number % 9}",
            arah="naik" if number % 5 else "turun",
        )
        for number in range(45)
    ]
    lists = ("Rapat; Cetak ;", "Rapat;\nCetak;\n", " Sosialisasi ", "Rapat\n\nCetak", ";Rapat", None)
    lines = [
        line(
            f"indikator {number % 40}" if number % 7 else f"Lain {number}",
            1e6 * (number % 5),
            9e5 * (number % 4),
            sasaran=f"Sasaran {number % 6}" if number % 10 else None,
            program=f"Program {number % 8}" if number % 3 else None,
            kegiatan=lists[number % 6],
            target_kegiatan=lists[(number + 1) % 6],
            koordinator=lists[(number + 2) % 6],
        )
        for number in range(50)
    ]
    path = synced_file(tmp_path, laporan(indicators, lines))

    assert_settled(path, office_no_macros)
    assert_mailed(path)
    assert summary_values(path)["Ringkasan!D5"] == 45
