"""The interface of a database engine: it runs statements and describes the table of a register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

import pandas as pd

from campaign.domain.register import RegisterAwayError

Reason = Literal["engine_failed", "engine_away", "engine_late", "engine_denied", "engine_table"]
"""The reasons for a failure of an engine, which are codes of rules."""


ShareProgress = Callable[[float], None]
"""Called with the share of the work that is done, 0 to 1."""


class EngineError(RegisterAwayError):
    """The engine does not answer, or its answer has the wrong form; details are only in the log."""

    def __init__(self, words: str, reason: Reason = "engine_failed") -> None:
        super().__init__(words)
        self.reason = reason


def ignore_share(share: float) -> None:
    """Ignore the progress."""


class Engine(Protocol):
    """A table of activities behind a driver. Every method raises `EngineError`."""

    @property
    def is_text(self) -> bool:
        """True if every column is text, as in a CSV file; otherwise columns have types."""

    @property
    def is_live(self) -> bool:
        """True if rows may change between two statements, so that each checks all rules."""

    @property
    def type_names(self) -> Mapping[str, tuple[str, ...]]:
        """The types allowed for a column of days, whole numbers or text, the usual one first."""

    def types(self) -> Mapping[str, str]:
        """The columns of the table and their types, as the engine calls them."""

    def version(self) -> str:
        """A text that is different after every change of the rows, and may be after others."""

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """The rows of a statement; `values` are bound to its `$names`."""
