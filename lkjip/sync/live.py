"""Kept for the macros of workbooks in offices: the button "Sinkronkan"."""

from lkjip.buttons import sinkronkan as button

__all__ = ["button"]
