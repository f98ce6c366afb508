"""Read a folder of CSV files into a Laporan. Nothing is guessed, and what has no place or no meaning is never dropped silently.

What is not understood goes into its cell as it is, and a note names it; a folder is refused only if no workbook can be made.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lkjip import limits
from lkjip.errors import LkjipError, NotFoundError, UnreadableError, reason
from lkjip.escapes import plain
from lkjip.inputs import NoFileError, content
from lkjip.model import levels
from lkjip.model.columns import Column, Kind, ProfileKey, Role, Table, as_kind
from lkjip.model.grades import SHIPPED, fitting_lists, grade_key, is_unmeasured
from lkjip.model.grades import plain as plain_grade
from lkjip.model.key import key_of
from lkjip.model.laporan import Laporan, Row, borrowed, lent
from lkjip.model.profile_text import filled
from lkjip.model.prose import default_rows, with_issues
from lkjip.model.tables import ANNEX_TABLES, BY_KEY, CASCADING, NASKAH, PREDIKAT, RENSTRA, REPORT_TABLES, TABEL_3_1, TABEL_3_2, TABLES
from lkjip.model.tables.profile import PROFIL
from lkjip.sources import choices_csv, figures, renstra_csv, scale_csv
from xlfuncs import id_format, rules
from xlfuncs.angka import BLANKS, NOTHINGS, Cell, has_scale, in_full
from xlfuncs.errors import RuleError

PROFIL_CSV: Final = "profil.csv"
_OF_STANDARD: Final = ("standar", "sumber_standar")
STANDAR: Final = replace(
    TABEL_3_1,
    csv="standar.csv",
    columns=tuple(TABEL_3_1.column(key) for key in ("indikator", *_OF_STANDARD)),
    unique=False,
)
"""An optional file with some columns of Tabel 3.1: standards of the province or the nation come as a table of their own."""
ISU: Final = replace(
    NASKAH,
    csv="isu.csv",
    columns=(NASKAH.column("urutan"), replace(NASKAH.column(NASKAH.row_key), csv="isu", csv_also="teks")),
)
"""An optional file of strategic issues, which are texts of the report."""
_MAX_PROFIL: Final = 500  # characters; titles are made from these values
_MAX_DIGITS: Final = 9
_EXPECTED_IN_PROFIL: Final = ("kunci", "nilai")
_TOTAL: Final = re.compile(r"(?:total|jumlah)(?: anggaran.*)?\W*", re.IGNORECASE)
_DELIMITER: Final = re.compile(r'"?sep=([,;\t|])"?[,; \t]*(?:\r\n?|\n|\Z)', re.IGNORECASE)
"""Excel's way to name the delimiter, on a line before the headings."""
_HIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML, and so a workbook, cannot hold without an escape code."""
_UNIT: Final = re.compile(r"\d[\d.,\s]*([%A-Za-z][^\d]*)")
_PERCENT: Final = ("%", "persen")
_MOST_TEXT: Final = limits.CELL_CHARACTERS - 1
_LONGEST_CONTENTS: Final = 2_000
_FIGURES: Final = frozenset(
    re.sub(r"_?\{.*\}", "", heading)
    for table in TABLES
    for column in table.columns
    for heading in (column.csv, column.csv_also)
    if heading and column.kind.is_figure
)
"""Headings of columns of figures, without their year."""
_MOST_NAMED: Final = 20
"""Most names of a list in a note."""


@dataclass(frozen=True)
class CsvFolder:
    """A report read from a folder, and notes on what was not taken over as it is, each one line in Bahasa Indonesia."""

    laporan: Laporan
    notes: Sequence[str]


@dataclass(frozen=True)
class _File:
    """A CSV file as text: its headings, its non-empty rows, each with its line number, and notes on it."""

    name: str
    headings: Sequence[str]
    rows: Sequence[tuple[int, Mapping[str, str]]]
    notes: list[str] = field(default_factory=list)

    def refuse(self, line: int, column: str, what: str) -> LkjipError:
        return LkjipError(_at(self.name, line, column, what))

    def note(self, line: int, column: str, what: str) -> None:
        self.notes.append(_at(self.name, line, column, what))


def _at(name: str, line: int, column: str, what: str) -> str:
    return f'{name}: baris {line}, kolom "{column}": {what}'


def read(folder: Path) -> CsvFolder:
    """Read the report in a folder of CSV files, named and headed as in `workbook/contoh/boyolali-2020`.

    The files are UTF-8, with comma or semicolon as delimiter; the order of columns is free. What has no place in the workbook,
    and what is in it but not as it is in the file, is noted.

    Raises:
        LkjipError: there is no profil.csv with office and year, or a table of the report is missing, without its key column,
            or no readable text. The message names file, row and column.
    """
    there = _names(folder)
    profil_file = _open(folder / PROFIL_CSV)
    profil = _profil(profil_file)
    notes = profil_file.notes
    plans = {table.key: _open(path) for table in (RENSTRA, CASCADING) if os.path.lexists(path := folder / filled(table.csv, profil))}
    notes += _taken_years(profil, plans)
    inputs: dict[str, Sequence[Row]] = {}
    told = _Known()
    for table in sorted(TABLES, key=lambda table: table is not PREDIKAT):  # its grades are known in the others
        path = folder / filled(table.csv, profil)
        if table in ANNEX_TABLES and not os.path.lexists(path):
            inputs[table.key] = default_rows() if table is NASKAH else []
            continue
        file = plans.get(table.key) or _open(path)
        inputs[table.key], totals = _rows(table, file, profil, told)
        notes += file.notes
        if table is PREDIKAT:
            grades = frozenset(grade_key(row["daftar"], row["kode"]) for row in inputs[table.key] if isinstance(row["nilai"], float))
            told = replace(told, grades=grades)
        elif table is TABEL_3_1:
            told = replace(told, units={key_of(row["indikator"] or ""): str(row["satuan"] or "") for row in inputs[table.key]})
        for key, total in totals.items():
            if profil[key] is None:
                profil[key] = total
            elif profil[key] != total:
                notes.append(f'{path.name}: jumlah yang tercetak bukan "{key}" di {PROFIL_CSV}; yang dipakai {PROFIL_CSV}')
    if STANDAR.csv in there:
        file = _open(folder / STANDAR.csv)
        rows, _ = _rows(STANDAR, file, profil, told)
        inputs[TABEL_3_1.key] = _with_standards(inputs[TABEL_3_1.key], rows, file)
        notes += file.notes
    if ISU.csv in there:
        file = _open(folder / ISU.csv)
        inputs[NASKAH.key] = with_issues(inputs[NASKAH.key], _rows(ISU, file, profil, told)[0])
        notes += file.notes
    scales = scale_csv.read(there, lambda name: _open(folder / name))
    chosen = choices_csv.read(there, lambda name: _open(folder / name))
    notes += [*scales.notes, *chosen.notes]
    known = {PROFIL_CSV, STANDAR.csv, ISU.csv, choices_csv.FILE, *scale_csv.FILES, *(filled(table.csv, profil) for table in TABLES)}
    unused = sorted(plain(name) for name in there if name not in known and not name.startswith((".", "~$")))
    if unused:
        notes.append(f"tidak dikenal, jadi dilewati: {', '.join(unused)}")
    return CsvFolder(
        Laporan(
            profil,
            scales.skala,
            _completed(inputs),
            skala_serapan=scales.skala_serapan,
            skala_triwulan=scales.skala_triwulan,
            pilihan=chosen.pilihan,
        ),
        notes,
    )


def _taken_years(profil: dict[str, Cell], plans: Mapping[str, _File]) -> Sequence[str]:
    """Fill the Profil with the years that head the Renstra's targets, and note each."""
    notes = []
    for name, key, year in renstra_csv.years(profil, {table: (file.name, file.headings) for table, file in plans.items()}):
        instead = "" if profil[key] is None else f", bukan {profil[key]} seperti di {PROFIL_CSV}"
        notes.append(f'{name}: menurut judul kolomnya, "{key}" di Profil diisi {year}{instead}')
        profil[key] = year
    return notes


def _names(folder: Path) -> frozenset[str]:
    """The names of a folder's entries."""
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208  # only names are needed
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(
            f"{folder}: folder tidak ditemukan; tulis folder yang berisi profil.csv dan tabel_2_1.csv, tabel_3_1.csv, tabel_3_2.csv"
        ) from None
    except OSError as error:
        raise UnreadableError(f"{folder}: {reason(error, 'dibaca')}") from None


# ---------------------------------------------------------------- the file
def _open(path: Path) -> _File:
    try:
        raw = content(path, limits.CSV_BYTES)
        if len(raw) > limits.CSV_BYTES:
            raise UnreadableError(f"{path.name}: terlalu besar untuk sebuah tabel laporan (lebih dari {limits.CSV_BYTES // 10**6} MB)")
    except FileNotFoundError:
        raise NotFoundError(f"{path.name}: berkas ini wajib ada di folder {path.parent}") from None
    except NoFileError:
        raise UnreadableError(f"{path.name}: bukan berkas biasa; taruh berkas CSV dengan nama ini di folder {path.parent}") from None
    except OSError as error:
        raise UnreadableError(f"{path.name}: {reason(error, 'dibaca')}") from None
    return _parse(path.name, _decode(path.name, raw))


def _decode(name: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise LkjipError(
            f'{name}: baris {line}, kolom huruf ke-{column}: bukan UTF-8; simpan ulang dari Excel sebagai "CSV UTF-8 (Comma delimited)"'
        ) from None
    if found := _HIDDEN.search(text):
        hidden = found.start()
        line, column = text.count("\n", 0, hidden) + 1, hidden - text.rfind("\n", 0, hidden)
        raise LkjipError(f"{name}: baris {line}, kolom huruf ke-{column}: ada huruf yang tidak terlihat; hapus dan ketik ulang isinya")
    return text


def _parse(name: str, text: str) -> _File:
    (line, headings), *records = _records(name, text) or [(1, [])]
    headings = [heading.strip() for heading in headings]
    unnamed = len(headings)
    while headings and not headings[-1]:
        headings.pop()
    unnamed -= len(headings)
    if not headings:
        raise LkjipError(f"{name}: baris {line}: judul kolom tidak ada; berkas ini kosong")
    places: dict[str, int] = {}
    twice: dict[str, None] = {}
    for place, heading in enumerate(headings):
        if heading and places.setdefault(heading, place) != place:
            twice[heading] = None
    file = _File(name, list(places), [])
    if unnamed:
        file.notes.append(f"{name}: {unnamed} kolom paling kanan tanpa judul, jadi dilewati")
    for heading in list(twice)[:_MOST_NAMED]:
        file.note(line, heading, "judul ini ada lebih dari sekali; yang dipakai kolom yang pertama")
    rows = [(number, _fields(file, number, len(headings), places, fields)) for number, fields in records if any(map(str.strip, fields))]
    return _File(name, file.headings, rows, file.notes)


def _records(name: str, text: str) -> list[tuple[int, list[str]]]:
    """The records of a CSV text, each with its first line number."""
    told = _DELIMITER.match(text)
    if told:
        delimiter, text = told[1], text[told.end() :]
    else:
        first_line = text.split("\n", 1)[0]
        delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    csv.field_size_limit(limits.CSV_BYTES)  # longer texts are refused below, with the file's name
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records = []
    skipped = 1 if told else 0
    begins = skipped + 1
    try:
        for fields in reader:
            records.append((begins, fields))
            begins = skipped + reader.line_num + 1
    except csv.Error:
        raise LkjipError(f"{name}: baris {begins}: tanda kutip tidak berpasangan; periksa tanda kutip di baris ini") from None
    return records


def _fields(file: _File, line: int, count: int, places: Mapping[str, int], fields: Sequence[str]) -> Mapping[str, str]:
    """The fields of a line by heading; of a line with too many only those before the first figure, since none after it may be shifted."""
    texts = [text.strip() for text in fields]
    surplus = len(texts) - count
    if surplus > 0 and not any(texts[count:]):
        texts, surplus = texts[:count], 0
    if file.headings == list(_EXPECTED_IN_PROFIL) and surplus > 0:
        file.note(line, "nilai", "berisi koma di luar tanda kutip; seluruh sisa baris dipakai sebagai isinya")
        texts, surplus = [texts[0], ",".join(fields[1:]).strip(" ,")], 0
    if surplus > 0:
        figures_begin = min((place for heading, place in places.items() if _is_figure(heading)), default=count)
        file.note(
            line,
            file.headings[-1],
            f"ada {len(texts)} isian untuk {count} kolom; teks yang berisi koma ditulis di antara tanda kutip. Angka di baris ini tidak"
            f" dipakai, isi sendiri: {','.join(texts)}",
        )
        texts = texts[:figures_begin]
    elif surplus < 0:
        at = next((heading for heading, place in places.items() if place == len(texts)), file.headings[-1])
        file.note(line, at, f"ada {len(texts)} isian untuk {count} kolom; kolom ini dan sesudahnya dianggap kosong")
    found = {heading: texts[place] if place < len(texts) else "" for heading, place in places.items()}
    for heading, text in found.items():
        if len(text) > limits.CELL_CHARACTERS:
            file.note(line, heading, f"teksnya lebih panjang dari yang muat di satu sel Excel; dipotong setelah {_MOST_TEXT} huruf")
            found[heading] = text[:_MOST_TEXT]
    return found


def _is_figure(heading: str) -> bool:
    return heading in _FIGURES or heading.rstrip("0123456789").rstrip("_") in _FIGURES


# ---------------------------------------------------------------- Profil
def _profil(file: _File) -> dict[str, Cell]:
    for column in _EXPECTED_IN_PROFIL:
        if column not in file.headings:
            raise file.refuse(1, column, "kolom ini wajib ada")
    known = {key.key: key for key in PROFIL}
    profil: dict[str, Cell] = dict.fromkeys(known)
    lines: dict[str, int] = {}
    for line, fields in file.rows:
        name = fields["kunci"]
        if name in lines:
            file.note(line, "kunci", f'"{name}" sudah ada di baris {lines[name]}, yang dipakai; "{_short(fields["nilai"])}" dilewati')
            continue
        lines[name] = line
        if name in known:
            profil[name] = _profile_value(file, line, known[name], fields["nilai"])
        else:
            file.notes.append(f'{file.name}: baris {line}: kunci "{_short(name)}" tidak dikenal, jadi dilewati')
    for key in PROFIL:
        if key.required and key.key not in lines:
            raise LkjipError(f'{file.name}: kunci "{key.key}" ({key.label}) wajib ada')
        if key.required and not profil[key.key]:
            raise file.refuse(lines[key.key], "nilai", f'"{key.key}" ({key.label}) wajib diisi')
    _note_unknown(file, _EXPECTED_IN_PROFIL)
    return profil


def _profile_value(file: _File, line: int, key: ProfileKey, text: str) -> Cell:
    if not text:
        return None
    if not key.is_number:
        if key.only_choices:
            return _chosen(file, line, "nilai", key, text)
        if len(text) > _MAX_PROFIL and not key.is_long:
            file.note(line, "nilai", f"terlalu panjang; dipotong setelah {_MAX_PROFIL} huruf")
        return text if key.is_long else text[:_MAX_PROFIL]
    if key.is_rupiah:
        found = figures.read(text)
        if found is None or found.upper is not None:
            file.note(line, "nilai", f'"{_short(text)}" bukan angka, jadi "{key.key}" dikosongkan; tulis misalnya 437.569.000')
            return None
        if found.has_remark:
            file.note(line, "nilai", f'"{_short(text)}" ditulis {_typed(found.number)}')
        return found.number
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS or (key.is_year and not 1900 <= int(text) <= 2200):
        kind, example = ("tahun", "misalnya 2020") if key.is_year else ("jumlah", "angkanya saja")
        what = f'"{_short(text)}" bukan {kind}'
        if key.required:
            raise file.refuse(line, "nilai", f"{what}; tulis {example}")
        file.note(line, "nilai", f'{what}, jadi "{key.key}" dikosongkan; tulis {example}')
        return None
    return int(text)


# ---------------------------------------------------------------- a table
@dataclass(frozen=True)
class _Known:
    """What one table tells about the texts of others: the keys of the grades that have a value, and the units of Tabel 3.1 by indicator."""

    grades: Collection[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)


def _rows(table: Table, file: _File, profil: Mapping[str, Cell], known: _Known) -> tuple[Sequence[Row], Mapping[str, Cell]]:
    """The rows of a table's file, and its printed totals by Profil key."""
    if len(file.rows) > limits.TABLE_ROWS:
        raise LkjipError(
            f"{file.name}: {len(file.rows)} baris, lebih banyak dari yang muat di satu buku kerja ({limits.TABLE_ROWS});"
            " hapus baris yang tidak perlu, atau bagi laporannya"
        )
    csv_names = {_heading(column, file.headings, profil): column for column in table.columns if column.csv}
    key_heading = next(name for name, column in csv_names.items() if column.key == table.row_key)
    # a budget by program needs no column for the indicator
    by_program = table is TABEL_3_2 and any(
        column.key in (levels.PROGRAM, levels.KEGIATAN) and name in file.headings for name, column in csv_names.items()
    )
    if key_heading not in file.headings and not by_program:
        if table in REPORT_TABLES:
            raise file.refuse(1, key_heading, "kolom ini wajib ada")
        file.notes[:] = [f'{file.name}: kolom "{key_heading}" tidak ada, jadi seluruh berkas ini dilewati']
        return [], {}
    for name, column in csv_names.items():
        if column.required and name not in file.headings:
            file.note(1, name, f"kolom ini tidak ada, jadi {column.name} kosong; periksa judul kolom dan tahunnya")
    _note_unknown(file, csv_names)
    totals: dict[str, Cell] | None = None
    rows: list[Row] = []
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    for line, fields in file.rows:
        if _is_printed_total(csv_names, fields):
            if totals is None:
                totals = _printed_totals(file, csv_names, line, fields)
            else:
                file.note(line, key_heading, f"baris jumlah ada dua kali; yang kedua dilewati: {_contents(fields)}")
            continue
        if table is PREDIKAT and not fields[key_heading]:
            rows += _shipped(file, line, key_heading, fields)
            continue
        row = _row(table, file, csv_names, line, fields, known)
        named = row[table.row_key]
        key = str(named or "") if table is PREDIKAT else key_of(unicodedata.normalize("NFKC", str(named or "")))
        # as when a workbook is read: a table of sums counts a row without a name if it has a number
        counts = table.counts_unnamed and any(isinstance(row[each.key], float) for each in csv_names.values() if each.kind.is_figure)
        if not key and not (counts and named is None):
            file.note(line, key_heading, f"kosong, jadi baris ini tidak masuk tabel; isinya: {_contents(fields)}")
            continue
        total = next((text for text in fields.values() if _TOTAL.fullmatch(text)), "") if table.counts_unnamed else ""
        if total and table is TABEL_3_2 and any(levels.is_total(row[key]) for key in levels.LABELS):
            file.note(line, key_heading, f'"{_short(total)}" ialah jumlah yang tercetak; dibandingkan, tidak ikut dijumlahkan')
        elif total:
            file.note(line, key_heading, f'"{_short(total)}" terlihat seperti baris jumlah; ikut dijumlahkan, hapus bila perlu')
        if table.unique:
            parent, sasaran = (key_of(row.get(each) or "") for each in ("induk", "sasaran"))
            earlier, other = seen.setdefault((key, parent), (line, sasaran))
            if earlier != line:
                is_same = sasaran == other or not (sasaran and other)
                advice = "hapus salah satu" if is_same else "dianggap dua, sasarannya berbeda"
                file.note(line, key_heading, f'"{_short(str(named))}" sudah ada di baris {earlier}; keduanya masuk tabel, {advice}')
        rows.append(row)
    return rows, totals or {}


def _heading(column: Column, headings: Collection[str], profil: Mapping[str, Cell]) -> str:
    """The heading of a column in a file that has these."""
    usual = filled(column.csv or "", profil)
    return column.csv_also if usual not in headings and column.csv_also in headings and column.csv_also else usual


def _with_standards(measured: Sequence[Row], standards: Sequence[Row], file: _File) -> Sequence[Row]:
    """Fill the blank standards of Tabel 3.1 by indicator; what finds no place is noted."""
    given: dict[str, Row] = {}
    for row in standards:
        if given.setdefault(key_of(row["indikator"]), row) is not row:
            file.notes.append(f'{file.name}: indikator "{_short(str(row["indikator"]))}" ada lebih dari sekali; yang dipakai yang pertama')
    found = []
    for row in measured:
        standard = given.get(key_of(row["indikator"] or ""), {})
        if any(row[key] not in (None, standard.get(key)) for key in _OF_STANDARD if key in standard):
            file.notes.append(f'{file.name}: indikator "{_short(str(row["indikator"]))}" juga ada di {TABEL_3_1.csv}, yang dipakai')
            standard = {}
        found.append({**row, **{key: standard.get(key, row[key]) for key in _OF_STANDARD}})
    there = {key_of(row["indikator"] or "") for row in measured}
    for key, row in given.items():
        if key not in there:
            file.notes.append(f'{file.name}: indikator "{_short(str(row["indikator"]))}" tidak ada di Tabel 3.1, jadi dilewati')
    return found


def _printed_totals(file: _File, csv_names: Mapping[str, Column], line: int, fields: Mapping[str, str]) -> dict[str, Cell]:
    totals: dict[str, Cell] = {}
    for name, column in csv_names.items():
        if column.printed_total and name in fields:
            found = figures.read(fields[name])
            number = None if found is None or found.upper is not None else found.number
            if found is None or found.has_remark or found.upper is not None:
                file.note(line, name, f'jumlah tercetak "{_short(fields[name])}" ditulis {_typed(number)} di Profil')
            totals[column.printed_total] = number
    return totals


def _shipped(file: _File, line: int, heading: str, fields: Mapping[str, str]) -> Sequence[Row]:
    """The rows of a list of grades that a line of predikat.csv names without any grade."""
    wanted = fields.get("daftar", "")
    for daftar, codes in SHIPPED.items():
        if plain_grade(daftar) == plain_grade(wanted):
            return [{"daftar": daftar, "kode": kode, "nilai": float(nilai)} for kode, nilai in codes.items()]
    file.note(line, heading, f"kosong, dan {_short(wanted) or 'daftarnya'} bukan daftar bawaan ({', '.join(SHIPPED)}); baris dilewati")
    return []


def _row(table: Table, file: _File, csv_names: Mapping[str, Column], line: int, fields: Mapping[str, str], known: _Known) -> Row:
    given: dict[str, Cell] = {column.key: None for column in table.columns if column.is_input}
    remarks: list[str] = []
    named = next((fields[name] for name, column in csv_names.items() if column.role is Role.INDIKATOR and name in fields), "")
    own = (fields[name] for name, column in csv_names.items() if column.role is Role.SATUAN and name in fields)
    has_own = any(column.role is Role.SATUAN and column.is_input for column in table.columns)
    satuan = next(own, "" if has_own else known.units.get(key_of(named), ""))
    filled_in = {column.key for name, column in csv_names.items() if fields.get(name)}
    at = _Place(file, table, line, satuan, known.grades, filled_in)
    for name, column in csv_names.items():
        if fields.get(name):
            if column.kind.is_number:
                _take_figure(at, name, column, fields[name], given, remarks)
            else:
                given[column.key] = _text(file, line, name, column, fields[name])
    catatan = table.key_with(Role.CATATAN)
    if catatan and remarks:
        given[catatan] = "; ".join(filter(None, (str(given[catatan] or ""), *remarks)))
    for column in table.columns:
        if column.unit_of and given[column.key] is None:
            given[column.key] = _unit(fields.get(name, "") for name, each in csv_names.items() if each.key in column.unit_of)
    return given


@dataclass(frozen=True)
class _Place:
    """A line of a table's file, with the unit of its figures."""

    file: _File
    table: Table
    line: int
    satuan: str
    graded: Collection[str]
    """The keys of the grades that have a value."""
    filled: Collection[str]
    """The keys of the columns that the line fills."""


def _take_figure(at: _Place, heading: str, column: Column, text: str, given: dict[str, Cell], remarks: list[str]) -> None:
    """Put a figure into its row, and what it says beside its number into the remarks; note what is not only a number."""
    found = figures.read(text)
    said = f'"{_short(text)}"'
    if found is None or (found.upper is not None and column.role is not Role.TARGET):
        if is_unmeasured(text) and (column.kind is not Kind.NUMBER or not column.on_paper):
            at.file.note(at.line, heading, f"{said} berarti tidak ada angkanya; sel dikosongkan")  # no rule reads such a text
            return
        given[column.key] = text
        if column.kind is Kind.NUMBER and grade_key(at.satuan, text) in at.graded:
            return
        at.file.note(at.line, heading, f"{said} {_not_understood(at, column, text)}")
        return
    given[column.key] = as_kind(column, found.number)
    if found.number is None and column.in_force:
        given[column.key] = NOTHINGS[0]  # a blank would mean what another table says
    other_unit = bool(found.unit and at.satuan and _unit_key(found.unit) != _unit_key(at.satuan) and column.kind is Kind.NUMBER)
    what = []
    if found.upper is not None:
        upper = next((each for each in at.table.columns if each.key == column.upper), None)
        if upper is None or upper.key in at.filled:
            what.append(f"rentang; yang ditulis batas bawahnya, {_typed(found.number)}")
        else:
            given[upper.key] = found.upper
            what.append(f"rentang; {_typed(found.number)} masuk {column.name}, {_typed(found.upper)} masuk {upper.name}")
    if found.has_remark or other_unit:
        noted = at.table.key_with(Role.CATATAN) is not None
        value = "dikosongkan" if found.number is None else f"ditulis {_typed(found.number)}"
        what.append(f"{value}; keterangannya {'masuk kolom Catatan' if noted else 'hanya ada di baris ini'}")
        if other_unit and not found.has_remark:
            what[-1] += f' karena satuannya "{_short(at.satuan)}"'
        remarks.append(f"{column.name} tercetak {said}")
    if what:
        at.file.note(at.line, heading, f"{said} {'; '.join(what)}")


def _not_understood(at: _Place, column: Column, text: str) -> str:
    """What became of a text that is no figure, and how to mend it."""
    if is_unmeasured(text) and column.kind is Kind.NUMBER:
        return "ditulis apa adanya; dihitung sebagai belum diukur"
    if has_scale(text):
        full = in_full(text)
        return f"ditulis apa adanya, tidak dihitung; ganti dengan angka penuhnya{'' if full is None else f', {_typed(full)}'}"
    if at.table.takes_grades(column) and (fitting := fitting_lists(text)):
        listed = " atau ".join(f'"{name}"' for name in fitting)
        return f'ditulis apa adanya; beri nilainya di lembar Predikat, daftar "{_short(at.satuan)}" (daftar bawaan yang cocok: {listed})'
    grade = "; bila predikat, beri nilainya di lembar Predikat" if at.table.takes_grades(column) else ""
    return f"bukan angka; ditulis apa adanya, ganti dengan angka, misalnya 98,78 atau 1.234.567{grade}"


def _unit_key(unit: str) -> str:
    word = " ".join(unit.casefold().split())
    return "%" if word in _PERCENT else word


def _text(file: _File, line: int, heading: str, column: Column, text: str) -> Cell:
    if column.role is Role.ARAH:
        return _arah(file, line, heading, column, text)
    if column.only_choices and text:
        return _chosen(file, line, heading, column, text)
    return as_kind(column, text or None)


def _chosen(file: _File, line: int, heading: str, declared: Column | ProfileKey, text: str) -> str:
    """The choice that a text means: capitals, and spaces in place of "_", do not matter."""
    words = {joint.join(text.split()).casefold() for joint in " _"}
    choice = next((each for each in declared.choices if each.casefold() in words), None)
    if choice is None:
        file.note(line, heading, f'"{_short(text)}" bukan pilihan; ditulis apa adanya, ganti dengan {" atau ".join(declared.choices)}')
    return choice or text


def _arah(file: _File, line: int, heading: str, column: Column, text: str) -> Cell:
    """The direction as the drop-down spells it, from any alias; None if the file gives none."""
    word = text.lower()
    if word in BLANKS:
        return None
    if word in column.choices:
        return word
    try:
        return rules.arah_of(text)
    except RuleError:
        file.note(line, heading, f'"{_short(text)}" bukan arah; ditulis apa adanya, ganti dengan {" atau ".join(column.choices)}')
        return text


def _note_unknown(file: _File, known: Iterable[str]) -> None:
    """Note the headings that have no place in the workbook; one note for all."""
    taken = set(known)
    unknown = [heading for heading in file.headings if heading not in taken]
    if unknown:
        named = ", ".join(f'"{_short(heading)}"' for heading in unknown[:_MOST_NAMED])
        more = len(unknown) - _MOST_NAMED
        file.notes.append(f"{file.name}: kolom {named}{f' dan {more} lainnya' if more > 0 else ''} tidak dikenal, jadi dilewati")


def _contents(fields: Mapping[str, str]) -> str:
    return _short("; ".join(f"{heading} {text}" for heading, text in fields.items() if text), _LONGEST_CONTENTS)


def _short(text: str, longest: int = 200) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _typed(value: float | None) -> str:
    return "kosong" if value is None else id_format.typed(value)


def _is_printed_total(csv_names: Mapping[str, Column], fields: Mapping[str, str]) -> bool:
    """Whether a line is the "Total" or "Jumlah" under a table whose totals are printed."""
    if not any(column.printed_total for column in csv_names.values()):
        return False
    return any(_TOTAL.fullmatch(fields.get(name, "")) for name, column in csv_names.items() if not column.kind.is_figure)


def _unit(figures: Iterable[str]) -> str | None:
    """The unit printed after a figure: "%" in "98,78%", "Kegiatan" in "38 Kegiatan"."""
    return next((found[1].strip() for figure in figures if (found := _UNIT.fullmatch(figure))), None)


def _completed(inputs: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[Row]]:
    """Fill blanks from the same indicator in another table."""
    whole = dict(inputs)
    for table in TABLES:
        for column in table.columns:
            if not column.borrowed_from:
                continue
            known = lent(column, whole)
            in_order = _lent_in_order(table, column, whole)
            whole[table.key] = [
                {**row, column.key: borrowed(table, row, known) if (here := in_order.get(place)) is None else here}
                if row[column.key] is None
                else row
                for place, row in enumerate(whole[table.key])
            ]
    return whole


def _lent_in_order(table: Table, column: Column, inputs: Mapping[str, Sequence[Row]]) -> Mapping[int, Cell]:
    """What namesakes borrow, by the 0-based place of a row: where both files list a name as often, and only one tells them apart."""
    if table.repeats or table.key_with(Role.BAGIAN):  # one indicator has several rows there
        return {}
    lender = BY_KEY[str(column.borrowed_from)]
    there, here = (_places_by_name(each, inputs.get(each.key, ())) for each in (lender, table))
    found: dict[int, Cell] = {}
    for name, places in here.items():
        if 1 < len(places) == len(there.get(name, ())) and all(inputs[table.key][place][column.key] is None for place in places):
            found |= {place: inputs[lender.key][other][column.key] for place, other in zip(places, there[name], strict=True)}
    return found


def _places_by_name(table: Table, rows: Sequence[Row]) -> Mapping[str, Sequence[int]]:
    """The places of the rows without a parent, by the key of their indicator."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row.get("induk") is None:
            found.setdefault(key_of(row[table.keys(Role.INDIKATOR)[0]] or ""), []).append(place)
    return found
