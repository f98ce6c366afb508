"""A copy that does not read back as its workbook is refused in one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lkjip.errors import LkjipError
from lkjip.mail import proof
from lkjip.mail.message import office_name
from lkjip.ooxml.package import Package
from lkjip.sources import workbook_file
from tests.kit.workbooks import Parts, text_cell
from tests.mail import books

pytestmark = pytest.mark.slow

Spoil = Callable[[Parts], None]


def _without(part: str) -> Spoil:
    def spoil(parts: Parts) -> None:
        del parts[part]

    return spoil


def _instead(part: str, old: str, new: str) -> Spoil:
    return lambda parts: parts.replace(part, old, new, 1)


def _another_figure(parts: Parts) -> None:
    parts.put("tbl_31", "Realisasi", 0, "<c><v>1</v></c>")


def _another_text(parts: Parts) -> None:
    parts.put("tbl_31", "Indikator", 0, text_cell("Lain"))


def _formula_of_ours(parts: Parts) -> None:
    part = parts.sheet("Tabel 3.1")
    parts[part] = re.sub(rb"<f>[^<]*</f>", b"<f>CAPAIAN(1,2)</f>", parts[part], count=1)


def _macros(parts: Parts) -> None:
    parts["xl/vbaProject.bin"] = b"x"
    books.relate(parts, "xl/workbook.xml", "rId99", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
    books.add_type(parts, "xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")


def _stray_part(parts: Parts) -> None:
    parts["xl/sisa.xml"] = b"<x/>"


def _comments(parts: Parts) -> None:
    parts["xl/comments1.xml"] = b"<comments/>"
    books.relate(parts, parts.sheet("Mulai"), "rId99", "comments", "../comments1.xml")
    books.add_type(parts, "xl/comments1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")


SPOILS: dict[str, Spoil] = {
    "a figure": _another_figure,
    "a text": _another_text,
    "a formula of ours": _formula_of_ours,
    "no sheet": _without("xl/worksheets/sheet1.xml"),
    "no chart": _without("xl/charts/chart1.xml"),
    "no styles": _without("xl/styles.xml"),
    "no seal": _without("docProps/custom.xml"),
    "no types": _without("[Content_Types].xml"),
    "half a sheet": _instead("xl/worksheets/sheet3.xml", "</worksheet>", ""),
    "half a drawing": _instead("xl/drawings/drawing1.xml", "</xdr:wsDr>", ""),
    "an attribute": _instead("xl/workbook.xml", "<sheets>", '<fileSharing userName="Budi"/><sheets>'),
    "a hidden name": _instead("xl/workbook.xml", "</definedNames>", '<definedName name="a" hidden="1">1</definedName></definedNames>'),
    "a remark": _instead("xl/styles.xml", "</styleSheet>", "<!-- Budi --></styleSheet>"),
    "macros": _macros,
    "a stray part": _stray_part,
    "comments": _comments,
}


@pytest.fixture(scope="module")
def copy(small: Path, small_copy: Path) -> tuple[Path, workbook_file.Workbook, str]:
    """The copy of the small workbook, what is in that, and the office."""
    with Package(small) as package:
        workbook = workbook_file.of_package(package)
    return small_copy, workbook, office_name(workbook.laporan.profil)


def test_a_whole_copy_passes(copy: tuple[Path, workbook_file.Workbook, str]) -> None:
    path, workbook, office = copy
    proof.check(path, path.read_bytes(), workbook, office)


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_spoiled_copy_is_refused(copy: tuple[Path, workbook_file.Workbook, str], spoil: str) -> None:
    path, workbook, office = copy
    parts = Parts.of(path)
    SPOILS[spoil](parts)
    with pytest.raises(LkjipError) as refused:
        proof.check(path, parts.packed(), workbook, office)
    line = str(refused.value)
    assert line.startswith(f"{path}: salinan untuk dikirim tidak lolos pemeriksaan ulang (")
    assert "\n" not in line


def test_bytes_that_are_no_copy_are_refused(copy: tuple[Path, workbook_file.Workbook, str]) -> None:
    path, workbook, office = copy
    for data in (b"", path.read_bytes()[:-100], b"PK\x05\x06" + bytes(18)):
        with pytest.raises(LkjipError, match="tidak lolos pemeriksaan ulang"):
            proof.check(path, data, workbook, office)
