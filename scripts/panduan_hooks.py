"""Hooks for MkDocs: fill in tables from the declarations, add the pictures, and make a PDF.

A line `{{ kolom tbl_31 }}` in a page becomes the columns of that table, `{{ fungsi CAPAIAN }}` the arguments of that function,
`{{ profil }}` the keys of the sheet Profil, `{{ daftar_predikat }}` the shipped lists of grades.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from lxml import etree, html
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lkjip import __version__
from lkjip.model.columns import Column, Kind
from lkjip.model.grades import SHIPPED
from lkjip.model.tables import TABLES
from lkjip.model.tables.profile import PROFIL
from xlfuncs import id_format
from xlfuncs.aturan import ATURAN, PAKETS, Kunci
from xlfuncs.functions import FUNCTIONS

ROOT: Final = Path(__file__).resolve().parents[1]
PICTURES: Final = ROOT / "keluaran" / "gambar"
PDF_NAME: Final = "Panduan LKjIP.pdf"
_MARK: Final = re.compile(r"^\{\{ (\w+)(?: (\w+))? \}\}$", re.MULTILINE)
_KINDS: Final = {
    Kind.TEXT: "teks",
    Kind.LIST: "teks, satu hal satu baris",
    Kind.NUMBER: "angka",
    Kind.PERCENT: "persen",
    Kind.RUPIAH: "rupiah",
    Kind.COUNT: "nomor",
}
_PAPER: Final = ROOT / "docs" / "cetak.css"

_DOCUMENT: Final = """<html lang="id"><title>{title}</title>
<section class="cover"><h1>{title}</h1><p>Buku kerja Laporan Kinerja Instansi Pemerintah, versi {version}</p></section>
<section><h1>Isi</h1><ul class="toc">{contents}</ul></section>
{body}"""

_sections: Final[dict[str, html.HtmlElement]] = {}
"""The content of this build's pages, by URL."""


# ---------------------------------------------------------------- pages
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pictures, which were drawn before, and the licence of the theme's code to the guide's files."""
    licence = distribution("mkdocs").read_text("licenses/LICENSE") or ""
    files.append(File.generated(config, "LICENSE-MkDocs.txt", content=licence))
    for picture in sorted(PICTURES.glob("*.png")):
        files.append(File.generated(config, f"gambar/{picture.name}", abs_src_path=str(picture)))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    return _MARK.sub(lambda mark: _WRITERS[mark[1]](mark[2]), markdown)


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
}


# ---------------------------------------------------------------- the PDF
def on_nav(nav: Navigation, **_: Any) -> None:
    _sections.clear()
    _sections.update((page.url, html.Element("section")) for page in nav.pages)


def on_page_content(content: str, page: Page, **_: Any) -> None:
    _sections[page.url] = html.fragment_fromstring(content, create_parent="section")


def on_post_build(config: MkDocsConfig) -> None:
    """Write the PDF: all pages in the order of the navigation, with links between them."""
    import weasyprint  # only then: it takes long to load

    for url, section in _sections.items():
        _join(url, section)
    contents = "".join(f'<li><a href="#{_id(url)}">{section.findtext("h1")}</a></li>' for url, section in _sections.items())
    body = "".join(etree.tostring(section, encoding="unicode", method="html") for section in _sections.values())
    text = _DOCUMENT.format(title=config.site_name, version=__version__, contents=contents, body=body)
    document = weasyprint.HTML(string=text, base_url=f"{config.site_dir}/")
    document.write_pdf(Path(config.site_dir) / PDF_NAME, stylesheets=[weasyprint.CSS(_PAPER)])


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
