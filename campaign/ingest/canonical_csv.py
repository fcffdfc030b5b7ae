"""The fast path for a register that follows the data contract to the letter.

`register` parses what offices write, cell by cell. A register that a machine wrote needs none of
that, and may have a million rows. Here each column is read as its different values and the rows
that hold them, and the same rules are asked of the different values only. Nothing is corrected or
rejected here: what is not proven clean is left to `register`.
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
from campaign.ingest.plausibility import check_plausibility
from campaign.ingest.privacy.scan import in_column
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.report import ValidationReport
from campaign.ingest.sex_notes import sex_notes
from campaign.schema import tables
from campaign.schema.columns import Kind

FEWEST_BYTES = 2**22
"""Below this size reading cell by cell is quick enough, and one way is better than two."""

_FEW = 4
"""Words are few where each stands in this many rows or more."""
_TABLE = tables.ACTIVITIES
_KEY = "activity_id"
_KINDS = _TABLE.kinds
# Neither a phone nor a personal number, nor anything that `tidy` would change.
PLAIN_KEY = r"^(?:[A-Za-z]-?|20\d\d-)?\d{1,7}$"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIGURE = re.compile(r"0|[1-9]\d{0,8}")
# A quotation mark that neither opens nor closes a cell: `readers.csv` knows what to make of it.
_LOOSE_QUOTE = re.compile(rb'"(?:"|(?<=[^,"\r\n]")[^,"\r\n])')


@dataclass(frozen=True, eq=False)
class _Column:
    """A column as its different values, and for each row the number of its value."""

    values: tuple[str, ...]
    codes: np.ndarray

    @property
    def blank(self) -> np.ndarray:
        """True for each different value that is empty."""
        return np.array([value == "" for value in self.values], dtype=bool)


def ingest_canonical_csv(
    content: bytes, file: str, reference: ReferenceData, sample: ValidationReport
) -> ValidationReport | None:
    """The report as reading cell by cell would give it; None where that is not certain.

    `sample` is the report on the first lines, and says how the file is read. Only UTF-8
    with commas, declared columns by their own names, days as 2017-07-31, codes as codes and whole
    figures are taken, with a key of its own for each row and nothing that may be personal data.
    """
    if not _usual(sample):
        return None
    table = _read(content)
    if table is None or not _keys_differ(table):
        return None
    columns = {name: _column(table, name) for name in table.column_names if name != _KEY}
    if not all(_clean(name, column, reference) for name, column in columns.items()):
        return None
    frame = _frame(table, columns)
    if any(rule.broken(frame).any() for rule in _TABLE.rules):
        return None
    plausibility = check_plausibility(frame, file, reference, reference.today or clock.today())
    return ValidationReport(
        file,
        "problems" if plausibility.issues else "clean",
        sample.detected,
        frame,
        tuple(sorted(plausibility.issues, key=lambda p: p.cell.reading_order)),
        counts=dict(plausibility.counts),
        rows=len(frame),
        preview=sample.preview,
        edition=plausibility.edition,
        table=_TABLE.name,
        notes=sex_notes(frame, file),
    )


def first_lines(content: bytes, count: int) -> bytes:
    """The first lines with their ends, at most `count` of them."""
    end = 0
    for _ in range(count):
        found = content.find(b"\n", end)
        if found < 0:
            return content
        end = found + 1
    return content[:end]


def _usual(sample: ValidationReport) -> bool:
    detected = sample.detected
    if detected is None or not sample.usable or sample.corrections or sample.extra:
        return False
    if any(issue.severity == "error" for issue in sample.issues):
        return False
    usual = (detected.encoding, detected.delimiter, detected.decimal, detected.header_row)
    return (
        usual == ("utf-8", ",", ".", 1)
        and detected.date_order == "ymd"
        and detected.headers == detected.fields
        and sample.table == _TABLE.name
        and _KEY in detected.fields
    )


def _read(content: bytes) -> pa.Table | None:
    """The cells by column, keys as text and all else as different values; None if unsure."""
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
    different = pa.dictionary(pa.int32(), pa.string())
    try:
        table = csv.read_csv(
            pa.py_buffer(content).slice(start),
            read_options=csv.ReadOptions(block_size=2**22),
            convert_options=csv.ConvertOptions(
                column_types={n: pa.string() if n == _KEY else different for n in names},
                strings_can_be_null=False,
                null_values=[],
            ),
        )
    except pa.ArrowException:
        return None
    # A cell of several lines, or a blank line, would move the numbers of the rows.
    return table if table.num_rows == lines - 1 and table.num_rows else None


def _keys_differ(table: pa.Table) -> bool:
    keys = table.column(_KEY)
    if not pc.all(pc.match_substring_regex(keys, PLAIN_KEY)).as_py():
        return False
    # Keys are most often in order, and then they differ; else they are counted.
    rising = pc.all(pc.less(keys.slice(0, len(keys) - 1), keys.slice(1))).as_py()
    return rising is not False or int(pc.count_distinct(keys).as_py()) == len(keys)


def _column(table: pa.Table, name: str) -> _Column:
    cells = table.column(name).unify_dictionaries()
    values = tuple(cells.chunk(0).dictionary.to_pylist())
    # The smallest numbers that tell the values apart, a fourth of the memory of pyarrow's.
    least = np.min_scalar_type(-len(values))
    return _Column(
        values, np.concatenate([chunk.indices.to_numpy().astype(least) for chunk in cells.chunks])
    )


def _clean(name: str, column: _Column, reference: ReferenceData) -> bool:
    """True where no value would be corrected, rejected, doubted or asked about."""
    values = column.values
    declared = next(c for c in _TABLE.columns if c.name == name)
    if declared.filled and column.blank.any():
        return False
    if any(tidy_text(value) is not value for value in values):
        return False
    if any(value.casefold() == name for value in values):
        return False
    kind, filled = declared.kind, [value for value in values if value]
    if kind == "date" and not all(map(_is_day, filled)):
        return False
    if kind == "whole" and not all(_is_figure(value, reference.most(name)) for value in filled):
        return False
    if declared.of is not None:
        known = reference.known[declared.of].every
        if not known.issuperset(filled) or any(unmix_text(v) is not v for v in filled):
            return False
    counts = np.bincount(column.codes, minlength=len(values))
    return not in_column(values, counts, name, name)


def _is_figure(value: str, most: int) -> bool:
    return _FIGURE.fullmatch(value) is not None and int(value) <= most


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _frame(table: pa.Table, columns: dict[str, _Column]) -> pd.DataFrame:
    """The rows typed as `validate.check` types them; a column that is not there is empty.

    Words that many rows share are a category: a million rows then take a tenth of the memory.
    """
    rows = pd.RangeIndex(2, table.num_rows + 2, name="row")
    typed: dict[str, pd.Series] = {}
    for declared in _TABLE.columns:
        name = declared.name
        if name == _KEY:
            keys = pd.array(table.column(name).cast(pa.large_string()), dtype="str")
            typed[name] = pd.Series(keys, index=rows, copy=False)
        else:
            column = columns.get(name) or _Column(("",), np.zeros(len(rows), dtype="int8"))
            dtype = "object" if declared.kind == "code" else None
            cells = _typed(column, declared.kind)
            typed[name] = pd.Series(cells, index=rows, dtype=dtype, copy=False)
    return pd.DataFrame(typed, index=rows, copy=False)


def _typed(column: _Column, kind: Kind) -> Any:
    values, codes = column.values, column.codes
    if kind == "date":
        words = pd.Series(values, dtype="str")
        days = pd.to_datetime(words.mask(words == ""), format="%Y-%m-%d")
        return days.to_numpy()[codes]
    if kind == "whole":
        return np.array([float(value) if value else np.nan for value in values])[codes]
    if kind == "code":
        return np.array(values, dtype=object)[codes]
    different = pd.array(values, dtype="str")
    if len(values) * _FEW > len(codes):
        return different.take(codes)
    return pd.Categorical.from_codes(codes, categories=pd.Index(different))
