"""An office's choices: what is read, what is refused, and what each changes, by the page of rules and by printed reports."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import pytest

from xlfuncs import aturan, skala
from xlfuncs.aturan import ATURAN, DEFAULT, PAKETS, Aturan, in_force, read
from xlfuncs.errors import RuleError
from xlfuncs.rules import (
    arah_of,
    capaian,
    is_falling,
    kategori,
    rata_rata,
    rata_rata_berbobot,
    rata_rata_geometrik,
    rata_rata_menurut,
    rata_rata_per_sasaran,
)


def refusal(function: Any, *args: Any) -> str:
    with pytest.raises(RuleError) as refused:
        function(*args)
    return refused.value.code


# ---------------------------------------------------------------- reading
def test_nothing_chosen_is_the_report() -> None:
    for empty in (None, [], [[None, None]], [["batas_atas", None], ["pembulatan", "-"]], [["paket", "LKjIP Boyolali"]], DEFAULT):
        assert read(empty) is DEFAULT
    assert Aturan() == DEFAULT
    assert capaian(120, 260, "turun", [["paket", None]]) == capaian(120, 260, "turun")


@pytest.mark.parametrize("kunci", ATURAN, ids=lambda kunci: kunci.nama)
def test_every_choice_can_be_chosen(kunci: aturan.Kunci) -> None:
    for choice in kunci.pilihan:
        chosen = getattr(read([[f" {kunci.nama.upper()} ", f"  {choice.upper()} "]]), kunci.nama)
        assert chosen == (None if choice == "tidak ada" else float(choice) if kunci.is_limit else choice)
    assert getattr(read(None), kunci.nama) == (None if kunci.is_limit else kunci.default)


PACKAGES: Final = {
    "LKjIP Boyolali": Aturan(),
    "Permendagri 86/2017": Aturan(),
    "PermenPANRB 8/2021": Aturan(batas_atas=120, batas_bawah=0),
    "BPS": Aturan(batas_atas=120, target_nol="kosong", realisasi_nol="kosong"),
}


def test_packages_hold_what_the_page_says() -> None:
    assert [package.nama for package in PAKETS] == list(PACKAGES)
    for name, rules in PACKAGES.items():
        assert read([["paket", name]]) == rules
    assert read([["paket", "bps"], ["batas_atas", "tidak ada"]]) == Aturan(target_nol="kosong", realisasi_nol="kosong")
    assert read([["batas_atas", 110], ["paket", "BPS"]]).batas_atas == 110
    assert {package.skala for package in PAKETS} <= set(skala.SKALA)


def test_what_is_in_force() -> None:
    assert in_force({}) == {
        "paket": "LKjIP Boyolali",
        "rumus_turun": "selisih",
        "batas_atas": "tidak ada",
        "batas_bawah": "tidak ada",
        "target_nol": "galat",
        "realisasi_nol": "dihitung",
        "pembulatan": "tidak",
        "rata_rata": "biasa",
    }
    chosen = in_force({"paket": "bps", "batas_atas": "100", "pembulatan": ""})
    assert (chosen["paket"], chosen["batas_atas"], chosen["target_nol"], chosen["pembulatan"]) == ("BPS", "100", "kosong", "tidak")
    assert read(list(chosen.items())) == Aturan(batas_atas=100, target_nol="kosong", realisasi_nol="kosong")
    assert refusal(in_force, {"paket": "BPK"}) == "#VALUE!"


NO_RULES: Final[list[Any]] = [
    5,
    "batas_atas",
    "",
    True,
    [["batas_atas"]],
    [["batas_atas", 100, 1]],
    [["batas", 100]],
    [["batas_atas", "seratus"]],
    [["batas_atas", True]],
    [["batas_bawah", 10]],
    [["target_nol", 0]],
    [["pembulatan", "3 desimal"]],
    [["batas_atas", 100], ["batas_atas", 120]],
    [[None, 100]],
    [["paket", "BPK"]],
    [[1, 100]],
]


@pytest.mark.parametrize("rows", NO_RULES, ids=repr)
def test_what_is_no_choice_is_refused(rows: Any) -> None:
    assert refusal(read, rows) == "#VALUE!"
    assert refusal(capaian, 40, 30, "naik", rows) == "#VALUE!"
    assert refusal(capaian, None, 30, "naik", rows) == "#VALUE!"
    assert refusal(capaian, 40, "#N/A", "naik", rows) == "#N/A"


def test_a_limit_may_be_typed_as_text() -> None:
    assert read([["batas_atas", "120"], ["batas_bawah", "0"]]) == Aturan(batas_atas=120, batas_bawah=0)
    assert read([["batas_atas", "133,5 %"]]).batas_atas == 133.5


# ---------------------------------------------------------------- directions
@pytest.mark.parametrize(
    ("word", "arah", "falls"),
    [
        (None, "naik", False),
        ("-", "naik", False),
        ("+", "naik", False),
        ("negatif", "turun", True),
        (" Turun  Selisih", "turun selisih", True),
        ("turun\u00a0rasio", "turun rasio", True),
        ("RENTANG", "rentang", False),
    ],
)
def test_a_direction(word: str | None, arah: str, falls: bool) -> None:
    assert (arah_of(word), is_falling(word)) == (arah, falls)


# ---------------------------------------------------------------- figures that offices print
PRINTED: Final = [
    # Setda Banyuwangi 2021: some rows limited to 100, beside others
    (75, 78.11, "naik", {"batas_atas": 100}, 100),
    (75, 79.07, "naik", {"batas_atas": 100}, 100),
    (50, 65, "naik", {}, 130),
    (80, 85, "naik", {"pembulatan": "bulat"}, 106),
    (70, 75, "naik", {"pembulatan": "bulat"}, 107),
    (3, 3, "turun", {"rumus_turun": "rasio"}, 100),
    # BPS
    (75, 98.2, "naik", {"paket": "BPS"}, 120),
    # BKKBN, TFR
    (2.21, 2.14, "turun", {"rumus_turun": "rasio"}, 103.3),
    # Dinkes Banyuwangi 2024: stunting, maternal deaths
    (20.10, 17.60, "turun", {"pembulatan": "2 desimal"}, 112.44),
    (93, 160.1, "turun", {"pembulatan": "potong"}, 27.84),
    # Dishub Banyuwangi 2024: V/C ratio
    (0.372, 0.325, "turun", {"pembulatan": "2 desimal"}, 112.63),
    # Dukcapil Banyuwangi 2020
    (11, 4, "naik", {}, 36.36),
]


@pytest.mark.parametrize(("target", "realisasi", "arah", "rules", "printed"), PRINTED)
def test_a_printed_figure(target: float, realisasi: float, arah: str, rules: dict[str, Any], printed: float) -> None:
    places = len(str(printed).partition(".")[2]) if isinstance(printed, float) else 0
    computed = capaian(target, realisasi, arah, list(rules.items()))
    assert computed is not None
    assert round(computed, places) == printed


def test_nothing_is_minus_zero() -> None:
    for choice in ("2 desimal", "bulat", "potong"):
        result = capaian(100_000, -0.4, "naik", [["pembulatan", choice]])
        assert (result, math.copysign(1, result or 0.0)) == (0.0, 1.0)


def test_an_older_call_means_what_it_meant() -> None:
    assert capaian(90, 81, "turun") == 110.00000000000001
    assert capaian(90, 81, "turun", None, None, None) == 110.00000000000001
    assert capaian(target=10, realisasi=25, arah="turun") == -50


# ---------------------------------------------------------------- averages
Values = Sequence[Any]
SASARAN: Final = [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("values", "sasaran", "expected"),
    [
        ([100, 50, 80, None, None], SASARAN, 77.5),
        ([100, 50, 80, 90, 20], SASARAN, (75 + 85 + 20) / 3),
        ([None, "", None, "-", None], SASARAN, None),
        ([100, 50], [None, 1], 75.0),
        ([100, 50, 30], [None, None, "a"], 52.5),
    ],
)
def test_per_sasaran(values: Values, sasaran: Values, expected: float | None) -> None:
    assert rata_rata_per_sasaran(values, sasaran) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "bobot", "expected"),
    [
        ([100, 50], [3, 1], 87.5),
        ([100, None, 50], [3, 96, 1], 87.5),
        ([100, 50], [None, "-"], 75.0),
        ([100, 50], [2, None], 100.0),
        ([None, None], [1, 2], None),
    ],
)
def test_berbobot(values: Values, bobot: Values, expected: float | None) -> None:
    assert rata_rata_berbobot(values, bobot) == expected


def test_berbobot_refuses() -> None:
    assert refusal(rata_rata_berbobot, [100, "#N/A"], ["#REF!", 1]) == "#N/A"
    assert refusal(rata_rata_berbobot, [100, 50], [1, "#REF!"]) == "#REF!"
    assert refusal(rata_rata_berbobot, [100, 50], [1, "x"]) == "#VALUE!"
    assert refusal(rata_rata_berbobot, [100, 50], [1, -1]) == "#NUM!"
    assert refusal(rata_rata_berbobot, [100, None], [0, 1]) == "#DIV/0!"


def test_geometrik() -> None:
    assert rata_rata_geometrik([100, None, 90]) == pytest.approx(94.8683298050514)  # PMK 22/2021 prints 94,87
    assert rata_rata_geometrik([150] * 5000) == pytest.approx(150)
    assert rata_rata_geometrik([None, ""]) is None
    assert refusal(rata_rata_geometrik, [0, 100]) == "#NUM!"
    assert refusal(rata_rata_geometrik, [-5, "#N/A"]) == "#N/A"


def test_every_average_is_an_error_where_a_row_is() -> None:
    for cara in aturan.BY_KUNCI["rata_rata"].pilihan:
        assert refusal(rata_rata_menurut, cara, [100, "#DIV/0!"], [1, 2], [1, 1]) == "#DIV/0!"


def test_the_average_that_was_chosen() -> None:
    found = {cara: rata_rata_menurut(cara, [100, 40, 80], [1, 1, 2], [1, 1, 2]) for cara in aturan.BY_KUNCI["rata_rata"].pilihan}
    assert found["biasa"] == rata_rata([100, 40, 80]) == pytest.approx(220 / 3)
    assert (found["per sasaran"], found["berbobot"]) == (75.0, 75.0)
    assert found["geometrik"] == pytest.approx(320_000 ** (1 / 3))


# ---------------------------------------------------------------- scales
def test_the_scales_of_offices() -> None:
    assert kategori(90.5, skala.SKALA["Permendagri 86/2017"]) == "T"
    assert kategori(90.5, skala.SKALA["Permendagri 86/2017"], "lengkap") == "Tinggi"
    assert kategori(99.994, skala.SKALA["Tercapai, tidak tercapai"], "lengkap") == "Tidak tercapai"
    assert kategori(70, skala.SKALA["Banjarnegara (merah, kuning, hijau)"]) == "kuning"
    for bands in skala.SKALA.values():
        assert [kategori(-1e6, bands), kategori(1e6, bands)] == [bands[0][1], bands[-1][1]]
