"""A live table in memory that stands for a server, whose rows a test can change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine
from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.settings import RegisterSettings
from campaign.ingest.reference_data import ReferenceData
from tests.dataset.engines.registers import LABEL, write_parquet


class LiveEngine:
    """The table `register` of a connection (`engine.Engine`)."""

    is_text, is_live = False, True
    type_names = DuckDBEngine.type_names

    def __init__(self, cells: pd.DataFrame, folder: Path) -> None:
        path = write_parquet(cells, folder / "live.parquet")
        self.connection = duckdb.connect()
        self.connection.execute(f"CREATE TABLE register AS SELECT * FROM '{path}'")

    def types(self) -> Mapping[str, str]:
        rows = self.connection.execute("DESCRIBE register").fetchall()
        return {name: kind for name, kind, *_ in rows}

    def version(self) -> str:
        return ""

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        return self.connection.execute(sql, dict(values)).df()

    def open(self, reference: ReferenceData) -> OpenRegister:
        """Return the register of the table."""
        settings = RegisterSettings("postgresql", table="register", service="campaign")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("campaign.dataset.engines.open_register.connect", lambda _: self)
            return open_register(settings, LABEL, reference)
