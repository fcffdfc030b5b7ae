"""The template of the table that an uploaded file resembles, if it is not a register."""

from __future__ import annotations

import streamlit as st

from campaign.analysis.view import View
from campaign.exports.data_check.templates import template_csv
from campaign.i18n.translator import N_
from campaign.schema import tables
from campaign.ui.upload.download_button import show_download
from campaign.ui.upload.session_files import SessionFile

TEMPLATES = {
    "plan_columns": (tables.TARGETS, N_("Template for a plan (CSV)")),
    "population_columns": (tables.POPULATION, N_("Template for population (CSV)")),
}
"""{rule of the issue: (table, label of the download)}."""


def show_other_template(view: View, file: SessionFile) -> None:
    """Show the download of the template for a file that looks like a plan or like population."""
    text = view.text
    for rule in {issue.rule for issue in file.report.issues} & TEMPLATES.keys():
        table, label = TEMPLATES[rule]
        with st.container(key=f"other-table-{file.number}"):
            show_download(
                text(label),
                lambda table=table: template_csv(text, table),  # type: ignore[misc]
                f"{table.name}-template-{text.lang}.csv",
                f"other-template:{file.number}:{text.lang}",
                "secondary",
            )
