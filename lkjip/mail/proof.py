"""Prove the finished copy: opened again from its bytes, it must read back as the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lkjip import export
from lkjip.errors import LkjipError
from lkjip.mail import cleaning, seal
from lkjip.mail.copying import Rewriting
from lkjip.mail.left_out import NOTHING, LeftOut
from lkjip.model.tables import TABLES
from lkjip.ooxml.package import Package
from lkjip.ooxml.parts import CONTENT_TYPES, Parts
from lkjip.sources import workbook_file

_BESIDE: Final = frozenset({CONTENT_TYPES, "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"})
"""Parts that are not cleaned but written anew: content types, and the properties with the seal."""


def check(path: Path, data: bytes, workbook: workbook_file.Workbook, office: str, left_out: LeftOut = NOTHING) -> None:
    """Refuse a copy that does not read back as its workbook.

    Args:
        path: the workbook from which the copy was made.
        data: the bytes of the copy.
        workbook: the contents of the workbook, with the mark that the copy has to carry.
        left_out: what of it is not in the copy.

    Raises:
        LkjipError: the copy does not open, or differs from what was to be sent.
    """
    try:
        with Package(path, data) as copy:
            wrong = _wrong(copy, workbook, office, left_out)
    except LkjipError as error:
        wrong = str(error).removeprefix(f"{path}: ")
    if wrong:
        raise LkjipError(
            f"{path}: salinan untuk dikirim tidak lolos pemeriksaan ulang ({wrong}), jadi tidak ada yang ditulis;"
            " buka dan simpan ulang buku kerja ini di Excel, lalu ulangi"
        )


def _wrong(copy: Package, workbook: workbook_file.Workbook, office: str, left_out: LeftOut) -> str | None:
    """What is wrong with a copy, or None."""
    read_back = workbook_file.of_package(copy)
    gone = {table.key for table in TABLES if table.name.upper() in left_out.tables}
    found = export.as_data(read_back.laporan)
    if found != {**export.as_data(workbook.laporan), **{key: [] for key in gone}}:
        return "isi tabelnya lain dari buku kerja"
    if read_back.triwulan != workbook.triwulan:
        return "tanda triwulannya lain"
    if not left_out.sheets.isdisjoint(map(str.casefold, copy.sheet_parts)):
        return "masih berisi lembar yang tidak boleh ikut"
    parts = Parts(copy, kept=True)
    typed = {(each.get("PartName") or "").lstrip("/") for each in copy.xml(CONTENT_TYPES) if each.get("PartName")}
    if lacking := {name for name in copy.names if not name.endswith(".rels")} ^ (typed | {CONTENT_TYPES}):
        return f"bagian {min(lacking)} tidak terdaftar, atau terdaftar tetapi tidak ada"
    for part in ("", *sorted(typed)):
        if lost := [each.target for each in parts.relations(part) if not each.external and each.target not in copy.names]:
            return f"bagian {lost[0]} tidak ada"
    sealed = seal.is_whole(parts)  # looked at first: cleaning takes the seal out
    cleaned = cleaning.clean(parts, office)
    rewriting = Rewriting(parts, cleaned.names, left_out)
    rewriting.run()
    if left := sorted((parts.changed | (typed - parts.names)) - _BESIDE):
        return f"bagian {left[0]} masih berisi yang tidak boleh keluar"
    if rewriting.notes:
        return rewriting.notes[0]
    if not sealed:
        return "segelnya tidak cocok"
    return None
