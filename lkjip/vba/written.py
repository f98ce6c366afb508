"""The VBA modules that the builder writes from the declarations in `xlfuncs`, so that nothing is said twice.

`LkjipFungsi` has the cell functions as staff type them, `LkjipBantuan` their help for Excel's function wizard, and `LkjipDaftar`
what the twin of the rules needs to know of functions, words and bands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lkjip.vba.project import Module
from xlfuncs import angka, rules, scale_words
from xlfuncs.functions import FUNCTIONS, KATEGORI_FUNGSI, Function

_LIST_SEPARATOR: Final = 5  # xlListSeparator


def modules() -> list[Module]:
    """The written modules, in the order of their names."""
    return [
        Module("LkjipBantuan", help_source(), "std"),
        Module("LkjipDaftar", register_source(), "std"),
        Module("LkjipFungsi", functions_source(), "std"),
    ]


# ---------------------------------------------------------------- cell functions
def functions_source() -> str:
    """The cell functions: they hand plain values on and compute nothing themselves."""
    return _module(
        "LkjipFungsi",
        "' Written by the builder from xlfuncs/functions.py: the cell functions as staff type them. They hand plain values on.",
        "' No argument is named like a function: the VBA editor gives one spelling to both, and cells would show it.",
        "Option Explicit",
        "",
        *(line for function in FUNCTIONS for line in _wrapper(function)),
        '\' Not volatile: Excel would ask at every close whether to save. LkjipSaatDibuka asks anew, and the button "Hitung ulang".',
        "Public Function MESIN_LKJIP() As Variant",
        "    MESIN_LKJIP = EngineName()",
        "End Function",
    )


def _wrapper(function: Function) -> list[str]:
    parameters = (f"{'Optional ' if argument.optional else ''}{argument.name} As Variant" for argument in function.arguments)
    contents = (f"CellContent({argument.name})" for argument in function.arguments)
    return [
        f"Public Function {function.name}({', '.join(parameters)}) As Variant",
        f'    {function.name} = Answer("{function.name}", Array({", ".join(contents)}))',
        "End Function",
        "",
    ]


# ---------------------------------------------------------------- help
def help_source() -> str:
    """The module that registers the help of the cell functions: a workbook made outside Excel cannot hold it."""
    return _module(
        "LkjipBantuan",
        "' Written by the builder from xlfuncs/functions.py: help for Excel's function wizard.",
        "Option Explicit",
        "Option Private Module",
        "",
        "Public Sub DescribeFunctions()",
        *(line for function in FUNCTIONS for line in _registration(function)),
        "End Sub",
        "",
        "' Refused in Protected View and where the workbook is hidden.",
        "Private Sub Describe(ByVal functionName As String, ByVal help As String, ByVal arguments As Variant)",
        "    Dim i As Long",
        "    On Error Resume Next",
        "    For i = LBound(arguments) To UBound(arguments)",
        "        arguments(i) = AsTypedHere(arguments(i))",
        "    Next i",
        f'    Application.MacroOptions Macro:=functionName, Description:=AsTypedHere(help), Category:="{KATEGORI_FUNGSI}", _',
        "        ArgumentDescriptions:=arguments",
        "End Sub",
        "",
        "' Examples show the list separator of this PC.",
        "Private Function AsTypedHere(ByVal example As String) As String",
        f'    AsTypedHere = Replace(example, ";", Application.International({_LIST_SEPARATOR}))',
        "End Function",
    )


def _registration(function: Function) -> list[str]:
    *firsts, last = (_literal(argument.help) for argument in function.arguments)
    return [
        f'    Describe "{function.name}", _',
        f"        {_literal(function.help)}, _",
        *(f"        {'Array(' if number == 0 else '      '}{text}, _" for number, text in enumerate(firsts)),
        f"        {'      ' if firsts else 'Array('}{last})",
    ]


# ---------------------------------------------------------------- what the twin knows
def register_source() -> str:
    """What the twin of the rules knows of functions, words and bands."""
    return _module(
        "LkjipDaftar",
        "' Written by the builder from xlfuncs: what the twin of the rules knows of functions, words and bands.",
        "Option Explicit",
        "Option Private Module",
        "",
        "' xlfuncs/functions.py: the rule of a cell function for single cells. bands: those of its scale, where it takes one.",
        "Public Function RuleOf(ByVal functionName As String, ByRef cell As Variant, ByRef bands As Variant) As Variant",
        "    Select Case functionName",
        *(f'        Case "{function.name}": RuleOf = {_of_one_cell(function)}' for function in FUNCTIONS),
        "        Case Else: RuleOf = ERROR_VALUE",
        "    End Select",
        "End Function",
        "",
        "' SKALA_LKJIP in xlfuncs/rules.py as Array(lower bounds, codes or labels)",
        "Public Function SkalaLkjip(ByVal labelled As Boolean) As Variant",
        "    Dim bounds As Variant",
        f"    bounds = Array({', '.join(_number(bound) for bound, _, _ in rules.SKALA_LKJIP)})",
        "    If labelled Then",
        f"        SkalaLkjip = Array(bounds, Array({_texts(label for _, _, label in rules.SKALA_LKJIP)}))",
        "    Else",
        f"        SkalaLkjip = Array(bounds, Array({_texts(code for _, code, _ in rules.SKALA_LKJIP)}))",
        "    End If",
        "End Function",
        "",
        *_choice("IsFalling", "Whether an indicator is the better the lower it is", "arah", rules.FALLING),
        *_choice("IsLabelled", "Whether a category is wanted as its label", "bentuk", rules.LABELLED),
        *_member("IsSpace", "SPACES in xlfuncs/angka.py", "code As Long", _codes(angka.SPACES)),
        *_member("IsMinus", "MINUSES in xlfuncs/angka.py", "code As Long", _codes(angka.MINUSES)),
        *_member("IsNothing", "What is blank without being empty", "word As String", _texts(angka.NOTHINGS)),
        *_member("IsRightBehind", "RIGHT_BEHIND in xlfuncs/scale_words.py", "word As String", _texts(scale_words.RIGHT_BEHIND)),
        *_member("IsTimes", "TIMES in xlfuncs/scale_words.py", "word As String", _texts(scale_words.TIMES)),
        *_member(
            "IsTimesHoweverSpelled",
            "TIMES_HOWEVER_SPELLED in xlfuncs/scale_words.py",
            "word As String",
            _texts(scale_words.TIMES_HOWEVER_SPELLED),
        ),
        *_member("IsCurrency", "CURRENCIES in xlfuncs/scale_words.py", "word As String", _texts(scale_words.CURRENCIES)),
        *_member("IsUnitLikeScale", "UNITS in xlfuncs/scale_words.py", "word As String", _texts(scale_words.UNITS)),
    )


def _of_one_cell(function: Function) -> str:
    cells = [f"cell({number})" for number, argument in enumerate(function.arguments) if not argument.once]
    bands = ["bands"] if any(argument.once for argument in function.arguments) else []
    return f"{function.vba}({', '.join(cells + bands)})"


def _choice(name: str, what: str, argument: str, words: Mapping[str, bool]) -> list[str]:
    """A function that says which of two things a word means."""
    return [
        f'\' {what}; "#VALUE!" for another word.',
        f"Public Function {name}(ByVal {argument} As Variant) As Variant",
        f"    Select Case Keyword({argument})",
        *(
            line
            for meaning in (False, True)
            for line in (f"        Case {_texts(word for word in words if words[word] is meaning)}", f"            {name} = {meaning}")
        ),
        "        Case Else",
        f"            {name} = ERROR_VALUE",
        "    End Select",
        "End Function",
        "",
    ]


def _member(name: str, what: str, parameter: str, members: str) -> list[str]:
    """A function that says whether something is among the members."""
    first, *others = _wrapped(members)
    return [
        f"' {what}",
        f"Public Function {name}(ByVal {parameter}) As Boolean",
        f"    Select Case {parameter.split()[0]}",
        f"        Case {first}",
        *(f"            {line}" for line in others),
        f"            {name} = True",
        "    End Select",
        "End Function",
        "",
    ]


def _wrapped(members: str, width: int = 100) -> list[str]:
    """A list over as many lines as it needs."""
    lines = [""]
    for member in members.split(", "):
        if len(lines[-1]) + len(member) > width:
            lines[-1] += " _"
            lines.append("")
        lines[-1] += f"{member}, "
    return [line if line.endswith("_") else line.removesuffix(", ") for line in (line.replace(",  _", ", _") for line in lines)]


def _codes(characters: str) -> str:
    return ", ".join(str(ord(character)) for character in characters)


def _texts(texts: Iterable[str]) -> str:
    return ", ".join(map(_literal, texts))


def _number(number: float | None) -> str:
    if number is None:
        return "Empty"
    return f"{number:.15g}#" if number.is_integer() else f"{number:.15g}"


def _module(name: str, *lines: str) -> str:
    return "\n".join([f'Attribute VB_Name = "{name}"', *lines]).rstrip("\n") + "\n"


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
