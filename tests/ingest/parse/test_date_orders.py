"""The order of day, month and year is guessed for each separator."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.ingest.values.dates import guess_orders, parse_dates


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2017-07-31", "2017/08/01"], ("ymd", True)),
        (["31.07.2017", "01.08.2017"], ("dmy", True)),
        (["07/31/2017", "08/01/2017"], ("mdy", True)),
        (["01.08.2017", "02.08.2017"], ("dmy", False)),
        (["2017-07-31", "01.08.2017"], ("dmy", False)),
        (["31.07.2017", "13.08.2017", "08/15/2017"], ("dmy", False)),
        (["05.05.2017", "31 июля 2017", "42947", ""], ("dmy", True)),
        (["01.08.2017 10:00", "13.08.2017 10:00"], ("dmy", True)),
    ],
)
def test_the_order_is_guessed_from_the_columns(
    cells: list[str], expected: tuple[str, bool]
) -> None:
    orders = guess_orders([pd.Series(cells), pd.Series([""])], 2026)
    assert (orders.main, orders.certain) == expected
    assert not orders.certain or not (orders.examples or orders.mixed)


@pytest.mark.parametrize(
    ("cells", "days", "uncertainty"),
    [
        (["8/13/2017", "8/14/2017", "08.09.2017"], ["08-13", "08-14", "09-08"], "mixed"),
        (["31.07.2017", "08/09/2017"], ["07-31", "09-08"], "mixed"),
        (["8/13/2017", "8/9/2017"], ["08-13", "08-09"], ""),
        (["03.09.2017", "08.14.2017"], ["03-09", "08-14"], ""),
        (["08/09/2017", "08.09.2017"], ["09-08", "09-08"], "plain"),
        (["17-08-01", "17-09-15", "17-10-31"], ["08-01", "09-15", "10-31"], ""),
        (["17-08-01"], ["08-01"], "mixed"),
        (["17-01-05", "17-12-15"], ["01-05", "12-15"], ""),
        (["17-08-17", "17-09-15"], ["08-17", "09-15"], "mixed"),
        (["27-08-01", "27-09-15"], ["2027-08-01", "2027-09-15"], ""),
        (["28-08-01", "28-09-15"], ["2001-08-28", "2015-09-28"], ""),
        (["17-08-11", "17-08-15", "17-09-20"], ["08-11", "08-15", "09-20"], "mixed"),
        (["17/08/18", "17/09/18"], ["2018-08-17", "2018-09-17"], "mixed"),
        (["30-07-17", "30-07-18", "30-07-19"], ["07-30", "2018-07-30", "2019-07-30"], ""),
        (["31.07.17", "01.08.17", "12.08.17"], ["07-31", "08-01", "08-12"], ""),
        (["18.07.17", "18.07.18", "18.07.19"], ["07-18", "2018-07-18", "2019-07-18"], ""),
        (["17-08-01", "17-09-15", "13.08.2017"], ["08-01", "09-15", "08-13"], "mixed"),
    ],
)
def test_the_order_is_guessed_for_each_separator(
    cells: list[str], days: list[str], uncertainty: str
) -> None:
    orders = guess_orders([pd.Series(cells)], 2026)
    parsed = parse_dates(pd.Series(cells, dtype="str"), orders)[0].dt.strftime("%Y-%m-%d")
    assert parsed.tolist() == [day if len(day) == 10 else f"2017-{day}" for day in days]
    assert orders.certain == (not uncertainty) and orders.mixed == (uncertainty == "mixed")
    assert bool(orders.examples) == bool(uncertainty)
