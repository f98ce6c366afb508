"""What a cell calls: the rules of the numbers, and their faces in Excel. Imports neither pandas nor lkjip."""
