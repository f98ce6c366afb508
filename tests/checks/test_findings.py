"""The findings in the real report against the known list of its mistakes, and none in a clean one."""

from __future__ import annotations

import contextlib
import html
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip import checks
from lkjip.model import expressions, tables
from lkjip.model.columns import Table
from lkjip.model.laporan import Laporan, Row
from lkjip.sources import csv_folder
from lkjip.template.workbook import build
from scripts.pemeriksaan import PAGE, page
from tests.checks import clean
from tests.checks.mutants import BLANK, formula, number
from tests.kit.sampling import some
from tests.kit.typed import typed
from tests.kit.workbooks import Parts, edit, environment, run, run_process, run_python, text_cell, write_folder

# Every row of the list "What the report gets wrong": sheet, cell, and the figures that the finding must name.
WRONG: Final = (
    ("target-berbeda", "Tabel 2.1", "E13", ("1,58", "1,89", "Perjanjian Kinerja", "RKT", "Renstra", "Tabel 3.1")),
    ("target-berbeda", "RKT", "E10", ("57,14", "85,71", "Renstra", "Perjanjian Kinerja")),
    ("target-berbeda", "PK Tahun Depan", "E9", ("85,71", "100", "RKT Tahun Depan", "Renstra")),
    ("total-tercetak", "Profil", "D25", ("437.634.000", "437.569.000")),
    ("total-tercetak", "Profil", "D26", ("4.328.599.000", "4.328.899.000")),
    ("narasi-efisiensi", "Narasi", "I9", ("5,20 %", "28.485.000", "24.200.000", "15,04", "13,62")),
    ("narasi-anggaran", "Narasi", "H9", ("24.200.000", "24.605.000", "Tabel 3.2 sel H9")),
    ("narasi-efisiensi", "Narasi", "I7", ("100 %", "600.000", "0 %")),
    ("narasi-efisiensi", "Narasi", "I8", ("100 %", "4.800.000", "0 %")),
    ("narasi-efisiensi", "Narasi", "I11", ("100 %", "0 %")),
    ("narasi-efisiensi", "Narasi", "I13", ("100 %", "0 %")),
    ("narasi-efisiensi", "Narasi", "I6", ("100 %", "anggarannya Rp 0", "kosong")),
    ("narasi-efisiensi", "Narasi", "I12", ("100 %", "anggarannya Rp 0", "kosong")),
    ("narasi-efisiensi", "Narasi", "I14", ("100 %", "anggarannya Rp 0", "kosong")),
    ("narasi-anggaran", "Narasi", "G11:H11", ("4.400.000", "2.200.000", "Tabel 3.2 sel G11:H11")),
    ("narasi-anggaran", "Narasi", "G13:H13", ("4.000.000", "4.400.000", "Tabel 3.2 sel G13:H13")),
    ("jumlah-tercetak", "Profil", "D21", ("BAB II", "4", "9 indikator")),
    ("jumlah-tercetak", "Profil", "D22", ("BAB IV", "4", "9 indikator")),
    ("jumlah-tercetak", "Angka Naskah BAB IV", "D6", ("Baik", "4", "9")),
    ("arah-kosong", "Tabel 3.1", "D6", ("9 indikator",)),
    ("target-akhir-renstra", "Tabel 3.1", "E9", ("190", "38", "kumulatif")),
    ("target-akhir-renstra", "Tabel 3.1", "E10", ("95", "19", "kumulatif")),
    ("target-akhir-renstra", "Tabel 3.1", "E12", ("120", "6 kali 20", "100")),
    ("realisasi-melampaui-renstra", "Tabel 3.1", "F14", ("2017", "1,25", "0,95")),
    ("realisasi-melampaui-renstra", "Tabel 3.1", "G14", ("2018", "1,58", "1,26")),
    ("tanggal-pengukuran", "Profil", "D20", ("Januari 2020", "31 Desember 2020")),
    ("pengampu-berbeda", "Tabel 3.1", "M8", ("Kasi Bina Ideologi dan Wasbang",)),
    ("pengampu-berbeda", "Tabel 3.1", "M9", ("Kasi Bina Ideologi dan Wasbang",)),
    ("pejabat-beda-tulis", "Tabel 3.1", "M13", ("Budaya Masyarakat", "Budaya Kemasyarakatan")),
    ("pejabat-beda-tulis", "Tabel 3.2", "M14", ("Idiologi", "Ideologi")),
    ("kata-baku", "Tabel 3.1", "B6", ("prosentase", "persentase")),
    *(("ejaan", "Tabel 2.1", cell, ("Tabel 3.1",)) for cell in ("D7", "D8", "D10", "D11", "D12", "D13")),
    *(("ejaan", "Tabel 3.2", cell, ("Tabel 3.1",)) for cell in ("D6", "D8", "D9", "D11", "D14")),
    ("ejaan", "Cascading", "B6", ("konflik antar kelompok", "Konflik antar Kelompok")),
    *(
        ("urutan", sheet, cell, ("Konflik antar Kelompok", "Pengendalian Keamanan"))
        for sheet, cell in (
            ("RKT Tahun Depan", "D9"),
            ("PK", "E9"),
            ("PK", "E18"),
            ("PK Tahun Depan", "D9"),
            ("Angka Naskah Lampiran C", "D9"),
        )
    ),
)
KEYS: Final = ["kode", "tingkat", "lembar", "sel", "pesan", "seharusnya", "saran", "tabel", "diterima", "alasan", "alasan_lama"]


def found(path: Path, *options: str | Path) -> tuple[int, list[dict[str, Any]]]:
    outcome = run("periksa", path, "--format", "json", *options)
    findings: list[dict[str, Any]] = json.loads(outcome.out)
    return outcome.status, findings


def built(laporan: Laporan, path: Path) -> Path:
    path.write_bytes(build(laporan))
    return path


@pytest.fixture(scope="module")
def clean_laporan(tmp_path_factory: pytest.TempPathFactory) -> Laporan:
    return csv_folder.read(clean.write(tmp_path_factory.mktemp("bersih") / "csv")).laporan


def changed(laporan: Laporan, profil: Row | None = None, /, **rows: Sequence[Row]) -> Laporan:
    return Laporan({**laporan.profil, **(profil or {})}, laporan.skala, {**laporan.inputs, **rows})


# ---------------------------------------------------------------- the real report
def test_all_that_the_real_report_gets_wrong_and_nothing_else(boyolali: Path) -> None:
    status, findings = found(boyolali)

    assert status == 1
    assert all(list(finding) == KEYS for finding in findings)
    places = [(finding["kode"], finding["lembar"], finding["sel"]) for finding in findings]
    assert sorted(places) == sorted(wrong[:3] for wrong in WRONG)
    for kode, sheet, cell, named in WRONG:
        finding = findings[places.index((kode, sheet, cell))]
        said = f"{finding['pesan']}; {finding['seharusnya']}; {finding['saran']}"
        assert all(text in said for text in named), (named, said)


def test_a_mended_report_is_clean(clean_book: Path) -> None:
    assert found(clean_book) == (0, [])


def test_an_empty_workbook_is_clean(tmp_path: Path) -> None:
    assert found(built(Laporan(), tmp_path / "kosong.xlsm")) == (0, [])


def test_an_office_that_uses_no_annex_hears_nothing_of_them(small: Path) -> None:
    status, findings = found(small)

    assert status == 0
    assert [each["kode"] for each in findings] == ["arah-kosong"]


@pytest.mark.parametrize("table", some(tables.ANNEX_TABLES, 2), ids=lambda table: table.key)
def test_any_annex_may_stay_empty(clean_laporan: Laporan, tmp_path: Path, table: Table) -> None:
    totals = {column.printed_total: None for column in table.columns if column.printed_total}

    assert found(built(changed(clean_laporan, totals, **{table.key: []}), tmp_path / "tanpa.xlsm")) == (0, [])


# ---------------------------------------------------------------- documents against each other
def test_two_documents_that_differ_are_both_pointed_at(tmp_path: Path) -> None:
    path = tmp_path / "dua.xlsm"
    folder = write_folder(tmp_path / "csv")
    edit(folder / "tabel_2_1.csv", "Jumlah konflik,10", "Jumlah konflik,12")
    assert run("isi", folder, "--keluaran", path).status == 0
    status, findings = found(path)

    assert status == 1
    assert [(each["kode"], each["lembar"], each["sel"]) for each in findings] == [
        ("target-berbeda", "Tabel 2.1", "E6"),
        ("target-berbeda", "Tabel 3.1", "I7"),
        ("arah-kosong", "Tabel 3.1", "D6"),
    ]
    assert "Tabel 3.1 (sel I7) menyebut 10" in findings[0]["pesan"]
    assert "Tabel 2.1 (sel E6) menyebut 12" in findings[1]["pesan"]


@pytest.mark.parametrize(
    "key", ["tabel_2_1", "tabel_3_1", "rkt", "rkt_berikut", "penetapan", "renstra", "iku", "pengukuran", "narasi", "pk"]
)
def test_an_indicator_twice_in_a_table(clean_laporan: Laporan, tmp_path: Path, key: str) -> None:
    rows = [*clean_laporan.inputs[key], clean_laporan.inputs[key][0]]
    status, findings = found(built(changed(clean_laporan, **{key: rows}), tmp_path / "ganda.xlsm"))

    assert status == 1
    assert {each["kode"] for each in findings if each["tingkat"] == "galat"} == {"ganda"}
    table = next(table for table in tables.TABLES if table.key == key)
    assert [each["lembar"] for each in findings if each["kode"] == "ganda"] == [table.sheet]


def test_indicators_that_differ_in_a_figure_are_not_the_same(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"indikator": f"Jumlah pos jaga di wilayah {number}", "satuan": "Unit", "target": 5.0, "arah": "naik"} for number in (1, 2)
    ]
    agreed = [{"sasaran": "Aman", **rows[0]}, {"sasaran": "Aman", **rows[1], "indikator": "Jumlah pos jaga di wilayah 3"}]
    path = tmp_path / "wilayah.xlsm"
    path.write_bytes(typed(Laporan({"tahun": 2020}, inputs={"tabel_2_1": agreed, "tabel_3_1": rows})))
    _, findings = found(path)

    assert {each["kode"] for each in findings} == {"indikator-hilang", "tanpa-realisasi"}


def test_a_name_that_is_almost_the_same_has_its_target_compared(clean_laporan: Laporan, tmp_path: Path) -> None:
    rows = [dict(row) for row in clean_laporan.inputs["rkt"]]
    rows[5] |= {"indikator": "Cakupan Konflik antara Kelompok Masyarakat yang Ditangani", "target": 57.14}
    _, findings = found(built(changed(clean_laporan, rkt=rows), tmp_path / "mirip.xlsm"))

    assert [(each["kode"], each["lembar"], each["sel"]) for each in findings] == [
        ("target-berbeda", "RKT", "E10"),
        ("ejaan", "RKT", "D10"),
    ]


def test_a_wrong_year_in_a_title_typed_over(clean_parts: Parts, tmp_path: Path) -> None:
    parts = Parts(clean_parts)
    part = parts.sheet("RKT")
    text = parts[part].decode()
    start = text.index('<c r="B1"')
    cell = text[start : text.index("</c>", start) + 4]
    parts[part] = text.replace(cell, text_cell("Rencana Kerja Tahunan Kantor Kesbangpol Tahun 2018").replace("<c ", '<c r="B1" ')).encode()
    status, findings = found(parts.save(tmp_path / "judul.xlsm"))

    assert status == 0
    assert [(each["kode"], each["lembar"], each["sel"]) for each in findings] == [("tahun-judul", "RKT", "B1")]
    assert "2018" in findings[0]["pesan"]


@pytest.mark.parametrize(
    "text",
    [
        "CAPAIAN([@[Nilai Target]],[@[Nilai Realisasi]],[@Arah],tbl_aturan[[Kunci]:[Berlaku]],[@[Target Atas]],[@[Batas Atas]])",
        "CAPAIAN(tbl_31[@[Nilai Target]],tbl_31[@[Nilai Realisasi]],tbl_31[@Arah],tbl_aturan[[Kunci]:[Berlaku]],"
        "tbl_31[@[Target Atas]],tbl_31[@[Batas Atas]])",
        "CAPAIAN({Nilai Target},{Nilai Realisasi},{Arah},tbl_aturan[[Kunci]:[Berlaku]],{Target Atas},{Batas Atas})",
        "_xlfn.SINGLE(CAPAIAN(tbl_31[[#This Row],[Nilai Target]],tbl_31[[#This Row],[Nilai Realisasi]],tbl_31[[#This Row],[Arah]],"
        "tbl_aturan[[Kunci]:[Berlaku]],tbl_31[[#This Row],[Target Atas]],tbl_31[[#This Row],[Batas Atas]]))",
        "capaian(${Nilai Target}, ${Nilai Realisasi}, 'Tabel 3.1'!{Arah}, tbl_aturan[[Kunci]:[Berlaku]], {Target Atas}, {Batas Atas})",
        "IFERROR(0+@CAPAIAN([@[Nilai Target]],[@[Nilai Realisasi]],[@Arah],tbl_aturan[[Kunci]:[Berlaku]],[@[Target Atas]],[@[Batas Atas]]),"
        "[@[Persen Capaian]])",
        "iferror(0+_xlfn.SINGLE(CAPAIAN({Nilai Target},{Nilai Realisasi},{Arah},tbl_aturan[[Kunci]:[Berlaku]],{Target Atas},{Batas Atas}))"
        ", {Persen Capaian})",
        expressions.native_formula(tables.TABEL_3_1.column("capaian").formula, "tbl_31", tables.TABEL_3_1.names),  # type: ignore[arg-type]
        *expressions.former_formulas(tables.TABEL_3_1.column("capaian").formula, "tbl_31", tables.TABEL_3_1.names),  # type: ignore[arg-type]
    ],
)
def test_the_same_formula_written_in_another_way(clean_parts: Parts, tmp_path: Path, text: str) -> None:
    """As Excel shortens it, as it is when somebody clicks on the cells, as the mailed copy has it."""
    parts = Parts(clean_parts)
    text = re.sub(r"{([A-Z][A-Za-z ]+)}", lambda found: parts.at("tbl_31", found[1], 1), text)
    parts.put("tbl_31", "Capaian", 1, formula(html.escape(text, quote=False), 100.0))

    assert found(parts.save(tmp_path / "rumus.xlsm")) == (0, [])


def test_neighbours_typed_over_are_one_finding(clean_parts: Parts, tmp_path: Path) -> None:
    parts = Parts(clean_parts)
    for row in (2, 3, 4, 7):
        parts.put("tbl_32", "Serapan", row, number(99.0))
    _, findings = found(parts.save(tmp_path / "ditimpa.xlsm"))

    assert [(each["kode"], each["sel"]) for each in findings] == [("rumus-ditimpa", "I8:I10"), ("rumus-ditimpa", "I13")]


def test_figures_without_a_name(clean_parts: Parts, tmp_path: Path) -> None:
    parts = Parts(clean_parts)
    cell = parts.put("tbl_rencana_aksi", "Uraian", 0, BLANK)
    _, findings = found(parts.save(tmp_path / "tanpa_nama.xlsm"))

    assert [(each["kode"], each["sel"]) for each in findings] == [("sel-kosong", cell)]


# ---------------------------------------------------------------- last year's workbook
def test_last_years_realisasi(clean_laporan: Laporan, tmp_path: Path) -> None:
    """Last year the P4GN indicator was reported with 1,57 and 1,26; this year's table says 1,58 and 1,26 of those years."""
    then = [
        {**row, "realisasi": row["realisasi_1"], "realisasi_1": row["realisasi_2"], "realisasi_2": row["realisasi_3"], "realisasi_3": None}
        for row in clean_laporan.inputs["tabel_3_1"]
    ]
    then[8] |= {"realisasi": 1.57}
    last = built(Laporan({**clean_laporan.profil, "tahun": 2019}, inputs={"tabel_3_1": then}), tmp_path / "2019.xlsm")
    now = built(clean_laporan, tmp_path / "2020.xlsm")
    status, findings = found(now, "--tahun-lalu", last)

    assert status == 1
    assert [(each["kode"], each["lembar"], each["sel"], each["seharusnya"]) for each in findings] == [
        ("realisasi-tahun-lalu", "Tabel 3.1", "H14", "1,57")
    ]
    assert "2019" in findings[0]["pesan"]
    assert found(now) == (0, [])


def test_a_workbook_of_the_same_year_is_no_last_year(clean_book: Path) -> None:
    outcome = run("periksa", clean_book, "--tahun-lalu", clean_book)

    assert (outcome.status, outcome.out) == (2, "")
    assert len(outcome.lines) == 1
    assert "2020" in outcome.err


# ---------------------------------------------------------------- the command
def test_a_line_for_each_finding_where_no_terminal_is(boyolali: Path) -> None:
    outcome = run_process("periksa", boyolali)
    lines = outcome.out.splitlines()

    assert (outcome.status, outcome.err) == (1, "")
    assert len(lines) == len(WRONG) + 1
    assert "\x1b" not in outcome.out
    assert lines[-1] == "boyolali.xlsm: 19 kesalahan, 6 peringatan, 23 catatan"
    assert any(line.startswith("kesalahan: Tabel 2.1 sel E13: ") and "1,58" in line and "1,89" in line for line in lines)


def test_a_terminal_sees_sheets_and_colours(boyolali: Path) -> None:
    shown = in_terminal("periksa", boyolali)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)

    assert "\x1b[1;31mKesalahan (19)" in shown
    assert "\x1b[33mPeringatan (6)" in shown
    lines = [line.strip() for line in plain.splitlines()]
    assert lines.index("Kesalahan (19)") < lines.index("Tabel 2.1") < lines.index("Peringatan (6)") < lines.index("Catatan (23)")
    assert max(len(line) for line in plain.splitlines()) <= 80
    assert "boyolali.xlsm: 19 kesalahan, 6 peringatan, 23 catatan" in plain


def in_terminal(*args: str | Path) -> str:
    """What `lkjip ARGS` writes where it sees a terminal of 80 columns."""
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "lkjip", *map(str, args)]
    with subprocess.Popen(command, stdout=terminal, env=environment(TERM="xterm", COLUMNS="80")) as process:
        os.close(terminal)
        written = b""
        with contextlib.suppress(OSError):  # the terminal ends with its process
            while piece := os.read(main, 65_536):
                written += piece
    os.close(main)
    assert process.returncode == 1
    return written.decode()


def test_nothing_found_is_said(clean_book: Path) -> None:
    outcome = run("periksa", clean_book)

    assert (outcome.status, outcome.out, outcome.err) == (0, "LKjIP.xlsm: tidak ada temuan\n", "")


def test_a_remark_alone_is_no_failure(clean_laporan: Laporan, tmp_path: Path) -> None:
    rows = [{**row, "realisasi_2": 50.0} if number == 3 else row for number, row in enumerate(clean_laporan.inputs["tabel_3_1"])]

    assert found(built(changed(clean_laporan, tabel_3_1=rows), tmp_path / "catatan.xlsm"))[0] == 0


def test_what_is_no_workbook_of_ours(tmp_path: Path) -> None:
    (tmp_path / "lain.xlsm").write_bytes(b"bukan")
    outcome = run("periksa", tmp_path / "lain.xlsm")

    assert (outcome.status, outcome.out) == (2, "")
    assert "lain.xlsm" in outcome.err


# ---------------------------------------------------------------- what the checks say of themselves
def test_the_page_of_the_guide_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_codes_are_known_once() -> None:
    codes = [check.code for check in checks.CHECKS]

    assert len(codes) == len(set(codes))
    assert all(check.explanation.endswith(".") and check.level in checks.LEVELS for check in checks.CHECKS)


def test_no_pandas_for_the_checks() -> None:
    """Live sync runs them inside Excel's Python, where a heavy import is waited for."""
    outcome = run_python("-c", "import lkjip.checks, sys; print(*(name.partition('.')[0] for name in sys.modules))")

    assert outcome.status == 0, outcome.err
    assert not set(outcome.out.split()) & {"pandas", "numpy", "xlwings", "openpyxl"}
