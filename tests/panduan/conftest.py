"""The first run is acted on an X display, which a Mac does not have."""

from __future__ import annotations

import sys

collect_ignore = ["test_first_run.py"] if sys.platform == "darwin" else []
