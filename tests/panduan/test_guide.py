"""The complete guide with its pictures: every link works, and every sheet has its page."""

from __future__ import annotations

import json
import logging
import posixpath
import re
import subprocess
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest
from lxml import html
from PIL import Image

from lkjip.cli import lkjip
from lkjip.model.tables import TABEL_3_1
from lkjip.model.tables.profile import PROFIL
from lkjip.ooxml.package import Package
from scripts import panduan, panduan_hooks, panduan_screens
from scripts.books import TEMPLATE
from scripts.panduan_hooks import INDEX_NAME, PDF_NAME, sheet_pages
from scripts.rilis import COMMANDS, GUIDE_FILES
from tests.kit.sharing import made_once
from tests.panduan.pages import GUIDE, PAGES, name_of
from xlfuncs.functions import FUNCTIONS

OTHER_SITES: Final = ("https://www.python.org/", "https://www.mkdocs.org/", "https://readthedocs.org", "https://github.com/readthedocs/")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide, built as `make panduan` builds it; a link that leads nowhere ends the build."""
    return made_once(tmp_path_factory, "panduan", _make)


def _make(folder: Path) -> None:
    said: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    listener.setLevel(logging.ERROR)
    logging.getLogger("weasyprint").addHandler(listener)
    panduan.make(folder)
    logging.getLogger("weasyprint").removeHandler(listener)
    assert said == []  # places of the PDF that nothing stands at, pictures that are not there


def pages_of(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


# ---------------------------------------------------------------- pages
def test_every_link_and_picture_leads_somewhere(site: Path) -> None:
    trees = {page.relative_to(site).as_posix(): html.parse(str(page)) for page in pages_of(site) if page.name != "404.html"}
    places = {url: {element.get("id") for element in tree.iter() if element.get("id")} for url, tree in trees.items()}
    for url, tree in trees.items():
        for link in tree.xpath("//@href | //img/@src | //script/@src"):
            if "://" in link:
                assert link.startswith(OTHER_SITES), f"{url}: {link}"
                continue
            path, _, anchor = unquote(link).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), path)) if path else url
            assert (site / target).is_file(), f"{url}: {link}"
            assert not anchor or target not in places or anchor in places[target], f"{url}: {link}"


def test_it_opens_without_a_network(site: Path) -> None:
    for page in pages_of(site):
        loaded = html.parse(str(page)).xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
        assert loaded
        assert not [each for each in loaded if "//" in each]


def test_every_sheet_has_its_page_and_its_picture(site: Path) -> None:
    with Package(TEMPLATE) as package:
        names = [panduan_hooks.page_name(sheet) for sheet in package.sheet_parts]

    assert sorted(path.stem for path in (site / "lembar").glob("*.html")) == sorted(names)
    for name in names:
        with Image.open(site / "gambar" / f"{name}.png") as picture:
            assert picture.width > 300
            assert picture.convert("L").getextrema() == (0, 255)  # something is written on it
        assert f"gambar/{name}.png" in (site / "lembar" / f"{name}.html").read_text(encoding="utf-8")


def test_tables_of_the_guide_are_the_declared_ones(site: Path) -> None:
    columns = (site / "lembar" / "tabel-3-1.html").read_text(encoding="utf-8")
    assert all(f"<td>{column.name}</td>" in columns for column in TABEL_3_1.columns if column.exported)
    profil = (site / "lembar" / "profil.html").read_text(encoding="utf-8")
    assert all(f"<td>{key.label}</td>" in profil for key in PROFIL)
    functions = (site / "fungsi.html").read_text(encoding="utf-8")
    assert all(argument.help.partition('"')[0] in functions for function in FUNCTIONS for argument in function.arguments)
    assert not [page.name for page in pages_of(site) if "{{" in page.read_text(encoding="utf-8")]


def test_screens_are_there_with_a_number_at_each_thing_to_look_for(site: Path) -> None:
    for name, shot in {**panduan_screens.SHOTS, **panduan_screens.QUARTER_SHOTS}.items():
        with Image.open(site / "gambar" / panduan_screens.picture_name(name)) as picture:
            reds = sum(count for count, colour in picture.convert("RGB").getcolors(1 << 24) or [] if colour == (0xC0, 0, 0))
        assert reds > 300 * len(shot.marks)
    text = (site / "sepuluh-menit.html").read_text(encoding="utf-8")
    assert all(panduan_screens.picture_name(name) in text for name in panduan_screens.SHOTS)
    of_quarters = "".join((site / page).read_text(encoding="utf-8") for page in ("tiap-triwulan.html", "lembar/mulai.html"))
    assert all(panduan_screens.picture_name(name) in of_quarters for name in panduan_screens.QUARTER_SHOTS)


# ---------------------------------------------------------------- the search
def index_of(site: Path) -> list[dict[str, str]]:
    text = (site / INDEX_NAME).read_text(encoding="utf-8")
    entries: list[dict[str, str]] = json.loads(text.removeprefix("var INDEKS = ").rstrip().removesuffix(";"))
    return entries


def test_the_search_needs_no_network_and_no_server(site: Path) -> None:
    """A page that was opened from a folder may load scripts, but may fetch nothing."""
    scripts = html.parse(str(site / "cari.html")).xpath("//script/@src")
    assert scripts.index(INDEX_NAME) < scripts.index("cari.js")
    assert not re.search(r"fetch|XMLHttpRequest|import\b|Worker", (site / "cari.js").read_text(encoding="utf-8"))
    for page in pages_of(site):
        if page.name != "404.html":
            (target,) = html.parse(str(page)).xpath("//form[@method='get']/@action")
            assert posixpath.normpath(page.parent / target) == str(site / "cari.html")


def test_the_search_finds_every_page_and_every_question(site: Path) -> None:
    entries = index_of(site)
    found = {entry["url"].partition("#")[0] for entry in entries}
    questions = re.findall(r"^\*\*(.+)\*\*$", (GUIDE / "tanya-jawab.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert found == {name.removesuffix(".md") + ".html" for name in printed_pages()}
    assert {question.replace("`", "") for question in questions} <= {entry["judul"] for entry in entries}
    for entry in entries:
        path, _, anchor = entry["url"].partition("#")
        assert not anchor or html.parse(str(site / path)).xpath(f"//*[@id='{anchor}']"), entry["url"]


# ---------------------------------------------------------------- the PDF
def test_the_pdf_holds_every_page(site: Path) -> None:
    text = subprocess.run(["pdftotext", str(site / PDF_NAME), "-"], check=True, capture_output=True, text=True, encoding="utf-8").stdout
    plain = re.sub(r"\s+", " ", text)

    assert set(GUIDE_FILES) == {PDF_NAME, "index.html"}
    for page in PAGES:
        title = page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        assert title in plain or name_of(page) not in printed_pages(), name_of(page)


def printed_pages() -> list[str]:
    """Every page but the search and those of sheets that the template does not have."""
    return [name for name in map(name_of, PAGES) if name != "cari.md" and (not name.startswith("lembar/") or name in sheet_pages())]


# ---------------------------------------------------------------- what it speaks of
def test_the_commands_it_names_exist() -> None:
    files = {path.name for path in COMMANDS.glob("*.cmd")}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for command in re.findall(r"^lkjip(?:\.cmd)? ([a-z][a-z-]+)", "\n".join(re.findall(r"`+([^`]+)`+", text)), re.MULTILINE):
            assert command in lkjip.commands, f"{name_of(page)}: lkjip {command}"
        assert set(re.findall(r"\b[a-z-]+\.cmd\b", text)) <= files, name_of(page)


def test_the_buttons_it_names_exist() -> None:
    """A caption in bold on the page of Mulai stands on a button of the template."""
    with Package(TEMPLATE) as package:
        captions = {
            caption
            for part in package.names
            if part.endswith(".vml")
            for caption in re.findall(r">([A-Z][a-z ]+)</font>", package.part(part).decode("utf-8"))
        }
    listed = re.findall(r"^\| ([A-Z][a-z ]+) \| ", (GUIDE / "lembar" / "mulai.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"Sinkronkan", "Bantuan", "Periksa pemasangan"} <= set(listed)
    assert set(listed) <= captions
    assert "Tambah baris" in captions


def test_nobody_claims_that_excel_was_run() -> None:
    assert "Belum pernah dijalankan di Excel sungguhan" in (GUIDE / "index.md").read_text(encoding="utf-8")
