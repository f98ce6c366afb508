"""The key of a name, by Python and by the formula of the helper columns in LibreOffice, against keys made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pytest
import xlsxwriter

from lkjip.model.key import key_of, native_key, native_typed_key, typed_key
from lkjip.model.tables import TABEL_2_1, TABEL_3_1, TABEL_3_2
from lkjip.sources import csv_folder
from scripts.books import EXAMPLE_CSV
from tests.office.client import Office, Value

_LETTERS: Final = "abcdefghij" * 40

CASES: Final = {
    "Angka  Partisipasi ": "angkapartisipasi",
    "ANGKA-PARTISIPASI.": "angkapartisipasi",
    # no-break space, soft hyphen, zero-width space, byte order mark and marks of direction
    "Angka\u00a0Parti\u00adsi\u200bpasi": "angkapartisipasi",
    "\ufeffAngka\u200e partisipasi\u200f\u2060": "angkapartisipasi",
    "Angka\u200cparti\u200dsi\u202fpasi": "angkapartisipasi",
    "a\tb\nc\r\nd\x0be\x1ff": "abcdef",
    'Kegiatan "Ayo" & <maju> (2020)': "kegiatanayomaju2020",
    "\u201cAyo\u201d \u2018maju\u2019 \u2010\u2011\u2013\u2014 Ma'ruf": "ayomajumaruf",
    "a/b\\c(d)e[f]g.h,i:j;k!l?m\"n'o&p%q+r*s=t<u>v~w_x": "abcdefghijklmnopqrstuvwx",
    "Cakupan * dan ? dan ~*": "cakupandandan",
    "=1+1": "11",
    "@SUM": "@sum",
    "#REF": "#ref",
    "Luas 25 m\u00b2": "luas25m2",
    "Luas 25 m2": "luas25m2",
    "Isi 3 m\u00b3": "isi3m3",
    "\u00c9LAN \u00c4\u00d6\u00dc \u00d1": "\u00e9lan\u00e4\u00f6\u00fc\u00f1",
    "CAF\u00c9": "caf\u00e9",
    "1.234,5": "12345",
    "007": "007",
    "-": "",
    " . , ": "",
    _LETTERS: _LETTERS[:250],
    _LETTERS.upper() + "x": _LETTERS[:250],
    ". " * 100 + "a" * 300: "a" * 250,
    "Bintang \u2605 dan \U0001f600": "bintang\u2605dan\U0001f600",
}
"""Texts and their keys."""

TYPED: Final = {
    "  Masyarakat\u00a0 TERTIB ": "masyarakat tertib",
    "Masyarakat tertib.": "masyarakat tertib.",
    "Masyarakat\ntertib": "masyarakattertib",
    "Layak * dan ? dan ~": "layak \u2217 dan \u00bf dan \u223c",
    "- ": "-",
    _LETTERS.upper(): _LETTERS[:250],
}
"""Texts that are known as they are typed, such as a sasaran, and their keys."""


def native_keys(
    folder: Path, office: Office, names: list[str | float | bool | None], more: Sequence[str] = (), key: Callable[[str], str] = native_key
) -> list[Value]:
    """The keys that the formula gives for cells with these contents, then with these formulas."""
    path = folder / "kunci.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Kunci")
    for row, name in enumerate([*names, *more]):
        if row >= len(names):
            sheet.write_formula(row, 0, str(name))
        elif isinstance(name, str):
            sheet.write_string(row, 0, name)
        elif name is not None:
            sheet.write(row, 0, name)
        sheet.write_formula(row, 1, f"={key(f'A{row + 1}')}")
    book.close()
    with office.open(path) as document:
        return [value for (value,) in document.values("Kunci", f"B1:B{len(names) + len(more)}")]


def test_keys_are_what_a_person_would_make_them() -> None:
    assert {name: key_of(name) for name in CASES} == CASES


def test_the_formula_gives_the_same_keys(tmp_path: Path, office_no_macros: Office) -> None:
    found = native_keys(tmp_path, office_no_macros, list(CASES))
    wrong = {name: key for name, key in zip(CASES, found, strict=True) if (key or "") != CASES[name]}
    assert wrong == {}


def test_a_text_as_typed_has_the_same_key_in_both(tmp_path: Path, office_no_macros: Office) -> None:
    assert {text: typed_key(text) for text in TYPED} == TYPED
    assert dict(zip(TYPED, native_keys(tmp_path, office_no_macros, list(TYPED), key=native_typed_key), strict=True)) == TYPED


def test_every_character_counts_or_not_for_both(tmp_path: Path, office_no_macros: Office) -> None:
    """Each character that a keyboard or a text program gives, between two letters; what no text holds is left out."""
    ranges = [range(0x01, 0x7F), range(0xA0, 0x130), range(0x131, 0x180), range(0x2000, 0x2065), range(0x20A0, 0x20C0)]
    ranges += [range(0x2190, 0x2200), range(0x3000, 0x3001), range(0xFEFF, 0xFF00)]
    names = [f"a{chr(code)}b" for each in ranges for code in each]
    found = native_keys(tmp_path, office_no_macros, list(names))
    assert [(ascii(name), key_of(name), key) for name, key in zip(names, found, strict=True) if key != key_of(name)] == []


def test_every_name_of_the_real_report(tmp_path: Path, office_no_macros: Office) -> None:
    laporan = csv_folder.read(EXAMPLE_CSV).laporan
    columns = [(table, key) for table in (TABEL_2_1, TABEL_3_1, TABEL_3_2) for key in ("indikator", "sasaran")]
    columns += [(TABEL_3_2, key) for key in ("program", "kegiatan")]
    names = sorted({str(row[key]) for table, key in columns for row in laporan.rows[table.key] if row[key] is not None})
    assert len(names) > 20
    found = native_keys(tmp_path, office_no_macros, list(names))
    assert dict(zip(names, found, strict=True)) == {name: key_of(name) for name in names}


@pytest.mark.parametrize(("content", "key"), [(None, ""), (2024, "2024"), (12.5, "125"), (-3, "3")])
def test_what_is_no_text(content: float | None, key: str, tmp_path: Path, office_no_macros: Office) -> None:
    (found,) = native_keys(tmp_path, office_no_macros, [content])
    assert (found or "") == key


def test_an_error_stays_one_and_an_empty_text_is_blank(tmp_path: Path, office_no_macros: Office) -> None:
    assert native_keys(tmp_path, office_no_macros, [], ["=NA()", "=1/0", '=""', '="Baru"&"!"']) == ["#N/A", "#DIV/0!", "", "baru"]
