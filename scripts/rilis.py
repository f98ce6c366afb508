"""Make the release folder for Windows, dist/LKjIP-<version>/, and prove that it is complete and installs without a network.

python -m scripts.rilis        make the folder, check it
python -m scripts.rilis uji    check it, then install the same lock's wheels for this machine, offline, and build a workbook
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from lkjip import TEMPLATE_NAME, __version__
from scripts.lock import LOCKS, ROOT, windows_pythons

PLATFORM: Final = "win_amd64"
FOLDER: Final = ROOT / "dist" / f"LKjIP-{__version__}"
TEMPLATE: Final = ROOT / "workbook" / TEMPLATE_NAME
COMMANDS: Final = ROOT / "scripts" / "windows"
GUIDE: Final = ROOT / "keluaran" / "panduan"
"""Made by `make panduan`; its folder in the release has the same name."""
GUIDE_FILES: Final = ("index.html", "Panduan LKjIP.pdf")
LOCK_NAME: Final = "kunci.txt"

_SOURCES: Final = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "THIRD_PARTY.md", "xlfuncs", "lkjip", "macros")
_REQUIREMENT: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(.*?)(?=^\S|\Z)", re.DOTALL | re.MULTILINE)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_EPOCH: Final = "315532800"  # the earliest time in a zip, so that the same sources give the same wheel
_NOWHERE: Final = "http://127.0.0.1:9"

Pinned = Mapping[tuple[str, str], frozenset[str]]
"""The hashes allowed for each package, by name and version."""

README: Final = """\
LKjIP {version}: buku kerja Laporan Kinerja Instansi Pemerintah

1. Kalau folder ini masih berupa zip: klik kanan, Extract All (Ekstrak Semua).
2. Tutup Excel, lalu klik dua kali pasang.cmd. Tidak perlu hak administrator dan tidak perlu internet.
3. Buka LKjIP_template.xlsm di folder Documents, tekan "Enable Content", lalu ikuti lembar Mulai.

Tanpa Python: buka saja LKjIP_template.xlsm di folder ini; fungsinya tetap menghitung.
Panduan: panduan\\index.html, atau untuk dicetak panduan\\Panduan LKjIP.pdf.
Buku kerja tahun berikutnya: tarik buku kerja tahun ini ke atas tahun-baru.cmd.
Ada yang tidak beres: klik dua kali cek.cmd. Membatalkan pemasangan: lepas.cmd (buku kerja Anda dibiarkan).
"""


def pinned(lock: str) -> Pinned:
    """The packages and hashes that a lock file allows."""
    return {(canonicalize_name(name), version): frozenset(_HASH.findall(rest)) for name, version, rest in _REQUIREMENT.findall(lock)}


def problems(wheels: Path, lock: str, pythons: Sequence[str], platform: str = PLATFORM) -> list[str]:
    """Why a folder of wheels cannot serve all of these Pythons: wheels that are missing, altered, or not in the lock."""
    wanted = pinned(lock)
    found: dict[tuple[str, str], set[Tag]] = {}
    said = []
    for path in sorted(wheels.glob("*.whl")):
        name, version, _, tags = parse_wheel_filename(path.name)
        key = (str(name), str(version))
        if key not in wanted:
            said.append(f"{path.name} is not in the lock")
        elif sha256(path) not in wanted[key]:
            said.append(f"{path.name} has another hash than the lock")
        else:
            found.setdefault(key, set()).update(tags)
    for python in pythons:
        number = int(python.split(".")[0]), int(python.split(".")[1])
        usable = {*cpython_tags(number, platforms=[platform]), *compatible_tags(number, f"cp{number[0]}{number[1]}", [platform])}
        said += [
            f"{name} {version} has no wheel for Python {python}"
            for name, version in wanted
            if not found.get((name, version), set()) & usable
        ]
    return said


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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


def download(wheels: Path, lock: Path, *options: str) -> None:
    pip("download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", wheels, "--requirement", lock, *options)


def make() -> None:
    """Make the release folder, replacing an old one."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    wheels = FOLDER / "wheels"
    wheels.mkdir(parents=True)
    for python in windows_pythons():
        download(wheels, LOCKS / "windows.txt", "--platform", PLATFORM, "--implementation", "cp", "--python-version", python)
    lock = with_own((LOCKS / "windows.txt").read_text(encoding="utf-8"), build_wheel(wheels))
    (wheels / LOCK_NAME).write_text(lock, encoding="utf-8")
    for path in (TEMPLATE, *sorted(COMMANDS.glob("*.cmd"))):
        shutil.copy2(path, FOLDER / path.name)
    text = README.format(version=__version__)
    (FOLDER / "BACA-DULU.txt").write_text(text, encoding="ascii", newline="\r\n")
    shutil.copytree(GUIDE, FOLDER / GUIDE.name)


def missing(folder: Path) -> list[str]:
    """Expected files that are missing in a release folder."""
    names = [
        TEMPLATE.name,
        "BACA-DULU.txt",
        *(path.name for path in COMMANDS.glob("*.cmd")),
        *(f"{GUIDE.name}/{name}" for name in GUIDE_FILES),
    ]
    return [f"{name} is missing" for name in sorted(names) if not (folder / name).is_file()]


def check() -> None:
    """Exit with a message if the release folder is incomplete."""
    wheels = FOLDER / "wheels"
    if not (wheels / LOCK_NAME).is_file():
        raise SystemExit(f"{FOLDER} is not there; make it with `make rilis`")
    lock = (wheels / LOCK_NAME).read_text(encoding="utf-8")
    said = problems(wheels, lock, windows_pythons())
    if not any(name == "pywin32" for name, _ in pinned(lock)):
        said.append("pywin32 is not in the lock")
    said += missing(FOLDER)
    if said:
        raise SystemExit("\n".join(said))
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) / 1e6
    print(f"{FOLDER.relative_to(ROOT)}: {len(list(wheels.glob('*.whl')))} wheels, {size:.0f} MB, Python {', '.join(windows_pythons())}")


def install_offline() -> None:
    """Install the lock's wheels for this machine into a new environment as pasang.cmd does, without a network."""
    with tempfile.TemporaryDirectory() as place:
        wheels, home = Path(place) / "wheels", Path(place) / "python"
        wheels.mkdir()
        download(wheels, LOCKS / "run.txt")
        lock = wheels / LOCK_NAME
        lock.write_text(with_own((LOCKS / "run.txt").read_text(encoding="utf-8"), build_wheel(wheels)), encoding="utf-8")
        venv.create(home, with_pip=True)
        python = home / "bin" / "python"
        unreachable = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "HTTP_PROXY"), _NOWHERE)
        options = ("--no-index", "--find-links", wheels, "--only-binary", ":all:", "--no-cache-dir", "--require-hashes", "-r", lock)
        pip("--isolated", "install", *options, python=python, **unreachable)
        environment = {name: held for name, held in os.environ.items() if name != "PYTHONPATH"} | unreachable
        book = Path(place) / TEMPLATE.name
        runs: tuple[tuple[str | Path, ...], ...] = (("bangun", "--keluaran", book), ("ekspor", book), ("cek", book))
        for arguments in runs:
            subprocess.run([python, "-m", "lkjip", *arguments], check=True, cwd=place, env=environment, stdout=subprocess.DEVNULL)
        if book.read_bytes() != TEMPLATE.read_bytes():
            print("the template built there differs from the committed one in its bytes (zlib may differ)")
        print("installed without a network; bangun, ekspor and cek run")


def main(arguments: Sequence[str]) -> None:
    if not arguments:
        make()
    check()
    if arguments:
        install_offline()


if __name__ == "__main__":
    main(sys.argv[1:])
