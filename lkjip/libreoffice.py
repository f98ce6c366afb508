"""The LibreOffice of this PC: where it is, and a file converted by it in a profile of its own, with macros off."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

SETTING: Final = "LKJIP_LIBREOFFICE"
"""Environment variable with the path of LibreOffice's program, where it is in no usual place; empty for none to be used."""
_PLACES: Final = ("LibreOffice/program/soffice.exe", "LibreOffice 5/program/soffice.exe")
_MAC: Final = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SETTINGS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>'
    "</oor:items>\n"
)
"""Numbers are printed as an Indonesian office writes them, whatever this PC is set to."""


class NotConvertedError(Exception):
    """LibreOffice did not convert a file; the text says why, in a few words for staff."""


def is_wanted() -> bool:
    """Whether LibreOffice may be used on this PC."""
    return os.environ.get(SETTING) != ""


def program() -> Path | None:
    """LibreOffice's program; None where there is none."""
    return next(_programs(), None)


def _programs() -> Iterator[Path]:
    """The LibreOffice programs of this PC, the likeliest first."""
    named = (os.environ.get(SETTING) or "", shutil.which("soffice") or "", shutil.which("libreoffice") or "")
    roots = (Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ)
    installed = (root / place for root in roots for place in _PLACES)
    return (path for path in (*map(Path, filter(None, named)), *installed, _MAC) if path.is_file())


def as_pdf(program: Path, data: bytes, name: str, seconds: float, kind: str = "pdf") -> bytes:
    """The PDF that LibreOffice makes of a file.

    Args:
        program: LibreOffice's program.
        data: the bytes of the file.
        name: what the file is called, for the ending that tells its format.
        seconds: how long it may take.
        kind: the format and, after a colon, the filter and its options.

    Raises:
        NotConvertedError: LibreOffice failed, or took too long.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="lkjip-pdf-", ignore_cleanup_errors=True) as place:
            folder = Path(place)
            file = folder / name
            file.write_bytes(data)
            settings = folder / "profil" / "user" / "registrymodifications.xcu"
            settings.parent.mkdir(parents=True)
            settings.write_text(_SETTINGS, encoding="utf-8")
            command = [
                *(str(program), f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--norestore", "--nologo"),
                *("--convert-to", kind, "--outdir", str(folder), str(file)),
            ]
            _run(command, seconds)
            return file.with_suffix(".pdf").read_bytes()
    except subprocess.TimeoutExpired:
        raise NotConvertedError(f"LibreOffice belum selesai setelah {seconds:g} detik") from None
    except (OSError, subprocess.SubprocessError):
        raise NotConvertedError("LibreOffice tidak berhasil") from None


def _run(command: Sequence[str], seconds: float) -> None:
    """Run LibreOffice to its end; what it has started ends with it when the time is over.

    Raises:
        OSError, SubprocessError: it cannot be started, fails, or takes too long.
    """
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:  # noqa: S603  # its path is looked up here
        try:
            status = process.wait(seconds)
        except BaseException:
            _end(process)
            raise
    if status:
        raise subprocess.CalledProcessError(status, command[0])


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it has started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
