"""Build the guide for staff in keluaran/panduan/: pages and a PDF, with pictures of example workbooks from LibreOffice.

The pages follow the order of work in `docs/mkdocs.yml`; those of the sheets follow the order of the tabs.

Run as `python -m scripts.panduan`.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

import openpyxl
from mkdocs.commands.build import build
from mkdocs.config import load_config
from PIL import Image, ImageChops

from lkjip.model import triwulan
from lkjip.model.groups import group_of
from lkjip.model.key import key_of
from lkjip.model.laporan import Laporan
from lkjip.model.tables import TRIWULAN_TABLE
from lkjip.model.tables.report import REALISASI_TRIWULAN
from lkjip.ooxml.package import Package
from lkjip.ooxml.zip_copy import repacked
from lkjip.sources import csv_folder
from lkjip.sync import closed
from lkjip.template.workbook import build as build_workbook
from scripts import books, panduan_screens
from scripts.panduan_hooks import PDF_NAME, PICTURES, page_name
from tests.office.client import Office
from tests.office.pictures import pages, preview

CONFIG: Final = books.ROOT / "docs" / "mkdocs.yml"
SITE: Final = books.ROOT / "keluaran" / "panduan"
QUARTERS_CSV: Final = books.ROOT / "tests" / "data" / "kantor-triwulan"
"""The office on the pictures of the sheets of quarters, which the example does not use."""
OF_QUARTERS: Final = group_of(TRIWULAN_TABLE.sheet).sheets
_CONTINUED: Final = (TRIWULAN_TABLE.sheet,)
"""Sheets whose results are printed on a second page."""
_JULY: Final = datetime(2025, 7, 4, 8, 0)
_DPI: Final = 110
_MARGIN: Final = 12


def draw(office: Office, workbook: Path, folder: Path, sheets: Collection[str]) -> None:
    """Draw the first page of some sheets of a workbook as pictures without margins; of some the second page too."""
    with tempfile.TemporaryDirectory() as place:
        shown = Path(place) / workbook.name
        with zipfile.ZipFile(workbook) as package:  # hidden sheets are not printed
            book = package.read("xl/workbook.xml").replace(b' state="hidden"', b"")
            shown.write_bytes(repacked(package, {"xl/workbook.xml": book}))
        drawn = pages(office, shown, Path(place), _DPI)
        for sheet, number in first_pages(shown, shown.with_suffix(".pdf")):
            names = [page_name(sheet), *([f"{page_name(sheet)}-lanjutan"] if sheet in _CONTINUED else [])]
            for name, page in zip(names if sheet in sheets else [], drawn[number:], strict=False):
                with Image.open(page) as picture:
                    panduan_screens.save(trimmed(picture), folder / f"{name}.png")


def first_pages(workbook: Path, pdf: Path) -> Iterator[tuple[str, int]]:
    """Each sheet of a workbook with the 0-based page that begins with its title."""
    texts = [key_of(text) for text in _texts(pdf)]
    place = 0
    for sheet, title in titles(workbook):
        found = next((number for number in range(place, len(texts)) if texts[number].startswith(key_of(title))), None)
        if found is None:
            raise SystemExit(f'no page begins with "{title}", the title of sheet {sheet}')
        yield sheet, found
        place = found + 1


def titles(workbook: Path) -> Iterator[tuple[str, str]]:
    """Each sheet with the text of its first filled cell right of the margin."""
    book = openpyxl.load_workbook(workbook, read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield sheet.title, next(str(cell) for row in sheet.iter_rows(min_col=2, values_only=True) for cell in row if cell is not None)
    book.close()


def _texts(pdf: Path) -> list[str]:
    """What each page says."""
    done = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout.split("\f")[:-1]  # each page ends with a form feed


def trimmed(picture: Image.Image) -> Image.Image:
    """Crop a picture's white edges and the page number below."""
    body = picture.crop((0, 0, picture.width, int(picture.height * 0.94)))
    box = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox() or (0, 0, *body.size)
    return body.crop((max(box[0] - _MARGIN, 0), max(box[1] - _MARGIN, 0), box[2] + _MARGIN, min(box[3] + _MARGIN, body.height)))


def half_way(laporan: Laporan) -> Laporan:
    """A report as it is in July: nothing is known yet of the last two quarters."""
    later = {*triwulan.REALISASI[2:], *REALISASI_TRIWULAN[2:]}
    inputs = {
        key: [{column: None if column in later else cell for column, cell in row.items()} for row in rows]
        for key, rows in laporan.inputs.items()
    }
    return replace(laporan, inputs=inputs)


def make(site: Path = SITE) -> None:
    """Draw the pictures and build pages and PDF; a broken link ends the run with MkDocs' message."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        example, quarters = Path(place) / books.EXAMPLE.name, Path(place) / "triwulan.xlsm"
        example.write_bytes(books.fresh()[books.EXAMPLE])
        quarters.write_bytes(build_workbook(half_way(csv_folder.read(QUARTERS_CSV).laporan)))
        closed.sync(quarters, _JULY)
        with Package(example) as package:
            others = [sheet for sheet in package.sheet_parts if sheet not in OF_QUARTERS]
        with preview("id-ID") as office:
            draw(office, example, PICTURES, others)
            draw(office, quarters, PICTURES, OF_QUARTERS)
        shots = {example: panduan_screens.SHOTS, quarters: panduan_screens.QUARTER_SHOTS}
        panduan_screens.draw(shots, PICTURES, Path(place))
    build(load_config(str(CONFIG), site_dir=str(site), strict=True))


if __name__ == "__main__":
    logging.basicConfig(format="%(message)s")  # MkDocs reports broken links as warnings
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # WeasyPrint reports them as errors; its warnings are about fonts
    make()
    print(SITE / PDF_NAME)
