"""The codes of a column's cells: masks of cells without a code, and answers of the user."""

from __future__ import annotations

import pandas as pd

from campaign.ingest.values.codes import match_column
from tests.ingest.parse.shipped_lists import UNITS


def test_the_masks_do_not_overlap() -> None:
    cells = pd.Series(["KG-N", "Нарын", "Ош", "Алматы", "", "  "], index=[2, 3, 5, 8, 9, 11])
    matches = match_column(cells, UNITS)
    assert matches.codes.tolist() == ["KG-N", "KG-N", None, None, None, None]
    assert matches.is_rewritten.tolist() == [False, True, False, False, False, False]
    assert matches.is_ambiguous.tolist() == [False, False, True, False, False, False]
    assert matches.is_unknown.tolist() == [False, False, False, True, False, False]
    for column in (matches.codes, matches.is_rewritten, matches.is_ambiguous, matches.is_unknown):
        assert list(column.index) == [2, 3, 5, 8, 9, 11]


def test_an_answer_has_priority_except_over_a_code() -> None:
    cells = pd.Series(["Ош", "Алматы", "Нарын", "KG-N"])
    answers = {"ош": "KG-GO", "алматы": "KG-T", "нарын": "KG-X", "kg n": "KG-B"}
    matches = match_column(cells, UNITS, answers)
    assert matches.codes.tolist() == ["KG-GO", "KG-T", "KG-N", "KG-N"]
    assert matches.is_answered.tolist() == [True, True, False, False]
    assert matches.is_rewritten.tolist() == [False, False, True, False]
