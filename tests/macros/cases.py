"""What cell functions are asked, and what they have to answer: the rules of the numbers as a table."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tests.office.client import Input, Value
from xlfuncs.functions import FUNCTIONS


@dataclass(frozen=True)
class Case:
    """A cell function, what its argument cells hold, and what it has to show."""

    function: str
    arguments: tuple[Input, ...]
    shown: Value

    def formula(self, row: int) -> str:
        cells = [f"{column}{row}" for column, _ in zip("ABC", self.arguments, strict=False)]
        return f"={self.function}({','.join(cells)})"


def cases(function: str, *rows: tuple[Any, ...]) -> list[Case]:
    """Cases of one function: each row has the arguments, then what is shown."""
    return [Case(function, tuple(row[:-1]), row[-1]) for row in rows]


CAPAIAN: Final = cases(
    "CAPAIAN",
    # the formula, rising and falling; worked examples
    (38, 19, 50.0),
    (90, 81, "turun", 110.00000000000001),
    (10, 25, "turun", -50.0),
    (7.3, 7.3, 100.0),
    (3, 3, "turun", 100.0),
    (82, 82, "naik", 100.0),
    (-4, 2, -50.0),
    (38, 19, "positif", 50.0),
    (38, 19, "+", 50.0),
    (38, 19, None, 50.0),
    (38, 19, "", 50.0),
    (38, 19, " \u00a0NAIK\t", 50.0),
    (10, 25, "negatif", -50.0),
    (10, 25, "-", 250.0),
    (10, 25, " Turun ", -50.0),
    # 1: an error value, the leftmost, before everything else
    ("#DIV/0!", "#N/A", "#DIV/0!"),
    (5, "#N/A", "entah", "#N/A"),
    ("WTP", "#DIV/0!", "#DIV/0!"),
    ("#NUM!", None, "#NUM!"),
    (0, 1, "#N/A", "#N/A"),
    ("#REF!", 1, "#REF!"),
    # 2: unknown direction, before what is no number and before blanks
    (38, 19, "naik turun", "#VALUE!"),
    (38, None, "entah", "#VALUE!"),
    (38, 19, 1, "#VALUE!"),
    (38, 19, "\u2013", "#VALUE!"),
    # 3: no number, before blanks
    ("WTP", None, "#VALUE!"),
    (None, "1/2", "#VALUE!"),
    (True, 5, "#VALUE!"),
    (5, False, "#VALUE!"),
    # 4: blanks, before target 0
    (None, 5, ""),
    (5, None, ""),
    ("", 5, ""),
    (5, "  ", ""),
    (5, "-", ""),
    (5, "\u2013", ""),
    (5, "nihil", ""),
    (0, None, ""),
    (None, None, ""),
    # 5: target 0
    (0, 5, "#DIV/0!"),
    (0, 0, "#DIV/0!"),
    ("0,00", 5, "turun", "#DIV/0!"),
    # 6: texts that are an Indonesian number
    ("98,78", "98,78 %", 100.0),
    ("1.234", 617, 50.0),
    ("Rp. 600.000,-", 300000, 50.0),
    ("38 Kegiatan", "19 Kegiatan", 50.0),
    # beyond what a double holds
    (1e-300, 1e300, "#NUM!"),
    (-1e308, 1e308, "turun", "#NUM!"),
    (1e300, 1e-300, 0.0),
)

KATEGORI: Final = cases(
    "KATEGORI",
    (100, "B"),
    (100.004, "B"),
    (100.005, "SB"),
    (100.01, "SB"),
    (75, "C"),
    (75.005, "B"),
    (75.01, "B"),
    (75.004, "C"),
    (55, "C"),
    (54.995, "C"),
    (54.99, "K"),
    (54.994, "K"),
    (-50, "K"),
    (0, "K"),
    (1e300, "SB"),
    (110.00000000000001, "SB"),
    ("98,78 %", "B"),
    (None, ""),
    ("nihil", ""),
    ("#DIV/0!", "#DIV/0!"),
    ("#GETTING_DATA", "#GETTING_DATA"),
    ("baik", "#VALUE!"),
    (True, "#VALUE!"),
)

ANGGARAN: Final = [
    *cases(
        "SERAPAN",
        (1914251000, 1806518343, 94.37207257564447),
        (437569000, 351989306, 80.44201165987536),
        (28485000, 24605000, 86.37879585746884),
        (100, 0, 0.0),
        (0, 0, ""),
        (0, 5, "#DIV/0!"),
        (-1, 5, "#NUM!"),
        (5, -1, "#NUM!"),
        (0, -1, "#NUM!"),
        (None, -1, ""),
        ("x", -1, "#VALUE!"),
        ("Rp. 0,00", 0, ""),
        ("Rp. -", 5, ""),
        ("#N/A", "#DIV/0!", "#N/A"),
        (1e-300, 1e300, "#NUM!"),
    ),
    *cases(
        "EFISIENSI",
        (1914251000, 1806518343, 5.627927424355531),
        (28485000, 24605000, 13.621204142531157),
        (28485000, 24200000, 15.043005090398456),
        (100, 100, 0.0),
        (100, 150, -50.0),
        (0, 0, ""),
        (0, 5, "#DIV/0!"),
        (-1, 0, "#NUM!"),
        (5, None, ""),
        (True, 1, "#VALUE!"),
    ),
]

ANGKA: Final = cases(
    "ANGKA",
    # thousands and decimals
    ("1.234", 1234.0),
    ("1.234.567", 1234567.0),
    ("0.985", 0.985),
    ("98.78", 98.78),
    ("1,234", 1.234),
    ("1.234,5", 1234.5),
    ("1,234.5", 1234.5),
    ("2,726,810,205", 2726810205.0),
    ("12.345,678", 12345.678),
    ("1234.5678", 1234.5678),
    ("012", 12.0),
    ("1,0", 1.0),
    # signs, currency, units
    ("Rp. 600.000,-", 600000.0),
    ("Rp. 00", 0.0),
    ("Rp -1.000,00", -1000.0),
    ("-Rp 1.000", -1000.0),
    ("Rp1.000", 1000.0),
    ("IDR 1.000,50", 1000.5),
    ("rp.5", 5.0),
    ("+5", 5.0),
    ("\u22125", -5.0),
    ("\u2013 5", -5.0),
    ("-0", 0.0),
    ("(1.234)", -1234.0),
    ("Rp (1.234)", -1234.0),
    ("(Rp 1.234,-)", -1234.0),
    ("98,78 %", 98.78),
    ("98,78%", 98.78),
    ("(5) %", -5.0),
    ("38 Kegiatan", 38.0),
    ("38 % dari target", 38.0),
    ("12 jutaan", "#VALUE!"),
    ("3kg", 3.0),
    ("\u00a01.234\u2009,-\t", "#VALUE!"),
    ("\u00a01.234,-\t%\ufeff", 1234.0),
    # more digits than a double tells apart: the nearest double
    ("94,37207257564447", 94.37207257564447),
    ("0,1234567890123456789", 0.12345678901234568),
    ("9007199254740993", 9007199254740992.0),
    ("9007199254740995", 9007199254740996.0),
    ("123456789012345678901234567890", 1.2345678901234568e29),
    ("0," + 30 * "0" + "1", 1e-31),
    ("1" + 308 * "0", 1e308),
    ("0," + 323 * "0" + "5", 5e-324),
    # a blank, a number, a date's number
    ("", ""),
    ("   ", ""),
    ("-", ""),
    ("\u2013", ""),
    ("Rp. -", ""),
    ("Rp-", ""),
    ("IDR  -", ""),
    ("NIHIL", ""),
    (None, ""),
    (98.78, 98.78),
    (45000, 45000.0),
    # no number, or two
    ("12 dari 20", "#VALUE!"),
    ("80 - 90%", "#VALUE!"),
    ("1/2", "#VALUE!"),
    ("1 Prov & 3 Kab/Kota", "#VALUE!"),
    ("Level 3 Plus", "#VALUE!"),
    ("WTP", "#VALUE!"),
    ("Rp", "#VALUE!"),
    ("89,3405,300", "#VALUE!"),
    ("1.2345,6", "#VALUE!"),
    ("1.234.5", "#VALUE!"),
    ("1234.567", "#VALUE!"),
    ("1,234,56", "#VALUE!"),
    ("1.234,567,890", "#VALUE!"),
    ("0.123.456", "#VALUE!"),
    (".5", "#VALUE!"),
    ("5,", "#VALUE!"),
    ("1,5 miliar", "#VALUE!"),
    ("Rp 1,5 M", "#VALUE!"),
    ("5 m", "#VALUE!"),
    ("5 m\u00b2", 5.0),
    ("5 K/L", 5.0),
    ("1,9 miliyar", "#VALUE!"),
    ("12 JUTA rupiah", "#VALUE!"),
    ("3 rb.", "#VALUE!"),
    ("--5", "#VALUE!"),
    ("-(5)", "#VALUE!"),
    ("(5", "#VALUE!"),
    ("5)", "#VALUE!"),
    ("5 %%", "#VALUE!"),
    ("5 m2", "#VALUE!"),
    ("5 \u00e9", "#VALUE!"),
    ("1e5", "#VALUE!"),
    ("&H10", "#VALUE!"),
    ("\u0663", "#VALUE!"),
    ("$5", "#VALUE!"),
    (True, "#VALUE!"),
    ("#DIV/0!", "#DIV/0!"),
    ("#SPILL!", "#SPILL!"),
    ("#div/0!", "#VALUE!"),
)

TEKS: Final = [
    *cases(
        "RUPIAH",
        (1914251000, "Rp 1.914.251.000,00"),
        (1234.565, "Rp 1.234,57"),
        (1.005, "Rp 1,01"),
        (2.675, "Rp 2,68"),
        (-1000, "Rp -1.000,00"),
        (-0.005, "Rp -0,01"),
        (-0.004, "Rp 0,00"),
        (0, "Rp 0,00"),
        (0.1, "Rp 0,10"),
        (999.999, "Rp 1.000,00"),
        (999999999999999, "Rp 999.999.999.999.999,00"),
        (1e15, "#NUM!"),
        (-1e15, "#NUM!"),
        ("Rp. 600.000,-", "Rp 600.000,00"),
        (None, ""),
        ("-", ""),
        ("x", "#VALUE!"),
        (True, "#VALUE!"),
        ("#N/A", "#N/A"),
    ),
    *cases(
        "TERBILANG",
        (9, "sembilan"),
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (45, "empat puluh lima"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (2019, "dua ribu sembilan belas"),
        (21000, "dua puluh satu ribu"),
        (111000, "seratus sebelas ribu"),
        (1000000, "satu juta"),
        (1001000, "satu juta seribu"),
        (10**12, "satu triliun"),
        (1914251000, "satu miliar sembilan ratus empat belas juta dua ratus lima puluh satu ribu"),
        (-5, "minus lima"),
        (0.5, "nol koma lima"),
        (-1.05, "minus satu koma nol lima"),
        (98.78, "sembilan puluh delapan koma tujuh delapan"),
        (0.0000001, "nol koma nol nol nol nol nol nol satu"),
        (1e15, "#NUM!"),
        (None, ""),
        ("nihil", ""),
        ("sembilan", "#VALUE!"),
        ("#REF!", "#REF!"),
    ),
]

RULES: Final = {function.name: function.rule for function in FUNCTIONS}
"""What Python computes for each cell function."""

CASES: Final = [*CAPAIAN, *KATEGORI, *ANGGARAN, *ANGKA, *TEKS]


def in_cells(result: object) -> list[list[Any]]:
    """A rule's answer as cells show it: a blank is an empty text."""
    rows = result if isinstance(result, list) else [[result]]
    return [["" if value is None else value for value in row] for row in rows]


class Figures:
    """Seeded values: what reports hold, what stands near a rounding, and what should never stand in a cell."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def number(self) -> float:
        draw = self._random
        kind = draw.randrange(8)
        if kind == 0:
            return float(draw.randrange(-5, 200))
        if kind == 1:
            return round(draw.uniform(-10, 200), 2)
        if kind == 2:
            return draw.uniform(0, 200)
        if kind == 3:
            return float(draw.randrange(10 ** draw.randrange(1, 16)))
        if kind == 4:
            return draw.uniform(0, 1) * 10.0 ** draw.randrange(-12, 18)
        if kind == 5:
            return draw.choice([54.995, 55.0, 75.0, 75.005, 75.01, 100.0, 100.005, 100.01]) + draw.randrange(-3, 4) * 2.0**-45
        if kind == 6:
            return draw.randrange(30_000) / 100 + 0.005
        return draw.choice([0.0, 1e15, 1e15 - 0.5, 123456789012344.5, 99999999999999.95, 5e-324, 1e-5, 1.7e308, -0.005, 1e22])

    def digits(self) -> str:
        draw = self._random
        kind = draw.randrange(4)
        if kind == 0:
            return f"{draw.randrange(1, 999)}" + "".join(
                f"{draw.choice('...,')}{draw.randrange(1000):03}" for _ in range(draw.randrange(4))
            )
        if kind == 1:
            return f"{draw.randrange(10 ** draw.randrange(1, 20))}{draw.choice('.,')}{draw.randrange(10 ** draw.randrange(1, 9))}"
        if kind == 2:
            return "".join(draw.choice("0123456789.,") for _ in range(draw.randrange(1, 9)))
        return f"{draw.randrange(10**9):,}".replace(",", ".") + draw.choice(["", ",00", ",-", ",5"])

    def text(self) -> str:
        draw = self._random
        before = draw.choice(["", "", "", "Rp", "Rp.", "IDR", "rp ", "(", "-", "+", "\u2212", "Rp -", "-Rp", "(Rp ", "R", "--", "$"])
        after = draw.choice(["", "", "", ",-", " %", ")", ",-)", " Kegiatan", " kg (x)", " juta", " jutaan", "% dari 5", "_a", "-", " rb."])
        spaces = [draw.choice(["", "", " ", "\u00a0", "\t"]) for _ in range(3)]
        return f"{spaces[0]}{before}{spaces[1]}{self.digits()}{spaces[2]}{after}"

    def cell(self) -> Input:
        draw = self._random
        kind = draw.random()
        if kind < 0.6:
            return self.number()
        if kind < 0.85:
            return self.text()
        return draw.choice([None, "-", "\u2013", "Nihil", "Rp. -", "WTP", "#N/A", "#REF!", "0,0", " \u00a0 ", True, "idr -", "1e5"])

    def direction(self) -> Input:
        return self._random.choice([None, "naik", "turun", "turun", "NEGATIF", " positif", "-", "x"])

    def column(self, make: Callable[[], Input], height: int) -> list[list[Input]]:
        return [[make()] for _ in range(height)]
