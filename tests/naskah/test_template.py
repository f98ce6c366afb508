"""Templates of offices: marks anywhere in a line, repeated lines, and what is said of a mark that cannot be."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document

from lkjip.errors import LkjipError
from lkjip.naskah.blocks import Block, Content, Heading, Look, Paragraph, Table, TableColumn, TableRow
from lkjip.naskah.writing import Looks, write
from tests.kit.workbooks import Parts

LOOKS = Looks("Laporan", "Kantor")


def of_lines(*lines: str | tuple[str, str]) -> Document:
    """A template of an office's own, made by python-docx from lines or (line, style)."""
    document = docx.Document()
    for each in lines:
        text, style = each if isinstance(each, tuple) else (each, "Normal")
        document.add_paragraph(text, style)
    return document


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def written(template: Document, content: Content) -> Document:
    return docx.Document(io.BytesIO(write(saved(template), content, LOOKS, Path("naskah_template.docx"))))


def texts(document: Document) -> list[str]:
    return [each.text for each in document.paragraphs if each.text]


def test_text_marks_are_filled_in_lines_tables_headers_and_over_runs() -> None:
    template = of_lines("Tahun [[tahun]], [[ tahun ]]")
    split = template.add_paragraph()
    for piece in ("LKjIP [", "[kan", "tor]", "] selesai"):
        split.add_run(piece).bold = piece == "[kan"
    template.add_table(1, 1).cell(0, 0).text = "Sel [[kantor]]"
    template.sections[0].header.paragraphs[0].text = "Kepala [[kantor]] [[tahun]]"
    made = written(template, Content(texts={"tahun": "2020", "kantor": "Kantor A & B"}))
    assert texts(made) == ["Tahun 2020, 2020", "LKjIP Kantor A & B selesai"]
    assert made.tables[0].cell(0, 0).text == "Sel Kantor A & B"
    assert made.sections[0].header.paragraphs[0].text == "Kepala Kantor A & B 2020"


def test_lines_are_written_once_for_each_time_and_look_around_themselves() -> None:
    inner = [[Content(texts={"indikator": f"I{one}{two}"}) for two in range(one)] for one in range(3)]
    sasaran = [Content(texts={"sasaran": f"S{one}"}, repeats={"indikator": inner[one]}) for one in range(3)]
    lines = ("[[ulang sasaran]]", "[[sasaran]] ([[tahun]])", "[[ulang indikator]]", "[[indikator]] dari [[sasaran]]")
    made = written(
        of_lines("awal", *lines, "[[akhir indikator]]", "[[akhir sasaran]]", "akhir"),
        Content(texts={"tahun": "2020"}, repeats={"sasaran": sasaran}),
    )
    assert texts(made) == ["awal", "S0 (2020)", "S1 (2020)", "I10 dari S1", "S2 (2020)", "I20 dari S2", "I21 dari S2", "akhir"]


def test_headings_without_anything_below_are_left_out_and_numbers_counted_again() -> None:
    heads: list[str | tuple[str, str]] = [
        *(
            ("BAB I\nPENDAHULUAN", "Heading 1"),
            ("1.1 Latar Belakang", "Heading 2"),
            "[[isi]]",
            ("1.2 Dasar Hukum", "Heading 2"),
            "[[tidak ada]]",
        ),
        *(("1.3 Organisasi", "Heading 2"), ("1.3.1 Tugas", "Heading 3"), "[[tidak ada]]", ("1.3.2 Susunan", "Heading 3"), "[[isi]]"),
        *(("BAB II\nRENCANA", "Heading 1"), ("2.1 Visi", "Heading 2"), "[[tidak ada]]"),
        *(("BAB III\nKINERJA", "Heading 1"), ("3.1 Capaian", "Heading 2"), "[[kinerja]]", ("3.2 Anggaran", "Heading 2"), "[[isi]]"),
    ]
    blocks: dict[str, Sequence[Block]] = {
        "isi": [Paragraph("Isi.")],
        "tidak ada": [],
        "kinerja": [Heading("3.1.4 Cara", 3), Paragraph("Isi.")],
    }
    assert texts(written(of_lines(*heads), Content(blocks=blocks))) == [
        *("BAB I\nPENDAHULUAN", "1.1 Latar Belakang", "Isi.", "1.2 Organisasi", "1.2.1 Susunan", "Isi."),
        *("BAB II\nKINERJA", "2.1 Capaian", "2.1.1 Cara", "Isi.", "2.2 Anggaran", "Isi."),
    ]


def test_captions_follow_their_bab_and_the_lists_have_them() -> None:
    def table(key: str) -> Table:
        return Table(key, f"Judul {key}", [TableColumn(1)], [["Kepala"]], [TableRow("a", ["isi"])])

    lines: list[str | tuple[str, str]] = [
        "[[daftar_tabel]]",
        "[[lepas]]",
        ("BAB I\nA", "Heading 1"),
        "[[satu]]",
        "[[dua]]",
        ("BAB II\nB", "Heading 1"),
        "[[tiga]]",
    ]
    blocks = {name: [table(name)] for name in ("lepas", "satu", "dua", "tiga")}
    made = written(of_lines(*lines), Content(blocks=blocks))
    assert [text for text in texts(made) if "Judul" in text and "\t" not in text] == [
        *("Judul lepas", "Tabel 1.1 Judul satu", "Tabel 1.2 Judul dua", "Tabel 2.1 Judul tiga")
    ]
    listed = ["Tabel 1.1\tJudul satu", "Tabel 1.2\tJudul dua", "Tabel 2.1\tJudul tiga"]
    assert [text.replace("\u00a0", "").rstrip("\t") for text in texts(made)[:3]] == listed


WRONG = {
    "unknown": (
        ["Tahun [[tahu]]"],
        'di "Tahun [[tahu]]": tanda [[tahu]] tidak dikenal; mungkin maksudnya [[tahun]]; yang dikenal di sini: ',
    ),
    "unknown line": (["[[entah]]"], 'di "[[entah]]": tanda [[entah]] tidak dikenal; '),
    "an expression": (["[[tahun + 1]]"], 'di "[[tahun + 1]]": tanda [[tahun + 1]] tidak dikenal; '),
    "not alone": (["lihat [[isi]]"], 'di "lihat [[isi]]": tanda [[isi]] harus sendiri di satu baris, di luar tabel dan kotak'),
    "not closed": (["Tahun [[tahun"], 'di "Tahun [[tahun": tanda "[[" tidak ditutup dengan "]]"'),
    "no end": (["[[ulang sasaran]]", "a"], 'di "[[ulang sasaran]]": tanda [[ulang sasaran]] tidak punya [[akhir sasaran]] sesudahnya'),
    "no beginning": (
        ["a", "[[akhir sasaran]]"],
        'di "[[akhir sasaran]]": tanda [[akhir sasaran]] tidak punya [[ulang sasaran]] sebelumnya',
    ),
    "crossed": (
        ["[[ulang sasaran]]", "[[ulang lain]]", "[[akhir sasaran]]", "[[akhir lain]]"],
        'di "[[akhir sasaran]]": tanda [[akhir sasaran]] tidak punya [[ulang sasaran]] sebelumnya',
    ),
    "unknown repeat": (["[[ulang entah]]", "a", "[[akhir entah]]"], "tanda [[ulang entah]] tidak dikenal; "),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mark_that_cannot_be_is_named_with_its_place(name: str) -> None:
    lines, message = WRONG[name]
    content = Content({"isi": [Paragraph("a")]}, {"tahun": "2020"}, {"sasaran": [Content()], "lain": []})
    with pytest.raises(LkjipError) as error:
        written(of_lines(*lines), content)
    assert str(error.value).startswith(f"naskah_template.docx: {message}")
    assert "\n" not in str(error.value)


def test_a_line_mark_in_a_table_or_header_is_named() -> None:
    content = Content({"isi": [Paragraph("a")]})
    in_table, in_header = of_lines(), of_lines()
    in_table.add_table(1, 1).cell(0, 0).text = "[[isi]]"
    in_header.sections[0].header.paragraphs[0].text = "[[isi]]"
    for template, where in (
        (in_table, "harus sendiri di satu baris, di luar tabel dan kotak"),
        (in_header, "tidak bisa di kepala, kaki, atau catatan kaki halaman"),
    ):
        with pytest.raises(LkjipError, match=where):
            written(template, content)


def test_what_an_office_has_made_stays() -> None:
    """Its own styles and pictures of text, its sections and footers; the styles of ours that it lacks are added."""
    template = of_lines(("Kepala surat", "Title"), "[[isi]]")
    template.styles["Title"].font.name = "Bookman Old Style"
    template.sections[0].footer.paragraphs[0].text = "Kaki [[tahun]]"
    made = written(template, Content({"isi": [Paragraph("Isi.")]}, {"tahun": "2020"}))
    assert [(each.text, each.style.name) for each in made.paragraphs if each.style] == [("Kepala surat", "Title"), ("Isi.", "Teks Naskah")]
    assert made.styles["Title"].font.name == "Bookman Old Style"
    assert made.sections[0].footer.paragraphs[0].text == "Kaki 2020"


def parts_of(*lines: str) -> Parts:
    return Parts.of_bytes(saved(of_lines(*lines)))


def test_a_template_may_lack_settings_and_numbers_and_be_a_dotx() -> None:
    parts = parts_of("[[isi]]")
    for name in ("settings", "numbering"):
        del parts[f"word/{name}.xml"]
        rels = parts["word/_rels/document.xml.rels"].decode()
        parts["word/_rels/document.xml.rels"] = re.sub(rf'<Relationship [^>]*Target="{name}.xml"[^>]*/>', "", rels).encode()
    parts.replace("[Content_Types].xml", "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
    made = docx.Document(io.BytesIO(write(parts.packed(), Content({"isi": [Paragraph("Butir.", Look.BUTIR)]}), LOOKS)))
    assert texts(made) == ["Butir."]
    assert made.settings.element.tag.endswith("settings")


def test_a_template_with_a_missing_part_is_named() -> None:
    parts = parts_of("[[isi]]")
    del parts["word/fontTable.xml"]
    with pytest.raises(LkjipError, match=r"naskah_template\.docx: rusak \(bagian word/fontTable\.xml tidak ada\)"):
        write(parts.packed(), Content({"isi": []}), LOOKS)
