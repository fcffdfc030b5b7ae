"""The columns of a canonical register: their distinct values, their check, and their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from campaign.i18n.match_key import tidy_text, unmix_text
from campaign.ingest.parse.share_cells import read_shares
from campaign.ingest.privacy.scan import has_personal_data
from campaign.ingest.reference_data import ReferenceData
from campaign.schema import tables
from campaign.schema.column_values import FIRST_DAY, LAST_DAY
from campaign.schema.columns import Kind
from campaign.schema.row_marks import MARK_COLUMNS

_ROWS_PER_VALUE = 4
"""A text column becomes a category if a value occurs in this many rows or more on average."""
_COLUMNS = {
    column.name: column for column in (*tables.ACTIVITIES.columns, *tables.ACTIVITIES.marks)
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"0|[1-9]\d{0,8}")


@dataclass(frozen=True, eq=False)
class CanonicalColumn:
    """The distinct values of a column, and for each row the position of its value."""

    values: tuple[str, ...]
    codes: np.ndarray

    @property
    def blank(self) -> np.ndarray:
        """True for each distinct value that is empty."""
        return np.array([value == "" for value in self.values], dtype=bool)


def read_column(table: pa.Table, name: str) -> CanonicalColumn:
    """Return the column of a table whose columns are dictionary-encoded."""
    cells = table.column(name).unify_dictionaries()
    values = tuple(cells.chunk(0).dictionary.to_pylist())
    # The smallest integer type takes a quarter of the memory of pyarrow's integers.
    smallest_type = np.min_scalar_type(-len(values))
    return CanonicalColumn(
        values,
        np.concatenate([chunk.indices.to_numpy().astype(smallest_type) for chunk in cells.chunks]),
    )


def is_clean(name: str, column: CanonicalColumn, reference: ReferenceData) -> bool:
    """Return True if no value would lead to a correction, an issue or a question."""
    values = column.values
    spec = _COLUMNS[name]
    if spec.filled and column.blank.any():
        return False
    if any(tidy_text(value) is not value for value in values):
        return False
    if any(value.casefold() == name for value in values):
        return False
    kind, filled_values = spec.kind, [value for value in values if value]
    if kind == "date" and not all(map(_is_day, filled_values)):
        return False
    if kind == "shares":
        regions = reference.codes["oblast"]
        if any(read_shares(value, regions) != value for value in filled_values):
            return False
    if kind == "whole" and not all(
        _is_whole(value, reference.most(name)) for value in filled_values
    ):
        return False
    if spec.code_list is not None:
        code_list = reference.codes[spec.code_list]
        if not all(code_list.match(value).exact for value in filled_values):
            return False
        if any(unmix_text(value) is not value for value in filled_values):
            return False
    counts = np.bincount(column.codes, minlength=len(values))
    field = None if name in MARK_COLUMNS else name
    return not has_personal_data(values, counts, name, field)


def _is_whole(value: str, most: int) -> bool:
    return _WHOLE.fullmatch(value) is not None and int(value) <= most


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        return FIRST_DAY <= date.fromisoformat(value) <= LAST_DAY
    except ValueError:
        return False


def is_filled(column: CanonicalColumn | None) -> bool:
    """Return True if the column is not empty in every row."""
    return column is not None and any(column.values)


def parse_column(column: CanonicalColumn, kind: Kind) -> Any:
    """Return the value of each row: days, numbers (NaN if empty), or texts ("" if empty)."""
    values, codes = column.values, column.codes
    if kind == "date":
        texts = pd.Series(values, dtype="str")
        days = pd.to_datetime(texts.mask(texts == ""), format="%Y-%m-%d")
        return days.to_numpy()[codes]
    if kind == "whole":
        return np.array([float(value) if value else np.nan for value in values])[codes]
    if kind == "code":
        return np.array(values, dtype=object)[codes]
    distinct = pd.array(values, dtype="str")
    if len(values) * _ROWS_PER_VALUE > len(codes):
        return distinct.take(codes)
    return pd.Categorical.from_codes(codes, categories=pd.Index(distinct))
