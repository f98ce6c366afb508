"""A sync killed at any moment leaves the old file or the new one, and a complete backup or none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kit.killing import Runs
from tests.kit.workbooks import Parts, environment, listing, run, run_python
from tests.sync import edits

_KILLED = """
import json, sys
from pathlib import Path
from lkjip.sync import closed  # loaded once for all
from tests.kit.killing import TARGET, killed_runs

folder, old = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
closed.sync(Path(sys.argv[2]))  # what a first sync prepares for those that follow is there in each copy of this process
older = {f"laporan.cadangan-202001{day:02}-080000.xlsm": b"lama sekali" for day in range(1, 11)}
rooms = lambda old, new: (1, 1000, old // 2, old - 1, new // 3, new // 2, new - 1)
print(json.dumps(killed_runs(["sinkron", str(folder / TARGET)], folder, {TARGET: old, **older}, {b"lama sekali": "older"}, rooms)))
"""


@pytest.fixture(scope="module")
def killed_runs(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Killed or not, and what each file of the folder is then: the old one, the new one, an older backup, or torn."""
    folder = tmp_path_factory.mktemp("kantor")
    parts = Parts.of(small)
    edits.removed(parts, "tbl_31", 0)
    source = parts.save(tmp_path_factory.mktemp("sumber") / "laporan.xlsm")
    outcome = run_python("-c", _KILLED, folder, source, env=environment(PYTHONDONTWRITEBYTECODE="1", SOURCE_DATE_EPOCH="1600000000"))
    assert (outcome.status, outcome.err) == (0, "")
    results: list[Any] = json.loads(outcome.out)
    return [(killed, found) for killed, found in results]


def test_the_old_file_or_the_new_one(killed_runs: Runs) -> None:
    killed = [found["laporan.xlsm"] for was_killed, found in killed_runs if was_killed]

    assert len(killed) >= 15
    assert set(killed) == {"old", "new"}
    assert [found["laporan.xlsm"] for was_killed, found in killed_runs if not was_killed] == ["new"]


def test_a_new_file_never_without_the_backup_of_the_old(killed_runs: Runs) -> None:
    for _, found in killed_runs:
        backups = [kind for name, kind in found.items() if ".cadangan-" in name and kind != "older"]
        assert backups == ["old"] or (backups == [] and found["laporan.xlsm"] == "old")


def test_older_backups_go_only_when_the_new_file_stands(killed_runs: Runs) -> None:
    for _, found in killed_runs:
        older = sum(kind == "older" for kind in found.values())
        assert older == 10 or (older == 9 and found["laporan.xlsm"] == "new")


def test_the_next_run_works(small: Path, tmp_path: Path) -> None:
    """The lock of a killed run holds nobody up, and what it left lying does not stop the next one."""
    folder = tmp_path / "kantor"
    folder.mkdir()
    parts = Parts.of(small)
    edits.removed(parts, "tbl_31", 0)
    path = parts.save(folder / "laporan.xlsm")
    before = path.read_bytes()
    killed = """
import os, signal, sys
from lkjip import cli
os.replace = os.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
cli.main(sys.argv[1:])
"""
    assert run_python("-c", killed, "sinkron", path).status == -9
    assert path.read_bytes() == before

    assert run("sinkron", path).status == 0
    assert "sudah sinkron" in run("sinkron", path).out
    assert before in listing(folder).values()
