"""Read a vbaProject.bin as strictly as possible.

Everything that the documents prescribe is checked, and so is what Excel is known to insist on. No code is shared with the writer.

The sections named are those of [MS-CFB] for the container and of [MS-OVBA] for the project in it.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import Final

SECTOR: Final = 512
MINI_SECTOR: Final = 64
FREE: Final = 0xFFFFFFFF
END: Final = 0xFFFFFFFE
FAT: Final = 0xFFFFFFFD
NONE: Final = 0xFFFFFFFF

BOOK: Final = '"0{00020819-0000-0000-C000-000000000046}"'
SHEET: Final = '"0{00020820-0000-0000-C000-000000000046}"'
CLASS: Final = '"0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"'
CLASS_ATTRIBUTES: Final = [
    "VB_Name",
    "VB_Base",
    "VB_GlobalNameSpace",
    "VB_Creatable",
    "VB_PredeclaredId",
    "VB_Exposed",
    "VB_TemplateDerived",
    "VB_Customizable",
]


def check(data: bytes) -> dict[str, str]:
    """Return the source of each module, attribute lines included, under its name and in the order of the project.

    Raises AssertionError with what is wrong when the project is not exactly as the documents and Excel want it.
    """
    content = streams(data)
    for path in ("PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT"):
        assert path in content, f"the stream {path} is missing"
    assert content["VBA/_VBA_PROJECT"] == bytes.fromhex("CC61FFFF000000"), "_VBA_PROJECT is not an empty cache of version 0xFFFF"

    project_name, modules = _read_dir(decompress(content["VBA/dir"]))
    names = [module.name for module in modules]
    known = {"PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT", *(f"VBA/{name}" for name in names)}
    assert set(content) == known, f"streams and modules differ: {sorted(set(content) ^ known)}"

    sources = {name: _read_text(f"VBA/{name}", decompress(content[f"VBA/{name}"])) for name in names}
    kinds = {module.name: _check_attributes(module, sources[module.name]) for module in modules}
    assert list(kinds.values()).count("book") == 1, "there is not exactly one workbook module"
    _check_project_stream(_read_text("PROJECT", content["PROJECT"]), project_name, kinds)
    _check_name_map(content["PROJECTwm"], names)
    return sources


# --- the container ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Header:
    """What the header (MS-CFB 2.2) leaves open."""

    fat_sectors: list[int]
    directory_start: int
    mini_fat_start: int
    mini_fat_count: int


@dataclass(frozen=True)
class _Entry:
    """A directory entry (MS-CFB 2.6.1)."""

    name: str
    object_type: int
    color: int
    left: int
    right: int
    child: int
    start: int
    size: int

    @property
    def sort_key(self) -> tuple[int, str]:
        return len(self.name.encode("utf-16-le")), self.name.upper()


def streams(data: bytes) -> dict[str, bytes]:
    """Return the streams of a compound file under their paths ("VBA/dir").

    Every sector has to belong to exactly one stream or table, and every directory entry to the red-black tree of its storage.

    Raises AssertionError with what is wrong.
    """
    return _Container(data).read()


class _Container:
    def __init__(self, data: bytes) -> None:
        assert len(data) >= 2 * SECTOR, "the file is shorter than a header and a sector"
        assert len(data) % SECTOR == 0, "the file does not consist of whole sectors"
        self.data = data
        self.sector_count = len(data) // SECTOR - 1
        self.owners: dict[int, str] = {}
        self.mini_owners: dict[int, str] = {}
        header = _read_header(data[:SECTOR], self.sector_count)
        self.fat = self._read_fat(header.fat_sectors)
        self.entries = _read_entries(self._read_chain(header.directory_start, "directory"))
        mini_fat = self._read_chain(header.mini_fat_start, "mini FAT")
        assert len(mini_fat) == header.mini_fat_count * SECTOR, "the header miscounts the sectors of the mini FAT"
        self.mini_fat = _numbers(mini_fat)
        root = self.entries[0]
        self.mini_stream = self._read_chain(root.start, "mini stream")
        assert root.size % MINI_SECTOR == 0, "the mini stream does not consist of whole mini sectors"
        assert len(mini_fat) == _round_up(root.size // MINI_SECTOR * 4, SECTOR), "the mini FAT has the wrong size"
        assert len(self.mini_stream) == _round_up(root.size, SECTOR), "the mini stream has the wrong number of sectors"
        assert not any(self.mini_stream[root.size :]), "the last sector of the mini stream is not filled up with zeros"

    def read(self) -> dict[str, bytes]:
        seen = {0}
        found = self._read_storage(self.entries[0], "", seen)
        assert len(seen) == len(self.entries), "a directory entry belongs to no storage"
        for number, follower in enumerate(self.fat):
            assert (number in self.owners) == (follower != FREE), f"sector {number} is neither free nor used"
        for number, follower in enumerate(self.mini_fat):
            assert (number in self.mini_owners) == (follower != FREE), f"mini sector {number} is neither free nor used"
        assert len(self.owners) == self.sector_count, "the file has sectors without any use"
        assert len(self.mini_owners) * MINI_SECTOR == self.entries[0].size, "the mini stream has sectors without any use"
        return found

    def _sector(self, number: int) -> bytes:
        return self.data[(number + 1) * SECTOR : (number + 2) * SECTOR]

    def _read_fat(self, fat_sectors: list[int]) -> list[int]:
        for number in fat_sectors:
            assert number < self.sector_count, f"the FAT sector {number} is beyond the end of the file"
            assert number not in self.owners, f"the header names the FAT sector {number} twice"
            self.owners[number] = "FAT"
        fat = _numbers(b"".join(self._sector(number) for number in fat_sectors))
        assert len(fat) >= self.sector_count, "the FAT is too short for the file"
        for number in fat_sectors:
            assert fat[number] == FAT, f"sector {number} is a FAT sector but not marked as one"
        return fat

    def _read_chain(self, start: int, owner: str) -> bytes:
        """The sectors of a stream or table, from its first one to the end of the chain (MS-CFB 2.3)."""
        content = []
        number = start
        while number != END:
            assert number < self.sector_count, f"{owner}: sector {number:#x} is beyond the end of the file"
            assert number not in self.owners, f"{owner}: sector {number} already belongs to {self.owners[number]}"
            self.owners[number] = owner
            content.append(self._sector(number))
            number = self.fat[number]
        return b"".join(content)

    def _read_mini_chain(self, start: int, owner: str) -> bytes:
        """The mini sectors of a short stream (MS-CFB 2.4)."""
        content = []
        number = start
        while number != END:
            offset = number * MINI_SECTOR
            assert offset < self.entries[0].size, f"{owner}: mini sector {number:#x} is beyond the end of the mini stream"
            assert number not in self.mini_owners, f"{owner}: mini sector {number} already belongs to {self.mini_owners[number]}"
            self.mini_owners[number] = owner
            content.append(self.mini_stream[offset : offset + MINI_SECTOR])
            number = self.mini_fat[number]
        return b"".join(content)

    def _read_storage(self, storage: _Entry, path: str, seen: set[int]) -> dict[str, bytes]:
        members, _ = self._read_siblings(storage.child, seen)
        if members:
            assert self.entries[storage.child].color == 1, f"{storage.name}: the root of its tree is red"
        keys = [member.sort_key for member in members]
        assert keys == sorted(set(keys)), f"{storage.name}: its members are out of order or have the same name"
        found: dict[str, bytes] = {}
        for member in members:
            member_path = path + member.name
            if member.object_type == 1:
                assert (member.start, member.size) == (0, 0), f"the storage {member_path} has content of its own"
                found |= self._read_storage(member, f"{member_path}/", seen)
            else:
                assert member.object_type == 2, f"{member_path} is neither a storage nor a stream"
                assert member.child == NONE, f"the stream {member_path} has members"
                found[member_path] = self._read_stream(member, member_path)
        return found

    def _read_siblings(self, number: int, seen: set[int]) -> tuple[list[_Entry], int]:
        """The entries below a number in order, and how many black ones each path has (MS-CFB 2.6.4)."""
        if number == NONE:
            return [], 0
        assert number < len(self.entries), f"directory entry {number:#x} does not exist"
        assert number not in seen, f"directory entry {number} is reached twice"
        seen.add(number)
        entry = self.entries[number]
        before, black_before = self._read_siblings(entry.left, seen)
        after, black_after = self._read_siblings(entry.right, seen)
        assert black_before == black_after, f"{entry.name}: the paths below have {black_before} and {black_after} black entries"
        if entry.color == 0:
            red_children = [child for child in (entry.left, entry.right) if child != NONE and self.entries[child].color == 0]
            assert not red_children, f"{entry.name}: two red entries follow one another"
        return [*before, entry, *after], black_before + entry.color

    def _read_stream(self, entry: _Entry, path: str) -> bytes:
        is_mini = entry.size < 4096
        content = self._read_mini_chain(entry.start, path) if is_mini else self._read_chain(entry.start, path)
        expected = _round_up(entry.size, MINI_SECTOR if is_mini else SECTOR)
        assert len(content) == expected, f"{path}: {entry.size} bytes in sectors of {len(content)} bytes in all"
        assert not any(content[entry.size :]), f"{path}: its last sector is not filled up with zeros"
        return content[: entry.size]


def _read_header(header: bytes, sector_count: int) -> _Header:
    fixed = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    assert header[:40] == fixed, "the header has a wrong signature, version or sector size"
    (
        directory_count,
        fat_count,
        directory_start,
        transaction,
        cutoff,
        mini_fat_start,
        mini_fat_count,
        difat_start,
        difat_count,
    ) = struct.unpack("<9I", header[40:76])
    assert directory_count == 0, "version 3 does not count directory sectors"
    assert transaction == 0, "the transaction number is not 0"
    assert cutoff == 4096, "the mini stream cutoff is not 4096"
    assert (difat_start, difat_count) == (END, 0), "there are DIFAT sectors, which this reader does not know"
    assert fat_count == -(-sector_count // 128), "the FAT has the wrong size for the file"
    fat_sectors = _numbers(header[76:])
    assert all(number == FREE for number in fat_sectors[fat_count:]), "the header names more FAT sectors than it counts"
    return _Header(fat_sectors[:fat_count], directory_start, mini_fat_start, mini_fat_count)


def _read_entries(directory: bytes) -> list[_Entry]:
    """The directory entries (MS-CFB 2.6.1); unused ones (2.6.3) may only follow the used ones."""
    unused = bytes(68) + b"\xff" * 12 + bytes(48)
    raw_entries = [directory[start : start + 128] for start in range(0, len(directory), 128)]
    while raw_entries and raw_entries[-1] == unused:
        raw_entries.pop()
    assert raw_entries, "the directory is empty"
    assert len(directory) == _round_up(len(raw_entries) * 128, SECTOR), "the directory has a sector too many"
    entries = [_read_entry(number, raw) for number, raw in enumerate(raw_entries)]
    root = entries[0]
    assert (root.name, root.object_type, root.color) == ("Root Entry", 5, 1), "the first directory entry is not the root"
    assert (root.left, root.right) == (NONE, NONE), "the root has siblings"
    return entries


def _read_entry(number: int, raw: bytes) -> _Entry:
    name_size, object_type, color, left, right, child = struct.unpack_from("<HBB3I", raw, 64)
    start, size = struct.unpack_from("<IQ", raw, 116)
    assert 4 <= name_size <= 64, f"directory entry {number} has a name of {name_size} bytes"
    assert name_size % 2 == 0, f"directory entry {number} has a name of {name_size} bytes"
    assert not any(raw[name_size - 2 : 64]), f"directory entry {number}: its name is not ended and filled up with zeros"
    assert raw[: name_size - 2].isascii(), f"directory entry {number} has a name that is not ASCII"
    name = raw[: name_size - 2].decode("utf-16-le")
    assert re.fullmatch(r"\w+|Root Entry", name, re.ASCII), f"directory entry {number} has the odd name {name!r}"
    assert color in (0, 1), f"{name}: {color} is no colour"
    assert not any(raw[80:116]), f"{name}: class identifier, state or time stamps are not empty"
    return _Entry(name, object_type, color, left, right, child, start, size)


def _numbers(table: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(table) // 4}I", table))


def _round_up(size: int, unit: int) -> int:
    return -(-size // unit) * unit


# --- compression and encryption -----------------------------------------------------------------------------------------


def decompress(container: bytes) -> bytes:
    """Return the content of a CompressedContainer (MS-OVBA 2.4.1.3.1).

    Raises AssertionError for a malformed one, and for a raw chunk, which Excel refuses.
    """
    assert container[:1] == b"\x01", "the stream is not compressed"
    output = bytearray()
    position = 1
    while position < len(container):
        assert len(output) % 4096 == 0, "a chunk before the last one is shorter than 4096 bytes"
        assert position + 2 <= len(container), "a chunk header is cut off"
        header = int.from_bytes(container[position : position + 2], "little")
        assert header >> 12 & 0b111 == 0b011, f"a chunk has the signature {header >> 12 & 0b111:#b}"
        assert header >> 15, "a chunk is stored raw"
        end = position + 3 + (header & 0xFFF)
        assert end <= len(container), "a chunk is cut off"
        output += _decompress_chunk(container[position + 2 : end])
        position = end
    return bytes(output)


def _decompress_chunk(tokens: bytes) -> bytes:
    """The content of a chunk (MS-OVBA 2.4.1.3.2)."""
    output = bytearray()
    position = 0
    while position < len(tokens):
        flags = tokens[position]
        position += 1
        assert position < len(tokens), "a flag byte has no tokens"
        for bit in range(8):
            if position == len(tokens):
                assert flags >> bit == 0, "flags without tokens are set"
                break
            if flags >> bit & 1:
                assert position + 2 <= len(tokens), "a copy token is cut off"
                token = int.from_bytes(tokens[position : position + 2], "little")
                position += 2
                _copy(output, token)
            else:
                output.append(tokens[position])
                position += 1
    assert len(output) <= 4096, "a chunk holds more than 4096 bytes"
    return bytes(output)


def _copy(output: bytearray, token: int) -> None:
    """Carry out a copy token (MS-OVBA 2.4.1.3.19.2)."""
    offset_bits = 4
    while 1 << offset_bits < len(output):
        offset_bits += 1
    length_bits = 16 - offset_bits
    offset = (token >> length_bits) + 1
    length = (token & (1 << length_bits) - 1) + 3
    assert offset <= len(output), "a copy token reaches back before its chunk"
    for _ in range(length):
        output.append(output[-offset])


def decrypt(project_id: str, digits: str) -> bytes:
    """Return the data in hexadecimal digits of the PROJECT stream (MS-OVBA 2.4.3.3).

    Raises AssertionError when they do not belong to the project identifier.
    """
    assert re.fullmatch("(?:[0-9A-F]{2}){8,}", digits), f"{digits!r} is not encrypted data"
    encrypted = bytes.fromhex(digits)
    seed = encrypted[0]
    project_key = sum(project_id.encode()) % 256
    assert seed ^ encrypted[1] == 2, f"{digits}: the encryption version is not 2"
    assert seed ^ encrypted[2] == project_key, f"{digits} is encrypted for another project"
    plain = [project_key]
    for position in range(3, len(encrypted)):
        plain.append(encrypted[position] ^ (encrypted[position - 2] + plain[-1]) % 256)
    content = bytes(plain[1 + (seed & 6) // 2 :])
    assert int.from_bytes(content[:4], "little") == len(content[4:]), f"{digits}: the length does not fit the data"
    return content[4:]


# --- the project --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Module:
    """What a MODULE record (MS-OVBA 2.3.4.2.3.2) leaves open."""

    name: str
    procedural: bool
    private: bool


class _Records:
    """The records of the dir stream, read one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def read(self, count: int) -> bytes:
        assert self.position + count <= len(self.data), "the dir stream is cut off"
        self.position += count
        return self.data[self.position - count : self.position]

    def next_is(self, identifier: int) -> bool:
        return self.data[self.position : self.position + 2] == identifier.to_bytes(2, "little")

    def take(self, identifier: int) -> bytes:
        """The data of the next record, which has to have this identifier."""
        found = int.from_bytes(self.read(2), "little")
        assert found == identifier, f"the dir stream has the record {found:#x} where {identifier:#x} belongs"
        return self.read(int.from_bytes(self.read(4), "little"))

    def expect(self, identifier: int, data: bytes, what: str) -> None:
        assert self.take(identifier) == data, f"{what} is not {data.hex() or 'empty'}"

    def take_text(self, identifier: int, unicode_identifier: int, what: str) -> str:
        """A text that stands there in the code page and in UTF-16."""
        text = _ascii(what, self.take(identifier))
        assert self.take(unicode_identifier) == text.encode("utf-16-le"), f"{what} differs between code page and UTF-16"
        return text


def _read_dir(data: bytes) -> tuple[str, list[_Module]]:
    """The name of the project and its modules (MS-OVBA 2.3.4.2)."""
    records = _Records(data)
    name = _read_information(records)
    for _ in range(2):
        _check_reference(records)
    count = int.from_bytes(records.take(0x0F), "little")
    records.expect(0x13, b"\xff\xff", "PROJECTCOOKIE")
    modules = [_read_module(records) for _ in range(count)]
    records.expect(0x10, b"", "the end of the dir stream")
    assert records.position == len(data), "the dir stream has surplus bytes"
    names = [name.lower(), *(module.name.lower() for module in modules)]
    assert len(names) == len(set(names)), "a module name is used twice"
    return name, modules


def _read_information(records: _Records) -> str:
    """PROJECTINFORMATION (MS-OVBA 2.3.4.2.1)."""
    records.expect(0x01, struct.pack("<I", 3), "PROJECTSYSKIND")
    records.expect(0x02, struct.pack("<I", 0x409), "PROJECTLCID")
    records.expect(0x14, struct.pack("<I", 0x409), "PROJECTLCIDINVOKE")
    records.expect(0x03, struct.pack("<H", 1252), "PROJECTCODEPAGE")
    name = _ascii("PROJECTNAME", records.take(0x04))
    _check_name(name)
    assert records.take_text(0x05, 0x40, "PROJECTDOCSTRING") == "", "PROJECTDOCSTRING is not empty"
    assert records.take_text(0x06, 0x3D, "PROJECTHELPFILEPATH") == "", "PROJECTHELPFILEPATH is not empty"
    records.expect(0x07, bytes(4), "PROJECTHELPCONTEXT")
    records.expect(0x08, bytes(4), "PROJECTLIBFLAGS")
    assert len(records.take(0x09)) == 4, "PROJECTVERSION does not give its size as 4"
    records.read(2)  # although it has 6 bytes
    assert records.take_text(0x0C, 0x3C, "PROJECTCONSTANTS") == "", "PROJECTCONSTANTS is not empty"
    return name


def _check_reference(records: _Records) -> None:
    """REFERENCENAME and REFERENCEREGISTERED (MS-OVBA 2.3.4.2.2.2 and .5)."""
    name = records.take_text(0x16, 0x3E, "REFERENCENAME")
    registered = records.take(0x0D)
    library = _ascii("REFERENCEREGISTERED", registered[4:-6])
    assert registered[:4] == len(library).to_bytes(4, "little"), f"{name}: the length of the library identifier is wrong"
    assert registered[-6:] == bytes(6), f"{name}: the reserved bytes are not 0"
    pattern = r"\*\\G\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}#[0-9]+\.[0-9]+#0#[^#]+#[^#]+"
    assert re.fullmatch(pattern, library), f"{name}: {library!r} is no library identifier"


def _read_module(records: _Records) -> _Module:
    """MODULE (MS-OVBA 2.3.4.2.3.2)."""
    name = records.take_text(0x19, 0x47, "MODULENAME")
    _check_name(name)
    assert records.take_text(0x1A, 0x32, "MODULESTREAMNAME") == name, f"{name}: its stream has another name"
    assert records.take_text(0x1C, 0x48, "MODULEDOCSTRING") == "", f"{name}: MODULEDOCSTRING is not empty"
    records.expect(0x31, bytes(4), f"{name}: MODULEOFFSET")
    records.expect(0x1E, bytes(4), f"{name}: MODULEHELPCONTEXT")
    records.expect(0x2C, b"\xff\xff", f"{name}: MODULECOOKIE")
    procedural = records.next_is(0x21)
    records.expect(0x21 if procedural else 0x22, b"", f"{name}: MODULETYPE")
    private = records.next_is(0x28)
    if private:
        records.expect(0x28, b"", f"{name}: MODULEPRIVATE")
    records.expect(0x2B, b"", f"{name}: the end of its record")
    return _Module(name, procedural, private)


def _check_name(name: str) -> None:
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,30}", name), f"{name!r} is no name of a module or project"


def _read_text(path: str, data: bytes) -> str:
    text = _ascii(path, data)
    assert text.endswith("\r\n"), f"{path} does not end with a line end"
    assert not set(text.replace("\r\n", "")) & set("\r\n"), f"{path} has a line end other than CR LF"
    assert "\0" not in text, f"{path} has a null character"
    assert max(map(len, text.split("\r\n"))) <= 1023, f"{path} has a line of more than 1023 characters"
    return text


def _ascii(what: str, data: bytes) -> str:
    assert data.isascii(), f"{what} is not ASCII"
    return data.decode("ascii")


def _check_attributes(module: _Module, source: str) -> str:
    """The kind of a module, from attributes that have to agree with its MODULE record ([MS-VBAL] 4.2)."""
    attributes: dict[str, str] = {}
    for line in source.split("\r\n"):
        match = re.fullmatch(r"Attribute (VB_\w+) = (.+)", line)
        if not match:
            break
        attributes[match[1]] = match[2]
    assert attributes.get("VB_Name") == f'"{module.name}"', f"{module.name}: VB_Name is {attributes.get('VB_Name')}"
    assert "\r\nAttribute VB_Name" not in source, f"{module.name}: the source has two heads"
    if module.procedural:
        assert "VB_Base" not in attributes, f"{module.name}: a standard module has the attributes of a class"
        assert not module.private, f"{module.name}: a standard module is private"
        return "std"
    assert list(attributes) == CLASS_ATTRIBUTES, f"{module.name}: its attributes are {list(attributes)}"
    assert module.private == (attributes["VB_Exposed"] == "False"), f"{module.name}: MODULEPRIVATE contradicts VB_Exposed"
    kind = {BOOK: "book", SHEET: "sheet", CLASS: "class"}.get(attributes["VB_Base"])
    assert kind, f"{module.name}: VB_Base is {attributes['VB_Base']}"
    if kind != "class":
        assert attributes["VB_PredeclaredId"] == attributes["VB_Exposed"] == "True", f"{module.name}: a hidden document module"
    return kind


def _check_project_stream(text: str, project_name: str, kinds: dict[str, str]) -> None:
    """The PROJECT stream (MS-OVBA 2.3.1) has to name the modules of the dir stream, in the same order."""
    declarations = {"std": "Module={}", "class": "Class={}", "book": "Document={}/&H00000000", "sheet": "Document={}/&H00000000"}
    match = re.match(r'ID="(\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\})"\r\n', text)
    assert match, "PROJECT does not begin with the identifier of the project"
    project_id = match[1]
    protection = {}
    for key in ("CMG", "DPB", "GC"):
        value = re.search(rf'^{key}="(\w+)"\r$', text, re.MULTILINE)
        assert value, f"PROJECT has no line {key}"
        protection[key] = value[1]
    assert decrypt(project_id, protection["CMG"]) == bytes(4), "CMG: the project is protected"
    assert decrypt(project_id, protection["DPB"]) == bytes(1), "DPB: the project has a password"
    assert decrypt(project_id, protection["GC"]) == b"\xff", "GC: the project is hidden"
    expected = [
        f'ID="{project_id}"',
        *(declarations[kind].format(name) for name, kind in kinds.items()),
        f'Name="{project_name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        *(f'{key}="{value}"' for key, value in protection.items()),
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{name}=0, 0, 0, 0, C" for name in kinds),
        "",
    ]
    assert text.split("\r\n") == expected, "PROJECT differs from the modules in dir and from what Office writes"


def _check_name_map(data: bytes, names: list[str]) -> None:
    """PROJECTwm (MS-OVBA 2.3.3). Excel drops the whole project when it is compressed."""
    position = 0
    for name in names:
        for expected in (name.encode("ascii") + b"\0", name.encode("utf-16-le") + b"\0\0"):
            found = data[position : position + len(expected)]
            assert found == expected, f"PROJECTwm has {found!r} where the name {name} belongs"
            position += len(expected)
    assert data[position:] == b"\0\0", "PROJECTwm does not end with its terminator"
