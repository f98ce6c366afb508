"""Make up offices of a regency for demo, tests and benchmarks of the recap; the same number gives the same office.

Kinds of offices, sasaran and indicators are those of real reports; every place name and every figure is invented.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from lkjip.model.columns import Table
from lkjip.model.formulas.references import column_letters
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import BY_KEY, TABEL_2_1, TABEL_3_1, TABEL_3_2
from lkjip.model.tables.report import REALISASI, RIWAYAT
from lkjip.ooxml import zip_copy
from lkjip.ooxml.package import Package
from lkjip.sources import workbook_file
from lkjip.template.workbook import build
from xlfuncs import id_format
from xlfuncs.angka import Cell

REGENCY: Final = "Kabupaten Sukamakmur"
YEAR: Final = 2024

_DINAS: Final = (
    "Pendidikan",
    "Kesehatan",
    "Pekerjaan Umum dan Penataan Ruang",
    "Perumahan dan Kawasan Permukiman",
    "Sosial",
    "Tenaga Kerja",
    "Pemberdayaan Perempuan dan Perlindungan Anak",
    "Ketahanan Pangan",
    "Lingkungan Hidup",
    "Kependudukan dan Pencatatan Sipil",
    "Pemberdayaan Masyarakat dan Desa",
    "Pengendalian Penduduk dan Keluarga Berencana",
    "Perhubungan",
    "Komunikasi dan Informatika",
    "Koperasi dan Usaha Kecil Menengah",
    "Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Pemuda dan Olahraga",
    "Kebudayaan dan Pariwisata",
    "Perpustakaan dan Kearsipan",
    "Perikanan",
    "Pertanian",
    "Perdagangan",
    "Perindustrian",
)
_BADAN: Final = (
    "Perencanaan Pembangunan Daerah",
    "Pengelolaan Keuangan Daerah",
    "Pendapatan Daerah",
    "Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Penelitian dan Pengembangan",
    "Penanggulangan Bencana Daerah",
    "Kesatuan Bangsa dan Politik",
)
_OTHERS: Final = (
    "Sekretariat Daerah",
    "Sekretariat DPRD",
    "Inspektorat Daerah",
    "Satuan Polisi Pamong Praja",
    "Rumah Sakit Umum Daerah",
)
_PLACES: Final = (
    "Karangjati",
    "Sidomulyo",
    "Purwosari",
    "Banjarsari",
    "Tanjungrejo",
    "Wonokerto",
    "Mekarwangi",
    "Cikaret",
    "Sumberagung",
    "Kalirejo",
    "Margamulya",
    "Tegalsari",
    "Bojongsari",
    "Girimulyo",
    "Rejosari",
    "Sukaraja",
    "Pasirjaya",
    "Tamanagung",
    "Kedungwaru",
    "Jatimulyo",
    "Sindangsari",
    "Ngadirejo",
)
_KINDS: Final = (
    *(f"Dinas {name}" for name in _DINAS),
    *(f"Badan {name}" for name in _BADAN),
    *_OTHERS,
    *(f"Kecamatan {place}" for place in _PLACES),
    *(f"UPTD Puskesmas {place}" for place in _PLACES),
    *(f"UPTD Pengelola Pasar {place}" for place in _PLACES),
)


_TABLES: Final = (TABEL_2_1, TABEL_3_1, TABEL_3_2)


@dataclass(frozen=True)
class _Kind:
    """A typical indicator: its name, unit, direction and range of targets."""

    sasaran: str
    indikator: str
    satuan: str
    low: float
    high: float
    arah: str = "naik"
    decimals: int = 2


_INDICATORS: Final = (
    _Kind("Meningkatnya kualitas pelayanan publik", "Indeks Kepuasan Masyarakat", "Indeks", 80, 92),
    _Kind("Meningkatnya kualitas pelayanan publik", "Persentase pengaduan yang ditindaklanjuti", "%", 90, 100),
    _Kind("Meningkatnya kualitas pelayanan publik", "Rata-rata lama pelayanan", "Hari", 3, 14, "turun", 0),
    _Kind("Meningkatnya kualitas pelayanan publik", "Jumlah inovasi pelayanan", "Inovasi", 2, 9, decimals=0),
    _Kind("Meningkatnya akuntabilitas kinerja", "Nilai evaluasi SAKIP", "Nilai", 62, 82),
    _Kind("Meningkatnya akuntabilitas kinerja", "Persentase temuan pemeriksaan yang selesai", "%", 80, 98),
    _Kind("Meningkatnya akuntabilitas kinerja", "Jumlah temuan pemeriksaan berulang", "Temuan", 2, 8, "turun", 0),
    _Kind("Meningkatnya akuntabilitas kinerja", "Indeks Profesionalitas ASN", "Indeks", 65, 85),
    _Kind("Meningkatnya derajat kesejahteraan masyarakat", "Persentase penduduk miskin", "%", 7, 13, "turun"),
    _Kind("Meningkatnya derajat kesejahteraan masyarakat", "Prevalensi stunting", "%", 10, 20, "turun"),
    _Kind("Meningkatnya derajat kesejahteraan masyarakat", "Cakupan imunisasi dasar lengkap", "%", 88, 97),
    _Kind("Meningkatnya derajat kesejahteraan masyarakat", "Angka partisipasi masyarakat dalam musyawarah desa", "%", 60, 85),
    _Kind("Meningkatnya tata kelola wilayah", "Persentase desa dengan administrasi lengkap", "%", 70, 95),
    _Kind("Meningkatnya tata kelola wilayah", "Jumlah gangguan ketertiban umum", "Kejadian", 8, 30, "turun", 0),
    _Kind("Meningkatnya tata kelola wilayah", "Panjang jalan dalam kondisi mantap", "Km", 40, 320),
    _Kind("Meningkatnya tata kelola wilayah", "Jumlah kegiatan gotong royong", "Kegiatan", 12, 48, decimals=0),
)


@dataclass(frozen=True)
class Spot:
    """A cell of a workbook: a table by its key, a 0-based row of the report, a column."""

    table: str
    row: int
    column: str


@dataclass(frozen=True)
class Planted:
    """A planted mistake: its kind, its cell, and the cell's XML if typing cannot make it."""

    what: str
    at: Spot
    cell: str = ""


@dataclass(frozen=True)
class Office:
    """An office's report and the mistakes planted in it."""

    number: int
    laporan: Laporan
    planted: Sequence[Planted] = field(default_factory=tuple)

    @property
    def file_name(self) -> str:
        return f"LKjIP_{YEAR}_{re.sub(r'[^A-Za-z]+', '_', str(self.laporan.profil['instansi']))}.xlsm"


def office(number: int, *, mistakes: bool = True) -> Office:
    """The office with a number; after the first regency, further ones of the province follow."""
    source = random.Random(f"kantor {number}")
    round_, kind = divmod(number, len(_KINDS))
    regency = REGENCY if round_ == 0 else f"{REGENCY} {round_ + 1}"
    profil: dict[str, Cell] = {
        "instansi": _KINDS[kind],
        "singkatan": _KINDS[kind],
        "pemerintah_daerah": regency,
        "tahun": YEAR,
        "tahun_awal_renstra": YEAR - 3,
        "tahun_akhir_renstra": YEAR + 2,
    }
    chosen = sorted(source.sample(range(len(_INDICATORS)), source.randint(6, 12)))
    rows = [_indicator(source, _INDICATORS[place]) for place in chosen]
    budget = [_budget(source, number, row) for number, row in enumerate(rows, 1)]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(row["sasaran"] for row in rows), 1)}
    inputs = {
        TABEL_2_1.key: [
            {"no_sasaran": numbers[row["sasaran"]], **{key: row[key] for key in ("sasaran", "indikator", "target", "satuan")}}
            for row in rows
        ],
        TABEL_3_1.key: rows,
        TABEL_3_2.key: budget,
    }
    planted = _plant(source, inputs) if mistakes else []
    return Office(number, Laporan(profil, inputs=inputs), planted)


def _indicator(source: random.Random, kind: _Kind) -> dict[str, Cell]:
    target = round(source.uniform(kind.low, kind.high), kind.decimals)
    years = [round(target * source.uniform(0.78, 1.0), kind.decimals) for _ in RIWAYAT]
    reached = round(target * source.gauss(1.0, 0.09), kind.decimals)
    if kind.satuan == "%":
        years, reached = [min(value, 100.0) for value in years], min(reached, 100.0)
    return {
        "indikator": kind.indikator,
        "satuan": kind.satuan,
        **{REALISASI[ago]: value for ago, value in zip(RIWAYAT, years, strict=True)},
        "target": target,
        REALISASI[0]: max(reached, 0.0),
        "sasaran": kind.sasaran,
        "arah": kind.arah,
    }


def _budget(source: random.Random, number: int, row: Row) -> dict[str, Cell]:
    amount = 1000.0 * source.randint(20_000, 2_500_000)
    return {
        "no": number,
        "sasaran": row["sasaran"],
        "indikator": row["indikator"],
        "program": "Program Penunjang Urusan Pemerintahan Daerah",
        "kegiatan": "Perencanaan, Penganggaran, dan Evaluasi Kinerja",
        "anggaran": amount,
        "realisasi": 1000.0 * round(amount / 1000 * min(1.0, source.gauss(0.92, 0.05))),
    }


# ---------------------------------------------------------------- mistakes
_Rows = dict[str, list[dict[str, Cell]]]


def _plant(source: random.Random, inputs: _Rows) -> list[Planted]:
    """Plant at most one mistake of each kind, each in a row of its own."""
    rows = list(range(len(inputs[TABEL_3_1.key])))
    source.shuffle(rows)
    return [make(inputs, rows.pop()) for rate, make in MISTAKES if source.random() < rate]


def _typed(what: str, table: Table, column: str, value: Callable[[Cell], Cell]) -> Callable[[_Rows, int], Planted]:
    """A mistake made by typing: another value in a cell."""

    def make(inputs: _Rows, row: int) -> Planted:
        inputs[table.key][row][column] = value(inputs[table.key][row][column])
        return Planted(what, Spot(table.key, row, column))

    return make


def _cell(what: str, table: Table, column: str, cell: str) -> Callable[[_Rows, int], Planted]:
    """A mistake that exists only in the file's XML."""
    return lambda inputs, row: Planted(what, Spot(table.key, row, column), cell)


def _percent(value: Cell) -> Cell:
    return id_format.percent(value) if isinstance(value, float | int) else value


MISTAKES: Final[Sequence[tuple[float, Callable[[_Rows, int], Planted]]]] = (
    (0.06, _cell("galat di isian", TABEL_3_1, "target", '<c t="e"><v>#REF!</v></c>')),
    (0.05, _cell("rumus tanpa nilai", TABEL_3_1, "realisasi", "<c><f>1+1</f></c>")),
    (0.05, _cell("hitungan tersimpan lain", TABEL_3_2, "serapan", "<c><f>{rumus}</f><v>12.5</v></c>")),
    (0.08, _typed("angka diketik sebagai teks", TABEL_3_1, "realisasi", _percent)),
    (0.04, _typed("target nol", TABEL_3_1, "target", lambda value: 0.0)),
    (0.03, _typed("uang negatif", TABEL_3_2, "realisasi", lambda value: -1_500_000.0)),
    (0.10, _typed("target berbeda antartabel", TABEL_2_1, "target", lambda value: float(str(value)) + 7)),
    (0.06, _typed("realisasi melebihi anggaran", TABEL_3_2, "realisasi", lambda value: 9e9)),
)


# ---------------------------------------------------------------- files
def workbook(made: Office) -> bytes:
    """Build the office's workbook as `lkjip isi` does."""
    book = build(made.laporan)
    cells: dict[Spot | str, str] = {planted.at: planted.cell for planted in made.planted if planted.cell}
    return _Pattern(book).edited(cells, unsaved=False) if cells else book


def quick_workbook(made: Office) -> bytes:
    """Put the office's inputs into a copy of a workbook with as many rows; computed cells have no saved values.

    Much faster than building; all sheets except Profil and the three tables still hold the copied report.
    """
    cells: dict[Spot | str, str] = {key: _xml(value) for key, value in made.laporan.profil.items()}
    for table in _TABLES:
        for number, row in enumerate(made.laporan.inputs[table.key]):
            cells |= {Spot(table.key, number, key): _xml(value) for key, value in row.items()}
    cells |= {planted.at: planted.cell for planted in made.planted if planted.cell}
    return _pattern(len(made.laporan.inputs[TABEL_3_1.key])).edited(cells, unsaved=True)


@cache
def _pattern(rows: int) -> _Pattern:
    laporan = next(
        made.laporan for made in (office(n, mistakes=False) for n in range(10_000)) if len(made.laporan.inputs[TABEL_3_1.key]) == rows
    )
    return _Pattern(build(laporan))


class _Pattern:
    """A workbook whose cells can be replaced, addressed by their place in a table or by Profil key."""

    def __init__(self, book: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(book))
        self._places: dict[Spot | str, tuple[str, str]] = {}
        with Package(Path("kantor"), book) as package:
            found = workbook_file.of_package(package)
            for table in _TABLES:
                for column in table.columns:
                    for row in range(len(found.laporan.rows[table.key])):
                        at = package.tables[table.name].part, found.cell(table, row, column)
                        self._places[Spot(table.key, row, column.key)] = at
            profil = package.tables[workbook_file.PROFIL_TABLE]
            letters = column_letters(profil.left + profil.columns.index("nilai") - 1)
            for number, cells in package.contents(profil).rows.items():
                self._places[str(cells.get("kunci"))] = profil.part, f"{letters}{number}"
        self._parts = {part: self._archive.read(part).decode() for part in {part for part, _ in self._places.values()}}

    def edited(self, cells: Mapping[Spot | str, str], *, unsaved: bool) -> bytes:
        """The workbook with these cells replaced.

        Args:
            unsaved: whether to drop saved values of computed cells on the same sheets.
        """
        by_part: dict[str, dict[str, str]] = {}
        for key, cell in cells.items():
            part, address = self._places[key]
            by_part.setdefault(part, {})[address] = cell
        return zip_copy.repacked(self._archive, {part: _with(self._parts[part], new, unsaved) for part, new in by_part.items()})


_CELL: Final = re.compile(r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)[^>]*?(?:/>|>.*?</c>)')
_FORMULA: Final = re.compile(r"<f>(.*?)</f>")
_SAVED: Final = re.compile(r"<v>.*?</v>")


def _with(sheet: str, cells: Mapping[str, str], unsaved: bool) -> bytes:
    """A sheet's XML with cells replaced, by reference, in their old format; {rumus} inserts the old formula."""

    def cell(found: re.Match[str]) -> str:
        new = cells.get(found[1])
        if new is not None:
            formula = _FORMULA.search(found[0])
            return new.replace("<c", f'<c r="{found[1]}"{found[2]}', 1).replace("{rumus}", formula[1] if formula else "")
        return _SAVED.sub("", found[0]) if unsaved and "<f>" in found[0] else found[0]

    return _CELL.sub(cell, sheet).encode()


def _xml(value: Cell) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value!r}</v></c>"


# ---------------------------------------------------------------- files that cannot be read
def broken(book: bytes) -> Mapping[str, bytes]:
    """Files that arrive instead of a workbook, by name: truncated, locked with a password, a web page."""
    encrypted = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
    return {
        "LKjIP_terpotong.xlsm": book[: len(book) // 2],
        "LKjIP_bersandi.xlsx": encrypted,
        "LKjIP_dari_surel.xlsx": b"<!DOCTYPE html><html><body>Sesi Anda telah berakhir.</body></html>",
    }


# ---------------------------------------------------------------- which mistakes were found
@dataclass(frozen=True)
class Verdict:
    """The planted mistakes of an office that were found and that were missed, and findings that were not planted."""

    found: Sequence[Planted]
    missed: Sequence[Planted]
    surprising: Sequence[Mapping[str, str]]


def judged(made: Office, book: workbook_file.Workbook, findings: Sequence[Mapping[str, str]]) -> Verdict:
    """Compare the findings of an office's workbook, as rows with "tingkat", "lembar" and "sel", with what was planted.

    A planted mistake counts as found if a finding names its cell. A `galat` counts as not planted if it is in no row of an indicator
    with a mistake, since a wrong target may be reported wherever that target occurs.
    """
    named = {(finding["lembar"], finding["sel"]) for finding in findings}
    at = {planted: _place(book, planted.at) for planted in made.planted}
    touched = {(table.sheet, _row(book.cell(table, planted.at.row, table.columns[0]))) for planted in made.planted for table in _TABLES}
    return Verdict(
        [planted for planted in made.planted if at[planted] in named],
        [planted for planted in made.planted if at[planted] not in named],
        [each for each in findings if each["tingkat"] == "galat" and (each["lembar"], _row(each["sel"])) not in touched],
    )


def _place(book: workbook_file.Workbook, at: Spot) -> tuple[str, str]:
    """The sheet and the cell of a spot."""
    table = BY_KEY[at.table]
    return table.sheet, book.cell(table, at.row, table.column(at.column))


def _row(address: str) -> str:
    return re.sub("[A-Z]", "", address.partition(":")[0])
