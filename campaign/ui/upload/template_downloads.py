"""Downloads for a campaign team: templates to fill in, and the data dictionary."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, TableColumn, html
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.data_check.dictionary import dictionary_xlsx
from campaign.exports.data_check.templates import template_csv, template_xlsx
from campaign.exports.data_check.xlsform import FILE_NAME, xlsform
from campaign.schema import tables
from campaign.schema.data_dictionary import describe_columns
from campaign.ui.upload.report_downloads import XLSX


def show_templates(view: View) -> None:
    """Show the downloads of an empty register: a workbook with lists, a CSV file, and a form."""
    text = view.text
    with st.container(key="templates", border=True):
        words = text(
            "Start from the template: it lists the regions and types and explains each column. A "
            "correctly completed template passes the check."
        )
        st.html(f'<h2>{escape(text("Templates"))}</h2><p class="summary">{escape(words)}</p>')
        with st.container(horizontal=True):
            campaign = campaign_cache.current()
            st.download_button(
                text("Template (XLSX)"),
                data=lambda: template_xlsx(text, campaign.places, campaign.types),
                file_name=f"register-template-{text.lang}.xlsx",
                mime=XLSX,
                key=f"template-xlsx:{text.lang}",
                on_click="ignore",
                icon=":material/download:",
            )
            st.download_button(
                text("Template (CSV)"),
                data=lambda: template_csv(text),
                file_name=f"register-template-{text.lang}.csv",
                mime="text/csv",
                key=f"template-csv:{text.lang}",
                on_click="ignore",
                icon=":material/download:",
            )
            st.download_button(
                text("Form (XLSForm)"),
                data=lambda: xlsform(text.lang, campaign.places, campaign.types),
                file_name=FILE_NAME,
                mime=XLSX,
                key=f"template-form:{text.lang}",
                on_click="ignore",
                icon=":material/download:",
            )
        words = text(
            "To collect activities by phone, load the form into KoboToolbox or ODK: it asks the "
            "same in three languages, and its export passes the check."
        )
        st.html(f'<p class="summary">{escape(words)}</p>')


def show_dictionary(view: View) -> None:
    """Show every column of the register and its meaning; the workbook has all other files too."""
    text = view.text
    with st.container(key="dictionary", border=True):
        st.html(f"<h2>{escape(text('Data dictionary'))}</h2>")
        rows = pd.DataFrame(describe_columns(tables.ACTIVITIES, text))
        headers = (
            text("Column"),
            text("Kind"),
            text("Required"),
            text("Meaning"),
            text("Allowed values"),
        )
        keys = [str(key) for key in rows.columns]
        columns = tuple(
            TableColumn(key, header) for key, header in zip(keys, headers, strict=False)
        )
        with st.expander(text("Columns of the register"), key=f"columns:{text.lang}"):
            st.html(
                html(DataTable(rows, columns), text, text("Columns of the register"), stacked=True)
            )
        st.download_button(
            text("All files and columns (XLSX)"),
            data=lambda: dictionary_xlsx(text),
            file_name=f"data-dictionary-{text.lang}.xlsx",
            mime=XLSX,
            key=f"dictionary:{text.lang}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
