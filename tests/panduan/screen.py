"""A screen and a keyboard: an X display of its own (Xvfb), and a person's keys on it (xdotool)."""

from __future__ import annotations

import os
import subprocess
from types import TracebackType
from typing import Final, Self

_SIZE: Final = "1366x768x24"
_SECONDS: Final = 30
_BETWEEN_KEYS: Final = "25"  # milliseconds, as a quick typist


class Screen:
    """A display that nobody sees; `name` is what programs call it."""

    def __enter__(self) -> Self:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-noreset", "-screen", "0", _SIZE, "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self.name = f":{answer.readline().strip()}"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.terminate()
        self._server.wait()

    def look_at(self, title: str) -> None:
        """Give the keyboard to the window with this title, once it is there."""
        window = self._do("search", "--sync", "--onlyvisible", "--name", title).split()[-1]
        self._do("windowfocus", "--sync", window)

    def press(self, *keys: str) -> None:
        self._do("key", "--delay", _BETWEEN_KEYS, *keys)

    def type(self, text: str) -> None:
        self._do("type", "--delay", _BETWEEN_KEYS, text)

    def _do(self, *words: str) -> str:
        environment = {**os.environ, "DISPLAY": self.name}
        done = subprocess.run(["xdotool", *words], env=environment, check=True, capture_output=True, text=True, timeout=_SECONDS)
        return done.stdout
