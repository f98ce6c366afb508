"""`lkjip sinkron`: the summaries follow the rows of the input tables, a refusal leaves everything as it was, a backup is kept."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils.cell import range_to_tuple

from lkjip import files
from lkjip.sync import closed
from tests.kit import reading
from tests.kit.workbooks import MAIN, Parts, assert_refused, environment, listing, run, run_python, write_folder
from tests.sync import edits
from tests.sync.corpus import GUESTS
from tests.sync.values import shown, summary_values

NEW: Mapping[str, edits.Value] = {"Indikator": "Jumlah posyandu", "Satuan": "Unit", "Target": 20.0, "Realisasi": 15.0, "Sasaran": "Sehat"}
FIRST = "Prosentase LSM yang mempunyai SKT (Surat Keterangan Terdaftar)"


@pytest.fixture
def parts(synced: Path) -> Parts:
    return Parts.of(synced)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "kantor"
    folder.mkdir()
    return folder / "laporan.xlsm"


def sync(parts: Parts, path: Path) -> dict[str, Any]:
    """The summaries after a sync that had something to write."""
    outcome = run("sinkron", parts.save(path))
    assert outcome.status == 0, outcome
    assert "disusun ulang" in outcome.out
    return summary_values(path)


def block(path: Path, name: str) -> list[list[Any]]:
    """What the cells of a defined name hold, row by row."""
    root = etree.fromstring(Parts.of(path)["xl/workbook.xml"])
    place = next(each.text or "" for each in root.iter(f"{{{MAIN}}}definedName") if each.get("name") == name)
    title, (left, top, right, bottom) = range_to_tuple(place)
    return [[shown(value) for value in row[left - 1 : right]] for row in reading.saved_values(path, title)[top - 1 : bottom]]


def figure(path: Path, name: str) -> Any:
    return block(path, name)[0][0]


def column(values: Mapping[str, Any], sheet: str, letter: str, first: int, last: int) -> list[Any]:
    return [values.get(f"{sheet}!{letter}{row}") for row in range(first, last + 1)]


# ---------------------------------------------------------------- rows
def test_a_row_more(parts: Parts, path: Path) -> None:
    """15 of 20 is 75 %, category C; the nine of the report were 100 % each, so the mean is 97,5."""
    edits.added(parts, "tbl_31", [NEW])
    values = sync(parts, path)

    assert figure(path, "jumlah_indikator") == 10
    assert figure(path, "rata_rata_capaian") == pytest.approx(97.5)
    assert [figure(path, f"jumlah_{code}") for code in ("SB", "B", "C", "K")] == [0, 9, 1, 0]
    assert [row[1:4] for row in block(path, "blok_sasaran")] == [[9, 100, "B"], [1, 75, "C"], [10, 97.5, "B"]]
    assert [row[0] for row in block(path, "blok_sasaran")[1:]] == ["Sehat", "Semua sasaran"]
    assert values["Pengukuran Kinerja!D16"] == "Jumlah posyandu"
    assert (values["Pengukuran Kinerja!I16"], values["Pengukuran Kinerja!J16"]) == (75, "C")
    assert values["Perbandingan!B14"] == "Jumlah posyandu"
    assert (values["Efisiensi!B14"], values["Efisiensi!H14"]) == ("Jumlah posyandu", "tanpa anggaran")
    assert "10 (sepuluh) indikator" in figure(path, "blok_kalimat")


def test_a_row_less(parts: Parts, path: Path) -> None:
    edits.removed(parts, "tbl_31", 0)
    values = sync(parts, path)

    assert figure(path, "jumlah_indikator") == 8
    assert FIRST not in column(values, "Pengukuran Kinerja", "D", 7, 14)
    assert column(values, "Pengukuran Kinerja", "D", 15, 15) == [None]
    # its budget line belongs to no indicator any more
    assert values["Efisiensi!B13"].lower() == FIRST.lower()
    assert values["Efisiensi!H13"] == "tidak ada di Tabel 3.1"


def test_rows_in_another_order(parts: Parts, path: Path) -> None:
    before = column(summary_values_of(parts, path), "Pengukuran Kinerja", "D", 7, 15)
    edits.reordered(parts, "tbl_31", [8, 7, 6, 5, 4, 3, 2, 1, 0])
    values = sync(parts, path)

    assert column(values, "Pengukuran Kinerja", "D", 7, 15) == before[::-1]
    assert column(values, "Efisiensi", "B", 5, 13) == before[::-1]
    assert set(column(values, "Efisiensi", "H", 5, 13)) <= {None, "tanpa anggaran"}


def summary_values_of(parts: Parts, path: Path) -> dict[str, Any]:
    return summary_values(parts.save(path))


def test_a_row_with_another_name(parts: Parts, path: Path) -> None:
    edits.renamed(parts, "tbl_31", "Indikator", 2, "Nama baru")
    values = sync(parts, path)

    assert values["Pengukuran Kinerja!D9"] == "Nama baru"
    assert values["Efisiensi!H7"] == "tanpa anggaran"


def test_a_spelling_that_means_the_same(parts: Parts, path: Path) -> None:
    """Letters and digits alone make the name: the pair with Tabel 3.2 stays, what is shown is what was typed."""
    edits.renamed(parts, "tbl_31", "Indikator", 0, FIRST.upper().replace("(", " - ("))
    values = sync(parts, path)

    assert values["Efisiensi!B5"] == FIRST.upper().replace("(", " - (")
    assert "Efisiensi!H5" not in values


def test_many_changes_end_where_one_would(parts: Parts, synced: Path, path: Path) -> None:
    """Rows put in and taken out again: the file ends as it began, but for the time of the sync."""
    edits.added(parts, "tbl_31", [NEW, {**NEW, "Indikator": "Satu lagi"}])
    sync(parts, path)
    back = Parts.of(path)
    for place in (10, 9):
        edits.removed(back, "tbl_31", place)
    values = sync(back, path)

    assert values == summary_values(synced)
    names = {part: data for part, data in Parts.of(path).items() if part == "xl/workbook.xml"}
    assert names["xl/workbook.xml"].count(b"$B$5:$I$13") == 1


@pytest.mark.parametrize("rows", [0, 1, 120])
def test_as_many_rows_as_there_are(rows: int, tmp_path: Path, path: Path) -> None:
    def table(head: str, line: str) -> str:
        return head + "\n" + "".join(line.format(n=number) + "\n" for number in range(1, rows + 1))

    folder = write_folder(
        tmp_path / "csv",
        tabel_2_1=table("no_sasaran,sasaran,indikator,target,satuan", "1,Tertib,Indikator {n},50,%"),
        tabel_3_1=table("indikator,satuan,target_2023,realisasi_2023", "Indikator {n},%,50,40"),
        tabel_3_2=table("indikator,anggaran_2023,realisasi_2023", "Indikator {n},1000,500"),
    )
    assert run("isi", folder, "--keluaran", path).status == 0
    parts = Parts.of(path)
    edits.added(parts, "tbl_31", [NEW]) if rows else edits.forgotten(parts)
    values = sync(parts, path)

    assert figure(path, "jumlah_indikator") == (rows + 1 if rows else 0)
    assert figure(path, "rata_rata_capaian") == (pytest.approx((rows * 80 + 75) / (rows + 1)) if rows else None)
    assert figure(path, "total_anggaran") == rows * 1000
    assert len(values) > rows
    assert "sudah sinkron" in run("sinkron", path).out


# ---------------------------------------------------------------- what goes along
def test_new_rows_look_like_those_above(parts: Parts, path: Path) -> None:
    edits.added(parts, "tbl_31", [NEW, {**NEW, "Indikator": "Satu lagi"}])
    sync(parts, path)
    book = reading.workbook(path)

    for title, last, width in (("Pengukuran Kinerja", 17, 10), ("Perbandingan", 15, 13), ("Efisiensi", 15, 8)):
        sheet = book[title]
        for row in (last - 2, last - 1, last):
            for number in range(2, width + 1):
                cell, above = sheet.cell(row, number), sheet.cell(last - 4, number)
                assert cell._style == above._style, cell


def test_a_new_row_where_the_sheet_renstra_was_deleted(parts: Parts, path: Path) -> None:
    """Its formulas hold #REF!, as Excel leaves them, and name no table that is not there."""
    sheet = edits.deleted(parts, "tbl_renstra")
    edits.added(parts, "tbl_31", [NEW])
    sync(parts, path)

    assert not [name for name, data in Parts.of(path).items() if b"tbl_renstra" in data and name != sheet]
    assert block(path, "blok_perbandingan")[-1][:1] == ["Jumlah posyandu"]
    # the sums of the Renstra prove nothing any more: that of a figure with no unit of a level is asked
    assert [row[9] for row in block(path, "blok_perbandingan")[3:6]] == [None, None, "tahunan"]
    codes = [each["kode"] for each in json.loads(run("periksa", path, "--format", "json").out)]
    assert "kumulatif-kosong" in codes
    assert not {"rumus-berbeda", "rumus-ditimpa"} & set(codes)


def test_names_merged_cells_and_looks_follow(parts: Parts, path: Path) -> None:
    part = parts.sheet("Pengukuran Kinerja")
    parts.replace(part, "</mergeCells>", '<mergeCell ref="B40:J41"/></mergeCells>')
    parts.replace(
        part,
        "<printOptions",
        '<conditionalFormatting sqref="D18:D20">'
        '<cfRule type="expression" dxfId="1" priority="90"><formula>$D18&gt;$J$7</formula></cfRule></conditionalFormatting><printOptions',
    )
    name = "<definedName name=\"catatan_kasubag\">'Pengukuran Kinerja'!$D$19</definedName>"
    parts.replace("xl/workbook.xml", "</definedNames>", f"{name}</definedNames>")
    edits.added(parts, "tbl_31", [NEW, {**NEW, "Indikator": "Satu lagi"}])
    sync(parts, path)
    book = reading.workbook(path)
    sheet = book["Pengukuran Kinerja"]

    assert book.defined_names["blok_pengukuran"].attr_text == "'Pengukuran Kinerja'!$B$7:$L$17"
    assert book.defined_names["catatan_kasubag"].attr_text == "'Pengukuran Kinerja'!$D$21"
    assert "B42:J43" in [str(each) for each in sheet.merged_cells.ranges]
    boxes = {str(each.sqref) for each in sheet.conditional_formatting}
    assert {"J7:J17", "D20:D22"} <= boxes, boxes
    assert sheet.conditional_formatting["D20:D22"][0].formula == ["$D20>$J$7"]


def test_a_print_area_grows_with_its_block(parts: Parts, path: Path) -> None:
    title = "Pengukuran Kinerja"
    before = re.fullmatch(r"(.*\$)(\d+)", reading.sheet(parts.save(path), title).print_area)
    assert before is not None
    edits.added(parts, "tbl_31", [NEW])
    sync(parts, path)
    assert reading.sheet(path, title).print_area == f"{before[1]}{int(before[2]) + 1}"


def test_formulas_of_the_users_go_along(parts: Parts, path: Path) -> None:
    """Below a block, in its columns: what they refer to moves with its cells, as it does in Excel."""
    part = parts.sheet("Efisiensi")
    parts.replace(
        part,
        "</sheetData>",
        '<row r="20"><c r="D20"><f>SUM(D5:D13)+D21*2+LEN("D21")</f><v>1</v></c><c r="K20"><f>D21+$D$5</f><v>1</v></c></row>'
        '<row r="21"><c r="D21"><v>5</v></c></row></sheetData>',
    )
    edits.added(parts, "tbl_31", [NEW])
    sync(parts, path)
    rows = reading.typed(path, "Efisiensi")

    assert [row[3] for row in rows[20:22]] == ['=SUM(D5:D14)+D22*2+LEN("D21")', 5]
    assert rows[19][10] == "=D22+$D$5"


def test_sheets_that_refer_to_moved_rows_follow(parts: Parts, path: Path) -> None:
    GUESTS["sheet_with_formulas"](parts)
    parts.replace(parts.sheet("Catatan Kasubag"), "SUM(B2:B4)", "'Efisiensi'!D14")
    edits.added(parts, "tbl_31", [NEW])
    outcome = run("sinkron", parts.save(path))

    assert outcome.status == 0
    assert reading.sheet(path, "Catatan Kasubag")["D1"].value == "='Efisiensi'!D15"
    assert not any("Catatan Kasubag" in line for line in outcome.lines)


# ---------------------------------------------------------------- refusals
def refused(parts: Parts, path: Path, *words: str) -> None:
    before = parts.save(path).read_bytes()
    there = listing(path.parent)
    assert_refused(run("sinkron", path), "laporan.xlsm", *words, folder=path.parent)
    assert path.read_bytes() == before
    assert listing(path.parent) == there


@pytest.mark.parametrize("command", ["sinkron", "kirim"])
@pytest.mark.parametrize("lock", ["~$laporan.xlsm", ".~lock.laporan.xlsm#"])
def test_a_file_open_in_excel_or_libreoffice(synced: Path, path: Path, command: str, lock: str) -> None:
    """What stands on the screen may not be saved yet, and would be saved over what a sync has written."""
    path.write_bytes(synced.read_bytes())
    (path.parent / lock).write_bytes(b",Kasub,PC-1,26.11.2026 08:00,file:///C:/;")
    before = listing(path.parent)
    assert_refused(run(command, path), "laporan.xlsm", "Excel" if "$" in lock else "LibreOffice", "tutup", lock, folder=path.parent)
    assert listing(path.parent) == before


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("what", ["saved", "opened"])
def test_a_save_made_while_a_sync_writes_is_kept(parts: Parts, path: Path, monkeypatch: pytest.MonkeyPatch, at: int, what: str) -> None:
    """Somebody saves or opens the file while its backup is written (1), or the new file (2)."""
    edits.added(parts, "tbl_31", [NEW])
    before = parts.save(path).read_bytes()
    synchronise, calls = os.fsync, []

    def meanwhile(descriptor: int) -> None:
        synchronise(descriptor)
        calls.append(descriptor)
        if len(calls) == at:
            (path if what == "saved" else path.parent / "~$laporan.xlsm").write_bytes(b"isian orang lain")

    monkeypatch.setattr(os, "fsync", meanwhile)
    assert_refused(run("sinkron", path), "laporan.xlsm", "berubah" if what == "saved" else "Excel", folder=path.parent)

    kept = {"laporan.xlsm": b"isian orang lain"} if what == "saved" else {"laporan.xlsm": before, "~$laporan.xlsm": b"isian orang lain"}
    assert listing(path.parent) == kept


def test_another_template(parts: Parts, path: Path) -> None:
    text = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = re.sub(r'(name="versi_templat">)\d+', r"\g<1>99", text).encode()
    refused(parts, path, "versi", "99")


def test_a_workbook_of_somebody_else(path: Path) -> None:
    openpyxl.Workbook().save(path)
    before = path.read_bytes()
    assert_refused(run("sinkron", path), "laporan.xlsm", folder=path.parent)
    assert listing(path.parent) == {"laporan.xlsm": before}


def test_no_such_file(path: Path) -> None:
    assert_refused(run("sinkron", path), "laporan.xlsm", "tidak ditemukan", folder=path.parent)
    assert listing(path.parent) == {}


@pytest.mark.parametrize("thing", ["merged cells", "a comment", "a table"])
def test_something_of_the_users_across_what_would_move(parts: Parts, path: Path, thing: str) -> None:
    part = parts.sheet("Efisiensi")
    if thing == "merged cells":
        parts.replace(part, "</mergeCells>", '<mergeCell ref="H20:K20"/></mergeCells>')
    elif thing == "a comment":
        GUESTS["comments_on_efisiensi"](parts)
        parts.replace("xl/comments101.xml", 'ref="B3"', 'ref="B20"')
    else:
        GUESTS["sheet_with_formulas"](parts)
        own = parts.relations(parts.sheet("Catatan Kasubag"))
        parts[parts.relations(part)] = parts.pop(own)
        parts.replace(part, "</worksheet>", '<tableParts count="1"><tablePart r:id="rId2"/></tableParts></worksheet>')
        parts.replace("xl/tables/table101.xml", 'ref="F1:G4"', 'ref="F20:G24"')
    edits.added(parts, "tbl_31", [NEW])
    refused(parts, path, "Efisiensi", "20")


# ---------------------------------------------------------------- nothing to do, backups, the time
def test_nothing_to_do(synced: Path, path: Path) -> None:
    path.write_bytes(synced.read_bytes())
    before = path.stat()
    outcome = run("sinkron", path)

    assert (outcome.status, outcome.err) == (0, "")
    assert "sudah sinkron" in outcome.out
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert listing(path.parent) == {"laporan.xlsm": synced.read_bytes()}


def test_the_file_as_it_was_is_kept(parts: Parts, path: Path) -> None:
    edits.added(parts, "tbl_31", [NEW])
    before = parts.save(path).read_bytes()
    outcome = run("sinkron", path)
    backups = {name: data for name, data in listing(path.parent).items() if name != "laporan.xlsm"}

    assert list(backups.values()) == [before]
    (name,) = backups
    assert re.fullmatch(r"laporan\.cadangan-\d{8}-\d{6}\.xlsm", name)
    assert name in outcome.err


def test_the_oldest_backups_go_and_nothing_else(parts: Parts, path: Path) -> None:
    made = []
    for number in range(11):
        files.write(path, b"%d" % number)
        backup = files.write(path, b"lagi")
        assert backup
        made.append(backup.name)
    others = [
        "laporan.cadangan-20200101-080000.xlsx",
        "laporan lain.cadangan-20200101-080000.xlsm",
        "laporan.cadangan-20200101-080000.xlsm",  # of such a name, but not one that we made
        "laporan.cadangan-lama.xlsm",
        "laporan.cadangan-20200101-080000.xlsm.txt",
        "catatan.docx",
    ]
    for name in others:
        (path.parent / name).write_bytes(name.encode())
    edits.added(parts, "tbl_31", [NEW])
    sync(parts, path)

    found = listing(path.parent)
    backups = [data for name, data in found.items() if ".cadangan-" in name and name not in others]
    assert len(backups) == 10
    assert [data[:2] for data in backups].count(b"PK") == 1  # the workbook as it was
    assert made[-4:] == [name for name in made if name in found][-4:]  # of the older ones the last nine: two from each turn
    assert {name: found[name] for name in others} == {name: name.encode() for name in others}
    assert len(found) == 1 + 10 + len(others)


def test_without_room_nothing_is_left(parts: Parts, path: Path) -> None:
    """No new file, and no backup either: ten refused tries would push the older ones out."""
    edits.added(parts, "tbl_31", [NEW])
    before = parts.save(path).read_bytes()
    code = """
import resource, sys
from lkjip.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
main(sys.argv[2:])
"""
    for room in (1000, len(before) // 2):
        outcome = run_python("-c", code, room, "sinkron", path, env=environment(PYTHONDONTWRITEBYTECODE="1"))
        assert_refused(outcome, "penyimpanan penuh", folder=path.parent)
        assert listing(path.parent) == {"laporan.xlsm": before}


def test_the_time_of_the_sync(parts: Parts, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixed time gives the same file each time."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2021, 3, 9, 7, 5, tzinfo=UTC).timestamp())))
    edits.added(parts, "tbl_31", [NEW])
    before = parts.save(path).read_bytes()
    assert run("sinkron", path).status == 0
    once = path.read_bytes()

    assert reading.sheet(path, "Mulai")["E4"].value == "9 Maret 2021 pukul 07.05"
    path.write_bytes(before)
    assert run("sinkron", path).status == 0
    assert path.read_bytes() == once


def test_a_changed_figure_leaves_the_time(parts: Parts, path: Path) -> None:
    """Figures are formulas: only what has to be laid out again is a sync."""
    closed.sync(parts.save(path), datetime(2020, 12, 31, 16, 0))
    when = reading.sheet(path, "Mulai")["E4"].value
    assert run("sinkron", path).status == 0

    assert reading.sheet(path, "Mulai")["E4"].value == when


def test_two_runs_at_once(parts: Parts, path: Path) -> None:
    """Processes of their own, started together: one lays out, the others find it done, and there is one backup."""
    edits.added(parts, "tbl_31", [NEW])
    before = parts.save(path).read_bytes()
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "lkjip", "sinkron", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        )
        for _ in range(3)
    ]
    outcomes = [(process.communicate(timeout=60), process.returncode) for process in runs]

    assert [status for _, status in outcomes] == [0] * 3, outcomes
    assert sum(b"disusun ulang" in out for (out, _), _ in outcomes) == 1
    assert sum(b"sudah sinkron" in out for (out, _), _ in outcomes) == 2
    assert [data for name, data in listing(path.parent).items() if name != "laporan.xlsm"] == [before]
