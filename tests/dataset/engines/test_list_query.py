"""The list of activities as SQL: how a word is looked for."""

from __future__ import annotations

import duckdb
import pytest

from campaign.dataset.engines.list_query import ListSql
from campaign.dataset.engines.statement import Statement
from campaign.domain.register import SEARCH_COLUMNS, RegisterQuery, RowFilter, fold_case

CELLS = (
    "Ёлка в Бишкеке",
    "ЕЛКА",
    "елка 7-05",
    "Лекция 7-05",
    "Ош ШААРЫ",
    "ош шаары",
    "7-05",
    "",
    None,
)


def titles_with(word: str) -> list[str | None]:
    """The titles that a search finds in DuckDB."""
    statement = Statement()
    query = RegisterQuery(
        RowFilter(), (fold_case(word),), "title", False, "ru", lambda _, code: code, str
    )
    sql = ListSql(query, {"oblast": (), "type": ()}, {}, statement)
    others = ", ".join(f"'' AS {name}" for name in SEARCH_COLUMNS if name != "title")
    cells = f"SELECT unnest({statement.bind(list(CELLS))}) AS title, {others}"
    select = f"SELECT title FROM ({cells}) WHERE {sql.search_condition()}"
    return [title for (title,) in duckdb.execute(select, statement.values).fetchall()]


@pytest.mark.parametrize(
    "word", ["елк", "ёлк", "ЕЛКА", "шаар", "ОШ", "7-05", "7", "лекция", "е", "none"]
)
def test_a_search_ignores_case_and_ё_and_nothing_else(word: str) -> None:
    expected = [cell for cell in CELLS if cell and fold_case(word) in fold_case(cell)]
    assert titles_with(word) == expected
    assert bool(expected) == (word != "none")
