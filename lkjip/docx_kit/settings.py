"""The settings of a Word document: whether Word is to bring its fields up to date when it opens the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lkjip.docx_kit.package import Document
from lkjip.docx_kit.wml import W
from lkjip.ooxml.parts import serialised

_WISH: Final = f"{W}updateFields"
_AFTER: Final = frozenset(
    f"{W}{name}"
    for name in (
        *("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang"),
        *("clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions"),
        *("readModeInkLockDown", "smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
    )
)
"""What stands after the wish in the settings (ECMA-376 Part 1, 17.15.1.78), besides what other namespaces add."""


def asking_for_fields(document: Document, *, asks: bool) -> Mapping[str, bytes]:
    """The part of the settings, in which a document asks to bring its fields up to date or no longer does; nothing if it has none."""
    part = next(iter(document.targets(document.main, kind="/settings").values()), None)
    if part is None or part not in document.names:
        return {}
    root = document.xml(part)
    for each in root.findall(_WISH):
        root.remove(each)
    if asks:
        place = next((at for at, each in enumerate(root) if each.tag in _AFTER or not str(each.tag).startswith(W)), len(root))
        root.insert(place, root.makeelement(_WISH, {f"{W}val": "true"}))
    return {part: serialised(root)}
