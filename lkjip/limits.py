"""What a workbook can be: the limits of Excel, and those that we set so that no file can fill the memory or stall a run.

Every other module takes these numbers from here. What takes time or memory grows no faster than they do.
"""

from __future__ import annotations

from typing import Final

# ---------------------------------------------------------------- Excel's own (support.microsoft.com, "Excel specifications and limits")
ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
CELL_CHARACTERS: Final = 32_767
"""Of a text in a cell."""
FORMULA_CHARACTERS: Final = 8_192
FORMULA_LEVELS: Final = 64
"""Functions inside each other."""
LITERAL_CHARACTERS: Final = 255
"""Of a text between quotes in a formula."""
FORMAT_CHARACTERS: Final = 255
"""Of a number format."""

# ---------------------------------------------------------------- ours
PARTS: Final = 10_000
"""Members of the package: a report has some hundred, the most crowded workbooks of Excel some thousand."""
PART_BYTES: Final = 50_000_000
"""Of one part, unpacked. A ratio to its packed size says nothing: Excel packs 842 kB of styles into 4.5 kB."""
PACKAGE_BYTES: Final = 500_000_000
"""Of all parts together, unpacked: reading every one of them once takes seconds."""
PART_MARKS: Final = 3_000_000
"""Tags and attributes of an XML part. Each costs the reader 100 to 200 bytes. A filled cell is about seven of them: 400,000 cells a
sheet, where 5,000 indicators in 14 columns are 70,000."""
FORMULA_BRACKETS: Final = 200
"""Brackets inside each other in a formula, so that going through it fits Python's stack; more than its 64 levels of functions need."""
TABLE_ROWS: Final = 10_000
"""Of a table that a workbook is made of. The formulas of an indicator take 4.6 kB of its sheet: with some more rows the part would be
larger than `PART_BYTES`, and no reader of ours would open it."""
CSV_BYTES: Final = 20_000_000
"""Of one table as a CSV file: 10,000 rows of 2 kB."""
