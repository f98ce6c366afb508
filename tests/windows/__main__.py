"""`make uji-windows`: the release on a throw-away Windows PC under Wine, as a table of what passed. Ends with 1 where something did not.

python -m tests.windows [FOLDER]    FOLDER: kept for a look afterwards; else a temporary one
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lkjip import TEMPLATE_NAME, __version__
from scripts import cpython, rilis
from tests.conformance.engines import UDF_MODULE, same
from tests.conformance.vectors import Argument, Left, Rows, Vector, read_all, spelled
from tests.kit.workbooks import ROOT
from tests.kit.workbooks import run as here
from tests.windows.wine import PATCHES, Ran, User, Wine, fit_for_wine, lines
from xlfuncs.errors import EXCEL_ERRORS, is_error
from xlfuncs.functions import BY_NAME

PLAIN: Final = User("siti")
UNUSUAL: Final = User("Renée & Çetin (2)")
"""Names as Windows allows them for a user's folder."""
DOWNLOADED: Final = r"C:\Unduhan\R&D ^ (2)! 'é'"
STICK: Final = "E:"
EXAMPLE: Final = ROOT / "workbook" / "contoh" / "boyolali-2020"
OTHERS: Final = '"LICENSE_KEY","rahasia"\r\n"INTERPRETER_WIN","D:\\Anaconda\\python.exe"\r\n"SHOW CONSOLE","False"\r\n'

NOT_UNDER_WINE: Final = (
    "Excel itself: compiling the macros at load, MacroOptions, the ribbon, RunPython from a button, two yearly books at once",
    "the DLL inside Excel's process, and the 32-bit one: here a Python loads the 64-bit one and calls it as VBA does",
    "Excel that is open (Wine's tasklist shows no programs)",
    "Windows refusing to rename a folder in use: Wine renames it, so what is tested is that nothing in use counts as removed",
    "the marks of downloaded files, SmartScreen, AppLocker, Smart App Control, antivirus programs",
    "network folders (UNC), OneDrive, folders of more than 260 characters",
    "a folder with % in its name, which Wine's cmd.exe expands; a code page other than 1252",
)


class Table:
    """What was tried, and how it went."""

    def __init__(self) -> None:
        self.failed = 0

    def title(self, text: str) -> None:
        print(f"\n{text}", flush=True)

    @contextlib.contextmanager
    def row(self, what: str) -> Iterator[list[str]]:
        """One line; facts put into the list are printed behind it."""
        facts: list[str] = []
        begun = time.monotonic()
        try:
            yield facts
        except (AssertionError, OSError, KeyError, ValueError, cpython.ProvenanceError) as error:
            self.failed += 1
            trouble = str(error).strip() or repr(error)
            print(f"  FAILED  {what} ({time.monotonic() - begun:.1f} s)\n          {trouble[:3000]}", flush=True)
        else:
            print(f"  passed  {what}{': ' if facts else ''}{'; '.join(facts)} ({time.monotonic() - begun:.1f} s)", flush=True)


def ended(ran: Ran, status: int, *said: str) -> None:
    """Hold a program to its exit status and to what it said."""
    assert ran.status == status, f"ended with {ran.status} instead of {status} after {ran.seconds} s:\n{ran.text}"
    for text in said:
        assert text in ran.text, f"{text!r} is not in:\n{ran.text}"
    assert "Traceback" not in ran.text, ran.text


# ---------------------------------------------------------------- the release
def provenance(table: Table, folder: Path) -> None:
    embedded, full = (cpython.packed(next(rilis.PACKAGES.glob(f"{name}-*.tar.gz"))) for name in (cpython.EMBEDDED, cpython.FULL))
    with table.row("the release is what its locks and its makers' signatures say"):
        rilis.check()
    for name in ("python313.dll", "vcruntime140.dll", cpython.ZIP):
        with table.row(f"one changed byte in {name} is found"):
            changed = bytearray(embedded[name])
            changed[len(changed) // 2] ^= 1
            with contextlib.suppress(cpython.ProvenanceError):
                cpython.proof({name: bytes(changed)})
                raise AssertionError("nothing was found")
    with table.row("one changed byte in the folder is found"):
        copy = folder / "salinan"
        shutil.copytree(rilis.FOLDER / rilis.PYTHON, copy)
        path = next(copy.rglob("rules.py"))
        path.write_bytes(path.read_bytes().replace(b"0", b"1", 1))
        found = rilis.differences(copy, rilis.python_folder(rilis.PACKAGES))
        assert found == [f"{path.relative_to(copy).as_posix()} was changed"], found
        shutil.rmtree(copy)
    with table.row("sources of the standard library") as facts:
        sources = dict(cpython.library_sources(full, embedded[cpython.CATALOG]))
        facts.append(f"{len(sources)} as in the signed catalogue")
        for name, data in sources.items():
            (folder / "lib" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "lib" / name).write_bytes(data)


COMPILED: Final = """\
import marshal, pathlib, py_compile, sys, zipfile
held, sources, out = zipfile.ZipFile(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
mode, wrong, names = py_compile.PycInvalidationMode.UNCHECKED_HASH, [], held.namelist()
for name in names:
    source = sources / name.removesuffix("c")
    try:
        if not name.endswith(".pyc"):
            source = sources / name
            if source.read_bytes() != held.read(name):
                wrong.append(name)
            continue
        py_compile.compile(str(source), out, name.removesuffix("c"), doraise=True, optimize=2, invalidation_mode=mode)
        mine, theirs = pathlib.Path(out).read_bytes(), held.read(name)
        # the same code, constants and names; which of equal objects are written once depends on the run
        if mine[:16] != theirs[:16] or marshal.loads(mine[16:]) != marshal.loads(theirs[16:]):
            wrong.append(name)
    except Exception as error:
        wrong.append(f"{name}: {error}")
print(len(names), wrong)
"""


def compiled(table: Table, wine: Wine, folder: Path) -> None:
    with table.row("the compiled standard library is what its own compiler makes of the signed sources") as facts:
        shutil.copytree(folder / "lib", wine.path(r"C:\pustaka"))
        wine.path(r"C:\alat\kompilasi.py").write_text(COMPILED, encoding="ascii")
        held, out = rf"C:\alat\python\{cpython.ZIP}", r"C:\alat\satu.pyc"
        ran = wine.python(PLAIN, r"C:\alat\python\python.exe", r"C:\alat\kompilasi.py", held, r"C:\pustaka", out)
        assert ran.text.strip().endswith(" []"), ran.text[:2000]
        facts.append(f"{ran.text.split()[0]} modules")


# ---------------------------------------------------------------- on the PC
def prepared(wine: Wine, user: User) -> None:
    for folder in (rf"{user.home}\Documents", rf"{user.local}\Temp", rf"{user.home}\AppData\Roaming"):
        wine.path(folder).mkdir(parents=True, exist_ok=True)


def office_and_locale(wine: Wine) -> None:
    """What the checks ask of a PC with a 64-bit Office in Indonesia."""
    wine.set(r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration", Platform="x64")
    wine.set(r"HKCU\Control Panel\International", sList=";", sDecimal=",")
    shell = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    wine.set(shell, Personal=r"%USERPROFILE%\Documents")


def installed(user: User) -> str:
    return rf"{user.local}\LKjIP\python\Scripts\python.exe"


def settings(user: User) -> str:
    return f'"INTERPRETER_WIN","{installed(user)}"\r\n"ADD_WORKBOOK_TO_PYTHONPATH","False"\r\n'


def conf(wine: Wine, user: User) -> Path:
    return wine.path(rf"{user.home}\.xlwings\xlwings.conf")


def old_venv(wine: Wine, user: User) -> None:
    """What pasang.cmd of version 0.1 left: an environment on another Python, and a record."""
    home = wine.path(rf"{user.local}\LKjIP\python")
    (home / "Lib" / "site-packages" / "xlwings").mkdir(parents=True)
    (home / "Lib" / "site-packages" / "xlwings" / "__init__.py").write_text("raise SystemExit('the old xlwings')\n")
    (home / "Scripts").mkdir()
    (home / "Scripts" / "python.exe").write_bytes(b"MZ")
    (home / "xlwings64-0.37.8.dll").write_bytes(b"MZ")
    (home / "pyvenv.cfg").write_text("home = C:\\Python311\nversion = 3.11.9\n")
    conf(wine, user).parent.mkdir(exist_ok=True)
    conf(wine, user).write_bytes((settings(user) + OTHERS.replace('"INTERPRETER_WIN","D:\\Anaconda\\python.exe"\r\n', "")).encode("cp1252"))
    wanted = {"INTERPRETER_WIN": installed(user), "ADD_WORKBOOK_TO_PYTHONPATH": "False"}
    record = {"sebelum": OTHERS, "folder_baru": False, "pustaka": [], "pengaturan": wanted}
    (home.parent / "pasang.json").write_text(json.dumps(record), encoding="utf-8")


TRACE: Final = r"C:\asing\dibaca.txt"


def foreign_pythons(wine: Wine, user: User) -> dict[str, str]:
    """Packages and a Python of others wherever a Python may look, each of which leaves a trace when it is read; the environment for it."""
    said = f"open({TRACE!r}, 'a').write(__file__ + chr(10))\n"
    roaming = rf"{user.home}\AppData\Roaming\Python\Python313\site-packages"
    for place in (r"C:\asing\paket", roaming, r"C:\asing\rumah\Lib", rf"{user.home}\Documents"):
        folder = wine.path(place)
        for package in ("xlwings", "lkjip", "xlfuncs", "lxml"):
            (folder / package).mkdir(parents=True, exist_ok=True)
            (folder / package / "__init__.py").write_text(said)
        for module in ("sitecustomize", "usercustomize", "zipfile", *(["encodings"] if place.endswith("Lib") else [])):
            (folder / f"{module}.py").write_text(said)
    wine.path(r"C:\asing\python.exe").write_bytes(b"MZ is none")
    return {"PATH": r"C:\asing;C:\windows\system32;C:\windows", "PYTHONHOME": r"C:\asing\rumah", "PYTHONPATH": r"C:\asing\paket"}


def read_trace(wine: Wine) -> str:
    path = wine.path(TRACE)
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def traps_work(table: Table, wine: Wine, user: User, environment: dict[str, str]) -> None:
    with table.row("the traps work: a Python without the release's ._pth falls into them"):
        other = r"C:\lain"
        shutil.copytree(wine.path(r"C:\alat\python"), wine.path(other), ignore=shutil.ignore_patterns("Lib", cpython.PATHS))
        wine.python(user, rf"{other}\python.exe", "-c", "import xlwings", environment={"PYTHONPATH": environment["PYTHONPATH"]})
        read = read_trace(wine)
        assert "sitecustomize" in read, read
        assert r"xlwings\__init__" in read, read
        wine.path(TRACE).unlink()


def install(table: Table, wine: Wine, user: User, release: str, environment: dict[str, str]) -> None:
    with table.row("pasang.cmd") as facts:
        ran = wine.click(user, rf"{release}\pasang.cmd", "/diam", environment=environment)
        ended(ran, 0, "Selesai. Buka LKjIP_template.xlsm")
        assert not lines(ran.text, "salah"), ran.text
        facts.append(f"{ran.seconds:.0f} s")
        for name in ("python.lama", "python.baru", r"python\pyvenv.cfg", r"python\Lib"):
            assert not wine.path(rf"{user.local}\LKjIP\{name}").exists(), f"{name} is still there"
        assert conf(wine, user).read_bytes().startswith(settings(user).encode("cp1252"))
        assert wine.path(rf"{user.local}\LKjIP\panduan\index.html").is_file()
        template = wine.path(rf"{user.home}\Documents\{TEMPLATE_NAME}")
        assert here("ekspor", template).status == 0


def again(table: Table, wine: Wine, user: User, release: str) -> None:
    with table.row("pasang.cmd once more changes neither settings nor workbooks"):
        template = wine.path(rf"{user.home}\Documents\{TEMPLATE_NAME}")
        template.write_bytes(b"pekerjaan setahun")
        before = conf(wine, user).read_bytes()
        ended(wine.click(user, rf"{release}\pasang.cmd", "/diam"), 0, "pengaturan sudah benar", "sudah ada dan dibiarkan")
        assert conf(wine, user).read_bytes() == before
        assert template.read_bytes() == b"pekerjaan setahun"
        template.unlink()


# ---------------------------------------------------------------- the cell functions
def as_variant(argument: Argument) -> Any:
    """An argument as the wrapper in VBA hands it over: a blank for what the formula leaves out."""
    if isinstance(argument, tuple):
        return {"rows": [[as_variant(cell) for cell in row] for row in argument]}
    if isinstance(argument, Left):
        return None
    return {"error": EXCEL_ERRORS[argument]} if isinstance(argument, str) and is_error(argument) else argument


def handed_over(vector: Vector) -> list[Any]:
    left_out = [None] * (len(BY_NAME[vector.call.function].arguments) - len(vector.call.arguments))
    return [*map(as_variant, vector.call.arguments), *left_out]


def rows_of(answer: Any) -> Rows:
    rows = answer if isinstance(answer, list) else [[answer]]
    return tuple(tuple(row) for row in rows)


def cell_functions(table: Table, wine: Wine, user: User, book: str, environment: dict[str, str]) -> None:
    asked = [(vector, expected) for vector in read_all() if (expected := vector.expected_of("pipeline")) is not None]
    wine.path(r"C:\alat\panggilan.json").write_text(json.dumps([[v.call.function, handed_over(v)] for v, _ in asked]), encoding="utf-8")
    answers = wine.path(r"C:\alat\jawaban.json")
    answers.unlink(missing_ok=True)
    with table.row(f"every conformance vector through the xlwings DLL and the COM server ({UDF_MODULE})") as facts:
        files = (r"C:\alat\panggilan.json", r"C:\alat\jawaban.json")
        tool = r"C:\alat\di_windows_com.py"
        ran = wine.python(user, r"C:\alat\python\python.exe", tool, installed(user), book, *files, environment=environment)
        assert answers.exists(), f"ended with {ran.status} after {ran.seconds} s: {ran.text}"
        report = json.loads(answers.read_text(encoding="utf-8"))
        assert "failed" not in report, report["failed"]
        assert report["first"] == [[0.0]] or report["first"] == 0.0, report["first"]
        wrong = [
            f"{vector.place}: {vector.call} has to be {spelled(expected)}, is {rows_of(answer)}"
            for (vector, expected), answer in zip(asked, report["answers"], strict=True)
            if not same("pipeline", expected, rows_of(answer))
        ]
        assert not wrong, f"{len(wrong)} of {len(asked)} differ:\n" + "\n".join(wrong[:20])
        assert report["many"][:2] == [10_000, 50.0], report["many"]
        facts += [f"{len(asked)} calls agree", f"up in {report['start']} s", f"{report['each']} ms a call"]
        facts.append(f"10,000 rows in one call {report['many'][2]} s")


# ---------------------------------------------------------------- the commands
def commands(table: Table, wine: Wine, user: User, release: str, environment: dict[str, str]) -> None:
    documents = rf"{user.home}\Documents"
    book = rf"{documents}\LKjIP & 2020.xlsm"
    data = r"C:\data 2020"
    if not wine.path(data).exists():
        shutil.copytree(EXAMPLE, wine.path(data))

    def lkjip(*words: str) -> Ran:
        return wine.click(user, rf"{release}\lkjip.cmd", *words, environment=environment)

    with table.row("lkjip isi, sinkron, ekspor on Windows paths give what they give here"):
        ended(lkjip("isi", data, "--keluaran", book), 0)
        ended(lkjip("sinkron", book), 0)
        ended(lkjip("ekspor", book, "--keluaran", rf"{documents}\ekspor.json"), 0)
        with tempfile.TemporaryDirectory() as place:
            mine = Path(place) / "sini.xlsm"
            assert here("isi", EXAMPLE, "--keluaran", mine).status == 0
            expected = json.loads(here("ekspor", mine).out)
        assert json.loads(wine.path(rf"{documents}\ekspor.json").read_text(encoding="utf-8")) == expected
        left = sorted(path.name for path in wine.path(documents).iterdir() if "cadangan" in path.name or path.name.startswith((".", "~")))
        assert not left, left
    with table.row("lkjip periksa finds the mistakes of the example"):
        ran = lkjip("periksa", book, "--format", "json")
        assert ran.status == 1, ran.text
        assert any(finding["kode"] == "jumlah-tercetak" for finding in json.loads(ran.text)), ran.text[:500]
    with table.row("cek.cmd with a workbook"):
        ran = wine.click(user, rf"{release}\cek.cmd", "/diam", book, environment=environment)
        ended(ran, 0, f"LKjIP {__version__}", "xlwings 0.37.8, sama dengan Python", "Python menjawab: menjawab")
        assert not lines(ran.text, "salah"), ran.text
    with table.row("tahun-baru.cmd"):
        ended(wine.click(user, rf"{release}\tahun-baru.cmd", "/diam", book, environment=environment), 0)
        following = wine.path(rf"{documents}\LKjIP & 2020 - tahun berikutnya.xlsm")
        assert json.loads(here("ekspor", following).out)["profil"]["tahun"] == 2021
    with table.row("lkjip kirim, periksa-kiriman"):
        ended(lkjip("kirim", book, "--keluaran", rf"{documents}\kiriman", "--tetap"), 0)
        (copy,) = wine.path(rf"{documents}\kiriman").glob("*.xlsx")
        ended(lkjip("periksa-kiriman", rf"{documents}\kiriman\{copy.name}"), 0)
        assert here("periksa-kiriman", copy).status == 0
    with table.row("lkjip naskah, periksa-naskah"):
        report = rf"{documents}\laporan.docx"
        ended(lkjip("naskah", book, "--keluaran", report), 0)
        ran = lkjip("periksa-naskah", report, book)
        assert ran.status in (0, 1), ran.text
        assert here("periksa-naskah", wine.path(report), wine.path(book)).status == ran.status
    with table.row("lkjip rekap"):
        ended(lkjip("rekap", rf"{documents}\kiriman", "--keluaran", rf"{documents}\rekap.xlsx"), 0)
    with table.row("a workbook that is not there, a name that Windows does not allow: one line, exit 2"):
        for words in (("ekspor", rf"{documents}\tidak ada.xlsm"), ("bangun", "--keluaran", rf"{documents}\con.xlsm")):
            ran = lkjip(*words)
            ended(ran, 2)
            assert len(ran.text.strip().splitlines()) == 1, ran.text


def uninstall(table: Table, wine: Wine, user: User, release: str, before: bytes | None) -> None:
    own = wine.path(rf"{user.local}\LKjIP")
    with table.row("lepas.cmd leaves workbooks, backups and the settings of others"):
        kept = {path: path.read_bytes() for path in wine.path(rf"{user.home}\Documents").rglob("*") if path.is_file()}
        ended(wine.click(user, rf"{release}\lepas.cmd", "/diam"), 0, "buku kerja tidak disentuh", "Selesai.")
        assert not own.exists(), sorted(path.name for path in own.iterdir())
        assert {path: path.read_bytes() for path in kept} == kept
        now = conf(wine, user).read_bytes() if conf(wine, user).exists() else None
        assert now == before, f"{now!r} instead of {before!r}"
    with table.row("lepas.cmd once more has nothing to do"):
        ended(wine.click(user, rf"{release}\lepas.cmd", "/diam"), 0, "tidak terpasang")


# ---------------------------------------------------------------- what is refused
def refusals(table: Table, wine: Wine, user: User, release: str) -> None:
    def refused(script: str, *said: str) -> None:
        before = conf(wine, user).read_bytes()
        ended(wine.click(user, script, "/diam"), 2, *said)
        assert conf(wine, user).read_bytes() == before
        ended(wine.python(user, installed(user), "-m", "lkjip", "--version"), 0)

    with table.row("a folder whose name is too long, or has a semicolon, is refused"):
        for name, said in (("p" * 150, "terlalu panjang"), ("a;b", "titik koma")):
            folder = rf"C:\{name}"
            shutil.copytree(wine.path(release), wine.path(folder), ignore=shutil.ignore_patterns("Lib", "panduan"))
            refused(rf"{folder}\pasang.cmd", said)
            shutil.rmtree(wine.path(folder))
    with table.row("pasang.cmd alone, as from inside a zip, is refused"):
        wine.path(r"C:\sendiri").mkdir()
        shutil.copy2(wine.path(release) / "pasang.cmd", wine.path(r"C:\sendiri"))
        refused(r"C:\sendiri\pasang.cmd", "Extract All")
    with table.row("a copy that cannot be made whole leaves the installation as it was"):
        leftover = rf"{user.local}\LKjIP\python.baru\sisa.txt"
        wine.path(leftover).parent.mkdir()
        wine.path(leftover).write_bytes(b"of an earlier try, and still open")
        with wine.held(leftover):
            refused(rf"{release}\pasang.cmd", "masih dipakai", "tidak diubah")
    with table.row("a held file: lepas.cmd says which folder is left, exit 2, and finishes later"):
        with wine.running(user, f'"{installed(user)}" -c "import time, xlwings; time.sleep(100)"'):
            ended(wine.click(user, rf"{release}\lepas.cmd", "/diam"), 2, "masih dipakai", r"LKjIP\python")
        ended(wine.click(user, rf"{release}\lepas.cmd", "/diam"), 0, "Selesai.")
        assert not wine.path(rf"{user.local}\LKjIP").exists()
    with table.row("a Python that cannot start is no success"):
        broken = r"C:\rusak"
        shutil.copytree(wine.path(release), wine.path(broken), ignore=shutil.ignore_patterns("Lib", "panduan"))
        wine.path(rf"{broken}\python\python313.dll").unlink()
        for script in ("lkjip.cmd", "cek.cmd", "pasang.cmd"):
            ran = wine.click(user, rf"{broken}\{script}", "/diam" if script != "lkjip.cmd" else "--version")
            assert ran.status == 2, f"{script} ended with {ran.status}: {ran.text}"


def from_a_stick(table: Table, wine: Wine, release: str) -> None:
    guest = User("tamu")
    prepared(wine, guest)
    stick = wine.folder / "stick"
    shutil.copytree(wine.path(release), stick / "LKjIP", ignore=shutil.ignore_patterns("panduan"))
    (wine.folder / "prefix" / "dosdevices" / STICK.lower()).symlink_to(stick)
    with table.row("from a stick, nothing installed: lkjip.cmd and cek.cmd use the Python beside them"):
        ended(wine.click(guest, rf"{STICK}\LKjIP\lkjip.cmd", "--version"), 0, __version__)
        ran = wine.click(guest, rf"{STICK}\LKjIP\cek.cmd", "/diam")
        ended(ran, 1, f"LKjIP {__version__}", "jalankan pasang.cmd dari folder rilis")
        assert not wine.path(rf"{guest.local}\LKjIP").exists()
        assert not conf(wine, guest).exists()


def small(table: Table, wine: Wine) -> None:
    with table.row("neither pandas nor numpy is in it, python-docx, lxml and rapidfuzz are"):
        question = "import importlib.util as u; print([bool(u.find_spec(n)) for n in ('pandas', 'numpy', 'docx', 'lxml', 'rapidfuzz')])"
        ran = wine.python(PLAIN, r"C:\alat\python\python.exe", "-c", question)
        assert ran.text.strip() == "[False, False, True, True, True]", ran.text


def main(arguments: list[str]) -> int:
    table = Table()
    with contextlib.ExitStack() as stack:
        folder = Path(arguments[0]).absolute() if arguments else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        table.title("The release")
        provenance(table, folder)
        wine = Wine(folder)
        print(f"\n{wine.start(rilis.FOLDER)}, patched for the test:")
        stack.callback(wine.stop)
        for patch in PATCHES:
            print(f"  {patch}")
        release = rf"{DOWNLOADED}\LKjIP-{__version__}"
        shutil.copytree(rilis.FOLDER, wine.path(release))
        fit_for_wine(wine.path(release) / "python")
        office_and_locale(wine)
        for user in (PLAIN, UNUSUAL):
            prepared(wine, user)
        table.title("Python")
        compiled(table, wine, folder)
        small(table, wine)
        from_a_stick(table, wine, release)
        table.title(f"{PLAIN.home}, nothing installed before, from {release}")
        install(table, wine, PLAIN, release, {})
        again(table, wine, PLAIN, release)
        commands(table, wine, PLAIN, release, {})
        cell_functions(table, wine, PLAIN, rf"{PLAIN.home}\Documents\LKjIP & 2020.xlsm", {})
        refusals(table, wine, PLAIN, release)
        table.title(f"{UNUSUAL.home}, over an environment of version 0.1, with Pythons of others wherever one may look")
        old_venv(wine, UNUSUAL)
        environment = foreign_pythons(wine, UNUSUAL)
        traps_work(table, wine, UNUSUAL, environment)
        install(table, wine, UNUSUAL, release, environment)
        commands(table, wine, UNUSUAL, release, environment)
        cell_functions(table, wine, UNUSUAL, rf"{UNUSUAL.home}\Documents\LKjIP & 2020.xlsm", environment)
        with table.row("no file of the other Pythons was read"):
            assert not read_trace(wine), read_trace(wine)
        uninstall(table, wine, UNUSUAL, release, OTHERS.encode("cp1252"))
        table.title("Not to be seen under Wine")
        for each in NOT_UNDER_WINE:
            print(f"          {each}")
    print(f"\n{'all passed' if not table.failed else f'{table.failed} FAILED'}")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
