"""What importing the cell functions costs: each import is paid again at every start of Excel."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]

# Run in a fresh interpreter: notes who asks for which package, installed or not, and what of it was loaded.
OBSERVER: Final = """
import importlib, json, sys

class Observer:
    def __init__(self):
        self.asked = set()

    def find_spec(self, name, path=None, target=None):
        frame = sys._getframe(1)
        while frame.f_globals.get("__name__", "").startswith("importlib"):
            frame = frame.f_back
        self.asked.add((name.partition(".")[0], frame.f_globals["__name__"].partition(".")[0]))

observer = Observer()
sys.meta_path.insert(0, observer)
importlib.import_module(sys.argv[1])
print(json.dumps({"asked": sorted(observer.asked), "loaded": sorted(sys.modules)}))
"""


def observed(module: str) -> tuple[dict[str, set[str]], set[str]]:
    """Who asked for each package while ``module`` was imported, and the packages that were loaded in the end."""
    ran = subprocess.run([sys.executable, "-c", OBSERVER, module], cwd=ROOT, capture_output=True, text=True, check=True)
    seen = json.loads(ran.stdout)
    asked: dict[str, set[str]] = {}
    for name, importer in seen["asked"]:
        asked.setdefault(name, set()).add(importer)
    return asked, {name.partition(".")[0] for name in seen["loaded"]}


def beyond_stdlib(asked: dict[str, set[str]]) -> set[str]:
    """The packages beyond the standard library that anyone but the standard library asked for."""
    return {name for name, importers in asked.items() if name not in sys.stdlib_module_names and importers - sys.stdlib_module_names}


@pytest.mark.parametrize("module", ["xlfuncs.errors", "xlfuncs.angka", "xlfuncs.rules", "xlfuncs.functions"])
def test_rules_need_the_standard_library_only(module: str) -> None:
    asked, loaded = observed(module)
    assert "xlfuncs" in loaded
    assert beyond_stdlib(asked) == {"xlfuncs"}
    assert not loaded & {"xlwings", "pandas", "numpy", "openpyxl", "lkjip"}


def test_udf_asks_for_xlwings_and_nothing_else() -> None:
    asked, loaded = observed("xlfuncs.udf")
    ours = {name: importers for name, importers in asked.items() if "xlfuncs" in importers}
    assert beyond_stdlib(ours) == {"xlfuncs", "xlwings"}
    assert not loaded & {"openpyxl", "lkjip"}
    # xlwings itself takes pandas where it is installed, and nobody else asks but pandas' own packages
    assert asked.get("pandas", set()) <= {"xlwings", "pandas", "pyarrow"}


def test_the_observer_sees_an_import_that_fails() -> None:
    asked, _ = observed("xlwings")
    assert "xlwings" in asked["pandas"]
