"""What the printed report of a workbook says, from the cover to the annexes: the marks of a template with their blocks and texts."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import filled
from lkjip.naskah import bab_i, bab_ii, bab_iii, bab_iv, front, lampiran, shown
from lkjip.naskah.blocks import Content
from lkjip.naskah.facts import Facts
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

_TEXTS: Final = {
    "tahun": "{tahun}",
    "tahun_depan": "{tahun+1}",
    "kantor": "{kantor}",
    "kantor_lengkap": "{kantor_lengkap}",
    **{key: f"{{{key}}}" for key in ("instansi", "singkatan", "pemerintah_daerah", "kepala", "jabatan", "pangkat", "nip", "tempat")},
    "tanggal_laporan": "{tanggal_laporan}",
}
"""What stands for the marks within a line."""


def content_of(laporan: Laporan) -> Content:
    """Write a report as blocks and texts by the marks of a template (`lkjip.naskah.outline` has them all)."""
    laporan = replace(laporan, profil={key: _clean(value) for key, value in laporan.profil.items()})
    facts = Facts(laporan)
    parts = (front, bab_i, bab_ii, bab_iii, bab_iv)
    return Content(
        blocks={mark: each for part in parts for mark, each in part.blocks(facts).items()},
        texts={mark: shown.line(filled(template, laporan.profil)) for mark, template in _TEXTS.items()},
        repeats={"sasaran": bab_iii.of_sasaran(facts), "lampiran": lampiran.annexes(facts)},
    )


def _clean(value: Cell) -> Cell:
    """A value of the Profil as it can be in a sentence; an error is a blank."""
    return None if is_error(value) else shown.text(value) if isinstance(value, str) else value
