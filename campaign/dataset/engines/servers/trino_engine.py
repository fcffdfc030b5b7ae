"""Trino: a register in a table or view of a server. No Trino server runs in the tests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd
import requests
import sqlglot
import trino
from sqlglot import expressions as exp

from campaign.dataset.engines.engine import EngineError, Reason
from campaign.dataset.engines.servers.dialects import (
    call,
    lists_of,
    parse_statement,
    put_source,
    replace_nodes,
)
from campaign.dataset.engines.servers.driver_rows import Answer, Kind, to_frame
from campaign.dataset.engines.servers.named_servers import read_service
from campaign.dataset.engines.servers.server_sessions import ServerSessions
from campaign.dataset.engines.servers.server_table import ServerTable
from campaign.dataset.engines.settings import RegisterSettings

_VALUE = re.compile(r"__(v[0-9]+)__")
_NODES = (exp.RegexpReplace, exp.Contains, exp.Trim, exp.Anonymous, exp.Select)

PORT = 8080
_KINDS: Mapping[str, Kind] = {
    "date": "day",
    **dict.fromkeys(("bigint", "integer", "smallint", "tinyint"), "whole"),
    **dict.fromkeys(("double", "real"), "number"),
}
_REASONS: Mapping[str, Reason] = {
    **dict.fromkeys(("TABLE_NOT_FOUND", "SCHEMA_NOT_FOUND", "CATALOG_NOT_FOUND"), "engine_table"),
    "PERMISSION_DENIED": "engine_denied",
    **dict.fromkeys(("EXCEEDED_TIME_LIMIT", "USER_CANCELED"), "engine_late"),
}
"""The reason of a failure, by Trino's name of the error."""


class TrinoSessions(ServerSessions[Answer]):
    """The statements on the server of a `service`; each has a connection of its own."""

    name = "Trino"
    probe_s = 15

    def _run(self, sql: str, values: Mapping[str, object] | None, seconds: float) -> Answer:
        """See `ServerSessions`; `values` are in the order of the `?` in the statement."""
        service = read_service(self.service)
        auth = trino.auth.JWTAuthentication(service.token) if service.token else None
        try:
            with trino.dbapi.connect(
                host=service.host,
                port=service.port or PORT,
                user=service.user,
                source="campaign",
                http_scheme="https" if service.is_encrypted else "http",
                auth=auth,
                max_attempts=1,
                request_timeout=seconds,
                session_properties={"query_max_run_time": f"{int(seconds)}s"},
            ) as connection:
                cursor = connection.cursor()
                cursor.execute(sql, list((values or {}).values()))
                rows = cursor.fetchall()
                columns = cursor.description or ()
        except (trino.exceptions.Error, requests.RequestException, OSError) as error:
            raise _explain(error) from None
        kinds = tuple(_KINDS.get(column[1], "text") for column in columns)
        return Answer(tuple(column[0] for column in columns), kinds, rows)


class TrinoEngine(ServerTable):
    """A table of a Trino server as `engine.Engine`; its columns are read at the first query."""

    dialect = "trino"
    type_names: Mapping[str, tuple[str, ...]] = {
        "date": ("date",),
        "whole": ("bigint", "integer", "smallint", "tinyint"),
        "text": ("varchar",),
    }

    def __init__(self, settings: RegisterSettings) -> None:
        self._sessions = _sessions_of(settings.service, settings.limit_s)
        super().__init__(settings, self._sessions)

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """See `Engine`."""
        words, names = translate(sql, self._source)
        in_order = {str(at): values[name] for at, name in enumerate(names)}
        return to_frame(self._sessions.run(words, in_order))

    def _read_types(self) -> Mapping[str, str]:
        rows = self._sessions.run(f"DESCRIBE {self._table}").rows
        return {str(row[0]): str(row[1]).split("(")[0] for row in rows}

    def _digest(self, types: Mapping[str, str]) -> str:
        cells = ", ".join(f'"{name}"' for name in types)
        return f"SELECT to_hex(checksum(ROW({cells}))) AS digest FROM {self._table}"

    def _cells(self, sql: str) -> list[Any]:
        return [cell for row in self._sessions.run(sql).rows for cell in row]


@lru_cache(maxsize=16)
def _sessions_of(service: str, limit_s: float) -> TrinoSessions:
    return TrinoSessions(service, limit_s)


def _explain(error: Exception) -> EngineError:
    """Return the error with its name only."""
    name = getattr(error, "error_name", None)
    if isinstance(name, str):
        return EngineError(name, _REASONS.get(name, "engine_failed"))
    words = type(error).__name__
    if isinstance(error, requests.Timeout):
        return EngineError(words, "engine_late")
    if isinstance(error, trino.exceptions.TrinoAuthError):
        return EngineError(words, "engine_denied")
    return EngineError(words, "engine_away")


@lru_cache(maxsize=256)
def translate(sql: str, rows: str) -> tuple[str, tuple[str, ...]]:
    """Return a statement over `register` as one over the rows of a SELECT, and its value names.

    The names are in the order of the `?`; the name of a value that occurs twice is there twice.
    """
    tree = parse_statement(sql)
    replace_nodes(tree, _NODES, _translate_node)
    put_source(tree, rows, "trino")
    for placeholder in list(tree.find_all(exp.Placeholder)):
        placeholder.replace(exp.var(f"__{placeholder.name}__"))
    # sqlglot may reorder expressions; only the written text has the final order of values.
    words = tree.sql(dialect="trino")
    return _VALUE.sub("?", words), tuple(_VALUE.findall(words))


def _translate_node(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.RegexpReplace):
        # In Trino a group is $1, and every match is replaced.
        backslash, dollar = exp.Literal.string("\\"), exp.Literal.string("$")
        group = call("replace", node.args["replacement"], backslash, dollar)
        return call("regexp_replace", node.this, node.expression, group)
    if isinstance(node, exp.Contains):
        place = call("strpos", node.this, node.expression)
        return exp.paren(exp.GT(this=place, expression=exp.Literal.number(0)))
    if isinstance(node, exp.Trim):
        # Without a character, Trino removes every kind of space.
        return exp.Trim(this=node.this, position="BOTH", expression=exp.Literal.string(" "))
    if isinstance(node, exp.Select):
        return _translate_lists(node)
    name = node.name.lower()
    if name == "nfc_normalize":
        return call("normalize", *node.expressions, exp.var("NFC"))
    if name == "hash":
        return call("xxhash64", call("to_utf8", *node.expressions))
    return node


def _translate_lists(select: exp.Select) -> exp.Expr:
    """Return lists as rows; in Trino `unnest` is a table."""
    lists = lists_of(select)
    if lists is None:
        return select
    arrays = ", ".join(
        f"CAST(:{bound.name} AS ARRAY({kind.sql(dialect='trino')}))" for _, bound, kind in lists
    )
    columns = ", ".join(name for name, _, _ in lists)
    rows = f"SELECT {columns} FROM UNNEST({arrays}) AS lists({columns})"
    return sqlglot.parse_one(rows, read="trino")
