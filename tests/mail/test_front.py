"""What a superior sees first in the copy, and what is not shown to him."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit import reading
from tests.kit.workbooks import Parts, run, text_cell
from tests.sync.test_titles import retitled

pytestmark = pytest.mark.slow

_EMPTY = ("Renstra", "IKU", "PK", "Rencana Aksi", "Narasi")


@pytest.fixture(scope="module")
def copy(small_copy: Path) -> Path:
    """The copy of the small workbook, whose annexes are empty."""
    return small_copy


def sent(book: Path, folder: Path) -> Path:
    outcome = run("kirim", book, "--keluaran", folder, "--tetap")
    assert outcome.status == 0, outcome.err
    return Path(outcome.out.splitlines()[0])


def test_it_opens_on_lembar_pimpinan(copy: Path) -> None:
    book = reading.workbook(copy)
    assert book.sheetnames[0] == "Lembar Pimpinan"
    assert book.active.title == "Lembar Pimpinan"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Lembar Pimpinan"]  # two would be edited together


def test_the_other_sheets_keep_their_order_and_their_titles(small: Path, copy: Path) -> None:
    before, after = (reading.workbook(path).sheetnames for path in (small, copy))
    assert after == ["Lembar Pimpinan", *(title for title in before if title != "Lembar Pimpinan")]


def test_what_is_printed_belongs_to_the_same_sheets(small: Path, copy: Path) -> None:
    printed = [{sheet.title: (sheet.print_area, sheet.print_title_rows) for sheet in reading.workbook(path)} for path in (small, copy)]
    assert printed[0] == printed[1]


def test_empty_annexes_are_hidden(copy: Path) -> None:
    book = reading.workbook(copy)
    assert {book[title].sheet_state for title in _EMPTY} == {"hidden"}
    assert {book[title].sheet_state for title in ("Lembar Pimpinan", "Tabel 3.1", "Ringkasan", "Profil")} == {"visible"}


def test_an_annex_with_anything_on_it_is_shown_and_a_renamed_lembar_pimpinan_comes_first_too(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b' state="hidden"', b"")  # shown, to type in it
    parts.put("tbl_narasi", "Indikator", 0, text_cell("Jumlah konflik"))
    retitled(parts, "Lembar Pimpinan", "Untuk Bupati")
    book = reading.workbook(sent(parts.save(tmp_path / "buku.xlsm"), tmp_path))
    assert book["Narasi"].sheet_state == "visible"
    assert book["IKU"].sheet_state == "hidden"
    assert book.sheetnames[0] == "Untuk Bupati"


def test_the_seal_holds(copy: Path) -> None:
    assert run("periksa-kiriman", copy).status == 0
