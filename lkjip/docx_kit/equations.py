"""Equations as Office MathML, with fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import escape

from lkjip.docx_kit.wml import shown


@dataclass(frozen=True)
class Fraction:
    over: Terms
    under: Terms


Terms: TypeAlias = "Sequence[str | Fraction]"


def equation(terms: Terms) -> str:
    """An equation on a line of its own, for a paragraph."""
    return f'<m:oMathPara><m:oMathParaPr><m:jc m:val="center"/></m:oMathParaPr><m:oMath>{_terms(terms)}</m:oMath></m:oMathPara>'


def _terms(terms: Terms) -> str:
    return "".join(_term(term) for term in terms)


def _term(term: str | Fraction) -> str:
    if isinstance(term, Fraction):
        return f"<m:f><m:num>{_terms(term.over)}</m:num><m:den>{_terms(term.under)}</m:den></m:f>"
    # words, so upright and not italic as the names of variables
    look = '<m:rPr><m:nor/></m:rPr><w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
    return f'<m:r>{look}<m:t xml:space="preserve">{escape(shown(term))}</m:t></m:r>'
