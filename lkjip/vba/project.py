"""Write the VBA project of an Excel workbook, vbaProject.bin, from source text.

    project = build([Module("ThisWorkbook", "", "book"), Module("Sheet1", "", "sheet"), Module("Main", source, "std")])

The project carries source only, no compiled code: version 0xFFFF in _VBA_PROJECT makes Excel compile it when it opens the
file. Excel drops or refuses a project that breaks one of these rules, so they are kept here and not left to the caller:

* PROJECTwm is stored as it is, never compressed;
* each chunk of source is compressed by tokens, never stored raw;
* a class module that is not exposed carries a MODULEPRIVATE record;
* module names are identifiers of at most 31 characters, source is ASCII text within the limits of the VBA editor.

The section numbers below are those of [MS-OVBA], "Office VBA File Format Structure", unless another document is named.
"""

from __future__ import annotations

import os
import posixpath
import re
import struct
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, Final, Literal, cast, get_args
from xml.etree import ElementTree

from lkjip import limits
from lkjip.vba import compound_file

ModuleKind = Literal["std", "class", "book", "sheet"]

CODE_PAGE: Final = 1252
MAX_LINE_LENGTH: Final = 1023
MAX_CONTINUATIONS: Final = 24
MAX_LINES: Final = 65_000
MAX_PROCEDURE_SIZE: Final = 48_000
"""In bytes of source. VBA stops at 64K of compiled code, which cannot be measured here."""

_RESERVED_WORDS: Final = """
    and array as boolean byref byte byval call case cdate cdbl cint circle clng close const csng cstr currency date debug
    declare dim dir do double each else elseif empty end enum erase event exit false for friend function get global gosub goto
    if imp implements in input integer is lbound let like long loop lset me mod new next not nothing null object on open option
    optional or paramarray preserve print private property pset public put raiseevent redim rem resume return rset scale seek
    select set single spc static stop string sub tab then to true type ubound until variant wend while with withevents write xor
"""
RESERVED_NAMES: Final = frozenset(_RESERVED_WORDS.split())
"""Names that the VBA editor refuses for a module, and "dir", the name of another stream."""

_BASE_CLASS: Final = {
    "book": "0{00020819-0000-0000-C000-000000000046}",
    "sheet": "0{00020820-0000-0000-C000-000000000046}",
    "class": "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}",
}

_REFERENCES: Final = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
        "#Microsoft Office 16.0 Object Library",
    ),
)
"""The type libraries of a new project in Excel 2016 and later. Only the identifier matters; the path is a hint."""

_PUBLIC_PROCEDURE: Final = re.compile(
    r"^[ \t]*(?:public[ \t]+)?(?:static[ \t]+)?(sub|function|property[ \t]+[gls]et)[ \t]+(\w+)", re.IGNORECASE | re.MULTILINE
)
_PROCEDURE_START: Final = re.compile(
    r"\s*(?:(?:public|private|friend|static)\s+)*(?:sub|function|property\s+[gls]et)\s+(\w+)", re.IGNORECASE
)
_PROCEDURE_END: Final = re.compile(r"\s*end\s+(?:sub|function|property)\b", re.IGNORECASE)


class VbaError(ValueError):
    """Excel would refuse or misread the project; the message names the module and what is wrong with it."""


@dataclass(frozen=True)
class Module:
    """A VBA module: its name, its source and its kind.

    source may be the text of an exported .bas or .cls file: the VERSION block is dropped and the attributes at its head are
    rewritten. The kind "book" is the module of the workbook, "sheet" that of a worksheet; their names are the code names of
    workbook and sheet.
    """

    name: str
    source: str
    kind: ModuleKind


def build(modules: Sequence[Module], name: str = "VBAProject") -> bytes:
    """Return the vbaProject.bin with these modules, in this order (2.2.1). The same modules give the same bytes.

    Raises VbaError when a name, a line or a procedure is one that VBA or Excel does not take, when not exactly one module is
    of the kind "book", and when the project is too big.
    """
    _check_names(modules, name)
    _check_procedure_names(modules, name)
    prepared = [_prepare(module) for module in modules]
    project_id = _project_id(name, prepared)
    tree: compound_file.Tree = {
        "VBA": {
            **{module.name: _module_stream(module) for module in prepared},
            "_VBA_PROJECT": bytes.fromhex("CC61FFFF000000"),  # 2.3.4.1 without a performance cache
            "dir": compress(_dir_stream(name, prepared)),
        },
        "PROJECT": _project_stream(name, project_id, modules),
        "PROJECTwm": _name_map(modules),
    }
    try:
        return compound_file.write(tree)
    except ValueError as error:
        raise VbaError(f"{name}: {error}") from error


def check_workbook(path_or_file: str | os.PathLike[str] | IO[bytes], modules: Sequence[Module]) -> None:
    """Check that a macro workbook fits the modules of its project.

    The code names of the workbook and its sheets have to be the names of the document modules: where they differ, Excel adds
    modules of its own and never calls the event procedures of ours. The package has to declare the project and the
    macro-enabled workbook ([ECMA-376] part 1, 18.2.28 workbookPr and 18.3.1.82 sheetPr).

    Raises VbaError when something does not fit; KeyError or zipfile.BadZipFile when the file is no workbook.
    """
    with zipfile.ZipFile(path_or_file) as package:
        relations = _xml(package, "xl/_rels/workbook.xml.rels").findall("{*}Relationship")
        workbook = _xml(package, "xl/workbook.xml")
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        sheets = {
            sheet.get("name", ""): _sheet_code_name(package, posixpath.join("xl", targets[_relation_id(sheet)]).lstrip("/"))
            for sheet in workbook.iterfind("{*}sheets/{*}sheet")
        }
        content_types = package.read("[Content_Types].xml").decode("utf-8")

    _check_code_name("the workbook", _code_name(workbook.find("{*}workbookPr")), _names(modules, "book"))
    wanted = _names(modules, "sheet")
    found = list(sheets.values())
    for title, code_name in sheets.items():
        _check_code_name(f"sheet {title!r}", code_name, wanted)
    if len(found) != len(set(found)):
        raise VbaError(f"two sheets have the same code name: {', '.join(sorted(found))}")
    if unused := sorted(set(wanted) - set(found)):
        raise VbaError(f"no sheet has the code name {', '.join(unused)}")

    if not any(relation.get("Type", "").endswith("/2006/relationships/vbaProject") for relation in relations):
        raise VbaError("the workbook has no relationship to a VBA project")
    for content_type in ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "application/vnd.ms-office.vbaProject"):
        if f'"{content_type}"' not in content_types:
            raise VbaError(f"[Content_Types].xml does not declare {content_type}")


# --- names and source ---------------------------------------------------------------------------------------------------


def _names(modules: Iterable[Module], kind: ModuleKind) -> list[str]:
    return [module.name for module in modules if module.kind == kind]


def _check_names(modules: Sequence[Module], project: str) -> None:
    """Refuse names that are no identifiers ([MS-VBAL] 3.3.5) of at most 31 characters, or not unique in the project."""
    taken: set[str] = set()
    for name in (project, *(module.name for module in modules)):
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,30}", name):
            raise VbaError(f"{name!r} is no module name: a letter, then letters, digits or _, 31 characters at most")
        if name.lower() in RESERVED_NAMES:
            raise VbaError(f"{name!r} is no module name: VBA reserves the word")
        if name.lower() in taken:
            raise VbaError(f"{name!r} names two modules, or a module and the project")
        taken.add(name.lower())
    for module in modules:
        if module.kind not in get_args(ModuleKind):
            raise VbaError(f"{module.name}: there is no kind {module.kind!r} of module")
    if len(_names(modules, "book")) != 1:
        raise VbaError(f"exactly one module of the kind 'book' is needed, not {len(_names(modules, 'book'))}")


def _check_procedure_names(modules: Sequence[Module], project: str) -> None:
    """Refuse public procedures that clash with each other, with module names or, as functions, with cell references."""
    module_names = {project.lower(), *(module.name.lower() for module in modules)}
    owners: dict[str, str] = {}
    for module in modules:
        if module.kind != "std":
            continue
        for what, name in _PUBLIC_PROCEDURE.findall("\n".join(_lines(module))):
            if name.lower() in module_names:
                raise VbaError(f"{module.name}.{name}: a module or the project has this name, so neither code nor cells can call it")
            owner = owners.setdefault(name.lower(), module.name)
            if owner != module.name:
                raise VbaError(f"{name} is public in {owner} and in {module.name}: VBA calls this an ambiguous name")
            if what.lower() == "function" and _is_cell_reference(name):
                raise VbaError(f"{module.name}.{name}: a formula would read this name as a cell reference")


def _is_cell_reference(name: str) -> bool:
    """Whether a formula would read a name as a cell, in A1 or in R1C1 notation, which counts in any display setting."""
    letters_and_row = re.fullmatch(r"([A-Z]{1,3})([1-9][0-9]{0,6})", name.upper())
    if letters_and_row:
        column, row = letters_and_row.groups()
        if column.rjust(3) <= "XFD" and int(row) <= limits.ROWS:
            return True
    return re.fullmatch(r"R[0-9]*|C[0-9]*|R[0-9]*C[0-9]*", name.upper()) is not None


@dataclass(frozen=True)
class _Prepared:
    """A module in the form of its stream: attributes, then code, with CR LF line ends."""

    name: str
    text: str
    procedural: bool
    private: bool


def _prepare(module: Module) -> _Prepared:
    """Check the source and give it the head that Office writes ([MS-VBAL] 4.2)."""
    lines = _lines(module)
    _check_lines(module.name, lines)
    _check_continuations(module.name, lines)
    _check_procedure_sizes(module.name, lines)
    given, code = _split_head(module.name, lines)
    attributes = _attributes(module, given)
    head = [f"Attribute {name} = {value}" for name, value in attributes.items()]
    return _Prepared(
        name=module.name,
        text="".join(f"{line}\r\n" for line in [*head, *code]),
        procedural=module.kind == "std",
        private=attributes.get("VB_Exposed") == "False",
    )


def _lines(module: Module) -> list[str]:
    """The lines of a source with any line ends, without a byte order mark and without empty lines at the end."""
    text = module.source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return text.split("\n") if text else []


def _check_lines(name: str, lines: Sequence[str]) -> None:
    """Refuse lines that are not ASCII: the editor saves text in the code page of the PC."""
    if len(lines) > MAX_LINES:
        raise VbaError(f"{name}: {len(lines)} lines, VBA allows {MAX_LINES}")
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE_LENGTH:
            raise VbaError(f"{name}:{number}: {len(line)} characters on one line, VBA allows {MAX_LINE_LENGTH}")
        for character in line:
            if not character.isascii():
                raise VbaError(f"{name}:{number}: {character!r} is not ASCII, use ChrW(&H{ord(character):X}): {line.strip()}")
            if character in "\0\x1a":
                raise VbaError(f"{name}:{number}: control character {character!r}")


def _check_continuations(name: str, lines: Sequence[str]) -> None:
    run = 0
    for number, line in enumerate(lines, start=1):
        run = run + 1 if re.search(r"[ \t]_[ \t]*$", line) else 0
        if run > MAX_CONTINUATIONS:
            raise VbaError(f"{name}:{number}: more than {MAX_CONTINUATIONS} line continuations")


def _check_procedure_sizes(name: str, lines: Sequence[str]) -> None:
    procedure, size = "", 0
    for line in lines:
        if start := _PROCEDURE_START.match(line):
            procedure, size = start[1], 0
        size += len(line) + len("\r\n")
        if procedure and size > MAX_PROCEDURE_SIZE:
            raise VbaError(f"{name}.{procedure}: more than {MAX_PROCEDURE_SIZE} bytes of source, VBA compiles at most 64K")
        if _PROCEDURE_END.match(line):
            procedure = ""


def _split_head(name: str, lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Split an exported file into the attributes at its head and the code below them."""
    code = list(lines)
    if code and code[0].startswith("VERSION "):
        ends = [number for number, line in enumerate(code) if line.strip().upper() == "END"]
        if not ends:
            raise VbaError(f"{name}: the VERSION block at the head has no END")
        del code[: ends[0] + 1]
    attributes = {}
    while code and code[0].startswith("Attribute VB_"):
        key, _, value = code.pop(0).removeprefix("Attribute ").partition(" = ")
        attributes[key] = value
    return attributes, code


def _attributes(module: Module, given: dict[str, str]) -> dict[str, str]:
    """The attributes of a module stream, in the order Office writes them.

    A class keeps the settings it was exported with. VB_Description goes: Office repeats it in the MODULEDOCSTRING record, which
    is empty here.
    """
    name = {"VB_Name": f'"{module.name}"'}
    if module.kind == "std":
        return name | {key: value for key, value in given.items() if key not in ("VB_Name", "VB_Description")}
    is_document = str(module.kind != "class")
    settings = {
        "VB_GlobalNameSpace": "False",
        "VB_Creatable": "False",
        "VB_PredeclaredId": is_document,
        "VB_Exposed": is_document,
        "VB_TemplateDerived": "False",
        "VB_Customizable": is_document,
    }
    if module.kind == "class":
        settings |= {key: value for key, value in given.items() if key in settings}
    return name | {"VB_Base": f'"{_BASE_CLASS[module.kind]}"'} | settings


# --- the streams of the project -----------------------------------------------------------------------------------------


def _record(identifier: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", identifier, len(data)) + data


def _text_records(identifier: int, unicode_identifier: int, text: str) -> bytes:
    """The records of a text in the dir stream: in the code page, and in UTF-16."""
    return _record(identifier, text.encode("ascii")) + _record(unicode_identifier, text.encode("utf-16-le"))


def _uint16(value: int) -> bytes:
    return struct.pack("<H", value)


def _uint32(value: int) -> bytes:
    return struct.pack("<I", value)


def _dir_stream(name: str, modules: Sequence[_Prepared]) -> bytes:
    """The dir stream before its compression (2.3.4.2)."""
    return b"".join(
        (
            _project_information(name),
            *(_reference(*reference) for reference in _REFERENCES),
            _record(0x0F, _uint16(len(modules))),  # PROJECTMODULES (2.3.4.2.3)
            _record(0x13, b"\xff\xff"),  # PROJECTCOOKIE
            *(_module_record(module) for module in modules),
            _record(0x10),
        )
    )


def _project_information(name: str) -> bytes:
    """PROJECTINFORMATION (2.3.4.2.1)."""
    english = 0x0409  # also what Office writes on a PC with another language
    return b"".join(
        (
            _record(0x01, _uint32(3)),  # PROJECTSYSKIND: 64-bit Windows; every Excel opens every kind
            _record(0x02, _uint32(english)),  # PROJECTLCID
            _record(0x14, _uint32(english)),  # PROJECTLCIDINVOKE
            _record(0x03, _uint16(CODE_PAGE)),  # PROJECTCODEPAGE
            _record(0x04, name.encode("ascii")),  # PROJECTNAME
            _text_records(0x05, 0x40, ""),  # PROJECTDOCSTRING
            _text_records(0x06, 0x3D, ""),  # PROJECTHELPFILEPATH
            _record(0x07, _uint32(0)),  # PROJECTHELPCONTEXT
            _record(0x08, _uint32(0)),  # PROJECTLIBFLAGS
            # PROJECTVERSION: its size field says 4 although 6 bytes follow; the numbers are free to choose
            struct.pack("<HIIH", 0x09, 4, 0x5F1C2A11, 1),
            _text_records(0x0C, 0x3C, ""),  # PROJECTCONSTANTS
        )
    )


def _reference(name: str, library: str) -> bytes:
    """REFERENCENAME (2.3.4.2.2.2) and REFERENCEREGISTERED (2.3.4.2.2.5)."""
    library_id = library.encode("ascii")
    reserved = bytes(6)
    return _text_records(0x16, 0x3E, name) + _record(0x0D, _uint32(len(library_id)) + library_id + reserved)


def _module_record(module: _Prepared) -> bytes:
    """MODULE (2.3.4.2.3.2)."""
    return b"".join(
        (
            _text_records(0x19, 0x47, module.name),  # MODULENAME
            _text_records(0x1A, 0x32, module.name),  # MODULESTREAMNAME
            _text_records(0x1C, 0x48, ""),  # MODULEDOCSTRING
            _record(0x31, _uint32(0)),  # MODULEOFFSET: no compiled code before the source
            _record(0x1E, _uint32(0)),  # MODULEHELPCONTEXT
            _record(0x2C, b"\xff\xff"),  # MODULECOOKIE
            _record(0x21 if module.procedural else 0x22),  # MODULETYPE
            _record(0x28) if module.private else b"",  # MODULEPRIVATE
            _record(0x2B),
        )
    )


def _module_stream(module: _Prepared) -> bytes:
    """A module stream (2.3.4.3): the source alone, without the optional compiled code before it."""
    try:
        return compress(module.text.encode("ascii"))
    except VbaError as error:
        raise VbaError(f"{module.name}: {error}") from error


def _project_stream(name: str, project_id: str, modules: Sequence[Module]) -> bytes:
    """The PROJECT stream (2.3.1)."""
    declaration = {"std": "Module={}", "class": "Class={}", "book": "Document={}/&H00000000", "sheet": "Document={}/&H00000000"}
    seeds = uuid.UUID(project_id).bytes  # any bytes will do, if every build uses the same ones
    lines = [
        f'ID="{project_id}"',
        *(declaration[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypt(bytes(4), seeds[0], project_id)}"',  # not protected (2.3.1.15)
        f'DPB="{_encrypt(bytes(1), seeds[1], project_id)}"',  # no password (2.3.1.16)
        f'GC="{_encrypt(bytes([0xFF]), seeds[2], project_id)}"',  # visible (2.3.1.17)
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _project_id(name: str, modules: Sequence[_Prepared]) -> str:
    """A project identifier that depends only on the modules."""
    content = name + "\0".join(module.text for module in modules)
    return f"{{{uuid.uuid5(uuid.NAMESPACE_OID, content)}}}".upper()


def _name_map(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream (2.3.3): each name in the code page and in UTF-16."""
    names = (module.name.encode("ascii") + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in modules)
    return b"".join(names) + b"\0\0"


def _encrypt(data: bytes, seed: int, project_id: str) -> str:
    """Data Encryption (2.4.3.2), in hexadecimal digits."""
    version = 2
    project_key = sum(project_id.encode("ascii")) & 0xFF
    ignored = bytes((seed & 6) // 2)
    encrypted = [seed, seed ^ version, seed ^ project_key]
    previous = project_key
    for byte in ignored + _uint32(len(data)) + data:
        encrypted.append(byte ^ (encrypted[-2] + previous) & 0xFF)
        previous = byte
    return bytes(encrypted).hex().upper()


# --- compression --------------------------------------------------------------------------------------------------------

CHUNK_SIZE: Final = 4096
_SHORTEST_COPY: Final = 3
_CANDIDATES: Final = 64
"""Earlier places to compare with a text; more would hardly shrink the project but slow the build."""


def compress(data: bytes) -> bytes:
    """Return data as a CompressedContainer (2.4.1.3.6).

    Raises VbaError for 4096 bytes without enough repetition to be compressed: [MS-OVBA] would store them raw, but Excel does
    not open a module with a raw chunk.
    """
    chunks = (data[start : start + CHUNK_SIZE] for start in range(0, len(data), CHUNK_SIZE))
    return b"\x01" + b"".join(_compress_chunk(chunk) for chunk in chunks)


def _compress_chunk(chunk: bytes) -> bytes:
    """A CompressedChunk (2.4.1.3.7): a header with the size, then groups of a flag byte and eight tokens (2.4.1.3.8)."""
    tokens = _tokens(chunk)
    body = bytearray()
    while group := list(islice(tokens, 8)):
        body.append(sum(1 << bit for bit, token in enumerate(group) if len(token) == 2))
        body += b"".join(group)
    if len(body) > CHUNK_SIZE:
        raise VbaError(f"a text repeats itself too little to be compressed: {chunk[:60]!r}...")
    return _uint16(0xB000 | (len(body) - 1)) + body


def _tokens(chunk: bytes) -> Iterator[bytes]:
    """The tokens of a chunk (2.4.1.3.9): one byte is a literal, two bytes are a copy of an earlier place (2.4.1.3.19.3)."""
    earlier: defaultdict[bytes, list[int]] = defaultdict(list)
    position = 0
    while position < len(chunk):
        offset_bits = max(4, (position - 1).bit_length())  # 2.4.1.3.19.1
        longest = min((0xFFFF >> offset_bits) + _SHORTEST_COPY, len(chunk) - position)
        start, length = _longest_match(chunk, position, longest, earlier[chunk[position : position + _SHORTEST_COPY]])
        if length:
            yield _uint16((position - start - 1) << (16 - offset_bits) | (length - _SHORTEST_COPY))
        else:
            length = 1
            yield chunk[position : position + 1]
        for passed in range(position, position + length):
            earlier[chunk[passed : passed + _SHORTEST_COPY]].append(passed)
        position += length


def _longest_match(chunk: bytes, position: int, longest: int, candidates: Sequence[int]) -> tuple[int, int]:
    """Start and length of the longest repetition (2.4.1.3.19.4); the first three bytes of all candidates are known to fit."""
    best_start, best_length = 0, 0
    for start in reversed(candidates[-_CANDIDATES:]):
        length = _SHORTEST_COPY
        while length < longest and chunk[start + length] == chunk[position + length]:
            length += 1
        if length > best_length:
            best_start, best_length = start, length
        if length == longest:
            break
    return best_start, best_length


# --- the workbook around the project ------------------------------------------------------------------------------------


_PIECE: Final = 1024  # bytes


def _xml(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(package.read(part))  # noqa: S314 - a workbook this build has written


def _relation_id(sheet: ElementTree.Element) -> str:
    return sheet.attrib["{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"]


def _code_name(properties: ElementTree.Element | None) -> str:
    return "" if properties is None else properties.get("codeName", "")


def _sheet_code_name(package: zipfile.ZipFile, part: str) -> str:
    """The code name of a sheet, which stands before its cells: those are not read."""
    parser: ElementTree.XMLPullParser[Any] = ElementTree.XMLPullParser(("start",))
    with package.open(part) as sheet:
        while piece := sheet.read(_PIECE):
            parser.feed(piece)
            for _, element in cast("Iterator[tuple[str, ElementTree.Element]]", parser.read_events()):
                if element.tag.endswith(("}sheetPr", "}sheetData")):
                    return _code_name(element)
    return ""


def _check_code_name(what: str, code_name: str, wanted: Sequence[str]) -> None:
    if code_name not in wanted:
        raise VbaError(f"{what} has the code name {code_name!r}, not one of the modules {', '.join(wanted)}")
