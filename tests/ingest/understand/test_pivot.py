"""Tables with months, weeks or oblasts as columns are recognized."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.understand.pivot import PivotTable, find_pivot_table, is_total, measure_of
from campaign.ingest.values.periods import Month, days_of_week, parse_month, parse_week

Rows = list[list[str]]


def raw_table(rows: Rows, merged: tuple[tuple[int, int, int, int], ...] = ()) -> RawTable:
    width = max(map(len, rows))
    cells = pd.DataFrame([[*row, *[""] * (width - len(row))] for row in rows], dtype="str")
    return RawTable(cells.set_axis(pd.RangeIndex(1, len(rows) + 1), axis=0), merged=merged)


@pytest.fixture
def find(campaign: Campaign):  # type: ignore[no-untyped-def]
    codes = campaign_reference(campaign).codes

    def find_in(
        rows: Rows, merged: tuple[tuple[int, int, int, int], ...] = ()
    ) -> PivotTable | None:
        return find_pivot_table(raw_table(rows, merged), codes)

    return find_in


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("Август", (None, 8)),
        ("авг.", (None, 8)),
        ("август 2017 г.", (2017, 8)),
        ("Август 2017 года", (2017, 8)),
        ("авг.17", (2017, 8)),
        ("2017-ж. август", (2017, 8)),
        ("2017-жылдын августу", (2017, 8)),
        ("май", (None, 5)),
        ("August 2017", (2017, 8)),
        ("08.2017", (2017, 8)),
        ("2017-08-01", (2017, 8)),
        ("2017-08", (2017, 8)),
        ("2017-08-15", None),
        ("15 августа 2017", None),
        ("III квартал", None),
        ("Итого", None),
        ("ма", None),
        ("12", None),
        ("", None),
    ],
)
def test_months_are_parsed_in_many_formats(cell: str, month: Month | None) -> None:
    assert parse_month(cell) == month


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("31.07-06.08", "07-31/08-06"),
        ("31.07. – 06.08.", "07-31/08-06"),
        ("1 неделя (31.07–06.08)", "07-31/08-06"),
        ("07.08-13.08 (2 неделя)", "08-07/08-13"),
        ("неделя с 31 июля по 6 августа", "07-31/08-06"),
        ("с 1 по 7 августа 2018 г.", "2018-08-01/08-07"),
        ("31-июль – 6-август", "07-31/08-06"),
        ("2018-жылдын 31-июлунан 6-августуна чейин", "2018-07-31/08-06"),
        ("July 31 – August 6", "07-31/08-06"),
        ("31.07.18–06.08.18", "2018-07-31/08-06"),
        ("28.12-03.01.2018", "2017-12-28/01-03"),
        ("2018-W31", "2018-07-30/08-05"),
        ("1–15 августа", "08-01/08-15"),
        ("1-неделя", 1),
        ("2-я неделя", 2),
        ("Неделя № 3", 3),
        ("нед. 4", 4),
        ("Week 5", 5),
        ("1-жума", 1),
        ("16-апта", 16),
        ("0 неделя", None),
        ("2018-W60", None),
        ("31.02-05.03", None),
        ("01.02-03.04", None),
        ("06.08-31.07", None),
        ("12-16 лет", None),
        ("10-20", None),
        ("01.08.2017", None),
        ("Август", None),
        ("жума", None),
        ("", None),
    ],
)
def test_weeks_are_parsed_in_many_formats(cell: str, days: str | int | None) -> None:
    week = parse_week(cell)
    if week is None or isinstance(days, int):
        assert (week and week.number) == days
        return
    first, last = days_of_week(week, 2017, None) or ("", "")
    year = "" if week.year is None else f"{week.year}-"
    assert f"{year}{first[5:]}/{last[5:]}" == days
    assert (int(last[:4]), first[:4]) == (
        int(first[:4]) + (last[5:] < first[5:]),
        year[:4] or "2017",
    )


def test_numbered_weeks_begin_with_the_campaign() -> None:
    week = parse_week("16-апта")
    assert week is not None and days_of_week(week, 2017, None) is None
    assert days_of_week(week, None, date(2017, 7, 31)) == ("2017-11-13", "2017-11-19")


def test_a_table_of_oblasts_by_months_is_recognized(find) -> None:  # type: ignore[no-untyped-def]
    wide = find(
        [
            ["Охват, чел., 2017 год"],
            ["№", "Область", "Август", "Сентябрь", "III квартал", "Итого"],
            ["1", "2", "3", "4", "5", "6"],
            ["1", "Чуйская", "10", "20", "30", "30"],
            ["2", "Нарынская", "", "5", "5", "5"],
            ["", "Итого", "10", "25", "35", "35"],
            ["", "Подготовил отдел", "", "", "", ""],
            ["3", "Таласская", "", "", "", ""],
        ]
    )
    assert (wide.header_row, wide.body, wide.columns_are) == (2, 3, "month")
    assert [(c.at, c.key) for c in wide.columns] == [(2, (None, 8)), (3, (None, 9))]
    assert wide.labels == {"oblast": 1} and list(wide.total_positions) == [5]
    assert (wide.rows, wide.total_rows, wide.note_rows) == ((4, 5), (6,), (7,))
    assert wide.other_positions == (0, 4)
    assert (wide.measure, wide.year) == ("reached", 2017)


def test_a_year_above_the_months_belongs_to_them(find) -> None:  # type: ignore[no-untyped-def]
    rows = [
        ["Область", "2017", "", "2018", ""],
        ["", "август", "сентябрь", "август", "сентябрь"],
        ["Чуйская", "1", "2", "3", "4"],
    ]
    keys = [(2017, 8), (2017, 9), (2018, 8), (2018, 9)]
    assert [column.key for column in find(rows).columns] == keys
    merged = ((1, 1, 1, 2), (1, 3, 1, 4))
    assert [column.key for column in find(rows, merged).columns] == keys


def test_month_and_oblast_are_read_from_the_lines_above(find) -> None:  # type: ignore[no-untyped-def]
    rows = [
        ["Число участников в Баткенской области"],
        ["Вид мероприятия", "Август", "Сентябрь"],
        ["Лекция", "10", "20"],
    ]
    assert find(rows).oblast == "KG-B"
    rows = [
        ["Участники за август 2017 г."],
        ["Вид", "Баткен", "Чуй", "Нарын"],
        ["Лекция", "10", "20", "30"],
    ]
    assert find(rows).month == (2017, 8)
    # Two months are ambiguous.
    rows[0] = ["Участники за август и сентябрь 2017 г."]
    assert find(rows).month is None


@pytest.mark.parametrize(
    "rows",
    [
        [["Дата", "Область", "Вид"], ["31.07.2017", "Чуйская", "Лекция"]],
        # One month may be a title, two oblasts may be a route.
        [["Область", "Август"], ["Чуйская", "10"]],
        [["Вид", "Чуйская", "Нарынская"], ["Лекция", "1", "2"]],
        # The rows name neither oblasts nor types.
        [["Показатель", "Август", "Сентябрь"], ["Расходы", "1", "2"]],
        [["Область", "Август", "Сентябрь"]],
        [[""]],
    ],
)
def test_other_tables_are_not_wide(find, rows: Rows) -> None:  # type: ignore[no-untyped-def]
    assert find(rows) is None


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("Охват населения, чел.", "reached"),
        ("Количество участников мероприятий", "reached"),
        ("Количество мероприятий", "activities"),
        ("Иш-чаралардын саны", "activities"),
        ("Раздача листовок", "materials"),
        ("женщин", "women"),
        ("Отчёт за 2017 год", None),
    ],
)
def test_the_measure_is_read_from_a_label(words: str, measure: str | None) -> None:
    assert measure_of(words) == measure


def test_totals_are_recognized_by_their_labels() -> None:
    assert all(map(is_total, ["Итого", "ВСЕГО:", "Жалпы", "Кыргызская Республика", "Total"]))
    assert not any(map(is_total, ["Баткенская область", "Лекция", ""]))
