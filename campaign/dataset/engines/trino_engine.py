"""Trino: a register in a table or view of a server. No Trino server runs in the tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

import pandas as pd
import requests
import trino

from campaign.dataset.engines.answers import Answer, Kind, to_frame
from campaign.dataset.engines.columns import COLUMNS, MARKS
from campaign.dataset.engines.dialects import is_query
from campaign.dataset.engines.engine import EngineError, Reason
from campaign.dataset.engines.server_sessions import ServerSessions
from campaign.dataset.engines.services import read_service
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.trino_sql import quote_table, source_rows, translate

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
"""Why a statement fails, by Trino's name of the error."""


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


class TrinoEngine:
    """A table of a Trino server as `engine.Engine`; its columns are read at the first query."""

    is_text, is_live = False, True
    type_names: Mapping[str, tuple[str, ...]] = {
        "date": ("date",),
        "whole": ("bigint", "integer", "smallint", "tinyint"),
        "text": ("varchar",),
    }

    def __init__(self, settings: RegisterSettings) -> None:
        self._settings = settings
        self._table = quote_table(settings.table)
        self._sessions = _sessions_of(settings.service, settings.limit_s)

    def types(self) -> Mapping[str, str]:
        """See `Engine`; raises `EngineError` for a table that does not exist."""
        return self._types

    def version(self) -> str:
        """See `Engine`: the answer to the query of the settings, else a digest of all cells."""
        with self._sessions.probed("SELECT 1 AS n"):
            return self._version()

    def _version(self) -> str:
        types = self._read_types()
        query = self._settings.version
        if query and not is_query(query, "trino"):
            raise EngineError("the query of the version is not one SELECT")
        # A digest of rows does not depend on their order.
        cells = ", ".join(f'"{name}"' for name in types)
        digest = f"SELECT to_hex(checksum(ROW({cells}))) AS digest FROM {self._table}"
        rows = self._sessions.run(query or digest).rows
        if len(rows) != 1 or len(rows[0]) != 1:
            raise EngineError("the query of the version gives no single value")
        return f"{','.join(f'{name}:{kind}' for name, kind in types.items())};{rows[0][0]}"

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """See `Engine`."""
        words, names = translate(sql, self._source)
        in_order = {str(at): values[name] for at, name in enumerate(names)}
        return to_frame(self._sessions.run(words, in_order))

    @cached_property
    def _types(self) -> Mapping[str, str]:
        return self._read_types()

    def _read_types(self) -> Mapping[str, str]:
        rows = self._sessions.run(f"DESCRIBE {self._table}").rows
        return {str(row[0]): str(row[1]).split("(")[0] for row in rows}

    @cached_property
    def _source(self) -> str:
        return source_rows(
            self._settings.table, [name for name in (*COLUMNS, *MARKS) if name in self._types]
        )


@lru_cache(maxsize=16)
def _sessions_of(service: str, limit_s: float) -> TrinoSessions:
    return TrinoSessions(service, limit_s)


def _explain(error: Exception) -> EngineError:
    """The error with its name only."""
    name = getattr(error, "error_name", None)
    if isinstance(name, str):
        return EngineError(name, _REASONS.get(name, "engine_failed"))
    words = type(error).__name__
    if isinstance(error, requests.Timeout):
        return EngineError(words, "engine_late")
    if isinstance(error, trino.exceptions.TrinoAuthError):
        return EngineError(words, "engine_denied")
    return EngineError(words, "engine_away")
