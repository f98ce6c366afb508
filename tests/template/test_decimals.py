"""Numbers in the unit of their row, as LibreOffice shows them: as many decimals as they have, from two to four."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.template.workbook import build
from tests.office.client import Document, Office

PERCENTAGES = [(100.0, 83.9), (100.0, 98.7), (100.0, 82.0)]
INDICES = [(0.8384, 0.839), (0.5, 1 / 3), (1234.5, 0.1 + 0.2), (38.25, 38.125)]


@pytest.fixture(scope="module")
def document(office_no_macros: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    rows: list[Row] = [
        {"indikator": f"{satuan} {number}", "satuan": satuan, "target": target, "realisasi": realisasi, "arah": "naik"}
        for satuan, figures in (("%", PERCENTAGES), ("Indeks", INDICES))
        for number, (target, realisasi) in enumerate(figures)
    ]
    path = tmp_path_factory.mktemp("desimal") / "desimal.xlsm"
    path.write_bytes(build(Laporan({"instansi": "Dinas Uji", "tahun": 2024.0}, inputs={"tabel_3_1": rows})))
    with office_no_macros.open(path) as document:
        yield document


@pytest.mark.parametrize(("sheet", "address"), [("Tabel 3.1", "I6:J12"), ("Halaman Tabel 3.1", "I6:J12"), ("Pengukuran Kinerja", "E7:G13")])
def test_as_many_decimals_as_the_value_has(document: Document, sheet: str, address: str) -> None:
    shown = [[row[0].text.strip(), row[-1].text.strip()] for row in document.read(sheet, address)]
    assert shown == [
        ["100.00", "83.90"],
        ["100.00", "98.70"],
        ["100.00", "82.00"],
        ["0.8384", "0.839"],
        ["0.50", "0.3333"],
        ["1,234.50", "0.30"],
        ["38.25", "38.125"],
    ]


def test_a_capaian_has_two(document: Document) -> None:
    shown = [row[0].text.strip() for row in document.read("Halaman Tabel 3.1", "K6:K12")]
    assert shown == ["83.90", "98.70", "82.00", "100.07", "66.67", "0.02", "99.67"]  # 0,839 of 0,8384 is 100,0716 %
