"""Replacing members of a package leaves the others unchanged."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lkjip.ooxml.package import Package

_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="xl/workbook.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _book(path: Path) -> Path:
    """Parts stored, deflated and streamed, the last kind with its sizes behind the data."""
    with path.open("wb") as file, zipfile.ZipFile(_Stream(file), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/media/gambar.png", bytes(range(256)) * 40, zipfile.ZIP_STORED)
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>" * 1)
        archive.writestr("xl/kosong.bin", b"")
        archive.comment = b"catatan"
    return path


class _Stream(io.RawIOBase):
    """A file that cannot seek, as a download or a mail gateway writes."""

    def __init__(self, file: io.BufferedWriter) -> None:
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self._file.write(data)


def test_only_what_was_asked_for_changes(tmp_path: Path) -> None:
    path = _book(tmp_path / "b.xlsx")
    before = _parts(path.read_bytes())
    with Package(path) as package:
        made = package.repacked({"xl/worksheets/sheet1.xml": b"<baru/>", "xl/kosong.bin": None, "xl/tambahan.xml": b"<t/>"})
    after = _parts(made)
    assert list(after) == ["_rels/.rels", "xl/workbook.xml", "xl/media/gambar.png", "xl/worksheets/sheet1.xml", "xl/tambahan.xml"]
    assert after["xl/worksheets/sheet1.xml"] == b"<baru/>"
    assert after["xl/tambahan.xml"] == b"<t/>"
    assert after["xl/media/gambar.png"] == before["xl/media/gambar.png"]
    assert zipfile.ZipFile(io.BytesIO(made)).comment == b"catatan"


def test_the_same_change_gives_the_same_file(tmp_path: Path) -> None:
    path = _book(tmp_path / "b.xlsx")
    with Package(path) as package:
        assert package.repacked({"xl/kosong.bin": b"x"}) == package.repacked({"xl/kosong.bin": b"x"})
