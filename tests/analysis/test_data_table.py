"""The rows of a chart's data table as Python values."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from campaign.analysis.data_table import DataTable


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
    rows = DataTable(frame, ()).records()
    assert repr(rows) == repr(expected)
    assert [type(v) for row in rows for v in row.values()] == [
        type(v) for row in expected for v in row.values()
    ]
    assert DataTable(frame.iloc[:0], ()).records() == []
