"""Take a workbook's report over into a workbook of the present template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from lkjip import limits
from lkjip.errors import OtherTemplateError, UnreadableError
from lkjip.model.laporan import Laporan, Row
from lkjip.model.prose import with_defaults
from lkjip.model.tables import TABLES, TEMPLATE_VERSION
from lkjip.ooxml.package import Package
from lkjip.sources.workbook_file import Workbook
from lkjip.sync.plan import VERSION_NAME
from xlfuncs.id_format import short

_MOST_DIGITS: Final = 9


def template_version(package: Package) -> int | None:
    """The version of the template that a workbook was built from; None if it does not say."""
    versions = (name.text or "" for name in package.xml(package.main).iter("{*}definedName") if name.get("name") == VERSION_NAME)
    text = next(versions, "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def refuse_newer(package: Package) -> None:
    """Refuse a workbook of a template that this program does not know yet.

    Raises:
        OtherTemplateError: the template is newer.
    """
    version = template_version(package)
    if version is not None and version > TEMPLATE_VERSION:
        raise OtherTemplateError(
            f"{package.path}: dari versi templat {version}, program ini baru mengenal versi {TEMPLATE_VERSION};"
            " pasang rilis lkjip yang terbaru, lalu ulangi"
        )


def lifted(path: Path, book: Workbook) -> Laporan:
    """The report of a workbook with every row that holds something, those without a name in their places; empty rows are left out.

    Raises:
        UnreadableError: a table has more rows than a workbook is built with.
    """
    places: dict[str, list[int]] = {}
    unnamed: dict[str, Mapping[int, Row]] = {}
    for table in TABLES:
        named, others = book.laporan.places_in(table), book.unnamed.get(table.key, {})
        if len(named) + len(others) > limits.TABLE_ROWS:
            raise UnreadableError(
                f'{path}: lembar "{book.tables[table.name].sheet}": {short(len(named) + len(others))} baris berisi, paling banyak'
                f" {short(limits.TABLE_ROWS)}; hapus baris yang tidak dipakai, atau bagi laporannya"
            )
        now = {place: number for number, place in enumerate(sorted({*named, *others}))}
        places[table.key] = [now[place] for place in named]
        unnamed[table.key] = {now[place]: row for place, row in others.items()}
    return with_defaults(replace(book.laporan, places=places, unnamed=unnamed))
