"""The types of errors: what a caller can tell apart without reading the message."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from lkjip import errors, files, mail
from lkjip.sources import csv_folder, workbook_file
from lkjip.sync import closed
from tests.kit.workbooks import Parts, edit, write_folder

TABLE_3_1: Final = "tbl_31"


def _without_file(path: Path) -> None:
    workbook_file.read(path.with_name("lain.xlsm"))


def _without_folder(path: Path) -> None:
    csv_folder.read(path.with_name("lain"))


def _folder(path: Path) -> None:
    workbook_file.read(path.parent)


def _not_a_zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 cut")
    workbook_file.read(path)


def _swollen_cell(path: Path) -> None:
    parts = Parts.of(path)
    part = parts.sheet_of(TABLE_3_1)
    # the first typed text of the sheet, longer than a cell can be
    text = parts[part].decode("utf-8")
    parts[part] = re.sub(r'<c r="B6"[^>]*>.*?</c>', f'<c r="B6" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c>', text, count=1).encode()
    workbook_file.read(parts.save(path))


def _another_program(path: Path) -> None:
    parts = Parts.of(path)
    parts.replace(parts.table(TABLE_3_1), f'displayName="{TABLE_3_1}"', 'displayName="Lain"')
    workbook_file.read(parts.save(path))


def _heading_changed(path: Path) -> None:
    parts = Parts.of(path)
    parts.replace(parts.table(TABLE_3_1), 'name="Realisasi"', 'name="Hasil"', 1)
    workbook_file.read(parts.save(path))


def _other_template(path: Path) -> None:
    parts = Parts.of(path)
    text = parts["xl/workbook.xml"].decode("utf-8")
    text, count = re.subn(r'(<definedName name="versi_templat"[^>]*>)[^<]*', r"\g<1>9999", text)
    assert count == 1
    parts["xl/workbook.xml"] = text.encode()
    closed.sync(parts.save(path))


def _open_in_excel(path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"")
    closed.sync(path)


def _saved_by_another(path: Path) -> None:
    files.write(path, b"new", instead_of=b"what was read before")


def _reserved_name(path: Path) -> None:
    files.write(path.with_name("CON.xlsm"), b"new")


def _no_such_folder(path: Path) -> None:
    files.write(path.parent / "lain" / "a.xlsm", b"new")


def _unsealed(path: Path) -> None:
    mail.verify(path)


CASES: Final[list[tuple[type[errors.LkjipError], Callable[[Path], None]]]] = [
    (errors.NotFoundError, _without_file),
    (errors.NotFoundError, _without_folder),
    (errors.UnreadableError, _folder),
    (errors.UnreadableError, _swollen_cell),
    (errors.DamagedError, _not_a_zip),
    (errors.NotOursError, _another_program),
    (errors.MissingColumnError, _heading_changed),
    (errors.OtherTemplateError, _other_template),
    (errors.FileOpenError, _open_in_excel),
    (errors.ChangedMeanwhileError, _saved_by_another),
    (errors.UnwritableError, _reserved_name),
    (errors.UnwritableError, _no_such_folder),
    (errors.NoSealError, _unsealed),
]


@pytest.mark.parametrize(("expected", "trouble"), CASES, ids=lambda value: getattr(value, "__name__", str(value)).lstrip("_"))
def test_a_trouble_has_its_type(expected: type[errors.LkjipError], trouble: Callable[[Path], None], small: Path, tmp_path: Path) -> None:
    path = tmp_path / "kecil.xlsm"
    path.write_bytes(small.read_bytes())
    with pytest.raises(errors.LkjipError) as raised:
        trouble(path)
    assert type(raised.value) is expected, repr(raised.value)


def test_every_type_has_a_trouble() -> None:
    declared = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.LkjipError)}
    assert declared - {errors.LkjipError} == {expected for expected, _ in CASES}


def test_an_entry_to_correct_is_of_the_base_type(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv")
    edit(folder / "profil.csv", "2023", "dua ribu")
    with pytest.raises(errors.LkjipError, match=r'^profil\.csv: baris \d+, kolom "nilai": "dua ribu" bukan tahun') as raised:
        csv_folder.read(folder)
    assert type(raised.value) is errors.LkjipError
