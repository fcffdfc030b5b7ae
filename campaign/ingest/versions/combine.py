"""Registers of several files combined into one, without duplicates."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.domain import duplicates
from campaign.ingest.normalise.pivot_register import MONTH_NOTE, is_note_of_total
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.number_columns import are_row_numbers
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
    """Return the accepted rows of all files, without duplicates.

    A row with the same activity code, or the same declared cells, as a row of an earlier file is an
    error and excluded; if a file has three equal rows and the earlier file has two of them, one is
    accepted. Notes of totals of two wide tables are not compared. A possible duplicate of an
    earlier row (`duplicates.find_likely`) is a warning, and both count. There is also a warning for
    a total that differs from that of an earlier file for the same period, and for totals of a
    period in which another file has activities. `count_totals_of` are the positions of registers of
    other organizations: their totals count even if an earlier file has equal ones, and are possible
    duplicates. Codes that only number the rows of their file are not compared, and are blank in the
    frame.
    """
    stack = _StackedRegisters(registers)
    frame = stack.frame
    if len(registers) == 1:
        return CombinedRegister(frame, (), 0, stack.rows)
    same_cells = stack.find_same_cells(count_totals_of)
    same_codes = stack.find_same_codes()
    duplicate_rows = sorted({*same_cells, *same_codes})
    unique_rows = frame.drop(index=duplicate_rows)
    issues = (
        *(
            stack.issue("duplicate_of_file", row, first)
            for row, first in sorted(same_cells.items())
        ),
        *(
            stack.issue("key_of_file", row, first)
            for row, first in same_codes.items()
            if row not in same_cells
        ),
        *stack.warn_likely_duplicates(unique_rows),
        *stack.warn_totals_beside_activities(unique_rows),
    )
    unique_positions = [stack.rows[row] for row in unique_rows.index]
    return CombinedRegister(
        unique_rows.reset_index(drop=True), issues, len(duplicate_rows), unique_positions
    )


class _StackedRegisters:
    """The accepted rows of all registers in one frame, numbered from 0.

    `rows` has for each row the position of its register and its row there, `files` the position
    of the register alone. `total_rows` are the rows that are totals of wide tables.
    """

    def __init__(self, registers: Sequence[ValidationReport]) -> None:
        self.registers = registers
        frames = [report.frame for report in registers]
        if len(registers) > 1:
            frames = [
                frame.assign(activity_id="") if are_row_numbers(frame["activity_id"]) else frame
                for frame in frames
            ]
        self.frame = pd.concat(frames, ignore_index=True)
        self.rows = [
            (file, int(row)) for file, report in enumerate(registers) for row in report.frame.index
        ]
        self.files = pd.Series([file for file, _ in self.rows])
        is_table = [bool(report.sources) for report in registers]
        self.total_rows = self.files.index[self.files.map(is_table.__getitem__).astype(bool)]

    def find_same_cells(self, count_totals_of: Collection[int]) -> dict[int, int]:
        """Return {row: first row of an earlier file with the same declared cells}.

        Totals of wide tables are compared without their note, because its language depends on the
        reader of the table; the same applies to such totals in a corrected register. Totals of the
        registers at `count_totals_of` are not compared.
        """
        cells = self.frame[[column.name for column in tables.ACTIVITIES.columns]].copy()
        cells["note"] = cells["note"].mask(is_note_of_total(cells["note"]), MONTH_NOTE)
        totals = cells.loc[self.total_rows].drop(columns="note")
        same_totals = _find_equal(totals, self.files[self.total_rows])
        same_cells = same_totals | _find_equal(cells, self.files)
        return {
            row: first
            for row, first in same_cells.items()
            if not (row in self.total_rows and self.rows[row][0] in count_totals_of)
        }

    def find_same_codes(self) -> dict[int, int]:
        """Return {row: first row of an earlier file with the same activity code}."""
        codes = self.frame["activity_id"].fillna("").astype(str)
        # Rows without a code get unique values, so that they match no other row.
        own_codes = self.files.index.astype(str) + "\0"
        return _find_earlier([codes.where(codes != "", own_codes)], self.files)

    def warn_likely_duplicates(self, frame: pd.DataFrame) -> Iterator[Issue]:
        """Yield a warning for each row of `frame` that is a likely duplicate of another file's."""
        likely = {
            row: first
            for pairs in (duplicates.find_likely_totals(frame), duplicates.find_likely(frame))
            for row, first in zip(pairs.index.tolist(), pairs.tolist(), strict=True)
            if self.rows[row][0] != self.rows[first][0]
        }
        for row, first in sorted(likely.items()):
            params = duplicates.describe_pair(frame, row, first)
            yield self.issue("likely_of_file", row, first, params)

    def warn_totals_beside_activities(self, frame: pd.DataFrame) -> Iterator[Issue]:
        """Yield a warning for each wide table and each file with activities in its totals' periods.

        Types are not compared: a table often has one for all of its totals.
        """
        is_of_table = frame.index.isin(self.total_rows)
        columns = ["oblast", "date", "end_date", "reached"]
        totals = frame.loc[is_of_table & frame["reached"].notna().to_numpy(), columns]
        activities = frame.loc[frame["end_date"].isna() & ~is_of_table, columns]
        pairs = totals.assign(at=totals.index).merge(
            activities.assign(at=activities.index), on="oblast", suffixes=("", "_activity")
        )
        pairs = pairs[pairs["date_activity"].between(pairs["date"], pairs["end_date"])]
        files = [pairs[at].map(self.files) for at in ("at", "at_activity")]
        for _, both in pairs.groupby(files):
            first, at = int(both["at_activity"].iloc[0]), int(both["at"].iloc[0])
            params = {
                "n": both["at_activity"].nunique(),
                "there": int(both.drop_duplicates("at_activity")["reached_activity"].sum()),
                "here": int(both.drop_duplicates("at")["reached"].sum()),
            }
            yield self.issue("totals_and_rows_of_file", at, first, params)

    def issue(
        self, rule: str, row: int, first: int, params: Mapping[str, str | int] | None = None
    ) -> Issue:
        """Return an issue about a row, which names the row `first` of another file."""
        (file, source_row), (first_file, first_row) = self.rows[row], self.rows[first]
        report, first_report = self.registers[file], self.registers[first_file]
        cell = first_report.sources.get(first_row)
        all_params: dict[str, str | int] = {
            "first": first_row if cell is None else cell.name,
            "other": first_report.file,
            **(params or {}),
        }
        source = report.sources.get(source_row)
        return Issue(report.file, rule, source_row, None, all_params, source=source)


def _find_equal(cells: pd.DataFrame, files: pd.Series) -> dict[int, int]:
    """Return {row: first equal row}; a row is repeated as often as an earlier file has it."""
    digests = pd.util.hash_pandas_object(cells, index=False)
    return _find_earlier([digests, digests.groupby([files, digests]).cumcount()], files)


def _find_earlier(keys: list[pd.Series], files: pd.Series) -> dict[int, int]:
    """Return {row: first row with the same key}, for keys that an earlier file has."""
    rows = pd.Series(files.index, index=files.index)
    first = rows.groupby([key.to_numpy() for key in keys]).transform("first")
    in_earlier_file = files.loc[first].to_numpy() < files.to_numpy()
    return dict(zip(rows[in_earlier_file].tolist(), first[in_earlier_file].tolist(), strict=True))
