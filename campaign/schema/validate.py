"""The declared rules of a table, run as vectorised masks that locate each issue by row and column.

Hand-written masks instead of a schema library: on a million rows with one in five bad they take a
fraction of the time and the memory of a per-cell report, and every message is ours to translate.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from campaign.i18n.match_key import fold
from campaign.schema.columns import Column
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES
from campaign.schema.table import Table

Known = Mapping[str, Mapping[str, str]]
MOST_ISSUES = 1_000
"""The most issues listed per rule and column of one file; all of them are counted."""
MOST_WHOLE = 999_999_999
"""The largest whole figure of any table: nine digits, so that the sum over the longest register
stays exact in 64 bits, be it an integer or a float."""
UNREAD = "? "
"""Stands before a cell that could not be parsed as a number: never a number, whatever follows."""
_FIGURE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class CheckedTable:
    """A checked table: typed rows that count, the issues, and how many rows are rejected.

    `frame` has every declared column (missing optional ones all missing) and any others as text;
    its index is the row in the source, as a spreadsheet counts it.
    `rows` = len(frame) + `set_aside`. `counts` has every issue by (rule, column), whereas
    `issues` lists at most `MOST_PROBLEMS` of each.
    """

    frame: pd.DataFrame
    issues: tuple[Issue, ...]
    rows: int
    set_aside: int
    counts: Mapping[tuple[str, str | None], int] = field(default_factory=dict)


def check(
    raw: pd.DataFrame,
    table: Table,
    file: str,
    known: Known | None = None,
    faults: Iterable[Issue] = (),
    written: Mapping[str, pd.Series] | None = None,
    most: Mapping[str, int] | None = None,
) -> CheckedTable:
    """The typed rows and located issues of a table that was read as text.

    `raw` holds text only, an empty string where a cell is empty; its index is the row in the
    source. `known` maps each list of codes to {folded spelling: code} (see `match_key.fold`).
    `faults` are issues of cells that cannot be judged here; their errors reject rows. `written`
    has columns as they stand in the source, where `raw` has them rewritten: what an issue shows.
    A number is `-12.5`, nothing else; one behind `UNREAD` is an error. `most` is, by column of
    people, the population of the country, which no row can exceed.
    Numbers become float64 with NaN for an empty cell (*not reported*), dates datetime64 with NaT,
    text stays text. A row with an error is rejected whole; a missing column rejects the file.
    """
    missing = [c.name for c in table.columns if c.present and c.name not in raw.columns]
    if missing:
        gaps = tuple(
            Issue(file, "missing_column", column=name, params={"column": name}) for name in missing
        )
        counts = {(gap.rule, gap.column): 1 for gap in gaps}
        return CheckedTable(raw.iloc[:0], gaps, len(raw), len(raw), counts)
    book = _Book(file, raw.index)
    book.take(faults)
    if raw.empty and not table.may_be_empty:
        book.issues.append(Issue(file, "empty_file"))
        book.counts["empty_file", None] += 1
    frame = raw.copy()
    for column in table.columns:
        if column.name not in raw.columns:
            frame[column.name] = _typed(pd.Series("", index=raw.index), column, known or {})[0]
            continue
        cells = raw[column.name].str.strip()
        largest = min(MOST_WHOLE, (most or {}).get(column.name, MOST_WHOLE))
        values, broken = _typed(cells, column, known or {}, largest)
        frame[column.name] = values
        params = {"allowed": ", ".join(column.choices)} if column.choices else {}
        shown = (written or {}).get(column.name, cells)
        for code, mask in broken.items():
            limits = {"too_many": MOST_WHOLE, "above_country": largest}
            limit = {"most": limits[code]} if code in limits else {}
            book.add(code, column.name, mask, shown, {**params, **limit})
    for rule in table.rules:
        book.add(rule.rule, rule.column, rule.broken(frame), None, {})
    accepted = frame[~book.refused].copy()
    accepted.index = pd.Index(accepted.index, name="row")
    return CheckedTable(
        accepted, tuple(book.issues), len(raw), int(book.refused.sum()), dict(book.counts)
    )


def blank(table: Table) -> pd.DataFrame:
    """No rows, in the declared columns and their types."""
    nothing = pd.DataFrame({c.name: pd.Series(dtype="str") for c in table.columns})
    return check(nothing, table, "").frame


class _Book:
    """Collects the issues of one file, and which rows they reject."""

    def __init__(self, file: str, index: pd.Index) -> None:
        self.file = file
        self.refused = pd.Series(False, index=index)
        self.issues: list[Issue] = []
        self.counts: Counter[tuple[str, str | None]] = Counter()
        self._told: dict[str | None, set[int]] = {}

    def take(self, faults: Iterable[Issue]) -> None:
        """Add issues found before; a cell that has an error is not judged a second time."""
        for fault in faults:
            self.counts[fault.rule, fault.column] += 1
            if self.counts[fault.rule, fault.column] <= MOST_ISSUES:
                self.issues.append(fault)
            if fault.severity == "error" and fault.row is not None:
                self._told.setdefault(fault.column, set()).add(fault.row)
        for rows in self._told.values():
            self.refused |= self.refused.index.isin(rows)

    def add(
        self,
        rule: str,
        column: str,
        mask: pd.Series,
        cells: pd.Series | None,
        params: Mapping[str, str | int],
    ) -> None:
        mask = mask.fillna(False).astype(bool)
        if column in self._told:
            mask &= ~mask.index.isin(self._told[column])
        if RULES[rule].severity == "error":
            self.refused |= mask
        broken = mask.index[mask]
        if len(broken):
            self.counts[rule, column] += len(broken)
        for row in broken[:MOST_ISSUES]:
            value = {} if cells is None else {"value": str(cells[row])[:80]}
            details = {**value, **params}
            self.issues.append(Issue(self.file, rule, int(row), column, details))


def _typed(
    cells: pd.Series, column: Column, known: Known, most: int = MOST_WHOLE
) -> tuple[pd.Series, dict[str, pd.Series]]:
    """The column in its type, and for each broken rule the mask of cells that break it."""
    empty = cells == ""
    faults: dict[str, pd.Series] = {}
    values: pd.Series = cells
    if cells.empty:
        # Nothing to parse, but the column still has its type.
        dtypes = {"date": "datetime64[ns]", "period": "datetime64[ns]"}
        dtypes |= {"whole": "float64", "number": "float64"}
        return pd.Series(index=cells.index, dtype=dtypes.get(column.kind, "object")), {}
    if column.kind == "date":
        values = pd.to_datetime(cells.mask(empty), format="%Y-%m-%d", errors="coerce")
        faults["date"] = values.isna() & ~empty
    elif column.kind == "period":
        full = cells.where(cells.str.len() != 4, cells + "-01-01")
        values = pd.to_datetime(full.mask(empty), format="%Y-%m-%d", errors="coerce")
        faults["date"] = values.isna() & ~empty
    elif column.kind in ("whole", "number"):
        read = {cell: _figure(cell) for cell in cells.unique()}
        values = cells.map(read).astype("float64")
        bad = (values.isna() & ~empty) | values.abs().eq(float("inf"))
        if column.kind == "whole":
            bad |= values.notna() & (values % 1 != 0)
        faults["whole" if column.kind == "whole" else "number"] = bad
        faults["negative"] = values < 0
        if column.kind == "whole":
            faults["too_many"] = (values > MOST_WHOLE) & ~bad
            faults["above_country"] = (values > most) & (values <= MOST_WHOLE) & ~bad
            values = values.mask(values > most)
        values = values.mask(bad | (values < 0))
    elif column.kind == "code" and column.of is not None:
        distinct = {cell: known.get(column.of, {}).get(fold(cell)) for cell in cells.unique()}
        values = cells.map(distinct).astype("object")
        faults[f"unknown_{column.of}"] = values.isna() & ~empty
    if column.choices:
        faults["unknown_choice"] = ~cells.isin(column.choices) & ~empty
    if column.filled:
        faults["required"] = empty
    if column.unique:
        faults["unique"] = cells.duplicated(keep=False) & ~empty
    return values, faults


def _figure(cell: str) -> float:
    """The number; NaN for anything but plain figures, which `pd.to_numeric` would take (`1e3`)."""
    return float(cell) if _FIGURE.fullmatch(cell) else math.nan
