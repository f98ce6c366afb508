"""Which files a recap skips, cannot read, or chooses among several of one office."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from lkjip import limits
from lkjip.recap.walk import reachable
from scripts.offices import office, quick_workbook, workbook
from tests.kit import reading
from tests.kit.workbooks import Parts, assert_refused, run, text_cell
from tests.mail import twists
from tests.office.client import Office as LibreOffice
from tests.recap.tables import recap

ONE = office(1, mistakes=False)
BOOK = quick_workbook(ONE)
OTHER = quick_workbook(office(2, mistakes=False))


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def archive(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return made.getvalue()


def changed(change: Callable[[Parts], object], folder: Path) -> bytes:
    path = folder / "sebelum.xlsm"
    path.write_bytes(BOOK)
    parts = Parts.of(path)
    change(parts)
    data = parts.save(path).read_bytes()
    path.unlink()
    return data


def states(folder: Path) -> dict[str, tuple[str, str]]:
    """Status and reason of every file in the recap's table Berkas."""
    return {row["berkas"]: (row["status"], row["sebab"]) for row in recap(folder)[1]["berkas"]}


# ---------------------------------------------------------------- passed over
@pytest.mark.usefixtures("read_here")
def test_what_nobody_expects_to_be_read_is_passed_over_and_listed(tmp_path: Path) -> None:
    files = {
        "a.xlsm": BOOK,
        "~$a.xlsm": b"kunci",
        "a.cadangan-20250102-030405.xlsm": BOOK,
        "a.cadangan-20250102-030405-2.xlsm": BOOK,
        ".1234.sementara": b"",
        "surat.pdf": b"%PDF",
        "desktop.ini": b"",
    }
    folder = put(tmp_path / "masuk", files)
    outcome, tables = recap(folder)

    assert outcome.status == 0
    assert {row["berkas"]: row["status"] for row in tables["berkas"]} == {
        name: "dihitung" if name == "a.xlsm" else "dilewati" for name in files
    }
    assert all(row["sebab"] for row in tables["berkas"] if row["status"] == "dilewati")
    assert [row["berkas"] for row in tables["rekap"]] == ["a.xlsm"]


@pytest.mark.usefixtures("read_here")
def test_the_recap_itself_may_stand_in_the_folder(tmp_path: Path) -> None:
    folder = put(tmp_path / "masuk", {"a.xlsm": BOOK})
    target = folder / "rekap.xlsx"
    first, second = run("rekap", folder, "--keluaran", target), run("rekap", folder, "--keluaran", target)

    assert (first.status, second.status) == (0, 0)
    rows = reading.sheet(target, "Berkas").iter_rows(min_row=5, values_only=True)
    assert {row[0]: row[1] for row in rows} == {"a.xlsm": "dihitung", "rekap.xlsx": "dilewati"}


@pytest.mark.usefixtures("read_here")
def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    folder = put(tmp_path / "masuk", {"a.xlsm": BOOK})
    (folder / "lingkaran").symlink_to(folder)
    (folder / "putus.xlsm").symlink_to(tmp_path / "tidak-ada.xlsm")
    os.mkfifo(folder / "pipa.xlsm")
    found = states(folder)

    assert found["a.xlsm"][0] == "dihitung"
    assert found["lingkaran"][0] == "dilewati"
    assert found["putus.xlsm"][0] == found["pipa.xlsm"][0] == "tidak terbaca"


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("name", ["Laporan Kinerja – Dinas Kesehatan (akhir).xlsm", "é" * 100 + ".xlsm", "x" * 240 + ".XLSM"])
def test_long_and_foreign_names(tmp_path: Path, name: str) -> None:
    deep = "/".join(["Kabupaten dengan nama folder yang panjang sekali"] * 12)
    folder = put(tmp_path / "masuk", {f"{deep}/{name}": BOOK})

    assert states(folder) == {f"{deep}/{name}": ("dihitung", "")}


@pytest.mark.usefixtures("read_here")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/laporan\xff\n.xlsm")).write_bytes(BOOK)

    assert states(folder) == {"laporan\ufffd\ufffd.xlsm": ("dihitung", "")}
    assert run("rekap", folder, "--keluaran", tmp_path / "rekap.xlsx").status == 0


def test_long_paths_on_windows() -> None:
    long = "C:\\Rekap\\" + "folder\\" * 40 + "a.xlsm"
    assert reachable(long, windows=True) == "\\\\?\\" + long
    assert reachable("\\\\server\\bagian\\" + long[3:], windows=True) == "\\\\?\\UNC\\server\\bagian\\" + long[3:]
    assert reachable("\\\\?\\" + long, windows=True) == "\\\\?\\" + long
    assert reachable("C:\\a.xlsm", windows=True) == "C:\\a.xlsm"
    assert reachable("/" + "folder/" * 60, windows=False) == "/" + "folder/" * 60


# ---------------------------------------------------------------- unreadable
DAMAGED: Mapping[str, tuple[bytes, str]] = {
    "kosong.xlsm": (b"", "bukan buku kerja Excel yang utuh"),
    "terpotong.xlsm": (BOOK[: len(BOOK) // 3], "bukan buku kerja Excel yang utuh"),
    "acak.xlsm": (BOOK[:3000] + bytes(3000) + BOOK[6000:], "rusak"),
    "bukan_ooxml.xlsx": (archive({"isi.txt": b"halo"}), "bukan buku kerja Excel"),
    "lama.xls": (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), ".xls lama"),
    "bersandi.xlsx": (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    "halaman.xlsx": (b"<html></html>", "bukan buku kerja Excel yang utuh"),
}


@pytest.mark.usefixtures("read_here")
def test_damaged_files_are_listed_with_the_reason_and_stop_nothing(tmp_path: Path) -> None:
    def bomb(parts: Parts) -> None:
        parts["xl/bom.xml"] = bytes(limits.PART_BYTES + 1)

    def dtd(parts: Parts) -> None:
        parts.replace("xl/workbook.xml", "<workbook", '<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1)

    def no_table(parts: Parts) -> None:
        parts.replace(parts.table("tbl_31"), "tbl_31", "tbl_lain")

    def no_office(parts: Parts) -> None:
        parts.put("tbl_profil", "nilai", 0, "<c/>")

    def no_year(parts: Parts) -> None:
        parts.put("tbl_profil", "nilai", 3, text_cell("dua ribu dua puluh"))

    made = {
        "bom.xlsm": (changed(bomb, tmp_path), "mengembang tidak wajar"),
        "dtd.xlsm": (changed(dtd, tmp_path), "DTD"),
        "tanpa_tabel.xlsm": (changed(no_table, tmp_path), "tbl_31"),
        "tanpa_kantor.xlsm": (changed(no_office, tmp_path), "nama instansi"),
        "tanpa_tahun.xlsm": (changed(no_year, tmp_path), "tahun laporan"),
        **DAMAGED,
    }
    folder = put(tmp_path / "masuk", {"baik.xlsm": OTHER, **{name: data for name, (data, _) in made.items()}})
    outcome, tables = recap(folder)

    assert outcome.status == 1
    found = {row["berkas"]: row for row in tables["berkas"]}
    assert found.pop("baik.xlsm")["status"] == "dihitung"
    for name, (_, reason) in made.items():
        assert found[name]["status"] == "tidak terbaca", name
        assert reason in found[name]["sebab"], name
    assert len(tables["rekap"]) == 1


@pytest.mark.usefixtures("read_here")
def test_nothing_that_can_be_read(tmp_path: Path) -> None:
    folder = put(tmp_path / "masuk", {"kosong.xlsm": b""})
    target = tmp_path / "rekap.xlsx"

    assert_refused(run("rekap", folder, "--keluaran", target), "masuk", folder=tmp_path)
    assert_refused(run("rekap", tmp_path / "tidak-ada", "--keluaran", target), "tidak-ada", folder=tmp_path)
    assert not target.exists()


# ---------------------------------------------------------------- archives
def test_an_archive_is_read_where_it_lies(tmp_path: Path) -> None:
    inner = archive({"b.xlsm": OTHER})
    members = {"Kecamatan/a.xlsm": BOOK, "Kecamatan/~$a.xlsm": b"", "../../keluar.xlsm": OTHER, "dalam.zip": inner, "catatan.txt": b"x"}
    folder = put(tmp_path / "masuk", {"kiriman.zip": archive(members)})
    outcome, tables = recap(folder)

    assert outcome.status == 1  # the archive in the archive
    assert {row["berkas"]: row["status"] for row in tables["berkas"]} == {
        "kiriman.zip: Kecamatan/a.xlsm": "dihitung",
        "kiriman.zip: Kecamatan/~$a.xlsm": "dilewati",
        "kiriman.zip: ../../keluar.xlsm": "dihitung",
        "kiriman.zip: dalam.zip": "tidak terbaca",
        "kiriman.zip: catatan.txt": "dilewati",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "masuk", "masuk-data"]


@pytest.mark.usefixtures("read_here")
def test_archives_that_are_no_good(tmp_path: Path) -> None:
    whole = archive({"a.xlsm": BOOK}, zipfile.ZIP_STORED)
    files = {
        "baik.xlsm": OTHER,
        "putus.zip": whole[: len(whole) // 2],
        "bom.zip": archive({f"{number}.xlsm": bytes(20_000_000) for number in range(3)}),
        "rusak.zip": whole[:5000] + bytes(9000) + whole[14000:],
        "lain.rar": b"Rar!",
    }
    found = states(put(tmp_path / "masuk", files))

    assert found["baik.xlsm"][0] == "dihitung"
    assert {status for name, (status, _) in found.items() if name != "baik.xlsm"} == {"tidak terbaca"}
    assert all(reason for name, (_, reason) in found.items() if name != "baik.xlsm")
    assert all("mengembang" in found[f"bom.zip: {number}.xlsm"][1] for number in range(3))
    assert "rusak di dalam arsip" in found["rusak.zip: a.xlsm"][1]


# ---------------------------------------------------------------- one of several
@pytest.mark.usefixtures("read_here")
def test_a_copy_counts_once_and_the_newer_of_two_versions(tmp_path: Path) -> None:
    newer = changed(lambda parts: parts.put("tbl_31", "Realisasi", 0, "<c><v>1</v></c>"), tmp_path)
    folder = put(tmp_path / "masuk", {"lama.xlsm": BOOK, "salinan.xlsx": BOOK, "baru.xlsm": newer, "lain.xlsm": OTHER})
    for name, time in (("lama.xlsm", 1_000_000_000), ("salinan.xlsx", 1_100_000_000), ("baru.xlsm", 1_200_000_000)):
        os.utime(folder / name, (time, time))
    outcome, tables = recap(folder)

    assert outcome.status == 0
    found = {row["berkas"]: (row["status"], row["sebab"]) for row in tables["berkas"]}
    assert found["baru.xlsm"][0] == found["lain.xlsm"][0] == "dihitung"
    assert found["lama.xlsm"] == found["salinan.xlsx"] == ("versi lama", "kantor dan tahun yang sama; yang dihitung baru.xlsm")
    assert sorted(row["berkas"] for row in tables["rekap"]) == ["baru.xlsm", "lain.xlsm"]

    (folder / "baru.xlsm").unlink()
    found = states(folder)
    assert found["salinan.xlsx"][0] == "dihitung"
    assert found["lama.xlsm"] == ("salinan", "isinya sama dengan salinan.xlsx")


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office's workbook and its sealed copy. Not to be changed: copy it."""
    folder = put(tmp_path_factory.mktemp("kiriman"), {"kantor.xlsm": workbook(ONE)})
    assert run("sinkron", folder / "kantor.xlsm").status == 0
    assert run("kirim", folder / "kantor.xlsm", "--keluaran", folder).status == 0
    return folder


@pytest.mark.usefixtures("read_here")
def test_a_sealed_copy_counts_before_newer_files_without_a_seal(mailed: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(mailed, tmp_path / "masuk")
    copy = next(folder.glob("*.xlsx"))
    (folder / "baru.xlsm").write_bytes(changed(lambda parts: parts.put("tbl_31", "Realisasi", 0, "<c><v>1</v></c>"), tmp_path))
    os.utime(copy, (1_000_000_000, 1_000_000_000))
    _, tables = recap(folder)

    found = {row["berkas"]: (row["status"], row["segel"]) for row in tables["berkas"]}
    assert found[copy.name] == ("dihitung", "utuh")
    assert found["kantor.xlsm"] == ("salinan", "tanpa segel")
    assert found["baru.xlsm"] == ("versi lama", "tanpa segel")
    assert [(row["berkas"], row["segel"]) for row in tables["rekap"]] == [(copy.name, "utuh")]

    for other in (folder / "kantor.xlsm", folder / "baru.xlsm"):
        other.unlink()
    parts = Parts.of(copy)
    cell = parts.put("tbl_31", "Realisasi", 0, "<c><v>99</v></c>")
    parts.save(copy)
    _, tables = recap(folder)
    assert [row["segel"] for row in tables["rekap"]] == ["berubah"]
    (finding,) = [row for row in tables["temuan"] if row["kode"] == "segel-berubah"]
    assert (finding["tingkat"], cell in finding["pesan"]) == ("peringatan", True)


@pytest.mark.usefixtures("read_here")
def test_a_hidden_row_of_a_sealed_copy_is_named(mailed: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(mailed, tmp_path / "masuk")
    copy = next(folder.glob("*.xlsx"))
    parts = Parts.of(copy)
    twists.row(parts, "Tabel 3.1", 6, hidden="1")
    parts.save(copy)
    (folder / "kantor.xlsm").unlink()
    _, tables = recap(folder)
    assert [row["segel"] for row in tables["rekap"]] == ["berubah"]
    (finding,) = [row for row in tables["temuan"] if row["kode"] == "segel-berubah"]
    assert 'lembar "Tabel 3.1": baris tersembunyi 6' in finding["pesan"]


@pytest.mark.usefixtures("read_here")
def test_an_older_kind_of_seal_is_said(tmp_path: Path) -> None:
    older = Path(__file__).parents[1] / "mail" / "data" / "segel_jenis_lama.xlsx"
    _, tables = recap(put(tmp_path / "masuk", {"salinan.xlsx": older.read_bytes()}))
    assert [row["segel"] for row in tables["rekap"]] == ["utuh"]
    (finding,) = [row for row in tables["temuan"] if row["kode"] == "segel-lama"]
    assert finding["tingkat"] == "info"


@pytest.mark.usefixtures("read_here")
def test_another_year_is_another_report(tmp_path: Path) -> None:
    last = changed(lambda parts: parts.put("tbl_profil", "nilai", 3, "<c><v>2023</v></c>"), tmp_path)
    _, tables = recap(put(tmp_path / "masuk", {"2024.xlsm": BOOK, "2023.xlsm": last}))

    assert [(row["tahun"], row["peringkat"]) for row in tables["rekap"]] == [("2024", "1"), ("2023", "1")]


# ---------------------------------------------------------------- saved by another program
@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("program", ["openpyxl", "LibreOffice"])
def test_a_workbook_reads_the_same_whoever_saved_it(few: Path, tmp_path: Path, office_no_macros: LibreOffice, program: str) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    for path in sorted(few.iterdir())[:1]:
        if program == "openpyxl":
            openpyxl.load_workbook(path, keep_vba=True).save(folder / path.name)
        else:
            with office_no_macros.open(path) as document:
                document.save_as(folder / path.name, "xlsm")
    original = tmp_path / "asli"
    original.mkdir()
    for path in folder.iterdir():
        shutil.copy(few / path.name, original)
    (_, before), (outcome, after) = recap(original), recap(folder)

    assert outcome.status == 0
    for name in ("rekap", "indikator", "anggaran"):
        assert [read_again(row) for row in after[name]] == [read_again(row) for row in before[name]]


def read_again(row: Mapping[str, str]) -> dict[str, str]:
    """A row without its count of findings: LibreOffice saves errors in the cells of our functions, and the recap says so."""
    return {key: value for key, value in row.items() if key not in ("galat", "peringatan", "info")}
