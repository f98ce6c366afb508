"""The VBA modules that the builder writes from the declarations in `xlfuncs` and the model, so that nothing is said twice.

`LkjipFungsi` has the cell functions as staff type them, `LkjipBantuan` their help for Excel's function wizard, and `LkjipDaftar`
what the twin of the rules needs to know of functions, words and bands. `LkjipKelompok` has a macro for each group of sheets.
`LkjipPita` belongs to the tab in the ribbon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lkjip.model import key, taking
from lkjip.model.columns import Role, Table
from lkjip.model.groups import OPTIONAL
from lkjip.model.tables import TABLES
from lkjip.model.taking import TAKING
from lkjip.vba import ribbon
from lkjip.vba.project import Module
from xlfuncs import angka, rules, scale_words, triwulan
from xlfuncs.aturan import ATURAN, PAKET, PAKETS, TIDAK_ADA, Kunci
from xlfuncs.functions import FUNCTIONS, KATEGORI_FUNGSI, Function, Takes

_LIST_SEPARATOR: Final = 5  # xlListSeparator


def modules() -> list[Module]:
    """The written modules, in the order of their names."""
    return [
        Module("LkjipBantuan", help_source(), "std"),
        Module("LkjipDaftar", register_source(), "std"),
        Module("LkjipFungsi", functions_source(), "std"),
        Module("LkjipIsian", inputs_source(), "std"),
        Module("LkjipKelompok", groups_source(), "std"),
        Module(ribbon.MODULE, ribbon.source(), "std"),
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


# ---------------------------------------------------------------- groups of sheets
def groups_source() -> str:
    """A macro for each group of sheets that a button shows."""
    return _module(
        "LkjipKelompok",
        "' Written by the builder from lkjip/model/groups.py: buttons on sheet Mulai that show a group of sheets.",
        "Option Explicit",
        "",
        *(line for group in OPTIONAL for line in (f"Public Sub {group.macro}()", f'    ToggleGroup "{group.key}"', "End Sub", "")),
    )


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


# ---------------------------------------------------------------- what tables take from each other
def inputs_source() -> str:
    """The module that tells the button "Ambil dari Tabel 2.1" what each table takes."""
    return _module(
        "LkjipIsian",
        "' Written by the builder from lkjip/model/tables: what each table takes from Tabel 2.1.",
        "Option Explicit",
        "Option Private Module",
        "",
        f"Public Const ROW_NUMBER As String = {_literal(taking.ROW_NUMBER)}",
        "",
        "' What a table takes, each as Array(its column, the table that gives, the column there); names come first. A row that is",
        "' appended gets the third text itself where no table gives. Empty for a table that takes nothing.",
        "Public Function SourcesOf(ByVal tableName As String) As Variant",
        "    Select Case tableName",
        *(line for table in TAKING for line in _sources(table)),
        "    End Select",
        "End Function",
        "",
        "' The columns by which a row is used",
        "Public Function TypedColumnsOf(ByVal tableName As String) As Variant",
        "    Select Case tableName",
        *(line for table in TAKING for line in _typed(table)),
        "    End Select",
        "End Function",
        "",
        "' The column with the names of a table that gives",
        "Public Function NamesOf(ByVal tableName As String) As String",
        "    Select Case tableName",
        *(f"        Case {_literal(table)}: NamesOf = {_literal(column)}" for table, column in _givers().items()),
        "    End Select",
        "End Function",
        "",
        "' Whether a table may have several rows of one indicator",
        "Public Function HasRepeats(ByVal tableName As String) As Boolean",
        f"    HasRepeats = {' Or '.join(f'(tableName = {_literal(table.name)})' for table in TAKING if table.repeats)}",
        "End Function",
        "",
        *_member("IsIgnoredInNames", "What a name has or has not (lkjip/model/key.py)", "code As Long", _codes(key.IGNORED)),
    )


def _sources(table: Table) -> list[str]:
    first, *others = (f"Array({_texts((each.column, each.table, each.given))})" for each in taking.sources(table))
    start = "            SourcesOf = Array("
    lines = [f"{start}{first}", *(f"{' ' * len(start)}{each}" for each in others)]
    return [f"        Case {_literal(table.name)}", *(f"{line}, _" for line in lines[:-1]), f"{lines[-1]})"]


def _givers() -> Mapping[str, str]:
    """The column with the names of each table that gives, by the table's name."""
    names = {source.table for table in TAKING for source in taking.sources(table)}
    return {table.name: table.names[table.keys(Role.INDIKATOR)[0]] for table in TABLES if table.name in names}


def _typed(table: Table) -> list[str]:
    first, *others = _wrapped(f"{_texts(taking.typed(table))})")
    start = "            TypedColumnsOf = Array("
    return [f"        Case {_literal(table.name)}", f"{start}{first}", *(f"{' ' * len(start)}{line}" for line in others)]


# ---------------------------------------------------------------- what the twin knows
def register_source() -> str:
    """What the twin of the rules knows of functions, words and bands."""
    return _module(
        "LkjipDaftar",
        "' Written by the builder from xlfuncs: what the twin of the rules knows of functions, words and bands.",
        "Option Explicit",
        "Option Private Module",
        "",
        "' Where the rules of an office hold the choice of a key, from 0 on",
        *(f"Public Const {_place(kunci)} As Long = {number}" for number, kunci in enumerate(ATURAN)),
        f"Public Const LAST_OF_ATURAN As Long = {_place(ATURAN[-1])}",
        f"Public Const TIDAK_ADA As String = {_literal(TIDAK_ADA)}",
        "",
        "' xlfuncs/functions.py: the rule of a cell function for single cells. readOnce: the bands of its scale, or the office's rules.",
        "Public Function RuleOf(ByVal functionName As String, ByRef cell As Variant, ByRef readOnce As Variant) As Variant",
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
        *_choice("ArahOf", "The direction that a cell names", "arah", {word: _literal(arah) for word, arah in rules.ARAH.items()}),
        *_choice(
            "IsLabelled", "Whether a category is wanted as its label", "bentuk", {word: str(it) for word, it in rules.LABELLED.items()}
        ),
        *_rules_of_offices(),
        *_words_of_quarters(),
        *_member("IsSpace", "SPACES in xlfuncs/angka.py", "code As Long", _codes(angka.SPACES)),
        *_member("IsMinus", "MINUSES in xlfuncs/angka.py", "code As Long", _codes(angka.MINUSES)),
        *_member("IsNothing", "What is blank without being empty", "word As String", _texts(angka.NOTHINGS)),
        *_beginning("SaysNotMeasured", "NOT_MEASURED in xlfuncs/angka.py", angka.NOT_MEASURED),
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
    cells = [f"cell({number})" for number in range(sum(not argument.once for argument in function.arguments))]
    once = ["readOnce"] if any(argument.once for argument in function.arguments) else []
    return f"{function.vba}({', '.join(cells + once)})"


def _rules_of_offices() -> list[str]:
    """What the sheet Aturan may hold: ATURAN and PAKETS in xlfuncs/aturan.py."""
    keys = [PAKET, *(kunci.nama for kunci in ATURAN)]
    return [
        "' ATURAN in xlfuncs/aturan.py: the place of a key among the rules, -1 for the package, -2 for an unknown key.",
        "Public Function PlaceOfKunci(ByVal word As String) As Long",
        "    Select Case word",
        *(f"        Case {_literal(key)}: PlaceOfKunci = {number}" for number, key in enumerate(keys, -1)),
        "        Case Else: PlaceOfKunci = -2",
        "    End Select",
        "End Function",
        "",
        '\' PAKETS in xlfuncs/aturan.py: its choices in the order of the keys, a limit as a Double or Empty; "#VALUE!" for another word.',
        "Public Function RulesOfPaket(ByVal word As String) As Variant",
        "    Select Case word",
        *(
            line
            for number, package in enumerate(PAKETS)
            for line in (
                f"        Case {_texts([*([] if number else ['']), package.nama.lower()])}",
                f"            RulesOfPaket = Array({', '.join(_chosen(kunci, package.choice(kunci.nama)) for kunci in ATURAN)})",
            )
        ),
        "        Case Else",
        "            RulesOfPaket = ERROR_VALUE",
        "    End Select",
        "End Function",
        "",
        "' Whether the choices of a key are limits in percent",
        "Public Function IsLimit(ByVal place As Long) As Boolean",
        f"    IsLimit = {' Or '.join(f'(place = {_place(kunci)})' for kunci in ATURAN if kunci.is_limit)}",
        "End Function",
        "",
        "' Whether a word, or a number as a text, is a choice of a key",
        "Public Function IsPilihan(ByVal place As Long, ByVal word As String) As Boolean",
        "    Select Case place",
        *(
            line
            for kunci in ATURAN
            for line in (
                f"        Case {_place(kunci)}",
                f"            IsPilihan = {' Or '.join(f'(word = {_literal(choice)})' for choice in kunci.pilihan)}",
            )
        ),
        "    End Select",
        "End Function",
        "",
        "' Whether any other number is a choice of a key as well",
        "Public Function TakesAnyNumber(ByVal place As Long) As Boolean",
        f"    TakesAnyNumber = {' Or '.join(f'(place = {_place(kunci)})' for kunci in ATURAN if kunci.any_number)}",
        "End Function",
        "",
    ]


def _words_of_quarters() -> list[str]:
    """The words for quarters, kinds and ways in xlfuncs/triwulan.py, and which functions take them."""
    return [
        *_choice(
            "TriwulanOf",
            "The number of the quarter that a cell names, 0 for a blank",
            "triwulan",
            {word: str(it) for word, it in triwulan.NUMBERED.items()},
        ),
        *_choice(
            "JenisOf",
            "The kind of an indicator, nothing for a blank",
            "jenis",
            {"": '""', "-": '""', **{kind: _literal(kind) for kind in triwulan.JENIS}},
        ),
        *_choice(
            "IsCumulative",
            "Whether the sum from the beginning of the year is typed",
            "caraIsi",
            {"": "False", "-": "False", **{way: str(way == triwulan.SAMPAI) for way in triwulan.CARA_ISI}},
        ),
        *_choice(
            "BagianOf",
            "Which of the numbers up to a quarter is wanted",
            "bagian",
            {word: _literal(part) for word, part in triwulan.BAGIAN.items()},
        ),
        *_member(
            "TakesQuarters",
            "Functions of the four quarters of an indicator",
            "functionName As String",
            _texts(function.name for function in FUNCTIONS if any(argument.takes is Takes.QUARTERS for argument in function.arguments)),
        ),
    ]


def _place(kunci: Kunci) -> str:
    return f"ATURAN_{kunci.nama.upper()}"


def _chosen(kunci: Kunci, choice: str) -> str:
    if kunci.is_limit:
        return _number(None if choice == TIDAK_ADA else float(choice))
    return _literal(choice)


def _choice(name: str, what: str, argument: str, meanings: Mapping[str, str]) -> list[str]:
    """A function that says what a word means."""
    return [
        f'\' {what}; "#VALUE!" for another word.',
        f"Public Function {name}(ByVal {argument} As Variant) As Variant",
        f"    Select Case Keyword({argument})",
        *(
            line
            for meaning in dict.fromkeys(meanings.values())
            for line in (
                f"        Case {_texts(word for word in meanings if meanings[word] == meaning)}",
                f"            {name} = {meaning}",
            )
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


def _beginning(name: str, what: str, words: Iterable[str]) -> list[str]:
    """A function that says whether a text begins with one of the words."""
    tests = " Or ".join(f"(Left$(content, {len(word)}) = {_literal(word)})" for word in words)
    return [f"' {what}", f"Public Function {name}(ByVal content As String) As Boolean", f"    {name} = {tests}", "End Function", ""]


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
