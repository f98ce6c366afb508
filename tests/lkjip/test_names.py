"""One meaning a name: no function is named as its module, a name that had several meanings has one."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.kit.workbooks import ROOT

MODULES: Final = sorted(path for package in ("lkjip", "scripts") for path in (ROOT / package).rglob("*.py"))
COLLIDED: Final = {
    "ANGGARAN",
    "Book",
    "CHECKS",
    "Cells",
    "Check",
    "Finding",
    "Formula",
    "Kind",
    "NextYear",
    "Outcome",
    "Place",
    "REKAP",
    "Row",
    "Seal",
    "Stored",
}
"""Names that each once had several meanings."""


def declared(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """The names that a module declares at its top, with what declares them."""
    for each in ast.parse(path.read_text(encoding="utf-8")).body:
        match each:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name, each
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name, each


def test_no_function_is_named_as_its_module() -> None:
    assert MODULES
    alike = [path for path in MODULES for name, by in declared(path) if name == path.stem and isinstance(by, ast.FunctionDef)]
    assert alike == []


def test_a_name_that_had_several_meanings_is_declared_once() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for name, _ in declared(path):
            homes[name].append(str(path.relative_to(ROOT)))
    assert {name: homes[name] for name in COLLIDED if len(homes[name]) > 1} == {}
