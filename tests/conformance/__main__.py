"""`make conformance`: every vector and the random calls in every engine, as tables. Ends with 1 where something disagrees."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.conformance import random_calls, random_quarters, random_rules, row_forms, worked_quarters
from tests.conformance.engines import FUNCTIONS, Engine, all_engines
from tests.conformance.outcomes import Outcome, outcomes
from tests.conformance.vectors import ENGINES, Rows, Vector, read_all
from tests.kit.quarters import VECTORS
from tests.office.client import Office


def vector_table(vectors: Sequence[Vector], found: Sequence[Outcome]) -> Iterator[str]:
    """Per function and engine: vectors run, those that agree, and how many have an exception."""
    count = Counter(vector.call.function for vector in vectors)
    run = Counter((outcome.vector.call.function, outcome.engine) for outcome in found)
    agreeing = Counter((outcome.vector.call.function, outcome.engine) for outcome in found if outcome.agrees)
    excepted = Counter((vector.call.function, engine) for vector in vectors for engine, _ in vector.exceptions)
    yield _line("", "", *ENGINES)
    yield _line("function", "vectors", *["run agree except"] * len(ENGINES))

    def cells(functions: Sequence[str]) -> list[str]:
        numbers = [[sum(table[function, engine] for function in functions) for table in (run, agreeing, excepted)] for engine in ENGINES]
        return [f"{ran:>4} {agree:>5} {exceptions:>5}" if ran else "no form" for ran, agree, exceptions in numbers]

    for function in FUNCTIONS:
        yield _line(function, str(count[function]), *cells([function]))
    yield _line("all", str(len(vectors)), *cells(FUNCTIONS))


def exception_list(vectors: Sequence[Vector]) -> Iterator[str]:
    """The vectors that an engine answers otherwise, by its reason."""
    places: dict[str, list[str]] = {}
    for vector in vectors:
        for engine, reason in vector.reasons:
            places.setdefault(f"{engine}: {reason}", []).append(vector.place)
    for reason, found in sorted(places.items()):
        yield f"{len(found)} x {reason}"
        yield f"    {' '.join(found)}"


def random_table(engines: Sequence[Engine]) -> tuple[list[str], list[str]]:
    """Lines of the table of the random calls, and what disagrees."""
    calls = random_calls.draw()
    lines = [_line("function", "answers", *ENGINES)]
    by_engine: dict[str, list[Rows]] = {engine.name: random_calls.ask(engine, calls) for engine in engines}
    wrong = random_calls.inexact(calls, by_engine["python"])
    for function in dict.fromkeys(call.function for call in calls):
        asked = [number for number, call in enumerate(calls) if call.function == function]
        of_function = [calls[number] for number in asked]
        expected = [by_engine["python"][number] for number in asked]
        size = sum(len(rows) * len(rows[0]) for rows in expected)
        cells = [f"{len(random_calls.inexact(of_function, expected))} inexact"]
        for engine in ENGINES[1:]:
            different = random_calls.different(engine, of_function, expected, [by_engine[engine][number] for number in asked])
            wrong += different
            cells.append(f"{len(different)} different")
        lines.append(_line(function, str(size), *cells))
    return lines, wrong


def quarters_table(engines: Sequence[Engine]) -> tuple[list[str], list[str]]:
    """Lines of the table of the quarters, worked examples and random calls, and what disagrees."""
    calls = random_quarters.draw()
    by_engine = {engine.name: random_calls.ask(engine, calls, random_quarters.BATCH) for engine in engines}
    expected = by_engine["python"]
    examples = {engine.name: worked_quarters.differences(engine) for engine in engines}
    differing = {name: random_calls.different(name, calls, expected, answers) for name, answers in by_engine.items()}
    differing["python"] = random_quarters.inexact(calls, expected)
    lines = [_line("", "", *ENGINES)]
    lines.append(_line("examples", str(len(VECTORS)), *(f"{len(examples[name])} different" for name in ENGINES)))
    size = sum(len(rows) * len(rows[0]) for rows in expected)
    words = [f"{len(differing[name])} {'inexact' if name == 'python' else 'different'}" for name in ENGINES]
    lines.append(_line("random", str(size), *words))
    return lines, [*(each for name in ENGINES for each in (*examples[name], *differing[name]))]


def rules_table(engines: Sequence[Engine], folder: Path) -> tuple[list[str], list[str]]:
    """Lines of the table of the random calls over the choices of offices, and what disagrees."""
    calls = random_rules.draw()
    by_engine = {engine.name: random_calls.ask(engine, calls, random_rules.BATCH) for engine in engines if engine.name != "native"}
    expected = by_engine["python"]
    with Office(macros=False, timeout=600) as office:
        by_engine |= row_forms.answers(office, folder / "baris.xlsx", calls)
    wrong = random_rules.inexact(calls, expected)
    cells = [f"{len(wrong)} inexact"]
    for form in ("pipeline", "vba", "steps", "whole"):
        different = random_rules.different("native" if form in row_forms.FORMS else form, calls, expected, by_engine[form])
        wrong += different
        cells.append(f"{len(different)} different")
    lines = [_line("", "answers", "python", "pipeline", "vba", "native, steps", "native, one cell")]
    return [*lines, _line("CAPAIAN", str(sum(map(len, expected))), *cells)], wrong


def _line(name: str, count: str, *cells: str) -> str:
    return f"{name:<16}{count:>8}    {''.join(f'{cell:<20}' for cell in cells)}".rstrip()


def main() -> int:
    vectors = read_all()
    with tempfile.TemporaryDirectory() as folder, all_engines(Path(folder)) as engines:
        found = [outcome for engine in engines for outcome in outcomes(engine, vectors)]
        lines, wrong = random_table(engines)
        of_quarters, wrong_of_quarters = quarters_table(engines)
        of_offices, wrong_of_offices = rules_table(engines, Path(folder))
    print(*vector_table(vectors, found), "", "Exceptions", *exception_list(vectors), "", sep="\n")
    print(f"{random_calls.ANSWERS:,} random answers: python against exact fractions, the others against python", *lines, sep="\n")
    print("", f"Random answers over all {random_rules.COMBINATIONS} combinations of an office's choices", *of_offices, sep="\n")
    print("", "Quarters: worked examples to their printed digits, and random answers", *of_quarters, sep="\n")
    disagreeing = [*(str(outcome) for outcome in found if not outcome.agrees), *wrong, *wrong_of_quarters, *wrong_of_offices]
    print("", *(disagreeing or ["Everything agrees."]), sep="\n")
    return 1 if disagreeing else 0


if __name__ == "__main__":
    sys.exit(main())
