"""The letter counts categories by the codes of the file's own scale, and says what they mean unless they are the report's."""

from __future__ import annotations

from dataclasses import replace

from lkjip.mail.message import Attached, Checked, body
from lkjip.mail.seal import Seal
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables.scale import READY_SCALES


def letter(scale: str) -> list[str]:
    rows: list[Row] = [{"indikator": f"I{number}", "target": 100.0, "realisasi": value} for number, value in enumerate((90.5, 91.0, 40.0))]
    laporan = replace(Laporan({"instansi": "Dinas Contoh", "tahun": 2024}, inputs={"tabel_3_1": rows}), skala=READY_SCALES[scale])
    return body(laporan, Checked([], synced=True), Seal("0" * 64, b""), Attached("a.xlsx", b""), 0).splitlines()


def test_own_scale() -> None:
    lines = letter("Permendagri 86/2017")
    assert "- Indikator kinerja: 3 (ST 1, T 1, S 0, R 0, SR 1)" in lines
    assert "- Rata-rata capaian: 73,83 % (S)" in lines
    assert "- Kategori: ST Sangat tinggi, T Tinggi, S Sedang, R Rendah, SR Sangat rendah" in lines


def test_the_reports_scale_needs_no_explanation() -> None:
    lines = letter("LKjIP Boyolali")
    assert "- Indikator kinerja: 3 (SB 0, B 2, C 0, K 1)" in lines
    assert not [line for line in lines if line.startswith("- Kategori")]
