"""The VBA project writer, judged by three readers: the strict checker beside this file, oletools and pyOpenVBA."""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import distribution
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from oletools.olevba import VBA_Parser
from pyopenvba import ExcelFile, check_file
from pyopenvba import vba as pyopenvba_vba
from pyopenvba.cfb import CFB

from lkjip.vba import compound_file
from lkjip.vba.project import Module, VbaError, build, check_workbook, compress
from tests.vba import strict_vba

BOOK = Module("ThisWorkbook", "", "book")
SHEET = Module("Sheet1", "", "sheet")
MAIN = Module("Main", 'Option Explicit\n\nPublic Sub Hello()\n    MsgBox "hello"\nEnd Sub\n', "std")
HIDDEN_CLASS = Module("Counter", "Public Total As Long\n", "class")
SMALL_PROJECT = [BOOK, SHEET, MAIN, HIDDEN_CLASS]

CONTENT_TYPES = "[Content_Types].xml"
ASCII = st.characters(max_codepoint=127)


def installed_source(path: str) -> str:
    """A file of the installed xlwings package, with the line ends it has on disk."""
    return Path(str(distribution("xlwings").locate_file(path))).read_bytes().decode("ascii")


def sheets(number: int) -> list[Module]:
    return [Module(f"Sheet{index}", "", "sheet") for index in range(1, number + 1)]


def std(source: str, name: str = "Main") -> Module:
    return Module(name, source, "std")


def hex_noise(size: int) -> str:
    """Comment lines of hexadecimal digits: they compress a little, and a longer text begins like a shorter one."""
    return comment_lines(hashlib.shake_256(b"noise").hexdigest(size))


def base64_noise(size: int) -> str:
    """Comment lines that do not compress at all."""
    return comment_lines(base64.b64encode(hashlib.shake_256(b"noise").digest(size)).decode("ascii"))


def comment_lines(text: str) -> str:
    return "\n".join(f"'{text[start : start + 100]}" for start in range(0, len(text), 100))


def code_of(text: str) -> str:
    """The text of a module stream below its attributes."""
    return re.sub(r"\A(?:Attribute VB_.*\r\n)+", "", text)


def in_stream(source: str) -> str:
    """The lines of a source as a stream holds them."""
    text = source.rstrip("\n").replace("\n", "\r\n")
    return text + "\r\n" if text else ""


def read_with_olevba(data: bytes) -> dict[str, str]:
    parser = VBA_Parser("vbaProject.bin", data=data)
    try:
        return {Path(file_name).stem: code for _, _, file_name, code in parser.extract_macros()}
    finally:
        parser.close()


def read_with_pyopenvba(data: bytes) -> dict[str, str]:
    container = CFB.from_bytes(data)
    project = pyopenvba_vba.parse_vba_project(container)
    assert project.validate(container) == []
    return {module.name: module.source for module in project.modules}


def read_with_all(data: bytes) -> dict[str, str]:
    """The sources, once all three readers agree on them."""
    sources = strict_vba.check(data)
    assert list(read_with_olevba(data).items()) == list(sources.items())
    assert list(read_with_pyopenvba(data).items()) == list(sources.items())
    return sources


# --- projects of many shapes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 7, 12, 13, 26, 31, 64, 65, 99, 128, 300])
def test_project_with_any_number_of_sheets(number: int) -> None:
    modules = [BOOK, *sheets(number), MAIN]

    sources = read_with_all(build(modules))

    assert list(sources) == [module.name for module in modules]
    assert code_of(sources["Main"]) == in_stream(MAIN.source)


@pytest.mark.parametrize(("boundary", "first_size"), [(64, 0), (512, 190), (4096, 2200)])
def test_module_streams_around_the_sizes_of_sectors(boundary: int, first_size: int) -> None:
    sizes: list[int] = []
    for size in count(first_size):
        source = hex_noise(size)
        data = build([BOOK, std(source)])
        assert code_of(strict_vba.check(data)["Main"]) == in_stream(source)
        sizes.append(len(strict_vba.streams(data)["VBA/Main"]))
        if sizes[-1] > boundary + 5:
            break

    assert sizes[0] < boundary - 5
    assert {boundary - 1, boundary, boundary + 1} & set(sizes)


def test_large_module() -> None:
    procedure = "Public Sub Step{0}()\n" + "".join(f"    Cells({row}, {{0}}).Value = {row * 7919}\n" for row in range(500)) + "End Sub\n"
    source = "".join(procedure.format(number) for number in range(30))
    assert len(source) > 450_000

    assert code_of(read_with_all(build([BOOK, std(source)]))["Main"]) == in_stream(source)


def test_the_readers_see_the_kinds_of_modules() -> None:
    data = build(SMALL_PROJECT)

    parsed = {module.name: module for module in pyopenvba_vba.parse_vba_project(CFB.from_bytes(data)).modules}
    assert [parsed[module.name].kind.name for module in SMALL_PROJECT] == ["other", "other", "standard", "other"]
    assert [parsed[module.name].is_private for module in SMALL_PROJECT] == [False, False, False, True]
    project = strict_vba.streams(data)["PROJECT"].decode("ascii").split("\r\n")
    assert project[1:6] == [
        "Document=ThisWorkbook/&H00000000",
        "Document=Sheet1/&H00000000",
        "Module=Main",
        "Class=Counter",
        'Name="VBAProject"',
    ]


def test_the_project_can_have_another_name() -> None:
    data = build(SMALL_PROJECT, "Laporan")

    strict_vba.check(data)
    assert b'Name="Laporan"\r\n' in strict_vba.streams(data)["PROJECT"]


def test_the_same_modules_give_the_same_bytes() -> None:
    assert build(SMALL_PROJECT) == build(list(SMALL_PROJECT))
    assert build(SMALL_PROJECT) != build([BOOK, SHEET, std("Sub Other()\nEnd Sub"), HIDDEN_CLASS])


def test_pyopenvba_finds_nothing_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsm"
    path.write_bytes(workbook(SMALL_PROJECT))

    report = check_file(path)
    assert report.issues == ()
    assert report.complete
    with ExcelFile(path) as file:
        assert file.validate() == []
        assert file.vba_modules() == strict_vba.check(build(SMALL_PROJECT))


# --- source text --------------------------------------------------------------------------------------------------------


def test_the_modules_of_xlwings_come_out_as_they_went_in() -> None:
    module, dictionary = installed_source("xlwings/xlwings.bas"), installed_source("xlwings/addin/Dictionary.cls")

    sources = read_with_all(build([BOOK, Module("xlwings", module, "std"), Module("Dictionary", dictionary, "class")]))

    assert sources["xlwings"] == module.rstrip("\r\n") + "\r\n"
    head, code = dictionary.split("Attribute VB_Description", maxsplit=1)
    assert code_of(sources["Dictionary"]) == code.split("\r\n", maxsplit=1)[1].rstrip("\r\n") + "\r\n"
    settings_of_the_file = re.findall(r"Attribute .*\r\n", head)
    assert len(settings_of_the_file) == 5
    assert all(line in sources["Dictionary"] for line in settings_of_the_file)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_ends_and_a_byte_order_mark_are_taken(line_end: str) -> None:
    source = "\ufeff" + line_end.join(["Sub A()", "End Sub", "", ""])

    assert strict_vba.check(build([BOOK, std(source)]))["Main"] == 'Attribute VB_Name = "Main"\r\nSub A()\r\nEnd Sub\r\n'


def test_an_exported_class_keeps_its_settings_and_gets_the_name_of_the_module() -> None:
    source = "\n".join(
        [
            "VERSION 1.0 CLASS",
            "BEGIN",
            "  MultiUse = -1  'True",
            "END",
            'Attribute VB_Name = "Old"',
            "Attribute VB_PredeclaredId = True",
            "Attribute VB_Exposed = True",
            "Public Total As Long",
        ]
    )

    assert strict_vba.check(build([BOOK, Module("Counter", source, "class")]))["Counter"].split("\r\n") == [
        'Attribute VB_Name = "Counter"',
        'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"',
        "Attribute VB_GlobalNameSpace = False",
        "Attribute VB_Creatable = False",
        "Attribute VB_PredeclaredId = True",
        "Attribute VB_Exposed = True",
        "Attribute VB_TemplateDerived = False",
        "Attribute VB_Customizable = False",
        "Public Total As Long",
        "",
    ]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("'" + "x" * 1022, id="longest line"),
        pytest.param("Sub A()\n    b = 1 _\n" + "        + 1 _\n" * 23 + "        + 1\nEnd Sub", id="most continuations"),
        pytest.param("Function R_1()\nEnd Function\nFunction XFE1()\nEnd Function\nFunction A1048577()\nEnd Function", id="no cells"),
        pytest.param("Sub A1()\nEnd Sub\nPrivate Function B2()\nEnd Function", id="cell names out of reach of formulas"),
        pytest.param("Private Sub Sheet1()\nEnd Sub\nPrivate Sub Other()\nEnd Sub", id="private procedures"),
    ],
)
def test_what_vba_allows_is_taken(source: str) -> None:
    modules = [BOOK, SHEET, std(source), std("Private Sub Other()\nEnd Sub", "Second")]

    assert code_of(strict_vba.check(build(modules))["Main"]) == in_stream(source)


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        pytest.param([BOOK, std("\n'" + "x" * 1023)], "Main:2: 1024 characters on one line, VBA allows 1023", id="long line"),
        pytest.param([BOOK, std("b = 1 _\n" + "+ 1 _\n" * 24 + "+ 1")], "Main:25: more than 24 line continuations", id="continuations"),
        pytest.param([BOOK, std('a = 1\nb = "→"')], "Main:2: '→' is not ASCII, use ChrW(&H2192): b =", id="not ASCII"),
        pytest.param([BOOK, std("a = 1\0")], "Main:1: control character '\\x00'", id="control character"),
        pytest.param([BOOK, std("a = 1\n" * 65_001)], "Main: 65001 lines", id="too many lines"),
        pytest.param([BOOK, std("Sub Big()\n" + "a = 1\n" * 7000 + "End Sub")], "Main.Big: more than 48000 bytes", id="big procedure"),
        pytest.param([BOOK, std(base64_noise(5000))], "Main: a text repeats itself too little to be compressed", id="incompressible"),
        pytest.param([BOOK, Module("Counter", "VERSION 1.0 CLASS\nBEGIN", "class")], "Counter: the VERSION block", id="cut off head"),
        pytest.param([BOOK, std("", "Loop")], "'Loop' is no module name: VBA reserves", id="reserved name"),
        pytest.param([BOOK, std("", "Dir")], "'Dir' is no module name: VBA reserves", id="name of a stream"),
        pytest.param([BOOK, std("", "A" * 32)], "is no module name", id="long name"),
        pytest.param([BOOK, std("", "1st")], "'1st' is no module name", id="digit first"),
        pytest.param([BOOK, std("", "Tabel 1")], "'Tabel 1' is no module name", id="space in name"),
        pytest.param([BOOK, std("", "Main"), std("", "MAIN")], "'MAIN' names two modules", id="name twice"),
        pytest.param([BOOK, std("", "vbaproject")], "'vbaproject' names two modules, or a module and the project", id="name of project"),
        pytest.param([BOOK, std("Sub main()\nEnd Sub")], "Main.main: a module or the project has this name", id="procedure and module"),
        pytest.param(
            [BOOK, std("Sub Run_It()\nEnd Sub"), std("Public Function run_it()\nEnd Function", "Second")],
            "run_it is public in Main and in Second",
            id="public twice",
        ),
        pytest.param([BOOK, std("Function PPH21()\nEnd Function")], "Main.PPH21: a formula would read", id="cell A1"),
        pytest.param([BOOK, std("Function yz1()\nEnd Function")], "Main.yz1: a formula would read", id="cell with two letters"),
        pytest.param([BOOK, std("Function XFD1048576()\nEnd Function")], "Main.XFD1048576: a formula would read", id="last cell"),
        pytest.param([BOOK, std("Function R1C1()\nEnd Function")], "Main.R1C1: a formula would read", id="cell R1C1"),
        pytest.param([BOOK, std("Public Static Function r()\nEnd Function")], "Main.r: a formula would read", id="row"),
        pytest.param([SHEET], "exactly one module of the kind 'book' is needed, not 0", id="no book"),
        pytest.param([BOOK, Module("Second", "", "book")], "exactly one module of the kind 'book' is needed, not 2", id="two books"),
    ],
)
def test_what_vba_or_excel_refuses_is_refused(modules: list[Module], message: str) -> None:
    with pytest.raises(VbaError, match=re.escape(message)):
        build(modules)


def test_an_unknown_kind_is_refused() -> None:
    kind: Any = "chart"

    with pytest.raises(VbaError, match="Chart1: there is no kind 'chart' of module"):
        build([BOOK, Module("Chart1", "", kind)])


@settings(deadline=None)
@given(st.text(ASCII, max_size=200))
def test_ascii_text_is_refused_or_comes_out_equal(source: str) -> None:
    try:
        data = build([BOOK, std(source)])
    except VbaError:
        return
    assert code_of(strict_vba.check(data)["Main"]) == in_stream(source.replace("\r\n", "\n").replace("\r", "\n"))


def test_a_project_too_big_for_the_container_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compound_file, "FAT_SECTORS_IN_HEADER", 0)

    with pytest.raises(VbaError, match=r"VBAProject: more than 6\.8 MB"):
        build(SMALL_PROJECT)


# --- compression --------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(ASCII, max_size=40), st.integers(1, 100)), max_size=6))
def test_compression_can_be_undone(parts: list[tuple[str, int]]) -> None:
    data = "".join(text * times for text, times in parts).encode("ascii")

    compressed = compress(data)

    assert strict_vba.decompress(compressed) == data
    assert pyopenvba_vba.decompress(compressed) == data


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4095, 4096, 4097, 8191, 8192, 8193])
def test_compression_of_whole_and_broken_chunks(size: int) -> None:
    data = hex_noise(size // 2 + 1).encode("ascii")[:size]
    assert len(data) == size

    assert strict_vba.decompress(compress(data)) == data


def test_compression_of_the_examples_in_the_specification() -> None:
    """[MS-OVBA] 3.2.1 and 3.2.3."""
    nothing_repeated = bytes.fromhex("01 19B0 00 6162636465666768 00 696A6B6C6D6E6F70 00 7172737475762E")
    one_letter = bytes.fromhex("01 03B0 02 61 4500")

    assert compress(b"abcdefghijklmnopqrstuv.") == nothing_repeated
    assert compress(b"a" * 73) == one_letter


# --- the container ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_storages_with_any_number_of_streams(start: int) -> None:
    for number in range(start, start + 51):
        tree = {f"Stream{index}": index.to_bytes(2, "little") for index in range(number)}
        assert strict_vba.streams(compound_file.write(tree)) == tree


@pytest.mark.parametrize(
    "sizes",
    [
        [0],
        [1],
        [63, 64, 65, 127, 128, 129],
        [511, 512, 513],
        [4095],
        [4096],
        [4097],
        [0, 4095, 4096, 4097, 64],
        *([512 * sectors] for sectors in range(122, 130)),  # the FAT grows to a second sector
        *([512 * sectors] for sectors in range(249, 257)),
    ],
    ids=str,
)
def test_streams_of_any_size(sizes: Sequence[int]) -> None:
    tree = {f"Stream{index}": bytes([65 + index]) * size for index, size in enumerate(sizes)}

    assert strict_vba.streams(compound_file.write(tree)) == tree
    container = CFB.from_bytes(compound_file.write(tree))
    assert {name: container.get_stream(name) for name in container.list_streams()} == tree


def test_storages_in_storages() -> None:
    data = compound_file.write({"A": {"B": {"C": b"deep"}, "D": b"flat"}, "E": {}})

    assert strict_vba.streams(data) == {"A/B/C": b"deep", "A/D": b"flat"}


def test_the_header_alone_lists_up_to_6_8_megabytes() -> None:
    largest = (109 * 127 - 1) * 512  # one sector is the directory
    assert len(strict_vba.streams(compound_file.write({"Big": bytes(largest)}))["Big"]) == largest

    with pytest.raises(ValueError, match=r"more than 6\.8 MB"):
        compound_file.write({"Big": bytes(largest + 1)})


@pytest.mark.parametrize("name", ["", "A" * 32, "A/B", "A:B", "A\\B", "A!B"])
def test_names_a_container_cannot_hold(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a stream or storage"):
        compound_file.write({name: b""})


def test_names_that_differ_in_case_only() -> None:
    with pytest.raises(ValueError, match="upper and lower case"):
        compound_file.write({"dir": b"", "DIR": b""})


# --- the checker itself can fail ----------------------------------------------------------------------------------------


def uint32(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 4], "little")


def changed_bytes(data: bytes, offsets: Sequence[int], mask: int) -> Iterator[tuple[int, bytes]]:
    for offset in offsets:
        yield offset, data[:offset] + bytes([data[offset] ^ mask]) + data[offset + 1 :]


def with_streams(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The project with other contents in some streams; an empty content drops the stream."""
    content = {path: stream for path, stream in (strict_vba.streams(data) | changes).items() if stream}
    vba = {path.removeprefix("VBA/"): stream for path, stream in content.items() if path.startswith("VBA/")}
    rest = {path: stream for path, stream in content.items() if not path.startswith("VBA/")}
    return compound_file.write({"VBA": vba, **rest})


def complaint(data: bytes) -> str:
    """What the checker says against a project; nothing when it accepts it."""
    try:
        strict_vba.check(data)
    except AssertionError as error:
        return str(error) or "refused without a reason"
    return ""


def test_the_helper_itself_changes_nothing() -> None:
    assert complaint(with_streams(build(SMALL_PROJECT), {})) == ""


@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_a_changed_byte_in_header_directory_or_tables_is_noticed(mask: int) -> None:
    data = build(SMALL_PROJECT)
    mini_fat_start = (uint32(data, 60) + 1) * 512  # mini FAT, directory and FAT follow one another up to the end
    offsets = [*range(512), *range(mini_fat_start, len(data))]

    assert [offset for offset, changed in changed_bytes(data, offsets, mask) if not complaint(changed)] == []


@pytest.mark.parametrize("mask", [0x01, 0x80])
@pytest.mark.parametrize("path", ["PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT"])
def test_a_changed_byte_in_a_project_stream_is_noticed(path: str, mask: int) -> None:
    data = build(SMALL_PROJECT)
    stream = strict_vba.streams(data)[path]

    changes = changed_bytes(stream, range(len(stream)), mask)
    assert [offset for offset, changed in changes if not complaint(with_streams(data, {path: changed}))] == []


def test_a_changed_byte_in_dir_is_noticed() -> None:
    data = build([BOOK, HIDDEN_CLASS])
    records = strict_vba.decompress(strict_vba.streams(data)["VBA/dir"])
    version = records.index(b"\x09\0\x04\0\0\0") + 6
    free = set(range(version, version + 6))
    for library in re.finditer(rb"\*\\G\{[^\0]+", records):
        free |= set(range(*library.span()))
    offsets = [offset for offset in range(len(records)) if offset not in free]

    changes = changed_bytes(records, offsets, 0x01)
    assert [offset for offset, changed in changes if not complaint(with_streams(data, {"VBA/dir": compress(changed)}))] == []


def raw_chunk(text: bytes) -> bytes:
    return b"\x01" + (0x3000 | 4095).to_bytes(2, "little") + text.ljust(4096)


def edited_dir(old: bytes, new: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def edit(content: dict[str, bytes]) -> dict[str, bytes]:
        records = strict_vba.decompress(content["VBA/dir"])
        assert records.count(old) == 1
        return {"VBA/dir": compress(records.replace(old, new))}

    return edit


def edited_source(old: bytes, new: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def edit(content: dict[str, bytes]) -> dict[str, bytes]:
        source = strict_vba.decompress(content["VBA/Counter"])
        assert source.count(old) == 1
        return {"VBA/Counter": compress(source.replace(old, new))}

    return edit


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(lambda content: {"PROJECTwm": compress(content["PROJECTwm"])}, "PROJECTwm has", id="compressed PROJECTwm"),
        pytest.param(lambda content: {"PROJECTwm": b""}, "the stream PROJECTwm is missing", id="no PROJECTwm"),
        pytest.param(lambda content: {"PROJECTwm": content["PROJECTwm"][:-2]}, "its terminator", id="PROJECTwm cut off"),
        pytest.param(lambda content: {"VBA/Main": b""}, r"streams and modules differ: \['VBA/Main'\]", id="no source"),
        pytest.param(lambda content: {"VBA/Other": content["VBA/Main"]}, "streams and modules differ", id="surplus source"),
        pytest.param(lambda content: {"VBA/Main": raw_chunk(b"'")}, "a chunk is stored raw", id="raw chunk"),
        pytest.param(lambda content: {"VBA/Main": content["VBA/Main"][:-1]}, "a chunk is cut off", id="source cut off"),
        pytest.param(lambda content: {"VBA/Main": content["VBA/Main"][1:]}, "the stream is not compressed", id="not compressed"),
        pytest.param(lambda content: {"VBA/Main": content["VBA/Sheet1"]}, 'Main: VB_Name is "Sheet1"', id="another source"),
        pytest.param(lambda content: {"PROJECT": content["PROJECT"].replace(b"\r\n", b"\n")}, "PROJECT", id="LF in PROJECT"),
        pytest.param(lambda content: {"PROJECT": content["PROJECT"].replace(b"Module=Main\r\n", b"")}, "PROJECT", id="undeclared"),
        pytest.param(lambda content: {"VBA/dir": content["VBA/dir"] * 2}, "shorter than 4096 bytes|signature", id="dir twice"),
        pytest.param(edited_dir(b"\x28\0\0\0\0\0", b""), "MODULEPRIVATE contradicts VB_Exposed", id="no MODULEPRIVATE"),
        pytest.param(edited_dir(b"\x10\0\0\0\0\0", b"\x10\0\0\0\0\0\0\0\0\0"), "surplus bytes", id="surplus bytes in dir"),
        pytest.param(edited_dir(b"\x10\0\0\0\0\0", b""), "the dir stream is cut off", id="dir cut off"),
        pytest.param(edited_dir(b"\x0f\0\2\0\0\0\4\0", b"\x0f\0\2\0\0\0\3\0"), "the record 0x19 where 0x10", id="miscounted modules"),
        pytest.param(edited_dir(b"\x21\0\0\0\0\0", b"\x22\0\0\0\0\0"), r"Main: its attributes are \['VB_Name'\]", id="wrong type"),
        pytest.param(edited_source(b"VB_Exposed = False", b"VB_Exposed = True"), "MODULEPRIVATE contradicts", id="exposed"),
        pytest.param(edited_source(b"Attribute VB_Creatable = False\r\n", b""), "Counter: its attributes are", id="no attribute"),
        pytest.param(
            edited_source(strict_vba.CLASS.encode(), strict_vba.BOOK.encode()), "a hidden document module", id="class of the book"
        ),
        pytest.param(edited_source(b"Total As Long\r\n", b"Total As Long\n"), "VBA/Counter", id="LF in source"),
        pytest.param(edited_source(b"Total", "Tötal".encode("cp1252")), "VBA/Counter is not ASCII", id="source not ASCII"),
    ],
)
def test_a_project_excel_would_not_take_is_noticed(change: Callable[[dict[str, bytes]], dict[str, bytes]], message: str) -> None:
    data = build(SMALL_PROJECT)

    with pytest.raises(AssertionError, match=message):
        strict_vba.check(with_streams(data, change(strict_vba.streams(data))))


@pytest.mark.parametrize("size", [0, 511, 512, 600, -512, -1])
def test_a_project_cut_off_is_noticed(size: int) -> None:
    assert complaint(build(SMALL_PROJECT)[:size])


def test_a_surplus_sector_is_noticed() -> None:
    assert complaint(build(SMALL_PROJECT) + bytes(512))


def test_the_checker_decrypts_the_example_of_the_specification() -> None:
    """[MS-OVBA] 3.1.6."""
    project_id = "{917DED54-440B-4FD1-A5C1-74ACF261E600}"

    assert strict_vba.decrypt(project_id, "0705D8E3D8EDDBF1DBF1DBF1DBF1") == bytes(4)
    assert strict_vba.decrypt(project_id, "0E0CD1ECDFF4E7F5E7F5E7") == bytes(1)
    assert strict_vba.decrypt(project_id, "1517CAF1D6F9D7F9D706") == b"\xff"


def test_the_checker_decompresses_the_example_of_the_specification() -> None:
    """[MS-OVBA] 3.2.2, where other repetitions are chosen than here."""
    example = "01 2FB0 00 2361616162636465 82 66 0070 616768696A 0138 08 616B6C 0030 6D6E6F70 06 71 0270 0410 72737475 76 10 7778797A 003C"

    assert strict_vba.decompress(bytes.fromhex(example)) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


# --- the workbook around the project ------------------------------------------------------------------------------------


def workbook(
    modules: Sequence[Module], book: str = "ThisWorkbook", code_names: Sequence[str] = ("Sheet1",), *, chart: bool = False
) -> bytes:
    """A macro workbook by XlsxWriter with a sheet for each code name."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as writer:
        writer.add_vba_project(BytesIO(build(modules)), is_stream=True)
        writer.set_vba_name(book)
        for code_name in code_names:
            writer.add_worksheet().set_vba_name(code_name)
        if chart:
            diagram = writer.add_chart({"type": "line"})
            diagram.add_series({"values": "=Sheet1!$A$1:$A$2"})
            writer.add_chartsheet("Grafik").set_chart(diagram)
    return file.getvalue()


def with_part(package: bytes, part: str, old: str, new: str) -> BytesIO:
    """The package with a text replaced in one of its parts."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return file


def test_a_workbook_that_fits_is_accepted(tmp_path: Path) -> None:
    modules = [BOOK, *sheets(3), MAIN, HIDDEN_CLASS]
    data = workbook(modules, code_names=["Sheet1", "Sheet2", "Sheet3"])
    path = tmp_path / "book.xlsm"
    path.write_bytes(data)

    check_workbook(BytesIO(data), modules)
    check_workbook(path, modules)
    check_workbook(str(path), modules)
    with zipfile.ZipFile(path) as package:
        assert list(strict_vba.check(package.read("xl/vbaProject.bin"))) == [module.name for module in modules]


def test_targets_from_the_root_of_the_package_are_understood() -> None:
    data = with_part(workbook(SMALL_PROJECT), "xl/_rels/workbook.xml.rels", 'Target="worksheets/', 'Target="/xl/worksheets/')

    check_workbook(data, SMALL_PROJECT)


@pytest.mark.parametrize(
    ("book", "code_names", "message"),
    [
        ("Buku", ["Sheet1"], "the workbook has the code name 'Buku', not one of the modules ThisWorkbook"),
        ("ThisWorkbook", ["Lembar1"], "sheet 'Sheet1' has the code name 'Lembar1', not one of the modules Sheet1"),
        ("ThisWorkbook", ["Sheet1", "Sheet2"], "sheet 'Sheet2' has the code name 'Sheet2', not one of the modules Sheet1"),
        ("ThisWorkbook", ["Sheet1", "Sheet1"], "two sheets have the same code name: Sheet1"),
        ("ThisWorkbook", ["sheet1"], "sheet 'Sheet1' has the code name 'sheet1', not one of the modules Sheet1"),
    ],
)
def test_code_names_other_than_the_modules_are_refused(book: str, code_names: list[str], message: str) -> None:
    with pytest.raises(VbaError, match=re.escape(message)):
        check_workbook(BytesIO(workbook(SMALL_PROJECT, book, code_names)), SMALL_PROJECT)


def test_a_chart_sheet_is_refused() -> None:
    with pytest.raises(VbaError, match="sheet 'Grafik' has the code name ''"):
        check_workbook(BytesIO(workbook(SMALL_PROJECT, chart=True)), SMALL_PROJECT)


@pytest.mark.parametrize(
    ("part", "old", "new", "message"),
    [
        ("xl/workbook.xml", ' codeName="ThisWorkbook"', "", "the workbook has the code name ''"),
        ("xl/_rels/workbook.xml.rels", "relationships/vbaProject", "relationships/theme", "no relationship to a VBA project"),
        (CONTENT_TYPES, "vnd.ms-office.vbaProject", "octet-stream", "does not declare application/vnd.ms-office.vbaProject"),
        (CONTENT_TYPES, "sheet.macroEnabled", "sheet", "does not declare application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    ],
)
def test_a_package_that_declares_no_project_is_refused(part: str, old: str, new: str, message: str) -> None:
    with pytest.raises(VbaError, match=re.escape(message)):
        check_workbook(with_part(workbook(SMALL_PROJECT), part, old, new), SMALL_PROJECT)


def test_a_module_without_a_sheet_is_refused() -> None:
    modules = [BOOK, *sheets(2)]

    with pytest.raises(VbaError, match="no sheet has the code name Sheet2"):
        check_workbook(BytesIO(workbook(modules)), modules)
