"""Turn the recap's tables into DataFrames and Parquet files. Only this module needs pandas."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lkjip.model.columns import Kind
from lkjip.model.laporan import Row
from lkjip.recap.csv_out import ERRORS, typed
from lkjip.recap.gather import Rollup
from lkjip.recap.schema import Recap
from xlfuncs.angka import Cell

_BATCH: Final = 10_000
"""Rows held in memory before they are written."""


def types(table: Recap) -> dict[str, str]:
    """The nullable pandas type of every column: "string", "Int64" or "Float64"."""
    kinds = {Kind.TEXT: "string", Kind.LIST: "string", Kind.COUNT: "Int64"}
    return {**{field.key: kinds.get(field.kind, "Float64") for field in table.fields}, ERRORS: "string"}


def frame(table: Recap, rollup: Rollup) -> pd.DataFrame:
    """A table of the recap as a DataFrame."""
    return _frame(table, (typed(table, row) for of, row in rollup.rows() if of is table))


def _frame(table: Recap, rows: Iterable[Row]) -> pd.DataFrame:
    found = types(table)
    columns: dict[str, list[Cell]] = {key: [] for key in found}
    for row in rows:
        for key, values in columns.items():
            values.append(row[key])
    return pd.DataFrame({key: pd.array(values, dtype=found[key]) for key, values in columns.items()})


def write_parquet(rollup: Rollup, folder: Path) -> None:
    """Write one Parquet file per table, batch by batch."""
    tables = rollup.period.tables
    empty = {table.key: pa.Schema.from_pandas(_frame(table, [])) for table in tables}
    batches: dict[str, list[Row]] = {table.key: [] for table in tables}
    with ExitStack() as stack:
        writers = {key: stack.enter_context(pq.ParquetWriter(folder / f"{key}.parquet", schema)) for key, schema in empty.items()}

        def flush(table: Recap) -> None:
            rows = _frame(table, batches[table.key])
            writers[table.key].write_table(pa.Table.from_pandas(rows, schema=empty[table.key], preserve_index=False))
            batches[table.key].clear()

        for table, row in rollup.rows():
            batches[table.key].append(typed(table, row))
            if len(batches[table.key]) == _BATCH:
                flush(table)
        for table in tables:
            flush(table)
