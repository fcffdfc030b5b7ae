"""The conversion of the rows of a driver to a frame like that of DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

Kind = Literal["day", "whole", "number", "text"]


@dataclass(frozen=True)
class Answer:
    """The rows of a statement, with the names and the kinds of its columns."""

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: Sequence[Sequence[Any]]


def to_frame(answer: Answer) -> pd.DataFrame:
    """Return the answer with DuckDB's types: numbers, days, texts; missing as NaN and NaT."""
    columns: dict[str, Any] = {}
    cells = zip(*answer.rows, strict=True) if answer.rows else ((),) * len(answer.names)
    for name, kind, entries in zip(answer.names, answer.kinds, cells, strict=True):
        if kind == "day":
            columns[name] = pd.Series(entries, dtype="object").astype("datetime64[us]")
        elif kind == "whole" and None not in entries:
            columns[name] = pd.Series(entries, dtype="int64")
        elif kind in ("whole", "number"):
            columns[name] = pd.Series(entries, dtype="float64")
        else:
            columns[name] = pd.Series(entries, dtype="object")
    return pd.DataFrame(columns, columns=list(answer.names))
