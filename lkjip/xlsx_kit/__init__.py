"""Additions to XlsxWriter: cells, styles, row heights, and a worksheet that writes some things as Excel does."""
