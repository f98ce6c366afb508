"""Cell functions: the calculation rules and their interfaces to Excel. Imports neither pandas nor lkjip."""
