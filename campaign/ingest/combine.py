"""Registers of several files as one, in which no row counts twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.domain import duplicates
from campaign.ingest.parse.row_numbers import are_row_numbers
from campaign.ingest.report import ValidationReport
from campaign.schema import tables
from campaign.schema.issues import Issue


@dataclass(frozen=True, eq=False)
class CombinedRegister:
    """The rows that count, numbered anew from 0, and what is said about rows of two files.

    `excluded` counts rows that stand in an earlier file too; each has an error in `issues`.
    `rows` has for each row its register's position and its row there.
    """

    frame: pd.DataFrame
    issues: tuple[Issue, ...]
    excluded: int
    rows: Sequence[tuple[int, int]]


def combine_registers(registers: Sequence[ValidationReport]) -> CombinedRegister:
    """The accepted rows of all files.

    A row with the activity code of a row of an earlier file, or with every declared cell of one,
    is an error and excluded; of three alike where the earlier file has two, one counts. A
    possible duplicate of an earlier file's row (`duplicates.likely`) is a warning: both count.
    Codes that only number the rows of their file say nothing here, and are blank in the frame.
    """
    frame = pd.concat(
        [_without_row_numbers(report, registers) for report in registers], ignore_index=True
    )
    at = [(file, int(row)) for file, report in enumerate(registers) for row in report.frame.index]
    if len(registers) == 1:
        return CombinedRegister(frame, (), 0, at)
    files = pd.Series([file for file, _ in at])
    declared = [column.name for column in tables.ACTIVITIES.columns]
    digests = pd.util.hash_pandas_object(frame[declared], index=False)
    same_row = _earlier([digests, digests.groupby([files, digests]).cumcount()], files)
    codes = frame["activity_id"].fillna("").astype(str)
    same_key = _earlier([codes.where(codes != "", files.index.astype(str) + "\0")], files)
    issues = [
        _issue("duplicate_of_file", registers, at, row, first) for row, first in same_row.items()
    ]
    issues += [
        _issue("key_of_file", registers, at, row, first)
        for row, first in same_key.items()
        if row not in same_row
    ]
    repeated = sorted({*same_row, *same_key})
    counting = frame.drop(index=repeated)
    likely = duplicates.find_likely(counting)
    issues += [
        _issue(
            "likely_of_file",
            registers,
            at,
            row,
            first,
            duplicates.describe_pair(counting, row, first),
        )
        for row, first in zip(likely.index.tolist(), likely.tolist(), strict=True)
        if at[row][0] != at[first][0]
    ]
    rows = [at[row] for row in counting.index]
    return CombinedRegister(counting.reset_index(drop=True), tuple(issues), len(repeated), rows)


def _without_row_numbers(
    report: ValidationReport, registers: Sequence[ValidationReport]
) -> pd.DataFrame:
    frame = report.frame
    if len(registers) > 1 and are_row_numbers(frame["activity_id"]):
        return frame.assign(activity_id="")
    return frame


def _earlier(keys: list[pd.Series], files: pd.Series) -> dict[int, int]:
    """For each row whose keys stand in an earlier file: the first row that has them."""
    rows = pd.Series(range(len(files)))
    first = rows.groupby([key.to_numpy() for key in keys]).transform("first")
    met = files.loc[first].to_numpy() < files.to_numpy()
    return dict(zip(rows[met].tolist(), first[met].tolist(), strict=True))


def _issue(
    rule: str,
    registers: Sequence[ValidationReport],
    at: Sequence[tuple[int, int]],
    row: int,
    first: int,
    more: Mapping[str, str | int] | None = None,
) -> Issue:
    other: dict[str, str | int] = {"first": at[first][1], "other": registers[at[first][0]].file}
    file, source_row = at[row]
    return Issue(registers[file].file, rule, source_row, None, {**other, **(more or {})})
