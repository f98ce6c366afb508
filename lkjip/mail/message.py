"""Write the draft of the mail that carries the copy, and name the copy. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Final, NamedTuple

from lkjip.checks import Finding, Level
from lkjip.mail.seal import Seal
from lkjip.model import outliers
from lkjip.model.finding import LEVEL_WORDS
from lkjip.model.follow_ups import is_open
from lkjip.model.laporan import Laporan, Row, ringkasan
from lkjip.model.profile_text import office
from lkjip.model.scale import best_first
from lkjip.model.tables import TABEL_3_2, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.summary.monitoring import MONITORING
from lkjip.summary.pimpinan import PIMPINAN
from lkjip.summary.progress import quarters
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.rules import SKALA_LKJIP
from xlfuncs.triwulan import TIDAK_TERISI, TRIWULAN

_TYPE: Final = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_REGION: Final = re.compile(r"(?:pemerintah\s+)?(?:kabupaten|kab\.?|kota|provinsi|prov\.?)\s+", re.IGNORECASE)
_UNSAFE: Final = re.compile(r"[^\w.-]+|_+")
_LONGEST: Final = 40  # characters of each piece of a file name, since paths on Windows must be short
_FEW: Final = 3
_CELLS: Final = re.compile(r" \(sel [^()]*\)| sel [A-Z]{1,3}[0-9]+(?::[A-Z]{1,3}[0-9]+)?")
"""Where a message names cells."""
_SEAL: Final = "Dengan segel ini dapat diperiksa apakah salinan masih seperti saat dikirim; segel bukan tanda tangan."


@dataclass(frozen=True)
class Checked:
    """The result of the checks before the copy was made."""

    findings: Sequence[Finding]
    synced: bool

    def of(self, level: Level) -> list[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.level == level]


def file_stem(profil: Mapping[str, Cell], triwulan: int | None = None) -> str:
    """The copy's file name without extension, such as LKjIP_2020_Kantor_Kesbangpol_Boyolali or, of a quarter, LKjIP_2020_TW2_...

    Blanks of the Profil are left out.
    """
    region = _REGION.sub("", str(profil.get("pemerintah_daerah") or ""))
    name = office(profil, "nama")
    quarter = f"TW{triwulan}" if triwulan else ""
    pieces = [_piece(each) for each in (profil.get("tahun"), quarter, name, "" if region.lower() in name.lower() else region)]
    return "_".join(["LKjIP", *filter(None, pieces)])


def office_name(profil: Mapping[str, Cell]) -> str:
    """The office's name, as the author of a file."""
    return _line(office(profil, "kantor_lengkap")) or "LKjIP"


def _piece(value: Cell) -> str:
    """A piece of a file name that is valid on every system: letters, digits, "-" and "_"."""
    plain = unicodedata.normalize("NFKD", "" if value is None else format(value, ".15g") if isinstance(value, float) else str(value))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii")
    return _UNSAFE.sub("_", ascii_only).strip("_.-")[:_LONGEST].rstrip("_.-")


class Attached(NamedTuple):
    """What the mail carries: the copy and its file name, and the same of its pages as a PDF, if there is one."""

    name: str
    copy: bytes
    pdf_name: str = ""
    pdf: bytes | None = None


def draft(
    laporan: Laporan, checked: Checked, seal: Seal, attached: Attached, as_values: int, triwulan: int | None = None
) -> tuple[bytes, list[str]]:
    """The mail as an .eml file that a mail program opens for sending, and notes on what it lacks.

    Args:
        as_values: how many formulas the copy shows as values, because no native formula gives the same.
        triwulan: the quarter of the copy, from 1; None for the whole report.
    """
    profil = laporan.profil
    mail = EmailMessage(policy=policy.SMTP)
    mail["X-Unsent"] = "1"
    quarter = f"Triwulan {TRIWULAN[triwulan - 1]}" if triwulan else ""
    mail["Subject"] = " ".join(filter(None, ("LKjIP", _line(profil.get("tahun") or ""), quarter, _line(office(profil)))))
    recipient, lacking = _recipient(profil.get("email_atasan"))
    if recipient is not None:
        mail["To"] = recipient
    mail.set_content(body(laporan, checked, seal, attached, as_values, triwulan), charset="utf-8", cte="quoted-printable")
    mail.add_attachment(attached.copy, maintype=_TYPE[0], subtype=_TYPE[1], filename=attached.name)
    if attached.pdf is not None:
        mail.add_attachment(attached.pdf, maintype="application", subtype="pdf", filename=attached.pdf_name)
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


def body(laporan: Laporan, checked: Checked, seal: Seal, attached: Attached, as_values: int, triwulan: int | None = None) -> str:
    """The text of the mail, for a superior: no cells, no commands; the clerk reads those in the terminal."""
    profil = laporan.profil
    year = _line(profil.get("tahun") or "")
    to = next(filter(None, (_line(profil.get(key) or "") for key in ("tujuan_kiriman", "jabatan_atasan", "atasan"))), "Bapak/Ibu")
    quarter = f"triwulan {TRIWULAN[triwulan - 1]}" if triwulan else ""
    what = ("Laporan kinerja", quarter, f"tahun {year}") if triwulan else ("Laporan Kinerja (LKjIP)", f"Tahun {year}")
    subject = " ".join(filter(None, (*(what if year else what[:-1]), office_name(profil))))
    paragraphs = [
        "Dengan hormat,",
        f"Kepada Yth. {to}, bersama surat ini kami sampaikan {subject} dengan pokok-pokok sebagai berikut:",
        "\n".join(_quarter_figures(laporan, triwulan) if triwulan else _figures(laporan)),
        " ".join(filter(None, (_open_points(checked), _as_values(as_values)))),
        _accepted(checked),
        _attachments(attached, MONITORING if triwulan else PIMPINAN),
        f"Segel: {seal.shown}\n{_SEAL}",
        "Atas perhatian dan arahannya kami ucapkan terima kasih.",
        "Hormat kami,\n" + "\n".join(filter(None, (_line(profil.get(key) or "") for key in ("jabatan", "kepala")))),
    ]
    return "\n\n".join(filter(None, paragraphs)).rstrip() + "\n"


def _open_points(checked: Checked) -> str:
    """What is not in order yet, in a sentence; "" if all is."""
    count = sum(finding.accepted is None for finding in checked.of("galat"))
    said = [f"Masih terdapat {count} hal yang sedang kami perbaiki."] if count else []
    if not checked.synced:
        said.append("Lembar ringkasannya masih akan kami susun ulang menurut isian terakhir.")
    return " ".join(said)


def _accepted(checked: Checked) -> str:
    """The mistakes that the office leaves as they are, each with its reason; "" if there are none."""
    kept = [
        f"- {_line(_CELLS.sub('', finding.message))}. Alasan: {_line(finding.accepted.reason or 'tidak ditulis')}"
        for finding in checked.of("galat")
        if finding.accepted is not None
    ]
    return "\n".join(["Hal berikut kami biarkan seperti adanya:", *kept]) if kept else ""


def _as_values(count: int) -> str:
    return f"{count} angka disertakan sebagai nilai, bukan rumus." if count else ""


def _attachments(attached: Attached, first: str) -> str:
    book = f"Lampiran {attached.name} terbuka tanpa makro di Excel, LibreOffice, atau telepon, dan dimulai dengan {first}."
    return book if attached.pdf is None else f"{book} Halaman untuk dibaca dan dicetak ada di {attached.pdf_name}."


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


def _quarter_figures(laporan: Laporan, triwulan: int) -> list[str]:
    """The figures of a quarter: what was reached and spent up to it, and what is still to be done."""
    figures, name, place = quarters(laporan), TRIWULAN[triwulan - 1], triwulan - 1
    rows, bands = laporan.rows[TRIWULAN_TABLE.key], best_first(laporan.skala_triwulan)
    counted = Counter(row["status"] for row in rows)
    counts = ", ".join(f"{_line(code)} {counted[code]}" for code in (*(band.code for band in bands), TIDAK_TERISI))
    short = [row for row in rows if row["status"] == bands[-1].code]
    unfinished = sum(is_open(row, triwulan) for row in laporan.rows[TINDAK_LANJUT.key])
    return [
        f"- Indikator kinerja: {len(rows)} ({counts})",
        f"- Rata-rata capaian terhadap target triwulan {name}: {_percent(figures.mean[place])}",
        f"- Rata-rata capaian terhadap target setahun (PK): {_percent(figures.mean_pk)}",
        *([f"- Berstatus {_line(bands[-1].code)}: {_named(short, 'capaian_triwulan')}"] if short else []),
        f"- Anggaran: {_amount(laporan.totals(TABEL_3_2)['anggaran'])}",
        f"- Realisasi anggaran s.d. triwulan {name}: {_amount(figures.spent[place])}",
        f"- Serapan: {_percent(figures.serapan[place])}",
        f"- Rencana tindak lanjut yang belum selesai: {unfinished}",
    ]


def _about_mean(laporan: Laporan) -> str:
    """What a reader of the average has to know: that nothing was measured, or that few indicators carry it."""
    if outliers.nothing_measured(laporan):
        return "; belum satu pun indikator punya realisasi"
    carried = outliers.carried(laporan)
    if carried is None:
        return ""
    return f"; terangkat oleh {_named(carried.rows, 'capaian')}, tanpa itu {_percent(carried.without)}"


def _named(rows: Sequence[Row], key: str) -> str:
    """The first indicators of some rows, each with a percentage, and how many others there are."""
    by = ", ".join(f'"{_line(row["indikator"])[:_LONGEST]}" ({_percent(row[key])})' for row in rows[:_FEW])
    return by + (f" dan {len(rows) - _FEW} lainnya" if len(rows) > _FEW else "")


def finding_line(finding: Finding) -> str:
    """A finding in one line, with the reason if the office accepts it."""
    reason = f"; diterima: {finding.accepted.reason or 'tanpa alasan'}" if finding.accepted is not None else ""
    return f'{LEVEL_WORDS[finding.level]}: lembar "{finding.sheet}" sel {finding.cell}: {finding.message}{reason}'


def _percent(value: Cell) -> str:
    return id_format.percent(value) if isinstance(value, float) else _line(value or "belum ada")


def _amount(value: Cell) -> str:
    """An amount as the workbook shows it, in whole rupiah."""
    return f"Rp {id_format.fixed(value, 0)}" if isinstance(value, float) else _line(value or "belum ada")


def _line(value: Cell) -> str:
    """A value of the workbook in one line, so that it can begin neither a header nor a paragraph."""
    text = format(value, ".15g") if isinstance(value, float) else str(value)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
