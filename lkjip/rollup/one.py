"""One workbook -> plain rows: what every engine runs, in whatever process, for one file after the other."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lkjip import checks, export, read
from lkjip.errors import LkjipError
from lkjip.package import Package
from lkjip.report import Laporan, ringkasan
from lkjip.rollup.store import Store, packed
from lkjip.rollup.walk import Source, content
from lkjip.tables import KATEGORI_CODES, TABEL_3_1, TABEL_3_2, key_of
from xlfuncs.errors import is_error

if TYPE_CHECKING:
    from lkjip import send

_NAMELESS: Final = Path("berkas")
"""A record is of what is in a file, whatever its name."""
SEALED: Final = "utuh"
BROKEN: Final = "berubah"
UNSEALED: Final = "tanpa segel"
_HOLDERS: Final = ("/custom-properties", "/customProperties")
"""Kinds of relations to where a seal may be."""
_SHOWN: Final = 5
"""Differences from what was sealed that a finding names."""

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


def read_all(sources: Sequence[Source], folder: Path) -> list[tuple[Head, bytes]]:
    """Read files: of each a head, and its record, packed; no record where the store of that folder has it."""
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
    try:
        with Package(_NAMELESS, data) as package:
            return _record(package)
    except LkjipError as error:
        return {"sebab": str(error).removeprefix(f"{_NAMELESS}: ")}
    except Exception as error:
        return {"sebab": f"kesalahan di dalam program ({type(error).__name__}: {error}); laporkan berkas ini"}


def _one(source: Source, store: Store) -> tuple[Head, bytes]:
    try:
        data = content(source)
    except LkjipError as error:
        return Head(source, "", str(error)), b""
    digest = hashlib.sha256(data).hexdigest()
    known = store.get(digest)
    record = known or record_of(data)
    return head(source, digest, record), b"" if known else packed(record)


def _record(package: Package) -> Record:
    workbook = read.compared(package)
    laporan = workbook.laporan
    figures = ringkasan(laporan)
    indicators = laporan.rows[TABEL_3_1.key]
    seal, changed = _seal(package, workbook)
    findings = [asdict(finding) for finding in (*_findings(workbook), *changed)]
    grades = Counter(finding["tingkat"] for finding in findings)
    return {
        "sebab": "",
        "kantor": _office(laporan),
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
            **{grade: grades[grade] for grade in checks.TINGKAT},
            "segel": seal,
        },
        "indikator": export.rows(laporan, TABEL_3_1),
        "anggaran": export.rows(laporan, TABEL_3_2),
        "temuan": findings,
    }


def _office(laporan: Laporan) -> dict[str, Any]:
    """Raises:
    LkjipError: the Profil does not say whose report it is, and of which year.
    """
    profil = laporan.profil
    for key, what in (("instansi", "nama instansi"), ("tahun", "tahun laporan")):
        if profil[key] is None or is_error(profil[key]):
            raise LkjipError(f'lembar "Profil": {what} belum diisi')
    if not isinstance(profil["tahun"], int):
        raise LkjipError(f'lembar "Profil": tahun laporan {profil["tahun"]} bukan tahun; tulis empat angka')
    daerah = profil["pemerintah_daerah"]
    return {"pemerintah_daerah": "" if daerah is None else str(daerah), "instansi": str(profil["instansi"]), "tahun": profil["tahun"]}


def _seal(package: Package, workbook: read.Workbook) -> tuple[str, list[checks.Temuan]]:
    """The state of the seal, and a finding where it is broken."""
    if not any(package.targets("", kind=kind) for kind in _HOLDERS):
        return UNSEALED, []
    from lkjip import send  # takes its time to import, and most workbooks carry no seal

    found = send.verdict(package, workbook)
    if found is None:
        return UNSEALED, []
    if not found.differences:
        return SEALED, [*_unsealed(found)]
    shown = "; ".join(found.differences[:_SHOWN])
    shown += f"; dan {len(found.differences) - _SHOWN} lagi" if len(found.differences) > _SHOWN else ""
    saran = "Tanyakan kantornya, atau minta dikirim ulang dengan lkjip kirim."
    return BROKEN, [checks.Temuan("segel-berubah", "peringatan", "", "", shown, "seperti saat disegel", saran)]


def _unsealed(found: send.Verdict) -> Iterator[checks.Temuan]:
    """What a whole seal says nothing of."""
    if found.older:
        saran = "Minta dikirim ulang dengan lkjip kirim, supaya seluruh isinya bersegel."
        yield checks.Temuan(
            "segel-lama", "info", "", "", "Segelnya jenis lama, yang tidak mencakup rumus, tampilan, dan lembar lain", "", saran
        )
    for remark in found.remarks[:_SHOWN]:
        yield checks.Temuan("segel-lain", "info", "", "", remark[:1].upper() + remark[1:], "", "Bandingkan dengan kiriman aslinya.")


def _findings(workbook: read.Workbook) -> Iterator[checks.Temuan]:
    """Those of the checks, and what reading met that they do not speak of."""
    found = checks.check(workbook)
    yield from found
    spoken = {(finding.lembar, finding.sel) for finding in found if finding.tingkat == "galat"}
    for note in workbook.notes:
        if (note.lembar, note.sel) not in spoken:
            pesan, saran = (part[:1].upper() + part[1:] for part in note.pesan.partition("; ")[::2])
            if note.unreadable:
                yield checks.Temuan("baca-isi", "galat", note.lembar, note.sel, pesan, "", saran)
            else:
                yield checks.Temuan("baca-hitungan", "peringatan", note.lembar, note.sel, pesan, "", saran)
