"""Take over what the clerk has answered beside the findings of Pemeriksaan into tbl_diterima, before a sync rewrites the sheet. Pure.

A row of the sheet carries in a hidden cell what it is about, so an answer is never read by a cell's reference or by a message. What
no finding fits any more is kept as a row that accepts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from lkjip import limits
from lkjip.model.acceptance import acceptance_of, identity_of, mark, place_of, row_of, token, whole
from lkjip.model.finding import Acceptance, Finding, Identity
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import DITERIMA
from lkjip.ooxml.package import Contents, Stored, StoredTable, Unsaved
from lkjip.summary.pemeriksaan import ACCEPTED, ANSWER_COLUMNS, FINDING_COLUMNS, Answer

_YES: Final = (ACCEPTED, "y")
_LONGEST: Final = 240


class Answered(NamedTuple):
    """A row of Pemeriksaan as it stands in the workbook."""

    accepted: str
    reason: str
    key: str
    """The mark of the answer that a sync wrote, and the token of each finding that the row stands for."""
    code: str
    message: str
    expected: str

    @classmethod
    def of(cls, row: Sequence[Stored]) -> Answered:
        """Read a row of the block; a reason that begins like a formula is quoted, so that it stays a text wherever it is written."""
        columns = (*ANSWER_COLUMNS, *FINDING_COLUMNS)
        texts = ["" if (value := row[column]) is None or value is Unsaved.UNSAVED else str(value).strip() for column in columns]
        accepted, reason, *said = (f'"{text}"' if text.startswith("=") else text for text in texts)
        return cls(accepted, reason, *said)


@dataclass
class Harvest:
    """What a sync has to write for the answers.

    Attributes:
        rows: the rows of tbl_diterima that change, by their 0-based place; None for one that is emptied.
        accepted: all its rows as they will be, by place.
        typed: answers that stay beside their findings, by token (`pemeriksaan_sheet`).
        notes: a line each for the user.
    """

    accepted: Mapping[int, Row]
    rows: dict[int, Mapping[str, str] | None] = field(default_factory=dict)
    typed: dict[str, Answer] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def laporan(self, before: Laporan) -> Laporan:
        """The report with these rows."""
        places = sorted(self.accepted)
        rows = [{key: cell or None for key, cell in self.accepted[place].items()} for place in places]  # as a reader finds them
        return replace(before, inputs={**before.inputs, DITERIMA.key: rows}, places={**before.places, DITERIMA.key: places})


def harvested(shown: Iterable[Answered], findings: Iterable[Finding], rows: Mapping[int, Row], free: Iterable[int], date: str) -> Harvest:
    """Take over the answers.

    Args:
        shown: the rows of Pemeriksaan.
        findings: what the checks find now.
        rows: the rows of tbl_diterima, by 0-based place.
        free: the places where rows can be added, in their order.
        date: today, in words.
    """
    members = [member for finding in findings for member in finding.members]
    return _Harvester({token(member): member for member in members}, dict(rows), iter(free), date).run(shown)


def free_rows(stored: StoredTable, contents: Contents) -> Iterator[int]:
    """The 0-based places of a table's blank rows, then those below it as long as nothing stands in the way."""
    for row in range(stored.first_row, stored.last_row + 1):
        if not contents.rows.get(row):
            yield row - stored.first_row
    if not stored.totals_rows and not any(row > stored.bottom for row in contents.outside):
        yield from range(stored.last_row + 1 - stored.first_row, limits.TABLE_ROWS)


class _Harvester:
    def __init__(self, known: Mapping[str, Identity], rows: dict[int, Row], free: Iterator[int], date: str) -> None:
        self._known, self._rows, self._free, self._date = known, rows, free, date
        self._of_place = {place.partition(".")[0]: identity for place, identity in known.items()}
        self._at = {whole(identity_of(row)): place for place, row in rows.items()}
        self._harvest = Harvest({})

    def run(self, shown: Iterable[Answered]) -> Harvest:
        for row in shown:
            written, *tokens = row.key.split() or [mark("", "")]
            if mark(row.accepted, row.reason) != written:
                self._take(row, tokens)
        self._harvest.accepted = self._rows
        return self._harvest

    def _take(self, row: Answered, tokens: Sequence[str]) -> None:
        """Take over one answer that is not what a sync wrote."""
        present = {key: self._known[key] for key in tokens if key in self._known}
        if row.accepted.casefold() in _YES:
            for key, identity in present.items():
                if not self._put(identity, Acceptance(row.reason, self._date)):
                    self._harvest.typed[key] = (row.accepted, row.reason)
            if not present:
                self._keep(row, tokens)
            elif not row.reason:
                self._harvest.notes.append(f"{_said(row)}: diterima tanpa alasan; tulis alasannya di lembar Pemeriksaan")
            return
        for identity in present.values():
            self._drop(identity, also_earlier=not row.reason and not row.accepted)
        if row.reason or row.accepted:
            self._harvest.typed |= dict.fromkeys(present, (row.accepted, row.reason))
            if not present:
                self._keep(row, tokens)
            else:
                self._harvest.notes.append(f"{_said(row)}: belum diterima, sebab di kolom Diterima belum dipilih {ACCEPTED}")

    def _put(self, identity: Identity, acceptance: Acceptance) -> bool:
        """Write a row; False if there is no room for it."""
        place = self._at.get(whole(identity))
        if place is not None and acceptance_of(self._rows[place]).reason == acceptance.reason:
            return True
        if place is None:
            place = next(self._free, None)
            if place is None:
                note = f'lembar "{DITERIMA.sheet}" tidak ada atau tidak punya baris kosong, jadi temuan yang diterima belum dicatat di sana'
                self._harvest.notes += [] if note in self._harvest.notes else [note]
                return False
            self._at[whole(identity)] = place
        self._harvest.rows[place] = row = row_of(identity, acceptance)
        self._rows[place] = row
        return True

    def _drop(self, identity: Identity, *, also_earlier: bool) -> None:
        """Empty the row that accepts a finding, and those about the same place if its reason was taken away too."""
        same = place_of if also_earlier else whole
        for place in [place for place, row in self._rows.items() if same(identity_of(row)) == same(identity)]:
            self._harvest.rows[place] = None
            self._at.pop(whole(identity_of(self._rows.pop(place))), None)

    def _keep(self, row: Answered, tokens: Sequence[str]) -> None:
        """Keep an answer that no finding fits any more, about the same place if that is still known."""
        there = next((self._of_place[place] for key in tokens if (place := key.partition(".")[0]) in self._of_place), None)
        identity = Identity(row.code or "-", "", "", "", row.message[:_LONGEST], row.expected[:_LONGEST])
        if there is not None:
            identity = there._replace(there=row.message[:_LONGEST], expected=row.expected[:_LONGEST], number=1)
        reason = row.reason if not row.accepted or row.accepted.casefold() in _YES else f"{row.accepted} {row.reason}".strip()
        if self._put(identity, Acceptance(reason, self._date)):
            self._harvest.notes.append(
                f'{_said(row)}: temuannya sudah lain atau tidak ada lagi; alasannya disimpan di lembar "{DITERIMA.sheet}"'
            )
        else:
            self._harvest.notes.append(f'{_said(row)}: temuannya sudah lain atau tidak ada lagi; alasannya: "{reason}"')


def _said(row: Answered) -> str:
    return f"temuan {row.code or 'tanpa kode'} ({row.message[:60]})" if row.message else f"temuan {row.code or 'tanpa kode'}"
