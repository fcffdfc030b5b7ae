"""The columns that were chosen for a register, and values for every row in place of a column."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.ingest.log.log_words import NOT_REPORTED_WORDS, PLACE_WORDS, UNCHANGED_WORDS
from campaign.ingest.options import PLACE_REGION
from campaign.ingest.report import ValidationReport
from campaign.schema.data_dictionary import column_label
from campaign.ui.upload.column_widgets import show_button
from campaign.ui.upload.periods import period_words
from campaign.ui.upload.session_files import SessionFile


def show_chosen_columns(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show the chosen columns, the values of every row, and the button to choose again."""
    text = view.text
    assert report.detected is not None
    headers = report.detected.headers
    columns = [
        f"{text.quote(headers[at])}: "
        + (text(UNCHANGED_WORDS) if name is None else column_label(name, text))
        for at, name in sorted(file.requested.columns.items())
        if at < len(headers) and headers[at]
    ]
    values = [
        f"{column_label(name, text)}: {value_words(name, value, view)}"
        for name, value in report.file_values.items()
    ]
    lines = []
    if columns:
        lines.append(text("Columns as you chose them: {columns}.", columns="; ".join(columns)))
    if values:
        lines.append(
            text("In every row, according to your answer: {values}.", values="; ".join(values))
        )
    if lines:
        st.html("".join(f'<p class="summary">{escape(line)}</p>' for line in lines))
        show_button(
            file,
            text("Choose the columns again"),
            "undo",
            lambda requested: replace(requested, file_values={}, columns={}),
            text,
            "tertiary",
        )


def value_words(name: str, value: str, view: View) -> str:
    """Return in words the value that a column has in every row."""
    text = view.text
    if name == "reached":
        return text(NOT_REPORTED_WORDS)
    if name == "date":
        return period_words(value, text)
    if name == "type":
        return campaign_cache.current().type_name(value, text)
    if value == PLACE_REGION:
        return text(PLACE_WORDS)
    return campaign_cache.current().places.name(value, text)
