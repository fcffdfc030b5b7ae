"""The list of activities, and data tables as HTML and CSV."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from campaign.analysis import data_table
from campaign.analysis.data_table import DataTable, TableColumn, csv_bytes
from campaign.analysis.register_table import (
    LONGEST_SEARCH,
    MOST_WORDS,
    SORTS,
    ListQuery,
    query_activities,
    register_query,
    search_words,
    totals_line,
    with_names,
)
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.register import RegisterLine
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import view_of


def query(
    view: View, words: str = "", sort: str = "date", descending: bool = False
) -> pd.DataFrame:
    return query_activities(view, ListQuery(words, sort, descending))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
def test_the_order_follows_the_reader_s_alphabet(campaign: Campaign, lang: str, sort: str) -> None:
    view = view_of(campaign, lang)
    rows = with_names(query(view, sort=sort), view)
    assert len(rows) == 77
    cells = rows[sort].dropna()
    keys = cells.map(view.text.sort_key) if cells.dtype != "float64" and sort != "date" else cells
    assert keys.is_monotonic_increasing
    # Rows without a value are last in both directions.
    assert rows[sort].isna().iloc[: len(cells)].sum() == 0
    reverse = with_names(query(view, sort=sort, descending=True), view)
    assert reverse[sort].isna().iloc[: len(cells)].sum() == 0
    assert list(reverse[sort].dropna()) == list(
        cells.sort_values(key=lambda c: keys, ascending=False)
    )
    # Equal entries keep the order of the file.
    for _, same in reverse.groupby(sort, observed=True):
        assert same.index.is_monotonic_increasing


@pytest.mark.parametrize(
    ("lang", "wanted", "unit"),
    [
        ("en", "  issyk-kul ", "KG-Y"),
        ("ru", "ИССЫК", "KG-Y"),
        ("ky", "ысык-көл", "KG-Y"),
    ],
)
def test_units_are_searched_by_their_names(
    campaign: Campaign, lang: str, wanted: str, unit: str
) -> None:
    rows = query(view_of(campaign, lang), wanted)
    assert set(rows["oblast"]) == {unit}
    assert len(rows) == (campaign.editions["2017"].activities["oblast"] == unit).sum()  # type: ignore[index]


def test_every_word_must_occur_and_ё_is_е(campaign: Campaign) -> None:
    view = view_of(campaign, "ru")
    activities = campaign.editions["2017"].activities
    assert activities is not None
    titles_with_yo = activities["title"].str.contains("ё", case=False).sum()
    assert titles_with_yo and len(query(view, "молодёж")) == len(query(view, "МОЛОДЕЖ")) > 0
    assert len(query(view, "2017-001")) == 1
    assert query(view, "2017-001 нарын").empty
    assert query(view, "нигденетакогослова").empty


def test_a_search_has_few_words_that_every_database_accepts(campaign: Campaign) -> None:
    assert search_words("Ёлка\0 ош\ud800ОШ  ош") == ("елка", "ош")
    assert search_words("\0") == ()
    assert search_words(" ".join(map(str, range(99)))) == tuple(map(str, range(MOST_WORDS)))
    assert search_words("а" * 10_000) == ("а" * LONGEST_SEARCH,)
    view = view_of(campaign)
    assert len(query(view, "2017-001\0")) == 1
    assert register_query(view, ListQuery("\0 Ош\0", "date", False)).words == ("ош",)


def test_the_list_has_the_rows_and_totals_of_the_selection(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-N")
    rows = query(view)
    assert set(rows["oblast"]) == {"KG-N"}
    line = totals_line(RegisterLine.of(rows), view.text)
    assert line.startswith(f"{len(rows)}\u00a0activities; people reached: ")
    assert view.text.number(float(rows["reached"].sum())) in line


def test_categorical_columns_give_the_same_list(campaign: Campaign) -> None:
    view = view_of(campaign, "ky")
    plain = campaign.editions["2017"].activities
    assert plain is not None
    text_columns = [name for name in plain if plain[name].dtype == "str" and name != "activity_id"]
    shared = plain.astype(dict.fromkeys(text_columns, "category"))
    edition = replace(campaign.editions["2017"], register=FrameRegister(shared))
    other = view_of(replace(campaign, editions={**campaign.editions, "2017": edition}), "ky")
    for sort in SORTS:
        for wanted in ("", "мектеп", "2017-01"):
            rows, other_rows = query(view, wanted, sort), query(other, wanted, sort)
            assert list(rows.index) == list(other_rows.index)
            pd.testing.assert_frame_equal(
                with_names(rows, view),
                with_names(other_rows, other).astype(dict.fromkeys(text_columns, "str")),
            )


def test_records_equal_those_of_pandas_for_columns_of_every_type() -> None:
    frame = pd.DataFrame(
        {
            "text": ["a", None],
            "number": [1, 2],
            "share": [0.5, float("nan")],
            "flag": [True, False],
            "day": pd.to_datetime(["2017-09-01", None]),
            3: pd.Series([np.int64(4), "b"], dtype="object"),
            "nullable": pd.array([1, None], dtype="Int64"),
            "date": [dt.date(2017, 9, 1), None],
        }
    )
    expected = [{str(key): v for key, v in row.items()} for row in frame.to_dict("records")]
    rows = DataTable(frame, ()).records
    assert repr(rows) == repr(expected)
    assert [type(v) for row in rows for v in row.values()] == [
        type(v) for row in expected for v in row.values()
    ]
    assert DataTable(frame.iloc[:0], ()).records == []


def test_a_long_table_is_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pd.DataFrame({"name": list("abcdefg"), "people": [1, 2, None, 4, 5, 6, 7]})
    columns = (TableColumn("name", "Name"), TableColumn("people", "People", "number"))
    content = csv_bytes(DataTable(frame, columns), Text.of("en"), "")
    monkeypatch.setattr(data_table, "_PART_ROWS", 3)
    in_parts = DataTable(frame, columns)
    assert csv_bytes(in_parts, Text.of("en"), "") == content
    assert "_records" not in vars(in_parts)
