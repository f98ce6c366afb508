"""Make the mailed copy of a workbook and the draft of the mail, and verify a copy's seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from lkjip import files
from lkjip.checks import check
from lkjip.errors import NoSealError, UnwritableError
from lkjip.mail import cleaning, front, message, paper, proof, seal, unseen
from lkjip.mail.copying import Rewriting
from lkjip.mail.message import Checked
from lkjip.mail.seal import Seal, Verdict, verdict
from lkjip.ooxml.package import Package
from lkjip.ooxml.parts import Parts
from lkjip.sources import workbook_file
from lkjip.sync import closed, titles

_UNSYNCED: Final = "lembar ringkasan belum sesuai dengan tabel isian; tekan Sinkronkan atau jalankan lkjip sinkron, lalu ulangi"


@dataclass(frozen=True)
class Sent:
    """The result of `send`.

    `copy` and `draft` are the files written, or None if sending was stopped; `pdf` is the copy's pages, if they could be printed.
    `stops` lists what stopped it, or would have without `anyway`. `notes` are lines for the sender.
    """

    copy: Path | None
    draft: Path | None
    stops: Sequence[str]
    notes: Sequence[str]
    backups: Sequence[Path] = ()
    pdf: Path | None = None

    @property
    def files(self) -> Sequence[Path]:
        """The files written, the copy first."""
        return [each for each in (self.copy, self.pdf, self.draft) if each is not None]


def send(
    path: Path, folder: Path | None = None, *, anyway: bool = False, just_saved: bool = False, printer: paper.Printer | None = None
) -> Sent:
    """Make the copy of a workbook that is mailed, and the draft of the mail.

    Args:
        folder: where to write both, created if missing; by default beside the workbook.
        anyway: send in spite of mistakes in the report, or of summaries that are out of sync.
        just_saved: accept a file that is open in Excel, because it has just been saved there.
        printer: makes the PDF beside the copy; None for none. Without it the copy and the mail are made all the same.

    Raises:
        LkjipError: the workbook is open, not ours, of another template, damaged, or has very hidden sheets, or the place is not
            writable. Nothing is written.
    """
    if not just_saved:
        files.refuse_open(path)
    with closed.no_search_for_cycles():
        made = _made(path, anyway=anyway)
        if made.copy is None:
            return Sent(None, None, made.stops, made.notes)
        proof.check(path, made.copy.data, made.workbook, message.office_name(made.workbook.laporan.profil))
    with files.made_folder(folder or path.parent) as place:
        target = place / f"{message.file_stem(made.workbook.laporan.profil)}.xlsx"
        if target.exists() and path.exists() and target.samefile(path):
            raise UnwritableError(f"{path}: kiriman akan menimpa buku kerja ini sendiri; pilih folder lain dengan --keluaran")
        copy, letter, pages = made.copy, target.with_suffix(".eml"), target.with_suffix(".pdf")
        pdf, unprinted = _printed(printer, copy, message.office_name(made.workbook.laporan.profil))
        attached = message.Attached(target.name, copy.data, pages.name, pdf)
        mail, lacking = message.draft(made.workbook.laporan, made.checked, copy.sealed, attached, len(copy.rewritten))
        printed = [(pages, pdf)] if pdf is not None else []
        backups = files.write_together((target, copy.data), *printed, (letter, mail))
    return Sent(target, letter, made.stops, [*made.notes, *lacking, *unprinted], backups, pages if printed else None)


def _printed(printer: paper.Printer | None, copy: _Copy, office: str) -> tuple[bytes | None, Sequence[str]]:
    """The PDF of a copy, or why there is none."""
    if printer is None or not copy.pages:
        return None, ()
    try:
        return printer(paper.named(copy.data, office), copy.pages), ()
    except paper.NotPrintedError as error:
        return None, [str(error)]


class _Copy(NamedTuple):
    """The finished copy, its seal, what is said of formulas that could not be rewritten, and the sheets that are handed in on paper."""

    data: bytes
    sealed: Seal
    rewritten: Sequence[str]
    pages: Sequence[str]


class _Made(NamedTuple):
    """What was read of a workbook, what is said of it, and its copy: None where something stops it."""

    workbook: workbook_file.Workbook
    checked: Checked
    stops: Sequence[str]
    notes: Sequence[str]
    copy: _Copy | None = None


def _made(path: Path, *, anyway: bool) -> _Made:
    """The copy of a workbook. Of the parts that it was made of nothing is in memory any more."""
    with Package(path) as package:
        workbook = workbook_file.of_package(package)
        findings = check(workbook)
        synced, sheets = closed.look(package, workbook, findings)
        checked = Checked(findings, synced)
        stops = [*map(message.finding_line, checked.of("galat")), *([] if synced else [f"{path.name}: {_UNSYNCED}"])]
        notes = [*workbook.notes, *map(message.finding_line, checked.of("peringatan"))]
        if stops and not anyway:
            return _Made(workbook, checked, stops, notes)
        parts = Parts(package, sheets)
        cleaning.refuse_hidden(parts)
        cleaned = cleaning.clean(parts, message.office_name(workbook.laporan.profil))
        rewriting = Rewriting(parts, cleaned.names)
        rewriting.run()
        as_built = titles.as_built(package)
        front.arrange(parts, workbook, as_built)
        book = seal.canonical(parts)
        sealed = seal.seal_of(book)
        seal.put(parts, sealed)
        pages = front.handed_in(workbook.laporan, as_built, [sheet.title for sheet in book.sheets if not sheet.visible])
        unseen_notes = unseen.notes(book, as_built, workbook.laporan)
        notes += [f"{path.name}: {note}" for note in (*rewriting.notes, *cleaned.notes, *unseen_notes)]
        return _Made(workbook, checked, stops, notes, _Copy(parts.packed(), sealed, rewriting.notes, pages))


def verify(path: Path) -> Verdict:
    """Compare a mailed copy with its seal.

    Raises:
        LkjipError: the copy cannot be read, or has no seal.
    """
    with Package(path) as package:
        found = seal.verdict(package)
    if found is None:
        raise NoSealError(f"{path}: tidak punya segel kiriman yang utuh; minta dikirim ulang dari buku kerjanya dengan lkjip kirim")
    return found


__all__ = ["Sent", "Verdict", "send", "verdict", "verify"]
