"""Draw the pages of a workbook as pictures, for a person to look at: `python -m tests.office.pictures WORKBOOK FOLDER`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.office.client import Office, OfficeError

INSTALL: Final = "pictures of pages need pdftoppm: apt-get install --no-install-recommends poppler-utils"


def pages(path: Path, folder: Path, dpi: int = 70, *, locale: str = "en-US") -> list[Path]:
    """Write the pages of a workbook, as LibreOffice prints them, to folder as PNG files and return them in order.

    Macros are blocked and the values of the file are kept: it looks as it does where it is only previewed.
    """
    program = shutil.which("pdftoppm")
    if program is None:
        raise OfficeError(INSTALL)
    folder.mkdir(parents=True, exist_ok=True)
    pdf = folder / f"{path.stem}.pdf"
    with Office(macros=False, recalculate=False, locale=locale) as office, office.open(path) as document:
        document.save_as(pdf, "pdf")
    for old in _drawn(folder, path.stem):
        old.unlink()  # of a run with more pages
    subprocess.run([program, "-r", str(dpi), "-png", str(pdf), str(folder / path.stem)], check=True)
    return _drawn(folder, path.stem)


def _drawn(folder: Path, stem: str) -> list[Path]:
    name = re.compile(re.escape(stem) + r"-\d+\.png")
    return sorted(file for file in folder.iterdir() if name.fullmatch(file.name))


if __name__ == "__main__":
    for page in pages(Path(sys.argv[1]), Path(sys.argv[2])):
        sys.stdout.write(f"{page}\n")
