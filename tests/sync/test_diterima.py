"""Findings that the office leaves as they are: answered beside them, kept by what they are about, and open again when a figure changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import DITERIMA
from lkjip.sources import workbook_file
from lkjip.sync import closed, opened
from lkjip.template.workbook import build
from tests.kit import reading
from tests.kit.workbooks import MAIN, Parts, run, text_cell
from tests.mail.test_kirim import letter
from tests.office.client import Office
from tests.sync import edits
from tests.sync.spreadsheet import Spreadsheet

FIRST: Final = 7
NOW: Final = datetime(2026, 12, 3, 9, 0)
LATER: Final = datetime(2026, 12, 9, 9, 0)
Place = tuple[str, str]
"""The sheet and the cell of a finding."""


def shown(path: Path) -> dict[tuple[str, str, str], tuple[str, str, str, int]]:
    """Diterima, Alasan, Saran and the row of each finding on the sheet, by code, sheet and cell."""
    cells = reading.saved_values(path, "Pemeriksaan")[FIRST - 1 :]
    rows = [(number, [str(value or "") for value in row]) for number, row in enumerate(cells, FIRST)]
    return {(row[7], row[2], row[3]): (row[8], row[9], row[6], number) for number, row in rows if row[1].strip()}


def typed(path: Path, answers: Mapping[tuple[str, str, str], tuple[str, str]]) -> None:
    """Answers beside findings, as staff type them."""
    there, parts = shown(path), Parts.of(path)
    part = parts.sheet("Pemeriksaan")
    root = etree.fromstring(parts[part])
    cells = {cell.get("r"): cell for cell in root.iter(f"{{{MAIN}}}c")}
    for finding, answer in answers.items():
        for column, text in zip("IJ", answer, strict=True):
            address = f"{column}{there[finding][3]}"
            old = cells[address]
            new = etree.fromstring((text_cell(text) if text else "<c/>").replace("<c", f'<c xmlns="{MAIN}"', 1))
            new.set("r", address)
            new.set("s", old.get("s", "0"))
            old.getparent().replace(old, new)  # type: ignore[union-attr]
    parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    parts.save(path)


def changed(path: Path, change: Callable[[Parts], object]) -> None:
    parts = Parts.of(path)
    change(parts)
    parts.save(path)


def kept(path: Path) -> list[Row]:
    """The rows of tbl_diterima."""
    return list(workbook_file.read(path).laporan.rows[DITERIMA.key])


def found(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(run("periksa", path, "--format", "json").out))


TARGET: Final = ("target-berbeda", "Tabel 2.1", "E13")
NARASI: Final = ("narasi-anggaran", "Narasi", "H9")
PROFIL: Final = ("jumlah-tercetak", "Profil", "D21")
OFFICIAL: Final = ("pejabat-beda-tulis", "Tabel 3.1", "M13")
SPELLING: Final = ("ejaan", "Tabel 2.1", "D8")
FOLDED: Final = ("arah-kosong", "Tabel 3.1", "D6")
ANSWERS: Final = {
    TARGET: ("ya", "Target menurut PK yang disahkan"),
    NARASI: ("ya", "85,71"),
    PROFIL: ("Ya", "BAB II menghitung sasaran"),
    OFFICIAL: ("ya", "Nama lama"),
    SPELLING: ("ya", ""),
    FOLDED: ("ya", "Semua naik"),
}


@pytest.fixture(scope="module")
def answered(synced: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, with some findings accepted. Not to be changed: copy it."""
    path = tmp_path_factory.mktemp("diterima") / "buku.xlsm"
    path.write_bytes(synced.read_bytes())
    typed(path, ANSWERS)
    assert closed.sync(path, NOW).changed
    return path


@pytest.fixture
def book(answered: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copy(answered, tmp_path))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of 40 indicators, whose folded finding is accepted but not yet taken over. Not to be changed: copy it."""
    path = tmp_path_factory.mktemp("banyak") / "besar.xlsm"
    rows: list[Row] = [{"indikator": f"Layanan {number}", "satuan": "Unit", "target": 8.0, "realisasi": 7.0} for number in range(40)]
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs={"tabel_3_1": rows})))
    closed.sync(path, NOW)
    typed(path, {FOLDED: ("ya", "Semua naik")})
    return path


def test_an_answer_is_kept_in_the_table_and_beside_its_finding(book: Path) -> None:
    rows = shown(book)
    for finding, (_, reason) in ANSWERS.items():
        assert rows[finding][:2] == ("ya", reason)
    (target,) = [row for row in kept(book) if row["kode"] == "target-berbeda"]
    assert (target["tabel"], target["kolom"], target["tertulis"], target["seharusnya"]) == ("tbl_21", "Target", "1,58", "1,89")
    assert (target["alasan"], target["tanggal"]) == ("Target menurut PK yang disahkan", "3 Desember 2026")
    assert "P4GN" in str(target["baris"])
    assert len([row for row in kept(book) if row["kode"] == "arah-kosong"]) == 9
    assert not closed.sync(book, LATER).changed


def test_accepted_findings_come_last_and_are_not_counted(book: Path) -> None:
    findings = found(book)
    accepted = [each["diterima"] == "ya" for each in findings]

    assert accepted == sorted(accepted)
    assert sum(accepted) == len(ANSWERS)
    assert {each["alasan"] for each in findings if each["diterima"]} == {reason for _, reason in ANSWERS.values()}
    assert run("periksa", book).out.splitlines()[-2:] == [
        "buku.xlsm: 6 temuan diterima (3 kesalahan, 1 peringatan, 2 catatan); --semua menampilkannya",
        "buku.xlsm: 16 kesalahan, 5 peringatan, 21 catatan",
    ]
    assert reading.saved_values(book, "Pemeriksaan")[1][1] == "16 kesalahan, 5 peringatan, 21 catatan, 6 diterima"


def test_all_are_found_again_after_rows_were_inserted_sorted_and_sheets_renamed(book: Path) -> None:
    def moved(parts: Parts) -> None:
        for table, rows in (("tbl_21", 9), ("tbl_narasi", 9), ("tbl_31", 9), ("tbl_rkt", 9)):
            edits.added(parts, table, [{}])
            blank = int(parts.at(table, "Indikator", -1).lstrip("ABCDEFGH")) and len(rows_of(parts, table)) - 1
            edits.reordered(parts, table, [blank, *range(blank)])
            assert blank >= rows
        edits.reordered(parts, "tbl_31", [0, *range(9, 0, -1), *range(10, len(rows_of(parts, "tbl_31")))])
        parts.replace("xl/workbook.xml", 'name="Narasi"', 'name="Cerita"')

    changed(book, moved)
    closed.sync(book, LATER)
    accepted = [each for each in found(book) if each["diterima"]]

    assert sorted(each["kode"] for each in accepted) == sorted(code for code, *_ in ANSWERS)
    assert ("Tabel 2.1", "E14") in [(each["lembar"], each["sel"]) for each in accepted]
    assert "Cerita" in [each["lembar"] for each in accepted]


def rows_of(parts: Parts, table: str) -> range:
    root = etree.fromstring(parts[parts.table(table)])
    first, last = (int("".join(filter(str.isdigit, corner))) for corner in root.get("ref", "").split(":"))
    return range(first + int(root.get("headerRowCount", "1")), last + 1 - int(root.get("totalsRowCount", "0")))


def test_a_changed_figure_opens_the_finding_again_with_the_old_reason(book: Path) -> None:
    changed(book, lambda parts: parts.put("tbl_21", "Target", 8, "<c><v>1.6</v></c>"))
    closed.sync(book, LATER)

    accepted, reason, advice, _ = shown(book)[TARGET]
    assert (accepted, reason) == ("", "Target menurut PK yang disahkan")
    assert advice.startswith("Pernah diterima 3 Desember 2026, waktu angkanya lain.")
    (finding,) = [each for each in found(book) if (each["kode"], each["lembar"], each["sel"]) == TARGET]
    assert (finding["diterima"], finding["alasan_lama"]) == ("", "Target menurut PK yang disahkan")
    assert not closed.sync(book, LATER).changed

    changed(book, lambda parts: parts.put("tbl_21", "Target", 8, "<c><v>1.58</v></c>"))
    closed.sync(book, LATER)
    assert shown(book)[TARGET][0] == "ya"


def test_a_reopened_finding_is_accepted_again_with_the_reason_that_stands_there(book: Path) -> None:
    changed(book, lambda parts: parts.put("tbl_21", "Target", 8, "<c><v>1.6</v></c>"))
    closed.sync(book, LATER)
    typed(book, {TARGET: ("ya", "Target menurut PK yang disahkan")})
    closed.sync(book, LATER)

    assert shown(book)[TARGET][:2] == ("ya", "Target menurut PK yang disahkan")
    assert [row["tertulis"] for row in kept(book) if row["kode"] == "target-berbeda"] == ["1,58", "1,60"]


def test_a_new_row_opens_the_folded_finding_again_for_itself(book: Path) -> None:
    changed(
        book, lambda parts: edits.added(parts, "tbl_31", [{"Indikator": "Jumlah pos jaga", "Satuan": "Unit", "Target": 2, "Realisasi": 2}])
    )
    closed.sync(book, LATER)

    rows = {key: value for key, value in shown(book).items() if key[0] == "arah-kosong"}
    assert rows[FOLDED][0] == "ya"
    assert sorted(value[0] for value in rows.values()) == ["", "ya"]


def test_an_emptied_answer_opens_the_finding_again(book: Path) -> None:
    typed(book, {TARGET: ("", ""), OFFICIAL: ("", "Nama lama")})
    closed.sync(book, LATER)

    assert shown(book)[TARGET][:2] == ("", "")
    assert shown(book)[OFFICIAL][:2] == ("", "Nama lama")
    assert not {"target-berbeda", "pejabat-beda-tulis"} & {row["kode"] for row in kept(book)}


def test_a_row_emptied_in_the_table_opens_the_finding_again(book: Path) -> None:
    place = next(place for place, row in enumerate(kept(book)) if row["kode"] == "target-berbeda")

    def cleared(parts: Parts) -> None:
        for column in DITERIMA.columns:
            parts.put("tbl_diterima", column.name, place, "<c/>")

    changed(book, cleared)
    closed.sync(book, LATER)

    assert shown(book)[TARGET][0] == ""
    assert "target-berbeda" not in {row["kode"] for row in kept(book)}


def test_a_reason_mended_beside_the_finding_or_in_the_table_holds(book: Path) -> None:
    typed(book, {TARGET: ("ya", "PK perubahan")})
    place = next(place for place, row in enumerate(kept(book)) if row["kode"] == "pejabat-beda-tulis")
    changed(book, lambda parts: parts.put("tbl_diterima", "Alasan", place, text_cell("SOTK lama")))
    closed.sync(book, LATER)

    assert shown(book)[TARGET][:2] == ("ya", "PK perubahan")
    assert shown(book)[OFFICIAL][:2] == ("ya", "SOTK lama")
    assert len([row for row in kept(book) if row["kode"] == "target-berbeda"]) == 1


def test_a_reason_without_ya_stays_where_it_was_typed(synced: Path, tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsm"
    path.write_bytes(synced.read_bytes())
    typed(path, {TARGET: ("", "sedang ditanyakan")})
    outcome = closed.sync(path, NOW)

    assert shown(path)[TARGET][:2] == ("", "sedang ditanyakan")
    assert kept(path) == []
    assert any("belum dipilih ya" in note for note in outcome.notes)
    assert not closed.sync(path, LATER).changed
    assert run("kirim", path, "--keluaran", tmp_path / "kirim", "--tetap").err.count("belum sesuai") == 0


def test_an_answer_beside_a_finding_that_is_gone_is_kept(synced: Path, tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsm"
    path.write_bytes(synced.read_bytes())
    typed(path, {TARGET: ("ya", "alasan yang lama ditulis"), NARASI: ("", "ditanyakan ke bendahara")})
    changed(path, lambda parts: parts.put("tbl_21", "Target", 8, "<c><v>1.89</v></c>"))
    changed(path, lambda parts: parts.put("tbl_narasi", "Digunakan Narasi", 3, "<c><v>24605000</v></c>"))
    outcome = closed.sync(path, NOW)

    assert {row["alasan"] for row in kept(path)} == {"alasan yang lama ditulis", "ditanyakan ke bendahara"}
    assert sum("disimpan di lembar" in note for note in outcome.notes) == 2
    assert not any(each["diterima"] for each in found(path))


def test_more_answers_than_prepared_rows(many: Path, tmp_path: Path) -> None:
    """The table grows; an answer typed beside one folded finding of 40 rows takes 40 rows."""
    path = Path(shutil.copy(many, tmp_path))
    closed.sync(path, NOW)

    assert len(kept(path)) == 40
    assert [each["diterima"] for each in found(path) if each["kode"] == "arah-kosong"] == ["ya"]
    assert len(rows_of(Parts.of(path), "tbl_diterima")) == 40
    assert not closed.sync(path, LATER).changed


def test_equal_findings_are_told_apart_by_their_number(tmp_path: Path) -> None:
    rows: list[Row] = [{"program": "Program", "kegiatan": "Kegiatan", "anggaran": 8.0, "realisasi": 9.0} for _ in range(2)]
    path = tmp_path / "dua.xlsm"
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs={"tabel_3_2": rows})))
    closed.sync(path, NOW)
    first, second = (("realisasi-melebihi-anggaran", "Tabel 3.2", cell) for cell in ("H6", "H7"))
    typed(path, {second: ("ya", "benar")})
    closed.sync(path, NOW)

    assert (shown(path)[first][0], shown(path)[second][0]) == ("", "ya")


def test_an_accepted_mistake_still_stops_the_copy_and_is_named_with_its_reason(book: Path, tmp_path: Path) -> None:
    outcome = run("kirim", book, "--keluaran", tmp_path / "kiriman")

    assert outcome.status == 1
    assert "diterima: Target menurut PK yang disahkan" in outcome.err
    assert run("periksa", book).status == 1

    assert run("kirim", book, "--keluaran", tmp_path / "kiriman", "--tetap").status == 0
    (draft,) = (tmp_path / "kiriman").glob("*.eml")
    said = letter(draft)
    assert "Masih terdapat 16 hal yang sedang kami perbaiki." in said  # 19, of which three are accepted
    assert "Hal berikut kami biarkan seperti adanya:" in said
    assert "- BAB II menyebut 4 indikator" in said
    assert "Alasan: Target menurut PK yang disahkan" in said
    assert " sel " not in said


# ---------------------------------------------------------------- in the open workbook
def test_an_open_workbook_takes_the_same_answers(office_no_macros: Office, synced: Path, tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsm"
    path.write_bytes(synced.read_bytes())
    typed(path, ANSWERS)
    closed_too = tmp_path / "tertutup.xlsm"
    closed_too.write_bytes(path.read_bytes())
    closed.sync(closed_too, NOW)
    notes: list[str] = []
    with office_no_macros.open(path) as document:
        book = Spreadsheet(document, path).book
        assert opened.sync(book, NOW, notes.append) is True
        in_table = document.values("Diterima", "B5:J34")
        on_sheet = document.values("Pemeriksaan", f"B{FIRST}:K{FIRST + 47}")
        assert opened.sync(book, LATER) is False

    for there, title, first, columns in ((in_table, "Diterima", 5, slice(1, 10)), (on_sheet, "Pemeriksaan", FIRST, slice(1, 11))):
        written = reading.saved_values(closed_too, title)[first - 1 : first - 1 + len(there)]
        assert [[cell or "" for cell in row] for row in there] == [[str(value or "") for value in row[columns]] for row in written]
    assert len([note for note in notes if "tanpa alasan" in note]) == 1


def test_an_open_workbook_whose_table_grows(office_no_macros: Office, many: Path) -> None:
    """Where something fails, it is as before."""
    with office_no_macros.open(many) as document:
        spreadsheet = Spreadsheet(document, many)
        before = document.values("Diterima", "B5:J46"), document.values("Pemeriksaan", f"B{FIRST}:K20")
        spreadsheet.protected.add("Pemeriksaan")
        with pytest.raises(RuntimeError):
            opened.sync(spreadsheet.book, NOW)
        assert (document.values("Diterima", "B5:J46"), document.values("Pemeriksaan", f"B{FIRST}:K20")) == before
        assert document.tables()["tbl_diterima"][1:] == [5, 2, 34, 10]

        spreadsheet.protected.clear()
        assert opened.sync(spreadsheet.book, NOW) is True
        assert document.tables()["tbl_diterima"][1:] == [5, 2, 44, 10]
        assert document.values("Diterima", "B5:B46") == [*[["arah-kosong"]] * 40, [None], [None]]
        assert opened.sync(spreadsheet.book, LATER) is False


def test_next_year_begins_without_answers(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "2021.xlsm"
    assert run("tahun-baru", book, "--keluaran", target).status == 0

    assert kept(target) == []


def test_the_copy_has_codes_without_links_to_a_guide_that_does_not_travel(book: Path, tmp_path: Path) -> None:
    outcome = run("kirim", book, "--keluaran", tmp_path / "kiriman", "--tetap")
    (copy,) = (tmp_path / "kiriman").glob("*.xlsx")
    sheet = reading.sheet(copy, "Pemeriksaan")

    assert outcome.status == 0
    assert sheet[f"H{FIRST}"].value == "jumlah-tercetak"
    assert str(sheet[f"D{FIRST}"].value).startswith("=HYPERLINK(\"#'Profil'!")
    assert run("periksa-kiriman", copy).status == 0
    assert [each["diterima"] for each in found(copy)] == [each["diterima"] for each in found(book)]
