"""Make the recap of a made-up regency: a hundred workbooks with mistakes at known rates, and three files that are no workbooks.

Run as `python -m scripts.demo_rekap`. The exit status is 1 if a planted mistake is missed, or a `galat` was not planted.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table as Grid

from lkjip.sources import workbook_file
from scripts.offices import Office, broken, judged, office, workbook
from xlfuncs import id_format

ROOT: Final = Path(__file__).resolve().parents[1]
OUTPUT: Final = ROOT / "keluaran" / "rekap"
INBOX: Final = OUTPUT / "masuk"
BOOK: Final = OUTPUT / "Rekap_2024.xlsx"
DATA: Final = OUTPUT / "Rekap_2024_data"
OFFICES: Final = 100
ZIPPED: Final = 20
"""Number of files that arrive in one archive."""
SHOWN: Final = 10


def lkjip(*arguments: str | Path) -> int:
    """Run the command with visible output, and return its exit status."""
    print("$ lkjip", *(str(Path(a).relative_to(ROOT)) if Path(a).is_absolute() else a for a in arguments), flush=True)
    return subprocess.run([sys.executable, "-m", "lkjip", *map(str, arguments)], check=False).returncode


def fill_inbox(offices: list[Office]) -> None:
    """Fill the receiver's folder: workbooks, an archive, files that are no workbooks, an old backup."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    INBOX.mkdir(parents=True)
    with ProcessPoolExecutor() as pool:
        books = dict(zip((made.file_name for made in offices), pool.map(workbook, offices, chunksize=5), strict=True))
    names = list(books)
    with zipfile.ZipFile(INBOX / "dari_kecamatan.zip", "w") as archive:
        for name in names[:ZIPPED]:
            archive.writestr(name, books[name])
    for name in names[ZIPPED:]:
        (INBOX / name).write_bytes(books[name])
    for name, data in broken(books[names[0]]).items():
        (INBOX / name).write_bytes(data)
    (INBOX / f"{Path(names[-1]).stem}.cadangan-20250110-081500.xlsm").write_bytes(books[names[-1]])


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(text: str, decimals: int) -> str:
    return id_format.fixed(float(text), decimals) if text else ""


def main() -> int:
    offices = [office(number) for number in range(OFFICES)]
    start = time.monotonic()
    fill_inbox(offices)
    print(f"{OFFICES} buku kerja dibuat dalam {id_format.fixed(time.monotonic() - start, 0)} detik di {INBOX.relative_to(ROOT)}")
    start = time.monotonic()
    status = lkjip("rekap", INBOX, "--keluaran", BOOK)
    print(f"{id_format.fixed(time.monotonic() - start, 1)} detik; status {status}: ada berkas yang tidak terbaca")
    lkjip("rekap", INBOX, "--keluaran", DATA, "--format", "csv")

    console = Console(width=None if sys.stdout.isatty() else 150)
    grid = Grid(title=f"Rekap, {SHOWN} kantor teratas", title_justify="left", title_style="bold")
    for heading in ("Peringkat", "Instansi", "Indikator", "Diukur", "Rata-rata %", "Kat.", "Anggaran", "Serapan %", "Galat", "Peringatan"):
        grid.add_column(heading, justify="left" if heading == "Instansi" else "right")
    for row in rows("rekap")[:SHOWN]:
        average, budget, share = shown(row["rata_rata_capaian"], 2), shown(row["total_anggaran"], 0), shown(row["total_serapan"], 2)
        counts = row["jumlah_indikator"], row["diukur"]
        grid.add_row(
            row["peringkat"], row["instansi"], *counts, average, row["kategori_rata_rata"], budget, share, row["galat"], row["peringatan"]
        )
    console.print(grid)

    grid = Grid("Berkas", "Sebab", title="Tidak terbaca", title_justify="left", title_style="bold")
    for row in rows("berkas"):
        if row["status"] == "tidak terbaca":
            grid.add_row(row["berkas"], row["sebab"])
    console.print(grid)

    found, planted, surprising = compare(offices)
    grid = Grid("Kesalahan yang ditanam", "ditanam", "ditemukan", title="Temuan", title_justify="left", title_style="bold")
    for what, count in sorted(planted.items()):
        grid.add_row(what, str(count), str(found[what]))
    grid.add_section()
    grid.add_row("Semua", str(planted.total()), str(found.total()))
    console.print(grid)
    print(f"Galat yang tidak ditanam: {surprising}")
    print("Berkas yang dibuat:", *(path.relative_to(ROOT) for path in (BOOK, DATA)), sep="\n  ")
    return 1 if surprising or found != planted else 0


def compare(offices: list[Office]) -> tuple[Counter[str], Counter[str], int]:
    """Count the planted mistakes that were found, all planted ones, and findings that were not planted."""
    by_office: dict[str, list[dict[str, str]]] = {}
    for row in rows("temuan"):
        by_office.setdefault(row["instansi"], []).append(row)
    found: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    surprising = 0
    with zipfile.ZipFile(INBOX / "dari_kecamatan.zip") as archive:
        archive.extractall(OUTPUT / "arsip")
    for made in offices:
        path = next(folder / made.file_name for folder in (INBOX, OUTPUT / "arsip") if (folder / made.file_name).exists())
        verdict = judged(made, workbook_file.read(path), by_office.get(str(made.laporan.profil["instansi"]), []))
        found.update(each.what for each in verdict.found)
        planted.update(each.what for each in made.planted)
        surprising += len(verdict.surprising)
    shutil.rmtree(OUTPUT / "arsip")
    return found, planted, surprising


if __name__ == "__main__":
    sys.exit(main())
