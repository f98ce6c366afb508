"""Where a report comes from: a folder of CSV files, or a workbook file."""
