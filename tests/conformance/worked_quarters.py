"""The worked examples of the quarters (`tests/data/triwulan.csv`) as calls of the cell functions, for every engine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from lkjip.model import choices
from tests.conformance.engines import Engine
from tests.conformance.vectors import Argument, Call, Cell, spelled
from tests.kit.quarters import VECTORS, Vector
from xlfuncs.angka import Cell as Typed

CALLS: Final = 3
"""Of every example: its target, its realisasi and what is left; capaian is computed over the first two."""


def differences(engine: Engine) -> list[str]:
    """Where an engine answers otherwise than the example prints, in words."""
    calls = [call for vector in VECTORS for call in _calls(vector)]
    answers = [answer[0][0] for answer in engine.answers(calls)]
    by_example = [answers[start : start + CALLS] for start in range(0, len(answers), CALLS)]
    wrong = []
    over = []
    for vector, found in zip(VECTORS, by_example, strict=True):
        wrong += _different(engine, vector, ("target_sd", "realisasi_sd", "sisa"), found)
        if isinstance(vector.expected["capaian"], Fraction) and vector.target_atas is None:
            over.append((vector, Call("CAPAIAN", (found[0], found[1], _cell(vector.arah), *_rules(vector)))))
    for (vector, _), answer in zip(over, engine.answers([call for _, call in over]), strict=True):
        wrong += _different(engine, vector, ("capaian",), [answer[0][0]])
    return wrong


def _calls(vector: Vector) -> list[Call]:
    target, realisasi = ((tuple(map(_cell, typed)),) for typed in (vector.target, vector.realisasi))
    quarters: tuple[Argument, ...] = (float(vector.triwulan), _cell(vector.jenis), target, realisasi)
    way, whole = _cell(vector.cara_isi), _cell(vector.penyebut)
    parts = [Call("SAMPAI_TRIWULAN", (*quarters, way, whole, part)) for part in ("target", "realisasi")]
    return [*parts, Call("SISA_TRIWULAN", (*quarters, _cell(vector.target_pk), way, whole))]


def _rules(vector: Vector) -> Sequence[Argument]:
    rules = tuple((key, _cell(choices.as_typed(key, choice))) for key, choice in vector.pilihan.items())
    return [rules] if rules else []


def _cell(typed: Typed) -> Cell:
    assert typed is None or isinstance(typed, float | str)
    return typed


def _different(engine: Engine, vector: Vector, outcomes: Sequence[str], answers: Sequence[Cell]) -> list[str]:
    wrong = []
    for outcome, answer in zip(outcomes, answers, strict=True):
        expected = vector.expected[outcome]
        if not _agrees(expected, answer):
            wrong.append(f"{engine.name}: {vector.catatan}: {outcome} is {spelled(answer)} instead of {expected}")
    return wrong


def _agrees(expected: Fraction | str | None, answer: Cell) -> bool:
    if isinstance(expected, Fraction):
        return isinstance(answer, float) and math.isclose(answer, expected, rel_tol=1e-12, abs_tol=1e-12)
    return answer == (expected or "")
