"""A recap agrees with each workbook on its own, and contains every planted mistake."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from lkjip.sources import workbook_file
from scripts.offices import MISTAKES, Office, judged, workbook
from tests.kit import reading
from tests.kit.sampling import some
from tests.kit.workbooks import run
from tests.office.client import Office as LibreOffice
from tests.recap.tables import HEADING, Tables, recap, sheet
from xlfuncs import rules

FIGURES = ("rata_rata_capaian", "kategori_rata_rata", "total_anggaran", "total_realisasi", "total_serapan", "total_efisiensi")


@pytest.fixture(scope="module")
def tables(inbox: Path, cache: Path) -> Tables:
    """The recap of all offices, as CSV."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        outcome, found = recap(inbox)
    assert outcome.status == 1  # three files are no workbooks
    return found


@pytest.fixture(scope="module")
def book(inbox: Path, cache: Path, tables: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recap of all offices, as a workbook."""
    path = tmp_path_factory.mktemp("rekap") / "rekap.xlsx"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        assert run("rekap", inbox, "--keluaran", path).status == 1
    return path


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is read once is not read for every test here."""
    return tmp_path_factory.mktemp("cache")


def as_csv(value: object) -> str:
    return "" if value is None or (isinstance(value, str) and value.startswith("#")) else str(value)


def test_rows_are_what_ekspor_says(inbox: Path, offices: Sequence[Office], tables: Tables) -> None:
    rows = {name: by_file(tables[name]) for name in ("rekap", "indikator", "anggaran")}
    for path in some(sorted(inbox.glob("*/*.xlsm")), 6):
        name = path.relative_to(inbox).as_posix()
        data: dict[str, Any] = json.loads(run("ekspor", path).out)
        (row,) = rows["rekap"][name]
        summary = data["ringkasan"]
        assert row["instansi"] == data["profil"]["instansi"]
        assert [row[key] for key in FIGURES] == [as_csv(summary[key]) for key in FIGURES], name
        assert [row[f"jumlah_{code}"] for code in summary["jumlah"]] == [str(count) for count in summary["jumlah"].values()]
        assert int(row["jumlah_indikator"]) == summary["jumlah_indikator"] == len(data["tabel_3_1"])
        for table, key in (("indikator", "capaian"), ("indikator", "kategori"), ("anggaran", "serapan"), ("anggaran", "efisiensi")):
            exported = data["tabel_3_1" if table == "indikator" else "tabel_3_2"]
            assert [each[key] for each in rows[table][name]] == [as_csv(each[key]) for each in exported], name
    assert len(tables["rekap"]) == len(offices)


def by_file(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["berkas"], []).append(row)
    return found


def test_figures_of_whole_columns_are_those_one_by_one(offices: Sequence[Office], tables: Tables) -> None:
    """The rules take a column in one call; here each row is given to them alone."""
    compared = 0
    for row in tables["indikator"]:
        if row["target"] and row["realisasi"] and not row["kesalahan"]:
            capaian = rules.capaian(float(row["target"]), float(row["realisasi"]), row["arah"])
            assert (row["capaian"], row["kategori"]) == (str(capaian), rules.kategori(capaian))
            compared += 1
    for row in tables["anggaran"]:
        if not row["kesalahan"]:
            amounts = float(row["anggaran"]), float(row["realisasi"])
            assert (row["serapan"], row["efisiensi"]) == (str(rules.serapan(*amounts)), str(rules.efisiensi(*amounts)))
    assert compared > 7 * len(offices)


@pytest.mark.process
def test_the_demo_can_hand_its_offices_to_other_processes(offices: Sequence[Office]) -> None:
    made = next(office for office in offices if office.planted)
    with ProcessPoolExecutor(1) as pool:
        assert list(pool.map(workbook, [made])) == [workbook(made)]


def test_planted_mistakes_are_found_and_no_others(inbox: Path, offices: Sequence[Office], tables: Tables) -> None:
    findings = by_file(tables["temuan"])
    found = Counter[str]()
    for made in offices:
        path = inbox / str(made.laporan.profil["pemerintah_daerah"]) / made.file_name
        said = findings.get(path.relative_to(inbox).as_posix(), [])
        if not made.planted:
            assert not [finding for finding in said if finding["tingkat"] == "galat"], path
            continue
        verdict = judged(made, workbook_file.read(path), said)
        assert (verdict.missed, verdict.surprising) == ([], []), path
        found.update(planted.what for planted in verdict.found)
    assert found.total() > len(offices) / 3
    assert len(found) == len(MISTAKES), "a mistake of each kind"


def test_an_error_in_an_input_is_no_blank(tables: Tables) -> None:
    """Its figures are blank, what they are is named beside them, and the average over them is no number."""
    broken = [row for row in tables["indikator"] if "target: #REF!" in row["kesalahan"]]
    assert broken
    offices = {row["berkas"]: row for row in tables["rekap"]}
    for row in broken:
        assert (row["target"], row["capaian"]) == ("", "")
        assert "capaian: #REF!" in row["kesalahan"]
        assert "rata_rata_capaian: #" in offices[row["berkas"]]["kesalahan"]
        assert int(offices[row["berkas"]]["galat"]) >= 1


def test_ranks(tables: Tables) -> None:
    """Best first; one place for each that is better; nothing for an average that is no number."""
    averages = [float(row["rata_rata_capaian"]) for row in tables["rekap"] if row["rata_rata_capaian"]]
    assert averages == sorted(averages, reverse=True)
    for row in tables["rekap"]:
        better = sum(average > float(row["rata_rata_capaian"]) for average in averages) if row["rata_rata_capaian"] else None
        assert row["peringkat"] == ("" if better is None else str(better + 1))


def test_the_workbook_has_the_same_rows_and_adds_them_up(book: Path, tables: Tables) -> None:
    for title in ("Rekap", "Indikator", "Anggaran", "Temuan", "Berkas"):
        assert [row["Berkas"] for row in sheet(book, title)] == [row["berkas"] for row in tables[title.lower()]]
    rows = sheet(book, "Rekap")
    for row, flat in zip(rows, tables["rekap"], strict=True):
        assert (row["Instansi"], row["Peringkat"]) == (flat["instansi"], int(flat["peringkat"]) if flat["peringkat"] else None)
        if flat["rata_rata_capaian"]:
            assert math.isclose(row["Rata-rata capaian %"], float(flat["rata_rata_capaian"]), rel_tol=1e-15)

    formulas, saved = reading.workbook(book), reading.workbook(book, saved=True)
    headings = [cell.value for cell in formulas["Rekap"][HEADING]]
    for heading in ("Indikator", "Diukur", "SB", "B", "C", "K", "Anggaran (Rp)", "Realisasi (Rp)", "Galat", "Peringatan"):
        column = headings.index(heading) + 1
        assert str(formulas["Rekap"].cell(HEADING - 1, column).value).startswith("=SUM(")
        numbers = [row[heading] for row in rows if isinstance(row[heading], int | float)]
        assert saved["Rekap"].cell(HEADING - 1, column).value == pytest.approx(math.fsum(numbers), rel=1e-14)


def test_the_recap_keeps_its_numbers_in_libreoffice(book: Path, office: LibreOffice) -> None:
    """Recalculated from scratch: totals, averages, the counts behind the charts."""
    saved = reading.workbook(book, saved=True)
    with office.open(book) as document:
        for title, box in (("Rekap", f"A1:V{HEADING + 40}"), ("Grafik", "A1:H10")):
            after = [value for row in document.values(title, box) for value in row]
            before = [cell.value for row in saved[title][box] for cell in row]
            for was, now in zip(before, after, strict=True):
                assert now == (pytest.approx(was, rel=1e-12) if isinstance(was, int | float) else was)
