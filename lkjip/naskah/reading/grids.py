"""The numbers of tables: each cell has its figure by the heading of its column and by what its row names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias

from lkjip.model import tables
from lkjip.model.columns import Table as Declared
from lkjip.model.tables.annexes import BULAN, MURNI, PERUBAHAN
from lkjip.naskah.reading import categories, scale, years
from lkjip.naskah.reading.document import Table
from lkjip.naskah.reading.facts import BY_PLACE, OFFICE, Fact, Subject
from lkjip.naskah.reading.found import Discrepancy, differing, finding
from lkjip.naskah.reading.numbers import Number, of_text
from lkjip.naskah.reading.prose import Reader
from lkjip.naskah.reading.sections import Placed
from lkjip.summary.sasaran import WITHOUT_SASARAN

_FIELDS: Final = (
    (
        "",
        r"naik|turun|perubahan capaian|selisih|keterangan|penjelasan|satuan|sifat|sumber|bobot|triwulan|\btw\b|semester"
        r"|program\b.*target|target.*(?:program|kegiatan)",
    ),
    ("standar", r"standar|nasional|provinsi"),
    ("kemajuan", r"kemajuan"),
    ("target akhir", r"target.*akhir|kondisi akhir|akhir (?:renstra|rpjmd|periode)"),
    ("jumlah indikator", r"jumlah indikator|banyak(?:nya)? indikator"),
    ("kategori", r"kategori|kriteria|predikat|interpretasi"),
    ("efisiensi", r"efisiensi"),
    ("serapan", r"serap|(?:capaian|persentase|%).*(?:anggaran|keuangan)"),
    ("sisa anggaran", r"\bsisa\b|silpa"),
    ("realisasi anggaran", r"realisasi.*(?:anggaran|keuangan|belanja|\brp\b)|(?:anggaran|keuangan|belanja).*realisasi|digunakan"),
    ("anggaran", r"anggaran|\bpagu\b|alokasi"),
    ("capaian", r"capaian|tercapai"),
    ("realisasi", r"realisasi"),
    ("target", r"target|rencana"),
)
"""What a column holds, by its heading in small letters; the first that fits. "" for columns that are not compared."""
_FITS: Final = [(what, re.compile(pattern)) for what, pattern in _FIELDS]
_MONEY: Final = ("anggaran", "realisasi anggaran", "sisa anggaran", "serapan")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ONLY_YEAR: Final = re.compile(r"\W*(?:tahun|th\.?|thn\.?)?\s*((?:19|20)\d\d)\W*", re.IGNORECASE)
_PLACE: Final = re.compile(r"(?:tahun\s+)?ke\s*-?\s*(?:\D*\s)?([1-6])\Z", re.IGNORECASE)
_NUMBERING: Final = re.compile(r"\(?\d{1,2}[a-z]?\)?(?:\s*=.*)?")
_TOTAL: Final = re.compile(r"\W*(?:grand\s+)?(?:jumlah|total)\b", re.IGNORECASE)
_MEAN: Final = re.compile(r"\W*(?:capaian\s+)?rata\s*[-\u2013]?\s*rata", re.IGNORECASE)
_UNMEASURED: Final = re.compile(r"\W*(?:belum|tidak)\s+(?:di|ter)ukur", re.IGNORECASE)
_ABSENT: Final = "jumlah belum terukur"
_ALL: Final = re.compile(r"\W*(?:semua|seluruh|keseluruhan)\b", re.IGNORECASE)
_SCALES: Final = (("miliar", 1e9), ("milyar", 1e9), ("juta", 1e6), ("jt", 1e6), ("ribu", 1e3))
_OF_A_YEAR: Final = ("anggaran", "realisasi anggaran", "target", "realisasi", "capaian", "target akhir")
_MOST_HEADINGS: Final = 4
_MOST_COLUMNS: Final = 80
"""Columns of a table that somebody may read."""
_FEWEST: Final = 3
"""Different figures of a column that are no chance."""
_LONG: Final = 60
"""Letters of a cell from which on it is a text of its own."""
_DOCUMENTS: Final[tuple[tuple[str, str], ...]] = (
    ("pengukuran", r"pengukuran\s+kinerja"),
    ("renstra", r"rencana\s+strategis|renstra"),
    ("rkt", r"rencana\s+(?:kerja|kinerja)\s+tahunan|\brkt\b"),
    ("aksi", r"rencana\s+aksi"),
    ("pk", r"perjanjian\s+kinerja|penetapan\s+kinerja|tapkin"),
)
_OTHERS: Final = re.compile(r"indikator\s+(?:kinerja\s+)?(?:program|kegiatan|sub)|keluaran|output", re.IGNORECASE)


_Subjects: TypeAlias = Mapping[str, Sequence[Subject]]
"""What a row is about, by the kind of thing."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it holds ("" if it is not compared), and of which year; `place` counts the years of the Renstra."""

    heading: str
    what: str
    year: int | None = None
    place: int | None = None
    month: int | None = None
    scale: float = 1.0


@dataclass(frozen=True)
class Grid:
    """A table to be read: `context` is what stands above it, the nearest last."""

    reader: Reader
    placed: Placed
    table: Table
    context: Sequence[str]

    # ------------------------------------------------------------ parts
    @cached_property
    def _head(self) -> int:
        """How many rows are headings."""
        rows = self.table.rows
        for at, row in enumerate(rows[: _MOST_HEADINGS + 1]):
            if at and _is_numbering(row, rows[at - 1]):
                return at
        count = 0
        for row in rows[:_MOST_HEADINGS]:
            if count and row[0] != rows[0][0] and not _is_below(rows[count - 1], row):
                break
            if any(self._is_data(cell) for cell in row):
                break
            count += 1
        return count

    def _is_data(self, cell: str) -> bool:
        if not cell.strip():
            return False
        if self.reader.names.indicator(cell) or self.reader.names.program(cell) is not None:
            return True
        read = of_text(cell, is_line=False)
        return any(not _YEAR.fullmatch(number.text.strip()) for number in read.numbers) and not re.search(r"[a-z]{4}", cell, re.IGNORECASE)

    @cached_property
    def _body(self) -> Sequence[Sequence[str]]:
        rows = self.table.rows
        below = range(self._head, len(rows))
        return [
            rows[at] for at in below if not _is_numbering(rows[at], rows[at - 1] if at else ()) and any(cell.strip() for cell in rows[at])
        ]

    @cached_property
    def _columns(self) -> Sequence[Column]:
        heads = self.table.rows[: self._head]
        found: list[Column] = []
        group = ""
        for at in range(len(self.table.rows[0])):
            texts = list(dict.fromkeys(" ".join(row[at].split()) for row in heads if row[at].strip()))
            column = self._column(texts, group)
            group = "uang" if column.what in _MONEY else "kinerja" if column.what in ("target", "realisasi") else group
            found.append(column)
        return found

    def _column(self, texts: Sequence[str], group: str) -> Column:
        heading = " ".join(texts)
        lower = heading.lower()
        what = next((what for what, pattern in _FITS if pattern.search(lower)), "")
        if what == "realisasi" and group == "uang":
            what = "realisasi anggaran"
        elif what == "capaian" and group == "uang":
            what = "serapan"
        elif group == "uang" and re.fullmatch(r"target.*", lower):
            what = "target kegiatan"
        elif not what and lower.strip() in ("%", "persen", "persentase", "prosentase"):
            what = "serapan" if group == "uang" else "capaian" if group == "kinerja" else ""
        years = [int(each) for each in _YEAR.findall(heading)]
        last = texts[-1] if texts else ""
        only = _ONLY_YEAR.fullmatch(last)
        year = int(only[1]) if only else years[0] if len(set(years)) == 1 else None
        if not what and only and self._document and self._document[0] is tables.RENSTRA:
            what = "target"
        place = _PLACE.search(lower)
        month = _month(last)
        scale_ = next((scale for word, scale in _SCALES if re.search(rf"\b{word}\b|dalam {word}", lower)), 1.0)
        return Column(heading, what, year, int(place[1]) if place and what == "target" else None, month, scale_)

    @cached_property
    def _title(self) -> str:
        """What says which document the table is: the nearest of its captions and headings that names one."""
        near = [" ".join(text.split()).lower() for text in (*(title for _, title in self.placed.section.titles[-1:]), *self.context)]
        named = [text for text in near if any(re.search(pattern, text) for _, pattern in _DOCUMENTS)]
        year = next((text for text in reversed(near) if re.search(r"tahun(?:\s+anggaran)?\W+(?:19|20)\d\d", text)), "")
        return f"{named[-1]} {year}" if named else ""

    @cached_property
    def _document(self) -> tuple[Declared, str] | None:
        """The table of the workbook that the table repeats, with the kind of its document; None if that is not said."""
        title = self._title
        name = next((name for name, pattern in _DOCUMENTS if re.search(pattern, title)), "")
        years = {int(each) for each in _YEAR.findall(title)}
        is_next = (self.reader.facts.year or 0) + 1 in years and self.reader.facts.year not in years
        match name:
            case "pengukuran":
                return tables.PENGUKURAN, ""
            case "renstra":
                return tables.RENSTRA, ""
            case "aksi":
                return tables.RENCANA_AKSI, ""
            case "rkt":
                return (tables.RKT_BERIKUT, "") if is_next else (tables.RKT, "")
            case "pk" if is_next:
                return tables.PENETAPAN, ""
            case "pk" if "perubahan" in title:
                return tables.PK, PERUBAHAN
        return None

    @cached_property
    def _keys(self) -> dict[str, int]:
        """The columns that say what a row is about, by the kind of thing; only those that name something in most rows."""
        found: dict[str, int] = {}
        names = self.reader.names
        looks: Mapping[str, Callable[[str], Sequence[Subject]]] = {
            "indikator kegiatan": lambda text: _some(names.activity(text)),
            "indikator": names.in_cell,
            "program": lambda text: _some(names.program(text)),
            "sasaran": lambda text: _some(names.sasaran(text)),
        }
        for kind, look in looks.items():
            best = 0
            for at in range(len(self.table.rows[0])):
                cells = [row[at] for row in self._body if row[at].strip() and not _MEAN.match(row[at])]
                hits = sum(bool(look(cell)) for cell in dict.fromkeys(cells))
                if hits > best and 5 * hits >= 2 * len(dict.fromkeys(cells)):
                    best, found[kind] = hits, at
        return found

    # ------------------------------------------------------------ findings
    def findings(self) -> Iterator[Discrepancy]:
        if len(self.table.rows[0]) > _MOST_COLUMNS:
            return
        keys = self._keys
        if self._band_column is not None:
            yield from self._bands(self._band_column)
        elif keys:
            yield from self._keyed(keys)
        elif self.placed.section.subjects and self._head and any(column.what or column.year for column in self._columns):
            yield from self._of_one()
        else:
            yield from self._as_text()

    def _keyed(self, keys: dict[str, int]) -> Iterator[Discrepancy]:
        yield from self._headings()
        last_total = max((at for at, row in enumerate(self._body) if self._is_total(row)), default=-1)
        for at, row in enumerate(self._body):
            subjects = self._subjects(row, keys)
            if self._is_total(row) and self._is_without_sasaran(at):
                self._count_unknown(row)
            elif self._is_total(row):
                yield from self._total(row, at == last_total)
            elif _MEAN.match(_label(row)):
                yield from self._mean(row)
            elif any(subjects.values()):
                yield from self._row(row, subjects, keys)
            elif _ALL.match(_label(row)):
                yield from self._row(row, {**subjects, "sasaran": [OFFICE]}, keys)
            else:
                self._count_unknown(row)

    def _headings(self) -> Iterator[Discrepancy]:
        """Columns whose figures are of another year than their heading says."""
        told = set()
        for said, column in zip(self._columns, self._meant, strict=True):
            if said.year != column.year and (said.year, column.year) not in told:
                told.add((said.year, column.year))
                message = f"Judul kolom tertulis tahun {said.year}, sedangkan angkanya milik tahun {column.year}"
                place = years.profil_place(self.reader.facts, "tahun_akhir_renstra" if column.what == "target akhir" else "tahun")
                yield finding("naskah-tahun", self.placed, said.heading, message, str(column.year), place)

    @cached_property
    def _meant(self) -> Sequence[Column]:
        """The columns with the years of their figures, where their headings say years of which the workbook knows nothing."""
        rows = [(row, subjects) for row in self._body if any((subjects := self._subjects(row, self._keys)).values())]
        return [self._with_year(at, column, rows) for at, column in enumerate(self._columns)]

    def _with_year(self, at: int, column: Column, rows: Sequence[tuple[Sequence[str], _Subjects]]) -> Column:
        facts = self.reader.facts
        has_year = column.year is not None and column.place is None and column.month is None
        if not has_year or column.what not in _OF_A_YEAR:
            return column
        cells = [(number, subjects) for row, subjects in rows if (number := _only_number(row[at], column.scale)) is not None]
        if column.what == "target akhir":
            may_be = [facts.book.year("tahun_akhir_renstra")]
        elif any(self._expected(column, subjects) for _, subjects in cells):
            return column
        else:
            may_be = sorted(facts.known_years, key=lambda year: year != facts.year)
        others = (replace(column, year=year) for year in may_be if year not in (None, column.year))
        fewest = _FEWEST if column.year in facts.known_years else 1
        return next((other for other in others if self._is_of(cells, other, fewest)), column)

    def _is_of(self, cells: Sequence[tuple[Number, _Subjects]], column: Column, fewest: int) -> bool:
        """Whether most figures are those of a column, at least so many different ones."""
        right = [
            number.readings[0]
            for number, subjects in cells
            if any(number.is_print_of(fact.value) for fact in self._expected(column, subjects))
        ]
        return len(set(right)) >= fewest and 3 * len(right) >= 2 * len(cells)

    def _subjects(self, row: Sequence[str], keys: dict[str, int]) -> _Subjects:
        names = self.reader.names
        found: dict[str, Sequence[Subject]] = {"indikator": (), "program": (), "sasaran": ()}
        if "indikator kegiatan" in keys:
            return {**found, "indikator": _some(names.activity(row[keys["indikator kegiatan"]]))}
        if "indikator" in keys:
            found["indikator"] = names.in_cell(row[keys["indikator"]])
        if "sasaran" in keys and not found["indikator"]:
            sasaran = names.sasaran(row[keys["sasaran"]])
            found["sasaran"] = [sasaran] if sasaran else ()
        programs = [program for cell in dict.fromkeys(row) if (program := names.program(cell)) is not None]
        found["program"] = programs if "program" in keys or found["indikator"] else ()
        return found

    def _row(self, row: Sequence[str], subjects: _Subjects, keys: dict[str, int]) -> Iterator[Discrepancy]:
        about = [*subjects["indikator"], *subjects["sasaran"]]
        for at, (cell, column) in enumerate(zip(row, self._meant, strict=True)):
            if re.fullmatch(r"no\.?|nomor|nomor urut", column.heading.strip(), re.IGNORECASE):
                self.reader.counted.excluded["nomor daftar"] += bool(cell.strip())
                continue
            if at in keys.values() or not cell.strip() or (at and cell == row[at - 1] and column == self._meant[at - 1]):
                continue
            if column.what == "kategori":
                yield from categories.of_cell(self.reader, self.placed, cell, about, self._quoted(row))
            elif column.what == "target kegiatan":
                yield from self._each(row, cell, column, [*subjects["indikator"], *subjects["program"]])
            elif column.month is not None:
                yield from self._cell(row, cell, column, self._months([*about, *subjects["program"]], column))
            elif column.what:
                yield from self._cell(row, cell, column, self._expected(column, subjects))
            elif len(cell) > _LONG:
                yield from self.reader.findings(self.placed, cell, [*about, *subjects["program"]])
            else:
                self._count(cell)

    def _months(self, about: Sequence[Subject], column: Column) -> Sequence[Fact]:
        if self._document is None or self._document[0] is not tables.RENCANA_AKSI:
            return ()
        facts = self.reader.facts
        return [fact for each in about for fact in facts.document(tables.RENCANA_AKSI, each, "bulan", column.month)]

    def _expected(self, column: Column, subjects: _Subjects) -> Sequence[Fact]:
        facts, document = self.reader.facts, self._document
        if self._is_of_others:
            return ()
        about = [*subjects["indikator"], *subjects["sasaran"]]
        if column.what in (*_MONEY, "efisiensi"):
            return self._amounts(column, subjects)
        if column.place is not None:
            return [fact for each in about for fact in facts.document(tables.RENSTRA, each, "target", column.place, BY_PLACE)]
        if document and column.what in ("target", "realisasi") and document[0].key != tables.RENCANA_AKSI.key:
            year = column.year
            if document[0] in (tables.RKT_BERIKUT, tables.PENETAPAN):
                year = (facts.year or 0) + 1
            elif document[0] is not tables.RENSTRA and year == facts.year:
                year = None
            own = [fact for each in about for fact in facts.document(document[0], each, column.what, year, document[1])]
            if own or (column.what == "target" and facts.book.lines(document[0])):
                return own
        found = [fact for each in about for fact in facts.of(each, column.what, column.year if column.what != "target akhir" else None)]
        if column.what == "target akhir" and column.year:
            found += [fact for each in about for fact in facts.document(tables.RENSTRA, each, "target", column.year)]
        return found

    @cached_property
    def _is_of_others(self) -> bool:
        """Whether the figures are those of indicators of programs or kegiatan that the workbook does not have."""
        return "indikator kegiatan" not in self._keys and any(_OTHERS.search(column.heading) for column in self._columns)

    def _amounts(self, column: Column, subjects: _Subjects) -> Sequence[Fact]:
        facts = self.reader.facts
        is_next = self._document is not None and self._document[0] in (tables.PENETAPAN, tables.RKT_BERIKUT)
        if column.year not in (None, facts.year, (facts.year or 0) + 1 if is_next else None):
            return ()
        if column.what == "anggaran" and not subjects["indikator"] and (document := self._budget(column)):
            own = [fact for each in subjects["program"] for fact in facts.document(document[0], each, "anggaran", None, document[1])]
            if own:
                return own
        every = [*subjects["indikator"], *subjects["program"], *subjects["sasaran"]]
        return [fact for each in every for fact in facts.of(each, column.what)]

    def _budget(self, column: Column) -> tuple[Declared, str] | None:
        """The list of program budgets that the table repeats, by its title and the column's heading."""
        heading = column.heading.lower()
        if self._document and self._document[0] is tables.PENETAPAN:
            return tables.PROGRAM_BERIKUT, ""
        if re.search(r"murni|sebelum|semula", heading):
            return tables.PROGRAM_PK, MURNI
        if re.search(r"perubahan|setelah|sesudah|menjadi", heading) or (self._document and self._document[1] == PERUBAHAN):
            return tables.PROGRAM_PK, PERUBAHAN
        return None

    def _cell(self, row: Sequence[str], cell: str, column: Column, expected: Sequence[Fact]) -> Iterator[Discrepancy]:
        number = _only_number(cell, column.scale)
        if number is None:
            self._count(cell)
        else:
            yield from self._number(row, cell, column, number, expected)

    def _number(self, row: Sequence[str], cell: str, column: Column, number: Number, expected: Sequence[Fact]) -> Iterator[Discrepancy]:
        counted = self.reader.counted
        if not expected:
            counted.without_role += 1
        elif any(number.is_print_of(fact.value) for fact in expected):
            counted.traced += 1
        else:
            named = f"{column.what} {column.year or ''}".strip().capitalize()
            text = self._quoted(row)
            yield differing(self.placed, text, _within(number, text, cell), named, expected, self.reader.facts)

    def _each(self, row: Sequence[str], cell: str, column: Column, about: Sequence[Subject]) -> Iterator[Discrepancy]:
        """A cell of several numbers, such as "100 orang, 12 bulan": each must be one of the workbook's."""
        facts = [fact for each in about for fact in self.reader.facts.of(each, column.what)]
        for number in of_text(cell, is_line=False).numbers:
            yield from self._number(row, cell, column, number, facts)

    # ------------------------------------------------------------ rows of sums and means
    def _is_total(self, row: Sequence[str]) -> bool:
        label = _label(row)
        return _TOTAL.match(label) is not None and not self.reader.names.in_cell(label) and "indikator" not in label.lower()

    def _is_without_sasaran(self, at: int) -> bool:
        """Whether the rows of which a row is the sum belong to no sasaran, as a line above them says."""
        above = itertools.takewhile(lambda row: not self._is_total(row), reversed(self._body[:at]))
        return any(WITHOUT_SASARAN in row for row in above)

    def _total(self, row: Sequence[str], is_last: bool) -> Iterator[Discrepancy]:
        """A row of sums: of the rows of the table itself, or of those of the workbook."""
        names, facts = self.reader.names, self.reader.facts
        plain = (re.sub(r"^\W*(?:sub\s*)?(?:jumlah|total)\s*", "", cell, flags=re.IGNORECASE) for cell in dict.fromkeys(row))
        named = [each for cell in plain if (each := names.sasaran(cell)) is not None]
        if not named and "sasaran" in _label(row).lower():
            named = [Subject("sasaran", key) for key in facts.sasaran]
        for at, (cell, column) in enumerate(zip(row, self._columns, strict=True)):
            if not cell.strip() or (column.what not in (*_MONEY, "efisiensi")) or not (is_last or named):
                continue
            number = _only_number(cell, column.scale)
            if number is None:
                continue
            document = self._budget(column) if column.what == "anggaran" and "indikator" not in self._keys else None
            own = facts.document(document[0], OFFICE, "anggaran", None, document[1]) if document else ()
            about = named or ([self.placed.section.sasaran, OFFICE] if self.placed.section.sasaran else [OFFICE])
            expected = [*own, *(fact for each in about for fact in facts.of(each, column.what))]
            if column.what == "anggaran" and not own:
                for declared, kind in ((tables.PROGRAM_PK, PERUBAHAN), (tables.PROGRAM_PK, MURNI), (tables.PROGRAM_BERIKUT, "")):
                    expected += facts.document(declared, OFFICE, "anggaran", None, kind)
            if number.is_print_of(self._printed_sum(at)) and column.what in ("anggaran", "realisasi anggaran", "sisa anggaran"):
                self.reader.counted.traced += 1
            else:
                yield from self._cell(row, cell, column, expected)

    def _printed_sum(self, at: int) -> float:
        total = 0.0
        for row in self._body:
            number = None if self._is_total(row) else _only_number(row[at], 1.0)
            total += number.readings[0] if number else 0.0
        return total

    def _mean(self, row: Sequence[str]) -> Iterator[Discrepancy]:
        section = self.placed.section
        named = [each for cell in dict.fromkeys(row) for each in self.reader.names.mentioned(cell) if each.kind == "sasaran"]
        about = named or ([section.sasaran, OFFICE] if section.sasaran else [*self._sasaran_of_rows, OFFICE])
        for cell, column in zip(row, self._columns, strict=True):
            if column.what == "kategori":
                yield from categories.of_cell(self.reader, self.placed, cell, about, self._quoted(row))
            elif column.what == "capaian" and cell.strip() and not _MEAN.match(cell):
                expected = [fact for each in about for fact in self.reader.facts.of(each, "capaian", column.year)]
                yield from self._cell(row, cell, column, expected)

    @cached_property
    def _sasaran_of_rows(self) -> Sequence[Subject]:
        """The sasaran whose indicators are all the table's."""
        if "indikator" not in self._keys:
            return ()
        here = {each.key for row in self._body for each in self.reader.names.in_cell(row[self._keys["indikator"]])}
        facts = self.reader.facts
        return [Subject("sasaran", key) for key, lines in facts.sasaran.items() if here <= {facts.book.identity(line) for line in lines}]

    # ------------------------------------------------------------ other shapes
    @cached_property
    def _band_column(self) -> int | None:
        """The column with the labels or codes of the office's categories in at least two rows; None if there is none."""
        for at in range(len(self.table.rows[0])):
            codes = [code for row in self._body if (code := categories.code_of(self.reader.facts, row[at])) is not None]
            if not self._keys and len(codes) > 1 and len(set(codes)) == len(codes):
                return at
        return None

    def _bands(self, key: int) -> Iterator[Discrepancy]:
        """A table with a row for each category: its bounds, how many indicators it has, and their share."""
        facts, section = self.reader.facts, self.placed.section
        about = [section.sasaran, OFFICE] if section.sasaran else [OFFICE]
        for row in self._body:
            code = categories.code_of(facts, row[key])
            is_unmeasured = _UNMEASURED.match(row[key]) is not None
            if code is None and not is_unmeasured and not self._is_total(row):
                self._count_unknown(row)
                continue
            for at, (cell, column) in enumerate(zip(row, self._columns, strict=True)):
                lower = column.heading.lower()
                if at == key or not cell.strip():
                    continue
                counts = (f"jumlah {code}",) if code else (_ABSENT,) if is_unmeasured else ("jumlah indikator", "jumlah terukur")
                if re.search(r"jumlah|banyak", lower):
                    expected = [fact for each in about for what in counts for fact in facts.of(each, what)]
                    yield from self._cell(row, cell, Column(column.heading, "jumlah"), expected)
                elif re.search(r"persen|%|bagian", lower) and not re.search(r"batas|interval|rentang|skala|nilai|capaian", lower):
                    expected = [fact for what in counts for fact in categories.shares(facts, about, what)]
                    yield from self._cell(row, cell, Column(column.heading, "persentase"), expected)
                else:
                    found, span = scale.findings(facts, self.placed, f"{cell} = {categories.label_of(facts, code or '')}")
                    yield from found
                    self.reader.counted.traced += 0 if found or span is None else 1

    def _of_one(self) -> Iterator[Discrepancy]:
        """A table about the one indicator of its section: its rows are years, or target, realisasi and capaian."""
        subjects: _Subjects = {"indikator": self.placed.section.subjects, "program": (), "sasaran": ()}
        for row in self._body:
            label = _label(row)
            year, what = _ONLY_YEAR.fullmatch(label), next((what for what, pattern in _FITS if pattern.search(label.lower())), "")
            for cell, column in zip(row, self._columns, strict=True):
                if cell == label or not cell.strip():
                    continue
                then = int(year[1]) if year else column.year
                named = column.what or ("" if year else what)
                if named == "kategori" or not named:
                    self._count(cell)
                else:
                    expected = self._expected(Column(column.heading, named, then), subjects)
                    yield from self._cell(row, cell, Column(column.heading, named, then, scale=column.scale), expected)

    def _as_text(self) -> Iterator[Discrepancy]:
        """A table of which nothing else is known: each row is read as a sentence."""
        for row in self.table.rows:
            text = " ".join(" ".join(cell.split()) for cell in _distinct(row) if cell.strip())
            found, span = scale.findings(self.reader.facts, self.placed, text)
            yield from found
            yield from self.reader.findings(self.placed, text, hidden=span)

    # ------------------------------------------------------------ small parts
    def _quoted(self, row: Sequence[str]) -> str:
        return " | ".join(" ".join(cell.split()) for cell in _distinct(row) if cell.strip())

    def _count(self, cell: str) -> None:
        read = of_text(cell, is_line=False)
        self.reader.counted.excluded.update(read.excluded)
        self.reader.counted.without_role += len(read.numbers)

    def _count_unknown(self, row: Sequence[str]) -> None:
        for cell in _distinct(row):
            self._count(cell)


def _some(subject: Subject | None) -> Sequence[Subject]:
    return () if subject is None else (subject,)


def _distinct(row: Sequence[str]) -> list[str]:
    """The cells of a row, one for each run of equal ones, as merged cells are."""
    return [cell for at, cell in enumerate(row) if not at or cell != row[at - 1]]


def _label(row: Sequence[str]) -> str:
    """What a row begins with, besides its number."""
    return next((cell.strip() for cell in row if cell.strip() and not _NUMBERING.fullmatch(cell.strip().rstrip("."))), "")


def _is_numbering(row: Sequence[str], above: Sequence[str] = ()) -> bool:
    """Whether a row numbers the columns; a heading that is merged with the one above may reach into it."""
    cells = [cell.strip() for at, cell in enumerate(row) if cell.strip() and not (above and cell == above[at])]
    begins = not row or not row[0].strip() or not above or row[0] != above[0]
    return begins and len(cells) > 1 and all(_NUMBERING.fullmatch(cell) for cell in cells) and cells[0].strip("()") in ("1", "4")


def _is_below(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row goes on a heading above it: a cell that spans both, or parts of a wider one."""
    return any(cell and cell == over for cell, over in zip(row, above, strict=True))


def _only_number(cell: str, scale_: float) -> Number | None:
    """The number of a cell that has one, in the unit that its column's heading gives."""
    read = of_text(cell, is_line=False)
    if len(read.numbers) != 1:
        return None
    number = read.numbers[0]
    if scale_ == 1.0 or number.scale != 1.0:
        return number
    readings = [each * scale_ for each in number.readings]
    return Number(number.text, number.start, number.end, readings, number.places, number.unit, number.words, scale_)


def _within(number: Number, text: str, cell: str) -> Number:
    """A number of a cell with its place in the text of its row."""
    at = text.find(" ".join(cell.split()))
    start = text.find(number.text.strip(), max(at, 0))
    start = max(start, 0)
    end = start + len(number.text.strip())
    return Number(number.text, start, end, number.readings, number.places, number.unit, number.words, number.scale)


def _month(heading: str) -> int | None:
    word = heading.strip().lower()[:3]
    months = list(BULAN)
    return months.index(word) + 1 if word in months and len(heading.strip()) <= len("September") else None
