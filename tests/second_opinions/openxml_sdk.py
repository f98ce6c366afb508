"""Validate files with Microsoft's Open XML SDK: `python -m tests.second_opinions.openxml_sdk FILE...` prints JSON.

The SDK is a .NET library. `make setup-sdk` lays the .NET runtime, the bridge to it and the SDK's assemblies, all of them
wheels pinned by hash in locks/sdk.txt, into the folder .sdk; nothing of it is installed into the environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
SDK: Final = ROOT / ".sdk"
VERSIONS: Final = ("Office2007", "Office2013", "Office2019", "Microsoft365")
_OF_WORD: Final = VERSIONS[1:]
"""For Word documents: descriptions of tables and drawings of shapes came after Office 2007."""
_DOTNET: Final = SDK / "dnv" / "net" / "runtime" / ".net"
_RUNTIME: Final = {
    "runtimeOptions": {
        "tfm": "net8.0",
        "framework": {"name": "Microsoft.NETCore.App", "version": "8.0.0"},
        "configProperties": {
            "System.Globalization.Invariant": True,
            "System.Runtime.TieredPGO": False,  # what it measures to compile better pays in programs that run longer
        },
    }
}


def errors(files: Sequence[Path]) -> dict[str, list[str]]:
    """What the SDK finds wrong in each of these files, as each of VERSIONS, a line each; by the file's path."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SDK), str(ROOT)])}
    command = [sys.executable, "-m", "tests.second_opinions.openxml_sdk", *map(str, files)]
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise RuntimeError(ran.stderr)
    found: dict[str, list[str]] = json.loads(ran.stdout)
    return found


def _validator() -> tuple[dict[str, Any], Any, Any]:
    """What opens each kind of file, by the ending of its name, what validates it, and the versions of Office."""
    os.environ["DOTNET_ROOT"] = str(_DOTNET)
    from clr_loader import get_coreclr
    from pythonnet import set_runtime

    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "runtimeconfig.json"
        config.write_text(json.dumps(_RUNTIME), encoding="utf-8")
        set_runtime(get_coreclr(runtime_config=str(config), dotnet_root=str(_DOTNET)))
        import clr
    sys.path.append(str(SDK / "powerpoint_commenter" / "bin"))
    clr.AddReference("DocumentFormat.OpenXml.Framework")
    clr.AddReference("DocumentFormat.OpenXml")
    import DocumentFormat.OpenXml as Sdk
    from DocumentFormat.OpenXml.Packaging import SpreadsheetDocument, WordprocessingDocument
    from DocumentFormat.OpenXml.Validation import OpenXmlValidator

    openers = {".docx": WordprocessingDocument, ".xlsx": SpreadsheetDocument, ".xlsm": SpreadsheetDocument}
    return openers, OpenXmlValidator, Sdk.FileFormatVersions


def _found(path: str) -> Iterable[str]:
    openers, validator_type, versions = _KIT
    document_type = openers[Path(path).suffix]
    for version in _OF_WORD if path.endswith(".docx") else VERSIONS:
        try:
            document = document_type.Open(path, False)
        except Exception as error:  # each .NET exception is a class of its own
            yield f"{version}: not opened: {error}"
            continue
        validator = validator_type(getattr(versions, version))
        validator.MaxNumberOfErrors = 0  # all of them
        for each in validator.Validate(document):
            part = each.Part.Uri if each.Part is not None else ""
            yield f"{version}: {part} {each.Path.XPath if each.Path is not None else ''} {each.Description}"
        document.Dispose()


if __name__ == "__main__":
    _KIT = _validator()
    sys.stdout.write(json.dumps({path: list(_found(path)) for path in sys.argv[1:]}))
