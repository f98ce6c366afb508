"""Declarations of the cell functions: name, arguments, help and rule of each.

The UDFs, the VBA wrappers and dispatcher, the help in Excel's function wizard, the native formulas, the guide and the
conformance vectors all read them. Staff see the names and texts, which are in Bahasa Indonesia. Excel shows at most 255
characters of a text. ";" occurs only between arguments, so that it can be replaced by the list separator of the PC.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from xlfuncs import angka, rules, triwulan
from xlfuncs.skala import SKALA_LKJIP

KATEGORI_FUNGSI: Final = "LKjIP"
"""Category of the functions in Excel's function wizard."""


class Takes(Enum):
    """Type of an argument."""

    NUMBER = "a number, or a text that is one"
    WORD = "one of a few words"
    SCALE = "a range with the bands of a scale"
    RULES = "a range with the office's rules: keys and choices"
    QUARTERS = "a range with the four quarters of an indicator"


@dataclass(frozen=True)
class Argument:
    """An argument of a cell function.

    Attributes:
        optional: may be left out; the rule then uses its default.
        once: read once per call. All other arguments may be ranges, to which the rule is applied cell by cell.
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
        rule: takes the arguments in order, as scalars or ranges (rows of cells), None if left out; raises RuleError.
        vba: the equivalent procedure for single cells in macros/.
        is_numeric: whether results are only numbers, blanks and errors, never texts.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...]
    rule: Callable[..., Any]
    vba: str
    is_numeric: bool = False

    @property
    def needed(self) -> int:
        """Number of leading arguments that are required."""
        return sum(not argument.optional for argument in self.arguments)


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])}, atau {words[-1]}"


def _over_ranges(rule: Callable[..., Any], once: Sequence[int] = ()) -> Callable[..., Any]:
    """Extend a rule for single cells to ranges, except the arguments at the places `once`, which it takes as they are."""

    @functools.wraps(rule)
    def over(*arguments: object) -> Any:
        def of_cells(*cells: object) -> Any:
            return rule(*(given if place in once else cell for place, (given, cell) in enumerate(zip(arguments, cells, strict=True))))

        return rules.over_ranges(of_cells, *(None if place in once else given for place, given in enumerate(arguments)))

    return over


_QUARTERS: Final = (
    Argument("triwulan", 'Triwulan sampai mana dihitung: "I" sampai "IV", atau angka 1 sampai 4.'),
    Argument("jenis", f"Jenis indikator: {_either(triwulan.JENIS)}. Bila kosong, hasilnya kosong.", Takes.WORD),
    Argument("target", "Target keempat triwulan: empat sel sebaris atau sekolom.", Takes.QUARTERS, once=True),
    Argument("realisasi", "Realisasi keempat triwulan: empat sel sebaris atau sekolom.", Takes.QUARTERS, once=True),
)
_ONCE: Final = [place for place, argument in enumerate(_QUARTERS) if argument.once]
_CARA_ISI: Final = Argument(
    "cara_isi",
    f'"{triwulan.TRIWULAN_ITU}" (bila dikosongkan): tiap sel berisi angka triwulan itu saja. "{triwulan.SAMPAI}": tiap sel berisi jumlah '
    f"sejak Januari. Hanya untuk {' dan '.join(triwulan.ADDED_UP)}.",
    Takes.WORD,
    optional=True,
)
_PENYEBUT: Final = Argument(
    "penyebut",
    f"Penyebut setahun, di atas 0; hanya untuk {triwulan.PEMBILANG}, yang sel triwulannya berisi pembilang.",
    optional=True,
)

FUNCTIONS: Final = (
    Function(
        "CAPAIAN",
        'Capaian kinerja dalam persen. Kosong bila belum diukur. Contoh: =CAPAIAN(90;81;"turun") hasilnya 110.',
        (
            Argument("target", "Target: angka, sel, atau rentang. Teks seperti 98,78 % juga dibaca."),
            Argument("realisasi", "Realisasi: angka, sel, atau rentang yang sama besar dengan target."),
            Argument(
                "arah",
                '"naik" (bila dikosongkan): makin tinggi makin baik. "turun": makin rendah makin baik; "turun selisih" atau "turun rasio" '
                'menetapkan rumusnya. "rentang": makin jauh makin buruk.',
                Takes.WORD,
                optional=True,
            ),
            Argument(
                "aturan",
                "Aturan kantor: kolom Kunci dan Berlaku di lembar Aturan. Bila dikosongkan: aturan laporan, tanpa batas.",
                Takes.RULES,
                optional=True,
                once=True,
            ),
            Argument(
                "target_atas",
                "Ujung atas bila target berupa rentang: di dalamnya capaian 100. Boleh dikosongkan.",
                optional=True,
            ),
            Argument(
                "batas_atas",
                "Capaian paling tinggi untuk indikator ini, dalam persen. Bila dikosongkan: batas di lembar Aturan.",
                optional=True,
            ),
        ),
        rules.capaian,
        "CapaianOf",
        is_numeric=True,
    ),
    Function(
        "KATEGORI",
        f"Kategori dari capaian menurut skala: {_either([code for _, code, _ in reversed(SKALA_LKJIP)])}, atau kode skala sendiri. "
        "Capaian dibulatkan dua angka di belakang koma lebih dulu.",
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
                f'"kode" (bila dikosongkan) menghasilkan {SKALA_LKJIP[2][1]}. "lengkap" menghasilkan {SKALA_LKJIP[2][2]}.',
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
    Function(
        "SAMPAI_TRIWULAN",
        "Realisasi atau target dari awal tahun sampai satu triwulan. Kosong bila belum diketahui, misalnya karena ada triwulan yang belum "
        'diisi. Contoh: =SAMPAI_TRIWULAN("II";"jumlah";B2:E2;F2:I2).',
        (
            *_QUARTERS,
            _CARA_ISI,
            _PENYEBUT,
            Argument(
                "bagian",
                '"realisasi" (bila dikosongkan) atau "target": angka mana yang diminta.',
                Takes.WORD,
                optional=True,
            ),
        ),
        _over_ranges(triwulan.sampai_triwulan_of, _ONCE),
        "SampaiTriwulanOf",
        is_numeric=True,
    ),
    Function(
        "SISA_TRIWULAN",
        "Angka yang harus dicapai di tiap triwulan sesudah satu triwulan agar target setahun tercapai. Kosong sesudah triwulan IV. "
        'Contoh: =SISA_TRIWULAN("II";"jumlah";B2:E2;F2:I2;A2).',
        (*_QUARTERS, Argument("target_pk", "Target setahun: angka atau sel."), _CARA_ISI, _PENYEBUT),
        _over_ranges(triwulan.sisa_triwulan_of, _ONCE),
        "SisaTriwulanOf",
        is_numeric=True,
    ),
)
BY_NAME: Final = {function.name: function for function in FUNCTIONS}
_CALL: Final = re.compile(rf"(?<![\w.])(?:{'|'.join(BY_NAME)})\s*\(", re.IGNORECASE)


def is_called_in(formula: str) -> bool:
    """Return whether a formula calls one of the functions, which a program without our macros cannot compute."""
    written = formula.upper()
    return any(name in written for name in BY_NAME) and _CALL.search(formula) is not None  # the search alone is slow
