"""What the workbook says, as figures that know their cells: of an indicator, a sasaran, a program, the whole office.

What only repeats the printed report is never asked: columns "menurut naskah", printed totals and percentages, and the numbers of
indicators that BAB II and BAB IV claim. A document is not right because its claims were copied into the workbook.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from lkjip.checks.book import Book, Line
from lkjip.checks.totals import KEGIATAN, REALISASI, REALISASI_KEGIATAN, RUPIAH, TOTAL, stated
from lkjip.checks.wording import name
from lkjip.model import tables
from lkjip.model.columns import Role, Table
from lkjip.model.key import typed_key
from lkjip.model.laporan import Row
from lkjip.model.renstra import TARGET_TAHUNAN, baseline_year, target_years
from lkjip.model.tables.annexes import BULAN, MURNI, PERUBAHAN
from lkjip.model.tables.report import REALISASI as REALISASI_AGO
from lkjip.model.tables.report import TARGET as TARGET_AGO
from lkjip.naskah.reading.numbers import of_text
from lkjip.summary import perbandingan
from xlfuncs import id_format, rules
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError

WHOLE: Final = 100.0
"""Percent."""
_INPUTS: Final = {
    "target": ("target", "target_berlaku", "nilai_target", "target_atas"),
    "realisasi": ("realisasi", "nilai_realisasi"),
    "capaian": ("capaian", "persen_capaian"),
    "target akhir": ("target_akhir_renstra",),
    "standar": ("standar",),
}
"""What a row of Tabel 3.1 says of this year, and the columns that say it."""
_PROGRAM_AMOUNTS: Final = (
    (tables.PROGRAM_PK, "anggaran_murni", MURNI),
    (tables.PROGRAM_PK, "anggaran_perubahan", PERUBAHAN),
    (tables.PROGRAM_BERIKUT, "anggaran", ""),
)
BY_PLACE: Final = "ke"
"""The kind of document of the Renstra whose years are counted: "tahun ke-1"."""
_TELLING: Final = 1000
"""Whole numbers below it are anybody's."""
_LONGEST_PLACE: Final = 60


@dataclass(frozen=True)
class Fact:
    """A figure of the workbook: its value, its cell such as "Tabel 3.2!H7", and what it is, for people."""

    value: float
    place: str
    what: str


class Subject(NamedTuple):
    """What a figure is about: the kind and the key by which `Facts` knows it."""

    kind: str
    key: str = ""


OFFICE: Final = Subject("kantor")
Entry: TypeAlias = tuple[Subject, str, int | None, Fact]
"""A figure with what it is about, what it is, and its year, None for the report's."""


class Facts:
    """The figures of a workbook by what they are about and what they are."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def of(self, subject: Subject, what: str, year: int | None = None) -> Sequence[Fact]:
        """The figures that something may rightly be said to be, the likeliest first; none if the workbook does not say.

        Args:
            year: of a target, a realisasi or a capaian; the report's by default.
        """
        return self._by_subject.get(subject, {}).get((what, None if year == self.year else year), ())

    def of_all_years(self, subject: Subject, what: str) -> Sequence[Fact]:
        """The figures of all years."""
        return [fact for (named, _), facts in self._by_subject.get(subject, {}).items() if named == what for fact in facts]

    def document(self, table: Table, subject: Subject, what: str, year: int | None = None, kind: str = "") -> Sequence[Fact]:
        """The figures of one document alone; `kind` tells documents apart that share a table."""
        return self._by_document.get((table.key, kind), {}).get((subject, what, year), ())

    def whose(self, value: float) -> Sequence[Fact]:
        """The figures that have a value, where that tells anything."""
        return () if abs(value) < _TELLING and value == int(value) else self._by_value.get(_rounded(value), ())

    @cached_property
    def year(self) -> int | None:
        return self.book.year()

    @cached_property
    def known_years(self) -> frozenset[int]:
        """The years that the workbook tells of: the Renstra's, the report's, the ones before it and the next."""
        found = set(target_years(self.book.profil) or ())
        found |= {year for key in ("tahun_awal_renstra", "tahun_akhir_renstra") if (year := self.book.year(key))}
        if self.year:
            found |= {self.year + 1, *(self.year - ago for ago in REALISASI_AGO)}
        return frozenset(found)

    # ------------------------------------------------------------ the indexes
    @cached_property
    def _by_subject(self) -> Mapping[Subject, Mapping[tuple[str, int | None], Sequence[Fact]]]:
        found: dict[Subject, dict[tuple[str, int | None], list[Fact]]] = defaultdict(dict)
        for subject, what, year, fact in self._entries:
            found[subject].setdefault((what, year), []).append(fact)
        return found

    @cached_property
    def _by_document(self) -> Mapping[tuple[str, str], Mapping[tuple[Subject, str, int | None], Sequence[Fact]]]:
        found: dict[tuple[str, str], dict[tuple[Subject, str, int | None], list[Fact]]] = defaultdict(dict)
        for document, (subject, what, year, fact) in self._documents:
            found[document].setdefault((subject, what, year), []).append(fact)
        return found

    @cached_property
    def _by_value(self) -> Mapping[float, Sequence[Fact]]:
        found: dict[float, dict[str, Fact]] = defaultdict(dict)
        for fact in (*(each[-1] for each in self._entries), *(entry[-1] for _, entry in self._documents)):
            found[_rounded(fact.value)].setdefault(fact.place, fact)
        return {value: list(facts.values()) for value, facts in found.items()}

    @cached_property
    def _entries(self) -> Sequence[Entry]:
        return [
            *self._measured(),
            *self._of_office(),
            *self._budgeted(),
            *self._of_sasaran(),
            *self._of_programs(),
            *(self._of_year(entry) for (_, kind), entry in self._documents if kind != BY_PLACE),
        ]

    def _of_year(self, entry: Entry) -> Entry:
        subject, what, year, fact = entry
        return subject, what, None if year == self.year else year, fact

    # ------------------------------------------------------------ indicators
    def _measured(self) -> Iterator[Entry]:
        book = self.book
        for line in book.lines(tables.TABEL_3_1):
            subject, called = self._indicator(line), name(line.name)
            for what, keys in _INPUTS.items():
                yield from ((subject, what, None, fact) for fact in _facts(line, keys, f"{what} {called}"))
            for ago, key in REALISASI_AGO.items():
                if ago and self.year:
                    then = self.year - ago
                    yield from ((subject, "realisasi", then, fact) for fact in _facts(line, (key,), f"realisasi {then} {called}"))
                    yield from ((subject, "target", then, fact) for fact in _facts(line, (TARGET_AGO[ago],), f"target {then} {called}"))
                    yield from ((subject, "capaian", then, fact) for fact in self._earlier(line, ago))
            yield from ((subject, "selisih", year, fact) for year, fact in self._differences(line))
            progress = perbandingan.progress(book.laporan, line.values)
            if isinstance(progress, float):
                yield subject, "kemajuan", None, Fact(progress, _place(line, "target_akhir_renstra"), f"kemajuan ke target akhir {called}")

    def _earlier(self, line: Line, ago: int) -> Iterator[Fact]:
        """The capaian of an earlier year by the office's rules."""
        target, realisasi = line[TARGET_AGO[ago]], line[REALISASI_AGO[ago]]
        try:
            value = rules.capaian(target, realisasi, line["arah"], self.book.aturan, None, line["batas_atas"])
        except RuleError:
            return
        if isinstance(value, float):
            yield Fact(value, _place(line, REALISASI_AGO[ago]), f"capaian {(self.year or 0) - ago} {name(line.name)}")

    def _differences(self, line: Line) -> Iterator[tuple[int | None, Fact]]:
        """How much more (or less, with a minus sign) the realisasi is than earlier ones and than the standard."""
        now = line["realisasi"]
        for then, key in ((self.year and self.year - ago, key) for ago, key in (*REALISASI_AGO.items(), (0, "standar"))):
            before = line[key]
            if isinstance(now, float) and isinstance(before, float) and key != "realisasi":
                yield then, Fact(now - before, _place(line, key), f"selisih realisasi {name(line.name)}")

    def _indicator(self, line: Line) -> Subject:
        return Subject("indikator", self.book.identity(line, line.table.keys(Role.INDIKATOR)[0]))

    @cached_property
    def _documents(self) -> Sequence[tuple[tuple[str, str], Entry]]:
        return list(self._planned())

    def _planned(self) -> Iterator[tuple[tuple[str, str], Entry]]:
        """The figures of each document that plans: with the table's key and the kind of its document."""
        book, next_year = self.book, None if self.year is None else self.year + 1
        for table in (tables.TABEL_2_1, tables.RKT, tables.PENGUKURAN, tables.PK, tables.RKT_BERIKUT, tables.PENETAPAN):
            year = next_year if table in (tables.RKT_BERIKUT, tables.PENETAPAN) else None
            for line in book.lines(table):
                kind = (line.choice("dokumen") or MURNI) if table is tables.PK else ""
                for what in ("target", "realisasi"):
                    if what in table.names:
                        for fact in _facts(line, (what,), f"{what} {name(line.name)} di {line.sheet}"):
                            yield (table.key, kind), (self._indicator(line), what, year, fact)
        years = {key: year for year, key in book.renstra_columns.items()}
        for line in book.lines(tables.RENSTRA):
            for place, key in TARGET_TAHUNAN.items():
                for fact in _facts(line, (key,), f"target Renstra {years.get(key, f'tahun ke-{place}')} {name(line.name)}"):
                    yield (tables.RENSTRA.key, BY_PLACE), (self._indicator(line), "target", place, fact)
                    if key in years:
                        yield (tables.RENSTRA.key, ""), (self._indicator(line), "target", years[key], fact)
            for fact in _facts(line, ("baseline",), f"kondisi awal {name(line.name)}"):
                yield (tables.RENSTRA.key, ""), (self._indicator(line), "realisasi", baseline_year(book.profil), fact)
        for line in book.lines(tables.CASCADING):
            subject = Subject("indikator kegiatan", book.key(line.name))
            for year, key in book.renstra_columns.items():
                for fact in _facts(line, (key,), f"target {year} {name(line.name)}"):
                    yield (tables.CASCADING.key, ""), (subject, "target", year, fact)
        for line in book.lines(tables.RENCANA_AKSI):
            is_one = line.choice("jenis") == "indikator"
            subject = Subject("indikator", book.indicator(line.name)) if is_one else Subject("program", book.key(line.name))
            for month, key in enumerate(BULAN, 1):
                for fact in _facts(line, (key,), f"target {BULAN[key]} {name(line.name)}"):
                    yield (tables.RENCANA_AKSI.key, ""), (subject, "bulan", month, fact)
        for table, column, kind in _PROGRAM_AMOUNTS:
            for line in book.lines(table):
                for fact in _facts(line, (column,), f"anggaran {name(line.name)} di {line.sheet}"):
                    yield (table.key, kind), (Subject("program", book.key(line.name)), "anggaran", None, fact)
            lines = book.lines(table)
            total = _sum(lines, column, f"jumlah {book.sheet(table)}") if lines else None
            if total is not None:
                yield (table.key, kind), (OFFICE, "anggaran", None, total)

    # ------------------------------------------------------------ budgets
    @cached_property
    def _counted(self) -> Sequence[Line]:
        """The rows of Tabel 3.2 whose amounts count."""
        return [line for line in self.book.lines(tables.TABEL_3_2) if line["baris_dihitung"]]

    def _budgeted(self) -> Iterator[Entry]:
        """The budget of each indicator: of its rows together, and of each of them."""
        by_row: dict[Cell, list[Line]] = defaultdict(list)
        for line in self._counted:
            by_row[line["baris_3_1"]].append(line)
        for measured in self.book.lines(tables.TABEL_3_1):
            lines = by_row.get(measured["baris"], [])
            subject, called = self._indicator(measured), name(measured.name)
            groups = [lines, *([line] for line in lines)] if len(lines) > 1 else [lines] if lines else []
            for group in groups:
                capaian = measured["persen_capaian"]
                yield from _spending(subject, group, called, capaian if isinstance(capaian, float) else None)
            yield from ((subject, "target kegiatan", None, fact) for line in lines for fact in _targets(line))

    def _of_programs(self) -> Iterator[Entry]:
        """The budget of each program and kegiatan in Tabel 3.2."""
        book = self.book
        for column in ("program", "kegiatan", "sub_kegiatan"):
            by_name: dict[str, list[Line]] = defaultdict(list)
            alone: list[tuple[str, Line]] = []
            for line in book.lines(tables.TABEL_3_2):
                if line[column] is not None and line["jenjang"] != "jumlah":
                    key = book.key(line[column])
                    if line["baris_dihitung"]:
                        by_name[key].append(line)
                    alone.append((key, line))
            for key, lines in by_name.items():
                if len(lines) > 1:
                    yield from _spending(Subject("program", key), lines, name(lines[0][column]))
            for key, line in alone:
                yield from _spending(Subject("program", key), [line], name(line[column]), typed=True)
                yield from ((Subject("program", key), "target kegiatan", None, fact) for fact in _targets(line))

    # ------------------------------------------------------------ sasaran and the office
    @cached_property
    def sasaran(self) -> Mapping[str, Sequence[Line]]:
        """The rows of Tabel 3.1 by the key of their sasaran."""
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.book.lines(tables.TABEL_3_1):
            if line["sasaran_berlaku"] is not None:
                found[self.book.key(line["sasaran_berlaku"])].append(line)
        return found

    def _of_sasaran(self) -> Iterator[Entry]:
        by_row: dict[Cell, list[Line]] = defaultdict(list)
        for line in self._counted:
            by_row[line["baris_3_1"]].append(line)
        for key, lines in self.sasaran.items():
            subject, called = Subject("sasaran", key), f"sasaran {name(lines[0]['sasaran_berlaku'])}"
            yield from self._results(subject, lines, called)
            spent = [each for line in lines for each in by_row.get(line["baris"], ())]
            yield from _spending(subject, spent, called)

    def _results(self, subject: Subject, lines: Sequence[Line], called: str) -> Iterator[Entry]:
        """The mean capaian of rows of Tabel 3.1, and how many there are of each category."""
        place = _area(lines, "capaian")
        for mean in self._means([line.values for line in lines]):
            yield subject, "capaian", None, Fact(mean, place, f"rata-rata capaian {called}".strip())
        names = _area(lines, "indikator")
        yield subject, "jumlah indikator", None, Fact(len(lines), names, f"jumlah indikator {called}".strip())
        for band in self.book.laporan.bands:
            count = sum(line["kategori"] == band.code for line in lines)
            yield (
                subject,
                f"jumlah {band.code}",
                None,
                Fact(count, _area(lines, "kategori"), f"jumlah indikator {band.label} {called}".strip()),
            )
        reached = [line["capaian"] for line in lines if isinstance(line["capaian"], float)]
        rounded = [float(id_format.rounded(each)) for each in reached]
        for what, count in (
            ("jumlah tercapai", sum(each >= WHOLE for each in rounded)),
            ("jumlah belum tercapai", sum(each < WHOLE for each in rounded)),
            ("jumlah terukur", len(rounded)),
            ("jumlah belum terukur", len(lines) - len(rounded)),
        ):
            yield subject, what, None, Fact(count, place, f"{what} {called}".strip())

    def _means(self, rows: Sequence[Row]) -> Iterator[float]:
        """The mean capaian as the office has chosen, and the plain one."""
        for compute in (self.book.laporan.mean, _plain_mean):
            try:
                mean = compute(rows)
            except RuleError:
                continue
            if isinstance(mean, float):
                yield mean

    def _of_office(self) -> Iterator[Entry]:
        book = self.book
        lines = book.lines(tables.TABEL_3_1)
        if lines:
            yield from self._results(OFFICE, lines, "")
        if book.indicators and len(book.indicators) != len(lines):
            yield OFFICE, "jumlah indikator", None, Fact(len(book.indicators), _area(lines, "indikator"), "jumlah indikator")
        for table in (tables.TABEL_2_1, tables.TABEL_3_1, tables.RENSTRA):
            rows = [line for line in book.lines(table) if line["sasaran"] is not None]
            for count in {len({compute(line["sasaran"]) for line in rows}) for compute in (typed_key, book.key)} if rows else ():
                yield OFFICE, "jumlah sasaran", None, Fact(count, _area(rows, "sasaran"), "jumlah sasaran")
        if book.lines(tables.IKU):
            yield OFFICE, "jumlah IKU", None, Fact(len(book.lines(tables.IKU)), _area(book.lines(tables.IKU), "indikator"), "jumlah IKU")
        said = stated(book)
        for named in RUPIAH:
            if named in said:
                for fact in _facts(said[named], ("nilai",), str(said[named].name)):
                    yield OFFICE, named, None, fact
                    yield OFFICE, "realisasi anggaran" if named in (REALISASI, REALISASI_KEGIATAN) else "anggaran", None, fact
        for budget, spent in ((TOTAL, REALISASI), (KEGIATAN, REALISASI_KEGIATAN)):
            if budget in said and spent in said:
                amounts = said[budget].number("nilai"), said[spent].number("nilai")
                place = f"{_place(said[budget], 'nilai')}, {said[spent].cell('nilai')}"
                yield from _shares(OFFICE, amounts, place, "anggaran kantor")
        yield from _spending(OFFICE, self._counted, "seluruh Tabel 3.2")
        count = len(book.laporan.bands)
        yield OFFICE, "jumlah skala", None, Fact(count, "Skala", "jumlah kategori")
        start, end = book.year("tahun_awal_renstra"), book.year("tahun_akhir_renstra")
        if start and end:
            place = f"Profil!{book.profil_sel('tahun_awal_renstra')}"
            for length in sorted({end - start, end - start + 1, len(target_years(book.profil) or ())}):
                yield OFFICE, "lama Renstra", None, Fact(length, place, "lama masa Renstra")

    # ------------------------------------------------------------ names
    @cached_property
    def activities(self) -> frozenset[str]:
        """The keys of the indicators of kegiatan."""
        return frozenset(self.book.key(line.name) for line in self.book.lines(tables.CASCADING))

    @cached_property
    def programs(self) -> Mapping[str, str]:
        """The names of programs, kegiatan and sub kegiatan by their keys."""
        found: dict[str, str] = {}
        for table, columns in (
            (tables.TABEL_3_2, ("program", "kegiatan", "sub_kegiatan")),
            (tables.PROGRAM_PK, ("program",)),
            (tables.PROGRAM_BERIKUT, ("program",)),
            (tables.RENCANA_AKSI, ("uraian",)),
        ):
            for line in self.book.lines(table):
                for column in columns:
                    if line[column] is not None:
                        found.setdefault(self.book.key(line[column]), str(line[column]))
        return found

    @cached_property
    def indicators(self) -> Mapping[str, str]:
        """The names of indicators in every table by their keys, however they are spelled there."""
        found: dict[str, str] = {}
        for document in self.book.all_documents:
            for line in document.lines:
                text = line[document.indicator]
                if text is not None:
                    found.setdefault(self.book.key(text), str(text))
        return found


def _plain_mean(rows: Sequence[Row]) -> float | None:
    return rules.rata_rata([row["persen_capaian"] for row in rows])


def _facts(line: Line, keys: Iterable[str], what: str) -> Iterator[Fact]:
    """The numbers in some cells of a row, each value once; a grade has its value."""
    seen = set()
    for key in keys:
        value = line.values.get(key)
        if isinstance(value, float) and value not in seen:
            seen.add(value)
            yield Fact(value, _place(line, key), what)


def _spending(
    subject: Subject, lines: Sequence[Line], called: str, capaian: float | None = None, *, typed: bool = False
) -> Iterator[Entry]:
    """Budget, realisasi and shares of rows of Tabel 3.2 together.

    Args:
        typed: whether to take the amounts as typed instead of those that count.
    """
    if not lines:
        return
    keys = ("nilai_anggaran", "nilai_realisasi") if typed else ("dihitung", "realisasi_dihitung")
    amounts: list[float | None] = []
    for key, typed_key_, what in zip(keys, ("anggaran", "realisasi"), ("anggaran", "realisasi anggaran"), strict=True):
        values = [line[key] for line in lines]
        numbers = [value for value in values if isinstance(value, float | int) and not isinstance(value, bool)]
        if not numbers or any(isinstance(value, str) for value in values):
            amounts.append(None)
            continue
        amounts.append(float(sum(numbers)))
        yield subject, what, None, Fact(float(sum(numbers)), _area(lines, typed_key_), f"{what} {called}")
    yield from _shares(subject, (amounts[0], amounts[1]), _area(lines, "anggaran", "realisasi"), called, capaian)


def _shares(
    subject: Subject, amounts: tuple[float | None, float | None], place: str, called: str, capaian: float | None = None
) -> Iterator[Entry]:
    """What is left of a budget (rupiah), and its serapan and efisiensi (percent).

    Args:
        amounts: budget and realisasi.
        capaian: of the indicator, with which some offices judge efficiency.
    """
    anggaran, realisasi = amounts
    if anggaran is None or realisasi is None:
        return
    yield subject, "sisa anggaran", None, Fact(anggaran - realisasi, place, f"sisa anggaran {called}")
    for what, rule in (("serapan", rules.serapan), ("efisiensi", rules.efisiensi)):
        try:
            share = rule(anggaran, realisasi)
        except RuleError:
            continue
        if isinstance(share, float):
            yield subject, what, None, Fact(share, place, f"{what} {called}")
            if what == "efisiensi" and capaian is not None:
                yield subject, what, None, Fact(capaian - WHOLE + share, place, f"capaian dikurangi serapan {called}")


def _targets(line: Line) -> Iterator[Fact]:
    """The numbers in the texts that say what a budget line is to reach: "100 orang; 12 bulan"."""
    for key in ("target_program", "target_kegiatan"):
        for number in of_text(str(line[key] or ""), is_line=False).numbers:
            yield Fact(number.readings[0], _place(line, key), f"target di {line.sheet}")


def _sum(lines: Sequence[Line], key: str, what: str) -> Fact | None:
    values = [line.number(key) for line in lines if line[key] is not None]
    if not values or any(value is None for value in values):
        return None
    return Fact(sum(value or 0.0 for value in values), _area(lines, key), what)


def _place(line: Line, *keys: str) -> str:
    return f"{line.sheet}!{line.cell(*keys)}"


def _area(lines: Sequence[Line], *keys: str) -> str:
    """The cells of some rows of a table: from the first to the last where they adjoin, else the first ones."""
    if not lines:
        return ""
    cells = [line.cell(*keys) for line in lines]
    adjoin = all(after.row == before.row + 1 for before, after in pairwise(lines))
    if adjoin and len(lines) > 1:
        first, last = cells[0].split(":")[0], cells[-1].split(":")[-1]
        return f"{lines[0].sheet}!{first}:{last}"
    text = ", ".join(cells)
    return f"{lines[0].sheet}!{text if len(text) <= _LONGEST_PLACE else text[:_LONGEST_PLACE].rpartition(',')[0]}"


def _rounded(value: float) -> float:
    return float(id_format.rounded(value))
