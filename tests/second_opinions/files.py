"""One file of every kind that the product writes, made once for all second opinions."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from scripts.books import EXAMPLE, TEMPLATE
from tests.kit.workbooks import BOYOLALI, run, write_folder

KINDS: Final = ("template", "contoh", "sinkron", "kiriman", "rekap", "tahun_baru", "satu_indikator")


def written(folder: Path) -> dict[str, Path]:
    """A file of every kind, by its name in KINDS."""
    found = {"template": TEMPLATE, "contoh": EXAMPLE}
    for name, source in (("sinkron", BOYOLALI), ("satu_indikator", write_folder(folder / "csv"))):
        found[name] = folder / f"{name}.xlsm"
        _done(run("isi", source, "--keluaran", found[name]))
        _done(run("sinkron", found[name]))
    _done(run("kirim", found["sinkron"], "--keluaran", folder / "kiriman", "--tetap"))
    found["kiriman"] = next((folder / "kiriman").glob("*.xlsx"))
    found["tahun_baru"] = folder / "tahun_baru.xlsm"
    _done(run("tahun-baru", found["sinkron"], "--keluaran", found["tahun_baru"]))
    inbox = folder / "masuk"
    inbox.mkdir()
    for name in ("sinkron", "satu_indikator"):
        shutil.copy(found[name], inbox)
    found["rekap"] = folder / "rekap.xlsx"
    _done(run("rekap", inbox, "--keluaran", found["rekap"]))
    return found


def _done(outcome: object) -> None:
    assert getattr(outcome, "status", None) == 0, outcome
