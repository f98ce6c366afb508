"""A bad file, folder, number or record never ends or stalls a recap, and is never trusted."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import socket
import struct
import subprocess
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl.utils.escape import unescape

from lkjip.recap import engines
from lkjip.recap.gather import COUNTED, FAILED, roll_up
from lkjip.recap.store import Kept, Store, packed, program, unpacked
from scripts.offices import office, quick_workbook
from tests.kit import reading
from tests.kit.workbooks import Parts, run, text_cell
from tests.recap.tables import Tables, recap

BOOK = quick_workbook(office(1, mistakes=False))
OTHER = quick_workbook(office(2, mistakes=False))
Files = Mapping[str, bytes]


def put(folder: Path, files: Files) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def changed(path: Path, cells: Mapping[tuple[str, str, int], str], book: bytes = BOOK) -> Path:
    """A workbook with these cells, by table, column and row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(book)
    parts = Parts.of(path)
    for place, cell in cells.items():
        parts.put(*place, cell)
    return parts.save(path)


def states(folder: Path) -> dict[str, tuple[str, str]]:
    """Status and reason of every file in the recap's table Berkas."""
    return {row["berkas"]: (row["status"], row["sebab"]) for row in recap(folder)[1]["berkas"]}


# ---------------------------------------------------------------- what lies in a folder
@pytest.mark.usefixtures("read_here")
def test_pipes_devices_sockets_and_links_are_listed_and_never_opened(tmp_path: Path) -> None:
    folder = put(tmp_path / "masuk", {"baik.xlsm": BOOK})
    for name in ("pipa.xlsm", "pipa.zip", "pipa.txt"):
        os.mkfifo(folder / name)
    links = {"nol.xlsm": "/dev/zero", "putar.xlsm": "putar.xlsm", "a.zip": "b.zip", "b.zip": "a.zip", "ke-pipa.xlsm": "pipa.xlsm"}
    for name, target in links.items():
        (folder / name).symlink_to(target)
    (folder / "lingkaran").symlink_to(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "soket.xlsm"))
        found = states(folder)

    assert found.pop("baik.xlsm") == ("dihitung", "")
    assert found.pop("lingkaran") == ("dilewati", "pintasan ke folder, tidak diikuti")
    assert found.pop("pipa.txt")[0] == "dilewati"
    assert set(found) == {"pipa.xlsm", "pipa.zip", "soket.xlsm", *links}
    assert {reason for _, reason in found.values()} == {"bukan berkas biasa, atau pintasan yang putus"}
    assert {status for status, _ in found.values()} == {"tidak terbaca"}


@pytest.mark.usefixtures("read_here")
def test_folders_in_folders_however_deep(tmp_path: Path) -> None:
    """1,200 of them with a workbook at the end, and as many again, deeper than the system takes a path."""
    folder = put(tmp_path / "masuk", {"baik.xlsm": OTHER})
    before = Path.cwd()
    try:
        os.chdir(folder)
        for depth in range(2400):
            Path("d").mkdir()
            os.chdir("d")
            if depth == 1199:
                Path("dalam.xlsm").write_bytes(BOOK)
    finally:
        os.chdir(before)
    outcome, tables = recap(folder)
    subprocess.run(["rm", "-rf", folder], check=True)  # Python's own removal calls itself for each folder

    assert outcome.status == 1
    found = {row["berkas"]: (row["status"], row["sebab"]) for row in tables["berkas"]}
    assert found.pop("baik.xlsm")[0] == found.pop("d/" * 1200 + "dalam.xlsm")[0] == "dihitung"
    ((status, reason),) = found.values()
    assert (status, "terlalu dalam" in reason) == ("tidak terbaca", True)


def test_files_and_folders_without_permission(unprivileged: Path) -> None:
    folder = put(unprivileged / "masuk", {"baik.xlsm": BOOK, "tertutup.xlsm": OTHER})
    closed = put(folder / "terkunci", {"a.xlsm": OTHER})
    listed = put(folder / "daftar", {"b.xlsm": OTHER, "c.zip": b""})
    (folder / "tertutup.xlsm").chmod(0)
    closed.chmod(0)
    listed.chmod(0o444)
    try:
        # in this process, whose interpreter may be where only root may look
        rollup = roll_up(folder, Store(unprivileged / "cache"), engines.local(1))
    finally:
        for each in (closed, listed):
            each.chmod(0o755)

    found = {file.name: (file.status, file.reason) for file in rollup.files}
    assert found.pop("baik.xlsm") == (COUNTED, "")
    assert set(found) == {"tertutup.xlsm", "terkunci", "daftar/b.xlsm", "daftar/c.zip"}
    assert all(status == "tidak terbaca" and "izin" in reason for status, reason in found.values()), found


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of somebody whom permissions bind; root they do not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)


@pytest.mark.usefixtures("read_here")
def test_sizes_that_are_claimed(tmp_path: Path) -> None:
    """Files of four gigabytes that hold nothing, one of them with an archive's end that claims four for its directory."""
    folder = put(tmp_path / "masuk", {"baik.xlsm": BOOK, "besar.xlsm": b"", "besar.zip": b""})
    size = 4 << 30
    os.truncate(folder / "besar.xlsm", size)
    with (folder / "besar.zip").open("r+b") as file:
        file.seek(size)
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, size - 1, 0, 0))
    found = states(folder)

    assert found["baik.xlsm"][0] == "dihitung"
    assert found["besar.xlsm"] == ("tidak terbaca", "terlalu besar untuk sebuah laporan; minta berkas aslinya")
    assert found["besar.zip"][0] == "tidak terbaca"


@pytest.mark.usefixtures("read_here")
def test_a_bad_member_costs_the_archive_no_other(tmp_path: Path) -> None:
    """One claims four gigabytes, one swells, one has the name of another."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the name that comes twice
        archive.writestr("a.xlsm", BOOK)
        archive.writestr("a.xlsm", OTHER)
        archive.writestr("bom.xlsm", bytes(50_000_000))
        archive.writestr("besar.xlsm", b"kecil")
    data = made.getvalue().replace(struct.pack("<LL", 7, 5), struct.pack("<LL", 7, 0xFFFFFFF0))
    folder = put(tmp_path / "masuk", {"kiriman.zip": data})
    outcome, tables = recap(folder)

    assert outcome.status == 1
    found = [(row["berkas"].removeprefix("kiriman.zip: "), row["status"]) for row in tables["berkas"]]
    assert sorted(found) == [("a.xlsm", "dihitung"), ("a.xlsm", "dihitung"), ("besar.xlsm", "tidak terbaca"), ("bom.xlsm", "tidak terbaca")]
    assert len({row["instansi"] for row in tables["rekap"]}) == len(tables["rekap"]) == 2


# ---------------------------------------------------------------- a file that takes no end
def test_a_file_that_takes_too_long_is_given_up_and_the_others_are_read(inbox: Path, tmp_path: Path) -> None:
    """370,000 cells are read, in some five seconds; here a file may take one and a half."""
    offices = itertools.islice(sorted(inbox.glob("*/*.xlsm")), 12)
    folder = put(tmp_path / "masuk", {f"{number:02}.xlsm": path.read_bytes() for number, path in enumerate(offices)})
    cells = "".join(f'<c r="{letter}@"><v>1</v></c>' for letter in "ABCDEFGHIJKLMNOP")
    lengthened(folder / "05.xlsm", cells, 23_000)
    found = roll_up(folder, Store(tmp_path / "cache"), engines.local(2, seconds=1.5))

    (given_up,) = [file for file in found.files if file.status != COUNTED]
    assert (given_up.name, given_up.status) == ("05.xlsm", FAILED)
    assert "belum selesai dibaca" in given_up.reason
    assert len(found.offices) == 11


def lengthened(path: Path, cells: str, count: int) -> None:
    """A workbook whose Tabel 3.1 has so many rows more, of these cells; "@" is a row's number."""
    path.write_bytes(BOOK)
    parts = Parts.of(path)
    first = 1000
    rows = "".join(f'<row r="{number}">{cells}</row>'.replace("@", str(number)) for number in range(first, first + count))
    parts.replace(parts.sheet_of("tbl_31"), "</sheetData>", f"{rows}</sheetData>")
    table = parts.table("tbl_31")
    reference = parts[table].decode().split('ref="')[1].split('"')[0]
    parts.replace(table, f'"{reference}"', f'"{reference.rstrip("0123456789")}{first + count - 1}"')
    parts.save(path)


def test_where_every_file_ends_its_reader_each_is_listed(tmp_path: Path) -> None:
    folder = put(tmp_path / "masuk", {f"{number}.xlsm": BOOK for number in range(3)})
    found = roll_up(folder, Store(tmp_path / "cache"), engines.local(2, seconds=0.001))

    assert [file.status for file in found.files] == [FAILED] * 3
    assert list(found.rows())


# ---------------------------------------------------------------- what is in a file
@pytest.mark.usefixtures("read_here")
def test_numbers_at_the_end_of_what_numbers_are(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    huge = {("tbl_32", "Anggaran", 0): "<c><v>1.5e308</v></c>", ("tbl_32", "No", 0): "<c><v>1e300</v></c>"}
    changed(folder / "a.xlsm", huge)
    changed(folder / "b.xlsm", huge, OTHER)
    years = {
        "c.xlsm": "<c><v>1e300</v></c>",
        "d.xlsm": text_cell("9" * 400),
        "e.xlsm": '<c t="b"><v>1</v></c>',
        "f.xlsm": "<c><v>-5</v></c>",
    }
    for name, year in years.items():
        changed(folder / name, {("tbl_profil", "nilai", 3): year})
    target = tmp_path / "rekap.xlsx"
    outcome = run("rekap", folder, "--keluaran", target)

    assert outcome.status == 1, outcome.err
    found = {name: reason for name, (_, reason) in states(folder).items()}
    assert all('lembar "Profil" sel D7: tahun laporan' in found[name] and len(found[name]) < 100 for name in years), found
    assert run("rekap", folder, "--keluaran", tmp_path / "parquet", "--format", "parquet").status == 1
    assert pq.read_table(tmp_path / "parquet" / "anggaran.parquet")["no"].null_count == 2
    totals = next(reading.sheet(target, "Rekap", saved=True).iter_rows(min_row=3, max_row=3, values_only=True))
    assert "#NUM!" in totals


TEXTS = {
    "merah _x001B_[31m": "merah \ufffd[31m",
    "nol _x0000_ lonceng _x0007_": "nol \ufffd lonceng \ufffd",
    "c1 \x9b31m": "c1 \ufffd31m",
    "terbalik \u202ecod.exe": "terbalik \ufffdcod.exe",
    "_x005F_x0041_": "_x0041_",
    "setengah _xD83D_": "setengah \ufffd",
    "dua\nbaris": "dua\nbaris",
    "tab _x000B_ tegak": "tab \x0b tegak",
    "tak terputus\u00a0spasi": "tak terputus\u00a0spasi",
}
"""As a file writes it, and as the recap shows it."""


@pytest.mark.usefixtures("read_here")
def test_no_control_character_reaches_the_recap(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    for number, text in enumerate(TEXTS):
        cells = {("tbl_profil", "nilai", 0): text_cell(text), ("tbl_31", "Indikator", 0): text_cell(text)}
        changed(folder / f"{number}.xlsm", cells)
    _, flat = recap(folder)
    target = tmp_path / "rekap.xlsx"
    run("rekap", folder, "--keluaran", target)

    for column, table in (("instansi", "rekap"), ("indikator", "indikator")):
        assert set(TEXTS.values()) <= {row[column] for row in flat[table]}
    rows = reading.sheet(target, "Rekap").iter_rows(min_row=5, values_only=True)
    assert set(TEXTS.values()) <= {unescape(cell) for row in rows for cell in row if isinstance(cell, str)}
    written = [path.read_bytes() for path in (tmp_path / "masuk-data").iterdir()] + list(Parts.of(target).values())
    assert not any(control in data for data in written for control in (b"\x1b", b"\x07", b"\xc2\x9b", b"_x001B_", b"_x0007_"))


@pytest.mark.usefixtures("read_here")
def test_one_workbook_of_mistakes_alone_leaves_room_for_others(tmp_path: Path) -> None:
    folder = put(tmp_path / "masuk", {"baik.xlsm": OTHER})
    places = Parts.of(folder / "baik.xlsm")
    name, reached = (places.at("tbl_31", column, 0).rstrip("0123456789") for column in ("Indikator", "Realisasi"))
    cells = f'<c r="{name}@" t="inlineStr"><is><t>I @</t></is></c><c r="{reached}@" t="e"><v>#REF!</v></c>'
    lengthened(folder / "buruk.xlsm", cells, 1500)
    _, tables = recap(folder)

    of_it = [row for row in tables["temuan"] if row["berkas"] == "buruk.xlsm"]
    (counted,) = [row for row in tables["rekap"] if row["berkas"] == "buruk.xlsm"]
    assert len(of_it) == 1001
    assert int(counted["galat"]) >= 1500
    assert of_it[-1]["kode"] == "temuan-lain"


# ---------------------------------------------------------------- what was read before
@pytest.mark.usefixtures("read_here")
def test_swapped_records_are_read_again(few_copy: Path, few_tables: Tables, few_records: Sequence[Path]) -> None:
    contents = [path.read_bytes() for path in few_records]
    for path, data in zip(few_records, contents[1:] + contents[:1], strict=True):
        path.write_bytes(data)
    assert recap(few_copy)[1] == few_tables


@pytest.mark.usefixtures("read_here")
def test_altered_records_are_read_again(few_copy: Path, few_tables: Tables, few_records: Sequence[Path]) -> None:
    for path in few_records:
        digest, kept = path.read_bytes()[:32], unpacked(path.read_bytes()[32:])
        if "rekap" in kept:
            kept["rekap"]["total_anggaran"] = 1.0
        path.write_bytes(digest + packed(kept))
    assert recap(few_copy)[1] == few_tables


SHAPES: Sequence[object] = (
    {},
    {"sebab": 5},
    {"sebab": ""},
    {"sebab": "", "kantor": [], "isi": 3},
    {"sebab": "", "kantor": {"pemerintah_daerah": "", "instansi": "", "tahun": "2024"}, "isi": "", "rekap": {}, "indikator": []},
    [],
    None,
)


@pytest.mark.usefixtures("read_here")
def test_records_of_another_shape_are_read_again(few_copy: Path, few_tables: Tables, few_records: Sequence[Path]) -> None:
    """Even where their digest is right."""
    for path, shape in zip(few_records, SHAPES, strict=True):
        data = packed(shape)
        path.write_bytes(hashlib.sha256(f"{program()} {path.name} ".encode() + data).digest() + data)
    assert recap(few_copy)[1] == few_tables


@pytest.mark.usefixtures("read_here")
def test_records_cut_short_of_another_program_or_no_files_at_all(few_copy: Path, few_tables: Tables, few_records: Sequence[Path]) -> None:
    for path, how in zip(few_records, itertools.cycle(range(5)), strict=False):
        data = path.read_bytes()
        path.unlink()
        if how == 0:
            path.write_bytes(data[:-9])
        elif how == 1:
            os.mkfifo(path)
        elif how == 2:
            path.mkdir()
        elif how == 3:
            older = hashlib.sha256(f"{'0' * 16} {path.name} ".encode() + data[32:]).digest()
            path.write_bytes(older + data[32:])
        else:
            path.write_bytes(data[:32] + zlib.compress(bytes(300_000_000), 1))
    assert recap(few_copy)[1] == few_tables


@pytest.mark.usefixtures("read_here")
def test_a_cache_that_takes_nothing(few: Path, tmp_path: Path) -> None:
    """Where each record's folder should be there is a file."""
    home = tmp_path / "cache" / "lkjip" / f"rekap-{program()}"
    home.mkdir(parents=True)
    for number in range(256):
        (home / f"{number:02x}").write_bytes(b"")
    outcome, tables = recap(few)

    assert (outcome.status, len(tables["rekap"])) == (0, 6)


def test_what_is_kept_for_a_run_is_the_same_in_memory_and_in_a_file() -> None:
    records = {str(number): os.urandom(50 + number) for number in range(20)}
    kept = Kept(room=500)
    for digest, record in records.items():
        kept.put(digest, record)

    assert {digest: kept.get(digest) for digest in reversed(records)} == records
