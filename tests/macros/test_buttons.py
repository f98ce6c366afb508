"""The buttons for help, check and new rows: pyOpenVBA runs their macros against a fake PC."""

from __future__ import annotations

from typing import Final

import pytest

from tests.macros.pc import DLL, Pc
from tests.macros.test_engines import call_udf

HOME: Final = "C:\\Users\\siti\\AppData\\Local\\LKjIP"
PYTHON: Final = f"{HOME}\\python\\Scripts\\python.exe"
RELEASE: Final = "D:\\LKjIP-0.1.0"


# ---------------------------------------------------------------- Bantuan
@pytest.mark.parametrize(
    ("sheet", "page"),
    [
        ("Mulai", "mulai"),
        ("Tabel 3.1", "tabel-3-1"),
        ("Angka Naskah Lampiran C", "angka-naskah-lampiran-c"),
        ("RKT Tahun Depan", "rkt-tahun-depan"),
    ],
)
def test_help_opens_the_page_of_the_sheet_in_view(sheet: str, page: str) -> None:
    file = f"{HOME}\\panduan\\lembar\\{page}.html"
    pc = Pc(interpreter=PYTHON, files=(PYTHON, file), sheet=sheet)
    pc.run("LkjipBukaPanduan")

    assert pc.opened == [file]
    assert pc.vba.dialogs == []


def test_for_a_sheet_of_ones_own_the_first_page_is_opened() -> None:
    pc = Pc(interpreter=PYTHON, files=(PYTHON, f"{HOME}\\panduan\\index.html"), sheet="Catatan saya")
    pc.run("LkjipBukaPanduan")
    assert pc.opened == [f"{HOME}\\panduan\\index.html"]


def test_without_an_installation_the_guide_beside_the_workbook_is_opened() -> None:
    file = f"{RELEASE}\\panduan\\lembar\\profil.html"
    pc = Pc(interpreter="", files=(file,), folder=RELEASE, sheet="Profil")
    pc.run("LkjipBukaPanduan")
    assert pc.opened == [file]


def test_on_a_mac_the_guide_beside_the_workbook_is_opened() -> None:
    file = "/Users/siti/LKjIP/panduan/lembar/profil.html"
    pc = Pc(system="Macintosh (Intel) 10.16", interpreter="", files=(file,), folder="/Users/siti/LKjIP", sheet="Profil")
    pc.run("LkjipBukaPanduan")
    assert pc.opened == [file]


@pytest.mark.parametrize(
    "pc",
    [
        Pc(interpreter="", files=()),
        Pc(interpreter="", files=(), folder="https://d.docs.live.net/abc"),
        Pc(interpreter=PYTHON, files=(PYTHON,), sheet="Catatan saya"),
        Pc(interpreter=PYTHON, files=(PYTHON, f"{HOME}\\panduan\\lembar\\mulai.html"), refuses_links=True),
    ],
    ids=["nowhere", "OneDrive", "not copied", "links forbidden"],
)
def test_without_the_page_it_says_where_the_guide_is(pc: Pc) -> None:
    pc.run("LkjipBukaPanduan")

    assert pc.opened == []
    ((_, message, title, _),) = pc.vba.dialogs
    assert title == "LKjIP"
    assert "pasang.cmd" in message
    assert "Panduan LKjIP.pdf" in message


# ---------------------------------------------------------------- Periksa pemasangan
def test_the_check_is_made_by_python() -> None:
    pc = Pc(server=call_udf)
    pc.run("LkjipPeriksaPemasangan")

    assert pc.commands == ["from lkjip import buttons; buttons.periksa_pemasangan()"]
    assert pc.vba.dialogs == []


@pytest.mark.parametrize("files", [(), (DLL,)])
def test_without_python_it_says_who_computes_and_what_to_do(files: tuple[str, ...]) -> None:
    pc = Pc(files=files)
    pc.run("LkjipPeriksaPemasangan")

    assert pc.commands == []
    ((_, message, _, _),) = pc.vba.dialogs
    assert message.startswith("Yang menghitung: VBA bawaan: Python tidak ditemukan di komputer ini, angka tetap benar.")
    assert "cek.cmd" in message


# ---------------------------------------------------------------- Tambah baris
def test_a_row_is_added_to_the_table_in_view() -> None:
    pc = Pc(sheet="Tabel 3.1", tables={"Tabel 3.1": 9, "Tabel 3.2": 9})
    pc.run("LkjipTambahBaris")

    assert pc.tables == {"Tabel 3.1": 10, "Tabel 3.2": 9}
    assert pc.selected == "Tabel 3.1 baris 10"
    assert pc.vba.dialogs == []


def test_a_sheet_without_a_table_says_so() -> None:
    pc = Pc(sheet="Ringkasan", tables={"Tabel 3.1": 9})
    pc.run("LkjipTambahBaris")

    assert pc.tables == {"Tabel 3.1": 9}
    ((_, message, _, _),) = pc.vba.dialogs
    assert message.startswith("Baris tidak bisa ditambah di lembar ini.")
