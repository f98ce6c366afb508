"""Texts that nobody has looked at yet are named only where an office writes its own."""

from __future__ import annotations

from pathlib import Path

from lkjip import checks
from lkjip.model.laporan import Laporan, Row
from lkjip.model.prose import default_rows
from lkjip.sources import workbook_file
from tests.kit.typed import typed

OWN: Row = {"bagian": "kata_pengantar", "urutan": None, "teks": "Tulisan kantor sendiri."}


def found(tmp_path: Path, rows: list[Row], **tables: list[Row]) -> list[checks.Finding]:
    path = tmp_path / "buku.xlsm"
    path.write_bytes(typed(Laporan({"instansi": "Kantor Contoh", "tahun": 2020}, inputs={"naskah": rows, **tables})))
    return checks.check(workbook_file.read(path))


def test_an_office_that_does_not_use_the_sheet_hears_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, default_rows()) == []


def test_the_first_text_of_its_own_makes_one_finding_of_all_others(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, [OWN, *default_rows()])

    assert (finding.code, finding.level, finding.table) == ("teks-belum-diperiksa", "info", "tbl_naskah")
    assert finding.cell == "D6"
    assert f"{len(default_rows())} teks di lembar Naskah" in finding.message
    assert "Kata Pengantar" in finding.message


def test_a_post_below_itself_is_named_where_the_circle_is(tmp_path: Path) -> None:
    posts: list[Row] = [
        {"jabatan": jabatan, "nama": None, "nip": None, "induk": induk}
        for jabatan, induk in (("Kepala", "Sekretaris"), ("Sekretaris", "Kasubag"), ("Kasubag", "Kepala"), ("Staf", "Kasubag"))
    ]
    findings = found(tmp_path, [], organisasi=posts)

    assert [(each.code, each.cell) for each in findings] == [("induk-organisasi", f"E{row}") for row in (5, 6, 7)]
