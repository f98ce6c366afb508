"""The button "Siapkan kiriman" of sheet Mulai."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import xlwings as xw

from lkjip import send
from lkjip.errors import LkjipError

_TITLE: Final = "Kiriman LKjIP"
_MOST: Final = 8  # lines in a dialog


def press() -> None:
    """Save the workbook that called, make its copy and the draft beside it, and say what came of it."""
    book = xw.Book.caller()
    try:
        book.save()
        path = Path(book.fullname)
        outcome = send.send(path, just_saved=True)
        if outcome.copy is None:
            asked = "Belum dikirim:", *_few(outcome.stops), "Tetap siapkan? Suratnya akan menyebutkan hal ini."
            if book.app.alert("\n".join(asked), _TITLE, "yes_no", "critical") != "yes":
                return
            outcome = send.send(path, anyway=True, just_saved=True)
        message, mode = "\n".join((f"Sudah siap di {path.parent}:", *_written(outcome), *_few(outcome.notes))), "info"
    except LkjipError as error:
        message, mode = str(error), "critical"
    except Exception as error:  # whatever Excel refuses, the person at the button reads one line
        message, mode = f"{book.name}: kiriman tidak bisa disiapkan ({error})", "critical"
    book.app.alert(message, _TITLE, "ok", mode)


def _written(outcome: send.Outcome) -> list[str]:
    files = [file.name for file in (outcome.copy, outcome.draft) if file is not None]
    return [*files, "Buka berkas .eml untuk mengirimnya."]


def _few(lines: Sequence[str]) -> list[str]:
    return [*lines[:_MOST], *([f"dan {len(lines) - _MOST} lainnya"] if len(lines) > _MOST else [])]
