"""Named destinations of a PDF, written plainly and in compressed object streams."""

from __future__ import annotations

import zlib

import pytest

from lkjip.docx_kit.pdf_pages import as_written, destinations

PLAIN = (
    b"%PDF-1.6\n1 0 obj\n<</Type/Page/Parent 9 0 R>>\nendobj\n2 0 obj\n<</Type/Page/Parent 9 0 R>>\nendobj\n"
    b"3 0 obj\n<</Length 10>>\nstream\n[1 0 R /XYZendstream\nendobj\n"
    b"4 0 obj\n<</5FToc1[2 0 R/XYZ 90 720 0]\n/#5FToc2 [1 0 R /XYZ 0 0 0]>>\nendobj\n"
    b"5 0 obj\n<</Names[(Bagian0)[2 0 R/XYZ 0 0 0]]>>\nendobj\n"
    b"9 0 obj\n<</Type/Pages/Kids[ 2 0 R 1 0 R ]/Count 2>>\nendobj\n"
)


def packed() -> bytes:
    """The same objects in a compressed object stream, and pages in two groups."""
    objects = {
        1: b"<</Type/Page/Parent 8 0 R>>",
        2: b"<</Type/Page/Parent 7 0 R>>",
        4: b"<</_Toc1[2 0 R/XYZ 90 720 0]/_Toc2[1 0 R/XYZ 0 0 0]>>",
        7: b"<</Type/Pages/Parent 9 0 R/Kids[2 0 R]>>",
        8: b"<</Type/Pages/Parent 9 0 R/Kids[1 0 R]>>",
        9: b"<</Type/Pages/Kids[7 0 R 8 0 R]/Count 2>>",
    }
    table, body = b"", b""
    for number, content in objects.items():
        table += b"%d %d " % (number, len(body))
        body += content + b" "
    data = zlib.compress(table + body)
    head = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (len(objects), len(table), len(data))
    return b"%PDF-1.7\n20 0 obj\n" + head + b"\nstream\n" + data + b"\nendstream\nendobj\n"


def test_pages_are_counted_in_the_order_of_the_document() -> None:
    assert destinations(PLAIN) == {as_written("_Toc1"): 0, "_Toc2": 1, "Bagian0": 0}
    assert destinations(packed()) == {"_Toc1": 0, "_Toc2": 1}


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.6", PLAIN.replace(b"/Kids[ 2 0 R 1 0 R ]", b"/Kids[ 9 0 R ]"), packed()[:150]])
def test_a_pdf_of_an_unknown_form_has_none(pdf: bytes) -> None:
    assert destinations(pdf) == {}
