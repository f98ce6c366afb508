"""The charts of Grafik cover the present table rows; the user's own charts stay as they are."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.books import EXAMPLE
from tests.kit.workbooks import Parts, run
from tests.sync.budget import changed_parts, our_charts


def ranges(parts: Parts) -> list[str]:
    """What the charts' series stand over, our three in their order."""
    return [each for chart in sorted(our_charts(parts)) for each in re.findall(r"<c:f>([^<]+)</c:f>", parts[chart].decode())]


def test_a_chart_that_lags_behind_its_table_gets_all_rows(tmp_path: Path) -> None:
    """A program that adds rows to a table without Excel leaves the charts where they were."""
    parts = Parts.of(EXAMPLE)
    assert len(our_charts(parts)) == 3
    whole = ranges(parts)
    capaian = re.sub(r"\d+", "", parts.at("tbl_31", "Persen Capaian", 0))
    assert whole[:2] == ["'Tabel 3.1'!$B$6:$B$14", f"'Tabel 3.1'!${capaian}$6:${capaian}$14"]  # nine indicators
    for chart in our_charts(parts):
        parts[chart] = parts[chart].replace(b"$14</c:f>", b"$12</c:f>")
    assert ranges(parts) != whole
    path = parts.save(tmp_path / "laporan.xlsm")

    assert run("sinkron", path).status == 0

    synced = Parts.of(path)
    assert ranges(synced) == whole
    assert changed_parts(parts, synced) == our_charts(parts)
    assert b"Cache>" not in b"".join(synced[chart] for chart in our_charts(synced)), "no figures of fewer rows stay behind"


def test_a_chart_of_the_users_own_stays(tmp_path: Path) -> None:
    parts = Parts.of(EXAMPLE)
    (drawing,) = (part for part in parts.targets(parts.sheet("Grafik")).values() if "/drawings/drawing" in part)
    parts.replace(drawing, 'name="LKjIP 1"', 'name="Tiga indikator pertama"')
    own = parts.targets(drawing)["rId1"]
    parts[own] = parts[own].replace(b"$14</c:f>", b"$8</c:f>")
    path = parts.save(tmp_path / "laporan.xlsm")

    assert run("sinkron", path).status == 0

    assert Parts.of(path)[own] == parts[own]
