"""Every kind of written file keeps Excel's rules beyond the schemas, and each rule finds a planted error."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pytest

from tests.second_opinions.excel_rules import RULES, broken
from tests.second_opinions.files import KINDS, Written
from tests.second_opinions.package import Book

Planted = Callable[[dict[str, bytes]], None]
SHEET: Final = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("kind", KINDS)
def test_excel_has_nothing_to_repair(kind: str, written_files: Written) -> None:
    assert broken(Book.of(written_files[kind])) == []


def _replace(part: str, old: str, new: str) -> Planted:
    """The first match of a pattern in the first part whose name matches."""

    def plant(parts: dict[str, bytes]) -> None:
        for name in sorted(parts):
            if re.fullmatch(part, name) and re.search(old.encode(), parts[name], re.DOTALL):
                parts[name] = re.sub(old.encode(), new.encode(), parts[name], count=1, flags=re.DOTALL)
                return
        raise AssertionError(f"nothing to plant in {part}")

    return plant


def _copy(old: str, new: str) -> Planted:
    def plant(parts: dict[str, bytes]) -> None:
        parts[new] = parts[old]

    return plant


ANY_SHEET: Final = r"xl/worksheets/sheet\d+\.xml"
WORKBOOK: Final = r"xl/workbook\.xml"
TABLE: Final = r"xl/tables/table\d+\.xml"

PLANTED: Final[dict[str, list[Planted]]] = {
    "members_are_unique_without_case": [_copy("xl/styles.xml", "xl/Styles.xml")],
    "every_part_has_one_content_type": [
        _copy("xl/styles.xml", "xl/lain.xml"),
        _replace(r"\[Content_Types\]\.xml", r'PartName="/xl/styles\.xml"', 'PartName="/xl/tiada.xml"'),
    ],
    "relationships_lead_to_parts": [
        _replace(r"xl/_rels/workbook\.xml\.rels", r'Target="theme/theme1\.xml"', 'Target="theme/theme9.xml"'),
        _replace(r"xl/_rels/workbook\.xml\.rels", r'(Id="(rId\d+)"[^>]*theme1\.xml"/><Relationship Id=)"rId\d+"', r'\1"\2"'),
    ],
    "every_part_is_referred_to": [_copy("xl/styles.xml", "xl/lain.xml")],
    "relationship_ids_resolve": [_replace(ANY_SHEET, r'<drawing r:id="[^"]+"', '<drawing r:id="rId99"')],
    "sheet_names_are_legal": [
        _replace(WORKBOOK, r'<sheet name="[^"]+"', '<sheet name="Nama yang terlalu panjang untuk Excel"'),
        _replace(WORKBOOK, r'<sheet name="[^"]+"', '<sheet name="skala"'),
    ],
    "defined_names_are_legal": [
        _replace(WORKBOOK, r'name="total_anggaran"', 'name="TA2024"'),
        _replace(WORKBOOK, r'(name="total_anggaran"[^>]*>)[^<]+', r"\1Ringkasan!#REF!"),
        _replace(WORKBOOK, r'name="total_anggaran"', 'name="total_serapan"'),
    ],
    "code_names_are_there_and_unique": [
        _replace(SHEET, r' codeName="[^"]+"', ""),
        _replace(SHEET, r'codeName="[^"]+"', 'codeName="Sheet2"'),
    ],
    "styles_exist": [
        _replace(ANY_SHEET, r'(<c r="[A-Z]+\d+") s="\d+"', r'\1 s="9999"'),
        _replace(r"xl/styles\.xml", r'(<cellXfs.*?fontId)="\d+"', r'\1="999"'),
    ],
    "cells_are_in_order": [
        _replace(ANY_SHEET, r'(<c r="B(\d+)".*?)<c r="C\2"', r'\1<c r="B\2"'),
        _replace(ANY_SHEET, r' ht="[^"]+"', ' ht="500"'),
    ],
    "values_are_what_their_type_says": [
        _replace(ANY_SHEET, r"</f><v>[^<]*</v>", "</f>"),
        _replace(ANY_SHEET, r't="s"><v>\d+</v>', 't="s"><v>99999</v>'),
        _replace(ANY_SHEET, r"(<c r=\"[A-Z]+\d+\" s=\"\d+\"><v>)\d+</v>", r"\g<1>1,5</v>"),
    ],
    "texts_are_not_too_long": [_replace(r"xl/sharedStrings\.xml", r"<t>[^<]+</t>", f"<t>{'a' * 33_000}</t>")],
    "merged_cells_stay_apart": [_replace(ANY_SHEET, r'(<mergeCell ref="([^"]+)"/>)', r"\1\1")],
    "validations_fit": [
        _replace(ANY_SHEET, r'(<dataValidation [^>]*sqref="[^"]+")(.*?</dataValidation>)', r"\1\2\1\2"),
        _replace(ANY_SHEET, r"<formula1>[^<]+</formula1>", "<formula1>tbl_31[Target]</formula1>"),
        _replace(ANY_SHEET, r'prompt="[^"]+"', f'prompt="{"a" * 256}"'),
    ],
    "conditional_formats_fit": [
        _replace(ANY_SHEET, r"(<cfRule [^>]*>)<formula>[^<]+</formula>", r"\1<formula>tbl_31[Target]&gt;1</formula>"),
        _replace(ANY_SHEET, r"(<cfRule .*?</cfRule>)", r"\1\1"),
    ],
    "links_lead_somewhere": [_replace(ANY_SHEET, r'location="[^"]+"', 'location="Tiada!A1"')],
    "headers_and_footers_are_short": [_replace(ANY_SHEET, r"<oddFooter>[^<]*", f"<oddFooter>{'a' * 256}")],
    "tables_are_sound": [
        _replace(TABLE, r'name="Target"(.*?)name="Realisasi"', r'name="Target"\1name="target"'),
        _replace(TABLE, r'displayName="[^"]+"', 'displayName="total_anggaran"'),
        _replace(TABLE, r'ref="([A-Z]+\d+):[A-Z]+', r'ref="\1:ZZ'),
    ],
    "table_cells_are_as_their_columns_declare": [
        _replace(TABLE, r"<calculatedColumnFormula>[^<]+", "<calculatedColumnFormula>1+1"),
        _replace(TABLE, r"<totalsRowFormula>[^<]+", "<totalsRowFormula>1+1"),
    ],
    "formulas_are_not_too_long": [
        _replace(ANY_SHEET, r"<f>[^<]+</f>", f"<f>{'1+' * 5000}1</f>"),
        _replace(ANY_SHEET, r"<f>[^<]+</f>", f'<f>LEN("{"a" * 256}")</f>'),
        _replace(ANY_SHEET, r"<f>[^<]+</f>", f"<f>{'ABS(' * 65}1{')' * 65}</f>"),
    ],
    "functions_are_excels_or_ours": [
        _replace(ANY_SHEET, r"<f>[^<]+</f>", '<f>TEXTJOIN(",",TRUE,A1)</f>'),
        _replace(ANY_SHEET, r"<f>[^<]+</f>", "<f>RUMUSLAIN(1)</f>"),
    ],
    "formulas_refer_to_what_is_there": [
        _replace(ANY_SHEET, r"<f>[^<]+</f>", "<f>#REF!+1</f>"),
        _replace(ANY_SHEET, r"<f>[^<]+</f>", "<f>'Tiada'!A1</f>"),
        _replace(ANY_SHEET, r"<f>[^<]+</f>", "<f>IF(1;2;3)</f>"),
        _replace(ANY_SHEET, r"<f>[^<]+</f>", "<f>SUM(tbl_31[Tiada])</f>"),
        _replace(ANY_SHEET, r"<f>[^<]+</f>", "<f>@A1</f>"),
    ],
    "charts_show_cells_that_are_there": [_replace(r"xl/charts/chart\d+\.xml", r"<c:f>[^<]+", "<c:f>jumlah_indikator")],
    "shapes_have_numbers_of_their_own": [_replace(r"xl/drawings/drawing\d+\.xml", r'(cNvPr id=")\d+(".*?cNvPr id=")\d+', r"\g<1>7\g<2>7")],
}


def test_every_rule_has_an_error_that_it_must_find() -> None:
    assert [each.__name__ for each in RULES] == list(PLANTED)


@pytest.mark.parametrize(("name", "plant"), [(name, plant) for name, planted in PLANTED.items() for plant in planted])
def test_a_planted_error_is_found(name: str, plant: Planted, written_files: Written) -> None:
    book = Book.of(written_files["contoh"])
    plant(book.parts)
    (rule,) = (each for each in RULES if each.__name__ == name)
    assert list(rule(book))
