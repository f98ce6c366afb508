"""Sentences, captions and charts of a document are brought up to date where people left them, whatever else they did around them."""

from __future__ import annotations

import copy
import io
import zipfile

import pytest
from lxml import etree

from lkjip.naskah.blocks import Chart, ChartKind, Equation, Fraction, Heading, Look, OrganisationChart, Paragraph, Series
from lkjip.naskah.merging import Merged, merged
from tests.naskah.edits import W, made, part, said, type_into, with_part
from tests.naskah.small import document, table

Element = etree._Element
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

OLD = 'Capaian "rata-rata" Tahun 2020 sebesar 98,78 % - lebih tinggi dari Tahun 2019.'
NEW = 'Capaian "rata-rata" Tahun 2020 sebesar 97,50 % - lebih rendah dari Tahun 2019.'


def sentence(text: str) -> bytes:
    return document(Paragraph("Awal bagian.", key="awal"), Paragraph(text, key="kalimat"), Paragraph("Akhir bagian.", key="akhir"))


def paragraphs(data: bytes) -> list[str]:
    return [said(each) for each in part(data).iter(W + "p") if said(each)]


def edit(data: bytes, words: str = "Capaian") -> tuple[Element, Element]:
    """The root of a document, and the paragraph with these words."""
    root = part(data)
    return root, next(each for each in root.iter(W + "p") if words in said(each))


def saved(data: bytes, root: Element) -> bytes:
    return with_part(data, "word/document.xml", etree.tostring(root))


def split(paragraph: Element, *texts: str) -> list[Element]:
    """The paragraph's run as several with these texts, as Word splits runs."""
    run = next(paragraph.iter(W + "r"))
    runs = []
    for text in texts:
        new = copy.deepcopy(run)
        (place,) = new.iter(W + "t")
        place.text = text
        place.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addprevious(new)
        runs.append(new)
    paragraph.remove(run)
    return runs


def test_only_the_words_that_differ_change_and_all_else_in_the_paragraph_stays() -> None:
    data = sentence(OLD)
    root, paragraph = edit(data)
    bold, number, rest = split(paragraph, 'Capaian "rata-rata" Tahun 2020', " sebesar 98,7", "8 % - lebih tinggi dari Tahun 2019.")
    look = etree.Element(W + "rPr")
    etree.SubElement(look, W + "b")
    bold.insert(0, look)
    for name, identifier in (("bookmarkStart", "41"), ("commentRangeStart", "5")):
        number.addprevious(etree.Element(W + name, {W + "id": identifier}))
    note = etree.Element(W + "r")
    etree.SubElement(note, W + "footnoteReference", {W + "id": "2"})
    rest.addprevious(note)
    result = merged(saved(data, root), sentence(NEW))

    after = edit(result.data or b"")[1]
    assert said(after) == NEW
    assert [said(run) for run in after.iter(W + "r") if run.find(f"{W}rPr/{W}b") is not None] == ['Capaian "rata-rata" Tahun 2020']
    assert [each.tag for each in after.iter(W + "bookmarkStart", W + "commentRangeStart", W + "footnoteReference")] == [
        W + "bookmarkStart",
        W + "commentRangeStart",
        W + "footnoteReference",
    ]
    assert result.left == []


def test_what_word_corrects_by_itself_is_no_edit_and_stays() -> None:
    data = sentence(OLD)
    root, paragraph = edit(data)
    type_into(paragraph, "Capaian “rata-rata” Tahun\u00a02020 sebesar 98,78\u00a0% – lebih tinggi dari Tahun 2019.")
    result = merged(saved(data, root), sentence(NEW))
    assert "Capaian “rata-rata” Tahun\u00a02020 sebesar 97,50\u00a0% – lebih rendah dari Tahun 2019." in paragraphs(result.data or b"")
    assert result.left == []


@pytest.mark.parametrize(
    "typed",
    [
        OLD.replace("98,78", "98,87"),
        OLD.replace("98,78 %", "98,78"),
        OLD.replace("lebih tinggi", "jauh lebih tinggi"),
        f"{OLD} Alhamdulillah.",
    ],
)
def test_a_sentence_that_a_person_changed_stays_and_is_named_with_both(typed: str) -> None:
    data = sentence(OLD)
    root, paragraph = edit(data)
    type_into(paragraph, typed)
    fresh = sentence(NEW)
    result = merged(saved(data, root), fresh)

    assert typed in paragraphs(result.data or b"")
    (line,) = result.left
    assert "97,50" in line
    assert "diubah di naskah" in line
    assert merged(result.data or b"", fresh) == Merged(result.data, [], result.left)


def test_a_moved_sentence_is_found_and_a_deleted_one_stays_deleted() -> None:
    data = sentence(OLD)
    root, paragraph = edit(data)
    root[0].insert(0, paragraph)
    moved = merged(saved(data, root), sentence(NEW))
    assert paragraphs(moved.data or b"")[0] == NEW
    assert moved.left == []

    root, paragraph = edit(data)
    root[0].remove(paragraph)
    deleted = merged(saved(data, root), sentence(NEW))
    assert NEW not in paragraphs(deleted.data or b"")
    (line,) = deleted.left
    assert "tidak ada lagi di naskah" in line


def test_a_sentence_that_stands_twice_stays_and_is_named() -> None:
    data = sentence(OLD)
    root, paragraph = edit(data)
    root[0].insert(0, copy.deepcopy(paragraph))
    result = merged(saved(data, root), sentence(NEW))
    assert paragraphs(result.data or b"").count(OLD) == 2
    (line,) = result.left
    assert "2 kali" in line


@pytest.mark.parametrize("tracked", ["ins", "del", "moveFrom"])
def test_a_sentence_under_tracked_changes_stays_and_is_named(tracked: str) -> None:
    data = sentence(OLD)
    root, paragraph = edit(data)
    run = next(paragraph.iter(W + "r"))
    change = etree.Element(W + tracked, {W + "id": "7", W + "author": "Kasubbag"})
    if tracked == "ins":
        paragraph.append(change)
        change.append(copy.deepcopy(run))
        next(change.iter(W + "t")).text = " Disisipkan."
    else:
        run.addprevious(change)
        change.append(run)
        if tracked == "del":
            next(run.iter(W + "t")).tag = W + "delText"
    result = merged(saved(data, root), sentence(NEW))
    assert result.data == saved(data, root)
    (line,) = result.left
    assert "Track Changes" in line
    assert "97,50" in line


def test_the_same_sentence_in_several_places_is_known_by_what_stands_around_it() -> None:
    def both(first: str, second: str) -> bytes:
        return document(
            Heading("Sasaran 1", 2, "s/1"), Paragraph(first, key="k/a"), Heading("Sasaran 2", 2, "s/2"), Paragraph(second, key="k/b")
        )

    data = both("Target tercapai.", "Target tercapai.")
    root, _ = edit(data, "Sasaran 1")
    root[0].insert(0, made("Ketikan kami."))
    result = merged(saved(data, root), both("Target tercapai.", "Target belum tercapai."))
    assert [text for text in paragraphs(result.data or b"") if "arget" in text] == ["Target tercapai.", "Target belum tercapai."]


def items(*texts: str) -> bytes:
    return document(Paragraph("Hambatan:", key="awal"), *(Paragraph(text, Look.BUTIR, f"hambatan/{n}") for n, text in enumerate(texts, 1)))


def test_items_of_a_list_come_and_go_with_the_workbook() -> None:
    old = items("tenaga kurang;", "anggaran terlambat;", "data belum lengkap.")
    fresh = items("tenaga kurang;", "gedung rusak;", "data belum lengkap.", "cuaca.")
    result = merged(old, fresh)
    assert paragraphs(result.data or b"") == paragraphs(fresh)
    assert result.left == []

    root, paragraph = edit(old, "anggaran")
    type_into(paragraph, "anggaran terlambat dua bulan;")
    result = merged(saved(old, root), items("tenaga kurang;", "data belum lengkap."))
    assert "anggaran terlambat dua bulan;" in paragraphs(result.data or b"")
    assert [line for line in result.left if "dua bulan" in line]


def test_a_new_sentence_without_a_certain_place_is_named() -> None:
    result = merged(sentence(OLD), document(Paragraph("Awal bagian.", key="awal"), Paragraph("Pendapat BPK: WTP.", key="opini")))
    assert [line for line in result.left if "Pendapat BPK" in line and "baru" in line]
    assert [line for line in result.left if "98,78" in line and "tidak ada lagi di buku kerja" in line]


def test_a_caption_that_word_numbered_again_is_no_edit() -> None:
    rows = (["1", "a", "1", "2"],)
    data = document(table(*rows, title="Capaian Tahun 2020"))
    root, caption = edit(data)
    number = [each for each in caption.iter(W + "t") if each.text == "1"]
    number[0].text = "4"
    result = merged(saved(data, root), document(table(*rows, title="Capaian Tahun 2021")))
    assert "Tabel 3.4 Capaian Tahun 2021" in paragraphs(result.data or b"")
    assert list(edit(result.data or b"")[1].iter(W + "instrText"))
    assert result.left == []


def test_an_equation_that_did_not_change_is_no_difference() -> None:
    equation = Equation("Capaian", [Fraction("Realisasi", "Target"), " × 100 %"], "rumus/persamaan")
    data = document(equation, Paragraph("a", key="a"))
    assert merged(data, data) == Merged(data, [], [])
    other = document(Equation("Capaian", [Fraction("Target", "Realisasi"), " × 100 %"], "rumus/persamaan"), Paragraph("a", key="a"))
    result = merged(data, other)
    assert "Capaian = TargetRealisasi × 100 %" in str(part(result.data or b"").xpath("string()"))
    assert result.left == []


# ---------------------------------------------------------------- charts
def chart(*values: float | None, title: str = "Capaian per Sasaran", alt: str = "") -> Chart:
    return Chart("grafik", title, alt or f"Grafik: {values}", ChartKind.BARS, ["Sasaran 1", "Sasaran 2"], [Series("Capaian", values)], "%")


def numbers(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("word/charts/") and name.endswith(".xml")]
        root = etree.fromstring(archive.read(name))
    return [each.findtext(C + "v") or "" for each in root.iterfind(f".//{C}val//{C}pt")]


def book(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".xlsx")]
        return archive.read(name)


def test_a_chart_gets_new_figures_its_workbook_and_its_alt_text() -> None:
    fresh = document(chart(98.7, None))
    result = merged(document(chart(100, 95.5)), fresh)
    assert numbers(result.data or b"") == numbers(fresh) == ["98.7"]
    assert book(result.data or b"") == book(fresh)
    assert b"(98.7, None)" in etree.tostring(part(result.data or b""))
    assert [line for line in result.updated if "Capaian per Sasaran" in line]
    assert merged(result.data or b"", fresh) == Merged(result.data, [], [])


def test_a_chart_whose_figures_a_person_changed_stays_and_is_named() -> None:
    data = document(chart(100, 95.5))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("word/charts/") and name.endswith(".xml")]
        root = etree.fromstring(archive.read(name))
    next(root.iterfind(f".//{C}val//{C}pt/{C}v")).text = "99"
    edited = with_part(data, name, etree.tostring(root))
    result = merged(edited, document(chart(98.7, 95.5)))
    assert numbers(result.data or b"") == ["99", "95.5"]
    assert [line for line in result.left if "Capaian per Sasaran" in line and '"99"' in line and '"98.7"' in line]


@pytest.mark.parametrize(
    ("tag", "attribute", "value", "expected"),
    [("v", "", "bukan angka", "bukan angka"), ("pt", "idx", "-1", "100"), ("ptCount", "val", "²", "98.7")],
)
def test_a_chart_may_hold_anything(tag: str, attribute: str, value: str, expected: str) -> None:
    data = document(chart(100, 95.5))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("word/charts/") and name.endswith(".xml")]
        root = etree.fromstring(archive.read(name))
    odd = next(root.iterfind(f".//{C}val//{C}{tag}"))
    if attribute:
        odd.set(attribute, value)
    else:
        odd.text = value
    edited = with_part(data, name, etree.tostring(root))
    result = merged(edited, document(chart(98.7, 95.5)))
    assert numbers(result.data or b"")[0] == expected
    assert bool(result.left) == (expected != "98.7")


def test_a_deleted_and_a_copied_chart_are_named() -> None:
    data = document(chart(100, 95.5))
    root = part(data)
    drawing = next(root.iter(W + "drawing"))
    drawn = drawing.getparent().getparent()  # type: ignore[union-attr]
    root[0].remove(drawn)  # type: ignore[arg-type]
    (line,) = [line for line in merged(saved(data, root), document(chart(98.7, 95.5))).left if "Grafik" in line]
    assert "tidak ada lagi di naskah" in line

    root = part(data)
    drawn = next(root.iter(W + "drawing")).getparent().getparent()  # type: ignore[union-attr]
    root[0].insert(0, copy.deepcopy(drawn))  # type: ignore[arg-type]
    (line,) = merged(saved(data, root), document(chart(98.7, 95.5), Paragraph("a"))).left
    assert "2 kali" in line


# ---------------------------------------------------------------- organisations
def organisation(*posts: tuple[str, str, str]) -> bytes:
    return document(*(OrganisationChart(f"bagan/{n}", f"Susunan {n}", "Bagan", posts) for n in (1, 2)))


def boxes(data: bytes) -> list[str]:
    return [said(each) for each in part(data).iter(W + "txbxContent")]


def test_an_organisation_is_drawn_again_where_nobody_changed_it() -> None:
    old = organisation(("Kepala", "Suratno", ""), ("Sekretaris", "Hartuti", "Kepala"))
    fresh = organisation(("Kepala", "Suratno", ""), ("Sekretaris", "Sri Wahyuni", "Kepala"), ("Kasi", "Budi", "Sekretaris"))
    result = merged(old, fresh)
    assert boxes(result.data or b"") == boxes(fresh)
    assert len(result.updated) == 2
    assert result.left == []
    assert merged(result.data or b"", fresh) == Merged(result.data, [], [])

    root = part(old)
    box = next(each for each in root.iter(W + "t") if each.text == "Hartuti")
    box.text = "Hartuti, S.E. (Plt.)"
    result = merged(saved(old, root), fresh)
    assert "SekretarisHartuti, S.E. (Plt.)" in boxes(result.data or b"")
    assert [line for line in result.left if "Susunan" in line]
