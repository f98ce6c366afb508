"""Output on a terminal: no text from a file can control it, and every bad argument gets one line."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest

from lkjip.sync import closed
from tests.kit.workbooks import Outcome, Parts, assert_refused, environment, listing, run, run_python, text_cell, write_folder

# Colours, a window's title, a cursor that goes up; the same as single characters; a text that reads backwards; half a pair.
STEERING: Final = "\x9b31m\x7f\x85\u202etxet\u2066\u200f"
ESCAPED: Final = "_x001B_]0;judul_x0007__x001B_[2A_x0008__x009B_2J"
_STEERS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def steering(small: Path, tmp_path: Path) -> Path:
    """A workbook whose texts and whose own name steer a terminal."""
    parts = Parts.of(small)
    for table in ("tbl_21", "tbl_31", "tbl_32"):
        parts.put(table, "Indikator", 0, text_cell(f"Angka{STEERING}"))
    parts.put("tbl_31", "Satuan", 0, text_cell(f"persen{STEERING}{ESCAPED}"))
    parts.put("tbl_31", "Indikator", 1, text_cell(f"Jumlah {ESCAPED}"))
    return parts.save(tmp_path / "buku\x1b]0;x\x07\u202e\n\x9b.xlsm")


def assert_steers_nothing(outcome: Outcome) -> None:
    assert not _STEERS.search(outcome.out + outcome.err)
    assert "kesalahan di dalam program" not in outcome.err


@pytest.mark.parametrize("command", ["ekspor", "jelaskan", "periksa", "periksa-kiriman"])
def test_texts_of_a_workbook_do_not_steer_the_terminal(steering: Path, command: str) -> None:
    outcome = run(command, steering)

    assert re.search(r"\\u(?:001b|202e|009b)", outcome.out + outcome.err)  # seen as what they are
    assert_steers_nothing(outcome)


@pytest.mark.parametrize("words", [["sinkron"], ["kirim", "--tetap"], ["cek"]], ids=" ".join)
def test_nor_do_they_where_a_workbook_is_changed_or_sent(steering: Path, words: list[str]) -> None:
    outcome = run(*words, steering)

    assert not _STEERS.search(outcome.out + outcome.err)


def test_nor_do_they_in_colours(steering: Path) -> None:
    said = on_terminal(200, "periksa", steering)
    assert _COLOURS.search(said)
    said = _COLOURS.sub("", said)

    assert "\\u202e" in said
    assert not _STEERS.search(said)


def test_long_lines_are_folded_between_words(small: Path, tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "csv", tabel_3_1="indikator,satuan,target_2023,realisasi_2023,keterangan-tambahan-lain\nAngka,%,75-80 %,x,y\n"
    )
    target = tmp_path / "a.xlsm"
    lines = run("isi", folder, "--keluaran", target).err.splitlines()
    target.unlink()
    shown = on_terminal(60, "isi", folder, "--keluaran", target).splitlines()

    assert max(map(len, lines)) > 60
    assert not [line for line in shown if len(line) > 60 and " " in line.strip()]
    assert [word for line in shown for word in line.split()] == [str(target), *(word for line in lines for word in line.split())]


def on_terminal(columns: int, *words: str | Path) -> str:
    """What the command shows on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "lkjip", *map(str, words)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(TERM="xterm", COLUMNS=str(columns)))
    os.close(theirs)
    said = b"".join(_read(ours)).decode("utf-8").replace("\r\n", "\n")
    process.wait()
    os.close(ours)
    return said


def _read(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            return
        if not piece:
            return
        yield piece


def test_the_json_still_holds_the_texts(steering: Path) -> None:
    outcome = run("ekspor", steering)
    (first, second) = json.loads(outcome.out)["tabel_3_1"]

    assert first["indikator"] == f"Angka{STEERING}".strip()
    assert second["indikator"] == "Jumlah \x1b]0;judul\x07\x1b[2A\x08\x9b2J"


def test_names_in_csv_files_and_words_of_a_command(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv", profil=f"kunci,nilai\ninstansi,Kantor\ntahun,2023\nmoto{STEERING},maju\n")
    (folder / "catatan\x1b[2J.csv").write_text("x")
    outcome = run("isi", folder, "--keluaran", tmp_path / "a.xlsm")

    assert outcome.status == 0
    assert "moto" in outcome.err
    assert_steers_nothing(outcome)
    for words in (["ek\x1b[2Jspor"], ["ekspor", f"tidak{STEERING}.xlsm"], ["ekspor", "a", f"b{STEERING}"], [f"--x{STEERING}"]):
        outcome = run(*words)
        assert_refused(outcome)
        assert_steers_nothing(outcome)


def test_names_in_a_recap(steering: Path, tmp_path: Path) -> None:
    folder = tmp_path / "semua\x1b[2J"
    folder.mkdir()
    shutil.copy(steering, folder / "a\x9b.xlsm")

    assert_steers_nothing(run("rekap", folder, "--keluaran", tmp_path / "r\u202e.xlsx"))


# ---------------------------------------------------------------- whatever is named in a command
READ: Final[dict[str, Callable[[Path, Path], list[str | Path]]]] = {
    "ekspor": lambda given, _: ["ekspor", given],
    "jelaskan": lambda given, _: ["jelaskan", given],
    "periksa": lambda given, _: ["periksa", given],
    "sinkron": lambda given, _: ["sinkron", given],
    "kirim": lambda given, folder: ["kirim", given, "--keluaran", folder / "kiriman"],
    "periksa-kiriman": lambda given, _: ["periksa-kiriman", given],
    "cek": lambda given, _: ["cek", given],
    "tahun-baru": lambda given, folder: ["tahun-baru", given, "--keluaran", folder / "lagi.xlsm"],
    "naikkan": lambda given, folder: ["naikkan", given, "--keluaran", folder / "lagi.xlsm"],
    "isi": lambda given, folder: ["isi", given, "--keluaran", folder / "isi.xlsm"],
    "rekap": lambda given, folder: ["rekap", given, "--keluaran", folder / "r.xlsx"],
}
WRITTEN: Final[dict[str, Callable[[Path, Path], list[str | Path]]]] = {
    "bangun": lambda given, _: ["bangun", "--keluaran", given],
    "rekap csv": lambda given, folder: ["rekap", folder / "kosong", "--keluaran", given, "--format", "csv"],
}


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """A folder with everything in it that a name can lead to but a workbook."""
    os.mkfifo(tmp_path / "pipa.xlsm")
    (tmp_path / "kosong").mkdir()
    (tmp_path / "nol.xlsm").symlink_to("/dev/zero")
    (tmp_path / "putus.xlsm").symlink_to("tidak/ada.xlsm")
    (tmp_path / "putar.xlsm").symlink_to("balik.xlsm")
    (tmp_path / "balik.xlsm").symlink_to("putar.xlsm")
    (tmp_path / "folder.xlsm").mkdir()
    (tmp_path / "folder.xlsm" / "atas").symlink_to("..")
    (tmp_path / "berkas").write_bytes(b"")
    return tmp_path


NAMES: Final = [
    ".",
    "pipa.xlsm",
    "nol.xlsm",
    "putus.xlsm",
    "putar.xlsm",
    "folder.xlsm",
    "berkas/x.xlsm",
    f"{'p' * 300}.xlsm",
    f"{'d' * 100}/" * 45 + "x.xlsm",
    os.fsdecode(b"tidak-\xff.xlsm") + "/x.xlsm",
]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:12]))
def test_what_cannot_be_read_is_one_line(strange: Path, name: str) -> None:
    before = sorted(strange.rglob("*"))
    for words in READ.values():
        assert_refused(run(*words(strange / name, strange)))
    assert sorted(strange.rglob("*")) == before


@pytest.mark.parametrize("name", [*NAMES, "con.xlsm", "a:b.xlsm", "aux", "titik.xlsm."], ids=lambda name: ascii(name[:12]))
def test_what_cannot_be_written_is_one_line(strange: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(strange)
    before = sorted(strange.rglob("*"))
    for words in WRITTEN.values():
        assert_refused(run(*words(Path(name), strange)))
        assert_refused(run(*words(strange / name, strange)))
    assert sorted(strange.rglob("*")) == before


def test_a_path_as_long_as_windows_forgets(small: Path, tmp_path: Path) -> None:
    """297 characters, each name short: more than an old Windows opens, not more than others do."""
    folder = tmp_path
    while len(str(folder)) < 280:
        folder /= "f" * min(40, 289 - len(str(folder)))
    folder.mkdir(parents=True)
    path = folder / ("b" * (297 - len(str(folder)) - 6) + ".xlsm")
    assert len(str(path)) == 297
    shutil.copy(small, path)
    for words in (("ekspor",), ("sinkron",), ("kirim", "--tetap"), ("periksa",)):
        assert run(*words, path).status in (0, 1)
    assert run("bangun", "--keluaran", path.with_name("x.xlsm")).status == 0


def test_a_csv_file_that_is_a_pipe(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv")
    (folder / "tabel_3_1.csv").unlink()
    os.mkfifo(folder / "tabel_3_1.csv")

    assert_refused(run("isi", folder, "--keluaran", tmp_path / "a.xlsm"), "tabel_3_1.csv", folder=tmp_path)


# ---------------------------------------------------------------- what another user has
_AS_NOBODY: Final = """
import os, sys
from pathlib import Path
from lkjip import cli
from lkjip.sources import csv_folder
from lkjip.template import workbook
from lkjip.sync import closed
closed.sync(Path(sys.argv[1]))  # loads what perhaps only root may read
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
cli.main(sys.argv[2:])
"""


@pytest.fixture
def others(small: Path) -> Iterator[Path]:
    """A folder that everybody may enter: "tertutup" in it nobody, "tetap" may not be changed."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    for name in ("tertutup", "tetap"):
        (folder / name).mkdir()
        shutil.copy(small, folder / name / "a.xlsm")
        (folder / name / "a.xlsm").chmod(0o644)
    (folder / "tertutup").chmod(0)
    (folder / "tetap").chmod(0o555)
    yield folder
    (folder / "tertutup").chmod(0o755)
    (folder / "tetap").chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "words",
    [
        ["ekspor", "tertutup/a.xlsm"],
        ["sinkron", "tertutup/a.xlsm"],
        ["isi", "tertutup", "--keluaran", "b.xlsm"],
        ["isi", "tertutup/csv", "--keluaran", "b.xlsm"],
        ["ekspor", "tertutup/dalam/a.xlsm"],
    ],
    ids=" ".join,
)
def test_folders_without_permission(small: Path, others: Path, words: Sequence[str]) -> None:
    given = [str(others / word) if "/" in word or word == "tertutup" or word.endswith(".xlsm") else word for word in words]

    assert_refused(run_python("-c", _AS_NOBODY, small, *given), "tidak boleh")


def test_a_lock_that_another_user_keeps(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies where the lock should be, in the folder that all users share."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    key = hashlib.sha256(os.path.normcase(os.path.realpath(small)).encode()).hexdigest()[:16]
    (tmp_path / f"lkjip-{key}.kunci").mkdir()

    assert run("sinkron", small).status == 0
    assert closed.sync(small).changed is False
    assert list(listing_names(tmp_path)) == [f"lkjip-{key}.kunci"]


def listing_names(folder: Path) -> Iterator[str]:
    return (each.name for each in folder.iterdir())


def test_a_lock_may_be_taken_by_the_next_user(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    run("sinkron", small)
    (lock,) = listing(tmp_path)

    assert (tmp_path / lock).stat().st_mode & 0o777 == 0o666
