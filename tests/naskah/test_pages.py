"""The page numbers of the lists: those that LibreOffice prints at the foot of the pages that they lead to."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from lkjip import libreoffice
from lkjip.docx_kit import sections
from lkjip.docx_kit.wml import W
from lkjip.naskah import house_template, pages, roman
from lkjip.naskah.blocks import Content, Heading, PageBreak, Paragraph, Table, TableColumn, TableRow
from lkjip.naskah.outline import Line, NewSection
from lkjip.naskah.writing import Looks, write
from tests.kit.workbooks import Parts

LIST: Final = "Judul Daftar"
OUTLINE: Final = (
    *(
        Line("SAMPUL"),
        NewSection("depan"),
        Line("KATA PENGANTAR", LIST),
        Line("[[isi]]"),
        Line("[[isi]]"),
        Line("[[isi]]"),
        NewSection("depan"),
    ),
    *(Line("DAFTAR ISI", LIST), Line("[[daftar_isi]]"), Line("[[baru]]"), Line("IKHTISAR", LIST), Line("[[isi]]")),
    *(NewSection("isi"), Line("BAB I\nA", "heading 1"), Line("[[isi]]"), Line("1.1 B", "heading 2"), Line("[[lebar]]")),
    *(Line("[[bagian]]"), NewSection("isi"), Line("BAB II\nC", "heading 1"), Line("[[isi]]")),
)
TEXT: Final = "Akuntabilitas kinerja instansi pemerintah. " * 60
WIDE: Final = Table(
    "lebar", "Judul", [TableColumn(1)], [["Kepala"]], [TableRow(str(row), [f"baris {row}"]) for row in range(60)], landscape=True
)
CONTENT: Final = Content(
    {
        "isi": [Paragraph(TEXT)],
        "baru": [PageBreak()],
        "lebar": [WIDE],
        "bagian": [Heading("1.2 D", 2), Paragraph("Isi."), Heading("1.3 E", 2)] * 2,
    }
)


def document() -> bytes:
    return write(house_template.build(outline=OUTLINE), CONTENT, Looks("Laporan", "Kantor", sections.A4))


def listed(data: bytes) -> list[tuple[str, str]]:
    """The words and the page number of each line of the contents."""
    root = etree.fromstring(Parts.of_bytes(data)["word/document.xml"])
    lines = []
    for each in root.iter(f"{W}hyperlink"):
        texts = [run.text or "" for run in each.iter(f"{W}t")]
        lines.append((re.sub(r"[\s\u00a0]", "", "".join(texts[:-1])), texts[-1]))
    return lines


@pytest.mark.process
@pytest.mark.office
def test_the_numbers_are_those_at_the_foot_of_the_pages(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    assert program
    pdf = b""

    def printed(data: bytes) -> bytes:
        nonlocal pdf
        pdf = libreoffice.as_pdf(Path(program), data, "naskah.docx", 120, pages._KIND)
        return pdf

    paged = pages.with_pages(document(), printed)
    assert paged.notes == ()
    assert b"updateFields" not in Parts.of_bytes(paged.data)["word/settings.xml"]
    path = tmp_path / "naskah.pdf"
    path.write_bytes(pdf)
    shown = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True, timeout=60).stdout.split("\f")
    found = listed(paged.data)
    assert [words for words, _ in found][:3] == ["KATAPENGANTAR", "DAFTARISI", "IKHTISAR"]
    for words, number in found:
        of_list = words == "DAFTARISI"  # the other pages that have the words are those of the list itself
        on = [page for page in shown if words in re.sub(r"\s", "", page) and ("....." in page) == of_list]
        assert number in [page.split()[-1] for page in on], words
    numbers = [number for _, number in found]
    assert numbers[0] == "i"
    assert numbers[3] == "1"
    assert sorted(map(int, numbers[3:])) == list(map(int, numbers[3:]))


def test_without_libreoffice_the_document_asks_word() -> None:
    paged = pages.with_pages(document(), None)
    assert [note.partition(";")[2].strip() for note in paged.notes] == [
        "jawab Ya saat Word bertanya, atau klik daftar isinya lalu tekan F9"
    ]
    assert {number for _, number in listed(paged.data)} == {""}
    assert b'<w:updateFields w:val="true"/>' in Parts.of_bytes(paged.data)["word/settings.xml"]


@pytest.mark.parametrize("answer", [b"", b"%PDF-1.6\n1 0 obj\n<</_Toc200000001[1 0 R/XYZ 0 0 0]>>\nendobj\n"])
def test_a_pdf_that_says_nothing_is_as_none(answer: bytes) -> None:
    paged = pages.with_pages(document(), lambda _: answer)
    assert paged.notes == (
        "nomor halaman di daftar isi belum ada (LibreOffice tidak menyebutkan halamannya); jawab Ya saat Word bertanya,"
        " atau klik daftar isinya lalu tekan F9",
    )


def test_a_libreoffice_that_fails_is_one_note() -> None:
    def fails(_: bytes) -> bytes:
        raise libreoffice.NotConvertedError("LibreOffice tidak berhasil")

    (note,) = pages.with_pages(document(), fails).notes
    assert "(LibreOffice tidak berhasil)" in note


def test_a_document_without_lists_needs_no_numbers() -> None:
    data = write(house_template.build(outline=(Line("[[isi]]"),)), CONTENT, Looks("Laporan", "Kantor"))
    assert pages.with_pages(data, None) == pages.Paged(data)


@pytest.mark.parametrize(("number", "digits"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (1990, "MCMXC")])
def test_roman_numbers(number: int, digits: str) -> None:
    assert roman.written(number) == digits
    assert roman.read(digits) == number
