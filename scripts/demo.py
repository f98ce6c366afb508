"""Run the main job on a real report: build, fill, sync, compute, show every figure beside the printed one, and write the document.

The exit status is 1 if a figure differs from the printed one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table as Grid

from lkjip.ooxml.package import Package
from lkjip.ooxml.sheet_part import SheetPart
from lkjip.summary.ringkasan import RINGKASAN
from scripts import printed_report
from xlfuncs import id_format, rules
from xlfuncs.angka import angka

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "workbook" / "contoh" / "boyolali-2020"
OUTPUT = ROOT / "keluaran"
TEMPLATE = OUTPUT / "LKjIP_template.xlsm"
BOOK = OUTPUT / "LKjIP_2020_Kantor_Kesbangpol_Boyolali.xlsm"

DOCUMENT = OUTPUT / "Naskah_LKjIP_2020.docx"
PRINTED = OUTPUT / "Naskah_tercetak_2020.docx"
"""The report as the office printed it, typed off, its mistakes included."""
FIRST = 5
"""Findings of a document that are shown."""

# Printed in the report: Tabel 3.1 "RATA-RATA CAPAIAN", Tabel 3.2 "Jumlah Anggaran"
PRINTED_AVERAGE = (100.0, "B")
PRINTED_BUDGET = (40_485_000.0, 36_605_000.0)
# Printed in BAB III 3.2, BAB IV and Pengukuran Kinerja: amounts (rupiah), and the percentage computed from them
PRINTED_SHARES = (
    ("Serapan APBD", rules.serapan, 1_914_251_000.0, 1_806_518_343.0, "94,37"),
    ("Efisiensi APBD", rules.efisiensi, 1_914_251_000.0, 1_806_518_343.0, "5,63"),
    ("Serapan kegiatan", rules.serapan, 437_569_000.0, 351_989_306.0, "80,44"),
)


def lkjip(*arguments: str | Path, findings: bool = False) -> str:
    """The output of a command; only one that may have findings may exit with status 1."""
    command = [sys.executable, "-m", "lkjip", *map(str, arguments)]
    print("$ lkjip", *(str(Path(a).relative_to(ROOT)) if Path(a).is_absolute() else a for a in arguments))
    done = subprocess.run(command, check=not findings, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    if done.returncode > 1:
        raise subprocess.CalledProcessError(done.returncode, command)
    return done.stdout


def shown(value: Any, decimals: int = 2) -> str:
    if isinstance(value, float):
        return id_format.fixed(value, decimals)
    return "" if value is None else str(value)


class Comparison:
    """Grids of computed figures beside printed ones, and whether all agree."""

    def __init__(self) -> None:
        self.console = Console(width=None if sys.stdout.isatty() else 150)
        self.differing = 0

    def grid(self, title: str, *columns: str) -> Grid:
        grid = Grid(title=title, title_justify="left", title_style="bold")
        for number, column in enumerate(columns):
            grid.add_column(column, justify="right" if number else "left", overflow="fold", max_width=None if number else 60)
        return grid

    def verdict(self, *pairs: tuple[Any, Any]) -> str:
        same = all(computed == printed for computed, printed in pairs)
        self.differing += not same
        return "sama" if same else "BEDA"


def show_summary(console: Console) -> None:
    """Print the sheet Ringkasan as saved in the synced file."""
    with Package(BOOK) as package:
        sheet = SheetPart(package.xml(package.sheet_parts[RINGKASAN]), RINGKASAN, package.shared_text)
        rows = [[sheet.stored(row, column)[1] for column in range(1, 5)] for row in range(sheet.last_row + 1)]
    console.print(f"\n[bold]Lembar {RINGKASAN}, seperti tersimpan di berkas[/bold]")
    for label, *figures in rows:
        if label is None:
            continue
        if all(figure is None for figure in figures):
            console.print(f"\n{label}", highlight=False)
        else:
            texts = (shown(figure, 0 if isinstance(figure, float) and figure.is_integer() else 2) for figure in figures)
            console.print(f"  {label!s:62.62}" + "".join(f"{text:>20}" for text in texts), highlight=False)


def read_documents() -> None:
    """Write the printed report from the workbook, then read it and the one that the office printed against the workbook."""
    print()
    lkjip("naskah", BOOK, "--keluaran", DOCUMENT)
    PRINTED.write_bytes(printed_report.document(printed_report.BOYOLALI))
    for document in (DOCUMENT, PRINTED):
        *found, counts = lkjip("periksa-naskah", document, BOOK, findings=True).splitlines()
        print(*found[:FIRST], *([f"... dan {len(found) - FIRST} lainnya"] if len(found) > FIRST else []), counts, sep="\n")
        print()


def main() -> int:
    shutil.rmtree(OUTPUT, ignore_errors=True)
    OUTPUT.mkdir()
    lkjip("bangun", "--keluaran", TEMPLATE)
    lkjip("isi", EXAMPLE, "--keluaran", BOOK)
    print(lkjip("sinkron", BOOK).replace(f"{OUTPUT}/", ""), end="")
    report = json.loads(lkjip("ekspor", BOOK, "--format", "json"))
    summary = report["ringkasan"]
    compare = Comparison()

    grid = compare.grid(
        "Tabel 3.1: dihitung di sebelah yang tercetak", "Indikator", "Target", "Realisasi", "Capaian", "tercetak", "Kat.", "tercetak", ""
    )
    for row in report["tabel_3_1"]:
        figures = (row["capaian"], row["capaian_naskah"]), (row["kategori"], row["kategori_naskah"])
        grid.add_row(
            row["indikator"],
            shown(row["target"]),
            shown(row["realisasi"]),
            *(shown(figure) for pair in figures for figure in pair),
            compare.verdict(*figures),
        )
    average = (summary["rata_rata_capaian"], PRINTED_AVERAGE[0]), (summary["kategori_rata_rata"], PRINTED_AVERAGE[1])
    grid.add_section()
    grid.add_row("RATA-RATA CAPAIAN", "", "", *(shown(figure) for pair in average for figure in pair), compare.verdict(*average))
    compare.console.print(grid)

    grid = compare.grid("Tabel 3.2", "Indikator", "Anggaran", "Realisasi", "Serapan %", "Efisiensi %", "")
    for row in report["tabel_3_2"]:
        grid.add_row(
            row["indikator"], shown(row["anggaran"], 0), shown(row["realisasi"], 0), shown(row["serapan"]), shown(row["efisiensi"]), ""
        )
    budget = (summary["total_anggaran"], PRINTED_BUDGET[0]), (summary["total_realisasi"], PRINTED_BUDGET[1])
    shares = shown(summary["total_serapan"]), shown(summary["total_efisiensi"])
    grid.add_section()
    grid.add_row("Jumlah Anggaran", *(shown(computed, 0) for computed, _ in budget), *shares, compare.verdict(*budget))
    grid.add_row("tercetak di laporan", *(shown(paper, 0) for _, paper in budget), "", "", "")
    compare.console.print(grid)

    grid = compare.grid("Persentase lain yang tercetak", "", "Anggaran", "Realisasi", "Dihitung %", "tercetak", "")
    for name, rule, amount, spent, paper_text in PRINTED_SHARES:
        share = rule(amount, spent)
        pair = (None if share is None else float(id_format.rounded(share)), angka(paper_text))
        grid.add_row(name, shown(amount, 0), shown(spent, 0), shown(pair[0]), paper_text, compare.verdict(pair))
    compare.console.print(grid)

    show_summary(compare.console)
    read_documents()
    print("Berkas yang dibuat:", *(path.relative_to(ROOT) for path in (TEMPLATE, BOOK, DOCUMENT, PRINTED)), sep="\n  ")
    return 1 if compare.differing else 0


if __name__ == "__main__":
    sys.exit(main())
