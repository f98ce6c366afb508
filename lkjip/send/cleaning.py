"""What must not leave the office goes out of the copy: macros and what needs them, links to other workbooks, printers, paths, persons."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from lkjip.errors import LkjipError
from lkjip.send.parts import Parts, Relation

Element = etree._Element

_PLAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_GONE: Final = (
    "/vbaProject", "/extensibility", "/attachedToolbars", "/externalLink", "/printerSettings", "/digital-signature/origin",
    "/revisionHeaders", "/usernames",
)  # fmt: skip
"""Kinds of relations that a copy has none of: macros, buttons in Excel's ribbon, other workbooks, printers, signatures of the file as
it was, who changed what."""
_CALC_CHAIN: Final = "/calcChain"
_MACRO_SHEETS: Final = ("/xlMacrosheet", "/xlIntlMacrosheet")
_OF_THREAD: Final = "tc="
_SHAPE: Final = re.compile(r"_x0000_s(\d+)")
_LOCAL_FILE: Final = re.compile(r"file:|[a-z]:[\\/]|\\\\|%5c%5c", re.IGNORECASE)


def refuse_hidden(parts: Parts) -> list[str]:
    """Notes on hidden sheets.

    Raises:
        LkjipError: very hidden sheets, which nobody sees in Excel, or sheets of macros.
    """
    notes = []
    for sheet in parts.root(parts.package.main).iter("{*}sheet"):
        title, state = sheet.get("name"), sheet.get("state")
        if state == "veryHidden":
            raise LkjipError(
                f'{parts.package.path}: lembar "{title}" disembunyikan sangat dalam, sehingga tidak terlihat sebelum dikirim;'
                " tampilkan lewat penyunting VBA atau hapus, lalu ulangi"
            )
        if state == "hidden":
            notes.append(f'lembar "{title}" tersembunyi dan ikut terkirim; hapus bila tidak perlu')
    for _, relation in parts.all_relations():
        if relation.kind.endswith(_MACRO_SHEETS):
            raise LkjipError(
                f"{parts.package.path}: berisi lembar makro Excel 4, yang ditolak penerima surel; hapus lembar itu, lalu ulangi"
            )
    return notes


def clean(parts: Parts, office: str, *, formulas_gone: bool) -> list[str]:
    """Take all of it out; notes on links that lead to this PC.

    Args:
        office: who is named instead of persons.
        formulas_gone: whether the saved order of calculation names formulas that are gone.
    """
    gone = (*_GONE, _CALC_CHAIN) if formulas_gone else _GONE
    notes = []
    for part, relation in list(parts.all_relations()):
        if relation.kind.endswith(gone):
            parts.cut(part, relation)
        elif relation.external and _LOCAL_FILE.match(relation.target):
            notes.append(
                f"ada tautan ke berkas di komputer atau jaringan ini ({relation.target[:60]}); hapus bila tidak untuk diketahui penerima"
            )
        elif relation.kind.endswith("/connections"):
            notes.append("berisi koneksi ke data di luar; putuskan lewat Data, Kueri & Koneksi, bila penerima tidak perlu tahu sumbernya")
    parts.set_type(parts.package.main, _PLAIN_TYPE)
    _clean_workbook(parts)
    for part, relation in list(parts.all_relations()):
        if relation.kind.endswith("/worksheet"):
            _remove_buttons(parts, relation.target)
        elif relation.kind.endswith("/drawing") and not relation.external:
            _unhook_shapes(parts, relation.target, set())
        elif relation.kind.endswith("/comments"):
            _rename_comments(parts, relation.target, office)
        elif relation.kind.endswith("/person"):
            _rename_persons(parts, relation.target, office)
        elif relation.kind.endswith("/pivotCacheDefinition") and part == parts.package.main:
            _set(parts, relation.target, parts.root(relation.target), "refreshedBy", office)
        elif relation.kind.endswith("/core-properties"):
            _rename_author(parts, relation.target, office)
        elif relation.kind.endswith("/extended-properties"):
            for element in list(parts.root(relation.target).iter("{*}Manager", "{*}HyperlinkBase")):
                _take(parts, relation.target, element)
    return notes


def _clean_workbook(parts: Parts) -> None:
    for element in list(parts.root(parts.package.main).iter("{*}externalReferences", "{*}absPath", "{*}fileSharing", "{*}definedName")):
        macro_name = any(element.get(name) in ("1", "true") for name in ("function", "vbProcedure", "xlm"))
        if etree.QName(element).localname != "definedName" or macro_name:
            _take(parts, parts.package.main, element)


def _take(parts: Parts, part: str, element: Element) -> None:
    """Take an element away, and the alternatives (mc:AlternateContent) that hold nothing without it."""
    parts.touch(part)
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    name = etree.QName(parent).localname
    without_choice = name == "AlternateContent" and all(etree.QName(each).localname == "Fallback" for each in parent)
    if without_choice or (not len(parent) and name in ("Choice", "Fallback", "controls")):
        _take(parts, part, parent)


def _set(parts: Parts, part: str, element: Element, name: str, value: str) -> None:
    if element.get(name) not in (None, value):
        element.set(name, value)
        parts.touch(part)


# ---------------------------------------------------------------- buttons
def _remove_buttons(parts: Parts, sheet: str) -> None:
    """Form controls that run a macro, ActiveX controls, and their shapes."""
    relations = {relation.id: relation for relation in parts.relations(sheet)}
    shapes = set()
    for relation in relations.values():
        if relation.kind.endswith("/vmlDrawing"):
            shapes |= _remove_shapes(parts, sheet, relation)
    for control in list(parts.root(sheet).iter("{*}control")):
        needed = [relations[str(value)] for value in control.attrib.values() if value in relations]
        runs = any(properties.get("macro") for properties in control.iter("{*}controlPr"))
        active = any(relation.kind.endswith("/control") for relation in needed)
        if runs or active or control.get("shapeId") in shapes:
            shapes.add(control.get("shapeId") or "")
            _take(parts, sheet, control)
            for relation in needed:
                parts.cut(sheet, relation)
    for relation in relations.values():
        if relation.kind.endswith("/drawing"):
            _unhook_shapes(parts, relation.target, shapes)


def _remove_shapes(parts: Parts, sheet: str, relation: Relation) -> set[str]:
    """The numbers of the shapes in a legacy drawing that ran a macro; comments stay."""
    if relation.target not in parts.package.names:
        return set()
    # Excel writes this kind of part with <br>, which is no XML
    data = parts.package.part(relation.target).replace(b"<br>", b"<br/>")
    root = etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False))
    if root is None:
        return set()
    removed = set()
    for shape in list(root.iter("{*}shape")):
        if any((macro.text or "").strip() for macro in shape.iter("{*}FmlaMacro")):
            number = _SHAPE.search(f"{shape.get('id')} {shape.get('{urn:schemas-microsoft-com:office:office}spid')}")
            removed.add(number[1] if number else "")
            parent = shape.getparent()
            if parent is not None:
                parent.remove(shape)
    if not removed:
        return removed
    if next(root.iter("{*}shape"), None) is not None:
        parts.put(relation.target, root)
        return removed
    parts.cut(sheet, relation)
    for element in list(parts.root(sheet).iter("{*}legacyDrawing")):
        if not element.attrib:
            _take(parts, sheet, element)
    return removed


def _unhook_shapes(parts: Parts, drawing: str, shapes: set[str]) -> None:
    """Pictures and shapes stay without the macro they ran; what stands for a form control that is gone, goes."""
    root = parts.root(drawing)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.get("macro"):
            element.set("macro", "")
            parts.touch(drawing)
        if etree.QName(element).localname == "compatExt":
            number = _SHAPE.search(element.get("spid") or "")
            anchor = next((each for each in element.iterancestors() if etree.QName(each).localname.endswith("Anchor")), None)
            if number and number[1] in shapes and anchor is not None:
                _take(parts, drawing, anchor)


# ---------------------------------------------------------------- persons
def _rename_comments(parts: Parts, part: str, office: str) -> None:
    root = parts.root(part)
    authors = [author for author in root.iter("{*}author") if not (author.text or "").startswith(_OF_THREAD)]
    heads = {f"{author.text}:" for author in authors if author.text}
    for author in authors:
        if author.text != office:
            author.text = office
            parts.touch(part)
    for text in root.iter("{*}text"):  # Excel begins a comment with its author's name
        first = next(text.iter("{*}t"), None)
        if first is not None and (first.text or "").strip() in heads:
            first.text = (first.text or "").replace((first.text or "").strip(), f"{office}:")
            parts.touch(part)


def _rename_persons(parts: Parts, part: str, office: str) -> None:
    for person in parts.root(part).iter("{*}person"):
        _set(parts, part, person, "displayName", office)
        _set(parts, part, person, "userId", office)
        _set(parts, part, person, "providerId", "None")


def _rename_author(parts: Parts, part: str, office: str) -> None:
    for element in parts.root(part).iter("{*}creator", "{*}lastModifiedBy"):
        if element.text != office:
            element.text = office
            parts.touch(part)
