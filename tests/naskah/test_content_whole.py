"""Every figure and text of an export that belongs in the printed report is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest

from lkjip.export import as_data
from lkjip.model.columns import Column, Kind, Role, Table
from lkjip.model.laporan import Laporan
from lkjip.model.tables import PREDIKAT, TABLES
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.prose import BAGIAN
from lkjip.naskah import shown
from lkjip.naskah.content import content_of
from tests.naskah.told import texts

LEFT_OUT: Final = {
    "rekap": "figures that a report states, which only the checks compare",
    "pengukuran": "figures that a report states, which only the checks compare",
    "anggaran": "those that are known by name are in the sentences; printed percentages are only compared",
    "predikat": "what grades are worth; the report shows the grades",
    "diterima": "which findings an office leaves as they are",
    "skala": "as bounds, of which the last band has none",
    "skala_serapan": "likewise",
    "aturan": "in words and equations",
}
"""Parts of an export that are in the document otherwise or not at all, and why."""
_CLAIMED: Final = "a figure or category that a report states"
_INNER: Final = "tells the rules or the tables something and is no content"
COLUMNS_LEFT_OUT: Final = {
    **{f"narasi.{key}": _CLAIMED for key in ("anggaran_narasi", "digunakan_narasi", "efisiensi_narasi")},
    **{f"tabel_3_1.{key}": _CLAIMED for key in ("capaian_naskah", "kategori_naskah")},
    **{f"tabel_3_2.{key}": _CLAIMED for key in ("serapan_naskah", "efisiensi_naskah")},
    **{f"tabel_3_1.{key}": _INNER for key in ("arah", "kumulatif", "bobot")},
    **{f"{key}.arah": _INNER for key in ("iku",)},
    "iku.definisi": "not on paper, as on its sheet",
    "tabel_2_1.induk": "in Tabel 3.1",
    "naskah.bagian": _INNER,
    "naskah.urutan": _INNER,
    "dasar_hukum.nomor": "the list is numbered anew",
    "narasi.no": "the number of a row",
    "tabel_3_2.no": "the number of a row",
    "tabel_3_2.jenjang": _INNER,
    **{f"tabel_3_2.realisasi_tw_{number}": "not on paper, as on its sheet" for number in (1, 2, 3, 4)},
    "triwulan.penyebut": "not on paper, as on its sheet",
    "triwulan.induk": "not on paper, as on its sheet",
    "tabel_3_2.sasaran": "that of its indicator",
    "tabel_3_2.indikator": "as Tabel 3.1 has it",
    "pk.dokumen": "a part of its own for each",
    "program_berikut.no": "the number of a row",
    "organisasi.induk": "a post, in the chart",
}
PROFIL_LEFT_OUT: Final = {
    **dict.fromkeys(("logo", "kertas", "huruf"), "on the paper of the document"),
    **{each.key: "a figure that a report states" for each in PROFIL if each.in_text},
    **{f"keputusan_{number}": "asked on the Lembar Pimpinan" for number in (1, 2, 3)},
    "triwulan_laporan": "chooses the quarter of the sheet Triwulan",
    **dict.fromkeys(("email_atasan", "tujuan_kiriman", "kode"), "for the letter"),
    **dict.fromkeys(("laporan_berkala", "tanggal_ditetapkan", "tanggal_direviu"), "asked of the office, not of the report"),
    **dict.fromkeys(("tautan_publikasi", "tanggal_disampaikan"), "asked of the office, not of the report"),
    **dict.fromkeys(("tanggal_pengukuran", "tahun_target_pertama", "tahun_target_terakhir", "tahun_baseline"), "heads columns"),
}
_ROWS: Final = 3


class Unlike:
    """Values unlike each other, so that one that is found is the one that was looked for."""

    def __init__(self) -> None:
        self._count = 0

    def of(self, table: Table, column: Column, place: int) -> Any:
        self._count += 1
        if column.role is Role.INDIKATOR or column.key == table.row_key == "indikator":
            return f"Indikator nomor {['satu', 'dua', 'tiga'][place]}"
        if column.role is Role.ARAH:
            return "naik"
        if column.role is Role.SATUAN:
            return "Orang"
        if column.key == "sasaran":
            return f"Sasaran {'abc'[place % 2]}"
        if column.key == "bagian":
            return list(BAGIAN)[self._count % len(BAGIAN)]
        if column.choices and column.only_choices:
            return column.choices[0]
        if column.kind is Kind.COUNT:
            return place + 1
        if column.kind is Kind.RUPIAH:
            return 1_000_000.0 * 7 + self._count * 1001
        if column.kind.is_figure:
            return 1000 + self._count + (self._count % 89 + 10) / 100
        return f"kata {table.key} {column.key} {place} {self._count}"


@pytest.fixture(scope="module")
def laporan() -> Laporan:
    unlike = Unlike()
    inputs: dict[str, list[dict[str, Any]]] = {
        table.key: [{column.key: unlike.of(table, column, place) for column in table.columns if column.is_input} for place in range(_ROWS)]
        for table in TABLES
        if table is not PREDIKAT
    }
    for row in inputs["tabel_3_1"]:
        row |= {"target_atas": None, "kumulatif": None}
    inputs["organisasi"] = [
        {**row, "induk": inputs["organisasi"][0]["jabatan"] if place else None} for place, row in enumerate(inputs["organisasi"])
    ]
    inputs["pk"] = [{**row, "dokumen": dokumen} for row in inputs["pk"] for dokumen in ("murni", "perubahan")]
    inputs["anggaran"] = [
        {"uraian": "Anggaran APBD (BTL + BL)", "nilai": 91_234_567.0},
        {"uraian": "Realisasi APBD", "nilai": 81_234_567.0},
    ]
    profil: dict[str, Any] = {each.key: f"isian {each.key}" for each in PROFIL if not each.is_number} | {
        "tahun": 2024,
        "tahun_awal_renstra": 2022,
        "tahun_akhir_renstra": 2026,
        "singkatan": None,
    }
    return Laporan(profil=profil, inputs=inputs)


def figures(laporan: Laporan) -> Iterator[tuple[str, Any, Column]]:
    """What an export holds in tables, by its place, with the column that says how it is written."""
    data = as_data(laporan)
    for table in TABLES:
        if table.key in LEFT_OUT:
            continue
        for place, row in enumerate(data[table.key]):
            for key, value in row.items():
                if value is not None and f"{table.key}.{key}" not in COLUMNS_LEFT_OUT:
                    yield f"{table.key}.{key}[{place}]", value, table.column(key)


def forms(column: Column, value: Any) -> list[str]:
    """How a value may be written."""
    if isinstance(value, str):
        return [shown.text(value)]
    match column.kind:
        case Kind.RUPIAH:
            return [shown.amount(value), shown.rupiah(value)]
        case Kind.PERCENT:
            return [shown.percent(value), shown.percent_in_text(value)]
        case Kind.COUNT:
            return [str(value)]
        case _:
            return [shown.figure(value), shown.figure(value, "%")]


def test_all_that_an_export_holds_in_tables_is_in_the_document(laporan: Laporan) -> None:
    said = "\n".join(texts(content_of(laporan)))
    missing = [f"{place}: {value}" for place, value, column in figures(laporan) if not any(form in said for form in forms(column, value))]
    assert not missing


def test_what_is_left_out_is_there_to_be_left_out(laporan: Laporan) -> None:
    known = {f"{table.key}.{key}" for table in TABLES for key in as_data(laporan)[table.key][0:1] and as_data(laporan)[table.key][0]}
    assert set(COLUMNS_LEFT_OUT) <= known
    assert set(LEFT_OUT) <= {*(table.key for table in TABLES), "skala", "skala_serapan", "aturan"}


def test_the_profil_and_the_figures_of_the_summary_are_in_the_document(laporan: Laporan) -> None:
    said = "\n".join(texts(content_of(laporan)))
    data = as_data(laporan)
    # the cover has them in capitals
    missing = [key for key, value in data["profil"].items() if key not in PROFIL_LEFT_OUT and value and str(value) not in said]
    assert not missing
    ringkasan = data["ringkasan"]
    assert shown.percent(ringkasan["rata_rata_capaian"]) in said
    assert shown.amount(ringkasan["total_anggaran"]) in said
    assert shown.amount(ringkasan["total_realisasi"]) in said
    assert shown.percent(ringkasan["total_serapan"]) in said
    assert shown.percent(ringkasan["total_efisiensi"]) in said
    assert f"{ringkasan['jumlah_indikator']} (tiga) indikator" in said


def test_the_choices_in_force_change_what_is_said(laporan: Laporan) -> None:
    rata_rata = Laporan(profil=laporan.profil, inputs=laporan.inputs, pilihan={"rata_rata": "per sasaran", "pembulatan": "bulat"})
    said = "\n".join(texts(content_of(rata_rata)))
    assert "rata-rata dari rata-rata capaian tiap sasaran" in said
    assert "dibulatkan menjadi bilangan bulat" in said
