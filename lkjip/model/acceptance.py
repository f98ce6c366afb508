"""Which findings the office leaves as they are, by the rows of tbl_diterima. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from typing import Final

from lkjip.model.finding import Acceptance, Identity
from lkjip.model.key import key_of
from xlfuncs.angka import Cell

COLUMNS: Final = ("kode", "tabel", "baris", "kolom", "tertulis", "seharusnya", "urutan")
"""The columns of tbl_diterima that say which finding a row is about, in the order of `Identity`."""


def identity_of(row: Mapping[str, Cell]) -> Identity:
    """The finding that a row of tbl_diterima is about."""
    code, table, about, column, there, expected, number = (_text(row.get(key)) for key in COLUMNS)
    return Identity(code, table, about, column, there, expected, int(number[:6]) if number.isascii() and number.isdecimal() else 1)


def acceptance_of(row: Mapping[str, Cell]) -> Acceptance:
    """What a row of tbl_diterima says about its finding."""
    return Acceptance(_text(row.get("alasan")), _text(row.get("tanggal")))


def row_of(identity: Identity, acceptance: Acceptance) -> dict[str, str]:
    """The row of tbl_diterima that accepts a finding."""
    said = zip(COLUMNS, (*identity[:-1], str(identity.number)), strict=True)
    return {**dict(said), "alasan": acceptance.reason, "tanggal": acceptance.date}


def place_of(identity: Identity) -> Hashable:
    """What stays of an identity when its figures change."""
    code, table, row, column, there = (_text(each) for each in identity[:5])
    return code, table, key_of(row), column, "" if row else there


def whole(identity: Identity) -> Hashable:
    """What two identities have in common if they are the same."""
    return place_of(identity), _text(identity.there), _text(identity.expected), identity.number


def token(identity: Identity) -> str:
    """A short text by which a sync knows a finding again: what stays when its figures change, a dot, and what does not."""
    return f"{_digest(place_of(identity))}.{_digest(whole(identity))}"


def mark(accepted: str, reason: str) -> str:
    """A short text that tells whether the answer beside a finding is still the one that a sync wrote."""
    return _digest((accepted, reason))


def _digest(what: Hashable) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()[:10]


class Accepted:
    """The findings that the rows of tbl_diterima accept."""

    def __init__(self, rows: Iterable[Mapping[str, Cell]]) -> None:
        self._exact: dict[Hashable, Acceptance] = {}
        self._places: dict[Hashable, Acceptance] = {}
        for row in rows:
            identity, acceptance = identity_of(row), acceptance_of(row)
            self._exact[whole(identity)] = acceptance
            self._places[place_of(identity)] = acceptance

    def of(self, identity: Identity) -> Acceptance | None:
        """Why a finding is accepted; None if it is open."""
        return self._exact.get(whole(identity))

    def earlier(self, identity: Identity) -> Acceptance | None:
        """Why a finding about the same place, with other figures, was accepted; of several the one that stands last."""
        return self._places.get(place_of(identity))


def _text(value: Cell) -> str:
    return "" if value is None else " ".join(str(value).split())
