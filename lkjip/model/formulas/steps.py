"""The capaian of a row of Tabel 3.1 in native steps: a helper column each, so that no step stands in a row twice.

Each step has its formula and its value by the rules. The columns that they read have the keys of Tabel 3.1: nilai_target and
nilai_realisasi (target and realisasi with blanks as the empty text), arah, target_atas, batas_atas, and the steps before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lkjip.model.formulas import native
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError
from xlfuncs.rules import Aturan, Measured


@dataclass(frozen=True)
class Step:
    """A helper column of a row.

    Attributes:
        form: builds the formula from the references of the row's cells by key, and from the helper cells of Aturan by name.
        value: computes it from the row's cells by key; raises RuleError.
        is_blank_without_name: whether a row without an indikator is to be told apart here: those that read this step follow it.
    """

    key: str
    name: str
    heading: str
    form: Callable[[Mapping[str, str], Mapping[str, str]], str]
    value: Callable[[Aturan, Mapping[str, Cell]], Cell]
    is_blank_without_name: bool = False


def _cleaned(key: str) -> tuple[Callable[[Mapping[str, str], Mapping[str, str]], str], Callable[[Aturan, Mapping[str, Cell]], Cell]]:
    def value(_: Aturan, row: Mapping[str, Cell]) -> Cell:
        cell = row.get(key)
        return None if isinstance(cell, str) and native.is_blank(cell) else cell

    return lambda at, _: native.cleaned(at[key]), value


def _arguments(at: Mapping[str, str]) -> tuple[native.Cleaned, native.Cleaned, str, native.Way, str, str]:
    target, realisasi = native.Cleaned(at["nilai_target"]), native.Cleaned(at["nilai_realisasi"])
    return target, realisasi, at["arah"], native.Way(at["kode_arah"]), at["target_atas"], at["batas_atas"]


def _nearest_form(at: Mapping[str, str], helpers: Mapping[str, str]) -> str:
    target, realisasi, arah, way, upper, limit = _arguments(at)
    return native.step_nearest(target, realisasi, arah, way, helpers, upper, limit)


def _formula_form(at: Mapping[str, str], helpers: Mapping[str, str]) -> str:
    target, realisasi, _, way, upper, limit = _arguments(at)
    return native.step_formula(at["patokan"], target, realisasi, way, helpers, upper, limit)


def _way_value(aturan: Aturan, row: Mapping[str, Cell]) -> float:
    try:
        return float(native.WAYS.index(rules.way_of(aturan, row.get("arah"))) + 1)
    except RuleError as error:
        if error.code == row.get("arah"):
            raise
        return 0.0


def _measured(aturan: Aturan, row: Mapping[str, Cell]) -> Measured | None:
    cells = (row.get(key) for key in ("nilai_target", "nilai_realisasi", "arah", "target_atas", "batas_atas"))
    target, realisasi, arah, upper, limit = cells
    return rules.measured(aturan, target, realisasi, arah, upper, limit)


def _nearest_value(aturan: Aturan, row: Mapping[str, Cell]) -> float | None:
    numbers = _measured(aturan, row)
    return None if numbers is None else numbers.nearest


def _formula_value(aturan: Aturan, row: Mapping[str, Cell]) -> float | None:
    numbers = _measured(aturan, row)
    return None if numbers is None else rules.reached(aturan, numbers)


def _limited_value(aturan: Aturan, row: Mapping[str, Cell]) -> float | None:
    numbers = _measured(aturan, row)
    percent = None if numbers is None else rules.reached(aturan, numbers)
    return None if numbers is None or percent is None else rules.limited(aturan, percent, numbers.limit)


STEPS: Final = (
    Step("nilai_target", "Nilai Target", "TARGET (angka)", *_cleaned("target")),
    Step("nilai_realisasi", "Nilai Realisasi", "REALISASI (angka)", *_cleaned("realisasi")),
    Step("kode_arah", "Kode Arah", "ARAH (nomor)", lambda at, helpers: native.step_way(at["arah"], helpers), _way_value),
    Step("patokan", "Patokan", "TARGET TERDEKAT", _nearest_form, _nearest_value, is_blank_without_name=True),
    Step("rumus", "Rumus", "CAPAIAN % SEBELUM DIBATASI", _formula_form, _formula_value),
    Step(
        "persen_capaian",
        "Persen Capaian",
        "CAPAIAN % (rumus bawaan)",
        lambda at, helpers: native.step_limited(at["rumus"], helpers, at["batas_atas"]),
        _limited_value,
    ),
)
"""In the order of the columns; each reads only columns before it."""
BY_KEY: Final = {step.key: step for step in STEPS}
