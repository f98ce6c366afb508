"""The report's template that is committed, and the one that an office gets for its paper and font."""

from __future__ import annotations

import io

import docx
import pytest

from lkjip.docx_kit.sections import A4, F4, Paper
from lkjip.naskah import house_template
from lkjip.naskah.blocks import Look
from lkjip.naskah.outline import OUTLINE, Line
from scripts.books import NASKAH
from tests.kit.workbooks import Parts


def test_the_committed_template_is_a_fresh_build() -> None:
    assert Parts.of(NASKAH) == Parts.of_bytes(house_template.build()), "run `make build`"


@pytest.mark.parametrize(("paper", "width", "height"), [(A4, 210, 297), (F4, 215, 330)])
def test_paper_and_font_are_those_of_the_office(paper: Paper, width: int, height: int) -> None:
    document = docx.Document(io.BytesIO(house_template.build(paper, "Bookman Old Style")))
    for section in document.sections:
        assert section.page_width is not None
        assert section.page_height is not None
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (width, height)
    defaults = document.styles.element.find(".//{*}rPrDefault//{*}rFonts")
    assert set(defaults.attrib.values()) == {"Bookman Old Style"}


def test_every_line_of_the_outline_has_its_style() -> None:
    """Real heading styles, which make contents, navigation and reading aloud work."""
    document = docx.Document(io.BytesIO(house_template.build()))
    written = [(each.text, each.style.name if each.style else None) for each in document.paragraphs if each.text]
    assert [(text, str(name).lower()) for text, name in written] == [
        (each.text, each.style.lower()) for each in OUTLINE if isinstance(each, Line)
    ]


def test_every_look_is_a_style() -> None:
    names = {style.name for style in docx.Document(io.BytesIO(house_template.build())).styles}
    assert {look.value for look in Look} <= names


def test_pages_before_bab_i_have_small_roman_numbers_and_the_cover_none() -> None:
    document = docx.Document(io.BytesIO(house_template.build()))
    kinds = []
    for section in document.sections:
        numbers = section._sectPr.find("{*}pgNumType")
        shown = section._sectPr.find("{*}footerReference") is not None
        kinds.append(
            (shown, *(None if numbers is None else numbers.get(numbers.nsmap["w"].join("{}") + name) for name in ("fmt", "start")))
        )
    assert kinds[0] == (False, None, None)
    assert kinds[1] == (True, "lowerRoman", "1")
    assert set(kinds[2:]) == {(True, "lowerRoman", None), (True, "decimal", "1"), (True, "decimal", None)}
    assert kinds.count((True, "decimal", "1")) == 1
