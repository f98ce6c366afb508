"""How `periksa-naskah` reads Word files: changes, boxes, notes, margins; and what it says of files that it cannot read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from lkjip import limits
from lkjip.checks.book import Book
from lkjip.errors import LkjipError
from lkjip.naskah import making, reading
from lkjip.naskah.reading import Reading, opened
from lkjip.naskah.reading.document import Paragraph, Table
from lkjip.sources import csv_folder, workbook_file
from lkjip.template.workbook import build
from scripts import printed_report as printed
from scripts.books import EXAMPLE
from scripts.printed_report import W, package, paragraph, table
from tests.attack import hostile
from tests.kit.workbooks import BOYOLALI, Parts

_SPENT: Final = "Anggaran berjumlah Rp {}"
_RIGHT, _WRONG = "1.914.251.000", "1.914.215.000"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = tmp_path_factory.mktemp("berkas") / "buku.xlsm"
    path.write_bytes(build(csv_folder.read(BOYOLALI).laporan))
    return Book(workbook_file.read(path))


@pytest.fixture
def read(book: Book, tmp_path: Path) -> Callable[[bytes], Reading]:
    def of(data: bytes) -> Reading:
        path = tmp_path / "naskah.docx"
        path.write_bytes(data)
        return reading.read(opened.read(path), book)

    return of


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def change(kind: str, inner: str) -> str:
    return f'<w:{kind} w:id="1" w:author="a">{inner}</w:{kind}>'


def deleted(text: str) -> str:
    return change("del", f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>')


# ---------------------------------------------------------------- what is read
def test_tracked_changes_are_read_as_accepted(read: Callable[[bytes], Reading]) -> None:
    corrected = f"<w:p>{run('Anggaran berjumlah Rp ')}{deleted(_WRONG)}{change('ins', run(_RIGHT))}</w:p>"
    broken = f"<w:p>{run('Anggaran berjumlah Rp ')}{deleted(_RIGHT)}{change('ins', run(_WRONG))}</w:p>"
    assert list(read(package(corrected)).findings) == []
    result = read(package(broken))
    assert [each.expected for each in result.findings] == [f"Rp {_RIGHT}"]
    assert "perubahan yang terlacak" in " ".join(result.lines("naskah.docx"))
    assert "terlacak" not in " ".join(read(package(paragraph("Tanpa angka"))).lines("naskah.docx"))


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    mark = "<w:pPr><w:rPr><w:del w:id='2' w:author='a'/></w:rPr></w:pPr>"
    path = tmp_path / "a.docx"
    path.write_bytes(package(f"<w:p>{mark}{run('Anggaran ')}</w:p>{paragraph('berjumlah')}"))
    assert [each.text for each in opened.read(path).blocks if isinstance(each, Paragraph)] == ["Anggaran berjumlah"]


def test_a_deleted_row_and_moved_text_are_read_where_they_are(tmp_path: Path) -> None:
    rows = table([["Uraian", "Nilai"], ["Lama", "1"], ["Baru", "2"]])
    second = rows.index("<w:tr>", rows.index("<w:tr>") + 1) + len("<w:tr>")
    rows = f"{rows[:second]}<w:trPr><w:del w:id='3' w:author='a'/></w:trPr>{rows[second:]}"
    moved = f"<w:p>{change('moveFrom', run('di sini'))}</w:p><w:p>{change('moveTo', run('di sana'))}</w:p>"
    path = tmp_path / "a.docx"
    path.write_bytes(package(rows + moved))
    grid, *others = opened.read(path).blocks
    assert isinstance(grid, Table)
    assert [list(row) for row in grid.rows] == [["Uraian", "Nilai"], ["Baru", "2"]]
    assert [each.text for each in others if isinstance(each, Paragraph)] == ["di sana"]


def test_a_text_box_is_read_once(read: Callable[[bytes], Reading]) -> None:
    inner = f"<w:txbxContent>{paragraph(_SPENT.format(_WRONG))}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    older = f"<w:pict><v:textbox>{inner}</v:textbox></w:pict>"
    for box in (both, older):
        assert len(read(package(f"<w:p><w:r>{box}</w:r></w:p>")).findings) == 1


def test_a_footnote_belongs_to_its_paragraph(read: Callable[[bytes], Reading]) -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph(_SPENT.format(_WRONG))}</w:footnote></w:footnotes>'
    referred = f'{paragraph("= BAB III")}<w:p>{run("Lihat catatan.")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    (found,) = read(package(referred, {"footnotes": ("footnotes.xml", notes)})).findings
    assert found.paragraph == 2
    assert list(read(package(paragraph("Lihat"), {"footnotes": ("footnotes.xml", notes)})).findings) == []


def test_hidden_text_and_comments_are_not_read(read: Callable[[bytes], Reading]) -> None:
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{paragraph(_SPENT.format(_WRONG))}</w:comment></w:comments>'
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{_SPENT.format(_WRONG)}</w:t></w:r></w:p>"
    assert list(read(package(hidden, {"comments": ("comments.xml", comments)})).findings) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LKjIP Kantor Kesbangpol Kabupaten Boyolali Tahun 2020", []),
        ("LKjIP Kantor Kesbangpol 2019", ["2020"]),
        ("LKjIP Kantor Kesbangpol Kabupaten Klaten Tahun 2020", ["Kabupaten Boyolali"]),
        ("LKjIP Dinas Kesehatan dan KB Tahun 2020", ["Kantor Kesatuan Bangsa dan Politik"]),
        ("Rencana Strategis 2016-2021", []),
    ],
)
def test_headers_and_footers_name_the_year_and_the_office(read: Callable[[bytes], Reading], text: str, expected: list[str]) -> None:
    header = f'<w:hdr xmlns:w="{W}">{paragraph(text)}</w:hdr>'
    found = read(package(paragraph("Isi"), {"header": ("header1.xml", header)})).findings
    assert [each.expected for each in found] == expected


def test_a_finding_as_a_line_and_as_data(read: Callable[[bytes], Reading]) -> None:
    result = read(printed.document(f"= BAB III AKUNTABILITAS KINERJA\n\n= 3.2 Realisasi Anggaran\n\n{_SPENT.format(_WRONG)}, berbeda."))
    assert result.as_data() == [
        {
            "kode": "naskah-angka",
            "tingkat": "galat",
            "bagian": "BAB III AKUNTABILITAS KINERJA, 3.2 Realisasi Anggaran",
            "paragraf": 3,
            "kutipan": "Anggaran berjumlah Rp 1.914.215.000, berbeda.",
            "pesan": "Anggaran tertulis Rp 1.914.215.000, sedangkan Anggaran APBD (BTL + BL) di buku kerja Rp 1.914.251.000",
            "seharusnya": "Rp 1.914.251.000",
            "sel_sumber": "Anggaran!C5",
        }
    ]
    first, last = result.lines("L.docx")
    assert first.startswith("kesalahan: BAB III AKUNTABILITAS KINERJA, 3.2 Realisasi Anggaran: Anggaran tertulis Rp 1.914.215.000")
    assert last == "L.docx: 1 temuan; 0 angka cocok dengan buku kerja; bukan angka laporan: 1 nomor daftar"


def test_numbers_without_a_role_are_one_line(read: Callable[[bytes], Reading]) -> None:
    lines = read(printed.document("Kegiatan ini diikuti 100 orang di 22 kecamatan.")).lines("L.docx")
    assert lines == ["L.docx: tidak ada temuan; 0 angka cocok dengan buku kerja; 2 angka tidak dikenali perannya, jadi tidak dibandingkan"]


# ---------------------------------------------------------------- what cannot be read
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_GOOD: Final = package(paragraph("Isi"))


def with_part(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_GOOD)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            target.writestr(each, data if each == name else source.read(each))
        if name not in source.namelist():
            target.writestr(name, data)
    return file.getvalue()


_BOMB: Final = (
    b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>&b;</w:p></w:body></w:document>'
)
_MACROS: Final = b"vnd.ms-word.document.macroEnabled.main"
REFUSED: Final = {
    "old": (_OLE + bytes(600), ".doc"),
    "locked": (_OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    "text": (b"Laporan Kinerja", "Word"),
    "cut": (_GOOD[:400], "Word"),
    "empty": (b"", "Word"),
    "zip bomb": (with_part("word/media/image1.png", bytes(limits.PART_BYTES + 1)), "mengembang"),
    "entities": (with_part("word/document.xml", _BOMB), "DTD"),
    "broken": (with_part("word/document.xml", b"<w:document><w:body>"), "rusak"),
    "no document": (with_part("word/document.xml", b"<a/>"), "Word"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_whole_document_is_one_line(case: str, tmp_path: Path) -> None:
    data, said = REFUSED[case]
    path = tmp_path / "L.docx"
    path.write_bytes(data)
    with pytest.raises(LkjipError) as refused:
        opened.read(path)
    message = str(refused.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    assert said in message


def test_a_document_with_macros_a_folder_and_a_missing_file_are_one_line(tmp_path: Path) -> None:
    parts = {"macros": tmp_path / "L.docm", "folder": tmp_path / "map", "missing": tmp_path / "tiada.docx"}
    plain = b"wordprocessingml.document.main"
    types = zipfile.ZipFile(io.BytesIO(_GOOD)).read("[Content_Types].xml").replace(b"vnd.openxmlformats-officedocument." + plain, _MACROS)
    parts["macros"].write_bytes(with_part("[Content_Types].xml", types))
    parts["folder"].mkdir()
    for name, said in (("macros", ".docm"), ("folder", "folder"), ("missing", "tidak ditemukan")):
        with pytest.raises(LkjipError, match=said):
            opened.read(parts[name])


def test_a_year_beyond_all_numbers_ends_nothing(tmp_path: Path) -> None:
    book, document = tmp_path / "buku.xlsm", tmp_path / "naskah.docx"
    book.write_bytes(hostile.made("a year of 400 digits", Parts.of(EXAMPLE)))
    workbook = workbook_file.read(book)
    document.write_bytes(making.make(workbook.laporan, tmp_path, printer=None).data)
    assert reading.findings(document, workbook).counted.traced
