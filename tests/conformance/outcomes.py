"""What an engine answered to the vectors, beside what it has to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.conformance.engines import Engine, same
from tests.conformance.vectors import Rows, Vector, spelled


@dataclass(frozen=True)
class Outcome:
    """One vector in one engine."""

    vector: Vector
    engine: str
    expected: Rows
    answer: Rows

    @property
    def agrees(self) -> bool:
        return same(self.engine, self.expected, self.answer)

    def __str__(self) -> str:
        vector = self.vector
        return f"{vector.place} {self.engine}: {vector.call} has to be {spelled(self.expected)}, is {spelled(self.answer)} ({vector.note})"


def outcomes(engine: Engine, vectors: Sequence[Vector]) -> list[Outcome]:
    """Those of the vectors that the engine has a form for."""
    asked = [
        (vector, expected)
        for vector in vectors
        if vector.call.function in engine.functions and (expected := vector.expected_of(engine.name)) is not None
    ]
    answers = engine.answers([vector.call for vector, _ in asked])
    return [Outcome(vector, engine.name, expected, answer) for (vector, expected), answer in zip(asked, answers, strict=True)]
