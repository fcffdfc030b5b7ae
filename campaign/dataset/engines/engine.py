"""What a database engine does for a register: run a statement, and describe its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

import pandas as pd

Reason = Literal["engine_failed", "engine_away", "engine_late", "engine_denied", "engine_table"]
"""Why an engine gives no answer, as the rule that says so."""


class EngineError(Exception):
    """The engine does not answer, or not with what is expected; the rest is in the log alone."""

    def __init__(self, words: str, reason: Reason = "engine_failed") -> None:
        super().__init__(words)
        self.reason = reason


class Engine(Protocol):
    """A table of activities behind a driver. Every method raises `EngineError`."""

    @property
    def is_text(self) -> bool:
        """True where every column is text, as in a CSV file; else columns have types."""

    @property
    def is_live(self) -> bool:
        """True where rows may change between two statements, and each checks all rules again."""

    @property
    def type_names(self) -> Mapping[str, tuple[str, ...]]:
        """The types that a column of days, whole numbers or text may have, the usual one first."""

    def types(self) -> Mapping[str, str]:
        """The columns of the table and their types, as the engine calls them."""

    def version(self) -> str:
        """A text that changes when the rows may have changed."""

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """The rows of a statement; `values` are bound to its `$names`."""
