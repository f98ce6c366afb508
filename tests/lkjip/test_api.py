"""What may be called from Python: the page that shows it is run, and importing the package costs nothing."""

from __future__ import annotations

import contextlib
import inspect
import io
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any, Final

import pytest

import lkjip
from tests.kit.workbooks import ROOT, run, run_python

PAGE: Final = ROOT / "docs" / "api.md"
EXAMPLE: Final = ROOT / "workbook" / "contoh" / "LKjIP_2020_Kantor_Kesbangpol_Boyolali.xlsm"
EXPORTED: Final = [
    "ChangedMeanwhileError",
    "DamagedError",
    "FileOpenError",
    "Finding",
    "LkjipError",
    "MissingColumnError",
    "NoSealError",
    "NotFoundError",
    "NotOursError",
    "OtherTemplateError",
    "UnreadableError",
    "UnwritableError",
    "Workbook",
    "check",
    "collect",
    "read",
]


def test_the_page_gives_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(EXAMPLE, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    page = PAGE.read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", page, re.DOTALL)
    assert len(examples) == page.count("```python") > 3
    shared: dict[str, Any] = {}
    for code, shown in examples:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, str(PAGE), "exec"), shared)  # noqa: S102  # a page of our own
        assert out.getvalue() == shown


def test_the_page_has_every_error() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    types = {name: each for name in lkjip.__all__ if isinstance(each := getattr(lkjip, name), type) and issubclass(each, lkjip.LkjipError)}
    del types["LkjipError"]
    assert len(types) <= 10
    assert {name: (parent, text) for name, parent, text in rows} == {
        name: (each.__base__.__name__, inspect.getdoc(each)) for name, each in types.items() if each.__base__
    }


def test_what_is_exported() -> None:
    assert sorted(lkjip.__all__) == EXPORTED
    with pytest.raises(AttributeError, match=r"^module 'lkjip' has no attribute 'chek'$"):
        _ = lkjip.chek  # type: ignore[attr-defined]


def test_findings_by_the_keys_of_the_command() -> None:
    findings = lkjip.check(lkjip.read(str(EXAMPLE)))
    assert [finding.as_data() for finding in findings] == json.loads(run("periksa", EXAMPLE, "--format", "json").out)


def test_importing_the_package_loads_nothing_else() -> None:
    outcome = run_python("-c", "import sys; before = set(sys.modules); import lkjip; print(*sorted(set(sys.modules) - before))")
    assert outcome.err == ""
    loaded = set(outcome.out.split())
    assert {name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names} == {"lkjip", "lkjip.errors"}
