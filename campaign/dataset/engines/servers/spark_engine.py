"""Spark: a register in a table or view of a server that speaks Spark Connect, as Sail does."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd
import pyarrow as pa
import sqlglot
from sqlglot import expressions as exp

from campaign.dataset.engines.servers.dialects import (
    call,
    lists_of,
    name_subqueries,
    parse_statement,
    put_source,
    replace_nodes,
)
from campaign.dataset.engines.servers.server_table import ServerTable
from campaign.dataset.engines.servers.spark_sessions import sessions_of
from campaign.dataset.engines.settings import RegisterSettings

_COMPOSED = "composed"
"""The name of the value {text: composed text} as JSON, of texts that NFC changes."""
_UNUSUAL = "[^\x01-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2116]"
"""A pattern that matches every text that NFC may change, and few others."""
_NODES = (exp.RegexpReplace, exp.TimestampTrunc, exp.Anonymous, exp.Select)

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
        for name in _pattern_names(sql):
            # In Java, $ also matches before a line break at the end.
            bound[name] = re.sub(r"\$$", r"\\z", str(bound[name]))
        if _needs_composed(sql):
            bound[_COMPOSED] = json.dumps(self._composed_texts(values), ensure_ascii=False)
        return _to_frame(self._sessions.run(translate(sql, self._source), bound))

    def _composed_texts(self, values: Mapping[str, object]) -> dict[str, str]:
        """Return {text: composed text} of texts in the table or in `values` that NFC changes."""
        distinct = f"SELECT DISTINCT {_SORTED_TEXT} AS cell FROM register"
        unusual = f"SELECT cell FROM ({distinct}) WHERE regexp_matches(cell, $v0)"
        answer = self._sessions.run(translate(unusual, self._source), {"v0": _UNUSUAL})
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


@lru_cache(maxsize=256)
def translate(sql: str, rows: str) -> str:
    """Return a statement over `register` as one over the rows of a SELECT; values are `:v0`.

    If it composes texts (`_needs_composed`), it has the additional value `_COMPOSED`, because Spark
    has no function for NFC.
    """
    tree = parse_statement(sql)
    replace_nodes(tree, _NODES, _translate_node)
    put_source(tree, rows, "spark")
    name_subqueries(tree)
    return tree.sql(dialect="spark")


@lru_cache(maxsize=256)
def _pattern_names(sql: str) -> tuple[str, ...]:
    """Return the names of values of a statement that are regular expressions."""
    matches = parse_statement(sql).find_all(exp.RegexpLike)
    return tuple(match.expression.name for match in matches)


def _needs_composed(sql: str) -> bool:
    """Return True if the translation of a statement has the value `_COMPOSED`."""
    return "nfc_normalize(" in sql


def _translate_node(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.RegexpReplace):
        # In Spark a group is $1; sqlglot omits the flag, because Spark replaces every match.
        backslash, dollar = exp.Literal.string("\\"), exp.Literal.string("$")
        group = call("replace", node.args["replacement"], backslash, dollar)
        return call("regexp_replace", node.this, node.expression, group)
    if isinstance(node, exp.TimestampTrunc):
        return call("trunc", node.this, exp.Literal.string(node.args["unit"].name))
    if isinstance(node, exp.Select):
        return _translate_lists(node)
    name = node.name.lower()
    if name == "nfc_normalize":
        kind = exp.Literal.string("map<string, string>")
        composed = call("from_json", exp.Placeholder(this=_COMPOSED), kind)
        (text,) = node.expressions
        return exp.func("coalesce", call("element_at", composed, text), text.copy())
    if name == "hash":
        return call("xxhash64", *node.expressions)
    return node


def _translate_lists(select: exp.Select) -> exp.Expr:
    """Return lists as rows; each list is bound as JSON, because Spark binds lists cell by cell."""
    lists = lists_of(select)
    if lists is None:
        return select
    arrays = ", ".join(
        f"from_json(:{bound.name}, 'array<{kind.sql(dialect='spark')}>')"
        for _, bound, kind in lists
    )
    aliases = ", ".join(f"`{name}`" for name, _, _ in lists)
    rows = f"SELECT inline(arrays_zip({arrays})) AS ({aliases})"
    return sqlglot.parse_one(rows, read="spark")
