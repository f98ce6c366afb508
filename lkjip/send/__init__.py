"""Kept for the macros of workbooks in offices: their buttons import from here."""
