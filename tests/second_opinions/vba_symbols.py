"""Find names, arguments and labels in VBA that only Excel's compiler would refuse.

Excel compiles a module when its first procedure is called; one undeclared variable under Option Explicit silences every
function of the workbook. LibreOffice and pyOpenVBA look only at the lines that run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"(?<![\w.!])[A-Za-z]\w*")
_HEXADECIMAL: Final = re.compile(r"&H[0-9A-F]+&?", re.IGNORECASE)
_STRING: Final = re.compile(r'"(?:[^"]|"")*"')
_PROCEDURE: Final = re.compile(
    r"^\s*(?:(Public|Private|Friend)\s+)?(?:Static\s+)?(Sub|Function|Property\s+(?:Get|Let|Set))\s+"
    r"(\w+)[$%&!#@]?\s*\((.*)\)(?:\s+As\s+[\w.]+(?:\(\))?)?\s*$",
    re.IGNORECASE,
)
_END: Final = re.compile(r"^\s*End\s+(?:Sub|Function|Property)\b", re.IGNORECASE)
_DECLARE: Final = re.compile(r"^\s*(?:(Public|Private)\s+)?Declare\s+(?:PtrSafe\s+)?(?:Sub|Function)\s+(\w+)", re.IGNORECASE)
_VARIABLES: Final = re.compile(
    r"^\s*(?:(?:Private|Public|Global)(?:\s+Const)?|Dim|Static|Const|ReDim(?:\s+Preserve)?)\s+"
    r"(?!(?:Declare|Sub|Function|Property|Enum|Type|Event|Const)\b)(?:WithEvents\s+)?(.*)$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"^\s*([A-Za-z]\w*):(?!=)\s*(.*)$")
_JUMP: Final = re.compile(r"\b(?:GoTo|GoSub|Resume)\s+([A-Za-z]\w*)", re.IGNORECASE)

_KEYWORDS_WORDS: Final = """\
    addressof alias and any append as attribute base binary boolean byref byte byval call case cbool cbyte ccur cdate cdbl cint clng
    clngptr close collection compare const csng cstr currency cvar cverr date declare dim do double each else elseif empty end
    enum eqv erase error exit explicit false for friend function get global gosub goto if imp implements in input integer is let
    lib like line local lock long longlong longptr loop lset me mod module new next not nothing null object on open option
    optional or output paramarray preserve print private property ptrsafe public put raiseevent random read redim rem resume
    return rset select set shared single static step stop string sub text then to true type typeof unlock until variant wend while
    with withevents write xor"""
KEYWORDS: Final = frozenset(_KEYWORDS_WORDS.split())
_LIBRARY_WORDS: Final = """\
    abs array asc ascw chr chrw choose createobject curdir cvdate dateserial datevalue day debug dir doevents environ eof err filecopy
    fileexists filelen fix format formatcurrency freefile getattr getobject hex hour iif inputbox instr instrrev int isarray
    isdate isempty iserror ismissing isnull isnumeric isobject join kill lbound lcase left len loc lof log ltrim mid minute mkdir
    month msgbox name now oct replace right rmdir rnd round rtrim second seek sgn shell sin space split sqr str strcomp strconv
    string strreverse switch time timer timeserial trim typename ubound ucase val vartype weekday weekdayname year exp atn cos tan"""
_LIBRARY: Final = frozenset(_LIBRARY_WORDS.split())
_EXCEL_WORDS: Final = """\
    activecell activesheet activeworkbook application cells columns evaluate range rows selection sheets thisworkbook workbooks
    worksheet worksheets workbook listobject shape window windows listrow listcolumn"""
_EXCEL: Final = frozenset(_EXCEL_WORDS.split())
_CONSTANT: Final = re.compile(r"(?:vb|xl|mso)[A-Z]\w*|Mac|Win\d\d|VBA\d")


@dataclass(frozen=True)
class Procedure:
    """A procedure: its name, its parameters in small letters, how many arguments a call may have, and its lines with their numbers."""

    name: str
    is_public: bool
    parameters: tuple[str, ...]
    least: int
    most: float
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Module:
    """The declarations of a module: names in small letters."""

    name: str
    variables: frozenset[str]
    public: frozenset[str]
    procedures: tuple[Procedure, ...]


def wrong(sources: Mapping[str, str]) -> list[str]:
    """What is wrong in these modules, by their names: a line each, module and line first.

    Modules that begin with "xlwings" or "Dictionary" are only looked at for what they declare.
    """
    modules = [_module(name, source) for name, source in sources.items()]
    calls = {each.name.lower(): each for module in modules for each in module.procedures if each.is_public}
    everywhere = frozenset().union(*(module.public for module in modules)) | calls.keys() | {module.name.lower() for module in modules}
    found: list[str] = []
    for module in modules:
        if module.name not in ("xlwings", "Dictionary"):
            own = calls | {each.name.lower(): each for each in module.procedures}
            for procedure in module.procedures:
                known = everywhere | module.variables | own.keys()
                found += [f"{module.name}:{number}: {what}" for number, what in _in_procedure(procedure, known, own)]
    return found


def _in_procedure(procedure: Procedure, known: frozenset[str] | set[str], calls: Mapping[str, Procedure]) -> Iterator[tuple[int, str]]:
    local = {*procedure.parameters, procedure.name.lower()}
    labels = {found[1].lower() for _, line in procedure.lines if (found := _LABEL.match(line)) and found[1].lower() not in KEYWORDS}
    for _, line in procedure.lines:
        local |= set(_declared(line))
    for number, line in procedure.lines:
        for target in _JUMP.findall(line):
            if target.lower() not in labels | {"next"}:
                yield number, f"no label {target}"
        plain = re.sub(r"\b(As|New)\s+[\w.]+", "", _JUMP.sub("", _LABEL.sub(r"\2", line)), flags=re.IGNORECASE)
        for found in _WORD.finditer(plain):
            name = found[0].lower()
            is_argument = re.match(r"\s*:=", plain[found.end() :]) is not None
            if not is_argument and name not in KEYWORDS | _LIBRARY | _EXCEL | known | local and not _CONSTANT.fullmatch(found[0]):
                yield number, f"{found[0]} is not declared"
        for name, given in _calls(plain, calls):
            if name not in local - {procedure.name.lower()} and not calls[name].least <= given <= calls[name].most:
                yield number, f"{calls[name].name} is called with {given} arguments"


def _calls(line: str, calls: Mapping[str, Procedure]) -> Iterator[tuple[str, int]]:
    """The calls of our procedures in a line, with the number of arguments each has; a result that is assigned is none."""
    for found in _WORD.finditer(line):
        name, rest = found[0].lower(), line[found.end() :]
        if name not in calls or re.match(r"\s*(?:=|:=)", rest):
            continue
        if rest.startswith("("):
            yield name, _count(_inside(rest))
        elif not line[: found.start()].strip() and not rest.startswith("."):
            yield name, _count(rest)
        elif re.search(r"\bCall\s+$", line[: found.start()], re.IGNORECASE):
            yield name, 0


def _inside(text: str) -> str:
    depth = 0
    for number, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return text[1:number]
    return text[1:]


def _count(arguments: str) -> int:
    depth, count = 0, 1
    for character in arguments:
        depth += (character == "(") - (character == ")")
        count += character == "," and depth == 0
    return count if arguments.strip() else 0


# ---------------------------------------------------------------- reading a module
def _module(name: str, source: str) -> Module:
    variables: set[str] = set()
    public: set[str] = set()
    procedures: list[Procedure] = []
    lines: list[tuple[int, str]] = []
    head: re.Match[str] | None = None
    block = ""
    for number, line in _lines(source):
        if head is not None:
            if _END.match(line):
                procedures.append(_procedure(head, lines))
                head = None
            else:
                lines.append((number, line))
        elif found := _PROCEDURE.match(line):
            head, lines = found, []
        elif found := _DECLARE.match(line):
            (variables if (found[1] or "").lower() == "private" else public).add(found[2].lower())
        elif found := re.match(r"^\s*(?:(?:Public|Private)\s+)?(Enum|Type)\s+(\w+)", line, re.IGNORECASE):
            block = found[1]
            public.add(found[2].lower())
        elif block:
            if re.match(rf"^\s*End\s+{block}", line, re.IGNORECASE):
                block = ""
            elif block.lower() == "enum" and (named := _WORD.search(line)):
                public.add(named[0].lower())
        else:
            (public if re.match(r"^\s*(?:Public|Global)\b", line, re.IGNORECASE) else variables).update(_declared(line))
    return Module(name, frozenset(variables), frozenset(public), tuple(procedures))


def _procedure(head: re.Match[str], lines: Sequence[tuple[int, str]]) -> Procedure:
    parameters = [each.strip() for each in _split(head[4])]
    names = [re.sub(r"^(?:(?:Optional|ByVal|ByRef|ParamArray)\s+)*", "", each, flags=re.IGNORECASE) for each in parameters]
    least = sum(not re.match(r"(?:Optional|ParamArray)\b", each, re.IGNORECASE) for each in parameters)
    most = float("inf") if any(re.match("ParamArray", each, re.IGNORECASE) for each in parameters) else len(parameters)
    words = tuple(found[0].lower() for each in names if (found := _WORD.match(each)))
    return Procedure(head[3], (head[1] or "public").lower() == "public", words, least, most, tuple(lines))


def _lines(source: str) -> Iterator[tuple[int, str]]:
    """The lines of a module with their numbers: continued ones as one, text literals emptied, comments and directives gone."""
    joined, first = "", 0
    for number, line in enumerate(source.splitlines(), 1):
        joined, first = (joined + line, first) if joined else (line, number)
        if joined.endswith(" _"):
            joined = joined[:-1]
            continue
        plain = _HEXADECIMAL.sub("0", _STRING.sub('""', joined).partition("'")[0].rstrip())
        joined = ""
        if plain.strip() and not re.match(r"^\s*(?:#|Attribute\b|Rem\b|Option\b)", plain, re.IGNORECASE):
            yield first, plain


def _declared(line: str) -> Iterator[str]:
    """The variables and constants that a line declares, in small letters."""
    for statement in line.split(":"):
        if found := _VARIABLES.match(statement):
            for each in _split(found[1]):
                if name := _WORD.match(each.strip()):
                    yield name[0].lower()


def _split(text: str) -> list[str]:
    pieces, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += character
    return [each for each in pieces if each.strip()]
