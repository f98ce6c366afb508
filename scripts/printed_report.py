"""A Word document as offices write it, made of a text: no styles, bold headings, tables drawn by hand.

A line "= A \\ B" is a bold paragraph on two lines; lines with tabs are a table, in which a blank cell belongs to the one above it or, in
the first row, to the one before it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

ROOT: Final = Path(__file__).resolve().parents[1]
BOYOLALI: Final = (ROOT / "workbook" / "contoh" / "naskah-boyolali-2020.txt").read_text(encoding="utf-8")
"""The text of the printed report of Boyolali 2020, its mistakes included, cleaned of what a scanner misread."""
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES: Final = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def document(text: str, *, pieces: int = 0) -> bytes:
    """The .docx of a text.

    Args:
        pieces: after how many letters a run is cut, as Word does after every correction; 0 for none.
    """
    return package(body(text, pieces=pieces))


def body(text: str, *, pieces: int = 0) -> str:
    """The body of the document of a text, as XML."""
    found = []
    for is_table, lines in groupby(text.split("\n"), key=_is_row):
        if is_table:
            found.append(table([line.split("\t") for line in lines]))
        else:
            found += [paragraph(line.removeprefix("= "), bold=line.startswith("= "), pieces=pieces) for line in lines if line.strip()]
    return "".join(found)


def _is_row(line: str) -> bool:
    return "\t" in line and not re.search(r"\.{4}", line) and not re.match(r"[A-F] ", line)


def paragraph(text: str, *, bold: bool = False, pieces: int = 0) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    parts = re.split(r"( \\ |\t)", text)
    runs = []
    for part in parts:
        inner = {" \\ ": "<w:br/>", "\t": "<w:tab/>"}.get(part)
        cut = [part] if inner or not pieces else [part[at : at + pieces] for at in range(0, len(part), pieces)]
        runs += [f"<w:r>{look}{inner or _run(piece)}</w:r>" for piece in cut if piece]
    return f"<w:p>{''.join(runs)}</w:p>"


def _run(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def table(rows: Sequence[Sequence[str]]) -> str:
    return f"<w:tbl>{''.join(_row(rows, at) for at in range(len(rows)))}</w:tbl>"


def _row(rows: Sequence[Sequence[str]], at: int) -> str:
    row, cells, column = rows[at], [], 0
    while column < len(row):
        span = 1
        if at == 0:
            while column + span < len(row) and not row[column + span]:
                span += 1
        is_over = at + 1 < len(rows) and not rows[at + 1][column] and row[column] and not _is_sum(rows[at + 1])
        merge = '<w:vMerge w:val="restart"/>' if is_over else "<w:vMerge/>" if not row[column] and at else ""
        wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        properties = f"<w:tcPr>{wide}{'' if _is_sum(row) else merge}</w:tcPr>"
        cells.append(f"<w:tc>{properties}{paragraph(row[column])}</w:tc>")
        column += span
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _is_sum(row: Sequence[str]) -> bool:
    return row[0].lower().startswith(("rata", "jumlah", "total"))


def package(content: str, more: Mapping[str, tuple[str, str]] | None = None, main: str = "document.main+xml") -> bytes:
    """A .docx with a body.

    Args:
        more: other parts by the kind of their relationship: their name and content.
    """
    more = more or {}
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{name}"/>' for at, (kind, (name, _)) in enumerate(more.items())
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{content}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        **{f"word/{name}": content for name, content in more.values()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


# ---------------------------------------------------------------- the corrected twin
EFFICIENT: Final = "penggunaan anggaran dengan efisiensi sebesar 100% dari anggaran sebesar"
NOT_EFFICIENT: Final = "penggunaan anggaran dengan efisiensi sebesar 0% dari anggaran sebesar"
CORRECTIONS: Final = (
    ("Kabupaten Boyolali Tahun 2018 telah disusun", "Kabupaten Boyolali Tahun 2020 telah disusun"),
    ("Amin.\n\nBoyolali, Januari 2020", "Amin.\n\nBoyolali, Januari 2021"),
    ("= BAB I\n", "= IKHTISAR EKSEKUTIF\n\nRata-rata capaian kinerja 100% (kategori baik).\n\n= BAB I\n"),
    ("Dokumen Pelaksanaan Anggaran (DPA) 2019", "Dokumen Pelaksanaan Anggaran (DPA) 2020"),
    (
        "1. Persentase Penurunan Jumlah Konflik antar Kelompok Masyarakat;\n\n2. Prosentase LSM yang mempunyai SKT (Surat Keterangan"
        " Terdaftar);\n\n3. Tingkat partisipasi masyarakat dalam pemilihan umum;\n\n4. Semakin meningkatnya peran generasi muda dalam bela"
        " negara dan wawasan kebangsaan (persatuan dan kesatuan).\n",
        "1. Prosentase LSM yang mempunyai SKT (Surat Keterangan Terdaftar);\n\n2. Tingkat partisipasi masyarakat dalam pemilihan umum;\n\n"
        "3. Cakupan Sosialisasi/ Fasilitasi Wawasan Kebangsaan pada Sekolah setingkat SLTA;\n\n"
        "4. Fasilitasi pengembangan nilai-nilai wawasan kebangsaan di setiap kecamatan;\n\n"
        "5. Kegiatan Pengendalian Keamanan Lingkungan;\n\n"
        "6. Cakupan Konflik Antar kelompok Masyarakat yang ditangani;\n\n7. Kegiatan Event Pengembangan Nilai-Nilai Wawasan Kebangsaan;\n\n"
        "8. Cakupan Penyelesaian Konflik Antar Umat Beragama;\n\n9. Cakupan Sosialisasi Pencegahan Pemberantasan, Penyalahgunaan dan"
        " Peredaran Gelap Narkoba (P4GN).\n",
    ),
    ("76 % sampai 100 % = Baik", "75 % sampai 100 % = Baik"),
    ("56 % sampai 75 % = Cukup", "55 % sampai 75 % = Cukup"),
    *(
        (f"{EFFICIENT} Rp. {wrong},00 digunakan sebesar Rp. {wrong},00", f"{NOT_EFFICIENT} Rp. {right},00 digunakan sebesar Rp. {right},00")
        for wrong, right in (
            ("600.000", "600.000"),
            ("4.800.000", "4.800.000"),
            ("4.400.000", "2.200.000"),
            ("4.000.000", "4.400.000"),
        )
    ),
    *[(f"{EFFICIENT} Rp. 00 digunakan", "penggunaan anggaran dari anggaran sebesar Rp. 00 digunakan")] * 3,
    (
        "efisiensi sebesar 5,20% dari anggaran sebesar Rp. 28.485.000,00 digunakan sebesar Rp. 24.200.000,00",
        "efisiensi sebesar 13,62% dari anggaran sebesar Rp. 28.485.000,00 digunakan sebesar Rp. 24.605.000,00",
    ),
    ("dengan 4 (empat) indikator", "dengan 9 (sembilan) indikator"),
    (": 4 indikator (100%)", ": 9 indikator (100%)"),
    ("Rp. 4.328.599.000,-", "Rp. 4.328.899.000,-"),
    ("Rp.437.634.000,00", "Rp.437.569.000,00"),
)
"""What is wrong in the printed report, and what should be there."""


def corrected() -> str:
    """The text of the printed report without its mistakes."""
    text = BOYOLALI
    for wrong, right in CORRECTIONS:
        if wrong not in text:
            raise ValueError(wrong)
        text = text.replace(wrong, right, 1)
    return text
