"""Sheet names and texts stay within the limits of Excel."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.exports.xlsx import workbook
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema import tables


@pytest.mark.parametrize("text", [Text.of(lang) for lang in LANGUAGES], ids=LANGUAGES)
def test_labels_are_within_the_limits_of_excel(text: Text) -> None:
    for name in ("Register", "Example", "Columns", "Lists", "Marks", "Summary", "Issues"):
        assert workbook.sheet_name(text(name)) == text(name)
    for column in tables.ACTIVITIES.columns:
        assert len(text(column.label)) <= workbook.LONGEST_TITLE


def test_sheet_names_are_valid_in_excel() -> None:
    assert workbook.sheet_name("a[b]:*?/\\c" + "x" * 40) == "a b c" + "x" * 26
    assert workbook.sheet_name("Лист", ["лист"]) == "Лист (2)"
    assert workbook.sheet_name("'?'") == "1"
    long = "я" * 31
    assert len(workbook.sheet_name(long, [long])) == 31


def test_cells_are_clipped_and_have_no_illegal_character() -> None:
    longest = workbook.LONGEST_CELL
    cells = pd.Series(["a\x00b", "c", "я" * longest, "я" * (longest + 1)])
    fitted = workbook.fit_cells(cells)
    assert fitted.tolist() == ["a\ufffdb", "c", "я" * longest, "я" * (longest - 1) + "…"]
    assert fitted.map(workbook.fit_cell).tolist() == fitted.tolist()
