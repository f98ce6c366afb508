"""Tables that people edited in Word are brought up to date cell by cell, and nothing that a person did to them is lost."""

from __future__ import annotations

import copy

import pytest
from lxml import etree

from lkjip.naskah.merging import Merged, merged
from tests.naskah.edits import W, cells, made, part, rows, said, type_into, with_part
from tests.naskah.small import COLUMNS, document, table

Element = etree._Element

OLD = (["1", "Angka kemiskinan", "9,00", "9,50"], ["2", "Indeks Gini", "0,30", "0,31"], ["3", "Pengangguran", "4,00", "4,20"])
NEW = (["1", "Angka kemiskinan", "9,00", "8,75"], ["2", "Indeks Gini", "0,30", "0,29"], ["3", "Pengangguran", "4,00", "4,20"])


class Desk:
    """A document on the desk of a person, who edits it."""

    def __init__(self, data: bytes) -> None:
        self.given = data
        self.root = part(data)

    @property
    def tables(self) -> list[Element]:
        return list(self.root.iter(W + "tbl"))

    def row(self, name: str) -> Element:
        return next(row for row in rows(self.tables[0]) if name in said(row))

    def cell(self, name: str, column: str) -> Element:
        return cells(self.row(name))[COLUMNS.index(column)]

    def paragraph(self, words: str) -> Element:
        return next(each for each in self.root.iter(W + "p") if words in said(each))

    @property
    def data(self) -> bytes:
        return with_part(self.given, "word/document.xml", etree.tostring(self.root))


def texts(data: bytes, number: int = 0) -> list[list[str]]:
    """The texts of a table's rows, as a reader sees them: a merged cell says what the first of its cells says."""
    found: list[list[str]] = []
    for row in rows(list(part(data).iter(W + "tbl"))[number]):
        shown = [said(cell) for cell in cells(row)]
        for place, cell in enumerate(cells(row)):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(W + "val") != "restart":
                shown[place] = found[-1][place]
        found.append(shown)
    return found


def again(result: Merged, fresh: bytes) -> None:
    """A second run right after changes nothing, and leaves the same."""
    assert result.data is not None
    assert merged(result.data, fresh) == Merged(result.data, [], result.left)


def test_what_nobody_touched_becomes_what_would_be_written_today() -> None:
    fresh = document(table(*NEW))
    result = merged(document(table(*OLD)), fresh)

    assert result.data is not None
    assert part(result.data, "word/document.xml").xpath("string()") == part(fresh).xpath("string()")
    assert result.left == []
    assert [line for line in result.updated if '"9,50" menjadi "8,75"' in line and "Angka kemiskinan" in line and "Realisasi" in line]
    assert len(result.updated) == 2
    again(result, fresh)


def test_nothing_new_leaves_the_very_bytes() -> None:
    data = document(table(*OLD))
    assert merged(data, document(table(*OLD))) == Merged(data, [], [])


def test_the_looks_that_a_person_gave_a_cell_stay() -> None:
    desk = Desk(document(table(*OLD)))
    run = next(desk.cell("Gini", "Realisasi").iter(W + "r"))
    run.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}"><w:b/><w:color w:val="FF0000"/></w:rPr>'))
    result = merged(desk.data, document(table(*NEW)))

    after = Desk(result.data or b"").cell("Gini", "Realisasi")
    assert said(after) == "0,29"
    assert [each.tag for each in after.iterfind(f".//{W}rPr/*")] == [W + "b", W + "color"]


def test_a_cell_that_a_person_changed_stays_and_is_named_with_both_values() -> None:
    desk = Desk(document(table(*OLD)))
    type_into(desk.cell("kemiskinan", "Realisasi"), "8,80")
    fresh = document(table(*NEW))
    result = merged(desk.data, fresh)

    assert texts(result.data or b"")[0][3] == "8,80"
    assert texts(result.data or b"")[1][3] == "0,29"
    (line,) = result.left
    assert all(words in line for words in ("Capaian Kinerja", "Angka kemiskinan", "Realisasi", '"8,80"', '"8,75"'))
    again(result, fresh)


def test_a_cell_that_says_today_s_text_already_follows_the_workbook_from_then_on() -> None:
    desk = Desk(document(table(*OLD)))
    type_into(desk.cell("kemiskinan", "Realisasi"), "8,75")
    once = merged(desk.data, document(table(*NEW)))
    assert not [line for line in (*once.updated, *once.left) if "kemiskinan" in line]

    later = merged(once.data or b"", document(table(["1", "Angka kemiskinan", "9,00", "8,60"], *NEW[1:])))
    assert texts(later.data or b"")[0][3] == "8,60"


def test_a_deleted_row_stays_deleted_and_is_named() -> None:
    desk = Desk(document(table(*OLD)))
    gini = desk.row("Gini")
    gini.getparent().remove(gini)  # type: ignore[union-attr]
    fresh = document(table(*NEW))
    result = merged(desk.data, fresh)

    assert [row[1] for row in texts(result.data or b"")] == ["Angka kemiskinan", "Pengangguran"]
    assert texts(result.data or b"")[0][3] == "8,75"
    (line,) = result.left
    assert "Indeks Gini" in line
    again(result, fresh)


def test_a_new_row_comes_to_its_place_without_the_colour_of_its_neighbour() -> None:
    desk = Desk(document(table(*OLD)))
    for cell in cells(desk.row("kemiskinan")):
        (properties,) = cell.iterfind(W + "tcPr")
        etree.SubElement(properties, W + "shd", {W + "val": "clear", W + "fill": "FFFF00"})
    new = (NEW[0], ["2", "Angka harapan hidup", "70,00", "71,20"], ["3", *NEW[1][1:]], ["4", *NEW[2][1:]])
    fresh = document(table(*new))
    result = merged(desk.data, fresh)

    assert texts(result.data or b"") == [list(row) for row in new]
    after = Desk(result.data or b"")
    assert [each.get(W + "fill") for each in after.row("kemiskinan").iter(W + "shd")] == ["FFFF00"] * 4
    assert next(after.row("harapan").iter(W + "shd"), None) is None
    assert result.left == []
    again(result, fresh)


def test_a_row_that_the_workbook_no_longer_has_goes_only_if_nobody_touched_it() -> None:
    fresh = document(table(OLD[0], ["2", *OLD[2][1:]]))
    assert [row[1] for row in texts(merged(document(table(*OLD)), fresh).data or b"")] == ["Angka kemiskinan", "Pengangguran"]

    desk = Desk(document(table(*OLD)))
    type_into(desk.cell("Gini", "Target"), "0,28 (RPJMD)")
    result = merged(desk.data, fresh)
    assert "0,28 (RPJMD)" in texts(result.data or b"")[1]
    assert [line for line in result.left if "Indeks Gini" in line]
    again(result, fresh)


def test_a_row_with_a_comment_does_not_go() -> None:
    desk = Desk(document(table(*OLD)))
    etree.SubElement(next(desk.row("Gini").iter(W + "r")), W + "commentReference", {W + "id": "3"})
    result = merged(desk.data, document(table(OLD[0], ["2", *OLD[2][1:]])))
    assert len(texts(result.data or b"")) == 3
    assert [line for line in result.left if "Indeks Gini" in line]


def test_a_renamed_indicator_is_the_same_row() -> None:
    desk = Desk(document(table(*OLD)))
    type_into(desk.cell("Gini", "Target"), "0,28 (RPJMD)")
    new = (NEW[0], ["2", "Indeks Gini Kabupaten", "0,30", "0,29"], NEW[2])
    result = merged(desk.data, document(table(*new)))

    assert texts(result.data or b"")[1] == ["2", "Indeks Gini Kabupaten", "0,28 (RPJMD)", "0,29"]
    (line,) = result.left
    assert '"0,28 (RPJMD)"' in line
    assert '"0,30"' in line


def test_a_name_that_a_person_changed_in_the_document_is_still_its_row() -> None:
    desk = Desk(document(table(*OLD)))
    type_into(desk.cell("Gini", "Indikator"), "Rasio ketimpangan")
    result = merged(desk.data, document(table(*NEW)))
    assert texts(result.data or b"")[1] == ["2", "Rasio ketimpangan", "0,30", "0,29"]
    (line,) = result.left
    assert '"Rasio ketimpangan"' in line


def test_rows_that_a_person_added_or_moved_stay_where_they_are() -> None:
    desk = Desk(document(table(*OLD)))
    own = copy.deepcopy(desk.row("Gini"))
    for cell, text in zip(cells(own), ("2a", "Catatan kami", "-", "-"), strict=True):
        type_into(cell, text)
    desk.row("Gini").addnext(own)
    desk.row("kemiskinan").addprevious(desk.row("Pengangguran"))
    result = merged(desk.data, document(table(*NEW)))
    assert [row[1] for row in texts(result.data or b"")] == ["Pengangguran", "Angka kemiskinan", "Indeks Gini", "Catatan kami"]
    assert texts(result.data or b"")[2][3] == "0,29"
    assert result.left == []


def test_a_moved_table_is_found() -> None:
    desk = Desk(document(table(*OLD)))
    desk.paragraph("Demikian laporan ini").addnext(desk.tables[0])
    result = merged(desk.data, document(table(*NEW)))
    assert texts(result.data or b"") == [list(row) for row in NEW]
    assert result.left == []


def test_columns_are_found_by_their_headings() -> None:
    desk = Desk(document(table(*OLD)))
    for row in desk.tables[0].iterchildren(W + "tr"):
        cells(row)[0].addprevious(cells(row)[3])
    result = merged(desk.data, document(table(*NEW)))
    assert texts(result.data or b"") == [[row[3], *row[:3]] for row in NEW]


def _twice(desk: Desk) -> None:
    desk.paragraph("Demikian laporan ini").addnext(copy.deepcopy(desk.tables[0]))
    desk.paragraph("Demikian laporan ini").addnext(made("Salinan:"))


def _twice_and_edited(desk: Desk) -> None:
    _twice(desk)
    type_into(cells(rows(desk.tables[1])[0])[3], "10,00")


def _without_a_column(desk: Desk) -> None:
    for row in desk.tables[0].iterchildren(W + "tr"):
        row.remove(cells(row)[2])


def _with_a_column(desk: Desk) -> None:
    for row in desk.tables[0].iterchildren(W + "tr"):
        row.append(copy.deepcopy(cells(row)[3]))
        type_into(cells(row)[4], "Keterangan")


def _with_another_heading(desk: Desk) -> None:
    type_into(next(cell for cell in desk.tables[0].iter(W + "tc") if said(cell) == "Realisasi"), "Hasil")


def _with_a_tracked_row(desk: Desk) -> None:
    row = desk.row("Gini")
    look = row.find(W + "trPr")
    look = etree.SubElement(row, W + "trPr") if look is None else look
    row.insert(0, look)
    etree.SubElement(look, W + "del", {W + "id": "9", W + "author": "Kasubbag"})


def _with_a_tracked_word(desk: Desk) -> None:
    inserted = etree.SubElement(desk.cell("Gini", "Target").find(W + "p"), W + "ins", {W + "id": "9", W + "author": "Kasubbag"})  # type: ignore[arg-type]
    etree.SubElement(etree.SubElement(inserted, W + "r"), W + "t").text = " sementara"


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (_twice, "2 kali"),
        (_twice_and_edited, "2 kali"),
        (_without_a_column, "kolom"),
        (_with_a_column, "kolom"),
        (_with_another_heading, "kolom"),
        (_with_a_tracked_row, "Track Changes"),
        (_with_a_tracked_word, "Track Changes"),
    ],
)
def test_a_table_that_is_not_certain_is_one_line_and_stays(edit: object, word: str) -> None:
    desk = Desk(document(table(*OLD)))
    edit(desk)  # type: ignore[operator]
    fresh = document(table(*NEW))
    result = merged(desk.data, fresh)

    (line,) = result.left
    assert "Capaian Kinerja" in line
    assert word in line
    assert result.data == desk.data
    again(result, fresh)


def test_a_deleted_table_is_one_line() -> None:
    desk = Desk(document(table(*OLD)))
    desk.tables[0].getparent().remove(desk.tables[0])  # type: ignore[union-attr]
    caption = desk.paragraph("Capaian Kinerja")
    caption.getparent().remove(caption)  # type: ignore[union-attr]
    result = merged(desk.data, document(table(*NEW)))
    assert result.data == desk.data
    (line,) = result.left
    assert "Capaian Kinerja" in line


def test_tables_with_the_same_headings_are_told_apart() -> None:
    def both(first: str, second: str) -> bytes:
        return document(
            table(["1", "Target", "5", first], ["2", "Capaian", "6", "7"], title="Sasaran 1", key="t/1"),
            table(["1", "Target", "5", second], ["2", "Capaian", "6", "7"], title="Sasaran 2", key="t/2"),
        )

    desk = Desk(both("8", "8"))
    desk.paragraph("BAB III").addnext(desk.tables[1])
    desk.tables[0].addprevious(desk.paragraph("Sasaran 2"))
    result = merged(desk.data, both("8", "9"))
    assert [texts(result.data or b"", number)[0][3] for number in (0, 1)] == ["9", "8"]
    assert result.left == []


def test_a_new_and_a_lost_table_are_named() -> None:
    one, other = table(*OLD, title="Sasaran 1", key="t/1"), table(["1", "Lain", "2", "3"], title="Program", key="program")
    added = merged(document(one), document(one, other))
    assert [line for line in added.left if "Program" in line and "baru" in line]
    lost = merged(document(one, other), document(one))
    assert [line for line in lost.left if "Program" in line and "tidak ada lagi di buku kerja" in line]
    assert len(list(part(lost.data or b"").iter(W + "tbl"))) == 2


def test_rows_follow_the_order_of_the_workbook_unless_a_person_ordered_them() -> None:
    new = (["1", *OLD[2][1:]], ["2", *OLD[0][1:]], ["3", *OLD[1][1:]])
    fresh = document(table(*new))
    desk = Desk(document(table(*OLD)))
    own = copy.deepcopy(desk.row("Gini"))
    for cell in cells(own):
        type_into(cell, "kami")
    desk.row("Gini").addnext(own)
    result = merged(desk.data, fresh)
    assert texts(result.data or b"") == [*map(list, new[:2]), ["kami"] * 4, list(new[2])]
    assert result.left == []
    again(result, fresh)

    desk = Desk(document(table(*OLD)))
    desk.row("kemiskinan").addprevious(desk.row("Gini"))
    result = merged(desk.data, fresh)
    assert [row[1] for row in texts(result.data or b"")] == ["Indeks Gini", "Angka kemiskinan", "Pengangguran"]
    again(result, fresh)


# ---------------------------------------------------------------- merged cells
def test_rows_with_merged_cells_are_ordered_likewise() -> None:
    new = (GROUPS[2], GROUPS[1], GROUPS[0])
    fresh = document(table(*new, grouped=True))
    result = merged(document(table(*GROUPS, grouped=True)), fresh)
    assert texts(result.data or b"") == [list(row) for row in new]
    assert result.left == []
    again(result, fresh)


GROUPS = (["A", "satu", "1", "1"], ["A", "dua", "2", "2"], ["B", "tiga", "3", "3"])


def test_a_row_that_comes_into_merged_cells_is_merged_with_them() -> None:
    new = (GROUPS[0], ["A", "satu setengah", "1", "2"], *GROUPS[1:], ["B", "empat", "4", "4"])
    fresh = document(table(*new, grouped=True))
    result = merged(document(table(*GROUPS, grouped=True)), fresh)
    assert texts(result.data or b"") == [list(row) for row in new]
    assert etree.tostring(next(part(result.data or b"").iter(W + "tbl")), method="c14n") == etree.tostring(
        next(part(fresh).iter(W + "tbl")), method="c14n"
    )
    again(result, fresh)


def test_rows_come_into_merged_cells_at_several_places() -> None:
    new = (["A", "nol", "0", "0"], GROUPS[0], ["A", "satu setengah", "1", "2"], GROUPS[1], ["A", "dua setengah", "2", "3"], GROUPS[2])
    fresh = document(table(*new, grouped=True))
    result = merged(document(table(*GROUPS, grouped=True)), fresh)
    assert texts(result.data or b"") == [list(row) for row in new]
    again(result, fresh)


def test_the_first_of_merged_rows_goes_and_its_text_stays_with_the_others() -> None:
    fresh = document(table(*GROUPS[1:], grouped=True))
    result = merged(document(table(*GROUPS, grouped=True)), fresh)
    assert texts(result.data or b"") == [["A", "dua", "2", "2"], ["B", "tiga", "3", "3"]]
    assert result.left == []
    again(result, fresh)


def test_merged_rows_part_where_they_are_of_two_groups_now() -> None:
    new = (GROUPS[0], ["B", "dua", "2", "2"], GROUPS[2])
    fresh = document(table(*new, grouped=True))
    result = merged(document(table(*GROUPS, grouped=True)), fresh)
    assert texts(result.data or b"") == [list(row) for row in new]
    again(result, fresh)


def test_a_person_deletes_the_first_of_merged_rows() -> None:
    desk = Desk(document(table(*GROUPS, grouped=True)))
    first = desk.row("satu")
    first.getparent().remove(first)  # type: ignore[union-attr]
    result = merged(desk.data, document(table(GROUPS[0], ["A", "dua", "2", "2,5"], GROUPS[2], grouped=True)))
    assert texts(result.data or b"") == [["A", "dua", "2", "2,5"], ["B", "tiga", "3", "3"]]
    (line,) = result.left
    assert '"satu"' in line
