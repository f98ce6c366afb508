"""Hooks for MkDocs: fill in tables from the declarations, add the pictures and an index for the search, and make a PDF.

A line `{{ kolom tbl_31 }}` in a page becomes the columns of that table, `{{ fungsi CAPAIAN }}` the arguments of that function,
`{{ profil }}` the keys of the sheet Profil, `{{ daftar_predikat }}` the shipped lists of grades, `{{ perintah }}` the commands,
`{{ layar mulai }}` a picture of a screen with what is marked in it.
"""

from __future__ import annotations

import gc
import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from lxml import etree, html
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lkjip import __version__
from lkjip.cli import lkjip
from lkjip.model.columns import Column, Kind
from lkjip.model.grades import SHIPPED
from lkjip.model.tables import TABLES
from lkjip.model.tables.profile import PROFIL
from lkjip.ooxml.package import Package
from scripts.books import TEMPLATE
from scripts.panduan_screens import QUARTER_SHOTS, SHOTS, picture_name
from xlfuncs import id_format
from xlfuncs.aturan import ATURAN, PAKETS, Kunci
from xlfuncs.functions import FUNCTIONS

ROOT: Final = Path(__file__).resolve().parents[1]
PICTURES: Final = ROOT / "keluaran" / "gambar"
PDF_NAME: Final = "Panduan LKjIP.pdf"
INDEX_NAME: Final = "cari-indeks.js"
_SHEETS: Final = "Lembar demi lembar"
_MARK: Final = re.compile(r"^\{\{ (\w+)(?: (\w+))? \}\}$", re.MULTILINE)
_SCREEN: Final = re.compile(r"^\{\{ layar (\w+) \}\}$", re.MULTILINE)
_KINDS: Final = {
    Kind.TEXT: "teks",
    Kind.LIST: "teks, satu hal satu baris",
    Kind.NUMBER: "angka",
    Kind.PERCENT: "persen",
    Kind.RUPIAH: "rupiah",
    Kind.COUNT: "nomor",
}
_WHOLE: Final = 1000
"""Characters, so that no description of a command is cut."""
_PAPER: Final = ROOT / "docs" / "cetak.css"

_DOCUMENT: Final = """<html lang="id"><title>{title}</title>
<section class="cover"><h1>{title}</h1><p>Buku kerja Laporan Kinerja Instansi Pemerintah, versi {version}</p></section>
<section><h1>Isi</h1><ul class="toc">{contents}</ul></section>
{body}"""

_sections: Final[dict[str, html.HtmlElement]] = {}
"""The content of this build's pages, by URL."""


def page_name(sheet: str) -> str:
    """The name of a sheet's page and picture, as the button Bantuan forms it: "Tabel 3.1" -> "tabel-3-1"."""
    return re.sub(r"[^a-z0-9]+", "-", sheet.lower()).strip("-")


# ---------------------------------------------------------------- pages
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the page of each sheet to the navigation, in the order of the tabs."""
    config.nav = [*(config.nav or []), {_SHEETS: sheet_pages()}]
    return config


def sheet_pages() -> list[str]:
    """The page of each sheet of the template, in the order of the tabs."""
    with Package(TEMPLATE) as package:
        return [f"lembar/{page_name(sheet)}.md" for sheet in package.sheet_parts]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pictures, which were drawn before, and the licence of the theme's code; leave out pages of sheets that are not there."""
    for file in list(files.documentation_pages()):
        if file.src_uri.startswith("lembar/") and file.src_uri not in sheet_pages():
            files.remove(file)
    licence = distribution("mkdocs").read_text("licenses/LICENSE") or ""
    files.append(File.generated(config, "LICENSE-MkDocs.txt", content=licence))
    for picture in sorted(PICTURES.glob("*.png")):
        files.append(File.generated(config, f"gambar/{picture.name}", abs_src_path=str(picture)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    above = "../" * page.file.src_uri.count("/")
    written = _SCREEN.sub(lambda mark: _screen(mark[1], above), markdown)
    return _MARK.sub(lambda mark: _WRITERS[mark[1]](mark[2]), written)


def _screen(name: str, above: str) -> str:
    shot = {**SHOTS, **QUARTER_SHOTS}[name]
    marks = "\n".join(f"{number}. {mark.text}" for number, mark in enumerate(shot.marks, 1))
    return f"![Lembar {shot.sheet} di layar]({above}gambar/{picture_name(name)})\n\n{marks}"


def _columns(name: str) -> str:
    (table,) = (table for table in TABLES if table.name == name)
    shown = [column for column in table.columns if column.exported]
    return _table(("Kolom", "Isi", "Keterangan"), ((column.name, _what(column), column.help) for column in shown))


def _what(column: Column) -> str:
    if not column.is_input:
        return "dihitung sendiri"
    return " atau ".join(column.choices) if column.only_choices else _KINDS[column.kind]


def _arguments(name: str) -> str:
    (fungsi,) = (fungsi for fungsi in FUNCTIONS if fungsi.name == name)
    call = f"`{name}({';'.join(argument.name for argument in fungsi.arguments)})`"
    rows = ((f"`{argument.name}`", argument.help) for argument in fungsi.arguments)
    return f"{call}\n\n{fungsi.help}\n\n{_table(('Argumen', 'Isi'), rows)}"


def _profil(_: str) -> str:
    return _table(("Isian", "Kunci", "Keterangan"), ((key.label, f"`{key.key}`", key.help) for key in PROFIL))


def _grades(_: str) -> str:
    rows = ((name, "; ".join(f"{kode} {id_format.typed(nilai)}" for kode, nilai in codes.items())) for name, codes in SHIPPED.items())
    return _table(("Daftar", "Predikat dan nilainya"), rows)


def _choices(_: str) -> str:
    rows = ((f"`{kunci.nama}`", f"{kunci.arti} {_options(kunci)}") for kunci in ATURAN)
    return _table(("Kunci", "Arti dan pilihannya, yang bawaan lebih dulu"), rows)


def _options(kunci: Kunci) -> str:
    also = "; angka lain" if kunci.any_number else ""
    return "; ".join(f"**{name}**: {what}" for name, what in kunci.pilihan.items()) + f"{also}."


def _packages(_: str) -> str:
    rows = ((each.nama, "; ".join(f"{kunci} {pilihan}" for kunci, pilihan in each.pilihan.items()), each.skala) for each in PAKETS)
    return _table(("Paket", "Yang lain dari bawaan", "Skala yang ditawarkan"), rows)


def _commands(_: str) -> str:
    described = ((name, command.get_short_help_str(_WHOLE)) for name, command in lkjip.commands.items())
    return _table(("Perintah", "Mengerjakan"), ((f"`lkjip {name}`", said) for name, said in described))


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [headings, ("---" for _ in headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


_WRITERS: Final = {
    "kolom": _columns,
    "fungsi": _arguments,
    "profil": _profil,
    "daftar_predikat": _grades,
    "aturan": _choices,
    "paket": _packages,
    "perintah": _commands,
}


# ---------------------------------------------------------------- the PDF
def on_nav(nav: Navigation, **_: Any) -> None:
    _sections.clear()
    _sections.update((page.url, html.Element("section")) for page in nav.pages)


def on_page_content(content: str, page: Page, **_: Any) -> None:
    if page.url in _sections:  # the search is no page to print
        _sections[page.url] = html.fragment_fromstring(content, create_parent="section")


def on_post_build(config: MkDocsConfig) -> None:
    """Write what the search looks through, and the PDF: all pages in the order of the navigation, with links between them."""
    entries = [entry for url, section in _sections.items() for entry in _entries(url, section)]
    index = Path(config.site_dir) / INDEX_NAME
    index.write_text(f"var INDEKS = {json.dumps(entries, ensure_ascii=False, indent=0)};\n", encoding="utf-8")
    _write_pdf(config)


def _entries(url: str, section: html.HtmlElement) -> Iterator[dict[str, str]]:
    """What the search finds on a page: the text below each heading, and below each question of a list of questions."""
    page, place, heading, said = section.findtext("h1") or "", url, "", list[str]()

    def entry() -> Iterator[dict[str, str]]:
        text = " ".join(" ".join(said).split())
        if heading or text:
            yield {"url": place, "halaman": page, "judul": heading or page, "teks": text}

    for element in section.iterchildren("*"):
        parts = element.iterchildren("*") if element.tag == "dl" else [element]
        for part in parts:
            if part.tag in ("h1", "h2", "h3", "dt"):
                yield from entry()
                heading, said = part.text_content(), []
                place = f"{url}#{part.get('id')}" if part.get("id") else place
            else:
                said.append(part.text_content())
    yield from entry()


def _write_pdf(config: MkDocsConfig) -> None:
    import weasyprint  # only then: it takes long to load

    for url, section in _sections.items():
        _join(url, section)
    contents = "".join(f'<li><a href="#{_id(url)}">{section.findtext("h1")}</a></li>' for url, section in _sections.items())
    body = "".join(etree.tostring(section, encoding="unicode", method="html") for section in _sections.values())
    text = _DOCUMENT.format(title=config.site_name, version=__version__, contents=contents, body=body)
    document = weasyprint.HTML(string=text, base_url=f"{config.site_dir}/")
    gc.disable()  # nothing of the layout can go before the last page, and looking through it again and again takes long
    try:
        document.write_pdf(Path(config.site_dir) / PDF_NAME, stylesheets=[weasyprint.CSS(_PAPER)])
    finally:
        gc.enable()


def _join(url: str, section: html.HtmlElement) -> None:
    """Make a page's anchors unique in the joined document, and point its links to them."""
    for element in section.iter():
        if element.get("id"):
            element.set("id", _id(url, element.get("id", "")))
        for name in ("href", "src"):
            target = element.get(name, "")
            if target and "//" not in target:
                path, _, anchor = target.partition("#")
                path = posixpath.normpath(posixpath.join(posixpath.dirname(url), path)) if path else url
                element.set(name, f"#{_id(path, anchor)}" if path.endswith(".html") else path)
    section.set("id", _id(url))
    section.set("class", posixpath.dirname(url))


def _id(url: str, anchor: str = "") -> str:
    return "--".join(filter(None, (url.removesuffix(".html").replace("/", "-"), anchor)))
