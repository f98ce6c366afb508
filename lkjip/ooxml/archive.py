"""Read an untrusted package (a zip file of XML parts, as Excel and Word write them): its parts, their relations, checked XML.

Nothing in it can exhaust memory or stall a run: sizes are limited, entities are not resolved, DTDs are refused.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import IO, Any, ClassVar, Final, Self, TypeAlias, TypeVar

from lxml import etree

from lkjip import inputs, limits
from lkjip.errors import DamagedError, LkjipError, NotFoundError, NotOursError, UnreadableError, reason
from lkjip.ooxml import part_names, zip_copy

Element: TypeAlias = etree._Element

_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN_KIND: Final = "/officeDocument"
_SMALL_PART: Final = 100 * 1024
"""Parts up to this many bytes are cached, since many files of one template share them."""
PARSER: Final[Mapping[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_MOST_KEPT: Final = 4 * 1024 * 1024
"""Bytes of parts that stay in memory while a file is open, since most parts are read several times."""
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class ArchiveKind:
    """What messages call a kind of file.

    Attributes:
        thing: the file, such as "buku kerja Excel".
        program: what opens and saves it.
        endings: of its names.
        older: the ending of the format before it, and what to save such a file as.
        fewer: what to do where a part of it holds too much.
    """

    thing: str
    program: str
    endings: str
    older: tuple[str, str]
    fewer: str


class Archive:
    """A package, opened for reading.

    Part names match as the format defines (without regard to case, for example); `names` and `targets` give the package's own spelling.

    Args:
        content: the file's bytes, if already read; `path` is then used in messages only.

    Raises:
        LkjipError: the file is missing, unreadable, of another kind, encrypted, damaged, or built to harm.
    """

    kind: ClassVar[ArchiveKind]
    main: str
    """The name of the main part, such as "xl/workbook.xml" or "word/document.xml"."""

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self.path = path
        self._relations: dict[str, list[tuple[str, str, str]]] = {}
        self._known: dict[str, bytes] = {}
        self._room = _MOST_KEPT
        self._file: IO[bytes] = _opened(path, self.kind) if content is None else io.BytesIO(content)
        try:
            self._zip = _archive(path, self._file, self.kind)
            self._entries = _entries(path, self._zip, self.kind)
            self.main = self._main()
        except LkjipError:
            self._file.close()
            raise

    def close(self) -> None:
        self._zip.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        try:
            return self._read(name)
        except KeyError:
            raise self.damaged(f"bagian {name} tidak ada") from None
        except MemoryError:  # says nothing about the file
            raise
        except Exception as error:  # zipfile, zlib, lzma and bz2 each raise their own
            raise self.damaged(f"bagian {name} tidak terbaca") from error

    def repacked(self, changes: Mapping[str, bytes | None]) -> bytes:
        """The file's bytes with some parts replaced (None removes one); the other parts must be readable and keep their bytes."""
        for name in self.names - {self.name(name) for name in changes}:
            if not name.endswith("/"):
                self.part(name)
        members = {name: entry.filename for name, entry in self._entries.items()}
        try:
            return zip_copy.repacked(self._zip, {members.get(part_names.key(name), name): data for name, data in changes.items()})
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError) as error:
            raise self.damaged("susunan bagiannya tidak terbaca") from error

    def _read(self, name: str) -> bytes:
        """Read no more than the declared size, which has been checked."""
        entry = self._entries[part_names.key(name)]
        if entry.filename in self._known:
            return self._known[entry.filename]
        with self._zip.open(entry) as part:
            data = part.read(entry.file_size + 1)
        if len(data) != entry.file_size:
            raise zipfile.BadZipFile(name)
        if len(data) <= self._room:
            self._known[entry.filename] = data
            self._room -= len(data)
        return data

    def name(self, part: str) -> str:
        """A part's name as the package spells it; unchanged if there is no such part."""
        entry = self._entries.get(part_names.key(part))
        return part if entry is None else _spelled(entry)

    def _main(self) -> str:
        """The part that the package's own relationships name as the main one."""
        found = set(self.targets("", kind=_MAIN_KIND).values())
        if len(found) > 1:
            raise DamagedError(f"{self.path}: susunan berkasnya tidak wajar; minta berkas aslinya")
        main = next(iter(found), "")
        if main not in self.names:
            raise self.other()
        return main

    def other(self) -> LkjipError:
        """What is wrong with a file of another kind."""
        return NotOursError(f"{self.path}: bukan {self.kind.thing} ({self.kind.endings})")

    def xml(self, name: str) -> Element:
        """The root of an XML part."""
        return self.parsed(name, *self.text(name, f"bagian {name}"))

    def parsed(self, name: str, data: bytes, encoding: str) -> Element:
        with self.explained(name):
            return root_of(data, encoding)

    @contextlib.contextmanager
    def explained(self, name: str) -> Iterator[None]:
        """Turn parse errors of a part into a message for the user."""
        try:
            yield
        except etree.XMLSyntaxError as error:
            raise self.unparsed(name, error) from None
        except _DtdError:
            raise DamagedError(
                f"{self.path}: berisi sesuatu yang tidak pernah ada di {self.kind.thing} (DTD); jangan dipakai, minta berkas aslinya"
            ) from None

    def unparsed(self, name: str, error: etree.XMLSyntaxError) -> Exception:
        """Why a part could not be parsed: the parser also stops where the memory does not suffice."""
        code: int = error.code  # type: ignore[attr-defined]  # lxml-stubs does not know it
        return MemoryError() if code == etree.ErrorTypes.ERR_NO_MEMORY else self.damaged(f"bagian {name} rusak")

    def text(self, name: str, called: str) -> tuple[bytes, str]:
        """An XML part that is small enough to parse, and its encoding (UTF-8 or UTF-16).

        Other encodings are refused: tags could not be counted in them.
        """
        data = self.part(name)
        if data.count(b"<") + data.count(b"=") > limits.PART_MARKS:
            raise UnreadableError(f"{self.path}: {called} {self.kind.fewer}")
        return data, "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"

    def damaged(self, what: str) -> LkjipError:
        return DamagedError(f"{self.path}: rusak ({what}); buka dan simpan ulang di {self.kind.program}, atau pakai cadangannya")

    def targets(self, part: str, kind: str = "") -> Mapping[str, str]:
        """The parts that a part refers to, by relationship id, optionally of one kind. The package itself is ""."""
        if part not in self._relations:
            self._relations[part] = list(self._read_relations(part))
        return {identifier: target for identifier, of_kind, target in self._relations[part] if of_kind.endswith(kind)}

    def relation_kinds(self, part: str) -> frozenset[str]:
        """The kinds of a part's internal relationships."""
        self.targets(part)
        return frozenset(kind for _, kind, _ in self._relations[part])

    def _read_relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Id, kind and target part of every internal relationship."""
        rels = self.name(part_names.relations_of(part))
        if rels not in self.names:
            return
        data, encoding = self.text(rels, f"bagian {rels}")
        with self.explained(rels):
            relations = _relations(data, encoding)
        for identifier, of_kind, target in relations:
            yield identifier, of_kind, self.name(part_names.leads_to(part, target))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(map(_spelled, self._entries.values()))


class _DtdError(Exception):
    """A part has a document type declaration."""


def root_of(data: bytes, encoding: str) -> Element:
    """The root of an XML part.

    Raises:
        etree.XMLSyntaxError, _DtdError
    """
    root = etree.fromstring(data, _parser(encoding))
    refuse_dtd(root)
    return root


def refuse_dtd(root: Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _DtdError


_T = TypeVar("_T")


def once(read: Callable[[bytes, str], _T]) -> Callable[[bytes, str], _T]:
    """Cache a reader of small parts, since many workbooks of one template share their bytes."""
    known = lru_cache(maxsize=128)(read)
    return lambda data, encoding: (known if len(data) <= _SMALL_PART else read)(data, encoding)


@once
def _relations(data: bytes, encoding: str) -> Sequence[tuple[str, str, str]]:
    """Id, kind and target of every internal relationship."""
    references = [each for each in root_of(data, encoding).iter(_REL) if each.get("TargetMode") != "External"]
    return [(each.get("Id") or "", each.get("Type") or "", each.get("Target") or "") for each in references]


@cache
def _parser(encoding: str) -> etree.XMLParser:
    return etree.XMLParser(encoding=encoding, **PARSER)


def _opened(path: Path, kind: ArchiveKind) -> IO[bytes]:
    """Open a file.

    Raises:
        LkjipError: it is missing, no ordinary file, or unreadable.
    """
    try:
        return inputs.opened(path)
    except FileNotFoundError:
        raise NotFoundError(f"{path}: tidak ditemukan; periksa nama dan foldernya") from None
    except OSError as error:
        if path.is_dir():
            raise UnreadableError(f"{path}: ini folder; tulis nama berkas {kind.endings}") from None
        if isinstance(error, PermissionError):
            raise UnreadableError(f"{path}: tidak boleh dibaca; periksa izin berkas atau tutup dulu di {kind.program}") from None
        if isinstance(error, inputs.NoFileError):
            raise UnreadableError(f"{path}: bukan berkas biasa; tulis nama berkas {kind.endings}") from None
        raise UnreadableError(f"{path}: {reason(error, 'dibaca')}") from None


def _archive(path: Path, file: IO[bytes], kind: ArchiveKind) -> zipfile.ZipFile:
    """Open the zip archive in a file.

    Raises:
        LkjipError: there is none.
    """
    try:
        head = file.read(len(_OLE))
        file.seek(0)
        encrypted = head == _OLE and _ENCRYPTED in file.read(limits.PART_BYTES)
        if head != _OLE:
            return zipfile.ZipFile(file)
    except MemoryError:
        raise
    except Exception:  # a malformed directory can raise almost anything in zipfile
        raise DamagedError(f"{path}: bukan {kind.thing} yang utuh; minta dikirim ulang, atau pakai cadangannya") from None
    raise UnreadableError(
        f"{path}: dilindungi kata sandi; buka di {kind.program} dan hapus kata sandinya"
        if encrypted
        else f"{path}: berformat {kind.older[0]} lama; simpan ulang sebagai {kind.older[1]}"
    )


def _entries(path: Path, archive: zipfile.ZipFile, kind: ArchiveKind) -> Mapping[str, zipfile.ZipInfo]:
    """The members of a package by normalized name.

    Raises:
        LkjipError: too many or too large members, duplicate names, or encryption.
    """
    entries = archive.infolist()
    by_key = {part_names.key(entry.filename): entry for entry in entries}
    if len(entries) > limits.PARTS or len(by_key) != len(entries):
        raise DamagedError(f"{path}: susunan berkasnya tidak wajar; minta berkas aslinya")
    left = limits.PACKAGE_BYTES
    for entry in entries:
        left -= entry.file_size
        if max(entry.file_size, entry.compress_size) > limits.PART_BYTES or left < 0:
            raise DamagedError(f"{path}: bagian {entry.filename} mengembang tidak wajar saat dibuka; minta berkas aslinya")
        if entry.flag_bits & 1:
            raise UnreadableError(f"{path}: dilindungi kata sandi; buka di {kind.program} dan hapus kata sandinya")
    return by_key


def _spelled(entry: zipfile.ZipInfo) -> str:
    """A member's name with slashes, since some programs write backslashes."""
    return entry.filename.replace("\\", "/").lstrip("/")
