"""The steps of `lkjip pasang` and `lkjip lepas`; a record of what was done lets it be undone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, Final

from lkjip import TEMPLATE_NAME, files
from lkjip.errors import DamagedError, FileOpenError, LkjipError, UnreadableError, UnwritableError, reason
from lkjip.pc import folders, settings
from lkjip.pc.pc import Pc

RECORD_NAME: Final = "pasang.json"
_OFFICE_BITS: Final = (64, 32)
# The settings file is edited byte by byte as characters, so that other settings keep their bytes in any encoding.
_BYTES: Final = "latin-1"


def install(pc: Pc, guide: PurePath | None = None) -> Iterator[str]:
    """Set up this PC for the current user, and yield a line for each step; a second run changes nothing.

    Args:
        guide: the folder of the guide in the release, for the button Bantuan.

    Raises:
        LkjipError: this is no Windows PC, Excel cannot use this Python, or a file cannot be written.
    """
    _only_windows(pc, "pasang")
    python = pc.python
    version = _check_python(pc)
    wanted = _wanted(python)
    record = _record(pc)
    path = folders.settings_file(pc)
    before = _read(pc, path)
    ours = _as_bytes(pc, wanted)
    after = settings.with_settings(before or "", ours)
    missing = [_library(pc, bits, version) for bits in _OFFICE_BITS if not folders.library(pc, python, folders.library_name(bits, version))]
    copies = {str(python.parent / source.name): source for source in missing}

    if record is None:
        record = {"sebelum": before, "folder_baru": not pc.local(path.parent).is_dir(), "pustaka": []}
    record |= {"pengaturan": wanted, "pustaka": sorted({*record["pustaka"], *copies})}
    earlier_record = _write(pc, _record_file(pc), (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
    if earlier_record:  # of use to nobody, and it would outlive `lepas`
        _remove(pc, earlier_record)

    for target, source in copies.items():
        _write(pc, pc.path(target), _content(pc, source))
        yield f"pustaka xlwings disalin ke {target}"
    if before == after:
        yield f"pengaturan sudah benar: {path}"
    else:
        backup = _write(pc, path, after.encode(_BYTES))
        yield f"pengaturan ditulis: {path}" + (f" (yang lama disimpan di {backup})" if backup else "")
        earlier = settings.pairs(before or "").get(folders.INTERPRETER)
        if earlier and earlier != ours[folders.INTERPRETER]:
            yield f"sebelumnya Excel memakai {earlier}; `lkjip lepas` mengembalikannya"
    if guide is not None:
        yield _guide(pc, guide)
    yield _template(pc)


def uninstall(pc: Pc) -> Iterator[str]:
    """Undo what `install` did, and nothing else, and yield a line for each step.

    Raises:
        LkjipError: this is no Windows PC, or a file cannot be changed.
    """
    _only_windows(pc, "lepas")
    record = _record(pc)
    if record is None:
        yield "tidak ada yang dilepas: LKjIP belum dipasang untuk pengguna ini"
        return
    yield from _put_settings_back(pc, record)
    for name in record["pustaka"]:
        if _remove(pc, pc.path(name)):
            yield f"pustaka dihapus: {name}"
    _remove(pc, _record_file(pc))
    shutil.rmtree(pc.local(folders.guide(pc)), ignore_errors=True)
    yield "buku kerja tidak disentuh"
    yield f"folder {folders.own_folder(pc)} boleh dihapus setelah jendela ini ditutup"


def _put_settings_back(pc: Pc, record: Mapping[str, Any]) -> Iterator[str]:
    path = folders.settings_file(pc)
    now, before = _read(pc, path), record["sebelum"]
    if now is None:
        return
    after = settings.restored(now, before or "", _as_bytes(pc, record["pengaturan"]))
    if after or before is not None:
        _write(pc, path, after.encode(_BYTES))
        yield f"pengaturan dikembalikan: {path}"
        return
    _remove(pc, path)
    yield f"pengaturan dihapus: {path}"
    if record["folder_baru"] and not any(pc.local(path.parent).iterdir()):
        pc.local(path.parent).rmdir()


def _only_windows(pc: Pc, command: str) -> None:
    if not pc.windows:
        raise LkjipError(f"lkjip {command}: bukan Windows; di komputer ini tidak ada yang perlu dipasang untuk Excel")


def _check_python(pc: Pc) -> str:
    """Refuse a Python that Excel cannot use, and return its xlwings version."""
    if not folders.is_on_a_drive(str(pc.python)):
        raise LkjipError(f"{pc.python}: Python harus ada di komputer ini, bukan di jaringan; jalankan pasang.cmd dari folder rilis")
    if "windowsapps" in str(pc.python).lower():
        raise LkjipError(f"{pc.python}: Python dari Microsoft Store tidak bisa dipakai Excel; jalankan pasang.cmd dari folder rilis")
    if pc.xlwings is None:
        raise LkjipError("xlwings tidak ada di Python ini; jalankan pasang.cmd dari folder rilis")
    return pc.xlwings


def _wanted(python: PurePath) -> settings.Settings:
    # so that a package beside a workbook is not imported instead of ours
    return {folders.INTERPRETER: str(python), folders.ADD_WORKBOOK: "False"}


def _as_bytes(pc: Pc, wanted: Mapping[str, str]) -> settings.Settings:
    try:
        return {name: value.encode(pc.encoding, "strict").decode(_BYTES) for name, value in wanted.items()}
    except UnicodeEncodeError:
        python = wanted[folders.INTERPRETER]
        hint = "pasang dengan nama pengguna Windows yang lain, atau pakai buku kerja tanpa Python"
        raise LkjipError(f"{python}: ada huruf yang tidak dikenal Excel di nama folder ini; {hint}") from None


def _library(pc: Pc, bits: int, version: str) -> PurePath:
    name = folders.library_name(bits, version)
    found = next((path for path in pc.libraries if path.name == name and pc.local(path).is_file()), None)
    if found is None:
        raise LkjipError(f"{name} tidak ada di paket xlwings; jalankan lagi pasang.cmd dari folder rilis")
    return found


def _guide(pc: Pc, source: PurePath) -> str:
    """Copy the release's guide over an older one, and return a line about it."""
    target = folders.guide(pc)
    if not pc.local(source / folders.GUIDE_START).is_file():
        return f"panduan tidak ada di {source}; tombol Bantuan memakai yang sudah terpasang, kalau ada"
    try:
        shutil.rmtree(pc.local(target), ignore_errors=True)
        shutil.copytree(pc.local(source), pc.local(target), dirs_exist_ok=True)
    except OSError as error:  # copytree collects all failures into one error
        raise UnwritableError(f"{target}: {reason(error, 'ditulis')}") from None
    return f"panduan disalin ke {target}"


def _template(pc: Pc) -> str:
    path = folders.documents(pc) / TEMPLATE_NAME
    if pc.local(path).exists():
        return f"buku kerja sudah ada dan dibiarkan: {path}"
    from lkjip.template.workbook import build

    _write(pc, path, build())
    return f"buku kerja kosong dibuat: {path}"


# ---------------------------------------------------------------- files
def _record_file(pc: Pc) -> PurePath:
    return folders.own_folder(pc) / RECORD_NAME


def _record(pc: Pc) -> dict[str, Any] | None:
    """The record of earlier runs; None if there is none."""
    path = _record_file(pc)
    try:
        held = json.loads(pc.local(path).read_bytes())
        usable = isinstance(held["pengaturan"], dict) and isinstance(held["folder_baru"], bool)
        usable = usable and isinstance(held["sebelum"], str | None) and all(isinstance(name, str) for name in held["pustaka"])
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableError(f"{path}: {reason(error, 'dibaca')}") from None
    except (ValueError, KeyError, TypeError):
        usable = False
    if not usable:
        raise DamagedError(f"{path}: rusak; hapus berkas ini, lalu jalankan lagi pasang.cmd")
    return dict(held)


def _read(pc: Pc, path: PurePath) -> str | None:
    try:
        return _content(pc, path).decode(_BYTES)
    except FileNotFoundError:
        return None


def _content(pc: Pc, path: PurePath) -> bytes:
    try:
        return pc.local(path).read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableError(f"{path}: {reason(error, 'dibaca')}") from None


def _write(pc: Pc, path: PurePath, data: bytes) -> PurePath | None:
    """Write a file, and return the backup of the old one, if any."""
    with files.made_folder(pc.local(path.parent)):
        backup = files.write(pc.local(path), data)
    return path.with_name(backup.name) if backup else None


def _remove(pc: Pc, path: PurePath) -> bool:
    try:
        pc.local(path).unlink()
    except FileNotFoundError:
        return False
    except OSError:
        raise FileOpenError(f"{path}: masih dipakai; tutup semua jendela Excel, lalu ulangi") from None
    return True
