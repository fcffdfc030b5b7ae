"""Registers of several files combined into one, without duplicates."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.domain import duplicates
from campaign.ingest.parse.row_numbers import are_row_numbers
from campaign.ingest.report import ValidationReport
from campaign.schema import tables
from campaign.schema.issues import Issue


@dataclass(frozen=True, eq=False)
class CombinedRegister:
    """The rows that count, numbered from 0, and the issues of rows that occur in two files.

    `excluded` counts the rows that an earlier file has too; each has an error in `issues`.
    `rows` has for each row of `frame` the position of its register and its row there.
    """

    frame: pd.DataFrame
    issues: tuple[Issue, ...]
    excluded: int
    rows: Sequence[tuple[int, int]]


def combine_registers(
    registers: Sequence[ValidationReport], count_totals_of: Collection[int] = ()
) -> CombinedRegister:
    """Combine the accepted rows of all files.

    A row that has the activity code, or every declared cell, of a row of an earlier file is an
    error and excluded; of three equal rows where the earlier file has two, one counts. Notes of
    totals of two wide tables are not compared. A possible duplicate of an earlier row
    (`duplicates.find_likely`) is a warning: both count. So is a total of a period that an earlier
    file has with another number, and totals of a period in which another file has activities.
    Totals of the registers at the positions `count_totals_of`, which are of other organizations,
    count beside equal ones; they are possible duplicates then. Codes that only number the
    rows of their file are not compared, and are blank in the frame.
    """
    frame = pd.concat(
        [_without_row_numbers(report, registers) for report in registers], ignore_index=True
    )
    rows = [(file, int(row)) for file, report in enumerate(registers) for row in report.frame.index]
    if len(registers) == 1:
        return CombinedRegister(frame, (), 0, rows)
    files = pd.Series([file for file, _ in rows])
    columns = [column.name for column in tables.ACTIVITIES.columns]
    # The note of a total of a wide table is in the language in which the table was read.
    of_tables = files[files.map([bool(report.sources) for report in registers].__getitem__)]
    totals = frame.loc[of_tables.index, columns].drop(columns="note")
    same_cells = {
        row: first
        for row, first in (
            _find_equal(totals, of_tables) | _find_equal(frame[columns], files)
        ).items()
        if not (row in of_tables.index and rows[row][0] in count_totals_of)
    }
    codes = frame["activity_id"].fillna("").astype(str)
    same_code = _find_earlier([codes.where(codes != "", files.index.astype(str) + "\0")], files)
    issues = [
        _issue("duplicate_of_file", registers, rows, row, first)
        for row, first in sorted(same_cells.items())
    ]
    issues += [
        _issue("key_of_file", registers, rows, row, first)
        for row, first in same_code.items()
        if row not in same_cells
    ]
    duplicate_rows = sorted({*same_cells, *same_code})
    unique_rows = frame.drop(index=duplicate_rows)
    likely = {
        row: first
        for pairs in (
            duplicates.find_likely_totals(unique_rows),
            duplicates.find_likely(unique_rows),
        )
        for row, first in zip(pairs.index.tolist(), pairs.tolist(), strict=True)
        if rows[row][0] != rows[first][0]
    }
    issues += [
        _issue(
            "likely_of_file",
            registers,
            rows,
            row,
            first,
            duplicates.describe_pair(unique_rows, row, first),
        )
        for row, first in sorted(likely.items())
    ]
    issues += _totals_beside_rows(unique_rows, of_tables.index, registers, rows)
    unique_positions = [rows[row] for row in unique_rows.index]
    return CombinedRegister(
        unique_rows.reset_index(drop=True), tuple(issues), len(duplicate_rows), unique_positions
    )


def _totals_beside_rows(
    frame: pd.DataFrame,
    of_tables: pd.Index,
    registers: Sequence[ValidationReport],
    rows: Sequence[tuple[int, int]],
) -> Iterator[Issue]:
    """Yield a warning for each wide table and each file with activities in its totals' periods.

    `of_tables` are the rows that are totals of wide tables. Types are not compared: a table often
    has one for all of its totals.
    """
    is_total = frame.index.isin(of_tables) & frame["reached"].notna().to_numpy()
    columns = ["oblast", "date", "end_date", "reached"]
    totals = frame.loc[is_total, columns].assign(at=frame.index[is_total])
    activities = frame.loc[frame["end_date"].isna() & ~frame.index.isin(of_tables), columns]
    activities = activities.assign(at=activities.index)
    pairs = totals.merge(activities, on="oblast", suffixes=("", "_activity"))
    pairs = pairs[pairs["date_activity"].between(pairs["date"], pairs["end_date"])]
    file_of = [file for file, _ in rows].__getitem__
    for _, both in pairs.groupby([pairs["at"].map(file_of), pairs["at_activity"].map(file_of)]):
        first, at = int(both["at_activity"].iloc[0]), int(both["at"].iloc[0])
        params = {
            "n": both["at_activity"].nunique(),
            "there": int(both.drop_duplicates("at_activity")["reached_activity"].sum()),
            "here": int(both.drop_duplicates("at")["reached"].sum()),
        }
        yield _issue("totals_and_rows_of_file", registers, rows, at, first, params)


def _without_row_numbers(
    report: ValidationReport, registers: Sequence[ValidationReport]
) -> pd.DataFrame:
    frame = report.frame
    if len(registers) > 1 and are_row_numbers(frame["activity_id"]):
        return frame.assign(activity_id="")
    return frame


def _find_equal(cells: pd.DataFrame, files: pd.Series) -> dict[int, int]:
    """Return {row: first row with the same cells}, as often as an earlier file has them."""
    digests = pd.util.hash_pandas_object(cells, index=False)
    return _find_earlier([digests, digests.groupby([files, digests]).cumcount()], files)


def _find_earlier(keys: list[pd.Series], files: pd.Series) -> dict[int, int]:
    """Return {row: first row with the same keys}, for keys that an earlier file has."""
    rows = pd.Series(files.index, index=files.index)
    first = rows.groupby([key.to_numpy() for key in keys]).transform("first")
    in_earlier_file = files.loc[first].to_numpy() < files.to_numpy()
    return dict(zip(rows[in_earlier_file].tolist(), first[in_earlier_file].tolist(), strict=True))


def _issue(
    rule: str,
    registers: Sequence[ValidationReport],
    rows: Sequence[tuple[int, int]],
    row: int,
    first: int,
    params: Mapping[str, str | int] | None = None,
) -> Issue:
    first_file, first_row = rows[first]
    cell = registers[first_file].sources.get(first_row)
    other: dict[str, str | int] = {
        "first": first_row if cell is None else cell.name,
        "other": registers[first_file].file,
    }
    file, source_row = rows[row]
    source = registers[file].sources.get(source_row)
    all_params = {**other, **(params or {})}
    return Issue(registers[file].file, rule, source_row, None, all_params, source=source)
