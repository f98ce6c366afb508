"""Build native formulas of the rules for cells where our functions cannot run: summaries and the mailed copy.

Every function takes expressions (cell or table references, or formulas) in Excel's file syntax, without "=", and
returns a formula in the same syntax. The formulas work in Excel 2016 and later and in LibreOffice: no dynamic
arrays, no LET, no LAMBDA. They treat numbers, blanks, TRUE/FALSE, errors and zero as `xlfuncs.rules` does; a non-blank
text gives #VALUE!, because a spreadsheet would read "98,78 %" as a different number than the report means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from xlfuncs import rules
from xlfuncs.angka import BLANKS, NOT_MEASURED

_NO_BREAK_SPACE: Final = "\u00a0"


def array(texts: Iterable[str]) -> str:
    """Build an array constant of one row."""
    return "{" + ",".join(map(_quoted, texts)) + "}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def is_one_of(text: str, words: Sequence[str], beginnings: Sequence[str]) -> str:
    """Build conditions, as an argument of OR, of which one is true for a text that is one of the words or begins as named."""
    lengths, texts = _compared(tuple(words), tuple(beginnings))
    return f"LEFT({text},{lengths})={texts}"


@cache
def _compared(words: Sequence[str], beginnings: Sequence[str]) -> tuple[str, str]:
    """How much of a text is compared with each of the words and beginnings, and these: array constants."""
    longer = max(map(len, words)) + 1
    lengths = ",".join([*(str(longer) for _ in words), *(str(len(beginning)) for beginning in beginnings)])
    return f"{{{lengths}}}", array((*words, *beginnings))


WAYS: Final = (rules.NAIK, rules.SELISIH, rules.RASIO, rules.RENTANG)
"""The ways to compute a capaian; in a formula each is its number in this order, from 1 on, and 0 is an unknown direction."""
_WAY: Final = {way: number for number, way in enumerate(WAYS, 1)} | {rules.TURUN: WAYS.index(rules.SELISIH) + 1}
"""Number by direction. Plain "turun" is 1 more where the office has chosen "rasio"."""
LIMITLESS: Final = "1E+307"
"""What stands for no upper limit; its negative for no lower one."""
ANY_NUMBER: Final = f'">-{LIMITLESS}"'
"""The criterion that a cell holds a number."""
BEYOND: Final = str(int(rules.BEYOND))
"""`xlfuncs.rules.BEYOND`, as every program writes it back."""
_CODE: Final = array(word for word, labelled in rules.LABELLED.items() if not labelled)
(_LABEL,) = (_quoted(word) for word, labelled in rules.LABELLED.items() if labelled)
_CODES: Final = array(code for _, code, _ in rules.SKALA_LKJIP)
_LABELS: Final = array(label for _, _, label in rules.SKALA_LKJIP)
# LOOKUP needs a lower bound for the first band as well
_BOUNDS: Final = "{" + ",".join("-1E+307" if bound is None else f"{bound:.15g}" for bound, _, _ in rules.SKALA_LKJIP) + "}"


class Computed(str):
    """An argument that can only be a number, a blank text or an error, such as the result of a formula below.

    It needs fewer checks, which keeps nested formulas within Excel's length limit.
    """

    __slots__ = ()


class Cleaned(str):
    """An argument of which a blank is always the empty text, such as the columns Nilai Target and Nilai Realisasi."""

    __slots__ = ()


class Way(str):
    """A direction that is its number already, such as the result of `way`."""

    __slots__ = ()


def capaian(
    target: str,
    realisasi: str,
    arah: str = '"naik"',
    aturan: Mapping[str, str] | None = None,
    target_atas: str | None = None,
    batas_atas: str | None = None,
) -> str:
    """Build the formula of CAPAIAN, in percent, as `xlfuncs.rules.capaian`, for a cell that must stand by itself.

    Args:
        aturan: the helper cells of `lkjip.model.formulas.aturan` by name; None are the report's rules.
    """
    arguments = _capaian_arguments(target, realisasi, arah, aturan, target_atas, batas_atas)
    tests = _tests(arah, aturan)
    nearest = _nearest(target, realisasi, target_atas)
    formula = _formula(nearest, target, realisasi, tests, aturan, target_atas, batas_atas)
    limited = _limited(_rounded(formula, aturan), aturan, batas_atas)
    if aturan:
        left_out = f"AND({target}=0,{aturan['aturan_target_nol']}=2)"
        limited = f'IF({left_out},"",{limited})'
    return _checked(arguments, tests, aturan, target, realisasi, limited)


def way(arah: str, aturan: Mapping[str, str] | None = None) -> Way:
    """Build the number of a direction in `WAYS`, 0 for an unknown one, with the office's formula for plain "turun".

    Args:
        arah: a cell, a quoted word, or a `Way`.
    """
    if isinstance(arah, Way):
        return arah
    ratio = aturan["aturan_rasio"] if aturan else ""
    if arah.startswith('"') and rules.ARAH.get(arah[1:-1]):
        word = rules.ARAH[arah[1:-1]]
        return Way(f"{_WAY[word]}+{ratio}" if ratio and word == rules.TURUN else str(_WAY[word]))
    numbers = "{" + ",".join(str(_WAY[meant]) for meant in rules.ARAH.values()) + "}"
    if ratio:
        plain = "{" + ",".join(str(int(meant == rules.TURUN)) for meant in rules.ARAH.values()) + "}"
        numbers = f"({numbers}+{plain}*{ratio})"
    return Way(f"SUMPRODUCT(({trimmed(arah)}={array(rules.ARAH)})*{numbers})")


@dataclass(frozen=True)
class _Tests:
    """Conditions on a direction: unknown, the higher the better, the lower the better, that by division, and worse on both sides.

    `number` is its number in `WAYS` where that is known without a cell.
    """

    unknown: str
    rises: str
    falls: str
    divides: str
    spans: str
    number: int | None = None


def _tests(arah: str, aturan: Mapping[str, str] | None) -> _Tests:
    if isinstance(arah, Way) or arah.startswith('"'):
        number = way(arah, aturan)
        known = int(number) if number.isdigit() else None
        return _Tests(f"{number}=0", f"{number}=1", f"OR({number}={{2,3}})", f"{number}=3", f"{number}=4", known or None)
    word = trimmed(arah)
    plain = array(each for each, meant in rules.ARAH.items() if meant == rules.TURUN)
    falling = [each for each, meant in rules.ARAH.items() if meant in (rules.TURUN, rules.SELISIH, rules.RASIO)]
    divides = f'{word}="{rules.RASIO}"'
    return _Tests(
        unknown=f"NOT(OR({word}={array(rules.ARAH)}))",
        rises=f"NOT(OR({word}={array([*falling, rules.RENTANG])}))",
        falls=f"OR({word}={array(falling)})",
        divides=f"OR({divides},AND(OR({word}={plain}),{aturan['aturan_rasio']}))" if aturan else divides,
        spans=f'{word}="{rules.RENTANG}"',
    )


# The capaian of Tabel 3.1 in steps, each a column of the row: one formula would repeat the steps, and be several times as long.
def step_way(arah: str, aturan: Mapping[str, str]) -> str:
    """Build the first step, the number of the direction."""
    return way(arah, aturan)


def step_nearest(target: str, realisasi: str, arah: str, number: Way, aturan: Mapping[str, str], target_atas: str, batas_atas: str) -> str:
    """Build the second step: the target, or of a range of targets what is nearest to the realisasi.

    It is the error or the blank that the capaian has to be, where it is one.

    Args:
        number: the cell of the first step.
    """
    arguments = _capaian_arguments(target, realisasi, arah, aturan, target_atas, batas_atas)
    return _checked(arguments, _tests(number, aturan), aturan, target, realisasi, _nearest(target, realisasi, target_atas))


def step_formula(
    nearest: str, target: str, realisasi: str, number: Way, aturan: Mapping[str, str], target_atas: str, batas_atas: str
) -> str:
    """Build the third step, the percentage without rounding and limits.

    Args:
        nearest: the cell of the second step.
    """
    formula = _formula(nearest, target, realisasi, _tests(number, aturan), aturan, target_atas, batas_atas)
    return f"IF(ISNUMBER({nearest}),{formula},{nearest})"


def usable_way(number: Way, aturan: Mapping[str, str], batas_atas: str) -> str:
    """Build the number of a direction for `step_of_numbers`: the error instead, where direction, choices or limit are none.

    Args:
        number: the cell of the first step.
    """
    conditions = [f"{number}=0", f"LEN({aturan['aturan_galat']})", *refusals([batas_atas])]
    return first_error([number, aturan["aturan_galat"], batas_atas], f"IF(OR({','.join(conditions)}),#VALUE!,{number})")


def step_of_numbers(target: str, realisasi: str, number: Way, aturan: Mapping[str, str], batas_atas: str) -> str:
    """Build the percentage of an earlier year without rounding and limits, blank unless target and realisasi are both numbers.

    Args:
        number: a cell with `usable_way`.
    """
    tests = _tests(number, aturan)
    left_out = f"AND({aturan['aturan_tanpa_nol']},{tests.rises},{target}>0,{realisasi}=0)"
    result = f'IF({left_out},"",{_formula(target, target, realisasi, tests, aturan, None, batas_atas)})'
    return f'IF(COUNT({target},{realisasi})=2,{result},IF(LEN({target})+LEN({realisasi}),"",""))'


def step_limited(formula: str, aturan: Mapping[str, str], batas_atas: str) -> str:
    """Build the last step, the capaian in percent.

    Args:
        formula: the cell of the third step.
    """
    return f"IF(ISNUMBER({formula}),{_limited(_rounded(formula, aturan), aturan, batas_atas)},{formula})"


def _capaian_arguments(
    target: str, realisasi: str, arah: str, aturan: Mapping[str, str] | None, target_atas: str | None, batas_atas: str | None
) -> tuple[list[str], list[str]]:
    """Return what may be an error, from the left, and the two arguments that may be left blank."""
    faults = [aturan["aturan_galat"]] if aturan else []
    words = [] if arah.startswith('"') else [arah]
    optional = [argument for argument in (target_atas, batas_atas) if argument is not None]
    return [target, realisasi, *words, *faults, *optional], optional


def _checked(
    arguments: tuple[list[str], list[str]], tests: _Tests, aturan: Mapping[str, str] | None, target: str, realisasi: str, result: str
) -> str:
    """Build `result` for arguments that have a capaian, else their error or a blank, in the order of cases of the rules."""
    every, optional = arguments
    conditions = [] if tests.number else [tests.unknown]
    if aturan:
        conditions.append(f"LEN({aturan['aturan_galat']})")
    conditions += refusals([target, realisasi, *optional])
    blanks = [_blanks(target), _blanks(realisasi)]
    if aturan:
        blanks.append(f"AND({aturan['aturan_tanpa_nol']},{tests.rises},{target}>0,{realisasi}=0)")
    result = f'IF(OR({",".join(blanks)}),"",{result})'
    if conditions:
        result = f"IF(OR({','.join(conditions)}),#VALUE!,{result})"
    return first_error(every, result)


def _nearest(target: str, realisasi: str, target_atas: str | None) -> str:
    if target_atas is None:
        return target
    return f"MEDIAN({target},{realisasi},IF(ISNUMBER({target_atas}),MAX({target},{target_atas}),{target}))"


def _formula(
    nearest: str,
    target: str,
    realisasi: str,
    tests: _Tests,
    aturan: Mapping[str, str] | None,
    target_atas: str | None,
    batas_atas: str | None,
) -> str:
    """Build the percentage of numbers."""
    falling = f"{nearest}-({realisasi}-{nearest})"
    unlimited = aturan["aturan_rasio_nol"] if aturan else "#DIV/0!"
    if batas_atas is not None:
        unlimited = f"IF(ISNUMBER({batas_atas}),{BEYOND},{unlimited})"
    ratio = f"IF({realisasi}=0,{unlimited},{nearest}/{realisasi}*100)"
    if tests.number:
        either = f"IF({realisasi}>{nearest},{falling},{realisasi})/{nearest}*100"
        result = (f"{realisasi}/{nearest}*100", f"({falling})/{nearest}*100", ratio, either)[tests.number - 1]
    else:
        falls = f"OR({tests.falls},AND({tests.spans},{realisasi}>{nearest}))"
        result = f"IF({tests.divides},{ratio},IF({falls},{falling},{realisasi})/{nearest}*100)"
    zero = _zero(nearest, realisasi, tests, aturan, batas_atas) if aturan else "#DIV/0!"
    result = f"IF({target}=0,{zero},{result})"
    if target_atas is None and aturan is None:
        return result
    equal = f"IF({target}=0,{aturan['aturan_nol_sama'] if aturan else '#DIV/0!'},100)"
    return f"IF({realisasi}={nearest},{equal},{result})"


def _zero(nearest: str, realisasi: str, tests: _Tests, aturan: Mapping[str, str], batas_atas: str | None) -> str:
    """Build the result for target 0 and another realisasi."""
    better = aturan["aturan_nol_lebih"]
    if batas_atas is not None:
        better = f"IF(AND(ISNUMBER({batas_atas}),{aturan['aturan_target_nol']}=3),{BEYOND},{better})"
    is_better = f"IF({realisasi}>{nearest},{tests.rises},{tests.falls})"
    return f"IF({is_better},{better},{aturan['aturan_nol_kurang']})"


def _rounded(number: str, aturan: Mapping[str, str] | None) -> str:
    # To whole numbers by way of 9 decimals: ROUND alone looks at the binary number
    if aturan is None:
        return number
    return f"CHOOSE({aturan['aturan_bulat']},{number},ROUND({number},2),ROUND(ROUND({number},9),0),TRUNC({number},2))"


def _limited(number: str, aturan: Mapping[str, str] | None, batas_atas: str | None) -> str:
    upper = aturan["aturan_atas"] if aturan else LIMITLESS
    if batas_atas is not None:
        upper = f"IF(ISNUMBER({batas_atas}),{batas_atas},{upper})"
    if aturan:
        return f"MIN({upper},MAX({aturan['aturan_bawah']},{number}))"
    return number if batas_atas is None else f"MIN({upper},{number})"


def serapan(anggaran: str, realisasi: str) -> str:
    """Build the formula of SERAPAN(anggaran; realisasi), in percent, as `xlfuncs.rules.serapan`."""
    return _share(anggaran, realisasi, f"{realisasi}/{anggaran}*100")


def efisiensi(anggaran: str, realisasi: str) -> str:
    """Build the formula of EFISIENSI(anggaran; realisasi), in percent, as `xlfuncs.rules.efisiensi`."""
    return _share(anggaran, realisasi, f"({anggaran}-{realisasi})/{anggaran}*100")


def serapan_of_numbers(anggaran: str, realisasi: str, nilai_anggaran: str, nilai_realisasi: str) -> str:
    """Build the formula of SERAPAN of two cells where `number` of each stands in a cell as well."""
    share = _share_of(Computed(nilai_anggaran), Computed(nilai_realisasi), f"{nilai_realisasi}/{nilai_anggaran}*100")
    return first_error([anggaran, realisasi], share)  # an error that is typed comes before that of a text


def kategori(nilai_capaian: str, skala: str | None = None, bentuk: str = '"kode"') -> str:
    """Build the formula of KATEGORI(nilai_capaian; skala; bentuk), as `xlfuncs.rules.kategori`.

    Args:
        nilai_capaian: in percent.
        skala: a range of two or three columns, or None for the report's scale.
        bentuk: "kode" or "lengkap".
    """
    labelled = rules.LABELLED.get(bentuk[1:-1]) if bentuk.startswith('"') else None
    wants_label = f"{trimmed(bentuk)}={_LABEL}" if labelled is None else str(labelled).upper()
    unknown = f"NOT(OR({trimmed(bentuk)}={_CODE},{wants_label}))" if labelled is None else ""
    if skala is None:
        rounded = f"ROUND({nilai_capaian},2)"
        band = _either(labelled, wants_label, f"LOOKUP({rounded},{_BOUNDS},{_LABELS})", f"LOOKUP({rounded},{_BOUNDS},{_CODES})")
        result = _numbers([nilai_capaian], band)
        return first_error([nilai_capaian, bentuk], f"IF({unknown},#VALUE!,{result})" if unknown else result)
    name_at = _either(labelled, wants_label, "3", "2")
    first = f"INDEX({skala},1,1)"
    names = f"INDEX({skala},0,{name_at})"
    rest = f"INDEX({skala},2,1):INDEX({skala},ROWS({skala}),1)"
    above = f"INDEX({skala},1,1):INDEX({skala},ROWS({skala})-1,1)"
    rising = f"IF(ROWS({skala})=1,TRUE,AND(COUNT({rest})=ROWS({skala})-1,SUMPRODUCT(ISNUMBER({above})*({rest}<={above}))=0))"
    usable = f"AND(OR(ISNUMBER({first}),{is_blank_test(first)}),COLUMNS({skala})>={name_at},COLUMNS({skala})<=3,{rising})"
    conditions = ",".join(filter(None, [unknown, f"NOT({usable})"]))
    refused = f"SUMPRODUCT(ISLOGICAL({names})+(LEN({trimmed(names)})=0))"
    band = f'INDEX({skala},1+IF(ROWS({skala})=1,0,SUMPRODUCT(--({rest}<=ROUND({nilai_capaian},2)))),{name_at})&""'
    return first_error(
        [nilai_capaian, f"SUM({skala})", bentuk],
        f"IF(OR({conditions}),#VALUE!,IF({refused}>0,#VALUE!,{_numbers([nilai_capaian], band)}))",
    )


def _either(known: bool | None, condition: str, yes: str, no: str) -> str:
    """Build the choice by a condition, or what it is known to choose."""
    return f"IF({condition},{yes},{no})" if known is None else yes if known else no


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
    return first_error([bilangan], _numbers([bilangan], f"IF({cents}>={BEYOND},#NUM!,{text})"))


def cleaned(cell: str) -> Cleaned:
    """Build a cell's content with every blank, such as "-" and "n/a", as the empty text."""
    return Cleaned(f'IF(ISNUMBER({cell}),{cell},IF({is_blank_test(cell)},"",{cell}))')


def kategori_of(nilai_capaian: str, bounds: str, names: str, first: str) -> str:
    """Build the category of a capaian that can only be a number, a blank text or an error, by a scale that is judged elsewhere.

    Args:
        nilai_capaian: in percent.
        bounds, names: the columns of a scale's lower bounds, and of its codes or labels.
        first: the helper cell `skala_awal`.
    """
    reached = f"SUMPRODUCT(ISNUMBER({bounds})*({bounds}<=ROUND({nilai_capaian},2)))+{first}"
    return f'IF(ISNUMBER({nilai_capaian}),INDEX({names},MAX(1,{reached}))&"",{nilai_capaian}&LEFT({first},0))'


def rata_rata(numbers: str) -> str:
    """Build the mean of a range (percent), as `xlfuncs.rules.rata_rata`; blanks are skipped and errors propagate."""
    return f'IF(COUNT({numbers})+SUMPRODUCT(--ISERROR({numbers}))=0,"",AVERAGE({numbers}))'


def rata_rata_per_sasaran(numbers: str, sasaran: str) -> str:
    """Build the mean of the sasaran's means, as `xlfuncs.rules.rata_rata_per_sasaran`.

    Where each sasaran's mean stands in a cell, `rata_rata` over those cells is the same and takes less time.

    Args:
        sasaran: a range beside the numbers with a number for each row's sasaran.
    """
    measured = f"COUNTIFS({sasaran},{sasaran},{numbers},{ANY_NUMBER})+1-ISNUMBER({numbers})"
    total = f"SUMPRODUCT(ISNUMBER({numbers})*SUMIF({sasaran},{sasaran},{numbers})/({measured})^2)"
    return _mean(numbers, f"{total}/SUMPRODUCT(ISNUMBER({numbers})/({measured}))")


def rata_rata_berbobot(numbers: str, bobot: str) -> str:
    """Build the weighted mean of a range, as `xlfuncs.rules.rata_rata_berbobot`."""
    weights = f"SUMIF({numbers},{ANY_NUMBER},{bobot})"
    mean = f"IF({weights}=0,#DIV/0!,SUMPRODUCT({bobot},{numbers})/{weights})"
    refused = f'COUNTIF({bobot},"<0")>0,#NUM!,IF(COUNT({numbers})=0,"",IF(COUNT({bobot})=0,AVERAGE({numbers}),{mean}))'
    return f"IF(ISERROR(SUM({numbers})),SUM({numbers}),IF(ISERROR(SUM({bobot})),SUM({bobot}),IF({refused})))"


def rata_rata_geometrik(numbers: str) -> str:
    """Build the geometric mean of a range, as `xlfuncs.rules.rata_rata_geometrik`."""
    return _mean(numbers, f'IF(COUNTIF({numbers},"<=0")>0,#NUM!,GEOMEAN({numbers}))')


def rata_rata_menurut(cara: str, numbers: str, sasaran: str, bobot: str, biasa: str | None = None) -> str:
    """Build the mean that the office has chosen, as `xlfuncs.rules.rata_rata_menurut`.

    Args:
        cara: the helper cell `aturan_rata_rata`.
        biasa: the arithmetic mean, if it is not that of all the numbers.
    """
    means = (
        biasa or rata_rata(numbers),
        rata_rata_per_sasaran(numbers, sasaran),
        rata_rata_berbobot(numbers, bobot),
        rata_rata_geometrik(numbers),
    )
    return f"CHOOSE({cara},{','.join(means)})"


def _mean(numbers: str, mean: str) -> str:
    return f'IF(ISERROR(SUM({numbers})),SUM({numbers}),IF(COUNT({numbers})=0,"",{mean}))'


def jumlah(amounts: str) -> str:
    """Build the sum of a range; a non-blank text or TRUE/FALSE gives #VALUE!, which a plain SUM would skip."""
    filled = "*".join(
        [
            *(f'({trimmed(amounts)}<>"{blank}")' for blank in BLANKS),
            *(f'(LEFT({trimmed(amounts)},{len(word)})<>"{word}")' for word in NOT_MEASURED),
        ]
    )
    refused = f"SUMPRODUCT(--ISLOGICAL({amounts}))+SUMPRODUCT(ISTEXT({amounts})*{filled})"
    return f"IF(ISERROR(SUM({amounts})),SUM({amounts}),IF({refused}>0,#VALUE!,SUM({amounts})))"


def number(cell: str) -> str:
    """Build a formula that gives a number or an error as it is, a blank as "" and #VALUE! for any other content."""
    return first_error([cell], _numbers([cell], cell))


def items(cell: str) -> str:
    """Build a formula that gives the items of a list, which ";" or line breaks separate, one per line, each without spare spaces."""
    separated = f'SUBSTITUTE(SUBSTITUTE({cell},CHAR(13),""),CHAR(10),";")'
    # TRIM joins separators and drops those at the ends, so they are its spaces while the spaces are something else
    found = f'SUBSTITUTE({trimmed(separated)}," ","{_SPACE_INSIDE}")'
    for beside in (f"{_SPACE_INSIDE};", f";{_SPACE_INSIDE}"):
        found = f'SUBSTITUTE({found},"{beside}",";")'
    return f'SUBSTITUTE(SUBSTITUTE(TRIM(SUBSTITUTE({found},";"," "))," ",CHAR(10)),"{_SPACE_INSIDE}"," ")'


_SPACE_INSIDE: Final = "\u00a4"


def is_blank(text: str) -> bool:
    """Return whether the formulas above treat a cell's text as blank."""
    bare = text.replace(_NO_BREAK_SPACE, " ").strip(" ").lower()
    return bare in BLANKS or bare.startswith(NOT_MEASURED)


def _share(anggaran: str, realisasi: str, share: str) -> str:
    return first_error([anggaran, realisasi], _share_of(anggaran, realisasi, share))


def _share_of(anggaran: str, realisasi: str, share: str) -> str:
    """Build a share of amounts that are no errors."""
    return _numbers(
        [anggaran, realisasi],
        f'IF(OR({anggaran}<0,{realisasi}<0),#NUM!,IF({anggaran}=0,IF({realisasi}=0,"",#DIV/0!),{share}))',
    )


def first_error(arguments: list[str], otherwise: str) -> str:
    """Build a formula that gives the leftmost error among the arguments, or else `otherwise`."""
    for argument in reversed(arguments):
        # IF is the error of its condition: half as long as ISERROR, and unlike a joined text the leftmost one in every spreadsheet
        if not argument.startswith('"'):
            otherwise = f"IF(LEN({argument})+1,{otherwise})"
    return otherwise


def _numbers(arguments: list[str], result: str) -> str:
    """Build a formula that gives `result` if all arguments are numbers, #VALUE! for other content, else a blank."""
    refused = refusals(arguments)
    blank = map(_blanks, arguments)
    otherwise = f'IF(OR({",".join(blank)}),"",{result})'
    return f"IF(OR({','.join(refused)}),#VALUE!,{otherwise})" if refused else otherwise


def refusals(arguments: list[str]) -> list[str]:
    """Build conditions that are true for an argument that is neither a number nor a blank."""
    typed = [argument for argument in arguments if not isinstance(argument, Computed)]
    # ISNUMBER is true for TRUE in LibreOffice, hence ISLOGICAL
    return [test for each in typed for test in (f"ISLOGICAL({each})", _is_text(each))]


def _is_text(argument: str) -> str:
    """Build a condition that is true for a text that is no blank."""
    if isinstance(argument, Cleaned):
        return f"LEN(T({argument}))"
    return f"NOT(OR(ISNUMBER({argument}),{_blanks(argument)}))"


def is_blank_test(argument: str) -> str:
    """Build the condition that an argument is blank."""
    return _blanks(argument) if isinstance(argument, Computed | Cleaned) else f"OR({_blanks(argument)})"


def _blanks(argument: str) -> str:
    """Build conditions, as an argument of OR, of which one is true for a blank argument."""
    if isinstance(argument, Computed | Cleaned):
        return f'{argument}=""'
    return is_one_of(trimmed(argument), BLANKS, NOT_MEASURED)


def is_dash(argument: str) -> str:
    """Build the condition that a keyword is blank, or a dash."""
    return f"OR({trimmed(argument)}={array(['', '-'])})"


def trimmed(argument: str) -> str:
    """Build a text without outer and double blanks."""
    return f'TRIM(SUBSTITUTE({argument},"{_NO_BREAK_SPACE}"," "))'


def word(argument: str) -> str:
    """Build a text on one line without outer and double blanks."""
    return trimmed(f"CLEAN({argument})")
