"""The `lkjip` command: `commands` calls, `terminal` prints, `shape` makes click speak Bahasa Indonesia."""

from lkjip.cli.commands import lkjip, main

__all__ = ["lkjip", "main"]
