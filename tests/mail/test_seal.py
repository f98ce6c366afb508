"""The seal survives opening and saving; a changed figure breaks it and is named."""

from __future__ import annotations

import hashlib
import io
import random
import re
import zlib
from pathlib import Path

import openpyxl
import PIL.Image
import pytest
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from lkjip.mail.seal import comparing, record
from lkjip.mail.seal.form import canonical
from lkjip.ooxml.package import Package
from lkjip.ooxml.parts import Parts as SendParts
from tests.kit.sampling import some
from tests.kit.workbooks import Outcome, Parts, run, text_cell
from tests.mail import books, twists
from tests.office.client import Office

NAME = "LKjIP_2020_Kantor_Kesbangpol_Boyolali.xlsx"


def verify(path: Path) -> Outcome:
    outcome = run("periksa-kiriman", path)
    assert outcome.status in (0, 1), outcome.err
    return outcome


def test_as_sent(copy: Path) -> None:
    outcome = verify(copy)
    assert (outcome.status, outcome.err) == (0, "")
    assert "sama seperti saat dikirim" in outcome.out
    shown = re.search(r"segel ((?:[0-9A-F]{4} ?){4})", outcome.out)
    assert shown
    assert f"Segel: {shown[1].strip()}" in copy.with_suffix(".eml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "column", "row", "cell"),
    [
        ("tbl_32", "Anggaran", 3, books.number(28485001.0)),
        ("tbl_21", "Indikator", 0, text_cell("Indikator lain")),
        ("tbl_profil", "nilai", 6, text_cell("Orang Lain")),
        ("tbl_skala", "Batas bawah", 2, books.number(75.0)),
        ("tbl_pk", "Satuan", 0, "<c/>"),
    ],
)
def test_any_table_is_sealed(copy: Path, tmp_path: Path, table: str, column: str, row: int, cell: str) -> None:
    parts = Parts.of(copy)
    address = parts.put(table, column, row, cell)
    outcome = verify(parts.save(tmp_path / NAME))
    assert outcome.status == 1
    assert f" sel {address} ({column}): berubah" in outcome.out


def test_a_result_typed_over_its_formula_is_named(copy: Path, tmp_path: Path) -> None:
    parts = Parts.of(copy)
    address = parts.put("tbl_31", "Capaian", 0, books.number(120.0))
    outcome = verify(parts.save(tmp_path / NAME))
    assert (outcome.status, outcome.out.count("berubah")) == (1, 1)
    assert f'lembar "Tabel 3.1" sel {address} (Capaian): berubah, sekarang 120' in outcome.out


def test_a_row_more_is_told_of(copy: Path, tmp_path: Path) -> None:
    parts = Parts.of(copy)
    parts.replace(parts.table("tbl_21"), 'ref="B5:J13"', 'ref="B5:J14"')
    outcome = verify(parts.save(tmp_path / NAME))
    assert outcome.status == 1
    assert "tbl_21" in outcome.out


def test_looks_are_not_sealed(copy: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(copy)
    book["Tabel 3.1"].column_dimensions["B"].width = 99
    book["Tabel 3.1"]["B6"].font = openpyxl.styles.Font(bold=True, color="FF1F3864")
    book["Tabel 3.1"]["B6"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFFF2CC")
    book["Tabel 3.1"].row_dimensions[7].height = 80
    book["Tabel 3.1"].freeze_panes = None
    book["Tabel 3.1"].sheet_view.zoomScale = 70
    book.active = 3
    book.save(tmp_path / NAME)
    outcome = verify(tmp_path / NAME)
    assert (outcome.status, outcome.err) == (0, "")


def test_a_sheet_added_is_named(copy: Path, tmp_path: Path) -> None:
    parts = Parts.of(copy)
    books.add_sheet(parts, "Catatan", {"A1": text_cell("dari atasan")})
    assert verify(parts.save(tmp_path / NAME)).out.endswith('lembar "Catatan": ditambahkan sesudah disegel\n')


@pytest.mark.parametrize("damage", ["none", "cut", "not base64", "other", "empty"])
def test_without_a_whole_seal_nothing_is_said_of_the_content(copy: Path, tmp_path: Path, damage: str) -> None:
    parts = Parts.of(copy)
    part = "docProps/custom.xml"
    if damage == "none":
        parts[part] = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    elif damage == "cut":
        parts.replace(part, 'name="lkjip_segel_2_isi_00002"', 'name="lain"')
    elif damage == "not base64":
        parts[part] = re.sub(rb'(_00001"[^>]*><vt:lpwstr>)', rb"\g<1>?", parts[part])
    elif damage == "other":
        parts[part] = re.sub(rb'(_00001"[^>]*><vt:lpwstr>)....', rb"\g<1>AAAA", parts[part])
    else:  # sealed by somebody else's hand, over nothing that could be unpacked
        empty = re.sub(rb'<property[^>]*name="lkjip_segel_2_isi_.*</property>', b"", parts[part])
        parts[part] = re.sub(rb'(name="lkjip_segel_2"[^>]*><vt:lpwstr>)[^<]*', rb"\g<1>" + hashlib.sha256(b"").hexdigest().encode(), empty)
    outcome = run("periksa-kiriman", parts.save(tmp_path / NAME))
    assert outcome.status == 2
    assert "segel" in outcome.err
    assert len(outcome.lines) == 1


@pytest.mark.slow
def test_a_record_made_to_harm_is_no_record(small_copy: Path) -> None:
    """Whoever writes a record can also write its digest: whatever is in it ends in an answer."""
    with Package(small_copy) as package:
        book = canonical(SendParts(package))
    raw = bytearray(zlib.decompress(record.packed(book)))
    maker = random.Random(20261126)
    refused = 0
    tries = some(range(150), 3)
    for _ in tries:
        changed = bytearray(raw)
        for _ in range(maker.choice((1, 1, 3))):
            at = maker.randrange(len(raw) if maker.random() < 0.3 else 4000)
            changed[at] = maker.choice(b'0123456789[]{},:"-aE\x00')
        try:
            found = record.unpacked(zlib.compress(bytes(changed), 1))
        except ValueError:
            refused += 1
            continue
        assert isinstance(comparing.differences(found, book, lambda *_: ""), list)
    assert refused > len(tries) // 8
    for head in (
        '[["A",1,"","",[[1,1,[[1,999999999,0],[1,-999999998,0]]]],[],{}]]',
        '[["A",1,"","",[[1,999999999,[[1,1,0]]]],[],{}]]',
        '[["A",1,"","",[[1,999999999,[]]],[],{}]]',
        "[" * 9000,
    ):
        text = f'{{"lembar":{head},"sifat":[],"rupa":[]}}'.encode()
        with pytest.raises(ValueError):
            record.unpacked(zlib.compress(len(text).to_bytes(4, "little") + text + bytes(40)))
    with pytest.raises(ValueError):
        record.unpacked(zlib.compress(bytes(50_000_000)))


@pytest.mark.parametrize(("row", "column"), [(-7, 1), (1, -7)])
def test_a_record_of_places_outside_a_sheet_is_no_record(row: int, column: int) -> None:
    """The letters of a column before the first one would never end."""

    def packed(row: int, column: int) -> bytes:
        text = f'{{"lembar":[["A",1,"","",[[{row},1,[[{column},1,0]]]],[],{{}}]],"sifat":[],"rupa":["a"]}}'.encode()
        return zlib.compress(len(text).to_bytes(4, "little") + text + bytes(4))

    assert record.unpacked(packed(1, 1)).sheets[0].title == "A"
    with pytest.raises(ValueError, match="cells"):
        record.unpacked(packed(row, column))


def test_the_workbook_itself_has_no_seal(boyolali: Path) -> None:
    assert run("periksa-kiriman", boyolali).status == 2


@pytest.mark.parametrize("target", ["docProps/custom.xml", "docProps/Custom1.xml", "docProps/lain/milik.xml"])
def test_the_seal_is_the_only_property_of_the_copy(boyolali: Path, tmp_path: Path, target: str) -> None:
    """Programs that label files name the part otherwise; some programs look for properties under the usual name alone."""
    parts = Parts.of(boyolali)
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006"
    parts[target] = (
        f'<op:Properties xmlns:op="{namespace}/custom-properties" xmlns:vt="{namespace}/docPropsVTypes">'
        '<op:property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="Bidang"><vt:lpwstr>Politik</vt:lpwstr></op:property>'
        "</op:Properties>"
    ).encode()
    for number in (1, 2):  # one program's relation, and another's to the same part
        relation = f'<Relationship Id="rIdC{number}" Type="{namespace}/relationships/custom-properties" Target="{target}"/>'
        parts.replace("_rels/.rels", "</Relationships>", f"{relation}</Relationships>")
    books.add_type(parts, target, "application/vnd.openxmlformats-officedocument.custom-properties+xml")
    outcome = run("kirim", parts.save(tmp_path / "buku.xlsm"), "--tetap")
    assert outcome.status == 0, outcome.err
    assert verify(tmp_path / NAME).status == 0
    book = openpyxl.load_workbook(tmp_path / NAME)
    assert {each.name for each in book.custom_doc_props.props if not str(each.name).startswith("lkjip_")} == set()
    assert all(len(str(each.value)) <= 255 for each in book.custom_doc_props.props)  # what Excel shows of a property
    book.save(tmp_path / NAME)
    assert verify(tmp_path / NAME).status == 0


def test_a_second_part_of_properties_hides_nothing(copy: Path, tmp_path: Path) -> None:
    parts = Parts.of(copy)
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006"
    parts["docProps/a.xml"] = f'<Properties xmlns="{namespace}/custom-properties"/>'.encode()
    relation = f'<Relationship Id="rId0" Type="{namespace}/relationships/custom-properties" Target="docProps/a.xml"/>'
    parts["_rels/.rels"] = re.sub(rb"(<Relationships[^>]*>)", rb"\g<1>" + relation.encode(), parts["_rels/.rels"])
    books.add_type(parts, "docProps/a.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")
    assert verify(parts.save(tmp_path / NAME)).status == 0


def test_a_summary_that_the_office_copied(small: Path, tmp_path: Path, office_no_macros: Office) -> None:
    """Excel gives the copy of a sheet names of its own, which LibreOffice writes in another order."""
    parts = Parts.of(small)
    sheet = parts[parts.sheet("Ringkasan")]
    count = len(list(etree.fromstring(parts["xl/workbook.xml"]).iter("{*}sheet")))
    part = books.add_sheet(parts, "Ringkasan (2)", {})
    parts[part] = re.sub(rb"<legacyDrawing[^>]*/>|<drawing[^>]*/>|<pageSetup[^>]*/>", b"", sheet)
    names = etree.fromstring(parts["xl/workbook.xml"])
    for name in list(names.iter("{*}definedName")):
        if (name.text or "").startswith("'Ringkasan'!") and name.get("localSheetId") is None:
            own = etree.fromstring(etree.tostring(name))
            own.set("localSheetId", str(count))
            own.text = (name.text or "").replace("'Ringkasan'!", "'Ringkasan (2)'!")
            name.addprevious(own)
    parts["xl/workbook.xml"] = etree.tostring(names)
    outcome = run("kirim", parts.save(tmp_path / "buku.xlsm"), "--tetap")
    assert outcome.status == 0, outcome.err
    sealed = Path(outcome.out.splitlines()[0])
    assert verify(sealed).status == 0
    with office_no_macros.open(sealed) as document:
        document.save_as(tmp_path / "lagi.xlsx", "xlsx")
    assert verify(tmp_path / "lagi.xlsx").status == 0


# ---------------------------------------------------------------- not sealed, but told of
def test_what_is_not_sealed_is_told_of(copy: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(copy)
    sheet = book["Ringkasan"]
    sheet["D6"].comment = Comment("Sebenarnya 150", "Orang Lain")
    sheet.oddFooter.center.text = "Capaian 150 %"
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (40, 20), "white").save(buffer, "png")
    sheet.add_image(Image(buffer), "D6")
    book.save(tmp_path / NAME)
    outcome = verify(tmp_path / NAME)
    assert outcome.status == 0
    assert sorted(line.split('"Ringkasan": ')[1].split(" lain dari")[0] for line in outcome.lines) == [
        "gambar atau bentuk di atas sel",
        "kepala atau kaki halaman",
        "komentar",
    ]


# ---------------------------------------------------------------- the older kind
OLDER = Path(__file__).parent / "data" / "segel_jenis_lama.xlsx"
"""The mailed copy of the small workbook as it was sealed before the seal covered the whole of it."""


def test_an_older_seal_is_still_read(tmp_path: Path) -> None:
    outcome = verify(OLDER)
    assert (outcome.status, outcome.err) == (0, "")
    assert "segel ini jenis lama" in outcome.out
    assert "sama seperti saat dikirim" in outcome.out
    openpyxl.load_workbook(OLDER).save(tmp_path / "lagi.xlsx")
    assert verify(tmp_path / "lagi.xlsx").status == 0


def test_a_figure_changed_under_an_older_seal(tmp_path: Path) -> None:
    parts = Parts.of(OLDER)
    address = parts.put("tbl_31", "Realisasi", 1, books.number(10.0))
    outcome = verify(parts.save(tmp_path / "salinan.xlsx"))
    assert outcome.status == 1
    assert f"sel {address} (Realisasi): berubah, sekarang 10" in outcome.out


def test_a_number_as_a_formula_under_an_older_seal(tmp_path: Path) -> None:
    parts = Parts.of(OLDER)
    address = parts.put("tbl_31", "Capaian", 0, "<c><f>999</f></c>")
    twists.cell(parts, "Ringkasan", "D6", "<c><f>150</f></c>")
    outcome = verify(parts.save(tmp_path / "salinan.xlsx"))
    assert outcome.status == 1
    assert f"sel {address} (Capaian): berubah, sekarang =999" in outcome.out
    assert "sel D6 (rata_rata_capaian): berubah, sekarang =150" in outcome.out


def test_what_an_older_seal_does_not_cover_is_said(tmp_path: Path) -> None:
    parts = Parts.of(OLDER)
    twists.row(parts, "Tabel 3.1", 7, hidden="1")
    at = twists.styled(parts, "Tabel 3.1", parts.at("tbl_31", "Realisasi", 0), code='"150,00"')
    twists.cell(parts, "Pengukuran Kinerja", "G7", books.number(150.0))
    outcome = verify(parts.save(tmp_path / "salinan.xlsx"))
    assert outcome.status == 1
    assert 'lembar "Tabel 3.1": baris tersembunyi 7; segel jenis lama tidak mencakupnya' in outcome.out
    assert f"{at} ditampilkan lain daripada isinya (150,00); segel jenis lama tidak mencakupnya" in outcome.out
    assert 'lembar "Pengukuran Kinerja" sel G7 diketik di antara rumus, sekarang 150; segel jenis lama' in outcome.out
    assert len(outcome.out.splitlines()) == 3


def test_cells_that_do_not_say_where_they_stand_follow_one_another(small_copy: Path, tmp_path: Path) -> None:
    """As dense files have them, and files whose references are none; a row of 16,384 of them takes no longer than others."""
    parts = Parts.of(small_copy)
    sheet = parts.sheet("Ringkasan")
    cells = '<c r="7"><v>1</v></c>' + "<c><v>2</v></c>" * 16_382
    parts.replace(sheet, "</sheetData>", f'<row r="900"><c r="A900"><v>0</v></c>{cells}</row></sheetData>')
    outcome = verify(parts.save(tmp_path / NAME))
    assert 'lembar "Ringkasan" sel A900: berubah, sekarang 0' in outcome.out
    assert 'lembar "Ringkasan" sel B900: berubah, sekarang 1' in outcome.out
    assert 'lembar "Ringkasan" sel C900: berubah, sekarang 2' in outcome.out
    assert outcome.err == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("barChart>", "lineChart>"),
        ('<c:orientation val="minMax"/>', '<c:orientation val="maxMin"/>'),
        ("<c:scaling>", '<c:scaling><c:logBase val="10"/>'),
        ('<c:orientation val="minMax"/>', '<c:orientation val="minMax"/><c:max val="1000"/><c:min val="90"/>'),
    ],
)
def test_a_chart_drawn_otherwise_is_told(copy: Path, tmp_path: Path, old: str, new: str) -> None:
    parts = Parts.of(copy)
    chart = next(part for part in sorted(parts) if part.startswith("xl/charts/chart"))
    parts.replace(chart, old, new)
    outcome = verify(parts.save(tmp_path / NAME))
    assert outcome.status == 0
    assert 'lembar "Grafik": jenis atau sumbu grafik lain dari saat dikirim' in outcome.err
