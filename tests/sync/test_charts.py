"""The charts of Grafik cover every sasaran; the user's own charts stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from scripts.books import EXAMPLE
from tests.kit.workbooks import Parts, run
from tests.sync import edits
from tests.sync.budget import our_charts

_NEW: Final[Mapping[str, edits.Value]] = {
    "Indikator": "Jumlah desa siaga",
    "Sasaran": "Desa tangguh",
    "Satuan": "desa",
    "Target": 10.0,
    "Realisasi": 9.0,
    "Arah": "naik",
}


def ranges(parts: Parts) -> list[str]:
    """What the series of our charts stand over."""
    return [each for chart in sorted(our_charts(parts)) for each in re.findall(r"<c:f>([^<]+)</c:f>", parts[chart].decode())]


def block(parts: Parts) -> tuple[str, str]:
    """The first and the last row of the sasaran on Ringkasan."""
    found = re.search(r'name="blok_sasaran">[^<]*\$B\$(\d+):\$[A-Z]+\$(\d+)', parts["xl/workbook.xml"].decode())
    assert found is not None
    return found[1], found[2]


def test_the_chart_of_the_sasaran_covers_a_new_one_after_a_sync(tmp_path: Path) -> None:
    parts = Parts.of(EXAMPLE)
    before, (first, last) = ranges(parts), block(parts)
    named = f"Ringkasan!$B${first}:$B${last}"
    assert named in before
    assert int(last) - int(first) == 1  # one sasaran, and all together
    edits.added(parts, "tbl_31", [_NEW])
    path = parts.save(tmp_path / "laporan.xlsm")

    assert run("sinkron", path).status == 0

    synced = Parts.of(path)
    longer = str(int(last) + 1)
    assert block(synced) == (first, longer)
    assert ranges(synced) == [each.replace(f"${last}", f"${longer}") if f"${first}:" in each else each for each in before]


def test_a_chart_of_the_users_own_stays(tmp_path: Path) -> None:
    parts = Parts.of(EXAMPLE)
    (drawing,) = (part for part in parts.targets(parts.sheet("Grafik")).values() if "/drawings/drawing" in part)
    parts.replace(drawing, 'name="LKjIP 1"', 'name="Tiga kategori pertama"')
    own = parts.targets(drawing)["rId1"]
    whole = re.search(rb"Ringkasan!\$D\$(\d+):\$D\$(\d+)", parts[own])
    assert whole is not None
    parts[own] = parts[own].replace(b"$" + whole[2] + b"</c:f>", b"$%d</c:f>" % (int(whole[1]) + 2))
    path = parts.save(tmp_path / "laporan.xlsm")

    assert run("sinkron", path).status == 0

    assert Parts.of(path)[own] == parts[own]
