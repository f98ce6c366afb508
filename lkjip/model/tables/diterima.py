"""Declaration of the table of findings that the office leaves as they are, which a sync fills from the sheet Pemeriksaan."""

from __future__ import annotations

from typing import Final

from lkjip.model.columns import Carry, Column, Table

_LATER: Final = "Diisi saat Sinkronkan; hapus isi barisnya bila temuan ini tidak jadi diterima."


def _column(key: str, name: str, width: float, help: str = _LATER) -> Column:
    return Column(key, name, (name,), width, csv=key, help=help, next_year=Carry.EMPTIED)


DITERIMA: Final = Table(
    key="diterima",
    sheet="Diterima",
    name="tbl_diterima",
    csv="diterima.csv",
    title="TEMUAN YANG DITERIMA TAHUN {tahun}",
    subtitle="{kantor}",
    about="Temuan yang dibiarkan, dengan alasannya; terisi dari kolom Diterima di lembar Pemeriksaan.",
    row_key="kode",
    repeats=True,
    landscape=True,
    columns=(
        _column("kode", "Kode", 18),
        _column("tabel", "Tabel", 12),
        _column("baris", "Baris", 32),
        _column("kolom", "Kolom", 13),
        _column("tertulis", "Tertulis", 18),
        _column("seharusnya", "Seharusnya", 18),
        _column("urutan", "Urutan", 8),
        _column("alasan", "Alasan", 26, "Mengapa temuan ini dibiarkan."),
        _column("tanggal", "Tanggal", 11),
    ),
    next_rows="diterima",
    prepared_rows=30,
)
