"""The native forms of the functions of the quarters: what Excel takes, and how long they are. tests/conformance has what they compute."""

from __future__ import annotations

from typing import Final

import pytest

from lkjip import limits
from lkjip.model.formulas import syntax
from lkjip.model.formulas.forms import FORMS
from tests.second_opinions.array_evaluation import array_parts

LINES: Final = ("$B$2:$E$2", "$F$2:$I$2")
IN_TABLE: Final = (
    "tbl_triwulan[[#This Row],[Target TW I]:[Target TW IV]]",
    "tbl_triwulan[[#This Row],[Realisasi TW I]:[Realisasi TW IV]]",
)
CALLS: Final = {
    "typed words": ("SAMPAI_TRIWULAN", ('"II"', '"jumlah"', *LINES)),
    "a kind in a cell": ("SAMPAI_TRIWULAN", ("3", "A2", *LINES, '"s.d. triwulan"', "K2")),
    "quarter, kind and way in cells": ("SAMPAI_TRIWULAN", ("A1", "A2", *LINES, "J2", "K2", '"target"')),
    "a row of the sheet": (
        "SAMPAI_TRIWULAN",
        ('"IV"', "tbl_triwulan[[#This Row],[Jenis]]", *IN_TABLE, "tbl_triwulan[[#This Row],[Cara Isi]]"),
    ),
    "what is left": ("SISA_TRIWULAN", ("A1", "A2", *LINES, "A3", "J2", "K2")),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_formula_is_one_that_excel_takes(call: str) -> None:
    function, arguments = CALLS[call]
    written = FORMS[function](*arguments)
    assert len(written) <= limits.FORMULA_CHARACTERS
    assert syntax.levels(syntax.parse(written)) <= limits.FORMULA_LEVELS
    assert array_parts(written) == []


def test_the_usual_call_is_short() -> None:
    function, arguments = CALLS["typed words"]
    assert len(FORMS[function](*arguments)) < 1_100
