"""One file of every kind that the product writes, made once for all second opinions."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from scripts.books import EXAMPLE, TEMPLATE
from tests.kit.workbooks import BOYOLALI, ROOT, Parts, run, write_folder
from tests.sync.test_page_breaks import grown

KINDS: Final = ("template", "contoh", "sinkron", "kiriman", "kiriman_triwulan", "rekap", "tahun_baru", "satu_indikator", "bertambah")


def write(folder: Path) -> None:
    """Write a file of every kind that is not committed into an empty folder."""
    inbox = folder / "masuk"
    inbox.mkdir()
    for name, source in (("sinkron", BOYOLALI), ("satu_indikator", write_folder(folder / "csv"))):
        path = folder / f"{name}.xlsm"
        _done(run("isi", source, "--keluaran", path))
        _done(run("sinkron", path))
        shutil.copy(path, inbox)
    parts = Parts.of(EXAMPLE)
    grown(parts)  # page breaks where there were none
    _done(run("sinkron", parts.save(folder / "bertambah.xlsm")))
    _done(run("kirim", folder / "sinkron.xlsm", "--keluaran", folder / "kiriman", "--tetap"))
    book = folder / "triwulan.xlsm"
    _done(run("isi", ROOT / "tests" / "data" / "kantor-triwulan", "--keluaran", book))
    _done(run("sinkron", book))
    _done(run("kirim", book, "--keluaran", folder / "kiriman_triwulan", "--triwulan", "II", "--tanpa-pdf"))
    _done(run("tahun-baru", folder / "sinkron.xlsm", "--keluaran", folder / "tahun_baru.xlsm"))
    _done(run("rekap", inbox, "--keluaran", folder / "rekap.xlsx"))


def files(folder: Path) -> dict[str, Path]:
    """A file of every kind, by its name in KINDS, where `write` has written into the folder."""
    return {
        "template": TEMPLATE,
        "contoh": EXAMPLE,
        **{name: next((folder / name).glob("*.xlsx")) for name in ("kiriman", "kiriman_triwulan")},
        "rekap": folder / "rekap.xlsx",
        **{name: folder / f"{name}.xlsm" for name in ("sinkron", "satu_indikator", "tahun_baru", "bertambah")},
    }


def _done(outcome: object) -> None:
    assert getattr(outcome, "status", None) == 0, outcome
