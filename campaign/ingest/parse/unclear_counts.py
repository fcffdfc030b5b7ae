"""Numbers of a wide table whose measure is not clear."""

from __future__ import annotations

from collections import Counter

from campaign.i18n.match_key import tidy_text
from campaign.ingest.parse.wide_table import WideTable
from campaign.ingest.parse.wide_words import measure_of
from campaign.ingest.readers.raw_table import RawTable


def find_unclear_cells(raw: RawTable, wide: WideTable, measure: str) -> dict[tuple[int, int], str]:
    """Return {(row, position): words for its measure} of numbers that may not count `measure`.

    Two columns of one month or oblast may have its activities and its people; a column next to the
    regions may have «охвачено» in one row and «из них женщин» in the next. Both numbers would be
    added to the people reached. The words are "" if there are none.
    """
    unclear: dict[tuple[int, int], str] = {}
    keys = Counter((column.key, column.measure) for column in wide.columns)
    for column in wide.columns:
        if column.measure is None and keys[column.key, None] > 1:
            unclear |= {(row, column.at): column.header for row in wide.rows}
    for at in wide.other_positions:
        words = {row: tidy_text(str(raw.cells.at[row, at])) for row in wide.rows}
        measures = {row: measure_of(word) for row, word in words.items() if word}
        if None in measures.values() or len(set(measures.values())) < 2:
            continue
        for row, counted in measures.items():
            if counted != measure:
                unclear |= {(row, c.at): words[row] for c in wide.columns if c.measure is None}
    return unclear
