"""Renamed sheets are found by the workbook's defined names; if these are lost, one line says which title to restore."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from tests.kit.sampling import some
from tests.kit.workbooks import MAIN, Parts, assert_refused, listing, run
from tests.sync import edits
from tests.sync.corpus import SUMMARIES
from tests.sync.test_closed import NEW
from tests.sync.test_references import with_formulas

OURS = ("Mulai", "Profil", "Tabel 3.1", *SUMMARIES, "Grafik", "IKU")
NOW = "Laporan Ka'bid & 2020"


@pytest.fixture
def parts(synced: Path) -> Parts:
    return Parts.of(synced)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "kantor"
    folder.mkdir()
    return folder / "laporan.xlsm"


def retitled(parts: Parts, old: str, new: str = NOW, *, names_too: bool = True) -> None:
    """Another title for a sheet, as Excel gives it; other programs leave names and formulas as they were."""
    escaped = new.replace("&", "&amp;")
    parts.replace("xl/workbook.xml", f'<sheet name="{old}"', f'<sheet name="{escaped}"')
    quoted = "'" + escaped.replace("'", "''") + "'!"
    for name in [name for name in parts if re.fullmatch(r"xl/(?:workbook|worksheets/sheet\d+|charts/chart\d+)\.xml", name)]:
        text = parts[name].decode()
        if names_too:
            parts[name] = re.sub(rf"(?<=[>(,=+])(?:'{re.escape(old)}'|{re.escape(old)})!", quoted, text).encode()


def removed(parts: Parts, title: str) -> None:
    """A sheet that somebody has deleted; names that led there lead nowhere."""
    text = parts["xl/workbook.xml"].decode()
    text = re.sub(rf'<sheet name="{re.escape(title)}"[^>]*/>', "", text)
    text = re.sub(r"<definedName [^>]*localSheetId[^>]*>[^<]*</definedName>", "", text)
    parts["xl/workbook.xml"] = re.sub(rf">'?{re.escape(title)}'?![^<]*</definedName>", ">#REF!</definedName>", text).encode()


@pytest.mark.parametrize("title", some(OURS, 4))
def test_a_sheet_with_another_title_is_synced_as_before(parts: Parts, path: Path, title: str) -> None:
    edits.added(parts, "tbl_31", [NEW])
    expected = Parts(parts)
    retitled(parts, title)
    outcome = run("sinkron", parts.save(path))
    assert outcome.status == 0, outcome
    after = Parts.of(path)
    run("sinkron", expected.save(path.parent / "acuan.xlsm"))
    expected = Parts.of(path.parent / "acuan.xlsm")

    assert NOW.replace("&", "&amp;") in after["xl/workbook.xml"].decode()
    for sheet in SUMMARIES[: None if title in SUMMARIES else -1]:  # a finding says where it is by the title of the day
        found = formulas(after, NOW if sheet == title else sheet)
        named_back = {place: text.replace(NOW, title).replace(NOW.replace("'", "''"), title) for place, text in found.items()}
        assert named_back == formulas(expected, sheet), sheet
    assert "sudah sinkron" in run("sinkron", path).out


def formulas(parts: Parts, title: str) -> dict[str, str]:
    """The formulas of a sheet with their values."""
    root = etree.fromstring(parts[parts.sheet(title)])
    return {
        each.get("r", ""): "".join(map(str, each.itertext())) for each in root.iter(f"{{{MAIN}}}c") if each.find(f"{{{MAIN}}}f") is not None
    }


@pytest.mark.parametrize("title", ["Mulai", *SUMMARIES])
@pytest.mark.parametrize("command", ["sinkron", "kirim"])
def test_names_that_lead_nowhere_are_one_line(parts: Parts, path: Path, title: str, command: str) -> None:
    retitled(parts, title, names_too=False)
    before = parts.save(path).read_bytes()
    assert_refused(run(command, path), "laporan.xlsm", f'lembar "{title}" sekarang bernama "{NOW}"; kembalikan namanya', folder=path.parent)
    assert listing(path.parent) == {"laporan.xlsm": before}


@pytest.mark.parametrize("title", ["Mulai", *SUMMARIES])
def test_a_sheet_that_was_deleted_is_one_line(parts: Parts, path: Path, title: str) -> None:
    removed(parts, title)
    before = parts.save(path).read_bytes()
    assert_refused(run("sinkron", path), "laporan.xlsm", f'lembar "{title}" tidak ada; pulihkan', folder=path.parent)
    assert listing(path.parent) == {"laporan.xlsm": before}


@pytest.mark.parametrize("names_too", [True, False])
def test_two_sheets_that_have_changed_titles(parts: Parts, path: Path, names_too: bool) -> None:
    """Who shall say which is which?"""
    for old, new in (("Efisiensi", "Sementara"), ("Perbandingan", "Efisiensi"), ("Sementara", "Perbandingan")):
        retitled(parts, old, new, names_too=names_too)
    before = parts.save(path).read_bytes()
    assert_refused(run("sinkron", path), "laporan.xlsm", folder=path.parent)
    assert listing(path.parent) == {"laporan.xlsm": before}


def test_a_copy_under_the_old_title_is_not_taken_for_it(parts: Parts, path: Path) -> None:
    retitled(parts, "Efisiensi")
    with_formulas(parts, "1", title="Efisiensi")
    before = parts.save(path).read_bytes()
    assert_refused(run("sinkron", path), f'lembar "Efisiensi" sekarang bernama "{NOW}"; kembalikan namanya', folder=path.parent)
    assert listing(path.parent) == {"laporan.xlsm": before}


@pytest.mark.parametrize("title", some(["Mulai", "Efisiensi", "Profil", "Tabel 3.1", "IKU"], 2))
def test_every_other_command_goes_on(small: Path, path: Path, title: str) -> None:
    parts = Parts.of(small)
    retitled(parts, title)
    parts.save(path)
    run("sinkron", path)
    folder = path.parent
    outcomes = {
        "kirim": run("kirim", path, "--tetap", "--keluaran", folder / "kirim"),
        "periksa": run("periksa", path),
        "ekspor": run("ekspor", path),
        "tahun-baru": run("tahun-baru", path, "--keluaran", folder / "tahun-baru.xlsm"),
        "naikkan": run("naikkan", path, "--keluaran", folder / "naikkan.xlsm"),
        "rekap": run("rekap", folder / "kirim", "--keluaran", folder / "rekap.xlsx"),
    }

    assert {name: outcome.status for name, outcome in outcomes.items()} == dict.fromkeys(outcomes, 0)
    (copy,) = (folder / "kirim").glob("*.xlsx")
    assert run("periksa-kiriman", copy).status == 0
    assert "belum sesuai" not in outcomes["kirim"].err
    assert "tersembunyi" not in outcomes["kirim"].err  # what is hidden on Efisiensi is ours, whatever its title
    assert "tidak ikut" not in outcomes["tahun-baru"].err
    assert "tidak ikut" not in outcomes["naikkan"].err
    assert "1 laporan dari" in outcomes["rekap"].out
