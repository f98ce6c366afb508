"""Findings as the command line prints them, a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lkjip.model.finding import LEVEL_WORDS, LEVELS, Finding, Level


def at_least(findings: Sequence[Finding], level: Level, *, accepted: bool) -> Sequence[Finding]:
    """The findings of a level and of graver ones, with or without those that the office accepts."""
    return [each for each in findings if LEVELS.index(each.level) <= LEVELS.index(level) and (accepted or each.accepted is None)]


def lines(book: str, shown: Sequence[Finding], findings: Sequence[Finding]) -> list[str]:
    """One line for each finding that is shown, then the summary of all."""
    said = (f"{kind(each)}: {each.sheet} sel {each.cell}: {each.message}. {' '.join(about(each))}" for each in shown)
    return [*said, *(f"{book}: {line}" for line in summary(findings, shown))]


def summary(findings: Sequence[Finding], shown: Sequence[Finding]) -> list[str]:
    """What is accepted and not shown, and the counts of open findings, such as "2 kesalahan, 1 peringatan, 5 catatan"."""
    if not findings:
        return ["tidak ada temuan"]
    counts = Counter(each.level for each in findings if each.accepted is None)
    accepted = Counter(each.level for each in findings if each.accepted is not None)
    said = ", ".join(f"{counts[level]} {LEVEL_WORDS[level]}" for level in LEVELS)
    if not accepted:
        return [said]
    which = ", ".join(f"{accepted[level]} {LEVEL_WORDS[level]}" for level in LEVELS if accepted[level])
    more = "" if any(each.accepted for each in shown) else "; --semua menampilkannya"
    return [f"{accepted.total()} temuan diterima ({which}){more}", said]


def kind(finding: Finding) -> str:
    """The word for its level, and whether the office accepts it."""
    word = LEVEL_WORDS[finding.level]
    return word if finding.accepted is None else f"{word} yang diterima"


def about(finding: Finding) -> list[str]:
    """What should be there, how to mend it, why it is or was accepted, and its code."""
    code = f"[{finding.code}]"
    if finding.accepted is not None:
        return [f"Diterima {finding.accepted.date}".strip() + f": {finding.accepted.reason or 'tanpa alasan'}.", code]
    earlier = finding.earlier
    before = [f"Pernah diterima {earlier.date}".strip() + f": {earlier.reason or 'tanpa alasan'}."] if earlier is not None else []
    return [f"Seharusnya: {finding.expected}.", finding.advice, *before, code]
