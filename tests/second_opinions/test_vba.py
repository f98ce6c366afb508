"""The names and the grammar of the workbook's VBA, checked before Excel compiles it."""

from __future__ import annotations

import re
from typing import Final

import pytest

from lkjip.vba import macros
from tests.second_opinions import vba_grammar
from tests.second_opinions.vba_symbols import wrong

SOURCES: Final = {module.name: module.source for module in macros.modules(["Sheet1"])}
OURS: Final = {name: source for name, source in SOURCES.items() if source and name not in ("xlwings", "Dictionary")}


def test_every_name_argument_and_label_is_declared() -> None:
    assert wrong(SOURCES) == []


_IN: Final = r"(Public Function EngineName\(\).*?\n)"
PLANTED: Final = {
    "an undeclared variable": (_IN, r"\1    jumlahh = 1\n", "jumlahh is not declared"),
    "an undeclared function": (_IN, r"\1    PrepareEnginee\n", "PrepareEnginee is not declared"),
    "too many arguments": (
        r"(Public Function EngineName\(\).*?\n)",
        r"\1    PrepareEngine 1, 2\n",
        "PrepareEngine is called with 2 arguments",
    ),
    "too few arguments": (r"ToCells\(result\)", "ToCells()", "ToCells is called with 0 arguments"),
    "a label that is not there": (r"On Error GoTo failed", "On Error GoTo failedd", "no label failedd"),
    "a misspelt constant": (r"ENGINE_VBA As Long", "ENGINE_VB As Long", "ENGINE_VBA is not declared"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_name_is_found(name: str) -> None:
    old, new, what = PLANTED[name]
    changed = re.sub(old, new, SOURCES["LkjipMesin"], count=1)
    assert changed != SOURCES["LkjipMesin"]
    assert what in {line.partition(": ")[2] for line in wrong({**SOURCES, "LkjipMesin": changed})}


@pytest.mark.parametrize("name", OURS)
def test_the_grammar_accepts_every_module(name: str) -> None:
    assert vba_grammar.is_accepted_before(OURS[name]) or vba_grammar.errors(OURS[name]) == []


@pytest.mark.parametrize("statement", ["If 1 = Then", "For i = 1 To", "Dim", "Call", "End Function", "x = (1 + 2"])
def test_the_grammar_refuses_what_is_no_vba(statement: str) -> None:
    assert vba_grammar.errors(f'Attribute VB_Name = "M"\nOption Explicit\nSub A()\n    {statement}\nEnd Sub\n') != []
