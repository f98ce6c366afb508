"""The order of the workbook's sheets, and the groups that are shown together: declared once, for tabs, Mulai, macros and ribbon.

A sheet stands where its group lists it; one that no group lists stands after the sheets that are always shown. Titles of sheets
that a workbook does not have are passed over, so a group can name what is not built yet.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.choices import ATURAN_TABLE
from lkjip.model.columns import Table
from lkjip.model.expressions import SKALA_SERAPAN_TABLE, SKALA_TABLE, SKALA_TRIWULAN_TABLE, Bands
from lkjip.model.laporan import Laporan
from lkjip.model.prose import UNREAD, written
from lkjip.model.tables import (
    ANGGARAN,
    CASCADING,
    DASAR_HUKUM,
    DITERIMA,
    IKU,
    LHE,
    NARASI,
    NASKAH,
    ORGANISASI,
    PENETAPAN,
    PENGUKURAN,
    PK,
    PREDIKAT,
    PROGRAM_BERIKUT,
    PROGRAM_PK,
    REKAP,
    RENCANA_AKSI,
    RENSTRA,
    RKT,
    RKT_BERIKUT,
    TABEL_2_1,
    TABEL_3_1,
    TABEL_3_2,
    TABLES,
    TINDAK_LANJUT,
    TRIWULAN_TABLE,
)
from lkjip.model.tables.scale import SKALA_COLUMNS
from xlfuncs.skala import SKALA_LKJIP, SKALA_TRIWULAN


@dataclass(frozen=True)
class Group:
    """Sheets whose tabs stand together in one colour.

    Attributes:
        key: in the names of its macro and its button.
        label: what staff call it.
        about: what its sheets are for, in one sentence.
        sheets: the titles in the order of work.
        colour: of the tabs.
        always: whether its sheets are never hidden by us; else they are hidden until wanted, as long as they are empty.
        laid_out: those of the sheets that a sync writes; they are filled as soon as the tables are from which it does.
        icon: the picture of its button in the ribbon, one of Office's own.
    """

    key: str
    label: str
    about: str
    sheets: Sequence[str]
    colour: str
    always: bool = False
    laid_out: Sequence[str] = ()
    icon: str = ""

    @property
    def macro(self) -> str:
        """The macro that shows its sheets, or hides the empty ones again."""
        return f"LkjipLembar{self.key.title().replace('_', '')}"


MULAI: Final = "Mulai"
PROFIL: Final = "Profil"
ATURAN: Final = "Aturan"
SKALA: Final = "Skala"

_FIRST: Final = (
    Group("mulai", "Mulai", "Langkah kerja dan status buku kerja.", (MULAI,), "#1F3864", always=True),
    Group(
        "isian",
        "Isian",
        "Lembar yang diisi setiap instansi.",
        (PROFIL, TABEL_2_1.sheet, TABEL_3_1.sheet, TABEL_3_2.sheet),
        "#2F5597",
        always=True,
    ),
    Group(
        "hasil",
        "Hasil",
        "Lembar yang disusun dan diperiksa sendiri.",
        ("Ringkasan", "Pemeriksaan", "Lembar Pimpinan"),
        "#70AD47",
        always=True,
    ),
)
_PAGES: Final = (
    "Halaman Tabel 3.1",
    "Halaman Tabel 3.2",
    "Pengukuran Kinerja",
    "Perbandingan",
    "Efisiensi",
    "Grafik Capaian",
    "Grafik",
    "Siap dinilai",
)
_QUARTER_PAGES: Final = ("Monitoring", "E.81", "Grafik Triwulan")
OPTIONAL: Final = (
    Group(
        "halaman",
        "Halaman laporan",
        "Halaman yang dicetak dan diserahkan, disusun sendiri oleh Sinkronkan.",
        _PAGES,
        "#00A3A3",
        laid_out=_PAGES,
        icon="FilePrintPreview",
    ),
    Group(
        "perencanaan",
        "Perencanaan",
        "Dokumen rencana yang dilampirkan dan dicocokkan: Renstra, IKU, RKT, Perjanjian Kinerja.",
        tuple(
            table.sheet for table in (RENSTRA, IKU, RKT, PK, PROGRAM_PK, RENCANA_AKSI, CASCADING, RKT_BERIKUT, PENETAPAN, PROGRAM_BERIKUT)
        ),
        "#BF8F00",
        icon="TableInsertExcel",
    ),
    Group(
        "triwulan",
        "Triwulan",
        "Target dan realisasi tiap triwulan, kendala dan tindak lanjutnya, dan lembar yang disusun darinya.",
        (TRIWULAN_TABLE.sheet, TINDAK_LANJUT.sheet, *_QUARTER_PAGES),
        "#548235",
        laid_out=_QUARTER_PAGES,
        icon="CalendarInsert",
    ),
    Group(
        "naskah",
        "Naskah",
        "Yang ditulis dengan kata-kata di laporan, dari kata pengantar sampai saran.",
        tuple(table.sheet for table in (NASKAH, NARASI, DASAR_HUKUM, ORGANISASI, LHE)),
        "#7030A0",
        icon="ReviewNewComment",
    ),
    Group(
        "angka_naskah",
        "Angka naskah",
        "Angka yang tercetak di naskah, bila ingin dicocokkan dengan tabel.",
        tuple(table.sheet for table in (PENGUKURAN, REKAP, ANGGARAN)),
        "#C55A11",
        icon="AutoSum",
    ),
    Group(
        "aturan",
        "Aturan",
        "Cara menghitung, batas kategori, dan temuan yang diterima, bila berbeda dari yang biasa.",
        (ATURAN, SKALA, PREDIKAT.sheet, DITERIMA.sheet),
        "#7F7F7F",
        icon="FunctionWizard",
    ),
)
"""The groups that are hidden until wanted, in the order of their tabs."""
GROUPS: Final = (*_FIRST, *OPTIONAL)
_BY_TITLE: Final = {title: group for group in GROUPS for title in group.sheets}
_OTHERS: Final = Group("lain", "Lain", "", (), "#A6A6A6", always=True)
_TABLES: Final = {table.sheet: table for table in TABLES}


def group_of(title: str) -> Group:
    """The group of the sheet that is built with a title."""
    return _BY_TITLE.get(title, _OTHERS)


def ordered(titles: Collection[str]) -> list[str]:
    """The titles in the order of their tabs."""
    groups = (*_FIRST, _OTHERS, *OPTIONAL)
    places = {title: number for number, title in enumerate(title for group in groups for title in group.sheets)}
    return sorted(titles, key=lambda title: (groups.index(group_of(title)), places.get(title, len(places))))


# ---------------------------------------------------------------- what is on a sheet
def filled(title: str, laporan: Laporan) -> int:
    """How many cells of a sheet an office has filled in, or for a sheet of rules changed; 0 for an empty one.

    A sheet that a sync lays out has as many as the report has rows. Texts that nobody has looked at yet are not the office's.
    """
    if title in _TABLES:
        table = _TABLES[title]
        keys = [column.key for column in table.columns if column.is_input]
        rows = written(table, (*laporan.inputs.get(table.key, ()), *laporan.unnamed.get(table.key, {}).values()))
        return sum(row.get(key) is not None for row in rows for key in keys)
    if title == ATURAN:
        return sum(chosen is not None for chosen in laporan.pilihan.values())
    if title == SKALA:
        unlike = sum(_unlike(bands, shipped) for bands, shipped in ((laporan.skala, SKALA_LKJIP), (laporan.skala_triwulan, SKALA_TRIWULAN)))
        return unlike + sum(cell is not None for band in laporan.skala_serapan for cell in band)
    return sum(row["baris"] is not None for table in _laid_out_from(title) for row in laporan.rows[table.key])


def is_hidden(title: str, laporan: Laporan) -> bool:
    """Whether a workbook is built with a sheet hidden: one of an optional group that holds nothing yet."""
    return not group_of(title).always and not filled(title, laporan)


def filled_formula(title: str) -> str:
    """The formula of `filled`, without "="; an error where the sheet was deleted."""
    if title in _TABLES:
        table = _TABLES[title]
        unread = [f"-SUMPRODUCT({UNREAD}*(1-ISBLANK({table.name}[{span}])))" for span in _spans(table) if table is NASKAH]
        return "+".join(f"COUNTA({table.name}[{span}])" for span in _spans(table)) + "".join(unread)
    if title == ATURAN:
        return f"COUNTA({ATURAN_TABLE}[Pilihan])"
    if title == SKALA:
        first, *_, last = SKALA_COLUMNS
        unlike = "+".join(map(_unlike_formula, (SKALA_TABLE, SKALA_TRIWULAN_TABLE), (SKALA_LKJIP, SKALA_TRIWULAN)))
        return f"{unlike}+COUNTA({SKALA_SERAPAN_TABLE}[[{first}]:[{last}]])"
    return "+".join(f"COUNT({table.name}[Baris])" for table in _laid_out_from(title))


def _laid_out_from(title: str) -> Sequence[Table]:
    """The tables from which a sync lays a sheet out."""
    return (TRIWULAN_TABLE,) if title in _QUARTER_PAGES else (TABEL_3_1, TABEL_3_2)


def _unlike(bands: Bands, shipped: Bands) -> int:
    """How many cells of a scale are not as shipped; 1 if it has more or fewer bands."""
    if len(bands) != len(shipped):
        return 1
    return sum(cell != other for band, usual in zip(bands, shipped, strict=True) for cell, other in zip(band, usual, strict=True))


def _unlike_formula(table: str, shipped: Bands) -> str:
    first, *_, last = SKALA_COLUMNS
    constant = ";".join(",".join(_constant(cell) for cell in band) for band in shipped)
    # where the bands are more or fewer, cells of one side have no partner, which is an error
    unlike = f"IFERROR(SUMPRODUCT(--({table}[[{first}]:[{last}]]<>{{{constant}}})),{len(SKALA_COLUMNS) * len(shipped)})"
    return f"IF(ROWS({table}[{first}])={len(shipped)},{unlike},1)"


def _spans(table: Table) -> list[str]:
    """The columns of a table that staff fill in, neighbours together, as they stand in a reference."""
    runs: list[list[str]] = [[]]
    for column in table.columns:
        if column.is_input:
            runs[-1].append(column.name)
        elif runs[-1]:
            runs.append([])
    return [f"[{run[0]}]:[{run[-1]}]" if len(run) > 1 else run[0] for run in runs if run]


def _constant(cell: object) -> str:
    return '""' if cell is None else f'"{cell}"' if isinstance(cell, str) else f"{cell:.15g}"
