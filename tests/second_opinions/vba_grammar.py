"""Parse the macros with Microsoft's published grammar of VBA (MS-VBAL), in antlr4-vba's version.

Parsing all modules takes twenty seconds in Python, so what was accepted is remembered by its digest in
vba_accepted.txt: a test parses a module again only once it has changed. `python -m tests.second_opinions.vba_grammar`
parses them all and writes the list.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any, Final

from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_vba.vbaLexer import vbaLexer
from antlr4_vba.vbaParser import vbaParser

from lkjip.vba import macros

_ACCEPTED: Final = Path(__file__).with_name("vba_accepted.txt")


class _Heard(ErrorListener):  # type: ignore[misc]  # antlr4 has no types
    def __init__(self) -> None:
        self.errors: list[str] = []

    def syntaxError(self, recognizer: Any, symbol: Any, line: int, column: int, message: str, error: Any) -> None:  # noqa: N802
        self.errors.append(f"{line}:{column}: {message}")


def errors(source: str) -> list[str]:
    """What the grammar refuses in a module, a line each."""
    heard = _Heard()
    lexer = vbaLexer(InputStream(source))
    parser = vbaParser(CommonTokenStream(lexer))
    for each in (lexer, parser):
        each.removeErrorListeners()
        each.addErrorListener(heard)
    parser.startRule()
    return heard.errors


def is_accepted_before(source: str) -> bool:
    return _digest(source) in _ACCEPTED.read_text(encoding="ascii").split()


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def main() -> int:
    """Parse every module of ours and remember those that are accepted."""
    lines, refused = [], []
    for module in macros.modules([]):
        if module.name not in ("xlwings", "Dictionary"):
            found = errors(module.source)
            refused += [f"{module.name}:{each}" for each in found]
            lines += [] if found else [f"{module.name} {_digest(module.source)}"]
    _ACCEPTED.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    sys.stderr.write("".join(f"{each}\n" for each in refused))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
