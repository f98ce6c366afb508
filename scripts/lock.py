"""Resolve the dependencies of pyproject.toml for every platform and Python from 3.11 on, and write locks/."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "locks"


def resolve(*options: str) -> str:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
    done = subprocess.run(
        [*command, "--no-header", "--quiet", "pyproject.toml", *options], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


def main() -> None:
    run, dev = resolve(), resolve("--group", "dev")
    build = re.search(r"^setuptools==.*?(?=^\S|\Z)", dev, re.DOTALL | re.MULTILINE)
    if build is None:
        raise SystemExit("setuptools is missing from the dev group")
    (LOCKS / "run.txt").write_text(run, encoding="utf-8")
    (LOCKS / "dev.txt").write_text(dev, encoding="utf-8")
    (LOCKS / "build.txt").write_text(re.sub(r"\s+# via.*", "", build[0]).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
