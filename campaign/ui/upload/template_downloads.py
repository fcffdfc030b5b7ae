"""Downloads for a campaign team: templates to fill in, and the data dictionary."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Literal

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, TableColumn, html
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.data_check.dictionary import dictionary_xlsx
from campaign.exports.data_check.templates import template_csv, template_xlsx
from campaign.exports.data_check.xlsform import FILE_NAME, xlsform
from campaign.i18n.translator import Text
from campaign.schema import tables
from campaign.schema.data_dictionary import describe_columns

_MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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
            show_template_workbook(f"template-xlsx:{text.lang}", text)
            show_download(
                text("Template (CSV)"),
                lambda: template_csv(text),
                f"register-template-{text.lang}.csv",
                f"template-csv:{text.lang}",
                "secondary",
            )
            show_download(
                text("Form (XLSForm)"),
                lambda: xlsform(text.lang, campaign.places, campaign.types),
                FILE_NAME,
                f"template-form:{text.lang}",
                "secondary",
            )
        words = text(
            "To enter activities on a mobile phone, load the form into KoboToolbox or ODK: the "
            "form asks the same questions in three languages, and its export passes the check."
        )
        st.html(f'<p class="summary">{escape(words)}</p>')
        show_targets_template(view)


def show_targets_template(view: View) -> None:
    """Show the download of an empty file of targets."""
    text = view.text
    show_download(
        text("Template for a plan (CSV)"),
        lambda: template_csv(text, tables.TARGETS),
        f"targets-template-{text.lang}.csv",
        f"template-targets:{text.lang}",
        "secondary",
    )


def show_template_workbook(key: str, text: Text) -> None:
    """Show the download of the template as a workbook; `key` is the key of its button."""
    campaign = campaign_cache.current()
    show_download(
        text("Template (XLSX)"),
        lambda: template_xlsx(text, campaign.places, campaign.types),
        f"register-template-{text.lang}.xlsx",
        key,
        "secondary",
    )


def show_dictionary(view: View) -> None:
    """Show every column of the register and its meaning; the workbook has all other files too."""
    text = view.text
    with st.container(key="dictionary", border=True):
        st.html(f"<h2>{escape(text('Data dictionary'))}</h2>")
        rows = pd.DataFrame(describe_columns(tables.ACTIVITIES, text, marks=True))
        headers = (
            text("Column"),
            text("Data type"),
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
        show_download(
            text("All files and columns (XLSX)"),
            lambda: dictionary_xlsx(text),
            f"data-dictionary-{text.lang}.xlsx",
            f"dictionary:{text.lang}",
        )


def show_download(
    label: str,
    data: Callable[[], bytes],
    file_name: str,
    key: str,
    kind: Literal["secondary", "tertiary"] = "tertiary",
    icon: str = ":material/download:",
) -> None:
    """Show a button for a CSV or XLSX file, which is made when the button is clicked."""
    st.download_button(
        label,
        data=data,
        file_name=file_name,
        mime=_MEDIA_TYPES[file_name.rpartition(".")[2]],
        key=key,
        on_click="ignore",
        type=kind,
        icon=icon,
    )
