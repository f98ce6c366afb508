"""The rules of the quarters against worked examples: printed ones, and others by hand (`tests/data/triwulan.csv`)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.kit.quarters import OUTCOMES, VECTORS, Vector
from xlfuncs import rules, triwulan
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError
from xlfuncs.triwulan import Sampai


def computed(vector: Vector) -> dict[str, Cell]:
    """What the rules give for a vector; an error is that of all that depends on it."""
    typed = (vector.triwulan, vector.jenis, vector.cara_isi, vector.target, vector.realisasi, vector.penyebut)

    def tried(rule: object, *arguments: object, **more: object) -> Cell:
        try:
            return rule(*arguments, **more)  # type: ignore[operator, no-any-return]
        except RuleError as error:
            return error.code

    try:
        sampai = rules.sampai_triwulan(*typed)
    except RuleError as error:
        return {**dict.fromkeys(OUTCOMES, error.code), "berat": None}
    office = (vector.target_pk, vector.arah, vector.aturan, vector.target_atas)
    capaian = tried(rules.capaian_triwulan, sampai, *office)
    sisa = tried(rules.sisa, *typed, vector.target_pk)
    read = triwulan.read(*typed)
    falls = vector.arah == "turun"
    hard = read is not None and (sisa is None or isinstance(sisa, float)) and triwulan.is_out_of_reach(read, sisa, falls=falls)
    return {
        "target_sd": sampai.target,
        "realisasi_sd": sampai.realisasi,
        "capaian": capaian,
        "capaian_pk": tried(rules.capaian_pk, sampai, vector.triwulan, vector.jenis, *office),
        "status": tried(rules.status_triwulan, capaian),
        "sisa": sisa,
        "berat": 1.0 if hard else None,
    }


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.catatan)
def test_a_worked_example(vector: Vector) -> None:
    found = computed(vector)
    assert found == {
        key: pytest.approx(float(value), rel=1e-12, abs=1e-12) if isinstance(value, Fraction) else value
        for key, value in vector.expected.items()
    }


def test_the_examples_hold_every_kind_and_way() -> None:
    used = {(vector.jenis, vector.cara_isi) for vector in VECTORS}
    assert used >= {(kind, way) for kind in triwulan.ADDED_UP for way in (None, triwulan.SAMPAI)}
    assert {kind for kind, _ in used} >= set(triwulan.JENIS)
    assert {vector.triwulan for vector in VECTORS} == {1, 2, 3, 4}


def test_what_a_quarter_brought_itself() -> None:
    read = triwulan.read(4, "jumlah", "s.d. triwulan", [None] * 4, [2.0, None, 5.0, 9.0])
    assert read is not None
    assert read.own(read.realisasi) == [2.0, None, 3.0, 4.0]


def test_a_sum_beyond_a_double_is_an_error() -> None:
    with pytest.raises(RuleError, match="#NUM!"):
        rules.sampai_triwulan(2, "jumlah", None, [1e308, 1e308, None, None], [1.0, 1.0, None, None])


@pytest.mark.parametrize("jenis", ["rata-rata", "pembilang/penyebut"])
def test_what_remains_beyond_a_double_is_an_error(jenis: str) -> None:
    with pytest.raises(RuleError, match="#NUM!"):
        rules.sisa(1, jenis, None, [1.0, None, None, None], [1.0, None, None, None], 1e10, 1e308)


def test_a_share_beyond_a_double_is_an_error() -> None:
    with pytest.raises(RuleError, match="#NUM!"):
        rules.sampai_triwulan(1, "pembilang/penyebut", None, [1e308, None, None, None], [1.0, None, None, None], 1e-5)


def test_a_quarter_without_a_target_of_its_own_has_no_capaian() -> None:
    assert rules.capaian_triwulan(Sampai(None, 5.0), 20.0) is None
    assert rules.capaian_triwulan(Sampai(5.0, None), 20.0) is None
