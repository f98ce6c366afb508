"""The guide's year by quarters: every worked figure is true by hand, and is what the product computes for the made-up office."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from email import message_from_binary_file, policy
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from lkjip.checks.registry import CHECKS
from lkjip.model import triwulan
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TRIWULAN_TABLE
from lkjip.model.tables.report import REALISASI_TRIWULAN
from lkjip.ooxml.package import Package
from lkjip.sources import csv_folder
from lkjip.summary.e81 import e81_sheet
from lkjip.summary.monitoring import monitoring_sheet
from lkjip.summary.sheet import SummarySheet
from tests.kit.workbooks import ROOT, run, write_folder
from tests.panduan.pages import GUIDE
from tests.panduan.test_claims import block
from xlfuncs.angka import Cell, angka
from xlfuncs.triwulan import TRIWULAN

OFFICE: Final = ROOT / "tests" / "data" / "kantor-triwulan"
QUARTERS: Final = (1, 2, 3, 4)
KEYS: Final = ("target_sd", "realisasi_sd", "capaian_triwulan", "status", "sisa")
"""What the columns of a page's worked example hold, after the indicator."""
BLANK: Final = "kosong"
RED: Final = ", merah"
_TERM: Final = re.compile(r"[0-9]+(?:,[0-9]+)?|[-+x/()]")


# ---------------------------------------------------------------- arithmetic, as a reader does it
def by_hand(written: str) -> Fraction:
    """Compute what is written, with "x" for times and a comma in decimals."""
    terms: Iterator[str] = iter([*_TERM.findall(written), "end"])
    assert "".join(_TERM.findall(written)) == written.replace(" ", ""), written
    term = next(terms)

    def advance() -> str:
        nonlocal term
        read, term = term, next(terms, "end")
        return read

    def factor() -> Fraction:
        if term == "(":
            advance()
            inside = added()
            assert advance() == ")", written
            return inside
        return Fraction(advance().replace(",", "."))

    def product() -> Fraction:
        value = factor()
        while term in ("x", "/"):
            value = value * factor() if advance() == "x" else value / factor()
        return value

    def added() -> Fraction:
        value = product()
        while term in ("+", "-"):
            value = value + product() if advance() == "+" else value - product()
        return value

    value = added()
    assert term == "end", written
    return value


def decimals(number: str) -> int:
    return len(number.partition(",")[2])


def result(cell: str) -> str:
    """The result in a cell such as "2 + 5 = 7, merah", which the calculation before it gives."""
    *calculation, found = cell.removesuffix(RED).split(" = ")
    for written in calculation:
        assert abs(by_hand(written) - by_hand(found)) <= Fraction(1, 2 * 10 ** decimals(found)), cell
    return found


def agrees(cell: str, value: Cell) -> bool:
    """Whether a cell of a page says this value, to the digits written."""
    found = result(cell)
    if found == BLANK or value is None:
        return found == BLANK and value is None
    if isinstance(value, str):
        return found == value
    assert isinstance(value, float)
    return abs(by_hand(found) - Fraction(value)) <= Fraction(1, 2 * 10 ** decimals(found)) + Fraction(1, 10**9)


# ---------------------------------------------------------------- the pages and the office
def table(page: str, heading: str) -> list[list[str]]:
    """The cells of the one table of a page whose first heading begins so."""
    text = (GUIDE / page).read_text(encoding="utf-8")
    found: str
    (found,) = re.findall(rf"^\| {re.escape(heading)}[^\n]*\n\|[ |-]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines()]


@cache
def office(quarter: int) -> Laporan:
    """The made-up office in a quarter."""
    laporan = csv_folder.read(OFFICE).laporan
    return replace(laporan, profil={**laporan.profil, triwulan.PROFIL_KEY: TRIWULAN[quarter - 1]})


def rows(laporan: Laporan) -> Mapping[str, Row]:
    return {str(row["indikator"]): row for row in laporan.rows[TRIWULAN_TABLE.key]}


def name_of_row(cell: str) -> str:
    return cell.partition(" (")[0]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_worked_example_of_a_quarter(quarter: int) -> None:
    computed = rows(office(quarter))
    falling = {row["indikator"] for row in office(quarter).rows[TABEL_3_1.key] if row["arah"] == "turun"}
    shown = table(f"triwulan-{quarter}.md", "Indikator (jenis)")

    assert [name_of_row(indikator) for indikator, *_ in shown] == list(computed)
    for indikator, *cells in shown:
        row = computed[name_of_row(indikator)]
        said = [
            str(row["jenis"]),
            *(["turun"] if row["indikator"] in falling else []),
            *([str(row["cara_isi"])] if row["cara_isi"] else []),
        ]
        assert indikator == f"{row['indikator']} ({', '.join(said)})"
        for key, cell in zip(KEYS, cells, strict=True):
            assert agrees(cell, row[key]), (indikator, key, row[key])
        assert (RED in cells[-1]) == (row["sisa_berat"] == 1)


def test_capaian_of_the_year_in_the_middle_of_it() -> None:
    computed = rows(office(2))
    for (indikator, cell), name in zip(table("triwulan-2.md", "Indikator | Capaian terhadap PK"), computed, strict=True):
        assert indikator == name
        assert agrees(cell, computed[name]["capaian_pk"])


def test_the_example_of_an_office_ahead_of_its_plan() -> None:
    ((targets, done, *cells),) = table("triwulan-2.md", "target TW I")
    numbers = [[by_hand(each) for each in typed.split("; ")] for typed in (targets, done)]
    quarters: Row = {
        **dict(zip(triwulan.TARGET, map(float, numbers[0]), strict=True)),
        **dict(zip(triwulan.REALISASI, map(float, numbers[1]), strict=False)),
    }
    inputs: Mapping[str, Sequence[Row]] = {
        TABEL_3_1.key: [{"indikator": "a", "target": float(sum(numbers[0])), "arah": "naik"}],
        TRIWULAN_TABLE.key: [{"indikator": "a", "jenis": "jumlah", **quarters}],
    }
    row = rows(Laporan({triwulan.PROFIL_KEY: "II"}, inputs=inputs))["a"]

    for key, cell in zip(("capaian_triwulan", "capaian_pk", "sisa"), cells, strict=True):
        assert agrees(cell, row[key]), (key, row[key])


def test_in_the_last_quarter_both_capaian_are_the_same() -> None:
    """As the page of triwulan IV says; what it says to type into Tabel 3.1 gives that capaian there."""
    computed = rows(office(4))
    (listed,) = re.findall(r"Realisasi s\.d\.: ([0-9,; ]+)\.\n", (GUIDE / "triwulan-4.md").read_text(encoding="utf-8"))
    for typed, row in zip(listed.split("; "), computed.values(), strict=True):
        assert agrees(typed, row["realisasi_sd"])
        assert row["capaian_triwulan"] == row["capaian_pk"]


# ---------------------------------------------------------------- what periksa says
def findings(folder: Path) -> list[str]:
    book = folder.with_suffix(".xlsm")
    assert run("isi", folder, "--keluaran", book, "--diam").status == 0
    return run("periksa", book).out.splitlines()


def test_a_plan_that_is_overdue_half_way(tmp_path: Path) -> None:
    (shown,) = block(GUIDE / "triwulan-2.md", "peringatan")
    folder = tmp_path / "csv"
    shutil.copytree(OFFICE, folder)
    assert shown in findings(folder)


def test_a_year_whose_last_quarter_is_not_tabel_3_1(tmp_path: Path) -> None:
    (shown,) = block(GUIDE / "triwulan-4.md", "peringatan")
    folder = tmp_path / "csv"
    shutil.copytree(OFFICE, folder)
    profil = folder / "profil.csv"
    profil.write_text(
        profil.read_text(encoding="utf-8").replace(f"{triwulan.PROFIL_KEY},II", f"{triwulan.PROFIL_KEY},IV"), encoding="utf-8"
    )
    reached = [row["realisasi_sd"] for row in rows(office(4)).values()]
    fill_in(folder / "tabel_3_1.csv", "realisasi_2025", ["20", *map(str, reached[1:])])
    spent = [sum(angka(row[key]) or 0 for key in REALISASI_TRIWULAN) for row in office(4).rows[TABEL_3_2.key]]
    fill_in(folder / "tabel_3_2.csv", "realisasi_2025", list(map(str, spent)))
    said = findings(folder)

    assert shown in said
    assert [line for line in said if "[triwulan-realisasi]" in line] == [shown]
    assert not [line for line in said if "[anggaran-triwulan]" in line]


def fill_in(path: Path, column: str, values: Sequence[str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    for line, value in zip(lines, values, strict=True):
        line[head.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *lines])


def test_what_is_spent_in_the_quarters_of_a_year() -> None:
    (written,) = re.findall(r"sosialisasi\s+([0-9.+ ]+ = [0-9.]+)\.\n", (GUIDE / "triwulan-4.md").read_text(encoding="utf-8"))
    row = next(row for row in office(4).rows[TABEL_3_2.key] if row["indikator"] == "Sosialisasi kebencanaan")
    *parts, total = map(angka, re.split(r" [+=] ", written))

    assert parts == [row[key] for key in REALISASI_TRIWULAN]
    assert sum(part or 0 for part in parts) == total


def test_what_the_answers_say_of_quarters_that_are_not_measured(tmp_path: Path) -> None:
    """The table of `tiap-triwulan.md` and the answers: measured once a year, not planned yet, and not yet known."""
    names = ("Indeks", "Belum direncanakan", "Belum diketahui", "Nol", "Dilewati")
    folder = write_folder(
        tmp_path / "csv",
        profil="kunci,nilai\ninstansi,Kantor\ntahun,2025\ntriwulan_laporan,II\n",
        tabel_2_1="no,sasaran,indikator,target,satuan\n" + "".join(f"1,Sasaran,{name},8,buah\n" for name in names),
        tabel_3_1="indikator,satuan,arah,target_2025,realisasi_2025\n" + "".join(f"{name},buah,naik,8,\n" for name in names),
        triwulan="indikator,jenis,target_tw_1,target_tw_2,target_tw_3,target_tw_4,realisasi_tw_1,realisasi_tw_2\n"
        "Indeks,posisi akhir,,,,8,,\n"
        "Belum direncanakan,jumlah,,4,2,2,,4\n"
        "Belum diketahui,jumlah,2,2,2,2,2,\n"
        "Nol,jumlah,2,2,2,2,2,0\n"
        "Dilewati,rata-rata,8,,8,8,6,\n",
    )
    computed = rows(csv_folder.read(folder).laporan)
    said = findings(folder)

    assert [computed[name]["status"] for name in names] == ["abu-abu", "hijau", "abu-abu", "merah", "merah"]
    assert [computed[name]["realisasi_sd"] for name in names] == [None, 4, None, 2, 6]
    assert [line for line in said if "[triwulan-" in line] == [line for line in said if 'II "Belum diketahui" kosong' in line]
    assert len([line for line in said if "[triwulan-kosong]" in line]) == 1


def test_the_findings_of_quarters_and_that_none_of_them_stops_the_mail() -> None:
    text = (GUIDE / "temuan.md").read_text(encoding="utf-8").partition("## Temuan triwulan")[2].partition("\n## ")[0]
    of_quarters = {check.code: check.level for check in CHECKS if check.look.__module__ == "lkjip.checks.quarters"}

    assert set(re.findall(r"\[([a-z-]+)\]\(pemeriksaan\.md#\1\)", text)) == set(of_quarters)
    assert "galat" not in of_quarters.values()


# ---------------------------------------------------------------- the sheets that are laid out
def texts(page: str) -> str:
    return " ".join((GUIDE / page).read_text(encoding="utf-8").split())


def means(page: str) -> list[tuple[Fraction, str]]:
    """The means that a page computes in its running text, each with what it says they are."""
    found = re.findall(r"(\([0-9,+ ]+\) / [0-9]+) = ([0-9]+,[0-9]+)", texts(page))
    return [(by_hand(calculation), said) for calculation, said in found]


def values(sheet: SummarySheet) -> set[Cell]:
    return {cell.value for cell in sheet.cells.values()}


def test_the_means_of_monitoring() -> None:
    sheet = values(monitoring_sheet(office(2)))
    computed = [value for value in sheet if isinstance(value, float)]

    assert len(means("lembar/monitoring.md")) == 2
    for mean, said in means("lembar/monitoring.md"):
        assert abs(mean - by_hand(said)) < Fraction(1, 100)  # of percentages that were rounded
        assert any(agrees(said, value) for value in computed)
    (sentence,) = block(GUIDE / "triwulan-2.md", "Sampai dengan")
    assert sentence in sheet


def test_the_evaluation_after_a_year() -> None:
    sheet = e81_sheet(office(4))
    headings = {str(cell.value): column for (_, column), cell in sheet.cells.items()}
    numbered = {label.partition(" ")[0]: column for label, column in headings.items() if re.fullmatch(r"\([0-9]+\)( = .*)?", label)}
    rows_of = {cell.value: row for (row, column), cell in sheet.cells.items() if column == numbered["(4)"]}
    for indikator, *cells in table("lembar/e-81.md", "Indikator | (6)"):
        for column, cell in zip(("(6)", "(12)", "(13)", "(14)"), cells, strict=True):
            assert agrees(cell, sheet.cells[rows_of[indikator], numbered[column]].value), (indikator, column)
    mean, said = means("triwulan-4.md")[-1]  # after those of the example
    levels = [sheet.cells[rows_of[name], numbered["(14)"]].value for name in rows(office(4))]

    assert abs(mean - by_hand(said)) < Fraction(1, 100)
    assert any(agrees(said, value) for value in values(sheet) if isinstance(value, float))
    assert f"{levels[0]:.0f} + {levels[1]:.0f} + " in texts("triwulan-4.md")
    assert "Tinggi" in values(sheet)


# ---------------------------------------------------------------- the copy of a quarter
@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbook of the made-up office, synced."""
    place = tmp_path_factory.mktemp("kirim")
    book = place / "LKjIP 2025.xlsm"
    assert run("isi", OFFICE, "--keluaran", book, "--diam").status == 0
    assert run("sinkron", book).status == 0
    return place


@pytest.fixture(scope="module")
def copy(folder: Path) -> Path:
    assert run("kirim", folder / "LKjIP 2025.xlsm", "--triwulan", "II", "--tanpa-pdf").status == 0
    (found,) = folder.glob("*.xlsx")
    return found


def test_another_quarter_is_refused(folder: Path) -> None:
    (shown,) = block(GUIDE / "mengirim.md", "LKjIP 2025.xlsm: yang diminta")
    outcome = run("kirim", folder / "LKjIP 2025.xlsm", "--triwulan", "III")

    assert outcome.status == 2
    assert outcome.err.strip().removeprefix(f"{folder}/") == shown


def test_the_letter_of_a_quarter(copy: Path) -> None:
    with copy.with_suffix(".eml").open("rb") as file:
        body = message_from_binary_file(file, policy=policy.default).get_body()
    assert body is not None
    assert "\n".join(block(GUIDE / "mengirim.md", "- Indikator kinerja")) in body.get_content()


def test_what_is_in_the_copy_of_a_quarter(copy: Path) -> None:
    listed = dict(table("mengirim.md", "lembar | di salinan"))
    shown = [title for names, what in listed.items() if what.startswith("tampak") for title in names.split(", ")]
    hidden = [title for names, what in listed.items() if what.startswith("tersembunyi") for title in names.split(", ")]
    with Package(copy) as package:
        book = package.xml(package.main)
        there = {sheet.get("name"): sheet.get("state", "visible") for sheet in book.iter("{*}sheet")}

    assert f"`{copy.name}`" in texts("mengirim.md")
    assert there == dict.fromkeys(shown, "visible") | dict.fromkeys(hidden, "hidden")
    assert "kiriman triwulan II, sama seperti saat dikirim" in run("periksa-kiriman", copy).out
    assert "`kiriman triwulan II, sama seperti saat dikirim`" in texts("segel.md")


def test_who_has_sent_a_quarter(copy: Path, tmp_path: Path) -> None:
    """As the page says: another quarter does not count, and the recap of the year passes the copy of a quarter over."""
    kept = tmp_path / "kiriman"
    kept.mkdir()
    shutil.copy(copy, kept)
    state = {}
    for number in ("I", "II"):
        run("rekap", kept, "--triwulan", number, "--format", "csv", "--keluaran", tmp_path / number)
        with (tmp_path / number / "rekap_triwulan.csv").open(encoding="utf-8-sig", newline="") as file:
            state[number] = [line["terkirim"] for line in csv.DictReader(file)]

    assert state == {"I": ["belum"], "II": ["sudah"]}
    assert run("rekap", kept, "--keluaran", tmp_path / "tahun.xlsx").status == 2
