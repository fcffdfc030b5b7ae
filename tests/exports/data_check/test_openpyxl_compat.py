"""The part of openpyxl that we use outside its public interface."""

from __future__ import annotations

import openpyxl

from campaign.exports.data_check.workbook_marks import existing_cells


def test_existing_cells_skips_the_empty_cells_between_them() -> None:
    sheet = openpyxl.Workbook().active
    sheet["A1"], sheet["XFD1048576"] = "first", "last"
    values = {cell.coordinate: cell.value for cell in existing_cells(sheet)}
    assert values == {"A1": "first", "XFD1048576": "last"}, "see docs/upgrading.md"
