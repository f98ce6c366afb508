"""`lkjip kirim --triwulan`: a copy that holds what the quarter needs, and nothing that the office still writes for the year."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lkjip import libreoffice
from lkjip.model.tables.profile import PROFIL
from tests.kit import reading
from tests.kit.sharing import made_once
from tests.kit.workbooks import MAIN, ROOT, Outcome, Parts, assert_refused, listing, run, text_cell
from tests.mail import books
from tests.mail.test_kirim import _same as same
from tests.mail.test_kirim import letter, read_mail
from tests.office.client import Office
from tests.sync.test_titles import retitled

STEM = "LKjIP_2025_TW2_BPBD_Contoh"
SHOWN = ["Monitoring", "Grafik Triwulan", "E.81", "Triwulan", "Tindak Lanjut", "Profil"]
BEHIND = {"Tabel 2.1", "Tabel 3.1", "Tabel 3.2", "Renstra", "Skala", "Aturan", "Predikat"}
SECRET = "Draf yang belum selesai"
OWN = "Catatan Kami"
_OWN_PART = "xl/worksheets/sheet900.xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NARASI = f"indikator,keberhasilan,anggaran_narasi\nSosialisasi kebencanaan,{SECRET},1\n"


def _built(folder: Path) -> None:
    """An office in the middle of its year: a draft with a mistake in it, and a sheet of its own that is read by a sheet of ours."""
    csv = folder / "csv"
    shutil.copytree(ROOT / "tests" / "data" / "kantor-triwulan", csv)
    (csv / "narasi_efisiensi_2025.csv").write_text(_NARASI, encoding="utf-8")
    book = folder / "kantor.xlsm"
    assert run("isi", csv, "--keluaran", book).status == 0
    shutil.copy(book, folder / "belum.xlsm")
    assert run("sinkron", book).status == 0
    parts = Parts.of(book)
    with_own_sheet(parts)
    parts.save(book)


def with_own_sheet(parts: Parts) -> None:
    """Add a sheet, a name that leads to it, and formulas to and from it."""
    parts[_OWN_PART] = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>42</v></c>'
        "<c r=\"B1\"><f>SUM(tbl_triwulan[Target TW I])+'Tabel 3.1'!A1</f><v>118</v></c></row></sheetData></worksheet>"
    ).encode()
    parts.replace("xl/workbook.xml", "</sheets>", f'<sheet name="{OWN}" sheetId="900" r:id="rId900"/></sheets>')
    kind = f'<Relationship Id="rId900" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet900.xml"/>'
    parts.replace("xl/_rels/workbook.xml.rels", "</Relationships>", f"{kind}</Relationships>")
    parts.replace("[Content_Types].xml", "</Types>", f'<Override PartName="/{_OWN_PART}" ContentType="{_TYPE}"/></Types>')
    parts.replace("xl/workbook.xml", "</definedNames>", f"<definedName name=\"kami\">'{OWN}'!$A$1</definedName></definedNames>")
    for address, formula, value in (
        ("N10", f"'{OWN}'!A1*2", 84),
        ("N11", "kami+1", 43),
        ("N12", "ROWS(tbl_narasi[Indikator])", 12),
        ("N13", f"INDIRECT(\"'{OWN}'!A1\")", 42),
        ("N14", "SUM(tbl_32[Anggaran])", 1200000000),
    ):
        parts.type_in("tbl_tindak_lanjut", address, f"<c><f>{formula}</f><v>{value}</v></c>")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's workbook. Not to be changed: copy it."""
    return made_once(tmp_path_factory, "kantor-triwulan", _built) / "kantor.xlsm"


def send(book: Path, folder: Path, *more: str) -> Outcome:
    return run("kirim", book, "--keluaran", folder, "--tanpa-pdf", "--triwulan", "tw ii", *more)


@pytest.fixture(scope="module")
def sent(book: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The folder with the copy of the second quarter and its letter, and what was said."""
    folder = tmp_path_factory.mktemp("kiriman-triwulan")
    outcome = send(book, folder)
    assert outcome.status == 0, outcome.err
    return folder, outcome


@pytest.fixture(scope="module")
def copy(sent: tuple[Path, Outcome]) -> Path:
    return sent[0] / f"{STEM}.xlsx"


# ---------------------------------------------------------------- what is in it
def test_it_opens_on_monitoring_and_shows_the_quarter(copy: Path) -> None:
    found = reading.workbook(copy)
    assert [sheet.title for sheet in found if sheet.sheet_state == "visible"] == SHOWN
    assert {sheet.title for sheet in found if sheet.sheet_state == "hidden"} == BEHIND
    assert found.active.title == SHOWN[0]
    assert [sheet.title for sheet in found if sheet.sheet_view.tabSelected] == SHOWN[:1]


def test_nothing_of_the_other_sheets_leaves_the_office(book: Path, copy: Path) -> None:
    before, after = Parts.of(book), Parts.of(copy)
    assert any(SECRET.encode() in data for data in before.values())
    everything = b"".join(after.values())
    for word in (SECRET, OWN, "tbl_narasi", "blok_kalimat", "rata_rata_capaian"):
        assert word.encode() not in everything, word
    sheets = [name for name in after if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(SHOWN) + len(BEHIND)
    drawings = b"".join(data for name, data in after.items() if name.startswith("xl/drawings/drawing"))
    assert b'descr="Banyaknya indikator menurut status' in drawings  # for those who cannot see the charts
    reached = {target for name in after if not name.endswith(".rels") for target in after.targets(name).values()}
    assert {name for name in after if re.match(r"xl/(?:tables|charts|drawings|media)/[^_]", name)} <= reached


def test_no_formula_and_no_link_leads_to_what_is_gone(copy: Path) -> None:
    parts = Parts.of(copy)
    found = reading.workbook(copy)
    for formula in books.formulas(parts):
        for title in re.findall(r"'((?:[^']|'')+)'!", formula):
            assert title in found.sheetnames, formula
        for table in re.findall(r"\b(tbl_\w+)\[", formula):
            assert any(table in sheet.tables for sheet in found), formula
    for sheet in found:
        assert not [each.location for row in sheet for cell in row if (each := cell.hyperlink)]
        assert sheet["A1"].value is None  # the way back to Mulai


def test_formulas_to_what_is_gone_are_values_and_others_live(copy: Path, sent: tuple[Path, Outcome]) -> None:
    sheet = reading.sheet(copy, "Tindak Lanjut")
    assert [sheet[f"N{row}"].value for row in range(10, 15)] == [84, 43, 12, 42, "=SUM(tbl_32[Anggaran])"]
    (line,) = [line for line in sent[1].lines if "jadi yang dikirim nilainya" in line]
    assert 'lembar "Tindak Lanjut": 4 rumus' in line
    assert line.endswith("N10, N11, N12, N13")
    assert "4 angka disertakan sebagai nilai" in letter(sent[0] / f"{STEM}.eml")


def test_the_sender_is_told_in_a_line(sent: tuple[Path, Outcome]) -> None:
    (line,) = [line for line in sent[1].lines if "tidak ikut;" in line or "lampirannya tidak ikut" in line]
    assert f'juga lembar buatan sendiri: "{OWN}"' in line
    assert "Narasi" not in sent[1].err  # its mistake is not the quarter's


def test_its_formulas_give_what_they_gave_and_its_seal_holds(copy: Path, tmp_path: Path, office_no_macros: Office) -> None:
    saved = reading.workbook(copy, saved=True)
    with office_no_macros.open(copy) as document:
        for title in ("Triwulan", "Tabel 3.1", "Tabel 3.2", "Tindak Lanjut", "Monitoring", "E.81"):
            area = saved[title].dimensions
            rows = zip(saved[title][area], document.values(title, area), strict=True)
            pairs = [pair for cells, values in rows for pair in zip(cells, values, strict=True)]
            assert [(cell.coordinate, cell.value, value) for cell, value in pairs if not same(cell.value, value)] == [], title
        document.save_as(tmp_path / copy.name, "xlsx")
    assert "kiriman triwulan II, sama seperti saat dikirim" in run("periksa-kiriman", tmp_path / copy.name).out
    assert saved["Triwulan"]["R6"].value == pytest.approx(87.5)  # 7 of 8, by hand


# ---------------------------------------------------------------- the letter
def test_the_letter_speaks_of_the_quarter(sent: tuple[Path, Outcome]) -> None:
    path = sent[0] / f"{STEM}.eml"
    assert read_mail(path)["Subject"] == "LKjIP 2025 Triwulan II BPBD Kabupaten Contoh"
    text = letter(path)
    assert "Laporan kinerja triwulan II tahun 2025 Badan Penanggulangan Bencana Daerah Kabupaten Contoh" in text
    assert f"Lampiran {STEM}.xlsx" in text
    assert "dimulai dengan Monitoring" in text
    for line in (  # by hand from the four bands, the six measured indicators, and the spending of two quarters
        "- Indikator kinerja: 7 (hijau 2, kuning 2, merah 2, abu-abu 1)",
        "- Rata-rata capaian terhadap target triwulan II: 95,93 %",
        '- Berstatus merah: "Sosialisasi kebencanaan" (87,50 %), "Persentase desa tangguh bencana" (83,33 %)',
        "- Anggaran: Rp 1.200.000.000",
        "- Realisasi anggaran s.d. triwulan II: Rp 475.000.000",
        "- Serapan: 39,58 %",
        "- Rencana tindak lanjut yang belum selesai: 3",
    ):
        assert line in text.splitlines(), line
    assert not re.search(r"\bsel [A-Z]+[0-9]|lkjip ", text)
    assert "sedang kami perbaiki" not in text


# ---------------------------------------------------------------- the seal
def test_the_seal_says_which_quarter_it_is(copy: Path) -> None:
    outcome = run("periksa-kiriman", copy)
    assert outcome.status == 0
    assert "kiriman triwulan II, sama seperti saat dikirim" in outcome.out


def test_another_mark_is_a_difference(copy: Path, tmp_path: Path) -> None:
    for number, (old, new) in enumerate((('>"II"<', '>"III"<'), ('"triwulan_kiriman"', '"triwulan_lain"'))):
        parts = Parts.of(copy)
        parts.replace("xl/workbook.xml", old, new)
        outcome = run("periksa-kiriman", parts.save(tmp_path / f"{number}.xlsx"))
        assert outcome.status == 1
        assert "TRIWULAN_KIRIMAN" in outcome.out


# ---------------------------------------------------------------- what stops it
def test_mistakes_of_the_year_do_not_stop_it_but_the_year(book: Path, tmp_path: Path) -> None:
    assert run("kirim", book, "--keluaran", tmp_path, "--tanpa-pdf").status == 1
    assert listing(tmp_path) == {}


def test_a_mistake_of_the_quarter_stops_it(book: Path, tmp_path: Path) -> None:
    parts = Parts.of(book)
    parts.put("tbl_triwulan", "Realisasi TW III", 0, text_cell("delapan"))
    broken = parts.save(tmp_path / "buku.xlsm")
    outcome = send(broken, tmp_path / "kiriman")
    assert (outcome.status, outcome.out) == (1, "")
    assert 'kesalahan: lembar "Triwulan"' in outcome.err
    assert "Narasi" not in outcome.err
    outcome = send(broken, tmp_path / "kiriman", "--tetap")
    assert outcome.status == 0, outcome.err
    assert "Masih terdapat 1 hal yang sedang kami perbaiki." in letter(tmp_path / "kiriman" / f"{STEM}.eml")


@pytest.mark.parametrize(
    ("written", "profil", "named"),
    [
        ("III", "II", ("triwulan III", "triwulan II;", "Profil", "isi III")),
        ("I", None, ("triwulan I,", "triwulan IV", "kosong")),  # the last quarter that is filled in
        ("II", "V", ('"V"', "pilih I, II, III, IV")),
    ],
)
def test_another_quarter_is_refused(book: Path, tmp_path: Path, written: str, profil: str | None, named: tuple[str, ...]) -> None:
    parts = Parts.of(book)
    parts.put("tbl_profil", "nilai", [key.key for key in PROFIL].index("triwulan_laporan"), text_cell(profil) if profil else "<c/>")
    path = parts.save(tmp_path / "buku.xlsm")
    outcome = run("kirim", path, "--keluaran", tmp_path / "kiriman", "--triwulan", written)
    assert_refused(outcome, path.name, *named, folder=tmp_path)
    assert not (tmp_path / "kiriman").exists()


def test_an_office_without_quarters_is_told_what_to_fill_in(small: Path, tmp_path: Path) -> None:
    outcome = run("kirim", small, "--keluaran", tmp_path, "--triwulan", "II")
    assert_refused(outcome, small.name, 'lembar "Triwulan" belum diisi')
    assert listing(tmp_path) == {}


def test_only_its_own_summaries_have_to_be_in_sync(book: Path, tmp_path: Path) -> None:
    """The draft was changed after the last sync: the year's sheets are stale, the quarter's are not."""
    parts = Parts.of(book)
    parts.put("tbl_narasi", "Anggaran Narasi", 0, "<c><v>2</v></c>")
    outcome = send(parts.save(tmp_path / "buku.xlsm"), tmp_path / "kiriman")
    assert outcome.status == 0, outcome.err
    assert "ringkasan" not in letter(tmp_path / "kiriman" / f"{STEM}.eml")


def test_before_the_first_sync_it_is_stopped(book: Path, tmp_path: Path) -> None:
    outcome = send(book.with_name("belum.xlsm"), tmp_path / "kiriman")
    assert outcome.status == 1
    assert "lembar ringkasan belum sesuai" in outcome.err


# ---------------------------------------------------------------- beside the year, and again
def test_it_stands_beside_the_copy_of_the_year(sent: tuple[Path, Outcome], book: Path, tmp_path: Path) -> None:
    before = listing(sent[0])
    assert sorted(before) == [f"{STEM}.eml", f"{STEM}.xlsx"]
    assert send(book, tmp_path).status == 0
    assert listing(tmp_path) == before  # the same workbook gives the same bytes
    assert run("kirim", book, "--keluaran", tmp_path, "--tanpa-pdf", "--tetap").status == 0
    year = listing(tmp_path)
    assert sorted(year.keys() - before.keys()) == ["LKjIP_2025_BPBD_Contoh.eml", "LKjIP_2025_BPBD_Contoh.xlsx"]
    assert {name: year[name] for name in before} == before


def test_what_an_office_changed_is_taken_along_as_far_as_it_may(book: Path, tmp_path: Path) -> None:
    """Renamed sheets, a deeply hidden one of its own, and a chart, colours and a blank that read what stays in the office."""
    parts = Parts.of(book)
    parts.replace("xl/workbook.xml", f'<sheet name="{OWN}"', f'<sheet name="{OWN}" state="veryHidden"')
    chart = next(name for name in parts if re.fullmatch(r"xl/charts/chart\d+\.xml", name) and b"Monitoring!" in parts[name])
    parts.replace(chart, "Monitoring!$E$7:$H$7", f"'{OWN}'!$A$1:$D$1")
    colour = f"<formula>'{OWN}'!$A$1&gt;1</formula>"
    rule = f'<conditionalFormatting sqref="N1"><cfRule type="expression" priority="900">{colour}</cfRule></conditionalFormatting>'
    triwulan = parts.sheet("Triwulan")
    parts.replace(triwulan, "<conditionalFormatting", f"{rule}<conditionalFormatting", 1)
    parts.type_in("tbl_triwulan", "CZ20", f'<c t="str"><f>IF(\'{OWN}\'!A1=0,1,"")</f><v></v></c>')
    for old, new in (("Monitoring", "Pantauan TW"), ("Tabel 3.1", "Kinerja O'Neil"), ("Ringkasan", "Sari")):
        retitled(parts, old, new)
    outcome = send(parts.save(tmp_path / "buku.xlsm"), tmp_path)
    assert outcome.status == 0, outcome.err
    found = reading.workbook(tmp_path / f"{STEM}.xlsx")
    assert found.sheetnames[0] == "Pantauan TW"
    assert found["Kinerja O'Neil"].sheet_state == "hidden"
    assert set(found.sheetnames) == {"Pantauan TW", *SHOWN[1:], *BEHIND - {"Tabel 3.1"}, "Kinerja O'Neil"}
    assert found["Triwulan"]["CZ20"].value is None
    after = Parts.of(tmp_path / f"{STEM}.xlsx")
    assert OWN.encode() not in b"".join(after.values())
    assert any(b"numLit>" in data for name, data in after.items() if name.startswith("xl/charts/"))
    told = [line for line in outcome.lines if "merujuk ke lembar yang tidak ikut" in line]
    assert [line.partition(":")[2].partition(",")[0].strip() for line in told if "rumus merujuk" not in line] == [
        'lembar "Triwulan": 1 warna bersyarat',
        f"{chart.rpartition('/')[2]}: grafik merujuk ke lembar yang tidak ikut; yang dikirim gambarnya terakhir",
    ]
    assert run("periksa-kiriman", tmp_path / f"{STEM}.xlsx").status == 0


def test_a_sheet_hidden_by_nobody_but_the_copy_is_not_told(sent: tuple[Path, Outcome]) -> None:
    assert "tersembunyi" not in sent[1].err


# ---------------------------------------------------------------- what the other commands make of it
def test_the_copy_reads_as_the_workbook_reads(book: Path, copy: Path) -> None:
    before, after = (json.loads(run("ekspor", path).out) for path in (book, copy))
    assert before["narasi"]
    assert after["narasi"] == []
    same_keys = {key for key in before if before[key] == after[key]}
    assert same_keys == before.keys() - {"narasi"}


def test_the_checks_look_at_it_as_at_any_workbook(copy: Path) -> None:
    outcome = run("periksa", copy)
    assert outcome.status == 0, outcome.out
    assert "0 kesalahan" in outcome.out


@pytest.mark.parametrize(
    "words",
    [
        ["sinkron"],
        ["naikkan", "--keluaran", "baru.xlsm"],
        ["tahun-baru", "--keluaran", "baru.xlsm"],
        ["kirim"],
        ["kirim", "--triwulan", "II"],
        ["naskah", "--keluaran", "baru.docx"],
    ],
    ids=" ".join,
)
def test_what_needs_the_whole_workbook_refuses_it(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / copy.name
    shutil.copy(copy, path)
    assert_refused(run(words[0], path, *words[1:]), "ini kiriman triwulan II", "pakai buku kerjanya", folder=tmp_path)
    assert listing(tmp_path) == {copy.name: copy.read_bytes()}


# ---------------------------------------------------------------- on paper
@pytest.mark.process
@pytest.mark.office
def test_the_pages_of_the_quarter(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = shutil.which("soffice")
    assert program
    monkeypatch.setenv(libreoffice.SETTING, program)
    outcome = run("kirim", book, "--keluaran", tmp_path, "--triwulan", "2")
    assert outcome.status == 0, outcome.err
    pdf = tmp_path / f"{STEM}.pdf"
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True, timeout=60).stdout
    pages = [page for page in shown.split("\f") if page.strip()]
    assert "MONITORING KINERJA TRIWULAN II" in pages[0]
    for title in (
        "Grafik Kinerja Triwulanan",
        "Evaluasi terhadap Hasil Renja",
        "TARGET DAN REALISASI KINERJA TRIWULANAN",
        "TINDAK LANJUT HASIL",
    ):
        assert any(title in page for page in pages), title
    for left_out in ("Kunci", "PENGUKURAN KINERJA TAHUN", SECRET, "Mulai"):
        assert left_out not in shown
    attached = {each.get_filename(): each.get_content() for each in read_mail(tmp_path / f"{STEM}.eml").iter_attachments()}
    assert attached[pdf.name] == pdf.read_bytes()
