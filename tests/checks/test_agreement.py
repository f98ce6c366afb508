"""A Perjanjian Kinerja that was revised during the year: what follows it, what was before it, and what reaches the superior."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.model.laporan import Laporan, Row
from tests.checks import clean
from tests.kit.typed import typed
from tests.kit.workbooks import run

TURNOUT: Final = "Tingkat partisipasi masyarakat dalam pemilihan umum"
REASON: Final = "Pemilu serentak ditunda ke Desember"


def edit(path: Path, **values: str) -> None:
    """Other values in the rows of the turnout of a CSV file; `dokumen` narrows them down."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    dokumen = values.pop("dokumen", None)
    for row in rows:
        if row["indikator"] == TURNOUT and row.get("dokumen") == dokumen:
            row |= values
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)


def found(path: Path) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = json.loads(run("periksa", path, "--format", "json").out)
    return findings


# ---------------------------------------------------------------- from the folder to the letter
@pytest.fixture(scope="module")
def lowered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mended report, in which the revision lowered one target from 82 to 78, synced. Not to be changed."""
    folder = clean.write(tmp_path_factory.mktemp("diturunkan") / "csv")
    edit(folder / "perjanjian_kinerja_2020.csv", dokumen="perubahan", target="78", alasan=REASON)
    edit(folder / "tabel_2_1.csv", target="78")
    edit(folder / "tabel_3_1.csv", target_2020="78", realisasi_2020="78")
    edit(folder / "pengukuran_kinerja_2020.csv", target="78", realisasi="78")
    edit(folder / "triwulan.csv", target_tw_4="78", realisasi_tw_4="78")
    path = folder.with_name("F.xlsm")
    outcome = run("isi", folder, "--keluaran", path)
    assert outcome.status == 0, outcome.err
    assert run("sinkron", path).status == 0
    return path


def test_a_lowered_target_is_one_remark_and_the_copy_is_sent(lowered: Path, tmp_path: Path) -> None:
    said = found(lowered)
    about = [each for each in said if "78" in each["pesan"]]
    assert [(each["kode"], each["tingkat"], each["lembar"]) for each in about] == [("pk-berubah", "info", "PK")]
    (remark,) = about
    assert f"berubah dari 82 ke 78, karena: {REASON}" in remark["pesan"]
    assert all(place in remark["pesan"] for place in ("Perjanjian Kinerja murni", "RKT", "Renstra"))
    assert not [each for each in said if each["tingkat"] == "galat"]
    outcome = run("kirim", lowered, "--keluaran", tmp_path / "kiriman")
    assert outcome.status == 0, outcome.err
    assert {path.suffix for path in (tmp_path / "kiriman").iterdir()} == {".xlsx", ".eml"}


def test_the_reason_is_exported_and_next_year_begins_without_it(lowered: Path, tmp_path: Path) -> None:
    rows = json.loads(run("ekspor", lowered).out)["pk"]
    assert [row["alasan"] for row in rows if row["alasan"]] == [REASON]
    following = tmp_path / "G.xlsm"
    assert run("tahun-baru", lowered, "--keluaran", following).status == 0
    assert {(row["dokumen"], row["alasan"]) for row in json.loads(run("ekspor", following).out)["pk"]} == {("murni", None)}


# ---------------------------------------------------------------- small reports
def indicator(name: str, target: float, **more: str | float | None) -> Row:
    return {"sasaran": "Masyarakat tertib", "indikator": name, "target": target, "satuan": "Nilai", **more}


def measured(name: str, target: float) -> Row:
    return indicator(name, target, realisasi=target, arah="naik")


def findings(tmp_path: Path, **rows: list[Row]) -> list[tuple[str, str, str, str]]:
    """Code, severity, sheet and message of what is said of the agreement."""
    inputs = {"tabel_2_1": [], "tabel_3_1": [], **rows}
    path = tmp_path / "F.xlsm"
    path.write_bytes(typed(Laporan({"instansi": "Kantor", "tahun": 2024}, inputs=inputs)))
    about = ("pk-berubah", "target-berbeda", "satuan-berbeda", "indikator-hilang")
    return [(each["kode"], each["tingkat"], each["lembar"], each["pesan"]) for each in found(path) if each["kode"] in about]


def pk(dokumen: str | None, name: str, target: float, **more: str) -> Row:
    return indicator(name, target, dokumen=dokumen, **more)


def both(*indicators: tuple[str, float]) -> dict[str, list[Row]]:
    """Tabel 2.1 and 3.1 with these indicators."""
    return {"tabel_2_1": [indicator(*each) for each in indicators], "tabel_3_1": [measured(*each) for each in indicators]}


def test_the_tables_that_were_not_changed_are_named(tmp_path: Path) -> None:
    said = findings(
        tmp_path,
        **both(("Indeks A", 82.0)),
        pk=[pk("murni", "Indeks A", 82.0), pk("perubahan", "Indeks A", 78.0)],
        rkt=[indicator("Indeks A", 82.0)],
    )
    assert [each[:3] for each in said] == [
        ("target-berbeda", "galat", "Tabel 2.1"),
        ("target-berbeda", "galat", "Tabel 3.1"),
        ("pk-berubah", "info", "PK"),
    ]
    assert all("Perjanjian Kinerja perubahan (PK sel F6) menyebut 78" in each[3] for each in said[:2])


def test_plans_that_differ_among_themselves_are_still_found(tmp_path: Path) -> None:
    said = findings(
        tmp_path,
        **both(("Indeks A", 78.0)),
        pk=[pk("murni", "Indeks A", 82.0), pk("perubahan", "Indeks A", 78.0)],
        rkt=[indicator("Indeks A", 80.0)],
    )
    assert {each[:3] for each in said} == {
        ("target-berbeda", "galat", "PK"),
        ("target-berbeda", "galat", "RKT"),
        ("pk-berubah", "info", "PK"),
    }


def test_a_plan_that_was_revised_too_agrees(tmp_path: Path) -> None:
    said = findings(
        tmp_path,
        **both(("Indeks A", 78.0)),
        pk=[pk("murni", "Indeks A", 82.0), pk("perubahan", "Indeks A", 78.0)],
        rkt=[indicator("Indeks A", 78.0)],
    )
    assert [each[:2] for each in said] == [("pk-berubah", "info")]


def test_a_repeated_target_is_no_change(tmp_path: Path) -> None:
    documents = [pk(dokumen, "Indeks A", 82.0) for dokumen in ("murni", "perubahan")]
    assert findings(tmp_path, **both(("Indeks A", 82.0)), pk=documents, rkt=[indicator("Indeks A", 82.0)]) == []


def test_an_added_indicator_need_not_be_in_the_plans(tmp_path: Path) -> None:
    said = findings(
        tmp_path,
        **both(("Indeks A", 82.0), ("Indeks B", 5.0)),
        pk=[pk("murni", "Indeks A", 82.0), pk("perubahan", "Indeks B", 5.0, alasan="Tugas baru")],
        rkt=[indicator("Indeks A", 82.0)],
        iku=[{"indikator": "Indeks A", "satuan": "Nilai"}],
    )
    assert said == [("pk-berubah", "info", "PK", 'Indikator "Indeks B" ditambahkan Perjanjian Kinerja perubahan, karena: Tugas baru')]


def test_a_dropped_indicator_need_not_be_reported(tmp_path: Path) -> None:
    said = findings(
        tmp_path,
        **both(("Indeks A", 82.0)),
        pk=[*(pk("murni", each, 82.0) for each in ("Indeks A", "Indeks B")), pk("perubahan", "Indeks A", 82.0)],
        rkt=[indicator(each, 82.0) for each in ("Indeks A", "Indeks B")],
        iku=[{"indikator": each, "satuan": "Nilai"} for each in ("Indeks A", "Indeks B")],
    )
    assert said == [("pk-berubah", "info", "PK", 'Indikator "Indeks B" tidak ada lagi di Perjanjian Kinerja perubahan')]


def test_only_the_revision_is_typed(tmp_path: Path) -> None:
    said = findings(tmp_path, **both(("Indeks A", 78.0)), pk=[pk("perubahan", "Indeks A", 78.0)], rkt=[indicator("Indeks A", 82.0)])
    assert [each[:3] for each in said] == [("pk-berubah", "info", "PK")]
    assert "berubah dari 82 ke 78" in said[0][3]


def test_a_row_without_a_document_is_that_of_the_beginning_of_the_year(tmp_path: Path) -> None:
    documents = [pk(None, "Indeks A", 82.0)]
    assert findings(tmp_path, **both(("Indeks A", 82.0)), pk=documents) == []
    said = findings(tmp_path, **both(("Indeks A", 78.0)), pk=[*documents, pk("perubahan", "Indeks A", 78.0)])
    assert [each[:2] for each in said] == [("pk-berubah", "info")]


# ---------------------------------------------------------------- IKU
def test_every_iku_is_in_the_agreement_but_not_the_other_way_round(tmp_path: Path) -> None:
    names = ("Indeks A", "Indeks B", "Indeks C")
    documents = both(*((each, 82.0) for each in names))
    agreed = [pk("murni", each, 82.0) for each in names]
    assert findings(tmp_path, **documents, pk=agreed, iku=[{"indikator": "Indeks A", "satuan": "Nilai"}]) == []
    said = findings(tmp_path, **documents, pk=agreed, iku=[{"indikator": "Indeks D", "satuan": "Nilai"}])
    assert [each[:3] for each in said] == [("indikator-hilang", "galat", "IKU")]
    said = findings(tmp_path, **documents, pk=agreed[:2], iku=[{"indikator": "Indeks C", "satuan": "Nilai"}])
    assert [each[:3] for each in said] == [("indikator-hilang", "galat", "PK")]


# ---------------------------------------------------------------- budgets
@pytest.mark.parametrize(("printed", "is_wrong"), [(150.0, False), (50.0, False), (160.0, True)])
def test_a_budget_that_was_not_revised_stays_in_the_printed_total(printed: float, is_wrong: bool, tmp_path: Path) -> None:
    programs: list[Row] = [
        {"program": "A", "anggaran_murni": 100.0, "anggaran_perubahan": None},
        {"program": "B", "anggaran_murni": 40.0, "anggaran_perubahan": 50.0},
    ]
    path = tmp_path / "F.xlsm"
    profil: Row = {"instansi": "Kantor", "tahun": 2024, "total_program_perubahan": printed}
    path.write_bytes(typed(Laporan(profil, inputs={"tabel_2_1": [], "tabel_3_1": [], "program_pk": programs})))
    assert ("total-tercetak" in {each["kode"] for each in found(path)}) == is_wrong
