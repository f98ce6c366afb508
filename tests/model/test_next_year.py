"""`lkjip tahun-baru`: what next year's workbook takes over, compared with the report's own tables for 2021."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from string import ascii_uppercase
from typing import Any, Final

import openpyxl
import pytest
from openpyxl.worksheet.table import TableColumn

from lkjip.errors import LkjipError
from lkjip.model.columns import Carry, Column, From, ProfileKey, Table
from lkjip.model.laporan import Laporan, Row
from lkjip.model.next_year import carried_over
from lkjip.model.tables import TABEL_2_1, TABLES
from lkjip.model.tables.profile import PROFIL
from tests.kit.workbooks import assert_refused, beside, run, write_folder

KONFLIK: Final = "Cakupan Konflik antar Kelompok Masyarakat yang Ditangani"


@pytest.fixture(scope="module")
def book(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 2020, filled in."""
    return Path(shutil.copy(boyolali, tmp_path_factory.mktemp("buku") / "LKjIP 2020.xlsm"))


@pytest.fixture(scope="module")
def next_book(book: Path) -> Path:
    target = book.with_name("LKjIP 2021.xlsm")
    assert run("tahun-baru", book, "--keluaran", target).status == 0
    return target


def exported(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run("ekspor", path).out)
    return data


def column(path: Path, table: str, key: str) -> list[Any]:
    return [row[key] for row in exported(path)[table]]


# ---------------------------------------------------------------- the report of 2020
def test_it_says_where_the_plans_disagree_and_leaves_the_old_workbook_alone(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    target = tmp_path / "G.xlsm"
    outcome = run("tahun-baru", book, "--keluaran", target)

    assert (outcome.status, outcome.out) == (0, f"{target}\n")
    assert outcome.lines == [
        f'LKjIP 2020.xlsm: indikator "{KONFLIK}": target tahun 2021 berbeda: '
        "PK Tahun Depan 85,71; RKT Tahun Depan 100,00; Renstra 100,00; dipakai PK Tahun Depan",
        'LKjIP 2020.xlsm: Naskah: 12 teks tentang tahun lalu kini berakhiran "[periksa]"; sesuaikan, lalu hapus tanda itu',
    ]
    assert book.read_bytes() == before


def test_realisasi_becomes_history(book: Path, next_book: Path) -> None:
    for now, before in (("realisasi_1", "realisasi"), ("realisasi_2", "realisasi_1"), ("realisasi_3", "realisasi_2")):
        assert column(next_book, "tabel_3_1", now) == column(book, "tabel_3_1", before)
    assert column(next_book, "tabel_3_1", "realisasi_3") == [96.34, 80, 65.12, 38, 19, 57.14, 20, 100, 1.58]  # printed for 2018
    assert set(column(next_book, "tabel_3_1", "realisasi")) == {None}


def test_the_targets_are_those_of_the_penetapan_kinerja_for_2021(next_book: Path) -> None:
    assert column(next_book, "tabel_3_1", "target") == [100, 82, 100, 38, 19, 85.71, 20, 100, 2.21]
    assert column(next_book, "tabel_2_1", "target") == [100, 82, 100, 38, 19, 85.71, 20, 100, 2.21]


def test_next_years_plan_becomes_the_plan(book: Path, next_book: Path) -> None:
    new = exported(next_book)

    assert new["rkt"] == exported(book)["rkt_berikut"]
    assert {row["dokumen"] for row in new["pk"]} == {"murni"}
    assert [row["target"] for row in new["pk"]] == [100, 82, 100, 38, 85.71, 19, 20, 100, 2.21]
    assert sum(row["anggaran_murni"] for row in new["program_pk"]) == 4_328_899_000  # the sum of the five programs of 2021
    assert {row["anggaran_perubahan"] for row in new["program_pk"]} == {None}
    assert new["profil"]["total_program_murni"] == 4_328_599_000  # as printed
    assert new["rkt_berikut"] == new["penetapan"] == new["program_berikut"] == []


def test_indicators_officials_and_scale_stay(book: Path, next_book: Path) -> None:
    old, new = exported(book), exported(next_book)

    for key in ("indikator", "satuan", "sasaran", "arah", "pengampu", "target_akhir_renstra"):
        assert [row[key] for row in new["tabel_3_1"]] == [row[key] for row in old["tabel_3_1"]]
    for key in ("indikator", "program", "kegiatan", "koordinator"):
        assert [row[key] for row in new["tabel_3_2"]] == [row[key] for row in old["tabel_3_2"]]
    assert all(new[table] == old[table] for table in ("skala", "renstra", "iku", "cascading"))
    assert {key: new["profil"][key] for key in ("instansi", "kepala", "nip", "atasan", "tahun_awal_renstra", "tahun_akhir_renstra")} == {
        key: old["profil"][key] for key in ("instansi", "kepala", "nip", "atasan", "tahun_awal_renstra", "tahun_akhir_renstra")
    }


def test_what_is_measured_in_the_year_starts_empty(next_book: Path) -> None:
    new = exported(next_book)

    assert new["profil"]["tahun"] == 2021
    for key in ("tanggal_laporan", "tanggal_pengukuran", "jumlah_indikator_bab_ii", "jumlah_indikator_bab_iv", "jumlah_sasaran_bab_iv"):
        assert new["profil"][key] is None
    assert {row[key] for row in new["tabel_3_2"] for key in ("anggaran", "realisasi", "target_program", "target_kegiatan")} == {None}
    assert {row[key] for row in new["pengukuran"] for key in ("target", "realisasi", "capaian")} == {None}
    assert {row[month] for row in new["rencana_aksi"] for month in ("jan", "jun", "des")} == {None}
    assert {row["nilai"] for row in new["anggaran"]} == {None}
    assert {row[key] for row in new["narasi"] for key in ("keberhasilan", "solusi", "anggaran_narasi", "efisiensi_narasi")} == {None}
    assert new["ringkasan"]["rata_rata_capaian"] is None
    assert new["ringkasan"]["jumlah_indikator"] == 9


def test_the_year_after_the_renstra(next_book: Path, tmp_path: Path) -> None:
    target = tmp_path / "LKjIP 2022.xlsm"
    outcome = run("tahun-baru", next_book, "--keluaran", target)
    new = exported(target)

    assert outcome.status == 0
    assert len(outcome.lines) == 2
    assert "target tahun 2022 tidak ada di PK Tahun Depan, RKT Tahun Depan, Renstra" in outcome.lines[0]
    assert "masa Renstra berakhir tahun 2021" in outcome.lines[1]
    assert new["renstra"] == new["iku"] == new["cascading"] == []
    assert (new["profil"]["tahun_awal_renstra"], new["profil"]["tahun_akhir_renstra"]) == (None, None)
    assert set(column(target, "tabel_3_1", "target_akhir_renstra")) == {None}
    assert column(target, "tabel_3_1", "realisasi_2") == column(next_book, "tabel_3_1", "realisasi_1")
    assert len(new["tabel_3_1"]) == 9


# ---------------------------------------------------------------- where the targets come from
def laporan(**targets: float | None) -> Laporan:
    """One indicator of 2023 in the Renstra of 2021-2026, and its targets for 2024 by table."""
    tables: dict[str, list[Row]] = {
        "penetapan": [{"indikator": "ANGKA partisipasi", "target": targets.get("penetapan")}],
        "rkt_berikut": [{"indikator": "Angka Partisipasi.", "target": targets.get("rkt_berikut")}],
        "renstra": [{"indikator": "Angka Partisipasi", "target_tahun_2": 1.0, "target_tahun_3": targets.get("renstra")}],
    }
    row: Row = {"indikator": "Angka Partisipasi", "target": 80.0, "realisasi": 81.0, "realisasi_1": 70.0, "realisasi_2": None}
    profil = {"tahun": 2023, "tahun_awal_renstra": 2021, "tahun_akhir_renstra": 2026}
    return Laporan(profil, inputs={"tabel_2_1": [row], "tabel_3_1": [row], **tables})


@pytest.mark.parametrize(
    ("targets", "used", "notes"),
    [
        ({"penetapan": 85.0, "rkt_berikut": 85.0, "renstra": 85.0}, 85.0, 0),
        ({"penetapan": 84.0, "rkt_berikut": 85.0, "renstra": 85.0}, 84.0, 1),
        ({"rkt_berikut": 85.0, "renstra": 86.0}, 85.0, 1),
        ({"rkt_berikut": 85.0}, 85.0, 0),
        ({"renstra": 86.0}, 86.0, 0),
        ({"penetapan": 0.0, "renstra": 86.0}, 0.0, 1),
        ({}, None, 1),
    ],
)
def test_the_penetapan_wins_then_the_rkt_then_the_renstra(targets: dict[str, float], used: float | None, notes: int) -> None:
    new = carried_over(laporan(**targets))

    assert [new.laporan.inputs[table][0]["target"] for table in ("tabel_2_1", "tabel_3_1")] == [used, used]
    assert len(new.notes) == notes


def test_an_indicator_that_is_new_or_has_no_target_is_named() -> None:
    old = laporan(penetapan=85.0)
    rows: list[Row] = [*old.inputs["penetapan"], {"indikator": "Indikator baru", "target": 5.0}]
    measured: list[Row] = [*old.inputs["tabel_3_1"], {"indikator": "Tanpa rencana", "target": 1.0, "realisasi": 2.0}]
    notes = carried_over(Laporan(old.profil, inputs={**old.inputs, "penetapan": rows, "tabel_3_1": measured})).notes

    assert notes == [
        'indikator "Tanpa rencana": target tahun 2024 tidak ditemukan; isi di Tabel 2.1 dan Tabel 3.1',
        'indikator "Indikator baru" ada di PK Tahun Depan, tidak di Tabel 3.1; tambahkan sendiri di Tabel 2.1 dan Tabel 3.1',
    ]


def test_what_is_not_known_is_not_made_a_blank() -> None:
    row = {"indikator": "Angka Partisipasi", "realisasi": "#REF!"}
    new = carried_over(Laporan({"tahun": 2023}, inputs={"tabel_3_1": [row]})).laporan

    assert new.inputs["tabel_3_1"][0]["realisasi_1"] == "#REF!"


def test_every_table_has_its_place_in_the_new_year() -> None:
    new = carried_over(Laporan({"tahun": 2023}, inputs={table.key: [{table.row_key: "satu"}] for table in TABLES}))
    assert list(new.laporan.inputs) == [table.key for table in TABLES]


# ---------------------------------------------------------------- what is declared
@pytest.mark.parametrize(
    ("declare", "given"),
    [
        (Column, ("catatan", "Catatan", ("Catatan",), 20)),
        (ProfileKey, ("catatan", "Catatan")),
        (Table, ("catatan", "Catatan", "tbl_catatan", "catatan.csv", "Catatan", (), "catatan")),
    ],
)
def test_nothing_is_declared_without_saying_what_next_year_makes_of_it(declare: Any, given: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"next_(?:year|rows)"):
        declare(*given)


def test_what_is_declared_can_be_taken_from_where_it_says() -> None:
    by_key = {table.key: table for table in TABLES}
    for table in TABLES:
        there = {column.key for column in by_key[table.next_rows].columns if column.is_input}
        for column in table.columns:
            assert (column.next_year is Carry.COMPUTED) == (not column.is_input), column
            if isinstance(column.next_year, From):
                assert column.next_year.key in there, column
            if column.next_year in (Carry.KEPT, Carry.KEPT_IN_RENSTRA):
                assert column.key in there, column
            assert column.next_year is not Carry.COUNTED_ON, column
    keys = {key.key for key in PROFIL}
    assert all(key.next_year.key in keys for key in PROFIL if isinstance(key.next_year, From))


# ---------------------------------------------------------------- files
def test_a_year_that_is_no_number_is_named_with_its_cell(book: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(book, keep_vba=True)
    workbook["Profil"]["D7"] = "dua ribu"
    path = tmp_path / "buku.xlsm"
    workbook.save(path)
    outcome = run("tahun-baru", path, "--keluaran", tmp_path / "G.xlsm")

    assert outcome.status == 2
    assert 'buku.xlsm: lembar "Profil" sel D7: tahun laporan' in outcome.err
    assert len(outcome.lines) == 1


def test_what_somebody_added_is_named_and_not_lost(book: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(book, keep_vba=True)
    workbook.create_sheet("Catatan saya")["A1"] = "jangan hilang"
    sheet = workbook["Tabel 2.1"]
    table = sheet.tables["tbl_21"]
    first, last = table.ref.split(":")
    table.ref = f"{first}:{beside(TABEL_2_1)}{last.lstrip(ascii_uppercase)}"
    table.tableColumns.append(TableColumn(id=99, name="Catatan Kasi"))
    mine = tmp_path / "Punya saya.xlsm"
    workbook.save(mine)
    outcome = run("tahun-baru", mine, "--keluaran", tmp_path / "G.xlsm")

    assert outcome.status == 0
    assert outcome.lines[-3:] == [
        'Punya saya.xlsm: lembar "Tabel 2.1": kolom "Catatan Kasi" tidak ikut; salin sendiri bila diperlukan',
        'Punya saya.xlsm: lembar "Catatan saya" tidak ikut; salin sendiri bila diperlukan',
        "Punya saya.xlsm: warna, huruf, lebar kolom, tinggi baris, dan pengaturan halaman yang diubah sendiri tidak ikut",
    ]


def test_a_file_that_is_there_already_is_backed_up(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "G.xlsm"
    target.write_bytes(b"pekerjaan orang")
    outcome = run("tahun-baru", book, "--keluaran", target)

    (backup,) = tmp_path.glob("G.cadangan-*.xlsm")
    assert outcome.status == 0
    assert backup.read_bytes() == b"pekerjaan orang"
    assert backup.name in outcome.err


def test_the_old_workbook_is_never_the_target(book: Path) -> None:
    before = book.read_bytes()
    assert_refused(run("tahun-baru", book, "--keluaran", book.parent / "." / book.name), book.name, "--keluaran", folder=book.parent)
    assert book.read_bytes() == before


def test_refused(book: Path, tmp_path: Path) -> None:
    assert_refused(run("tahun-baru", book, "--keluaran", tmp_path / "G.xlsx"), "G.xlsx", ".xlsm", folder=tmp_path)
    assert_refused(run("tahun-baru", tmp_path / "tidak ada.xlsm", "--keluaran", tmp_path / "G.xlsm"), "tidak ada.xlsm", folder=tmp_path)
    assert_refused(run("tahun-baru", book), "--keluaran")
    empty = tmp_path / "kosong.xlsm"
    run("bangun", "--keluaran", empty)
    assert_refused(run("tahun-baru", empty, "--keluaran", tmp_path / "G.xlsm"), "Profil", "tahun laporan", folder=tmp_path)
    assert not (tmp_path / "G.xlsm").exists()


def test_a_report_of_the_three_tables_alone(tmp_path: Path) -> None:
    old = tmp_path / "F.xlsm"
    run("isi", write_folder(tmp_path / "csv"), "--keluaran", old)
    outcome = run("tahun-baru", old, "--keluaran", tmp_path / "G.xlsm")

    assert outcome.status == 0
    assert len(outcome.lines) == 1
    assert "target tahun 2024 tidak ada" in outcome.err
    assert column(tmp_path / "G.xlsm", "tabel_3_1", "realisasi_1") == [82.5, 9]


def test_a_year_that_is_no_number() -> None:
    with pytest.raises(LkjipError, match="tahun laporan"):
        carried_over(Laporan({"tahun": "dua ribu"}))


def test_indicators_of_one_name_get_the_target_of_their_sasaran() -> None:
    named = [("Sehat", 80.0), ("Cerdas", 90.0), (None, 70.0)]
    rows: list[Row] = [{"indikator": "Indeks kepuasan", "sasaran": sasaran, "target": target} for sasaran, target in named]
    plan: list[Row] = [{"indikator": "indeks kepuasan", "sasaran": sasaran, "target": target + 1} for sasaran, target in named[:2]]
    found = carried_over(Laporan({"tahun": 2023}, inputs={"tabel_2_1": rows, "tabel_3_1": rows, "penetapan": plan[::-1]}))

    assert [row["target"] for row in found.laporan.inputs["tabel_3_1"]] == [81, 91, None]
    assert list(found.notes) == ['indikator "Indeks kepuasan": target tahun 2024 tidak ditemukan; isi di Tabel 2.1 dan Tabel 3.1']
