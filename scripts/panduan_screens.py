"""Pictures of the workbook on a screen, with a number at each thing that a user looks for: read by the guide's pages and PDF.

The screen is LibreOffice's on an X display of its own; only the sheet and its tabs are kept, which look the same in Excel. A page of
the guide has a line `{{ layar tabel_3_1 }}`, which becomes the picture and the numbered list of what is marked in it.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageGrab

from lkjip.model.columns import Table
from lkjip.model.formulas.references import cell_reference
from lkjip.model.tables import TABEL_2_1, TABEL_3_1, TABEL_3_2, TRIWULAN_TABLE
from lkjip.ooxml.package import Package
from tests.office.client import Document, Office
from tests.office.copying import make_test_copy
from tests.panduan.screen import Screen

_HEADINGS: Final = 17
"""Pixels of the column letters above the first cell."""
_RIGHT: Final = 1304
_BOTTOM: Final = 746
"""Where the sheet and its tabs end on the screen."""
_SETTLES: Final = 1.5  # seconds until a sheet in view is drawn, at most
_STILL: Final = 0.4  # seconds without a change after which what has been drawn is whole
_RED: Final = "#C00000"
_RADIUS: Final = 12

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


@dataclass(frozen=True)
class Mark:
    """A thing that a user looks for: a button by its caption, or the first cell of a table's column by its key."""

    target: str
    text: str
    """What it is for, as the list below the picture says it."""


@dataclass(frozen=True)
class Shot:
    """A sheet as it is on the screen, with numbered marks; `table` is the one whose columns are marked."""

    sheet: str
    marks: Sequence[Mark]
    table: Table | None = None

    def place(self, mark: Mark, package: Package) -> str:
        """What the office is asked for: a caption, or the address of a cell."""
        if self.table is None or mark.target not in self.table.names:
            return mark.target
        stored = package.tables[self.table.name]
        return cell_reference(stored.first_row - 1, stored.left - 1 + stored.columns.index(self.table.names[mark.target]))


SHOTS: Final[dict[str, Shot]] = {
    "mulai": Shot(
        "Mulai",
        (
            Mark("Sinkronkan", "**Sinkronkan** menyusun lembar ringkasan dan memeriksa isian."),
            Mark("Siapkan kiriman", "**Siapkan kiriman** membuat salinan untuk atasan dan konsep surelnya."),
            Mark("Kirim triwulan", "**Kirim triwulan** membuat salinan triwulan yang dipilih di Profil."),
            Mark("Hitung ulang", "**Hitung ulang** menghitung semuanya sekali lagi."),
            Mark("Periksa pemasangan", "**Periksa pemasangan** menyebutkan apa yang sudah dan belum beres di komputer ini."),
            Mark("Bantuan", "**Bantuan** membuka panduan ini."),
        ),
    ),
    "tabel_2_1": Shot(
        "Tabel 2.1",
        (
            Mark("sasaran", "Sasaran strategis, ditulis di setiap baris."),
            Mark("indikator", "Nama indikator, persis seperti di Perjanjian Kinerja."),
            Mark("target", "Target: angkanya saja, 98,78 dan bukan 98,78%."),
            Mark("satuan", "Satuan: pilih dari daftar, atau ketik sendiri."),
        ),
        TABEL_2_1,
    ),
    "tabel_3_1": Shot(
        "Tabel 3.1",
        (
            Mark(
                "Ambil dari Tabel 2.1",
                "**Ambil dari Tabel 2.1** mengisi nama, satuan, dan target dari sana; yang sudah terisi tidak ditimpa.",
            ),
            Mark("Tambah baris", "**Tambah baris** menambah satu baris di akhir tabel."),
            Mark("Bantuan", "**Bantuan** membuka halaman panduan lembar ini."),
            Mark("indikator", "Nama indikator: pilih dari daftar Tabel 2.1."),
            Mark("arah", "Arah: naik atau turun. Kuning selama kosong."),
            Mark("target", "Target tahun ini."),
            Mark("realisasi", "Realisasi tahun ini; kosong atau - bila belum diukur."),
            Mark("capaian", "Capaian dan, di sebelahnya, kategori: dihitung sendiri, jangan diketik."),
        ),
        TABEL_3_1,
    ),
    "tabel_3_2": Shot(
        "Tabel 3.2",
        (
            Mark("indikator", "Nama indikator, sama seperti di Tabel 3.1."),
            Mark("program", "Program dan kegiatannya."),
            Mark("anggaran", "Anggaran dan realisasinya dalam rupiah penuh."),
        ),
        TABEL_3_2,
    ),
}
"""The pictures of the example by the name in the guide's pages."""
QUARTER_SHOTS: Final[dict[str, Shot]] = {
    "mulai_triwulan": Shot(
        "Mulai",
        (
            Mark("B11", "Yang berikutnya, dalam satu kalimat."),
            Mark("E11", "Kotak setiap triwulan."),
            Mark("Kirim triwulan", "**Kirim triwulan** membuat salinan triwulan di Profil, dan konsep surelnya."),
        ),
    ),
    "triwulan": Shot(
        TRIWULAN_TABLE.sheet,
        (
            Mark("Ambil dari Tabel 2.1", "**Ambil dari Tabel 2.1** mengisi nama indikator. Satuan dan target PK diambil dari Tabel 3.1."),
            Mark("jenis", "Jenis: pilih dari daftar, sekali setahun."),
            Mark("cara_isi", "Cara Isi: s.d. triwulan bila angkanya sejak Januari."),
            Mark("target_tw_1", "Target tiap triwulan, di awal tahun."),
            Mark("realisasi_tw_1", "Realisasi tiap triwulan, di akhir triwulan."),
        ),
        TRIWULAN_TABLE,
    ),
}
"""Those of an office that fills its quarters in."""


def picture_name(name: str) -> str:
    return f"layar-{name.replace('_', '-')}.png"


def draw(books: Mapping[Path, Mapping[str, Shot]], folder: Path, place: Path) -> None:
    """Draw pictures of some workbooks into a folder; copies that LibreOffice can compute are made in `place`.

    Where there is no X display to be had, as on a Mac, the sheets' printed pages stand in, without numbers.
    """
    if shutil.which("Xvfb") is None:
        for name in (name for shots in books.values() for name in shots):
            shutil.copy(folder / f"{name.replace('_', '-')}.png", folder / picture_name(name))
        return
    with Screen() as screen, Office(recalculate=False, locale="id-ID", screen=screen.name) as office:
        for workbook, shots in books.items():
            copy = place / f"layar-{workbook.name}"
            make_test_copy(workbook, copy)
            with Package(workbook) as package, office.open(copy) as document:
                for name, shot in shots.items():
                    picture = marked(_seen(document, screen.name, shot), _boxes(document, package, shot))
                    save(picture, folder / picture_name(name))


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture; of screens and pages, compressing more takes longer and makes the file no smaller."""
    picture.save(path, compress_level=1)


def _seen(document: Document, display: str, shot: Shot) -> Image.Image:
    """The screen with a sheet in view, once it has changed and nothing changes any more."""
    before = seen = ImageGrab.grab(xdisplay=display)
    document.on_screen(shot.sheet)
    changed = time.monotonic()
    while time.monotonic() - changed < (_STILL if seen != before else _SETTLES):
        time.sleep(_STILL / 4)
        latest = ImageGrab.grab(xdisplay=display)
        if latest != seen:
            seen, changed = latest, time.monotonic()
    return seen


def _boxes(document: Document, package: Package, shot: Shot) -> list[Box]:
    first, *others = document.on_screen(shot.sheet, "A1", *(shot.place(mark, package) for mark in shot.marks))
    for mark, (left, above, width, _) in zip(shot.marks, others, strict=True):
        if not (width and left < _RIGHT and above < _BOTTOM):
            raise SystemExit(f'"{mark.target}" of the sheet {shot.sheet} is not in view, so its picture in the guide cannot mark it')
    return [first, *others]


def marked(screen: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The sheet on a screen, from the column letters to the tabs, with a frame and a number at each box but the first, the cell A1."""
    (_, top, _, _), *marks = boxes
    picture = screen.convert("RGB")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=16)
    for left, above, width, height in marks:
        pen.rectangle((left, above, left + width, above + height), outline=_RED, width=3)
    for number, (left, above, width, _) in enumerate(marks, 1):
        right = min(left + width, _RIGHT - _RADIUS)
        pen.ellipse((right - _RADIUS, above - _RADIUS, right + _RADIUS, above + _RADIUS), fill=_RED)
        pen.text((right, above), str(number), fill="white", font=font, anchor="mm")
    return picture.crop((0, top - _HEADINGS, _RIGHT, _BOTTOM))
