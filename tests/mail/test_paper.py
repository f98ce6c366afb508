"""The PDF beside the copy: made where there is a LibreOffice, and never in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from lkjip import libreoffice
from lkjip.mail import paper
from tests.kit.workbooks import Outcome, listing, run
from tests.mail.test_kirim import read_mail

STEM = "LKjIP_2023_Kantor_Contoh"


def send(small: Path, folder: Path, program: str, monkeypatch: pytest.MonkeyPatch, *more: str) -> Outcome:
    """Sent on a PC with this LibreOffice."""
    monkeypatch.setenv(libreoffice.SETTING, program)
    return run("kirim", small, "--keluaran", folder, *more)


@pytest.mark.process
@pytest.mark.office
def test_the_pages_that_are_handed_in(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = shutil.which("soffice")
    assert program
    outcome = send(small, tmp_path, program, monkeypatch)
    assert outcome.status == 0, outcome.err
    assert [Path(line).name for line in outcome.out.splitlines()] == [f"{STEM}.xlsx", f"{STEM}.pdf", f"{STEM}.eml"]
    pdf = tmp_path / f"{STEM}.pdf"
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True, timeout=60).stdout
    first, *others = [page for page in shown.split("\f") if page.strip()]
    assert "Lembar Pimpinan: kinerja tahun 2023" in first
    assert any("Ringkasan Capaian Kinerja" in page for page in others)
    for left_out in ("Langkah kerja", "Skala kategori", "Pemeriksaan Kantor", "RENCANA STRATEGIS"):
        assert left_out not in shown

    attached = {each.get_filename(): each.get_content() for each in read_mail(tmp_path / f"{STEM}.eml").iter_attachments()}
    assert attached[f"{STEM}.pdf"] == pdf.read_bytes()
    assert b"D:19800101" in pdf.read_bytes()  # working hours stay private

    before = listing(tmp_path)
    assert send(small, tmp_path, program, monkeypatch).status == 0
    assert listing(tmp_path) == before


def test_left_out_when_told_so(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = send(small, tmp_path, "/tidak/ada", monkeypatch, "--tanpa-pdf")
    assert (outcome.status, "PDF" in outcome.err) == (0, False)
    assert sorted(listing(tmp_path)) == [f"{STEM}.eml", f"{STEM}.xlsx"]


@pytest.mark.process
def test_a_libreoffice_that_fails_is_one_note(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = send(small, tmp_path, shutil.which("false") or "", monkeypatch)
    assert outcome.status == 0
    assert [line for line in outcome.err.splitlines() if "PDF" in line] == [
        "PDF tidak jadi dibuat (LibreOffice tidak berhasil); buka salinannya, lalu Simpan Sebagai (Save As) PDF, bila perlu"
    ]
    assert sorted(listing(tmp_path)) == [f"{STEM}.eml", f"{STEM}.xlsx"]


@pytest.mark.process
def test_one_that_ends_well_without_a_pdf_has_failed(small_copy: Path) -> None:
    with pytest.raises(paper.NotPrintedError, match="LibreOffice tidak berhasil"):
        paper.by_libreoffice(Path(shutil.which("true") or ""), small_copy.read_bytes(), ["Lembar Pimpinan"])


@pytest.mark.process
def test_one_that_hangs_is_ended_with_all_that_it_started(small_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, started = tmp_path / "soffice", tmp_path / "anak"
    script.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {started}\nwait\n")
    script.chmod(0o755)
    monkeypatch.setattr(paper, "_SECONDS", 1)
    with pytest.raises(paper.NotPrintedError, match="belum selesai setelah 1 detik"):
        paper.by_libreoffice(script, small_copy.read_bytes(), ["Lembar Pimpinan"])
    child = int(started.read_text())
    until = time.monotonic() + 10
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def test_without_one_a_line_says_how(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    outcome = send(small, tmp_path, str(tmp_path / "tidak-ada"), monkeypatch)
    assert outcome.status == 0
    assert [line for line in outcome.err.splitlines() if "PDF" in line] == [
        "PDF tidak dibuat, karena tidak ada LibreOffice di komputer ini; buka salinannya, lalu Simpan Sebagai (Save As) PDF, bila perlu"
    ]
