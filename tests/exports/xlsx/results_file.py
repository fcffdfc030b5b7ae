"""Reads the workbook of results back for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.exports.xlsx.results import results_xlsx
from campaign.exports.xlsx.table import SHEETS
from campaign.exports.xlsx.workbook import sheet_name
from campaign.i18n.translator import Text
from tests.xlsx_charts import chart_parts

TEXT_SHEETS = {
    "organizer": "organisers",
    "partner": "partners",
    "target group": "audience_groups",
}


def activities(campaign: Campaign) -> pd.DataFrame:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    return rows.copy()


class Results:
    """A workbook and the tables on its sheets."""

    def __init__(self, content: bytes, text: Text) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.text = text

    def sheet(self, name: str) -> Worksheet:
        return self.book[sheet_name(self.text(SHEETS[name][0]))]

    def words(self, name: str) -> str:
        cells = (cell for row in self.sheet(name).iter_rows(values_only=True) for cell in row)
        return "\n".join(str(cell) for cell in cells if cell is not None).replace("\xa0", " ")

    def header_row(self, name: str) -> int:
        """The number of the header row: the last of the frozen rows."""
        frozen = self.sheet(name).freeze_panes
        assert frozen and frozen.startswith("A")
        return int(frozen[1:]) - 1

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of the table as dicts by header."""
        first = self.header_row(name)
        lines = list(self.sheet(name).iter_rows(min_row=first, values_only=True))
        headers = [str(cell) for cell in lines[0] if cell is not None]
        assert len(set(headers)) == len(headers)
        return [dict(zip(headers, line, strict=False)) for line in lines[1:]]

    def by(self, name: str, header: str) -> dict[Any, dict[str, Any]]:
        return {row[header]: row for row in self.rows(name)}


def read(view: View) -> Results:
    return Results(results_xlsx(view), view.text)


BookOf = Callable[[str, str], Results]


def same(cell: Any, expected: float | None) -> bool:
    """Whether a cell has the expected value; an empty cell is a missing value."""
    if expected is None or expected != expected:
        return cell is None
    return cell is not None and cell == pytest.approx(expected, rel=1e-12)


def charts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name).decode() for name in chart_parts(archive)]
