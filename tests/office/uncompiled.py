"""Look at a workbook whose macros LibreOffice does not compile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.office.client import Document, Office, OfficeError

ATTEMPTS: Final = 3


def look_at_uncompiled(path: Path, look: Callable[[Document], None]) -> None:
    """Open the workbook in a LibreOffice of its own, which no other test uses, and hand it to `look`.

    At a compile error LibreOffice opens its Basic editor and now and then falls over that, at once or a little later: then
    another one tries.
    """
    for attempt in range(1, ATTEMPTS + 1):
        with Office(macros=True) as office:
            try:
                with office.open(path) as document:
                    look(document)
                return
            except OfficeError as error:
                if attempt == ATTEMPTS or "soffice is gone" not in str(error):
                    raise
