"""The mailed copy of a quarter: which one it may be, what it holds, and what a mistake has to do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from lxml import etree

from lkjip.checks import Finding
from lkjip.errors import LkjipError
from lkjip.mail import front
from lkjip.mail.cleaning import listed
from lkjip.mail.copying import Rewriting
from lkjip.mail.front import Extent
from lkjip.mail.message import Checked
from lkjip.model import triwulan
from lkjip.model.groups import ATURAN, PROFIL, SKALA
from lkjip.model.tables import PREDIKAT, RENSTRA, REPORT_TABLES, TABLES, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.ooxml.parts import Parts
from lkjip.sources.workbook_file import Note, Workbook
from lkjip.summary import OF_QUARTERS
from lkjip.summary.e81 import E81
from lkjip.summary.monitoring import MONITORING
from lkjip.sync.closed import Looked
from lkjip.template.quarter_charts import GRAFIK_TRIWULAN
from xlfuncs.angka import Cell
from xlfuncs.triwulan import TRIWULAN

PAGES: Final = (MONITORING, GRAFIK_TRIWULAN, E81, TRIWULAN_TABLE.sheet, TINDAK_LANJUT.sheet)
"""The sheets that are printed, by the titles they were built with, in the order of the copy, which opens on the first."""
READ: Final = (*PAGES, PROFIL)
"""The sheets that its reader sees."""
BEHIND: Final = (*(table.sheet for table in REPORT_TABLES), RENSTRA.sheet, ATURAN, SKALA, PREDIKAT.sheet)
"""The sheets that are hidden in it: those that the others are computed from, without which no workbook of ours is read."""
_PRINTED: Final = "-tercetak"
"""How the codes of checks end that look at figures of the printed yearly report."""
_OF_YEAR: Final = frozenset({"tanpa-realisasi", "tanggal-pengukuran"})
"""The checks of what is not there before the year has ended."""


def quarter_of(workbook: Workbook) -> int | None:
    """Return the quarter, from 1, that a workbook speaks of; None if Triwulan is not filled in, or Profil names none."""
    return triwulan.spoken_of(workbook.laporan.rows[TRIWULAN_TABLE.key])


def refuse_other(path: Path, workbook: Workbook, wanted: int) -> None:
    """Refuse to mail another quarter than the one that the workbook speaks of, whose figures its sheets show.

    Raises:
        LkjipError: it speaks of another one, or of none.
    """
    rows, given = workbook.laporan.rows[TRIWULAN_TABLE.key], workbook.laporan.profil.get(triwulan.PROFIL_KEY)
    where, said = workbook.profil_place(triwulan.PROFIL_KEY), TRIWULAN[wanted - 1]
    number = quarter_of(workbook)
    if not rows:
        why = f'lembar "{TRIWULAN_TABLE.sheet}" belum diisi, jadi belum ada yang dikirim untuk triwulan {said}'
        raise LkjipError(f"{path}: {why}; isi target dan realisasi triwulannya, lalu ulangi")
    if number is None:
        raise LkjipError(f"{path}: {where}: triwulan_laporan berisi {_shown(given)}; pilih {', '.join(TRIWULAN)}, sinkronkan, lalu ulangi")
    if number != wanted:
        now = TRIWULAN[number - 1]
        blank = "" if given else " (triwulan_laporan kosong, jadi triwulan terakhir yang terisi)"
        raise LkjipError(
            f"{path}: yang diminta triwulan {said}, sedangkan buku kerja ini tentang triwulan {now}{blank}; isi {said} di {where}"
            f" (triwulan_laporan), sinkronkan, lalu ulangi, atau kirim triwulan {now}"
        )


def _shown(cell: Cell) -> str:
    return f'"{str(cell)[:40]}"' if cell is not None else "kosong"


# ---------------------------------------------------------------- what is in the copy
def extent(workbook: Workbook, as_built: Mapping[str, str]) -> Extent:
    """The sheets of the quarter, which open on Monitoring.

    Args:
        as_built: the title that each sheet was built with, by the one that it has now.
    """
    tables = (table for table in TABLES if table.sheet in (*READ, *BEHIND) and table.name in workbook.tables)
    held = {workbook.tables[table.name].sheet for table in tables}  # wherever the office has moved them
    kept = {title: built for title, built in as_built.items() if built in (*READ, *BEHIND) or title in held}
    empty = front.empty(workbook)
    first = [title for wanted in READ for title, built in kept.items() if built == wanted and title not in empty]
    return Extent(kept, first, [title for title in first if kept[title] in PAGES], empty, kept.keys() - {*first, *empty})


def mark(parts: Parts, number: int) -> None:
    """Give the copy the defined name that says which quarter it is."""
    main = parts.package.main
    root = parts.root(main)
    names = next(root.iter("{*}definedNames"))  # a workbook of ours has some, such as that of its template's version
    for name in [each for each in names if (each.get("name") or "").lower() == triwulan.SENT_NAME]:
        names.remove(name)
    etree.SubElement(names, names.tag.removesuffix("s"), {"name": triwulan.SENT_NAME}).text = f'"{TRIWULAN[number - 1]}"'
    parts.touch(main)


# ---------------------------------------------------------------- what is said of it
def checked(findings: Sequence[Finding], looked: Looked, extent: Extent) -> Checked:
    """What the checks say of the quarter: findings in its sheets that are not about the printed report of the year."""
    of_quarter = [
        finding
        for finding in findings
        if finding.sheet in extent.kept and not finding.code.endswith(_PRINTED) and finding.code not in _OF_YEAR
    ]
    return Checked(of_quarter, looked.stale.isdisjoint(OF_QUARTERS))


def concerning(notes: Sequence[Note], extent: Extent) -> list[Note]:
    """The notes from reading the workbook that are about the sheets of the quarter, or about no sheet."""
    return [note for note in notes if not note.sheet or note.sheet in extent.kept]


def notes(as_built: Mapping[str, str], extent: Extent, rewriting: Rewriting) -> list[str]:
    """What the sender is told of what is not in the copy, and of what led there."""
    from lkjip.template.workbook import code_names  # only then: the builder takes long to load

    others = [title for title, built in as_built.items() if title not in extent.kept and built not in code_names()]
    quoted = [f'"{title}"' for title in others]
    own = f", juga lembar buatan sendiri: {listed(quoted)}" if others else ""
    lost = "warna bersyarat, grafik mini, atau daftar pilihan"
    return [
        f"yang dikirim hanya lembar triwulan; lembar laporan tahunan dan lampirannya tidak ikut{own}",
        *(
            f'lembar "{title}": {len(cells)} rumus merujuk ke lembar yang tidak ikut, jadi yang dikirim nilainya: {listed(cells)}'
            for title, cells in rewriting.as_values.items()
        ),
        *(
            f'lembar "{title}": {count} {lost} ditinggalkan, karena merujuk ke lembar yang tidak ikut'
            for title in extent.first
            if (count := rewriting.dropped[title])
        ),
    ]
