"""Benchmark of `kirim` against a spreadsheet library opening and saving the same workbook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import openpyxl

from lkjip import mail
from lkjip.mail import cleaning
from lkjip.mail.copying import Rewriting
from lkjip.ooxml.package import Package
from lkjip.ooxml.parts import Parts
from lkjip.sync import closed
from lkjip.template.workbook import build
from tests.bench.measuring import Line, at_least, in_turn
from tests.kit.every_table import annual_report

_ROWS: Final = 500


def lines(folder: Path) -> Iterator[Line]:
    path = folder / f"kirim_{_ROWS}.xlsm"
    path.write_bytes(build(annual_report(_ROWS)))
    closed.sync(path)

    def with_openpyxl() -> None:
        openpyxl.load_workbook(path, keep_vba=True).save(folder / "openpyxl.xlsm")

    def copy_alone() -> bytes:
        with Package(path) as package:
            parts = Parts(package)
            Rewriting(parts, cleaning.clean(parts, "Kantor").names).run()
            return parts.packed()

    ours = partial(mail.send, path, anyway=True)
    against = "openpyxl opening and saving it"
    yield at_least(
        f"check, copy, seal and letter, {_ROWS} rows in every table", against, "at least 3", in_turn(ours, with_openpyxl, runs=5)
    )
    pair = in_turn(copy_alone, with_openpyxl, runs=5)
    yield at_least("the copy alone: formulas rewritten, package edited", "the same", "", pair)
