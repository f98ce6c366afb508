"""Names of parts in a package, and where the references between parts lead (ECMA-376 Part 2, 9.1)."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote


def key(name: str) -> str:
    """What equal names have in common: case, percent signs, backslashes and a slash before them say nothing."""
    name = name.replace("\\", "/").lstrip("/")
    return (unquote(name) if "%" in name else name).lower()


def leads_to(part: str, target: str) -> str:
    """The name of the part that a reference of a part leads to; the package itself is ""."""
    target = target.replace("\\", "/")
    # from the root on, so that nothing leads out of the package
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def relations_of(part: str) -> str:
    """The part that holds the references of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
