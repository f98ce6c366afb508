"""Set up a PC so that Excel finds Python, undo it, and diagnose problems."""
