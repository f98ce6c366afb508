"""What people expect of any command line: -h, --version, hints, several files, a file or the screen, silence."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from lkjip import __version__
from tests.kit.workbooks import Outcome, Parts, assert_refused, environment, run, run_process, run_python, text_cell, write_folder


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a galat: a target of zero."""
    rows = "indikator,satuan,target_2023,realisasi_2023\nAngka Partisipasi,%,0,5\nJumlah konflik,Kegiatan,10,9\n"
    path = tmp_path / "LKjIP 2023.xlsm"
    assert run("isi", write_folder(tmp_path / "csv", tabel_3_1=rows), "--keluaran", path).status == 0
    return path


# ---------------------------------------------------------------- asking
@pytest.mark.parametrize("words", [(), ("periksa",), ("tahun-baru",)], ids=" ".join)
def test_h_is_help(words: tuple[str, ...]) -> None:
    assert run(*words, "-h") == run(*words, "--help")
    assert run(*words, "-h").status == 0


def test_version_in_either_language() -> None:
    assert run("--version") == run("--versi") == Outcome(0, f"lkjip {__version__}\n", "")


@pytest.mark.parametrize("command", ["bangun", "isi", "ekspor", "periksa", "sinkron", "kirim", "rekap", "banding"])
def test_a_page_of_help_has_an_example_and_the_exit_statuses(command: str) -> None:
    page = run(command, "--help").out

    assert f"Contoh:\n  lkjip {command} " in page
    assert "Status keluar:\n  0  " in page


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["peiksa", "a.xlsm"], "periksa"),
        (["isi", "csv", "--keluran", "a.xlsm"], "--keluaran"),
        (["ekspor", "a", "--format", "xml"], "json"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistyped_word_is_answered_with_the_right_one(words: list[str], meant: str) -> None:
    assert_refused(run(*words), words[0] if meant == "periksa" else words[-2], meant)


@pytest.mark.process
def test_a_shell_completes_commands(tmp_path: Path) -> None:
    asked = environment(_LKJIP_COMPLETE="bash_complete", COMP_WORDS="lkjip peri", COMP_CWORD="1")
    code = "from lkjip.cli import main; main()"

    assert run_python("-c", code, env=asked).out.splitlines() == ["plain,periksa", "plain,periksa-kiriman", "plain,periksa-naskah"]


# ---------------------------------------------------------------- several files
def test_several_workbooks_in_one_run(tmp_path: Path, book: Path) -> None:
    other = Path(shutil.copy(book, tmp_path / "LKjIP lain.xlsm"))
    outcome = run("periksa", book, other)

    assert outcome.status == 1
    assert [line.split(":")[0] for line in outcome.out.splitlines() if line.startswith("LKjIP ")] == [book.name, other.name]
    data = json.loads(run("periksa", book, other, "--format", "json").out)
    assert {each["berkas"] for each in data} == {str(book), str(other)}
    assert "berkas" not in json.loads(run("periksa", book, "--format", "json").out)[0]


def test_one_broken_file_among_several_does_not_hide_the_others(tmp_path: Path, book: Path) -> None:
    broken = tmp_path / "rusak.xlsm"
    broken.write_bytes(b"bukan zip")
    outcome = run("periksa", broken, book)

    assert outcome.status == 2
    assert outcome.err.count("\n") == 1
    assert "rusak.xlsm" in outcome.err
    assert f"{book.name}: " in outcome.out


def test_last_year_is_compared_with_one_workbook(book: Path) -> None:
    assert_refused(run("periksa", book, book, "--tahun-lalu", book), "--tahun-lalu")


def test_only_the_gravest(book: Path) -> None:
    every, gravest = (run("periksa", book, *more).out.splitlines() for more in ((), ("--tingkat", "galat")))

    assert gravest[:-1] == [line for line in every if line.startswith("kesalahan: ")] != []
    assert gravest[-1] == every[-1]  # the summary counts all
    assert len(gravest) < len(every)
    assert run("periksa", book, "--tingkat", "peringatan").status == 1


# ---------------------------------------------------------------- into a file
def test_ekspor_into_a_file(tmp_path: Path, book: Path) -> None:
    target = tmp_path / "isi.json"
    outcome = run("ekspor", book, "--keluaran", target)

    assert (outcome.status, outcome.out) == (0, f"{target}\n")
    assert target.read_text(encoding="utf-8") == run("ekspor", book).out == run("ekspor", book, "--keluaran", "-").out


def test_a_file_that_ekspor_replaces_is_kept(tmp_path: Path, book: Path) -> None:
    target = tmp_path / "isi.json"
    target.write_text("catatan saya", encoding="utf-8")
    run("ekspor", book, "--keluaran", target)

    assert [path.read_text(encoding="utf-8") for path in tmp_path.glob("isi.cadangan-*")] == ["catatan saya"]


def test_ekspor_never_replaces_the_workbook(tmp_path: Path, book: Path) -> None:
    before = book.read_bytes()

    assert_refused(run("ekspor", book, "--keluaran", book), book.name, "--keluaran", folder=tmp_path)
    assert book.read_bytes() == before


# ---------------------------------------------------------------- next year's name
@pytest.mark.parametrize(
    ("name", "next_name"),
    [("LKjIP 2023.xlsm", "LKjIP 2024.xlsm"), ("LKjIP_2023_Kantor.xlsm", "LKjIP_2024_Kantor.xlsm"), ("Laporan.xlsm", "Laporan 2024.xlsm")],
)
def test_next_years_workbook_is_named_by_itself(tmp_path: Path, book: Path, name: str, next_name: str) -> None:
    this = book.rename(tmp_path / name)
    outcome = run("tahun-baru", this)

    assert (outcome.status, outcome.out) == (0, f"{tmp_path / next_name}\n")
    assert_refused(run("tahun-baru", this), next_name, "--keluaran", folder=tmp_path)  # what stands there is left alone


# ---------------------------------------------------------------- silence
def test_silence_leaves_out_notes_but_no_result(tmp_path: Path) -> None:
    rows = "indikator,satuan,target_2023,realisasi_2023,keterangan_lain\nSatu,%,10,5,x\n"
    folder = write_folder(tmp_path / "csv", tabel_3_1=rows)
    told, quiet = (run("isi", folder, "--keluaran", tmp_path / f"{name}.xlsm", *more) for name, more in (("a", ()), ("b", ("--diam",))))

    assert "keterangan_lain" in told.err
    assert (quiet.status, quiet.out, quiet.err) == (0, f"{tmp_path / 'b.xlsm'}\n", "")


def test_silence_does_not_hide_why_nothing_was_sent(book: Path) -> None:
    outcome = run("kirim", book, "--diam")

    assert outcome.status == 1
    assert "belum dikirim" in outcome.err


def test_a_mistake_is_never_silent(tmp_path: Path) -> None:
    assert_refused(run("ekspor", tmp_path / "tidak-ada.xlsm", "--diam"), "tidak-ada.xlsm", folder=tmp_path)


# ---------------------------------------------------------------- cek
@pytest.mark.process
def test_cek_outside_windows_is_one_line() -> None:
    (said,) = run_process("cek").out.splitlines()

    assert said.startswith("baik ")
    assert "Python" in said
    assert "Windows" in said


# ---------------------------------------------------------------- a workbook that was just made
def test_the_first_sync_of_a_made_workbook_leaves_no_backup(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsm"
    run("isi", write_folder(tmp_path / "csv"), "--keluaran", book)
    outcome = run("sinkron", book)

    assert outcome.status == 0
    assert "disusun ulang" in outcome.err + outcome.out
    assert list(tmp_path.glob("*.cadangan-*")) == []


@pytest.mark.parametrize("keep_time", [False, True], ids=["saved again", "changed under its old time"])
def test_a_made_workbook_that_somebody_has_changed_is_kept(tmp_path: Path, keep_time: bool) -> None:
    book = tmp_path / "a.xlsm"
    run("isi", write_folder(tmp_path / "csv"), "--keluaran", book)
    made = book.stat()
    parts = Parts.of(book)
    parts.put("tbl_31", "Satuan", 0, text_cell("orang"))
    changed = parts.save(book).read_bytes()
    if keep_time:
        os.utime(book, ns=(made.st_atime_ns, made.st_mtime_ns))
    run("sinkron", book)

    assert [path.read_bytes() for path in tmp_path.glob("*.cadangan-*")] == [changed]
