"""The report of an office from its folder: the logo and the template beside the workbook, the paper and the font of its Profil."""

from __future__ import annotations

import io
import itertools
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final

import docx
import pytest

from lkjip.errors import LkjipError
from lkjip.model.laporan import Laporan
from lkjip.naskah.making import LOGO_BYTES, make
from lkjip.sources import csv_folder
from scripts.books import EXAMPLE_CSV
from tests.naskah.test_writing import png

NO_PICTURE: Final = "bukan gambar PNG atau JPG yang utuh; simpan ulang sebagai PNG"
ONE: Final = struct.pack(">II", 1, 1)
ASKS: Final = "nomor halaman di daftar isi belum ada"


def report(**profil: str) -> Laporan:
    return Laporan({"instansi": "Kantor Contoh", "tahun": 2020, **profil})


def notes(laporan: Laporan, folder: Path) -> list[str]:
    """What is said apart from the page numbers."""
    return [note for note in make(laporan, folder, printer=None).notes if not note.startswith(ASKS)]


def test_the_logo_beside_the_workbook_is_on_the_cover(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(40, 50))
    made = make(report(logo="logo.png"), tmp_path, printer=None)
    (shape,) = docx.Document(io.BytesIO(made.data)).inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == (30, 38)
    assert [note for note in made.notes if "logo" in note] == []


def _in(name: str, data: bytes) -> Callable[[Path], None]:
    def put(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    return put


LOGOS: Final[dict[str, tuple[str, Callable[[Path], None], str]]] = {
    "missing": ("logo.png", lambda _: None, "berkasnya tidak ada di folder buku kerja"),
    "elsewhere": ("../logo.png", _in("../logo.png", png(1, 1)), "harus nama berkas di folder buku kerja, tanpa folder lain"),
    "from the root": ("/etc/passwd", lambda _: None, "harus nama berkas di folder buku kerja, tanpa folder lain"),
    "a drive": ("C:\\logo.png", lambda _: None, "harus nama berkas di folder buku kerja, tanpa folder lain"),
    "a folder": ("gambar", lambda folder: (folder / "gambar").mkdir(), "berkasnya tidak bisa dibaca"),
    "a pipe": ("pipa", lambda folder: os.mkfifo(folder / "pipa"), "berkasnya tidak bisa dibaca"),
    "no name": ("a\0b", lambda _: None, "berkasnya tidak bisa dibaca"),
    "no picture": ("logo.png", _in("logo.png", b"GIF89a" + bytes(50)), NO_PICTURE),
    "cut off": ("logo.png", _in("logo.png", png(4, 4)[:12]), NO_PICTURE),
    "the end is missing": ("logo.png", _in("logo.png", png(40, 40)[:-8]), NO_PICTURE),
    "a picture that takes gigabytes": ("logo.png", _in("logo.png", png(1, 1).replace(ONE, struct.pack(">II", 99_999, 99_999))), NO_PICTURE),
    "too large": ("logo.png", _in("logo.png", bytes(LOGO_BYTES + 1)), "lebih besar dari 5 MB; kecilkan dulu"),
}


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_that_cannot_be_used_is_a_note(name: str, tmp_path: Path) -> None:
    given, put, why = LOGOS[name]
    folder = tmp_path / "kantor"
    folder.mkdir()
    put(folder)
    assert notes(report(logo=given), folder) == [f'Profil: logo "{given}" tidak dipakai, karena {why}']


@pytest.mark.parametrize(
    ("given", "size", "said"),
    [
        ("", (210, 297), []),
        ("F4", (215, 330), []),
        (" a4 ", (210, 297), []),
        ("A3", (210, 297), ['Profil: kertas "A3" tidak dikenal; dipakai A4 (tulis A4 atau F4)']),
    ],
)
def test_paper_and_font_of_the_profil(given: str, size: tuple[int, int], said: list[str], tmp_path: Path) -> None:
    made = make(report(kertas=given, huruf="Bookman Old Style"), tmp_path, printer=None)
    document = docx.Document(io.BytesIO(made.data))
    width, height = document.sections[0].page_width, document.sections[0].page_height
    assert width is not None
    assert height is not None
    assert (round(width.mm), round(height.mm)) == size
    assert document.styles.element.find(".//{*}rPrDefault//{*}rFonts").get(document.styles.element.nsmap["w"].join("{}") + "ascii") == (
        "Bookman Old Style"
    )
    assert notes(report(kertas=given), tmp_path) == said


def test_the_offices_own_template_is_used(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("Templat kami: [[kantor_lengkap]] [[tahun]]")
    own.save(str(tmp_path / "naskah_template.docx"))
    made = make(report(), tmp_path, printer=None)
    assert [each.text for each in docx.Document(io.BytesIO(made.data)).paragraphs] == ["Templat kami: Kantor Contoh 2020"]
    assert made.notes == []


def test_a_template_that_cannot_be_used_stops_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "naskah_template.docx"
    path.write_bytes(b"bukan Word")
    with pytest.raises(LkjipError, match=r"naskah_template\.docx: bukan dokumen Word yang utuh"):
        make(report(), tmp_path, printer=None)
    path.unlink()
    path.mkdir()
    with pytest.raises(LkjipError, match=r"naskah_template\.docx"):
        make(report(), tmp_path, printer=None)


def test_the_real_report_has_no_gap() -> None:
    """No "None", no mark, no heading without anything below it; the office named as its author."""
    document = docx.Document(io.BytesIO(make(csv_folder.read(EXAMPLE_CSV).laporan, EXAMPLE_CSV, printer=None).data))
    lines = [each.text for each in document.paragraphs] + [
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    ]
    assert [line for line in lines if "None" in line or "[[" in line or "nan" in line.split()] == []
    assert document.core_properties.author == "Kantor Kesatuan Bangsa dan Politik Kabupaten Boyolali"
    styles = [str(getattr(each.style, "name", "")) for each in document.iter_inner_content()]
    for style, following in itertools.pairwise(styles):
        if style.startswith("Heading") and following.startswith("Heading"):
            assert following > style
