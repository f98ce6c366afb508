"""Where a paragraph stands in the report: its part, its headings, and the sasaran and indicator that it is about.

Headings are known by their style, and without one by what they say: "BAB III", "3.1 ...", "KATA PENGANTAR", the name of an indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from lkjip.naskah.reading.document import Block, Document, Paragraph, Table
from lkjip.naskah.reading.facts import Subject
from lkjip.naskah.reading.names import Names

_BAB: Final = re.compile(r"bab\s+([ivxlc]+|[0-9]+)\b[.:]?\s*", re.IGNORECASE)
_FRONT: Final = re.compile(
    r"(?:kata pengantar|prakata|ikhtisar eksekutif|ringkasan eksekutif|executive summary|pernyataan telah direviu|daftar pustaka)\s*[.:]?",
    re.IGNORECASE,
)
_LISTS: Final = re.compile(r"daftar (?:isi|tabel|gambar|grafik|bagan|lampiran|diagram)\s*[.:]?", re.IGNORECASE)
_ANNEX: Final = re.compile(
    r"(?:daftar\s+)?lampiran(?:[\s-]+lampiran)?(?:\s+(?:[0-9]+|[a-zA-Z]|[ivxlc]+))?\b.{0,120}", re.IGNORECASE | re.DOTALL
)
_NUMBERED: Final = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2})+)\.?\s+\S")
_LETTERED: Final = re.compile(r"[A-Z]\.\s+\S")
_CONTENTS_LINE: Final = re.compile(
    r"(?:.*?\S)\s*(?:\.{4,}|\u2026{2,}|(?:\. ){4,}|\t+)[\s.\u2026]*(?:[0-9]{1,3}|[ivxlc]{1,7})?\s*", re.IGNORECASE | re.DOTALL
)
_SUMMARY: Final = re.compile(
    r"\s*(?:berdasar(?:kan)?|dari)\s+(?:uraian|analisis|hasil|tabel|data)\b.*\b(?:di ?atas|tersebut)\b", re.IGNORECASE | re.DOTALL
)
_LONGEST: Final = 180
"""Characters of a heading that has no style."""
_DEEPEST: Final = 9
_SMALL_WORDS: Final = 14


class Part(Enum):
    """The parts of a report that are read in different ways."""

    COVER = "Sampul"
    FRONT = "Halaman depan"
    CONTENTS = "Daftar isi"
    CHAPTER = "Bab"
    ANNEX = "Lampiran"


@dataclass(frozen=True)
class Section:
    """Where something stands.

    Attributes:
        titles: the headings above it, with their levels, the highest first.
        subjects: the indicator that it is about, with its namesakes; none outside the analysis of single indicators.
        sasaran: the sasaran that it is about.
        subject_level, sasaran_level: the levels of the headings that name them; the next heading as high ends them.
    """

    part: Part = Part.COVER
    titles: Sequence[tuple[int, str]] = ()
    chapter: str = ""
    subjects: Sequence[Subject] = ()
    sasaran: Subject | None = None
    subject_level: int = 0
    sasaran_level: int = 0

    @property
    def name(self) -> str:
        """For people: "BAB III, 3.1 Capaian Kinerja Organisasi"."""
        words = [" ".join(title.split()) for _, title in self.titles]
        return ", ".join(words) if words else self.part.value


@dataclass(frozen=True)
class Placed:
    """A block and where it stands; `heading` is its level if it is a heading itself."""

    block: Block
    section: Section
    heading: int | None = None


@dataclass
class _Walk:
    names: Names
    section: Section = field(default_factory=Section)

    def step(self, block: Block, following: Block | None) -> Placed:
        if isinstance(block, Table):
            return Placed(block, self.section)
        if self.section.part is Part.CONTENTS and (block.is_contents or is_contents_line(block)):
            return Placed(block, self.section)
        level = self._level(block)
        if level is None:
            level = self._of_subject(block, following)
            if level is None:
                if _SUMMARY.match(block.text):
                    self.section = replace(self.section, subjects=(), subject_level=0)
                return Placed(block, self.section)
        else:
            self._enter(block, level)
        return Placed(block, self.section, level)

    def _level(self, paragraph: Paragraph) -> int | None:
        text = paragraph.text
        first = text.split("\n")[0]
        if (
            _BAB.match(first)
            and len(text) <= _LONGEST
            and (len(first.split()) <= 2 or paragraph.level or _is_upper(text) or paragraph.is_bold)
        ):
            return 1
        if any(pattern.fullmatch(text) for pattern in (_FRONT, _LISTS)):
            return 1
        if _ANNEX.fullmatch(text) and (paragraph.level or _is_upper(first)) and "daftar" not in first.lower():
            return 1
        if paragraph.level is not None:
            return paragraph.level
        numbered = _NUMBERED.match(text)
        is_short = len(text) <= _LONGEST and (paragraph.is_bold or len(text.split()) <= _SMALL_WORDS)
        if numbered and is_short and not re.search(r"[;,]$|\b(?:rp|sebesar)\b", text, re.IGNORECASE):
            return numbered[1].count(".") + 1
        if self.section.part in (Part.CHAPTER, Part.ANNEX) and paragraph.is_bold and len(text) <= _LONGEST:
            if _LETTERED.match(text):
                return 5
            if self.section.part is Part.ANNEX and _is_upper(text):
                return 2
        if (
            self.section.part is Part.ANNEX
            and _is_upper(text)
            and len(text.split()) >= 2
            and len(text) <= _LONGEST
            and _NAMES_A_DOCUMENT.search(text)
        ):
            return 2
        return None

    def _enter(self, paragraph: Paragraph, level: int) -> None:
        text = paragraph.text
        titles = [each for each in self.section.titles if each[0] < level] + [(level, text)]
        part, chapter = self.section.part, self.section.chapter
        if level == 1 or (level == 2 and self.section.part is Part.COVER):
            bab = _BAB.match(text)
            chapter = f"BAB {bab[1].upper()}" if bab else ""
            if bab:
                part = Part.CHAPTER
            elif _LISTS.fullmatch(text):
                part = Part.CONTENTS
            elif _FRONT.fullmatch(text):
                part = Part.FRONT
            elif _ANNEX.fullmatch(text):
                part = Part.ANNEX
            elif part is Part.CONTENTS:
                part = Part.FRONT
        section = replace(self.section, part=part, chapter=chapter, titles=titles)
        if level <= section.subject_level:
            section = replace(section, subjects=(), subject_level=0)
        if level <= section.sasaran_level:
            section = replace(section, sasaran=None, sasaran_level=0)
        self.section = section
        subjects = self.names.indicator(text) if self._may_be_about_one(chapter) else ()
        sasaran = None if subjects else self.names.sasaran(text)
        if subjects:
            self.section = replace(section, subjects=subjects, subject_level=level)
        elif sasaran is not None:
            self.section = replace(section, sasaran=sasaran, sasaran_level=level, subjects=(), subject_level=0)

    def _of_subject(self, paragraph: Paragraph, following: Block | None) -> int | None:
        """The level of a heading without a style that names an indicator or a sasaran, once it is entered; None for others."""
        text = paragraph.text
        if len(text) > 2 * _LONGEST or not self._may_be_about_one(self.section.chapter):
            return None
        subjects = self.names.indicator(text)
        if subjects and self._is_heading(following):
            self._enter_deep(text, subjects=subjects)
            return _DEEPEST
        sasaran = self.names.sasaran(text) if not subjects else None
        if sasaran is not None and re.match(r"\W*(?:[A-Za-z0-9]{1,3}[.)])?\s*sasaran\b", text, re.IGNORECASE):
            self._enter_deep(text, sasaran=sasaran)
            return _DEEPEST - 1
        return None

    def _is_heading(self, following: Block | None) -> bool:
        """Whether the name of an indicator is followed by something about it, and not by the next item of a list."""
        if not isinstance(following, Paragraph):
            return following is not None
        return not self.names.indicator(following.text) and self._level(following) is None

    def _enter_deep(self, text: str, subjects: Sequence[Subject] = (), sasaran: Subject | None = None) -> None:
        level = _DEEPEST if subjects else _DEEPEST - 1
        titles = [each for each in self.section.titles if each[0] < level] + [(level, text)]
        section = replace(self.section, titles=titles, subjects=subjects, subject_level=level if subjects else 0)
        self.section = section if sasaran is None else replace(section, sasaran=sasaran, sasaran_level=level)

    def _may_be_about_one(self, chapter: str) -> bool:
        """Whether the analysis of single indicators may stand here: in BAB III, or in a document without chapters."""
        return self.section.part not in (Part.CONTENTS, Part.ANNEX) and chapter in ("", "BAB III", "BAB 3")


_NAMES_A_DOCUMENT: Final = re.compile(
    r"perjanjian kinerja|penetapan kinerja|rencana (?:kerja|kinerja|strategis|aksi)|indikator kinerja utama|pengukuran kinerja|organisasi",
    re.IGNORECASE,
)


def placed(document: Document, names: Names) -> Iterator[Placed]:
    """Every block of a document with where it stands."""
    walk = _Walk(names)
    blocks = document.blocks
    for place, block in enumerate(blocks):
        yield walk.step(block, blocks[place + 1] if place + 1 < len(blocks) else None)


def is_contents_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a line of a table of contents by its look: it ends with dots or a tab and a page number."""
    if len(paragraph.text) > 2 * _LONGEST:
        return False
    return _CONTENTS_LINE.fullmatch(paragraph.text) is not None and re.search(r"\.{4}|\u2026{2}|\. \. |\t", paragraph.text) is not None


def _is_upper(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return bool(letters) and sum(each.isupper() for each in letters) >= 0.9 * len(letters)
