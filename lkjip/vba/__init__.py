"""Write the VBA project of a workbook: compound file, project streams, and our modules."""
