"""What goes wrong because of an input, a file or the PC, said to staff."""

from __future__ import annotations

import errno
from typing import Final


class LkjipError(Exception):
    """Bad input, or a file that cannot be used: one line in Bahasa Indonesia that names the place and what to do.

    The command line prints it and ends with status 2; nothing was written.
    """


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
    206: _REASONS[errno.ENAMETOOLONG],  # which Python takes for a file that is not there
}


def reason(error: OSError, what: str, otherwise: str = "") -> str:
    """What an operating system's refusal means, and what to do; `what` was tried: "dibaca" or "ditulis".

    Args:
        otherwise: what to say of a refusal that has no explanation of its own.
    """
    if isinstance(error, PermissionError):
        return f"tidak boleh {what}; tutup dulu di Excel, atau pakai folder lain"
    if (number := getattr(error, "winerror", None)) in _WINDOWS_REASONS:
        return _WINDOWS_REASONS[number]
    return _REASONS.get(error.errno or 0, otherwise or f"tidak bisa {what}; coba lagi, atau pakai tempat lain")
