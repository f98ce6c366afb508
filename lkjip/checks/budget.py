"""Checks of budgets: overspending, sums that are not those of their parts, and how budget lines and indicators belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.totals import KEGIATAN, REALISASI, REALISASI_KEGIATAN, TOTAL, stated
from lkjip.checks.wording import difference, figure, name
from lkjip.model import levels, tables
from lkjip.model.finding import Fold, Remark
from lkjip.sources import workbook_file
from xlfuncs.angka import Cell


@check(
    "realisasi-melebihi-anggaran",
    "peringatan",
    "Realisasi anggaran lebih besar dari anggarannya. Itu mungkin salah ketik, atau anggarannya belum memakai angka perubahan.",
)
def overspent(book: Book) -> Iterator[Remark]:
    lines = stated(book)
    for spent, spent_key, budget, budget_key in (
        *((line, "realisasi", line, "anggaran") for line in book.lines(tables.TABEL_3_2)),
        *((line, "digunakan_narasi", line, "anggaran_narasi") for line in book.lines(tables.NARASI)),
        *(
            (lines[s], "nilai", lines[b], "nilai")
            for s, b in ((REALISASI, TOTAL), (REALISASI_KEGIATAN, KEGIATAN))
            if {s, b} <= lines.keys()
        ),
    ):
        realisasi, anggaran = spent.number(spent_key), budget.number(budget_key)
        if realisasi is not None and anggaran is not None and realisasi > anggaran >= 0:
            yield spent.remark(
                spent_key,
                message=f"Realisasi {name(spent.name or '(tanpa nama)')} {figure(realisasi)}, lebih besar dari"
                f" anggarannya {figure(anggaran)} (sel {budget.cell(budget_key)})",
                expected=f"paling banyak {figure(anggaran)}",
                advice="Periksa kedua angka; bila ada perubahan anggaran, pakai angka perubahannya.",
            )


@check(
    "induk-anggaran",
    "galat",
    "Anggaran atau realisasi sebuah program di Tabel 3.2 bukan jumlah kegiatannya, atau sebuah kegiatan bukan jumlah sub kegiatannya. Yang"
    " dihitung ialah bagiannya, supaya tidak ada rupiah yang terhitung dua kali.",
)
def parts(book: Book) -> Iterator[Remark]:
    lines = book.lines(tables.TABEL_3_2)
    for level, whole, below in levels.in_parts([line.values for line in lines]):
        wholes, them = [lines[place] for place in whole], [lines[place] for place in below]
        sums = f"sedangkan {_PARTS[level]} (baris {_rows(them)}) berjumlah"
        said = {
            key: f"{key} {figure(unequal[0])}, {sums} {figure(unequal[1])}; {difference(*unequal)}"
            for key, amount in _AMOUNTS.items()
            if (unequal := _unequal(wholes, them, amount))
        }
        if said:
            yield wholes[0].remark(
                *said,
                message=f"{level.capitalize()} {name(wholes[0][level])}: {'; '.join(said.values())}",
                expected=f"jumlah {_PARTS[level]}",
                advice="Betulkan salah satunya, atau tulis bagian yang belum ada. Yang dihitung dalam total ialah bagiannya.",
            )


_PARTS: Final = {levels.PROGRAM: "kegiatannya", levels.KEGIATAN: "sub kegiatannya"}
_AMOUNTS: Final = {"anggaran": "nilai_anggaran", "realisasi": "nilai_realisasi"}
_ADDED: Final = {"anggaran": "dihitung", "realisasi": "realisasi_dihitung"}
_ROUNDING: Final = 0.5
"""Rupiah by which sums may differ, since amounts are printed with and without sen."""


def _unequal(wholes: Sequence[Line], below: Sequence[Line], amount: str) -> tuple[float, float] | None:
    """The printed amount of some rows and the sum of their parts (rupiah); None if they are equal, or a cell is blank or no number."""
    printed = [line[amount] for line in wholes if line[amount] is not None]
    total = levels.added((line.values for line in below), amount)
    one = levels.added((line.values for line in wholes), amount)
    if not printed or one is None or total is None or _same(one, total) or all(_same(each, total) for each in printed):
        return None
    return one, total


def _same(printed: Cell, total: float) -> bool:
    return isinstance(printed, float | int) and abs(printed - total) < _ROUNDING


def _rows(lines: Sequence[Line]) -> str:
    """The numbers of rows: "5", "5, 7" or "5 sampai 9"."""
    numbers = sorted(line.row for line in lines)
    if len(numbers) > 1 and numbers[-1] - numbers[0] + 1 == len(numbers):
        return f"{numbers[0]} sampai {numbers[-1]}"
    rest = f" dan {len(numbers) - _SHOWN} lainnya" if len(numbers) > _SHOWN else ""
    return ", ".join(map(str, numbers[:_SHOWN])) + rest


@check(
    "baris-jumlah",
    "galat",
    "Baris Jumlah atau Total yang disalin ke Tabel 3.2 bukan jumlah baris yang dihitung. Baris seperti itu tidak pernah ikut dijumlahkan,"
    " hanya dibandingkan.",
)
def printed_totals(book: Book) -> Iterator[Remark]:
    above: list[Line] = []
    everything = [line for line in book.lines(tables.TABEL_3_2) if line["baris_dihitung"]]
    for line in book.lines(tables.TABEL_3_2):
        if line["jenjang"] != levels.JUMLAH:
            above += [line] if line["baris_dihitung"] else []
            continue
        label = next(key for key in reversed(levels.LABELS) if levels.is_total(line[key]))
        program = line["kunci_program"] if not levels.is_total(line["program"]) else None
        meant = [each for each in everything if each["kunci_program"] == program] if program else everything
        said = []
        for key, amount in _AMOUNTS.items():
            printed = line[amount]
            total, of_section = (levels.added((each.values for each in rows), _ADDED[key]) for rows in (meant, above))
            if not isinstance(printed, float | int) or total is None or of_section is None:
                continue
            if not _same(printed, total) and not _same(printed, of_section):
                said.append(f"{key} {figure(printed)}, sedangkan yang dihitung {figure(total)}; {difference(printed, total)}")
        if said:
            yield line.remark(
                label,
                message=f"Baris {name(line[label])}: {'; '.join(said)}",
                expected="jumlah baris yang dihitung",
                advice="Betulkan jumlahnya, atau tulis baris yang belum ada. Baris ini tidak ikut dijumlahkan dan boleh dihapus.",
            )
        above = []


@check(
    "mirip-baris-jumlah",
    "peringatan",
    "Tabel 3.2 berisi baris yang namanya berawal Jumlah atau Total tetapi ikut dijumlahkan, karena bisa juga nama indikator atau program.",
)
def looks_like_total(book: Book) -> Iterator[Remark]:
    for line in book.lines(tables.TABEL_3_2):
        if line["jenjang"] == levels.JUMLAH or not line.number("anggaran"):
            continue
        for key in ("indikator", "program", "kegiatan"):
            text = line[key]
            if isinstance(text, str) and _TOTAL.fullmatch(text.strip()):
                yield line.remark(
                    key,
                    message=f"Baris {name(text)} dengan anggaran {figure(line['anggaran'])} ikut dijumlahkan",
                    expected="program atau kegiatan",
                    advice="Bila ini jumlah baris lain, hapus barisnya atau tulis JUMLAH saja.",
                )
                break


_TOTAL: Final = re.compile(r"(?:sub\s*|grand\s*)?(?:jumlah|total)(?:\s+(?:anggaran|belanja|keseluruhan|seluruhnya)\b.*)?\W*", re.IGNORECASE)


@check(
    "kegiatan-tanpa-induk",
    "peringatan",
    "Sebuah program di Tabel 3.2 mungkin terhitung bersama kegiatannya: kegiatan di bawahnya tidak menyebut program, atau menyebut"
    " indikator lain. Keduanya dihitung.",
)
def maybe_twice(book: Book) -> Iterator[Remark]:
    lines = [line for line in book.lines(tables.TABEL_3_2) if line["baris_dihitung"]]
    below: dict[Cell, list[Line]] = {}
    for line in lines:
        if line["induk_program"]:
            below.setdefault(line["baris_program"], []).append(line)
    following: list[Line] = []
    for line in reversed(lines):
        if line["jenjang"] == levels.PROGRAM:
            said, of_others = line.number("anggaran") or 0.0, below.get(line["baris_program"], [])
            for them, why in ((following, "tidak menyebut programnya"), (of_others, "menyebut indikator lain")):
                total = levels.added((each.values for each in them), "dihitung") or 0.0
                if 0 < total <= said:
                    yield line.remark(
                        "program",
                        message=f"Program {name(line['program'])} dengan anggaran {figure(said)} dihitung, dan baris {_rows(them)} yang"
                        f" {why} juga dihitung ({figure(total)})",
                        expected="setiap rupiah sekali",
                        advice="Bila itu kegiatan dari program ini, tulis program yang sama dan kosongkan atau samakan indikatornya.",
                    )
            following = []
        elif line["jenjang"] in (levels.KEGIATAN, levels.SUB_KEGIATAN) and not line["kunci_program"]:
            following.insert(0, line)
        else:
            following = []


@check(
    "anggaran-cara-lama",
    "galat",
    "Buku kerja dari templat lama menjumlahkan semua baris Tabel 3.2, juga program di samping kegiatannya dan baris JUMLAH. Templat yang"
    " sekarang menghitung setiap rupiah sekali, sehingga totalnya lain.",
)
def counted_otherwise(book: Book) -> Iterator[Remark]:
    said = workbook_file.counted_otherwise(book.workbook.tables, book.laporan)
    if said:
        line = next(line for line in book.lines(tables.TABEL_3_2) if line["baris"] and not line["baris_dihitung"])
        yield line.remark(
            "anggaran",
            "realisasi",
            message=f"{said[:1].upper()}{said[1:]}",
            expected="setiap rupiah sekali",
            advice="Periksa baris itu, lalu pindahkan isinya ke templat yang sekarang dengan lkjip naikkan.",
        )


@check(
    "indikator-tanpa-anggaran",
    "info",
    "Indikator di Tabel 3.1 tidak punya baris di Tabel 3.2, sedangkan baris anggaran lain menyebut indikatornya. Anggaran 0 yang ditulis"
    " tidak dipersoalkan.",
)
def without_budget(book: Book) -> Iterator[Remark]:
    budgeted = {indicator for line in book.lines(tables.TABEL_3_2) for _, indicator in _indicators(line)}
    if budgeted:
        for indicator, line in book.measured.items():
            if indicator not in budgeted:
                yield line.remark(
                    "indikator",
                    message=f"Indikator {name(line.name)} tidak punya baris anggaran di Tabel 3.2",
                    expected="ada di Tabel 3.2",
                    advice="Tambahkan barisnya di Tabel 3.2; bila memang tanpa anggaran, tulis 0.",
                    fold=Fold("{n} indikator tidak punya baris anggaran di Tabel 3.2", name(line.name), one_cause=True),
                )


@check(
    "anggaran-tanpa-indikator",
    "info",
    "Baris anggaran di Tabel 3.2 menyebut indikator yang tidak ada di Tabel 3.1, atau tidak menyebut indikator sedangkan baris lain"
    " menyebutnya. Anggaran yang ditulis per program saja tidak dipersoalkan.",
)
def without_indicator(book: Book) -> Iterator[Remark]:
    measured = book.measured
    lines = [line for line in book.lines(tables.TABEL_3_2) if line["jenjang"] != levels.JUMLAH]
    if not measured:
        return
    for line in lines:
        unknown = next((each for each, indicator in _indicators(line) if indicator not in measured), None)
        if unknown is not None:
            yield line.remark(
                "indikator",
                message=f"Baris anggaran menyebut indikator {name(unknown)}, yang tidak ada di Tabel 3.1",
                expected="indikator dari Tabel 3.1",
                advice="Tulis indikatornya sama seperti di Tabel 3.1.",
            )
    if any(line.name is not None for line in lines):
        for line in lines:
            if line["baris_dihitung"] and line.name is None and line["baris"] not in book.once(_under_an_indicator):
                yield line.remark(
                    "indikator",
                    message="Baris anggaran tidak menyebut indikator",
                    expected="indikator dari Tabel 3.1",
                    advice="Tulis indikatornya sama seperti di Tabel 3.1; bila milik beberapa indikator, pisahkan dengan titik koma.",
                    fold=Fold("{n} baris anggaran tidak menyebut indikator", one_cause=True),
                )


_SHOWN: Final = 3
"""Most names and rows that a finding lists."""


def _indicators(line: Line) -> list[tuple[str, str]]:
    """The indicators that a budget line names, each with what it is known by."""
    if line.name is None or line["jenjang"] == levels.JUMLAH:
        return []
    known = line.book.identity(line)
    parts = [part for each in str(line.name).split(levels.BETWEEN) if (part := each.strip())]
    if known in line.book.measured or len(parts) < 2:
        return [(str(line.name), known)]
    return [(part, line.book.indicator(part)) for part in parts]


def _under_an_indicator(book: Book) -> set[Cell]:
    """The numbers of the rows that are parts of a program or kegiatan whose row names its indicator."""
    rows = [line.values for line in book.lines(tables.TABEL_3_2)]
    found = levels.in_parts(rows)
    return {rows[place]["baris"] for each in found if any(rows[one]["indikator"] is not None for one in each.whole) for place in each.parts}
