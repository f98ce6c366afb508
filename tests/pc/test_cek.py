"""`lkjip cek` on a PC without problems, and with each possible problem in turn."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path, PureWindowsPath
from typing import Any, Final

import pytest

from lkjip.ooxml import vba_source
from lkjip.pc.checks import PC_CHECKS
from lkjip.vba import macros, project
from lkjip.vba.compound_file import write as compound_file
from lkjip.vba.project import compress
from tests.kit.workbooks import ROOT, Parts, assert_refused, run
from tests.pc.windows_pc import BOOK, CLICK_TO_RUN, DLL_32, DLL_64, GUIDE, HOME, LOCALE, PYTHON, SETTINGS, TEMPLATE, WindowsPc
from tests.vba.strict_vba import decompress, streams

POLICY: Final = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
SECURITY: Final = r"Software\Microsoft\Office\16.0\Excel\Security"
INTERNET: Final = "[ZoneTransfer]\r\nZoneId=3\r\nReferrerUrl=C:\\surel.eml\r\n"


def findings(*args: str) -> tuple[int, dict[str, dict[str, str]]]:
    outcome = run("cek", *args, "--format", "json")
    assert outcome.err == ""
    rows = json.loads(outcome.out)
    assert all(list(row) == ["periksa", "status", "pesan"] for row in rows)
    return outcome.status, {row["periksa"]: row for row in rows}


def test_all_is_well(ready: WindowsPc) -> None:
    status, found = findings(BOOK)

    assert status == 0
    assert {row["status"] for row in found.values()} == {"baik"}
    assert found["Pemisah"]["pesan"].endswith('=CAPAIAN(12,5;10;"turun")')
    assert found["Pustaka xlwings"]["pesan"].endswith(DLL_64)


def test_without_a_workbook_what_concerns_one_is_left_out(ready: WindowsPc) -> None:
    status, found = findings()

    assert status == 0
    assert {name for name, row in found.items() if row["status"] == "lewat"} == {"Urutan pengaturan", "Versi buku kerja", "Tanda blokir"}


def test_the_text_is_one_line_a_check(ready: WindowsPc) -> None:
    outcome = run("cek", BOOK)

    assert [line.split(maxsplit=1)[1].partition(":")[0] for line in outcome.out.splitlines()] == [check.name for check in PC_CHECKS]
    assert all(line.startswith("baik    ") for line in outcome.out.splitlines())


Change = Callable[[WindowsPc], Any]


def settings(text: str) -> Change:
    return lambda pc: pc.put(SETTINGS, text)


def registry(hive: Any, key: str, **values: str | int) -> Change:
    return lambda pc: pc.set(hive, key, **values)


def remove(*texts: str) -> Change:
    def change(pc: WindowsPc) -> None:
        for text in texts:
            pc.local(PureWindowsPath(text)).unlink()

    return change


def office_of_32_bits(pc: WindowsPc) -> None:
    pc.set("HKLM", CLICK_TO_RUN, Platform="x86")


def other_library(pc: WindowsPc) -> None:
    remove(HOME + rf"\AppData\Local\LKjIP\python\{DLL_64}")(pc)
    pc.put(HOME + r"\AppData\Local\LKjIP\python\xlwings64-0.30.0.dll", b"lama")


def no_excel(pc: WindowsPc) -> None:
    pc.keys.pop(("HKLM", CLICK_TO_RUN.lower()))


def attribute(name: str, value: Any) -> Change:
    return lambda pc: setattr(pc, name, value)


def variable(name: str, value: str) -> Change:
    return lambda pc: pc.environment.__setitem__(name, value)


def both(*changes: Change) -> Change:
    return lambda pc: [change(pc) for change in changes]


def with_sheet(name: str) -> Change:
    def change(pc: WindowsPc) -> None:
        path = pc.local(PureWindowsPath(BOOK))
        parts = Parts.of(path)
        workbook = parts["xl/workbook.xml"]
        assert b'name="Skala"' in workbook
        with zipfile.ZipFile(path, "w") as archive:
            for part, data in parts.items():
                archive.writestr(part, data.replace(b'name="Skala"', f'name="{name}"'.encode()) if part == "xl/workbook.xml" else data)

    return change


def of_an_older_release(and_then: Change) -> Change:
    """The workbook with xlwings' module as it is published."""

    def change(pc: WindowsPc) -> None:
        published = Path(str(distribution("xlwings").locate_file("xlwings/xlwings.bas"))).read_text(encoding="ascii")
        path = pc.local(PureWindowsPath(BOOK))
        parts = Parts.of(path)
        modules = [replace(each, source=published) if each.name == "xlwings" else each for each in macros.modules(["Sheet1"])]
        parts["xl/vbaProject.bin"] = project.build(modules)
        parts.save(path)
        and_then(pc)

    return change


def beside_the_workbook(pc: WindowsPc) -> None:
    pc.put(HOME + r"\Documents\xlwings.conf", '"INTERPRETER_WIN","D:\\lain\\python.exe"\r\n')


def settings_of(python: str = PYTHON, rest: str = '"ADD_WORKBOOK_TO_PYTHONPATH","False"\r\n') -> Change:
    return settings(f'"INTERPRETER_WIN","{python}"\r\n{rest}')


TRUSTED: Final = registry("HKCU", SECURITY + r"\Trusted Locations\Location3", Path=r"%USERPROFILE%\Documents\\"[:-1])
TRUSTED_ABOVE: Final = registry("HKLM", POLICY + r"\Trusted Locations\Location0", Path=HOME, AllowSubFolders=1)
ABOVE_ONLY: Final = registry("HKLM", POLICY + r"\Trusted Locations\Location0", Path=HOME)
MARKED: Final[Change] = lambda pc: pc.put(BOOK + ":Zone.Identifier", INTERNET)  # noqa: E731

CASES: Final[list[tuple[str, str, str, Change]]] = [
    ("Python", "salah", "3.10.9 terlalu lama", attribute("version", (3, 10, 9))),
    ("Excel", "salah", "Excel tidak ditemukan", no_excel),
    ("Excel", "baik", "32 bit", office_of_32_bits),
    ("Excel", "baik", "32 bit", both(no_excel, registry("HKLM", r"SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Outlook", Bitness="x86"))),
    ("Excel", "baik", "64 bit", both(no_excel, registry("HKLM", r"SOFTWARE\Microsoft\Office\16.0\Outlook", bitness="x64"))),
    (
        "Excel",
        "baik",
        "32 bit",
        both(
            no_excel,
            registry("HKLM", r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", Path=r"C:\Program Files (x86)\Office16"),
        ),
    ),
    ("Pengaturan xlwings", "salah", "belum ada", remove(SETTINGS)),
    ("Pengaturan xlwings", "salah", "tidak menyebut", settings('"A","1"\r\n')),
    ("Pengaturan xlwings", "salah", "tidak menyebut", settings_of("python")),
    ("Pengaturan xlwings", "salah", "tidak menyebut", settings_of(r"\\server\python.exe")),
    ("Pengaturan xlwings", "salah", "tidak menyebut", settings_of("")),
    ("Pengaturan xlwings", "salah", "baris kosong", settings_of(rest="\r\n")),
    ("Pengaturan xlwings", "salah", "tidak ada lagi", settings_of(r"D:\hilang\python.exe")),
    ("Pengaturan xlwings", "salah", "Store", settings_of(HOME + r"\AppData\Local\Microsoft\WindowsApps\python.exe")),
    ("Pengaturan xlwings", "salah", "DEBUG UDFS", settings_of(rest='"DEBUG UDFS","True"\r\n')),
    ("Pengaturan xlwings", "catatan", "ADD_WORKBOOK_TO_PYTHONPATH", settings_of(rest="")),
    (
        "Pengaturan xlwings",
        "baik",
        PYTHON,
        settings_of(r"%LocalAppData%\LKjIP\python\Scripts\python.exe", '"ADD_WORKBOOK_TO_PYTHONPATH","false"\r\n'),
    ),
    ("Urutan pengaturan", "catatan", 'lembar "xlwings.conf"', with_sheet("xlwings.conf")),
    ("Urutan pengaturan", "catatan", "berkas xlwings.conf di folder buku kerja", beside_the_workbook),
    ("Urutan pengaturan", "salah", "bisa memulai program lain", of_an_older_release(with_sheet("XLWINGS.conf"))),
    ("Urutan pengaturan", "salah", "bisa memulai program lain", of_an_older_release(beside_the_workbook)),
    ("Urutan pengaturan", "baik", "tidak ada", of_an_older_release(lambda pc: None)),
    ("Pustaka xlwings", "salah", "yang ada: xlwings64-0.30.0.dll", other_library),
    (
        "Pustaka xlwings",
        "salah",
        DLL_32,
        both(office_of_32_bits, remove(HOME + rf"\AppData\Local\LKjIP\python\{DLL_32}")),
    ),
    ("Pustaka xlwings", "baik", DLL_32, office_of_32_bits),
    ("Pustaka xlwings", "lewat", "menunggu", no_excel),
    ("Pustaka xlwings", "baik", rf"Scripts\{DLL_64}", lambda pc: pc.put(HOME + rf"\AppData\Local\LKjIP\python\Scripts\{DLL_64}", b"")),
    ("Versi buku kerja", "salah", "xlwings 0.37.8, Python memakai 0.36.0", attribute("xlwings", "0.36.0")),
    ("Python menjawab", "salah", "pywin32", attribute("answer", None)),
    ("Python menjawab", "salah", "xlwings 0.30.0", attribute("answer", "0.30.0 -")),
    ("Python menjawab", "catatan", "pandas", attribute("answer", "0.37.8 pandas")),
    ("Python menjawab", "lewat", "menunggu", remove(PYTHON)),
    ("Perintah Windows", "salah", "cmd.exe", registry("HKCU", r"Software\Policies\Microsoft\Windows\System", DisableCMD=1)),
    ("Perintah Windows", "baik", "boleh", registry("HKCU", r"Software\Policies\Microsoft\Windows\System", DisableCMD=0)),
    ("Makro", "salah", "kebijakan kantor", registry("HKLM", POLICY, VBAWarnings=4)),
    ("Makro", "salah", "bertanda tangan", registry("HKCU", POLICY, VBAWarnings=3)),
    ("Makro", "salah", "Trust Center", registry("HKCU", SECURITY, VBAWarnings=4)),
    ("Makro", "catatan", "tanpa bertanya", registry("HKCU", SECURITY, VBAWarnings=1)),
    ("Makro", "baik", "Enable Content", both(registry("HKCU", POLICY, VBAWarnings=2), registry("HKCU", SECURITY, VBAWarnings=4))),
    ("Makro", "baik", "tepercaya", both(registry("HKLM", POLICY, VBAWarnings=4), TRUSTED)),
    ("Makro", "baik", "tepercaya", both(registry("HKLM", POLICY, VBAWarnings=4), TRUSTED_ABOVE)),
    ("Makro", "salah", "semua makro", both(registry("HKLM", POLICY, VBAWarnings=4), ABOVE_ONLY)),
    ("Tanda blokir", "salah", "Unblock", MARKED),
    ("Tanda blokir", "baik", "tepercaya", both(MARKED, TRUSTED)),
    ("Tanda blokir", "baik", "tidak bertanda", lambda pc: pc.put(BOOK + ":Zone.Identifier", "[ZoneTransfer]\r\nZoneId=1\r\n")),
    ("Excel ganda", "salah", "2 Excel", attribute("running", ["excel.exe", "python.exe", "excel.exe"])),
    ("Excel ganda", "catatan", "terbuka", attribute("running", ["excel.exe"])),
    ("Panduan", "catatan", "tombol Bantuan", remove(GUIDE + r"\index.html")),
    ("Tempat buku kerja", "catatan", "OneDrive", variable("ONEDRIVE", HOME)),
    ("Izin menulis", "salah", r"Z:\x", variable("LOCALAPPDATA", r"Z:\x")),
    ("Pemisah", "salah", "sama-sama", registry("HKCU", LOCALE, sList=",")),
    ("Pemisah", "baik", '=CAPAIAN(12.5,10,"turun")', registry("HKCU", LOCALE, sList=",", sDecimal=".")),
    ("Pemisah", "catatan", "tidak terbaca", lambda pc: pc.keys.pop(("HKCU", LOCALE.lower()))),
]


@pytest.mark.parametrize(("name", "status", "said", "change"), CASES, ids=[f"{name} {said}" for name, _, said, _ in CASES])
def test_one_thing_is_different(ready: WindowsPc, name: str, status: str, said: str, change: Change) -> None:
    change(ready)
    ended, found = findings(BOOK)

    assert (found[name]["status"], said in found[name]["pesan"]) == (status, True), found[name]
    assert ended == (1 if "salah" in {row["status"] for row in found.values()} else 0)


def test_every_check_is_seen_to_fail_or_to_warn() -> None:
    assert {name for name, status, _, _ in CASES if status in ("salah", "catatan")} == {check.name for check in PC_CHECKS}


def test_a_workbook_on_the_network(ready: WindowsPc, template: bytes) -> None:
    book = r"\\server\bagian\LKjIP.xlsm"
    ready.put(book, template)
    status, found = findings(book)

    assert status == 0
    assert "jaringan" in found["Tempat buku kerja"]["pesan"]


def test_a_mailed_copy_has_no_macros(ready: WindowsPc) -> None:
    with zipfile.ZipFile(ready.put(HOME + r"\Documents\kirim.xlsx", b""), "w") as archive:
        for name, data in Parts.of(ROOT / "workbook" / "LKjIP_template.xlsm").items():
            if name != "xl/vbaProject.bin":
                archive.writestr(name, data)
    assert findings(HOME + r"\Documents\kirim.xlsx")[1]["Versi buku kerja"]["status"] == "catatan"


def test_a_pc_without_windows(pc: WindowsPc) -> None:
    pc.windows = False
    status, found = findings()

    assert status == 0
    assert {row["pesan"] for name, row in found.items() if name not in ("Python", "Versi buku kerja")} == {"bukan Windows"}


def test_this_machine() -> None:
    """The real adapter, where the tests run."""
    status, found = findings(str(ROOT / "workbook" / "LKjIP_template.xlsm"))

    assert status == 0
    assert found["Python"]["status"] == found["Versi buku kerja"]["status"] == "baik"
    assert {row["pesan"] for name, row in found.items() if name not in ("Python", "Versi buku kerja")} == {"bukan Windows"}


def test_a_workbook_that_is_none(ready: WindowsPc, tmp_path: Path) -> None:
    assert_refused(run("cek", HOME + r"\Documents\tidak ada.xlsm"), "tidak ada.xlsm", folder=tmp_path)
    ready.put(HOME + r"\Documents\rusak.xlsm", b"PK rusak")
    assert_refused(run("cek", HOME + r"\Documents\rusak.xlsm"), "rusak.xlsm", folder=tmp_path)


def test_windows_that_names_no_folder(ready: WindowsPc) -> None:
    del ready.environment["USERPROFILE"]
    status, found = findings(BOOK)
    assert status == 1
    assert found["Pengaturan xlwings"]["status"] == "salah"
    assert found["Pemisah"]["status"] == "baik"


# ---------------------------------------------------------------- the version in the macros
def test_texts_are_unpacked_as_an_independent_reader_does(template: bytes, tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsm"
    path.write_bytes(template)
    with zipfile.ZipFile(path) as archive:
        found = streams(archive.read("xl/vbaProject.bin"))
    packed = found["VBA/xlwings"]
    assert vba_source.decompressed(packed) == decompress(packed)


def workbook_with(tmp_path: Path, project: bytes, template: bytes) -> Path:
    (tmp_path / "asal.xlsm").write_bytes(template)
    parts = Parts.of(tmp_path / "asal.xlsm") | {"xl/vbaProject.bin": project}
    with zipfile.ZipFile(tmp_path / "buku.xlsm", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return tmp_path / "buku.xlsm"


def test_a_project_that_excel_saved_has_its_own_bytes_before_the_text(tmp_path: Path, template: bytes) -> None:
    source = b'Attribute VB_Name = "xlwings"\r\n' + b"' x\r\n" * 3000 + b'Public Const XLWINGS_VERSION As String = "0.30.1"\r\n'
    project = compound_file({"VBA": {"xlwings": bytes(range(200)) * 40 + compress(source), "_VBA_PROJECT": b"\xcc\x61"}})
    assert vba_source.xlwings_version(workbook_with(tmp_path, project, template)) == "0.30.1"


def test_macros_of_somebody_else(tmp_path: Path, template: bytes) -> None:
    project = compound_file({"VBA": {"Modul1": compress(b'Attribute VB_Name = "Modul1"\r\n')}})
    assert vba_source.xlwings_version(workbook_with(tmp_path, project, template)) is None


@pytest.mark.parametrize("project", [b"", b"\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000])
def test_macros_that_cannot_be_read(ready: WindowsPc, tmp_path: Path, template: bytes, project: bytes) -> None:
    ready.put(BOOK, workbook_with(tmp_path, project, template).read_bytes())
    status, found = findings(BOOK)
    assert status == 1
    assert found["Versi buku kerja"]["status"] == "salah"
    assert BOOK.rpartition("\\")[2] in found["Versi buku kerja"]["pesan"]


def test_the_template_is_what_pasang_put_there(ready: WindowsPc, template: bytes) -> None:
    assert ready.local(PureWindowsPath(TEMPLATE)).read_bytes() == template


def test_periksa_warns_of_settings_that_are_not_the_users(ready: WindowsPc) -> None:
    """Text in a shared folder must not choose the program that Excel starts."""
    path = ready.local(PureWindowsPath(BOOK))
    assert "xlwings" not in run("periksa", path).err
    beside_the_workbook(ready)
    with_sheet("xlwings.conf")(ready)
    lines = [line for line in run("periksa", path).lines if "pengaturan xlwings" in line]
    assert [line.partition(" berisi")[0] for line in lines] == [
        f'lembar "xlwings.conf" di {path.name}',
        "berkas xlwings.conf di folder buku kerja",
    ]
