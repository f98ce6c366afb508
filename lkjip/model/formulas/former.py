"""The native forms of template version 1, which workbooks and mailed copies in offices hold; no formula is written with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lkjip.model.formulas.native import trimmed as _trimmed

_BLANKS: Final = '{"","-","\u2010","\u2011","\u2012","\u2013","\u2014","\u2212","nihil"}'
_CODE: Final = '{"","kode"}'
_LABEL: Final = '"lengkap"'
_RISING: Final = '{"","naik","positif","+"}'
_FALLING: Final = '{"turun","negatif","-"}'


def capaian(target: str, realisasi: str, arah: str = '"naik"') -> str:
    """Build the formula of CAPAIAN(target; realisasi; arah), in percent, as `xlfuncs.rules.capaian`."""
    word = _trimmed(arah)
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


def kategori(nilai_capaian: str, skala: str, bentuk: str = '"kode"') -> str:
    """Build the formula of KATEGORI(nilai_capaian; skala; bentuk), as `xlfuncs.rules.kategori`.

    Args:
        nilai_capaian: in percent.
        skala: a range of two or three columns, or None for the report's scale.
        bentuk: "kode" or "lengkap".
    """
    word = _trimmed(bentuk)
    known = f"OR({word}={_CODE},{word}={_LABEL})"
    name_at = f"IF({word}={_LABEL},3,2)"
    first = f"INDEX({skala},1,1)"
    names = f"INDEX({skala},0,{name_at})"
    rest = f"INDEX({skala},2,1):INDEX({skala},ROWS({skala}),1)"
    above = f"INDEX({skala},1,1):INDEX({skala},ROWS({skala})-1,1)"
    rising = f"IF(ROWS({skala})=1,TRUE,AND(COUNT({rest})=ROWS({skala})-1,SUMPRODUCT(ISNUMBER({above})*({rest}<={above}))=0))"
    usable = f"AND(OR(ISNUMBER({first}),{_is_blank(first)}),COLUMNS({skala})>={name_at},COLUMNS({skala})<=3,{rising})"
    refused = f"SUMPRODUCT(ISLOGICAL({names})+(LEN({_trimmed(names)})=0))"
    band = f'INDEX({skala},1+IF(ROWS({skala})=1,0,SUMPRODUCT(--({rest}<=ROUND({nilai_capaian},2)))),{name_at})&""'
    return _first_error(
        [nilai_capaian, f"SUM({skala})", bentuk],
        f"IF(NOT(AND({known},{usable})),#VALUE!,IF({refused}>0,#VALUE!,{_numbers([nilai_capaian], band)}))",
    )


def jumlah(amounts: str) -> str:
    """Build the sum of a range; a non-blank text or TRUE/FALSE gives #VALUE!, which a plain SUM would skip."""
    filled = "*".join(f"({_trimmed(amounts)}<>{blank})" for blank in _BLANKS[1:-1].split(","))
    refused = f"SUMPRODUCT(--ISLOGICAL({amounts}))+SUMPRODUCT(ISTEXT({amounts})*{filled})"
    return f"IF(ISERROR(SUM({amounts})),SUM({amounts}),IF({refused}>0,#VALUE!,SUM({amounts})))"


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
    # ISNUMBER is true for TRUE in LibreOffice, hence ISLOGICAL
    refused = ",".join(f"ISLOGICAL({argument}),NOT(OR(ISNUMBER({argument}),{_is_blank(argument)}))" for argument in arguments)
    blank = ",".join(_is_blank(argument) for argument in arguments)
    otherwise = f'IF(OR({blank}),"",{result})'
    return f"IF(OR({refused}),#VALUE!,{otherwise})"


def _is_blank(argument: str) -> str:
    return f"OR({_trimmed(argument)}={_BLANKS})"


FORMS: Final[Mapping[str, Callable[..., str]]] = {"CAPAIAN": capaian, "KATEGORI": kategori, "SERAPAN": serapan, "EFISIENSI": efisiensi}
"""Formula builders by cell function, for the arguments that version 1 had."""
