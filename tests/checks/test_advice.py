"""Findings on numbers typed as text: their advice, and the figures in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip import checks
from lkjip.checks import Finding
from lkjip.sources import workbook_file
from tests.checks.mutants import PROFIL_ROWS, number
from tests.kit.workbooks import Parts, text_cell


def finding(parts: Parts, path: Path, kode: str, sel: str) -> Finding:
    (found,) = (each for each in checks.check(workbook_file.read(parts.save(path))) if (each.code, each.cell) == (kode, sel))
    return found


# The amount by hand; None where the text may mean more than one
@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rp1,9 Mlr", "1.900.000.000"),
        ("1,5 miliyar", "1.500.000.000"),
        ("Rp 600 jutaan", "600.000.000"),
        ("750rb", "750.000"),
        ("1,9M", None),
        ("Rp 2 T", None),
        ("1.900 juta", None),
        ("juta Rp 5", None),
    ],
)
def test_amount_with_a_word_of_scale_is_to_be_written_in_full(clean_parts: Parts, tmp_path: Path, text: str, amount: str | None) -> None:
    parts = Parts(clean_parts)
    sel = parts.put("tbl_32", "Anggaran", 2, text_cell(text))
    found = finding(parts, tmp_path / "buku.xlsm", "teks-di-sel-angka", sel)
    assert (found.level, found.sheet) == ("galat", "Tabel 3.2")
    assert f'"{text}"' in found.message
    assert found.expected == (amount or "angka penuh dalam rupiah")
    wanted = "Tulis angka penuhnya dalam rupiah, tanpa kata seperti ribu, juta, miliar, atau M"
    assert found.advice == (f"{wanted}: {amount}." if amount else f"{wanted}.")


@pytest.mark.parametrize(
    ("text", "seharusnya", "saran"),
    [
        ("2 juta", "2.000.000", "Tulis angka penuhnya, tanpa kata seperti ribu, juta, miliar, atau M: 2.000.000."),
        ("5 M", "angka penuh", "Tulis angka penuhnya, tanpa kata seperti ribu, juta, miliar, atau M."),
        ("38 Kegiatan", "38", "Ketik 38 sebagai angka, tanpa satuan dan tanda persen."),
        ("98,78 %", "98,78", "Ketik 98,78 sebagai angka, tanpa satuan dan tanda persen."),
        (
            "Level 3 Plus",
            "angka, atau predikat yang bernilai",
            'Ketik angkanya saja. Bila ini predikat, tulis nilainya di lembar Predikat dengan Daftar "%";'
            " daftar bawaan Level ada di panduan.",
        ),
    ],
)
def test_number_typed_as_text(clean_parts: Parts, tmp_path: Path, text: str, seharusnya: str, saran: str) -> None:
    parts = Parts(clean_parts)
    sel = parts.put("tbl_31", "Target", 0, text_cell(text))
    found = finding(parts, tmp_path / "buku.xlsm", "teks-di-sel-angka", sel)
    assert (found.expected, found.advice) == (seharusnya, saran)


@pytest.mark.parametrize(("amount", "written"), [(1e15, "1.000.000.000.000.000"), (2e15, "2.000.000.000.000.000"), (1e300, "1E+300")])
def test_amount_beyond_what_an_office_has_is_named(clean_parts: Parts, tmp_path: Path, amount: float, written: str) -> None:
    parts = Parts(clean_parts)
    sel = parts.put("tbl_32", "Anggaran", 2, number(amount))
    found = finding(parts, tmp_path / "buku.xlsm", "uang-terlalu-besar", sel)
    assert found.sheet == "Tabel 3.2"
    assert f"{written} rupiah" in found.message


@pytest.mark.parametrize(
    ("cell", "kode", "seharusnya"),
    [
        (text_cell("Rp1,9 Mlr"), "teks-di-sel-angka", "1.900.000.000"),
        (text_cell("Rp 5 M"), "teks-di-sel-angka", "angka penuh dalam rupiah"),
        (number(2e15), "uang-terlalu-besar", "kurang dari 1.000.000.000.000.000"),
    ],
)
def test_printed_total_in_profil(clean_parts: Parts, tmp_path: Path, cell: str, kode: str, seharusnya: str) -> None:
    parts = Parts(clean_parts)
    sel = parts.put("tbl_profil", "nilai", PROFIL_ROWS["total_program_murni"], cell)
    found = finding(parts, tmp_path / "buku.xlsm", kode, sel)
    assert (found.level, found.sheet, found.expected) == ("galat", "Profil", seharusnya)


def test_amount_just_below_is_none_of_them(clean_parts: Parts, tmp_path: Path) -> None:
    parts = Parts(clean_parts)
    parts.put("tbl_32", "Anggaran", 2, number(999_999_999_999_999.0))
    assert "uang-terlalu-besar" not in {each.code for each in checks.check(workbook_file.read(parts.save(tmp_path / "buku.xlsm")))}
