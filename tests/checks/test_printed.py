"""What the checks say of printed capaian and categories, and of choices that do not fit: by hand calculation and printed reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.sync import opened
from lkjip.template.workbook import build
from tests.kit.typed import typed
from tests.kit.workbooks import Parts, run, text_cell
from tests.office.client import Office
from tests.sync.spreadsheet import Spreadsheet
from xlfuncs.angka import Cell


def findings(tmp_path: Path, rows: list[Row], pilihan: Mapping[str, Cell] | None = None) -> list[dict[str, Any]]:
    """The findings about rows of Tabel 3.1 in an office with these choices."""
    book = tmp_path / "F.xlsm"
    book.write_bytes(typed(Laporan({"tahun": 2024}, inputs={"tabel_3_1": rows}, pilihan=pilihan or {})))
    found: list[dict[str, Any]] = json.loads(run("periksa", book, "--format", "json").out)
    return found


def row(target: Cell, realisasi: Cell, arah: str = "naik", **more: Cell) -> Row:
    return {"indikator": "Cakupan layanan", "satuan": "Indeks", "target": target, "realisasi": realisasi, "arah": arah, **more}


@pytest.mark.parametrize(
    ("indicator", "printed", "pilihan"),
    [
        (row(85.0, 90.0), 106.0, {}),  # 105,88 rounded
        (row(100.0, 94.3757), 94.37, {}),  # cut, as one office prints it
        (row(100.0, 94.3757), 94.38, {}),
        (row(100.0, 94.3757), 94.0, {}),
        (row(93.0, 160.1, "turun"), 27.84, {}),  # 27,849 cut
        (row(9.2, 9.53, "turun"), 96.54, {"rumus_turun": "rasio"}),
        (row(75.0, 98.2), 120.0, {"batas_atas": 120.0}),
        (row(75.0, 78.11, batas_atas=100.0), 100.0, {}),
        (row(120.0, 260.0, "turun"), 0.0, {"batas_bawah": 0.0}),
        (row(0.0, 0.0), 100.0, {"target_nol": "tercapai"}),
        (row(80.0, 85.0, "rentang", target_atas=90.0), 100.0, {}),
    ],
)
def test_what_the_offices_rules_give_is_right(tmp_path: Path, indicator: Row, printed: float, pilihan: Mapping[str, Cell]) -> None:
    found = findings(tmp_path, [{**indicator, "capaian_naskah": printed}], pilihan)

    assert not [each for each in found if each["kode"] in ("persen-tercetak", "beda-tercetak")], found


@pytest.mark.parametrize(
    ("indicator", "printed", "pilihan", "reason"),
    [
        (row(94.5, 93.08), 93.08, {}, "tercetak = realisasi"),
        (row(75.0, 78.11), 100.0, {}, "dibatasi 100"),
        (row(75.0, 98.2), 120.0, {}, "dibatasi 120"),
        (row(75.0, 98.2), 130.93, {"batas_atas": 120.0}, "tidak dibatasi"),
        (row(120.0, 260.0, "turun"), 0.0, {}, "dibatasi 0"),
        (row(8.0, 10.0, "turun"), 80.0, {}, "rumus rasio"),
        (row(8.0, 10.0, "turun"), 75.0, {"rumus_turun": "rasio"}, "rumus selisih"),
        (row(8.0, 10.0, "turun"), 125.0, {}, "dihitung naik"),
        (row(10.0, 8.0), 120.0, {}, "rumus selisih"),
        (row(80.0, 60.0), 0.75, {}, "rasio, bukan persen"),
        (row(80.0, 60.0), 25.0, {}, "baru selisihnya"),
        (row(80.0, 60.0), 80.0, {}, "tercetak = target"),
        (row(1.75, 5.3), 297.1, {}, "cocok dengan realisasi 5,20"),
        (row(100.0, 100.0), 65.93, {}, "cocok dengan realisasi 65,93"),
    ],
)
def test_the_likeliest_reason(tmp_path: Path, indicator: Row, printed: float, pilihan: Mapping[str, Cell], reason: str) -> None:
    found = findings(tmp_path, [{**indicator, "capaian_naskah": printed}], pilihan)
    (wrong,) = [each for each in found if each["kode"] == "persen-tercetak"]

    assert (wrong["tingkat"], wrong["lembar"]) == ("galat", "Tabel 3.1")
    assert reason in wrong["pesan"]


@pytest.mark.parametrize(
    ("indicator", "printed", "reason"),
    [
        (row(5.1, 9.8, "turun"), 6.37, "dibulatkan atau dipotong"),  # 9,875 cut to 9,8
        (row(0.0, 0.0), 0.0, "target 0"),
        (row(0.0, 2.0), 100.0, "target 0"),
        (row(80.0, "tidak diadakan"), 100.0, "belum diukur"),
    ],
)
def test_what_has_an_explanation_is_an_info(tmp_path: Path, indicator: Row, printed: float, reason: str) -> None:
    found = findings(tmp_path, [{**indicator, "capaian_naskah": printed}])

    assert not [each for each in found if each["kode"] == "persen-tercetak"]
    (info,) = [each for each in found if each["kode"] == "beda-tercetak"]
    assert info["tingkat"] == "info"
    assert reason in info["pesan"]


@pytest.mark.parametrize(("printed", "is_wrong"), [("B", False), ("baik", False), ("SB", True), ("Sangat Baik", True), ("-", False)])
def test_a_printed_category_is_a_code_or_a_label(tmp_path: Path, printed: str, is_wrong: bool) -> None:
    found = findings(tmp_path, [row(80.0, 72.0, kategori_naskah=printed)])

    assert [each["seharusnya"] for each in found if each["kode"] == "kategori-tercetak"] == ["B"] * is_wrong
    assert not [each for each in found if each["kode"] == "beda-tercetak"]


def test_a_category_that_follows_from_a_wrong_capaian_is_not_reported_twice(tmp_path: Path) -> None:
    found = findings(tmp_path, [row(80.0, 72.0, capaian_naskah=120.0, kategori_naskah="SB")])

    assert [each["kode"] for each in found if "tercetak" in each["kode"]] == ["persen-tercetak"]


@pytest.mark.parametrize(
    ("indicator", "printed", "pilihan", "wrong"),
    [
        (row(75.0, 78.11, batas_atas=100.0), 100.0, {}, []),
        (row(75.0, 78.11), 100.0, {}, ["dibatasi 100"]),
        (row(9.2, 9.53, "turun"), 96.54, {"rumus_turun": "rasio"}, []),
        (row(80.0, 85.0, "rentang", target_atas=90.0), 100.0, {}, []),
        (row(8.0, 10.0, "turun"), 80.0, {}, ["rumus rasio"]),
    ],
)
def test_the_annex_is_judged_by_the_same_rules(
    tmp_path: Path, indicator: Row, printed: float, pilihan: Mapping[str, Cell], wrong: list[str]
) -> None:
    annex = {key: indicator[key] for key in ("indikator", "satuan", "target", "realisasi")} | {"capaian": printed}
    book = tmp_path / "F.xlsm"
    book.write_bytes(typed(Laporan({"tahun": 2024}, inputs={"tabel_3_1": [indicator], "pengukuran": [annex]}, pilihan=pilihan)))
    found = [each for each in json.loads(run("periksa", book, "--format", "json").out) if each["kode"] == "persen-tercetak"]

    assert len(found) == len(wrong)
    assert all(reason in each["pesan"] and each["lembar"] == "Angka Naskah Lampiran C" for each, reason in zip(found, wrong, strict=True))


@pytest.mark.parametrize("figure", [1e-300, 1e300, -1e300, 1e-13, 33.333333333333336, 0.1 + 0.2])
def test_no_figure_ends_the_checks(tmp_path: Path, figure: float) -> None:
    rows: list[Row] = [
        {**row(target, realisasi, arah), "indikator": f"{target} {realisasi} {arah}", "capaian_naskah": figure}
        for target in (figure, 80.0, 1e300)
        for realisasi in (figure, 72.0, 1e-300)
        for arah in ("naik", "turun rasio", "rentang")
    ]

    assert findings(tmp_path, rows)


# ---------------------------------------------------------------- choices
@pytest.mark.parametrize(("choice", "is_found"), [(None, True), ("galat", True), ("kosong", False), ("tercapai", False)])
def test_target_0_names_the_choices(tmp_path: Path, choice: str | None, is_found: bool) -> None:
    found = findings(tmp_path, [row(0.0, 3.0, "turun")], {"target_nol": choice})
    said = [each["saran"] for each in found if each["kode"] == "target-nol"]

    assert len(said) == is_found
    assert all("kosong" in text and "tercapai" in text and "Aturan" in text for text in said)


def test_realisasi_0_by_the_ratio_asks_for_an_upper_limit(tmp_path: Path) -> None:
    ratio: dict[str, Cell] = {"rumus_turun": "rasio"}
    codes = [
        [each["kode"] for each in findings(tmp_path, [indicator], pilihan) if each["kode"] == "realisasi-nol"]
        for indicator, pilihan in (
            (row(5.0, 0.0, "turun"), ratio),
            (row(5.0, 0.0, "turun"), {**ratio, "batas_atas": 120.0}),
            (row(5.0, 0.0, "turun", batas_atas=100.0), ratio),
            (row(0.0, 0.0, "turun"), {**ratio, "target_nol": "tercapai"}),
            (row(5.0, 0.0, "naik"), ratio),
        )
    ]

    assert codes == [["realisasi-nol"], [], [], [], []]


def test_a_choice_that_is_unknown_is_named_with_its_cell_and_the_choices(tmp_path: Path) -> None:
    (found,) = [each for each in findings(tmp_path, [row(80.0, 72.0)], {"rumus_turun": "terbalik"}) if each["kode"] == "aturan"]

    assert (found["tingkat"], found["lembar"], found["sel"]) == ("galat", "Aturan", "D6")
    assert found["seharusnya"] == "selisih atau rasio"


@pytest.mark.parametrize(
    ("column", "place", "text", "cell"),
    [("Kunci", 2, "batas", "B7"), ("Kunci", 3, "rumus_turun", "B8"), ("Pilihan", 1, "terbalik", "D6"), ("Pilihan", 2, "seratus", "D7")],
)
def test_a_sheet_of_rules_that_cannot_be_used_stops_no_command(tmp_path: Path, column: str, place: int, text: str, cell: str) -> None:
    book = tmp_path / "F.xlsm"
    book.write_bytes(typed(Laporan({"tahun": 2024}, inputs={"tabel_3_1": [row(80.0, 72.0)]})))
    parts = Parts.of(book)
    parts.put("tbl_aturan", column, place, text_cell(text))
    parts.save(book)
    commands: list[list[str | Path]] = [["ekspor", book], ["sinkron", book], ["kirim", book, "--tetap", "--keluaran", tmp_path / "kiriman"]]
    for command in commands:
        assert run(*command).status == 0, command
    assert run("tahun-baru", book, "--keluaran", tmp_path / "G.xlsm").status == 0
    outcome = run("periksa", book, "--format", "json")

    assert outcome.status == 1
    assert [(each["lembar"], each["sel"]) for each in json.loads(outcome.out) if each["tingkat"] == "galat"] == [("Aturan", cell)]
    assert json.loads(run("ekspor", book).out)["tabel_3_1"][0]["capaian"] == "#VALUE!"


def test_a_cell_of_the_users_own_gets_the_formula_to_write(tmp_path: Path) -> None:
    book = tmp_path / "F.xlsm"
    mended = "=CAPAIAN(H6;I6;;tbl_aturan[[Kunci]:[Berlaku]])+0,5"
    cases: list[tuple[dict[str, Cell], list[str]]] = [
        ({}, []),
        ({"rumus_turun": "Selisih", "rata_rata": "geometrik"}, []),  # the number is the same
        ({"batas_atas": 120.0}, [mended]),
        ({"paket": "BPS"}, [mended]),
    ]
    for pilihan, wanted in cases:
        book.write_bytes(typed(Laporan({"tahun": 2024}, inputs={"tabel_3_1": [row(80.0, 72.0)]}, pilihan=pilihan)))
        parts = Parts.of(book)
        parts.put("tbl_31", "Catatan", 0, "<c><f>CAPAIAN(H6,I6)+0.5</f><v>90.5</v></c>")
        found = json.loads(run("periksa", parts.save(book), "--format", "json").out)
        assert [each["seharusnya"] for each in found if each["kode"] == "capaian-tanpa-aturan"] == wanted


def test_the_open_workbook_is_told_the_same(tmp_path: Path, office_no_macros: Office) -> None:
    """And of a choice that is unknown, typed while it is open."""
    rows = [
        {**row(75.0, 78.11), "capaian_naskah": 98.0, "kategori_naskah": "K", "bobot": None},
        {**row(80.0, 72.0), "indikator": "Lain", "bobot": 5.0},
    ]
    pilihan: dict[str, Cell] = {"batas_atas": 103.0, "rata_rata": "berbobot"}
    book = tmp_path / "F.xlsm"
    book.write_bytes(build(Laporan({"tahun": 2024}, inputs={"tabel_3_1": rows}, pilihan=pilihan)))
    parts = Parts.of(book)
    parts.put("tbl_31", "Catatan", 0, "<c><f>CAPAIAN(H6,I6)</f><v>104.1</v></c>")
    closed = json.loads(run("periksa", parts.save(book), "--format", "json").out)
    with office_no_macros.open(book) as document:
        opened.sync(Spreadsheet(document, book).book)
        live = document.values("Pemeriksaan", "A7:G60")
        document.write("Aturan", "D6", [["terbalik"]])
        opened.sync(Spreadsheet(document, book).book)
        unknown = document.values("Pemeriksaan", "A7:G60")

    mine = ("persen-tercetak", "capaian-tanpa-aturan", "bobot")
    assert sorted({each["kode"] for each in closed} & {*mine}) == sorted(mine)
    for each in closed:
        if each["kode"] in mine:
            assert any(each["lembar"] in line and each["sel"] in line and each["pesan"] in line for line in live), (each, live)
    assert [any(line[2:4] == ["Aturan", "D6"] for line in lines) for lines in (live, unknown)] == [False, True]
