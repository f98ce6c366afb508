"""The declaration of a helper column."""

from __future__ import annotations

from lkjip.model.columns import Carry, Column, Kind
from lkjip.model.expressions import Expression


def helper(key: str, name: str, formula: Expression, width: float = 9, kind: Kind = Kind.TEXT) -> Column:
    """A column that only the summary sheets read."""
    heading = (f"{name.upper()} (pembantu)",)
    return Column(key, name, heading, width, kind, formula=formula, on_paper=False, exported=False, next_year=Carry.COMPUTED)
