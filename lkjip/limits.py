"""Limits of a workbook: those of Excel, and our own, which keep any file from exhausting memory or stalling a run.

All other modules take these numbers from here. Time and memory are bounded in proportion to them.
"""

from __future__ import annotations

from typing import Final

# ---------------------------------------------------------------- Excel's own (support.microsoft.com, "Excel specifications and limits")
ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
CELL_CHARACTERS: Final = 32_767
"""Length of a text in a cell."""
FORMULA_CHARACTERS: Final = 8_192
FORMULA_LEVELS: Final = 64
"""Nesting depth of functions."""
LITERAL_CHARACTERS: Final = 255
"""Length of a text literal in a formula."""
FORMAT_CHARACTERS: Final = 255
"""Length of a number format."""
ROW_POINTS: Final = 409.0
"""Height of a row."""

# ---------------------------------------------------------------- ours
PARTS: Final = 10_000
"""Members of the package; a report has about a hundred, the largest Excel workbooks a few thousand."""
PART_BYTES: Final = 80_000_000
"""Unpacked size of one part. A limit on the compression ratio would not work: Excel packs 842 kB of styles into 4.5 kB."""
PACKAGE_BYTES: Final = 500_000_000
"""Unpacked size of all parts together, so that reading each of them once takes only seconds."""
PART_MARKS: Final = 3_000_000
"""Tags and attributes of an XML part. Each takes 100 to 200 bytes of memory. A filled cell has about seven, so a sheet may have
400,000 cells; 5,000 indicators in 14 columns need 70,000."""
FORMULA_BRACKETS: Final = 200
"""Nesting depth of brackets in a formula: low enough for recursion in Python, more than 64 levels of functions need."""
TABLE_ROWS: Final = 3_000
"""Rows of a table in a workbook that we build. An indicator takes 25.2 kB of the sheet Triwulan and 19.8 kB of E.81, a budget line 15.8 kB
of Tabel 3.2, so 200 more would make a part exceed `PART_BYTES`, and our own readers would refuse it."""
CSV_BYTES: Final = 14_000_000
"""Size of one table as a CSV file: 3,000 rows of 4.6 kB."""
