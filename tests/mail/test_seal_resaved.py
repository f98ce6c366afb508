"""The seal survives re-saves by Excel's writing style, LibreOffice and openpyxl, alone and in sequence."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import openpyxl
import pytest

from tests.kit import reading
from tests.kit.workbooks import Parts, run
from tests.mail import excel_like
from tests.mail.guest import with_guest
from tests.office.client import Office

_SAME = "sama seperti saat dikirim"


@pytest.fixture(scope="session")
def guest_copy(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mailed copy of the small workbook with a sheet of the office's own, in which everything is that a sheet can have."""
    folder = tmp_path_factory.mktemp("segel-tamu")
    path = with_guest(small, folder / "buku.xlsm")
    outcome = run("kirim", path, "--keluaran", folder, "--tetap")
    assert outcome.status == 0, outcome.err
    return next(folder.glob("*.xlsx"))


EMPTY_CHART: Final = 'lembar "Grafik": angka yang tersimpan di grafik lain dari saat dikirim (bagian ini tidak disegel)'
"""Said of a copy that openpyxl and then LibreOffice have saved: the chart of the sasaran, which shows hidden columns, has become empty.

The workbook of the guest was made by openpyxl, which drops the setting that a chart shows them.
"""


@pytest.fixture(scope="module", params=["copy", "small_copy", "guest_copy"])
def sealed(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


@pytest.fixture(scope="module")
def by_openpyxl(sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy as openpyxl saves it. Not to be changed."""
    path = tmp_path_factory.mktemp("openpyxl") / sealed.name
    openpyxl.load_workbook(sealed).save(path)
    return path


def _assert_same(path: Path, *told: str) -> None:
    outcome = run("periksa-kiriman", path)
    assert (outcome.status, outcome.err) == (0, "".join(f"{path}: {each}\n" for each in told)), outcome
    assert _SAME in outcome.out


def test_excel_s_way_of_writing(sealed: Path, tmp_path: Path) -> None:
    again = excel_like.saved_again(Parts.of(sealed))
    assert b't="shared"' in b"".join(again.values())
    _assert_same(again.save(tmp_path / sealed.name))


def test_openpyxl_drops_the_results(by_openpyxl: Path) -> None:
    assert reading.sheet(by_openpyxl, "Ringkasan", saved=True)["D6"].value is None
    _assert_same(by_openpyxl)


def test_libreoffice(sealed: Path, tmp_path: Path, office_no_macros: Office) -> None:
    """What is changed there is named, with what follows from it: the capaian of the row, the average, the figures of Ringkasan."""
    parts = Parts.of(sealed)
    at = parts.at("tbl_31", "Realisasi", 1)
    changed = tmp_path / "berubah.xlsx"
    with office_no_macros.open(sealed) as document:
        document.save_as(tmp_path / sealed.name, "xlsx")
        assert document.values("Tabel 3.1", at) != [[39.0]]
        document.write("Tabel 3.1", at, [[39.0]])
        document.save_as(changed, "xlsx")
    _assert_same(tmp_path / sealed.name, *([EMPTY_CHART] if sealed.parent.name.startswith("segel-tamu") else []))

    outcome = run("periksa-kiriman", changed)
    assert outcome.status == 1, outcome
    assert f'lembar "Tabel 3.1" sel {at} (Realisasi): berubah, sekarang 39' in outcome.out
    assert f"sel {parts.at('tbl_31', 'Capaian', 1)} (Capaian)" in outcome.out
    assert "(rata_rata_capaian)" in outcome.out
    assert "(Target)" not in outcome.out


def test_libreoffice_after_openpyxl(by_openpyxl: Path, tmp_path: Path, office_no_macros: Office) -> None:
    with office_no_macros.open(by_openpyxl) as document:
        document.save_as(tmp_path / by_openpyxl.name, "xlsx")
    _assert_same(tmp_path / by_openpyxl.name, EMPTY_CHART)


def test_results_of_a_summary_dropped(copy: Path, tmp_path: Path) -> None:
    parts = Parts.of(copy)
    part = parts.sheet("Ringkasan")
    parts[part] = excel_like.without_results(parts[part])
    _assert_same(parts.save(tmp_path / copy.name))
