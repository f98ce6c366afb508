"""What the guide and the README say of the product holds: sheets, buttons, messages, commands and their output."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import click
import pytest

from lkjip.cli import lkjip
from lkjip.ooxml.package import Package
from lkjip.pc.checks import PC_CHECKS, PcFinding
from lkjip.vba import ribbon
from scripts.books import EXAMPLE, TEMPLATE
from tests.kit.workbooks import ROOT, copy_boyolali, edit, run, run_process, write_folder
from tests.panduan.pages import GUIDE, PAGES, name_of

OF_EXCEL: Final = {"Enable Content", "Enable Editing"}
"""Buttons that are not ours."""
OF_OTHERS: Final = {
    "0 kasus KLB",
    "Dinas Kesehatan Kabupaten X",
    "Dinas Kesehatan Kabupaten X Kabupaten X",
    "Microsoft has blocked macros",
    "Protected View",
    "Tidak diadakan karena Covid19",
    "We found a problem with some content",
    "angka kematian",
    "di atas 90",
    "satu nilai saja",
}
"""Quoted texts that our product does not say: Excel's, a report's, or a user's."""
EXECUTED: Final = {
    "VBA bawaan: Python tidak ditemukan di komputer ini, angka tetap benar",
    "berubah dari 82 ke 78",
    "sedang dibuka di Excel",
    "sedang dibuka di Excel; tutup dulu",
    "Sedang dibuka di LibreOffice",
}
"""Messages with a name, a reason or a figure in them: the first is executed in test_first_run.py, the others below."""


def prose(page: Path) -> str:
    """A page without code, HTML, titles of boxes and the notes for those who write it."""
    text = re.sub(r"```.*?```|<!--.*?-->|<[a-z/][^>]*>|^!!![^\n]*", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`]*`", "", text)


def captions() -> set[str]:
    """What stands on the buttons of the template and of its tab in the ribbon."""
    with Package(TEMPLATE) as package:
        drawings = [package.part(part).decode("utf-8") for part in package.names if part.endswith(".vml")]
    on_sheets = {caption for drawing in drawings for caption in re.findall(r">([A-Z][\w .]+)</font>", drawing)}
    return on_sheets | {button.label for group in ribbon.GROUPS for button in group.buttons}


def sheets() -> set[str]:
    with Package(TEMPLATE) as package:
        return set(package.sheet_parts)


@cache
def product_texts() -> str:
    """Every text in the sources of the product, in small letters; pieces of a longer one are joined."""
    texts = [path.read_text(encoding="ascii") for path in sorted((ROOT / "macros").iterdir())]
    for folder in ("lkjip", "xlfuncs"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts += [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "\n".join(texts).lower()


# ---------------------------------------------------------------- names
def test_a_link_to_a_sheets_page_names_a_sheet_or_a_button() -> None:
    known = {re.sub(r"\W", "", name.lower()) for name in sheets() | captions()} | {"lembardemilembar"}
    for page in PAGES:
        folder = "" if page.parent.name == "lembar" else "lembar/"
        for words, target in re.findall(r"\[([^\]]+)\]\(([\w./-]+\.md)", prose(page)):
            if target.startswith(folder) and "/" not in target.removeprefix(folder) and (GUIDE / "lembar" / Path(target).name).is_file():
                assert re.sub(r"\W", "", words.lower()) in known, f"{name_of(page)}: {words}"


def test_a_button_to_press_is_there() -> None:
    known = captions() | OF_EXCEL
    found = 0
    for page in PAGES:
        for caption in re.findall(r"[Tt](?:ekan|ombol)\s+\*\*([^*]+)\*\*", prose(page)):
            assert " ".join(caption.split()) in known, f"{name_of(page)}: {caption}"
            found += 1
    assert found > 20


def test_a_quoted_message_is_one_of_ours() -> None:
    said = product_texts()
    for page in PAGES:
        if page.name == "pemeriksaan.md" and page.parent == GUIDE:
            continue  # written from the checks themselves
        for quoted in re.findall(r'"([^"\n]+)"', prose(page)):
            ours = quoted.partition(" (")[0].lower() in said
            assert ours or quoted in OF_OTHERS | EXECUTED, f"{name_of(page)}: {quoted}"


def test_the_results_of_cek_are_those_of_the_guide() -> None:
    listed = re.findall(r"^\| `([a-z ]+)` \| ", (GUIDE / "memasang.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [PcFinding("", status, "").shown for status in ("baik", "catatan", "salah", "lewat")]
    named = {name for page in PAGES for name in re.findall(r"baris \*([A-Z]\w+)\*", page.read_text(encoding="utf-8"))}
    assert named
    assert named <= {check.name for check in PC_CHECKS}


# ---------------------------------------------------------------- commands
def command_lines() -> Iterator[tuple[str, list[str]]]:
    """Every command line of the guide and the READMEs, as words."""
    for page in [*PAGES, ROOT / "README.md", ROOT / "BACA-SAYA.md"]:
        text = page.read_text(encoding="utf-8")
        blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
        inline = re.findall(r"`(lkjip[^`\n]*)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
        for line in [*(line for block in blocks for line in block.splitlines()), *inline]:
            words = shlex.split(line.removeprefix("$ ").split(" | ")[0].replace("\\", "/")) if "lkjip" in line.split("=")[0] else []
            if len(words) > 1 and words[0] in ("lkjip", "lkjip.cmd") and words[1] in lkjip.commands:
                yield page.name, words[1:]


def test_every_command_line_is_understood() -> None:
    lines = list(command_lines())
    assert len(lines) > 20
    for page, (name, *words) in lines:
        words = [re.sub(r"[\[\]]", "", word).replace("...", "") for word in words if word]
        command = lkjip.commands[name]
        context = click.Context(command, parent=click.Context(lkjip, **lkjip.context_settings), resilient_parsing=True)
        try:
            command.make_parser(context).parse_args(words)
        except click.UsageError as error:
            pytest.fail(f"{page}: lkjip {name} {' '.join(words)}: {error.message}")


@pytest.mark.process
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_lines_that_complete_commands(shell: str) -> None:
    (line,) = re.findall(rf"^eval .*={shell}_source lkjip.*$", (GUIDE / "perintah.md").read_text(encoding="utf-8"), re.MULTILINE)
    (name,) = re.findall(r"\((\w+)=", line)
    said = run_process(env={name: f"{shell}_source"}).out

    assert "_lkjip_completion" in said
    assert "periksa" in run_process(env={name: f"{shell}_complete", "COMP_WORDS": "lkjip per", "COMP_CWORD": "1"}).out


def block(page: Path, beginning: str) -> list[str]:
    """The lines of the code block of a page that begins so."""
    blocks = re.findall(r"```\w*\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    (found,) = [each for each in blocks if each.startswith(beginning)]
    return [line for line in found.splitlines() if line]


def test_what_the_readme_shows_is_what_the_command_says() -> None:
    command, *shown = block(ROOT / "README.md", "$ lkjip periksa")
    said = run("periksa", EXAMPLE).out.splitlines()

    assert command.startswith(f"$ lkjip periksa {EXAMPLE.relative_to(ROOT).as_posix()}")
    assert shown == said[: len(shown)]


def test_what_the_guide_says_of_next_year(tmp_path: Path) -> None:
    (line,) = block(GUIDE / "tahun-baru.md", "indikator")
    assert line in run("tahun-baru", EXAMPLE, "--keluaran", tmp_path / "b.xlsm").err


def test_what_the_guide_says_of_a_figures_reason(tmp_path: Path) -> None:
    shown = block(GUIDE / "jelaskan.md", "Tingkat hunian")
    folder = write_folder(
        tmp_path / "csv",
        tabel_2_1="no,sasaran,indikator,target,satuan\n1,Sasaran,Tingkat hunian,75,%\n",
        tabel_3_1="indikator,satuan,target_2023,realisasi_2023,arah\nTingkat hunian,%,75,98.2,naik\n",
        aturan="kunci,pilihan\nbatas_atas,120\n",
    )
    book = tmp_path / "a.xlsm"
    assert run("isi", folder, "--keluaran", book).status == 0
    assert run("jelaskan", book).out.splitlines()[: len(shown)] == shown


def test_what_the_guide_says_of_a_comparison(tmp_path: Path) -> None:
    shown = block(GUIDE / "banding.md", "Jumlah indikator")
    folder = copy_boyolali(tmp_path / "csv")
    table = folder / "tabel_3_1.csv"
    edit(table, '"80,00","80,00","82,00","82,00",100,B,Kasi Politik', '"80,00","80,00","90,00","82,00",100,B,Kasi Politik')
    edit(table, '"97,56","98,78","98,78"', '"97,56","98,78","80,00"')
    with table.open("a", encoding="utf-8") as rows:
        rows.write("Indikator baru,%,,,,,100,80,,,\n")
    new = tmp_path / "baru.xlsm"
    assert run("isi", folder, "--keluaran", new).status == 0
    assert run("banding", EXAMPLE, new).out.splitlines() == shown


# ---------------------------------------------------------------- messages
@pytest.mark.parametrize(
    ("lock", "message"), [("~${}", "sedang dibuka di Excel; tutup dulu"), (".~lock.{}#", "sedang dibuka di LibreOffice")]
)
def test_a_workbook_that_is_open(lock: str, message: str, tmp_path: Path) -> None:
    book = tmp_path / "LKjIP.xlsm"
    book.write_bytes(TEMPLATE.read_bytes())
    left = tmp_path / lock.format(book.name)
    left.touch()
    outcome = run("sinkron", book)

    assert outcome.status == 2
    assert message in outcome.err
    left.unlink()  # as the guide advises
    assert run("sinkron", book).status == 0


def test_what_a_revised_target_is_called(tmp_path: Path) -> None:
    folder = copy_boyolali(tmp_path / "csv")
    page = (GUIDE / "siklus-tahunan.md").read_text(encoding="utf-8")
    for name in ("tabel_2_1.csv", "tabel_3_1.csv"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace('"82,00","82,00",100', '"78,00","78,00",100'), encoding="utf-8")
    assert '"berubah dari 82 ke 78"' in page
    agreed = folder / "perjanjian_kinerja_2020.csv"
    lines = agreed.read_text(encoding="utf-8").splitlines()
    changed = [
        re.sub(r'"?82,00"?|\b82\b', "78", line) if line.startswith("perubahan") and "partisipasi" in line else line for line in lines
    ]
    assert changed != lines
    agreed.write_text("\n".join(changed) + "\n", encoding="utf-8")
    book = tmp_path / "a.xlsm"
    run("isi", folder, "--keluaran", book)

    assert "berubah dari 82 ke 78" in run("periksa", book).out
