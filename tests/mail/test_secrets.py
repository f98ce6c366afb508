"""Nothing hidden leaves with the copy: every kind of secret is planted, sent, and searched for in the files made."""

from __future__ import annotations

import base64
import io
import re
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from lkjip.mail import pictures
from tests.kit import reading
from tests.kit.workbooks import Parts, assert_refused, run
from tests.mail import secrets
from tests.mail.secrets import KINDS, NAMED, PICTURES, TITLE, word
from tests.mail.test_kirim import send
from tests.office.client import Office

COPY = "LKjIP_2023_Kantor_Contoh.xlsx"


def everything(data: bytes) -> bytes:
    """The bytes of a file and of all that is packed into it: members, compressed streams, base64, texts of two bytes a letter."""
    found = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                found += [entry.filename.encode(), entry.comment, entry.extra, everything(archive.read(entry))]
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            found.append(zlib.decompressobj().decompress(data[start.start() :]))
        except zlib.error:
            continue
    for run_of in re.findall(rb"[A-Za-z0-9+/]{24,}={0,2}", data):
        found.append(base64.b64decode(run_of[: len(run_of) // 4 * 4]))
    whole = b"\x00|".join(found)
    return whole + b"|" + whole.replace(b"\x00", b"")


@dataclass(frozen=True)
class Sent:
    """A workbook with every secret in it, and what became of it."""

    before: bytes
    after: bytes
    letter: str
    said: str
    path: Path


@pytest.fixture(scope="module")
def sent(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    made = secrets.book(Parts.of(small))
    for kind, plant in {**KINDS, **{kind: plant for kind, (plant, _) in NAMED.items()}}.items():
        plant(made, word(kind))
    path = made.parts.save(tmp_path_factory.mktemp("rahasia") / "buku.xlsm")
    outcome = run("kirim", path, "--keluaran", path.parent)
    assert outcome.status == 0, outcome.err
    copy = path.parent / COPY
    return Sent(
        everything(path.read_bytes()), everything(copy.read_bytes()), copy.with_suffix(".eml").read_text("utf-8"), outcome.err, copy
    )


def test_there_are_enough_kinds() -> None:
    assert len(KINDS) + len(NAMED) >= 63
    assert len({word(kind) for kind in (*KINDS, *NAMED)}) == len(KINDS) + len(NAMED)


@pytest.mark.parametrize("kind", KINDS)
def test_a_secret_stays_in_the_office(sent: Sent, kind: str) -> None:
    secret = word(kind).encode()
    assert secret in sent.before  # it was there
    assert secret not in sent.after
    assert word(kind) not in sent.letter


@pytest.mark.parametrize("kind", NAMED)
def test_what_a_reader_can_see_is_named(sent: Sent, kind: str) -> None:
    assert word(kind).encode() in sent.after
    lines = [line for line in sent.said.splitlines() if NAMED[kind][1] in line]
    assert len(lines) == 1, sent.said
    assert f'lembar "{TITLE}"' in lines[0]


@pytest.mark.parametrize(
    "said",
    [
        "2 komentar tidak ikut terkirim",
        "skenario tidak ikut terkirim",
        "keterangan berkas buatan sendiri tidak ikut terkirim",
        "(customXml) tidak ikut terkirim",
        "tabel pivot (angkanya ikut sebagai isi sel biasa) tidak ikut terkirim",
        "koneksi ke data di luar tidak ikut terkirim",
        "berkas atau objek yang ditempel tidak ikut terkirim",
        "gambar di kepala atau kaki halaman tidak ikut terkirim",
        "gambar berjenis EMF tidak ikut terkirim",
        "ada tautan ke berkas di komputer atau jaringan ini; tulisannya ikut terkirim, tautannya tidak",
        "sel A70: memuat alamat berkas di komputer atau jaringan ini; yang dikirim nilainya",
        "sel A71: merujuk ke buku kerja lain; yang dikirim nilainya",
    ],
)
def test_whoever_sends_is_told_what_does_not_go_along(sent: Sent, said: str) -> None:
    assert sum(said in line for line in sent.said.splitlines()) == 1, sent.said


def test_the_copy_opens_everywhere(sent: Sent, office_no_macros: Office) -> None:
    sheet = reading.sheet(sent.path, TITLE)
    assert [sheet[at].value for at in ("A1", "A2", "B1", "A60", "A70", "A71")] == [1, 2, "Bidang", "Kantor", 7, 7]
    assert sheet["A1"].hyperlink is not None  # the one that anybody can follow
    assert len(sheet._images) >= len(PICTURES) - 1  # openpyxl takes no WebP
    assert len(sheet._charts) == 6
    with office_no_macros.open(sent.path) as document:
        assert document.values(TITLE, "A1:A2") == [[1.0], [2.0]]
        assert document.values("Ringkasan", "D5") == [[2]]
    assert run("periksa-kiriman", sent.path).status == 0


def test_what_a_drawing_shows_stays(sent: Sent) -> None:
    parts = Parts.of(sent.path)
    drawing = parts["xl/drawings/drawing77.xml"].decode()
    assert drawing.count("Terlihat") == 3
    assert drawing.count("<xdr:pic>") == len(PICTURES) + 4  # beside an SVG, with a description, with a title, with a telling name
    assert "AlternateContent" not in drawing
    assert b"<c:v>2</c:v>" in parts["xl/charts/chart92.xml"]  # the figures of the cells, not those saved before


@pytest.mark.parametrize("ending", PICTURES)
def test_a_picture_keeps_its_pixels(ending: str) -> None:
    before = secrets.saved(PICTURES[ending], "Budi Santoso")
    cleaned = pictures.cleaned(before)
    assert cleaned is not None
    assert cleaned[0] == ending
    assert b"Budi" not in cleaned[1]
    one, other = (Image.open(io.BytesIO(data)) for data in (before, cleaned[1]))
    assert one.convert("RGBA").tobytes() == other.convert("RGBA").tobytes()
    if ending == "jpeg":
        assert other.getexif().get(0x0112) == 6  # which side is up
    for length in range(len(before) - 12):  # what is cut short is no picture, or one: never an error
        pictures.cleaned(before[:length])


def test_nothing_of_the_old_zip_goes_over(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsm"
    with zipfile.ZipFile(small) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copied:
        for entry in archive.infolist():
            data = archive.read(entry)
            entry.comment, entry.extra = b"RahasiaKomentar", b"ux\x08\x00Rahasia!"
            entry.date_time = (2019, 5, 17, 13, 14, 16)
            copied.writestr(entry, data)
        copied.comment = b"RahasiaZip"
    path.write_bytes(b"RahasiaDepan" + path.read_bytes() + b"RahasiaBelakang")
    outcome = send(path)
    if outcome.status == 0:
        data = (tmp_path / COPY).read_bytes()
        assert b"Rahasia" not in data
        with zipfile.ZipFile(tmp_path / COPY) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    else:
        assert_refused(outcome, "buku.xlsm", folder=tmp_path)


def test_a_copy_that_is_sent_on_is_as_clean(sent: Sent, tmp_path: Path) -> None:
    shutil.copy(sent.path, tmp_path / "salinan.xlsx")
    outcome = run("kirim", tmp_path / "salinan.xlsx", "--keluaran", tmp_path / "lagi")
    assert outcome.status == 0, outcome.err
    before, after = Parts.of(sent.path), Parts.of(tmp_path / "lagi" / COPY)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} <= {"docProps/custom.xml"}
