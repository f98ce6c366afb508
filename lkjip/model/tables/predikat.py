"""Declaration of the table of grades: what each grade of a list counts when a rule needs a number."""

from __future__ import annotations

from typing import Final

from lkjip.model import positions
from lkjip.model.columns import Carry, Column, Kind, Table
from lkjip.model.grades import SHIPPED
from lkjip.model.tables.words import ANGKA_HELP

PREDIKAT: Final = Table(
    key="predikat",
    sheet="Predikat",
    name="tbl_predikat",
    csv="predikat.csv",
    title="PREDIKAT DAN NILAINYA",
    subtitle="{kantor}",
    about="Nilai tiap predikat (BB, WTP, Level 3) yang dipakai sebagai target atau realisasi.",
    row_key="kode",
    repeats=True,
    columns=(
        Column(
            "daftar",
            "Daftar",
            ("Daftar",),
            26,
            csv="daftar",
            expected=True,
            choices=tuple(SHIPPED),
            help="Nama daftar: sama dengan Satuan indikator yang memakainya.",
            next_year=Carry.KEPT,
        ),
        Column("kode", "Kode", ("Predikat",), 26, csv="kode", help="Seperti ditulis di Target dan Realisasi.", next_year=Carry.KEPT),
        Column("nilai", "Nilai", ("Nilai",), 14, Kind.NUMBER, csv="nilai", expected=True, help=ANGKA_HELP, next_year=Carry.KEPT),
        Column(
            "kunci",
            "Kunci",
            ("KUNCI (pembantu)",),
            24,
            formula=positions.valued("daftar", "kode", "nilai"),
            on_paper=False,
            exported=False,
            next_year=Carry.COMPUTED,
        ),
    ),
    next_rows="predikat",
)
GRADES: Final = positions.Names(PREDIKAT.name, PREDIKAT.names)
"""The references to its columns, for columns that read a grade."""
