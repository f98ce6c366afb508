"""Microsoft's own library finds nothing wrong in any kind of written file, as Office 2007 to 365."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.kit.sharing import made_once
from tests.kit.workbooks import Parts
from tests.second_opinions.files import KINDS, Written
from tests.second_opinions.openxml_sdk import VERSIONS, errors

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        (sys.platform, platform.machine()) != ("linux", "x86_64"), reason="the .NET runtime comes as a wheel for Linux on x86-64 alone"
    ),
]

PLANTED: Final = {
    "an attribute that the schema does not know": ("xl/workbook.xml", '<sheet name="Mulai"', '<sheet tanda="1" name="Mulai"'),
    "elements in another order": ("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetProtection/><sheetData>"),
    "a value that the schema does not allow": ("xl/workbook.xml", '<sheet name="Mulai"', '<sheet state="setengah" name="Mulai"'),
}


@pytest.fixture(scope="module")
def asked(request: pytest.FixtureRequest, written_files: Written, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the SDK says, by the kind of the file or the name of the planted error; asked once for all that this run tests."""
    cases = {item.name.partition("[")[2].removesuffix("]") for item in request.session.items if item.path == request.path}

    def ask(folder: Path) -> None:
        files = {kind: written_files[kind] for kind in KINDS if kind in cases}
        for number, (name, (part, old, new)) in enumerate(PLANTED.items()):
            if name in cases:
                parts = Parts.of(written_files["satu_indikator"])
                parts.replace(part, old, new, count=1)
                files[name] = parts.save(folder / f"{number}.xlsm")
        found = errors(list(files.values()))
        said = {name: found[str(path)] for name, path in files.items()}
        (folder / "jawaban.json").write_text(json.dumps(said), encoding="utf-8")

    answers: dict[str, list[str]] = json.loads((made_once(tmp_path_factory, "sdk", ask) / "jawaban.json").read_text(encoding="utf-8"))
    return answers


@pytest.mark.parametrize("kind", KINDS)
def test_the_sdk_finds_nothing_wrong(kind: str, asked: dict[str, list[str]]) -> None:
    assert asked[kind] == []


@pytest.mark.parametrize("name", PLANTED)
def test_the_sdk_finds_what_is_planted(name: str, asked: dict[str, list[str]]) -> None:
    assert {line.partition(":")[0] for line in asked[name]} == set(VERSIONS)
