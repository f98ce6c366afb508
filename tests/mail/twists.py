"""Misleading changes to a mailed copy's XML, each with its cell and the expected message."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from lkjip.model.tables import TABEL_3_1
from tests.kit.workbooks import MAIN, Parts, beside, text_cell
from tests.mail import books

Twist = Callable[[Parts], str]
"""Changes a copy; gives what must be named, as it stands in a line."""

_BOOK: Final = "xl/workbook.xml"
_STYLES: Final = "xl/styles.xml"


def _root(parts: Parts, part: str) -> etree._Element:
    return etree.fromstring(parts[part])


def _save(parts: Parts, part: str, root: etree._Element) -> None:
    parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def cell(parts: Parts, title: str, address: str, xml: str) -> str:
    """Put a cell in place of another, its look kept; what names it."""
    part = parts.sheet(title)
    root = _root(parts, part)
    old = next(each for each in root.iter(f"{{{MAIN}}}c") if each.get("r") == address)
    new = etree.fromstring(xml.replace("<c", f'<c xmlns="{MAIN}" r="{address}"', 1))
    if old.get("s"):
        new.set("s", old.get("s", ""))
    old.getparent().replace(old, new)  # type: ignore[union-attr]  # a cell stands in a row
    _save(parts, part, root)
    return f'lembar "{title}" sel {address}'


def row(parts: Parts, title: str, number: int, **attributes: str) -> None:
    root = _root(parts, parts.sheet(title))
    element = next(each for each in root.iter(f"{{{MAIN}}}row") if each.get("r") == str(number))
    for name, value in attributes.items():
        element.set(name, value)
    _save(parts, parts.sheet(title), root)


def styled(parts: Parts, title: str, address: str, *, code: str = "", font: str = "", fill: str = "", alignment: str = "") -> str:
    """Give a cell a look of its own, the rest of its look kept."""
    styles = _root(parts, _STYLES)
    sheet = _root(parts, parts.sheet(title))
    at = next(each for each in sheet.iter(f"{{{MAIN}}}c") if each.get("r") == address)
    looks = styles.find(f"{{{MAIN}}}cellXfs")
    assert looks is not None
    look = etree.fromstring(etree.tostring(looks[int(at.get("s", "0"))]))
    if code:
        formats = styles.find(f"{{{MAIN}}}numFmts")
        assert formats is not None
        etree.SubElement(formats, f"{{{MAIN}}}numFmt", {"numFmtId": "990", "formatCode": code})
        look.set("numFmtId", "990")
    for holder, given, attribute in (("fonts", font, "fontId"), ("fills", fill, "fillId")):
        if given:
            elements = styles.find(f"{{{MAIN}}}{holder}")
            assert elements is not None
            elements.append(etree.fromstring(given.replace(">", f' xmlns="{MAIN}">', 1)))
            look.set(attribute, str(len(elements) - 1))
    if alignment:
        for each in look.findall(f"{{{MAIN}}}alignment"):
            look.remove(each)
        look.insert(0, etree.fromstring(f'<alignment xmlns="{MAIN}" horizontal="{alignment}"/>'))
    looks.append(look)
    at.set("s", str(len(looks) - 1))
    _save(parts, _STYLES, styles)
    _save(parts, parts.sheet(title), sheet)
    return f'lembar "{title}" sel {address}'


def _number_format(code: str) -> Twist:
    def twist(parts: Parts) -> str:
        at = parts.at("tbl_31", "Realisasi", 0)
        return f"{styled(parts, 'Tabel 3.1', at, code=code)} (Realisasi): ditampilkan lain"

    return twist


def _font(font: str, fill: str = "") -> Twist:
    def twist(parts: Parts) -> str:
        at = parts.at("tbl_31", "Realisasi", 0)
        return f"{styled(parts, 'Tabel 3.1', at, font=font, fill=fill)} (Realisasi): ditampilkan lain, "

    return twist


def _formula_no_longer_ours(parts: Parts) -> str:
    address = parts.put("tbl_31", "Capaian", 0, "<c><f>999</f></c>")
    return f'lembar "Tabel 3.1" sel {address} (Capaian): rumusnya berubah, sekarang =999'


def _average(parts: Parts) -> str:
    return f"{cell(parts, 'Ringkasan', 'D6', '<c><f>150</f></c>')} (rata_rata_capaian): rumusnya berubah, sekarang =150"


def _summary_typed_over(parts: Parts) -> str:
    return f"{cell(parts, 'Pengukuran Kinerja', 'G7', books.number(150))}: berubah, sekarang 150, diketik di atas rumusnya"


def _text_of_a_summary(parts: Parts) -> str:
    return f"{cell(parts, 'Ringkasan', 'B6', text_cell('Rata-rata capaian tahun lalu'))}: berubah, sekarang Rata-rata capaian tahun lalu"


def _text_formula(parts: Parts) -> str:
    said = cell(parts, "Ringkasan", "B38", books.formula('"Semua indikator tercapai."', "Semua indikator tercapai."))
    return f'{said}: rumusnya berubah, sekarang ="Semua indikator tercapai."'


def _stale_result(parts: Parts) -> str:
    part = parts.sheet("Ringkasan")
    root = _root(parts, part)
    at = next(each for each in root.iter(f"{{{MAIN}}}c") if each.get("r") == "D6")
    value = at.find(f"{{{MAIN}}}v")
    assert value is not None
    value.text = "150"
    _save(parts, part, root)
    return 'lembar "Ringkasan" sel D6 (rata_rata_capaian): hasil rumusnya berubah, sekarang 150'


def _stale_and_manual(parts: Parts) -> str:
    _stale_result(parts)
    parts.replace(_BOOK, "<calcPr ", '<calcPr calcMode="manual" ')
    return "penghitungan manual"


def _two_cells_change_places(parts: Parts) -> str:
    one, other = (parts.cell("tbl_31", "Realisasi", number) for number in (0, 1))
    values = [re.search(r"<v>(.*?)</v>", each) for each in (one, other)]
    assert values[0]
    assert values[1]
    parts.put("tbl_31", "Realisasi", 0, f"<c><v>{values[1][1]}</v></c>")
    return f"sel {parts.put('tbl_31', 'Realisasi', 1, f'<c><v>{values[0][1]}</v></c>')} (Realisasi): berubah"


def _hidden_row(parts: Parts) -> str:
    row(parts, "Tabel 3.1", 8, hidden="1")
    return 'lembar "Tabel 3.1": baris tersembunyi 8'


def _collapsed_group(parts: Parts) -> str:
    row(parts, "Tabel 3.1", 8, hidden="1", outlineLevel="1")
    row(parts, "Tabel 3.1", 9, collapsed="1")
    return 'lembar "Tabel 3.1": baris tersembunyi 8'


def _filtered(parts: Parts) -> str:
    row(parts, "Tabel 3.1", 9, hidden="1")
    part = parts.sheet("Tabel 3.1")
    filtered = '<autoFilter ref="B5:Q14"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter>'
    parts.replace(part, "</sheetData>", f"</sheetData>{filtered}")
    return 'lembar "Tabel 3.1": baris tersembunyi 9'


def _low_row(parts: Parts) -> str:
    row(parts, "Tabel 3.1", 8, ht="0.75", customHeight="1")
    return 'lembar "Tabel 3.1": baris terlalu rendah untuk dibaca 8'


def _all_rows_hidden_by_default(parts: Parts) -> str:
    part = parts.sheet("Ringkasan")
    root = _root(parts, part)
    root.find(f"{{{MAIN}}}sheetFormatPr").set("zeroHeight", "1")  # type: ignore[union-attr]  # the builder writes it
    for each in root.iter(f"{{{MAIN}}}row"):
        each.attrib.pop("ht", "")
    _save(parts, part, root)
    return 'lembar "Ringkasan": baris tersembunyi 6'


def _column(**attributes: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        root = _root(parts, parts.sheet("Tabel 3.1"))
        element = next(each for each in root.iter(f"{{{MAIN}}}col") if each.get("min") == each.get("max") == "2")
        for name, value in attributes.items():
            element.set(name, value)
        _save(parts, parts.sheet("Tabel 3.1"), root)

    return change


def _hidden_column(parts: Parts) -> str:
    _column(hidden="1")(parts)
    return 'lembar "Tabel 3.1": kolom tersembunyi B'


def _narrow_column(parts: Parts) -> str:
    _column(width="0")(parts)
    return 'lembar "Tabel 3.1": kolom terlalu sempit untuk dibaca B'


def _hidden_sheet(parts: Parts) -> str:
    parts.replace(_BOOK, 'name="Narasi"', 'name="Narasi" state="hidden"')
    return 'lembar "Narasi": sekarang tersembunyi'


def _renamed_sheet(parts: Parts) -> str:
    parts.replace(_BOOK, 'name="Narasi"', 'name="Narasi 2019"')
    return 'lembar "Narasi": sekarang bernama "Narasi 2019"'


def _reordered_sheets(parts: Parts) -> str:
    root = _root(parts, _BOOK)
    sheets = root.find(f"{{{MAIN}}}sheets")
    assert sheets is not None
    last = len(sheets) - 1
    sheets.append(sheets[last - 1])
    for name in root.iter(f"{{{MAIN}}}definedName"):
        if name.get("localSheetId") in (str(last - 1), str(last)):
            name.set("localSheetId", str(2 * last - 1 - int(name.get("localSheetId", "0"))))
    _save(parts, _BOOK, root)
    return "urutan lembar berubah"


def _sheet_gone(parts: Parts) -> str:
    root = _root(parts, _BOOK)
    sheets = root.find(f"{{{MAIN}}}sheets")
    assert sheets is not None
    last = sheets[-1]
    sheets.remove(last)
    _save(parts, _BOOK, root)
    return f'lembar "{last.get("name")}": tidak ada lagi'


def _look_alike(parts: Parts) -> str:
    books.add_sheet(parts, "Ringkasan Kinerja", {"B6": books.text("Rata-rata capaian"), "D6": books.number(150)})
    root = _root(parts, _BOOK)
    sheets = root.find(f"{{{MAIN}}}sheets")
    assert sheets is not None
    sheets.insert(0, sheets[-1])
    for name in root.iter(f"{{{MAIN}}}definedName"):
        if name.get("localSheetId"):
            name.set("localSheetId", str(int(name.get("localSheetId", "0")) + 1))
    _save(parts, _BOOK, root)
    return 'lembar "Ringkasan Kinerja": ditambahkan sesudah disegel'


def _conditional_formula(parts: Parts) -> str:
    part = parts.sheet("Tabel 3.1")
    root = _root(parts, part)
    formula = next(each for each in root.iter(f"{{{MAIN}}}formula") if "kode_kategori" in (each.text or ""))
    formula.text = (formula.text or "").removesuffix("=0") + "=7"  # the best in the colour of the worst
    where = formula.getparent().getparent().get("sqref")  # type: ignore[union-attr]  # a rule in its range
    _save(parts, part, root)
    return f'lembar "Tabel 3.1": warna bersyarat {where}: berubah'


def _conditional_range(parts: Parts) -> str:
    parts.replace(parts.sheet("Tabel 3.1"), 'conditionalFormatting sqref="L6:L14"', 'conditionalFormatting sqref="L6:L10"')
    return 'lembar "Tabel 3.1": warna bersyarat L6:L14: tidak ada lagi'


def _validation_gone(parts: Parts) -> str:
    part = parts.sheet("Tabel 3.1")
    root = _root(parts, part)
    element = root.find(f"{{{MAIN}}}dataValidations")
    assert element is not None
    root.remove(element)
    _save(parts, part, root)
    return 'lembar "Tabel 3.1": pemeriksaan isian D6:D14: tidak ada lagi'


def _merged(parts: Parts) -> str:
    parts.replace(parts.sheet("Tabel 3.1"), "<mergeCells", "<mergeCells")
    part = parts.sheet("Tabel 3.1")
    parts[part] = re.sub(rb"<mergeCells[^>]*>", rb'\g<0><mergeCell ref="I6:I8"/>', parts[part], count=1)
    return 'lembar "Tabel 3.1": sel gabungan I6:I8: sekarang ada'


def _other_chart_cells(parts: Parts) -> str:
    chart = next(part for part in sorted(parts) if part.startswith("xl/charts/chart"))
    parts.replace(chart, "Ringkasan!$D$", "Ringkasan!$E$")
    return 'lembar "Grafik": grafik '


def _chart_without_cells(parts: Parts) -> str:
    chart = next(part for part in sorted(parts) if part.startswith("xl/charts/chart"))
    root = _root(parts, chart)
    for each in list(root.iter("{*}val")):
        for reference in list(each):
            each.remove(reference)
    _save(parts, chart, root)
    return 'lembar "Grafik": grafik '


def _chart_taken(parts: Parts) -> str:
    """Its part stays, as some programs leave it."""
    drawing = next(part for part in sorted(parts) if part.startswith("xl/drawings/drawing") and b"graphicFrame" in parts[part])
    root = _root(parts, drawing)
    root.remove(next(each for each in root if each.find("{*}graphicFrame") is not None))
    _save(parts, drawing, root)
    return 'lembar "Grafik": grafik '


def _shadowing_name(parts: Parts) -> str:
    titles = [sheet.get("name") for sheet in _root(parts, _BOOK).iter(f"{{{MAIN}}}sheet")]
    name = f'<definedName name="rata_rata_capaian" localSheetId="{titles.index("Ringkasan")}">150</definedName>'
    parts.replace(_BOOK, "</definedNames>", f"{name}</definedNames>")
    return 'lembar "Ringkasan": nama RATA_RATA_CAPAIAN: sekarang ada'


def _moved_name(parts: Parts) -> str:
    parts.replace(_BOOK, "'Ringkasan'!$D$6<", "'Ringkasan'!$D$5<")
    return "nama RATA_RATA_CAPAIAN: berubah"


def _shorter_table(parts: Parts) -> str:
    last = beside(TABEL_3_1, 0)
    parts.replace(parts.table("tbl_31"), f'ref="B6:{last}15"', f'ref="B6:{last}14"')
    return 'lembar "Tabel 3.1": tabel tbl_31: berubah'


def _view(attribute: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts.replace(parts.sheet("Ringkasan"), "<sheetView ", f"<sheetView {attribute} ")

    return change


def _formulas_shown(parts: Parts) -> str:
    _view('showFormulas="1"')(parts)
    return 'lembar "Ringkasan": tampilan rumus alih-alih hasilnya: sekarang ada'


def _zeros_hidden(parts: Parts) -> str:
    _view('showZeros="0"')(parts)
    return 'lembar "Ringkasan": tampilan nol tidak diperlihatkan: sekarang ada'


def _as_displayed(parts: Parts) -> str:
    parts.replace(_BOOK, "<calcPr ", '<calcPr fullPrecision="0" ')
    return "penghitungan dengan ketelitian seperti yang tampak: sekarang ada"


def _since_1904(parts: Parts) -> str:
    parts.replace(_BOOK, "<workbookPr ", '<workbookPr date1904="1" ')
    return "tanggal sejak 1904: sekarang ada"


def _emptied(parts: Parts) -> str:
    return f"{cell(parts, 'Ringkasan', 'B6', '<c/>')}: berubah, sekarang kosong"


def _filled(parts: Parts) -> str:
    part = parts.sheet("Ringkasan")
    root = _root(parts, part)
    last = max(int(each.get("r", "0")) for each in root.iter(f"{{{MAIN}}}row")) + 5
    data = root.find(f"{{{MAIN}}}sheetData")
    assert data is not None
    data.append(etree.fromstring(f'<row xmlns="{MAIN}" r="{last}"><c r="B{last}"><v>7</v></c></row>'))
    _save(parts, part, root)
    return f'lembar "Ringkasan" sel B{last}: berubah, sekarang 7, saat dikirim kosong'


def _white(colour: str) -> str:
    return f'<font><sz val="11"/><color {colour}/><name val="Calibri"/></font>'


def _white_palette(parts: Parts) -> str:
    named = styled(parts, "Ringkasan", "D6", font=_white('indexed="20"'))
    palette = f"<colors><indexedColors>{'<rgbColor rgb=&quot;00FFFFFF&quot;/>' * 64}</indexedColors></colors>".replace("&quot;", '"')
    parts.replace(_STYLES, "</styleSheet>", f"{palette}</styleSheet>")
    return named


TWISTS: Final[Mapping[str, Twist]] = {
    "a formula no longer ours": _formula_no_longer_ours,
    "the average as a number in a formula": _average,
    "a summary typed over": _summary_typed_over,
    "a label of a summary": _text_of_a_summary,
    "a sentence": _text_formula,
    "a stale result": _stale_result,
    "a stale result, computed by hand only": _stale_and_manual,
    "two figures change places": _two_cells_change_places,
    "a cell emptied": _emptied,
    "a cell filled": _filled,
    "a hidden row": _hidden_row,
    "a collapsed group": _collapsed_group,
    "rows filtered away": _filtered,
    "a row without height": _low_row,
    "rows hidden by default": _all_rows_hidden_by_default,
    "a hidden column": _hidden_column,
    "a column without width": _narrow_column,
    "a hidden sheet": _hidden_sheet,
    "a renamed sheet": _renamed_sheet,
    "sheets in another order": _reordered_sheets,
    "a sheet gone": _sheet_gone,
    "a look-alike on top": _look_alike,
    "a format that shows another number": _number_format('"150,00"'),
    "a format that shows nothing": _number_format(";;;"),
    "a format that adds a digit": _number_format('"1"0.00'),
    "a percent format": _number_format("0.00%"),
    "a format in millions": _number_format("0.00,,"),
    "fewer decimals": _number_format("0"),
    "a format that hides the sign": _number_format("0.00;0.00"),
    "a date format": _number_format("dd mmmm yyyy"),
    "a format with a bound": _number_format('[>90]"tercapai";0.00'),
    "a white text": _font(_white('rgb="FFFFFFFF"'), '<fill><patternFill patternType="none"/></fill>'),
    "a white text by theme": _font(_white('theme="0"'), '<fill><patternFill patternType="none"/></fill>'),
    "a red text on red": _font(
        _white('rgb="FFFF0000"'), '<fill><patternFill patternType="solid"><fgColor rgb="FFFA0505"/></patternFill></fill>'
    ),
    "a text of one point": _font('<font><sz val="1"/><name val="Calibri"/></font>'),
    "a text in pictures": _font('<font><sz val="11"/><name val="Wingdings"/></font>'),
    "a text struck out": _font('<font><strike/><sz val="11"/><name val="Calibri"/></font>'),
    "a text in symbols of another name": _font('<font><sz val="11"/><name val="Bookshelf Symbol 7"/></font>'),
    "a text on a pattern of its colour": _font(
        _white('rgb="FF808080"'),
        '<fill><patternFill patternType="darkGray"><fgColor rgb="FF808080"/><bgColor rgb="FF7F7F7F"/></patternFill></fill>',
    ),
    "a text on two ends of its colour": _font(
        _white('rgb="FF000000"'),
        '<fill><gradientFill><stop position="0"><color rgb="FF000000"/></stop><stop position="1"><color rgb="FF010101"/></stop>'
        "</gradientFill></fill>",
    ),
    "a white format": _number_format("[White]0.00"),
    "a format in a white of the palette": _number_format("[Color 2]0.00"),
    "a white palette": _white_palette,
    "a chart taken away": _chart_taken,
    "a conditional formula": _conditional_formula,
    "a conditional range": _conditional_range,
    "no validations": _validation_gone,
    "merged cells": _merged,
    "a chart over other cells": _other_chart_cells,
    "a chart over no cells": _chart_without_cells,
    "a name that shadows": _shadowing_name,
    "a name moved": _moved_name,
    "a shorter table": _shorter_table,
    "formulas shown": _formulas_shown,
    "zeros hidden": _zeros_hidden,
    "precision as displayed": _as_displayed,
    "dates since 1904": _since_1904,
}
