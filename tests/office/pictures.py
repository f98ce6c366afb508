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


def pages(office: Office, path: Path, folder: Path, dpi: int = 70) -> list[Path]:
    """Write the pages of a workbook, as LibreOffice prints them, to folder as PPM files, which cost little, and return them in order."""
    program = shutil.which("pdftoppm")
    if program is None:
        raise OfficeError(INSTALL)
    folder.mkdir(parents=True, exist_ok=True)
    pdf = folder / f"{path.stem}.pdf"
    with office.open(path) as document:
        document.save_as(pdf, "pdf")
    for old in _drawn(folder, path.stem):
        old.unlink()  # of a run with more pages
    subprocess.run([program, "-r", str(dpi), str(pdf), str(folder / path.stem)], check=True)
    return _drawn(folder, path.stem)


def preview(locale: str = "en-US") -> Office:
    """LibreOffice with macros blocked, which keeps the values of a file: a workbook looks as it does where it is only previewed."""
    return Office(macros=False, recalculate=False, locale=locale)


def _drawn(folder: Path, stem: str) -> list[Path]:
    name = re.compile(re.escape(stem) + r"-\d+\.ppm")
    return sorted(file for file in folder.iterdir() if name.fullmatch(file.name))


if __name__ == "__main__":
    with preview() as office:
        for page in pages(office, Path(sys.argv[1]), Path(sys.argv[2])):
            sys.stdout.write(f"{page}\n")
