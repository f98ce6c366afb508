"""Run tests/office/uno_server.py and exchange lines with it, within a time limit."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Final

INSTALL: Final = (
    "the tests need LibreOffice Calc and its Python bridge: apt-get install --no-install-recommends libreoffice-calc python3-uno"
)
START_SECONDS: Final = 90.0  # longer than the server itself waits for soffice
STOP_SECONDS: Final = 15.0
LOG_LINES: Final = 15

SERVER: Final = Path(__file__).with_name("uno_server.py")
MAC_APPLICATION: Final = Path("/Applications/LibreOffice.app/Contents")
SYSTEM_PYTHON: Final = Path("/usr/bin/python3")


class OfficeError(Exception):
    """LibreOffice could not do it; the message says what it said."""


def find_soffice() -> Path | None:
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    program = MAC_APPLICATION / "MacOS" / "soffice"
    return program if program.exists() else None


def find_python(soffice: Path) -> Path | None:
    """The Python that has uno: LibreOffice's own where it brings one, else the system's, for which the distribution packs it."""
    program = soffice.resolve().parent
    places = (program / "python", program.parent / "Resources" / "python", SYSTEM_PYTHON)
    return next((place for place in places if place.exists()), None)


class ServerProcess:
    """The server, with soffice below it, in a process group of its own."""

    def __init__(self, options: list[str], screen: str = "") -> None:
        soffice = find_soffice()
        python = find_python(soffice) if soffice else None
        if soffice is None or python is None:
            raise OfficeError(INSTALL)
        self._folder = Path(tempfile.mkdtemp(prefix="office-"))
        self._log = self._folder / "log"
        self._unread = b""
        self._why_ended = ""
        command = [str(python), str(SERVER), f"--soffice={soffice}", f"--folder={self._folder}", *options]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                env=_environment() | ({"DISPLAY": screen} if screen else {}),
            )
        atexit.register(self.end)
        started = self._receive(START_SECONDS, "start")
        if not started["ok"]:
            problem = self._end_with("start", started["error"])
            raise OfficeError(INSTALL) if started["missing"] else problem
        self.version: str = started["result"]["version"]
        self.soffice_pid: int = started["result"]["pid"]

    @property
    def ended(self) -> bool:
        return bool(self._why_ended)

    def ask(self, operation: str, seconds: float, **fields: object) -> Any:
        """Have one operation done and return its result."""
        if self._why_ended:
            raise OfficeError(f"LibreOffice is not running any more: {self._why_ended}")
        line = json.dumps({"operation": operation, **fields}) + "\n"
        with contextlib.suppress(BrokenPipeError):  # the answer that does not come will say why
            self._send(line.encode())
        try:
            answer = self._receive(seconds, operation)
        except KeyboardInterrupt:
            self.end("it was interrupted")  # or the answer still to come would be taken for that of the next request
            raise
        if answer["ok"]:
            return answer["result"]
        if answer["gone"]:
            raise self._end_with(operation, answer["error"])
        raise OfficeError(f"{operation}: {answer['error']}")

    def stop(self) -> None:
        """Let it end in good order: at the end of its input it closes soffice."""
        if self._why_ended:
            return
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        self.end("it was closed")

    def end(self, why: str = "the tests are over") -> None:
        """Kill what is left of the process group and remove the profile."""
        if self._why_ended:
            return
        self._why_ended = why
        atexit.unregister(self.end)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _send(self, line: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        self._process.stdin.flush()

    def _receive(self, seconds: float, operation: str) -> dict[str, Any]:
        """The next line of the server. No line in time, or none at all, is the end of it."""
        deadline = time.monotonic() + seconds
        while b"\n" not in self._unread:
            if not self._readable(deadline - time.monotonic()):
                raise self._end_with(operation, f"no answer within {seconds:g} seconds")
            chunk = self._read_some()
            if not chunk:
                raise self._end_with(operation, "the server of LibreOffice ended")
            self._unread += chunk
        line, _, self._unread = self._unread.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _readable(self, seconds: float) -> bool:
        assert self._process.stdout is not None
        readable, _, _ = select.select([self._process.stdout], [], [], max(seconds, 0))
        return bool(readable)

    def _read_some(self) -> bytes:
        assert self._process.stdout is not None
        return os.read(self._process.stdout.fileno(), 1 << 20)

    def _end_with(self, operation: str, problem: str) -> OfficeError:
        """End it because of a problem, and return the error that tells, with the last lines that soffice and the server wrote."""
        error = OfficeError(self._with_log(f"{operation}: {problem}"))
        self.end(problem)
        return error

    def _with_log(self, message: str) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
        return "\n".join([message, "the last lines of LibreOffice's log:", *lines]) if lines else message


def _environment() -> dict[str, str]:
    """Without what points another Python to the packages of this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name != "VIRTUAL_ENV"}
