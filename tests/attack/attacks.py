"""Run every command that reads a changed file or folder on it, and collect the violations."""

from __future__ import annotations

import csv
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final, NamedTuple

from tests.attack import folders, hostile, packages
from tests.attack.oracle import attempted, broken_word, listed, recap_broken_word, unreadable
from tests.kit.workbooks import BOYOLALI, Outcome, Parts, run
from xlfuncs.triwulan import JENIS, TRIWULAN

NAME: Final = "laporan.xlsm"
QUARTER: Final = ("--triwulan", "II")
PER_RECAP: Final = 20
"""Changed workbooks that one recap is given."""


class Attempt(NamedTuple):
    """A command over something changed: what was done, and what the command did wrong."""

    seed: int
    done: str
    command: str
    status: int
    wrong: Sequence[str]

    def __str__(self) -> str:
        return f"seed {self.seed}: {self.done}: {self.command}: {'; '.join(self.wrong)}"


@cache
def example() -> Parts:
    """The real report's workbook, as `isi` builds it, with half a year of quarters."""
    with tempfile.TemporaryDirectory() as name:
        book, data = Path(name) / NAME, Path(name) / "data"
        shutil.copytree(BOYOLALI, data)
        _add_quarters(data)
        assert run("isi", data, "--keluaran", book).status == 0
        assert run("sinkron", book).status == 0
        return Parts.of(book)


def _add_quarters(folder: Path) -> None:
    """Give each indicator of a CSV folder quarters of one of the kinds, and some a follow-up."""
    with (folder / "tabel_2_1.csv").open(encoding="utf-8", newline="") as file:
        names = [row["indikator"] for row in csv.DictReader(file)]
    keys = [f"{what}_tw_{number}" for what in ("target", "realisasi") for number in range(1, 5)]
    figures = ([20 + place, 25, 30 + place, 40, 18, 24 + place, "", ""] for place in range(len(names)))
    quarters = [(name, JENIS[place % len(JENIS)], 40, *row) for place, (name, row) in enumerate(zip(names, figures, strict=True))]
    notes = [(name, TRIWULAN[place % 2], "Jadwal bergeser.", "Menjadwalkan ulang.") for place, name in enumerate(names[::2])]
    for name, heading, rows in (
        ("triwulan", ("indikator", "jenis", "penyebut", *keys), quarters),
        ("tindak_lanjut", ("indikator", "tw", "kendala", "rencana_tindak_lanjut"), notes),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *rows])


@cache
def mailed(*options: str) -> Parts:
    """Its copy as `kirim` makes it."""
    with tempfile.TemporaryDirectory() as name:
        example().save(Path(name) / NAME)
        outcome = run("kirim", Path(name) / NAME, "--tetap", *options)
        assert outcome.status == 0, outcome.err
        return Parts.of(Path(outcome.out.splitlines()[0]))


def packages_from(seed: int, count: int) -> list[Attempt]:
    """So many changed workbooks through every command, the first one made with this seed, and all of them through a recap."""
    found: list[Attempt] = []
    with tempfile.TemporaryDirectory() as place:
        inbox = Path(place) / "masuk"
        inbox.mkdir()
        for number in range(seed, seed + count):
            done, data = packages.mutated(example(), random.Random(number))
            (inbox / f"{number}.xlsm").write_bytes(data)
            found += (Attempt(number, done, *each) for each in every_command(data, Path(place)))
            done, data = packages.mutated(mailed(*QUARTER[: number % 2 * 2]), random.Random(number))
            found.append(Attempt(number, f"copy: {done}", *_one(data, Path(place), "kiriman.xlsx", "periksa-kiriman")))
        found.append(Attempt(seed, f"{count} workbooks", *_recap(inbox, Path(place))))
    return found


def folders_from(seed: int, count: int) -> list[Attempt]:
    """So many changed CSV folders through `isi`."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        folder, target = Path(place) / "data", Path(place) / "hasil"
        for number in range(seed, seed + count):
            for each in (folder, target):
                shutil.rmtree(each, ignore_errors=True)
                each.mkdir()
            done = folders.mutated(folder, random.Random(number))
            before = listed(target)
            outcome = attempted("isi", folder, "--keluaran", target / NAME).outcome
            wrong = [*broken_word(outcome, target, before, "", lambda _: [target / NAME])]
            if outcome.status == 0 and (again := attempted("ekspor", target / NAME).outcome).status:
                wrong.append(f"what isi made cannot be read: {again.err[:300]}")
            found.append(Attempt(number, done, "isi", outcome.status, wrong))
    return found


def hostile_cases(names: Sequence[str]) -> list[Attempt]:
    """The cases made by hand through every command, and through a recap together."""
    found: list[Attempt] = []
    with tempfile.TemporaryDirectory() as place:
        inbox = Path(place) / "masuk"
        inbox.mkdir()
        for number, name in enumerate(names):
            data = hostile.made(name, example())
            (inbox / f"{number}.xlsm").write_bytes(data)
            found += (Attempt(0, name, *each) for each in every_command(data, Path(place)))
        found.append(Attempt(0, f"{len(names)} cases", *_recap(inbox, Path(place))))
    return found


_Said = tuple[str, int, list[str]]


def every_command(data: bytes, place: Path) -> Iterator[_Said]:
    """A workbook through the commands that take one."""
    given, made = place / "sebelum.xlsm", place / "hasil.xlsm"
    given.write_bytes(data)
    read_before = cache(lambda: not unreadable(given))
    yield _one(data, place, NAME, "ekspor")
    yield _one(data, place, NAME, "periksa")
    yield _one(data, place, NAME, "sinkron", outputs=lambda _: [place / "buku" / NAME], must_read=read_before)
    for options in ((), QUARTER):
        sent = partial(_one, data, place, NAME, "kirim", "--tetap", *options)
        yield sent(outputs=lambda outcome: [Path(outcome.out.splitlines()[0])], must_read=read_before)
    yield _one(data, place, NAME, "tahun-baru", "--keluaran", made, outputs=lambda _: [made])
    made.unlink(missing_ok=True)
    yield _one(data, place, NAME, "naikkan", "--keluaran", made, outputs=lambda _: [made])
    made.unlink(missing_ok=True)
    document = place / "hasil.docx"
    yield _one(data, place, NAME, "naskah", "--tanpa-halaman", "--keluaran", document, outputs=lambda _: [document])
    if document.exists():
        outcome = attempted("periksa-naskah", document, given).outcome
        yield "periksa-naskah", outcome.status, list(broken_word(outcome, place / "buku", listed(place / "buku"), given.name))
    document.unlink(missing_ok=True)


def _one(
    data: bytes,
    place: Path,
    name: str,
    command: str,
    *options: str | Path,
    outputs: Callable[[Outcome], Sequence[Path]] = lambda _: (),
    must_read: Callable[[], bool] = lambda: True,
) -> _Said:
    """A command over a workbook in a folder of its own."""
    folder = place / "buku"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / name).write_bytes(data)
    before = listed(folder)
    outcome = attempted(command, folder / name, *options).outcome
    wrong = list(broken_word(outcome, folder, before, name, outputs, must_read))
    if command != "sinkron" and (folder / name).read_bytes() != data:
        wrong.append("the workbook has changed")
    return command, outcome.status, wrong


def _recap(inbox: Path, place: Path) -> _Said:
    before, target, of_quarter = listed(inbox), place / "rekap", place / "rekap-triwulan"
    outcome = attempted("rekap", inbox, "--keluaran", target, "--format", "csv").outcome
    wrong = list(recap_broken_word(outcome, target, sorted(before)))
    quarter = attempted("rekap", inbox, "--keluaran", of_quarter, "--format", "csv", *QUARTER).outcome
    wrong += recap_broken_word(quarter, of_quarter, sorted(before))
    book = place / "rekap.xlsx"
    again = attempted("rekap", inbox, "--keluaran", book).outcome
    if again.status != outcome.status:
        wrong.append(f"as a workbook: status {again.status}: {again.err.strip()[-300:]}")
    if again.status in (0, 1) and (unread := unreadable(book)):
        wrong.append(f"the recap cannot be read: {unread}")
    if listed(inbox) != before:
        wrong.append("the folder is not as it was")
    return "rekap", outcome.status, wrong
