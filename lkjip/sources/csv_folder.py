"""Read a folder of CSV files into a Laporan. Every value is read or refused; nothing is guessed or dropped silently."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lkjip import limits
from lkjip.errors import LkjipError, NotFoundError, UnreadableError, reason
from lkjip.escapes import plain
from lkjip.inputs import NoFileError, content
from lkjip.model.columns import Column, ProfileKey, Role, Table, as_kind
from lkjip.model.key import key_of
from lkjip.model.laporan import Laporan, Row, lent
from lkjip.model.profile_text import filled
from lkjip.model.tables import ANNEX_TABLES, TABLES
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.words import ARAH
from lkjip.sources import scale_csv
from xlfuncs import rules
from xlfuncs.angka import Cell, angka
from xlfuncs.errors import RuleError

PROFIL_CSV: Final = "profil.csv"
_MAX_PROFIL: Final = 500  # characters; titles are made from these values
_MAX_DIGITS: Final = 9
_EXPECTED_IN_PROFIL: Final = ("kunci", "nilai")
_TOTAL: Final = re.compile(r"(?:total|jumlah)(?: anggaran.*)?\W*", re.IGNORECASE)
_DELIMITER: Final = re.compile(r'"?sep=([,;\t|])"?[,; \t]*(?:\r\n?|\n|\Z)', re.IGNORECASE)
"""Excel's way to name the delimiter, on a line before the headings."""
_HIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML, and so a workbook, cannot hold without an escape code."""
_UNIT: Final = re.compile(r"\d[\d.,\s]*([%A-Za-z][^\d]*)")


@dataclass(frozen=True)
class CsvFolder:
    """A report read from a folder, and notes on what was left out, each one line in Bahasa Indonesia."""

    laporan: Laporan
    notes: Sequence[str]


@dataclass(frozen=True)
class _File:
    """A CSV file as text: its headings and its non-empty rows, each with its line number."""

    name: str
    headings: Sequence[str]
    rows: Sequence[tuple[int, Mapping[str, str]]]

    def refuse(self, line: int, column: str, what: str) -> LkjipError:
        return LkjipError(f'{self.name}: baris {line}, kolom "{column}": {what}')


def read(folder: Path) -> CsvFolder:
    """Read the report in a folder of CSV files, named and headed as in `workbook/contoh/boyolali-2020`.

    The files are UTF-8, with comma or semicolon as delimiter; the order of columns is free. Files and columns that have no
    place in the workbook are left out and noted.

    Raises:
        LkjipError: a required file, column or value is missing; a value is not a number; the encoding is not UTF-8; an
            indicator occurs twice where it may occur once. The message names file, row and column.
    """
    there = _names(folder)
    profil_file = _open(folder / PROFIL_CSV)
    profil, notes = _profil(profil_file)
    inputs: dict[str, Sequence[Row]] = {}
    for table in TABLES:
        path = folder / filled(table.csv, profil)
        if table in ANNEX_TABLES and not os.path.lexists(path):
            inputs[table.key] = []
            continue
        given = _rows(table, _open(path), profil)
        inputs[table.key] = given.rows
        notes += given.notes
        for key, total in given.totals.items():
            if profil[key] is None:
                profil[key] = total
            elif profil[key] != total:
                notes.append(f'{path.name}: jumlah yang tercetak bukan "{key}" di {PROFIL_CSV}; yang dipakai {PROFIL_CSV}')
    scales = scale_csv.read(there, lambda name: _open(folder / name))
    notes += scales.notes
    known = {PROFIL_CSV, *scale_csv.FILES, *(filled(table.csv, profil) for table in TABLES)}
    unused = sorted(plain(name) for name in there if name not in known and not name.startswith((".", "~$")))
    if unused:
        notes.append(f"tidak dikenal, jadi dilewati: {', '.join(unused)}")
    return CsvFolder(Laporan(profil, scales.skala, _completed(inputs), skala_serapan=scales.skala_serapan), notes)


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
        raise LkjipError(f"{name}: baris {line}, kolom huruf ke-{column}: ada huruf kendali yang tidak terlihat; hapus")
    return text


def _parse(name: str, text: str) -> _File:
    (line, headings), *records = _records(name, text) or [(1, [])]
    headings = [heading.strip() for heading in headings]
    if not any(headings):
        raise LkjipError(f"{name}: baris {line}: judul kolom tidak ada; berkas ini kosong")
    twice = next((heading for heading, count in Counter(headings).items() if heading and count > 1), None)
    if twice:
        raise LkjipError(f'{name}: baris {line}, kolom "{twice}": judul ini ada dua kali; hapus salah satu')
    rows = [(line, _fields(name, line, headings, fields)) for line, fields in records if any(field.strip() for field in fields)]
    return _File(name, headings, rows)


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


def _fields(name: str, line: int, headings: Sequence[str], fields: Sequence[str]) -> Mapping[str, str]:
    if len(fields) != len(headings):
        at = headings[len(fields)] if len(fields) < len(headings) else headings[-1]
        raise LkjipError(
            f'{name}: baris {line}, kolom "{at}": ada {len(fields)} isian untuk {len(headings)} kolom; '
            "teks yang berisi koma ditulis di antara tanda kutip"
        )
    long = next((heading for heading, field in zip(headings, fields, strict=True) if len(field) > limits.CELL_CHARACTERS), None)
    if long is not None:
        raise LkjipError(f'{name}: baris {line}, kolom "{long}": teksnya lebih panjang dari yang muat di satu sel Excel')
    return {heading: field.strip() for heading, field in zip(headings, fields, strict=True)}


# ---------------------------------------------------------------- Profil
def _profil(file: _File) -> tuple[dict[str, Cell], list[str]]:
    for column in _EXPECTED_IN_PROFIL:
        if column not in file.headings:
            raise file.refuse(1, column, "kolom ini wajib ada")
    known = {key.key: key for key in PROFIL}
    profil: dict[str, Cell] = dict.fromkeys(known)
    lines: dict[str, int] = {}
    notes = []
    for line, fields in file.rows:
        name = fields["kunci"]
        if name in lines:
            raise file.refuse(line, "kunci", f'"{name}" ada dua kali; hapus salah satu')
        lines[name] = line
        if name in known:
            profil[name] = _profile_value(file, line, known[name], fields["nilai"])
        else:
            notes.append(f'{file.name}: baris {line}: kunci "{name}" tidak dikenal, jadi dilewati')
    for key in PROFIL:
        if key.required and key.key not in lines:
            raise LkjipError(f'{file.name}: kunci "{key.key}" ({key.label}) wajib ada')
        if key.required and not profil[key.key]:
            raise file.refuse(lines[key.key], "nilai", f'"{key.key}" ({key.label}) wajib diisi')
    notes += [
        f'{file.name}: kolom "{heading}" tidak dikenal, jadi dilewati' for heading in file.headings if heading not in _EXPECTED_IN_PROFIL
    ]
    return profil, notes


def _profile_value(file: _File, line: int, key: ProfileKey, text: str) -> Cell:
    if not text:
        return None
    if not key.is_number:
        if len(text) > _MAX_PROFIL:
            raise file.refuse(line, "nilai", f"terlalu panjang; paling banyak {_MAX_PROFIL} huruf")
        return text
    if key.is_rupiah:
        try:
            return angka(text)
        except RuleError:
            raise file.refuse(line, "nilai", f'"{text}" bukan angka; tulis misalnya 437.569.000') from None
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS or (key.is_year and not 1900 <= int(text) <= 2200):
        raise file.refuse(
            line,
            "nilai",
            f'"{text}" bukan {"tahun" if key.is_year else "jumlah"}; tulis {"misalnya 2020" if key.is_year else "angkanya saja"}',
        )
    return int(text)


# ---------------------------------------------------------------- a table
@dataclass(frozen=True)
class _Given:
    """The content of a table's file: its rows, the printed totals by Profil key, and what was left out."""

    rows: Sequence[Row]
    totals: Mapping[str, Cell]
    notes: Sequence[str]


def _rows(table: Table, file: _File, profil: Mapping[str, Cell]) -> _Given:
    if len(file.rows) > limits.TABLE_ROWS:
        raise LkjipError(
            f"{file.name}: {len(file.rows)} baris, lebih banyak dari yang muat di satu buku kerja ({limits.TABLE_ROWS});"
            " hapus baris yang tidak perlu, atau bagi laporannya"
        )
    csv_names = {filled(column.csv, profil): column for column in table.columns if column.csv}
    for name, column in csv_names.items():
        if column.required and name not in file.headings:
            raise file.refuse(1, name, "kolom ini wajib ada")
    known = [*csv_names, *table.printed_csv]
    notes = [f'{file.name}: kolom "{heading}" tidak dikenal, jadi dilewati' for heading in file.headings if heading not in known]
    key_heading, key_column = next((name, column) for name, column in csv_names.items() if column.key == table.row_key)
    if key_heading not in file.headings:
        return _Given([], {}, [f'{file.name}: kolom "{key_heading}" tidak ada, jadi seluruh berkas ini dilewati'])
    printed = [(line, fields) for line, fields in file.rows if _is_printed_total(csv_names, fields)]
    if len(printed) > 1:
        raise file.refuse(printed[1][0], key_heading, "baris jumlah ada dua kali; hapus salah satu")
    totals = {
        column.printed_total: _cell(file, line, name, column, fields[name])
        for line, fields in printed
        for name, column in csv_names.items()
        if column.printed_total and name in fields
    }
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for line, fields in file.rows:
        if (line, fields) in printed:
            continue
        row = _row(table, file, csv_names, line, fields)
        key = key_of(row[table.row_key] or "")
        if not key:
            raise file.refuse(line, key_heading, f"kosong; setiap baris memerlukan {key_column.name.lower()}")
        if table.unique and key in seen:
            raise file.refuse(line, key_heading, f'"{row[table.row_key]}" sudah ada di baris {seen[key]}; hapus salah satu')
        seen[key] = line
        rows.append(row)
    return _Given(rows, totals, notes)


def _row(table: Table, file: _File, csv_names: Mapping[str, Column], line: int, fields: Mapping[str, str]) -> Row:
    given = {column.key: _cell(file, line, name, column, fields[name]) for name, column in csv_names.items() if name in fields}
    for column in table.columns:
        if column.unit_of and given.get(column.key) is None:
            given[column.key] = _unit(fields.get(name, "") for name, each in csv_names.items() if each.key in column.unit_of)
    return {column.key: given.get(column.key) for column in table.columns if column.is_input}


def _is_printed_total(csv_names: Mapping[str, Column], fields: Mapping[str, str]) -> bool:
    """Whether a line is the "Total" or "Jumlah" under a table whose totals are printed."""
    if not any(column.printed_total for column in csv_names.values()):
        return False
    return any(_TOTAL.fullmatch(fields.get(name, "")) for name, column in csv_names.items() if not column.kind.is_figure)


def _unit(figures: Iterable[str]) -> str | None:
    """The unit printed after a figure: "%" in "98,78%", "Kegiatan" in "38 Kegiatan"."""
    return next((found[1].strip() for figure in figures if (found := _UNIT.fullmatch(figure))), None)


def _cell(file: _File, line: int, heading: str, column: Column, text: str) -> Cell:
    if column.kind.is_number:
        try:
            return as_kind(column, angka(text))
        except RuleError:
            raise file.refuse(line, heading, f'"{text}" bukan angka; tulis misalnya 98,78 atau 1.234.567') from None
    if column.role is Role.ARAH:
        return _arah(file, line, heading, text)
    if column.only_choices and text and text.strip().lower() not in column.choices:
        raise file.refuse(line, heading, f'"{text}" bukan pilihan; tulis {" atau ".join(column.choices)}')
    return as_kind(column, text.strip().lower() if column.only_choices and text else text or None)


def _arah(file: _File, line: int, heading: str, text: str) -> Cell:
    """The direction as the drop-down spells it, from any alias; None if the file gives none."""
    try:
        return ARAH[rules.is_falling(text)] if text else None
    except RuleError:
        raise file.refuse(line, heading, f'"{text}" bukan arah; tulis naik atau turun') from None


def _completed(inputs: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[Row]]:
    """Fill blanks from the same indicator in another table, or from the column's default."""
    whole = dict(inputs)
    for table in TABLES:
        for column in table.columns:
            if not (column.borrowed_from or column.default):
                continue
            known = lent(column, whole)
            indikator = table.key_with(Role.INDIKATOR) or table.row_key
            whole[table.key] = [
                {**row, column.key: value}
                for row in whole[table.key]
                for value in [row[column.key] or known.get(key_of(row[indikator])) or column.default]
            ]
    return whole


def printed(folder: Path, table: Table, profil: Mapping[str, Cell]) -> list[Mapping[str, str]]:
    """The figures that the report prints for each row of a table, as texts, for comparison only."""
    file = _open(folder / filled(table.csv, profil))
    return [{heading: fields[heading] for heading in table.printed_csv if heading in fields} for _, fields in file.rows]
