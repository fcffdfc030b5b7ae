"""Ranges of days in one cell are parsed in the formats that offices use."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.ingest.values.periods import parse_day_ranges

RANGES = [
    ("с 1 по 5 сентября 2017 г.", "2017-09-01", "2017-09-05"),
    ("11–13.09.2017", "2017-09-11", "2017-09-13"),
    ("01-05.08.2017", "2017-08-01", "2017-08-05"),
    ("5-6.9.17", "2017-09-05", "2017-09-06"),
    ("30.08 - 02.09.2017", "2017-08-30", "2017-09-02"),
    ("30 августа — 2 сентября 2017 года", "2017-08-30", "2017-09-02"),
    ("с 01.09.2017 по 05.09.2017", "2017-09-01", "2017-09-05"),
    ("28.12.2017-05.01.2018", "2017-12-28", "2018-01-05"),
    ("2017-09-01 - 2017-09-05", "2017-09-01", "2017-09-05"),
    ("2017-жылдын 1–5-сентябры", "2017-09-01", "2017-09-05"),
    ("2017-жылдын 30-августунан 2-сентябрына чейин", "2017-08-30", "2017-09-02"),
    ("1–5-сентябрь 2017-ж.", "2017-09-01", "2017-09-05"),
    ("from 1 to 5 September 2017", "2017-09-01", "2017-09-05"),
    ("с «1» по «5» сентября 2017 г.", "2017-09-01", "2017-09-05"),
    ("01.09.2017 - 05.09.2017 гг.", "2017-09-01", "2017-09-05"),
    *((f"01.09.2017{dash}05.09.2017", "2017-09-01", "2017-09-05") for dash in "-‐‑‒–—―−⸺⸻﹘﹣－~"),
    *((f"{day}-{day}", "2017-09-05", "2017-09-05") for day in ("05.09.2017", "2017-09-05")),
    ("5-5.09.2017", "2017-09-05", "2017-09-05"),
]
OTHERS = [
    *("", "2017-09-01", "05.09.2017", "5 сентября 2017", "август 2017", "июль-август 2017"),
    *("5-1 сентября 2017", "13-11.09.2017", "31.02-05.03.2017", "1-2-2017", "12-13", "2017-2018"),
    *("42000-42005", "1,2 сентября 2017", "01.09.2017-05.09.2027", "10-12 класс"),
    "с 28 декабря по 5 января 2018",  # the year of the first day is not known
]


@pytest.mark.parametrize(("cell", "first", "last"), RANGES)
def test_both_days_of_a_range_are_read(cell: str, first: str, last: str) -> None:
    days = parse_day_ranges(pd.Series([cell], index=[7], dtype="str"), "dmy")
    assert [str(side.loc[7].date()) for side in days] == [first, last]


def test_other_cells_are_not_ranges() -> None:
    first, last = parse_day_ranges(pd.Series(OTHERS, dtype="str"), "dmy")
    assert [cell for cell, day in zip(OTHERS, first, strict=True) if not pd.isna(day)] == []
    assert last.isna().all()


def test_a_numeric_range_of_days_needs_the_day_first() -> None:
    first, _ = parse_day_ranges(pd.Series(["9-11/12/2017", "11–13.09.2017"], dtype="str"), "mdy")
    assert first.isna().all()
