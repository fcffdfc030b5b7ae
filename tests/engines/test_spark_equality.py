"""A register in Spark, with two workers, gives exactly the results of the same one in memory.

`test_server_equality` has more tests, which Sail runs with the same SQL in a fraction of the time.
"""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.analysis.register_table import ListQuery, register_query
from campaign.dataset.engines.checks.personal_data import may_be_personal
from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.sql.statement import Statement
from campaign.domain.campaign import Campaign
from campaign.domain.register import FIRST_PAGE, PagePlace, RowFilter
from tests.campaigns import view_of
from tests.dataset.engines.personal_texts import personal_texts
from tests.dataset.engines.test_equality import (
    Pair,
    assert_frames_equal,
    test_figures_and_usual_attendance_are_equal,
    test_the_totals_have_every_state,
)
from tests.engines.spark_server import ClusterServer
from tests.engines.tables import Tables
from tests.engines.test_server_equality import (
    registers,
    test_texts_are_in_the_order_of_the_alphabet,
)

__all__ = [
    "registers",
    "test_figures_and_usual_attendance_are_equal",
    "test_texts_are_in_the_order_of_the_alphabet",
    "test_the_totals_have_every_state",
]


@pytest.fixture(scope="module")
def tables(spark: ClusterServer) -> Tables:
    return spark


def test_rows_and_totals_are_equal(registers: Pair) -> None:
    memory, engine = registers
    assert_frames_equal(memory.rows(), engine.rows())
    for where in (RowFilter(), RowFilter(oblasts=("KG-B", "KG-B;KG-O"), unreported=True)):
        assert_frames_equal(memory.totals(where), engine.totals(where))


@pytest.mark.parametrize("sort", ["title", "reached"])
def test_pages_of_a_search_follow_each_other(
    registers: Pair, campaign: Campaign, sort: str
) -> None:
    memory, engine = registers
    query = register_query(view_of(campaign, "ky"), ListQuery("ош", sort, True))
    rows = memory.list_rows(query)
    first = engine.page(query, 20, FIRST_PAGE)
    second = engine.page(query, 20, PagePlace(first.last))
    assert_frames_equal(pd.concat([first.rows, second.rows]), rows.iloc[:40])
    assert len(rows) >= 40 and engine.line(query) == memory.line(query)


def test_a_list_without_search_and_filter_has_its_pages(
    registers: Pair, campaign: Campaign
) -> None:
    memory, engine = registers
    query = register_query(view_of(campaign, "ky"), ListQuery("", "date", False))
    assert query.where == RowFilter() and not query.words
    first = engine.page(query, 20, FIRST_PAGE)
    second = engine.page(query, 20, PagePlace(first.last))
    assert_frames_equal(pd.concat([first.rows, second.rows]), memory.list_rows(query).iloc[:40])


def test_personal_data_is_found(tables: Tables) -> None:
    texts = personal_texts()
    tables.fill("texts", pd.DataFrame({"title": texts, "activity_id": "", "date": ""}))
    statement = Statement()
    condition = may_be_personal("title", statement)
    engine = connect(tables.settings("texts"))
    rows = engine.fetch(f"SELECT title FROM register WHERE NOT {condition}", statement.values)
    assert rows["title"].tolist() == []
