"""Runs of a recap: its engines, its cache, its interruption and its formats."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from lkjip.recap import collect, engines, output
from lkjip.recap.frame_out import types
from lkjip.recap.gather import Rollup, roll_up
from lkjip.recap.schema import QUARTER_RECAPS, RECAPS
from lkjip.recap.store import Store
from scripts.offices import Office, office, quick_workbook
from tests.kit.workbooks import ROOT, Outcome, Parts, assert_refused, environment, listing, run, run_python, text_cell
from tests.recap.tables import Tables, recap, tables


@pytest.fixture(scope="module")
def some(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seventeen offices, one more than two processes are given at once. Not to be changed."""
    folder = tmp_path_factory.mktemp("tujuh_belas")
    for path in sorted(inbox.glob("*/*.xlsm"))[:17]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process read of them."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def alone(some: Path, cache: Path) -> Rollup:
    """Their recap in this process alone, of nothing that was read before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        return roll_up(some, Store.of_user(), engines.local(1))


def rows_of(found: Rollup) -> Sequence[object]:
    return list(found.rows())


def start(*args: str | Path, cache: Path) -> subprocess.Popen[bytes]:
    """`lkjip ARGS` in a process group of its own, as a terminal starts it."""
    command = [sys.executable, "-m", "lkjip", *map(str, args)]
    env = environment(XDG_CACHE_HOME=str(cache))
    # a shell that runs the tests in the background lets them, and so this, ignore Ctrl-C
    return subprocess.Popen(
        command, env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, preexec_fn=_heed_interrupts
    )


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for_records(cache: Path, running: subprocess.Popen[bytes], count: int) -> None:
    while running.poll() is None and sum(1 for path in cache.rglob("*") if path.is_file()) < count:
        time.sleep(0.02)


# ---------------------------------------------------------------- engines
def test_a_pool_a_single_process_and_dask_say_the_same(some: Path, alone: Rollup, tmp_path: Path) -> None:
    pool = roll_up(some, Store(new(tmp_path / "dua")), engines.local(2))
    assert rows_of(pool) == rows_of(alone)

    target = tmp_path / "dask"
    outcome = run_python("-m", "lkjip", "rekap", some, "--keluaran", target, "--format", "csv", "--mesin", "dask", env=environment())
    assert outcome.status == 0, outcome.err
    output.to(tmp_path / "lokal", "csv")(alone)
    assert tables(target) == tables(tmp_path / "lokal")


def new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_scheduler_that_does_not_answer(some: Path, tmp_path: Path) -> None:
    options = ("--mesin", "dask", "--penjadwal", "tcp://127.0.0.1:1")
    env = environment(DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s")
    outcome = run_python("-W", "ignore", "-m", "lkjip", "rekap", some, "--keluaran", tmp_path / "r.xlsx", *options, env=env)
    assert outcome.status == 2
    assert outcome.lines[-1].startswith("penjadwal dask tcp://127.0.0.1:1 tidak menjawab")
    assert not (tmp_path / "r.xlsx").exists()


@pytest.mark.parametrize("read", [1, 16], ids=["others under way", "the last file left for a task of its own"])
def test_a_reader_that_dies_costs_no_other_file(read: int, some: Path, alone: Rollup, tmp_path: Path) -> None:
    killed = []

    def kill_one(done: int, total: int) -> None:
        if done == read:
            victim = multiprocessing.active_children()[0]
            os.kill(victim.pid or 0, signal.SIGKILL)
            killed.append(victim)

    found = roll_up(some, Store(new(tmp_path / "satu")), engines.local(2), tell=kill_one)
    assert killed
    assert rows_of(found) == rows_of(alone)


# ---------------------------------------------------------------- stopped
def test_killed_and_run_again(some: Path, alone: Rollup, tmp_path: Path) -> None:
    target, cache = tmp_path / "hasil" / "rekap.xlsx", tmp_path / "cache"
    target.parent.mkdir()
    with start("rekap", some, "--keluaran", target, cache=cache) as running:
        wait_for_records(cache, running, 1)
        os.killpg(running.pid, signal.SIGKILL)
    assert list(target.parent.iterdir()) == []

    with start("rekap", some, "--keluaran", target, cache=cache) as again:
        assert again.wait(timeout=120) == 0
    undisturbed = tmp_path / "lain.xlsx"
    output.to(undisturbed, "xlsx")(alone)
    assert Parts.of(target) == Parts.of(undisturbed)


def test_ctrl_c_writes_nothing_and_says_how_far_it_was(offices: Sequence[Office], inbox: Path, tmp_path: Path) -> None:
    target, cache = tmp_path / "hasil" / "rekap.xlsx", tmp_path / "cache"
    target.parent.mkdir()
    with start("rekap", inbox, "--keluaran", target, cache=cache) as running:
        wait_for_records(cache, running, 8)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=60)

    assert (running.returncode, out) == (2, b"")
    *progress, last = err.decode().splitlines(keepends=True)
    assert all(re.fullmatch(rf"\d+ dari {len(offices) + 3} berkas dibaca, .*\n", line) for line in progress), "where it takes long"
    said = re.fullmatch(rf"dihentikan setelah (\d+) dari {len(offices) + 3} berkas; .* tidak ditulis, .*\n", last)
    assert said, err.decode()
    assert int(said[1]) >= 1
    assert list(target.parent.iterdir()) == []


# ---------------------------------------------------------------- what was read before
@pytest.mark.usefixtures("read_here")
def test_the_second_run_reads_only_what_changed(few_copy: Path, few_tables: Tables, few_records: Sequence[Path], tmp_path: Path) -> None:
    records = {path: path.stat().st_mtime_ns for path in few_records}
    assert len(records) == 7  # one of each workbook, and one of the recap itself

    changed = next(few_copy.iterdir())
    parts = Parts.of(changed)
    parts.put("tbl_31", "Realisasi", 0, "<c><v>0</v></c>")
    parts.save(changed)
    _, second = recap(few_copy)

    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("*") if path.is_file()}
    assert len(after) == 9
    assert records.items() <= after.items()
    differing = [row["berkas"] for row in second["indikator"] if row not in few_tables["indikator"]]
    assert differing == [changed.name]


@pytest.mark.parametrize("content", [b"", b"x", b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
@pytest.mark.usefixtures("read_here")
def test_a_damaged_record_is_read_again(few_copy: Path, few_tables: Tables, few_records: Sequence[Path], content: bytes) -> None:
    for path in few_records:
        path.write_bytes(content)

    assert recap(few_copy)[1] == few_tables


@pytest.mark.usefixtures("read_here")
def test_without_a_place_for_the_cache(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "berkas").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "berkas"))

    assert recap(few)[0].status == 0


# ---------------------------------------------------------------- forms
@pytest.mark.usefixtures("alone")
def test_every_form_says_the_same(some: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    for form in ("parquet", "csv"):
        assert run("rekap", some, "--keluaran", tmp_path / form, "--format", form).status == 0
    assert sorted(listing(tmp_path / "parquet")) == sorted(f"{table.key}.parquet" for table in RECAPS)
    flat = tables(tmp_path / "csv")
    for table in RECAPS:
        frame = collect(some, table.key, processes=1)
        pd.testing.assert_frame_equal(pq.read_table(tmp_path / "parquet" / f"{table.key}.parquet").to_pandas(), frame)
        assert [dict(zip(frame, map(as_csv, row), strict=True)) for row in frame.itertuples(index=False)] == flat[table.key]


def as_csv(value: object) -> str:
    return "" if pd.isna(value) else str(value)


@pytest.mark.usefixtures("read_here")
def test_a_folder_of_an_earlier_run_is_kept_and_one_of_others_is_left_alone(few: Path, tmp_path: Path) -> None:
    target, other = tmp_path / "hasil" / "data", new(tmp_path / "lain")
    target.parent.mkdir()
    shutil.copy(next(few.iterdir()), other)
    assert run("rekap", few, "--keluaran", target, "--format", "csv").status == 0
    before = listing(target)
    assert run("rekap", few, "--keluaran", target, "--format", "csv").status == 0
    assert [path.name for path in target.parent.iterdir()] == ["data"]  # the same again
    assert run("rekap", other, "--keluaran", target, "--format", "csv").status == 0
    backup = next(path for path in target.parent.iterdir() if path != target)
    assert re.fullmatch(r"data\.cadangan-\d{8}-\d{6}", backup.name)
    assert listing(backup) == before

    (target / "catatan.txt").write_text("milik orang")
    assert_refused(run("rekap", few, "--keluaran", target, "--format", "csv"), "berisi hal lain", folder=tmp_path)
    assert (target / "catatan.txt").read_text() == "milik orang"


@pytest.mark.parametrize(
    ("target", "form", "said"),
    [
        ("rekap.xlsm", "xlsx", ".xlsx"),
        ("rekap.xlsx", "csv", "nama folder"),
        ("tidak/ada/rekap.xlsx", "xlsx", "foldernya tidak ada"),
        ("tidak/ada/rekap", "parquet", "foldernya tidak ada"),
    ],
)
def test_a_place_that_cannot_be_used(few: Path, tmp_path: Path, target: str, form: str, said: str) -> None:
    assert_refused(run("rekap", few, "--keluaran", tmp_path / target, "--format", form), said, folder=tmp_path)


BASE_INSTALL = """
import json, sys
sys.modules |= dict.fromkeys(["pandas", "numpy", "pyarrow", "distributed"])
from tests.kit.workbooks import run
print(json.dumps([vars(run(*command)) for command in json.loads(sys.argv[1])]))
"""


def test_what_a_base_install_can_do(few: Path, tmp_path: Path) -> None:
    """No pandas, no pyarrow, no dask: the workbook and CSV are made, the rest says in one line what to install."""
    options = {"r.xlsx": "", "csv": "--format csv", "parquet": "--format parquet", "dask": "--format csv --mesin dask"}
    commands = [["rekap", str(few), "--keluaran", str(tmp_path / target), *words.split()] for target, words in options.items()]
    done = run_python("-c", BASE_INSTALL, json.dumps(commands))
    made, flat, *refused = (Outcome(**each) for each in json.loads(done.out))
    assert (made.status, flat.status) == (0, 0)
    for outcome in refused:
        assert_refused(outcome, 'pip install "lkjip[rekap]"', folder=tmp_path)


# ---------------------------------------------------------------- texts that would be more than texts
TEXTS: Mapping[str, str] = {
    "=1+1": "=1+1",
    "+62 812": "+62 812",
    "-5 persen": "-5 persen",
    "@SUM(A1)": "@SUM(A1)",
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    "<r><t>tebal</t></r>": "<r><t>tebal</t></r> ",
    "setengah _xD83D_ huruf": "setengah \ufffd huruf",
    "https://contoh.go.id": "https://contoh.go.id",
}


@pytest.mark.usefixtures("read_here")
def test_texts_stay_texts(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    path = folder / "=kantor.xlsm"
    path.write_bytes(quick_workbook(office(2, mistakes=False)))
    parts = Parts.of(path)
    for row, text in enumerate(TEXTS):
        parts.put("tbl_31", "Indikator", row, text_cell(text))
    parts.put("tbl_31", "Sasaran", 0, text_cell("panjang " * 4000))
    parts.save(path)
    target = tmp_path / "rekap.xlsx"
    assert run("rekap", folder, "--keluaran", target).status == 0

    book = openpyxl.load_workbook(target)
    cells = [row[5] for row in book["Indikator"].iter_rows(min_row=5, max_row=4 + len(TEXTS))]
    shown = [row[3] for row in book["Indikator"].iter_rows(min_row=5, max_row=4 + len(TEXTS))]
    assert [cell.value for cell in shown] == list(TEXTS.values())
    assert {cell.data_type for cell in (*cells, *shown)} <= {"s", "n", "inlineStr"}
    assert [cell.quotePrefix for cell in shown] == [text[0] in "=+-@" for text in TEXTS]
    assert not any(cell.hyperlink for cell in shown)

    _, flat = recap(folder)
    assert [row["indikator"][:2] for row in flat["indikator"][:5]] == ["'=", "'+", "'-", "'@", "'="]


# ---------------------------------------------------------------- documentation
def test_the_documented_tables_are_the_declared_ones() -> None:
    page = (ROOT / "docs" / "rekap.md").read_text(encoding="utf-8")
    for table in (*RECAPS, *QUARTER_RECAPS):
        documented = page.split(f"### {table.key}\n")[1].split("\n### ")[0].split("\n## ")[0]
        rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", documented, re.MULTILINE)
        assert rows == [(field.key, types(table)[field.key], field.help) for field in table.fields], table.key
