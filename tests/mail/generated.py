"""Random formulas around our functions with their results by the rules, independent of the rewriting code."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlfuncs import rules
from xlfuncs.angka import Cell, angka, rupiah, terbilang
from xlfuncs.errors import RuleError, is_error

TITLE: Final = "Lembar Kita (O'Neil)"
QUOTED: Final = "'Lembar Kita (O''Neil)'"
SCALE: Final = ((None, "D", "Dasar"), (40.0, "M", "Madya"), (90.0, "U", "Utama"))
SCALE_AT: Final = "$H$1:$J$3"
ARAH: Final = ("naik", "turun", "TURUN ", None, "salah")

# Column A: what an office types; B: directions; D: a column of numbers for whole-column sums
INPUTS: Final[Sequence[Cell]] = (
    *(38.0, 19.0, 90.0, 81.0, 0.0, -12.5, 1.89, 1914251000.0, 1806518343.0, 100.0),
    *(None, "-", "nihil", "#N/A", "#DIV/0!", True, "WTP"),
    *("98,78 %", "Rp. 600.000,-", "1.234"),
)
PLAIN: Final = 17
"""Of the inputs, so many are read alike by rules and native forms; the others are numbers typed as texts."""
COLUMN: Final = (10.0, 20.5, 30.25)


@dataclass(frozen=True)
class Made:
    """A piece of a formula, and what it gives: None for a blank, an error as its text."""

    text: str
    value: Cell


def inputs() -> Mapping[str, Cell]:
    """The cells that the formulas refer to, by their address on the sheet."""
    cells: dict[str, Cell] = {f"A{row}": value for row, value in enumerate(INPUTS, 1)}
    cells |= {f"B{row}": value for row, value in enumerate(ARAH, 1)}
    cells |= {f"D{row}": value for row, value in enumerate(COLUMN, 1)}
    for row, band in enumerate(SCALE, 1):
        cells |= dict(zip((f"H{row}", f"I{row}", f"J{row}"), band, strict=True))
    return cells


class Maker:
    """Makes formulas; `texts` says whether numbers typed as texts, and functions without a native form, may be in them."""

    def __init__(self, seed: int, *, texts: bool) -> None:
        self._random = random.Random(seed)
        self._texts = texts

    def formula(self) -> Made:
        """A formula that calls us at least once."""
        r = self._random
        shape = r.randrange(8 if self._texts else 7)
        call = self.call(1)
        if shape == 0:
            return self.call(2)
        if shape == 1:
            text = f'IF(ISNUMBER({call.text}),IF({call.text}>=90,"baik","CAPAIAN(x) belum"),"CAPAIAN(x) belum")'
            return Made(text, "baik" if isinstance(call.value, float) and call.value >= 90 else "CAPAIAN(x) belum")
        if shape == 2 and call.value is None:
            return Made(f'"KATEGORI("&{call.text}&")"', "KATEGORI()")
        if shape == 3:
            other = self.call(1)
            if all(isinstance(each.value, float) for each in (call, other)):
                return Made(f"{call.text}+{self.space()}{other.text}*2", call.value + other.value * 2)  # type: ignore[operator]
            return call
        if shape == 4:
            return Made(f"IFERROR({call.text},-1)", -1.0 if is_error(call.value) else call.value)
        if shape == 5 and isinstance(call.value, float):
            return Made(f"({self.space()}-{call.text}%)", -call.value / 100)
        if shape == 7:
            number = r.choice((9.0, 1000.0, -5.0))
            return r.choice((Made(f"TERBILANG({number:g})", terbilang(number)), Made('angka("98,78 %")', angka("98,78 %"))))
        return call

    def call(self, depth: int) -> Made:
        r = self._random
        name = r.choice(("CAPAIAN", "CAPAIAN", "KATEGORI", "SERAPAN", "EFISIENSI", "RUPIAH"))
        if name == "KATEGORI":
            over = self.number(depth)
            scale, bands = r.choice((("", None), (f"{QUOTED}!{SCALE_AT}", SCALE), (SCALE_AT, SCALE)))
            form = r.choice((None, '"kode"', '"lengkap"', '"Lengkap"'))
            arguments = [over.text, *([scale] if scale or form else []), *([form] if form else [])]
            return self._called(name, arguments, lambda: rules.kategori(over.value, bands, (form or "").strip('"')))
        if name == "RUPIAH":
            over = self.number(depth)
            return self._called(name, [over.text], lambda: rupiah(over.value))
        first, second = self.number(depth), self.number(depth)
        if name != "CAPAIAN":
            rule: Callable[..., Cell] = rules.serapan if name == "SERAPAN" else rules.efisiensi
            return self._called(name, [first.text, second.text], lambda: rule(first.value, second.value))
        arah = self.arah()
        arguments = [first.text, second.text, *([arah.text] if arah else [])]
        return self._called(name, arguments, lambda: rules.capaian(first.value, second.value, arah.value if arah else "naik"))

    def arah(self) -> Made | None:
        row = self._random.randrange(len(ARAH))
        return self._random.choice((None, Made('"turun"', "turun"), Made(f"$B${row + 1}", ARAH[row]), Made("", None)))

    def number(self, depth: int) -> Made:
        r = self._random
        shape = r.randrange(7)
        if shape == 0 and depth > 1:
            nested = self.call(depth - 1)
            return nested if not isinstance(nested.value, str) or is_error(nested.value) or self._texts else self.number(0)
        if shape == 1:
            value = r.choice((12.5, 90.0, 38.0))
            return Made(f"{value:g}", value)
        if shape == 2:
            return Made("SUM(D:D)", sum(COLUMN))
        if shape == 3:
            return Made(f"SUM({QUOTED}!$D$1:D2)/2", sum(COLUMN[:2]) / 2)
        if shape == 4:
            return Made(f"IF($A$1>0,{QUOTED}!A3,A4)", INPUTS[2])
        row = r.randrange(len(INPUTS) if self._texts else PLAIN)
        reference = r.choice(("A{}", "$A{}", "a{}", QUOTED + "!$A${}")).format(row + 1)
        return Made(reference, INPUTS[row])

    def space(self) -> str:
        return self._random.choice(("", "", " ", "\n", "  \n "))

    def _called(self, name: str, arguments: Sequence[str], rule: Callable[[], Any]) -> Made:
        try:
            value = rule()
        except RuleError as error:
            value = error.code
        spelled = self._random.choice((name, name, name.lower(), name.capitalize(), f"_xludf.{name}"))
        between = f"{self.space()},{self.space()}"
        return Made(f"{spelled}({self.space()}{between.join(arguments)}{self.space()})", value)
