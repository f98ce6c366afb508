"""The tab "LKjIP" in Excel's ribbon: the part that shows it, its callbacks, and where it goes and does not go."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from lkjip.vba import macros, ribbon
from tests.kit.workbooks import ROOT, run, write_folder
from tests.macros.pc import Pc, Thing

TEMPLATE: Final = ROOT / "workbook" / "LKjIP_template.xlsm"
ICONS: Final = {
    *(
        "AutoSum",
        "CalculateNow",
        "CalendarInsert",
        "ErrorChecking",
        "ExportWord",
        "FilePrintPreview",
        "FileSendAsAttachment",
        "FillDown",
        "FunctionWizard",
        "Help",
        "RefreshAll",
    ),
    *("ReviewNewComment", "TableInsertExcel", "TableRowsInsertBelowExcel"),
}
"""Names from Microsoft's list of the pictures of Office 2010; an unknown one leaves a button without a picture."""
LONGEST_TIP: Final = 1024
"""Characters that the schema allows."""


@pytest.fixture(scope="module")
def buttons() -> list[etree._Element]:
    """The buttons as the committed template has them."""
    with zipfile.ZipFile(TEMPLATE) as book:
        return list(etree.fromstring(book.read(ribbon.PART)).iter("{*}button"))


# ---------------------------------------------------------------- the part
def test_one_relation_of_the_package_leads_to_the_tab() -> None:
    with zipfile.ZipFile(TEMPLATE) as book:
        relations = etree.fromstring(book.read("_rels/.rels"))
        root = etree.fromstring(book.read(ribbon.PART))

    found = [each.get("Type") for each in relations if "customUI" in (each.get("Target") or "")]
    assert found == ["http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"]
    assert len({each.get("Id") for each in relations}) == len(relations)
    assert root.tag == "{http://schemas.microsoft.com/office/2009/07/customui}customUI"


def test_every_id_is_there_once(buttons: list[etree._Element]) -> None:
    root = buttons[0].getroottree().getroot()
    ids = [element.get("id") for element in root.iter() if element.get("id")]

    assert len(ids) == len(set(ids)) == 1 + len(ribbon.GROUPS) + len(ribbon.BUTTONS)


def test_a_button_has_a_picture_that_office_knows_and_a_tip(buttons: list[etree._Element]) -> None:
    assert {button.get("imageMso") for button in buttons} <= ICONS
    for button in buttons:
        assert 0 < len(button.get("supertip") or "") <= LONGEST_TIP
        assert button.get("label")


def test_each_callback_is_a_public_procedure_with_one_argument(buttons: list[etree._Element]) -> None:
    (module,) = (each for each in macros.modules([]) if each.name == "LkjipPita")
    procedures = re.findall(r"^Public Sub (\w+)\((.*)\)$", module.source, re.MULTILINE)

    assert sorted(f"LkjipPita.{name}" for name, _ in procedures) == sorted(button.get("onAction") or "" for button in buttons)
    assert {arguments for _, arguments in procedures} == {"ByVal control As Object"}


def test_each_callback_runs_a_macro_that_is_there() -> None:
    sources = "\n".join(module.source for module in macros.modules([]))

    for button in ribbon.BUTTONS:
        assert f"Public Sub {button.macro}()" in sources


# ---------------------------------------------------------------- pressing
@pytest.mark.parametrize("button", ribbon.BUTTONS, ids=lambda button: button.name)
def test_a_button_runs_the_macro_of_the_workbook_in_view(button: ribbon.Button) -> None:
    pc = Pc(in_view="LKjIP 100% '21.xlsm")
    pc.run(f"LkjipPita.{button.name}", Thing())

    assert pc.macros == [f"'LKjIP 100% ''21.xlsm'!{button.macro}"]
    assert pc.vba.dialogs == []


@pytest.mark.parametrize("pc", [Pc(in_view="Anggaran.xlsx", is_ours=False), Pc(in_view="")], ids=["another workbook", "none in view"])
def test_over_a_workbook_that_is_not_ours_nothing_runs(pc: Pc) -> None:
    pc.run("LkjipPita.Sinkronkan", Thing())

    assert pc.macros == []
    ((_, message, _, _),) = pc.vba.dialogs
    assert "Pilih dulu buku kerja LKjIP" in message


# ---------------------------------------------------------------- where it goes
def test_a_sync_leaves_the_tab_alone_and_a_mailed_copy_has_none(tmp_path: Path) -> None:
    book = tmp_path / "LKjIP.xlsm"
    assert run("isi", write_folder(tmp_path / "csv"), "--keluaran", book).status == 0
    with zipfile.ZipFile(book) as before:
        part = before.read(ribbon.PART)
    assert run("sinkron", book).status == 0
    with zipfile.ZipFile(book) as after:
        assert after.read(ribbon.PART) == part

    sent = run("kirim", book, "--tetap")
    with zipfile.ZipFile(sent.out.splitlines()[0]) as copy:
        assert not [name for name in copy.namelist() if "customUI" in name]
        assert b"customUI" not in copy.read("_rels/.rels")
    assert "pita" not in sent.err.lower()  # our own tab is nothing that a reader misses


def test_next_years_workbook_has_the_tab_and_misses_nothing(tmp_path: Path) -> None:
    book = tmp_path / "LKjIP 2023.xlsm"
    assert run("isi", write_folder(tmp_path / "csv"), "--keluaran", book).status == 0
    outcome = run("tahun-baru", book)

    with zipfile.ZipFile(outcome.out.strip()) as made:
        assert made.read(ribbon.PART) == ribbon.part()
    assert "customUI" not in outcome.err
