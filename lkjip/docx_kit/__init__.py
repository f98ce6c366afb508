"""Word documents: what `lkjip.naskah` writes with, and how documents of others are read with every limit."""
