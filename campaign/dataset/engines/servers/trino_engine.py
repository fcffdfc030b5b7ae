"""Trino: a register in a table or view of a server. No Trino server runs in the tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd
import requests
import trino

from campaign.dataset.engines.engine import EngineError, Reason
from campaign.dataset.engines.servers.named_servers import read_service
from campaign.dataset.engines.servers.server_sessions import Answer, Kind, ServerSessions, to_frame
from campaign.dataset.engines.servers.server_table import ServerTable
from campaign.dataset.engines.servers.trino_sql import translate
from campaign.dataset.engines.settings import RegisterSettings

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
