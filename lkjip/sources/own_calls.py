"""Find cells that call CAPAIAN without the office's rules, and write them as they should be. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from lkjip.model.formulas import syntax
from lkjip.model.formulas.aturan import REFERENCE
from lkjip.model.formulas.references import reference
from lkjip.model.formulas.syntax import FormulaError, Group, Nodes
from lkjip.sources.pointers import Located

_CALLED: Final = "CAPAIAN"
_RULES: Final = 3
"""The index of the argument aturan."""


class Bare(NamedTuple):
    """A cell that calls CAPAIAN without the rules."""

    sheet: str
    cell: str
    formula: str
    """The formula to write instead, as an Indonesian Excel shows it."""


def without_rules(sheet: str, formulas: Iterable[Located]) -> Iterator[Bare]:
    """The cells of a sheet whose formula calls CAPAIAN without its argument aturan; formulas that cannot be parsed are left out."""
    for place, text in formulas:
        called = text.upper().count(f"{_CALLED}(")
        if not called or called == text.count(REFERENCE):
            continue
        try:
            nodes = syntax.parse(text)
        except FormulaError:
            continue
        if any(map(_is_bare, syntax.groups(nodes))):
            yield Bare(sheet, reference((*place, *place)), f"={_shown(nodes)}")


def _is_bare(group: Group) -> bool:
    return group.function == _CALLED and (len(group.given) <= _RULES or not group.given[_RULES])


def _shown(nodes: Nodes) -> str:
    """A formula with Indonesian marks and the missing rules."""
    written = ""
    for node in nodes:
        if isinstance(node, Group):
            arguments = [_shown(argument) for argument in node.arguments]
            if _is_bare(node):
                arguments += [""] * (_RULES + 1 - len(arguments))
                arguments[_RULES] = REFERENCE
            written += f"{node.opening}{';'.join(arguments)})"
        else:
            written += node.text.replace(".", ",") if node.kind == "number" else node.text
    return written
