"""Reduce cell styles to what matters to a reader: the class of the number format, and whether a text is visible."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from lxml import etree

from lkjip.mail.seal import spelling

Element: TypeAlias = etree._Element
Colour: TypeAlias = tuple[int, int, int]

HIDDEN: Final = "tak tampak"
"""Part of a look that marks invisible text: in the colour of its background, or too small."""
STRUCK: Final = "dicoret"
_SYMBOLS: Final = (
    "wingdings",
    "webdings",
    "symbol",
    "marlett",
    "bookshelf symbol",
    "mt extra",
    "opensymbol",
    "zapf dingbats",
    "zapfdingbats",
)
_FORMAT_COLOUR: Final = re.compile(r"\[(?:(black|white|red|green|blue|yellow|magenta|cyan)|colou?r *(\d{1,2}))\]", re.IGNORECASE)
"""A colour that a number format gives its text: by name, or by its number from 1 among those that a file names by number."""
_NAMED: Final = {"black": 0, "white": 1, "red": 2, "green": 3, "blue": 4, "yellow": 5, "magenta": 6, "cyan": 7}
_ALIKE: Final = 32
"""Colours whose channels (0 to 255) differ by less look the same."""
_SMALLEST: Final = 3.0
"""Points; smaller text cannot be read."""
_BLACK: Final[Colour] = (0, 0, 0)
_WHITE: Final[Colour] = (255, 255, 255)
_PLAIN: Final = (_BLACK, _WHITE, "G")
_PRIMARY: Final = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_INDEXED: Final = (
    *_PRIMARY, *_PRIMARY,
    *("800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080", "9999FF", "993366", "FFFFCC", "CCFFFF"),
    *("660066", "FF8080", "0066CC", "CCCCFF", "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF"),
    *("00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99", "3366FF", "33CCCC", "99CC00", "FFCC00"),
    *("FF9900", "FF6600", "666699", "969696", "003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"),
)  # fmt: skip
"""The palette of indexed colours."""
_PLACE: Final = "indexed "
"""Before the number of a colour of a workbook's own."""
_THEME: Final = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")


def cell_looks(styles: Element | None, theme: Element | None) -> Sequence[str]:
    """The look of each cell style, in order.

    Args:
        styles: the root of the styles part, or None.
        theme: the root of the theme part, or None.
    """
    if styles is None:
        return ()
    colours = _palette(styles) | _theme_colours(theme)
    codes = {each.get("numFmtId"): each.get("formatCode") or "" for each in _children(styles, "numFmts")}
    fonts, fills = _children(styles, "fonts"), _children(styles, "fills")
    return [_look(each, codes, fonts, fills, colours) for each in _children(styles, "cellXfs")]


def conditional_looks(styles: Element | None, theme: Element | None) -> Sequence[str]:
    """What each differential format changes: colours of text and background, class of number format; "" for nothing."""
    if styles is None:
        return ()
    colours = _palette(styles) | _theme_colours(theme)
    return [_conditional_look(each, colours) for each in _children(styles, "dxfs")]


def _conditional_look(element: Element, theme: Mapping[str, Colour]) -> str:
    text = element.find("{*}font/{*}color")
    behind = next((each for name in ("bgColor", "fgColor") for each in element.iterfind(f"{{*}}fill/{{*}}patternFill/{{*}}{name}")), None)
    code = next((each.get("formatCode") or "" for each in element.iterfind("{*}numFmt")), "General")
    look = _colour(text, theme, _BLACK), _colour(behind, theme, _WHITE), spelling.format_class(code)
    return "" if look == _PLAIN else " ".join(map(str, look))


def _children(root: Element, name: str) -> list[Element]:
    found = root.find(f"{{*}}{name}")
    return [] if found is None else list(found)


def _look(
    style: Element, codes: Mapping[str | None, str], fonts: Sequence[Element], fills: Sequence[Element], theme: Mapping[str, Colour]
) -> str:
    number = style.get("numFmtId") or "0"
    code = codes.get(number) or ""
    shown = [spelling.format_class(code or spelling.index(number))]
    font, fill = _of(fonts, style.get("fontId")), _of(fills, style.get("fillId"))
    if _cannot_be_seen(font, fill, code, theme):
        shown.append(HIDDEN)
    if font is not None and any(each.get("val") not in ("0", "false") for each in font.iterfind("{*}strike")):
        shown.append(STRUCK)
    name = "" if font is None else _value(font, "name") or ""
    if name.lower().startswith(_SYMBOLS):
        shown.append(f"huruf {name}")
    alignment = style.find("{*}alignment")
    if alignment is not None and alignment.get("horizontal") == "fill":
        shown.append("diulang selebar sel")
    return "|".join(shown)


def _of(elements: Sequence[Element], number: str | None) -> Element | None:
    index = spelling.index(number)
    return elements[index] if index < len(elements) else None


def _value(font: Element, name: str) -> str | None:
    element = font.find(f"{{*}}{name}")
    return None if element is None else element.get("val")


def _cannot_be_seen(font: Element | None, fill: Element | None, code: str, theme: Mapping[str, Colour]) -> bool:
    if font is None:
        return False
    try:
        if 0 < float(_value(font, "sz") or 11) < _SMALLEST:
            return True
    except ValueError:
        pass
    behind = _behind(fill, theme)
    texts = [_colour(font.find("{*}color"), theme, _BLACK), *_format_colours(code, theme)]
    return any(all(_alike(text, each) for each in behind) for text in texts)


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(here - there) < _ALIKE for here, there in zip(one, other, strict=True))


def _behind(fill: Element | None, theme: Mapping[str, Colour]) -> Sequence[Colour]:
    """The colours of a background: both of a pattern, the ends of one that runs from one to another."""
    if fill is None:
        return (_WHITE,)
    if stops := [_colour(each.find("{*}color"), theme, _WHITE) for each in fill.iterfind("{*}gradientFill/{*}stop")]:
        return stops
    pattern = fill.find("{*}patternFill")
    kind = "none" if pattern is None else pattern.get("patternType") or "none"
    if pattern is None or kind == "none":
        return (_WHITE,)
    front = _colour(pattern.find("{*}fgColor"), theme, _WHITE if kind == "solid" else _BLACK)
    return (front,) if kind == "solid" else (front, _colour(pattern.find("{*}bgColor"), theme, _WHITE))


def _format_colours(code: str, theme: Mapping[str, Colour]) -> Sequence[Colour]:
    found = _FORMAT_COLOUR.findall(code) if "[" in code else ()
    numbers = [_NAMED[name.lower()] if name else int(number) - 1 for name, number in found]
    return [_numbered(number, theme) for number in numbers if 0 <= number < len(_INDEXED) - 8]


def _numbered(number: int, theme: Mapping[str, Colour]) -> Colour:
    """A colour that is named by its number, from 0, among the 56 that a workbook may have changed."""
    return theme.get(f"{_PLACE}{number + 8}") or _rgb(_INDEXED[number + 8])


def _colour(element: Element | None, theme: Mapping[str, Colour], otherwise: Colour) -> Colour:
    """The RGB value of a colour; `otherwise` if it is automatic or unknown."""
    if element is None:
        return otherwise
    try:
        if given := element.get("rgb"):
            base = _rgb(given)
        elif given := element.get("theme"):
            base = theme[_THEME[int(given)]]
        elif given := element.get("indexed"):
            base = theme.get(f"{_PLACE}{int(given)}") or _rgb(_INDEXED[int(given)])
        else:
            return otherwise
        return _tinted(base, float(element.get("tint") or 0))
    except (ValueError, KeyError, IndexError):
        return otherwise


def _rgb(given: str) -> Colour:
    red, green, blue = bytes.fromhex(given[-6:])
    return red, green, blue


def _tinted(colour: Colour, tint: float) -> Colour:
    """Lighten a colour for a positive tint, darken it for a negative one (ECMA-376, part 1, 18.8.19)."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(each / 255 for each in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = (round(each * 255) for each in colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation))
    return red, green, blue


def _palette(styles: Element) -> dict[str, Colour]:
    """The colours by number of a workbook that has changed them."""
    found = {}
    for number, each in enumerate(styles.iterfind("{*}colors/{*}indexedColors/{*}rgbColor")):
        try:
            found[f"{_PLACE}{number}"] = _rgb(each.get("rgb") or "")
        except ValueError:
            continue
    return found


def _theme_colours(theme: Element | None) -> dict[str, Colour]:
    found: dict[str, Colour] = {"lt1": _WHITE, "dk1": _BLACK}
    scheme = None if theme is None else next(theme.iter("{*}clrScheme"), None)
    for each in () if scheme is None else scheme:
        for colour in each:
            given = colour.get("lastClr") or colour.get("val") or ""
            try:
                found[etree.QName(each).localname] = _rgb(given)
            except ValueError:
                continue
    return found
