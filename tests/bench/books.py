"""Reports of any size for the benchmarks."""

from __future__ import annotations

from lkjip.model.laporan import Laporan, Row


def large_report(rows: int) -> Laporan:
    """So many indicators with a budget each, ten of them a sasaran."""
    indicators: list[Row] = [
        {
            "indikator": f"Indikator kinerja nomor {n}",
            "satuan": "%",
            "target": 90.0,
            "realisasi": 80.0 + n % 20,
            "arah": "naik",
            "sasaran": f"Sasaran {n // 10}",
        }
        for n in range(rows)
    ]
    budget: list[Row] = [
        {"no": n + 1, "indikator": row["indikator"], "anggaran": 1e6 * n, "realisasi": 9e5 * n} for n, row in enumerate(indicators)
    ]
    agreement: list[Row] = [
        {"no_sasaran": 1, "sasaran": row["sasaran"], "indikator": row["indikator"], "target": 90.0, "satuan": "%"} for row in indicators
    ]
    return Laporan({"instansi": "Kantor", "tahun": 2024}, inputs={"tabel_2_1": agreement, "tabel_3_1": indicators, "tabel_3_2": budget})
