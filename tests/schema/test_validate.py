"""The check of a table: an absent column is the same as an empty one."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from campaign.schema import tables
from campaign.schema.table import Table
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
