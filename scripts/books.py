"""Rebuild the committed files: the empty template, the example, synced on a fixed day, and the report's template (`make build`)."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from lkjip.naskah import house_template, template
from lkjip.sources import csv_folder
from lkjip.sync import closed
from lkjip.template.workbook import build

ROOT: Final = Path(__file__).resolve().parents[1]
TEMPLATE: Final = ROOT / "workbook" / "LKjIP_template.xlsm"
EXAMPLE: Final = ROOT / "workbook" / "contoh" / "LKjIP_2020_Kantor_Kesbangpol_Boyolali.xlsm"
EXAMPLE_CSV: Final = ROOT / "workbook" / "contoh" / "boyolali-2020"
NASKAH: Final = ROOT / "workbook" / template.NAME
SYNCED: Final = datetime(2021, 1, 4, 8, 0)


def fresh() -> Mapping[Path, bytes]:
    """The committed files, by path, built from the present sources."""
    with tempfile.TemporaryDirectory() as folder:
        example = Path(folder) / EXAMPLE.name
        example.write_bytes(build(csv_folder.read(EXAMPLE_CSV).laporan))
        closed.sync(example, SYNCED)
        return {TEMPLATE: build(), EXAMPLE: example.read_bytes(), NASKAH: house_template.build()}


if __name__ == "__main__":
    for path, data in fresh().items():
        path.write_bytes(data)
        print(path.relative_to(ROOT))
