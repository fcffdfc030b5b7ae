"""Registers of several files as one: rows met twice are named, and counted once."""

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

    `excluded` counts rows that stand in an earlier file too; each has an error in `problems`.
    `rows` has for each row its register's position and its row there.
    """

    frame: pd.DataFrame
    problems: tuple[Issue, ...]
    excluded: int
    rows: Sequence[tuple[int, int]]


def combine_registers(registers: Sequence[ValidationReport]) -> CombinedRegister:
    """The accepted rows of all files.

    A row with the activity code of a row of an earlier file, or with every declared cell of one,
    is an error and left out; of three alike where the earlier file has two, one counts. A
    possible duplicate of an earlier file's row (`repeats.likely`) is a warning: both count. Codes
    that only number the rows of their file say nothing here, and are blank in the frame.
    """
    frame = pd.concat([_without_row_numbers(i, registers) for i in registers], ignore_index=True)
    at = [(file, int(row)) for file, intake in enumerate(registers) for row in intake.frame.index]
    if len(registers) == 1:
        return CombinedRegister(frame, (), 0, at)
    files = pd.Series([file for file, _ in at])
    declared = [column.name for column in tables.ACTIVITIES.columns]
    alike = pd.util.hash_pandas_object(frame[declared], index=False)
    same_row = _earlier([alike, alike.groupby([files, alike]).cumcount()], files)
    codes = frame["activity_id"].fillna("").astype(str)
    same_key = _earlier([codes.where(codes != "", files.index.astype(str) + "\0")], files)
    problems: list[Issue] = []
    for here, first in same_row.items():
        problems.append(_problem("duplicate_of_file", registers, at, here, first))
    for here, first in same_key.items():
        if here not in same_row:
            problems.append(_problem("key_of_file", registers, at, here, first))
    out = sorted({*same_row, *same_key})
    kept = frame.drop(index=out)
    again = duplicates.likely(kept)
    for here, first in zip(again.index.tolist(), again.tolist(), strict=True):
        if at[here][0] != at[first][0]:
            params = duplicates.likeness(kept, here, first)
            problems.append(_problem("likely_of_file", registers, at, here, first, params))
    rows = [at[row] for row in kept.index]
    return CombinedRegister(kept.reset_index(drop=True), tuple(problems), len(out), rows)


def _without_row_numbers(
    intake: ValidationReport, registers: Sequence[ValidationReport]
) -> pd.DataFrame:
    frame = intake.frame
    if len(registers) > 1 and are_row_numbers(frame["activity_id"]):
        return frame.assign(activity_id="")
    return frame


def _earlier(keys: list[pd.Series], files: pd.Series) -> dict[int, int]:
    """For each row whose keys stand in an earlier file: the first row that has them."""
    rows = pd.Series(range(len(files)))
    first = rows.groupby([key.to_numpy() for key in keys]).transform("first")
    met = files.loc[first].to_numpy() < files.to_numpy()
    return dict(zip(rows[met].tolist(), first[met].tolist(), strict=True))


def _problem(
    rule: str,
    registers: Sequence[ValidationReport],
    at: Sequence[tuple[int, int]],
    here: int,
    first: int,
    more: Mapping[str, str | int] | None = None,
) -> Issue:
    other: dict[str, str | int] = {"first": at[first][1], "other": registers[at[first][0]].file}
    file, row = at[here]
    return Issue(registers[file].file, rule, row, None, {**other, **(more or {})})
