"""The register as a list: the activities of a query, their totals, and the limit of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from campaign.analysis.data_table import TableColumn, TableKind
from campaign.analysis.uncertainty import missing_attendance_words
from campaign.analysis.view import View
from campaign.domain.register import (
    FIRST_PAGE,
    ListedRows,
    PagePlace,
    Register,
    RegisterLine,
    RegisterQuery,
    fold_case,
)
from campaign.domain.translated_texts import translate_rows
from campaign.i18n.translator import Text
from campaign.schema.data_dictionary import column_label

SORTS = ("date", "reached", "oblast", "type", "title")
LONGEST_SEARCH, MOST_WORDS = 200, 20
"""The characters and words of a search that are used; more would make a statement too long."""
_IN_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""Characters that a browser may send and a database rejects."""
_COLUMN_KINDS: Mapping[str, TableKind] = {
    "date": "date",
    **dict.fromkeys(("oblast", "type", "title", "place"), "text"),
    **dict.fromkeys(("reached", "women", "men", "youth", "materials", "media_audience"), "number"),
}


@dataclass(frozen=True)
class ListQuery:
    """A reader's query: words to find, the column to sort by, and the direction."""

    words: str = ""
    sort: str = SORTS[0]
    descending: bool = False


@dataclass(frozen=True)
class ListRequest:
    """A requested page of the list: its number, from 1, and the place of its rows."""

    query: ListQuery = ListQuery()
    number: int = 1
    place: PagePlace = FIRST_PAGE


FIRST_LIST = ListRequest()
"""The first page of the whole list."""


def query_activities(view: View, query: ListQuery) -> pd.DataFrame:
    """Return the activities that match selection and query, in its order, with translated texts."""
    return _register(view).list_rows(register_query(view, query))


def register_query(view: View, query: ListQuery) -> RegisterQuery:
    """Return a reader's query for the register, with the view's selection and language."""
    campaign, text = view.campaign, view.text

    def name(column: str, code: str) -> str:
        if column == "oblast":
            return campaign.places.name(code, text)
        return campaign.type_name(code, text)

    return RegisterQuery(
        view.selection.row_filter(),
        search_words(query.words),
        query.sort,
        query.descending,
        text.lang,
        name,
        text.sort_key,
        view.edition.translations.get(text.lang, {}),
    )


def search_words(entry: str) -> tuple[str, ...]:
    """Return the words of a search, folded and each once, at most `MOST_WORDS`."""
    words = fold_case(_IN_NO_TEXT.sub(" ", entry[:LONGEST_SEARCH])).split()
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


def list_page(view: View, query: ListQuery, most: int, place: PagePlace) -> ListedRows:
    """Return a page of the list, of at most `most` activities."""
    return _register(view).page(register_query(view, query), most, place)


def list_line(view: View, query: ListQuery) -> RegisterLine:
    """Return the totals of all activities of the list."""
    return _register(view).line(register_query(view, query))


def whole_line(view: View) -> RegisterLine:
    """Return the totals of the whole register, whatever is selected."""
    every = replace(view, selection=view.selection.without_filters())
    return list_line(every, ListQuery())


def _register(view: View) -> Register:
    register = view.edition.register
    assert register is not None
    return register


def with_names(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the activities with the names of units and types in the reader's language."""
    rows = rows.copy()
    for column, names in _names(view, rows).items():
        rows[column] = rows[column].map(names)
    rows["reached_state"] = rows["reached"].isna().map({True: "not_reported", False: "value"})
    return rows


def totals_line(line: RegisterLine, text: Text, *more: str) -> str:
    """Return the totals in words: activities, people reached, activities without attendance.

    `more` are further parts of the line.
    """
    parts = [text.n("{n} activity", "{n} activities", line.activities)]
    if line.reached is not None:
        parts.append(text("people reached: {n}", n=line.reached))
    if line.unreported:
        parts.append(missing_attendance_words(line.unreported, text))
    return "; ".join((*parts, *more)) + "."


def _names(view: View, rows: pd.DataFrame) -> dict[str, dict[Any, str]]:
    """Return {column: {code: name in the reader's language}} for the codes of these rows."""
    campaign, places = view.campaign, view.campaign.places
    return {
        "oblast": {code: places.name(code, view.text) for code in rows["oblast"].unique()},
        "type": {code: campaign.type_name(code, view.text) for code in campaign.type_codes},
    }


def columns(text: Text) -> tuple[TableColumn, ...]:
    """Return the columns of the list."""
    state = {"reached": "reached_state"}
    return tuple(
        TableColumn(name, column_label(name, text), kind, state=state.get(name))
        for name, kind in _COLUMN_KINDS.items()
    )


def localize_texts(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the activities with translated texts; a text without a translation is unchanged."""
    return translate_rows(rows, view.edition.translations.get(view.text.lang, {}))


MOST_ROWS = 200_000
"""The most activities that are listed in a file for a reader; commands have no limit."""


def row_limit_words(view: View, *, whole_register: bool = False) -> str:
    """Return why no file lists the selected activities, and what to do; "" if a file can.

    With `whole_register` the file needs all activities of the register.
    """
    totals = view.edition.totals
    if totals is None:
        return ""
    count = int((totals if whole_register else view.totals())["activities"].sum())
    if count <= MOST_ROWS:
        return ""
    text = view.text
    if whole_register:
        return text(
            "This file can have at most {most} activities; the register has {n}. The administrator "
            "can create it on the server.",
            most=MOST_ROWS,
            n=count,
        )
    return text(
        "A file can have at most {most} activities; {n} are selected. Select regions, types or "
        "dates.",
        most=MOST_ROWS,
        n=count,
    )
