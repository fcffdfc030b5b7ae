"""Spark: a register in a table or view of a server that speaks Spark Connect, as Sail does."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property

import pandas as pd
import pyarrow as pa

from campaign.dataset.engines.columns import COLUMNS, MARKS
from campaign.dataset.engines.dialects import is_query
from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.spark_sessions import sessions_of
from campaign.dataset.engines.spark_sql import (
    COMPOSED,
    UNUSUAL,
    needs_composed,
    pattern_names,
    quote_table,
    source_rows,
    translate,
)

_TYPES = {pa.string(): "STRING", pa.large_string(): "STRING", pa.date32(): "DATE"} | {
    pa.int8(): "TINYINT",
    pa.int16(): "SMALLINT",
    pa.int32(): "INT",
    pa.int64(): "BIGINT",
    pa.float32(): "FLOAT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
}
"""Spark's names of types by those of an answer."""
_SORTED_TEXT = "title"
"""The only column of texts that is ever composed: a list can be in its order."""


class SparkEngine:
    """A table of a Spark server as `engine.Engine`; its columns are read at the first query."""

    is_text, is_live = False, True
    type_names: Mapping[str, tuple[str, ...]] = {
        "date": ("DATE",),
        "whole": ("BIGINT", "INT", "SMALLINT", "TINYINT"),
        "text": ("STRING",),
    }

    def __init__(self, settings: RegisterSettings) -> None:
        self._settings = settings
        self._table = quote_table(settings.table)
        self._sessions = sessions_of(settings.service, settings.limit_s)

    def types(self) -> Mapping[str, str]:
        """See `Engine`; raises `EngineError` for a table that does not exist."""
        return self._types

    def version(self) -> str:
        """See `Engine`: the answer to the query of the settings, else a digest of all cells."""
        with self._sessions.probed("SELECT 1 AS n"):
            return self._version()

    def _version(self) -> str:
        # Another program may have written files that the server has not listed.
        self._sessions.attempt(f"REFRESH TABLE {self._table}")
        types = self._read_types()
        kinds = ",".join(f"{name}:{kind}" for name, kind in types.items())
        query = self._settings.version
        if not query:
            return f"{kinds};{self._digest(types)}"
        # Spark has no transactions that only read.
        if not is_query(query, "spark"):
            raise EngineError("the query of the version is not one SELECT")
        answer = self._sessions.run(query)
        if answer.shape != (1, 1):
            raise EngineError("the query of the version gives no single value")
        return f"{kinds};{answer.column(0)[0].as_py()}"

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """See `Engine`."""
        bound = {
            name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
            for name, value in values.items()
        }
        for name in pattern_names(sql):
            # In Java, $ is also the place before a line break at the end.
            bound[name] = re.sub(r"\$$", r"\\z", str(bound[name]))
        if needs_composed(sql):
            bound[COMPOSED] = json.dumps(self._composed_texts(values), ensure_ascii=False)
        return _to_frame(self._sessions.run(translate(sql, self._source), bound))

    def _composed_texts(self, values: Mapping[str, object]) -> dict[str, str]:
        """{text: composed text} of the texts in the table, or bound, that NFC changes."""
        distinct = f"SELECT DISTINCT {_SORTED_TEXT} AS cell FROM register"
        unusual = f"SELECT cell FROM ({distinct}) WHERE regexp_matches(cell, $v0)"
        answer = self._sessions.run(translate(unusual, self._source), {"v0": UNUSUAL})
        cells = answer.column(0).to_pylist()
        bound = [value for value in values.values() if isinstance(value, str)]
        texts = {*cells, *(cell.strip(" ") for cell in cells), *bound}
        composed = {text: unicodedata.normalize("NFC", text) for text in texts}
        return {text: words for text, words in composed.items() if text != words}

    def _digest(self, types: Mapping[str, str]) -> str:
        """A text that changes with every cell but does not depend on the order of the rows."""
        # A hash passes over missing cells, and would not know in which column one is.
        cells = ", ".join(f"`{name}`, `{name}` IS NULL" for name in types)
        answer = self._sessions.run(
            f"SELECT count(*), sum(CAST(xxhash64({cells}) AS DECIMAL(38, 0))) FROM {self._table}"
        )
        return ";".join(str(column[0].as_py()) for column in answer.columns)

    @cached_property
    def _types(self) -> Mapping[str, str]:
        return self._read_types()

    def _read_types(self) -> Mapping[str, str]:
        schema = self._sessions.run(f"SELECT * FROM {self._table} LIMIT 0").schema
        return {field.name: _TYPES.get(field.type, str(field.type).upper()) for field in schema}

    @cached_property
    def _source(self) -> str:
        return source_rows(
            self._settings.table, [name for name in (*COLUMNS, *MARKS) if name in self._types]
        )


def _to_frame(answer: pa.Table) -> pd.DataFrame:
    """The answer as DuckDB would give it: numbers, days and texts, missing ones NaN and NaT."""
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
