"""A recap of a quarter: what counts for it, who has not sent it, and its figures."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow.parquet as pq
import pytest

from lkjip.errors import LkjipError
from lkjip.model.tables.profile import PROFIL
from lkjip.recap import collect, engines, output
from lkjip.recap.gather import roll_up
from lkjip.recap.period import YEAR, Period, Quarter
from lkjip.recap.schema import QUARTER_RECAPS
from lkjip.recap.store import Store
from lkjip.sources import csv_folder
from lkjip.template.workbook import build
from scripts.offices import office, quick_workbook
from tests.kit.reading import workbook
from tests.kit.workbooks import ROOT, Parts, assert_refused, run, text_cell
from tests.office.client import Office as LibreOffice
from tests.recap.tables import HEADING, Tables, recap, sheet
from tests.recap.tables import tables as tables_of

KANTOR: Final = ROOT / "tests" / "data" / "kantor-triwulan"
BPBD: Final = "Badan Penanggulangan Bencana Daerah"
DAY: Final = 86_400
NOW: Final = 1_750_000_000.0

# Of the office of the test data, by hand: what is reached up to triwulan II, against the target up to it and against that of the year.
TW: Final = (7 / 8, 5 / 6, 2 - 16 / 15.75, 81.5 / 82, 2 - 15.2 / 15.5, 210 / 200)
PK: Final = (7 / 20, 25 / 60, 81.5 / 85, 2 - 15.2 / 14.5, 210 / 400, 0)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's workbook, synced. Not to be changed."""
    path = tmp_path_factory.mktemp("kantor") / "kantor.xlsm"
    path.write_bytes(build(csv_folder.read(KANTOR).laporan))
    assert run("sinkron", path).status == 0
    return path


@pytest.fixture(scope="module")
def copy(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What it mails of triwulan II. Not to be changed."""
    folder = tmp_path_factory.mktemp("kiriman")
    assert run("kirim", book, "--triwulan", "II", "--keluaran", folder, "--tanpa-pdf").status == 0
    return next(folder.glob("*.xlsx"))


def changed(path: Path, **profil: str) -> Parts:
    """A workbook with other values in Profil."""
    parts = Parts.of(path)
    keys = [each.key for each in PROFIL]
    for key, value in profil.items():
        parts.put("tbl_profil", "nilai", keys.index(key), f"<c><v>{value}</v></c>" if key == "tahun" else text_cell(value))
    return parts


def put(folder: Path, name: str, data: bytes, day: int = 0) -> None:
    (folder / name).write_bytes(data)
    os.utime(folder / name, (NOW + day * DAY, NOW + day * DAY))


@pytest.fixture(scope="module")
def inbox(book: Path, copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of triwulan II, two workbooks that speak of it, and what is something else. Not to be changed."""
    folder = tmp_path_factory.mktemp("masuk") / "masuk"
    folder.mkdir()
    put(folder, "nama lain.xlsx", copy.read_bytes())
    put(folder, "kantor.xlsm", book.read_bytes(), day=1)
    put(folder, "b-lama.xlsm", changed(book, instansi="Dinas B").packed())
    newer = changed(book, instansi="Dinas B")
    newer.put("tbl_triwulan", "Realisasi TW II", 0, "<c><v>6</v></c>")  # 8 of 8
    newer.put("tbl_32", "Realisasi TW II", 0, "<c/>")
    put(folder, "b.xlsm", newer.packed(), day=1)
    put(folder, "c.xlsm", changed(book, instansi="Dinas C", triwulan_laporan="I").packed())
    put(folder, "d.xlsm", changed(book, instansi="Dinas D", triwulan_laporan="V").packed())
    put(folder, "tahunan.xlsm", quick_workbook(office(3, mistakes=False)))
    with zipfile.ZipFile(folder / "arsip.zip", "w") as archive:
        archive.writestr("e.xlsm", changed(book, instansi="Dinas E", tahun="2024").packed())
        archive.writestr("tahunan/f.xlsm", quick_workbook(office(4, mistakes=False)))
    put(folder, "catatan.txt", b"bukan buku kerja")
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def read_before(cache: Path, tables: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The inbox is not read again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


@pytest.fixture(scope="module")
def tables(inbox: Path, cache: Path) -> Tables:
    """The recap of triwulan II."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        local = engines.local
        patch.setattr(engines, "local", lambda: local(1))  # to start other processes takes longer than to read ten files
        outcome, found = recap(inbox, "--triwulan", "tw ii")
    assert outcome.status == 0, outcome.err
    assert outcome.out.endswith("triwulan II sudah dikirim 3 kantor, 4 kantor belum, dari 10 berkas\n")
    return found


def put_together(folder: Path, target: Path, period: Period) -> Tables:
    """The tables of a recap that is made in this process, which is quicker."""
    output.to(target, "csv", period)(roll_up(folder, Store.of_user(), engines.local(1), period=period))
    return tables_of(target)


# ---------------------------------------------------------------- what counts
def test_what_counts_and_why_the_others_do_not(tables: Tables) -> None:
    said = {row["berkas"]: (row["status"], row["sebab"]) for row in tables["berkas"]}
    assert said == {
        "nama lain.xlsx": ("dihitung", ""),
        "kantor.xlsm": ("salinan", "isinya sama dengan nama lain.xlsx"),
        "b.xlsm": ("dihitung", ""),
        "b-lama.xlsm": ("versi lama", "kantor dan tahun yang sama; yang dihitung b.xlsm"),
        "c.xlsm": ("dilewati", "buku kerja triwulan I"),
        "d.xlsm": ("dilewati", 'lembar "Profil" sel D46: triwulan laporan "V" bukan I, II, III atau IV'),
        "tahunan.xlsm": ("dilewati", "laporan tahunan; lembar Triwulan belum berisi realisasi"),
        "arsip.zip: e.xlsm": ("dihitung", ""),
        "arsip.zip: tahunan/f.xlsm": ("dilewati", "laporan tahunan; lembar Triwulan belum berisi realisasi"),
        "catatan.txt": ("dilewati", "bukan buku kerja Excel"),
    }


def test_every_office_that_is_known_has_a_row(tables: Tables) -> None:
    """The latest year first; those that have sent it from the best down, then those that have not, with what they sent."""
    yearly = sorted(str(office(number).laporan.profil["instansi"]) for number in (3, 4))
    rows = [(row["tahun"], row["instansi"], row["triwulan"], row["terkirim"]) for row in tables["rekap_triwulan"]]
    assert rows == [
        ("2025", "Dinas B", "II", "sudah"),
        ("2025", BPBD, "II", "sudah"),
        ("2025", "Dinas C", "II", "belum"),
        ("2025", "Dinas D", "II", "belum"),
        ("2024", "Dinas E", "II", "sudah"),
        *(("2024", name, "II", "belum") for name in yearly),
    ]
    missing = next(row for row in tables["rekap_triwulan"] if row["instansi"] == "Dinas C")
    assert (missing["sebab"], missing["berkas"], missing["jumlah_indikator"], missing["segel"]) == (
        "buku kerja triwulan I",
        "c.xlsm",
        "",
        "",
    )


@pytest.mark.usefixtures("read_here")
def test_the_copy_of_a_quarter_is_no_yearly_report(inbox: Path, copy: Path, tmp_path: Path) -> None:
    (tmp_path / "satu").mkdir()
    put(tmp_path / "satu", "tw.xlsx", copy.read_bytes())
    put(tmp_path / "satu", "tahunan.xlsm", quick_workbook(office(3, mistakes=False)))
    outcome, found = recap(tmp_path / "satu")
    assert outcome.status == 0
    assert "1 kiriman triwulan tidak ikut" in outcome.err
    assert [row["berkas"] for row in found["rekap"]] == ["tahunan.xlsm"]
    reason = "kiriman triwulan II; direkap dengan --triwulan II"
    assert {row["berkas"]: (row["status"], row["sebab"]) for row in found["berkas"]}["tw.xlsx"] == ("dilewati", reason)

    (tmp_path / "satu" / "tahunan.xlsm").unlink()
    refused = run("rekap", tmp_path / "satu", "--keluaran", tmp_path / "r.xlsx")
    assert_refused(refused, "tw.xlsx", reason, folder=tmp_path)


# ---------------------------------------------------------------- figures
def test_the_figures_of_an_office(tables: Tables) -> None:
    row = next(row for row in tables["rekap_triwulan"] if row["instansi"] == BPBD)
    assert (row["jumlah_indikator"], row["diukur"]) == ("7", "6")
    # 87,5 and 83,33; 98,41 and 99,39; 101,94 and 105; a survey without a target before triwulan IV
    assert [row[f"jumlah_{status}"] for status in ("merah", "kuning", "hijau", "abu_abu")] == ["2", "2", "2", "1"]
    assert row["jumlah_per_status"] == "Hijau 2; Kuning 2; Merah 2; Tidak terisi 1"
    assert row["skala"] == "merah Merah; 90 kuning Kuning; 100 hijau Hijau"
    assert float(row["rata_rata_capaian_triwulan"]) == pytest.approx(sum(TW) / 6 * 100, rel=1e-12)
    assert float(row["rata_rata_capaian_pk"]) == pytest.approx(sum(PK) / 6 * 100, rel=1e-12)
    assert (float(row["anggaran"]), float(row["realisasi"])) == (1_200_000_000, 475_000_000)
    assert float(row["serapan"]) == pytest.approx(475 / 1200 * 100)
    # one of triwulan I is done, one is not and was due on 30 June; two of triwulan II are due in September
    assert (row["rencana_terbuka"], row["rencana_lewat"], row["segel"]) == ("3", "1", "utuh")


def test_the_means_are_those_of_the_sheet_monitoring(book: Path, tables: Tables) -> None:
    page = workbook(book, saved=True)["Monitoring"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(max_row=20)]
    line = next(row for row in rows if "Rata-rata capaian terhadap target triwulan (%)" in row)
    heading = next(row for row in rows if "TW II" in row)
    row = next(row for row in tables["rekap_triwulan"] if row["instansi"] == BPBD)
    assert line[heading.index("TW II")] == pytest.approx(float(row["rata_rata_capaian_triwulan"]), rel=1e-12)


def test_rows_of_indicators_plans_and_findings(tables: Tables) -> None:
    indicators = [row for row in tables["indikator_triwulan"] if row["instansi"] == "Dinas B"]
    assert [row["status"] for row in indicators] == ["hijau", "merah", "kuning", "kuning", "hijau", "hijau", "abu-abu"]
    assert (indicators[0]["capaian_triwulan"], indicators[0]["target_sd"], indicators[0]["realisasi_sd"]) == ("100.0", "8.0", "8.0")
    plans = [row for row in tables["tindak_lanjut"] if row["instansi"] == BPBD]
    assert [row["tw"] for row in plans] == ["II", "II"]
    assert {row["tabel"] for row in tables["temuan"]} == {"tbl_triwulan", "tbl_tindak_lanjut"}
    counted = {row["berkas"] for row in tables["rekap_triwulan"] if row["terkirim"] == "sudah"}
    for name in ("indikator_triwulan", "tindak_lanjut", "temuan"):
        assert {row["berkas"] for row in tables[name]} == counted


@pytest.mark.usefixtures("read_before")
def test_the_other_quarters(inbox: Path, tmp_path: Path) -> None:
    first = put_together(inbox, tmp_path / "satu", Quarter(1))
    sent = {row["instansi"]: row for row in first["rekap_triwulan"] if row["terkirim"] == "sudah"}
    assert list(sent) == ["Dinas C"]
    # up to triwulan I: 100, 100, 93,75, none, 98,75, 90, none
    assert [sent["Dinas C"][f"jumlah_{status}"] for status in ("merah", "kuning", "hijau", "abu_abu")] == ["0", "3", "2", "2"]
    assert float(sent["Dinas C"]["realisasi"]) == 170_000_000
    reasons = {row["instansi"]: row["sebab"] for row in first["rekap_triwulan"]}
    assert (reasons[BPBD], reasons["Dinas E"]) == ("buku kerja triwulan II", "buku kerja triwulan II")
    assert {row["berkas"]: row["sebab"] for row in first["berkas"]}["nama lain.xlsx"] == "kiriman triwulan II"
    last = put_together(inbox, tmp_path / "empat", Quarter(4))
    assert {row["terkirim"] for row in last["rekap_triwulan"]} == {"belum"}
    assert last["indikator_triwulan"] == []


# ---------------------------------------------------------------- forms
@pytest.mark.usefixtures("read_before")
def test_every_form_says_the_same(inbox: Path, tables: Tables, tmp_path: Path) -> None:
    assert run("rekap", inbox, "--triwulan", "II", "--keluaran", tmp_path / "data", "--format", "parquet").status == 0
    for table in QUARTER_RECAPS:
        frame = collect(inbox, table.key, triwulan="II", processes=1)
        pd.testing.assert_frame_equal(pq.read_table(tmp_path / "data" / f"{table.key}.parquet").to_pandas(), frame)
        assert [dict(zip(frame, map(as_csv, row), strict=True)) for row in frame.itertuples(index=False)] == tables[table.key]
    assert list(collect(inbox, triwulan="II", processes=1)["instansi"]) == [row["instansi"] for row in tables["rekap_triwulan"]]


def as_csv(value: object) -> str:
    return "" if pd.isna(value) else str(value)


@pytest.mark.usefixtures("read_before", "read_here")
def test_the_workbook(inbox: Path, tables: Tables, tmp_path: Path, office_no_macros: LibreOffice) -> None:
    path = tmp_path / "rekap.xlsx"
    assert run("rekap", inbox, "--triwulan", "II", "--keluaran", path).status == 0
    saved, formulas = workbook(path, saved=True), workbook(path)
    assert saved.sheetnames == ["Rekap Triwulan", "Indikator Triwulan", "Tindak Lanjut", "Temuan", "Berkas", "Grafik"]
    page = saved["Rekap Triwulan"]
    assert page["A1"].value == "Rekap Kinerja dan Anggaran, Triwulan II"
    assert str(page["A2"].value).startswith("3 dari 7 kantor sudah mengirim triwulan II; 4 belum")
    assert (page.freeze_panes, page.auto_filter.ref[:2]) == ("C5", f"A{HEADING}")
    assert [row["Instansi"] for row in sheet(path, "Rekap Triwulan")] == [row["instansi"] for row in tables["rekap_triwulan"]]

    columns = {str(cell.value): cell.column for cell in page[HEADING]}
    totals = {name: page.cell(HEADING - 1, column).value for name, column in columns.items()}
    assert [totals[name] for name in ("Indikator", "hijau", "kuning", "merah", "abu-abu")] == [21, 7, 6, 5, 3]
    assert totals["Anggaran (Rp)"] == 3_600_000_000
    assert totals["Realisasi s.d. TW (Rp)"] == 475e6 * 3 - 30e6
    assert totals["Serapan %"] == pytest.approx((475e6 * 3 - 30e6) / 3_600e6 * 100)
    means = [float(row["rata_rata_capaian_triwulan"]) for row in tables["rekap_triwulan"] if row["terkirim"] == "sudah"]
    assert totals["Rata-rata capaian terhadap target TW %"] == pytest.approx(sum(means) / 3)
    assert str(formulas["Rekap Triwulan"].cell(HEADING - 1, columns["hijau"]).value).startswith("=SUM(")
    box = "A1:T11"
    with office_no_macros.open(path) as document:
        document.recalculate()
        for title in ("Rekap Triwulan", "Grafik"):
            before = [cell.value for row in saved[title][box] for cell in row]
            after = [value for row in document.values(title, box) for value in row]
            for was, now in zip(before, after, strict=True):
                assert now == pytest.approx(was, rel=1e-12) if isinstance(was, int | float) else (now or None) == was


# ---------------------------------------------------------------- files that say something odd
def marked(copy: Path, mark: str) -> Parts:
    """The copy of triwulan II with another mark; without one for ""."""
    parts = Parts.of(copy)
    old = '<definedName name="triwulan_kiriman">"II"</definedName>'
    parts.replace("xl/workbook.xml", old, old.replace('"II"', mark) if mark else "")
    return parts


def reasons(found: Tables) -> dict[str, tuple[str, str, str]]:
    """Of every file its status, the reason and its seal."""
    return {row["berkas"]: (row["status"], row["sebab"], row["segel"]) for row in found["berkas"]}


def test_marks_that_say_nothing_or_something_else(copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    for name, mark in {"rusak": '"entah"', "sel": "Profil!$D$7", "lain": '"III"'}.items():
        put(folder, f"{name}.xlsx", marked(copy, mark).packed())
    put(folder, "hilang.xlsx", marked(copy, "").packed(), day=-1)
    broken = ("tidak terbaca", "tandanya sebagai kiriman triwulan rusak; minta dikirim ulang", "")
    other = "ditandai kiriman triwulan III, tetapi Profilnya menyebut triwulan II; minta dikirim ulang"
    assert reasons(put_together(folder, tmp_path / "tw", Quarter(2))) == {
        "rusak.xlsx": broken,
        "sel.xlsx": broken,
        "lain.xlsx": ("dilewati", other, "berubah"),
        "hilang.xlsx": ("dihitung", "", "berubah"),
    }
    year = reasons(put_together(folder, tmp_path / "tahun", YEAR))
    assert (year["rusak.xlsx"], year["sel.xlsx"]) == (broken, broken)
    assert year["lain.xlsx"] == ("dilewati", "kiriman triwulan III; direkap dengan --triwulan III", "berubah")


def test_changed_figures_and_sheets_that_are_not_there(book: Path, copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    parts = Parts.of(copy)
    parts.put("tbl_triwulan", "Realisasi TW II", 0, "<c><v>60</v></c>")
    put(folder, "dinaikkan.xlsx", parts.packed(), day=1)
    put(folder, "asli.xlsx", copy.read_bytes())
    found = reasons(put_together(folder, tmp_path / "asli", Quarter(2)))
    assert found["asli.xlsx"] == ("dihitung", "", "utuh"), "the newer one has lost its seal"
    assert found["dinaikkan.xlsx"] == ("versi lama", "kantor dan tahun yang sama; yang dihitung asli.xlsx", "berubah")

    (folder / "asli.xlsx").unlink()
    gone = changed(book, instansi="Dinas A")
    gone.replace(gone.table("tbl_triwulan"), 'displayName="tbl_triwulan"', 'displayName="tbl_lain"')
    put(folder, "tanpa.xlsm", gone.packed())
    tables = put_together(folder, tmp_path / "berubah", Quarter(2))
    rows = {row["instansi"]: row for row in tables["rekap_triwulan"]}
    assert (rows[BPBD]["terkirim"], rows[BPBD]["segel"]) == ("sudah", "berubah")
    assert "segel-berubah" in {row["kode"] for row in tables["temuan"]}
    assert (rows["Dinas A"]["terkirim"], rows["Dinas A"]["sebab"]) == ("belum", "laporan tahunan; lembar Triwulan belum berisi realisasi")


def test_what_was_read_for_the_year_is_not_read_again(book: Path, tmp_path: Path) -> None:
    folder, cache = tmp_path / "masuk", tmp_path / "cache"
    folder.mkdir()
    put(folder, "kantor.xlsm", book.read_bytes())
    assert [row["berkas"] for row in put_together(folder, tmp_path / "tahun", YEAR)["rekap"]] == ["kantor.xlsm"]
    before = {path: path.stat().st_mtime_ns for path in cache.rglob("*") if path.is_file()}
    assert [row["terkirim"] for row in put_together(folder, tmp_path / "tw", Quarter(2))["rekap_triwulan"]] == ["sudah"]
    after = {path: path.stat().st_mtime_ns for path in cache.rglob("*") if path.is_file()}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1, "only the recap itself is new"


@pytest.mark.parametrize("written", ["V", "", "0", "triwulan", "I I"])
def test_a_quarter_that_is_none(tmp_path: Path, written: str) -> None:
    (tmp_path / "masuk").mkdir()
    refused = run("rekap", tmp_path / "masuk", "--triwulan", written, "--keluaran", tmp_path / "r.xlsx")
    assert_refused(refused, "--triwulan", "I, II, III, atau IV", folder=tmp_path)
    with pytest.raises(LkjipError, match=r"^triwulan '.*' tidak dikenal; tulis I, II, III, atau IV$"):
        collect(tmp_path / "masuk", triwulan=written)
