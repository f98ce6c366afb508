"""Errors caused by an input, a file or the PC, with messages for staff; one type per case that callers may handle differently."""

from __future__ import annotations

import errno
from typing import Final

NO_MEMORY: Final = "memori komputer ini tidak cukup; tutup program lain, lalu ulangi"
"""What staff read in place of a MemoryError."""


class LkjipError(Exception):
    """Bad input or an unusable file; the message is one line in Bahasa Indonesia that names the place and what to do.

    The command line prints the message and exits with status 2; nothing was written.
    """


class UnreadableError(LkjipError):
    """A file or folder cannot be read: no permission, a password, another format, more than a report holds."""


class NotFoundError(UnreadableError):
    """There is no such file or folder."""


class DamagedError(UnreadableError):
    """A file is damaged or incomplete, or built as Excel builds none."""


class NotOursError(UnreadableError):
    """A file is no LKjIP workbook, or has lost one of its tables."""


class MissingColumnError(UnreadableError):
    """A table of the workbook has lost a column that is needed, or its heading was changed."""


class OtherTemplateError(LkjipError):
    """A workbook was made from an older or newer template than this version of the program can sync or send."""


class NoSealError(LkjipError):
    """A workbook to be verified carries no seal, or one that is not whole."""


class UnwritableError(LkjipError):
    """A file or folder cannot be written: its name, its folder, no permission, no space, or something else is there."""


class FileOpenError(LkjipError):
    """A file is open in Excel or LibreOffice, or another run is working on it."""


class ChangedMeanwhileError(LkjipError):
    """A file was changed by another program while it was being read or about to be replaced."""


_NO_FOLDER: Final = "foldernya tidak ada; buat dulu, atau pilih folder lain"
_NO_SPACE: Final = "penyimpanan penuh; kosongkan sebagian lalu ulangi"
_REASONS: Final = {
    errno.EROFS: "foldernya hanya bisa dibaca; pilih folder lain",
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EFBIG: _NO_SPACE,
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: "ini nama folder; tulis nama berkas",
    errno.ENAMETOOLONG: "namanya terlalu panjang; pendekkan",
    errno.ELOOP: "pintasannya berputar-putar; pakai berkas atau folder aslinya",
}
_WINDOWS_REASONS: Final = {
    123: "nama ini tidak bisa dipakai di Windows; pilih nama lain",
    206: _REASONS[errno.ENAMETOOLONG],  # Python maps it to ENOENT
}


def reason(error: OSError, what: str, otherwise: str = "") -> str:
    """Explain an operating system error to staff, with advice.

    Args:
        what: the failed action, "dibaca" or "ditulis".
        otherwise: message for an error without an explanation of its own.
    """
    if isinstance(error, PermissionError):
        return f"tidak boleh {what}; tutup dulu di Excel, atau pakai folder lain"
    if (number := getattr(error, "winerror", None)) in _WINDOWS_REASONS:
        return _WINDOWS_REASONS[number]
    return _REASONS.get(error.errno or 0, otherwise or f"tidak bisa {what}; coba lagi, atau pakai tempat lain")
