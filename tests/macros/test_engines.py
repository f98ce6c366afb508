"""The choice of the engine, and that both give the same numbers: pyOpenVBA runs the macros against a fake PC.

With Python, the call goes through xlwings' real CallUDF to the real functions; only COM itself is missing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

import pytest
from pyopenvba.interpreter import NULL, VBACurrency, VBADate, VBAInt, VBASingle

from tests.conformance.vectors import FOLDER, Argument, Left, read
from tests.kit.sampling import some
from tests.macros.cases import CASES, Case, Figures
from tests.macros.pc import DLL, PYTHON, Error, Pc, Thing
from tests.pipeline.server import Server
from xlfuncs.errors import EXCEL_ERRORS
from xlfuncs.functions import FUNCTIONS, KATEGORI_FUNGSI

WITHOUT_PYTHON: Final = "VBA bawaan: Python tidak ditemukan di komputer ini, angka tetap benar"
PYTHON_SILENT: Final = "VBA bawaan: Python di komputer ini tidak menjawab, angka tetap benar"
WITH_PYTHON: Final = "Python (xlwings 0.37.8)"


@functools.cache
def xlwings_server() -> Server:
    return Server()


def call_udf(module: str, function: str, arguments: tuple[Any, ...]) -> Any:
    return xlwings_server().call_values(module, function, *arguments)


class Recorder:
    """Python's side, which remembers what it was asked and fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.asked: list[tuple[str, str, tuple[Any, ...]]] = []
        self.failures = failures

    def __call__(self, module: str, function: str, arguments: tuple[Any, ...]) -> Any:
        self.asked.append((module, function, arguments))
        if self.failures:
            self.failures -= 1
            raise ConnectionError("The RPC server is unavailable.")
        return call_udf(module, function, arguments)


@pytest.fixture(scope="module")
def bare_pc() -> Pc:
    """A PC without Python."""
    return Pc(interpreter="", files=())


@pytest.fixture(scope="module")
def python_pc() -> Pc:
    """A PC with Python."""
    return Pc(server=call_udf)


# ---------------------------------------------------------------- the same answers
def argument(value: Any) -> Any:
    return Error(value) if isinstance(value, str) and value in EXCEL_ERRORS else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.function}{case.arguments!a:.60}")
def test_both_engines_answer_as_the_rules_say(case: Case, bare_pc: Pc, python_pc: Pc) -> None:
    arguments = [argument(value) for value in case.arguments]
    assert bare_pc.run(case.function, *arguments) == case.shown
    assert python_pc.run(case.function, *arguments) == case.shown


def test_an_error_value_may_also_come_as_its_text(bare_pc: Pc, python_pc: Pc) -> None:
    for text in EXCEL_ERRORS:
        for given in (text, Error(text)):
            assert bare_pc.run("ANGKA", given) == text
            assert python_pc.run("ANGKA", given) == text


def block(figures: Figures, height: int, width: int) -> Any:
    if height * width == 1:
        return argument(figures.cell())
    return [[argument(figures.cell()) for _ in range(width)] for _ in range(height)]


Shape = tuple[int, int]
SHAPES: Final[list[tuple[Shape, Shape]]] = [
    ((1, 1), (1, 1)),
    ((1, 3), (1, 3)),
    ((3, 1), (3, 1)),
    ((2, 3), (2, 3)),
    ((2, 3), (1, 1)),
    ((1, 1), (1, 4)),
    ((3, 1), (1, 3)),
    ((2, 2), (2, 3)),
]


@pytest.mark.parametrize("shapes", SHAPES, ids=str)
@pytest.mark.parametrize("function", ["CAPAIAN", "SERAPAN", "EFISIENSI"])
def test_ranges_of_every_shape(function: str, shapes: tuple[Shape, Shape], bare_pc: Pc, python_pc: Pc) -> None:
    figures = Figures(SHAPES.index(shapes))
    for _ in range(3):
        first, second = (block(figures, *shape) for shape in shapes)
        assert bare_pc.run(function, first, second) == python_pc.run(function, first, second)


def test_a_row_that_excel_hands_over_with_one_dimension(bare_pc: Pc, python_pc: Pc) -> None:
    """An array typed into a formula, {38,19}, arrives so."""
    for pc in (bare_pc, python_pc):
        assert pc.run("ANGKA", ("1,5", "-", "x")) == [[1.5, "", "#VALUE!"]]
        assert pc.run("KATEGORI", 90.0, (55.0, "C")) == "C"
        assert pc.run("CAPAIAN", [[38.0]], (19.0, 38.0)) == [[50.0, 100.0]]


SCALE: Final[list[list[Any]]] = [[None, "R", "Rendah"], [50, "S", "Sedang"], [80, "T", "Tinggi"]]
SCALES: Final[list[tuple[Any, ...]]] = [
    (SCALE,),
    (SCALE, "lengkap"),
    (SCALE, "KODE "),
    (None, "lengkap"),
    (None, None),
    (SCALE, "warna"),
    (SCALE, True),
    ([row[:2] for row in SCALE], "lengkap"),
    ([row[:1] for row in SCALE],),
    ([[*row, "x"] for row in SCALE],),
    ([[10, "R"], [10, "S"]],),
    ([[10, "R"], [10.0000000000000018, "S"]],),
    ([["10", "R"], ["75,01", "S"]],),
    ([[10, "R"], [None, "S"]],),
    ([[10, "R"], ["dua", "S"]],),
    ([[10, "R"], [20, " "]],),
    ([[10, "R"], [20, True]],),
    ([[10, 1], [20, 2.5]],),
    ([[10, 1e-05], [20, 123456789012345678.0]],),
    ([[10, -0.5], [99, "-"]],),
    ([[10, "R"], [20, Error("#N/A")]],),
    ([[10, "R"], [Error("#REF!"), Error("#N/A")]],),
    (SCALE, Error("#N/A")),
    (Error("#NUM!"), Error("#N/A")),
    ([[Error("#NULL!")]],),
    (55.0,),
    ("B",),
    ([[10, "R"]],),
]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: f"{scale!a:.70}")
def test_scales(scale: tuple[Any, ...], bare_pc: Pc, python_pc: Pc) -> None:
    for capaian in (5.0, 10.0, 75.005, 100.0, None, "x", Error("#DIV/0!"), [[79.995, 80.0, Error("#N/A"), None, 49.994]]):
        assert bare_pc.run("KATEGORI", capaian, *scale) == python_pc.run("KATEGORI", capaian, *scale)


def as_given(value: Argument) -> Any:
    if isinstance(value, tuple):
        return [[argument(cell) for cell in row] for row in value]
    return None if value is Left.OUT else argument(value)


def test_the_quarters_by_the_twin(bare_pc: Pc) -> None:
    """As the vectors of all engines say."""
    wrong = []
    for vector in some(read(FOLDER / "triwulan.csv"), 3):
        given = [as_given(value) for value in vector.call.arguments]
        answer = bare_pc.run(vector.call.function, *given)
        expected = [list(row) for row in vector.expected]
        if (answer if isinstance(answer, list) else [[answer]]) != expected:
            wrong.append(f"{vector.place} {vector.call}: {answer}")
    assert wrong == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (VBAInt(7, "Integer"), 7.0),
        (VBAInt(70_000, "Long"), 70_000.0),
        (VBASingle(0.5), 0.5),
        (VBACurrency(12.5), 12.5),
        (VBADate(45_000.25), 45_000.25),
        (NULL, ""),
    ],
    ids=str,
)
def test_other_kinds_of_numbers_that_a_macro_may_pass(value: Any, shown: Any, bare_pc: Pc) -> None:
    assert bare_pc.run("ANGKA", value) == shown


# ---------------------------------------------------------------- what a cell holds
def cells(**members: Any) -> Thing:
    return Thing(Areas=Thing(Count=members.pop("areas", 1)), **members)


def test_a_range_is_read_by_value2() -> None:
    """Value gives amounts in a currency format with 4 decimals only."""
    recorder = Recorder()
    pc = Pc(server=recorder)
    amount = cells(Value2=1.23456789, Value=VBACurrency(1.2346))
    assert pc.run("ANGKA", amount) == 1.23456789
    assert recorder.asked[-1] == ("xlfuncs.udf", "ANGKA", (1.23456789,))


def test_a_range_of_several_areas_is_refused(bare_pc: Pc, python_pc: Pc) -> None:
    for pc in (bare_pc, python_pc):
        assert pc.run("CAPAIAN", cells(areas=2, Value2=38.0), 19) == "#VALUE!"


def test_python_gets_values_alone() -> None:
    """No Range, no workbook, no calling cell: each would cost round trips to Excel."""
    recorder = Recorder()
    pc = Pc(server=recorder)
    pc.run("CAPAIAN", 90, 81, "turun")
    pc.run("CAPAIAN", 90, 81)
    assert recorder.asked[1:] == [
        ("xlfuncs.udf", "CAPAIAN", (90.0, 81.0, "turun", None, None, None)),
        ("xlfuncs.udf", "CAPAIAN", (90.0, 81.0, None, None, None, None)),
    ]


# ---------------------------------------------------------------- which engine
def test_python_serves_where_it_is_installed() -> None:
    pc = Pc(server=call_udf)
    assert pc.run("MESIN_LKJIP") == WITH_PYTHON
    assert pc.run("CAPAIAN", 90, 81) == 90.0
    assert pc.starts == 1  # asked once; each time would read the settings files again


def test_the_dll_may_lie_above_the_folder_of_a_virtual_environment() -> None:
    python = "C:\\lkjip\\Scripts\\python.exe"
    pc = Pc(interpreter=python, files=[python, "C:\\lkjip\\xlwings64-0.37.8.dll"], server=call_udf)
    assert pc.run("MESIN_LKJIP") == WITH_PYTHON


@pytest.mark.parametrize(
    "pc",
    [
        Pc(interpreter=""),
        Pc(interpreter="python"),
        Pc(
            interpreter="\\\\server\\python\\python.exe",
            files=["\\\\server\\python\\python.exe", "\\\\server\\python\\xlwings64-0.37.8.dll"],
        ),
        Pc(files=[DLL]),
        Pc(files=[PYTHON]),
        Pc(files=[PYTHON, DLL.replace("0.37.8", "0.37.7")]),
        Pc(files=[PYTHON, DLL.replace("64", "32")]),
        Pc(interpreter="C:\\python.exe", files=["C:\\python.exe"]),
        Pc(system="Macintosh (Intel) 10.16"),
        Pc(system="Unix"),
    ],
    ids=["no settings", "bare name", "share", "no python.exe", "no DLL", "other version", "other bits", "at the root", "Mac", "Linux"],
)
def test_without_python_nothing_is_started(pc: Pc) -> None:
    assert pc.run("CAPAIAN", 90, 81, "turun") == 110.00000000000001
    assert pc.run("MESIN_LKJIP") == WITHOUT_PYTHON
    assert pc.starts == 0
    assert pc.vba.dialogs == []


def without_xlfuncs(module: str, function: str, arguments: tuple[Any, ...]) -> Any:
    raise ModuleNotFoundError("No module named 'xlfuncs'")


def other_functions(module: str, function: str, arguments: tuple[Any, ...]) -> Any:
    return "#VALUE!"


@pytest.mark.parametrize("server", [None, without_xlfuncs, other_functions], ids=["DLL blocked", "no xlfuncs", "wrong answers"])
def test_a_python_that_does_not_work_is_asked_once(server: Callable[..., Any] | None) -> None:
    pc = Pc(server=server)
    for _ in range(3):
        assert pc.run("SERAPAN", 200, 50) == 25.0
    assert pc.run("MESIN_LKJIP") == PYTHON_SILENT
    assert pc.starts == 1
    assert pc.vba.dialogs == []


def test_a_server_that_was_ended_is_started_again() -> None:
    recorder = Recorder()
    pc = Pc(server=recorder)
    assert pc.run("ANGKA", "1,5") == 1.5
    recorder.failures = 1
    assert pc.run("ANGKA", "2,5") == 2.5
    assert pc.run("MESIN_LKJIP") == WITH_PYTHON
    assert pc.starts == 2
    assert [asked[2] for asked in recorder.asked] == [(0,), ("1,5",), ("2,5",), (0,), ("2,5",)]


def test_a_server_that_stays_away_is_left_alone_until_somebody_asks() -> None:
    recorder = Recorder()
    pc = Pc(server=recorder)
    assert pc.run("ANGKA", "1,5") == 1.5
    recorder.failures = 1_000
    for _ in range(3):
        assert pc.run("ANGKA", "2,5") == 2.5
    assert pc.run("MESIN_LKJIP") == PYTHON_SILENT
    assert pc.starts == 2
    recorder.failures = 0
    assert pc.run("ANGKA", "3,5") == 3.5
    assert pc.starts == 2
    pc.run("LkjipHitungUlang")
    assert pc.run("MESIN_LKJIP") == WITH_PYTHON


def test_cells_that_excel_calculates_while_python_starts_are_answered() -> None:
    pc = Pc(server=call_udf)
    meanwhile: list[Any] = []
    pc.on_start = lambda: meanwhile.append(pc.run("CAPAIAN", 38, 19))
    assert pc.run("CAPAIAN", 90, 81) == 90.0
    assert meanwhile == [50.0]
    assert pc.starts == 1
    assert pc.run("MESIN_LKJIP") == WITH_PYTHON


# ---------------------------------------------------------------- opening, help, button
def test_opening_the_workbook_warms_up_and_leaves_it_unchanged() -> None:
    pc = Pc(server=call_udf)
    pc.run("LkjipSaatDibuka")
    assert pc.starts == 1
    assert list(pc.help) == [function.name for function in FUNCTIONS]
    assert pc.asked_anew == ["Mulai"]  # which engine computes may be another than on the PC that saved it
    assert pc.workbook.vba_get("Saved") is True
    assert pc.vba.dialogs == []


def test_a_window_that_refuses_the_help_does_not_stop_the_opening() -> None:
    pc = Pc(server=call_udf, refuses_help=True)
    pc.run("LkjipSaatDibuka")
    assert pc.help == {}
    assert pc.workbook.vba_get("Saved") is True
    assert pc.run("MESIN_LKJIP") == WITH_PYTHON


def test_the_wizard_shows_the_declared_help() -> None:
    pc = Pc(interpreter="")
    pc.run("DescribeFunctions")
    for function in FUNCTIONS:
        texts = [argument.help for argument in function.arguments]
        assert pc.help[function.name] == (KATEGORI_FUNGSI, function.help, texts)


def test_examples_in_the_help_have_the_separator_of_the_pc() -> None:
    pc = Pc(interpreter="", list_separator=",")
    pc.run("DescribeFunctions")
    assert '=CAPAIAN(90,81,"turun")' in pc.help["CAPAIAN"][1]


def test_the_button_says_who_computed() -> None:
    pc = Pc(interpreter="")
    pc.run("LkjipHitungUlang")
    ((kind, message, title, _),) = pc.vba.dialogs
    assert (kind, title) == ("MsgBox", "LKjIP")
    assert message == f"Semua angka sudah dihitung ulang.\r\n\r\nYang menghitung: {WITHOUT_PYTHON}."
    assert pc.recalculations == 1


# ---------------------------------------------------------------- the button that syncs
MAC: Final = "Macintosh (Intel) 10.16"
MAC_PYTHON: Final = "/usr/local/lkjip/bin/python"


@pytest.mark.parametrize(
    "pc",
    [Pc(server=call_udf), Pc(system=MAC, interpreter=MAC_PYTHON, files=[MAC_PYTHON])],
    ids=["Windows", "Mac"],
)
def test_the_buttons_hand_over_to_python(pc: Pc) -> None:
    for macro in ("LkjipSinkronkan", "LkjipSiapkanKiriman", "LkjipKirimTriwulan", "LkjipSusunNaskah"):
        pc.run(macro)
    called = ("sinkronkan", "siapkan_kiriman", "kirim_triwulan", "susun_naskah")
    assert pc.commands == [f"from lkjip import buttons; buttons.{name}()" for name in called]
    assert pc.vba.dialogs == []


@pytest.mark.parametrize(
    ("pc", "reason"),
    [
        (Pc(interpreter=""), "Python tidak ditemukan di komputer ini"),
        (Pc(server=None), "Python di komputer ini tidak menjawab"),
        (Pc(server=without_xlfuncs), "Python di komputer ini tidak menjawab"),
        (Pc(system=MAC, interpreter=""), "Python tidak ditemukan di komputer ini"),
        (Pc(system=MAC, interpreter=MAC_PYTHON, files=()), "Python tidak ditemukan di komputer ini"),
    ],
    ids=["no Python", "DLL blocked", "no rules", "Mac without setting", "Mac without Python"],
)
def test_without_python_the_sync_button_says_so_in_our_words(pc: Pc, reason: str) -> None:
    """xlwings would show its own English message."""
    pc.run("LkjipSinkronkan")
    assert pc.commands == []
    ((_, message, title, _),) = pc.vba.dialogs
    assert title == "LKjIP"
    assert message.startswith(f"Lembar ringkasan belum bisa disusun ulang dari sini: {reason}.")
    assert "Angka Ringkasan tetap benar" in message
    pc.run("LkjipSiapkanKiriman")
    assert pc.commands == []
    assert pc.vba.dialogs[1][1].startswith(f"Kiriman belum bisa disiapkan dari sini: {reason}.")
    pc.run("LkjipSusunNaskah")
    assert pc.commands == []
    assert pc.vba.dialogs[2][1].startswith(f"Naskah belum bisa disusun dari sini: {reason}.")
    pc.run("LkjipKirimTriwulan")
    assert pc.commands == []
    assert pc.vba.dialogs[3][1].startswith(f"Kiriman triwulan belum bisa disiapkan dari sini: {reason}.")


def test_python_that_was_installed_meanwhile_is_found_by_the_sync_button() -> None:
    pc = Pc(server=call_udf, files=())
    assert pc.run("MESIN_LKJIP") == WITHOUT_PYTHON
    pc.files = (PYTHON, DLL)
    pc.run("LkjipSinkronkan")
    assert len(pc.commands) == 1
