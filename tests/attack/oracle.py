"""The oracle of the attacks: what every command must never do, for any input."""

from __future__ import annotations

import csv
import faulthandler
import re
import resource
import signal
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import docx
import openpyxl

from tests.kit.workbooks import Outcome, run

SECONDS: Final = 20.0
"""Of this process's own time that one command may take; an ordinary one takes a tenth of a second."""
WAITING: Final = 120.0
"""Seconds on the clock, where a command waits for something that does not come."""
MEMORY: Final = 3 << 30
"""Bytes that a process of the attack may claim."""
_FAULT: Final = "kesalahan di dalam program"
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
Files = Mapping[str, bytes | None]
"""Everything under a folder by its path; None for what is no ordinary file."""


class Run(NamedTuple):
    """A command's outcome, and the seconds it took."""

    outcome: Outcome
    took: float


class TookTooLong(BaseException):
    """No exception that a program catches: a command has not come back."""


def bounded() -> None:
    """This process, made for attacks alone, gets no more memory than an attack may take."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    faulthandler.enable()


@contextmanager
def in_time() -> Iterator[None]:
    """Interrupt what takes longer; end the process where even that does not help."""

    def interrupt(*_: object) -> None:
        raise TookTooLong

    timers = ((signal.SIGPROF, signal.ITIMER_PROF, SECONDS), (signal.SIGALRM, signal.ITIMER_REAL, WAITING))
    for number, timer, seconds in timers:
        signal.signal(number, interrupt)
        signal.setitimer(timer, seconds)
    faulthandler.dump_traceback_later(3 * WAITING, exit=True, file=2)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        for number, timer, _ in timers:
            signal.setitimer(timer, 0)
            signal.signal(number, signal.SIG_DFL)


def attempted(*command: str | Path) -> Run:
    """`lkjip COMMAND` in this process; what escapes it is a traceback."""
    started = time.perf_counter()
    try:
        with in_time(), warnings.catch_warnings():
            warnings.simplefilter("error")  # a warning on a terminal is a line that nobody wrote for staff
            warnings.simplefilter("ignore", ResourceWarning)  # which no terminal shows
            outcome = run(*command)
    except TookTooLong as error:
        frames = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in traceback.extract_tb(error.__traceback__)]
        outcome = Outcome(-1, "", f"not done in time: {' > '.join(frames[-6:-1])}")
    except BaseException:
        outcome = Outcome(-1, "", traceback.format_exc())
    return Run(outcome, time.perf_counter() - started)


def listed(folder: Path) -> Files:
    """What is in a folder, and in the folders there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() and not path.is_symlink() else None
        for path in sorted(folder.rglob("*"))
    }


def broken_word(
    outcome: Outcome,
    folder: Path,
    before: Files,
    named: str,
    outputs: Callable[[Outcome], Sequence[Path]] = lambda outcome: (),
    must_read: Callable[[], bool] = lambda: True,
) -> Iterator[str]:
    """What a command did that it must not.

    Args:
        before: what the folder held.
        named: what a refusal must name.
        outputs: the workbooks and documents that a run has made, which must be readable.
        must_read: whether they must; asked only where one is not, since the answer may cost another reading.
    """
    said = outcome.out + outcome.err
    if outcome.status not in (0, 1, 2):
        yield f"status {outcome.status}: {outcome.err.strip()[-600:]}"
        return
    if _FAULT in said or "Traceback" in said:
        yield outcome.err.strip()[-600:]
    elif outcome.status == 2:
        if len(outcome.lines) != 1 or outcome.out:
            yield f"a refusal in {len(outcome.lines)} lines: {said[:300]!r}"
        if named not in outcome.err:
            yield f"a refusal that does not name {named}: {outcome.err[:300]!r}"
        if len(outcome.err) > 1500:
            yield f"a refusal of {len(outcome.err)} characters: {outcome.err[:200]!r}"
    if found := _CONTROL.search(said):
        yield f"a control character {found[0]!r} in what is said: {said[max(0, found.start() - 100) : found.end() + 40]!r}"
    after = listed(folder)
    if outcome.status == 2 and after != before:
        yield f"the folder is not as it was: {sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))}"
    if outcome.status == 0:
        for path in outputs(outcome):
            if (wrong := unreadable(path)) and must_read():
                yield f"{path.name} cannot be read again: {wrong}"


def unreadable(path: Path) -> str:
    """Why openpyxl does not read a workbook, or python-docx a document; empty where it does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it names what it does not know
            with path.open("rb") as file:
                if path.suffix == ".docx":
                    docx.Document(file)
                else:
                    openpyxl.load_workbook(file).close()
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:200]}"
    return ""


def recap_broken_word(outcome: Outcome, target: Path, names: Sequence[str]) -> Iterator[str]:
    """The same of `rekap --format csv` over a folder with these files."""
    if outcome.status not in (0, 1, 2) or _FAULT in outcome.err:
        yield f"status {outcome.status}: {outcome.err.strip()[-600:]}"
    if outcome.status == 2:
        return
    for path in sorted(target.iterdir()):
        text = path.read_text(encoding="utf-8")
        if found := _CONTROL.search(text.replace("\v", "")):  # a vertical tab is Word's line break, and part of a text
            yield f"a control character {found[0]!r} in {path.name}"
        if path.stem == "berkas":
            rows = list(csv.DictReader(text.splitlines(keepends=True)))
            if sorted(row["berkas"] for row in rows) != sorted(names):
                yield "not every file is listed"
            yield from (f"{row['berkas']}: {row['sebab']}" for row in rows if _FAULT in row["sebab"] or "mendadak" in row["sebab"])
