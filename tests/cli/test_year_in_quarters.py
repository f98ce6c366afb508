"""A year acted out: each quarter typed, synced, mailed and put together, then the yearly report and the next year.

The figures are computed by hand from `tests/data/kantor-triwulan`.
"""

from __future__ import annotations

import csv
import email
import json
from collections.abc import Sequence
from email import policy
from pathlib import Path
from typing import Final

import pytest

from lkjip.model.columns import Table
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.model.tables.profile import PROFIL
from lkjip.recap import engines
from tests.kit.workbooks import ROOT, Parts, run, text_cell
from xlfuncs.triwulan import TRIWULAN

OFFICE: Final = ROOT / "tests" / "data" / "kantor-triwulan"

CAPAIAN: Final = (
    (100, 100, 93.75, None, 98.75, 90, None),
    (87.5, 83.3333, 98.4127, 99.3902, 101.9355, 105, None),
    (107.1429, 100, 100, 99.3902, 100.6667, 103.3333, None),
    (105, 100, 101.6667, 101.1765, 103.4483, 101.25, 100),
)
"""Percent of the quarter's target, by quarter and indicator; None where nothing is measured."""
MEANS: Final = ("96,50", "95,93", "101,76", "101,79")
SPENT: Final = ("170.000.000", "475.000.000", "815.000.000", "1.181.000.000")
"""Rupiah up to each quarter."""
OF_YEAR: Final = (21, 60, 14.75, 86, 14, 405, 1)
"""What Tabel 3.1 says of each indicator at the end of the year."""


def printed(name: str) -> list[dict[str, str]]:
    with (OFFICE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number_cell(text: str) -> str:
    return f"<c><v>{text.replace(',', '.')}</v></c>" if text else "<c/>"


class Clerk:
    """Who keeps the workbook through the year."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "LKjIP_2025.xlsm"
        csv_folder = folder / "csv"
        csv_folder.mkdir()
        for name in ("profil", "tabel_2_1", "tabel_3_1", "tabel_3_2", "triwulan"):
            rows = [{key: "" if "realisasi_tw" in key else cell for key, cell in row.items()} for row in printed(name)]
            rows = [row for row in rows if row.get("kunci") != "triwulan_laporan"]
            with (csv_folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
        assert run("isi", csv_folder, "--keluaran", self.path).status == 0

    def type_quarter(self, number: int) -> None:
        """Type what the quarter brought, what is done about it, and of which quarter the workbook speaks."""
        parts = Parts.of(self.path)
        for table, rows in ((TRIWULAN_TABLE, printed("triwulan")), (TABEL_3_2, printed("tabel_3_2"))):
            for place, row in enumerate(rows):
                parts.put(table.name, f"Realisasi TW {TRIWULAN[number - 1]}", place, number_cell(row[f"realisasi_tw_{number}"]))
        plans = printed("tindak_lanjut")
        for place, row in enumerate(plans):
            if row["tw"] == TRIWULAN[number - 1]:
                for column in TINDAK_LANJUT.columns:
                    if row[column.key]:
                        parts.put(TINDAK_LANJUT.name, column.name, place, text_cell(row[column.key]))
        place = [key.key for key in PROFIL].index("triwulan_laporan")
        parts.put("tbl_profil", "nilai", place, text_cell(TRIWULAN[number - 1]))
        parts.save(self.path)

    def type_column(self, table: Table, column: str, values: Sequence[float]) -> None:
        parts = Parts.of(self.path)
        for place, value in enumerate(values):
            parts.put(table.name, column, place, f"<c><v>{value}</v></c>")
        parts.save(self.path)

    def send(self, *options: str) -> list[Path]:
        """The files of a copy for the superior, which has to be as it was sent."""
        sent = run("kirim", self.path, "--keluaran", self.folder / "kiriman", "--tanpa-pdf", *options)
        assert sent.status == 0, sent.err
        files = [Path(line) for line in sent.out.splitlines()]
        assert run("periksa-kiriman", files[0]).status == 0
        return files

    def codes(self) -> set[str]:
        found = json.loads(run("periksa", self.path, "--format", "json").out)
        return {finding["kode"] for finding in found}


def recap(folder: Path, *options: str) -> dict[str, list[dict[str, str]]]:
    """The tables of a recap, by name."""
    target = folder / "-".join(["rekap", *options])
    outcome = run("rekap", folder / "kiriman", "--keluaran", target, "--format", "csv", *options)
    assert outcome.status == 0, outcome.err
    return {file.stem: list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())) for file in target.iterdir()}


def test_a_year_in_quarters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    local = engines.local
    monkeypatch.setattr(engines, "local", lambda: local(1))  # to read a few files takes less than to start processes that do
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    clerk = Clerk(tmp_path)
    for number, quarter in enumerate(TRIWULAN, 1):
        clerk.type_quarter(number)
        assert run("sinkron", clerk.path).status == 0
        rows = json.loads(run("ekspor", clerk.path).out)["triwulan"]
        expected = [value if value is None else pytest.approx(value, abs=1e-4) for value in CAPAIAN[number - 1]]
        assert [row["capaian_triwulan"] for row in rows] == expected

        copy, letter = clerk.send("--triwulan", quarter)
        said = email.message_from_bytes(letter.read_bytes(), policy=policy.default)
        body = said.get_body()
        assert body is not None
        text = body.get_content()
        assert f"Triwulan {quarter}" in said["Subject"]
        assert MEANS[number - 1] in text
        assert SPENT[number - 1] in text
        assert copy.exists()
        assert len(list((tmp_path / "kiriman").glob("*.xlsx"))) == number

    assert run("kirim", clerk.path, "--triwulan", "I", "--keluaran", tmp_path / "lain").status == 2
    for number in (1, 4):
        (office,) = recap(tmp_path, "--triwulan", TRIWULAN[number - 1])["rekap_triwulan"]
        assert office["terkirim"] == "sudah"
        assert office["diukur"] == str(sum(value is not None for value in CAPAIAN[number - 1]))

    clerk.type_column(TABEL_3_1, "Realisasi", [*OF_YEAR[:-1], 2])
    assert "triwulan-realisasi" in clerk.codes()
    clerk.type_column(TABEL_3_1, "Realisasi", OF_YEAR)
    clerk.type_column(
        TABEL_3_2, "Realisasi", [sum(float(row[f"realisasi_tw_{each}"]) for each in range(1, 5)) for row in printed("tabel_3_2")]
    )
    assert not clerk.codes() & {"triwulan-realisasi", "triwulan-serapan"}
    assert run("sinkron", clerk.path).status == 0
    clerk.send()
    of_year = recap(tmp_path)
    assert [row["jumlah_indikator"] for row in of_year["rekap"]] == ["7"]
    assert [row["status"] for row in of_year["berkas"]].count("dihitung") == 1
    for quarter in TRIWULAN:
        (reason,) = (row["sebab"] for row in of_year["berkas"] if f"kiriman triwulan {quarter};" in row["sebab"])
        assert f"--triwulan {quarter}" in reason

    following = tmp_path / "LKjIP_2026.xlsm"
    assert run("tahun-baru", clerk.path, "--keluaran", following).status == 0
    rows = json.loads(run("ekspor", following).out)["triwulan"]
    assert [row["jenis"] for row in rows] == [row["jenis"] for row in printed("triwulan")]
    assert all(row[f"{what}_tw_{number}"] is None for row in rows for what in ("target", "realisasi") for number in range(1, 5))
