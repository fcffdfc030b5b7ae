"""The check of a table: an absent column is the same as an empty one."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from campaign.i18n.translator import Text
from campaign.schema import tables
from campaign.schema.tables import Table
from campaign.schema.validate import check_table


@pytest.mark.parametrize("table", [tables.ACTIVITIES, tables.POPULATION, tables.TARGETS])
@pytest.mark.parametrize("rows", [0, 1, 3])
def test_an_absent_column_is_like_an_empty_column(table: Table, rows: int) -> None:
    columns = tuple(column for column in table.columns if not column.present and not column.filled)
    optional = Table(table.name, table.file, columns, may_be_empty=True)
    names = [column.name for column in columns]
    cells = pd.DataFrame("", index=pd.RangeIndex(2, 2 + rows), columns=names, dtype="str")
    full, bare = (check_table(c, optional, "a.csv") for c in (cells, cells[[]]))
    assert len(bare.frame) == rows and full.issues == bare.issues == ()
    assert_frame_equal(full.frame, bare.frame)


def test_a_file_without_a_required_column_is_rejected() -> None:
    cells = pd.DataFrame({"oblast": ["KG-N"] * 2}, index=[2, 3], dtype="str")
    checked = check_table(cells, tables.ACTIVITIES, "a.csv")
    needed = [column.name for column in tables.ACTIVITIES.columns if column.present]
    assert [(i.rule, i.column) for i in checked.issues] == [
        ("missing_column", name) for name in needed if name != "oblast"
    ]
    assert checked.frame.empty and (checked.rows, checked.rejected) == (2, 2)


COLUMNS_OF_DAYS = [
    (table, column.name)
    for table in tables.TABLES
    for column in table.columns
    if column.kind in ("date", "period")
]
IMPOSSIBLE = ("0017-08-01", "1989-12-31", "2051-01-01", "2917-08-01", "9999-12-31", "17-08-01")


@pytest.mark.parametrize("value", [*IMPOSSIBLE, "1990-01-01", "2050-12-31"])
@pytest.mark.parametrize(
    ("table", "column"), COLUMNS_OF_DAYS, ids=lambda part: getattr(part, "name", part)
)
def test_every_column_of_days_has_the_same_limits(table: Table, column: str, value: str) -> None:
    cells = pd.DataFrame({c.name: [""] for c in table.columns}, index=[7])
    cells[column] = value
    issues = [i for i in check_table(cells, table, "a.csv").issues if i.rule == "date"]
    places = [(i.row, i.column, i.params["value"]) for i in issues]
    assert places == [(7, column, value)] * (value in IMPOSSIBLE)


def test_a_year_alone_has_the_same_limits() -> None:
    assert {table.name for table, _ in COLUMNS_OF_DAYS} == {
        *("activities", "campaigns", "labour_migrants", "milestones", "population"),
        *("reported_events", "targets"),
    }
    years = pd.DataFrame({"date": ["1989", "1990", "2050", "2051", "9999"]})
    cells = years.reindex(columns=[c.name for c in tables.POPULATION.columns], fill_value="")
    issues = check_table(cells, tables.POPULATION, "a.csv").issues
    assert [i.row for i in issues if i.rule == "date"] == [0, 3, 4]


@pytest.mark.parametrize(
    ("start", "end", "nominal_days", "columns"),
    [
        ("2017-07-31", "2017-11-20", "100", []),
        ("2017-01-01", "2018-01-01", "366", []),
        ("2017-01-01", "2018-01-02", "", ["end_date"]),
        ("2017-07-31", "2050-12-31", "", ["end_date"]),
        ("2017-07-31", "", "367", ["nominal_days"]),
        ("", "", "999999999", ["nominal_days"]),
    ],
)
def test_a_campaign_has_at_most_366_days(
    start: str, end: str, nominal_days: str, columns: list[str]
) -> None:
    row = dict.fromkeys((column.name for column in tables.CAMPAIGNS.columns), "")
    row |= {"start_date": start, "end_date": end, "nominal_days": nominal_days}
    cells = pd.DataFrame([row], dtype="str")
    issues = check_table(cells, tables.CAMPAIGNS, "a.csv").issues
    too_long = [issue for issue in issues if issue.rule == "campaign_too_long"]
    assert [issue.column for issue in too_long] == columns
    assert all("at most 366\u00a0days" in issue.message(Text.of("en")) for issue in too_long)
