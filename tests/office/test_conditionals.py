"""The resolver of conditional compilation."""

from __future__ import annotations

import re

import pytest

from tests.office.conditionals import ConditionalError, Constant, resolve

WINDOWS: dict[str, Constant] = {"VBA7": True, "Win64": True, "Mac": False}


def taken(condition: str, constants: dict[str, Constant] | None = None) -> bool:
    source = f"#If {condition} Then\nyes\n#Else\nno\n#End If\n"
    lines = resolve(source, WINDOWS if constants is None else constants).split()
    assert lines in (["yes"], ["no"])
    return lines == ["yes"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("VBA7", True),
        ("vba7", True),
        ("Mac", False),
        ("Nobody_Knows", False),
        ("Not Mac", True),
        ("Not VBA7", False),
        ("Not Mac And VBA7", True),
        ("Mac Or VBA7 And Win64", True),
        ("VBA7 Or Mac And Mac", True),
        ("(VBA7 Or Mac) And Mac", False),
        ("VBA7 Xor Win64", False),
        ("VBA7 = True", True),
        ("VBA7 = 1", False),
        ("Not VBA7 = 1", True),
        ("Number >= 15", True),
        ("Number <> 16", False),
        ("Number < 16.5", True),
        ("Number > &H10&", False),
        ("Number <= &H10", True),
        ('App = "Microsoft Excel"', True),
        ('App <> "microsoft excel"', True),
        ('App = "say ""hi"""', False),
        ('Nobody_Knows = ""', True),
        ("Not 1", True),
        ("1 And 2", False),
        ('App = "it\'s" Or True', True),
    ],
)
def test_conditions(condition: str, expected: bool) -> None:
    constants: dict[str, Constant] = {**WINDOWS, "Number": 16, "App": "Microsoft Excel"}
    assert taken(condition, constants) is expected


def test_every_line_keeps_its_number() -> None:
    source = "one\r\n#If Mac Then\r\n  two\r\n#ElseIf VBA7 Then ' here\r\n  three\r\n#Else\r\n  four\r\n#End If\r\nfive\r\n"
    assert resolve(source, WINDOWS) == "one\r\n\r\n\r\n\r\n  three\r\n\r\n\r\n\r\nfive\r\n"


def test_the_first_true_branch_is_the_only_one() -> None:
    source = "#If Mac Then\na\n#ElseIf VBA7 Then\nb\n#ElseIf Win64 Then\nc\n#Else\nd\n#EndIf\n"
    assert resolve(source, WINDOWS).split() == ["b"]


def test_blocks_nest() -> None:
    source = "#If Mac Then\n#If VBA7 Then\na\n#Else\nb\n#End If\nc\n#Else\n#If VBA7 Then\nd\n#End If\ne\n#End If\n"
    assert resolve(source, WINDOWS).split() == ["d", "e"]


def test_a_constant_of_the_source_wins() -> None:
    source = '#Const App = "Microsoft Word" \' for Word\n#If App = "Microsoft Word" Then\nword\n#End If\n'
    assert resolve(source, {"App": "Microsoft Excel"}).split() == ["word"]


def test_a_constant_in_a_dead_branch_is_not_defined() -> None:
    source = "#If Mac Then\n#Const Fast = True\n#End If\n#If Fast Then\nfast\n#End If\n"
    assert resolve(source, WINDOWS).split() == []


def test_a_constant_can_be_an_expression() -> None:
    assert resolve("#Const Fast = VBA7 And Not Mac\n#If Fast Then\nfast\n#End If", WINDOWS).split() == ["fast"]


def test_other_lines_with_a_number_sign_are_code() -> None:
    source = "Print #1, x\n#1/1/2020#\nd = #1/1/2020#\n"
    assert resolve(source, WINDOWS) == source


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("#If VBA7 Then\n", "no #End If"),
        ("#End If\n", "line 1: #endif without #If"),
        ("x\n#Else\n", "line 2: #else without #If"),
        ("#If VBA7 Then\n#Else\n#Else\n#End If\n", "line 3: #else after #Else"),
        ("#If VBA7\n#End If\n", "line 1: #If VBA7 has no Then"),
        ("#If Then\n#End If\n", "a value is missing"),
        ("#If (VBA7 Then\n#End If\n", "a ) is missing"),
        ("#If VBA7 Win64 Then\n#End If\n", "'Win64' is not understood"),
        ("#If VBA7 + 1 Then\n#End If\n", "'+ 1' is not understood"),
        ("#If __import__('os') Then\n#End If\n", "line 1"),
        ('#If "text" Then\n#End If\n', "is a text"),
        ('#If "text" And True Then\n#End If\n', "neither true nor false"),
        ('#If 5 = "text" Then\n#End If\n', "cannot be compared"),
        ("#Const\n", "no name and value"),
    ],
)
def test_what_is_not_understood_is_reported_with_its_line(source: str, problem: str) -> None:
    with pytest.raises(ConditionalError, match=re.escape(problem)):
        resolve(source, WINDOWS)
