"""An organisation as boxes and lines: a drawing of native shapes with the posts in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.docx_kit.drawings import EMU, Size, inline
from lkjip.docx_kit.wml import NAMESPACES, W, paragraph, run
from lkjip.ooxml.archive import Element

MOST: Final = 40
"""Most boxes of a drawing; of a larger organisation the lowest ranks are left out."""
_BESIDE: Final = 5
"""Most posts beside one another."""
_EDGE: Final = '<a:ln w="9525"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:ln>'
_FILL: Final = ("D9E2F3", "EDF2FA", "FFFFFF")


@dataclass(frozen=True)
class _Box:
    """A box in millimetres, with the lines of its text."""

    left: float
    top: float
    width: float
    height: float
    post: str
    holder: str
    rank: int


@dataclass(frozen=True)
class _Line:
    left: float
    top: float
    right: float
    bottom: float


Posts = Sequence[tuple[str, str, str]]


def boxes_of(drawing: Element) -> list[str]:
    """The text of each box of a drawing, a line a paragraph; what is there again for older programs is left out."""
    older = f"{{{NAMESPACES['mc']}}}Fallback"
    boxes = [box for box in drawing.iter(f"{W}txbxContent") if next(box.iterancestors(older), None) is None]
    return ["\n".join("".join(text.text or "" for text in line.iter(f"{W}t")) for line in box.iter(f"{W}p")) for box in boxes]


def drawing(posts: Posts, width: int, height: int, number: int, alt: str) -> str:
    """The drawing of posts, given as (post, holder, post above or "").

    Args:
        width, height: the room on the page, in English metric units.
        number: unique in the document; the numbers up to `number` + 200 are used for the shapes.
    """
    below = _below(posts)
    boxes, lines = _beside(below, width / EMU) if _fits_beside(below) else _listed(below, width / EMU, height / EMU)
    tall = max((box.top + box.height for box in boxes), default=10)
    size = Size(width, round(tall * EMU))
    shapes = "".join(_line(each, number + place) for place, each in enumerate(lines, 1))
    shapes += "".join(_shape(each, number + len(lines) + place) for place, each in enumerate(boxes, 1))
    extent = f'cx="{size.width}" cy="{size.height}"'
    group = (
        f'<a:graphicData uri="{NAMESPACES["wpg"]}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/>'
        f'<a:chOff x="0" y="0"/><a:chExt {extent}/></a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData>'
    )
    declared = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("wpg", "wps"))
    return (
        f'<mc:AlternateContent><mc:Choice {declared} Requires="wpg">{inline(size, number, f"Bagan {number}", alt, group)}</mc:Choice>'
        "</mc:AlternateContent>"
    )


_Tree = Mapping[int | None, Sequence[tuple[int, str, str]]]
"""The posts below each post, by the number of its row; below None those on top."""


def _below(posts: Posts) -> _Tree:
    """The posts as a tree, its lowest ranks left out where there are too many; a post below itself is one on top."""
    names = {" ".join(post.casefold().split()): number for number, (post, _, _) in reversed(list(enumerate(posts)))}
    above = [names.get(" ".join(over.casefold().split())) for _, _, over in posts]
    for number in range(len(above)):
        seen, at = {number}, above[number]
        while at is not None and at not in seen:
            seen.add(at)
            at = above[at]
        if at is not None:
            above[number] = None
    ranks = [_rank(above, number) for number in range(len(posts))]
    deepest = max(ranks, default=0)
    while sum(rank <= deepest for rank in ranks) > MOST and deepest > 0:
        deepest -= 1
    kept = [number for number, rank in enumerate(ranks) if rank <= deepest][:MOST]
    tree: dict[int | None, list[tuple[int, str, str]]] = {}
    for number in kept:
        post, holder, _ = posts[number]
        tree.setdefault(above[number], []).append((number, post, holder))
    return tree


def _rank(above: Sequence[int | None], number: int) -> int:
    rank, at = 0, above[number]
    while at is not None:
        rank, at = rank + 1, above[at]
    return rank


def _fits_beside(tree: _Tree) -> bool:
    """Whether there is one post on top, few enough below it to stand beside one another, and no long rows below those."""
    tops = tree.get(None, ())
    if len(tops) != 1:
        return False
    second = tree.get(tops[0][0], ())
    return len(second) <= _BESIDE and all(sum(1 for _ in _descendants(tree, number)) <= 6 for number, _, _ in second)


def _descendants(tree: _Tree, number: int | None, rank: int = 0) -> Iterator[tuple[int, str, str, int]]:
    """All posts below one, each with its rank below it, in the order of a list."""
    for child, post, holder in tree.get(number, ()):
        yield child, post, holder, rank
        yield from _descendants(tree, child, rank + 1)


def _lines_of(text: str, width: float) -> int:
    """About how many lines a text of 8 points takes in a box of this width (mm)."""
    room, lines, used = max(6, int((width - 3) / 1.62)), 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, len(word)
        else:
            used += len(word) + (1 if used else 0)
    return lines


def _tall(post: str, holder: str, width: float) -> float:
    return 4.0 + 3.5 * (_lines_of(post, width) + (_lines_of(holder, width) if holder else 0))


def _beside(tree: _Tree, width: float) -> tuple[list[_Box], list[_Line]]:
    """One post on top, those below it beside one another, and all others in a column below theirs."""
    ((top, post, holder),) = tree[None]
    second = tree.get(top, ())
    wide = min(70.0, width)
    first = _Box((width - wide) / 2, 0, wide, _tall(post, holder, wide), post, holder, 0)
    boxes, lines = [first], list[_Line]()
    if not second:
        return boxes, lines
    gap = 3.0
    share = min(60.0, (width - gap * (len(second) - 1)) / len(second))
    left = (width - share * len(second) - gap * (len(second) - 1)) / 2
    row, spine = first.height + 12, first.height + 6
    tall = max(_tall(post, holder, share) for _, post, holder in second)
    lines.append(_Line(width / 2, first.height, width / 2, spine))
    middles = [left + place * (share + gap) + share / 2 for place in range(len(second))]
    if len(middles) > 1:
        lines.append(_Line(middles[0], spine, middles[-1], spine))
    for middle, (number, post, holder) in zip(middles, second, strict=True):
        lines.append(_Line(middle, spine, middle, row))
        edge = middle - share / 2
        boxes.append(_Box(edge, row, share, tall, post, holder, 1))
        under, below = row + tall, row + tall + 4
        for _, post, holder, rank in _descendants(tree, number):
            indent = 4.0 + 3.0 * rank
            narrow = share - indent
            high = _tall(post, holder, narrow)
            boxes.append(_Box(edge + indent, below, narrow, high, post, holder, 2))
            lines.append(_Line(edge + indent - 2, below + high / 2, edge + indent, below + high / 2))
            lines.append(_Line(edge + indent - 2, under, edge + indent - 2, below + high / 2))
            below += high + 3
    return boxes, lines


def _listed(tree: _Tree, width: float, height: float) -> tuple[list[_Box], list[_Line]]:
    """Every post in a line of its own, moved in by its rank."""
    listed = list(_descendants(tree, None))
    wide = min(width, 120.0)
    boxes: list[_Box] = []
    lines: list[_Line] = []
    ends: dict[int, float] = {}
    gap, at = 2.0, 0.0
    listed = [(number, f"{post}: {holder}" if holder else post, "", rank) for number, post, holder, rank in listed]
    wished = sum(_tall(post, holder, wide - 8 * rank) + gap for _, post, holder, rank in listed)
    scale = min(1.0, (0.9 * height) / wished) if wished else 1.0
    left = (width - wide) / 2
    for _, post, holder, rank in listed:
        indent = left + min(8.0 * rank, wide / 2)
        high = _tall(post, holder, wide - 8 * rank) * scale
        boxes.append(_Box(indent, at, wide - (indent - left), high, post, holder, min(rank, 2)))
        middle = at + high / 2
        if rank and rank - 1 in ends:
            lines.append(_Line(indent - 4, middle, indent, middle))
            lines.append(_Line(indent - 4, ends[rank - 1], indent - 4, middle))
        ends[rank] = at + high
        at += high + gap * scale
    return boxes, lines


def _emu(length: float) -> int:
    return round(length * EMU)


def _transform(left: float, top: float, width: float, height: float) -> str:
    return f'<a:xfrm><a:off x="{_emu(left)}" y="{_emu(top)}"/><a:ext cx="{_emu(width)}" cy="{_emu(height)}"/></a:xfrm>'


def _line(line: _Line, number: int) -> str:
    place = _transform(line.left, line.top, line.right - line.left, line.bottom - line.top)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Garis {number}"/><wps:cNvCnPr/><wps:spPr>{place}'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_EDGE}</wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def _shape(box: _Box, number: int) -> str:
    look = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:firstLine="0"/><w:jc w:val="center"/>'
    text = paragraph(run(box.post, bold=True, size=8), None, look)
    if box.holder:
        text += paragraph(run(box.holder, size=8), None, look)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Kotak {number}"/><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f"{_transform(box.left, box.top, box.width, box.height)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{_FILL[box.rank]}"/></a:solidFill>'
        f"{_EDGE}</wps:spPr>"
        f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" lIns="36000" tIns="18000" rIns="36000" bIns="18000" anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )
