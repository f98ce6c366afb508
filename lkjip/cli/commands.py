"""The `lkjip` command: parse arguments, call, print. Results go to stdout, messages to stderr.

Exit status: 0 done, 1 findings, 2 bad input or usage. Heavy imports wait until a command needs them.
"""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lkjip import TEMPLATE_NAME, __version__, limits
from lkjip.cli import shape, terminal
from lkjip.errors import NO_MEMORY, LkjipError, UnwritableError, reason
from lkjip.model.finding import LEVEL_WORDS, LEVELS, Acceptance, Finding

if TYPE_CHECKING:
    from lkjip.model.laporan import Laporan
    from lkjip.ooxml.package import Package
    from lkjip.pc.pc import Pc
    from lkjip.sources.workbook_file import Workbook

_SHOW_TRACE: Final = "LKJIP_JEJAK"
_STDOUT: Final = Path("-")
_PATH: Final = click.Path(path_type=Path, readable=False)  # the reader itself reports unreadable files
_SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": shape.WIDTH}


@click.group(
    cls=shape.Group,
    context_settings=_SETTINGS,
    options_metavar="[PILIHAN]",
    subcommand_metavar="PERINTAH",
    examples=["lkjip periksa LKjIP_2026.xlsm", "lkjip sinkron LKjIP_2026.xlsm", "lkjip periksa -h"],
    statuses={0: "selesai", 1: "ada yang perlu dibetulkan", 2: "berkas atau perintahnya keliru; tidak ada yang ditulis"},
)
@click.version_option(__version__, "--version", "--versi", message="lkjip %(version)s", help="Menampilkan versi.")
def lkjip() -> None:
    """Buku kerja Laporan Kinerja Instansi Pemerintah (LKjIP)."""


@lkjip.command(examples=["lkjip bangun --keluaran LKjIP_2026.xlsm"])
@click.option("--keluaran", "target", type=_PATH, default=TEMPLATE_NAME, metavar="BERKAS.xlsm", help="Berkas yang dibuat.")
def bangun(target: Path) -> None:
    """Membuat buku kerja kosong."""
    from lkjip.template.workbook import build

    _write_workbook(target, build())


@lkjip.command(examples=["lkjip isi folder-csv --keluaran LKjIP_2026.xlsm"])
@click.argument("folder", type=_PATH, metavar="FOLDER")
@click.option("--keluaran", "target", type=_PATH, required=True, metavar="BERKAS.xlsm", help="Berkas yang dibuat.")
def isi(folder: Path, target: Path) -> None:
    """Membuat buku kerja yang terisi dari folder berkas CSV."""
    from lkjip.sources import csv_folder
    from lkjip.template.workbook import build

    _check_name(target)
    filled = csv_folder.read(folder)
    _write_workbook(target, build(filled.laporan))
    terminal.note(filled.notes)


@lkjip.command("tahun-baru", examples=["lkjip tahun-baru LKjIP_2026.xlsm", "lkjip tahun-baru LKjIP_2026.xlsm --keluaran LKjIP_2027.xlsm"])
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsm")
@click.option(
    "--keluaran",
    "target",
    type=_PATH,
    metavar="BERKAS.xlsm",
    help="Berkas yang dibuat; bila tidak ditulis, di samping yang lama dengan tahun berikutnya di namanya.",
)
def tahun_baru(berkas: Path, target: Path | None) -> None:
    """Membuat buku kerja tahun berikutnya; yang lama dibiarkan."""
    from lkjip.model.next_year import carried_over, file_name
    from lkjip.ooxml.package import Package
    from lkjip.sources import workbook_file

    if target is not None:
        _check_new(target, berkas, "tahun yang lama")
    with Package(berkas) as old:
        book = workbook_file.of_package(old)
        workbook_file.refuse_part(berkas, book)
        try:
            new = carried_over(book.laporan)
        except LkjipError as error:  # of the Profil's year, which knows no file
            raise LkjipError(f"{berkas}: {book.profil_place('tahun')}: {error}") from None
        if target is None:
            target = berkas.with_name(file_name(berkas.name, new.laporan))
            if target.exists():
                raise UnwritableError(f"{target}: sudah ada dan dibiarkan; tulis nama berkas lain di --keluaran")
        _write_successor(old, book, new.laporan, target, new.notes, unnamed=True)


@lkjip.command(examples=["lkjip naikkan LKjIP_2025.xlsm --keluaran LKjIP_2025_baru.xlsm"])
@click.argument("berkas", type=_PATH, metavar="BERKAS")
@click.option("--keluaran", "target", type=_PATH, required=True, metavar="BERKAS.xlsm", help="Berkas yang dibuat.")
def naikkan(berkas: Path, target: Path) -> None:
    """Memindahkan isi buku kerja ke templat yang sekarang; yang lama dibiarkan."""
    from lkjip.lifting import report
    from lkjip.ooxml.package import Package
    from lkjip.sources import workbook_file

    _check_new(target, berkas, "yang lama")
    with Package(berkas) as old:
        report.refuse_newer(old)
        book = workbook_file.of_package(old)
        workbook_file.refuse_part(berkas, book)
        _write_successor(old, book, report.lifted(berkas, book), target, (), unnamed=False)


def _check_new(target: Path, old: Path, called: str) -> None:
    _check_name(target)
    if target.exists() and old.exists() and target.samefile(old):
        raise UnwritableError(f"{target}: ini buku {called}; tulis nama berkas lain di --keluaran")


def _write_successor(old: Package, book: Workbook, laporan: Laporan, target: Path, notes: Iterable[str], *, unnamed: bool) -> None:
    """Write the workbook that takes an old one's place, and tell what was read, noted and left behind.

    Args:
        unnamed: whether rows without a name are left behind.
    """
    from lkjip.lifting.remainder import left_behind, lines
    from lkjip.ooxml.package import Package
    from lkjip.template.workbook import build

    data = build(laporan)
    _refuse_unreadable(target, data)
    with Package(target, data) as new:
        left = left_behind(old, book, new, unnamed=unnamed)
    _write_workbook(target, data)
    terminal.note([*book.notes, *(f"{old.path.name}: {line}" for line in notes)])
    terminal.warn(f"{old.path.name}: {line}" for line in lines(left, folded=sys.stderr.isatty()))


@lkjip.command(examples=["lkjip ekspor LKjIP_2026.xlsm --keluaran LKjIP_2026.json"])
@click.argument("berkas", type=_PATH, metavar="BERKAS")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="Bentuk keluaran.", show_choices=True)
@click.option(
    "--keluaran", "target", type=_PATH, default=_STDOUT, metavar="BERKAS.json", help="Berkas yang dibuat; - atau tidak ditulis: ke layar."
)
def ekspor(berkas: Path, form: str, target: Path) -> None:
    """Menampilkan seluruh isi dan hitungan sebuah buku kerja."""
    from lkjip import export, files
    from lkjip.sources import workbook_file

    if target != _STDOUT and target.exists() and berkas.exists() and target.samefile(berkas):
        raise UnwritableError(f"{target}: ini buku kerjanya sendiri; tulis nama berkas lain di --keluaran")
    workbook = workbook_file.read(berkas)
    terminal.note(workbook.notes)
    text = terminal.as_json(export.as_data(workbook.laporan))
    if target == _STDOUT:
        terminal.put_text(text)
    else:
        _tell_backup(target, files.write(target, text.encode("utf-8")))
        terminal.put(str(target))


@lkjip.command(
    examples=["lkjip periksa LKjIP_2026.xlsm --tahun-lalu LKjIP_2025.xlsm", "lkjip periksa *.xlsm --tingkat kesalahan"],
    statuses={
        0: "tidak ada kesalahan",
        1: "ada kesalahan, diterima atau belum",
        2: "ada berkas yang tidak terbaca, atau perintahnya keliru",
    },
)
@click.argument("berkas", type=_PATH, nargs=-1, required=True, metavar="BERKAS...")
@click.option("--format", "form", type=click.Choice(["teks", "json"]), default="teks", help="Bentuk keluaran.", show_choices=True)
@click.option(
    "--tingkat",
    "word",
    type=click.Choice([*dict.fromkeys((*LEVEL_WORDS.values(), *LEVELS))]),
    default=LEVEL_WORDS[LEVELS[-1]],
    help="Tingkat paling ringan yang ditampilkan; galat dan info ialah nama kesalahan dan catatan di JSON.",
    show_choices=True,
)
@click.option("--semua", "every", is_flag=True, help="Tampilkan juga temuan yang diterima.")
@click.option("--tahun-lalu", "last_year", type=_PATH, metavar="BERKAS", help="Buku kerja tahun lalu, pembanding.")
def periksa(berkas: Sequence[Path], form: str, word: str, every: bool, last_year: Path | None) -> int:
    """Memeriksa isi buku kerja sebelum penilai memeriksanya; boleh beberapa sekaligus."""
    from lkjip.checks import has_galat
    from lkjip.checks.printing import at_least

    if last_year is not None and len(berkas) > 1:
        raise LkjipError("--tahun-lalu hanya untuk satu buku kerja; periksa satu per satu")
    status = 0
    tingkat = next(level for level, name in LEVEL_WORDS.items() if word in (level, name))
    data: list[dict[str, str]] = []
    for path in berkas:
        try:
            findings = _checked(path, last_year)
        except LkjipError as error:
            if len(berkas) == 1:
                raise
            terminal.warn([str(error)])
            status = 2
            continue
        status = max(status, int(has_galat(findings)))
        shown = at_least(findings, tingkat, accepted=every or form == "json")
        if form == "json":
            data += [({"berkas": str(path)} if len(berkas) > 1 else {}) | finding.as_data() for finding in shown]
        else:
            _show(path.name, shown, findings)
    if form == "json":
        terminal.put_text(terminal.as_json(data))
    return status


def _checked(path: Path, last_year: Path | None) -> Sequence[Finding]:
    """What the checks find in a workbook, with notes about reading it."""
    from lkjip import checks
    from lkjip.pc import folders
    from lkjip.sources import workbook_file

    workbook = workbook_file.read(path)
    before = workbook_file.read(last_year) if last_year else None
    if before is not None:
        checks.refuse_other_years(str(last_year), before, workbook)
    findings = checks.check(workbook, before)
    terminal.note(workbook.notes)
    terminal.warn(
        f"{each} berisi pengaturan xlwings, yang bisa membuat Excel memulai program lain; hapus" for each in folders.nearer_settings(path)
    )
    return findings


def _show(name: str, shown: Sequence[Finding], findings: Sequence[Finding]) -> None:
    """Print findings, and the counts of all of them."""
    from lkjip.checks import printing

    if not sys.stdout.isatty():
        terminal.put(*printing.lines(name, shown, findings))
        return
    from dataclasses import replace

    from rich.console import Console

    from lkjip.checks import colour

    safe = [
        replace(
            each,
            sheet=terminal.one_line(each.sheet),
            message=terminal.one_line(each.message),
            expected=terminal.one_line(each.expected),
            advice=terminal.one_line(each.advice),
            accepted=_in_one_line(each.accepted),
            earlier=_in_one_line(each.earlier),
        )
        for each in shown
    ]
    Console().print(colour.in_colour(terminal.one_line(name), safe, findings))


def _in_one_line(said: Acceptance | None) -> Acceptance | None:
    return said and Acceptance(*map(terminal.one_line, said))


@lkjip.command(examples=['lkjip jelaskan LKjIP_2026.xlsm --indikator "kepuasan"'])
@click.argument("berkas", type=_PATH, metavar="BERKAS")
@click.option("--indikator", "teks", metavar="TEKS", help="Hanya indikator yang namanya memuat teks ini.")
def jelaskan(berkas: Path, teks: str | None) -> None:
    """Menjelaskan setiap capaian: hitungannya, dan hasilnya menurut aturan lain."""
    from lkjip.model import explain
    from lkjip.sources import workbook_file

    workbook = workbook_file.read(berkas)
    found = explain.explained(workbook.laporan, teks)
    if teks is not None and not found:
        raise LkjipError(f'{berkas}: di Tabel 3.1 tidak ada indikator yang namanya memuat "{teks}"; tanpa --indikator semuanya ditampilkan')
    terminal.note(workbook.notes)
    lines: list[str] = []
    for each in found:
        others = "; ".join(f"{rule}: {figure}" for rule, figure in each.lain)
        labelled = (("Arah", each.arah), ("Capaian", each.capaian), ("Kategori", each.kategori), ("Aturan lain", others))
        lines += [each.indikator, *(f"  {label:12} {text}" for label, text in labelled if text), ""]
    terminal.put(*lines, f"Rata-rata capaian: {explain.mean_explained(workbook.laporan)}")


@lkjip.command(
    examples=["lkjip banding LKjIP_2026_lama.xlsm LKjIP_2026.xlsm"], statuses={0: "tidak ada yang berbeda", 1: "ada yang berbeda"}
)
@click.argument("lama", type=_PATH, metavar="LAMA")
@click.argument("baru", type=_PATH, metavar="BARU")
@click.option("--format", "form", type=click.Choice(["teks", "json"]), default="teks", help="Bentuk keluaran.", show_choices=True)
def banding(lama: Path, baru: Path, form: str) -> int:
    """Membandingkan dua buku kerja: target, realisasi, aturan, baris, dan apa akibatnya pada rata-rata."""
    from lkjip import compared
    from lkjip.model.comparison import compare
    from lkjip.sources import workbook_file

    old, new = (workbook_file.read(path) for path in (lama, baru))
    terminal.note([*old.notes, *new.notes])
    found = compare(old.laporan, new.laporan)
    if form == "json":
        terminal.put_text(terminal.as_json(compared.as_data(found)))
    else:
        terminal.put(*compared.lines(found))
    return 1 if found.differences else 0


@lkjip.command(examples=["lkjip sinkron LKjIP_2026.xlsm"])
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsm")
def sinkron(berkas: Path) -> None:
    """Menyusun ulang lembar ringkasan di buku kerja yang tertutup."""
    from lkjip.sync import closed

    outcome = closed.sync(berkas)
    terminal.note(outcome.notes)
    _tell_backup(berkas, outcome.backup)
    terminal.put(f"{berkas}: {'lembar ringkasan disusun ulang' if outcome.changed else 'sudah sinkron, tidak ada yang ditulis'}")


def _quarter(written: str | None) -> int | None:
    """The number of the quarter that --triwulan names, from 1; None where it is not given.

    Raises:
        LkjipError: it names none.
    """
    from lkjip.model import triwulan

    return None if written is None else triwulan.asked_for(written, "--triwulan")


@lkjip.command(
    examples=["lkjip kirim LKjIP_2026.xlsm --keluaran kiriman", "lkjip kirim LKjIP_2026.xlsm --triwulan II"],
    statuses={1: "belum dikirim: ada kesalahan, atau ringkasan belum disusun"},
)
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsm")
@click.option(
    "--keluaran",
    "folder",
    type=_PATH,
    metavar="FOLDER",
    help="Tempat kiriman; bila tidak ditulis, di samping buku kerja.",
)
@click.option(
    "--tetap", is_flag=True, help="Tetap membuat kiriman walau ada kesalahan atau ringkasan belum disusun; suratnya menyebutkan itu."
)
@click.option("--tanpa-pdf", is_flag=True, help="Tidak membuat PDF; tanpa ini PDF dibuat bila ada LibreOffice.")
@click.option(
    "--triwulan",
    metavar="TW",
    callback=lambda _context, _option, written: _quarter(written),
    help="Hanya lembar triwulan I, II, III, atau IV, yaitu triwulan laporan di Profil; bila tidak ditulis, seluruh laporan.",
)
def kirim(berkas: Path, folder: Path | None, tetap: bool, tanpa_pdf: bool, triwulan: int | None) -> int:
    """Membuat salinan .xlsx tanpa makro, PDF-nya, dan konsep surel untuk atasan."""
    from lkjip import files, mail
    from lkjip.mail import paper

    files.refuse_open(berkas)  # the figures on the screen may not be saved yet
    outcome = mail.send(berkas, folder, anyway=tetap, printer=None if tanpa_pdf else paper.printer(), triwulan=triwulan)
    terminal.note(outcome.notes)
    terminal.warn(outcome.stops)
    if outcome.copy is None:
        terminal.warn([f"{berkas}: belum dikirim; perbaiki dulu, atau pakai --tetap bila memang harus dikirim sekarang"])
        return 1
    terminal.note(f"isi sebelumnya disimpan di {backup.name}" for backup in outcome.backups)
    terminal.put(*map(str, outcome.files))
    return 0


@lkjip.command(
    examples=[
        "lkjip naskah LKjIP_2026.xlsm",
        "lkjip naskah LKjIP_2026.xlsm --keluaran Naskah_2026.docx",
        "lkjip naskah LKjIP_2026.xlsm --perbarui Naskah_2026.docx",
    ],
    statuses={
        0: "naskah dibuat, atau semuanya diperbarui",
        1: "diperbarui; ada yang dibiarkan, dan disebut",
        2: "tidak ada yang ditulis",
    },
)
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsm")
@click.option(
    "--keluaran", "target", type=_PATH, metavar="NASKAH.docx", help="Naskah yang dibuat; bila tidak ditulis, di samping buku kerja."
)
@click.option("--perbarui", "document", type=_PATH, metavar="NASKAH.docx", help="Naskah yang diperbarui; yang Anda ubah di dalamnya tetap.")
@click.option("--tanpa-halaman", is_flag=True, help="Tidak menghitung nomor halaman daftar isi dengan LibreOffice.")
def naskah(berkas: Path, target: Path | None, document: Path | None, tanpa_halaman: bool) -> int:
    """Menyusun laporan lengkap sebagai dokumen Word, atau memperbarui yang sudah diubah orang."""
    from lkjip import files
    from lkjip.naskah import making, pages, saving
    from lkjip.sources import workbook_file

    if target is not None and document is not None:
        raise LkjipError("tulis --keluaran untuk naskah baru atau --perbarui untuk yang sudah ada, tidak keduanya")
    files.refuse_open(berkas)  # the figures on the screen may not be saved yet
    new = None if document else target or saving.beside(berkas)
    if new:
        saving.refuse(new, berkas)
    workbook = workbook_file.read(berkas)
    workbook_file.refuse_part(berkas, workbook)
    terminal.note(workbook.notes)
    made = making.make(workbook.laporan, berkas.parent, printer=pages.printer() if new and not tanpa_halaman else None)
    if document:
        return _updated(document, made.data)
    if new:
        saving.create(new, made.data, berkas)
        terminal.note(made.notes)
        terminal.put(str(new))
    return 0


def _updated(document: Path, fresh: bytes) -> int:
    """Bring a document up to date with what would be written today, and tell what became of it."""
    from lkjip.naskah import updating

    outcome = updating.update(document, fresh)
    _tell_backup(document, outcome.backup)
    if outcome.status != updating.NOTHING_DONE:
        terminal.put(*(f"{document}: {line}" for line in outcome.updated or ["tidak ada yang perlu diperbarui"]))
    terminal.warn(f"{document}: {line}" for line in outcome.left)
    return outcome.status


@lkjip.command(
    "periksa-naskah",
    examples=["lkjip periksa-naskah Naskah_2026.docx LKjIP_2026.xlsm"],
    statuses={0: "tidak ada yang berbeda", 1: "ada yang berbeda dari buku kerjanya", 2: "naskah atau buku kerjanya tidak terbaca"},
)
@click.argument("document", type=_PATH, metavar="NASKAH.docx")
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsm")
@click.option("--format", "form", type=click.Choice(["teks", "json"]), default="teks", help="Bentuk keluaran.", show_choices=True)
def periksa_naskah(document: Path, berkas: Path, form: str) -> int:
    """Mencocokkan setiap angka sebuah naskah Word dengan buku kerjanya."""
    from lkjip.naskah import reading
    from lkjip.sources import workbook_file

    workbook = workbook_file.read(berkas)
    workbook_file.refuse_part(berkas, workbook)
    found = reading.findings(document, workbook)
    terminal.note(workbook.notes)
    if form == "json":
        terminal.put_text(terminal.as_json(found.as_data()))
    else:
        terminal.put(*found.lines(document.name))
    return 1 if found.findings else 0


@lkjip.command(
    "periksa-kiriman",
    examples=["lkjip periksa-kiriman LKjIP_2026.xlsx"],
    statuses={0: "masih seperti saat dikirim", 1: "ada yang berbeda", 2: "tidak bersegel atau tidak terbaca"},
)
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsx")
def periksa_kiriman(berkas: Path) -> int:
    """Memeriksa apakah salinan kiriman masih seperti saat dikirim."""
    from lkjip import mail

    found = mail.verify(berkas)
    terminal.put(*(f"{berkas}: {line}" for line in found.differences or [found.unchanged]))
    terminal.note(f"{berkas}: {line}" for line in found.remarks)
    return 1 if found.differences else 0


@lkjip.command(
    examples=[
        "lkjip rekap kiriman --keluaran Rekap_2026.xlsx",
        "lkjip rekap kiriman --triwulan II --keluaran Rekap_2026_TW_II.xlsx",
    ],
    statuses={0: "semua terbaca", 1: "sebagian tidak terbaca", 2: "tidak ada yang direkap"},
)
@click.argument("folder", type=_PATH, metavar="FOLDER")
@click.option("--keluaran", "target", type=_PATH, required=True, metavar="REKAP.xlsx", help="Rekap yang dibuat.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xlsx", "parquet", "csv"]),
    default="xlsx",
    help="Buku kerja, atau folder berisi satu berkas tiap tabel.",
    show_choices=True,
)
@click.option(
    "--triwulan",
    metavar="TW",
    callback=lambda _context, _option, written: _quarter(written),
    help="Merekap triwulan I, II, III, atau IV, dan siapa yang belum mengirimnya; bila tidak ditulis, laporan tahunan.",
)
@click.option("--mesin", type=click.Choice(["lokal", "dask"]), default="lokal", help="Komputer ini, atau klaster dask.", show_choices=True)
@click.option("--penjadwal", metavar="ALAMAT", help="Alamat penjadwal klaster dask; tanpa ini klaster di komputer ini.")
def rekap(folder: Path, target: Path, form: str, triwulan: int | None, mesin: str, penjadwal: str | None) -> int:
    """Merekap semua buku kerja di sebuah folder dan arsip .zip di dalamnya."""
    from lkjip.recap import engines, output
    from lkjip.recap.gather import FAILED, SKIPPED, roll_up
    from lkjip.recap.period import YEAR, Quarter
    from lkjip.recap.store import Store

    period = YEAR if triwulan is None else Quarter(triwulan)
    write = output.to(target, form, period)
    engine = engines.dask(penjadwal) if mesin == "dask" else engines.local()
    progress = terminal.Progress()
    try:
        with progress:
            rollup = roll_up(folder, Store.of_user(), engine, period=period, passed_over=target, tell=progress.tell)
        if not rollup.offices:
            refused = (file for file in rollup.files if file.status == FAILED or (file.status == SKIPPED and file.head))
            first = next((f"; {file.name}: {file.reason}" for file in refused), "")
            raise LkjipError(f"{folder}: tidak ada buku kerja yang bisa direkap di antara {len(rollup.files)} berkas{first}")
        backup = write(rollup)
    except KeyboardInterrupt:
        raise LkjipError(
            f"dihentikan setelah {progress.done} dari {progress.total} berkas; {target} tidak ditulis,"
            " dan yang sudah dibaca tidak dibaca lagi lain kali"
        ) from None
    _tell_backup(target, backup)
    failed = rollup.count(FAILED)
    terminal.put(f"{target}: {period.outcome(len(rollup.counted), len(rollup.offices))} dari {len(rollup.files)} berkas")
    quarters = sum(file.status == SKIPPED and file.head is not None for file in rollup.files)
    if period == YEAR and quarters:
        terminal.note([f"{quarters} kiriman triwulan tidak ikut; rekap dengan --triwulan"])
    if failed:
        terminal.warn([f"{failed} berkas tidak terbaca; sebabnya ada di tabel Berkas"])
    return 1 if failed else 0


@lkjip.command(statuses={1: "terpasang, tetapi ada yang belum beres"})
@click.option("--panduan", "guide", metavar="FOLDER", help="Folder panduan di rilis, untuk tombol Bantuan.")
def pasang(guide: str | None) -> int:
    """Menyiapkan Excel di komputer ini agar menghitung dengan Python."""
    from lkjip.pc import pc, steps

    here = pc.this_pc()
    for line in steps.install(here, here.path(guide) if guide else None):
        terminal.put(line)
    return _report(here, None, "teks")


@lkjip.command()
def lepas() -> None:
    """Membatalkan `lkjip pasang`; buku kerja dibiarkan."""
    from lkjip.pc import pc, steps

    for line in steps.uninstall(pc.this_pc()):
        terminal.put(line)


@lkjip.command(examples=["lkjip cek LKjIP_2026.xlsm"], statuses={0: "semua beres", 1: "ada yang belum beres"})
@click.argument("berkas", required=False, metavar="[BERKAS]")
@click.option("--format", "form", type=click.Choice(["teks", "json"]), default="teks", help="Bentuk keluaran.", show_choices=True)
def cek(berkas: str | None, form: str) -> int:
    """Memeriksa apa yang sudah beres dan belum di komputer ini."""
    from lkjip.pc import pc

    return _report(pc.this_pc(), berkas, form)


def _report(here: Pc, book: str | None, form: str) -> int:
    """Print the results of `lkjip cek`, and return the exit status: 0 all well, 1 not."""
    from lkjip.pc import checks

    findings = checks.run(here, here.path(book) if book else None)
    if form == "json":
        terminal.put_text(terminal.as_json([finding.as_data() for finding in findings]))
    else:
        folded: dict[tuple[str, str], list[str]] = {}
        for finding in findings:
            if here.windows or finding.applies:
                folded.setdefault((finding.shown, finding.message), []).append(finding.check)
        lines = [f"{status:{checks.WIDEST + 2}}{', '.join(checked)}: {message}" for (status, message), checked in folded.items()]
        terminal.put(*lines[:-1], lines[-1] if here.windows else f"{lines[-1]}; yang lain hanya diperiksa di Windows")
    return 0 if checks.all_well(findings) else 1


def _check_name(target: Path) -> None:
    if target.suffix.lower() != ".xlsm":
        raise UnwritableError(f"{target}: nama berkas harus berakhir dengan .xlsm, supaya makronya ikut tersimpan")


def _write_workbook(target: Path, data: bytes) -> None:
    from lkjip import files

    _check_name(target)
    _refuse_unreadable(target, data)
    _tell_backup(target, files.write(target, data))
    files.mark_generated(target, data)
    terminal.put(str(target))


def _refuse_unreadable(target: Path, data: bytes) -> None:
    """A workbook that was built is one that our own commands open."""
    with zipfile.ZipFile(io.BytesIO(data)) as built:
        sizes = [entry.file_size for entry in built.infolist()]
    if max(sizes) > limits.PART_BYTES or sum(sizes) > limits.PACKAGE_BYTES:
        raise LkjipError(
            f"{target}: isinya terlalu banyak untuk satu buku kerja, jadi tidak dibuat; pendekkan teksnya, hapus baris yang tidak"
            " perlu, atau bagi laporannya"
        )


def _tell_backup(path: Path, backup: Path | None) -> None:
    if backup:
        terminal.note([f"{path}: isi sebelumnya disimpan di {backup.name}"])


def main(args: list[str] | None = None) -> None:
    """Run the command line; every failure a user can cause is one line on stderr and status 2."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the stream is closed, or there is no console
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # stays open as long as the process
        # JSON and indicator names need UTF-8, which is not the default of a pipe on Windows
        getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = lkjip.main(args, prog_name="lkjip", standalone_mode=False)
    except LkjipError as error:
        _fail(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        sys.exit(2)
    except click.ClickException as error:
        _fail(shape.in_indonesian(error))
    except (click.Abort, KeyboardInterrupt):
        _fail("dihentikan")
    except BrokenPipeError:  # the reader of our output has closed the pipe
        sys.stdout = None  # nothing is left to flush to
        sys.exit(0)
    except MemoryError:
        _fail(NO_MEMORY)
    except OSError as error:
        if os.environ.get(_SHOW_TRACE):
            raise
        _fail(f"{error.filename or 'sebuah berkas'}: {reason(error, 'dipakai')}")
    except Exception as error:
        if os.environ.get(_SHOW_TRACE):
            raise
        _fail(f"kesalahan di dalam program ({type(error).__name__}: {error}); tidak ada yang ditulis; laporkan dengan {_SHOW_TRACE}=1")
    sys.exit(status if isinstance(status, int) else 0)


def _fail(line: str) -> None:
    click.echo(terminal.one_line(line), err=True)
    sys.exit(2)
