"""What the command line prints: results on stdout, messages on stderr, each a safe line."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
import time
from collections.abc import Iterable
from typing import Any, Final, TextIO

import click

from lkjip.errors import UnwritableError, reason

# Characters that a terminal would obey or hide instead of showing: control characters, marks of writing direction, surrogates.
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_QUIET: Final = f"{__name__}.quiet"


def be_quiet(chosen: bool) -> None:
    """Leave notes out for the rest of this command, if chosen."""
    click.get_current_context().meta[_QUIET] = chosen


def is_quiet() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def one_line(text: str) -> str:
    """Make any text safe for one line of a terminal: a cell, a sheet's or a file's name, an argument."""
    return _UNSEEN.sub(_escaped, " ".join(text.replace("\t", " ").splitlines()))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def note(lines: Iterable[str]) -> None:
    """Tell what is good to know; a command with --diam does not."""
    if not is_quiet():
        warn(lines)


def warn(lines: Iterable[str]) -> None:
    """Tell what has to be known: why something was not done, or where something was kept."""
    text = "".join(f"{_shown(line, sys.stderr)}\n" for line in lines)
    if text:
        click.echo(text, err=True, nl=False)


def put(*lines: str) -> None:
    """Print results to stdout, one per line."""
    put_text("\n".join(_shown(line, sys.stdout) for line in lines) + "\n")


def _shown(text: str, stream: TextIO) -> str:
    """One safe line; a terminal gets it folded between words, since it would fold anywhere itself."""
    line = one_line(text)
    width = shutil.get_terminal_size().columns
    if len(line) <= width or not stream.isatty():
        return line
    indent = len(line) - len(line.lstrip())
    return textwrap.fill(
        line, width, subsequent_indent=" " * (indent + 2), break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )


def as_json(data: Any) -> str:
    """Data as the text of a JSON file that a terminal can show."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)
    return "\n".join(_UNSEEN.sub(_escaped, line) for line in text.split("\n")) + "\n"


def put_text(text: str) -> None:
    """Write a text to stdout completely: a full disk behind a redirection is an error, not a shorter file."""
    data = memoryview(text.encode())
    try:
        stream = sys.stdout.buffer
        while data:
            data = data[stream.write(data) :]
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwritableError(f"keluaran: {reason(error, 'ditulis')}") from None


class Progress:
    """Shows the progress of a long reading on stderr: a bar on a terminal, occasional lines elsewhere."""

    _EVERY: Final = 10.0  # seconds

    def __init__(self) -> None:
        self.done = self.total = 0
        self._bar: Any = None
        self._started = self._told = 0.0

    def __enter__(self) -> None:
        self._started = self._told = time.monotonic()
        if sys.stderr.isatty() and not is_quiet():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("Membaca"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.description}, sisa"),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("", total=None)

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def tell(self, done: int, total: int) -> None:
        """Show that `done` of `total` files are read."""
        from xlfuncs.id_format import fixed

        self.done, self.total = done, total
        now = time.monotonic()
        speed = f"{fixed(done / max(now - self._started, 1e-3), 0)} berkas/detik"
        if self._bar:
            self._bar.update(self._task, completed=done, total=total, description=speed)
        elif now - self._told >= self._EVERY:
            self._told = now
            note([f"{done} dari {total} berkas dibaca, {speed}"])
