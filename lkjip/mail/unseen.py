"""What a copy holds though nobody sees it on its sheets: named, so that whoever sends decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from lkjip.mail.cleaning import listed
from lkjip.mail.seal import spelling
from lkjip.mail.seal.form import SHAPES, CanonicalBook
from lkjip.mail.seal.looks import HIDDEN
from lkjip.mail.seal.sheet import HIDDEN_COLUMN, HIDDEN_ROW, LOW_ROW, NARROW_COLUMN, Sheet, address
from lkjip.model import groups
from lkjip.model.laporan import Laporan
from lkjip.summary import OF_QUARTERS, empty_sheets, quarter_summaries
from lkjip.sync.plan import MULAI, PROFIL

_ISIAN: Final = 4
"""The column of the sheet Profil with what is filled in, from 1."""
_RECORD: Final = ";;;"
"""How the cells look that the workbook keeps for itself, on these sheets: when and for which rows the summaries were laid out."""


def notes(book: CanonicalBook, as_built: Mapping[str, str], laporan: Laporan, behind: Collection[str] = ()) -> Iterator[str]:
    """A line for each hidden sheet, and for the rows, the columns and the cells of a sheet that hold something and cannot be seen.

    Args:
        as_built: the title that each sheet of ours was built with, by the one that it has now.
        behind: the sheets that are hidden in the copy on purpose.
    """
    for sheet in book.sheets:
        built = as_built.get(sheet.title, sheet.title)
        if (
            not sheet.visible
            and sheet.title not in behind
            and not (groups.is_hidden(built, laporan) and _is_as_built(sheet, built, laporan))
        ):
            yield f'lembar "{sheet.title}" tersembunyi dan ikut terkirim; hapus bila tidak perlu'
    ours = {summary.title: summary.hidden_columns for summary in empty_sheets()}
    with_records = (MULAI, *(title for title, columns in ours.items() if columns))
    for sheet in book.sheets:
        rows = [each.where for each in sheet.traits if each.kind in (HIDDEN_ROW, LOW_ROW)]
        columns = [each.where for each in sheet.traits if each.kind in (HIDDEN_COLUMN, NARROW_COLUMN)]
        built = as_built.get(sheet.title, sheet.title)
        if built == PROFIL:  # rows of keys that nobody has filled in are folded by us
            rows = [each for each in rows if (place := (int(each), _ISIAN)) in sheet.constants or place in sheet.formulas]
        columns = [each for each in columns if each not in ours.get(built, ())]
        for what, places in (
            ("baris tersembunyi yang berisi ikut terkirim", sorted(rows, key=int)),
            ("kolom tersembunyi yang berisi ikut terkirim", sorted(columns, key=lambda each: (len(each), each))),
            ("sel yang isinya tidak tampak ikut terkirim", list(_cells(sheet, with_records=built in with_records))),
        ):
            if places:
                yield f'lembar "{sheet.title}": {what}: {listed(places)}; hapus bila tidak perlu'


def _is_as_built(sheet: Sheet, built: str, laporan: Laporan) -> bool:
    """Whether a sheet of ours that has nothing in its table has nothing beside it either, or nothing but what a sync lays out."""
    from lkjip.template.workbook import empty_contents  # only then: the builder takes long to load

    values, formulas = empty_contents(built)
    shown = quarter_summaries(laporan) if built in OF_QUARTERS else ()
    laid_out = [cell for each in shown if each.title == built for cell in each.cells.values()]
    return (
        set(sheet.constants.values()) <= {spelling.value(each) for each in (*values, *(cell.value for cell in laid_out))}
        and {each.text for each in sheet.formulas.values()}
        <= {spelling.formula(each) for each in (*formulas, *(cell.formula for cell in laid_out if cell.formula))}
        and not sheet.unsealed.get(SHAPES, "").strip("[], ")
    )


def _cells(sheet: Sheet, *, with_records: bool) -> Iterator[str]:
    """The cells whose text has the colour of its background, or a format that shows nothing."""
    for place, look in sorted(sheet.looks.items()):
        code, *more = look.split("|")
        blank = bool(code) and not code.strip(";") and not (code == _RECORD and with_records)
        if blank or HIDDEN in more:
            yield address(place)
