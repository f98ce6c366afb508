"""A document is brought up to date in one step with a backup of it as it was, or it stays as it is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from lkjip import files
from lkjip.errors import LkjipError
from lkjip.naskah.updating import ALL_UPDATED, NOTHING_DONE, SOMETHING_LEFT, Outcome, update
from tests.kit.workbooks import listing
from tests.naskah.edits import W, part, said, type_into, with_part
from tests.naskah.small import document, table

OLD = document(table(["1", "Angka kemiskinan", "9,00", "9,50"]))
NEW = document(table(["1", "Angka kemiskinan", "9,00", "8,75"]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "LKjIP 2025.docx"
    path.write_bytes(OLD)
    return path


def edited(old: str, new: str) -> bytes:
    root = part(OLD)
    type_into(next(cell for cell in root.iter(W + "tc") if said(cell) == old), new)
    return with_part(OLD, "word/document.xml", etree.tostring(root))


def test_all_updated_with_a_backup(path: Path) -> None:
    outcome = update(path, NEW)
    assert (outcome.status, len(outcome.updated), outcome.left) == (ALL_UPDATED, 1, [])
    assert outcome.backup is not None
    assert outcome.backup.read_bytes() == OLD
    assert "8,75" in said(part(path.read_bytes()))

    after = listing(path.parent)
    assert update(path, NEW) == Outcome(ALL_UPDATED, [], [], None)
    assert listing(path.parent) == after


def test_something_left(path: Path) -> None:
    path.write_bytes(edited("9,50", "8,80"))
    outcome = update(path, NEW)
    assert (outcome.status, outcome.updated, outcome.backup) == (SOMETHING_LEFT, [], None)
    assert '"8,80"' in outcome.left[0]
    assert path.read_bytes() == edited("9,50", "8,80")


def test_without_a_record_nothing_is_done(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.startswith("customXml/item") and b"<n:naskah" in archive.read(name))
    path.write_bytes(with_part(OLD, name, b"<other/>"))
    before = listing(path.parent)
    outcome = update(path, NEW)
    assert (outcome.status, outcome.backup) == (NOTHING_DONE, None)
    assert [line for line in outcome.left if '"9,50"' in line and '"8,75"' in line]
    assert listing(path.parent) == before


@pytest.mark.parametrize("lock", ["~$jIP 2025.docx", "~$LKjIP 2025.docx", ".~lock.LKjIP 2025.docx#"])
def test_an_open_document_is_left_alone(path: Path, lock: str) -> None:
    (path.parent / lock).write_bytes(b"Kasubbag")
    before = listing(path.parent)
    with pytest.raises(LkjipError, match="dibuka"):
        update(path, NEW)
    assert listing(path.parent) == before


def test_a_document_that_is_saved_meanwhile_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files.write

    def slow(*args: object, **kwargs: object) -> object:
        path.write_bytes(edited("9,50", "1,00"))
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "write", slow)
    with pytest.raises(LkjipError, match="berubah"):
        update(path, NEW)
    assert path.read_bytes() == edited("9,50", "1,00")


@pytest.mark.parametrize("name", ["tidak ada.docx", ".", "rusak.docx"])
def test_what_cannot_be_read_is_one_line_with_its_name(path: Path, name: str) -> None:
    (path.parent / "rusak.docx").write_bytes(OLD[:2000])
    before = listing(path.parent)
    with pytest.raises(LkjipError) as caught:
        update(path.parent / name, NEW)
    assert "\n" not in str(caught.value)
    assert listing(path.parent) == before
