"""Write the draft of the mail that carries the copy, and name the copy. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Final

from lkjip.checks import LEVELS, Finding, Level
from lkjip.mail.seal import Seal
from lkjip.model import outliers
from lkjip.model.finding import LEVEL_WORDS
from lkjip.model.laporan import Laporan, ringkasan
from lkjip.model.profile_text import office
from lkjip.model.scale import best_first
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.rules import SKALA_LKJIP

_TYPE: Final = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_REGION: Final = re.compile(r"(?:pemerintah\s+)?(?:kabupaten|kab\.?|kota|provinsi|prov\.?)\s+", re.IGNORECASE)
_UNSAFE: Final = re.compile(r"[^\w.-]+|_+")
_LONGEST: Final = 40  # characters of each piece of a file name, since paths on Windows must be short
_SHOWN: Final = 20
_FEW: Final = 3
_NO_SIGNATURE: Final = (
    "Segel menunjukkan perubahan yang tidak disengaja; segel bukan tanda tangan. Memeriksanya: lkjip periksa-kiriman {name}"
)


@dataclass(frozen=True)
class Checked:
    """The result of the checks before the copy was made."""

    findings: Sequence[Finding]
    synced: bool

    def of(self, level: Level) -> list[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.level == level]


def file_stem(profil: Mapping[str, Cell]) -> str:
    """The copy's file name without extension, such as LKjIP_2020_Kantor_Kesbangpol_Boyolali; blanks of the Profil are left out."""
    region = _REGION.sub("", str(profil.get("pemerintah_daerah") or ""))
    name = office(profil, "nama")
    pieces = [_piece(each) for each in (profil.get("tahun"), name, "" if region.lower() in name.lower() else region)]
    return "_".join(["LKjIP", *filter(None, pieces)])


def office_name(profil: Mapping[str, Cell]) -> str:
    """The office's name, as the author of a file."""
    return _line(office(profil, "kantor_lengkap")) or "LKjIP"


def _piece(value: Cell) -> str:
    """A piece of a file name that is valid on every system: letters, digits, "-" and "_"."""
    plain = unicodedata.normalize("NFKD", "" if value is None else format(value, ".15g") if isinstance(value, float) else str(value))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii")
    return _UNSAFE.sub("_", ascii_only).strip("_.-")[:_LONGEST].rstrip("_.-")


def draft(laporan: Laporan, checked: Checked, seal: Seal, name: str, copy: bytes, notes: Sequence[str]) -> tuple[bytes, list[str]]:
    """The mail as an .eml file that a mail program opens for sending, and notes on what it lacks.

    Args:
        name: the file name of the attached copy.
        notes: what the copy shows as values, because no native formula gives the same.
    """
    profil = laporan.profil
    mail = EmailMessage(policy=policy.SMTP)
    mail["X-Unsent"] = "1"
    mail["Subject"] = " ".join(filter(None, ("LKjIP", _line(profil.get("tahun") or ""), _line(office(profil)))))
    recipient, lacking = _recipient(profil.get("email_atasan"))
    if recipient is not None:
        mail["To"] = recipient
    mail.set_content(body(laporan, checked, seal, name, notes), charset="utf-8", cte="quoted-printable")
    mail.add_attachment(copy, maintype=_TYPE[0], subtype=_TYPE[1], filename=name)
    mail.set_boundary(f"lkjip-{seal.digest[:32]}")  # not random, so that the same copy gives the same draft
    return mail.as_bytes(), lacking


def _recipient(given: Cell) -> tuple[Address | None, list[str]]:
    text = _line(given or "").strip()
    if not text:
        return None, []
    try:
        address = Address(addr_spec=text)
        if not address.username or "." not in address.domain:
            raise ValueError(text)
    except Exception:  # the parser raises exceptions of several kinds, even IndexError
        return None, [f'lembar "Profil": email_atasan {text[:60]!r} bukan alamat surel, jadi surat dibuat tanpa penerima']
    return address, []


def body(laporan: Laporan, checked: Checked, seal: Seal, name: str, notes: Sequence[str]) -> str:
    """The text of the mail."""
    profil = laporan.profil
    sender = office_name(profil)
    year = _line(profil.get("tahun") or "")
    greeting = _line(profil.get("jabatan_atasan") or profil.get("atasan") or "Bapak/Ibu")
    paragraphs = [
        f"Yth. {greeting}",
        f"Bersama surat ini kami kirimkan buku kerja LKjIP {year} {sender}.".replace("  ", " ").replace(" .", "."),
        "Angka utama:\n" + "\n".join(_figures(laporan)),
        "Yang diperiksa sebelum dikirim:\n" + "\n".join(_checked(checked)),
    ]
    if notes:
        paragraphs.append("Yang ikut sebagai nilai, bukan rumus:\n" + "\n".join(_listed(notes)))
    paragraphs += [
        f"Lampiran {name} terbuka tanpa makro di Excel, LibreOffice, atau telepon, dan menghitung angka yang sama.",
        f"Segel: {seal.shown}\n{_NO_SIGNATURE.format(name=name)}",
        "Hormat kami,\n" + "\n".join(filter(None, (_line(profil.get(key) or "") for key in ("jabatan", "kepala")))),
    ]
    return "\n\n".join(paragraphs).rstrip() + "\n"


def _figures(laporan: Laporan) -> list[str]:
    figures, bands = ringkasan(laporan), laporan.bands
    counts = ", ".join(f"{_line(code)} {id_format.fixed(count, 0)}" for code, count in figures.jumlah.items())
    category = f" ({_line(figures.kategori_rata_rata)})" if figures.kategori_rata_rata else ""
    # a reader knows the codes of the report's own scale
    names = (
        [] if [*bands] == best_first(SKALA_LKJIP) else ["- Kategori: " + ", ".join(_line(f"{band.code} {band.label}") for band in bands)]
    )
    return [
        f"- Indikator kinerja: {id_format.fixed(figures.jumlah_indikator, 0)} ({counts})",
        f"- Rata-rata capaian: {_percent(figures.rata_rata_capaian)}{category}{_about_mean(laporan)}",
        *names,
        f"- Anggaran: {_amount(figures.total_anggaran)}",
        f"- Realisasi: {_amount(figures.total_realisasi)}",
        f"- Serapan: {_percent(figures.total_serapan)}",
        f"- Efisiensi: {_percent(figures.total_efisiensi)}",
    ]


def _about_mean(laporan: Laporan) -> str:
    """What a reader of the average has to know: that nothing was measured, or that few indicators carry it."""
    if outliers.nothing_measured(laporan):
        return "; belum satu pun indikator punya realisasi"
    carried = outliers.carried(laporan)
    if carried is None:
        return ""
    by = ", ".join(f'"{_line(row["indikator"])[:_LONGEST]}" ({_percent(row["capaian"])})' for row in carried.rows[:_FEW])
    others = f" dan {len(carried.rows) - _FEW} lainnya" if len(carried.rows) > _FEW else ""
    return f"; terangkat oleh {by}{others}, tanpa itu {_percent(carried.without)}"


def _checked(checked: Checked) -> list[str]:
    mistakes, warnings, remarks = (checked.of(level) for level in LEVELS)
    return [
        "- Lembar ringkasan: sesuai dengan tabel isian."
        if checked.synced
        else "- Lembar ringkasan BELUM disinkronkan dengan tabel isian; tetap dikirim atas permintaan.",
        f"- Pemeriksaan isi: {len(mistakes)} galat, {len(warnings)} peringatan, {len(remarks)} catatan."
        + (" ADA GALAT; tetap dikirim atas permintaan." if mistakes else ""),
        *_listed([finding_line(finding) for finding in (*mistakes, *warnings)]),
    ]


def finding_line(finding: Finding) -> str:
    """A finding in one line, with the reason if the office accepts it."""
    reason = f"; diterima: {finding.accepted.reason or 'tanpa alasan'}" if finding.accepted is not None else ""
    return f'{LEVEL_WORDS[finding.level]}: lembar "{finding.sheet}" sel {finding.cell}: {finding.message}{reason}'


def _listed(lines: Sequence[str]) -> list[str]:
    shown = [f"  - {_line(line)}" for line in lines[:_SHOWN]]
    return shown if len(lines) <= _SHOWN else [*shown, f"  - dan {len(lines) - _SHOWN} lainnya"]


def _percent(value: Cell) -> str:
    return id_format.percent(value) if isinstance(value, float) else _line(value or "belum ada")


def _amount(value: Cell) -> str:
    return id_format.rupiah(value) if isinstance(value, float) else _line(value or "belum ada")


def _line(value: Cell) -> str:
    """A value of the workbook in one line, so that it can begin neither a header nor a paragraph."""
    text = format(value, ".15g") if isinstance(value, float) else str(value)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
