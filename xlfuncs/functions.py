"""The cell functions as staff meet them: name, arguments, help and rule of each, declared once.

The UDFs, the VBA wrappers and the VBA dispatcher, the help in Excel's function wizard, the native forms, the guide and the
conformance vectors read this. Names and texts are what staff see, in Bahasa Indonesia. Excel shows at most 255 characters a
text; ";" is used only between arguments, so that Excel can be told the separator of the PC it runs on.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from xlfuncs import angka, rules

KATEGORI_FUNGSI: Final = "LKjIP"
"""The heading under which Excel's function wizard lists them."""


class Takes(Enum):
    """What an argument is read as."""

    NUMBER = "a number, or a text that is one"
    WORD = "one of a few words"
    SCALE = "a range with the bands of a scale"


@dataclass(frozen=True)
class Argument:
    """An argument of a cell function.

    Attributes:
        optional: may be left out; the rule then takes its default.
        once: read once for the whole call. Any other argument may be a range, and the rule takes it cell by cell.
    """

    name: str
    help: str
    takes: Takes = Takes.NUMBER
    optional: bool = False
    once: bool = False


@dataclass(frozen=True)
class Function:
    """A cell function.

    Attributes:
        rule: takes the arguments in order, scalars or ranges (rows of cells), None for what is left out; raises RuleError.
        vba: the procedure in macros/ that does the same for single cells.
        is_numeric: its results are numbers, blanks and errors, never texts.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...]
    rule: Callable[..., Any]
    vba: str
    is_numeric: bool = False

    @property
    def needed(self) -> int:
        """How many arguments, from the first, cannot be left out."""
        return sum(not argument.optional for argument in self.arguments)


def _over_ranges(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A rule for single cells as a rule for ranges too."""

    @functools.wraps(rule)
    def over(*arguments: object) -> Any:
        return rules.over_ranges(rule, *arguments)

    return over


FUNCTIONS: Final = (
    Function(
        "CAPAIAN",
        'Capaian kinerja dalam persen, tanpa pembulatan. Kosong bila belum diukur. Contoh: =CAPAIAN(90;81;"turun") hasilnya 110.',
        (
            Argument("target", "Target: angka, sel, atau rentang. Teks seperti 98,78 % juga dibaca."),
            Argument("realisasi", "Realisasi: angka, sel, atau rentang yang sama besar dengan target."),
            Argument(
                "arah",
                '"naik" (bila dikosongkan): makin tinggi makin baik. "turun": makin rendah makin baik.',
                Takes.WORD,
                optional=True,
            ),
        ),
        rules.capaian,
        "CapaianOf",
        is_numeric=True,
    ),
    Function(
        "KATEGORI",
        "Kategori dari capaian: SB, B, C, atau K. Capaian dibulatkan dua angka di belakang koma lebih dulu.",
        (
            Argument("nilai_capaian", "Capaian dalam persen: angka, sel, atau rentang."),
            Argument(
                "skala",
                "Skala sendiri: rentang berisi batas bawah, kode, dan label, dari rendah ke tinggi. Boleh dikosongkan.",
                Takes.SCALE,
                optional=True,
                once=True,
            ),
            Argument(
                "bentuk",
                '"kode" (bila dikosongkan) menghasilkan B. "lengkap" menghasilkan Baik.',
                Takes.WORD,
                optional=True,
                once=True,
            ),
        ),
        rules.kategori,
        "KategoriOf",
    ),
    Function(
        "SERAPAN",
        "Serapan anggaran dalam persen: realisasi dibagi anggaran. Kosong bila anggaran dan realisasi sama-sama 0.",
        (
            Argument("anggaran", "Anggaran dalam rupiah: angka, sel, atau rentang."),
            Argument("realisasi", "Realisasi anggaran dalam rupiah: angka, sel, atau rentang."),
        ),
        rules.serapan,
        "SerapanOf",
        is_numeric=True,
    ),
    Function(
        "EFISIENSI",
        "Efisiensi anggaran dalam persen: sisa anggaran dibagi anggaran. Kosong bila anggaran dan realisasi sama-sama 0.",
        (
            Argument("anggaran", "Anggaran dalam rupiah: angka, sel, atau rentang."),
            Argument("realisasi", "Realisasi anggaran dalam rupiah: angka, sel, atau rentang."),
        ),
        rules.efisiensi,
        "EfisiensiOf",
        is_numeric=True,
    ),
    Function(
        "ANGKA",
        "Membaca teks menjadi angka: 98,78 % menjadi 98,78 dan Rp. 600.000,- menjadi 600000. Teks yang bukan satu angka: #VALUE!",
        (Argument("teks", "Teks atau sel yang dibaca. Koma tanda desimal, titik pemisah ribuan."),),
        _over_ranges(angka.angka),
        "AngkaOf",
        is_numeric=True,
    ),
    Function(
        "TERBILANG",
        "Angka dalam kata-kata: 9 menjadi sembilan.",
        (Argument("bilangan", "Angka atau sel, di bawah seribu triliun."),),
        _over_ranges(angka.terbilang),
        "TerbilangOf",
    ),
    Function(
        "RUPIAH",
        "Angka sebagai teks rupiah: 1914251000 menjadi Rp 1.914.251.000,00.",
        (Argument("bilangan", "Angka atau sel dalam rupiah."),),
        _over_ranges(angka.rupiah),
        "RupiahOf",
    ),
)
BY_NAME: Final = {function.name: function for function in FUNCTIONS}
