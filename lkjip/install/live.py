"""Kept for the macros of workbooks in offices: the button "Periksa pemasangan"."""

from lkjip.buttons import periksa_pemasangan as button

__all__ = ["button"]
