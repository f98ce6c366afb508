"""Write a compound file: storages (folders) and streams (files) packed into one file, as [MS-CFB] describes it.

Only what a vbaProject.bin needs: version 3 (sectors of 512 bytes), no class identifiers, no time stamps, at most 6.8 MB.
The section numbers below are those of [MS-CFB].
"""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

Tree: TypeAlias = Mapping[str, "bytes | Tree"]
"""What a storage holds: streams as bytes, storages as further mappings."""

SECTOR_SIZE: Final = 512
MINI_SECTOR_SIZE: Final = 64
MINI_STREAM_CUTOFF: Final = 4096
"""Streams shorter than this live in mini sectors."""

# 2.1: what a table holds instead of the number of the next sector
FREE_SECTOR: Final = 0xFFFFFFFF
END_OF_CHAIN: Final = 0xFFFFFFFE
FAT_SECTOR: Final = 0xFFFFFFFD

# 2.6.1: fields of a directory entry
NO_STREAM: Final = 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
RED, BLACK = 0, 1

ENTRY_SIZE: Final = 128
NUMBERS_PER_SECTOR: Final = SECTOR_SIZE // 4
FAT_SECTORS_IN_HEADER: Final = 109
MAX_NAME_LENGTH: Final = 31


@dataclass
class _Entry:
    """A directory entry (2.6.1); left, right and child are numbers of other entries."""

    name: str
    object_type: int
    content: bytes = b""
    color: int = BLACK
    left: int = NO_STREAM
    right: int = NO_STREAM
    child: int = NO_STREAM
    start: int = 0
    size: int = 0

    def pack(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = (self.color, self.left, self.right, self.child)
        return struct.pack("<64sHBB3I36xIQ", name, len(name), self.object_type, *links, self.start, self.size)


class _Sectors:
    """Space handed out in sectors of one size, and the table that chains them: the FAT (2.3) or the mini FAT (2.4)."""

    def __init__(self, sector_size: int) -> None:
        self.sector_size = sector_size
        self.content = bytearray()
        self.table: list[int] = []

    def store(self, data: bytes) -> int:
        """Append data and return the number of its first sector; empty data has none."""
        if not data:
            return END_OF_CHAIN
        first = len(self.table)
        count = _sectors_needed(len(data), self.sector_size)
        self.content += data.ljust(count * self.sector_size, b"\0")
        self.table += [*range(first + 1, first + count), END_OF_CHAIN]
        return first


def write(tree: Tree) -> bytes:
    """Return the compound file that holds the streams and storages of tree.

    Sectors come in this order: long streams, mini stream, mini FAT, directory, FAT ([MS-CFB] 2.1 leaves the order open).

    Raises ValueError for a name that is empty, longer than 31 characters, used twice in one storage (ignoring case) or has one
    of the characters / \\ : ! in it, and for more than 6.8 MB of streams.
    """
    entries = _directory_entries(tree)
    sectors, mini_sectors = _Sectors(SECTOR_SIZE), _Sectors(MINI_SECTOR_SIZE)
    for entry in entries:
        if entry.object_type == STREAM:
            entry.size = len(entry.content)
            home = mini_sectors if entry.size < MINI_STREAM_CUTOFF else sectors
            entry.start = home.store(entry.content)

    root = entries[0]
    root.size = len(mini_sectors.content)
    root.start = sectors.store(bytes(mini_sectors.content))
    mini_fat = _pack_table(mini_sectors.table)
    mini_fat_start = sectors.store(mini_fat)
    directory_start = sectors.store(_pack_directory(entries))

    fat_start = len(sectors.table)
    # one entry of each FAT sector describes that FAT sector itself
    fat_count = _sectors_needed(fat_start, NUMBERS_PER_SECTOR - 1)
    if fat_count > FAT_SECTORS_IN_HEADER:
        raise ValueError("more than 6.8 MB do not fit into a compound file without DIFAT sectors")
    fat = _pack_table([*sectors.table, *[FAT_SECTOR] * fat_count])

    header = _pack_header(fat_start, fat_count, directory_start, mini_fat_start, len(mini_fat) // SECTOR_SIZE)
    return header + bytes(sectors.content) + fat


def _directory_entries(tree: Tree) -> list[_Entry]:
    """All entries, the root first, each storage linked to the search tree of its members (2.6)."""
    entries = [_Entry("Root Entry", ROOT)]
    pending = deque([(entries[0], tree)])
    while pending:
        storage, members = pending.popleft()
        numbers = {_sort_key(name): number for number, name in enumerate(members, start=len(entries))}
        if len(numbers) < len(members):
            raise ValueError(f"{storage.name}: two members differ in upper and lower case only")
        for name, member in members.items():
            _check_name(name)
            if isinstance(member, bytes):
                entries.append(_Entry(name, STREAM, member))
            else:
                entries.append(_Entry(name, STORAGE))
                pending.append((entries[-1], member))
        complete_levels = (len(members) + 1).bit_length() - 1
        storage.child = _link(entries, [numbers[key] for key in sorted(numbers)], complete_levels)
    return entries


def _link(entries: list[_Entry], ordered: Sequence[int], complete_levels: int) -> int:
    """Link the entries, numbered in ascending order, into a red-black search tree (2.6.4) and return the number of its root.

    Halving fills every level before it starts the next, so the tree is balanced when just the entries below the completely
    filled levels are red.
    """
    if not ordered:
        return NO_STREAM
    middle = len(ordered) // 2
    entry = entries[ordered[middle]]
    entry.color = BLACK if complete_levels > 0 else RED
    entry.left = _link(entries, ordered[:middle], complete_levels - 1)
    entry.right = _link(entries, ordered[middle + 1 :], complete_levels - 1)
    return ordered[middle]


def _check_name(name: str) -> None:
    """Names have 1 to 31 UTF-16 units and none of four characters (2.6.1)."""
    if not 1 <= len(name.encode("utf-16-le")) // 2 <= MAX_NAME_LENGTH or set(name) & set("/\\:!"):
        raise ValueError(f"{name!r} cannot name a stream or storage")


def _sort_key(name: str) -> tuple[int, str]:
    """Siblings are ordered by length first, then by their upper-case letters (2.6.4)."""
    return len(name.encode("utf-16-le")), name.upper()


def _pack_directory(entries: Sequence[_Entry]) -> bytes:
    """The directory sectors (2.6), the last one filled up with unused entries (2.6.3)."""
    unused = struct.pack("<68x3I48x", NO_STREAM, NO_STREAM, NO_STREAM)
    missing = -len(entries) % (SECTOR_SIZE // ENTRY_SIZE)
    return b"".join(entry.pack() for entry in entries) + unused * missing


def _pack_table(numbers: Sequence[int]) -> bytes:
    """The sectors of a FAT (2.3) or mini FAT (2.4), the last one filled up with free sectors."""
    missing = -len(numbers) % NUMBERS_PER_SECTOR
    return struct.pack(f"<{len(numbers) + missing}I", *numbers, *[FREE_SECTOR] * missing)


def _pack_header(fat_start: int, fat_count: int, directory_start: int, mini_fat_start: int, mini_fat_count: int) -> bytes:
    """The header (2.2) with the list of FAT sectors (2.5), which are contiguous."""
    versions_and_shifts = (0x3E, 3, 0xFFFE, 9, 6)  # minor, major, little endian, 2**9 bytes a sector, 2**6 bytes a mini sector
    directory_count = 0  # not used in version 3
    transaction = 0
    difat_count = 0
    fat_sectors = [*range(fat_start, fat_start + fat_count), *[FREE_SECTOR] * (FAT_SECTORS_IN_HEADER - fat_count)]
    return struct.pack(
        "<8s16x5H6x9I109I",
        bytes.fromhex("D0CF11E0A1B11AE1"),
        *versions_and_shifts,
        directory_count,
        fat_count,
        directory_start,
        transaction,
        MINI_STREAM_CUTOFF,
        mini_fat_start,
        mini_fat_count,
        END_OF_CHAIN,
        difat_count,
        *fat_sectors,
    )


def _sectors_needed(size: int, sector_size: int) -> int:
    return -(-size // sector_size)
