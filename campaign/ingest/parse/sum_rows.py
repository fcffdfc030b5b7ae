"""Rows whose numbers are the sums of the numbers above them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from campaign.ingest.parse.numbers import guess_decimal, parse_numbers


def find_sums(
    counts: pd.DataFrame,
    filled: np.ndarray,
    kinds: np.ndarray,
    may_be: np.ndarray,
    rest: np.ndarray,
) -> np.ndarray:
    """Return a mask of the rows of `may_be` and `rest` whose numbers are sums of the rows above.

    Such a row sums all rows above, or the rows since the last total; a row of `may_be` with sums is
    a total too. `counts` are the cells of the columns of numbers, `filled` is True for cells with
    text, `kinds` are from `classify_body`: only rows of the kind "row" are summed.
    """
    has_sums, candidates = np.zeros(len(counts), dtype=bool), may_be | rest
    width = counts.shape[1]
    if not candidates.any() or not width:
        return has_sums
    columns = [column for _, column in counts.items()]
    decimal = guess_decimal(columns)
    numbers = np.column_stack([parse_numbers(c, decimal, False)[0] for c in columns])
    addends = np.where((kinds == "row")[:, None] & ~np.isnan(numbers), numbers, 0.0)
    sum_above, sum_since = np.zeros(width), np.zeros(width)
    rows_above = rows_since = 0
    for row in range(len(counts)):
        if candidates[row]:
            values = numbers[row][filled[row]]
            for sums, row_count in ((sum_since, rows_since), (sum_above, rows_above)):
                expected = sums[filled[row]]
                if row_count > 1 and np.array_equal(values, expected) and expected.any():
                    has_sums[row] = True
        if (has_sums[row] and may_be[row]) or kinds[row] == "total":
            sum_since, rows_since = np.zeros(width), 0
        elif kinds[row] == "row":
            sum_above, sum_since = sum_above + addends[row], sum_since + addends[row]
            rows_above, rows_since = rows_above + 1, rows_since + 1
    return has_sums
