"""Setting up a PC so that Excel finds Python, undoing it, and saying what is wrong."""
