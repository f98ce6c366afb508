"""Word documents of others: read within limits, or refused in one line that says what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from lkjip import limits
from lkjip.docx_kit.package import Document
from lkjip.errors import LkjipError
from lkjip.naskah import house_template
from scripts.books import TEMPLATE
from tests.kit.workbooks import Parts

OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_OF_WORD: Final = "vnd.openxmlformats-officedocument.wordprocessingml.document.main"
DOCUMENT: Final = "word/document.xml"
_AGAIN: Final = "buka dan simpan ulang di Word, atau pakai cadangannya"
DTD: Final = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "' + b"x" * 99 + b'"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'


def changed(change: Callable[[Parts], None]) -> Callable[[], bytes]:
    def made() -> bytes:
        parts = Parts.of_bytes(house_template.build())
        change(parts)
        return parts.packed()

    return made


def put(part: str, data: bytes) -> Callable[[], bytes]:
    return changed(lambda parts: parts.update({part: data}))


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in Parts.of_bytes(house_template.build()).items():
            archive.writestr(name, data)
        archive.writestr("word/media/image1.png", bytes(limits.PART_BYTES + 1))
    return made.getvalue()


CASES: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "with macros": (
        changed(lambda parts: parts.replace("[Content_Types].xml", _OF_WORD, "vnd.ms-word.document.macroEnabled.main")),
        "berisi makro (.docm); simpan ulang sebagai .docx",
    ),
    "an old document": (lambda: OLE + bytes(600), "berformat .doc lama; simpan ulang sebagai .docx"),
    "a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "dilindungi kata sandi; buka di Word dan hapus kata sandinya"),
    "a workbook": (TEMPLATE.read_bytes, "bukan dokumen Word (.docx)"),
    "no zip": (lambda: b"naskah", "bukan dokumen Word yang utuh; minta dikirim ulang, atau pakai cadangannya"),
    "cut off": (lambda: house_template.build()[:900], "bukan dokumen Word yang utuh; minta dikirim ulang, atau pakai cadangannya"),
    "nothing": (lambda: b"", "bukan dokumen Word yang utuh; minta dikirim ulang, atau pakai cadangannya"),
    "no body": (put(DOCUMENT, b"<w/>"), "bukan dokumen Word (.docx)"),
    "broken XML": (
        put(DOCUMENT, b"<w:document"),
        f"rusak (bagian {DOCUMENT} rusak); {_AGAIN}",
    ),
    "entities": (put(DOCUMENT, DTD), "berisi sesuatu yang tidak pernah ada di dokumen Word (DTD); jangan dipakai, minta berkas aslinya"),
    "too large": (bomb, "bagian word/media/image1.png mengembang tidak wajar saat dibuka; minta berkas aslinya"),
    "strict": (
        changed(
            lambda parts: parts.replace(
                DOCUMENT, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
            )
        ),
        'berformat "Strict Open XML"; simpan ulang sebagai .docx biasa',
    ),
    "no content types": (
        changed(lambda parts: parts.__delitem__("[Content_Types].xml")),
        f"rusak (bagian [Content_Types].xml tidak ada); {_AGAIN}",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_cannot_be_used_is_one_line(name: str) -> None:
    made, message = CASES[name]
    with pytest.raises(LkjipError) as error:
        Document(Path("naskah.docx"), made())
    assert str(error.value) == f"naskah.docx: {message}"
