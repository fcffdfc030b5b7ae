"""Rows of a register that are totals of a month or of the whole campaign."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from campaign.domain.period_totals import is_period_total

START, END = date(2017, 7, 31), date(2017, 11, 20)


@pytest.mark.parametrize(
    ("first", "last", "is_total"),
    [
        ("2017-08-01", "2017-08-31", True),
        ("2017-02-01", "2017-02-28", True),
        ("2017-08-01", "2017-08-30", False),
        ("2017-08-02", "2017-08-31", False),
        ("2017-08-01", "2017-09-30", False),
        ("2017-08-01", None, False),
        ("2017-07-31", "2017-11-20", True),
        ("2017-07-31", "2017-11-19", False),
    ],
)
def test_a_total_is_of_a_whole_month_or_campaign(
    first: str, last: str | None, is_total: bool
) -> None:
    days = {"date": pd.to_datetime([first]), "end_date": pd.to_datetime([last])}
    # Several rows may have the same index label.
    frame = pd.concat([pd.DataFrame(days)] * 2)
    assert is_period_total(frame, START, END).tolist() == [is_total] * 2
