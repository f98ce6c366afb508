"""An indicator is typed once, in Tabel 2.1: every other table offers it in a drop-down, and lets other names through."""

from __future__ import annotations

from pathlib import Path

from lkjip.model.columns import Role
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABLES
from lkjip.template.workbook import build
from tests.kit import reading
from tests.office.client import Document, Office


def test_every_other_table_offers_the_indicators_of_tabel_2_1(empty_template: Path) -> None:
    book = reading.workbook(empty_template)
    rules = [(sheet.title, rule) for sheet in book for rule in sheet.data_validations.dataValidation]
    lists = {title: rule for title, rule in rules if "daftar_indikator" in str(rule.formula1)}

    assert lists.keys() == {table.sheet for table in TABLES if table.key_with(Role.INDIKATOR)} - {"Tabel 2.1"}
    # another name is asked about and let through; where names of programs stand beside indicators, it is not even asked about
    assert {title for title, rule in lists.items() if not rule.showErrorMessage} == {"Rencana Aksi"}
    assert {rule.errorStyle for title, rule in lists.items() if title != "Rencana Aksi"} == {"warning"}
    assert all(rule.type == "list" and rule.allowBlank for rule in lists.values())


def test_the_list_has_what_is_typed_and_no_blank(open_template: Document) -> None:
    """Excel lets any text through a list in which a blank is."""
    asked = ("ROWS(daftar_indikator)", "COUNTBLANK(daftar_indikator)", "INDEX(daftar_indikator,3)")
    open_template.set_formulas("Skala", "Z1", [[f"={each}"] for each in asked])
    open_template.write("Tabel 2.1", "D5", [["Angka A"], ["Angka B"], ["1945"]])
    assert open_template.values("Skala", "Z1:Z3") == [[3], [0], ["1945"]]
    open_template.write("Tabel 2.1", "D8", [["Angka D"]])
    assert open_template.values("Skala", "Z1:Z2") == [[4], [0]]


def test_the_list_reaches_to_the_last_of_many(tmp_path: Path, office_no_macros: Office) -> None:
    rows: list[Row] = [{"sasaran": "Tertib", "indikator": f"Indikator {number}", "target": 1.0, "satuan": "Unit"} for number in range(60)]
    path = tmp_path / "banyak.xlsm"
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs={"tabel_2_1": rows})))
    with office_no_macros.open(path) as document:
        document.set_formulas("Skala", "Z1", [["=ROWS(daftar_indikator)"], ["=INDEX(daftar_indikator,60)"]])
        assert document.values("Skala", "Z1:Z2") == [[60], ["Indikator 59"]]
