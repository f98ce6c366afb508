"""What a content says, as texts: for tests that look for a figure or a word anywhere in it."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip.naskah.blocks import (
    Block,
    Chart,
    Content,
    Equation,
    Expression,
    Fraction,
    Heading,
    OrganisationChart,
    Paragraph,
    Picture,
    Table,
    TableRow,
)


def every(content: Content) -> Iterator[Block]:
    """Every block of a content and of its repeats."""
    for blocks in content.blocks.values():
        yield from blocks
    for repeats in content.repeats.values():
        for each in repeats:
            yield from every(each)


def tables(content: Content) -> dict[str, Table]:
    """Its tables by key."""
    return {block.key: block for block in every(content) if isinstance(block, Table)}


def row(content: Content, table: str, key: str) -> list[str]:
    """The cells of a row of a table."""
    (found,) = (each for each in tables(content)[table].rows if each.key == key)
    return list(found.cells)


def sentences(content: Content) -> dict[str, str]:
    """Its paragraphs with a key, by key."""
    return {block.key: block.text for block in every(content) if isinstance(block, Paragraph) and block.key}


def texts(content: Content) -> Iterator[str]:
    """Every text of a content: of its blocks, marks and repeats."""
    yield from content.texts.values()
    for blocks in content.blocks.values():
        for block in blocks:
            yield from _of(block)
    for repeats in content.repeats.values():
        for each in repeats:
            yield from texts(each)


def _of(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Table():
            yield from (block.title, block.source, *block.numbering)
            for cells in (*block.headings, *(_cells(each) for each in block.rows)):
                yield from cells
        case Chart():
            yield from (block.title, block.alt, block.unit, *block.categories, *(series.name for series in block.series))
        case Equation():
            yield from (*_said(block.left), *_said(block.right))
        case OrganisationChart():
            yield from (block.title, block.alt, *(text for post in block.posts for text in post))
        case Picture():
            yield block.alt
        case _:
            pass


def _cells(row: TableRow) -> Iterator[str]:
    yield from row.cells


def _said(expression: Expression) -> Iterator[str]:
    if isinstance(expression, str):
        yield expression
    elif isinstance(expression, Fraction):
        yield from (*_said(expression.over), *_said(expression.under))
    else:
        for part in expression:
            yield from _said(part)
