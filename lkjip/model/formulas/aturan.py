"""Helper cells of the sheets Aturan and Skala: what the native formulas need of the choices, as numbers and ready results.

Each is a cell with a defined name and a native formula over the table; the sheet lays them out in this order. So a row of
Tabel 3.1 reads a number where it would have to look up and judge a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lkjip.model.formulas import native
from xlfuncs.aturan import BY_KUNCI, PAKET, PAKETS, TIDAK_ADA, Kunci

TABLE: Final = "tbl_aturan"
REFERENCE: Final = f"{TABLE}[[Kunci]:[Berlaku]]"
"""The argument aturan of CAPAIAN, as the workbook writes it."""
SKALA_AWAL: Final = "skala_awal"
SKALA_TRIWULAN_AWAL: Final = "skala_triwulan_awal"
RATA_RATA: Final = "aturan_rata_rata"
"""The helper cell with the number of the chosen mean."""


@dataclass(frozen=True)
class Choices:
    """Where the formulas find the table and the other helper cells.

    Attributes:
        kunci, berlaku: the columns of keys and of the choices in force.
        helpers: reference by name of helper cell.
    """

    kunci: str
    berlaku: str
    helpers: Mapping[str, str]


@dataclass(frozen=True)
class HelperCell:
    """A helper cell: its defined name, what it holds, and its formula."""

    nama: str
    arti: str
    formula: Callable[[Choices], str]


def _paket(at: Choices) -> str:
    numbers = "{" + ",".join(str(number) for number, _ in enumerate(PAKETS, 1)) + "}"
    names = native.array(package.nama for package in PAKETS)
    cell = _cell(at, PAKET)
    return f"IF({native.is_dash(cell)},1,SUMPRODUCT(({native.trimmed(cell)}={names})*{numbers}))"


def _choice(kunci: Kunci) -> Callable[[Choices], str]:
    """The number of the choice of a key, from 1 on; 0 for an unknown one."""
    names = list(kunci.pilihan)
    numbers = "{" + ",".join(str(number) for number, _ in enumerate(names, 1)) + "}"
    packages = ",".join(str(names.index(package.choice(kunci.nama)) + 1) for package in PAKETS)

    def formula(at: Choices) -> str:
        cell = _cell(at, kunci.nama)
        found = f"SUMPRODUCT(({native.trimmed(cell)}={native.array(names)})*{numbers})"
        return f"IF({native.is_dash(cell)},CHOOSE({at.helpers['aturan_paket']},{packages}),{found})"

    return formula


def _limit(kunci: Kunci, none: str) -> Callable[[Choices], str]:
    """A limit in percent, or what stands for none; "!" for an unknown choice."""
    packages = ",".join(none if package.choice(kunci.nama) == TIDAK_ADA else package.choice(kunci.nama) for package in PAKETS)
    numbers = ",".join(choice for choice in kunci.pilihan if choice != TIDAK_ADA)

    def formula(at: Choices) -> str:
        cell = _cell(at, kunci.nama)
        number = f"AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})))"
        if not kunci.any_number:
            number = f"AND({number},OR({cell}={{{numbers}}}))"
        word = f'IF({native.trimmed(cell)}="{TIDAK_ADA}",{none},IF({number},{cell},"!"))'
        return f"IF({native.is_dash(cell)},CHOOSE({at.helpers['aturan_paket']},{packages}),{word})"

    return formula


def _fault(at: Choices) -> str:
    keys = native.array([PAKET, *BY_KUNCI])
    known = f"SUMPRODUCT(--({native.trimmed(at.kunci)}={keys}))"
    blank = f"(LEN({native.trimmed(at.kunci)})=0)*(LEN({native.trimmed(at.berlaku)})=0)"
    twice = f"SUMPRODUCT(--(COUNTIF({at.kunci},{keys})>1))>0"
    words = ",".join(f"{at.helpers[name]}=0" for name in WORDS)
    limits = ",".join(f'{at.helpers[name]}="!"' for name in ("aturan_atas", "aturan_bawah"))
    unknown = f"{known}+SUMPRODUCT({blank})<>ROWS({at.kunci})"
    package = f"{at.helpers['aturan_paket']}=0"
    whole = f"SUM({at.kunci},{at.berlaku})"
    return f'IF(ISERROR({whole}),{whole},IF(OR({unknown},{twice},{package}),"!",IF(OR({words},{limits}),"!","")))'


def _of_zero(reached: Callable[[Choices], str]) -> Callable[[Choices], str]:
    return lambda at: f'CHOOSE({at.helpers["aturan_target_nol"]},#DIV/0!,"",{reached(at)})'


def _if_limited(limited: str, otherwise: str) -> Callable[[Choices], str]:
    return lambda at: f"IF({at.helpers['aturan_atas']}<{native.LIMITLESS},{limited},{otherwise})"


WORDS: Final = {
    "aturan_rumus_turun": "rumus_turun",
    "aturan_target_nol": "target_nol",
    "aturan_realisasi_nol": "realisasi_nol",
    "aturan_bulat": "pembulatan",
    "aturan_rata_rata": "rata_rata",
}
"""Helper cells with the number of a choice, and their keys."""

ATURAN_HELPERS: Final = (
    HelperCell("aturan_paket", "Nomor paket", _paket),
    *(HelperCell(name, f"Nomor pilihan {kunci}", _choice(BY_KUNCI[kunci])) for name, kunci in WORDS.items()),
    HelperCell("aturan_atas", "Batas atas, atau angka yang sangat besar", _limit(BY_KUNCI["batas_atas"], native.LIMITLESS)),
    HelperCell("aturan_bawah", "Batas bawah, atau angka yang sangat kecil", _limit(BY_KUNCI["batas_bawah"], f"-{native.LIMITLESS}")),
    HelperCell("aturan_galat", "Kosong bila semua pilihan dikenal; kalau tidak tanda seru, atau galatnya", _fault),
    HelperCell("aturan_rasio", "1 bila turun dihitung target / realisasi", lambda at: f"{at.helpers['aturan_rumus_turun']}-1"),
    HelperCell("aturan_tanpa_nol", "1 bila realisasi 0 dikosongkan", lambda at: f"IF({at.helpers['aturan_realisasi_nol']}=2,1,0)"),
    HelperCell("aturan_rasio_nol", "Capaian turun rasio dengan realisasi 0", _if_limited(native.BEYOND, "#DIV/0!")),
    HelperCell("aturan_nol_sama", "Capaian target 0, realisasi tepat", _of_zero(lambda at: "100")),
    HelperCell("aturan_nol_lebih", "Capaian target 0, realisasi lebih baik", _of_zero(_if_limited(native.BEYOND, "100"))),
    HelperCell("aturan_nol_kurang", "Capaian target 0, realisasi lebih buruk", _of_zero(lambda at: f"MAX(0,{at.helpers['aturan_bawah']})")),
)
"""In the order of the sheet."""
NAMES: Final[Mapping[str, str]] = {helper.nama: helper.nama for helper in ATURAN_HELPERS}
"""The helper cells by their defined names, for formulas of the workbook."""
IN_WORKBOOK: Final = Choices(f"{TABLE}[Kunci]", f"{TABLE}[Berlaku]", NAMES)


def skala_awal(bounds: str, codes: str, labels: str) -> str:
    """Build the helper cell of a scale: 1 if its first bound is blank, else 0; an error where it is no scale.

    Args:
        bounds, codes, labels: its columns.
    """
    first = f"INDEX({bounds},1)"
    rest = f"INDEX({bounds},2):INDEX({bounds},ROWS({bounds}))"
    above = f"INDEX({bounds},1):INDEX({bounds},ROWS({bounds})-1)"
    rises = f"AND(COUNT({rest})=ROWS({bounds})-1,SUMPRODUCT(ISNUMBER({above})*({rest}<={above}))=0)"
    refused = "+".join(f"SUMPRODUCT(ISLOGICAL({names})+(LEN({native.trimmed(names)})=0))" for names in (codes, labels))
    usable = f"AND(OR(ISNUMBER({first}),{native.is_blank_test(first)}),IF(ROWS({bounds})=1,TRUE,{rises}),{refused}=0)"
    whole = f"SUM({bounds},{codes},{labels})"
    return f"IF(ISERROR({whole}),{whole},IF({usable},1-ISNUMBER({first}),#VALUE!))"


def formulas(at: Choices = IN_WORKBOOK, helpers: Iterable[HelperCell] = ATURAN_HELPERS) -> dict[str, str]:
    """Return the helper cells' formulas, without "=", by name."""
    return {helper.nama: helper.formula(at) for helper in helpers}


def _cell(at: Choices, kunci: str) -> str:
    """The choice in force of a key; a text without letters where the key is not there."""
    return f'IF(COUNTIF({at.kunci},"{kunci}")=0,"",INDEX({at.berlaku},MATCH("{kunci}",{at.kunci},0)))'
