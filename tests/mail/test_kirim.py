"""`lkjip kirim`: what it sends, what it leaves out, and what stops it."""

from __future__ import annotations

import contextlib
import email
import json
import math
import os
import re
import resource
import shutil
import signal
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from lkjip.mail import copying
from lkjip.mail.message import file_stem
from lkjip.model.tables.profile import PROFIL
from tests.kit import reading
from tests.kit.workbooks import MAIN, Outcome, Parts, assert_refused, environment, listing, run, run_python, text_cell
from tests.mail import books
from tests.mail.excel_like import without_results
from tests.office.client import Office
from tests.sync import edits

NAME = "LKjIP_2020_Kantor_Kesbangpol_Boyolali"
_CALL = re.compile(
    r"\b(?:CAPAIAN|KATEGORI|SERAPAN|EFISIENSI|ANGKA|TERBILANG|RUPIAH|SAMPAI_TRIWULAN|SISA_TRIWULAN|MESIN_LKJIP)\s*\(", re.IGNORECASE
)


def send(path: Path) -> Outcome:
    """Sent though the real report has mistakes in it."""
    return run("kirim", path, "--keluaran", path.parent, "--tetap")


def sent(path: Path) -> tuple[Parts, str]:
    """The copy that a workbook gives, and what was said on the way."""
    outcome = send(path)
    assert outcome.status == 0, outcome.err
    return Parts.of(Path(outcome.out.splitlines()[0])), outcome.err


@pytest.fixture(scope="module")
def mailed(copy: Path) -> Path:
    """The folder with the copy and the draft of the real report. Not to be changed: copy it."""
    return copy.parent


def read_mail(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def letter(path: Path) -> str:
    text = read_mail(path).get_body()
    assert text is not None
    return str(text.get_content())


def _same(saved: Any, found: Any) -> bool:
    if isinstance(saved, float | int) and isinstance(found, float | int):
        return math.isclose(saved, found, rel_tol=1e-12, abs_tol=1e-12)
    return str(saved or "").strip() == str(found or "").strip()


# ---------------------------------------------------------------- the copy of the real report
def test_nothing_of_ours_goes_out(mailed: Path) -> None:
    parts = Parts.of(mailed / f"{NAME}.xlsx")
    assert not [formula for formula in books.formulas(parts) if _CALL.search(formula)]
    assert not [name for name in parts if re.search(r"vba|externalLink|printerSettings|vmlDrawing|ctrlProp", name, re.IGNORECASE)]
    everything = b"".join(parts.values())
    assert b"macroEnabled" not in everything
    assert b"vbaProject" not in everything
    assert b"FmlaMacro" not in everything
    types = {each.get("PartName", "").lstrip("/") for each in etree.fromstring(parts["[Content_Types].xml"]) if each.get("PartName")}
    assert types <= parts.keys()


def test_every_other_part_keeps_its_bytes(boyolali: Path, mailed: Path) -> None:
    before, after = Parts.of(boyolali), Parts.of(mailed / f"{NAME}.xlsx")
    changed = {name for name in before.keys() & after.keys() if before[name] != after[name]}
    with_calls = {before.sheet_of(table) for table in ("tbl_31", "tbl_32")} | {before.sheet("Mulai")}
    of_calls = with_calls | {before.relations(sheet) for sheet in with_calls} | {before.table(table) for table in ("tbl_31", "tbl_32")}
    package = {"[Content_Types].xml", "xl/workbook.xml", "docProps/core.xml", "docProps/app.xml"}
    relations = {name for name in changed if name.endswith(".rels")}  # written anew
    opened = {before.sheet("Lembar Pimpinan")}  # in place of Mulai
    opened |= {before.sheet("Pemeriksaan")}  # links to the guide are left out
    opened |= books.WITH_BLANK_POINTS
    assert changed <= opened | of_calls | package | relations | books.same_but_buttons(before, after)
    assert after.keys() - before.keys() == {"docProps/custom.xml"}


def test_sheets_change_in_our_formulas_alone(boyolali: Path, mailed: Path) -> None:
    before, after = Parts.of(boyolali), Parts.of(mailed / f"{NAME}.xlsx")
    part = before.sheet("Tabel 3.1")

    def without_calls(parts: Parts) -> bytes:
        root = etree.fromstring(parts[part])
        for cell in root.iter(f"{{{MAIN}}}c"):
            if re.match("[KL]", cell.get("r", "")):
                for formula in cell.findall(f"{{{MAIN}}}f"):
                    formula.text = None
        return books.without_buttons(etree.tostring(root))

    assert without_calls(before) == without_calls(after)


def test_the_copy_recalculates_to_the_saved_values(mailed: Path, office_no_macros: Office) -> None:
    path = mailed / f"{NAME}.xlsx"
    saved = openpyxl.load_workbook(path, data_only=True)
    with office_no_macros.open(path) as document:
        for sheet in saved:
            rows = zip(sheet[sheet.dimensions], document.values(sheet.title, sheet.dimensions), strict=True)
            wrong = [
                (sheet.title, cell.coordinate, cell.value, value)
                for row, values in rows
                for cell, value in zip(row, values, strict=True)
                if not _same(cell.value, value)
            ]
            assert not wrong


def test_export_reads_the_copy_as_the_workbook(boyolali_data: dict[str, Any], mailed: Path) -> None:
    outcome = run("ekspor", mailed / f"{NAME}.xlsx")
    assert (outcome.status, outcome.err) == (0, "")
    assert json.loads(outcome.out) == boyolali_data


def test_the_checks_find_the_same_in_the_copy(boyolali: Path, mailed: Path) -> None:
    found = [run("periksa", path, "--format", "json").out for path in (boyolali, mailed / f"{NAME}.xlsx")]
    assert found[0] == found[1]
    assert json.loads(found[0])


def test_the_start_page_says_what_the_copy_is(mailed: Path) -> None:
    sheet = reading.sheet(mailed / f"{NAME}.xlsx", "Mulai")
    assert copying.ENGINE_TEXT in [cell.value for row in sheet.iter_rows() for cell in row]


def test_a_second_run_gives_the_same_files_and_keeps_others_that_were_there(boyolali: Path, mailed: Path, tmp_path: Path) -> None:
    copy, draft = tmp_path / f"{NAME}.xlsx", tmp_path / f"{NAME}.eml"
    shutil.copy(mailed / draft.name, draft)
    copy.write_bytes(b"punya orang")
    outcome = run("kirim", boyolali, "--keluaran", tmp_path, "--tetap")
    assert outcome.status == 0
    assert outcome.out.splitlines() == [str(copy), str(draft)]
    (backup,) = tmp_path.glob("*.cadangan-*")
    assert re.fullmatch(rf"{NAME}\.cadangan-.*\.xlsx", backup.name)
    assert backup.read_bytes() == b"punya orang"
    assert backup.name in outcome.err
    backup.unlink()
    assert listing(tmp_path) == listing(mailed)


# ---------------------------------------------------------------- the mail
def test_the_draft_carries_the_copy(mailed: Path) -> None:
    mail = read_mail(mailed / f"{NAME}.eml")
    attachment = next(mail.iter_attachments())
    assert attachment.get_content() == (mailed / f"{NAME}.xlsx").read_bytes()
    assert attachment.get_filename() == f"{NAME}.xlsx"
    assert attachment.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_the_draft_can_be_sent(mailed: Path) -> None:
    mail = read_mail(mailed / f"{NAME}.eml")
    assert mail["X-Unsent"] == "1"
    assert mail["Subject"] == "LKjIP 2020 Kantor Kesbangpol Kabupaten Boyolali"
    assert mail["To"] is None
    assert not mail.defects
    assert b"\r\n" in (mailed / f"{NAME}.eml").read_bytes()


def test_the_letter_has_the_figures_of_the_report(mailed: Path) -> None:
    text = read_mail(mailed / f"{NAME}.eml").get_body()
    assert text is not None
    body = text.get_content()
    # Tabel 3.1 and 3.2 of the report: 9 indicators, all 100 %; 36.605.000 of 40.485.000 spent
    for said in (
        "9 (SB 0, B 9, C 0, K 0)",
        "100,00 % (B)",
        "Rp 40.485.000\r\n",
        "Rp 36.605.000\r\n",
        "90,42 %",
        "9,58 %",
        "bukan tanda tangan",
    ):
        assert said in body
    shown = re.search(r"Segel: ((?:[0-9A-F]{4} ?){4})", body)
    assert shown
    seal = Parts.of(mailed / f"{NAME}.xlsx")["docProps/custom.xml"].decode()
    assert shown[1].replace(" ", "").strip().lower() in seal


@pytest.mark.parametrize(
    ("profil", "addressed", "email", "recipient"),
    [
        ({"tujuan_kiriman": "Sekretaris Daerah"}, "Sekretaris Daerah", "bupati@boyolalikab.go.id", "bupati@boyolalikab.go.id"),
        ({"tujuan_kiriman": " "}, "Bupati Boyolali", "bukan alamat", None),
        ({"jabatan_atasan": " ", "atasan": "Drs. Contoh"}, "Drs. Contoh", "a@b.go.id\nBcc: c@d.id", None),
        ({"jabatan_atasan": " ", "atasan": " "}, "Bapak/Ibu", "satu@a.id, dua@b.id", None),
    ],
)
def test_the_letter_goes_to_whom_profil_names(
    boyolali: Path, tmp_path: Path, profil: dict[str, str], addressed: str, email: str, recipient: str | None
) -> None:
    parts = Parts.of(boyolali)
    for key, given in {**profil, "email_atasan": email}.items():
        parts.put("tbl_profil", "nilai", [each.key for each in PROFIL].index(key), text_cell(given))
    parts.save(tmp_path / "buku.xlsm")
    outcome = send(tmp_path / "buku.xlsm")
    assert outcome.status == 0, outcome.err
    draft = Path(outcome.out.splitlines()[1])
    greeting, said = letter(draft).split("\r\n\r\n")[:2]
    assert greeting == "Dengan hormat,"
    assert said.startswith(f"Kepada Yth. {addressed}, bersama surat ini")
    mail = read_mail(draft)
    assert mail["To"] == recipient
    assert mail["Bcc"] is None
    assert ("bukan alamat surel" in outcome.err) == (recipient is None)


@pytest.mark.parametrize(
    ("profil", "stem"),
    [
        ({"tahun": 2020, "singkatan": "Kantor Kesbangpol", "pemerintah_daerah": "Kabupaten Boyolali"}, NAME),
        ({"tahun": 2021.0, "instansi": "Dinas Sosial", "pemerintah_daerah": "Kota Surakarta"}, "LKjIP_2021_Dinas_Sosial_Surakarta"),
        ({"tahun": 2021, "singkatan": "BPKAD", "pemerintah_daerah": "Pemerintah Provinsi Jawa Tengah"}, "LKjIP_2021_BPKAD_Jawa_Tengah"),
        ({"singkatan": 'a/b\\c:d*e?"<f>|', "tahun": "../20"}, "LKjIP_20_a_b_c_d_e_f"),
        ({"singkatan": "CON"}, "LKjIP_CON"),
        ({"singkatan": "Kantor ﬁ Café\n", "pemerintah_daerah": "Kotabaru"}, "LKjIP_Kantor_fi_Cafe_Kotabaru"),
        ({"singkatan": "x" * 300}, "LKjIP_" + "x" * 40),
        ({}, "LKjIP"),
    ],
)
def test_the_name_follows_profil(profil: dict[str, Any], stem: str) -> None:
    assert file_stem(profil) == stem


# ---------------------------------------------------------------- what stops it
def test_mistakes_stop_it(boyolali: Path, tmp_path: Path) -> None:
    outcome = run("kirim", boyolali, "--keluaran", tmp_path)
    assert (outcome.status, outcome.out) == (1, "")
    assert 'kesalahan: lembar "Tabel 2.1" sel E13' in outcome.err  # 1,58 where four tables say 1,89
    assert "--tetap" in outcome.lines[-1]
    assert not listing(tmp_path)


def test_sent_anyway_it_says_so_in_one_sentence(mailed: Path) -> None:
    """The clerk reads the cells in the terminal; a superior has no use for them, nor for commands."""
    body = letter(mailed / f"{NAME}.eml")
    assert "Masih terdapat 19 hal yang sedang kami perbaiki." in body
    assert not re.search(r"\bsel [A-Z]|lembar \"|lkjip |--", body)


def test_a_sound_workbook_goes_out_into_a_folder_that_is_made(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kiriman" / "2023"
    outcome = run("kirim", small, "--keluaran", folder)
    assert outcome.status == 0, outcome.err
    assert sorted(listing(folder)) == ["LKjIP_2023_Kantor_Contoh.eml", "LKjIP_2023_Kantor_Contoh.xlsx"]


def test_a_workbook_that_is_open_is_not_sent(small: Path, tmp_path: Path) -> None:
    """What the screen shows may not be saved yet."""
    path = tmp_path / "buku.xlsm"
    path.write_bytes(small.read_bytes())
    (tmp_path / "~$buku.xlsm").write_bytes(b"\x05Kasub")
    assert_refused(run("kirim", path, "--tetap", "--keluaran", tmp_path / "kiriman"), "buku.xlsm", "Excel", "tutup", folder=tmp_path)
    assert not (tmp_path / "kiriman").exists()


def test_unsynced_summaries_stop_it(small: Path, tmp_path: Path) -> None:
    """With another number of rows: they have too many."""
    path = tmp_path / "buku.xlsm"
    parts = Parts.of(small)
    for table in ("tbl_21", "tbl_31", "tbl_32"):
        edits.removed(parts, table, 1)
    parts.save(path)
    before = listing(tmp_path)
    outcome = run("kirim", path)
    assert (outcome.status, outcome.out) == (1, "")
    assert "lembar ringkasan belum sesuai" in outcome.err
    assert listing(tmp_path) == before
    assert run("kirim", path, "--tetap").status == 0
    text = read_mail(tmp_path / "LKjIP_2023_Kantor_Contoh.eml").get_body()
    assert text is not None
    assert "Lembar ringkasannya masih akan kami susun ulang" in text.get_content()
    assert run("sinkron", path).status == 0
    assert run("kirim", path).status == 0


def test_a_renamed_indicator_needs_no_sync(small: Path, tmp_path: Path) -> None:
    """The copy shows the new name, even where the file was saved without recalculating."""
    path = tmp_path / "buku.xlsm"
    parts = Parts.of(small)
    for table in ("tbl_21", "tbl_31", "tbl_32"):
        parts.put(table, "Indikator", 1, text_cell("Jumlah konflik sosial"))
    parts.save(path)
    outcome = run("kirim", path)
    assert outcome.status == 0, outcome.err
    copy = openpyxl.load_workbook(outcome.out.splitlines()[0], data_only=True)
    for title, cell in (("Pengukuran Kinerja", "D8"), ("Perbandingan", "B6"), ("Efisiensi", "B6")):
        assert copy[title][cell].value == "Jumlah konflik sosial"
    assert run("periksa-kiriman", outcome.out.splitlines()[0]).status == 0


def test_saved_values_that_are_gone_are_no_stale_summary(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = without_results(parts[name])
    outcome = run("kirim", parts.save(tmp_path / "buku.xlsm"))
    assert outcome.status == 0, outcome.err
    copy = openpyxl.load_workbook(outcome.out.splitlines()[0], data_only=True)
    assert copy["Tabel 3.1"]["K7"].value == pytest.approx(90)  # 9 of 10


@pytest.mark.parametrize("content", [b"bukan zip", b""])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsm"
    path.write_bytes(content)
    assert_refused(run("kirim", path), "x.xlsm", folder=tmp_path)
    assert_refused(run("periksa-kiriman", path), "x.xlsm", folder=tmp_path)


def test_a_file_where_the_folder_should_be_is_refused(small: Path, tmp_path: Path) -> None:
    (tmp_path / "kiriman").write_text("catatan")
    outcome = run("kirim", small, "--keluaran", tmp_path / "kiriman")
    assert outcome.status == 2
    assert outcome.err == f"{tmp_path / 'kiriman'}: tidak bisa dibuat; coba lagi, atau pakai tempat lain\n"
    assert (tmp_path / "kiriman").read_text() == "catatan"


def test_the_workbook_itself_is_never_written_over(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "LKjIP_2023_Kantor_Contoh.xlsx"
    path.write_bytes(small.read_bytes())
    outcome = run("kirim", path)
    assert outcome.status == 2
    assert "menimpa buku kerja ini sendiri" in outcome.err
    assert listing(tmp_path) == {path.name: small.read_bytes()}


# ---------------------------------------------------------------- copy and letter: both or none
_KILLED = """
import json, sys
from pathlib import Path
from lkjip import mail
from tests.kit.killing import killed_runs

source, folders, targets = sys.argv[1], sys.argv[2:4], sys.argv[4:]
made = mail._made(Path(source), anyway=False)
mail._made = lambda *_, **__: made  # what is of interest begins after it
mail.proof.check = lambda *_: None
rooms = lambda old, new: (1, new // 2, new - 1, new, new + 1, new * 4 // 3)
runs = []
for folder in map(Path, folders):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    runs.append(killed_runs(["kirim", source, "--keluaran", str(folder)], folder, before, {}, rooms, targets))
print(json.dumps(runs))
"""
SENT = ("LKjIP_2023_Kantor_Contoh.xlsx", "LKjIP_2023_Kantor_Contoh.eml")


@pytest.fixture(scope="module")
def changed(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workbook with another recipient and another note: another copy and another letter."""
    parts = Parts.of(small)
    parts.put("tbl_profil", "nilai", [key.key for key in PROFIL].index("email_atasan"), text_cell("bupati@contoh.go.id"))
    return parts.save(tmp_path_factory.mktemp("berubah") / "kecil.xlsm")


@pytest.fixture
def sent_before(small_copy: Path, tmp_path: Path) -> Path:
    """A folder with the pair that the small workbook gave."""
    folder = tmp_path / "kiriman"
    shutil.copytree(small_copy.parent, folder)
    return folder


def test_killed_at_any_moment_a_copy_never_lies_without_its_letter(changed: Path, sent_before: Path, tmp_path: Path) -> None:
    """Killed at every touch of the folder and in every write: the old pair, the new pair, or what the next run completes."""
    empty = tmp_path / "kosong"
    empty.mkdir()
    outcome = run_python("-c", _KILLED, changed, sent_before, empty, *SENT, env=environment(PYTHONDONTWRITEBYTECODE="1"))
    assert (outcome.status, outcome.err) == (0, "")
    over_a_pair, into_an_empty_one = json.loads(outcome.out)
    for runs in (over_a_pair, into_an_empty_one):
        assert sum(killed for killed, _ in runs) >= 15
        seen = {tuple(found.get(name, "") for name in SENT) for _, found in runs}
        assert ("new", "new") in seen
        assert seen <= {("old", "old"), ("", "old"), ("", ""), ("", "new"), ("new", "new")}
    assert all(list(found.values()).count("old") >= 2 for _, found in over_a_pair)  # where they stood, or as backups


def test_the_run_after_a_killed_one_completes_the_pair(changed: Path, sent_before: Path, tmp_path: Path) -> None:
    whole = tmp_path / "utuh"
    assert run("kirim", changed, "--keluaran", whole).status == 0
    killing = """
import os, signal, sys
from lkjip import cli
whole = os.replace
def last(new, old): os.kill(os.getpid(), signal.SIGKILL) if str(old).endswith(".xlsx") else whole(new, old)
os.replace = last
cli.main(sys.argv[1:])
"""
    assert run_python("-c", killing, "kirim", changed, "--keluaran", sent_before).status == -signal.SIGKILL
    assert not (sent_before / SENT[0]).exists()

    assert run("kirim", changed, "--keluaran", sent_before).status == 0
    left = listing(sent_before)
    assert {name: left[name] for name in SENT} == listing(whole)
    assert all(name in SENT or ".cadangan-" in name for name in left)


@pytest.mark.parametrize("refused", [".xlsx", ".eml"])
def test_a_copy_or_a_letter_that_cannot_be_written_leaves_all_as_it_was(
    changed: Path, sent_before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    before = listing(sent_before)
    replace = os.replace

    def replacing(new: Path, old: Path) -> None:
        if str(old).endswith(refused):
            raise PermissionError(13, "Permission denied")
        replace(new, old)

    monkeypatch.setattr("os.replace", replacing)
    assert_refused(run("kirim", changed, "--keluaran", sent_before), refused, "tidak boleh ditulis", folder=tmp_path)
    assert listing(sent_before) == before


@pytest.mark.parametrize("part", [0.5, 1.1])
def test_without_room_for_both_there_is_neither_nor_a_folder_for_them(small: Path, small_copy: Path, tmp_path: Path, part: float) -> None:
    """The first number lets the disk be full in the middle of the copy, the second in the middle of the letter that carries it."""
    with room(int(small_copy.stat().st_size * part)):
        outcome = run("kirim", small, "--keluaran", tmp_path / "baru" / "dalam")
    assert_refused(outcome, "penyimpanan penuh", folder=tmp_path)
    assert listing(tmp_path) == {}


@contextlib.contextmanager
def room(size: int) -> Iterator[None]:
    """No file can become larger than this."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
