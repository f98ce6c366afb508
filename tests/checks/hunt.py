"""`make hunt`: try all mutants of the clean workbook, of which the tests try a sample."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from lkjip.sources import csv_folder, workbook_file
from lkjip.template.workbook import build
from tests.checks import clean
from tests.checks.mutants import WAYS, Clean, trouble
from tests.kit.workbooks import Parts


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "bersih.xlsm"
        book.write_bytes(build(csv_folder.read(clean.write(folder / "csv")).laporan))
        parts, report = Parts.of(book), Clean(workbook_file.read(book))
        mutants = [mutant for ways in WAYS.values() for way in ways for mutant in way(report)]
        wrong = [said for mutant in mutants if (said := trouble(mutant, parts, folder / "rusak.xlsm"))]
    print(*wrong, f"{len(mutants)} mutants of the clean workbook: {len(wrong)} wrong", sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
