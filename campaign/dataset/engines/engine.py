"""The interface of a database engine: it runs statements and describes the table of a register."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

import pandas as pd

from campaign.domain.register import RegisterAwayError

if TYPE_CHECKING:
    import pyarrow as pa

Reason = Literal["engine_failed", "engine_away", "engine_late", "engine_denied", "engine_table"]
"""Why an engine gives no answer, as the rule that says so."""


Progress = Callable[[float], None]
"""Is told the share of the work that is done."""


class EngineError(RegisterAwayError):
    """The engine does not answer, or its answer is not as expected; details are only in the log."""

    def __init__(self, words: str, reason: Reason = "engine_failed") -> None:
        super().__init__(words)
        self.reason = reason


def ignore_progress(share: float) -> None:
    """Show no progress."""


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
        """A text that changes when the rows may have changed."""

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """The rows of a statement; `values` are bound to its `$names`."""


@runtime_checkable
class FileEngine(Engine, Protocol):
    """An engine over files, whose rows are the same in every statement."""

    @property
    def basis(self) -> str:
        """All that an answer depends on besides the files and the question.

        Final once `types` has been called.
        """

    def assume(self, is_text: bool) -> None:
        """Say before the call of `types` whether every column of the same bytes was text before.

        CSV files then need not be copied to know it.
        """

    def start_copy(self) -> None:
        """Copy CSV files in a thread if they are not copied yet; queries wait for the copy."""

    def read_column(self, sql: str) -> Generator[pa.Array, None, None]:
        """The only column of a statement in the order of the rows, some thousands at a time."""

    def note(self, name: str) -> str | None:
        """What the file says of its rows under a name, if it is one file that this engine wrote."""

    def recall(self, words: str, count: Callable[[], tuple[int, ...]]) -> tuple[int, ...]:
        """The numbers that a function counts in the rows, or those that it counted before.

        `words` say all that the numbers depend on besides the rows.
        """
