"""Kept for the macros of workbooks in offices: the button "Siapkan kiriman"."""

from lkjip.buttons import siapkan_kiriman as press

__all__ = ["press"]
