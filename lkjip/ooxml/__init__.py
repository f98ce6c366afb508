"""Reading and editing Office Open XML packages (.xlsx, .xlsm). Nothing in a file is trusted."""
