"""`lkjip isi`: a folder of CSV files becomes a workbook, with a line for all that is not understood; without tables, no file."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from lkjip.errors import LkjipError
from lkjip.model.laporan import Row, ringkasan
from lkjip.sources import csv_folder
from tests.kit.sampling import some
from tests.kit.workbooks import BOYOLALI, SMALL, assert_refused, copy_boyolali, edit, failing, listing, run, run_process, write_folder

P, T21, T31, T32 = "profil.csv", "tabel_2_1.csv", "tabel_3_1.csv", "tabel_3_2.csv"
SASARAN = "Masyarakat yang tertib, aman dan mendapat perlindungan jaminan kesejahteraan sosial"

# Tabel 2.1 and 3.1 of the report: target of 2.1; end of Renstra, realisasi 2017 to 2019, target and realisasi 2020
PRINTED = (
    (98.78, 100, 93.90, 96.34, 97.56, 98.78, "%"),
    (82, 82, 78, 80, 80, 82, "%"),
    (88.37, 100, 30.32, 65.12, 76.74, 88.37, "%"),
    (38, 190, 38, 38, 38, 38, "Kegiatan"),
    (19, 95, 19, 19, 19, 19, "Kegiatan"),
    (85.71, 100, 42.86, 57.14, 71.43, 85.71, "%"),
    (20, 120, 20, 20, 20, 20, "Kegiatan"),
    (100, 100, 100, 100, 100, 100, "%"),
    (1.58, 2.21, 1.25, 1.58, 1.58, 1.89, "%"),
)
# Tabel 3.2: anggaran and realisasi in rupiah
BUDGETS = (
    (0, 0),
    (600_000, 600_000),
    (4_800_000, 4_800_000),
    (28_485_000, 24_605_000),
    (0, 0),
    (2_200_000, 2_200_000),
    (0, 0),
    (4_400_000, 4_400_000),
    (0, 0),
)


def inputs(folder: Path, table: str) -> list[Row]:
    return list(csv_folder.read(folder).laporan.inputs[table])


def column(folder: Path, table: str, key: str) -> list[object]:
    return [row[key] for row in inputs(folder, table)]


# ---------------------------------------------------------------- the real report
def test_the_targets_of_tabel_2_1_are_read_as_printed() -> None:
    rows = inputs(BOYOLALI, "tabel_2_1")

    assert [(row["target"], row["satuan"]) for row in rows] == [(printed[0], printed[6]) for printed in PRINTED]
    assert {row["no_sasaran"] for row in rows} == {1}
    assert {row["sasaran"] for row in rows} == {SASARAN}


def test_the_figures_of_tabel_3_1_are_read_as_printed() -> None:
    keys = ("target_akhir_renstra", "realisasi_3", "realisasi_2", "realisasi_1", "target", "satuan")
    rows = inputs(BOYOLALI, "tabel_3_1")

    assert [tuple(row[key] for key in keys) for row in rows] == [printed[1:] for printed in PRINTED]
    assert [row["realisasi"] for row in rows] == [row["target"] for row in rows]
    assert rows[0]["indikator"] == "Prosentase LSM yang mempunyai SKT (Surat Keterangan Terdaftar)"
    assert rows[0]["pengampu"] == "Kasi Ketahanan Seni, Budaya Kemasyarakatan dan Ekonomi"


def test_a_budget_by_program_needs_no_column_for_the_indicator(tmp_path: Path) -> None:
    rows = "program,kegiatan,anggaran_2023,realisasi_2023\nSatu,,100,90\nSatu,Rapat,60,50\nSatu,Rapat lain,40,40\nJUMLAH,,100,90\n"
    given = csv_folder.read(write_folder(tmp_path / "csv", tabel_3_2=rows))

    assert ringkasan(given.laporan).total_anggaran == 100
    assert [note for note in given.notes if "indikator" in note] == [
        'tabel_3_2.csv: baris 1, kolom "indikator": kolom ini tidak ada, jadi Indikator kosong; periksa judul kolom dan tahunnya',
        'tabel_3_2.csv: baris 5, kolom "indikator": "JUMLAH" ialah jumlah yang tercetak; dibandingkan, tidak ikut dijumlahkan',
    ]
    nothing = write_folder(tmp_path / "kosong", tabel_3_2="uraian,anggaran_2023,realisasi_2023\nSatu,100,90\n")
    with pytest.raises(LkjipError, match="indikator"):
        csv_folder.read(nothing)


def test_the_budget_of_tabel_3_2_is_read_as_printed() -> None:
    rows = inputs(BOYOLALI, "tabel_3_2")

    assert [(row["anggaran"], row["realisasi"]) for row in rows] == list(BUDGETS)
    assert [row["no"] for row in rows] == list(range(1, 10))
    assert rows[1]["kegiatan"] == (
        "Penyuluhan Kepada Masyarakat; Fasilitasi penyelesaian perselisihan partai politik; "
        "Koordinasi Forum-forum Diskusi Politik; Pengkondisian Wilayah dan Sosialisasi Pemilu"
    )
    assert rows[1]["target_kegiatan"] == "100 orang; 7 perpoi; 100 orang; 12 bulan"
    assert rows[1]["target_program"] == "100 %"


def test_the_sums_and_averages_of_the_report() -> None:
    figures = ringkasan(csv_folder.read(BOYOLALI).laporan)

    assert (figures.jumlah_indikator, figures.rata_rata_capaian, figures.kategori_rata_rata) == (9, 100.0, "B")
    assert figures.jumlah == {"SB": 0, "B": 9, "C": 0, "K": 0}
    assert (figures.total_anggaran, figures.total_realisasi) == (40_485_000, 36_605_000)
    assert figures.total_serapan == pytest.approx(90.4162035321724, rel=1e-12)
    assert figures.total_efisiensi == pytest.approx(9.5837964678276, rel=1e-12)


def test_the_profil_of_the_report() -> None:
    profil = csv_folder.read(BOYOLALI).laporan.profil

    assert (profil["tahun"], profil["tahun_awal_renstra"], profil["tahun_akhir_renstra"]) == (2020, 2016, 2021)
    assert (profil["instansi"], profil["kepala"]) == ("Kantor Kesatuan Bangsa dan Politik", "SURATNO, SH.MH")
    assert profil["nip"] == "19660430 199503 1 002"
    assert (profil["jumlah_indikator_bab_ii"], profil["jumlah_indikator_bab_iv"], profil["jumlah_sasaran_bab_iv"]) == (4, 4, 1)


def test_sasaran_comes_from_tabel_2_1_though_the_indicators_are_spelled_otherwise() -> None:
    assert column(BOYOLALI, "tabel_3_1", "sasaran") == [SASARAN] * 9
    assert column(BOYOLALI, "tabel_3_2", "sasaran") == [SASARAN] * 9


def test_a_sasaran_of_the_file_itself_stays(tmp_path: Path) -> None:
    own = "indikator,satuan,target_2023,realisasi_2023,sasaran\nangka  PARTISIPASI.,%,1,1,Sasaran lain\nJumlah-konflik,Kegiatan,10,9,\n"

    assert column(write_folder(tmp_path, tabel_3_1=own), "tabel_3_1", "sasaran") == ["Sasaran lain", "Masyarakat rukun"]


def test_printed_figures_are_never_an_input(tmp_path: Path) -> None:
    folder = copy_boyolali(tmp_path)
    edit(folder / "tabel_3_1.csv", ",100,B,", ",12,K,")
    given = csv_folder.read(folder)

    assert {(row["capaian"], row["kategori"]) for row in given.laporan.rows["tabel_3_1"]} == {(100.0, "B")}
    assert not any("capaian_persen" in note or "kategori" in note for note in given.notes)


# ---------------------------------------------------------------- the same, written otherwise
def rewritten(folder: Path, **dialect: str) -> None:
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        text = io.StringIO(newline="")
        csv.writer(text, **dialect).writerows(rows)  # type: ignore[arg-type]  # the writer's options are not typed as texts
        path.write_bytes(text.getvalue().encode("utf-8"))


def semicolons(folder: Path) -> None:
    rewritten(folder, delimiter=";", lineterminator="\r\n")


def byte_order_mark(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())


def mark_and_semicolons(folder: Path) -> None:
    semicolons(folder)
    byte_order_mark(folder)


def windows_lines(folder: Path) -> None:
    rewritten(folder, lineterminator="\r\n")


def reversed_columns(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(row[::-1] for row in rows)
        path.write_bytes(text.getvalue().encode("utf-8"))


def empty_lines(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([head, "", *lines, "," * head.count(","), "", ""]), encoding="utf-8")


def without_last_line_end(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().rstrip(b"\n"))


def spaces_around(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([f"  {field}\u00a0" for field in row] for row in rows)
        path.write_bytes(text.getvalue().encode("utf-8"))


@pytest.mark.parametrize(
    "change",
    [
        semicolons,
        byte_order_mark,
        mark_and_semicolons,
        windows_lines,
        reversed_columns,
        empty_lines,
        without_last_line_end,
        spaces_around,
    ],
)
def test_the_same_report_however_excel_saved_it(tmp_path: Path, change: Callable[[Path], None]) -> None:
    folder = copy_boyolali(tmp_path)
    change(folder)
    given, original = csv_folder.read(folder), csv_folder.read(BOYOLALI)

    assert given.laporan.profil == original.laporan.profil
    assert given.laporan.inputs == original.laporan.inputs


def test_only_what_is_required(tmp_path: Path) -> None:
    given = csv_folder.read(write_folder(tmp_path))
    first = given.laporan.rows["tabel_3_1"][0]

    assert given.notes == []
    assert (first["target"], first["realisasi"], first["capaian"], first["arah"]) == (82.5, 82.5, 100.0, None)
    absent = ("target_akhir_renstra", "realisasi_1", "realisasi_2", "realisasi_3", "pengampu")
    assert [first[key] for key in absent] == [None] * 5
    assert given.laporan.profil.get("kepala") is None


def test_the_years_in_the_headings_are_those_of_the_profil(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        profil="kunci,nilai\ninstansi,Kantor\ntahun,2023\ntahun_awal_renstra,2021\ntahun_akhir_renstra,2026\n",
        tabel_3_1=(
            "indikator,satuan,target_akhir_renstra_2026,realisasi_2020,realisasi_2021,realisasi_2022,target_2023,realisasi_2023\n"
            "Angka Partisipasi,%,90,10,20,30,40,50\n"
        ),
    )
    given = csv_folder.read(folder)
    row = given.laporan.inputs["tabel_3_1"][0]

    assert given.notes == []
    keys = ("target_akhir_renstra", "realisasi_3", "realisasi_2", "realisasi_1", "target", "realisasi")
    assert [row[key] for key in keys] == [90, 10, 20, 30, 40, 50]


@pytest.mark.parametrize("blank", ["", " ", "-", "–", "nihil", '"\u00a0"'])
def test_what_is_not_measured_yet_is_blank(tmp_path: Path, blank: str) -> None:
    figures = f"indikator,satuan,target_2023,realisasi_2023\nAngka Partisipasi,%,{blank},82\nJumlah konflik,Kegiatan,10,{blank}\n"
    rows = csv_folder.read(write_folder(tmp_path, tabel_3_1=figures)).laporan.rows["tabel_3_1"]

    # a target that is not written at all is that of Tabel 2.1; one that is written as nothing is nothing
    is_written = blank in ("-", "\u2013", "nihil")
    assert [(row["target"], row["realisasi"], row["capaian"], row["kategori"]) for row in rows] == [
        ("-", 82, None, None) if is_written else (82.5, 82, pytest.approx(82 / 82.5 * 100), "B"),
        (10, None, None, None),
    ]


@pytest.mark.parametrize(
    ("arah", "capaian"),
    [
        ("", 90),
        ("naik", 90),
        ("NAIK", 90),
        (" Naik ", 90),
        ("positif", 90),
        ("+", 90),
        ("turun", 110),
        ("Turun", 110),
        ("negatif", 110),
        ("-", 90),
        ("–", 90),
    ],
)
def test_the_direction_and_its_other_names(tmp_path: Path, arah: str, capaian: float) -> None:
    figures = f"arah,indikator,satuan,target_2023,realisasi_2023\n{arah},Jumlah konflik,Kegiatan,10,9\n"
    row = csv_folder.read(write_folder(tmp_path, tabel_3_1=figures)).laporan.rows["tabel_3_1"][0]

    assert row["capaian"] == pytest.approx(capaian, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('"98,78"', 98.78),
        ("98.78", 98.78),
        ('"98,78 %"', 98.78),
        ("1.234.567", 1_234_567),
        ('"Rp. 600.000,-"', 600_000),
        ('"2,726,810,205"', 2_726_810_205),
        ('"1.234,5"', 1234.5),
        ("(1.234)", -1234),
        ("38 Kegiatan", 38),
        ("\u22125", -5),
        ("1.234", 1234),
        ("0.985", 0.985),
    ],
)
def test_numbers_as_indonesians_write_them(tmp_path: Path, text: str, number: float) -> None:
    figures = f"indikator,satuan,target_2023,realisasi_2023\nJumlah konflik,Kegiatan,{text},9\n"

    assert column(write_folder(tmp_path, tabel_3_1=figures), "tabel_3_1", "target") == [number]


def test_an_indicator_may_have_several_budget_lines(tmp_path: Path) -> None:
    budget = "indikator,anggaran_2023,realisasi_2023\nJumlah konflik,1.000,400\nJumlah konflik,3.000,600\nAngka Partisipasi,0,0\n"
    figures = ringkasan(csv_folder.read(write_folder(tmp_path, tabel_3_2=budget)).laporan)

    assert (figures.total_anggaran, figures.total_realisasi, figures.total_serapan, figures.total_efisiensi) == (4000, 1000, 25, 75)


def test_a_table_without_rows_is_a_report_not_yet_filled(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "csv", **{name.removesuffix(".csv"): text.splitlines()[0] for name, text in SMALL.items() if "tabel" in name}
    )
    target = tmp_path / "kosong.xlsm"

    assert run("isi", folder, "--keluaran", target).status == 0
    assert target.is_file()


# ---------------------------------------------------------------- what has no place is named and left out
@pytest.mark.parametrize(
    ("stem", "text", "named"),
    [
        ("catatan", "apa saja", ("catatan.csv",)),
        ("tabel_3_1_lama", "x,y\n1,2\n", ("tabel_3_1_lama.csv",)),
        ("profil", SMALL[P] + "warna,merah\n", (P, "baris 4", "warna")),
        ("profil", "kunci,nilai,sumber\ninstansi,Kantor,a\ntahun,2023,b\n", (P, "sumber")),
        ("tabel_2_1", "bobot," + SMALL[T21].replace("\n1,", "\nx,1,").replace("\n2,", "\ny,2,"), (T21, "bobot")),
        ("tabel_3_1", "indikator,satuan,target_2023,realisasi_2023,realisasi_2016\nJumlah konflik,%,1,1,WTP\n", (T31, "realisasi_2016")),
        ("tabel_3_2", 'indikator,anggaran_2023,realisasi_2023,"catatan\r\nlain"\nJumlah konflik,1,1,x\n', (T32, "catatan")),
    ],
    ids=["file", "file_alike", "profil_key", "profil_column", "column", "column_of_another_year", "heading_of_two_lines"],
)  # fmt: skip
def test_what_is_not_known_is_noted_in_a_line_and_left_out(tmp_path: Path, stem: str, text: str, named: tuple[str, ...]) -> None:
    plain, extra = tmp_path / "tanpa.xlsm", tmp_path / "dengan.xlsm"
    changed = write_folder(tmp_path / "csv", **{stem: text})
    outcome = run("isi", changed, "--keluaran", extra)

    assert outcome.status == 0
    assert len(outcome.lines) == 1
    for name in named:
        assert name in outcome.err
    if stem in ("catatan", "tabel_3_1_lama", "tabel_2_1"):
        assert run("isi", write_folder(tmp_path / "plain"), "--keluaran", plain).err == ""
        assert extra.read_bytes() == plain.read_bytes()


def test_the_printed_figures_are_kept_for_comparison() -> None:
    rows = csv_folder.read(BOYOLALI).laporan.inputs["tabel_3_1"]

    assert [(row["capaian_naskah"], row["kategori_naskah"]) for row in rows] == [(100.0, "B")] * 9


# ---------------------------------------------------------------- broken folders
class Broken(NamedTuple):
    """A way to break the small folder, and what the message must name."""

    name: str
    breaks: Callable[[Path], object]
    named: tuple[str, ...]


def without(file: str) -> Callable[[Path], object]:
    return lambda folder: (folder / file).unlink()


def change(file: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda folder: edit(folder / file, old, new)


def put(file: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_bytes(data)


def text(file: str, whole: str) -> Callable[[Path], object]:
    return put(file, whole.encode("utf-8"))


def drop_column(file: str, name: str) -> Callable[[Path], object]:
    def breaks(folder: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(SMALL[file], newline="")))
        kept = [heading for heading in rows[0] if heading != name]
        assert len(kept) < len(rows[0])
        whole = io.StringIO(newline="")
        writer = csv.DictWriter(whole, kept, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (folder / file).write_bytes(whole.getvalue().encode("utf-8"))

    return breaks


def encoded(file: str, encoding: str, old: str = "", new: str = "") -> Callable[[Path], object]:
    return put(file, SMALL[file].replace(old, new).encode(encoding))


def folder_instead(file: str) -> Callable[[Path], object]:
    def breaks(folder: Path) -> None:
        (folder / file).unlink()
        (folder / file).mkdir()

    return breaks


def unreadable(file: str) -> Callable[[Path], object]:
    """A link to itself cannot be opened by anybody, not even by root."""

    def breaks(folder: Path) -> None:
        (folder / file).unlink()
        (folder / file).symlink_to(folder / file)

    return breaks


def gigantic(file: str) -> Callable[[Path], object]:
    return lambda folder: os.truncate(folder / file, 5_000_000_000)


def field(file: str, line: int, heading: str, value: str) -> Callable[[Path], object]:
    """Put a value into one field; line 2 is the first row."""

    def breaks(folder: Path) -> None:
        rows = list(csv.reader(io.StringIO(SMALL[file], newline="")))
        rows[line - 1][rows[0].index(heading)] = value
        whole = io.StringIO(newline="")
        csv.writer(whole, lineterminator="\n").writerows(rows)
        (folder / file).write_bytes(whole.getvalue().encode("utf-8"))

    return breaks


def no_number(value: str, name: str, file: str = T31, heading: str = "realisasi_2023", line: int = 3) -> Broken:
    return Broken(f"number_{name}", field(file, line, heading, value), (file, f"baris {line}", heading))


KEYS = {P: ("kunci", "nilai"), T21: ("indikator",), T31: ("indikator",), T32: ("indikator",)}
"""Columns without which a file says nothing."""
OTHER_COLUMNS = {
    T21: ("no_sasaran", "sasaran", "target", "satuan"),
    T31: ("satuan", "target_2023", "realisasi_2023"),
    T32: ("anggaran_2023", "realisasi_2023"),
}

BROKEN = (
    *(Broken(f"no_{file}", without(file), (file,)) for file in SMALL),
    *(
        Broken(f"no_column_{heading}_in_{file}", drop_column(file, heading), (file, "baris 1", heading))
        for file, headings in KEYS.items()
        for heading in headings
    ),
    *(Broken(f"empty_{file}", put(file, b""), (file,)) for file in SMALL),
    Broken("only_a_byte_order_mark", put(T21, codecs.BOM_UTF8), (T21,)),
    Broken("only_line_ends", put(T21, b"\r\n\r\n"), (T21,)),
    Broken("profil_with_header_only", text(P, "kunci,nilai\n"), (P, "instansi")),
    Broken("no_instansi", text(P, "kunci,nilai\ntahun,2023\n"), (P, "instansi")),
    Broken("no_tahun", text(P, "kunci,nilai\ninstansi,Kantor\n"), (P, "tahun")),
    Broken("instansi_blank", text(P, "kunci,nilai\ninstansi, \ntahun,2023\n"), (P, "baris 2", "nilai", "instansi")),
    Broken("tahun_blank", text(P, "kunci,nilai\n\ntahun,\ninstansi,Kantor\n"), (P, "baris 3", "nilai", "tahun")),
    Broken("tahun_two_digits", change(P, "2023", "23"), (P, "baris 3", "nilai", '"23"')),
    Broken("tahun_a_word", change(P, "2023", "dua ribu"), (P, "baris 3", "nilai")),
    Broken("tahun_a_date", change(P, "2023", "31/12/2023"), (P, "baris 3", "nilai")),
    Broken("tahun_negative", change(P, "2023", "-2023"), (P, "baris 3", "nilai")),
    Broken("tahun_other_digits", change(P, "2023", "٢٠٢٣"), (P, "baris 3", "nilai")),
    Broken("tahun_of_5000_digits", change(P, "2023", "2" * 5000), (P, "baris 3", "nilai")),
    Broken("cp1252", encoded(T21, "cp1252", "Jumlah", "Jumlah – \u201ckonflik\u201d"), (T21, "baris 3")),
    Broken("utf_16", encoded(T31, "utf-16"), (T31, "baris 1")),
    Broken("utf_16_without_mark", encoded(T31, "utf-16-le"), (T31, "baris 1")),
    Broken("profil_in_cp1252", encoded(P, "cp1252", "Kantor", "Kantor é"), (P, "baris 2")),
    Broken("a_workbook_named_csv", put(T21, b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\x9d\xc6"), (T21,)),
    Broken("nul", change(T21, "Jumlah konflik", "Jumlah\0konflik"), (T21, "baris 3")),
    Broken("control_character", change(T21, "Jumlah konflik", "Jumlah\x07konflik"), (T21, "baris 3")),
    Broken("escape_sequence", change(T31, "Kegiatan", "\x1b[31mKegiatan"), (T31, "baris 3")),
    Broken("character_no_xml_holds", change(T21, "Jumlah konflik", "Jumlah\uffffkonflik"), (T21, "baris 3")),
    Broken("quote_never_closed", change(T21, "Jumlah konflik", '"Jumlah konflik'), (T21, "baris 3")),
    Broken("quote_never_closed_further_up", change(T31, "Angka Partisipasi", '"Angka Partisipasi'), (T31, "baris 2")),
    Broken("text_after_a_quote", change(T21, "Jumlah konflik", '"Jumlah" konflik'), (T21, "baris 3")),
    Broken("quote_never_closed_in_the_heading", change(T21, "no_sasaran", '"no_sasaran'), (T21, "baris 1")),
    *(Broken(f"folder_named_{file}", folder_instead(file), (file,)) for file in (P, T21)),
    *(Broken(f"unreadable_{file}", unreadable(file), (file,)) for file in (P, T32)),
    Broken("gigantic", gigantic(T21), (T21,)),
)  # fmt: skip

NOTED = (
    *(
        Broken(f"no_column_{heading}_in_{file}", drop_column(file, heading), (file, "baris 1", heading))
        for file, headings in OTHER_COLUMNS.items()
        for heading in headings
    ),
    Broken("renstra_year_no_year", change(P, "tahun,2023", "tahun,2023\ntahun_akhir_renstra,nanti"), (P, "baris 4")),
    Broken("count_no_number", change(P, "tahun,2023", "tahun,2023\njumlah_indikator_bab_ii,empat"), (P, "baris 4")),
    Broken("count_of_400_digits", change(P, "tahun,2023", f"tahun,2023\njumlah_indikator_bab_ii,{'9' * 400}"),
           (P, "baris 4", "nilai")),
    Broken("profil_key_twice", change(P, "tahun,2023", "tahun,2023\ninstansi,Kantor lain"), (P, "baris 4", "instansi")),
    Broken("year_of_another_report", change(T31, "2023", "2022"), (T31, "baris 1", "target_2023")),
    Broken("year_before_the_word", change(T31, "target_2023", "2023_target"), (T31, "baris 1", "target_2023")),
    Broken("year_of_the_budget", change(T32, "anggaran_2023", "anggaran"), (T32, "baris 1", "anggaran_2023")),
    no_number("WTP", "grade"),
    no_number("12 dari 20", "two"),
    no_number("80 - 90%", "range"),
    no_number("1.234.5", "groups"),
    no_number("89,3405,300", "groups_of_four"),
    no_number("TRUE", "truth"),
    no_number("#REF!", "error_value"),
    no_number("#N/A", "not_available", T21, "target", 2),
    no_number("Level 3 Plus", "letters_first", T21, "target", 2),
    no_number("1/2", "fraction", T21, "target", 2),
    no_number("1,5 miliar", "scale_word", T32, "anggaran_2023", 2),
    no_number("=1+1", "formula", T32, "realisasi_2023", 2),
    no_number("1e5", "exponent", T32, "realisasi_2023", 2),
    no_number("9" * 400, "of_400_digits", T32, "anggaran_2023", 2),
    no_number("I", "roman", T21, "no_sasaran", 2),
    Broken("number_of_two_lines", field(T31, 2, "target_2023", "12\r\n34"), (T31, "target_2023")),
    Broken("number_with_a_line_separator", field(T31, 2, "target_2023", "kira\u2028kira"), (T31, "baris 2", "target_2023")),
    Broken("too_many_fields", change(T31, '"82,5","82,5"', "82,5,82,5"), (T31, "baris 2")),
    Broken("too_few_fields", change(T31, "Kegiatan,10,9", "Kegiatan,10"), (T31, "baris 3", "realisasi_2023")),
    Broken("profil_too_many_fields", change(P, "Kantor Contoh", "Kantor, Contoh"), (P, "baris 2")),
    Broken("heading_twice", change(T31, "realisasi_2023", "target_2023"), (T31, "baris 1", "target_2023")),
    Broken("indicator_twice_in_2_1", field(T21, 3, "indikator", "Angka Partisipasi"), (T21, "baris 3", "indikator", "baris 2")),
    Broken("indicator_twice_in_3_1", field(T31, 3, "indikator", "Angka Partisipasi"), (T31, "baris 3", "indikator", "baris 2")),
    Broken("indicator_twice_in_other_case", field(T31, 3, "indikator", "ANGKA PARTISIPASI"), (T31, "baris 3", "indikator")),
    Broken("indicator_twice_with_other_signs", field(T21, 3, "indikator", "Angka – (Partisipasi) ."), (T21, "baris 3", "indikator")),
    Broken("indicator_twice_with_unseen_marks", field(T21, 3, "indikator", "\ufeffAngka\u200b Partisi\u00adpasi"), (T21, "baris 3")),
    Broken("direction_unknown", text(T31, "indikator,satuan,target_2023,realisasi_2023,arah\nJumlah konflik,%,1,1,miring\n"),
           (T31, "baris 2", "arah", "miring")),
    Broken("direction_a_number", text(T31, "indikator,satuan,target_2023,realisasi_2023,arah\nJumlah konflik,%,1,1,1\n"),
           (T31, "baris 2", "arah")),
    Broken("indicator_blank_in_2_1", field(T21, 3, "indikator", " "), (T21, "baris 3", "indikator")),
    Broken("indicator_blank_in_3_1", field(T31, 2, "indikator", ""), (T31, "baris 2", "indikator")),
    Broken("indicator_of_signs_only", field(T31, 2, "indikator", "---"), (T31, "baris 2", "indikator")),
    Broken("text_of_40000_characters", field(T21, 2, "sasaran", "a" * 40_000), (T21, "baris 2", "sasaran", "panjang")),
    Broken("text_of_200000_characters", field(T21, 2, "sasaran", "a" * 200_000), (T21, "baris 2", "panjang")),
    Broken("profil_of_40000_characters", change(P, "Contoh", "a" * 40_000), (P, "baris 2", "nilai", "panjang")),
)  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_a_broken_folder_is_one_line_and_no_file(tmp_path: Path, broken: Broken) -> None:
    folder, results = write_folder(tmp_path / "csv"), tmp_path / "hasil"
    broken.breaks(folder)
    results.mkdir()

    assert_refused(run("isi", folder, "--keluaran", results / "baru.xlsm"), *broken.named, folder=tmp_path)
    assert listing(results) == {}

    (results / "lama.xlsm").write_bytes(b"kerja setahun")
    assert_refused(run("isi", folder, "--keluaran", results / "lama.xlsm"), *broken.named, folder=tmp_path)
    assert listing(results) == {"lama.xlsm": b"kerja setahun"}


@pytest.mark.parametrize("broken", some(NOTED, 2), ids=lambda broken: broken.name)
def test_what_is_not_understood_is_named_and_a_workbook_made_all_the_same(tmp_path: Path, broken: Broken) -> None:
    folder, book = write_folder(tmp_path / "csv"), tmp_path / "baru.xlsm"
    broken.breaks(folder)
    outcome = run("isi", folder, "--keluaran", book)

    assert (outcome.status, outcome.out) == (0, f"{book}\n"), outcome.err
    assert any(all(name in line for name in broken.named) for line in outcome.lines), outcome.err
    assert run("ekspor", book).status == 0


@pytest.mark.parametrize("name", ["cp1252", "no_tabel_2_1.csv", "gigantic"])
def test_a_broken_folder_at_the_real_command_line(tmp_path: Path, name: str) -> None:
    broken = next(each for each in BROKEN if each.name == name)
    folder, results = write_folder(tmp_path / "csv"), tmp_path / "hasil"
    broken.breaks(folder)
    results.mkdir()
    (results / "lama.xlsm").write_bytes(b"kerja setahun")

    assert_refused(run_process("isi", folder, "--keluaran", results / "lama.xlsm"), *broken.named, folder=tmp_path)
    assert listing(results) == {"lama.xlsm": b"kerja setahun"}


@pytest.mark.parametrize("name", ["tidak-ada", "berkas.csv"])
def test_no_such_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "berkas.csv").write_text("bukan folder", encoding="utf-8")

    assert_refused(run("isi", tmp_path / name, "--keluaran", tmp_path / "baru.xlsm"), name, folder=tmp_path)
    assert not (tmp_path / "baru.xlsm").exists()


def test_a_mistake_in_the_real_report_is_named_by_its_place_and_stays_in_its_cell(tmp_path: Path) -> None:
    folder = copy_boyolali(tmp_path)
    edit(folder / T32, "28.485.000", "28.485.00")
    given = csv_folder.read(folder)

    (note,) = given.notes
    assert note.startswith('tabel_3_2.csv: baris 5, kolom "anggaran_2020": "28.485.00" bukan angka; ditulis apa adanya')
    assert given.laporan.inputs["tabel_3_2"][3]["anggaran"] == "28.485.00"


def test_numbers_with_a_column_that_is_left_out_are_never_a_reason_to_stop(tmp_path: Path) -> None:
    """A report of 2023 may still carry a column of 2016 that nobody fills with figures."""
    figures = "indikator,satuan,target_2023,realisasi_2023,realisasi_2016\nJumlah konflik,%,1,1,belum ada\n"

    assert column(write_folder(tmp_path, tabel_3_1=figures), "tabel_3_1", "realisasi") == [1]


# ---------------------------------------------------------------- files of another kind
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("head", "mark"), [("sep=;", ";"), ("SEP=,", ","), ('"sep=;"', ";"), ("sep=\t", "\t"), ("sep=|", "|"), ("sep=;;;", ";")]
)
def test_a_first_line_may_say_what_stands_between_the_fields(tmp_path: Path, head: str, mark: str, end: str) -> None:
    lines = [
        head,
        mark.join(("indikator", "satuan", "target_2023", "realisasi_2023")),
        mark.join(("Angka Partisipasi", "%", "82.5", "82.5")),
    ]
    folder = write_folder(tmp_path / "csv", tabel_3_1=end.join([*lines, mark.join(("Jumlah konflik", "Kegiatan", "10", "9")), ""]))

    assert column(folder, "tabel_3_1", "realisasi") == [82.5, 9]


def test_lines_are_counted_from_that_line_on(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv", tabel_3_1="sep=;\nindikator;satuan;target_2023;realisasi_2023\nAngka;%;banyak;1\n")

    (note,) = csv_folder.read(folder).notes
    assert note.startswith(f'{T31}: baris 3, kolom "target_2023": "banyak"')


@pytest.mark.parametrize("line", ["Angka,%,1,1", "Angka,%,1,1,,,", "Angka,%,1,1, , ,"])
def test_columns_without_anything_are_one_remark(tmp_path: Path, line: str) -> None:
    """As Excel saves a sheet in which far cells were once formatted: 36 lines of them."""
    lines = "".join(f"{line.replace('Angka', f'Angka {number}')}\n" for number in range(36))
    folder = write_folder(tmp_path / "csv", tabel_3_1=f"indikator,satuan,target_2023,realisasi_2023,,,\n{lines}")

    assert column(folder, "tabel_3_1", "realisasi") == [1] * 36
    assert csv_folder.read(folder).notes == [f"{T31}: 3 kolom paling kanan tanpa judul, jadi dilewati"]


def test_what_stands_in_a_column_without_a_heading_is_said(tmp_path: Path) -> None:
    text = "indikator,satuan,target_2023,realisasi_2023,,\nAngka,%,1,1,,\nJumlah,Orang,2,2,dari Dinas,\n"
    notes = csv_folder.read(write_folder(tmp_path / "csv", tabel_3_1=text)).notes

    assert any("baris 3" in note and "dari Dinas" in note for note in notes)


def test_a_pipe_and_a_device_are_no_csv_files(tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    for number, other in enumerate((pipe, Path("/dev/zero"))):
        folder = write_folder(tmp_path / f"csv{number}")
        (folder / T31).unlink()
        (folder / T31).symlink_to(other)

        assert_refused(run_process("isi", folder, "--keluaran", tmp_path / "b.xlsm"), T31, "bukan berkas biasa", folder=tmp_path)


def test_a_folder_too_deep_for_a_name_is_refused(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["dalam"] * 1200)

    assert_refused(run("isi", deep, "--keluaran", tmp_path / "b.xlsm"), "terlalu panjang", folder=tmp_path)


def test_a_folder_one_may_not_read_is_refused(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv")
    with failing("os.listdir", PermissionError(13, "Permission denied")):
        assert_refused(run("isi", folder, "--keluaran", tmp_path / "b.xlsm"), "csv", "tidak boleh dibaca", folder=tmp_path)


def test_a_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv")
    (folder / T31).unlink()
    (folder / T31).mkdir()

    assert_refused(run("isi", folder, "--keluaran", tmp_path / "b.xlsm"), T31, "bukan berkas biasa", folder=tmp_path)


def test_hundreds_of_thousands_of_headings_stall_nothing(tmp_path: Path) -> None:
    headings = ",".join(f"kolom{number}" for number in range(300_000))
    folder = write_folder(tmp_path / "csv", tabel_3_1=f"{headings},kolom1\n")

    assert_refused(run_process("isi", folder, "--keluaran", tmp_path / "b.xlsm"), T31, "indikator", folder=tmp_path)
