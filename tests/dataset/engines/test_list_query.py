"""The SQL of the word search in the list of activities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pytest

from campaign.dataset.engines.sql.list_query import ListSql
from campaign.dataset.engines.sql.statement import Statement
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


def list_sql(words: Sequence[str], translations: Mapping[str, str]) -> ListSql:
    """Return the list for these search words; `translations` is {title: translation}."""
    folded = tuple(map(fold_case, words))
    query = RegisterQuery(RowFilter(), folded, "title", False, "ru", lambda _, code: code, str)
    codes = {"oblast": (), "type": ()}
    return ListSql(query, codes, {"title": translations} if translations else {}, Statement())


def titles_with(*words: str, translations: Mapping[str, str] = {}) -> list[str | None]:
    """Return the titles that a search finds in DuckDB."""
    sql = list_sql(words, translations)
    statement = sql.statement
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


LECTURE = {"Лекция 7-05": "Lecture 7-05"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("лекц",), ["Лекция 7-05"]),
        (("lect",), ["Лекция 7-05"]),
        (("елк",), ["Ёлка в Бишкеке", "ЕЛКА", "елка 7-05"]),
        (("lect", "7-05"), ["Лекция 7-05"]),
        (("лекц", "7-05"), ["Лекция 7-05"]),
        (("лекц", "lect"), []),
    ],
)
def test_all_words_are_in_the_translation_or_all_as_written(
    words: Sequence[str], expected: list[str]
) -> None:
    assert titles_with(*words, translations=LECTURE) == expected


@pytest.mark.parametrize("translations", [{}, LECTURE])
def test_a_single_word_is_searched_once_in_each_column(translations: Mapping[str, str]) -> None:
    condition = list_sql(["7-05"], translations).search_condition()
    columns = [name for name in SEARCH_COLUMNS if name not in ("oblast", "type")]
    assert [condition.count(f"contains({name},") for name in columns] == [1] * len(columns)
