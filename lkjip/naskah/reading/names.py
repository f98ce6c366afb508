"""Which indicators, sasaran and programs a text names, however the document spells them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from lkjip.model.key import key_of
from lkjip.naskah.reading.facts import Facts, Subject

_SHORTEST: Final = 8
"""Letters of a key that is looked for within a text; a shorter one, such as "IKM", would be found in other words."""
_PIECE: Final = 100
"""Characters of a text whose key is taken at once; a key is bounded."""
_ALIKE: Final = 88.0
"""Percent of letters in common of two spellings of one name."""
_LABEL: Final = re.compile(
    r"^\s*(?:[-\u2022\u2713]\s*)?(?:\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?\s+|\(?[a-zA-Z][.)]\s+)?"
    r"(?:(?:analisis\s+)?(?:capaian\s+)?(?:indikator(?:\s+kinerja)?(?:\s+utama|\s+sasaran|\s+program)?|ik[uks]|sasaran(?:\s+strategis)?)"
    r"\s*(?:ke[- ]?)?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*)?\s*(?:[:.\u2013-]\s*|\s+(?=\")|(?<=[0-9])\s+))?",
    re.IGNORECASE,
)
"""What stands before a name in a heading: "Indikator 2: "."""


class Names:
    """The names of a workbook, looked for in texts."""

    def __init__(self, facts: Facts) -> None:
        self._book = facts.book
        self._facts = facts
        self.indicator = lru_cache(maxsize=4096)(self._indicator)
        self.mentioned = lru_cache(maxsize=4096)(self._mentioned)

    @cached_property
    def _indicators(self) -> Mapping[str, Sequence[Subject]]:
        """The indicators by the keys of their names; namesakes are all meant by theirs."""
        found: dict[str, dict[Subject, None]] = {}
        for key in self._facts.indicators:
            known = self._book.indicator(self._facts.indicators[key])
            namesakes = self._book.namesakes.get(known)
            numbers = range(max(namesakes.count if namesakes else 1, 1))
            found.setdefault(key, {}).update({Subject("indikator", f"{known}\n{number}" if number else known): None for number in numbers})
        return {key: list(subjects) for key, subjects in found.items()}

    @cached_property
    def _sasaran(self) -> Mapping[str, Subject]:
        return {key: Subject("sasaran", key) for key in self._facts.sasaran}

    @cached_property
    def _programs(self) -> Mapping[str, Subject]:
        return {key: Subject("program", key) for key in self._facts.programs}

    def _indicator(self, text: str) -> Sequence[Subject]:
        """The indicator that a heading or a table's cell names, and nothing besides; its namesakes too; none if it names none."""
        plain = without_label(text)
        for each in (plain, _bracketed(plain), plain.partition(": ")[2], text):  # "RSUD A: a. Rawat inap" of several by that name
            key = self._book.key(each)
            if key in self._indicators:
                return self._indicators[key]
        key = self._book.key(plain)
        if len(key) < _SHORTEST:
            return ()
        close = process.extractOne(key, self._indicators.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if close is not None and _figures(close[0]) == _figures(key):
            return self._indicators[close[0]]
        return ()

    def in_cell(self, text: str) -> Sequence[Subject]:
        """The one indicator that a table's cell names, alone or after its sasaran."""
        return self.indicator(text) or self._only([each for each in self.mentioned(text) if each.kind == "indikator"])

    def sasaran(self, text: str) -> Subject | None:
        """The sasaran that a heading or a table's cell names."""
        key = self._book.key(without_label(text))
        if key in self._sasaran:
            return self._sasaran[key]
        if len(key) < _SHORTEST:
            return None
        close = process.extractOne(key, self._sasaran.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return None if close is None or _figures(close[0]) != _figures(key) else self._sasaran[close[0]]

    def activity(self, text: str) -> Subject | None:
        """The indicator of a kegiatan that a table's cell names."""
        key = self._book.key(text)
        return Subject("indikator kegiatan", key) if key in self._facts.activities else None

    def program(self, text: str) -> Subject | None:
        """The program, kegiatan or sub kegiatan that a table's cell names, alone or before its parts."""
        for each in (text, text.split("\n")[0], without_label(text)):
            if (key := self._book.key(each)) in self._programs:
                return self._programs[key]
        return None

    def _mentioned(self, text: str) -> Sequence[Subject]:
        """What a text names somewhere; a name within another one does not count."""
        key = "".join(key_of(text[start : start + _PIECE]) for start in range(0, len(text), _PIECE))
        found: list[tuple[str, Sequence[Subject]]] = []
        for each, subjects in (
            *self._indicators.items(),
            *((each, [subject]) for each, subject in self._sasaran.items()),
            *((each, [subject]) for each, subject in self._programs.items()),
        ):
            if len(each) >= _SHORTEST and each in key:
                found.append((each, subjects))
        names = [each for each, _ in found]
        return list(
            dict.fromkeys(
                subject for each, subjects in found if not any(each != other and each in other for other in names) for subject in subjects
            )
        )

    @staticmethod
    def _only(subjects: Sequence[Subject]) -> Sequence[Subject]:
        keys = {subject.key.split("\n")[0] for subject in subjects}
        return subjects if len(keys) == 1 else ()

    def spelled(self, subjects: Iterable[Subject]) -> Sequence[str]:
        """All spellings of the names of some things."""
        wanted = set(subjects)
        return [
            *(self._facts.indicators[key] for key, each in self._indicators.items() if wanted & set(each)),
            *(str(self._facts.sasaran[key][0]["sasaran_berlaku"]) for key, each in self._sasaran.items() if each in wanted),
            *(self._facts.programs[key] for key, each in self._programs.items() if each in wanted),
        ]


def without_label(text: str) -> str:
    """A heading without its number and "Indikator 2:"."""
    return _LABEL.sub("", text, count=1).strip(' \t\n.:;"\u201c\u201d')


def _bracketed(text: str) -> str:
    """What stands in the last brackets of a text that ends with them."""
    start = text.find("(")
    return text[start + 1 :].rstrip(") \t\n") if start > 0 and text.rstrip().endswith(")") else text


def _figures(key: str) -> str:
    return "".join(filter(str.isdigit, key))
