"""Leaves out the test of the first run on a Mac, which has no X display."""

from __future__ import annotations

import sys

collect_ignore = ["test_first_run.py"] if sys.platform == "darwin" else []
