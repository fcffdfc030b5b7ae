"""A fast path for registers that follow the data contract exactly.

`register` parses cell by cell, in all the spellings that offices use. A register that a program
wrote does not need this, and may have a million rows. Here each column is read as its distinct
values and their positions, and only the distinct values are checked. Nothing is corrected or
rejected here: `register` reads every file that is not certainly clean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from campaign.domain import clock
from campaign.i18n.match_key import tidy_text, unmix_text
from campaign.ingest.normalise.sheet_rows import estimate_notes
from campaign.ingest.privacy.scan import has_personal_data
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.report import ValidationReport
from campaign.ingest.validate.row_checks import check_plausibility, illustrative_notes, sex_notes
from campaign.ingest.values.regions import read_shares
from campaign.schema import tables
from campaign.schema.tables import FIRST_DAY, LAST_DAY, MARK_COLUMNS, Kind, present_marks

FEWEST_BYTES = 2**22
"""A smaller file (in bytes) is read cell by cell, which is fast enough."""

_TABLE = tables.ACTIVITIES
_KEY = "activity_id"
_KINDS = _TABLE.kinds | dict.fromkeys(MARK_COLUMNS, "text")
_COLUMNS = {column.name: column for column in (*_TABLE.columns, *_TABLE.marks)}
_ROWS_PER_VALUE = 4
"""A text column becomes a category if a value occurs in this many rows or more on average."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"0|[1-9]\d{0,8}")
# Matches no phone number, no personal number, and no text that `tidy` would change.
PLAIN_KEY = r"^(?:[A-Za-z]-?|20\d\d-)?\d{1,7}$"
# A quotation mark that neither opens nor closes a cell: `readers.csv` can read it.
_LOOSE_QUOTE = re.compile(rb'"(?:"|(?<=[^,"\r\n]")[^,"\r\n])')


def ingest_canonical_csv(
    content: bytes, file: str, reference: ReferenceData, sample: ValidationReport
) -> ValidationReport | None:
    """Return the same report as reading cell by cell; None if it might differ.

    `sample` is the report on the first lines, with the detected options. Only UTF-8 with commas
    is read, with declared column names, days as 2017-07-31, codes, whole numbers, a unique key in
    each row and nothing that may be personal data.
    """
    if not _is_canonical(sample):
        return None
    table = _read_table(content)
    if table is None or not _has_unique_keys(table):
        return None
    columns = {name: _read_column(table, name) for name in table.column_names if name != _KEY}
    if not all(_is_clean(name, column, reference) for name, column in columns.items()):
        return None
    frame = _frame(table, columns)
    if any(rule.broken(frame).any() for rule in _TABLE.rules):
        return None
    marks = present_marks(frame)
    plausibility = check_plausibility(frame, file, reference, reference.today or clock.today())
    return ValidationReport(
        file,
        "issues" if plausibility.issues else "clean",
        sample.detected,
        frame,
        tuple(sorted(plausibility.issues, key=lambda issue: issue.cell.reading_order)),
        counts=dict(plausibility.counts),
        rows=len(frame),
        preview=sample.preview,
        campaigns=plausibility.campaigns,
        questions=plausibility.questions,
        table=_TABLE.name,
        notes=(
            *sex_notes(frame, file),
            *estimate_notes(frame, file),
            *illustrative_notes(frame, file),
        ),
        extra=tuple(name for name in table.column_names if name in marks),
    )


def first_lines(content: bytes, count: int) -> bytes:
    """Return the first lines with their line ends, at most `count` of them."""
    end = 0
    for _ in range(count):
        line_end = content.find(b"\n", end)
        if line_end < 0:
            return content
        end = line_end + 1
    return content[:end]


def _is_canonical(sample: ValidationReport) -> bool:
    detected = sample.detected
    if detected is None or not sample.usable or sample.corrections:
        return False
    if any(issue.severity == "error" for issue in sample.issues):
        return False
    headers = (name for name in detected.headers if name not in MARK_COLUMNS)
    fields = (name for name in detected.fields if name is not None)
    options = (detected.encoding, detected.delimiter, detected.decimal, detected.header_row)
    return (
        options == ("utf-8", ",", ".", 1)
        and detected.date_order == "ymd"
        and tuple(headers) == tuple(fields)
        and sample.table == _TABLE.name
        and _KEY in detected.fields
    )


def _read_table(content: bytes) -> pa.Table | None:
    """Return the table, keys as text, other columns dictionary-encoded; None if uncertain."""
    lines = content.count(b"\n") + (not content.endswith(b"\n"))
    if b"\0" in content:
        return None
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
        return None
    if b'"' in content and _LOOSE_QUOTE.search(content):
        return None
    start = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    names = content[start : content.find(b"\n")].decode("utf-8", "replace").strip("\r").split(",")
    if len(set(names)) != len(names) or not set(names) <= set(_KINDS):
        return None
    distinct = pa.dictionary(pa.int32(), pa.string())
    try:
        table = csv.read_csv(
            pa.py_buffer(content).slice(start),
            read_options=csv.ReadOptions(block_size=2**22),
            convert_options=csv.ConvertOptions(
                column_types={n: pa.string() if n == _KEY else distinct for n in names},
                strings_can_be_null=False,
                null_values=[],
            ),
        )
    except pa.ArrowException:
        return None
    # A cell of several lines, or a blank line, would shift the row numbers.
    return table if table.num_rows == lines - 1 and table.num_rows else None


def _has_unique_keys(table: pa.Table) -> bool:
    keys = table.column(_KEY)
    if not pc.all(pc.match_substring_regex(keys, PLAIN_KEY)).as_py():
        return False
    # Keys in ascending order are unique; otherwise the distinct keys are counted.
    ascending = pc.all(pc.less(keys.slice(0, len(keys) - 1), keys.slice(1))).as_py()
    return ascending is not False or int(pc.count_distinct(keys).as_py()) == len(keys)


def _frame(table: pa.Table, columns: dict[str, _Column]) -> pd.DataFrame:
    """Return the rows typed as by `validate.check_table`; an absent column is empty.

    Texts that many rows share become a category: a million rows then take a tenth of the memory.
    """
    rows = pd.RangeIndex(2, table.num_rows + 2, name="row")
    frame: dict[str, pd.Series] = {}
    marks = [c for c in _TABLE.marks if c.name in columns and any(columns[c.name].values)]
    for spec in (*_TABLE.columns, *marks):
        name = spec.name
        if name == _KEY:
            keys = pd.array(table.column(name).cast(pa.large_string()), dtype="str")
            frame[name] = pd.Series(keys, index=rows, copy=False)
        else:
            column = columns.get(name) or _Column(("",), np.zeros(len(rows), dtype="int8"))
            dtype = "object" if spec.kind == "code" else None
            cells = _parse_column(column, spec.kind)
            frame[name] = pd.Series(cells, index=rows, dtype=dtype, copy=False)
    return pd.DataFrame(frame, index=rows, copy=False)


@dataclass(frozen=True, eq=False)
class _Column:
    """The distinct values of a column, and for each row the position of its value."""

    values: tuple[str, ...]
    codes: np.ndarray


def _read_column(table: pa.Table, name: str) -> _Column:
    """Return the column of a table whose columns are dictionary-encoded."""
    cells = table.column(name).unify_dictionaries()
    values = tuple(cells.chunk(0).dictionary.to_pylist())
    # The smallest integer type takes a quarter of the memory of pyarrow's integers.
    smallest_type = np.min_scalar_type(-len(values))
    return _Column(
        values,
        np.concatenate([chunk.indices.to_numpy().astype(smallest_type) for chunk in cells.chunks]),
    )


def _is_clean(name: str, column: _Column, reference: ReferenceData) -> bool:
    """Return True if no value would lead to a correction, an issue or a question."""
    values = column.values
    spec = _COLUMNS[name]
    if spec.filled and "" in values:
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


def _parse_column(column: _Column, kind: Kind) -> Any:
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
