"""A sample of `make attack`: no input makes a command misbehave."""

from __future__ import annotations

import pytest

from tests.attack import hunt
from tests.attack.hostile import CASES

SEED = 20_240
COUNT = 1


@pytest.mark.process
@pytest.mark.slow
def test_every_command_keeps_its_word() -> None:
    found = list(hunt.attack(hunt.tasks(SEED, COUNT, CASES[::96]), processes=1))  # each would build the workbooks again

    assert len({attempt.command for attempt in found}) == 11
    assert "\n".join(str(attempt) for attempt in found if attempt.wrong) == ""
