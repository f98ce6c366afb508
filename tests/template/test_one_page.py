"""Lembar Pimpinan and Siap dinilai on paper: one page each, on F4 and on A4, whatever the office's size, with nothing small."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from lkjip.mail import paper
from lkjip.model.laporan import Laporan, Row
from lkjip.sources import csv_folder
from lkjip.template.workbook import build
from scripts.books import EXAMPLE_CSV
from tests.template.test_pages import Word, _words, office

_SHEETS: Final = ("Lembar Pimpinan", "Siap dinilai")
_A4: Final = (595.0, 842.0)
_SIDE, _EDGE = 0.4 * 72, 0.6 * 72
_LONG: Final = "Meningkatnya kualitas pelayanan kepada masyarakat di seluruh wilayah kecamatan dan kelurahan " * 5


def narrated() -> Laporan:
    """An office of 25 indicators in as many sasaran with long names, long texts and large amounts."""
    plain = office(25, 60)
    rows: list[Row] = [{**row, "sasaran": f"{number} {_LONG}"} for number, row in enumerate(plain.inputs["tabel_3_1"])]
    told: list[Row] = [{"indikator": row["indikator"], "hambatan": _LONG, "solusi": _LONG} for row in rows]
    profil = {**plain.profil, **{f"keputusan_{number}": _LONG for number in (1, 2, 3)}, "kepala": "Dr. Contoh", "jabatan": _LONG[:90]}
    return Laporan(profil, inputs={**plain.inputs, "tabel_3_1": rows, "narasi": told})


REPORTS: Final[Mapping[str, Callable[[], Laporan]]] = {
    "the real report": lambda: csv_folder.read(EXAMPLE_CSV).laporan,
    "one indicator": lambda: office(1, 1),
    "25 indicators, everything long": narrated,
    "60 indicators": lambda: office(60, 60),
    "nothing yet": Laporan,
}


@pytest.fixture(scope="module", params=REPORTS)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[float, list[Word]]]:
    """The width and the words of each page of the two sheets."""
    program = shutil.which("soffice")
    assert program
    path = tmp_path_factory.mktemp("halaman") / "lembar.pdf"
    path.write_bytes(paper.by_libreoffice(Path(program), build(REPORTS[request.param]()), _SHEETS))
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, timeout=60)
    found = etree.fromstring(done.stdout).iter("{http://www.w3.org/1999/xhtml}page")
    return [(float(page.get("width", "")), _words(page)) for page in found]


@pytest.mark.process
@pytest.mark.office
def test_one_page_each_at_full_size_within_a4(pages: list[tuple[float, list[Word]]]) -> None:
    assert len(pages) == len(_SHEETS)
    for (width, words), (short, long) in zip(pages, (_A4, _A4[::-1]), strict=True):
        content = [word for word in words if word.text not in ("Halaman", "dari")]
        above = [word for word in content if word.bottom < long - _EDGE]
        assert "Halaman" in {word.text for word in words}
        # only the footer, at the edge of F4, is below what A4 has room for
        assert all(word.top > long - _EDGE for word in content if word not in above)
        assert min(word.left for word in above) >= _SIDE
        assert max(word.right for word in above) - min(word.left for word in above) <= short - 2 * _SIDE
        assert max(word.right for word in above) <= width - _SIDE
        assert [word for word in words if word.bottom - word.top < 8 * 1.1] == []


@pytest.mark.process
@pytest.mark.office
def test_no_line_runs_into_another(pages: list[tuple[float, list[Word]]]) -> None:
    for _, words in pages:
        for number, word in enumerate(words):
            for other in words[number + 1 :]:
                across = min(word.right, other.right) - max(word.left, other.left)
                down = min(word.bottom, other.bottom) - max(word.top, other.top)
                assert across < 1 or down < 4, (word, other)
