"""The buttons that show groups of sheets: nothing that is filled in is ever hidden. pyOpenVBA runs their macros."""

from __future__ import annotations

from typing import Any, Final

import pytest

from lkjip.model import groups
from tests.macros.pc import Error, Pc

PLANS: Final = "LkjipLembarPerencanaan"
LISTED: Final = (
    (None, None, None),  # the heading of the group
    ("perencanaan", "Sheet16", 0),
    ("perencanaan", "Sheet17", 0),
    ("naskah", "Sheet28", 0),
)


def pc(*seen: bool, filled: Any = 0, **more: Any) -> Pc:
    """A workbook with two sheets of plans, the second one filled in or not, and one of another group."""
    listed = [(group, sheet, filled if sheet == "Sheet17" else count) for group, sheet, count in LISTED]
    return Pc(seen=dict(zip(("Sheet16", "Sheet17", "Sheet28"), seen, strict=True)), listed=listed, **more)


def test_the_first_press_shows_the_whole_group_and_no_other() -> None:
    here = pc(False, False, False)
    here.run(PLANS)
    assert here.seen == {"Sheet16": True, "Sheet17": True, "Sheet28": False}
    assert here.vba.dialogs == []


def test_what_is_seen_in_part_is_shown_as_a_whole() -> None:
    here = pc(False, True, False, filled=12)
    here.run(PLANS)
    assert here.seen == {"Sheet16": True, "Sheet17": True, "Sheet28": False}


def test_the_second_press_hides_it_again() -> None:
    here = pc(True, True, True)
    here.run(PLANS)
    assert here.seen == {"Sheet16": False, "Sheet17": False, "Sheet28": True}


@pytest.mark.parametrize("filled", [1, 81, Error("#REF!"), None, "x"])
def test_a_sheet_with_anything_on_it_is_never_hidden(filled: Any) -> None:
    here = pc(True, True, True, filled=filled)
    here.run(PLANS)
    assert here.seen == {"Sheet16": False, "Sheet17": True, "Sheet28": True}
    assert here.vba.dialogs == []


def test_where_all_are_filled_in_it_says_why_nothing_is_hidden() -> None:
    here = Pc(seen={"Sheet28": True}, listed=[("naskah", "Sheet28", 71)])
    here.run("LkjipLembarNaskah")
    assert here.seen == {"Sheet28": True}
    ((_, message, title, _),) = here.vba.dialogs
    assert (title, message) == ("LKjIP", "Semua lembar kelompok ini sudah ada isinya, jadi tetap tampak.")


def test_a_sheet_that_was_deleted_is_passed_over() -> None:
    here = Pc(seen={"Sheet17": False}, listed=LISTED)
    here.run(PLANS)
    assert here.seen == {"Sheet17": True}


@pytest.mark.parametrize("here", [pc(False, False, False, locked=True), Pc(seen={"Sheet16": False})], ids=["locked", "no list"])
def test_what_cannot_be_done_is_told_with_the_way_by_hand(here: Pc) -> None:
    here.run(PLANS)
    assert not any(here.seen.values())
    ((_, message, _, _),) = here.vba.dialogs
    assert "Protect Workbook" in message
    assert "Unhide (Tampilkan)" in message


@pytest.mark.parametrize("group", groups.OPTIONAL, ids=lambda group: group.key)
def test_every_group_has_its_macro(group: groups.Group) -> None:
    here = Pc(seen={"Sheet9": False}, listed=[(group.key, "Sheet9", 0)])
    here.run(group.macro)
    assert here.seen == {"Sheet9": True}
