"""Every engine gives every vector's answer, and random calls the same numbers as exact arithmetic and as each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance import random_calls, random_quarters, random_rules, row_forms, worked_quarters
from tests.conformance.engines import Engine, with_offices
from tests.conformance.outcomes import outcomes
from tests.conformance.vectors import ENGINES, Call, Rows, Vector, read_all
from tests.office.client import Office


@pytest.fixture(scope="module")
def engines(office: Office, office_no_macros: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    with with_offices(office, office_no_macros, tmp_path_factory.mktemp("conformance")) as engines:
        yield {engine.name: engine for engine in engines}


@pytest.fixture(scope="module")
def vectors() -> list[Vector]:
    return read_all()


@pytest.mark.parametrize("name", ENGINES)
def test_every_vector(name: str, engines: dict[str, Engine], vectors: list[Vector]) -> None:
    assert [str(outcome) for outcome in outcomes(engines[name], vectors) if not outcome.agrees] == []


# ---------------------------------------------------------------- random calls
@pytest.fixture(scope="module")
def calls() -> list[Call]:
    return random_calls.draw(random_calls.FEW)


@pytest.fixture(scope="module")
def by_python(engines: dict[str, Engine], calls: list[Call]) -> list[Rows]:
    return random_calls.ask(engines["python"], calls)


def test_random_calls_are_exact(calls: list[Call], by_python: list[Rows]) -> None:
    assert sum(len(answer) * len(answer[0]) for answer in by_python) == random_calls.FEW
    assert random_calls.inexact(calls, by_python) == []


@pytest.mark.parametrize("name", ENGINES[1:])
def test_random_calls_are_the_same_everywhere(name: str, engines: dict[str, Engine], calls: list[Call], by_python: list[Rows]) -> None:
    answers = random_calls.ask(engines[name], calls)
    assert random_calls.different(name, calls, by_python, answers) == []


# ---------------------------------------------------------------- quarters
@pytest.mark.parametrize("name", ENGINES)
def test_every_worked_example_of_the_quarters(name: str, engines: dict[str, Engine]) -> None:
    assert worked_quarters.differences(engines[name]) == []


@pytest.fixture(scope="module")
def calls_of_quarters() -> list[Call]:
    return random_quarters.draw(random_quarters.FEW)


@pytest.fixture(scope="module")
def quarters_by_python(engines: dict[str, Engine], calls_of_quarters: list[Call]) -> list[Rows]:
    return engines["python"].answers(calls_of_quarters)


def test_random_quarters_are_exact(calls_of_quarters: list[Call], quarters_by_python: list[Rows]) -> None:
    assert random_quarters.inexact(calls_of_quarters, quarters_by_python) == []


@pytest.mark.parametrize("name", ENGINES[1:])
def test_random_quarters_are_the_same_everywhere(
    name: str, engines: dict[str, Engine], calls_of_quarters: list[Call], quarters_by_python: list[Rows]
) -> None:
    answers = engines[name].answers(calls_of_quarters)
    assert random_calls.different(name, calls_of_quarters, quarters_by_python, answers) == []


# ---------------------------------------------------------------- random calls over the choices of offices
@pytest.fixture(scope="module")
def calls_of_offices() -> list[Call]:
    return random_rules.draw(random_rules.FEW, random_rules.SOME)


@pytest.fixture(scope="module")
def offices_by_python(engines: dict[str, Engine], calls_of_offices: list[Call]) -> list[Rows]:
    return engines["python"].answers(calls_of_offices)


def test_random_rules_are_exact(calls_of_offices: list[Call], offices_by_python: list[Rows]) -> None:
    assert sum(map(len, offices_by_python)) >= random_rules.FEW
    assert random_rules.inexact(calls_of_offices, offices_by_python) == []


@pytest.mark.parametrize("name", ["pipeline", "vba"])
def test_random_rules_are_the_same_everywhere(
    name: str, engines: dict[str, Engine], calls_of_offices: list[Call], offices_by_python: list[Rows]
) -> None:
    answers = engines[name].answers(calls_of_offices)
    assert random_rules.different(name, calls_of_offices, offices_by_python, answers) == []


def test_random_rules_natively(
    office_no_macros: Office, tmp_path: Path, calls_of_offices: list[Call], offices_by_python: list[Rows]
) -> None:
    """As rows of Tabel 3.1 in steps, and each in one cell."""
    for form, answers in row_forms.answers(office_no_macros, tmp_path / "baris.xlsx", calls_of_offices).items():
        assert (form, random_rules.different("native", calls_of_offices, offices_by_python, answers)) == (form, [])
