"""What a database engine does for a register: run a statement, and describe its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pandas as pd


class EngineError(Exception):
    """The engine does not answer, or not with what is expected; the reason is in the log alone."""


class Engine(Protocol):
    """A table of activities behind a driver. Every method raises `EngineError`."""

    @property
    def is_text(self) -> bool:
        """True where every column is text, as in a CSV file; else columns have types."""

    def types(self) -> Mapping[str, str]:
        """The columns of the table and their types, as the engine calls them."""

    def version(self) -> str:
        """A text that changes when the rows may have changed."""

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """The rows of a statement; `values` are bound to its `$names`."""
