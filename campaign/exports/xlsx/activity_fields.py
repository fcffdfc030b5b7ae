"""The columns of the register in a workbook, in the reader's words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from campaign.analysis.view import View
from campaign.exports.xlsx.states import in_words, is_reported
from campaign.exports.xlsx.typed_table import Field


def activity_fields(view: View, rows: pd.DataFrame) -> list[Field]:
    """One column a declared one of the register, and one that says whether attendance is known.

    `rows` are checked activities. A media audience is missing only where an activity was on air.
    """
    text, places, types = view.text, view.campaign.places, view.campaign.types
    units = {code: places.name(code, text) for code in places.codes}
    kinds = {code: view.campaign.type_name(code, text) for code in view.campaign.type_codes}
    on_air = rows["type"].map(types["group"]) == "media"
    audience = is_reported(rows["media_audience"])
    audience = audience.where(on_air | rows["media_audience"].notna(), "no_activity")

    def words(name: str) -> list[Any]:
        return rows[name].astype("object").where(rows[name].notna(), "").tolist()

    def figures(head: str, name: str) -> Field:
        return Field(head, "whole", rows[name].tolist(), is_reported(rows[name]).tolist())

    return [
        Field(text("Activity code"), "text", words("activity_id")),
        Field(text("Date"), "date", rows["date"].tolist()),
        Field(text("Last day"), "date", rows["end_date"].tolist()),
        Field(text("Oblast or city"), "text", rows["oblast"].map(units).tolist()),
        Field(text("District"), "sentence", words("district")),
        Field(text("Place"), "sentence", words("place")),
        Field(text("Type of activity"), "text", rows["type"].map(kinds).tolist()),
        Field(text("Title"), "sentence", words("title")),
        figures(text("People reached"), "reached"),
        in_words(text("Attendance"), is_reported(rows["reached"]), text),
        figures(text("Women"), "women"),
        figures(text("Men"), "men"),
        figures(text("Young people"), "youth"),
        figures(text("Materials distributed"), "materials"),
        Field(text("Media audience"), "whole", rows["media_audience"].tolist(), audience.tolist()),
        Field(text("Organiser"), "sentence", words("organiser")),
        Field(text("Partners"), "sentence", words("partners")),
        Field(text("Target group"), "sentence", words("audience")),
        Field(text("Source"), "sentence", words("source")),
        Field(text("Note"), "sentence", words("note")),
    ]
