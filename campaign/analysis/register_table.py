"""The register as a list: the activities of a query, sorted, with their totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from campaign.analysis.data_table import TableColumn, TableKind
from campaign.analysis.register_texts import localize_texts
from campaign.analysis.view import View
from campaign.i18n.translator import Text
from campaign.schema.data_dictionary import column_label

SORTS = ("date", "reached", "oblast", "type", "title")
_COLUMN_KINDS: Mapping[str, TableKind] = {
    "date": "date",
    **dict.fromkeys(("oblast", "type", "title", "place"), "text"),
    **dict.fromkeys(("reached", "women", "men", "youth", "materials", "media_audience"), "number"),
}
_SEARCH_COLUMNS = (
    *("activity_id", "oblast", "district", "place", "type", "title"),
    *("organiser", "partners", "audience"),
)


@dataclass(frozen=True)
class ListQuery:
    """A query of a reader: words to find, the column to sort by, and the direction."""

    words: str
    sort: str
    descending: bool


def query_activities(view: View, query: ListQuery) -> pd.DataFrame:
    """The activities of the selection that match the query, in its order and the reader's words."""
    activities = view.edition.activities
    assert activities is not None
    written = view.selection.apply(activities)
    rows = localize_texts(written, view)
    matches = is_match(rows, query.words, view)
    if rows is not written:
        # A reader may search for the words of the file too.
        matches |= is_match(written, query.words, view)
    rows = rows[matches]
    return rows.iloc[sort_positions(rows, query.sort, query.descending, view)]


def with_names(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Activities with the names of units and types in the reader's language."""
    rows = rows.copy()
    for column, names in _names(view, rows).items():
        rows[column] = rows[column].map(names)
    rows["reached_state"] = rows["reached"].isna().map({True: "not_reported", False: "value"})
    return rows


def is_match(rows: pd.DataFrame, search_text: str, view: View) -> np.ndarray:
    """True for rows in which every word of `search_text` occurs; case and ё do not matter.

    Units and types are searched by their names in the reader's language.
    """
    words = _fold_case(search_text).split()
    matches = np.ones(len(rows), dtype=bool)
    if not words:
        return matches
    names = _names(view, rows)
    columns = []
    for field in _SEARCH_COLUMNS:
        codes, different = pd.factorize(rows[field])
        # Each distinct cell is searched once; a missing one has the code -1, the last place.
        cells = [_fold_case(str(names.get(field, {}).get(cell, cell))) for cell in different]
        columns.append((codes, [*cells, ""]))
    for word in words:
        in_any_column = np.zeros(len(rows), dtype=bool)
        for codes, cells in columns:
            in_any_column |= np.array([word in cell for cell in cells])[codes]
        matches &= in_any_column
    return matches


def sort_positions(rows: pd.DataFrame, key: str, descending: bool, view: View) -> np.ndarray:
    """The positions of the rows in order; text by the reader's alphabet, missing values last.

    Rows with the same entry stay in the order of the file, whichever way they are sorted.
    """
    codes, different = pd.factorize(rows[key])
    if key in ("oblast", "type", "title"):
        names = _names(view, rows).get(key, {})
        entries = [view.text.sort_key(str(names.get(cell, cell))) for cell in different]
    else:
        entries = list(different)
    ranks = np.empty(len(entries) + 1, dtype="int64")
    for rank, at in enumerate(sorted(range(len(entries)), key=entries.__getitem__)):
        ranks[at] = -rank if descending else rank
    ranks[-1] = len(entries)
    return np.argsort(ranks[codes], kind="stable")


def totals_line(rows: pd.DataFrame, text: Text, *more: str) -> str:
    """The numbers of activities, of people reached, and of activities without attendance, in words.

    `more` are further parts of the line.
    """
    reached = rows["reached"].sum(min_count=1)
    missing = int(rows["reached"].isna().sum())
    parts = [text.n("{n} activity", "{n} activities", len(rows))]
    if pd.notna(reached):
        parts.append(text("people reached: {n}", n=float(reached)))
    if missing:
        parts.append(
            text.n(
                "attendance not reported: {n} activity",
                "attendance not reported: {n} activities",
                missing,
            )
        )
    return "; ".join((*parts, *more)) + "."


def _names(view: View, rows: pd.DataFrame) -> dict[str, dict[Any, str]]:
    """{column: {code: name in the reader's language}} for the codes of these rows."""
    campaign, places = view.campaign, view.campaign.places
    return {
        "oblast": {code: places.name(code, view.text) for code in rows["oblast"].unique()},
        "type": {code: campaign.type_name(code, view.text) for code in campaign.type_codes},
    }


def _fold_case(words: str) -> str:
    return words.casefold().replace("ё", "е")


def columns(text: Text) -> tuple[TableColumn, ...]:
    """The columns of the list."""
    state = {"reached": "reached_state"}
    return tuple(
        TableColumn(name, column_label(name, text), kind, state=state.get(name))
        for name, kind in _COLUMN_KINDS.items()
    )
