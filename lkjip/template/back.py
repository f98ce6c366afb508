"""The way back to Mulai, in the margin beside the title of every other sheet, which is not printed."""

from __future__ import annotations

from typing import Final

from lkjip.model.groups import MULAI
from lkjip.xlsx_kit.sheet import Sheet
from lkjip.xlsx_kit.styles import Styles

BACK: Final = f"‹ {MULAI}"
_WIDTH: Final = 7


def put_back_link(sheet: Sheet, styles: Styles) -> None:
    """Write the link into the first cell, and make the margin wide enough for it."""
    sheet.set_column(0, 0, _WIDTH)
    sheet.write_url(0, 0, f"internal:'{MULAI}'!A1", styles("back"), BACK, f"Kembali ke lembar {MULAI}")
