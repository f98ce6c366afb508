"""The texts that a report begins with, until an office writes its own on the sheet Naskah.

They name no figure. "{kantor}" and other placeholders are filled from the Profil when the document is written, so that next year's
report says its own year.

A text is a paragraph. One that begins with "1.", "a." or "-" is an item of a list. In `LISTS` each text is an item whatever it begins
with, unless it ends in ":", which introduces the items after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lkjip import limits
from lkjip.model.columns import Table
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import NAMES
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.prose import BAGIAN, NASKAH, PERIKSA

PLACEHOLDER: Final = re.compile(r"\{(\w+)(?:[+-]\d+)?\}")
"""A placeholder of a text, with its key."""
KEYS: Final = frozenset((*NAMES, *(each.key for each in PROFIL)))
"""The keys that are filled; a placeholder with another one is printed as it is."""
_ISSUES: Final = "isu_strategis"

LISTS: Final = (_ISSUES, "saran", "langkah")
"""The parts whose texts are items."""
_TEXTS: Final[Mapping[str, Sequence[str]]] = {
    "kata_pengantar": (
        "Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa, karena Laporan Kinerja Instansi Pemerintah (LKjIP) {kantor_lengkap}"
        " Tahun {tahun} dapat diselesaikan.",
        "Laporan ini disusun untuk memenuhi Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi"
        " Pemerintah dan Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang Petunjuk"
        " Teknis Perjanjian Kinerja, Pelaporan Kinerja, dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah.",
        "Semoga laporan ini bermanfaat sebagai pertanggungjawaban kinerja dan sebagai bahan perbaikan di tahun berikutnya.",
    ),
    "latar_belakang": (
        "Setiap instansi pemerintah wajib mempertanggungjawabkan kinerjanya dalam mencapai sasaran strategis yang telah diperjanjikan."
        " Laporan kinerja ini membandingkan target dalam Perjanjian Kinerja Tahun {tahun} dengan realisasinya.",
        "Laporan ini merupakan bagian dari Sistem Akuntabilitas Kinerja Instansi Pemerintah, bersama Rencana Strategis, Indikator"
        " Kinerja Utama, Rencana Kerja Tahunan, dan Perjanjian Kinerja.",
    ),
    "isu_strategis": ("Isu strategis dan permasalahan utama {kantor} belum ditulis.",),
    "pengantar_bab_ii": ("Perencanaan kinerja {kantor} Tahun {tahun} berpedoman pada Rencana Strategis dan Perjanjian Kinerja.",),
    "pengantar_bab_iii": (
        "Akuntabilitas kinerja adalah kewajiban {kantor_lengkap} untuk mempertanggungjawabkan keberhasilan dan kegagalan pelaksanaan"
        " tugas dan fungsinya dalam mencapai sasaran yang telah ditetapkan.",
        "Pengukuran kinerja membandingkan realisasi setiap indikator dengan targetnya dalam Perjanjian Kinerja, dengan realisasi"
        " tahun-tahun sebelumnya, dengan target akhir Renstra, dan dengan standar nasional atau provinsi bila ada.",
    ),
    "pengantar_anggaran": ("Anggaran dan realisasi program dan kegiatan yang mendukung sasaran tersaji dalam tabel berikut.",),
    "saran": ("Meningkatkan koordinasi, pemantauan, dan evaluasi pelaksanaan program dan kegiatan secara berkala.",),
    "langkah": ("Memanfaatkan hasil evaluasi kinerja ini sebagai bahan perbaikan perencanaan dan pelaksanaan tahun berikutnya.",),
}

DEFAULTS: Final[Mapping[str, Sequence[str]]] = {part: tuple(f"{text} {PERIKSA}" for text in texts) for part, texts in _TEXTS.items()}
"""The texts of each part that has any, each with the mark of a text that nobody has looked at yet."""
_OF_ONE_YEAR: Final = ("ikhtisar", "simpulan", "saran", "langkah")
"""The parts whose texts are about the year of the report."""


def is_unread(text: object) -> bool:
    """Whether a text still has the mark of one that nobody has looked at yet."""
    return isinstance(text, str) and text.rstrip(" \t\r\n").casefold().endswith(PERIKSA)


UNREAD: Final = (
    f'ISNUMBER(FIND("{PERIKSA}|",LOWER(TRIM(CLEAN({NASKAH.name}[{NASKAH.names[NASKAH.row_key]}])))&"|"))'  # a line break at its end, too
)
"""`is_unread` of each row of the sheet Naskah, as a formula for SUMPRODUCT."""


def part_of(row: Row) -> str:
    """The part of the report that a text belongs to, a key of `BAGIAN` if it is known."""
    return str(row.get("bagian") or "").strip().lower()


def written(table: Table, rows: Iterable[Row]) -> list[Row]:
    """The rows of a table without the texts that nobody has looked at yet."""
    return [row for row in rows if table.key != NASKAH.key or not is_unread(row.get(NASKAH.row_key))]


def of_office(table: Table, rows: Iterable[Row]) -> list[Row]:
    """The rows of a table without the texts that the template brings; last year's texts are the office's, looked at or not."""
    return [row for row in rows if table.key != NASKAH.key or _spelled(row.get(NASKAH.row_key)) not in _OURS]


def _spelled(text: object) -> str:
    return " ".join(str(text).split())


_OURS: Final = frozenset(_spelled(text) for texts in DEFAULTS.values() for text in texts)


def default_rows() -> list[Row]:
    """The rows of tbl_naskah in a new workbook."""
    return [{"bagian": part, "urutan": None, "teks": text} for part in BAGIAN for text in DEFAULTS.get(part, ())]


def with_defaults(laporan: Laporan) -> Laporan:
    """A report as a new workbook has it: one that comes without a table of texts begins with the defaults."""
    if NASKAH.key in laporan.inputs:
        return laporan
    return replace(laporan, inputs={**laporan.inputs, NASKAH.key: default_rows()})


def with_issues(rows: Sequence[Row], issues: Iterable[Row]) -> list[Row]:
    """Add strategic issues that come as a list of their own; they replace the default one."""
    parts = [*BAGIAN][: [*BAGIAN].index(_ISSUES) + 1]
    kept = [row for row in rows if part_of(row) != _ISSUES or not is_unread(row.get("teks"))]
    place = max((number for number, row in enumerate(kept, 1) if part_of(row) in parts), default=0)
    return [*kept[:place], *({**row, "bagian": _ISSUES} for row in issues), *kept[place:]]


def for_next_year(row: Row) -> Row:
    """A text as next year's workbook begins with it: what was said of this year has the mark, once."""
    text = row["teks"]
    if part_of(row) not in _OF_ONE_YEAR or not isinstance(text, str) or is_unread(text):
        return row
    marked = f"{text.rstrip()} {PERIKSA}"
    return {**row, "teks": marked} if len(marked) < limits.CELL_CHARACTERS else row
