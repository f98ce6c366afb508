"""LKjIP: the workbook for the yearly performance report of an Indonesian government office.

The Python API has `read` for a workbook, `check` for its findings, `collect` for a table of many workbooks, and the errors they
raise; see `docs/api.md`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from lkjip.errors import (
    ChangedMeanwhileError,
    DamagedError,
    FileOpenError,
    LkjipError,
    MissingColumnError,
    NoSealError,
    NotFoundError,
    NotOursError,
    OtherTemplateError,
    UnreadableError,
    UnwritableError,
)

if TYPE_CHECKING:
    from lkjip.checks import check
    from lkjip.model.finding import Finding
    from lkjip.recap import collect
    from lkjip.sources.workbook_file import Workbook, read

__all__ = [
    "ChangedMeanwhileError",
    "DamagedError",
    "FileOpenError",
    "Finding",
    "LkjipError",
    "MissingColumnError",
    "NoSealError",
    "NotFoundError",
    "NotOursError",
    "OtherTemplateError",
    "UnreadableError",
    "UnwritableError",
    "Workbook",
    "check",
    "collect",
    "read",
]

__version__ = "0.1.0"
TEMPLATE_NAME = "LKjIP_template.xlsm"

_HOMES: Final = {
    "Finding": "lkjip.model.finding",
    "Workbook": "lkjip.sources.workbook_file",
    "check": "lkjip.checks",
    "collect": "lkjip.recap",
    "read": "lkjip.sources.workbook_file",
}


if not TYPE_CHECKING:  # otherwise type checkers would accept any attribute

    def __getattr__(name: str) -> object:
        """Import slow modules on first use, so that the command and Excel's buttons start fast."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)
