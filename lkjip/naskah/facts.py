"""What is known of a report beside its rows: the figures of the summary sheets, its sasaran, and all about each indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lkjip.model import explain
from lkjip.model.expressions import native_value
from lkjip.model.laporan import Laporan, Row
from lkjip.model.positions import WITHOUT_NAME
from lkjip.model.tables import NARASI, TABEL_3_1, TABEL_3_2
from lkjip.model.tables.report import RIWAYAT
from lkjip.naskah import shown
from lkjip.summary import perbandingan, ringkasan, sentences
from lkjip.summary.efisiensi import Spending, spending
from lkjip.summary.pimpinan import is_reached
from lkjip.summary.sasaran import WITHOUT_SASARAN, by_sasaran
from lkjip.summary.sheet import value_of
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.aturan import Aturan
from xlfuncs.errors import is_error


@dataclass(frozen=True)
class Indikator:
    """An indicator: its row of Tabel 3.1, and what other tables and the rules say of it.

    Attributes:
        key: the same in every run; namesakes are told apart by what is above them, then by their order.
        narasi: its row of Narasi; empty without one.
        spent: its budget.
        earlier: the capaian (percent) of earlier years, by how many years ago.
        progress: towards the end target of the Renstra, in percent.
        worked: the line that computes its capaian, or why there is none.
    """

    key: str
    row: Row
    narasi: Row
    spent: Spending
    earlier: Mapping[int, Cell]
    progress: Cell
    worked: str

    @property
    def name(self) -> str:
        """Its name, after what tells it from namesakes, on one line."""
        return name_of(self.row)

    @property
    def satuan(self) -> Cell:
        return _in_force(self.row, "satuan")

    @property
    def target(self) -> Cell:
        return _in_force(self.row, "target")

    @property
    def capaian(self) -> Cell:
        """Percent."""
        return self.row["capaian"]

    @property
    def is_reached(self) -> bool:
        """Whether the capaian is 100 percent or more, to two decimals."""
        return is_reached(self.capaian)


def name_of(row: Row) -> str:
    """The name of a row's indicator, after what tells it from namesakes, on one line."""
    above, name = shown.line(row.get("induk")), shown.line(row["indikator"])
    return f"{above}: {name}" if above else name


def _in_force(row: Row, key: str) -> Cell:
    return row[f"{key}_berlaku"] if row[key] is None else row[key]


@dataclass(frozen=True)
class Sasaran:
    """A sasaran with its indicators: its number from 1, None for what has no sasaran, and the mean of their capaian (percent)."""

    key: str
    number: int | None
    name: str
    indicators: Sequence[Indikator]
    mean: Cell
    kategori: Cell


@dataclass(frozen=True)
class Facts:
    """A report with what is known of it."""

    laporan: Laporan

    @cached_property
    def figures(self) -> Mapping[str, Cell]:
        """The figures of Ringkasan by their defined names, in percent and rupiah."""
        return ringkasan.figures(self.laporan)

    @cached_property
    def sentences(self) -> Sequence[str]:
        """The standard sentences of Ringkasan: capaian, budget, conclusion; in a document the budget's table may have another number."""
        unmeasured = sum(row["persen_capaian"] is None for row in self.laporan.rows[TABEL_3_1.key])
        count = ringkasan.count_sasaran(self.laporan)
        found = sentences.standard(self.laporan, self.figures, count, unmeasured)
        return [text.replace(sentences.OF_TABLE_3_2, "Anggaran program dan kegiatan") for text, _ in found]

    @property
    def aturan(self) -> Aturan | None:
        """The rules in force; None where a choice is unknown."""
        return self.laporan.chosen_rules

    @property
    def has_budget(self) -> bool:
        """Whether anything can be said of the budget."""
        return self.figures["apbd_anggaran"] is not None or bool(self.laporan.rows[TABEL_3_2.key])

    @property
    def tahun(self) -> str:
        """The report's year, "…" as long as it is not known."""
        return shown.line(self.laporan.profil.get("tahun")) or "…"

    def year(self, ago: int) -> str:
        """The year some years before the report's."""
        year = self.laporan.profil.get("tahun")
        return str(int(year) - ago) if isinstance(year, float | int) else "…"

    def label(self, code: Cell) -> str:
        """The name of a category by its code; "" without one."""
        band = next((each for each in self.laporan.bands if each.code == code), None)
        return shown.line(band.label or band.code) if band else shown.line(code)

    @cached_property
    def indicators(self) -> Sequence[Indikator]:
        """All indicators, in the order of Tabel 3.1."""
        laporan, rows = self.laporan, self.laporan.rows[TABEL_3_1.key]
        keys = numbered(shown.line(row["kunci_induk"] or row["kunci"]) or shown.line(row["baris"]) for row in rows)
        earlier, worked = perbandingan.earlier_capaian(laporan), explain.worked(laporan)
        each = zip(keys, rows, _told(rows, laporan.rows[NARASI.key]), spending(laporan), strict=False)  # also what is no indicator's
        return [
            Indikator(
                key,
                row,
                narasi,
                spent,
                {ago: values[place] for ago, values in zip(RIWAYAT, earlier, strict=True)},
                perbandingan.progress(laporan, row),
                worked[place],
            )
            for place, (key, row, narasi, spent) in enumerate(each)
        ]

    @cached_property
    def other_spending(self) -> Sequence[Spending]:
        """The budget that is no indicator's of Tabel 3.1."""
        return spending(self.laporan)[len(self.indicators) :]

    @cached_property
    def sasaran(self) -> Sequence[Sasaran]:
        """The sasaran in the order of Tabel 3.1."""
        known = {each.row["baris"]: each for each in self.indicators}
        found: list[Sasaran] = []
        number = 0
        groups = by_sasaran(self.laporan.rows[TABEL_3_1.key])
        keys = numbered(shown.line(rows[0]["kunci_sasaran"]).removesuffix(WITHOUT_NAME) or WITHOUT_NAME for rows in groups)
        for key, rows in zip(keys, groups, strict=True):
            is_named = rows[0]["kunci_sasaran"] != WITHOUT_NAME
            number += is_named
            mean = value_of(rules.rata_rata, [row["persen_capaian"] for row in rows])
            found.append(
                Sasaran(
                    key=key,
                    number=number if is_named else None,
                    name=shown.line(rows[0]["sasaran_berlaku"]) or WITHOUT_SASARAN,
                    indicators=[known[row["baris"]] for row in rows],
                    mean=mean,
                    kategori=value_of(native_value, "KATEGORI", mean, self.laporan.skala),
                )
            )
        return found


def numbered(keys: Iterable[str]) -> list[str]:
    """Keys made unlike each other: the second "a" becomes "a#2"."""
    seen: Counter[str] = Counter()
    found = []
    for key in keys:
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return found


def _told(rows: Sequence[Row], narasi: Sequence[Row]) -> list[Row]:
    """The row of Narasi of each indicator; namesakes have theirs in the same order in both tables, or one for all."""
    by_key: dict[Cell, list[Row]] = {}
    for row in narasi:
        if row["kunci"] and not is_error(row["kunci"]):
            by_key.setdefault(row["kunci"], []).append(row)
    found: list[Row] = []
    seen: Counter[Cell] = Counter()
    for row in rows:
        own = by_key.get(row["kunci"], [])
        found.append({} if not own else own[0] if len(own) == 1 else own[seen[row["kunci"]]] if seen[row["kunci"]] < len(own) else {})
        seen[row["kunci"]] += 1
    return found
