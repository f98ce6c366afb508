"""Part names in a package, and the targets of relationships between parts (ECMA-376 Part 2, 9.1)."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote


def key(name: str) -> str:
    """A normalized part name: equal names differ only in case, percent-encoding, backslashes and a leading slash."""
    name = name.replace("\\", "/").lstrip("/")
    return (unquote(name) if "%" in name else name).lower()


def leads_to(part: str, target: str) -> str:
    """Resolve a relationship target to a part name; `part` is "" for the package itself."""
    target = target.replace("\\", "/")
    # from the root, so that no target leaves the package
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def relations_of(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
