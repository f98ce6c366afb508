"""Checks of the texts that go into the printed report, and of who is above whom in the organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, listed, name
from lkjip.model import prose, tables
from lkjip.model.finding import Fold, Remark
from lkjip.model.tables.prose import BAGIAN, PERIKSA


def _part(line: Line) -> str:
    """Where a text is printed, in words."""
    return BAGIAN.get(part := prose.part_of(line.values), part or "tanpa bagian")


@check(
    "teks-belum-diperiksa",
    "info",
    f'Teks di lembar Naskah masih berakhiran "{PERIKSA}": teks bawaan templat, atau teks tahun lalu, yang belum dibaca lagi. Selama kantor'
    " belum menulis satu teks pun di lembar itu, hal ini tidak disebut.",
)
def unread_texts(book: Book) -> Iterator[Remark]:
    lines = book.lines(tables.NASKAH)
    if not prose.written(tables.NASKAH, [line.values for line in lines]):
        return
    for line in lines:
        if prose.is_unread(line.name):
            yield line.remark(
                "teks",
                message=f'Teks {_part(line)} masih berakhiran "{PERIKSA}"',
                expected=f'teks tanpa "{PERIKSA}"',
                advice=f'Sesuaikan teksnya, lalu hapus "{PERIKSA}"; atau hapus barisnya.',
                fold=Fold(f'{{n}} teks di lembar Naskah masih berakhiran "{PERIKSA}"', _part(line), one_cause=True),
            )


@check(
    "sisipan-naskah",
    "peringatan",
    "Teks di lembar Naskah menyebut kunci di antara kurung kurawal yang tidak ada di Profil, misalnya {pimpinan}. Kunci seperti itu tidak"
    " diisi, jadi tercetak apa adanya.",
)
def unknown_placeholders(book: Book) -> Iterator[Remark]:
    for line in book.lines(tables.NASKAH):
        unknown = [each for each in prose.PLACEHOLDER.findall(str(line.name or "")) if each not in prose.KEYS]
        if unknown:
            yield line.remark(
                "teks",
                message=f"Teks {_part(line)} menyebut {listed(f'{{{each}}}' for each in dict.fromkeys(unknown))}, yang tidak ada di Profil",
                expected="kunci di kolom Kunci lembar Profil",
                advice="Tulis kunci yang ada, misalnya {kantor} atau {tahun}, atau ketik isinya.",
            )


@check(
    "naskah-ganda",
    "peringatan",
    "Teks yang sama ada dua kali dalam satu bagian di lembar Naskah, sehingga tercetak dua kali; atau dua teks dalam satu bagian bernomor"
    " urut sama.",
)
def double_texts(book: Book) -> Iterator[Remark]:
    texts: dict[tuple[str, str], Line] = {}
    numbers: dict[tuple[str, float], Line] = {}
    for line in book.lines(tables.NASKAH):
        part, number = prose.part_of(line.values), line["urutan"]
        if line.name is not None and (first := texts.setdefault((part, book.key(line.name)), line)) is not line:
            yield line.remark(
                "teks",
                message=f"{name(line.name)} sudah ada di sel {first.cell('teks')}, bagian {_part(line)} juga",
                expected="satu kali",
                advice="Hapus salah satu barisnya.",
            )
        elif isinstance(number, float | int) and (first := numbers.setdefault((part, float(number)), line)) is not line:
            yield line.remark(
                "urutan",
                message=f"Urutan {figure(number)} di bagian {_part(line)} sudah dipakai di sel {first.cell('urutan')}",
                expected="urutan yang berbeda",
                advice="Beri nomor lain, atau kosongkan: tanpa nomor, urutannya menurut baris di lembar.",
                fold=Fold(f"Urutan {{n}} teks di bagian {_part(line)} sudah dipakai teks lain", figure(number)),
            )


@check(
    "induk-organisasi",
    "peringatan",
    'Jabatan di kolom "Di bawah jabatan" lembar Organisasi tidak ada di kolom Jabatan, ada dua kali, atau berada di bawah dirinya sendiri.'
    " Bagan organisasi tidak dapat digambar dari susunan seperti itu.",
)
def superiors(book: Book) -> Iterator[Remark]:
    posts: dict[str, list[Line]] = {}
    for line in book.lines(tables.ORGANISASI):
        if line.name is not None:
            posts.setdefault(book.key(line.name), []).append(line)
    above = {key: book.key(lines[0]["induk"]) for key, lines in posts.items() if lines[0]["induk"] is not None}
    for key, lines in posts.items():
        for line in lines:
            if line["induk"] is None:
                continue
            induk = book.key(line["induk"])
            if induk not in posts:
                message, advice = f"{figure(line['induk'])} tidak ada di kolom Jabatan", "Samakan tulisannya dengan kolom Jabatan."
            elif len(posts[induk]) > 1:
                cells = listed(each.cell("jabatan") for each in posts[induk])
                message, advice = f"{figure(line['induk'])} ada di sel {cells}", "Beri jabatannya nama yang berbeda, atau pilih satu."
            elif _is_below_itself(key, {**above, key: induk}):
                message, advice = f"{name(line.name)} berada di bawah dirinya sendiri", "Kosongkan Induk pimpinannya."
            else:
                continue
            yield line.remark("induk", message=f"Induk {name(line.name)}: {message}", expected="satu jabatan di lembar ini", advice=advice)


def _is_below_itself(post: str, above: Mapping[str, str]) -> bool:
    """Whether the posts above a post lead back to it."""
    seen: set[str] = set()
    there = above.get(post)
    while there is not None and there not in seen:
        if there == post:
            return True
        seen.add(there)
        there = above.get(there)
    return False
