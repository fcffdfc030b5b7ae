"""Spark: a register in a table or view of a server that speaks Spark Connect, as Sail does."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from campaign.dataset.engines.servers.server_table import ServerTable
from campaign.dataset.engines.servers.spark_sessions import sessions_of
from campaign.dataset.engines.servers.spark_sql import (
    COMPOSED,
    UNUSUAL,
    needs_composed,
    pattern_names,
    translate,
)
from campaign.dataset.engines.settings import RegisterSettings

_TYPES = {pa.string(): "STRING", pa.large_string(): "STRING", pa.date32(): "DATE"} | {
    pa.int8(): "TINYINT",
    pa.int16(): "SMALLINT",
    pa.int32(): "INT",
    pa.int64(): "BIGINT",
    pa.float32(): "FLOAT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
}
"""Spark's names of types, by the names in an answer."""
_SORTED_TEXT = "title"
"""The only column whose texts are composed (NFC), because a list can be sorted by it."""


class SparkEngine(ServerTable):
    """A table of a Spark server as `engine.Engine`; its columns are read at the first query."""

    dialect = "spark"
    type_names: Mapping[str, tuple[str, ...]] = {
        "date": ("DATE",),
        "whole": ("BIGINT", "INT", "SMALLINT", "TINYINT"),
        "text": ("STRING",),
    }

    def __init__(self, settings: RegisterSettings) -> None:
        self._sessions = sessions_of(settings.service, settings.limit_s)
        super().__init__(settings, self._sessions)

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """See `Engine`."""
        bound = {
            name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
            for name, value in values.items()
        }
        for name in pattern_names(sql):
            # In Java, $ also matches before a line break at the end.
            bound[name] = re.sub(r"\$$", r"\\z", str(bound[name]))
        if needs_composed(sql):
            bound[COMPOSED] = json.dumps(self._composed_texts(values), ensure_ascii=False)
        return _to_frame(self._sessions.run(translate(sql, self._source), bound))

    def _composed_texts(self, values: Mapping[str, object]) -> dict[str, str]:
        """Return {text: composed text} of texts in the table or in `values` that NFC changes."""
        distinct = f"SELECT DISTINCT {_SORTED_TEXT} AS cell FROM register"
        unusual = f"SELECT cell FROM ({distinct}) WHERE regexp_matches(cell, $v0)"
        answer = self._sessions.run(translate(unusual, self._source), {"v0": UNUSUAL})
        cells = answer.column(0).to_pylist()
        bound = [value for value in values.values() if isinstance(value, str)]
        texts = {*cells, *(cell.strip(" ") for cell in cells), *bound}
        composed = {text: unicodedata.normalize("NFC", text) for text in texts}
        return {text: words for text, words in composed.items() if text != words}

    def _current_types(self) -> Mapping[str, str]:
        # The server may not know files that another program has written.
        self._sessions.attempt(f"REFRESH TABLE {self._table}")
        return self._read_types()

    def _read_types(self) -> Mapping[str, str]:
        schema = self._sessions.run(f"SELECT * FROM {self._table} LIMIT 0").schema
        return {field.name: _TYPES.get(field.type, str(field.type).upper()) for field in schema}

    def _digest(self, types: Mapping[str, str]) -> str:
        # A hash ignores missing cells, so that it would not change if one moves to another column.
        cells = ", ".join(f"`{name}`, `{name}` IS NULL" for name in types)
        digest = f"CAST(sum(CAST(xxhash64({cells}) AS DECIMAL(38, 0))) AS STRING)"
        return f"SELECT concat_ws(';', CAST(count(*) AS STRING), {digest}) FROM {self._table}"

    def _cells(self, sql: str) -> list[Any]:
        answer = self._sessions.run(sql)
        return [cell for column in answer.columns for cell in column.to_pylist()]


def _to_frame(answer: pa.Table) -> pd.DataFrame:
    """Return the answer with DuckDB's types: numbers, days, texts; missing as NaN and NaT."""
    columns = {}
    for name, column in zip(answer.column_names, answer.columns, strict=True):
        if pa.types.is_date(column.type):
            days = pd.Series(column.to_pylist(), dtype="object")
            columns[name] = days.astype("datetime64[us]")
        elif pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            columns[name] = pd.Series(column.to_pylist(), dtype="object")
        elif pa.types.is_null(column.type):
            columns[name] = pd.Series(float("nan"), index=range(len(column)), dtype="float64")
        else:
            columns[name] = column.to_pandas()
    return pd.DataFrame(columns, columns=answer.column_names)
