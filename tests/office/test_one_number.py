"""One figure has the same digits everywhere: sheets, sentences, letter, findings, recap.

25 of 32 is 78,125 %, and the half is rounded away from zero; likewise 25.000 of 32.000, and the rest, 21,875 %.
"""

from __future__ import annotations

import email
import json
from email import policy
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.model.laporan import Laporan
from lkjip.model.tables.annexes import ANGGARAN_KEGIATAN, REALISASI_KEGIATAN
from lkjip.template.workbook import build
from tests.kit.workbooks import run
from tests.office.client import Document, Office

REPORT: Final = Laporan(
    {"instansi": "Dinas Uji", "singkatan": "Dinas Uji", "pemerintah_daerah": "Kota Contoh", "tahun": 2024.0, "tahun_awal_renstra": 2021.0},
    inputs={
        "tabel_3_1": [
            {"indikator": "Cakupan pelayanan", "sasaran": "Layanan", "satuan": "%", "target": 32.0, "realisasi": 25.0, "arah": "naik"}
        ],
        "tabel_3_2": [{"indikator": "Cakupan pelayanan", "sasaran": "Layanan", "anggaran": 32000.0, "realisasi": 25000.0}],
        "pengukuran": [{"indikator": "Cakupan pelayanan", "satuan": "%", "target": 32.0, "realisasi": 25.0, "capaian": 70.0}],
        "anggaran": [
            {"uraian": ANGGARAN_KEGIATAN, "nilai": 32000.0},
            {"uraian": REALISASI_KEGIATAN, "nilai": 25000.0},
            {"uraian": "Prosentase tercetak", "nilai": 70.0},
        ],
    },
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("satu") / "buku.xlsm"
    path.write_bytes(build(REPORT))
    assert run("sinkron", path).status == 0
    return path


@pytest.fixture(scope="module")
def mailed(book: Path) -> Path:
    folder = book.parent / "kiriman"
    folder.mkdir()
    outcome = run("kirim", book, "--keluaran", folder, "--tetap")
    assert outcome.status == 0, outcome.err
    return folder


def _texts(document: Document, sheet: str, box: str) -> list[str]:
    """What a person sees in the cells of a box, in LibreOffice's own locale, whose marks are the other way round."""
    return [cell.text.strip() for row in document.read(sheet, box) for cell in row if cell.text.strip()]


def test_the_letter(mailed: Path) -> None:
    (draft,) = mailed.glob("*.eml")
    mail = email.message_from_bytes(draft.read_bytes(), policy=policy.default)
    content: Any = mail.get_body()
    body = content.get_content()
    for line in (
        "- Rata-rata capaian: 78,13 % (B)",
        "- Anggaran: Rp 32.000",
        "- Realisasi: Rp 25.000",
        "- Serapan: 78,13 %",
        "- Efisiensi: 21,88 %",
    ):
        assert line in body
    assert "78,12" not in body
    assert "21,87" not in body


@pytest.mark.parametrize("of", ["workbook", "copy"])
def test_sheets_and_sentences_recalculated(book: Path, mailed: Path, office_no_macros: Office, of: str) -> None:
    """Every native formula computed anew: the sentence is shown only while the figures still are what they were."""
    path = book if of == "workbook" else next(mailed.glob("*.xlsx"))
    with office_no_macros.open(path) as document:
        document.recalculate()
        shown = _texts(document, "Ringkasan", "B1:E60")
    assert shown.count("78.13") == 5  # the average three times over, serapan of Tabel 3.2 and of the sheet Anggaran
    assert shown.count("21.88") == 1
    assert any("dengan capaian rata-rata 78,13 % (kategori Baik)" in text for text in shown)
    assert any("penyerapan sebesar 78,13 % atau efisiensi sebesar 21,88 %." in text for text in shown)
    assert any("Secara keseluruhan capaian kinerja 78,13 % (kategori Baik)." in text for text in shown)
    assert not [text for text in shown if "78,12" in text or "21,87" in text]


def test_the_findings(book: Path) -> None:
    found = json.loads(run("periksa", book, "--format", "json").out)
    wrong = [each for each in found if each["kode"] == "persen-tercetak"]
    assert len(wrong) == 2
    for each in wrong:
        assert each["seharusnya"] == "78,13"
        assert "menghasilkan 78,13 %" in each["pesan"]
        assert "78,13" in each["saran"]


def test_the_terminal(book: Path) -> None:
    said = run("periksa", book).out
    assert said.count("menghasilkan 78,13 %") == 2
    assert "78,12" not in said


def test_the_recap(book: Path, tmp_path: Path, office_no_macros: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    outcome = run("rekap", book.parent, "--keluaran", tmp_path / "rekap.xlsx")
    assert outcome.status == 0, outcome.err
    with office_no_macros.open(tmp_path / "rekap.xlsx") as document:
        document.recalculate()
        shown = {sheet: _texts(document, sheet, "A1:AZ6") for sheet in document.sheets()}
    # the office's row and the row of all reports, each with average and serapan
    assert shown["Rekap"].count("78.13") == 4
    assert shown["Rekap"].count("21.88") == 2
    assert shown["Indikator"].count("78.13") == 1
    assert any("78,13 %" in text for text in shown["Temuan"])
    assert not [text for texts in shown.values() for text in texts if "78.12" in text or "78,12" in text]
