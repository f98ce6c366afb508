"""`python -m lkjip`."""

from lkjip.cli import main

main()
