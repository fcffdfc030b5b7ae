"""An engine over files with a cache of answers about the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pandas.api.types import is_object_dtype

from campaign.dataset.engines.engine import EngineError, FileEngine

if TYPE_CHECKING:
    import pyarrow as pa

MOST_BYTES = 4 * 2**20
"""The most bytes of a cached answer; longer ones are queried each time."""


class CachingEngine:
    """An engine (`engine.FileEngine`) with the answers to former questions about the same rows.

    The key of an answer is a statement with its bound values, or the words of `recall`, and the
    basis of the engine. `finish` ends the caching; later questions come from readers and are not
    saved. If the files have been replaced, they have no answer: a page would show rows of one
    version beside totals of another.
    """

    is_live = False

    def __init__(self, engine: FileEngine, former_answers: Mapping[str, bytes]) -> None:
        self._engine = engine
        self._version = engine.version()
        self._former_answers = former_answers
        self._answers: dict[str, bytes] = {}
        self._is_collecting = True
        self.type_names = engine.type_names

    @property
    def is_text(self) -> bool:
        """See `Engine`."""
        return self._engine.is_text

    @property
    def basis(self) -> str:
        """See `FileEngine`."""
        return self._engine.basis

    def finish(self) -> dict[str, bytes]:
        """Return the answers so far, and query the engine each time from now on."""
        answers, self._answers, self._former_answers = self._answers, {}, {}
        self._is_collecting = False
        return answers

    def types(self) -> Mapping[str, str]:
        """See `Engine`."""
        # The key of this question is made first, because the basis may change in `types`.
        question = self._question("is_text")
        answer = self._find(question)
        if answer is not None:
            self._engine.assume(bool(json.loads(answer)))
        types = self._engine.types()
        if self._is_collecting:
            self._add(question, json.dumps(self.is_text).encode())
        return types

    def assume(self, is_text: bool) -> None:
        """See `FileEngine`."""
        self._engine.assume(is_text)

    def start_copy(self) -> None:
        """See `FileEngine`."""
        self._engine.start_copy()

    def version(self) -> str:
        """See `Engine`."""
        return self._engine.version()

    def note(self, name: str) -> str | None:
        """See `FileEngine`."""
        return self._engine.note(name)

    def read_column(self, sql: str) -> Generator[pa.Array, None, None]:
        """See `FileEngine`."""
        return self._engine.read_column(sql)

    def fetch(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """See `Engine`."""
        if not self._is_collecting:
            frame = self._engine.fetch(sql, values)
            if self._engine.version() != self._version:
                raise EngineError("the files were replaced")
            return frame
        question = self._question("fetch", sql, sorted(values.items()))
        answer = self._find(question)
        if answer is not None:
            return read_frame(answer)
        frame = self._engine.fetch(sql, values)
        self._add(question, write_frame(frame))
        return frame

    def recall(self, words: str, count: Callable[[], tuple[int, ...]]) -> tuple[int, ...]:
        """See `FileEngine`."""
        if not self._is_collecting:
            return count()
        question = self._question("recall", words)
        answer = self._find(question)
        if answer is not None:
            return tuple(json.loads(answer))
        # The statements of `count` are not saved, because a saved result does not need them.
        self._is_collecting = False
        try:
            numbers = count()
        finally:
            self._is_collecting = True
        self._add(question, json.dumps(numbers).encode())
        return numbers

    def _question(self, *parts: object) -> str:
        # `repr` distinguishes a number from the text of its digits.
        return hashlib.sha256(repr((self.basis, *parts)).encode()).hexdigest()

    def _find(self, question: str) -> bytes | None:
        answer = self._former_answers.get(question)
        if answer is not None:
            self._answers[question] = answer
        return answer

    def _add(self, question: str, answer: bytes | None) -> None:
        if answer is not None and len(answer) <= MOST_BYTES:
            self._answers[question] = answer


def write_frame(frame: pd.DataFrame) -> bytes | None:
    """Return the frame as bytes; None if `read_frame` would return a different one."""
    try:
        table = pa.Table.from_pandas(frame, preserve_index=False)
        sink = pa.BufferOutputStream()
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
            writer.write_table(table)
        content: bytes = sink.getvalue().to_pybytes()
        is_same = _are_identical(read_frame(content), frame)
    except (pa.ArrowException, ValueError, OverflowError):
        return None
    return content if is_same else None


def read_frame(content: bytes) -> pd.DataFrame:
    """Return the frame of bytes from `write_frame`."""
    frame: pd.DataFrame = pa.ipc.open_stream(content).read_all().to_pandas()
    return frame


def _are_identical(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Return True if all types are equal, also those of missing values among objects."""
    if not one.dtypes.equals(other.dtypes) or not one.equals(other):
        return False
    places = [at for at, dtype in enumerate(one.dtypes) if is_object_dtype(dtype)]
    return all(
        list(map(type, one.iloc[:, at])) == list(map(type, other.iloc[:, at])) for at in places
    )
