"""Regenerate the summary sheets: `plan` decides what they hold, `opened` and `closed` write it into an open workbook or a file."""
