"""The buttons on the sheet Mulai that need Python: each works on the calling workbook and shows the result in a dialog.

Excel runs them through xlwings' RunPython, each in a process of its own. Workbooks of older templates call them by the
module paths `lkjip.sync.live`, `lkjip.send.button` and `lkjip.install.live`, which lead here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import xlwings as xw

from lkjip import files, mail
from lkjip.errors import NO_MEMORY, LkjipError
from lkjip.mail import paper
from lkjip.naskah import making, pages, saving, updating
from lkjip.pc import checks
from lkjip.pc import pc as this
from lkjip.sources import workbook_file
from lkjip.sync import opened, plan
from lkjip.template import quarter_steps, steps
from xlfuncs.triwulan import TRIWULAN

_TITLE: Final = "LKjIP"
_MAIL_TITLE: Final = "Kiriman LKjIP"
_QUARTER_TITLE: Final = "Kiriman triwulan LKjIP"
_REPORT_TITLE: Final = "Naskah LKjIP"
_UPDATE: Final = "{} sudah ada. Perbarui dengan isian yang sekarang? Yang Anda ubah di dalamnya tetap, dan isi sebelumnya disimpan."
_NOTHING_NEW: Final = "Tidak ada yang perlu diperbarui."
_MOST_LINES: Final = 8
_DONE: Final = "Lembar ringkasan sudah disusun ulang."
_NOTHING: Final = "Lembar ringkasan sudah sinkron, tidak ada yang diubah."
_TOLD: Final = ("salah", "catatan")


def sinkronkan() -> None:
    """Regenerate the summary sheets of the open workbook."""
    book = xw.Book.caller()
    notes: list[str] = []

    def work() -> str:
        done = _DONE if opened.sync(book, tell=notes.append) else _NOTHING
        return "\n".join([done, *notes])

    _say(book, _TITLE, work, "tidak bisa disinkronkan ({}); lembar ringkasan dibiarkan seperti semula")


def siapkan_kiriman() -> None:
    """Save the open workbook and make its mailed copy and the draft of the mail beside it."""
    _mail(_MAIL_TITLE, "kiriman tidak bisa disiapkan ({})", lambda path: None)


def kirim_triwulan() -> None:
    """Save the open workbook and make the mailed copy of the quarter that it speaks of, and the draft of the mail beside it."""
    # of a workbook that speaks of none, any is refused with the reason
    _mail(_QUARTER_TITLE, "kiriman triwulan tidak bisa disiapkan ({})", lambda path: mail.quarter_of(workbook_file.read(path)) or 1)


def _mail(title: str, refused: str, quarter: Callable[[Path], int | None]) -> None:
    """Save the open workbook, make its mailed copy, and say what came of it.

    Args:
        title: of the dialogs.
        refused: the line for a failure, with {} for its reason.
        quarter: finds the quarter of which only the sheets are mailed, from 1; None for the whole report.
    """
    book = xw.Book.caller()

    def work() -> str | None:
        book.save()
        path = Path(book.fullname)
        triwulan = quarter(path)
        send = partial(mail.send, path, just_saved=True, printer=_by_excel(book), triwulan=triwulan)
        still, ready = (_about(triwulan, word) for word in ("belum", "sudah"))
        outcome = send()
        if outcome.copy is None:
            asked = f"{still} dikirim:", *_few(outcome.stops), "Tetap siapkan? Suratnya akan menyebutkan hal ini."
            if book.app.alert("\n".join(asked), title, "yes_no", "critical") != "yes":
                return None
            outcome = send(anyway=True)
        _remember_sending(book, triwulan)
        names = [file.name for file in outcome.files]
        return "\n".join((f"{ready} siap di {path.parent}:", *names, "Buka berkas .eml untuk mengirimnya.", *_few(outcome.notes)))

    _say(book, title, work, refused)


def _about(triwulan: int | None, word: str) -> str:
    """The beginning of a sentence about a copy: "Belum", or of a quarter "Triwulan II belum"."""
    return word.capitalize() if triwulan is None else f"Triwulan {TRIWULAN[triwulan - 1]} {word}"


def _by_excel(book: xw.Book) -> paper.Printer:
    """The printing by the Excel that has the workbook open; it opens the copy for it, so that the workbook stays untouched."""

    def printed(data: bytes, titles: Sequence[str]) -> bytes:
        try:
            with tempfile.TemporaryDirectory(prefix="lkjip-pdf-", ignore_cleanup_errors=True) as folder:
                copy, target = Path(folder) / "salinan.xlsx", Path(folder) / "salinan.pdf"
                copy.write_bytes(data)
                opened = book.app.books.open(str(copy))
                try:
                    opened.to_pdf(str(target), include=list(titles))
                finally:
                    opened.close()
                    book.activate()
                return target.read_bytes()
        except Exception as error:  # each platform raises its own exception
            raise paper.NotPrintedError.because("Excel tidak berhasil") from error

    return printed


def _remember_sending(book: xw.Book, triwulan: int | None) -> None:
    """Note on Mulai when the copy was made, of the whole report also of which sync; a workbook of another release has no place for it."""
    now = plan.time_text(datetime.now())
    with suppress(Exception):
        if triwulan is None:
            synced = book.names[plan.TIME_NAME].refers_to_range.value
            book.names[steps.SENT.name].refers_to_range.formula = [[now, synced or ""]]
        else:
            book.names[quarter_steps.SENT.name].refers_to_range[0, triwulan - 1].formula = now
        book.save()


def susun_naskah() -> None:
    """Save the open workbook, then write its printed report beside it, or bring the one that is there up to date."""
    book = xw.Book.caller()

    def work() -> str | None:
        book.save()
        path = Path(book.fullname)
        target = saving.beside(path)
        exists = target.exists()
        if exists and book.app.alert(_UPDATE.format(target.name), _REPORT_TITLE, "yes_no") != "yes":
            return None
        workbook = workbook_file.read(path)
        made = making.make(workbook.laporan, path.parent, printer=None if exists else pages.printer())
        if not exists:
            saving.create(target, made.data, path)
            return "\n".join((f"Naskah sudah ada di {path.parent}:", target.name, *_few(made.notes)))
        outcome = updating.update(target, made.data)
        left = ("", f"Dibiarkan ({len(outcome.left)}):", *_few(outcome.left)) if outcome.left else ()
        return "\n".join((*_few(outcome.updated or [_NOTHING_NEW]), *left, *_listed(target, [*outcome.updated, *outcome.left])))

    _say(book, _REPORT_TITLE, work, "naskah tidak bisa disusun ({})")


def periksa_pemasangan() -> None:
    """Check this PC and the open workbook, as `lkjip cek` does."""
    book = xw.Book.caller()
    here = this.this_pc()
    try:
        findings = checks.run(here, _place(book, here))
    except LkjipError as error:  # of the workbook, while Excel holds it
        findings = [*checks.run(here), checks.PcFinding("Buku kerja", "catatan", str(error))]
    book.app.alert(pc_report(findings), _TITLE, "ok", "info" if checks.all_well(findings) else "critical")


def pc_report(findings: Sequence[checks.PcFinding]) -> str:
    """A text with the problems of this PC, then what is worth knowing, and how many checks passed."""
    told = [f"{finding.status}: {finding.check}: {finding.message}" for status in _TOLD for finding in findings if finding.status == status]
    right = sum(finding.status == "baik" for finding in findings)
    return "\n\n".join([*told, f"{right} hal beres." if told else f"Semua beres ({right} hal diperiksa)."])


def _say(book: xw.Book, title: str, work: Callable[[], str | None], refused: str) -> None:
    """Do the work and show its message in a dialog; any failure is shown as one line.

    Args:
        work: returns the message, or None for no dialog.
        refused: the line for a failure, with {} for its reason.
    """
    try:
        message, mode = work(), "info"
    except LkjipError as error:
        message, mode = str(error), "critical"
    except MemoryError:
        message, mode = f"{book.name}: {refused.format(NO_MEMORY)}", "critical"
    except Exception as error:
        message, mode = f"{book.name}: {refused.format(error)}", "critical"
    if message is not None:
        book.app.alert(message, title, "ok", mode)


def _few(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"dan {more} lainnya"] if more > 0 else [])]


def _listed(document: Path, lines: Sequence[str]) -> list[str]:
    """Put all lines into a text file beside a document where a dialog has no room for them; return what the dialog says of it."""
    if len(lines) <= _MOST_LINES:
        return []
    target = document.with_name(f"{document.stem} (yang diperbarui dan dibiarkan).txt")
    files.write(target, "\n".join(lines).encode("utf-8-sig"))
    return ["", f"Semuanya ada di {target.name}."]


def _place(book: xw.Book, here: this.Pc) -> checks.BookPath:
    """The workbook's path; None if it is no file on this PC: not saved yet, or opened from the web."""
    try:
        path = here.path(book.fullname)
        return path if here.local(path).is_file() else None
    except Exception:  # xlwings cannot say where OneDrive keeps it
        return None
