"""Read workbooks into plain rows, one file after the other; every engine runs this, in any process."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lkjip import checks, export, limits
from lkjip.errors import LkjipError
from lkjip.model.columns import Table
from lkjip.model.key import key_of
from lkjip.model.laporan import Laporan, ringkasan
from lkjip.model.scale import described
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.model.tables.scale import KATEGORI_CODES
from lkjip.model.triwulan import SENT_NAME
from lkjip.ooxml.package import Package
from lkjip.recap.quarter import ASK_AGAIN, FIGURES, is_of_quarter, of_quarter
from lkjip.recap.store import Store, packed, unpacked
from lkjip.recap.walk import Source, content, printable
from lkjip.recap.watch import watched
from lkjip.sources import workbook_file
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

if TYPE_CHECKING:
    from lkjip import mail

_NAMELESS: Final = Path("berkas")
"""Stands for the file's name, since a record depends only on the contents."""
SEALED: Final = "utuh"
BROKEN: Final = "berubah"
UNSEALED: Final = "tanpa segel"
_HOLDERS: Final = ("/custom-properties", "/customProperties")
"""Relationship types of the parts that may hold a seal."""
_SHOWN: Final = 5
"""Most differences from the seal that a finding names."""
_MOST_FINDINGS: Final = 1_000
"""Most findings of one workbook, the gravest first; with more it is the workbook as a whole that is wrong."""
_LONGEST_REASON: Final = 500
_NOT_SHOWN: Final = re.compile("[\x00-\x08\x0c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that control a terminal, change the reading direction, or cannot be saved in a file."""

Record = dict[str, Any]
"""A workbook as plain data: "kepala" and the rows of the recap's tables by key; only "sebab" if it could not be used."""


class Quarter(NamedTuple):
    """What stays in memory of each file about the quarter that it speaks of."""

    number: int | None = None
    """From 1; None if the file has no figures of a quarter."""
    reason: str = ""
    """Why it has none."""
    sent: int | None = None
    """The quarter of which the file is the mailed copy; None for other files."""
    inputs: str = ""
    """Digest of what its figures come from, which is the same for a workbook and its copy."""
    average: float | None = None
    rows: tuple[int, ...] = ()
    """Numbers of indicators, of plans of the quarter, and of findings about it."""


class Head(NamedTuple):
    """What stays in memory of each file."""

    source: Source
    digest: str
    """Digest of the file's bytes; "" if it could not be read at all."""
    reason: str
    """Why the file could not be used; "" if it could."""
    office: tuple[str, str, int] = ("", "", 0)
    """Pemerintah daerah, instansi and year from the Profil."""
    inputs: str = ""
    """Digest of the inputs, which is the same for a workbook and its mailed copy."""
    seal: str = UNSEALED
    average: float | None = None
    rows: tuple[int, ...] = ()
    """Numbers of indicators, budget rows, findings and categories."""
    quarter: Quarter = Quarter()

    @property
    def key(self) -> tuple[str, str, int]:
        """The identity of office and year, equal for all of its files."""
        return key_of(self.office[0]), key_of(self.office[1]), self.office[2]


class Reading(NamedTuple):
    """The result of reading a file: its head, its packed record, and whether that came from the store."""

    head: Head
    packed: bytes = b""
    known: bool = True


def read_all(sources: Sequence[Source], folder: Path) -> list[Reading]:
    """Read files one after the other, except those with a record in the store in `folder`."""
    store = Store(folder)
    return [_one(source, store) for source in sources]


def head(source: Source, digest: str, record: Record) -> Head:
    """The head of a record."""
    if record["sebab"]:
        return Head(source, digest, record["sebab"])
    daerah, instansi, tahun = record["kantor"].values()
    rows = tuple(len(record[key]) for key in ("indikator", "anggaran", "temuan", "kategori"))
    return Head(
        source,
        digest,
        "",
        (daerah, instansi, tahun),
        record["isi"],
        record["rekap"]["segel"],
        _number(record["rekap"]["rata_rata_capaian"]),
        rows,
        _quarter(record),
    )


def _quarter(record: Record) -> Quarter:
    found = record["triwulan"]
    rows = (len(record["indikator_triwulan"]), len(record["tindak_lanjut"]), sum(map(is_of_quarter, record["temuan"])))
    average = next((_number(row["rata_rata_capaian_triwulan"]) for row in record["rekap_triwulan"]), None)
    return Quarter(found["nomor"], found["sebab"], found["kiriman"], found["isi"], average, rows)


def _number(cell: Cell) -> float | None:
    return cell if isinstance(cell, float) else None


def record_of(data: bytes) -> Record:
    """Turn a workbook's bytes into its record; any failure becomes its reason, so that no file stops the others."""
    return unpacked(_packed_record(data))  # type: ignore[no-any-return]  # it was a record before it was packed


def _packed_record(data: bytes) -> bytes:
    try:
        with Package(_NAMELESS, data) as package:
            return packed(_presentable(_record(package)))
    except LkjipError as error:
        reason = str(error).removeprefix(f"{_NAMELESS}: ")
    except (MemoryError, RecursionError):
        reason = "memerlukan lebih banyak memori daripada sebuah laporan; minta berkas aslinya"
    except Exception as error:
        reason = f"kesalahan di dalam program ({type(error).__name__}: {error}); laporkan berkas ini"
    return packed({"sebab": printable(reason)[:_LONGEST_REASON]})


def is_record(found: Any) -> bool:
    """Whether an untrusted object has the shape of a record."""
    if not isinstance(found, dict) or not isinstance(found.get("sebab"), str):
        return False
    if found["sebab"]:
        return True
    office = found.get("kantor")
    if not isinstance(office, dict) or [(key, type(value)) for key, value in office.items()] != _OFFICE:
        return False
    quarter = found.get("triwulan")
    if not isinstance(quarter, dict) or list(quarter) != list(_QUARTER) or any(type(quarter[key]) not in _QUARTER[key] for key in _QUARTER):
        return False
    rows = {"rekap": [found.get("rekap")], **{key: found.get(key) for key in _COLUMNS if key != "rekap"}}
    if isinstance(rows["rekap_triwulan"], list) and len(rows["rekap_triwulan"]) != (quarter["nomor"] is not None):
        return False
    return isinstance(found.get("isi"), str) and all(_are_rows(rows[key], columns) for key, columns in _COLUMNS.items())


def _are_rows(found: Any, columns: Sequence[str]) -> bool:
    return isinstance(found, list) and all(
        isinstance(row, dict) and list(row) == columns and all(value is None or type(value) in _CELLS for value in row.values())
        for row in found
    )


_OFFICE: Final = [("pemerintah_daerah", str), ("instansi", str), ("tahun", int)]
_QUARTER: Final = {"nomor": (int, NoneType), "kiriman": (int, NoneType), "sebab": (str,), "isi": (str,)}
_FIGURES: Final = [
    "jumlah_indikator",
    "diukur",
    "rata_rata_capaian",
    "kategori_rata_rata",
    "label_rata_rata",
    *(f"jumlah_{code}" for code in KATEGORI_CODES),
    "jumlah_per_kategori",
    "skala",
    "total_anggaran",
    "total_realisasi",
    "total_serapan",
    "total_efisiensi",
    *checks.LEVELS,
    "diterima",
    "segel",
]
_CELLS: Final = (str, float, int, bool)


def _shown(table: Table) -> list[str]:
    return [column.key for column in table.columns if column.exported]


_COLUMNS: Final[Mapping[str, list[str]]] = {
    "rekap": _FIGURES,
    "indikator": _shown(TABEL_3_1),
    "anggaran": _shown(TABEL_3_2),
    "temuan": list(checks.KEYS),
    "kategori": ["urutan", "kode", "label", "batas_bawah", "jumlah"],
    "rekap_triwulan": list(FIGURES),
    "indikator_triwulan": _shown(TRIWULAN_TABLE),
    "tindak_lanjut": _shown(TINDAK_LANJUT),
}
"""The columns of a record's tables, in order."""


def _presentable(value: Any) -> Any:
    """A record with texts that are safe to write into any file and to show on any terminal."""
    if isinstance(value, str):
        return _NOT_SHOWN.sub("\ufffd", value.replace("\r\n", "\n")[: limits.CELL_CHARACTERS])
    if isinstance(value, dict):
        return {key: _presentable(each) for key, each in value.items()}
    return [_presentable(each) for each in value] if isinstance(value, list) else value


def _one(source: Source, store: Store) -> Reading:
    with watched():
        try:
            data = content(source)
        except LkjipError as error:
            return Reading(Head(source, "", str(error)))
        digest = hashlib.sha256(data).hexdigest()
        known = store.get(digest)
        if known and is_record(record := unpacked(known)):
            return Reading(head(source, digest, record), known)
        new = _packed_record(data)
        return Reading(head(source, digest, unpacked(new)), new, known=False)


def _record(package: Package) -> Record:
    workbook = workbook_file.compared(package)
    if workbook.triwulan is None and package.has_name(SENT_NAME):
        raise LkjipError(f"tandanya sebagai kiriman triwulan rusak; {ASK_AGAIN}")
    laporan = workbook.laporan
    figures = ringkasan(laporan)
    categories = _categories(laporan, figures.jumlah)
    indicators = laporan.rows[TABEL_3_1.key]
    seal, changed = _seal(package, workbook)
    findings = [*_findings(workbook), *changed]
    grades = Counter(finding.level for finding in findings if finding.accepted is None)
    return {
        "sebab": "",
        "kantor": _office(workbook),
        "isi": hashlib.sha256(json.dumps([laporan.profil, laporan.skala, laporan.inputs], sort_keys=True).encode()).hexdigest(),
        "rekap": {
            "jumlah_indikator": figures.jumlah_indikator,
            "diukur": sum(isinstance(row["capaian"], float) for row in indicators),
            "rata_rata_capaian": figures.rata_rata_capaian,
            "kategori_rata_rata": figures.kategori_rata_rata,
            "label_rata_rata": next((band.label for band in laporan.bands if band.code == figures.kategori_rata_rata), None),
            **{f"jumlah_{code}": figures.jumlah.get(code) for code in KATEGORI_CODES},
            "jumlah_per_kategori": "; ".join(f"{each['label']} {each['jumlah']}" for each in categories),
            "skala": described(laporan.skala),
            "total_anggaran": figures.total_anggaran,
            "total_realisasi": figures.total_realisasi,
            "total_serapan": figures.total_serapan,
            "total_efisiensi": figures.total_efisiensi,
            **{grade: grades[grade] for grade in checks.LEVELS},
            "diterima": len(findings) - grades.total(),
            "segel": seal,
        },
        "indikator": export.rows(laporan, TABEL_3_1),
        "anggaran": export.rows(laporan, TABEL_3_2),
        "temuan": [finding.as_data() for finding in _gravest(findings)],
        "kategori": categories,
        **of_quarter(workbook, seal),
    }


def _categories(laporan: Laporan, counted: Mapping[str, int]) -> list[dict[str, Any]]:
    """The categories of an office's scale, best first, with the number of its indicators in each."""
    bounds = [bound for bound, *_ in reversed(laporan.skala)]
    return [
        {"urutan": number, "kode": band.code, "label": band.label, "batas_bawah": bound, "jumlah": counted.get(band.code, 0)}
        for number, (band, bound) in enumerate(zip(laporan.bands, bounds, strict=False), 1)  # at most MOST bands
    ]


def _office(workbook: workbook_file.Workbook) -> dict[str, Any]:
    """The identity of the office and year.

    Raises:
        LkjipError: the Profil lacks the office or the year.
    """
    profil = workbook.laporan.profil
    for key, what in (("instansi", "nama instansi"), ("tahun", "tahun laporan")):
        if profil[key] is None or is_error(profil[key]):
            raise LkjipError(f"{workbook.profil_place(key)}: {what} belum diisi")
    year = profil["tahun"]
    if type(year) is not int or not 1000 <= year <= 9999:
        raise LkjipError(f"{workbook.profil_place('tahun')}: tahun laporan {str(year)[:20]} bukan tahun; tulis empat angka")
    daerah = profil["pemerintah_daerah"]
    return {"pemerintah_daerah": "" if daerah is None else str(daerah), "instansi": str(profil["instansi"]), "tahun": year}


def _seal(package: Package, workbook: workbook_file.Workbook) -> tuple[str, list[checks.Finding]]:
    """The state of the seal, and a finding if it is broken."""
    if not any(package.targets("", kind=kind) for kind in _HOLDERS):
        return UNSEALED, []
    from lkjip import mail  # slow to import, and most workbooks have no seal

    found = mail.verdict(package, workbook)
    if found is None:
        return UNSEALED, []
    if not found.differences:
        return SEALED, [*_unsealed(found)]
    shown = "; ".join(found.differences[:_SHOWN])
    shown += f"; dan {len(found.differences) - _SHOWN} lagi" if len(found.differences) > _SHOWN else ""
    advice = "Tanyakan kantornya, atau minta dikirim ulang dengan lkjip kirim."
    return BROKEN, [checks.Finding("segel-berubah", "peringatan", "", "", shown, "seperti saat disegel", advice)]


def _unsealed(found: mail.Verdict) -> Iterator[checks.Finding]:
    """Findings on changes that an intact seal does not cover."""
    if found.older:
        advice = "Minta dikirim ulang dengan lkjip kirim, supaya seluruh isinya bersegel."
        yield checks.Finding(
            "segel-lama", "info", "", "", "Segelnya jenis lama, yang tidak mencakup rumus, tampilan, dan lembar lain", "", advice
        )
    for remark in found.remarks[:_SHOWN]:
        yield checks.Finding("segel-lain", "info", "", "", remark[:1].upper() + remark[1:], "", "Bandingkan dengan kiriman aslinya.")


def _findings(workbook: workbook_file.Workbook) -> Iterator[checks.Finding]:
    """The findings of the checks, and reading notes that no check covers."""
    found = checks.check(workbook)
    yield from found
    spoken = {(finding.sheet, finding.cell) for finding in found if finding.level == "galat"}
    for note in workbook.notes:
        if (note.sheet, note.cell) not in spoken:
            message, advice = (part[:1].upper() + part[1:] for part in note.message.partition("; ")[::2])
            if not note.cell:
                yield checks.Finding("baca-kolom", "info", "", "", message, "", advice)
            elif note.unreadable:
                yield checks.Finding("baca-isi", "galat", note.sheet, note.cell, message, "", advice)
            else:
                yield checks.Finding("baca-hitungan", "peringatan", note.sheet, note.cell, message, "", advice)


def _gravest(findings: Sequence[checks.Finding]) -> Sequence[checks.Finding]:
    """The findings that a recap shows of one workbook, and one that counts those left out."""
    if len(findings) <= _MOST_FINDINGS:
        return findings
    by_grade = sorted(findings, key=lambda finding: (finding.accepted is not None, checks.LEVELS.index(finding.level)))
    left = len(findings) - _MOST_FINDINGS
    advice = "Jalankan lkjip periksa untuk berkas ini."
    return [
        *by_grade[:_MOST_FINDINGS],
        checks.Finding("temuan-lain", "info", "", "", f"{left} temuan lagi tidak ditulis di sini", "", advice),
    ]
