"""The sheet of the selected activities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from campaign.analysis.view import View
from campaign.domain.illustrative_rows import ILLUSTRATIVE, SOURCE_WORDS
from campaign.exports.xlsx.sheet_column import Kind, SheetColumn
from campaign.exports.xlsx.sheet_heading import room
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
from campaign.exports.xlsx.states import in_words, reported_states
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.i18n.translator import Text
from campaign.schema.data_dictionary import column_label
from campaign.schema.reached_shares import COLUMN, with_shares


def write_register(results: Results, sheet: BookSheet) -> None:
    """Write the selected activities, or the first ones that fit on a sheet."""
    view, rows, text = results.view, results.rows, results.text
    if results.view.absence or rows is None:
        return results.write_absence(sheet, "register")
    lines = [results.brief.replace("\n", " "), text(READING[0])]
    fits = room(results.heading("register", *lines, "…"))
    if len(rows) > fits:
        lines.append(
            text(
                "Only the first {n} of {of} activities fit on a sheet. Download the CSV file "
                "for all activities.",
                n=fits,
                of=len(rows),
            )
        )
        rows = rows.iloc[:fits]
    write_table(sheet, results.heading("register", *lines), activity_columns(view, rows))


def activity_columns(view: View, rows: pd.DataFrame) -> list[SheetColumn]:
    """Return the declared columns of the register, and a column with the state of the attendance.

    `rows` are checked activities. A media audience is "not reported" only for media activities.
    """
    text, places, types = view.text, view.campaign.places, view.campaign.types
    units = {code: places.name(code, text) for code in rows["oblast"].unique()}
    kinds = {code: view.campaign.type_name(code, text) for code in view.campaign.type_codes}
    on_air = rows["type"].map(types["group"]) == "media"
    audience = reported_states(rows["media_audience"])
    audience = audience.where(on_air | rows["media_audience"].notna(), "no_activity")

    def column(name: str, kind: Kind, cells: list[Any], states: Sequence[str] = ()) -> SheetColumn:
        return SheetColumn(column_label(name, text), kind, cells, states)

    def words(name: str, kind: Kind = "sentence") -> SheetColumn:
        values = rows[name].astype("object").where(rows[name].notna(), "")
        return column(name, kind, values.tolist())

    def numbers(name: str) -> SheetColumn:
        return column(name, "whole", rows[name].tolist(), reported_states(rows[name]).tolist())

    return [
        words("activity_id", "text"),
        column("date", "date", rows["date"].tolist()),
        column("end_date", "date", rows["end_date"].tolist()),
        column("oblast", "text", rows["oblast"].map(units).tolist()),
        words("district"),
        words("place"),
        column("type", "text", rows["type"].map(kinds).tolist()),
        words("title"),
        numbers("reached"),
        in_words(text("Attendance"), reported_states(rows["reached"]), text),
        numbers("women"),
        numbers("men"),
        numbers("youth"),
        numbers("materials"),
        column("media_audience", "whole", rows["media_audience"].tolist(), audience.tolist()),
        *([words(COLUMN, "text")] if len(with_shares(rows)) else []),
        words("organiser"),
        words("partners"),
        words("audience"),
        column("source", "sentence", _sources(rows, text)),
        words("note"),
    ]


def _sources(rows: pd.DataFrame, text: Text) -> list[str]:
    """Return the source of each row, "" for none; the code of invented rows becomes a text."""
    sources = rows["source"].astype("object").where(rows["source"].notna(), "")
    return sources.replace(ILLUSTRATIVE, text(SOURCE_WORDS)).tolist()
