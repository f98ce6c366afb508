"""Drawings in the line of text: pictures, charts and shapes, each with its description for those who cannot see it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from lkjip.docx_kit.wml import attribute

EMU: Final = 36_000
"""English metric units of a millimetre."""
TWIP: Final = 635
"""English metric units of a twip."""
_ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpg"}
_LAST: Final = {"image/png": b"IEND", "image/jpeg": b"\xff\xd9"}
"""What a whole picture ends with; some programs add a little behind it."""
_BEHIND: Final = 64_000
_PIXELS: Final = 50_000_000
"""Most pixels of a picture; a scan of a whole page at 600 dots an inch has 35 million."""


class NotAPictureError(Exception):
    """Bytes that are no whole PNG or JPEG, or one of more pixels than any scan."""


@dataclass(frozen=True)
class Size:
    """A size in English metric units."""

    width: int
    height: int

    def within(self, width: int, height: int) -> Size:
        """The size made smaller, in proportion, where it is larger than this."""
        scale = min(1.0, width / self.width, height / self.height)
        return Size(max(1, round(self.width * scale)), max(1, round(self.height * scale)))


def inline(size: Size, number: int, name: str, alt: str, graphic: str) -> str:
    """A run's drawing; `number` is unique in the document, `graphic` what its a:graphicData is."""
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{size.width}" cy="{size.height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name={attribute(name)} descr={attribute(alt)}/>'
        f"<wp:cNvGraphicFramePr/><a:graphic>{graphic}</a:graphic></wp:inline></w:drawing>"
    )


@dataclass(frozen=True)
class PictureKind:
    """A picture's content type, the ending of its part's name, and its width divided by its height."""

    content_type: str
    ending: str
    ratio: float


def kind_of(data: bytes) -> PictureKind:
    """What a picture is.

    Raises:
        NotAPictureError: it is no PNG and no JPEG, not whole, or of too many pixels.
    """
    try:
        image = Image.from_file(io.BytesIO(data))
        content_type, width, height = image.content_type, image.px_width, image.px_height
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, KeyError, ValueError, IndexError, OSError) as error:
        raise NotAPictureError from error
    except Exception as error:  # its readers of each format raise their own
        raise NotAPictureError from error
    if content_type not in _ENDINGS or not 0 < width * height <= _PIXELS or _LAST[content_type] not in data[-_BEHIND:]:
        raise NotAPictureError
    return PictureKind(content_type, _ENDINGS[content_type], width / height)


def picture(size: Size, number: int, alt: str, relation: str) -> str:
    """A picture whose part has this relationship id."""
    return inline(
        size,
        number,
        f"Gambar {number}",
        alt,
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Gambar {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size.width}" cy="{size.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>',
    )


def chart(size: Size, number: int, alt: str, relation: str) -> str:
    """A chart whose part has this relationship id."""
    return inline(
        size,
        number,
        f"Grafik {number}",
        alt,
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{relation}"/></a:graphicData>',
    )
