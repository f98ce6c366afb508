"""One workbook -> plain rows: what every engine runs, in whatever process, for one file after the other."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lkjip import checks, export, limits
from lkjip.errors import LkjipError
from lkjip.model.columns import Table, key_of
from lkjip.model.laporan import ringkasan
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.model.tables.scale import KATEGORI_CODES
from lkjip.ooxml.package import Package
from lkjip.recap.store import Store, packed, unpacked
from lkjip.recap.walk import Source, content, printable
from lkjip.recap.watch import watched
from lkjip.sources import workbook_file
from xlfuncs.errors import is_error

if TYPE_CHECKING:
    from lkjip import mail

_NAMELESS: Final = Path("berkas")
"""A record is of what is in a file, whatever its name."""
SEALED: Final = "utuh"
BROKEN: Final = "berubah"
UNSEALED: Final = "tanpa segel"
_HOLDERS: Final = ("/custom-properties", "/customProperties")
"""Kinds of relations to where a seal may be."""
_SHOWN: Final = 5
"""Differences from what was sealed that a finding names."""
_MOST_FINDINGS: Final = 1_000
"""Of one workbook, the gravest first: beyond that it is the workbook that is wrong, and no sheet of a recap has room for all."""
_LONGEST_REASON: Final = 500
_NOT_SHOWN: Final = re.compile("[\x00-\x08\x0c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that no text of a report has: they steer a terminal, turn the reading direction, or no file can hold them."""

Record = dict[str, Any]
"""A workbook as plain data: "kepala", and the rows of the recap's tables by their keys; only "sebab" where it is of no use."""


class Head(NamedTuple):
    """What is kept in memory of every file that was to be read."""

    source: Source
    digest: str
    """Of the file's bytes; empty where it could not be read at all."""
    reason: str
    """Why it says nothing of an office; empty where it does."""
    office: tuple[str, str, int] = ("", "", 0)
    """Pemerintah daerah, instansi and year, as its Profil has them."""
    inputs: str = ""
    """A digest of what staff typed: a workbook and its mailed copy have the same."""
    seal: str = UNSEALED
    average: float | None = None
    rows: tuple[int, int, int] = (0, 0, 0)
    """How many indicators, budget rows and findings."""

    @property
    def key(self) -> tuple[str, str, int]:
        """What makes two files those of one office and year."""
        return key_of(self.office[0]), key_of(self.office[1]), self.office[2]


class Reading(NamedTuple):
    """What a file came to: its head, its record as it is kept, and whether the store had it."""

    head: Head
    packed: bytes = b""
    known: bool = True


def read_all(sources: Sequence[Source], folder: Path) -> list[Reading]:
    """Read files, one after the other; what the store of that folder has is not read again."""
    store = Store(folder)
    return [_one(source, store) for source in sources]


def head(source: Source, digest: str, record: Record) -> Head:
    """What is kept of a record in memory."""
    if record["sebab"]:
        return Head(source, digest, record["sebab"])
    daerah, instansi, tahun = record["kantor"].values()
    rows = (len(record["indikator"]), len(record["anggaran"]), len(record["temuan"]))
    average = record["rekap"]["rata_rata_capaian"]
    return Head(
        source,
        digest,
        "",
        (daerah, instansi, tahun),
        record["isi"],
        record["rekap"]["segel"],
        average if isinstance(average, float) else None,
        rows,
    )


def record_of(data: bytes) -> Record:
    """A workbook's bytes as its record. Whatever is wrong with it becomes the reason: one file never stops the others."""
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
    """Whether this has the shape of a record, whoever wrote it."""
    if not isinstance(found, dict) or not isinstance(found.get("sebab"), str):
        return False
    if found["sebab"]:
        return True
    office = found.get("kantor")
    if not isinstance(office, dict) or [(key, type(value)) for key, value in office.items()] != _OFFICE:
        return False
    rows = {"rekap": [found.get("rekap")], **{key: found.get(key) for key in _COLUMNS if key != "rekap"}}
    return isinstance(found.get("isi"), str) and all(_are_rows(rows[key], columns) for key, columns in _COLUMNS.items())


def _are_rows(found: Any, columns: Sequence[str]) -> bool:
    return isinstance(found, list) and all(
        isinstance(row, dict) and list(row) == columns and all(value is None or type(value) in _CELLS for value in row.values())
        for row in found
    )


_OFFICE: Final = [("pemerintah_daerah", str), ("instansi", str), ("tahun", int)]
_FIGURES: Final = [
    "jumlah_indikator",
    "diukur",
    "rata_rata_capaian",
    "kategori_rata_rata",
    *(f"jumlah_{code}" for code in KATEGORI_CODES),
    "total_anggaran",
    "total_realisasi",
    "total_serapan",
    "total_efisiensi",
    *checks.LEVELS,
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
}
"""The columns of a record's tables, in their order."""


def _presentable(value: Any) -> Any:
    """A record whose texts can be written into any file and shown on any terminal."""
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
    laporan = workbook.laporan
    figures = ringkasan(laporan)
    indicators = laporan.rows[TABEL_3_1.key]
    seal, changed = _seal(package, workbook)
    findings = [*_findings(workbook), *changed]
    grades = Counter(finding.level for finding in findings)
    return {
        "sebab": "",
        "kantor": _office(workbook),
        "isi": hashlib.sha256(json.dumps([laporan.profil, laporan.inputs], sort_keys=True).encode()).hexdigest(),
        "rekap": {
            "jumlah_indikator": figures.jumlah_indikator,
            "diukur": sum(isinstance(row["capaian"], float) for row in indicators),
            "rata_rata_capaian": figures.rata_rata_capaian,
            "kategori_rata_rata": figures.kategori_rata_rata,
            **{f"jumlah_{code}": figures.jumlah[code] for code in KATEGORI_CODES},
            "total_anggaran": figures.total_anggaran,
            "total_realisasi": figures.total_realisasi,
            "total_serapan": figures.total_serapan,
            "total_efisiensi": figures.total_efisiensi,
            **{grade: grades[grade] for grade in checks.LEVELS},
            "segel": seal,
        },
        "indikator": export.rows(laporan, TABEL_3_1),
        "anggaran": export.rows(laporan, TABEL_3_2),
        "temuan": [finding.as_data() for finding in _gravest(findings)],
    }


def _office(workbook: workbook_file.Workbook) -> dict[str, Any]:
    """Raises:
    LkjipError: the Profil does not say whose report it is, and of which year.
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
    """The state of the seal, and a finding where it is broken."""
    if not any(package.targets("", kind=kind) for kind in _HOLDERS):
        return UNSEALED, []
    from lkjip import mail  # takes its time to import, and most workbooks carry no seal

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
    """What a whole seal says nothing of."""
    if found.older:
        advice = "Minta dikirim ulang dengan lkjip kirim, supaya seluruh isinya bersegel."
        yield checks.Finding(
            "segel-lama", "info", "", "", "Segelnya jenis lama, yang tidak mencakup rumus, tampilan, dan lembar lain", "", advice
        )
    for remark in found.remarks[:_SHOWN]:
        yield checks.Finding("segel-lain", "info", "", "", remark[:1].upper() + remark[1:], "", "Bandingkan dengan kiriman aslinya.")


def _findings(workbook: workbook_file.Workbook) -> Iterator[checks.Finding]:
    """Those of the checks, and what reading met that they do not speak of."""
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
    """As many findings as a recap shows of one workbook, and one that says how many are left out."""
    if len(findings) <= _MOST_FINDINGS:
        return findings
    by_grade = sorted(findings, key=lambda finding: checks.LEVELS.index(finding.level))
    left = len(findings) - _MOST_FINDINGS
    advice = "Jalankan lkjip periksa untuk berkas ini."
    return [
        *by_grade[:_MOST_FINDINGS],
        checks.Finding("temuan-lain", "info", "", "", f"{left} temuan lagi tidak ditulis di sini", "", advice),
    ]
