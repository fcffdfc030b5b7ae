"""A register in a table or view of a server without read-only transactions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.servers.dialects import is_query, quote_table, select_columns
from campaign.dataset.engines.servers.server_sessions import ServerSessions
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.sql.columns import COLUMNS, MARKS


class ServerTable(ABC):
    """The common part of the engines Spark and Trino; columns are read at the first query."""

    is_text, is_live = False, True
    dialect: str

    def __init__(self, settings: RegisterSettings, sessions: ServerSessions[Any]) -> None:
        self._settings = settings
        self._table = quote_table(settings.table, self.dialect)
        self._server = sessions

    def types(self) -> Mapping[str, str]:
        """See `Engine`; raises `EngineError` for a table that does not exist."""
        return self._types

    def version(self) -> str:
        """See `Engine`: the answer to the query of the settings, else a digest of all cells."""
        with self._server.probed("SELECT 1 AS n"):
            types = self._current_types()
            query = self._settings.version
            if query and not is_query(query, self.dialect):
                raise EngineError("the query of the version is not one SELECT")
            cells = self._cells(query or self._digest(types))
            if len(cells) != 1:
                raise EngineError("the query of the version gives no single value")
            kinds = ",".join(f"{name}:{kind}" for name, kind in types.items())
            return f"{kinds};{cells[0]}"

    def _current_types(self) -> Mapping[str, str]:
        """Return the current types of the table."""
        return self._read_types()

    @abstractmethod
    def _read_types(self) -> Mapping[str, str]:
        """Return {column: the server's name of its type}."""

    @abstractmethod
    def _digest(self, types: Mapping[str, str]) -> str:
        """Return a SELECT of a value that depends on every cell, but not on the order of rows."""

    @abstractmethod
    def _cells(self, sql: str) -> list[Any]:
        """Return all cells of the answer to a statement."""

    @cached_property
    def _types(self) -> Mapping[str, str]:
        return self._read_types()

    @cached_property
    def _source(self) -> str:
        names = [name for name in (*COLUMNS, *MARKS) if name in self._types]
        return select_columns(self._settings.table, names, self.dialect)
