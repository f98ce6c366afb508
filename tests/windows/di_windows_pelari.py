"""Runs inside Wine: does what the other side asks for, a line of JSON each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any

assert sys.platform == "win32"
import winreg  # noqa: E402

import pythoncom  # noqa: E402
import win32gui  # noqa: E402

held: list[Any] = []
started: list[subprocess.Popen[bytes]] = []


def run(command: str, environment: dict[str, str], folder: str, seconds: float) -> dict[str, Any]:
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, env=os.environ | environment, cwd=folder, stdin=subprocess.PIPE, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            process.communicate(b"", timeout=seconds)
        except subprocess.TimeoutExpired:
            subprocess.run(["taskkill", "/f", "/t", "/pid", str(process.pid)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            process.kill()
        said.seek(0)
        text = said.read().decode("utf-8", errors="replace")
    return {"status": process.poll(), "text": text.replace("\r\n", "\n"), "seconds": round(time.monotonic() - begun, 1)}


def registry(key: str, values: dict[str, str]) -> None:
    hive, _, path = key.partition("\\")
    root = winreg.HKEY_CURRENT_USER if hive == "HKCU" else winreg.HKEY_LOCAL_MACHINE
    with winreg.CreateKeyEx(root, path, 0, winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY) as opened:
        for name, value in values.items():
            winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)


def main() -> None:
    # the desktop's own programs start with the first one that needs them, and would keep its output open
    pythoncom.CoInitialize()
    win32gui.GetDesktopWindow()
    for line in sys.stdin:
        question = json.loads(line)
        what = question.pop("do")
        answer: Any = None
        if what == "run":
            answer = run(**question)
        elif what == "registry":
            registry(**question)
        elif what == "hold":
            held.append(open(question["path"], "rb"))  # noqa: PTH123, SIM115
        elif what == "release":
            held.pop().close()
        elif what == "start":
            started.append(subprocess.Popen(question["command"], env=os.environ | question["environment"], stdin=subprocess.PIPE))
            time.sleep(3)
        elif what == "end":
            started[-1].kill()
            started.pop().wait(20)
        print(json.dumps(answer), flush=True)


main()
