"""Record what the present template holds, once, when it is frozen (`python -m scripts.templat_lama`).

Of its frozen workbooks in tests/fixtures, and of the committed ones: those of one version may differ a little.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from lkjip.lifting import templates
from lkjip.lifting.inventory import anchors, things
from lkjip.lifting.report import template_version
from lkjip.model.tables import TEMPLATE_VERSION
from lkjip.ooxml.package import Package
from lkjip.sources import workbook_file

ROOT: Final = Path(__file__).resolve().parents[1]
FROZEN: Final = ("tests/fixtures/templat-*.xlsm", "workbook/*.xlsm", "workbook/contoh/*.xlsm")


def write() -> Path:
    """Write the record of the present template version beside the program."""
    found = []
    for path in sorted(path for pattern in FROZEN for path in ROOT.glob(pattern)):
        with Package(path) as package:
            if template_version(package) == TEMPLATE_VERSION:
                contents = workbook_file.of_package(package).contents
                found.append((anchors(package), list(things(package, contents, {title: title for title in package.sheet_parts}))))
    target = ROOT / "lkjip" / "lifting" / f"templat_{TEMPLATE_VERSION}.json"
    target.write_text(json.dumps(templates.record(found), ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    return target


if __name__ == "__main__":
    print(write().relative_to(ROOT))
