"""The `lkjip` command: parse arguments, call, print. Results go to stdout, messages to stderr.

Exit status: 0 done, 1 findings, 2 bad input or usage. Heavy imports wait until a command needs them.
"""

from __future__ import annotations

import io
import os
import re
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from lkjip import TEMPLATE_NAME, __version__, limits
from lkjip.errors import LkjipError, UnwritableError, reason

if TYPE_CHECKING:
    from lkjip.model.laporan import Laporan
    from lkjip.ooxml.package import Package
    from lkjip.pc.pc import Pc
    from lkjip.sources.workbook_file import Workbook

_WIDTH: Final = 100
_EXTRA: Final = re.compile(r"unexpected extra arguments? \((.*)\)", re.DOTALL)  # click gives it only in the message
_SHOW_TRACE: Final = "LKJIP_JEJAK"
# Characters that a terminal would obey or hide instead of showing: control characters, marks of writing direction, surrogates.
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class _InIndonesian:
    """Help pages with Indonesian headings; mixed into click's commands."""

    def get_usage(self: Any, ctx: click.Context) -> str:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        return f"Cara pakai: {ctx.command_path} {pieces}"

    def format_help(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(self.get_usage(ctx) + "\n")
        self.format_help_text(ctx, formatter)
        records = [option.get_help_record(ctx) for option in self.get_params(ctx) if isinstance(option, click.Option)]
        options = [(names, text.replace("[required]", "[wajib]")) for names, text in filter(None, records)]
        commands = [(name, command.get_short_help_str(_WIDTH)) for name, command in getattr(self, "commands", {}).items()]
        for heading, rows in (("Pilihan", options), ("Perintah", commands)):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


class _Command(_InIndonesian, click.Command):
    pass


class _Group(_InIndonesian, click.Group):
    command_class = _Command


_PATH: Final = click.Path(path_type=Path, readable=False)  # the reader itself reports unreadable files
_SETTINGS: Final = {"help_option_names": ["--help"], "max_content_width": _WIDTH}


@click.group(cls=_Group, context_settings=_SETTINGS, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH")
@click.version_option(__version__, "--versi", message="lkjip %(version)s", help="Menampilkan versi.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def lkjip() -> None:
    """Buku kerja Laporan Kinerja Instansi Pemerintah (LKjIP)."""


@lkjip.command(options_metavar="[PILIHAN]")
@click.option("--keluaran", "target", type=_PATH, default=TEMPLATE_NAME, metavar="BERKAS.xlsm", help="Berkas yang dibuat.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def bangun(target: Path) -> None:
    """Membuat buku kerja kosong."""
    from lkjip.template.workbook import build

    _write_workbook(target, build())


@lkjip.command(options_metavar="[PILIHAN]")
@click.argument("folder", type=_PATH, metavar="FOLDER")
@click.option("--keluaran", "target", type=_PATH, required=True, metavar="BERKAS.xlsm", help="Berkas yang dibuat.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def isi(folder: Path, target: Path) -> None:
    """Membuat buku kerja yang terisi dari folder berkas CSV."""
    from lkjip.sources import csv_folder
    from lkjip.template.workbook import build

    _check_name(target)
    filled = csv_folder.read(folder)
    _write_workbook(target, build(filled.laporan))
    _tell(filled.notes)


@lkjip.command("tahun-baru", options_metavar="[PILIHAN]")
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsm")
@click.option("--keluaran", "target", type=_PATH, required=True, metavar="BERKAS.xlsm", help="Berkas yang dibuat.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def tahun_baru(berkas: Path, target: Path) -> None:
    """Membuat buku kerja tahun berikutnya; yang lama dibiarkan."""
    from lkjip.model.next_year import carried_over
    from lkjip.ooxml.package import Package
    from lkjip.sources import workbook_file

    _check_new(target, berkas, "tahun yang lama")
    with Package(berkas) as old:
        book = workbook_file.of_package(old)
        try:
            new = carried_over(book.laporan)
        except LkjipError as error:  # of the Profil's year, which knows no file
            raise LkjipError(f"{berkas}: {book.profil_place('tahun')}: {error}") from None
        _write_successor(old, book, new.laporan, target, new.notes, unnamed=True)


@lkjip.command(options_metavar="[PILIHAN]")
@click.argument("berkas", type=_PATH, metavar="BERKAS")
@click.option("--keluaran", "target", type=_PATH, required=True, metavar="BERKAS.xlsm", help="Berkas yang dibuat.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def naikkan(berkas: Path, target: Path) -> None:
    """Memindahkan isi buku kerja ke templat yang sekarang; yang lama dibiarkan."""
    from lkjip.lifting import report
    from lkjip.ooxml.package import Package
    from lkjip.sources import workbook_file

    _check_new(target, berkas, "yang lama")
    with Package(berkas) as old:
        report.refuse_newer(old)
        book = workbook_file.of_package(old)
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
    _tell([*book.notes, *(f"{old.path.name}: {line}" for line in (*notes, *lines(left, folded=sys.stderr.isatty())))])


@lkjip.command(options_metavar="[PILIHAN]")
@click.argument("berkas", type=_PATH, metavar="BERKAS")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="Bentuk keluaran.", show_choices=True)
@click.help_option("--help", help="Menampilkan bantuan ini.")
def ekspor(berkas: Path, form: str) -> None:
    """Menampilkan seluruh isi dan hitungan sebuah buku kerja."""
    from lkjip import export
    from lkjip.sources import workbook_file

    workbook = workbook_file.read(berkas)
    _tell(workbook.notes)
    _print_json(export.as_data(workbook.laporan))


@lkjip.command(options_metavar="[PILIHAN]")
@click.argument("berkas", type=_PATH, metavar="BERKAS")
@click.option("--format", "form", type=click.Choice(["teks", "json"]), default="teks", help="Bentuk keluaran.", show_choices=True)
@click.option("--tahun-lalu", "last_year", type=_PATH, metavar="BERKAS", help="Buku kerja tahun lalu, pembanding.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def periksa(berkas: Path, form: str, last_year: Path | None) -> int:
    """Memeriksa isi buku kerja sebelum penilai memeriksanya."""
    from dataclasses import replace

    from lkjip import checks
    from lkjip.pc import folders
    from lkjip.sources import workbook_file

    workbook = workbook_file.read(berkas)
    before = workbook_file.read(last_year) if last_year else None
    if before is not None:
        checks.refuse_other_years(str(last_year), before, workbook)
    findings = checks.check(workbook, before)
    _tell(workbook.notes)
    _tell(
        f"{each} berisi pengaturan xlwings, yang bisa membuat Excel memulai program lain; hapus" for each in folders.nearer_settings(berkas)
    )
    if form == "json":
        _print_json([finding.as_data() for finding in findings])
    elif sys.stdout.isatty():
        from rich.console import Console

        from lkjip.checks import printing

        shown = [
            replace(
                each,
                sheet=_one_line(each.sheet),
                message=_one_line(each.message),
                expected=_one_line(each.expected),
                advice=_one_line(each.advice),
            )
            for each in findings
        ]
        Console().print(printing.in_colour(_one_line(berkas.name), shown))
    else:
        from lkjip.checks import printing

        _print(*printing.lines(berkas.name, findings))
    return 1 if checks.has_galat(findings) else 0


@lkjip.command(options_metavar="[PILIHAN]")
@click.argument("berkas", type=_PATH, metavar="BERKAS")
@click.option("--indikator", "teks", metavar="TEKS", help="Hanya indikator yang namanya memuat teks ini.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def jelaskan(berkas: Path, teks: str | None) -> None:
    """Menjelaskan setiap capaian: hitungannya, dan hasilnya menurut aturan lain."""
    from lkjip.model import explain
    from lkjip.sources import workbook_file

    workbook = workbook_file.read(berkas)
    found = explain.explained(workbook.laporan, teks)
    if teks is not None and not found:
        raise LkjipError(f'{berkas}: di Tabel 3.1 tidak ada indikator yang namanya memuat "{teks}"; tanpa --indikator semuanya ditampilkan')
    _tell(workbook.notes)
    lines: list[str] = []
    for each in found:
        others = "; ".join(f"{rule}: {figure}" for rule, figure in each.lain)
        labelled = (("Arah", each.arah), ("Capaian", each.capaian), ("Kategori", each.kategori), ("Aturan lain", others))
        lines += [each.indikator, *(f"  {label:12} {text}" for label, text in labelled if text), ""]
    _print(*lines, f"Rata-rata capaian: {explain.mean_explained(workbook.laporan)}")


@lkjip.command(options_metavar="[PILIHAN]")
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsm")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def sinkron(berkas: Path) -> None:
    """Menyusun ulang lembar ringkasan di buku kerja yang tertutup."""
    from lkjip.sync import closed

    outcome = closed.sync(berkas)
    _tell(outcome.notes)
    _tell_backup(berkas, outcome.backup)
    _print(f"{berkas}: {'lembar ringkasan disusun ulang' if outcome.changed else 'sudah sinkron, tidak ada yang ditulis'}")


@lkjip.command(options_metavar="[PILIHAN]")
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsm")
@click.option(
    "--keluaran",
    "folder",
    type=_PATH,
    metavar="FOLDER",
    help="Tempat kiriman; bila tidak ditulis, di samping buku kerja.",
)
@click.option("--tetap", is_flag=True, help="Tetap mengirim walau ada galat atau ringkasan belum disusun; suratnya menyebutkan itu.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def kirim(berkas: Path, folder: Path | None, tetap: bool) -> int:
    """Membuat salinan .xlsx tanpa makro dan rancangan surat untuk atasan."""
    from lkjip import files, mail

    files.refuse_open(berkas)  # the figures on the screen may not be saved yet
    outcome = mail.send(berkas, folder, anyway=tetap)
    _tell(outcome.notes)
    _tell(outcome.stops)
    if outcome.copy is None:
        _tell([f"{berkas}: belum dikirim; perbaiki dulu, atau pakai --tetap bila memang harus dikirim sekarang"])
        return 1
    _tell(f"isi sebelumnya disimpan di {backup.name}" for backup in outcome.backups)
    _print(str(outcome.copy), str(outcome.draft))
    return 0


@lkjip.command("periksa-kiriman", options_metavar="[PILIHAN]")
@click.argument("berkas", type=_PATH, metavar="BERKAS.xlsx")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def periksa_kiriman(berkas: Path) -> int:
    """Memeriksa apakah salinan kiriman masih seperti saat dikirim."""
    from lkjip import mail

    found = mail.verify(berkas)
    _print(*(f"{berkas}: {line}" for line in found.differences or [found.unchanged]))
    _tell(f"{berkas}: {line}" for line in found.remarks)
    return 1 if found.differences else 0


@lkjip.command(options_metavar="[PILIHAN]")
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
@click.option("--mesin", type=click.Choice(["lokal", "dask"]), default="lokal", help="Komputer ini, atau klaster dask.", show_choices=True)
@click.option("--penjadwal", metavar="ALAMAT", help="Alamat penjadwal klaster dask; tanpa ini klaster di komputer ini.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def rekap(folder: Path, target: Path, form: str, mesin: str, penjadwal: str | None) -> int:
    """Merekap semua buku kerja di sebuah folder dan arsip .zip di dalamnya."""
    from lkjip.recap import engines, output
    from lkjip.recap.gather import FAILED, roll_up
    from lkjip.recap.store import Store

    write = output.to(target, form)
    engine = engines.dask(penjadwal) if mesin == "dask" else engines.local()
    progress = _Progress()
    try:
        with progress:
            rollup = roll_up(folder, Store.of_user(), engine, passed_over=target, tell=progress.tell)
        if not rollup.offices:
            failed_file = next((f"; {file.name}: {file.reason}" for file in rollup.files if file.status == FAILED), "")
            raise LkjipError(f"{folder}: tidak ada buku kerja yang terbaca di antara {len(rollup.files)} berkas{failed_file}")
        backup = write(rollup)
    except KeyboardInterrupt:
        raise LkjipError(
            f"dihentikan setelah {progress.done} dari {progress.total} berkas; {target} tidak ditulis,"
            " dan yang sudah dibaca tidak dibaca lagi lain kali"
        ) from None
    _tell_backup(target, backup)
    failed = rollup.count(FAILED)
    _print(f"{target}: {len(rollup.offices)} laporan dari {len(rollup.files)} berkas")
    if failed:
        _tell([f"{failed} berkas tidak terbaca; sebabnya ada di tabel Berkas"])
    return 1 if failed else 0


@lkjip.command(options_metavar="[PILIHAN]")
@click.option("--panduan", "guide", metavar="FOLDER", help="Folder panduan di rilis, untuk tombol Bantuan.")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def pasang(guide: str | None) -> int:
    """Menyiapkan Excel di komputer ini agar menghitung dengan Python."""
    from lkjip.pc import pc, steps

    here = pc.this_pc()
    for line in steps.install(here, here.path(guide) if guide else None):
        _print(line)
    return _report(here, None, "teks")


@lkjip.command(options_metavar="[PILIHAN]")
@click.help_option("--help", help="Menampilkan bantuan ini.")
def lepas() -> None:
    """Membatalkan `lkjip pasang`; buku kerja dibiarkan."""
    from lkjip.pc import pc, steps

    for line in steps.uninstall(pc.this_pc()):
        _print(line)


@lkjip.command(options_metavar="[PILIHAN]")
@click.argument("berkas", required=False, metavar="[BERKAS]")
@click.option("--format", "form", type=click.Choice(["teks", "json"]), default="teks", help="Bentuk keluaran.", show_choices=True)
@click.help_option("--help", help="Menampilkan bantuan ini.")
def cek(berkas: str | None, form: str) -> int:
    """Memeriksa apa yang sudah beres dan belum di komputer ini."""
    from lkjip.pc import pc

    return _report(pc.this_pc(), berkas, form)


def _report(here: Pc, book: str | None, form: str) -> int:
    """Print the results of `lkjip cek`, and return the exit status: 0 all well, 1 not."""
    from lkjip.pc import checks

    findings = checks.run(here, here.path(book) if book else None)
    if form == "json":
        _print_json([finding.as_data() for finding in findings])
    else:
        _print(*(f"{finding.status:8}{finding.check}: {finding.message}" for finding in findings))
    return 0 if checks.all_well(findings) else 1


class _Progress:
    """Shows the progress of a long reading on stderr: a bar on a terminal, occasional lines elsewhere."""

    _EVERY: Final = 10.0  # seconds

    def __init__(self) -> None:
        self.done = self.total = 0
        self._bar: Any = None
        self._started = self._told = 0.0

    def __enter__(self) -> None:
        self._started = self._told = time.monotonic()
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("Membaca"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.description}, sisa"),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("", total=None)

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def tell(self, done: int, total: int) -> None:
        """Show that `done` of `total` files are read."""
        from xlfuncs.id_format import fixed

        self.done, self.total = done, total
        now = time.monotonic()
        speed = f"{fixed(done / max(now - self._started, 1e-3), 0)} berkas/detik"
        if self._bar:
            self._bar.update(self._task, completed=done, total=total, description=speed)
        elif now - self._told >= self._EVERY:
            self._told = now
            _tell([f"{done} dari {total} berkas dibaca, {speed}"])


def _check_name(target: Path) -> None:
    if target.suffix.lower() != ".xlsm":
        raise UnwritableError(f"{target}: nama berkas harus berakhir dengan .xlsm, supaya makronya ikut tersimpan")


def _write_workbook(target: Path, data: bytes) -> None:
    from lkjip import files

    _check_name(target)
    _refuse_unreadable(target, data)
    _tell_backup(target, files.write(target, data))
    _print(str(target))


def _refuse_unreadable(target: Path, data: bytes) -> None:
    """A workbook that was built is one that our own commands open."""
    with zipfile.ZipFile(io.BytesIO(data)) as built:
        sizes = [entry.file_size for entry in built.infolist()]
    if max(sizes) > limits.PART_BYTES or sum(sizes) > limits.PACKAGE_BYTES:
        raise LkjipError(
            f"{target}: isinya terlalu banyak untuk satu buku kerja, jadi tidak dibuat; pendekkan teksnya, hapus baris yang tidak"
            " perlu, atau bagi laporannya"
        )


def _one_line(text: str) -> str:
    """Make any text safe for one line of a terminal: a cell, a sheet's or a file's name, an argument."""
    return _UNSEEN.sub(_escaped, " ".join(text.replace("\t", " ").splitlines()))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _tell(lines: Iterable[str]) -> None:
    if told := [_one_line(line) for line in lines]:
        click.echo("\n".join(told), err=True)  # at once: a damaged sheet may have tens of thousands


def _print_json(data: Any) -> None:
    import json

    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)
    _put("\n".join(_UNSEEN.sub(_escaped, line) for line in text.split("\n")))


def _tell_backup(path: Path, backup: Path | None) -> None:
    if backup:
        _tell([f"{path}: isi sebelumnya disimpan di {backup.name}"])


def _print(*lines: str) -> None:
    """Print results to stdout, one per line."""
    _put("\n".join(map(_one_line, lines)))


def _put(text: str) -> None:
    """Write a text to stdout completely: a full disk behind a redirection is an error, not a shorter file."""
    data = memoryview(f"{text}\n".encode())
    try:
        stream = sys.stdout.buffer
        while data:
            data = data[stream.write(data) :]
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwritableError(f"keluaran: {reason(error, 'ditulis')}") from None


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
        _fail(_in_indonesian(error))
    except (click.Abort, KeyboardInterrupt):
        _fail("dihentikan")
    except BrokenPipeError:  # the reader of our output has closed the pipe
        sys.stdout = None  # nothing is left to flush to
        sys.exit(0)
    except MemoryError:
        _fail("memori komputer ini tidak cukup; tutup program lain, lalu ulangi")
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
    click.echo(_one_line(line), err=True)
    sys.exit(2)


def _in_indonesian(error: click.ClickException) -> str:
    """A usage error as one line in Bahasa Indonesia."""
    match error:
        case click.NoSuchOption():
            what = f"pilihan {error.option_name} tidak dikenal"
        case click.NoSuchCommand():
            what = f"perintah {error.command_name} tidak dikenal"
        case click.BadOptionUsage():
            what = f"isi {error.option_name} belum ditulis"
        case click.BadParameter(param=click.Parameter() as parameter):
            name = parameter.metavar if isinstance(parameter, click.Argument) else parameter.opts[0]
            what = f"{name} belum ditulis" if isinstance(error, click.MissingParameter) else f"isi {name} tidak bisa dipakai"
        case click.UsageError(ctx=click.Context() as context) if (extra := _EXTRA.search(error.message)) is not None:
            what = f"{extra[1]} tidak termasuk perintah {context.command.name}"
        case _:
            what = "perintah tidak dimengerti"
    return f"{what}; lihat: lkjip --help"
