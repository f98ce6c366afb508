"""Print the sheets of a copy that are handed in as a PDF, where this PC has a LibreOffice."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

from lxml import etree

from lkjip.model.formulas.references import quoted
from lkjip.ooxml.package import Package
from lkjip.ooxml.parts import serialised
from lkjip.xlsx_kit import paper as pages

SETTING: Final = "LKJIP_LIBREOFFICE"
"""Environment variable with the path of LibreOffice's program, where it is in no usual place; empty for no PDF."""
_SECONDS: Final = 90
"""How long a printing may take; then there is no PDF."""
_PLACES: Final = ("LibreOffice/program/soffice.exe", "LibreOffice 5/program/soffice.exe")
_MAC: Final = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_BY_HAND: Final = "buka salinannya, lalu Simpan Sebagai (Save As) PDF, bila perlu"
_NONE: Final = f"PDF tidak dibuat, karena tidak ada LibreOffice di komputer ini; {_BY_HAND}"
_FAILED: Final = f"PDF tidak jadi dibuat ({{}}); {_BY_HAND}"
_STAMPS: Final = re.compile(rb"(?<=/CreationDate\(D:)[0-9]{14}|(?<=/ModDate\(D:)[0-9]{14}")
_ZONES: Final = re.compile(rb"(/(?:Creation|Mod)Date\(D:[0-9]{14})[+-][0-9]{2}'[0-9]{2}'")
_IDS: Final = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)")
_XMP_STAMPS: Final = re.compile(rb"(?<=Date>)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")
_CHECKSUM: Final = re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}")

_SETTINGS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>'
    "</oor:items>\n"
)
"""Numbers are printed as an Indonesian office writes them, whatever this PC is set to."""
_LONGEST: Final = 120
"""Characters of an office's name in a footer, which has room for 255 with its codes."""
_PRINTED: Final = "_xlnm.Print_"
_EMPTY: Final = "$XFD$1"

Printer: TypeAlias = Callable[[bytes, Sequence[str]], bytes]
"""Makes the PDF of some sheets of a workbook, in their order.

Raises:
    NotPrintedError: it could not be made.
"""


class NotPrintedError(Exception):
    """There is no PDF; the text is a line for the sender."""

    @classmethod
    def because(cls, reason: str) -> NotPrintedError:
        """A PDF that could not be made, for a reason in a few words."""
        return cls(_FAILED.format(reason))


def printer() -> Printer | None:
    """The printing by the LibreOffice of this PC; None where none is wanted."""
    if os.environ.get(SETTING) == "":
        return None
    program = next(_programs(), None)

    def printed(book: bytes, titles: Sequence[str]) -> bytes:
        if program is None:
            raise NotPrintedError(_NONE)
        return by_libreoffice(program, book, titles)

    return printed


def _programs() -> Iterator[Path]:
    """The LibreOffice programs of this PC, the likeliest first."""
    named = (os.environ.get(SETTING) or "", shutil.which("soffice") or "", shutil.which("libreoffice") or "")
    roots = (Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ)
    installed = (root / place for root in roots for place in _PLACES)
    return (path for path in (*map(Path, filter(None, named)), *installed, _MAC) if path.is_file())


def by_libreoffice(program: Path, book: bytes, titles: Sequence[str]) -> bytes:
    """Print sheets of a workbook by LibreOffice, in a profile of its own and with macros off.

    Args:
        program: LibreOffice's program.
        book: the bytes of an .xlsx file; the first of `titles` is its first sheet.

    Raises:
        NotPrintedError: LibreOffice failed, or took too long.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="lkjip-pdf-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            (folder / "salinan.xlsx").write_bytes(_only(book, titles))
            settings = folder / "profil" / "user" / "registrymodifications.xcu"
            settings.parent.mkdir(parents=True)
            settings.write_text(_SETTINGS, encoding="utf-8")
            command = [
                *(str(program), f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--norestore", "--nologo"),
                *("--convert-to", "pdf", "--outdir", str(folder), str(folder / "salinan.xlsx")),
            ]
            _run(command)
            return without_time((folder / "salinan.pdf").read_bytes())
    except subprocess.TimeoutExpired:
        raise NotPrintedError.because(f"LibreOffice belum selesai setelah {_SECONDS} detik") from None
    except (OSError, subprocess.SubprocessError):
        raise NotPrintedError.because("LibreOffice tidak berhasil") from None


def _run(command: Sequence[str]) -> None:
    """Run LibreOffice to its end; what it has started ends with it when the time is over.

    Raises:
        OSError, SubprocessError: it cannot be started, fails, or takes too long.
    """
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:  # noqa: S603  # its path is looked up here
        try:
            status = process.wait(_SECONDS)
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


def _only(book: bytes, titles: Sequence[str]) -> bytes:
    """A workbook of which only some sheets print anything, since LibreOffice prints hidden sheets too.

    Of the others an empty cell is the print area, and empty pages are left out.
    """
    with Package(Path("salinan.xlsx"), book) as package:
        root = package.xml(package.main)
        sheets = [sheet.get("name") or "" for sheet in root.iterfind("{*}sheets/{*}sheet")]
        silent = {str(number): title for number, title in enumerate(sheets) if title not in titles}
        names = root.find("{*}definedNames")
        if names is None:
            raise NotPrintedError.because("salinannya tidak punya nama")
        for name in list(names):
            if name.get("localSheetId") in silent and (name.get("name") or "").startswith(_PRINTED):
                names.remove(name)
        for number, title in silent.items():
            area = etree.SubElement(names, names.tag.removesuffix("s"), {"name": f"{_PRINTED}Area", "localSheetId": number})
            area.text = f"{quoted(title)}!{_EMPTY}"
        return package.repacked({package.main: serialised(root)})


def named(book: bytes, office: str) -> bytes:
    """A workbook to print, whose footers name the office; a footer that somebody has changed stays."""
    with Package(Path("salinan.xlsx"), book) as package:
        changed = {}
        for part in package.sheet_parts.values():
            root = package.xml(part)
            footers = [each for each in root.iterfind("{*}headerFooter/{*}oddFooter") if each.text == pages.FOOTER]
            for each in footers:
                each.text = pages.footer(office[:_LONGEST])
            if footers:
                changed[part] = serialised(root)
        return package.repacked(changed)


def without_time(pdf: bytes) -> bytes:
    """A PDF that does not tell when it was made, so that the same sheets give the same file; no byte moves."""
    for pattern, digits in ((_STAMPS, b"19800101000000"), (_XMP_STAMPS, b"1980-01-01T00:00:00"), (_IDS, b"0" * 32), (_CHECKSUM, b"0" * 32)):
        pdf = pattern.sub(digits, pdf)
    return _ZONES.sub(lambda found: found[1] + b"+00'00'", pdf)
