"""Cells of a CSV file have a type only if their form is unambiguous."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from campaign.dataset.engines.files.csv_cells import checked_cell, is_wrong

DAY = date(2017, 8, 1)
TYPED_CELLS = [
    *[("reached", cell, 7) for cell in ("7", "007", " 7 ")],
    *[("reached", cell, None) for cell in (None, "", "  ")],
    *[("reached", "-0", 0), ("reached", "-3", -3), ("reached", "9223372036854775807", 2**63 - 1)],
    *[("date", cell, DAY) for cell in ("2017-08-01", " 2017-08-01 ")],
    *[("date", cell, None) for cell in (None, "", "  ")],
    ("title", " A lecture ", " A lecture "),
]
OTHER_CELLS = [
    *[("reached", cell) for cell in ("+7", "7.0", "7e2", "1_000", "0x1F", "1 000", "seven")],
    *[("date", cell) for cell in ("2017-8-1", "1.8.2017", "2017-08-01T00:00:00", "epoch")],
    *[("date", cell) for cell in ("infinity", "-infinity", "0044-03-15 (BC)", "12017-08-01")],
]
IMPOSSIBLE_CELLS = [
    ("reached", "9223372036854775808"),
    ("date", "2017-02-30"),
    ("date", "2017-00-01"),
]


def select(expression: str, name: str, cell: str | None) -> object:
    sql = f"SELECT {expression} FROM (SELECT CAST($cell AS VARCHAR) AS {name})"
    with duckdb.connect() as connection:
        answer = connection.execute(sql, {"cell": cell}).fetchone()
    assert answer is not None
    return answer[0]


@pytest.mark.parametrize(("name", "cell", "value"), TYPED_CELLS)
def test_a_cell_of_a_plain_form_has_its_value(name: str, cell: str | None, value: object) -> None:
    assert select(checked_cell(name), name, cell) == value
    if name != "title":
        assert select(is_wrong(name), name, cell) is False


@pytest.mark.parametrize(("name", "cell"), [*OTHER_CELLS, *IMPOSSIBLE_CELLS])
def test_a_statement_fails_at_a_cell_of_another_form(name: str, cell: str) -> None:
    with pytest.raises(duckdb.Error):
        select(checked_cell(name), name, cell)
    assert select(is_wrong(name), name, cell) is True
