"""The rules that an office chooses on the sheet Aturan: keys, choices, packages, and `Aturan`, the rules in force.

Everything that names a key or a choice reads it here: the rules, their VBA twin, the native formulas, drop-downs and
help. A new choice is a line here and its meaning in `xlfuncs.rules`. Texts that staff see are in Bahasa Indonesia.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, TypeAlias, cast

from xlfuncs.angka import Cell, angka, is_range, spaced
from xlfuncs.errors import VALUE, RuleError, raise_errors

Rows: TypeAlias = Sequence[Sequence[Cell]]
"""A range: rows x columns."""

PAKET: Final = "paket"
"""The key that names a package, a known combination of choices."""
TIDAK_ADA: Final = "tidak ada"
"""The choice for no limit."""


@dataclass(frozen=True)
class Kunci:
    """A key of the sheet Aturan.

    Attributes:
        pilihan: each choice with what it does; the default first. Numbers are written as staff type them.
        arti: what is chosen here.
        any_number: whether any other number is a choice as well.
    """

    nama: str
    arti: str
    pilihan: Mapping[str, str]
    any_number: bool = False

    @property
    def default(self) -> str:
        return next(iter(self.pilihan))

    @property
    def is_limit(self) -> bool:
        """Whether the choices are numbers of percent, or none."""
        return self.default == TIDAK_ADA


ATURAN: Final = (
    Kunci(
        "rumus_turun",
        "Rumus untuk arah turun (makin rendah makin baik).",
        {
            "selisih": "(2 x target - realisasi) / target x 100",
            "rasio": "target / realisasi x 100; realisasi 0 mendapat batas atas",
        },
    ),
    Kunci(
        "batas_atas",
        "Capaian paling tinggi, dalam persen.",
        {
            TIDAK_ADA: "capaian tidak dibatasi",
            "100": "di atas 100 ditulis 100",
            "110": "di atas 110 ditulis 110",
            "120": "di atas 120 ditulis 120",
        },
        any_number=True,
    ),
    Kunci(
        "batas_bawah",
        "Capaian paling rendah, dalam persen.",
        {TIDAK_ADA: "capaian boleh di bawah 0", "0": "di bawah 0 ditulis 0"},
    ),
    Kunci(
        "target_nol",
        "Capaian bila targetnya 0.",
        {
            "galat": "#DIV/0!",
            "kosong": "dikosongkan, tidak ikut dihitung",
            "tercapai": "tepat 0: 100; lebih baik: batas atas, atau 100; lebih buruk: batas bawah, atau 0",
        },
    ),
    Kunci(
        "realisasi_nol",
        "Capaian arah naik bila targetnya di atas 0 dan realisasinya 0.",
        {"dihitung": "0", "kosong": "dikosongkan, tidak ikut dihitung"},
    ),
    Kunci(
        "pembulatan",
        "Pembulatan capaian; rata-rata, serapan, dan efisiensi tidak ikut dibulatkan.",
        {
            "tidak": "tidak dibulatkan: 94,3757",
            "2 desimal": "94,3757 menjadi 94,38",
            "bulat": "94,3757 menjadi 94",
            "potong": "dipotong dua desimal: 94,3757 menjadi 94,37",
        },
    ),
    Kunci(
        "rata_rata",
        "Rata-rata capaian.",
        {
            "biasa": "jumlah capaian dibagi banyaknya indikator",
            "per sasaran": "rata-rata dari rata-rata tiap sasaran",
            "berbobot": "jumlah bobot x capaian dibagi jumlah bobot",
            "geometrik": "rata-rata ukur; capaian 0 ke bawah membuatnya #NUM!",
        },
    ),
)
"""The keys in the order of the sheet."""
BY_KUNCI: Final[Mapping[str, Kunci]] = {kunci.nama: kunci for kunci in ATURAN}
DEFAULTS: Final[Mapping[str, str]] = {kunci.nama: kunci.default for kunci in ATURAN}


@dataclass(frozen=True)
class Paket:
    """A known combination of choices.

    Attributes:
        pilihan: the choices that differ from the defaults, by key.
        skala: the scale that it offers, a key of `xlfuncs.skala.SKALA`. It never changes the scale by itself.
    """

    nama: str
    pilihan: Mapping[str, str] = field(default_factory=dict)
    skala: str = "LKjIP Boyolali"

    def choice(self, kunci: str) -> str:
        return self.pilihan.get(kunci, DEFAULTS[kunci])


PAKETS: Final = (
    Paket("LKjIP Boyolali"),
    Paket("Permendagri 86/2017", skala="Permendagri 86/2017"),
    Paket("PermenPANRB 8/2021", {"batas_atas": "120", "batas_bawah": "0"}),
    Paket("BPS", {"batas_atas": "120", "target_nol": "kosong", "realisasi_nol": "kosong"}),
)
"""The packages, the default first."""


@dataclass(frozen=True)
class Aturan:
    """The rules in force; the defaults are those of the report of Boyolali 2020.

    Attributes are named as their keys and hold the choice; a limit is in percent, None for none.
    """

    rumus_turun: str = DEFAULTS["rumus_turun"]
    batas_atas: float | None = None
    batas_bawah: float | None = None
    target_nol: str = DEFAULTS["target_nol"]
    realisasi_nol: str = DEFAULTS["realisasi_nol"]
    pembulatan: str = DEFAULTS["pembulatan"]
    rata_rata: str = DEFAULTS["rata_rata"]


DEFAULT: Final = Aturan()


def read(aturan: object) -> Aturan:
    """Read the rules in force from a range of two columns: key and choice; None are the defaults, rules that are read stay as they are.

    Case, outer and double blanks do not matter. A blank choice is the package's, else the default; a row that is
    blank altogether is skipped.

    Raises:
        RuleError: the first error value in reading order; ``#VALUE!`` for anything else than two columns, a key that is
            unknown or there twice, and a choice that is none of its key's.
    """
    if aturan is None or isinstance(aturan, Aturan):
        return aturan or DEFAULT
    if not is_range(aturan) or not all(is_range(row) and len(row) == 2 for row in cast("Rows", aturan)):
        raise RuleError(VALUE, "the rules are a range of two columns")
    rows = cast("Rows", aturan)
    raise_errors(*chain.from_iterable(rows))
    chosen: dict[str, Cell] = {}
    for key, choice in rows:
        kunci = word(key)
        if kunci == "" and word(choice) == "":
            continue
        if kunci in chosen or kunci not in (PAKET, *BY_KUNCI):
            raise RuleError(VALUE, f"{key!r} is no key of the rules, or there twice")
        chosen[kunci] = choice
    package = _package(chosen.pop(PAKET, None))
    found = Aturan(**{kunci.nama: _choice(kunci, chosen.get(kunci.nama), package) for kunci in ATURAN})  # type: ignore[arg-type]
    return DEFAULT if found == DEFAULT else found  # the rules know the defaults by identity


def in_force(pilihan: Mapping[str, str | None]) -> dict[str, str]:
    """Return what the column Berlaku shows for what the column Pilihan holds, by key and with the package.

    Raises:
        RuleError: ``#VALUE!`` for an unknown package.
    """
    package = _package(pilihan.get(PAKET))
    return {PAKET: package.nama} | {
        kunci.nama: package.choice(kunci.nama) if word(choice := pilihan.get(kunci.nama)) == "" else str(choice) for kunci in ATURAN
    }


def keyword(cell: Cell) -> str | None:
    """Return a keyword in small letters, without outer and double blanks; "" for a blank, None for what is no text."""
    return "" if cell is None else spaced(cell).lower() if isinstance(cell, str) else None


def word(cell: Cell) -> str | None:
    """Return a keyword of which a dash is a blank as well."""
    text = keyword(cell)
    return "" if text == "-" else text


def _package(cell: Cell) -> Paket:
    name = word(cell)
    for package in PAKETS:
        if name in ("", package.nama.lower()):
            return package
    raise RuleError(VALUE, f"{cell!r} is no package")


def _choice(kunci: Kunci, cell: Cell, package: Paket) -> str | float | None:
    if word(cell) == "":
        cell = package.choice(kunci.nama)
    if not kunci.is_limit:
        choice = word(cell)
        if choice not in kunci.pilihan:
            raise RuleError(VALUE, f"{cell!r} is no choice of {kunci.nama}")
        return choice
    if word(cell) == TIDAK_ADA:
        return None
    limit = angka(cell)
    if limit is None or not (kunci.any_number or limit in map(float, list(kunci.pilihan)[1:])):
        raise RuleError(VALUE, f"{cell!r} is no choice of {kunci.nama}")
    return limit
