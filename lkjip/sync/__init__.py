"""The sync of the summary sheets: what is to be written is planned once, and written into an open book or a closed file."""
