"""The printed report of an office: its content, the template beside its workbook or ours, its logo, and the page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from lkjip import inputs, limits
from lkjip.docx_kit import drawings, sections
from lkjip.errors import UnreadableError, reason
from lkjip.model import profile_text
from lkjip.model.laporan import Laporan
from lkjip.naskah import content, house_template, template
from lkjip.naskah.blocks import Block, Picture
from lkjip.naskah.pages import Printer, with_pages
from lkjip.naskah.writing import Looks, write
from xlfuncs.angka import Cell

LOGO_BYTES: Final = 5_000_000
"""Largest logo; a scanned one has some 200 kB."""
LOGO_HEIGHT: Final = 38.0
"""Millimetres on the cover."""
_LONGEST_FONT: Final = 31
"""Characters of a font's name (Windows)."""
_PAPERS: Final = {"a4": sections.A4, "f4": sections.F4, "folio": sections.F4}


@dataclass(frozen=True)
class Made:
    """The finished document, and what is said of it: one line each, in Bahasa Indonesia."""

    data: bytes
    notes: Sequence[str]


def make(laporan: Laporan, folder: Path, *, printer: Printer | None) -> Made:
    """Write the report of an office.

    Args:
        folder: of the workbook, in which its own template and its logo are looked for.
        printer: makes the PDF that the page numbers are read from; None leaves them to Word.

    Raises:
        LkjipError: the office's template cannot be used.
    """
    logo, about_logo = _logo(laporan.profil.get("logo"), folder)
    paper, about_paper = _paper(laporan.profil.get("kertas"))
    filled = content.content_of(laporan)
    filled = replace(filled, blocks={**filled.blocks, "logo": logo})
    office = profile_text.filled("{kantor_lengkap}", laporan.profil)
    title = profile_text.filled("Laporan Kinerja Instansi Pemerintah (LKjIP) {kantor_lengkap} Tahun {tahun}", laporan.profil)
    looks = Looks(title, office, paper, _font(laporan.profil.get("huruf")))
    path = folder / template.NAME
    paged = with_pages(write(_own(path), filled, looks, path), printer)
    return Made(paged.data, [*about_logo, *about_paper, *paged.notes])


def _own(path: Path) -> bytes | None:
    """The office's own template; None if it has none.

    Raises:
        LkjipError: it is there and cannot be read.
    """
    try:
        data = inputs.content(path, limits.PART_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableError(f"{path}: {reason(error, 'dibaca')}") from None
    if len(data) > limits.PART_BYTES:
        raise UnreadableError(f"{path}: terlalu besar untuk sebuah templat; kecilkan gambarnya")
    return data


def _font(given: Cell) -> str:
    text = " ".join(str(given or "").split())
    return text[:_LONGEST_FONT] or house_template.FONT


def _paper(given: Cell) -> tuple[sections.Paper, Sequence[str]]:
    name = str(given or "").strip()
    known = _PAPERS.get(name.casefold())
    if known is None:
        return sections.A4, [f'Profil: kertas "{name[:40]}" tidak dikenal; dipakai A4 (tulis A4 atau F4)'] if name else []
    return known, ()


def _logo(given: Cell, folder: Path) -> tuple[Sequence[Block], Sequence[str]]:
    """The logo on the cover, a file beside the workbook; nothing and a note where it cannot be used."""
    name = str(given or "").strip()
    if not name:
        return (), ()

    def without(why: str) -> tuple[Sequence[Block], Sequence[str]]:
        return (), [f'Profil: logo "{name[:80]}" tidak dipakai, karena {why}']

    if name in (".", "..") or PurePosixPath(name).name != name or PureWindowsPath(name).name != name:
        return without("harus nama berkas di folder buku kerja, tanpa folder lain")
    try:
        data = inputs.content(folder / name, LOGO_BYTES)
    except FileNotFoundError:
        return without("berkasnya tidak ada di folder buku kerja")
    except (OSError, ValueError):
        return without("berkasnya tidak bisa dibaca")
    if len(data) > LOGO_BYTES:
        return without(f"lebih besar dari {LOGO_BYTES // 1_000_000} MB; kecilkan dulu")
    try:
        drawings.kind_of(data)
    except drawings.NotAPictureError:
        return without("bukan gambar PNG atau JPG yang utuh; simpan ulang sebagai PNG")
    return [Picture(data, "Logo instansi", LOGO_HEIGHT)], ()
