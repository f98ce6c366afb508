"""Mulai tells how far each quarter is, which one is due and when it was mailed, in every program and in the file itself."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest

from lkjip.checks import check
from lkjip.model.tables import TRIWULAN_TABLE
from lkjip.ooxml.package import Package, StoredTable
from lkjip.sources import csv_folder, workbook_file
from lkjip.sync import closed
from lkjip.template import quarter_steps
from lkjip.template.workbook import build
from lkjip.xlsx_kit import fitting
from tests.kit import reading
from tests.kit.workbooks import ROOT, Parts, text_cell
from tests.office.client import Document, Office, Value

KANTOR: Final = ROOT / "tests" / "data" / "kantor-triwulan"
ADVICE, HEADS, BODIES, SENT = "B11", "E11:H11", "E12:H12", "J15"
INDEX, SURVEY = "Indeks kepuasan masyarakat", "Survei budaya kerja"
UNTIL: Final = ("31 Maret", "30 Juni", "30 September", "31 Desember")
BEGIN: Final = "Triwulan belum dipakai: buka kelompok Triwulan di bawah."
FOLLOW: Final = ", kendala dan rencana di Tindak Lanjut"
SEND: Final = ", Sinkronkan, lalu Kirim triwulan."
ONE_LEFT: Final = "isi 1 realisasi yang masih kosong di Triwulan (atau hapus targetnya bila tidak diukur)"
MAILED: Final = "5 Juli 2025 pukul 10.12"


@dataclass(frozen=True)
class State:
    """What is changed in the made-up office, and what Mulai has to say then, counted by hand."""

    marks: str
    counts: tuple[str, str, str, str]
    advice: str
    typed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By indicator and key of the column; by "*" in every row."""
    profil: str = "II"
    sent: tuple[str, str, str, str] = ("", "", "", "")

    @property
    def bodies(self) -> list[str | None]:
        lines = zip(self.counts, UNTIL, self.sent, strict=True)
        return [f"{count}\nsampai {until} 2025" + (f"\ndikirim {sent}" if sent else "") for count, until, sent in lines]

    @property
    def heads(self) -> list[str]:
        return [f"TW {each}" for each in self.marks.split(", ")]


def counts(*each: str) -> tuple[str, str, str, str]:
    one, two, three, four = (f"{count.replace('/', ' dari ')} indikator" if count else "tanpa target" for count in each)
    return one, two, three, four


AS_IT_IS: Final = State(
    "I ●, II ✓, III ●, IV ✓",
    counts("5/6", "6/6", "5/6", "7/7"),
    f"Berikutnya triwulan I (sampai 31 Maret 2025): {ONE_LEFT}{FOLLOW}, pilih I di Profil{SEND}"
    " Profil menyebut triwulan II, yang sudah lengkap dan tinggal dikirim.",
)
"""The index was measured in TW II and IV alone, and the survey has a target in TW IV alone."""
FIRST: Final = {(INDEX, "realisasi_tw_1"): "79"}
NO_LAST: Final = {("*", "target_tw_4"): "", **FIRST, (INDEX, "realisasi_tw_3"): "80"}
STATES: Final = {
    "as it is": AS_IT_IS,
    "the first one complete": State(
        "I ✓, II ✓, III ●, IV ✓",
        counts("6/6", "6/6", "5/6", "7/7"),
        f"Berikutnya triwulan III (sampai 30 September 2025): {ONE_LEFT}{FOLLOW}, pilih III di Profil{SEND}"
        " Profil menyebut triwulan II, yang sudah lengkap dan tinggal dikirim.",
        FIRST,
    ),
    "the second one mailed": State(
        "I ✓, II ✓, III ●, IV ✓",
        counts("6/6", "6/6", "5/6", "7/7"),
        f"Berikutnya triwulan III (sampai 30 September 2025): {ONE_LEFT}{FOLLOW}, pilih III di Profil{SEND} Profil menyebut triwulan II.",
        FIRST,
        sent=("", MAILED, "", ""),
    ),
    "the year to come": State(
        "I ●, II ●, III ●, IV ●",
        counts("0/6", "0/6", "0/6", "0/7"),
        f"Berikutnya triwulan I (sampai 31 Maret 2025): isi realisasi di Triwulan{FOLLOW}, pilih I di Profil{SEND}",
        {("*", f"realisasi_tw_{number}"): "" for number in range(1, 5)},
        profil="",
    ),
    "Profil names the one that is due": State(
        "I ✓, II ✓, III ●, IV ✓",
        counts("6/6", "6/6", "5/6", "7/7"),
        f"Berikutnya triwulan III (sampai 30 September 2025): {ONE_LEFT}{FOLLOW}{SEND}",
        FIRST,
        profil="iii",
    ),
    "a quarter without a plan": State(
        "I ✓, II ✓, III ✓, IV",
        counts("6/6", "6/6", "6/6", ""),
        f"Berikutnya triwulan IV (sampai 31 Desember 2025): isi target dan realisasinya di Triwulan{FOLLOW}{SEND}",
        NO_LAST,
        profil="IV",
    ),
    "a quarter in which nothing is measured": State(
        "I, II ✓, III ●, IV ✓",
        counts("", "6/6", "5/6", "7/7"),
        f"Berikutnya triwulan III (sampai 30 September 2025): {ONE_LEFT}{FOLLOW}{SEND}",
        {("*", "target_tw_1"): ""},
        profil="III",
    ),
    "all complete": State(
        "I ✓, II ✓, III ✓, IV ✓",
        counts("6/6", "6/6", "6/6", "7/7"),
        f"Keempat triwulan sudah terisi: lengkapi kendala dan rencana di Tindak Lanjut, pilih IV di Profil{SEND}",
        {**FIRST, (INDEX, "realisasi_tw_3"): "83"},
    ),
    "all mailed": State(
        "I ✓, II ✓, III ✓, IV ✓",
        counts("6/6", "6/6", "6/6", "7/7"),
        "Keempat triwulan sudah terisi, dan triwulan IV sudah dikirim. Isian masih boleh diubah; sesudahnya kirim lagi.",
        {**FIRST, (INDEX, "realisasi_tw_3"): "83"},
        sent=(MAILED, MAILED, MAILED, MAILED),
    ),
    # a dash and "nihil" are blanks; what says why there is no figure is an answer, and so is a mistake that another check names
    "words in place of figures": State(
        "I ✓, II ●, III ●, IV ✓",
        counts("6/6", "4/6", "5/6", "6/6"),
        "Berikutnya triwulan II (sampai 30 Juni 2025): isi 2 realisasi yang masih kosong di Triwulan (atau hapus targetnya bila tidak"
        f" diukur){FOLLOW}{SEND}",
        {
            (INDEX, "realisasi_tw_1"): "Belum diukur",
            (INDEX, "realisasi_tw_2"): " – ",
            ("Bantuan logistik tersalurkan", "realisasi_tw_2"): "NIHIL",
            ("Bantuan logistik tersalurkan", "realisasi_tw_1"): "?",
            (SURVEY, "target_tw_4"): "-",
        },
    ),
}


# ---------------------------------------------------------------- in a spreadsheet
@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up office's workbook, as it is built."""
    path = tmp_path_factory.mktemp("triwulan") / "kantor.xlsm"
    path.write_bytes(build(csv_folder.read(KANTOR).laporan))
    return path


@pytest.fixture(scope="module")
def document(workbook: Path, office_no_macros: Office) -> Iterator[Document]:
    with office_no_macros.open(workbook) as document:
        yield document


@pytest.fixture(scope="module")
def table(workbook: Path) -> StoredTable:
    with Package(workbook) as package:
        return package.tables[TRIWULAN_TABLE.name]


def on_mulai(document: Document) -> tuple[list[Value], list[Value], Value]:
    """The boxes' heads and bodies, and the advice."""
    (heads,), (bodies,), ((advice,),) = (document.values("Mulai", where) for where in (HEADS, BODIES, ADVICE))
    return heads, bodies, advice


def cell(table: StoredTable, row: int, key: str) -> str:
    column = table.left + table.columns.index(TRIWULAN_TABLE.names[key])
    return f"{chr(ord('A') + column - 1)}{table.first_row + row}"


def type_state(document: Document, table: StoredTable, state: State) -> None:
    """Type the figures of the test data and what a state changes of them."""
    with (KANTOR / "triwulan.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for place, row in enumerate(rows):
        for key in (f"{what}_tw_{number}" for what in ("target", "realisasi") for number in range(1, 5)):
            typed = state.typed.get((row["indikator"], key), state.typed.get(("*", key), row[key]))
            number = typed.replace(",", ".")
            value = float(number) if re.fullmatch(r"[0-9.]+", number) else typed or None
            document.write(TRIWULAN_TABLE.sheet, cell(table, place, key), [[value]])
    keys = [line[0] for line in document.values("Profil", "C4:C60")]
    document.write("Profil", f"D{4 + keys.index('triwulan_laporan')}", [[state.profil or None]])
    document.write("Mulai", SENT, [[each or None for each in state.sent]])


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_spreadsheet_says_how_far_the_year_is(document: Document, table: StoredTable, state: State) -> None:
    type_state(document, table, state)
    assert on_mulai(document) == (state.heads, state.bodies, state.advice)


def test_without_indicators_there_is_one_quiet_line(document: Document, table: StoredTable) -> None:
    type_state(document, table, AS_IT_IS)
    column = cell(table, 0, "indikator")
    names = document.values(TRIWULAN_TABLE.sheet, f"{column}:{cell(table, 6, 'indikator')}")
    document.write(TRIWULAN_TABLE.sheet, column, [[None]] * len(names))
    assert on_mulai(document) == ([""] * 4, [""] * 4, BEGIN)
    document.write(TRIWULAN_TABLE.sheet, column, names)


def test_a_year_that_nobody_has_typed_is_not_named(document: Document, table: StoredTable) -> None:
    type_state(document, table, AS_IT_IS)
    keys = [line[0] for line in document.values("Profil", "C4:C60")]
    year = f"D{4 + keys.index('tahun')}"
    document.write("Profil", year, [[None]])
    assert document.values("Mulai", "E12") == [["5 dari 6 indikator\nsampai 31 Maret"]]
    assert document.values("Mulai", "J14:M14") == [[""] * 4]  # no day on which a box turns amber
    document.write("Profil", year, [[2025]])
    assert document.values("Mulai", "J14:M14") == [
        [(date(2025, *end) - date(1899, 12, 30)).days for end in ((3, 31), (6, 30), (9, 30), (12, 31))]
    ]


# ---------------------------------------------------------------- in the file
@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_the_rules_say_the_same(tmp_path: Path, state: State) -> None:
    folder = tmp_path / "csv"
    shutil.copytree(KANTOR, folder)
    with (folder / "triwulan.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {key: typed for (name, key), typed in state.typed.items() if name in ("*", row["indikator"])}
        row |= {key: typed for (name, key), typed in state.typed.items() if name == row["indikator"]}
    with (folder / "triwulan.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    profil = (folder / "profil.csv").read_text(encoding="utf-8")
    (folder / "profil.csv").write_text(profil.replace("triwulan_laporan,II", f"triwulan_laporan,{state.profil}"), encoding="utf-8")

    found = quarter_steps.quarters_of(csv_folder.read(folder).laporan, state.sent)
    assert [quarter.mark.value for quarter in found.each] == state.heads
    assert [quarter.said.value for quarter in found.each] == state.bodies
    assert found.advice.value == state.advice


def test_a_sync_of_the_closed_file_saves_what_a_program_would_compute(workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "kantor.xlsm"
    shutil.copy(workbook, path)
    parts = Parts.of(path)
    part = parts.sheet("Mulai")
    look = re.search(r'<c r="K15" (s="[0-9]+")/>', parts[part].decode())
    assert look
    parts.replace(part, look[0], text_cell(MAILED).replace("<c ", f'<c r="K15" {look[1]} '))
    parts.put("tbl_triwulan", "Realisasi TW I", 3, "<c><v>79</v></c>")  # the index
    parts.save(path)
    assert closed.sync(path, datetime(2025, 7, 6, 9, 30)).changed

    page = reading.sheet(path, "Mulai", saved=True)
    state = STATES["the second one mailed"]
    assert [each.value for each in page[HEADS][0]] == state.heads
    assert [each.value for each in page[BODIES][0]] == state.bodies
    assert page[ADVICE].value == state.advice
    assert page["K15"].value == MAILED


# ---------------------------------------------------------------- how it looks
def test_nothing_on_the_page_asks_which_day_it_is(workbook: Path) -> None:
    """A cell that did would change in a copy that is sealed."""
    page = reading.sheet(workbook, "Mulai")
    assert not [each.coordinate for row in page.iter_rows() for each in row if "TODAY" in str(each.value)]
    late = [rule.formula[0] for rules in page.conditional_formatting for rule in rules.rules if "TODAY" in rule.formula[0]]
    assert [re.findall(r"\$[J-M]\$14", each)[0] for each in late] == ["$J$14", "$K$14", "$L$14", "$M$14"]


def test_the_longest_texts_have_room(workbook: Path) -> None:
    page = reading.sheet(workbook, "Mulai")
    head, body = (page.row_dimensions[row].height for row in (11, 12))
    advice = max((state.advice for state in STATES.values()), key=len).replace("isi 1 ", "isi 125 ")
    assert fitting.lines(BEGIN, 3 * 19) == 1
    assert fitting.height([(advice, 3 * 19)], bold=True) <= head + body
    assert fitting.height([("125 dari 125 indikator\nsampai 30 September 2025\ndikirim 30 September 2025 pukul 10.12", 19)], 9) <= body


# ---------------------------------------------------------------- the same blanks everywhere
def test_pemeriksaan_names_the_blanks_that_mulai_counts(workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "kantor.xlsm"
    shutil.copy(workbook, path)
    parts = Parts.of(path)
    for place, typed in ((3, "-"), (4, "nihil"), (5, "tidak diukur")):
        parts.put("tbl_triwulan", "Realisasi TW II", place, text_cell(typed))
    parts.save(path)

    read = workbook_file.read(path)
    blank = {found.cell for found in check(read) if found.code == "triwulan-kosong"}
    assert len(blank) == 3  # the index in both quarters, and the families
    marks = {quarter.number: quarter.said.value for quarter in quarter_steps.quarters_of(read.laporan).each}
    assert [str(marks[number]).split(" indikator")[0] for number in (1, 2)] == ["5 dari 6", "4 dari 6"]
