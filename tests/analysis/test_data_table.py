"""The rows of a chart's data table as Python values."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from campaign.analysis import data_table
from campaign.analysis.data_table import DataTable, TableColumn, csv_bytes
from campaign.i18n.translator import Text


def test_records_equal_those_of_pandas_for_columns_of_every_type() -> None:
    frame = pd.DataFrame(
        {
            "text": ["a", None],
            "number": [1, 2],
            "share": [0.5, float("nan")],
            "flag": [True, False],
            "day": pd.to_datetime(["2017-09-01", None]),
            3: pd.Series([np.int64(4), "b"], dtype="object"),
            "nullable": pd.array([1, None], dtype="Int64"),
            "date": [dt.date(2017, 9, 1), None],
        }
    )
    expected = [{str(key): v for key, v in row.items()} for row in frame.to_dict("records")]
    rows = DataTable(frame, ()).records
    assert repr(rows) == repr(expected)
    assert [type(v) for row in rows for v in row.values()] == [
        type(v) for row in expected for v in row.values()
    ]
    assert DataTable(frame.iloc[:0], ()).records == []


def test_a_long_table_is_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pd.DataFrame({"name": list("abcdefg"), "people": [1, 2, None, 4, 5, 6, 7]})
    columns = (TableColumn("name", "Name"), TableColumn("people", "People", "number"))
    content = csv_bytes(DataTable(frame, columns), Text.of("en"), "")
    monkeypatch.setattr(data_table, "_PART_ROWS", 3)
    in_parts = DataTable(frame, columns)
    assert csv_bytes(in_parts, Text.of("en"), "") == content
    assert "_records" not in vars(in_parts)
