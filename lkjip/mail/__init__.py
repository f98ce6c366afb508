"""Make the mailed copy of a workbook and the draft of the mail, and verify a copy's seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lkjip import files
from lkjip.checks import check
from lkjip.errors import LkjipError
from lkjip.mail import cleaning, message, proof, seal
from lkjip.mail.copying import Rewriting
from lkjip.mail.message import Checked
from lkjip.mail.seal import Verdict, verdict
from lkjip.ooxml.package import Package
from lkjip.ooxml.parts import Parts
from lkjip.sources import workbook_file
from lkjip.sync import closed

_UNSYNCED: Final = "lembar ringkasan belum sesuai dengan tabel isian; tekan Sinkronkan atau jalankan lkjip sinkron, lalu ulangi"


@dataclass(frozen=True)
class Outcome:
    """The result of `send`.

    `copy` and `draft` are the files written, or None if sending was stopped; `stops` lists what stopped it, or would have without
    `anyway`. `notes` are lines for the sender.
    """

    copy: Path | None
    draft: Path | None
    stops: Sequence[str]
    notes: Sequence[str]
    backups: Sequence[Path] = ()


def send(path: Path, folder: Path | None = None, *, anyway: bool = False, just_saved: bool = False) -> Outcome:
    """Make the copy of a workbook that is mailed, and the draft of the mail.

    Args:
        folder: where to write both, created if missing; by default beside the workbook.
        anyway: send in spite of mistakes in the report, or of summaries that are out of sync.
        just_saved: accept a file that is open in Excel, because it has just been saved there.

    Raises:
        LkjipError: the workbook is open, not ours, of another template, damaged, or has very hidden sheets, or the place is not
            writable. Nothing is written.
    """
    if not just_saved:
        files.refuse_open(path)
    with Package(path) as package, closed.no_search_for_cycles():
        workbook = workbook_file.of_package(package)
        findings = check(workbook)
        synced, sheets = closed.look(package, workbook, findings)
        checked = Checked(findings, synced)
        stops = [*map(message.finding_line, checked.of("galat")), *([] if synced else [f"{path.name}: {_UNSYNCED}"])]
        notes = [*workbook.notes, *map(message.finding_line, checked.of("peringatan"))]
        if stops and not anyway:
            return Outcome(None, None, stops, notes)
        parts = Parts(package, sheets)
        office = message.office_name(workbook.laporan.profil)
        told = list(cleaning.refuse_hidden(parts))
        cleaned = cleaning.clean(parts, office)
        rewriting = Rewriting(parts, cleaned.names)
        rewriting.run()
        sealed = seal.seal_of(parts)
        seal.put(parts, sealed)
        notes += [f"{path.name}: {note}" for note in (*told, *rewriting.notes, *cleaned.notes)]
        data = parts.packed()
    proof.check(path, data, workbook, office)
    with files.made_folder(folder or path.parent) as place:
        target = place / f"{message.file_stem(workbook.laporan.profil)}.xlsx"
        if target.exists() and path.exists() and target.samefile(path):
            raise LkjipError(f"{path}: kiriman akan menimpa buku kerja ini sendiri; pilih folder lain dengan --keluaran")
        mail, lacking = message.draft(workbook.laporan, checked, sealed, target.name, data, rewriting.notes)
        letter = target.with_suffix(".eml")
        backups = files.write_together((target, data), (letter, mail))
    return Outcome(target, letter, stops, [*notes, *lacking], backups)


def verify(path: Path) -> Verdict:
    """Compare a mailed copy with its seal.

    Raises:
        LkjipError: the copy cannot be read, or has no seal.
    """
    with Package(path) as package:
        found = seal.verdict(package)
    if found is None:
        raise LkjipError(f"{path}: tidak punya segel kiriman yang utuh; minta dikirim ulang dari buku kerjanya dengan lkjip kirim")
    return found


__all__ = ["Outcome", "Verdict", "send", "verdict", "verify"]
