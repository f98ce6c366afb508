"""The printed report of Boyolali, edited by people while its workbook changed: nothing of theirs is lost, and everything left is named."""

from __future__ import annotations

import io
import random
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from lkjip import libreoffice
from lkjip.errors import LkjipError
from lkjip.model.laporan import Laporan
from lkjip.naskah import making, record
from lkjip.naskah.merging import Merged, merged
from lkjip.sources import csv_folder
from tests.kit.sampling import some
from tests.kit.workbooks import BOYOLALI
from tests.naskah import edits
from tests.naskah.small import document, table

pytestmark = pytest.mark.slow

SEEDS = range(400)
RECORD = b"urn:lkjip:naskah"


@pytest.fixture(scope="module")
def report() -> Laporan:
    return csv_folder.read(BOYOLALI).laporan


@pytest.fixture(scope="module")
def written(report: Laporan) -> bytes:
    return naskah(report)


@pytest.fixture(scope="module")
def saved_by_libreoffice(written: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The document after LibreOffice opened and saved it."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "naskah.docx").write_bytes(written)
    program = libreoffice.program()
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    made = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "hasil"), str(folder / "naskah.docx")]
    subprocess.run([str(program), profile, *made], check=True, capture_output=True, timeout=120)
    return (folder / "hasil" / "naskah.docx").read_bytes()


def naskah(report: Laporan) -> bytes:
    return making.make(report, BOYOLALI, printer=None).data


def worse(report: Laporan) -> Laporan:
    """The report with another realisasi of its first indicator."""
    rows = edits.rows_of(report, "tabel_3_1")
    rows[0]["realisasi"] = 97.5
    return replace(report, inputs={**report.inputs, "tabel_3_1": rows})


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(data: bytes) -> str:
    return "\n".join(edits.said(each) for each in edits.part(data).iter(edits.W + "p"))


def without_record(data: bytes) -> bytes:
    """The document as Google Docs would give it back."""
    name = next(name for name, content in members(data).items() if name.startswith("customXml/item") and b"<n:naskah" in content)
    return edits.with_part(data, name, b"<other/>")


def test_a_document_that_nobody_edited_becomes_today_s(report: Laporan, written: bytes) -> None:
    fresh = naskah(worse(report))
    result = merged(written, fresh)
    before, after, today = members(written), members(result.data or b""), members(fresh)

    assert words(result.data or b"") == words(fresh)
    assert etree.tostring(edits.part(result.data or b""), method="c14n") == etree.tostring(edits.part(fresh), method="c14n")
    charts = {name for name in before if name.startswith(("word/charts/", "word/embeddings/"))}
    assert {name: after[name] for name in charts} == {name: today[name] for name in charts}
    kept = [name for name in before if name not in charts and not name.startswith("customXml/item") and name != "word/document.xml"]
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert list(after) == list(before)
    assert result.left == []
    assert [line for line in result.updated if '"98,78"' in line and '"97,50"' in line]
    assert merged(result.data or b"", fresh) == Merged(result.data, [], [])
    assert merged(written, fresh) == result


@pytest.mark.office
def test_a_document_that_libreoffice_saved_is_brought_up_to_date_likewise(
    report: Laporan, written: bytes, saved_by_libreoffice: bytes
) -> None:
    fresh = naskah(worse(report))
    result = merged(saved_by_libreoffice, fresh)

    direct = [line for line in merged(written, fresh).updated if not line.startswith("Daftar isi")]
    assert set(direct) <= set(result.updated)
    assert [line for line in result.updated if line not in direct and "teks alternatif" not in line] == []
    assert result.left == []
    assert merged(result.data or b"", fresh) == Merged(result.data, [], [])


@pytest.mark.office
def test_edits_made_in_libreoffice_are_kept(report: Laporan, saved_by_libreoffice: bytes) -> None:
    data, it = edits.edited(saved_by_libreoffice, random.Random(11), 6)
    fresh = naskah(worse(report))
    result = merged(data, fresh)
    text = words(result.data or b"")
    assert [typed for typed in it.typed if typed not in text] == []
    assert merged(result.data or b"", fresh) == Merged(result.data, [], result.left)


@pytest.mark.parametrize("seed", some(SEEDS, 200))
def test_nothing_that_people_typed_is_lost_whatever_they_did_and_whatever_changed(seed: int, report: Laporan, written: bytes) -> None:
    draw = random.Random(seed)
    data, it = edits.edited(written, draw, draw.randrange(8))
    for change in draw.sample(edits.CHANGES, draw.randrange(1, 4)):
        report = change(report, draw)
    fresh = naskah(report)
    result = merged(data, fresh)

    text = words(result.data or b"")
    assert [typed for typed in it.typed if typed not in text] == []
    assert merged(data, fresh) == result
    again = merged(result.data or b"", fresh)
    assert again.updated == []
    assert again.left == result.left
    assert again.data == result.data
    differences = merged(without_record(result.data or b""), fresh).left[1:]
    assert not differences or result.left, differences[:3]


# ---------------------------------------------------------------- without a record
def test_without_a_record_nothing_is_written_and_the_differences_are_listed(report: Laporan, written: bytes) -> None:
    result = merged(without_record(written), naskah(worse(report)))
    assert result.data is None
    assert result.updated == ()
    assert "tidak membawa catatan" in result.left[0]
    assert [line for line in result.left if "Realisasi" in line and '"98,78"' in line and '"97,50"' in line]
    assert [line for line in result.left if line.startswith("Kalimat") and "97,50 %" in line]
    assert len(merged(without_record(written), written).left) == 1


def test_the_record_of_a_later_release_is_none() -> None:
    data = document(table(["1", "a", "2", "3"]))
    name = next(name for name, content in members(data).items() if name.startswith("customXml/item") and b"<n:naskah" in content)
    later = edits.with_part(data, name, members(data)[name].replace(b'versi="1"', b'versi="2"'))
    assert merged(later, data).data is None
    twice = members(data) | {"customXml/item77.xml": members(data)[name]}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each, content in twice.items():
            archive.writestr(each, content)
    assert merged(made.getvalue(), data).data is None


def test_a_record_that_somebody_tampered_with_breaks_nothing() -> None:
    """A record may say anything: what does not fit the document is named, and the document stays as it is."""
    old = table(["1", "a", "2", "3"], ["2", "b", "4", "5"])
    data = document(old)
    name = next(name for name, content in members(data).items() if name.startswith("customXml/item") and b"<n:naskah" in content)
    whole = record.Record()
    odd = {
        "no rows": record.WrittenTable("Capaian Kinerja", [["No"]], {}),
        "ragged": record.WrittenTable("Capaian Kinerja", [["No", "Indikator", "Target", "Realisasi"]], {"a": ["1"], "b": []}, 9),
        "no headings": record.WrittenTable("", [], {"a": ["1", "a", "2", "3"]}, 1),
    }
    for table_ in odd.values():
        broken = edits.with_part(data, name, record.as_xml(replace(whole, tables={"tabel": table_}, sentences={"": "", "x": " "})))
        result = merged(broken, document(table(["1", "a", "2", "9"])))
        assert edits.said(edits.part(result.data or broken)) == edits.said(edits.part(data))


# ---------------------------------------------------------------- what is no document
@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "bukan dokumen Word"),
        (b"PK\x03\x04 cut off", "bukan dokumen Word"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, ".doc"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    ],
)
def test_what_is_no_document_is_one_line(data: bytes, word: str) -> None:
    with pytest.raises(LkjipError, match=r"laporan\.docx") as caught:
        merged(data, document(), Path("laporan.docx"))
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_document_with_macros_or_an_entity_is_one_line() -> None:
    data = document()
    types = members(data)["[Content_Types].xml"]
    macros = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    with pytest.raises(LkjipError, match=r"\.docm"):
        merged(edits.with_part(data, "[Content_Types].xml", macros), data)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + members(data)["word/document.xml"].partition(b"?>")[2]
    with pytest.raises(LkjipError, match="DTD"):
        merged(edits.with_part(data, "word/document.xml", bomb), data)
    with pytest.raises(LkjipError, match="rusak"):
        merged(edits.with_part(data, "word/document.xml", b"<w:document"), data)
