"""The explanation of each figure: the worked line computes the cell again, and what it says is what a clerk would check by hand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from lkjip.model import explain
from lkjip.model.laporan import Laporan, Row
from lkjip.sources import csv_folder
from tests.conformance import random_rules
from tests.kit.workbooks import BOYOLALI, ROOT
from xlfuncs.angka import Cell
from xlfuncs.aturan import ATURAN, BY_KUNCI
from xlfuncs.skala import SKALA

KANTOR: Final = ROOT / "tests" / "data" / "kantor"
OFFICES: Final = (BOYOLALI, *sorted(path for path in KANTOR.iterdir() if path.is_dir()))
CHOICES: Final[Sequence[Mapping[str, Cell]]] = (
    {},
    {"paket": "BPS"},
    {"paket": "PermenPANRB 8/2021", "pembulatan": "potong"},
    {"rumus_turun": "rasio", "batas_atas": 100.0, "target_nol": "tercapai"},
    {"rumus_turun": "rasio", "pembulatan": "bulat", "batas_bawah": 0.0, "realisasi_nol": "kosong"},
    {"batas_atas": 133.5, "pembulatan": "2 desimal", "target_nol": "tercapai"},
    {"batas_atas": 90.0, "target_nol": "tercapai", "pembulatan": "potong"},
    {"batas_atas": "seratus"},
)
_NUMBER: Final = r"-?\d[\d.]*(?:,\d+)?(?:E[+-]?\d+)?"

_STEPS: Final = (
    *("dibulatkan 2 desimal menjadi", "dibulatkan menjadi", "dipotong 2 desimal menjadi"),
    *("dibatasi paling rendah", "dibatasi"),
)


# ---------------------------------------------------------------- a line, computed again by what it says
def number(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


def arithmetic(text: str) -> Fraction:
    assert re.fullmatch(rf"(?:{_NUMBER}|[()/ x-])+", text), text
    terms = re.sub(_NUMBER, lambda found: f"number('{found[0]}')", text.replace(" - ", " minus "))
    value = eval(terms.replace(" x ", " * ").replace(" minus ", " - "), {"number": number})  # noqa: S307  # numbers and signs alone, see above
    assert isinstance(value, Fraction)
    return value


def before_limits(text: str) -> Fraction:
    """What stands before the sign of equality: arithmetic, a target of 0, or a realisasi inside a range of targets."""
    inside = re.fullmatch(rf"({_NUMBER}) di dalam target ({_NUMBER}) sampai ({_NUMBER})", text)
    if inside:
        assert number(inside[2]) <= number(inside[1]) <= number(inside[3])
        return Fraction(100)
    met = re.fullmatch(rf"target 0, realisasi {_NUMBER} (tercapai|lebih baik|lebih buruk)", text)
    return Fraction(0 if met[1] == "lebih buruk" else 100) if met else arithmetic(text)


def to_places(value: Fraction, places: int, *, cut: bool = False) -> Fraction:
    steps = int(abs(value) * 10**places + (0 if cut else Fraction(1, 2)))
    return Fraction(steps, 10**places) * (1 if value > 0 else -1)


def computed(line: str) -> Fraction | str | None:
    """What a line comes to: its number, its error, or nothing."""
    if error := re.match(r"(#[A-Z/0]+[!A]?): ", line):
        return error[1]
    if line.startswith("belum diukur: ") or line.endswith("dikosongkan, tidak ikut dihitung"):
        return None
    if highest := re.fullmatch(rf"(.+?): paling tinggi, jadi batas atas ({_NUMBER})(?: \(.*\))?", line):
        assert " / 0 x 100" in highest[1] or highest[1].endswith("lebih baik")
        return number(highest[2])
    found = re.match(rf"(?P<left>.+?) = (?P<shown>{_NUMBER})", line)
    assert found, line
    value = before_limits(found["left"])
    assert number(found["shown"]) == pytest.approx(value, rel=1e-14) or number(found["shown"]) == to_places(
        value, len(found["shown"].partition(",")[2])
    )
    said = re.compile(rf", ({'|'.join(_STEPS)}) ({_NUMBER})")
    end = found.end()
    while step := said.match(line, end):
        words, wanted, end = step[1], number(step[2]), step.end()
        if words.startswith("dibatasi"):
            value = max(value, wanted) if words.endswith("rendah") else min(value, wanted)
        else:
            value = to_places(value, 2 if "2 desimal" in words else 0, cut=words.startswith("dipotong"))
        assert value == wanted, line
    assert re.fullmatch(r"(?: \([^()]*\))*", line[end:]), line
    return value


def assert_computes_its_cells(laporan: Laporan) -> None:
    rows = laporan.rows["tabel_3_1"]
    for each, row in zip(explain.explained(laporan), rows, strict=True):
        found, cell = computed(each.capaian), row["capaian"]
        if isinstance(found, Fraction):
            assert isinstance(cell, float), (each, cell)
            largest = max(100.0, abs(cell), *(abs(float(number(text))) for text in re.findall(rf" = ({_NUMBER})", each.capaian)))
            assert cell == pytest.approx(float(found), abs=1e-12 * largest), (each, laporan.pilihan)
        else:
            assert found == cell, (each, laporan.pilihan)


@cache
def office(folder: Path) -> Laporan:
    return csv_folder.read(folder).laporan


@pytest.mark.parametrize("folder", OFFICES, ids=lambda folder: folder.name)
def test_each_line_computes_its_cell_by_many_choices(folder: Path) -> None:
    laporan = office(folder)
    for pilihan in CHOICES:
        assert_computes_its_cells(Laporan(laporan.profil, laporan.skala, laporan.inputs, pilihan=pilihan))


def test_each_line_computes_its_cell_over_all_choices() -> None:
    for call in random_rules.draw(random_rules.FEW, random_rules.SOME, seed=31):
        *figures, rules, upper, limit = call.arguments
        columns = [[cell for (cell,) in column] for column in (*figures, upper, limit) if isinstance(column, tuple)]
        keys = ("target", "realisasi", "arah", "target_atas", "batas_atas")
        rows = [
            {"indikator": f"Indikator {place}", **dict(zip(keys, cells, strict=True))}
            for place, cells in enumerate(zip(*columns, strict=True))
        ]
        assert_computes_its_cells(Laporan(inputs={"tabel_3_1": rows}, pilihan=dict(rules)))  # type: ignore[arg-type]  # rows of key and choice


# ---------------------------------------------------------------- by hand
GRADES: Final[Sequence[Row]] = ({"daftar": "SAKIP", "kode": "A", "nilai": 90.0}, {"daftar": "SAKIP", "kode": "BB", "nilai": 80.0})


def report(*rows: Row, skala: str = "LKjIP Boyolali", **pilihan: Cell) -> Laporan:
    named = [{"indikator": f"Indikator {place}", **row} for place, row in enumerate(rows, 1)]
    return Laporan(skala=SKALA[skala], inputs={"tabel_3_1": named, "predikat": GRADES}, pilihan=pilihan)


def turun(target: Cell, realisasi: Cell, **more: Cell) -> Row:
    return {"target": target, "realisasi": realisasi, "arah": "turun", **more}


def naik(target: Cell, realisasi: Cell, **more: Cell) -> Row:
    return {"target": target, "realisasi": realisasi, "arah": "naik", **more}


LINES: Final[Sequence[tuple[Row, Mapping[str, Cell], str]]] = (
    (turun(14.0, 12.5), {}, "(2 x 14 - 12,5) / 14 x 100 = 110,71"),
    (turun(14.0, 12.5), {"rumus_turun": "rasio"}, "14 / 12,5 x 100 = 112,00"),
    (naik(75.0, 98.2), {"batas_atas": 120.0}, "98,2 / 75 x 100 = 130,93, dibatasi 120"),
    (naik(75.0, 98.2, batas_atas=100.0), {"batas_atas": 120.0}, "98,2 / 75 x 100 = 130,93, dibatasi 100 (Batas Atas indikator ini)"),
    (turun(120.0, 260.0), {"batas_bawah": 0.0}, "(2 x 120 - 260) / 120 x 100 = -16,67, dibatasi paling rendah 0"),
    (naik(1e6, 943_757.0), {"pembulatan": "potong"}, "943.757 / 1.000.000 x 100 = 94,3757, dipotong 2 desimal menjadi 94,37"),
    (naik(1e6, 943_757.0), {"pembulatan": "bulat"}, "943.757 / 1.000.000 x 100 = 94,3757, dibulatkan menjadi 94"),
    (naik(1e6, 943_757.0), {"pembulatan": "2 desimal"}, "943.757 / 1.000.000 x 100 = 94,3757, dibulatkan 2 desimal menjadi 94,38"),
    (naik(3.0, -100.0), {}, "(-100) / 3 x 100 = -3.333,33"),
    (naik(80.0, 85.0, target_atas=90.0), {}, "85 di dalam target 80 sampai 90 = 100,00"),
    (naik(80.0, 99.0, target_atas=90.0), {}, "99 / 90 x 100 = 110,00 (target 80 sampai 90)"),
    (naik(80.0, 99.0, target_atas=90.0, arah="rentang"), {}, "(2 x 90 - 99) / 90 x 100 = 90,00 (target 80 sampai 90)"),
    (naik("BB", "A", satuan="SAKIP"), {}, "90 / 80 x 100 = 112,50 (target BB = 80; realisasi A = 90)"),
    (turun(0.0, 0.0), {"target_nol": "tercapai"}, "target 0, realisasi 0 tercapai = 100,00"),
    (turun(0.0, 2.0), {"target_nol": "tercapai"}, "target 0, realisasi 2 lebih buruk = 0,00"),
    (
        naik(0.0, 2.0),
        {"target_nol": "tercapai", "batas_atas": 120.0},
        "target 0, realisasi 2 lebih baik: paling tinggi, jadi batas atas 120",
    ),
    (turun(0.0, 2.0), {"target_nol": "kosong"}, "target 0: dikosongkan, tidak ikut dihitung"),
    (
        turun(0.0, 2.0),
        {},
        "#DIV/0!: target 0 tidak bisa menjadi pembagi; target_nol di lembar Aturan menentukan penggantinya",
    ),
    (turun(14.0, 0.0), {"rumus_turun": "rasio", "batas_atas": 120.0}, "14 / 0 x 100: paling tinggi, jadi batas atas 120"),
    (turun(14.0, 0.0), {"rumus_turun": "rasio"}, "#DIV/0!: realisasi 0 tidak bisa menjadi pembagi; pilih batas_atas di lembar Aturan"),
    (naik(80.0, 0.0), {"realisasi_nol": "kosong"}, "realisasi 0: dikosongkan, tidak ikut dihitung"),
    (naik(80.0, None), {}, "belum diukur: realisasi kosong"),
    (naik(80.0, "Tidak diadakan"), {}, 'belum diukur: realisasi "Tidak diadakan"'),
    (naik(80.0, "#REF!"), {}, "#REF!: Realisasi berisi #REF!"),
    (naik(80.0, "banyak"), {}, '#VALUE!: Realisasi "banyak" bukan angka, dan bukan predikat dari daftar yang disebut Satuan'),
    (naik(80.0, 40.0, arah="ke atas"), {}, '#VALUE!: arah "ke atas" tidak dikenal'),
    (naik(80.0, 40.0), {"batas_atas": "seratus"}, "#VALUE!: ada pilihan di lembar Aturan yang tidak dikenal"),
    (naik(1e-300, 1e300), {}, "#NUM!: hasilnya terlalu besar untuk sebuah angka"),
)


@pytest.mark.parametrize(("row", "pilihan", "line"), LINES)
def test_a_line_says_how_the_figure_comes_about(row: Row, pilihan: Mapping[str, Cell], line: str) -> None:
    (found,) = explain.explained(replace(report(row), pilihan=pilihan))
    assert found.capaian == line


def test_other_rules_are_told_where_they_give_another_figure() -> None:
    falling, high, met = explain.explained(report(turun(14.0, 12.5), naik(75.0, 98.2), naik(80.0, 80.0), batas_atas=120.0))
    assert falling.lain == [
        ("dengan rasio", "112,00"),
        ("batas atas 100", "100,00"),
        ("batas atas 110", "110,00"),
        ("dibulatkan ke bilangan bulat", "111,00"),
    ]
    assert high.lain == [("tanpa batas atas", "130,93"), ("batas atas 100", "100,00"), ("batas atas 110", "110,00")]
    assert met.lain == []


def test_other_rules_for_zeros_and_beyond_a_limit_of_the_indicator() -> None:
    zero, nothing, own = explain.explained(report(turun(0.0, 0.0), naik(80.0, 0.0), naik(75.0, 98.2, batas_atas=105.0)))
    assert zero.lain == [("target 0 dikosongkan", "kosong"), ("target 0 dinilai tercapai atau tidak", "100,00")]
    assert nothing.lain == [("realisasi 0 dikosongkan", "kosong")]
    assert own.lain[0] == ("tanpa batas atas", "130,93")


def test_every_choice_has_words() -> None:
    said = [explain._said(kunci.nama, choice) for kunci in ATURAN if kunci.nama != "rata_rata" for choice in kunci.pilihan]
    assert len(set(said)) == len(said)
    assert not [words for words in said if "_" in words or "tidak ada" in words]


@pytest.mark.parametrize(
    ("skala", "realisasi", "category"),
    [
        ("LKjIP Boyolali", 100.004, "B (Baik): 75,01 sampai 100"),
        ("LKjIP Boyolali", 130.0, "SB (Sangat baik): 100,01 ke atas"),
        ("LKjIP Boyolali", 20.0, "K (Kurang): sampai 54,99"),
        ("Permendagri 86/2017", 90.5, "T (Tinggi): 76 sampai 90,99"),
        ("Tercapai, tidak tercapai", 99.99, "TT (Tidak tercapai): sampai 99,99"),
    ],
)
def test_the_category_names_its_band(skala: str, realisasi: float, category: str) -> None:
    (found,) = explain.explained(report(naik(100.0, realisasi), skala=skala))
    assert found.kategori == category


def test_the_direction_names_the_formula_of_the_office() -> None:
    rows: list[Row] = [turun(1.0, 1.0), {"target": 1.0, "realisasi": 1.0}, {"target": 1.0, "realisasi": 1.0, "arah": "Turun Selisih"}]
    assert [each.arah for each in explain.explained(report(*rows, rumus_turun="rasio"))] == [
        "turun rasio",
        "naik, karena Arah kosong",
        "turun selisih",
    ]


def test_a_part_of_a_name_is_enough_whatever_its_spelling() -> None:
    laporan = office(BOYOLALI)
    assert [each.indikator for each in explain.explained(laporan, "KEGIATAN  event")] == [
        "Kegiatan Event Pengembangan Nilai-Nilai Wawasan Kebangsaan"
    ]
    assert len(explain.explained(laporan, "konflik")) == 2
    assert explain.explained(laporan, "tidak ada ini") == explain.explained(laporan, " . ") == []


# ---------------------------------------------------------------- the mean
WEIGHTED: Final = (
    naik(100.0, 100.0, bobot=60.0, sasaran="A"),
    naik(100.0, 70.0, bobot=40.0, sasaran="B"),
    naik(100.0, None, bobot=1.0, sasaran="B"),
)


@pytest.mark.parametrize(
    ("how", "line"),
    [
        ("biasa", "jumlah 170,00 / 2 indikator = 85,00 (biasa)"),
        ("per sasaran", "(100,00 + 70,00) / 2 sasaran = 85,00 (per sasaran)"),
        ("berbobot", "jumlah bobot x capaian 8.800,00 / jumlah bobot 100 = 88,00 (berbobot)"),
        ("geometrik", "akar pangkat 2 dari hasil kali 2 capaian = 83,67 (geometrik)"),
    ],
)
def test_the_mean_says_how_it_comes_about(how: str, line: str) -> None:
    found = explain.mean_explained(report(*WEIGHTED, rata_rata=how))
    assert found.startswith(f"{line}; kategori B (Baik): 75,01 sampai 100")
    others = dict(re.findall(r"cara ([a-z ]+): ([\d,]+)", found))
    figures = {"biasa": "85,00", "per sasaran": "85,00", "berbobot": "88,00", "geometrik": "83,67"}
    assert others == {other: figure for other, figure in figures.items() if figure != figures[how]}


def test_a_mean_that_is_none() -> None:
    assert explain.mean_explained(report(naik(1.0, None))) == "belum ada (biasa): belum ada indikator yang diukur"
    assert explain.mean_explained(report(naik(1.0, "#REF!"))) == "#REF! (biasa): ada capaian yang tidak dapat dihitung"
    assert explain.mean_explained(report(naik(1.0, 0.0), rata_rata="geometrik")).startswith("#NUM! (geometrik): rata-rata ukur tidak ada")
    assert explain.mean_explained(report(naik(1.0, 1.0, bobot=-1.0), rata_rata="berbobot")).startswith(
        "#NUM! (berbobot): bobot harus angka"
    )


def test_all_choices_of_the_mean_are_explained() -> None:
    lines = [explain.mean_explained(report(*WEIGHTED, rata_rata=how)) for how in BY_KUNCI["rata_rata"].pilihan]
    assert all(one.split(" = ")[0] != other.split(" = ")[0] for one, other in itertools.combinations(lines, 2))
