"""A vertically merged cell fills every row with its text, but only the first with its number."""

from __future__ import annotations

import pandas as pd

from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import AS_IT_IS
from campaign.ingest.understand.layout import Layout, find_layout
from campaign.ingest.understand.shared_cells import fill_merged_cells, find_merged_numbers
from campaign.schema import tables
from tests.ingest.understand.test_layout import raw_table
from tests.ingest.understand.test_row_kinds import FIRST, NAMES, SECOND, classify_rows


def merged_sheet() -> tuple[RawTable, Layout]:
    ranges = ((2, 1, 4, 1), (2, 2, 5, 2), (2, 5, 3, 5), (2, 0, 3, 0))
    lines = (NAMES, FIRST, "|||акция|Б|30|", "|||акция|В|40|", "|||||", SECOND)
    sheet = raw_table(*lines, merged=ranges)
    return sheet, find_layout(sheet, tables.ACTIVITIES, AS_IT_IS)


def test_merged_text_fills_every_row() -> None:
    sheet, header = merged_sheet()
    body = sheet.cells.loc[header.body :]
    before = body.copy()
    filled, masks = fill_merged_cells(body, sheet, header)
    assert filled[1].tolist()[:4] == ["31.07.2017"] * 3 + [""]
    assert filled[2].tolist() == ["Нарын"] * 3 + ["", "Ош обл."]
    assert {at: mask.index[mask].tolist() for at, mask in masks.items()} == {1: [3, 4], 2: [3, 4]}
    pd.testing.assert_frame_equal(body, before)
    assert classify_rows(filled, header).tolist() == ["row", "row", "row", "blank", "row"]


def test_a_merged_number_counts_once() -> None:
    ranges = ((2, 5, 3, 5), (2, 6, 3, 6), (2, 0, 3, 0))
    sheet = raw_table(NAMES, FIRST, "|01.08.2017|Талас|акция|Б||", merged=ranges)
    header = find_layout(sheet, tables.ACTIVITIES, AS_IT_IS)
    body = sheet.cells.loc[2:]
    filled, masks = fill_merged_cells(body, sheet, header)
    assert not masks and filled.equals(body)
    assert find_merged_numbers(body, sheet, header) == {5: {3: 2}, 6: {3: 2}}


def test_a_row_with_its_own_number_is_not_covered() -> None:
    ranges = ((2, 5, 4, 5), (2, 1, 4, 1), (2, 6, 4, 6))
    lines = (NAMES, FIRST.replace("|100", "|"), "|||||7|", "||||| |")
    sheet = raw_table(*lines, merged=ranges)
    header = find_layout(sheet, tables.ACTIVITIES, AS_IT_IS)
    assert find_merged_numbers(sheet.cells.loc[2:], sheet, header) == {5: {4: 2}}
