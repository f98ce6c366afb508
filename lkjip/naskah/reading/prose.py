"""The numbers of sentences: each with a role must be the figure of the workbook that its sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lkjip.checks.book import Line
from lkjip.checks.totals import KEGIATAN, REALISASI_KEGIATAN
from lkjip.naskah.reading import categories, counts, roles, years
from lkjip.naskah.reading.facts import OFFICE, Fact, Facts, Subject
from lkjip.naskah.reading.found import Counted, Discrepancy, around, differing, finding
from lkjip.naskah.reading.names import Names
from lkjip.naskah.reading.numbers import MASK, Number, Text, Unit, in_words, of_text, sentences
from lkjip.naskah.reading.sections import Placed

_QUOTES: Final = re.compile(r"[\"\u201c][^\"\u201c\u201d\n]{0,400}[\"\u201d]")
_YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
_OTHER_TIMES: Final = re.compile(
    r"tahun\s+(?:lalu|sebelumnya|kemarin|berikutnya|depan|mendatang|ke[- ]?\d)|semester|triwulan|bulan|perubahan|murni|semula|standar"
    r"|nasional|provinsi|jangka menengah|periode",
    re.IGNORECASE,
)
"""Words of a sentence whose figures may be of another time or of somebody else."""
_RENSTRA: Final = re.compile(r"renstra|rpjmd|jangka menengah|akhir periode", re.IGNORECASE)
_STANDARD: Final = re.compile(r"standar|nasional|provinsi|kabupaten/kota lain", re.IGNORECASE)
_GOES_ON: Final = re.compile(
    r"\W*(?:dan|dengan|dari|atau|pada|yang|sehingga|maka|tercapai|terealisasi|realisasi|capaian|target|digunakan|untuk|di|dalam|sedangkan"
    r"|adapun|telah|dapat|serta|namun|tetapi|karena|oleh|berdasarkan|sebesar|hanya|berada|mencapai|lebih|melebihi|melampaui|artinya|efisiensi)\b",
    re.IGNORECASE,
)
_WORKED: Final = re.compile(rf"[(\d][\d.,()\s x\u00d7*/+\u2013{MASK}-]{{5,120}}=\s*(?P<result>\d[\d.,]*)")
_CHANGED_AGAIN: Final = re.compile(r"\s*%?\s*,\s*(?:dibatasi|dibulatkan|dipotong)\b", re.IGNORECASE)
"""What follows a result that the rules change once more."""
_PLAIN_NUMBER: Final = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
_OF_RULES: Final = (1.0, 2.0, 100.0)
"""Numbers of the rules themselves."""
_TELLING: Final = 1000  # rupiah
_NEAR: Final = 80
_PARTS: Final = re.compile(r"\b(?:program|kegiatan|fisik|output|keluaran|iku|bidang|seksi|eselon|pegawai|triwulan)\b", re.IGNORECASE)
"""What has a capaian of its own, which is not the office's."""
_ELSEWHERE: Final = re.compile(
    r"triwulan|semester|\bbulan\b|tahun\s+(?:lalu|sebelumnya|kemarin|berikutnya|depan|mendatang)|standar|nasional|tingkat\s+provinsi|se-?\s*provinsi",
    re.IGNORECASE,
)
"""Words of a sentence about another time or other offices."""
_BUDGETED: Final = ("anggaran", "realisasi anggaran", "sisa anggaran", "serapan", "efisiensi")
_OTHERWISE: Final = {KEGIATAN: "anggaran", REALISASI_KEGIATAN: "realisasi anggaran"}
"""What a figure of the sheet Anggaran is where the office does not state it there."""
_FARTHEST: Final = 600
_MOST_NUMBERS: Final = 12
"""Characters and numbers before a number that may give it its role; ordinary sentences have fewer."""
_MEASURED: Final = ("target", "realisasi", "capaian", "target akhir", "kemajuan", "selisih")
_PER_PIECE: Final = re.compile(r"\s*(?:,-\s*)?(?:per|/|setiap|tiap)\s*[a-z]", re.IGNORECASE)
_ACTIVITY: Final = re.compile(
    r"\b(?:(?:sub\s*)?kegiatan|program)\s+(?!(?:dinas|badan|kantor|kec\b|kecamatan|inspektorat|sekretariat|satuan|rsud|perangkat|instansi)|dan\b|dengan\b|yang\b|tahun\b|pada\b|ini\b|tersebut\b|sebesar\b|kegiatan\b|di\b|adalah\b|untuk\b)[a-z]"
    r"|\b(?:paket|pengadaan|pembangunan|rehabilitasi|pemeliharaan|hibah|bantuan|bimtek|pelatihan|rapat|perjalanan|honor\w*|sewa|retribusi|pajak"
    r"|pendapatan|pad|penerimaan|dak|dau|dbh|refocusing)\b",
    re.IGNORECASE,
)
"""The name of something that has a budget of its own, once the names that the workbook knows are taken out."""
_DIFFERS: Final = re.compile(r"\s*(?:%|poin|persen)?\s*(?:naik|turun|di atas|di bawah)\b", re.IGNORECASE)
_UNIT_WORD: Final = re.compile(r"\s*([A-Za-z][A-Za-z/.]*)")


@dataclass(frozen=True)
class Reader:
    """What is needed to read sentences; `counted` is filled while reading."""

    facts: Facts
    names: Names
    counted: Counted

    def findings(
        self, placed: Placed, text: str, subjects: Sequence[Subject] = (), hidden: tuple[int, int] | None = None
    ) -> Iterator[Discrepancy]:
        """What the numbers of a text say wrongly.

        Args:
            subjects: what the text is about where it names nothing itself; by default what its section is about.
            hidden: a piece of it that is read otherwise.
        """
        if not any(map(str.isdigit, text)):
            return
        read = of_text(text, hidden=hidden)
        self.counted.excluded.update(read.excluded)
        about = subjects or placed.section.subjects
        for sentence in sentences(read.text):
            yield from self._sentence(placed, read, sentence, about)

    def _sentence(self, placed: Placed, read: Text, bounds: tuple[int, int], about: Sequence[Subject]) -> Iterator[Discrepancy]:
        start, end = bounds
        numbers = [number for number in read.numbers if start <= number.start < end and not is_year(number)]
        if not numbers:
            return
        sentence = read.text[start:end]
        mentioned = self.names.mentioned(sentence)
        plain = _without(read.masked, [span for span in self._spans(read.text, mentioned) if start <= span[0] < end])
        context = Context(self.facts, placed, sentence, mentioned, about)
        is_of_the_year = is_measured = False
        lines = list(_WORKED.finditer(plain, start, end)) if "=" in sentence else []
        for place, number in enumerate(numbers):
            earlier = numbers[:place]
            role = self._role(context, plain, (start, end), earlier, number, lines)
            yield from self._judged(context, read.text, number, role)
            is_of_the_year |= _is_telling(number, role)
            is_measured |= role.what in _MEASURED and bool(role.facts)
            if role.what == "capaian" and role.facts:
                yield from _category(context, plain[number.end : end], role.facts, around(read.text, number.start, number.end))

        if is_of_the_year:
            yield from years.other_year(self.facts, placed, read, bounds)
        elif is_measured:
            yield from years.unknown_year(self.facts, placed, read, bounds)

    def _role(
        self,
        context: Context,
        plain: str,
        bounds: tuple[int, int],
        earlier: Sequence[Number],
        number: Number,
        lines: Sequence[re.Match[str]],
    ) -> Expected:
        """What a number must be: a count, or a figure by the words before it, or the share of what was counted before it."""
        start, end = bounds
        worked = next((line for line in lines if line.start() <= number.start < line.end()), None)
        if worked and context.single and number.unit is not Unit.RUPIAH:
            is_changed = number.start >= worked.start("result") and _CHANGED_AGAIN.match(plain, number.end)
            return Expected("rumus", ()) if is_changed else context.worked(worked, number)
        counted = list(counts.of(context, plain, number, end)) if number.unit is Unit.PLAIN else []
        if counted:
            return Expected(counted[0].what, counted)
        expected = context.expected(_before(plain, start, earlier, number), number, plain[number.end : end])
        if expected.facts or expected.is_none or not earlier:
            return expected
        share = counts.share(context, plain, earlier[-1], number)
        return Expected("persentase", share) if share else expected

    def _judged(self, context: Context, text: str, number: Number, role: Expected) -> Iterator[Discrepancy]:
        placed = context.placed
        right = in_words(number.readings[0])
        if role.is_none:
            yield _no_figure(placed, text, number, context)
        elif role.facts and not any(number.is_print_of(fact.value) for fact in role.facts):
            yield differing(placed, text, number, role.what[:1].upper() + role.what[1:], role.facts, self.facts)
        elif number.words and right not in ("", number.words):
            said = f'{number.text.strip()} ditulis dengan kata "{number.words}"'
            yield finding("naskah-terbilang", placed, around(text, number.start, number.end), said, f"{number.text.strip()} ({right})")
        elif role.facts:
            self.counted.traced += 1
        else:
            self.counted.without_role += 1

    def _spans(self, text: str, mentioned: Sequence[Subject]) -> list[tuple[int, int]]:
        """Where names and quotations stand in a text."""
        found = [match.span() for match in _QUOTES.finditer(text)]
        for name in self.names.spelled(mentioned):
            words = re.findall(r"\w+", name)
            pattern = r"\W{0,4}".join(map(re.escape, words))
            found += [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)\)?", text, re.IGNORECASE)] if words else []
        return found


@dataclass(frozen=True)
class Expected:
    """What a number must be: what it is called, and the figures that it may be, the likeliest first; none if it has no role.

    `is_none` says that there can be no such figure.
    """

    what: str
    facts: Sequence[Fact] = ()
    is_none: bool = False


@dataclass(frozen=True)
class Context:
    """A sentence with what it may be about."""

    facts: Facts
    placed: Placed
    sentence: str
    mentioned: Sequence[Subject]
    about: Sequence[Subject]

    @cached_property
    def years(self) -> set[int]:
        return {int(each) for each in _YEAR.findall(self.sentence)}

    @cached_property
    def is_of_another_time(self) -> bool:
        """Whether the sentence tells of other years too, or only of them."""
        return bool(self.years - {self.facts.year}) or _OTHER_TIMES.search(self.sentence) is not None

    def of_kind(self, kind: str) -> Sequence[Subject]:
        return [each for each in self.mentioned if each.kind == kind]

    def worked(self, line: re.Match[str], number: Number) -> Expected:
        """What a number in a worked line, "(2 x 20,1 - 17,6) / 20,1 x 100 = 112,44", must be.

        Some work out the realisasi, from numbers that the workbook does not have.
        """
        capaian = self._any(self.single, "capaian")
        figures = [*self._any(self.single, "target"), *self._any(self.single, "realisasi")]
        if number.start >= line.start("result"):
            return Expected("capaian", [*capaian, *self._any(self.single, "realisasi")])
        operands = [float(each.replace(".", "").replace(",", ".")) for each in _PLAIN_NUMBER.findall(line[0])[:-1]]
        others = [each for each in operands if each not in (*_OF_RULES, number.readings[0])]
        is_of_these = any(each == fact.value for each in others for fact in figures)
        is_of_rule = number.readings[0] in _OF_RULES
        return Expected("rumus", () if is_of_rule or not is_of_these else figures)

    def expected(self, before: str, number: Number, after: str) -> Expected:
        """What a number must be by the words before it."""
        single = self.single
        if single and _DIFFERS.match(after) and (before.endswith("+") or number.readings[0] < 0):
            return Expected("selisih", [fact for each in single for fact in self.facts.of_all_years(each, "selisih")])
        role = roles.of(before, number)
        if role is None:
            return Expected("")
        if single and role.what == "efisiensi" and not self._any(single, "efisiensi") and self._has_no_budget(single):
            return Expected(role.what, is_none=True)
        if number.unit is Unit.RUPIAH and _PER_PIECE.match(after):
            return Expected("")
        facts = self._facts(role, single, number, after)
        is_of_a_part = role.what == "capaian" and not single and _PARTS.search(before[-_NEAR:]) is not None
        if is_of_a_part or (role.what in _BUDGETED and _ACTIVITY.search(before)):
            # of an activity that the workbook does not have nothing is known, but its figure may be there
            facts = [fact for fact in facts if number.is_print_of(fact.value)]
        return Expected(role.what, facts)

    @cached_property
    def single(self) -> Sequence[Subject]:
        """The indicators that a figure may be of."""
        return self.of_kind("indikator") or (() if self.of_kind("program") or self.of_kind("sasaran") else self.about)

    def _facts(self, role: roles.Role, single: Sequence[Subject], number: Number, after: str) -> Sequence[Fact]:
        if role.what in ("target", "realisasi", "target akhir", "kemajuan") or (role.what == "capaian" and single):
            return self._measured(role.what, single, number, after) if single else ()
        if single:
            return [*self._any(single, role.what), *self._any(self.of_kind("program"), role.what)]
        programs = self.of_kind("program")
        if programs and role.what in _BUDGETED:
            return self._any(programs, role.what)
        sasaran = self.of_kind("sasaran") or ([self.placed.section.sasaran] if self.placed.section.sasaran else [])
        of_office = role.of_office and re.search(role.needs, self.sentence, re.IGNORECASE) is not None
        whole = self.facts.of(OFFICE, role.what) or self.facts.of(OFFICE, _OTHERWISE.get(role.what, ""))
        facts = [*self._any(sasaran, role.what), *(whole if of_office else ())]
        # of another year nothing is known, but a figure of this one may be under it
        is_now = self.years <= {self.facts.year} and _ELSEWHERE.search(self.sentence) is None
        return facts if is_now else [fact for fact in facts if number.is_print_of(fact.value)]

    def _any(self, subjects: Sequence[Subject], what: str) -> list[Fact]:
        return [fact for subject in subjects for fact in self.facts.of(subject, what)]

    def _has_no_budget(self, subjects: Sequence[Subject]) -> bool:
        return any(fact.value == 0 for fact in self._any(subjects, "anggaran"))

    def _measured(self, what: str, subjects: Sequence[Subject], number: Number, after: str) -> Sequence[Fact]:
        """The target, realisasi or capaian of indicators; of all years where the sentence tells of several."""
        facts = [fact for subject in subjects for fact in self.facts.of(subject, what)]
        if not self._is_in_unit(what, subjects, number, after):
            return ()
        if _STANDARD.search(self.sentence) and not self._any(subjects, "standar"):
            return ()
        if self.is_of_another_time or _RENSTRA.search(self.sentence):
            for each in ("target", "realisasi", "capaian", "target akhir", "standar", "kemajuan"):
                facts += [fact for subject in subjects for fact in self.facts.of_all_years(subject, each)]
            told = {year for year in self.years if any(self.facts.of(each, what, year) for each in subjects)}
            is_known = what in ("target akhir", "kemajuan") or self.years <= told | {self.facts.year}
            return (
                facts if is_known and self.years <= self.facts.known_years else [fact for fact in facts if number.is_print_of(fact.value)]
            )
        if number.unit is Unit.PERCENT and what not in ("capaian", "kemajuan"):
            facts += self._any(subjects, "capaian") if not self._is_percent(subjects) else []
        if number.unit is Unit.RUPIAH and what == "realisasi":
            facts += self._any(subjects, "realisasi anggaran")
        return facts

    def _is_in_unit(self, what: str, subjects: Sequence[Subject], number: Number, after: str) -> bool:
        """Whether a number may be in the unit of an indicator, by the word after it."""
        if what in ("capaian", "kemajuan"):
            return number.unit is not Unit.RUPIAH
        if number.unit is not Unit.PLAIN:
            return True
        word = _UNIT_WORD.match(after)
        if word is None or _GOES_ON.match(after):
            return True
        units = {str(line["satuan_berlaku"] or "").lower() for line in self._lines(subjects)}
        return any(unit and (unit.startswith(word[1].lower()) or word[1].lower().startswith(unit)) for unit in units)

    def _is_percent(self, subjects: Sequence[Subject]) -> bool:
        return any(
            "%" in str(line["satuan_berlaku"] or "") or "persen" in str(line["satuan_berlaku"]).lower() for line in self._lines(subjects)
        )

    def _lines(self, subjects: Sequence[Subject]) -> list[Line]:
        measured = self.facts.book.measured
        return [measured[subject.key] for subject in subjects if subject.key in measured]


def is_year(number: Number) -> bool:
    """Whether a number is printed as years are."""
    return number.unit is Unit.PLAIN and _YEAR.fullmatch(number.text.strip()) is not None


def _before(plain: str, start: int, earlier: Sequence[Number], number: Number) -> str:
    """A sentence up to a number, with a sign for each earlier number."""
    near = [each for each in earlier[-_MOST_NUMBERS:] if each.start >= number.start - _FARTHEST]
    pieces, at = [], max(start, number.start - _FARTHEST)
    for each in near:
        pieces += [plain[at : each.start], roles.AMOUNT if each.unit is Unit.RUPIAH else roles.FIGURE]
        at = each.end
    return re.sub(r" {2,}", " ", "".join([*pieces, plain[at : number.start]]))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _category(context: Context, after: str, facts: Sequence[Fact], quoted: str) -> Iterator[Discrepancy]:
    """What is said wrongly of the category of a capaian right behind it: "100 % (kategori baik)"."""
    labels = {band.label for band in context.facts.book.laporan.bands} | {band.code for band in context.facts.book.laporan.bands}
    named = "|".join(re.escape(label) for label in sorted(filter(None, labels), key=len, reverse=True))
    found = re.match(
        rf"\W*(?:(?:atau|dengan|dan|termasuk|masuk|berada|dalam|pada)\s+)*(?:ber)?(?:kategori|predikat|kriteria)\W+({named})(?!\w)",
        after,
        re.IGNORECASE,
    )
    code = categories.code_of(context.facts, found[1]) if found else None
    if found and code is not None:
        yield from categories.compared(context.facts, context.placed, found[1], code, facts, quoted)


def _is_telling(number: Number, role: Expected) -> bool:
    """Whether a number is a figure of the report's year that hardly is another year's too."""
    is_right = any(number.is_print_of(fact.value) for fact in role.facts)
    return is_right and (role.what.startswith("jumlah indikator") or (number.unit is Unit.RUPIAH and number.readings[0] >= _TELLING))


def _no_figure(placed: Placed, text: str, number: Number, context: Context) -> Discrepancy:
    budget = next(fact for subject in (context.of_kind("indikator") or context.about) for fact in context.facts.of(subject, "anggaran"))
    message = (
        f"Efisiensi tertulis {number.text.strip()}, sedangkan {budget.what} di buku kerja Rp 0, sehingga efisiensi tidak dapat dihitung"
    )
    return finding("naskah-angka", placed, around(text, number.start, number.end), message, "tanpa angka efisiensi", budget.place)
