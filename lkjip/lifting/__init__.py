"""Move a workbook to another template, and list by cell everything of the old one that the new one does not hold."""
