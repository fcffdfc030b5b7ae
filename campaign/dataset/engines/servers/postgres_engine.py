"""PostgreSQL: a register in a table or view of a server."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.servers.postgres_sessions import sessions_of
from campaign.dataset.engines.servers.postgres_sql import quote_name, source_rows, translate
from campaign.dataset.engines.servers.server_sessions import to_frame
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.sql.columns import COLUMNS, DAYS, MARKS, NUMBERS

_COLUMN_TYPES = (
    "SELECT attname, format_type(atttypid, NULL) FROM pg_catalog.pg_attribute "
    "WHERE attrelid = to_regclass(%(table)s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
)
_SNAPSHOT = "SELECT pg_current_snapshot()::text"


class PostgresEngine:
    """A table of a database as `engine.Engine`; its columns are read at the first query."""

    is_text, is_live = False, True
    type_names: Mapping[str, tuple[str, ...]] = {
        "date": ("date",),
        "whole": ("integer", "bigint", "smallint"),
        "text": ("text", "character varying"),
    }

    def __init__(self, settings: RegisterSettings) -> None:
        self._settings = settings
        self._sessions = sessions_of(settings.service, settings.limit_s)
        self._versions: tuple[str, str] = ("", "")

    def types(self) -> Mapping[str, str]:
        """See `Engine`; raises `EngineError` for a table that does not exist."""
        return self._types

    def version(self) -> str:
        """See `Engine`: the columns, and the answer to the query of the settings or a digest of all
        cells.

        The digest is computed again only if a transaction on the server has ended since.
        """
        with self._sessions.probed(_SNAPSHOT) as answer:
            # The whole snapshot and not only the newest number, because an older transaction may
            # end later.
            snapshot = str(answer.rows[0][0])
            # A lock, or withdrawn rights, need not come from a finished transaction.
            self._sessions.run(f"SELECT 1 FROM {quote_name(self._settings.table)} LIMIT 0")
            if self._settings.version:
                rows = self._sessions.run(self._settings.version).rows
                if len(rows) != 1 or len(rows[0]) != 1:
                    raise EngineError("the query of the version gives no single value")
                return f"{_describe(self._read_types())};{rows[0][0]}"
            if snapshot != self._versions[0]:
                self._versions = snapshot, self._digest()
            return self._versions[1]

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """See `Engine`."""
        return to_frame(self._sessions.run(translate(sql, self._source), values))

    def _digest(self) -> str:
        """Return a text that changes with every cell but not with the order of the rows."""
        types = self._read_types()
        columns = ", ".join(quote_name(name) for name in types)
        sql = (
            "SELECT count(*), sum(hashtextextended(ROW("
            f"{columns})::text, 0)) FROM {quote_name(self._settings.table)}"
        )
        rows, digest = self._sessions.run(sql).rows[0]
        return f"{_describe(types)};{rows};{digest}"

    @cached_property
    def _types(self) -> Mapping[str, str]:
        return self._read_types()

    def _read_types(self) -> Mapping[str, str]:
        table = quote_name(self._settings.table)
        rows = self._sessions.run(_COLUMN_TYPES, {"table": table}).rows
        if not rows:
            raise EngineError("no such table", "engine_table")
        return {str(name): str(kind) for name, kind in rows}

    @cached_property
    def _source(self) -> str:
        columns = [name for name in (*COLUMNS, *MARKS) if name in self._types]
        texts = [name for name in columns if name not in (*DAYS, *NUMBERS)]
        return source_rows(self._settings.table, columns, texts)


def _describe(types: Mapping[str, str]) -> str:
    """Return the columns and their types as text, because these may change too."""
    return ",".join(f"{name}:{kind}" for name, kind in types.items())
