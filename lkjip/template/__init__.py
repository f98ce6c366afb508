"""The sheets of the LKjIP workbook, and the builder that writes them."""
