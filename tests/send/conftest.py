"""The workbooks of the command line's tests."""

from __future__ import annotations

from tests.lkjip.conftest import boyolali, boyolali_data, small

__all__ = ["boyolali", "boyolali_data", "small"]
