"""Build native formulas of the rules for cells where our functions cannot run: summaries and the mailed copy.

Every function takes expressions (cell or table references, or formulas) in Excel's file syntax, without "=", and
returns a formula in the same syntax. The formulas work in Excel 2016 and later and in LibreOffice: no dynamic
arrays, no LET, no LAMBDA. They treat numbers, blanks, TRUE/FALSE, errors and zero as `xlfuncs.rules` does; a non-blank
text gives #VALUE!, because a spreadsheet would read "98,78 %" as a different number than the report means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from xlfuncs import rules
from xlfuncs.angka import BLANKS

_NO_BREAK_SPACE: Final = "\u00a0"


def _array(texts: Iterable[str]) -> str:
    return "{" + ",".join(map(_quoted, texts)) + "}"


def _quoted(text: str) -> str:
    return f'"{text}"'


_BLANKS: Final = _array(BLANKS)
_RISING: Final = _array(word for word, falling in rules.FALLING.items() if not falling)
_FALLING: Final = _array(word for word, falling in rules.FALLING.items() if falling)
_CODE: Final = _array(word for word, labelled in rules.LABELLED.items() if not labelled)
(_LABEL,) = (_quoted(word) for word, labelled in rules.LABELLED.items() if labelled)
_CODES: Final = _array(code for _, code, _ in rules.SKALA_LKJIP)
_LABELS: Final = _array(label for _, _, label in rules.SKALA_LKJIP)
# LOOKUP needs a lower bound for the first band as well
_BOUNDS: Final = "{" + ",".join("-1E+307" if bound is None else f"{bound:.15g}" for bound, _, _ in rules.SKALA_LKJIP) + "}"


class Computed(str):
    """An argument that can only be a number, a blank text or an error, such as the result of a formula below.

    It needs fewer checks, which keeps nested formulas within Excel's length limit.
    """

    __slots__ = ()


def capaian(target: str, realisasi: str, arah: str = '"naik"') -> str:
    """Build the formula of CAPAIAN(target; realisasi; arah), in percent, as `xlfuncs.rules.capaian`."""
    word = trimmed(arah)
    falling = f"OR({word}={_FALLING})"
    return _first_error(
        [target, realisasi, arah],
        f"IF(NOT(OR({word}={_RISING},{falling})),#VALUE!,"
        + _numbers(
            [target, realisasi],
            f"IF({target}=0,#DIV/0!,IF({falling},({target}-({realisasi}-{target}))/{target}*100,{realisasi}/{target}*100))",
        )
        + ")",
    )


def serapan(anggaran: str, realisasi: str) -> str:
    """Build the formula of SERAPAN(anggaran; realisasi), in percent, as `xlfuncs.rules.serapan`."""
    return _share(anggaran, realisasi, f"{realisasi}/{anggaran}*100")


def efisiensi(anggaran: str, realisasi: str) -> str:
    """Build the formula of EFISIENSI(anggaran; realisasi), in percent, as `xlfuncs.rules.efisiensi`."""
    return _share(anggaran, realisasi, f"({anggaran}-{realisasi})/{anggaran}*100")


def kategori(nilai_capaian: str, skala: str | None = None, bentuk: str = '"kode"') -> str:
    """Build the formula of KATEGORI(nilai_capaian; skala; bentuk), as `xlfuncs.rules.kategori`.

    Args:
        nilai_capaian: in percent.
        skala: a range of two or three columns, or None for the report's scale.
        bentuk: "kode" or "lengkap".
    """
    word = trimmed(bentuk)
    known = f"OR({word}={_CODE},{word}={_LABEL})"
    if skala is None:
        band = (
            f"IF({word}={_LABEL},LOOKUP(ROUND({nilai_capaian},2),{_BOUNDS},{_LABELS}),LOOKUP(ROUND({nilai_capaian},2),{_BOUNDS},{_CODES}))"
        )
        return _first_error([nilai_capaian, bentuk], f"IF(NOT({known}),#VALUE!,{_numbers([nilai_capaian], band)})")
    name_at = f"IF({word}={_LABEL},3,2)"
    first = f"INDEX({skala},1,1)"
    names = f"INDEX({skala},0,{name_at})"
    rest = f"INDEX({skala},2,1):INDEX({skala},ROWS({skala}),1)"
    above = f"INDEX({skala},1,1):INDEX({skala},ROWS({skala})-1,1)"
    rising = f"IF(ROWS({skala})=1,TRUE,AND(COUNT({rest})=ROWS({skala})-1,SUMPRODUCT(ISNUMBER({above})*({rest}<={above}))=0))"
    usable = f"AND(OR(ISNUMBER({first}),{_is_blank(first)}),COLUMNS({skala})>={name_at},COLUMNS({skala})<=3,{rising})"
    refused = f"SUMPRODUCT(ISLOGICAL({names})+(LEN({trimmed(names)})=0))"
    band = f'INDEX({skala},1+IF(ROWS({skala})=1,0,SUMPRODUCT(--({rest}<=ROUND({nilai_capaian},2)))),{name_at})&""'
    return _first_error(
        [nilai_capaian, f"SUM({skala})", bentuk],
        f"IF(NOT(AND({known},{usable})),#VALUE!,IF({refused}>0,#VALUE!,{_numbers([nilai_capaian], band)}))",
    )


def rupiah(bilangan: str) -> str:
    """Build the formula of RUPIAH(bilangan), as `xlfuncs.angka.rupiah`.

    The formats for TEXT contain only zeros, so the result does not depend on the separators of the PC.
    """
    cents = f"ROUND(ABS({bilangan}),2)"
    whole = f"INT({cents})"
    digits = f'TEXT({whole},"000000000000000")'
    grouped = '&"."&'.join(f"MID({digits},{start},3)" for start in range(1, 16, 3))
    count = f'LEN(TEXT({whole},"0"))'
    text = (
        f'"Rp "&IF(ROUND({bilangan},2)<0,"-","")&RIGHT({grouped},{count}+INT(({count}-1)/3))&","&TEXT(ROUND(({cents}-{whole})*100,0),"00")'
    )
    return _first_error([bilangan], _numbers([bilangan], f"IF({cents}>=1E+15,#NUM!,{text})"))


def rata_rata(numbers: str) -> str:
    """Build the mean of a range (percent), as `xlfuncs.rules.rata_rata`; blanks are skipped and errors propagate."""
    return f'IF(COUNT({numbers})+SUMPRODUCT(--ISERROR({numbers}))=0,"",AVERAGE({numbers}))'


def jumlah(amounts: str) -> str:
    """Build the sum of a range; a non-blank text or TRUE/FALSE gives #VALUE!, which a plain SUM would skip."""
    filled = "*".join(f"({trimmed(amounts)}<>{blank})" for blank in map(_quoted, BLANKS))
    refused = f"SUMPRODUCT(--ISLOGICAL({amounts}))+SUMPRODUCT(ISTEXT({amounts})*{filled})"
    return f"IF(ISERROR(SUM({amounts})),SUM({amounts}),IF({refused}>0,#VALUE!,SUM({amounts})))"


def number(cell: str) -> str:
    """Build a formula that gives a number or an error as it is, a blank as "" and #VALUE! for any other content."""
    return _first_error([cell], _numbers([cell], cell))


def items(cell: str) -> str:
    """Build a formula that gives the items of a list, which ";" or line breaks separate, one per line, each without spare spaces."""
    separated = f'SUBSTITUTE(SUBSTITUTE({cell},CHAR(13),""),CHAR(10),";")'
    # TRIM joins separators and drops those at the ends, so they are its spaces while the spaces are something else
    found = f'SUBSTITUTE({trimmed(separated)}," ","{_SPACE_INSIDE}")'
    for beside in (f"{_SPACE_INSIDE};", f";{_SPACE_INSIDE}"):
        found = f'SUBSTITUTE({found},"{beside}",";")'
    return f'SUBSTITUTE(SUBSTITUTE(TRIM(SUBSTITUTE({found},";"," "))," ",CHAR(10)),"{_SPACE_INSIDE}"," ")'


_SPACE_INSIDE: Final = "\u00a4"
FORMS: Final[Mapping[str, Callable[..., str]]] = {
    "CAPAIAN": capaian,
    "KATEGORI": kategori,
    "SERAPAN": serapan,
    "EFISIENSI": efisiensi,
    "RUPIAH": rupiah,
}
"""Formula builders by cell function; their parameters are named as in `xlfuncs.functions`."""


def is_blank(text: str) -> bool:
    """Return whether the formulas above treat a cell's text as blank."""
    return text.replace(_NO_BREAK_SPACE, " ").strip(" ").lower() in BLANKS


def _share(anggaran: str, realisasi: str, share: str) -> str:
    return _first_error(
        [anggaran, realisasi],
        _numbers(
            [anggaran, realisasi],
            f'IF(OR({anggaran}<0,{realisasi}<0),#NUM!,IF({anggaran}=0,IF({realisasi}=0,"",#DIV/0!),{share}))',
        ),
    )


def _first_error(arguments: list[str], otherwise: str) -> str:
    """Build a formula that gives the leftmost error among the arguments, or else `otherwise`."""
    for argument in reversed(arguments):
        otherwise = f"IF(ISERROR({argument}),{argument},{otherwise})"
    return otherwise


def _numbers(arguments: list[str], result: str) -> str:
    """Build a formula that gives `result` if all arguments are numbers, #VALUE! for other content, else a blank."""
    typed = [argument for argument in arguments if not isinstance(argument, Computed)]
    # ISNUMBER is true for TRUE in LibreOffice, hence ISLOGICAL
    refused = ",".join(f"ISLOGICAL({argument}),NOT(OR(ISNUMBER({argument}),{_is_blank(argument)}))" for argument in typed)
    blank = ",".join(_is_blank(argument) for argument in arguments)
    otherwise = f'IF(OR({blank}),"",{result})'
    return f"IF(OR({refused}),#VALUE!,{otherwise})" if typed else otherwise


def _is_blank(argument: str) -> str:
    return f'{argument}=""' if isinstance(argument, Computed) else f"OR({trimmed(argument)}={_BLANKS})"


def trimmed(argument: str) -> str:
    """Build a formula for a text without spaces around it; no-break spaces count as spaces."""
    return f'TRIM(SUBSTITUTE({argument},"{_NO_BREAK_SPACE}"," "))'
