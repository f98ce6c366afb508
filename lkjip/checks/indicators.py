"""Checks of the lists of indicators: missing, repeated, differently spelled or differently ordered ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lkjip.checks.book import Book, Document, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import listed, name
from lkjip.model import tables
from lkjip.model.columns import Role
from lkjip.model.finding import Fold, Remark

_PLAIN_WORDS: Final = {
    "prosentase": "persentase",
    "aktifitas": "aktivitas",
    "analisa": "analisis",
    "efektifitas": "efektivitas",
    "idiologi": "ideologi",
    "ijin": "izin",
    "kwalitas": "kualitas",
    "kwantitas": "kuantitas",
    "produktifitas": "produktivitas",
    "resiko": "risiko",
    "sistim": "sistem",
    "tehnis": "teknis",
}
"""Nonstandard words in reports, with their form in the dictionary of Bahasa Indonesia (KBBI)."""


@check(
    "indikator-hilang",
    "galat",
    "Sebuah indikator tidak ada di tabel yang seharusnya memuatnya, atau hanya ada di satu tabel. Tabel 2.1, Tabel 3.1, Perjanjian Kinerja,"
    " RKT, Renstra, IKU, Pengukuran Kinerja, dan Narasi memuat indikator yang sama; begitu pula RKT dan Penetapan Kinerja tahun berikutnya."
    " Indikator di Cascading dan Rencana Aksi harus ada di salah satunya. Tabel yang dibiarkan kosong tidak diperiksa.",
)
def missing(book: Book) -> Iterator[Remark]:
    next_year = [document for document in book.next_year if document.table is not tables.RENSTRA]
    for documents in (book.this_year, next_year):
        used = [document for document in documents if document.lines]
        for indicator in dict.fromkeys(key for document in used for key in document.by_indicator):
            present = [document for document in used if indicator in document.by_indicator]
            absent = [document for document in used if indicator not in document.by_indicator]
            if len(absent) > len(present):
                for document in present:
                    yield _only_here(document.by_indicator[indicator], document.indicator, absent)
            else:
                for document in absent:
                    yield _not_here(document, present[0].by_indicator[indicator], [each.name for each in present])
    known = {indicator for document in (*book.this_year, *book.next_year) for indicator in document.by_indicator}
    for document in book.all_documents:
        if known and document.table in (tables.CASCADING, tables.RENCANA_AKSI):
            for indicator, line in document.by_indicator.items():
                if indicator not in known:
                    yield _only_here(line, document.indicator, [each for each in book.this_year if each.lines])


def _only_here(line: Line, key: str, absent: Sequence[Document]) -> Remark:
    return line.remark(
        key,
        message=f"Indikator {name(line[key])} tidak ada di {listed(document.name for document in absent)}",
        expected="indikator yang ada di tabel lain",
        advice="Samakan namanya dengan tabel lain, tambahkan di sana, atau hapus barisnya di sini.",
        fold=Fold(f"{{n}} indikator tidak ada di {listed(document.name for document in absent)}", name(line[key])),
    )


def _not_here(document: Document, there: Line, present: Sequence[str]) -> Remark:
    first, last = (document.lines[place].cell(document.indicator) for place in (0, -1))
    return Remark(
        there.book.sheet(document.table),
        ":".join(dict.fromkeys((first, last))),
        f"{document.name} tidak memuat indikator {name(there.name)}, padahal ada di {listed(present)} ({there.where(there.table.row_key)})",
        str(there.name),
        "Tambahkan barisnya, atau samakan namanya bila ditulis lain di sini.",
        Fold(f"{document.name} tidak memuat {{n}} indikator yang ada di {listed(present)}", name(there.name)),
    )


@check(
    "ganda",
    "galat",
    "Indikator, program, kategori, atau uraian yang sama ada dua kali dalam satu tabel, sehingga dihitung dua kali. Di Tabel 3.2 dan"
    " Cascading satu indikator boleh berbaris-baris.",
)
def twice(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        if table.repeats:
            continue
        seen: dict[tuple[str | None, str], Line] = {}
        for line in book.lines(table):
            if line.name is None:
                continue
            first = seen.setdefault((_part(line), book.key(line.name)), line)
            if first is not line:
                yield line.remark(
                    table.row_key,
                    message=f"{name(line.name)} sudah ada di sel {first.cell(table.row_key)}",
                    expected="satu kali",
                    advice="Hapus salah satu barisnya, atau betulkan namanya.",
                    fold=Fold(f"{name(line.name)} ada lebih dari sekali", name(line.name), one_cause=True),
                )


def _part(line: Line) -> str | None:
    """Which part of its table a row belongs to."""
    key = line.table.key_with(Role.BAGIAN)
    return None if key is None else line.choice(key)


@check(
    "ejaan",
    "info",
    "Nama indikator yang sama ditulis berbeda dari kebanyakan tabel lain: huruf besar, tanda baca, spasi, atau ejaan. Yang mirip sekali"
    " dianggap indikator yang sama, supaya targetnya tetap dibandingkan.",
)
def spellings(book: Book) -> Iterator[Remark]:
    written: dict[str, dict[str, list[tuple[Document, Line]]]] = {}
    for document in book.all_documents:
        for line in document.lines:
            text = " ".join(str(line[document.indicator]).split())
            written.setdefault(book.indicator(line[document.indicator]), {}).setdefault(text, []).append((document, line))
    for texts in written.values():
        if len(texts) < 2:
            continue
        usual = max(texts, key=lambda text: len({document.name for document, _ in texts[text]}))
        for text, places in texts.items():
            if text == usual:
                continue
            same = "" if book.key(text) == book.key(usual) else "; dianggap indikator yang sama"
            there, other = texts[usual][0]
            message = f'Ditulis "{text}", padahal {other.where(there.indicator)} menulis "{usual}"{same}'
            for document, line in places:
                yield line.remark(
                    document.indicator,
                    message=message,
                    expected=usual,
                    advice="Samakan tulisannya di semua tabel.",
                    fold=Fold(message, text, one_cause=True),
                )


@check(
    "kata-baku",
    "info",
    "Nama indikator memakai kata yang tidak baku menurut KBBI, misalnya Prosentase untuk Persentase. Satu temuan untuk setiap kata.",
)
def standard_words(book: Book) -> Iterator[Remark]:
    for document in book.all_documents:
        for line in document.lines:
            for word in sorted(_PLAIN_WORDS.keys() & str(line[document.indicator]).casefold().split()):
                yield line.remark(
                    document.indicator,
                    message=f'Kata "{word}" tidak baku',
                    expected=_PLAIN_WORDS[word],
                    advice=f'Tulis "{_PLAIN_WORDS[word]}" di semua tabel, bila dokumen asalnya boleh diubah.',
                    fold=Fold(f'Kata "{word}" tidak baku di {{n}} sel', one_cause=True),
                )


@check(
    "urutan",
    "info",
    "Urutan indikator di sebuah tabel berbeda dari Tabel 3.1 (atau Tabel 2.1 bila Tabel 3.1 kosong). Satu temuan untuk setiap tabel, di"
    " baris pertama yang berbeda.",
)
def order(book: Book) -> Iterator[Remark]:
    used = [document for document in (*book.all_documents[:1], *book.this_year, *book.next_year) if document.lines]
    if not used:
        return
    reference = list(used[0].by_indicator)
    places = {indicator: place for place, indicator in enumerate(reference)}
    reported = set()
    for document in used[1:]:
        here = [indicator for indicator in document.by_indicator if indicator in places]
        wanted = sorted(here, key=places.__getitem__)
        differs = next((number for number, pair in enumerate(zip(here, wanted, strict=True)) if pair[0] != pair[1]), None)
        if differs is not None and document.name not in reported:
            reported.add(document.name)
            line, other = document.by_indicator[here[differs]], used[0].by_indicator[wanted[differs]]
            yield line.remark(
                document.indicator,
                message=f"Urutan indikator berbeda dari {used[0].name}: di sini {name(line.name)}, di sana {name(other.name)}",
                expected=str(other.name),
                advice=f"Urutkan seperti {used[0].name}, supaya mudah dibandingkan.",
            )
