"""Unusual and malformed workbooks of other programs are read alike or refused in one line, and never stall a command."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from lxml import etree

from lkjip.model.tables.profile import PROFIL
from lkjip.ooxml.package import Package
from lkjip.sources import workbook_file
from tests.kit import reading
from tests.kit.sampling import some
from tests.kit.workbooks import Outcome, Parts, assert_refused, run, run_python, text_cell


def exported(path: Path) -> dict[str, Any]:
    outcome = run("ekspor", path)
    assert outcome.status == 0, outcome.err
    data: dict[str, Any] = json.loads(outcome.out)
    return data


# ---------------------------------------------------------------- names of parts
def in_capitals(parts: Parts) -> Parts:
    return Parts((name if name == "[Content_Types].xml" else name.upper(), data) for name, data in parts.items())


def with_backslashes(parts: Parts) -> Parts:
    return Parts((name.replace("/", "\\"), data) for name, data in parts.items())


def main_part_renamed(parts: Parts) -> Parts:
    parts.replace("_rels/.rels", "xl/workbook.xml", "xl/buku.xml")
    parts.replace("[Content_Types].xml", "/xl/workbook.xml", "/xl/buku.xml")
    names = {"xl/workbook.xml": "xl/buku.xml", "xl/_rels/workbook.xml.rels": "xl/_rels/buku.xml.rels"}
    return Parts((names.get(name, name), data) for name, data in parts.items())


def targets(written: Callable[[str], str]) -> Callable[[Parts], Parts]:
    """The references of the workbook part to its sheets, written otherwise."""

    def change(parts: Parts) -> Parts:
        rels = "xl/_rels/workbook.xml.rels"
        parts[rels] = re.sub(
            rb'Target="(worksheets/[^"]+)"', lambda found: b'Target="%s"' % written(found[1].decode()).encode(), parts[rels]
        )
        return parts

    return change


def with_spaces(parts: Parts) -> Parts:
    """A member has a space in its name; its references write it as %20."""
    parts = targets(lambda target: target.replace("worksheets/sheet", "worksheets/lembar%20"))(parts)
    renamed = Parts((re.sub(r"^xl/worksheets/(_rels/)?sheet", r"xl/worksheets/\1lembar ", name), data) for name, data in parts.items())
    renamed["[Content_Types].xml"] = renamed["[Content_Types].xml"].replace(b"/xl/worksheets/sheet", b"/xl/worksheets/lembar%20")
    return renamed


SPELLINGS: Final = {
    "capitals": in_capitals,
    "backslashes": with_backslashes,
    "another_main_part": main_part_renamed,
    "absolute_targets": targets(lambda target: f"/xl/{target}"),
    "targets_with_dots": targets(lambda target: f"./../xl/./{target}"),
    "targets_with_backslashes": targets(lambda target: target.replace("/", "\\")),
    "targets_in_capitals": targets(str.upper),
    "percent_signs": with_spaces,
}


@pytest.mark.parametrize("spelling", some(SPELLINGS, 2))
def test_parts_are_found_however_their_names_are_written(small: Path, tmp_path: Path, spelling: str) -> None:
    path = tmp_path / "laporan.xlsm"
    made = SPELLINGS[spelling](Parts.of(small))
    made.save(path)
    expected = exported(small)

    assert exported(path) == expected

    parts = Parts.of(path)
    assert run("sinkron", path).status == 0
    assert exported(path) == expected
    assert list(Parts.of(path)) == list(parts)

    sent = run("kirim", path, "--tetap", "--keluaran", tmp_path / "kiriman")
    assert sent.status == 0, sent.err
    (copy,) = (tmp_path / "kiriman").glob("*.xlsx")
    assert exported(copy) == expected
    assert run("periksa-kiriman", copy).status == 0
    assert not any("vba" in name.lower() for name in Parts.of(copy))


def test_two_members_of_one_name_are_refused(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    parts["XL/WORKBOOK.XML"] = parts["xl/workbook.xml"]

    assert_refused(run("ekspor", parts.save(tmp_path / "dua.xlsm")), "dua.xlsm", "tidak wajar", folder=tmp_path)


def test_two_main_parts_are_refused(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    parts["xl/lain.xml"] = parts["xl/workbook.xml"]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts.replace("_rels/.rels", "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="xl/lain.xml"/></Relationships>')

    assert_refused(run("ekspor", parts.save(tmp_path / "dua.xlsm")), "dua.xlsm", "tidak wajar", folder=tmp_path)


def test_a_binary_workbook_is_named(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    parts.replace("_rels/.rels", "xl/workbook.xml", "xl/workbook.bin")
    parts["xl/workbook.bin"] = b"\x83\x01"

    assert_refused(run("ekspor", parts.save(tmp_path / "biner.xlsb")), "biner.xlsb", ".xlsb; simpan ulang", folder=tmp_path)


def test_another_kind_of_document_is_no_workbook(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    parts["word/document.xml"] = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    parts.replace("_rels/.rels", "xl/workbook.xml", "word/document.xml")

    assert_refused(run("ekspor", parts.save(tmp_path / "surat.xlsx")), "surat.xlsx", "bukan buku kerja Excel", folder=tmp_path)


# ---------------------------------------------------------------- dense parts
def test_styles_that_excel_packs_two_hundredfold_are_read(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    styles = parts["xl/styles.xml"].decode()
    looks = re.search(r"<cellXfs count=\"(\d+)\">(.*?)</cellXfs>", styles, re.DOTALL)
    assert looks
    more = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"/>' * 24_000
    parts["xl/styles.xml"] = styles.replace(looks[0], f'<cellXfs count="{int(looks[1]) + 24_000}">{looks[2]}{more}</cellXfs>').encode()
    path = parts.save(tmp_path / "padat.xlsm")
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/styles.xml")
    assert entry.file_size > 100 * entry.compress_size

    assert exported(path) == exported(small)


def test_all_parts_together_are_bounded(small: Path, tmp_path: Path) -> None:
    """Each is small enough; unpacking all of them would take minutes."""
    parts = Parts.of(small)
    packed = io.BytesIO(parts.packed())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"xl/media/gambar{number}.png", bytes(49_000_000), compresslevel=1)
    path = tmp_path / "bom.xlsm"
    path.write_bytes(packed.getvalue())

    assert_refused(run("ekspor", path), "bom.xlsm", "mengembang tidak wajar", folder=tmp_path)


# ---------------------------------------------------------------- texts
TEXTS: Final = {
    "vertical_tab": ("Wawasan_x000B_Bangsa", "Wawasan\x0bBangsa"),
    "typed": ("Wawasan_x005F_x0041_Bangsa", "Wawasan_x0041_Bangsa"),
    "typed_twice": ("W _x005F_x0041_x005F_x0042_ B", "W _x0041_x0042_ B"),
    "typed_of_the_underscore": ("W _x005F_x005F_ B", "W _x005F_ B"),
    "half_an_emoji": ("Wawasan_xD83D_Bangsa", "Wawasan\ufffdBangsa"),
    "other_half": ("Wawasan_xDE00_Bangsa", "Wawasan\ufffdBangsa"),
    "both_halves": ("Wawasan_xD83D__xDE00_Bangsa", "Wawasan\U0001f600Bangsa"),
    "no_character": ("Wawasan_xFFFF__xFFFE_Bangsa", "Wawasan\uffff\ufffeBangsa"),
    "nothing": ("Wawasan_x0000_Bangsa", "Wawasan\x00Bangsa"),
    "escape": ("Wawasan_x001B_[31mBangsa", "Wawasan\x1b[31mBangsa"),
}


def assert_sound(path: Path) -> None:
    """Every part is XML for a reader that knows nothing of us."""
    for name, data in Parts.of(path).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)


@pytest.mark.parametrize("name", some(TEXTS, 3))
def test_a_text_comes_through_every_command(small: Path, tmp_path: Path, name: str) -> None:
    stored, text = TEXTS[name]
    path = tmp_path / "laporan.xlsm"
    parts = Parts.of(small)
    for table in ("tbl_21", "tbl_31", "tbl_32"):
        parts.put(table, "Indikator", 0, text_cell(stored))
    parts.put("tbl_profil", "nilai", 0, text_cell(stored))
    parts.save(path)

    def indicators(of: Path) -> set[str]:
        data = exported(of)
        return {data[table][0]["indikator"] for table in ("tabel_2_1", "tabel_3_1", "tabel_3_2")}

    assert indicators(path) == {text}
    assert exported(path)["profil"]["instansi"] == text
    assert "kesalahan di dalam program" not in run("periksa", path).err
    assert run("sinkron", path).status == 0
    assert_sound(path)
    assert indicators(path) == {text}
    assert run("sinkron", path).out.count("sudah") == 1  # nothing differs any more
    assert run("kirim", path, "--tetap", "--keluaran", tmp_path / "kiriman").status == 0
    (copy,) = (tmp_path / "kiriman").glob("*.xlsx")
    assert_sound(copy)
    assert indicators(copy) == {text}
    assert run("periksa-kiriman", copy).status == 0
    assert run("tahun-baru", path, "--keluaran", tmp_path / "baru.xlsm").status == 0
    assert_sound(tmp_path / "baru.xlsm")
    assert indicators(tmp_path / "baru.xlsm") == {text}
    assert run("rekap", tmp_path / "kiriman", "--keluaran", tmp_path / "rekap.xlsx").status in (0, 1)
    assert_sound(tmp_path / "rekap.xlsx")


# ---------------------------------------------------------------- formulas
def test_cells_that_share_a_formula_have_their_own(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    first = parts.put("tbl_31", "Capaian", 0, '<c><f t="shared" ref="A1:Z99" si="4">D8*$E$8+SUM(D8:E8)</f><v>1</v></c>')
    parts.put("tbl_31", "Capaian", 1, '<c><f t="shared" si="4"/><v>1</v></c>')
    row = int(re.sub(r"\D", "", first))
    with Package(parts.save(tmp_path / "b.xlsm")) as package:
        formulas = package.contents(package.tables["tbl_31"]).formulas

    assert formulas[row]["Capaian"] == ("D8*$E$8+SUM(D8:E8)", row)
    assert formulas[row + 1]["Capaian"] == ("D9*$E$8+SUM(D9:E9)", row + 1)


def test_the_first_of_them_may_stand_outside_the_table(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    sheet, address = parts.sheet_of("tbl_31"), parts.at("tbl_31", "Capaian", 0)
    row = int(re.sub(r"\D", "", address))
    parts[sheet] = re.sub(
        rb'(<row r="%d"[^>]*?)(/>|>)' % (row - 2),
        lambda found: (
            found[1]
            + b'><c r="A%d"><f t="shared" ref="A1:Z99" si="7">B1+1</f><v>1</v></c>' % (row - 2)
            + (b"</row>" if found[2] == b"/>" else b"")
        ),
        parts[sheet],
        count=1,
    )
    parts.put("tbl_31", "Capaian", 0, '<c><f t="shared" si="7"/><v>1</v></c>')
    letters = address.removesuffix(str(row))
    with Package(parts.save(tmp_path / "b.xlsm")) as package:
        formulas = package.contents(package.tables["tbl_31"]).formulas

    follows = chr(ord(letters) + 1)
    assert formulas[row]["Capaian"].text == f"{follows}3+1"


def test_our_own_formulas_stored_as_shared_ones_are_ours(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    for column in ("Capaian", "Kategori"):
        cell = etree.fromstring(parts.cell("tbl_31", column, 0))
        text = next(cell.iter("{*}f")).text or ""
        value = next(cell.iter("{*}v")).text
        kind = f' t="{cell.get("t")}"' if cell.get("t") else ""
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        parts.put("tbl_31", column, 0, f'<c{kind}><f t="shared" ref="A1:Z99" si="{len(column)}">{escaped}</f><v>{value}</v></c>')
        cell = etree.fromstring(parts.cell("tbl_31", column, 1))
        kind = f' t="{cell.get("t")}"' if cell.get("t") else ""
        parts.put("tbl_31", column, 1, f'<c{kind}><f t="shared" si="{len(column)}"/><v>{next(cell.iter("{*}v")).text}</v></c>')
    path = parts.save(tmp_path / "b.xlsm")

    assert "rumus" not in run("periksa", path).out.lower().replace(run("periksa", small).out.lower(), "")
    assert exported(path) == exported(small)


@pytest.mark.parametrize("text", ["1" * 100_000, "A1+" * 40_000 + "1", '{"' + '"' * 90_000, "'" * 90_001, "((" * 40_000, "A" * 99_999])
def test_a_formula_longer_than_excel_takes_is_refused_at_once(small: Path, tmp_path: Path, text: str) -> None:
    parts = Parts.of(small)
    address = parts.put("tbl_31", "Capaian", 0, f"<c><f>{text}</f><v>1</v></c>")
    path = parts.save(tmp_path / "panjang.xlsm")

    for command in ("ekspor", "periksa", "sinkron", "kirim"):
        assert_refused(run(command, path), "Tabel 3.1", f"sel {address}", "8.192", folder=tmp_path)


def test_a_formula_as_long_as_excel_takes_is_read(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    parts.put("tbl_31", "Capaian", 0, f"<c><f>{'1' * 8192}</f><v>100</v></c>")
    path = parts.save(tmp_path / "panjang.xlsm")

    assert run("ekspor", path).status == 0
    assert "rumus" in run("periksa", path).out.lower()


def test_a_text_longer_than_a_cell_holds_is_refused(small: Path, tmp_path: Path) -> None:
    for number, cell in enumerate((text_cell("a" * 32_768), f'<c t="str"><f>B1</f><v>{"a" * 32_768}</v></c>')):
        parts = Parts.of(small)
        address = parts.put("tbl_31", "Indikator", 0, cell)
        path = parts.save(tmp_path / f"panjang{number}.xlsm")

        assert_refused(run("ekspor", path), "Tabel 3.1", f"sel {address}", "32.767", folder=tmp_path)


def test_a_shared_text_longer_than_a_cell_holds_is_refused(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    count = parts["xl/sharedStrings.xml"].count(b"<si>")
    parts.replace("xl/sharedStrings.xml", "</sst>", f"<si><t>{'a' * 32_768}</t></si></sst>")
    path = parts.save(tmp_path / "panjang.xlsm")
    assert exported(path) == exported(small)  # no cell of ours has it

    address = parts.put("tbl_31", "Indikator", 0, f'<c t="s"><v>{count}</v></c>')
    assert_refused(run("ekspor", parts.save(path)), "Tabel 3.1", f"sel {address}", "32.767", folder=tmp_path)


# ---------------------------------------------------------------- tables down to the end of the sheet
_LIMITED: Final = """
import json, resource, sys
from lkjip.cli import main
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000,) * 2)
for command in json.loads(sys.argv[1]):
    try:
        main(command)
    except SystemExit as end:
        assert not end.code, command
"""


def test_a_table_dragged_to_the_end_of_the_sheet_is_its_rows(small: Path, tmp_path: Path) -> None:
    lasts = (300_000, 1_048_576)
    commands = []
    for last in lasts:
        parts = Parts.of(small)
        for name in [name for name in parts if name.startswith("xl/tables/")]:
            parts[name] = re.sub(rb'( ref="[A-Z]+\d+:[A-Z]+)\d+"', rb'\g<1>%d"' % last, parts[name])
        path = str(parts.save(tmp_path / f"panjang{last}.xlsm"))
        commands.append(["kirim", path, "--tetap", "--keluaran", str(tmp_path / f"kiriman{last}")])
    commands[:0] = [["ekspor", path], ["sinkron", path]]
    done = run_python("-c", _LIMITED, json.dumps(commands))
    assert done.status == 0, done.err
    before = exported(small)
    for last in lasts:
        (copy,) = (tmp_path / f"kiriman{last}").glob("*.xlsx")
        assert run("periksa-kiriman", copy).status == 0
        after = exported(copy)
        for table in ("tabel_2_1", "tabel_3_2"):
            assert after[table][: len(before[table])] == before[table]


# ---------------------------------------------------------------- dates
def test_days_counted_from_1904_are_counted_from_1900(small: Path, tmp_path: Path) -> None:
    """1 January 2021 is day 44197 from 1900 on, day 42735 from 1904 on (Microsoft's own example of the 1,462 days between)."""
    for mark, stored in (("", 44_197), (' date1904="1"', 42_735), (' date1904="true"', 42_735), (' date1904="0"', 44_197)):
        parts = Parts.of(small)
        parts["xl/workbook.xml"] = re.sub(rb"<workbookPr", b"<workbookPr%s" % mark.encode(), parts["xl/workbook.xml"], count=1)
        keys = list(exported(small)["profil"])
        place = keys.index("tanggal_laporan")
        _put_date(parts, "tbl_profil", "nilai", place, stored)
        path = parts.save(tmp_path / "tanggal.xlsm")

        assert exported(path)["profil"]["tanggal_laporan"] == 44_197, mark


def test_a_number_that_is_no_date_does_not_move(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    parts["xl/workbook.xml"] = re.sub(rb"<workbookPr", b'<workbookPr date1904="1"', parts["xl/workbook.xml"], count=1)

    assert exported(parts.save(tmp_path / "tanggal.xlsm")) == exported(small)


def test_a_figure_that_looks_like_a_date_is_the_number_that_formulas_see(small: Path, tmp_path: Path) -> None:
    """Excel calculates with what is stored, here 90, whichever day it shows: capaian is 90 / 82,5."""
    parts = Parts.of(small)
    parts["xl/workbook.xml"] = re.sub(rb"<workbookPr", b'<workbookPr date1904="1"', parts["xl/workbook.xml"], count=1)
    _put_date(parts, "tbl_31", "Realisasi", 0, 90)
    path = parts.save(tmp_path / "tanggal.xlsm")
    row = exported(path)["tabel_3_1"][0]

    assert row["realisasi"] == 90
    assert row["capaian"] == pytest.approx(90 / 82.5 * 100)
    found = json.loads(run("periksa", path, "--format", "json").out)
    assert [each["pesan"] for each in found if each["kode"] == "tanggal-di-sel-angka"] == [
        "Realisasi tersimpan sebagai tanggal (angka 90 di baliknya)"
    ]


def _put_date(parts: Parts, table: str, column: str, row: int, stored: int) -> None:
    """Store a number in a cell that shows it as a date."""
    styles = parts["xl/styles.xml"].decode()
    count = int(re.search(r'<cellXfs count="(\d+)"', styles)[1])  # type: ignore[index]
    parts["xl/styles.xml"] = styles.replace(
        "</cellXfs>", '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    ).encode()
    address = parts.put(table, column, row, f"<c><v>{stored}</v></c>").encode()
    sheet = parts.sheet_of(table)
    parts[sheet] = re.sub(rb'<c r="%s"( s="\d+")?>' % address, b'<c r="%s" s="%d">' % (address, count), parts[sheet])


# ---------------------------------------------------------------- figures of the Profil, indented parts
def test_a_year_of_many_digits_is_named(small: Path, tmp_path: Path) -> None:
    for cell in (text_cell("9" * 400), "<c><v>1e300</v></c>"):
        parts = Parts.of(small)
        place = list(exported(small)["profil"]).index("tahun")
        address = parts.put("tbl_profil", "nilai", place, cell)
        outcome = run("ekspor", parts.save(tmp_path / "tahun.xlsm"))

        assert outcome.status == 0, outcome.err
        assert f'lembar "Profil" sel {address}: ' in outcome.err
        assert len(outcome.lines) == 1


@pytest.fixture(scope="module")
def synced(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the real report, synced. Not to be changed: copy it."""
    path = tmp_path_factory.mktemp("sinkron") / "tersinkron.xlsm"
    shutil.copy(boyolali, path)
    assert run("sinkron", path).status == 0
    return path


def test_indented_parts_read_the_same_and_lack_no_value(boyolali: Path, synced: Path, tmp_path: Path) -> None:
    parts = Parts.of(synced)
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        text = parts[name].decode()
        text = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", text)  # as a program that computes nothing leaves it
        text = re.sub(r"<(/?)(worksheet|sheetData|row|c|f|v|is|t)\b", r"<\1x:\2", text).replace(
            "<x:worksheet xmlns=", "<x:worksheet xmlns:x="
        )
        text = re.sub(r'(<x:worksheet xmlns:x="[^"]+")', rf'\1 xmlns="{_MAIN}"', text)
        parts[name] = re.sub(r"(<x:(?:row|c|f|v|is)\b|</x:(?:row|c|is)>)", r"\n    \1", text).encode()
        etree.fromstring(parts[name])
    path = parts.save(tmp_path / "berinden.xlsm")

    assert exported(path) == exported(boyolali)
    assert run("kirim", path, "--tetap", "--keluaran", tmp_path / "kiriman").status == 0
    (copy,) = (tmp_path / "kiriman").glob("*.xlsx")
    for name, data in Parts.of(copy).items():
        if name.startswith("xl/worksheets/sheet"):
            for cell in etree.fromstring(data).iter("{*}c"):
                value = cell.find("{*}v")
                saved = value is not None and (value.text or cell.get("t") == "str")  # a blank result is an empty text
                assert cell.find("{*}f") is None or saved, (name, cell.get("r"))


def test_findings_about_texts_that_no_formula_can_hold(boyolali: Path, tmp_path: Path) -> None:
    texts = ["a_x0000_b", "a_xFFFE_b", "a_x001B_[2Jb", "a_xDC00_b_xD83D_", "a_x000D_b", "a_x005F_x0041_b"]
    parts = Parts.of(boyolali)
    for row, stored in enumerate(texts):
        for table, column in (("tbl_31", "Indikator"), ("tbl_31", "Sasaran"), ("tbl_32", "Indikator")):
            parts.put(table, column, row, text_cell(stored))
    for key, stored in zip(("instansi", "singkatan", "pemerintah_daerah", "kepala", "jabatan", "atasan"), texts, strict=True):
        parts.put("tbl_profil", "nilai", [each.key for each in PROFIL].index(key), text_cell(stored))
    path = parts.save(tmp_path / "buku.xlsm")

    assert run("sinkron", path).status == 0
    assert "sudah sinkron" in run("sinkron", path).out
    assert run("kirim", path, "--tetap", "--keluaran", tmp_path / "kiriman").status == 0
    openpyxl.load_workbook(path)


def test_findings_of_an_earlier_sync_lack_no_value_either(synced: Path, tmp_path: Path) -> None:
    before = reading.sheet(synced, "Pemeriksaan", saved=True)
    parts = Parts.of(synced)
    parts.put("tbl_31", "Realisasi", 0, "<c><v>1</v></c>")  # other findings than those that are laid out
    name = parts.sheet("Pemeriksaan")
    parts[name] = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", parts[name].decode()).encode()
    outcome = run("kirim", parts.save(tmp_path / "buku.xlsm"), "--tetap", "--keluaran", tmp_path / "kiriman")

    assert "belum sesuai" in outcome.err
    (copy,) = (tmp_path / "kiriman").glob("*.xlsx")
    after = reading.sheet(copy, "Pemeriksaan", saved=True)
    rows = [[cell.value for cell in row] for row in before["B7:G30"]]
    assert rows[0][0] in ("kesalahan", "peringatan", "catatan")
    assert [[cell.value for cell in row] for row in after["B7:G30"]] == rows


_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


# ---------------------------------------------------------------- no files
_EACH: Final = """
import json, sys
from tests.kit.workbooks import run
print(json.dumps([vars(run(*command)) for command in json.loads(sys.argv[1])]))
"""


def test_a_pipe_and_a_device_are_no_workbooks(tmp_path: Path) -> None:
    pipe = tmp_path / "pipa.xlsm"
    os.mkfifo(pipe)
    commands = [
        [command, path] for command in ("ekspor", "periksa", "sinkron", "kirim", "periksa-kiriman") for path in (str(pipe), "/dev/zero")
    ]
    done = run_python("-c", _EACH, json.dumps(commands))  # a process, since it is ended where one of them waits or reads on and on
    assert (done.status, done.err) == (0, "")
    for (_, path), outcome in zip(commands, json.loads(done.out), strict=True):
        assert_refused(Outcome(**outcome), Path(path).name, "bukan berkas biasa", folder=tmp_path)


def test_notes_name_the_cell_of_what_cannot_be_read(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    address = parts.put("tbl_31", "Indikator", 0, "<c><v>banyak</v></c>")

    assert_refused(run("ekspor", parts.save(tmp_path / "b.xlsm")), "Tabel 3.1", f"sel {address}", "banyak", folder=tmp_path)
    assert workbook_file.read(small).notes == []
