"""The printed report (naskah): a Word document written from a workbook, written again after people edited it, and read against it."""
