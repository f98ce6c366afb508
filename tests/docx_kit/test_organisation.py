"""The organisation: every post in a box of its own, inside the drawing, none over another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from lkjip.docx_kit.drawings import EMU
from lkjip.docx_kit.organisation import MOST, drawing
from lkjip.docx_kit.wml import NAMESPACES, W, element
from lkjip.ooxml.archive import Element

WPS, A = f"{{{NAMESPACES['wps']}}}", f"{{{NAMESPACES['a']}}}"
WIDTH, HEIGHT = 155 * EMU, 200 * EMU
Posts = Sequence[tuple[str, str, str]]

BOYOLALI: Posts = (
    ("Kepala Kantor", "Suratno, SH.MH.", ""),
    ("Kasubag TU", "Sri Mindaryati, SH, MH.", "Kepala Kantor"),
    ("Kasi Bina Idiologi dan Wawasan Kebangsaan", "Hartuti, SE", "Kepala Kantor"),
    ("Kasi Politik dan Kewaspadaan Nasional", "Rulyan Giatmiko, SH.", "Kepala Kantor"),
    ("Kasi Ketahanan Seni, Budaya, Agama, Kemasyarakatan dan Ekonomi", "Srini Sumardiyanti. SE", "KEPALA  KANTOR"),
)


def dinas(bidang: int, seksi: int) -> Posts:
    second = [(f"Kepala Bidang {number}", f"Nama {number}", "Kepala Dinas") for number in range(bidang)]
    third = [(f"Seksi {one}.{other}", "", f"Kepala Bidang {one}") for one in range(bidang) for other in range(seksi)]
    return [("Kepala Dinas", "Nama", ""), *second, *third]


OFFICES: dict[str, Posts] = {
    "Boyolali": BOYOLALI,
    "three": dinas(2, 0),
    "13": dinas(4, 2),
    "25": dinas(6, 3),
    "many": dinas(12, 6),
    "one": (("Kepala", "", ""),),
    "two on top": (("Kepala", "", ""), ("Wakil", "", ""), ("Staf", "", "Wakil")),
    "below one another": (("A", "", "B"), ("B", "", "A"), ("C", "", "C"), ("D", "", "tidak ada")),
}


def boxes(posts: Posts) -> list[tuple[str, int, int, int, int]]:
    """Text, left, top, right and bottom of each box."""
    root = element(drawing(posts, WIDTH, HEIGHT, 1, "Bagan"))
    found = []
    for shape in root.iter(f"{WPS}wsp"):
        if shape.find(f"{WPS}txbx") is not None:
            left, top, width, height = place(shape)
            found.append(("".join(text.text or "" for text in shape.iter(f"{W}t")), left, top, left + width, top + height))
    return found


def place(shape: Element) -> tuple[int, int, int, int]:
    offset, extent = shape.find(f".//{A}off"), shape.find(f".//{A}ext")
    assert offset is not None
    assert extent is not None
    return int(offset.get("x", "")), int(offset.get("y", "")), int(extent.get("cx", "")), int(extent.get("cy", ""))


@pytest.mark.parametrize("name", OFFICES)
def test_every_post_has_a_box_inside_and_apart(name: str) -> None:
    posts = OFFICES[name]
    found = boxes(posts)
    if len(posts) <= MOST:
        assert len(found) == len(posts)
        for post, holder, _ in posts:
            assert [text for text, *_ in found if text in (post + holder, f"{post}: {holder}")]
    for _, left, top, right, bottom in found:
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= HEIGHT
    for (_, left, top, right, bottom), (_, other_left, other_top, other_right, other_bottom) in itertools.combinations(found, 2):
        assert right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top


def test_of_a_large_organisation_the_lowest_rank_is_left_out() -> None:
    assert len(boxes(OFFICES["many"])) == 13  # the head and twelve bidang, without their 72 seksi


def test_the_description_is_that_of_the_drawing() -> None:
    root = element(drawing(BOYOLALI, WIDTH, HEIGHT, 7, 'Kepala "Kantor" & bawahan'))
    about = root.find(f".//{{{NAMESPACES['wp']}}}docPr")
    assert about is not None
    assert (about.get("id"), about.get("descr")) == ("7", 'Kepala "Kantor" & bawahan')
