"""The interface of a database engine: it runs statements and describes the table of a register."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

import pandas as pd

from campaign.domain.register import RegisterAwayError

if TYPE_CHECKING:
    import pyarrow as pa

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


@runtime_checkable
class FileEngine(Engine, Protocol):
    """An engine over files, whose rows are the same in every statement."""

    @property
    def basis(self) -> str:
        """Everything that an answer depends on besides the files and the question.

        Final once `types` has been called.
        """

    def assume(self, is_text: bool) -> None:
        """Set, before the call of `types`, whether all columns of the same bytes are text.

        The CSV files then need not be copied to find out.
        """

    def start_copy(self) -> None:
        """Copy CSV files in a thread if they are not copied yet; queries wait for the copy."""

    def read_column(self, sql: str) -> Generator[pa.Array, None, None]:
        """The only column of a statement in the order of the rows, some thousands at a time."""

    def note(self, name: str) -> str | None:
        """A note about the rows by its name, if the register is one file that this engine wrote."""

    def recall(self, words: str, count: Callable[[], tuple[int, ...]]) -> tuple[int, ...]:
        """The numbers that `count` returns, or those that it returned for the same rows before.

        `words` contain everything that the numbers depend on besides the rows.
        """
