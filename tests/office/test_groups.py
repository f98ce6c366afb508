"""The macros that show and hide groups of sheets, in LibreOffice with macros on, in a workbook as the builder makes it."""

from __future__ import annotations

from pathlib import Path

from lkjip.template.workbook import build
from tests.office.client import Office
from tests.office.copying import make_test_copy

PLANS = ("Renstra", "IKU", "RKT", "PK", "Program PK", "Rencana Aksi", "Cascading", "RKT Tahun Depan")


def test_a_group_is_shown_and_only_its_empty_sheets_are_hidden_again(office: Office, tmp_path: Path) -> None:
    built, copy = tmp_path / "buku.xlsm", tmp_path / "salinan.xlsm"
    built.write_bytes(build())
    make_test_copy(built, copy)
    with office.open(copy) as document:
        assert not any(map(document.is_visible, PLANS))
        document.run_macro("LkjipKelompok", "LkjipLembarPerencanaan")
        assert all(map(document.is_visible, PLANS))
        assert not document.is_visible("Narasi")

        document.write("Renstra", "E6", [["Indeks pembangunan"]])
        document.run_macro("LkjipKelompok", "LkjipLembarPerencanaan")
        assert [title for title in PLANS if document.is_visible(title)] == ["Renstra"]

        texts = ("Naskah", "Narasi", "Organisasi")
        document.run_macro("LkjipKelompok", "LkjipLembarNaskah")
        assert all(map(document.is_visible, texts))
        document.run_macro("LkjipKelompok", "LkjipLembarNaskah")
        assert not any(map(document.is_visible, texts))  # the texts that it begins with are nobody's

        document.write("Naskah", "D5", [["Teks kantor sendiri."]])
        document.run_macro("LkjipKelompok", "LkjipLembarNaskah")
        document.run_macro("LkjipKelompok", "LkjipLembarNaskah")
        assert [title for title in texts if document.is_visible(title)] == ["Naskah"]
