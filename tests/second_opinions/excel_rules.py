"""Excel's requirements for a workbook beyond the schemas of its parts, one small function per rule.

A file that breaks one of these is repaired at opening, or shows another thing than it says. The rules are gathered from
Microsoft's documentation and from reports of files that Excel repaired; Excel itself was not asked.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from tests.kit.workbooks import column_letters, column_number
from tests.second_opinions.functions import ADDED_LATER, FIRST, OURS
from tests.second_opinions.package import Book, Box, S, box, without_texts

Rule = Callable[[Book], Iterator[str]]
RULES: Final[list[Rule]] = []

_MOST_CHARACTERS: Final = 8192
_MOST_LEVELS: Final = 64
_LONGEST_LITERAL: Final = 255
_LONGEST_TEXT: Final = 32_767
_TALLEST_ROW: Final = 409
_LAST_COLUMN: Final = 16_384
_PROMPTS: Final = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 225}
_SHEET_IN_FORMULA: Final = re.compile(r"'((?:[^']|'')+)'!")


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


def broken(book: Book) -> list[str]:
    """Every rule that a workbook breaks, a line each; none where Excel would open it as it is."""
    return [f"{each.__name__}: {what}" for each in RULES for what in each(book)]


def _repeated(things: Iterator[str] | list[str]) -> list[str]:
    return [thing for thing, count in Counter(things).items() if count > 1]


# ---------------------------------------------------------------- the package
@rule
def members_are_unique_without_case(book: Book) -> Iterator[str]:
    yield from _repeated([name.lower() for name in book.parts])


@rule
def every_part_has_one_content_type(book: Book) -> Iterator[str]:
    types = book.xml("[Content_Types].xml")
    defaults = {each.get("Extension", "").lower() for each in types if each.tag.endswith("Default")}
    overrides = {each.get("PartName", "").removeprefix("/") for each in types if each.tag.endswith("Override")}
    yield from (f"{part} is not there" for part in overrides - book.parts.keys())
    for name in book.parts.keys() - overrides - {"[Content_Types].xml"}:
        extension = name.rpartition(".")[2].lower()
        # the ribbon's part is plain XML: Office, too, leaves it the type of its extension
        if extension not in defaults or (extension == "xml" and not name.startswith("customUI/")):
            yield f"{name} has none of its own"


@rule
def relationships_lead_to_parts(book: Book) -> Iterator[str]:
    for owner, relations in book.relations.items():
        if owner and owner not in book.parts:
            yield f"{owner} has relationships and is not there"
        yield from (f"{owner}: {each}" for each in _repeated(identifier for identifier, _ in book.listed(owner)))
        yield from (f"{owner} -> {each.target}" for each in relations.values() if not each.external and each.target not in book.parts)


@rule
def every_part_is_referred_to(book: Book) -> Iterator[str]:
    reached = {each.target for relations in book.relations.values() for each in relations.values()}
    yield from (name for name in book.parts if name not in reached and not name.endswith(".rels") and name != "[Content_Types].xml")


@rule
def relationship_ids_resolve(book: Book) -> Iterator[str]:
    for name, data in book.parts.items():
        if name.endswith((".xml", ".vml")):
            used = set(re.findall(rb'\b(?:r:(?:id|embed|link|pict)|o:relid)="([^"]+)"', data))
            yield from (f"{name}: {each.decode()}" for each in used if each.decode() not in book.relations.get(name, {}))


# ---------------------------------------------------------------- workbook
@rule
def sheet_names_are_legal(book: Book) -> Iterator[str]:
    names = [sheet.name for sheet in book.sheets]
    yield from _repeated([name.lower() for name in names])
    yield from _repeated([sheet.number for sheet in book.sheets])
    for name in names:
        if len(name) > 31 or re.search(r"[\[\]:*?/\\]", name) or name.strip("'") != name or name.lower() == "history":
            yield name


@rule
def defined_names_are_legal(book: Book) -> Iterator[str]:
    elements = list(book.xml("xl/workbook.xml").iter(f"{S}definedName"))
    yield from _repeated([f"{each.get('name', '').lower()} {each.get('localSheetId')}" for each in elements])
    for each in elements:
        name, text = each.get("name", ""), each.text or ""
        if not name.startswith("_xlnm.") and (not re.fullmatch(r"[A-Za-z_\\][\w.\\?]*", name) or _is_like_a_cell(name) or len(name) > 255):
            yield name
        if not text or "#REF!" in text:
            yield f"{name} = {text}"
        if int(each.get("localSheetId", "0")) >= len(book.sheets):
            yield f"{name} is of a sheet that is not there"


def _is_like_a_cell(name: str) -> bool:
    found = re.fullmatch(r"([A-Za-z]{1,3})\d{1,7}", name)
    return bool((found and column_number(found[1].upper()) <= _LAST_COLUMN) or re.fullmatch(r"(?i)r\d*(c\d*)?|c\d*", name))


@rule
def code_names_are_there_and_unique(book: Book) -> Iterator[str]:
    names = [(sheet.name, next((each.get("codeName") for each in book.xml(sheet.part).iter(f"{S}sheetPr")), None)) for sheet in book.sheets]
    yield from _repeated([(name or "").lower() for _, name in names if name])
    if book.has_macros:
        yield from (f"{title} has none" for title, name in names if not name)


@rule
def styles_exist(book: Book) -> Iterator[str]:
    styles = book.xml("xl/styles.xml")
    counts = {
        tag: len(found) for tag in ("fonts", "fills", "borders", "cellXfs", "dxfs") if (found := styles.find(f"{S}{tag}")) is not None
    }
    formats = {each.get("numFmtId") for each in styles.iter(f"{S}numFmt")}
    for each in styles.findall(f"{S}cellXfs/{S}xf"):
        for attribute, tag in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            if int(each.get(attribute, "0")) >= counts[tag]:
                yield f"{attribute} {each.get(attribute)}"
        if int(each.get("numFmtId", "0")) >= 164 and each.get("numFmtId") not in formats:
            yield f"numFmtId {each.get('numFmtId')}"
    for sheet in book.sheets:
        root = book.xml(sheet.part)
        yield from (f"{sheet.name}!{cell.get('r')}" for cell in root.iter(f"{S}c") if int(cell.get("s", "0")) >= counts["cellXfs"])
        yield from (f"{sheet.name} dxf" for each in root.iter() if int(each.get("dxfId", "0")) >= max(1, counts["dxfs"]))


# ---------------------------------------------------------------- sheets
@rule
def cells_are_in_order(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        last_row = 0
        for row in book.xml(sheet.part).iter(f"{S}row"):
            number = int(row.get("r", "0"))
            if number <= last_row:
                yield f"{sheet.name} row {number}"
            last_row, last_column = number, 0
            if float(row.get("ht", "0")) > _TALLEST_ROW:
                yield f"{sheet.name} row {number} is {row.get('ht')} points tall"
            for cell in row.iter(f"{S}c"):
                place = box(cell.get("r", ""))
                if place.top != number or place.left <= last_column:
                    yield f"{sheet.name}!{cell.get('r')}"
                last_column = place.left


@rule
def values_are_what_their_type_says(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        for cell in book.xml(sheet.part).iter(f"{S}c"):
            value, formula = cell.find(f"{S}v"), cell.find(f"{S}f")
            text, where = (value.text or "") if value is not None else None, f"{sheet.name}!{cell.get('r')}"
            if formula is not None and value is None:
                yield f"{where} is a formula without its value"
            if cell.get("t") == "s" and not (text or "").isdecimal():
                yield f"{where} has no shared text"
            elif cell.get("t") == "s" and int(text or "0") >= len(book.shared_texts):
                yield f"{where} shared text {text}"
            elif cell.get("t", "n") == "n" and text is not None and not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text):
                yield f"{where} number {text}"


@rule
def texts_are_not_too_long(book: Book) -> Iterator[str]:
    yield from (text[:40] for text in book.shared_texts if len(text) > _LONGEST_TEXT)


@rule
def merged_cells_stay_apart(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        merged = [box(each.get("ref", "")) for each in book.xml(sheet.part).iter(f"{S}mergeCell")]
        tables = [box(book.xml(each.target).get("ref", "")) for each in book.relations.get(sheet.part, {}).values() if each.kind == "table"]
        yield from (f"{sheet.name} {one} {other}" for one, other in itertools.combinations(merged, 2) if one.meets(other))
        yield from (f"{sheet.name} {one} in a table" for one in merged for table in tables if one.meets(table))


@rule
def validations_fit(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        seen: list[Box] = []
        for each in book.xml(sheet.part).iter(f"{S}dataValidation"):
            for part in each.get("sqref", "").split():
                yield from (f"{sheet.name} {part} twice" for other in seen if other.meets(box(part)))
                seen.append(box(part))
            for formula in (*each.iter(f"{S}formula1"), *each.iter(f"{S}formula2")):
                text = formula.text or ""
                if len(text) > _LONGEST_LITERAL or "[" in without_texts(text):
                    yield f"{sheet.name} {each.get('sqref')} {text[:60]}"
            yield from (f"{sheet.name} {name}" for name, most in _PROMPTS.items() if len(each.get(name, "")) > most)


@rule
def conditional_formats_fit(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        rules = list(book.xml(sheet.part).iter(f"{S}cfRule"))
        yield from (f"{sheet.name} priority {each}" for each in _repeated([each.get("priority", "") for each in rules]))
        for formula in itertools.chain.from_iterable(each.iter(f"{S}formula") for each in rules):
            if "[" in without_texts(formula.text or ""):
                yield f"{sheet.name} {formula.text}"


@rule
def links_lead_somewhere(book: Book) -> Iterator[str]:
    titles = {sheet.name for sheet in book.sheets}
    for sheet in book.sheets:
        for link in book.xml(sheet.part).iter(f"{S}hyperlink"):
            location = link.get("location")
            if location is None or location.lower() in book.names:
                continue
            found = re.fullmatch(r"(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?", location)
            if not found or (found[1] or found[2]).replace("''", "'") not in titles:
                yield f"{sheet.name}!{link.get('ref')} -> {location}"


@rule
def headers_and_footers_are_short(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        yield from (sheet.name for each in book.xml(sheet.part).iter(f"{S}oddHeader", f"{S}oddFooter") if len(each.text or "") > 255)


# ---------------------------------------------------------------- tables
@rule
def tables_are_sound(book: Book) -> Iterator[str]:
    roots = [book.xml(name) for name in book.parts if name.startswith("xl/tables/")]
    yield from _repeated([root.get("displayName", "").lower() for root in roots])
    yield from _repeated([root.get("id", "") for root in roots])
    for root in roots:
        name, columns = root.get("displayName", ""), list(root.iter(f"{S}tableColumn"))
        where = box(root.get("ref", ""))
        rows = where.bottom - where.top + 1 - int(root.get("headerRowCount", "1")) - int(root.get("totalsRowCount", "0"))
        if name.lower() in book.names or not re.fullmatch(r"[A-Za-z_\\][\w.]*", name) or _is_like_a_cell(name):
            yield f"{name} is no name for a table"
        if len(columns) != where.right - where.left + 1 or rows < 1:
            yield f"{name} is not as large as its columns and rows"
        yield from (f"{name}[{each}]" for each in _repeated([column.get("name", "").lower() for column in columns]))
        if root.get("headerRowCount") == "0" and root.find(f"{S}autoFilter") is not None:
            yield f"{name} has a filter and no header"


@rule
def table_cells_are_as_their_columns_declare(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        cells = {cell.get("r"): cell for cell in book.xml(sheet.part).iter(f"{S}c")}
        for each in book.relations.get(sheet.part, {}).values():
            if each.kind != "table":
                continue
            root = book.xml(each.target)
            where, totals = box(root.get("ref", "")), int(root.get("totalsRowCount", "0"))
            first = where.top + int(root.get("headerRowCount", "1"))
            for number, declared in enumerate(root.iter(f"{S}tableColumn"), where.left):
                title, letter = f"{root.get('displayName')}[{declared.get('name')}]", column_letters(number)
                if (formula := declared.findtext(f"{S}calculatedColumnFormula")) is not None:
                    for row in range(first, where.bottom + 1 - totals):
                        found = cells.get(f"{letter}{row}")
                        if found is None or found.findtext(f"{S}f") != formula:
                            yield f"{title} row {row}"
                total = declared.findtext(f"{S}totalsRowFormula")
                last = cells.get(f"{letter}{where.bottom}")
                if totals and total is not None and (last is None or last.findtext(f"{S}f") != total):
                    yield f"{title} total"


# ---------------------------------------------------------------- formulas
@rule
def formulas_are_not_too_long(book: Book) -> Iterator[str]:
    for where, _, text in book.formulas():
        depth = deepest = 0
        for character in re.findall(r"[()]", re.sub(r"'(?:[^']|'')*'", "", without_texts(text))):
            depth += 1 if character == "(" else -1
            deepest = max(deepest, depth)
        if len(text) > _MOST_CHARACTERS or deepest > _MOST_LEVELS:
            yield where
        if any(len(literal) - 2 > _LONGEST_LITERAL for literal in re.findall(r'"(?:[^"]|"")*"', text)):
            yield f"{where} text literal"


@rule
def functions_are_excels_or_ours(book: Book) -> Iterator[str]:
    for where, kind, text in book.formulas():
        for name in re.findall(r"([A-Za-z_][A-Za-z0-9_.]*)\(", re.sub(r"'(?:[^']|'')*'!|\[[^\]]*\]", "", without_texts(text))):
            known = (
                name in FIRST
                or name.removeprefix("_xlfn.") in ADDED_LATER - {name}
                or (book.has_macros and name in OURS and kind != "formula1")
            )
            if not known:
                yield f"{where} {name}"


@rule
def formulas_refer_to_what_is_there(book: Book) -> Iterator[str]:
    titles = {sheet.name for sheet in book.sheets}
    for where, _, text in book.formulas():
        plain = without_texts(text)
        if "#REF!" in plain or "@" in re.sub(r"\[[^\]]*\]", "", plain) or ";" in re.sub(r"\{[^}]*\}|'[^']*'", "", plain):
            yield f"{where} {text[:80]}"
        yield from (f"{where} sheet {each}" for each in _SHEET_IN_FORMULA.findall(plain) if each.replace("''", "'") not in titles)
        for table, columns in re.findall(r"\b(tbl_\w+)\[((?:[^\[\]]|\[[^\]]*\])*)\]", plain):
            names = re.findall(r"\[([^\]#@]+)\]", f"[{columns}]" if "[" not in columns else columns)
            yield from (f"{where} {table}[{each}]" for each in names if each.replace("''", "'") not in book.tables.get(table.lower(), ()))


# ---------------------------------------------------------------- charts and shapes
@rule
def charts_show_cells_that_are_there(book: Book) -> Iterator[str]:
    titles = {sheet.name for sheet in book.sheets}
    for name in book.parts:
        if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
            for each in book.xml(name).iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}f"):
                found = re.fullmatch(r"(?:'((?:[^']|'')+)'|(\w+))!\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?", each.text or "")
                if not found or (found[1] or found[2]).replace("''", "'") not in titles:
                    yield f"{name} {each.text}"


@rule
def shapes_have_numbers_of_their_own(book: Book) -> Iterator[str]:
    for name, data in book.parts.items():
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
            yield from (f"{name} {each}" for each in _repeated(re.findall(r'cNvPr id="(\d+)"', data.decode())))
    shapes = [
        each
        for name, data in book.parts.items()
        if name.endswith(".vml")
        for each in re.findall(r'<v:shape [^>]*?id="([^"]+)"', data.decode())
    ]
    yield from _repeated(shapes)
