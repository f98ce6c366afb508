"""Find our sheets after the user has renamed them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from lkjip.ooxml.package import Package

_CODE_NAME: Final = re.compile(r"Sheet([0-9]{1,4})")


def now(package: Package, title: str) -> str | None:
    """The present title of the sheet that was built as `title`; None if it is gone."""
    return title if title in package.sheet_parts else by_macros(package, title)


def by_macros(package: Package, title: str) -> str | None:
    """The title of the sheet whose VBA code name is that of our sheet `title`."""
    from lkjip.template.workbook import code_names  # only then: the builder takes long to load

    wanted = code_names().get(title)
    parts = package.sheet_parts.items()
    return next((each for each, part in parts if wanted is not None and _code_name(package.xml(part)) == wanted), None)


def as_built(package: Package) -> Mapping[str, str]:
    """The title that each sheet of ours was built with, by the one that it has now; a sheet of somebody else's has its own."""
    from lkjip.template.workbook import code_names  # only then: the builder takes long to load

    known = code_names()
    ours = {code: title for title, code in known.items() if title not in package.sheet_parts}
    return {
        title: title if title in known else ours.get(_code_name(package.xml(part)), title) for title, part in package.sheet_parts.items()
    }


def number(sheet: etree._Element) -> int | None:
    """The 1-based number of a sheet in the built workbook, from its code name; None if it has none."""
    found = _CODE_NAME.fullmatch(_code_name(sheet))
    return int(found[1]) if found else None


def _code_name(sheet: etree._Element) -> str:
    properties = sheet.find("{*}sheetPr")
    return "" if properties is None else properties.get("codeName") or ""
