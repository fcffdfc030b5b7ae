"""The rules of a table, run as vectorised masks that locate each issue by row and column.

Masks are used instead of a schema library: on a million rows with one error in five they need a
fraction of the time and memory of a report by cell, and every message is translated here.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd

from campaign.i18n.match_key import fold
from campaign.schema.issues import Issue
from campaign.schema.region_codes import is_shares
from campaign.schema.rules import QUESTIONS, RULES
from campaign.schema.tables import FIRST_DAY, LAST_DAY, MOST_WHOLE, Column, Table

Codes = Mapping[str, Mapping[str, str]]
"""{list of codes: {folded spelling: code}} (`match_key.fold`)."""
UNPARSED = "? "
"""The prefix of a cell that could not be parsed; such a cell is always an error."""
MOST_ISSUES = 1_000
"""The most issues listed per rule and column of one file; all of them are counted."""
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DTYPES = {
    "date": "datetime64[ns]",
    "period": "datetime64[ns]",
    "whole": "float64",
    "number": "float64",
}


@dataclass(frozen=True)
class CheckContext:
    """The input of a check besides the cells of the table.

    `codes` are the codes by list and spelling. `issues` are issues of cells that earlier steps
    found; their errors reject rows. `cells` has, by name, columns as written in the source, if the
    checked frame has changed values; issues show these. `most` has the largest allowed number of
    persons, by column.
    """

    codes: Codes = field(default_factory=dict)
    issues: Iterable[Issue] = ()
    cells: Mapping[str, pd.Series] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)


NO_CONTEXT = CheckContext()


@dataclass(frozen=True)
class CheckedTable:
    """The accepted rows of a table, typed, its issues, and its number of rejected rows.

    `frame` has every declared column (all values missing for an absent one) and any others as text;
    its index is the row in the source, numbered as in a spreadsheet. `rows` = len(frame) +
    `rejected`. `counts` has every issue by (rule, column), whereas `issues` lists at most
    `MOST_ISSUES` of each. `unanswered` are all rejected rows whose only errors are questions
    (`rules.QUESTIONS`).
    """

    frame: pd.DataFrame
    issues: tuple[Issue, ...]
    rows: int
    rejected: int
    counts: Mapping[tuple[str, str | None], int]
    unanswered: pd.Index


def check_table(
    cells: pd.DataFrame, table: Table, file: str, context: CheckContext = NO_CONTEXT
) -> CheckedTable:
    """Return the typed rows and located issues of a table of text.

    `cells` holds text only, "" for an empty cell; its index is the row in the source. A number has
    the form `-12.5` only. Numbers become float64 with NaN for an empty cell (*not reported*), dates
    datetime64 with NaT, codes objects with None; text stays text. A row with an error is rejected
    whole; a missing column rejects the file.
    """
    missing = [c.name for c in table.columns if c.present and c.name not in cells.columns]
    if missing:
        return _reject_file(cells, file, missing)
    collector = _IssueCollector(file, cells.index)
    collector.add_earlier(context.issues)
    if cells.empty and not table.may_be_empty:
        collector.add_file_issue("empty_file")
    frame = cells.copy()
    for column in table.columns:
        if column.name not in cells.columns:
            frame[column.name] = empty_column(column, cells.index)
            continue
        stripped = cells[column.name].str.strip()
        most = min(MOST_WHOLE, context.most.get(column.name, MOST_WHOLE))
        values, broken_rules = parse_cells(stripped, column, context.codes, most)
        frame[column.name] = values
        params = {"allowed": ", ".join(column.choices)} if column.choices else {}
        limits = {
            "too_many": {"most": MOST_WHOLE},
            "above_country": {"most": most},
        }
        for rule, mask in broken_rules.items():
            collector.add(
                rule,
                column.name,
                mask,
                context.cells.get(column.name, stripped),
                {**params, **limits.get(rule, {})},
            )
    for row_rule in table.rules:
        collector.add(row_rule.rule, row_rule.column, row_rule.broken(frame), None, row_rule.params)
    accepted = frame[~collector.rejected].copy()
    accepted.index = pd.Index(accepted.index, name="row")
    return CheckedTable(
        accepted,
        tuple(collector.issues),
        len(cells),
        int(collector.rejected.sum()),
        dict(collector.counts),
        cells.index[collector.rejected & ~collector.wrong],
    )


def empty_frame(table: Table) -> pd.DataFrame:
    """Return a frame without rows, with the declared columns in their types."""
    cells = pd.DataFrame({c.name: pd.Series(dtype="str") for c in table.columns})
    return check_table(cells, table, "").frame


def _reject_file(cells: pd.DataFrame, file: str, missing: list[str]) -> CheckedTable:
    issues = tuple(
        Issue(file, "missing_column", column=name, params={"column": name}) for name in missing
    )
    counts = {(issue.rule, issue.column): 1 for issue in issues}
    return CheckedTable(cells.iloc[:0], issues, len(cells), len(cells), counts, cells.index[:0])


class _IssueCollector:
    """The issues of one file, and the mask of rows that they reject."""

    def __init__(self, file: str, index: pd.Index) -> None:
        self.file = file
        self.rejected = pd.Series(False, index=index)
        # Rows with an error that no answer of the owner settles.
        self.wrong = self.rejected.copy()
        self.issues: list[Issue] = []
        self.counts: Counter[tuple[str, str | None]] = Counter()
        self._earlier_errors: dict[str | None, set[int]] = {}

    def add_earlier(self, issues: Iterable[Issue]) -> None:
        """Add issues of earlier steps; a cell with an error is not checked again."""
        wrong_rows: set[int] = set()
        for issue in issues:
            self.counts[issue.rule, issue.column] += 1
            if self.counts[issue.rule, issue.column] <= MOST_ISSUES:
                self.issues.append(issue)
            if issue.severity == "error" and issue.row is not None:
                self._earlier_errors.setdefault(issue.column, set()).add(issue.row)
                if issue.rule not in QUESTIONS:
                    wrong_rows.add(issue.row)
        for rows in self._earlier_errors.values():
            self.rejected |= self.rejected.index.isin(rows)
        self.wrong |= self.wrong.index.isin(wrong_rows)

    def add_file_issue(self, rule: str) -> None:
        """Add an issue of the file as a whole."""
        self.issues.append(Issue(self.file, rule))
        self.counts[rule, None] += 1

    def add(
        self,
        rule: str,
        column: str,
        mask: pd.Series,
        cells: pd.Series | None,
        params: Mapping[str, str | int],
    ) -> None:
        """Add an issue for each row where `mask` is True; an error rejects these rows."""
        if mask.dtype != "bool":
            mask = mask.fillna(False).astype(bool)
        if not mask.any():
            return
        if column in self._earlier_errors:
            mask = mask & ~mask.index.isin(self._earlier_errors[column])
        if RULES[rule].severity == "error":
            self.rejected |= mask
            if rule not in QUESTIONS:
                self.wrong |= mask
        rows = mask.index[mask]
        if len(rows):
            self.counts[rule, column] += len(rows)
        for row in rows[:MOST_ISSUES]:
            value = {} if cells is None else {"value": str(cells[row])[:80]}
            self.issues.append(Issue(self.file, rule, int(row), column, {**value, **params}))


def empty_column(column: Column, index: pd.Index) -> pd.Series:
    """Return a column of the declared type with only missing values."""
    if index.empty:
        return parse_cells(pd.Series("", index=index), column, {})[0]
    cell = _empty_cell(column)
    return pd.Series(cell.array.take(np.zeros(len(index), dtype="intp")), index=index)


@cache
def _empty_cell(column: Column) -> pd.Series:
    return parse_cells(pd.Series([""]), column, {})[0]


def parse_cells(
    cells: pd.Series, column: Column, codes: Codes, most: int = MOST_WHOLE
) -> tuple[pd.Series, dict[str, pd.Series]]:
    """Return the column in its type, and for each rule the mask of cells that break it.

    `cells` are stripped texts. The value of an empty cell, or one that breaks a rule, is missing;
    `most` is the largest allowed number.
    """
    if cells.empty:
        # There is nothing to parse, but the column needs its type.
        return pd.Series(index=cells.index, dtype=_DTYPES.get(column.kind, "object")), {}
    is_empty = cells == ""
    masks: dict[str, pd.Series] = {}
    values: pd.Series = cells
    if column.kind in ("date", "period"):
        days = cells
        if column.kind == "period":
            days = cells.where(cells.str.len() != 4, cells + "-01-01")
        values = pd.to_datetime(days.mask(is_empty), format="%Y-%m-%d", errors="coerce")
        values = values.where(values.between(str(FIRST_DAY), str(LAST_DAY)))
        masks["date"] = values.isna() & ~is_empty
    elif column.kind in ("whole", "number"):
        values, masks = _parse_numbers(cells, column.kind == "whole", most)
    elif column.kind == "code" and column.code_list is not None:
        code_of = {cell: codes.get(column.code_list, {}).get(fold(cell)) for cell in cells.unique()}
        values = cells.map(code_of).astype("object")
        masks[f"unknown_{column.code_list}"] = values.isna() & ~is_empty
    elif column.kind == "shares":
        shares = [cell for cell in cells.unique() if is_shares(cell)]
        masks["shares"] = ~cells.isin(shares) & ~is_empty
    if column.choices:
        masks["unknown_choice"] = ~cells.isin(column.choices) & ~is_empty
    if column.filled:
        masks["required"] = is_empty
    if column.unique:
        masks["unique"] = cells.duplicated(keep=False) & ~is_empty
    return values, masks


def _parse_numbers(
    cells: pd.Series, whole: bool, most: int
) -> tuple[pd.Series, dict[str, pd.Series]]:
    """Return the numbers, NaN where a rule is broken, and the mask of each rule."""
    distinct = cells.unique()
    numbers = cells.map({cell: _number(cell) for cell in distinct}).astype("float64")
    if list(distinct) == [""]:
        return numbers, {}
    values = numbers.to_numpy()
    is_negative = values < 0
    invalid = np.isinf(values) | (np.isnan(values) & (cells != "").to_numpy())
    if not whole:
        masks = {"number": invalid, "negative": is_negative}
    else:
        is_finite = np.isfinite(values)
        invalid |= np.mod(values, 1, where=is_finite, out=np.zeros(len(values))) != 0
        masks = {
            "whole": invalid,
            "negative": is_negative,
            "too_many": (values > MOST_WHOLE) & ~invalid,
            "above_country": (values > most) & (values <= MOST_WHOLE) & ~invalid,
        }
        invalid = invalid | (values > most)
    by_rule = {rule: pd.Series(mask, index=cells.index) for rule, mask in masks.items()}
    return numbers.mask(invalid | is_negative), by_rule


def _number(cell: str) -> float:
    """Return the number; NaN for other forms, some of which `pd.to_numeric` would accept."""
    return float(cell) if _NUMBER.fullmatch(cell) else math.nan
