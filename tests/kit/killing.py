"""Kill a command at every operation on a folder and in the middle of every write; imported by a process with the program loaded.

For every such moment a copy of that process runs the command and is killed: at the n-th operation on the folder, or when a file
that it writes has a given number of bytes.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from lkjip import cli

TARGET: Final = "laporan.xlsm"
_MOST: Final = 200
"""Touches of the folder, by far."""

Runs = list[tuple[bool, dict[str, str]]]
"""Killed or not, and what each file of the folder is then."""


def killed_runs(
    command: Sequence[str],
    folder: Path,
    before: Mapping[str, bytes],
    kinds: Mapping[bytes, str],
    rooms: Callable[[int, int], Iterable[int]],
    targets: Sequence[str] = (TARGET,),
) -> Runs:
    """What is left of each run: "old" and "new" for what targets held before and hold after a whole run, or one of `kinds`; else "torn".

    Args:
        before: what the folder holds at the start; rooms: the sizes at which a write ends, from the sizes of the first target,
            old and new.
    """
    whole = _attempt(command, folder, before)[1]
    known = {**{before[name]: "old" for name in targets if name in before}, **{whole[name]: "new" for name in targets}, **kinds}
    results: Runs = []

    def note(touches: int = 0, room: int = 0) -> bool:
        killed, found = _attempt(command, folder, before, touches, room)
        results.append((killed, {name: known.get(data, "torn") for name, data in found.items()}))
        return killed

    moment = 1
    while note(touches=moment) and moment < _MOST:
        moment += 1
    for room in rooms(len(before.get(targets[0], b"")), len(whole[targets[0]])):
        note(room=room)
    return results


def _attempt(
    command: Sequence[str], folder: Path, before: Mapping[str, bytes], touches: int = 0, room: int = 0
) -> tuple[bool, dict[str, bytes]]:
    for each in folder.iterdir():
        each.unlink()
    for name, data in before.items():
        (folder / name).write_bytes(data)
    child = os.fork()
    if child == 0:
        _run(command, folder, touches, room)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status), {each.name: each.read_bytes() for each in folder.iterdir()}


def _run(command: Sequence[str], folder: Path, touches: int, room: int) -> None:
    if room:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if any(isinstance(each, str | os.PathLike) and str(folder) in os.fspath(each) for each in arguments):
            count += 1
            if count == touches:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    cli.main(list(command))
