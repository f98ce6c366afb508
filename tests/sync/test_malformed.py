"""Malformed files give one line and status 2, and stay untouched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.sampling import some
from tests.kit.workbooks import Parts, assert_refused, listing, run, run_process
from tests.sync import hunt
from tests.sync.malformed import FAMILIES, Case


@pytest.fixture(scope="module")
def parts(unsynced: Path) -> Parts:
    return Parts.of(unsynced)


@pytest.fixture(scope="module")
def corpus(parts: Parts) -> dict[str, list[Case]]:
    return {name: list(family(parts)) for name, family in FAMILIES.items()}


@pytest.mark.parametrize("family", FAMILIES)
def test_one_line_and_nothing_touched(corpus: dict[str, list[Case]], tmp_path: Path, family: str) -> None:
    path = tmp_path / "laporan.xlsm"
    for what, packed in some(corpus[family], 10):
        data = packed()
        path.write_bytes(data)
        outcome = run("sinkron", path)

        assert outcome.status == 2, f"{what}: {outcome}"
        assert_refused(outcome, "laporan.xlsm", folder=tmp_path)
        assert listing(tmp_path) == {"laporan.xlsm": data}, what


def test_there_are_enough_of_them(corpus: dict[str, list[Case]]) -> None:
    found = [what for cases in corpus.values() for what, _ in cases]

    assert len(found) == len(set(found)) >= 200


def test_the_same_in_a_process_of_its_own(corpus: dict[str, list[Case]], tmp_path: Path) -> None:
    path = tmp_path / "laporan.xlsm"
    for family in ("harmful", "names"):
        data = corpus[family][0][1]()
        path.write_bytes(data)

        assert_refused(run_process("sinkron", path), "laporan.xlsm", folder=tmp_path)
        assert listing(tmp_path) == {"laporan.xlsm": data}


@pytest.mark.slow
def test_a_short_hunt(parts: Parts, tmp_path: Path) -> None:
    assert hunt.hunt(parts, tmp_path, seed=1, count=10) == []
