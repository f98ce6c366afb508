"""One file of every kind that the product writes, made once for all second opinions."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from scripts.books import EXAMPLE, TEMPLATE
from tests.kit.sharing import made_once
from tests.kit.workbooks import BOYOLALI, ROOT, Outcome, Parts, run, write_folder
from tests.sync.test_page_breaks import grown


class Written:
    """A file of every kind by its name in KINDS; those that are not committed are written when first asked for."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory

    def __getitem__(self, kind: str) -> Path:
        if kind in _COMMITTED:
            return _COMMITTED[kind]
        folder = made_once(self._factory, f"ditulis_{kind}", lambda folder: _WRITERS[kind](self, folder))
        book = folder / f"{kind}.xlsm"
        return book if book.exists() else next(folder.glob("*.xlsx"))


def _synced(source: Path, path: Path) -> None:
    _done(run("isi", source, "--keluaran", path))
    _done(run("sinkron", path))


def _grown(written: Written, folder: Path) -> None:
    parts = Parts.of(EXAMPLE)
    grown(parts)  # page breaks where there were none
    _done(run("sinkron", parts.save(folder / "bertambah.xlsm")))


def _kiriman_triwulan(written: Written, folder: Path) -> None:
    book = folder / "buku" / "triwulan.xlsm"
    book.parent.mkdir()
    _synced(ROOT / "tests" / "data" / "kantor-triwulan", book)
    _done(run("kirim", book, "--keluaran", folder, "--triwulan", "II", "--tanpa-pdf"))


def _rekap(written: Written, folder: Path) -> None:
    inbox = folder / "masuk"
    inbox.mkdir()
    for kind in ("sinkron", "satu_indikator"):
        shutil.copy(written[kind], inbox)
    _done(run("rekap", inbox, "--keluaran", folder / "rekap.xlsx"))


_COMMITTED: Final = {"template": TEMPLATE, "contoh": EXAMPLE}
_WRITERS: Final[dict[str, Callable[[Written, Path], None]]] = {
    "sinkron": lambda _, folder: _synced(BOYOLALI, folder / "sinkron.xlsm"),
    "kiriman": lambda written, folder: _done(run("kirim", written["sinkron"], "--keluaran", folder, "--tetap")),
    "kiriman_triwulan": _kiriman_triwulan,
    "rekap": _rekap,
    "tahun_baru": lambda written, folder: _done(run("tahun-baru", written["sinkron"], "--keluaran", folder / "tahun_baru.xlsm")),
    "satu_indikator": lambda _, folder: _synced(write_folder(folder / "csv"), folder / "satu_indikator.xlsm"),
    "bertambah": _grown,
}
KINDS: Final = (*_COMMITTED, *_WRITERS)


def _done(outcome: Outcome) -> None:
    assert outcome.status == 0, outcome
