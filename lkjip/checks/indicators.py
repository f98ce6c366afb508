"""Checks of the lists of indicators: missing, repeated, differently spelled or differently ordered ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from lkjip.checks.book import Book, Document, Line
from lkjip.checks.namesakes import Namesakes
from lkjip.checks.registry import check
from lkjip.checks.wording import listed, name
from lkjip.model import tables
from lkjip.model.columns import Role
from lkjip.model.finding import Fold, Remark
from lkjip.model.key import typed_key
from xlfuncs.errors import is_error

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
_OF_OTHERS: Final = (tables.CASCADING, tables.RENCANA_AKSI, tables.TRIWULAN_TABLE, tables.TINDAK_LANJUT)
"""Tables about indicators that other documents list."""


@check(
    "indikator-hilang",
    "galat",
    "Sebuah indikator tidak ada di tabel yang seharusnya memuatnya, atau hanya ada di satu tabel. Tabel 2.1, Tabel 3.1, Perjanjian Kinerja"
    " yang berlaku, RKT, Renstra, Pengukuran Kinerja, dan Narasi memuat indikator yang sama; begitu pula RKT dan Penetapan Kinerja tahun"
    " berikutnya. Setiap IKU harus ada di sana, tetapi tidak setiap indikator Perjanjian Kinerja harus IKU. Yang ditambahkan perubahan"
    " Perjanjian Kinerja tidak harus ada di RKT dan Renstra. Indikator di Cascading, Rencana Aksi, Triwulan, dan Tindak Lanjut"
    " harus ada di salah satunya. Tabel yang dibiarkan kosong tidak diperiksa.",
)
def missing(book: Book) -> Iterator[Remark]:
    next_year = [document for document in book.next_year if document.table is not tables.RENSTRA and document.lines]
    for documents, others in ((book.lists, [book.document(tables.IKU)]), (next_year, [])):
        for indicator in dict.fromkeys(key for document in (*documents, *others) for key in document.by_indicator):
            if documents is book.lists and indicator in book.dropped:
                continue
            present = [document for document in (*documents, *others) if indicator in document.by_indicator]
            absent = [document for document in documents if document not in present and not _is_excused(book, document, indicator)]
            if len(absent) > len(present):
                for document in present:
                    yield _only_here(document.by_indicator[indicator], document.indicator, absent)
            else:
                for document in absent:
                    yield _not_here(document, present[0].by_indicator[indicator], [each.name for each in present])
    known = {indicator for document in (*book.this_year, *book.next_year) for indicator in document.by_indicator}
    for document in book.all_documents:
        if known and document.table in _OF_OTHERS:
            for indicator, line in document.by_indicator.items():
                if indicator not in known:
                    yield _only_here(line, document.indicator, [each for each in book.this_year if each.lines])


def _is_excused(book: Book, document: Document, indicator: str) -> bool:
    """Whether a plan was made before the Perjanjian Kinerja perubahan added an indicator."""
    return document.table in (tables.RKT, tables.RENSTRA) and indicator in book.added


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
        f"{document.name} tidak memuat indikator {name(there.name)} dari {listed(present)} ({there.where(there.table.row_key)})",
        str(there.name),
        "Tambahkan barisnya, atau samakan namanya bila ditulis lain di sini.",
        Fold(f"{document.name} tidak memuat {{n}} indikator yang ada di {listed(present)}", name(there.name)),
    )


@check(
    "ganda",
    "galat",
    "Indikator, program, kategori, atau uraian yang sama ada dua kali dalam satu tabel, sehingga dihitung dua kali. Indikator yang bernama"
    " sama boleh bila sasarannya atau Induknya berbeda. Di Tabel 3.2 dan Cascading satu indikator boleh berbaris-baris.",
)
def twice(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        if table.repeats:
            continue
        seen: dict[tuple[str | None, str], tuple[Namesakes, list[Line]]] = {}
        for line in book.lines(table):
            if line.name is None:
                continue
            known, firsts = seen.setdefault((_part(line), _named(book, line)), (Namesakes(), []))
            same = known.same(book.apart(line))
            if same is None:
                known.add(book.apart(line))
                firsts.append(line)
                continue
            also = "; bila memang dua indikator, isi sasaran atau Induknya" if "induk" in table.names else ""
            yield line.remark(
                table.row_key,
                message=f"{name(line.name)} sudah ada di sel {firsts[same].cell(table.row_key)}",
                expected="satu kali",
                advice=f"Hapus salah satu barisnya, atau betulkan namanya{also}.",
                fold=Fold(f"{name(line.name)} ada lebih dari sekali", name(line.name), one_cause=True),
            )


def _named(book: Book, line: Line) -> str:
    """The key of a row's name; in an annex also which of several namesakes it is about, since it has no column for their parents."""
    is_one_of_several = "induk" not in line.table.names and book.indicator(line.name) in book.namesakes
    return book.identity(line) if is_one_of_several else book.key(line.name)


def _part(line: Line) -> str | None:
    """Which part of its table a row belongs to."""
    key = line.table.key_with(Role.BAGIAN)
    return None if key is None else line.choice(key)


@check(
    "daftar-terpotong",
    "peringatan",
    "Di Tabel 2.1 ada baris kosong di antara indikator. Daftar pilihan indikator di tabel lain berhenti terlalu awal karenanya, sehingga"
    " indikator yang terakhir tidak bisa dipilih.",
)
def cut_short(book: Book) -> Iterator[Remark]:
    table = tables.TABEL_2_1
    lines = book.lines(table)
    # the list is as long as there are names, from the first row on
    lost = [line for line in lines if line.place >= len(lines)]
    if lost:
        gap = next(place for place, line in enumerate(lines) if line.place != place)
        yield replace(lines[0], place=gap).remark(
            table.row_key,
            message=f"Baris kosong di antara indikator, sehingga {listed(name(line.name) for line in lost)} tidak ada di daftar pilihan",
            expected="indikator tanpa baris kosong di antaranya",
            advice="Hapus baris kosong itu: klik kanan di baris itu, Hapus, Baris Tabel.",
        )


@check(
    "baris-judul",
    "peringatan",
    "Baris di Tabel 2.1 atau Tabel 3.1 hanya judul: tanpa satuan dan angka, dan di bawahnya ada a., b., atau 1., 2. Pemeriksaan tidak"
    " menganggapnya indikator dan rata-rata tidak berubah, tetapi di ringkasan masih terhitung sebagai indikator yang belum diukur.",
)
def only_headings(book: Book) -> Iterator[Remark]:
    for table in (tables.TABEL_2_1, tables.TABEL_3_1):
        headings = book.headings(table)
        for line in book.lines(table):
            if line.place in headings:
                yield line.remark(
                    table.row_key,
                    message=f"Baris {name(line.name)} hanya judul dari {name(headings[line.place].name)}, bukan indikator",
                    expected="indikator dengan satuan dan target",
                    advice="Tulis judulnya di kolom Induk baris-baris di bawahnya, lalu hapus baris ini.",
                )


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
            message = f'Nama indikator di sini "{text}", di {other.where(there.indicator)} "{usual}"{same}'
            for document, line in places:
                yield line.remark(
                    document.indicator,
                    message=message,
                    expected=usual,
                    advice="Samakan tulisannya di semua tabel.",
                    fold=Fold(message, text, one_cause=True),
                )


@check(
    "ejaan-sasaran",
    "peringatan",
    "Sasaran yang sama ditulis berbeda di Tabel 2.1, Tabel 3.1, atau Tabel 3.2, misalnya dengan titik atau koma lain, sehingga terhitung"
    " sebagai dua sasaran. Huruf besar dan kecil serta spasi ganda tidak dipersoalkan.",
)
def spellings_of_sasaran(book: Book) -> Iterator[Remark]:
    written: dict[str, dict[str, list[Line]]] = {}
    for table in (tables.TABEL_2_1, tables.TABEL_3_1, tables.TABEL_3_2):
        for line in book.lines(table):
            if (sasaran := line["sasaran"]) is not None and not is_error(sasaran):
                written.setdefault(book.key(sasaran), {}).setdefault(typed_key(sasaran), []).append(line)
    for first, *others in (list(texts.values()) for texts in written.values()):
        usual = first[0]
        for line, *more in others:
            also = f" (juga di {len(more)} sel lain)" if more else ""
            yield line.remark(
                "sasaran",
                message=f'Sasaran di sini "{line["sasaran"]}"{also}, di {usual.where("sasaran")} "{usual["sasaran"]}";'
                " terhitung sebagai dua sasaran",
                expected=str(usual["sasaran"]),
                advice="Samakan tulisannya, supaya rata-rata per sasaran benar.",
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
