"""`lkjip pasang` and `lkjip lepas` against a fake PC: what is written, what is left alone, and that it can be undone."""

from __future__ import annotations

import json
from pathlib import PureWindowsPath

import pytest

from lkjip.sources import workbook_file
from tests.kit.workbooks import assert_refused, run
from tests.pc.windows_pc import DLL_32, DLL_64, GUIDE, HOME, PYTHON, RECORD, RELEASE_GUIDE, SETTINGS, SHELL_FOLDERS, TEMPLATE, WindowsPc

OURS = f'"INTERPRETER_WIN","{PYTHON}"\r\n"ADD_WORKBOOK_TO_PYTHONPATH","False"\r\n'


def test_a_fresh_pc(pc: WindowsPc) -> None:
    outcome = run("pasang")

    assert (outcome.status, outcome.err) == (0, "")
    assert pc.read(SETTINGS) == OURS
    assert pc.asked == [PureWindowsPath(PYTHON)]
    assert workbook_file.read(pc.local(PureWindowsPath(TEMPLATE))).laporan.profil["tahun"] is None
    assert SETTINGS in outcome.out
    assert TEMPLATE in outcome.out
    assert "salah" not in outcome.out
    assert "baik           Python menjawab" in outcome.out


def test_again_changes_nothing(pc: WindowsPc) -> None:
    run("pasang")
    before = pc.everything()
    outcome = run("pasang")

    assert outcome.status == 0
    assert pc.everything() == before
    assert "pengaturan sudah benar" in outcome.out
    assert "sudah ada dan dibiarkan" in outcome.out


def test_settings_of_others_are_kept_and_backed_up(pc: WindowsPc) -> None:
    old = '"LICENSE_KEY","rahasia"\r\n"INTERPRETER_WIN","D:\\Anaconda\\python.exe"\r\n"PYTHONPATH","D:\\Café"\r\n'
    pc.put(SETTINGS, old)
    outcome = run("pasang")

    assert pc.read(SETTINGS) == OURS + '"LICENSE_KEY","rahasia"\r\n"PYTHONPATH","D:\\Café"\r\n'
    (backup,) = pc.folder(HOME + r"\.xlwings").glob("xlwings.cadangan-*.conf")
    assert backup.read_bytes() == old.encode("cp1252")
    assert backup.name in outcome.out
    assert r"sebelumnya Excel memakai D:\Anaconda\python.exe" in outcome.out

    assert run("lepas").status == 0
    assert pc.read(SETTINGS) == old


def test_a_workbook_of_that_name_is_left_alone(pc: WindowsPc) -> None:
    pc.put(TEMPLATE, b"pekerjaan setahun")
    run("pasang")

    assert pc.read(TEMPLATE) == "pekerjaan setahun"
    assert [path.name for path in pc.folder(HOME + r"\Documents").iterdir()] == ["LKjIP_template.xlsm"]


def test_the_guide_comes_along_and_goes_again(pc: WindowsPc) -> None:
    pc.put(RELEASE_GUIDE + r"\index.html", "lama")
    pc.put(RELEASE_GUIDE + r"\lembar\sudah tidak ada.html", "lama")
    run("pasang", "--panduan", RELEASE_GUIDE)
    pc.local(PureWindowsPath(RELEASE_GUIDE + r"\lembar\sudah tidak ada.html")).unlink()
    pc.put(RELEASE_GUIDE + r"\index.html", "baru")
    pc.put(RELEASE_GUIDE + r"\lembar\mulai.html", "baru")
    outcome = run("pasang", "--panduan", RELEASE_GUIDE)

    assert outcome.status == 0
    assert f"panduan disalin ke {GUIDE}" in outcome.out
    assert f"baik           Panduan: {GUIDE}\\index.html" in outcome.out
    assert (pc.read(GUIDE + r"\index.html"), pc.read(GUIDE + r"\lembar\mulai.html")) == ("baru", "baru")
    assert sorted(path.name for path in pc.folder(GUIDE).rglob("*")) == ["index.html", "lembar", "mulai.html"]

    assert run("lepas").status == 0
    assert not pc.has(GUIDE)
    assert pc.has(RELEASE_GUIDE + r"\index.html")


def test_a_release_without_the_guide_keeps_the_one_that_is_there(pc: WindowsPc) -> None:
    pc.put(GUIDE + r"\index.html", "ada")
    outcome = run("pasang", "--panduan", RELEASE_GUIDE)

    assert outcome.status == 0
    assert f"panduan tidak ada di {RELEASE_GUIDE}; tombol Bantuan memakai yang sudah terpasang" in outcome.out
    assert pc.read(GUIDE + r"\index.html") == "ada"


def test_a_guide_that_cannot_be_copied(pc: WindowsPc) -> None:
    pc.put(RELEASE_GUIDE + r"\index.html", "baru")
    pc.put(GUIDE, "sebuah berkas di tempat foldernya")
    outcome = run("pasang", "--panduan", RELEASE_GUIDE)

    assert outcome.status == 2
    assert outcome.lines == [f"{GUIDE}: tidak bisa ditulis; coba lagi, atau pakai tempat lain"]


def test_documents_that_were_moved(pc: WindowsPc) -> None:
    pc.set("HKCU", SHELL_FOLDERS, Personal=r"%USERPROFILE%\OneDrive - Pemkab\Dokumen")
    pc.environment["ONEDRIVECOMMERCIAL"] = HOME + r"\OneDrive - Pemkab"
    outcome = run("pasang")

    assert pc.has(HOME + r"\OneDrive - Pemkab\Dokumen\LKjIP_template.xlsm")
    assert not pc.has(TEMPLATE)
    assert "catatan        Tempat buku kerja" in outcome.out
    assert outcome.status == 0


def test_documents_that_windows_does_not_name(pc: WindowsPc) -> None:
    pc.keys.clear()
    run("pasang")
    assert pc.has(TEMPLATE)


def test_the_libraries_are_put_where_the_workbook_looks(pc: WindowsPc) -> None:
    """A Python that was not made by pasang.cmd: pip put the DLLs somewhere else."""
    pc.python = PureWindowsPath(r"D:\Python312\bin\python.exe")
    pc.put(str(pc.python), b"MZ")
    pc.libraries_in = PureWindowsPath(HOME + r"\AppData\Roaming\Python")
    for path in pc.libraries:
        pc.put(str(path), path.name.encode())
    outcome = run("pasang")

    for name in (DLL_32, DLL_64):
        assert pc.read(rf"D:\Python312\bin\{name}") == name
        assert rf"D:\Python312\bin\{name}" in outcome.out
    assert r"baik           Pustaka xlwings: D:\Python312\bin\xlwings64-0.37.8.dll" in outcome.out

    run("lepas")
    assert [path.name for path in pc.folder(r"D:\Python312\bin").iterdir()] == ["python.exe"]
    assert all(pc.has(str(path)) for path in pc.libraries)


def test_undone_the_pc_is_as_it_was_but_for_workbooks(pc: WindowsPc) -> None:
    before = pc.everything()
    run("pasang")
    pc.put(HOME + r"\Documents\LKjIP 2026.xlsm", b"isi")
    outcome = run("lepas")

    assert outcome.status == 0
    left = pc.everything()
    assert {name: left[name] for name in before} == before
    assert {name.rpartition("/")[2] for name in left.keys() - before.keys()} == {"LKjIP_template.xlsm", "LKjIP 2026.xlsm"}


def test_undoing_leaves_what_others_added_later(pc: WindowsPc) -> None:
    run("pasang")
    pc.put(SETTINGS, pc.read(SETTINGS) + '"LICENSE_KEY","baru"\r\n')
    pc.put(HOME + r"\.xlwings\catatan.txt", b"x")
    run("lepas")

    assert pc.read(SETTINGS) == '"LICENSE_KEY","baru"\r\n'
    assert pc.has(HOME + r"\.xlwings\catatan.txt")


def test_undoing_after_two_installations_goes_back_to_the_first_state(pc: WindowsPc) -> None:
    old = '"INTERPRETER_WIN","D:\\lama\\python.exe"\r\n'
    pc.put(SETTINGS, old)
    run("pasang")
    pc.python = PureWindowsPath(HOME + r"\AppData\Local\LKjIP\python2\Scripts\python.exe")
    pc.__post_init__()
    run("pasang")
    assert "python2" in pc.read(SETTINGS)

    run("lepas")
    assert pc.read(SETTINGS) == old


def test_an_update_leaves_no_record_behind(pc: WindowsPc) -> None:
    """A release that writes its record otherwise than the one before, as every one may."""
    old = '"INTERPRETER_WIN","D:\\lama\\python.exe"\r\n'
    pc.put(SETTINGS, old)
    run("pasang")
    pc.put(RECORD, json.dumps(json.loads(pc.read(RECORD)), indent=None))
    run("pasang")
    folder = pc.local(PureWindowsPath(RECORD)).parent
    assert [path.name for path in folder.iterdir() if path.suffix == ".json"] == ["pasang.json"]

    assert run("lepas").status == 0
    assert pc.read(SETTINGS) == old
    assert [path.name for path in folder.iterdir() if path.suffix == ".json"] == []


def test_undoing_where_the_settings_are_gone_or_nothing_was_done(pc: WindowsPc) -> None:
    assert "belum dipasang" in run("lepas").out
    run("pasang")
    pc.local(PureWindowsPath(SETTINGS)).unlink()
    assert run("lepas").status == 0
    assert not pc.has(SETTINGS)
    assert not pc.has(RECORD)


def test_a_user_name_with_an_accent(pc: WindowsPc) -> None:
    home = r"C:\Users\Renée"
    pc.environment.update(USERPROFILE=home, LOCALAPPDATA=home + r"\AppData\Local")
    pc.python = PureWindowsPath(home + r"\AppData\Local\LKjIP\python\Scripts\python.exe")
    pc.__post_init__()

    assert run("pasang").status == 0
    assert pc.read(home + r"\.xlwings\xlwings.conf").startswith(f'"INTERPRETER_WIN","{pc.python}"')
    assert "pengaturan sudah benar" in run("pasang").out


# ---------------------------------------------------------------- refused, and nothing done
def refused(pc: WindowsPc, *named: str, command: str = "pasang") -> None:
    before = pc.everything()
    assert_refused(run(command), *named)
    assert pc.everything() == before


def test_not_windows(pc: WindowsPc) -> None:
    pc.windows = False
    refused(pc, "bukan Windows")
    refused(pc, "bukan Windows", command="lepas")


def test_pythons_that_excel_cannot_use(pc: WindowsPc) -> None:
    pc.python = PureWindowsPath(HOME + r"\AppData\Local\Microsoft\WindowsApps\python.exe")
    refused(pc, "Microsoft Store", "pasang.cmd")
    pc.python = PureWindowsPath(r"\\server\alat\python.exe")
    refused(pc, "jaringan", "pasang.cmd")
    pc.python = PureWindowsPath("C:\\Users\\\u4e2d\\python.exe")
    refused(pc, "huruf")


def test_a_python_without_xlwings(pc: WindowsPc) -> None:
    pc.xlwings = None
    refused(pc, "xlwings tidak ada", "pasang.cmd")


def test_a_library_that_is_missing(pc: WindowsPc) -> None:
    pc.local(pc.python.parent.parent / DLL_32).unlink()
    refused(pc, DLL_32, "pasang.cmd")


def test_windows_without_its_variables(pc: WindowsPc) -> None:
    del pc.environment["USERPROFILE"]
    refused(pc, "USERPROFILE")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"pengaturan": {}, "folder_baru": 1, "sebelum": null, "pustaka": []}', '{"pengaturan": null}']
)
def test_a_damaged_record(pc: WindowsPc, text: str) -> None:
    pc.put(RECORD, text)
    for command in ("pasang", "lepas"):
        refused(pc, RECORD, "rusak", command=command)


def test_settings_that_are_a_folder(pc: WindowsPc) -> None:
    pc.folder(SETTINGS)
    refused(pc, SETTINGS)


def test_the_record_names_what_was_there(pc: WindowsPc) -> None:
    pc.put(SETTINGS, '"A","1"\r\n')
    run("pasang")
    record = json.loads(pc.local(PureWindowsPath(RECORD)).read_text(encoding="utf-8"))
    assert record == {
        "sebelum": '"A","1"\r\n',
        "folder_baru": False,
        "pustaka": [],
        "pengaturan": {"INTERPRETER_WIN": PYTHON, "ADD_WORKBOOK_TO_PYTHONPATH": "False"},
    }
