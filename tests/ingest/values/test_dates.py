"""Dates are parsed in the formats that offices use."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.ingest.values.dates import guess_orders, parse_dates


def parse_cell(cell: str, order: str = "dmy") -> str | None:
    day = parse_dates(pd.Series([cell], dtype="str"), order)[0].iloc[0]
    return None if pd.isna(day) else str(day.date())


@pytest.mark.parametrize(
    "cell",
    [
        *("2017-07-31", "2017/07/31", "2017.07.31", "2017-7-31"),
        *("31.07.2017", "31.7.17", "31/07/17", "31-07-2017", "31. 07. 2017", " 31.07.2017 "),
        *("31 июля 2017", "31 июля 2017 г.", "31 июля 2017 года", "31 Июль 2017", "31 июл. 17"),
        *("31-июль 2017", "2017-ж. 31-июль", "2017-жылдын 31-июлу", "2017-жылдын 31-июлунда"),
        *("2017-жыл, 31-июль", "31-июль, 2017-ж.", "31 июлда 2017"),
        *("31-Jul-17", "July 31, 2017", "31 July 2017", "Jul 31 2017", "31st of July 2017"),
        *("31.07.2017 0:00:00", "2017-07-31T00:00:00", "2017-07-31 00:00:00", "31.07.2017 г."),
        *("31.07.2017, 14:30", "31.07.2017 ж.", "42947", "42947.0", "42947,5"),
        *(
            "понедельник, 31 июля 2017 г.",
            "Monday, July 31, 2017",
            "31\u00a0июля\u00a02017\u00a0г.",
        ),
        *("«31» июля 2017 г.", "«31» июль 2017-ж.", "2017-ж. «31» июль", "“31” июля 2017 года"),
        *("«31.07.2017»", "'31.07.2017", "31.07.2017 г.г."),
        *("31.07.2017г", "31.07.2017 2:00 PM", "2017 July 31"),
    ],
)
def test_a_day_is_parsed_in_many_formats(cell: str) -> None:
    assert parse_cell(cell) == "2017-07-31"


@pytest.mark.parametrize(
    ("name", "month"),
    [
        *(("января", 1), ("февралда", 2), ("мартынан", 3), ("апрелине", 4), ("мая", 5)),
        *(("майында", 5), ("май", 5), ("июня", 6), ("июнунда", 6), ("июнь", 6), ("августу", 8)),
        *(("сентября", 9), ("сент.", 9), ("Sept", 9), ("октябрында", 10), ("ноябрь", 11)),
        *(("дек", 12), ("декабрына", 12), ("March", 3), ("марта", 3)),
    ],
)
def test_names_of_months_are_parsed(name: str, month: int) -> None:
    assert parse_cell(f"5 {name} 2017") == f"2017-{month:02d}-05"


@pytest.mark.parametrize(
    "cell",
    [
        *("", "31.02.2017", "31.07–02.08.2017", "31.07.2017–02.08.2017", "30–31 июля 2017"),
        *("июль 2017", "2017", "31 июля", "31.07", "в течение июля", "31 мартышка 2017"),
        *(
            "31 ма 2017",
            "07/31/2017",
            "5",
            "32873",
            "55154",
            "31.12.51",
            "31.12.89",
            "31.07-2017",
            "1017-07-31",
            "н/д",
        ),
    ],
)
def test_other_cells_are_not_dates(cell: str) -> None:
    days, rewritten = parse_dates(pd.Series([cell], dtype="str"), "dmy")
    assert days.isna().all() and not rewritten.any()


def test_the_order_of_day_and_month_is_used() -> None:
    assert parse_cell("03.04.2017", "dmy") == "2017-04-03"
    assert parse_cell("03/04/2017", "mdy") == parse_cell("3/4/17", "mdy") == "2017-03-04"
    assert parse_cell("07/31/2017", "mdy") == "2017-07-31"
    assert parse_cell("31.07.2017", "mdy") is None
    assert parse_cell("17/07/31", "ymd") == "2017-07-31"
    assert parse_cell("03.04.2017", "ymd") == "2017-04-03"
    assert parse_cell("31.12.50") == "2050-12-31" and parse_cell("01.01.90") == "1990-01-01"


def test_rewritten_cells_are_masked() -> None:
    cells = pd.Series(["2017-07-31", "31.07.2017", "", "32.07.2017"], index=[5, 6, 7, 9])
    days, rewritten = parse_dates(cells, "dmy")
    assert days.dtype == "datetime64[ns]" and list(days.index) == [5, 6, 7, 9]
    assert rewritten.tolist() == [False, True, False, False]


def test_days_may_be_counted_from_1904() -> None:
    cells = pd.Series(["41485", "31.07.2017"], dtype="str")
    assert set(parse_dates(cells, "dmy", from_1904=True)[0]) == {pd.Timestamp("2017-07-31")}


def test_an_empty_column_has_no_dates() -> None:
    days, rewritten = parse_dates(pd.Series([], dtype="str"), "dmy")
    assert days.dtype == "datetime64[ns]" and days.empty and rewritten.empty


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
