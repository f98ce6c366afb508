"""The choices of the sheet Aturan: which of them are in force, and what the helper cells hold. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from lkjip.model.formulas import aturan as cells
from lkjip.model.formulas import native
from xlfuncs import aturan
from xlfuncs.angka import Cell, angka
from xlfuncs.aturan import ATURAN, BY_KUNCI, PAKET, PAKETS, TIDAK_ADA, Aturan, Kunci
from xlfuncs.errors import DIV0, VALUE, RuleError

Pilihan: TypeAlias = Mapping[str, Cell]
"""What an office has chosen, by key; a blank is the package's choice."""

ATURAN_TABLE: Final = cells.TABLE
ATURAN_COLUMNS: Final = ("Kunci", "Berlaku", "Pilihan", "Arti")
KUNCI: Final = (PAKET, *(kunci.nama for kunci in ATURAN))
"""The keys in the order of the sheet."""
_CHOICE: Final = f"{ATURAN_TABLE}[[#This Row],[Pilihan]]"
_PACKAGE: Final = f'INDEX({ATURAN_TABLE}[Pilihan],MATCH("{PAKET}",{ATURAN_TABLE}[Kunci],0))'
_BEYOND: Final = float(native.BEYOND)
_LIMITLESS: Final = float(native.LIMITLESS)


def in_force(pilihan: Pilihan) -> Sequence[Sequence[Cell]]:
    """The columns Kunci and Berlaku, which the functions read (rows x 2)."""
    name = pilihan.get(PAKET)
    package = next((each for each in PAKETS if each.nama.lower() == aturan.word(name)), PAKETS[0])
    found: list[Sequence[Cell]] = [(PAKET, PAKETS[0].nama if aturan.word(name) == "" else name)]
    for kunci in ATURAN:
        chosen = pilihan.get(kunci.nama)
        found.append((kunci.nama, _typed(kunci, package.choice(kunci.nama)) if aturan.word(chosen) == "" else chosen))
    return [*found, *((kunci, chosen) for kunci, chosen in pilihan.items() if kunci not in KUNCI)]


def berlaku_formula(kunci: str) -> str:
    """Build the formula of a cell of the column Berlaku: what is chosen, or else the package's choice."""
    default = f'"{PAKETS[0].nama}"'
    if kunci != PAKET:
        of_packages = [_written(_typed(BY_KUNCI[kunci], package.choice(kunci))) for package in PAKETS]
        names = native.array(package.nama for package in PAKETS)
        number = f"IFERROR(MATCH({native.trimmed(_PACKAGE)},{names},0),1)"
        default = of_packages[0] if len(set(of_packages)) == 1 else f"CHOOSE({number},{','.join(of_packages)})"
    return f"IF({native.is_dash(_CHOICE)},{default},{_CHOICE})"


def as_typed(kunci: str, text: str) -> Cell:
    """A choice as a cell holds it: a limit is a number."""
    return _typed(BY_KUNCI[kunci], text) if kunci in BY_KUNCI else text


def _typed(kunci: Kunci, choice: str) -> Cell:
    try:
        return angka(choice) if kunci.is_limit and choice != TIDAK_ADA else choice
    except RuleError:
        return choice


def _written(value: Cell) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value:.15g}"


def helper_values(pilihan: Pilihan) -> Mapping[str, Cell]:
    """What the helper cells of the sheet hold, by defined name; an unknown choice is 0 or "!", as in the formulas."""
    chosen = {str(kunci): berlaku for kunci, berlaku in in_force(pilihan)}
    package = aturan.word(chosen[PAKET])
    names = [each.nama.lower() for each in PAKETS]
    numbers = {name: _number(key, chosen[key]) for name, key in cells.WORDS.items()}
    upper, lower = (_limit(key, chosen[key], none) for key, none in (("batas_atas", _LIMITLESS), ("batas_bawah", -_LIMITLESS)))
    has_limit = isinstance(upper, float) and upper < _LIMITLESS
    better: Cell = _BEYOND if has_limit else 100.0
    worse = max(0.0, lower) if isinstance(lower, float) else 0.0
    zero = numbers["aturan_target_nol"]
    return {
        "aturan_paket": float(names.index(package) + 1) if package in names else 0.0,
        **numbers,
        "aturan_atas": upper,
        "aturan_bawah": lower,
        "aturan_galat": None if _read(pilihan) is not None else "!",
        "aturan_rasio": numbers["aturan_rumus_turun"] - 1.0,
        "aturan_tanpa_nol": float(numbers["aturan_realisasi_nol"] == 2.0),
        "aturan_rasio_nol": _BEYOND if has_limit else DIV0,
        "aturan_nol_sama": _of_zero(zero, 100.0),
        "aturan_nol_lebih": _of_zero(zero, better),
        "aturan_nol_kurang": _of_zero(zero, worse),
    }


def _read(pilihan: Pilihan) -> Aturan | None:
    try:
        return aturan.read(in_force(pilihan))
    except RuleError:
        return None


def _number(key: str, choice: Cell) -> float:
    names = list(BY_KUNCI[key].pilihan)
    word = aturan.word(choice)
    return float(names.index(word) + 1) if word in names else 0.0


def _limit(key: str, choice: Cell, none: float) -> Cell:
    kunci = BY_KUNCI[key]
    if aturan.word(choice) == TIDAK_ADA:
        return none
    if isinstance(choice, bool) or not isinstance(choice, float | int):
        return "!"
    known = kunci.any_number or choice in [_typed(kunci, each) for each in kunci.pilihan]
    return float(choice) if known else "!"


def _of_zero(number: float, reached: Cell) -> Cell:
    return {1.0: DIV0, 2.0: None, 3.0: reached}.get(number, VALUE)
