"""Excel's tables on a fake PC: what the macros read of them, and what they then hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import NOTHING

from tests.macros.pc import Pc, Thing, to_vba


@dataclass
class ExcelTable:
    """A table: its name, its columns, and its rows from the first one on, which the macros change."""

    name: str
    columns: Sequence[str]
    rows: list[list[Any]]

    def thing(self) -> Thing:
        return Thing(Name=self.name, ListRows=self._list_rows, ListColumns=self._list_column)

    def held(self) -> list[dict[str, Any]]:
        """The filled cells of each row that has any, by column."""
        rows = [{name: each for name, each in zip(self.columns, row, strict=True) if each is not None} for row in self.rows]
        return [row for row in rows if row]

    def _list_rows(self) -> Thing:
        return Thing(Count=float(len(self.rows)), Add=lambda: self.rows.append([None] * len(self.columns)))

    def _list_column(self, name: str) -> Thing:
        if name not in self.columns:
            raise VBARuntimeError(9, "Subscript out of range")
        at = list(self.columns).index(name)
        values = [[row[at]] for row in self.rows]
        one = to_vba(values[0][0]) if len(values) == 1 else to_vba(values)
        return Thing(Name=name, DataBodyRange=Thing(Value2=one, Cells=lambda row, _: _Cell(self.rows[int(row) - 1], at)))


class _Cell(Thing):
    def __init__(self, row: list[Any], at: int) -> None:
        super().__init__()
        self._row, self._at = row, at

    def vba_set(self, name: str, value: Any, args: Sequence[Any] = (), named: Any = None, *, by_ref: bool = False) -> None:
        assert name.lower() == "value"
        assert self._row[self._at] in (None, ""), "a filled cell is overwritten"
        self._row[self._at] = value


class _Each(Thing):
    """Things that a macro goes through with For Each."""

    def __init__(self, things: Sequence[Thing]) -> None:
        super().__init__()
        self._things = things

    def vba_iterate(self) -> Iterator[Thing]:
        return iter(self._things)


class PcWithTables(Pc):
    """A PC with a workbook of these tables, by sheet; the sheet in view as in `Pc`."""

    def __init__(self, tables: Mapping[str, ExcelTable], sheet: str) -> None:
        self.excel_tables = tables
        super().__init__(sheet=sheet, interpreter="", files=())

    def __post_init__(self) -> None:
        super().__post_init__()
        sheets = [Thing(Name=title, ListObjects=self._objects(title)) for title in (*self.excel_tables, "Catatan")]
        self.workbook.vba_set("Worksheets", _Each(sheets))

    def global_object(self, name: str) -> Any:
        if name.lower() == "activesheet":
            return Thing(Name=self.sheet, ListObjects=self._first_table)
        return super().global_object(name)

    def _objects(self, title: str) -> _Each:
        return _Each([self.excel_tables[title].thing()] if title in self.excel_tables else [])

    def _first_table(self, number: float) -> Any:
        if self.sheet not in self.excel_tables:
            raise VBARuntimeError(9, "Subscript out of range")
        return self.excel_tables[self.sheet].thing() if number == 1 else NOTHING
