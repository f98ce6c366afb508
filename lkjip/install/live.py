"""The button "Periksa pemasangan": `lkjip cek` on the workbook that is open, through xlwings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import xlwings as xw

from lkjip.errors import LkjipError
from lkjip.install import checks, pc

_TITLE: Final = "LKjIP"
_TOLD: Final = ("salah", "catatan")


def button() -> None:
    """Look at this PC and the workbook that called, and show what came of it."""
    book = xw.Book.caller()
    here = pc.this_pc()
    try:
        findings = checks.run(here, _place(book, here))
    except LkjipError as error:  # of the workbook, while Excel holds it
        findings = [*checks.run(here), checks.Finding("Buku kerja", "catatan", str(error))]
    book.app.alert(text(findings), _TITLE, "ok", "info" if checks.all_well(findings) else "critical")


def text(findings: Sequence[checks.Finding]) -> str:
    """What there is to mend first, then what is worth knowing, and how much is right."""
    told = [f"{finding.status}: {finding.periksa}: {finding.pesan}" for status in _TOLD for finding in findings if finding.status == status]
    right = sum(finding.status == "baik" for finding in findings)
    return "\n\n".join([*told, f"{right} hal beres." if told else f"Semua beres ({right} hal diperiksa)."])


def _place(book: xw.Book, here: pc.Pc) -> checks.Book:
    """Where the workbook lies; None where that is no file of this PC: not saved yet, or opened from the web."""
    try:
        path = here.path(book.fullname)
        return path if here.local(path).is_file() else None
    except Exception:  # xlwings cannot say where OneDrive keeps it
        return None
