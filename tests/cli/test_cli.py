"""The contract of the command line: bangun, isi, ekspor."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lkjip import __version__
from lkjip.sources import csv_folder, workbook_file
from tests.kit.workbooks import (
    BOYOLALI,
    SMALL,
    Outcome,
    Parts,
    assert_refused,
    copy_boyolali,
    edit,
    environment,
    failing,
    listing,
    run,
    run_process,
    run_python,
    write_folder,
)

RINGKASAN = [
    "jumlah_indikator",
    "rata_rata_capaian",
    "kategori_rata_rata",
    "jumlah",
    "total_anggaran",
    "total_realisasi",
    "total_serapan",
    "total_efisiensi",
]
ROW_KEYS = {
    "tabel_2_1": {"no_sasaran", "sasaran", "indikator", "target", "satuan", "induk"},
    "tabel_3_1": {
        "indikator",
        "satuan",
        "target_akhir_renstra",
        "realisasi_3",
        "realisasi_2",
        "realisasi_1",
        "target",
        "realisasi",
        "capaian",
        "kategori",
        "pengampu",
        "sasaran",
        "arah",
        "kumulatif",
        "target_atas",
        "batas_atas",
        "capaian_naskah",
        "kategori_naskah",
        "bobot",
        "catatan",
        "standar",
        "sumber_standar",
        "target_1",
        "target_2",
        "target_3",
        "induk",
    },
    "tabel_3_2": {
        "no",
        "sasaran",
        "indikator",
        "program",
        "kegiatan",
        "anggaran",
        "realisasi",
        "serapan",
        "efisiensi",
        *(f"realisasi_tw_{number}" for number in (1, 2, 3, 4)),
        "target_program",
        "target_kegiatan",
        "koordinator",
        "sub_kegiatan",
        "jenjang",
        "serapan_naskah",
        "efisiensi_naskah",
    },
}


# ---------------------------------------------------------------- ekspor
def test_the_keys_of_the_json(boyolali_data: dict[str, Any]) -> None:
    assert {"profil", "tabel_2_1", "tabel_3_1", "tabel_3_2", "ringkasan"} <= set(boyolali_data)
    assert list(boyolali_data["ringkasan"]) == RINGKASAN
    assert list(boyolali_data["ringkasan"]["jumlah"]) == ["SB", "B", "C", "K"]
    for table, keys in ROW_KEYS.items():
        assert [set(row) for row in boyolali_data[table]] == [keys] * 9


def test_the_figures_of_the_real_report(boyolali_data: dict[str, Any]) -> None:
    figures = boyolali_data["ringkasan"]

    assert figures["jumlah_indikator"] == 9
    assert (figures["rata_rata_capaian"], figures["kategori_rata_rata"]) == (100.0, "B")
    assert figures["jumlah"] == {"SB": 0, "B": 9, "C": 0, "K": 0}
    assert (figures["total_anggaran"], figures["total_realisasi"]) == (40_485_000, 36_605_000)
    assert figures["total_serapan"] == pytest.approx(90.4162035321724, rel=1e-12)
    assert figures["total_efisiensi"] == pytest.approx(9.5837964678276, rel=1e-12)
    assert [row["capaian"] for row in boyolali_data["tabel_3_1"]] == [100.0] * 9
    assert boyolali_data["profil"]["tahun"] == 2020


def test_blanks_are_null(boyolali_data: dict[str, Any]) -> None:
    """No budget and nothing spent is neither 100 % nor 0 %."""
    rows = boyolali_data["tabel_3_2"]

    assert [(row["serapan"], row["efisiensi"]) for row in (rows[0], rows[4], rows[6], rows[8])] == [(None, None)] * 4
    assert rows[3]["serapan"] == pytest.approx(86.3787958574688, rel=1e-12)
    assert rows[3]["efisiensi"] == pytest.approx(13.6212041425312, rel=1e-12)


def test_an_error_of_the_rules_is_its_text(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "csv",
        tabel_3_1="indikator,satuan,target_2023,realisasi_2023\nSatu,%,0,5\nDua,%,10,5\n",
        tabel_3_2="indikator,anggaran_2023,realisasi_2023\nSatu,0,5\nDua,-10,5\nTiga,10,5\n",
    )
    data = exported(filled(folder, tmp_path / "galat.xlsm"))

    assert [(row["capaian"], row["kategori"]) for row in data["tabel_3_1"]] == [("#DIV/0!", "#DIV/0!"), (50, "K")]
    assert [row["serapan"] for row in data["tabel_3_2"]] == ["#DIV/0!", "#NUM!", 50]
    assert (data["ringkasan"]["rata_rata_capaian"], data["ringkasan"]["kategori_rata_rata"]) == ("#DIV/0!", "#DIV/0!")
    assert data["ringkasan"]["jumlah"] == {"SB": 0, "B": 0, "C": 0, "K": 1}
    assert (data["ringkasan"]["total_anggaran"], data["ringkasan"]["total_realisasi"]) == (0, 15)
    assert data["ringkasan"]["total_serapan"] == "#DIV/0!"


def test_every_category_is_counted(tmp_path: Path) -> None:
    """100,01 is very good; 100 is good; 75,01 good; 75 and 55 are fair; 54,99 is poor; not measured is none of them."""
    reached = ("100,01", "100", "75,01", "75", "55", "54,99", "")
    rows = "".join(f'Indikator {number},%,100,"{value}"\n' for number, value in enumerate(reached))
    folder = write_folder(tmp_path / "csv", tabel_3_1=f"indikator,satuan,target_2023,realisasi_2023\n{rows}")
    data = exported(filled(folder, tmp_path / "kategori.xlsm"))

    assert [row["kategori"] for row in data["tabel_3_1"]] == ["SB", "B", "B", "C", "C", "K", None]
    assert data["ringkasan"]["jumlah"] == {"SB": 1, "B": 2, "C": 2, "K": 1}
    assert data["ringkasan"]["jumlah_indikator"] == 7
    assert data["ringkasan"]["rata_rata_capaian"] == pytest.approx(76.6683333333333, rel=1e-12)  # 460,01 / 6
    assert data["ringkasan"]["kategori_rata_rata"] == "B"


def test_nothing_measured_is_null(tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsm"
    assert run("bangun", "--keluaran", path).status == 0
    figures = exported(path)["ringkasan"]

    assert figures["jumlah_indikator"] == 0
    assert figures["jumlah"] == {"SB": 0, "B": 0, "C": 0, "K": 0}
    assert [figures[key] for key in ("rata_rata_capaian", "kategori_rata_rata", "total_serapan", "total_efisiensi")] == [None] * 4


def test_rows_stand_in_the_order_of_the_workbook(boyolali_data: dict[str, Any]) -> None:
    names = [row["indikator"] for row in boyolali_data["tabel_2_1"]]

    assert names[0].startswith("Prosentase LSM")
    assert names[3] == "Fasilitasi pengembangan nilai – nilai wawasan kebangsaan di setiap kecamatan."
    assert names[8].endswith("(P4GN).")
    assert [row["no"] for row in boyolali_data["tabel_3_2"]] == list(range(1, 10))


def test_json_is_the_default_format(boyolali: Path) -> None:
    assert run("ekspor", boyolali, "--format", "json") == run("ekspor", boyolali)


def test_ekspor_changes_nothing(boyolali: Path) -> None:
    before = (boyolali.stat().st_mtime_ns, boyolali.read_bytes())
    run("ekspor", boyolali)

    assert (boyolali.stat().st_mtime_ns, boyolali.read_bytes()) == before


def exported(path: Path) -> dict[str, Any]:
    outcome = run("ekspor", path)
    assert outcome.status == 0, outcome.err
    data: dict[str, Any] = json.loads(outcome.out)
    return data


def filled(folder: Path, path: Path) -> Path:
    outcome = run("isi", folder, "--keluaran", path)
    assert outcome.status == 0, outcome.err
    return path


# ---------------------------------------------------------------- isi and bangun
def test_the_result_is_on_stdout_and_messages_on_stderr(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv", catatan="apa saja")
    outcome = run_process("isi", folder, "--keluaran", tmp_path / "hasil.xlsm")

    assert (outcome.status, outcome.out) == (0, f"{tmp_path / 'hasil.xlsm'}\n")
    assert len(outcome.lines) == 1
    assert "catatan.csv" in outcome.err


def test_bangun_without_a_name_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("bangun")

    assert (outcome.status, outcome.err) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == [outcome.out.strip()]
    assert outcome.out.strip().endswith(".xlsm")


@pytest.mark.parametrize("command", ["bangun", "isi"])
def test_the_same_workbook_again_is_not_written_again(tmp_path: Path, command: str) -> None:
    folder = [write_folder(tmp_path / "csv")] if command == "isi" else []
    results = tmp_path / "hasil"
    results.mkdir()
    first = run(command, *folder, "--keluaran", results / "a.xlsm")
    second = run(command, *folder, "--keluaran", results / "b.xlsm")
    before = listing(results)
    again = run(command, *folder, "--keluaran", results / "a.xlsm")

    assert (first.status, second.status, again.status) == (0, 0, 0)
    assert before["a.xlsm"] == before["b.xlsm"]
    assert listing(results) == before
    assert again.err == ""


def test_a_changed_workbook_keeps_the_old_one_and_says_so(tmp_path: Path) -> None:
    folder, results = write_folder(tmp_path / "csv"), tmp_path / "hasil"
    results.mkdir()
    old = filled(folder, results / "a.xlsm").read_bytes()
    edit(folder / "tabel_3_1.csv", ",10,9", ",10,8")
    outcome = run("isi", folder, "--keluaran", results / "a.xlsm")

    assert outcome.status == 0
    backup = next(name for name in listing(results) if name != "a.xlsm")
    assert listing(results)[backup] == old
    assert backup in outcome.err


@pytest.mark.parametrize(
    ("rows", "ending", "named"),
    [
        (20_000, "", "tabel_2_1.csv: 20000 baris"),
        (300, "&" * 32_000, "isinya terlalu banyak"),  # few rows, but XML writes each of these letters as five
    ],
)
def test_a_workbook_that_no_command_could_open_is_not_made(tmp_path: Path, rows: int, ending: str, named: str) -> None:
    tables = {
        table: "sasaran,indikator,target\n" + "".join(f"{table} {number}{ending},Indikator {number},10\n" for number in range(rows))
        for table in ("tabel_2_1", "tabel_3_1")
    }
    outcome = run("isi", write_folder(tmp_path / "csv", **tables), "--keluaran", tmp_path / "hasil.xlsm")

    assert_refused(outcome, named)
    assert not (tmp_path / "hasil.xlsm").exists()


def test_capital_letters_in_the_ending_are_fine(tmp_path: Path) -> None:
    assert run("bangun", "--keluaran", tmp_path / "A.XLSM").status == 0
    assert (tmp_path / "A.XLSM").is_file()


@pytest.mark.parametrize("name", ["hasil.xlsx", "hasil", "hasil.xlsm.bak", "hasil.xls", "hasil.csv", ".xlsm", "hasilxlsm"])
@pytest.mark.parametrize("command", ["bangun", "isi"])
def test_a_macro_workbook_is_named_xlsm(tmp_path: Path, command: str, name: str) -> None:
    folder = [write_folder(tmp_path / "csv")] if command == "isi" else []
    outcome = run(command, *folder, "--keluaran", tmp_path / name)

    assert_refused(outcome, name, ".xlsm", folder=tmp_path)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("command", ["bangun", "isi"])
def test_the_folder_of_the_result_must_be_there(tmp_path: Path, command: str) -> None:
    folder = [write_folder(tmp_path / "csv")] if command == "isi" else []

    assert_refused(run(command, *folder, "--keluaran", tmp_path / "tidak" / "a.xlsm"), "a.xlsm", "folder", folder=tmp_path)
    assert not (tmp_path / "tidak").exists()


# ---------------------------------------------------------------- usage
@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["ispi", "csv"], ["ispi"]),
        (["isi"], ["FOLDER"]),
        (["isi", "csv"], ["--keluaran"]),
        (["isi", "--keluaran", "a.xlsm"], ["FOLDER"]),
        (["isi", "csv", "--keluaran"], ["--keluaran"]),
        (["isi", "csv", "--keluran", "a.xlsm"], ["--keluran"]),
        (["isi", "csv", "lagi", "--keluaran", "a.xlsm"], ["lagi"]),
        (["isi", "csv", "-k", "a.xlsm"], ["-k"]),
        (["isi", "csv", "--keluar", "a.xlsm"], ["--keluar"]),
        (["ekspor"], ["BERKAS"]),
        (["ekspor", "a.xlsm", "b.xlsm"], ["b.xlsm"]),
        (["ekspor", "a.xlsm", "--format", "xml"], ["--format"]),
        (["ekspor", "a.xlsm", "--format"], ["--format"]),
        (["bangun", "a.xlsm"], ["a.xlsm"]),
        (["bangun", "--tahun", "2020"], ["--tahun"]),
        (["--jalan"], ["--jalan"]),
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_one_line_that_names_the_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], named: list[str]
) -> None:
    write_folder(tmp_path / "csv")
    monkeypatch.chdir(tmp_path)
    outcome = run(*args)

    assert_refused(outcome, *named)
    assert [path.name for path in tmp_path.iterdir()] == ["csv"]


def test_without_a_command_it_shows_the_help() -> None:
    outcome = run()

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == run("--help").out


@pytest.mark.parametrize("args", [["--help"], ["bangun", "--help"], ["isi", "--help"], ["ekspor", "--help"]], ids=" ".join)
def test_the_help_is_in_bahasa_indonesia(args: list[str]) -> None:
    outcome = run(*args)

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("Cara pakai: lkjip")
    for word in ("Usage", "Options", "Commands", "Show ", "default", "required", "help"):
        assert word not in outcome.out.replace("--help", "")


def test_the_help_names_every_command_and_option() -> None:
    for command in ("bangun", "isi", "ekspor"):
        assert f"  {command} " in run("--help").out
    assert "--keluaran" in run("bangun", "--help").out
    assert "--keluaran" in run("isi", "--help").out
    assert "--format" in run("ekspor", "--help").out


def test_the_version() -> None:
    assert run("--versi") == Outcome(0, f"lkjip {__version__}\n", "")


@pytest.mark.parametrize("args", [["--help"], ["isi", "--help"], ["--versi"]], ids=" ".join)
def test_help_comes_at_once(args: list[str]) -> None:
    """None of what a workbook needs is loaded to show a page of text."""
    code = """
import sys
from lkjip.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(sorted({"xlsxwriter", "lxml", "xlwings", "pandas", "numpy", "openpyxl", "rich"} & set(sys.modules)), file=sys.stderr)
"""
    assert run_python("-c", code, *args).err == "[]\n"


@pytest.mark.parametrize("command", ["ekspor", "periksa"])
def test_reading_does_not_load_what_only_building_needs(boyolali: Path, command: str) -> None:
    code = """
import sys
from lkjip.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
unneeded = {"xlsxwriter", "rich", "http.client", "xlwings", "pandas", "numpy", "openpyxl", "lkjip.template.workbook"}
print(sorted(unneeded & set(sys.modules)), file=sys.stderr)
"""
    assert run_python("-c", code, command, boyolali).err.splitlines()[-1] == "[]"


# ---------------------------------------------------------------- what nobody foresaw
def test_an_unforeseen_failure_is_one_line(boyolali: Path) -> None:
    with failing("lkjip.sources.workbook_file.read", ZeroDivisionError("dua\nbaris\r\nlagi")):
        outcome = run("ekspor", boyolali)

    assert (outcome.status, outcome.out) == (2, "")
    assert len(outcome.lines) == 1
    assert "LKJIP_JEJAK=1" in outcome.err
    assert "Traceback" not in outcome.err


def test_what_the_system_refuses_is_one_line_that_names_the_file(boyolali: Path) -> None:
    with failing("lkjip.sources.workbook_file.read", OSError(5, "Input/output error", "D:/jaringan/buku.xlsm")):
        outcome = run("ekspor", boyolali)
    assert_refused(outcome, "D:/jaringan/buku.xlsm: tidak bisa dipakai")
    with failing("lkjip.sources.workbook_file.read", MemoryError()):
        assert_refused(run("ekspor", boyolali), "memori")


SHORT_OF_MEMORY = """
import resource, sys
from pathlib import Path
from lkjip.cli import main
from lkjip.ooxml.archive import Archive

read = Archive.part
def part(archive, name):
    data = read(archive, name)
    if name == sys.argv[1] and len(data) > 1_000_000:  # eight megabytes are left, and its tree takes thirty
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + (8 << 20), resource.RLIM_INFINITY))
    return data
Archive.part = part
main(["ekspor", sys.argv[2]])
"""


def test_a_workbook_is_not_called_damaged_where_memory_does_not_suffice(boyolali: Path, tmp_path: Path) -> None:
    parts = Parts.of(boyolali)
    sheet = parts.sheet("Tabel 3.1")
    cells = "".join(f'<c r="{letter}@"><v>1</v></c>' for letter in "ABCDEFGHIJKLMNOP")
    rows = (f'<row r="{number}">{cells.replace("@", str(number))}</row>' for number in range(1000, 4500))
    parts.replace(sheet, "</sheetData>", "".join(rows) + "</sheetData>", 1)
    path = parts.save(tmp_path / "besar.xlsm")
    assert_refused(run_python("-c", SHORT_OF_MEMORY, sheet, path, env=environment()), "memori komputer ini tidak cukup")


def test_the_trace_can_be_had(boyolali: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LKJIP_JEJAK", "1")
    with failing("lkjip.sources.workbook_file.read", ZeroDivisionError("sengaja")), pytest.raises(ZeroDivisionError, match="sengaja"):
        run("ekspor", boyolali)


def test_stopped_by_the_user(boyolali: Path) -> None:
    with failing("lkjip.sources.workbook_file.read", KeyboardInterrupt()):
        outcome = run("ekspor", boyolali)

    assert outcome.status != 0
    assert outcome.out == ""
    assert len(outcome.err.strip().splitlines()) == 1  # after the end of the line that shows ^C


# ---------------------------------------------------------------- pipes
@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
    ids=["C", "POSIX", "cp1252", "ascii"],
)
def test_json_is_utf_8_whatever_the_pipe_is(boyolali: Path, boyolali_data: dict[str, Any], settings: dict[str, str]) -> None:
    outcome = run_process("ekspor", boyolali, env=environment(**settings))

    assert (outcome.status, outcome.err) == (0, "")
    assert json.loads(outcome.out) == boyolali_data
    assert "nilai – nilai" in outcome.out


def test_messages_are_utf_8_whatever_the_pipe_is(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv", profil=SMALL["profil.csv"] + "moto – kami,maju\n")
    settings = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    outcome = run_process("isi", folder, "--keluaran", tmp_path / "a.xlsm", env=settings)

    assert outcome.status == 0
    assert '"moto – kami"' in outcome.err


def test_a_reader_that_has_seen_enough(boyolali: Path) -> None:
    """`lkjip ekspor F | head -1`"""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "lkjip", "ekspor", str(boyolali)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False)
    os.close(writing)

    assert done.stderr == b""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_result_that_cannot_be_written_is_no_success(boyolali: Path, tmp_path: Path, unbuffered: str) -> None:
    """`lkjip ekspor F > laporan.json` where there is no room for it."""
    code = """
import resource, sys
from lkjip.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
main(sys.argv[1:])
"""
    command, env = [sys.executable, "-c", code, "ekspor", str(boyolali)], environment(PYTHONUNBUFFERED=unbuffered)
    with (tmp_path / "laporan.json").open("wb") as file:
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, env=env, timeout=60, check=False)

    assert_refused(Outcome(done.returncode, "", done.stderr.decode("utf-8")))


def test_without_a_stdout_there_is_no_traceback(boyolali: Path) -> None:
    """A program without a console, as pythonw on Windows is, has none."""
    code = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, '-m', 'lkjip', *sys.argv[1:]])"

    assert "Traceback" not in run_python("-c", code, "ekspor", boyolali).err


# ---------------------------------------------------------------- texts that look like formulas
TEXTS = {
    "instansi": '=HYPERLINK("http://contoh.invalid","Kantor")',
    "kepala": "@SUM(1+1)*cmd|' /C calc'!A0",
    "indikator": "=1+1 Angka Partisipasi",
    "sasaran": "+Masyarakat tertib",
    "satuan": "-%",
    "pengampu": "-2+3+cmd|' /C calc'!A0",
    "program": "@Program",
    "kegiatan": "=A1; @SUM(1)",
    "koordinator": "\t=1+1",
    "target_program": "\r=1+1",
}


@pytest.fixture(scope="module")
def dangerous(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook from a folder whose texts look like formulas."""
    folder = tmp_path_factory.mktemp("rumus")
    quoted = {key: '"' + text.replace('"', '""') + '"' for key, text in TEXTS.items()}
    write_folder(
        folder / "csv",
        profil=f"kunci,nilai\ninstansi,{quoted['instansi']}\ntahun,2023\nkepala,{quoted['kepala']}\n",
        tabel_2_1=f"no_sasaran,sasaran,indikator,target,satuan\n1,{quoted['sasaran']},{quoted['indikator']},10,{quoted['satuan']}\n",
        tabel_3_1=(
            f"indikator,satuan,target_2023,realisasi_2023,pengampu\n{quoted['indikator']},{quoted['satuan']},10,9,{quoted['pengampu']}\n"
        ),
        tabel_3_2=(
            "indikator,anggaran_2023,realisasi_2023,program,kegiatan,koordinator,target_program\n"
            f"{quoted['indikator']},10,9,{quoted['program']},{quoted['kegiatan']},{quoted['koordinator']},{quoted['target_program']}\n"
        ),
    )
    return filled(folder / "csv", folder / "rumus.xlsm")


def test_a_text_stays_a_text(dangerous: Path) -> None:
    book = openpyxl.load_workbook(dangerous)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    book.close()
    for key, text in TEXTS.items():
        plain = text.strip()
        found = [cell for cell in cells if isinstance(cell.value, str) and cell.value.replace("\n", " ") == plain]
        assert found, key
        assert {(cell.data_type, cell.quotePrefix) for cell in found} == {("s", True)}, key
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert formulas
    inside = [re.sub(r'HYPERLINK\("#', "", formula) for formula in formulas]  # links within the workbook are ours
    assert not any(word in formula for formula in inside for word in ("HYPERLINK", "cmd", "1+1"))


def test_a_text_that_looks_like_a_formula_reads_back_equal(dangerous: Path) -> None:
    given = csv_folder.read(dangerous.parent / "csv").laporan

    assert workbook_file.read(dangerous).laporan.inputs == given.inputs
    data = exported(dangerous)
    row = {**data["profil"], **data["tabel_3_2"][0], **data["tabel_2_1"][0], **data["tabel_3_1"][0]}
    assert {key: row[key] for key in TEXTS} == {key: text.strip() for key, text in TEXTS.items()}
    assert data["tabel_3_1"][0]["capaian"] == 90


def test_texts_with_codes_of_the_file_format_read_back_equal(tmp_path: Path) -> None:
    """_x000A_ is how the file format writes a line end; a person may have typed it."""
    folder = copy_boyolali(tmp_path / "csv")
    edit(folder / "tabel_3_1.csv", "Kasi Bina Ideologi dan Wasbang\n", "Kasi _x0041_x0042_ <b> & 'lain' _x000A_\n")
    edit(folder / "profil.csv", "Kantor Kesatuan Bangsa", "Kantor _x0041_x0042_ Kesatuan Bangsa")
    path = filled(folder, tmp_path / "kode.xlsm")

    assert workbook_file.read(path).laporan.inputs == csv_folder.read(folder).laporan.inputs
    assert exported(path)["tabel_3_1"][3]["pengampu"] == "Kasi _x0041_x0042_ <b> & 'lain' _x000A_"
    strings = Parts.of(path)["xl/sharedStrings.xml"].decode()
    assert "Kasi _x005F_x0041_x005F_x0042_ &lt;b&gt;" in strings
    assert "Kantor _x005F_x0041_x005F_x0042_ Kesatuan Bangsa" in strings


def test_the_folder_of_the_example_is_left_alone() -> None:
    assert {path.suffix for path in BOYOLALI.iterdir()} == {".csv"}
