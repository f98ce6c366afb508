"""Sheets that have been given another title."""

from __future__ import annotations

from lkjip.package import Package


def now(package: Package, title: str) -> str | None:
    """The title that a sheet of ours has now, by its name in the macros where its own is gone; None for a sheet that is not there."""
    if title in package.sheet_parts:
        return title
    from lkjip.build.workbook import code_names  # only then: the builder takes long to load

    wanted = code_names().get(title)
    for each, part in package.sheet_parts.items():
        properties = package.xml(part).find("{*}sheetPr")
        if wanted is not None and properties is not None and properties.get("codeName") == wanted:
            return each
    return None
