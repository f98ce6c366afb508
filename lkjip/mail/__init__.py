"""Make the mailed copy of a workbook and the draft of the mail, and verify a copy's seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from lkjip import files
from lkjip.checks import check
from lkjip.errors import NoSealError, UnwritableError
from lkjip.mail import cleaning, front, message, paper, proof, quarter, seal, unseen
from lkjip.mail.copying import Rewriting
from lkjip.mail.left_out import NOTHING, LeftOut, take_out
from lkjip.mail.message import Checked
from lkjip.mail.quarter import quarter_of
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
    path: Path,
    folder: Path | None = None,
    *,
    anyway: bool = False,
    just_saved: bool = False,
    printer: paper.Printer | None = None,
    triwulan: int | None = None,
) -> Sent:
    """Make the copy of a workbook that is mailed, and the draft of the mail.

    Args:
        folder: where to write both, created if missing; by default beside the workbook.
        anyway: send in spite of mistakes in the report, or of summaries that are out of sync.
        just_saved: accept a file that is open in Excel, because it has just been saved there.
        printer: makes the PDF beside the copy; None for none. Without it the copy and the mail are made all the same.
        triwulan: the quarter, from 1, of which only the sheets are mailed; None for the whole report. Mistakes elsewhere do not stop it.

    Raises:
        LkjipError: the workbook is open, not ours, of another template, damaged, or has very hidden sheets, or speaks of another
            quarter, or the place is not writable. Nothing is written.
    """
    if not just_saved:
        files.refuse_open(path)
    with closed.no_search_for_cycles():
        made = _made(path, anyway=anyway, triwulan=triwulan)
        if made.copy is None:
            return Sent(None, None, made.stops, made.notes)
        proof.check(path, made.copy.data, made.workbook, message.office_name(made.workbook.laporan.profil), made.copy.left_out)
    with files.made_folder(folder or path.parent) as place:
        target = place / f"{message.file_stem(made.workbook.laporan.profil, triwulan)}.xlsx"
        if target.exists() and path.exists() and target.samefile(path):
            raise UnwritableError(f"{path}: kiriman akan menimpa buku kerja ini sendiri; pilih folder lain dengan --keluaran")
        copy, letter, pages = made.copy, target.with_suffix(".eml"), target.with_suffix(".pdf")
        pdf, unprinted = _printed(printer, copy, message.office_name(made.workbook.laporan.profil))
        attached = message.Attached(target.name, copy.data, pages.name, pdf)
        mail, lacking = message.draft(made.workbook.laporan, made.checked, copy.sealed, attached, copy.as_values, triwulan)
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
    """The finished copy, its seal, how many formulas could not be rewritten, the sheets that are printed, and what is left out."""

    data: bytes
    sealed: Seal
    as_values: int
    pages: Sequence[str]
    left_out: LeftOut


class _Made(NamedTuple):
    """What was read of a workbook, what is said of it, and its copy: None where something stops it."""

    workbook: workbook_file.Workbook
    checked: Checked
    stops: Sequence[str]
    notes: Sequence[str]
    copy: _Copy | None = None


def _made(path: Path, *, anyway: bool, triwulan: int | None = None) -> _Made:
    """The copy of a workbook. Of the parts that it was made of nothing is in memory any more."""
    with Package(path) as package:
        workbook = workbook_file.of_package(package)
        workbook_file.refuse_part(path, workbook)
        findings = check(workbook)
        looked = closed.look(package, workbook, findings)
        as_built = titles.as_built(package)
        if triwulan is None:
            extent, checked, read = front.of_year(workbook, as_built), Checked(findings, looked.synced), workbook.notes
        else:
            quarter.refuse_other(path, workbook, triwulan)
            extent = quarter.extent(workbook, as_built)
            checked, read = quarter.checked(findings, looked, extent), quarter.concerning(workbook.notes, extent)
        stops = [*map(message.finding_line, checked.of("galat")), *([] if checked.synced else [f"{path.name}: {_UNSYNCED}"])]
        notes = [*read, *map(message.finding_line, checked.of("peringatan"))]
        if stops and not anyway:
            return _Made(workbook, checked, stops, notes)
        parts, left_out = Parts(package, looked.sheets), NOTHING
        if triwulan is not None:
            left_out = take_out(parts, extent.kept)
            quarter.mark(parts, triwulan)
            workbook = replace(workbook, triwulan=triwulan)
        cleaning.refuse_hidden(parts)
        cleaned = cleaning.clean(parts, message.office_name(workbook.laporan.profil))
        rewriting = Rewriting(parts, cleaned.names, left_out)
        rewriting.run()
        front.arrange(parts, extent)
        book = seal.canonical(parts)
        sealed = seal.seal_of(book)
        seal.put(parts, sealed)
        unseen_notes = unseen.notes(book, as_built, workbook.laporan, extent.behind)
        if triwulan is not None:
            notes += (f"{path.name}: {note}" for note in quarter.notes(as_built, extent, rewriting))
        notes += [f"{path.name}: {note}" for note in (*rewriting.notes, *cleaned.notes, *unseen_notes)]
        as_values = len(rewriting.notes) + sum(map(len, rewriting.as_values.values()))
        hidden = [sheet.title for sheet in book.sheets if not sheet.visible]
        pages = [title for title in extent.pages if title not in hidden]
        return _Made(workbook, checked, stops, notes, _Copy(parts.packed(), sealed, as_values, pages, left_out))


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


__all__ = ["Sent", "Verdict", "quarter_of", "send", "verdict", "verify"]
