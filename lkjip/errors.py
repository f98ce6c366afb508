"""What goes wrong because of an input, a file or the PC, said to staff."""

from __future__ import annotations


class LkjipError(Exception):
    """Bad input, or a file that cannot be used: one line in Bahasa Indonesia that names the place and what to do.

    The command line prints it and ends with status 2; nothing was written.
    """
