"""Every change that misleads a reader of a sealed copy is named with sheet and cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.workbooks import Parts, run
from tests.mail.twists import TWISTS


@pytest.mark.parametrize("twist", TWISTS)
def test_named(copy: Path, tmp_path: Path, twist: str) -> None:
    parts = Parts.of(copy)
    named = TWISTS[twist](parts)
    outcome = run("periksa-kiriman", parts.save(tmp_path / copy.name))
    assert outcome.status == 1, outcome
    assert named in outcome.out
    # and nothing else is: a line or two more where one change shows in several places
    assert len(outcome.out.splitlines()) <= _LINES.get(twist, 3), outcome.out


_LINES = {"rows hidden by default": 60, "no validations": 20}
