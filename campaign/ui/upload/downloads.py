"""The downloads of the upload page: templates, corrected registers, lists of issues."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Literal

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, TableColumn, html
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.data_check.marked_copy import mark_copy
from campaign.exports.data_check.result_files import (
    corrected_csv,
    corrected_xlsx,
    issues_xlsx,
    log_csv,
)
from campaign.exports.data_check.templates import dictionary_xlsx, template_csv, template_xlsx
from campaign.exports.data_check.xlsform import FILE_NAME, xlsform
from campaign.i18n.translator import N_, Text
from campaign.ingest.cleaning_log import log_lines
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.report import ValidationReport
from campaign.schema import tables
from campaign.schema.data_dictionary import describe_columns
from campaign.schema.tables import Table
from campaign.site.contents import TARGETS_TEMPLATE
from campaign.site.elements import paragraphs
from campaign.ui.export_dialog import site_address
from campaign.ui.upload.session_files import SessionFile

_MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TEMPLATES = {
    "activities": ("register", N_("Template (CSV)")),
    "targets": ("targets", TARGETS_TEMPLATE),
    "population": ("population", N_("Template for population (CSV)")),
}
"""{table: (start of the file name, label of the download)}."""


def show_templates(view: View) -> None:
    """Show the downloads of an empty register: a workbook with lists, a CSV file, and a form."""
    text, campaign = view.text, campaign_cache.current()
    with st.container(key="templates", border=True):
        words = text(
            "Start from the template: it lists the regions and types and explains each column. A "
            "correctly completed template passes the check."
        )
        st.html(f"<h2>{escape(text('Templates'))}</h2>{paragraphs([words])}")
        with st.container(horizontal=True):
            show_template_workbook(f"template-xlsx:{text.lang}", text)
            show_template(tables.ACTIVITIES, f"template-csv:{text.lang}", text)
            show_download(
                text("Form (XLSForm)"),
                lambda: xlsform(text.lang, campaign.places, campaign.types),
                FILE_NAME,
                f"template-form:{text.lang}",
                "secondary",
            )
        words = text(
            "To enter activities on a mobile phone, load the form into KoboToolbox or ODK. It asks "
            "the same questions in three languages, and its export passes the check."
        )
        st.html(paragraphs([words]))
        show_template(tables.TARGETS, f"template-targets:{text.lang}", text)


def show_template(table: Table, key: str, text: Text) -> None:
    """Show the download of an empty CSV file of a table; `key` is the key of its button."""
    stem, label = TEMPLATES[table.name]
    file_name = f"{stem}-template-{text.lang}.csv"
    show_download(text(label), lambda: template_csv(text, table), file_name, key, "secondary")


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
        title = text("Columns of the register")
        with st.expander(title, key=f"columns:{text.lang}"):
            st.html(html(DataTable(rows, columns), text, title, stacked=True))
        show_download(
            text("All files and columns (XLSX)"),
            lambda: dictionary_xlsx(text),
            f"data-dictionary-{text.lang}.xlsx",
            f"dictionary:{text.lang}",
        )


def show_corrected_files(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show the downloads of a register with accepted rows."""
    if file.register is None:
        return
    text, end = view.text, f"{file.number}:{view.text.lang}"
    words = text(
        "The corrected register contains the accepted rows ({accepted} of {rows}) and can be "
        "uploaded again without further questions. The cleaning log contains every correction "
        "and can be applied to the next file.",
        accepted=report.accepted,
        rows=report.rows,
    )
    st.html(f"<h3>{escape(text('Corrected register'))}</h3>{paragraphs([words])}")
    stem = file.file.rsplit(".", 1)[0]
    codes = campaign_reference(campaign_cache.current()).codes
    with st.container(horizontal=True):
        show_download(
            text("Corrected register (CSV)"),
            lambda: corrected_csv(report),
            f"{stem}-corrected.csv",
            f"corrected-csv:{end}",
        )
        show_download(
            text("Corrected register (XLSX)"),
            lambda: corrected_xlsx(report, text),
            f"{stem}-{text.lang}-corrected.xlsx",
            f"corrected-xlsx:{end}",
        )
        show_download(
            text("Cleaning log (CSV)"),
            lambda: log_csv(log_lines(report, file.replies, codes, text), text),
            f"{stem}-{text.lang}-cleaning-log.csv",
            f"cleaning-log:{end}",
        )


def show_report_downloads(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show the downloads of a table that could be read and has issues or corrections."""
    if report.status not in ("clean", "issues") or not (report.issues or report.corrections):
        return
    text, site = view.text, site_address()
    stem = file.file.rsplit(".", 1)[0]
    with st.container(horizontal=True):
        show_download(
            text("Download the list of issues (XLSX)"),
            lambda: issues_xlsx(report, text, site),
            f"{stem}-{text.lang}-check.xlsx",
            f"list:{file.number}:{text.lang}",
        )
        show_download(
            text("Download your sheet with the cells marked (XLSX)"),
            lambda: mark_copy(file.content, file.file, report, text, site=site),
            f"{stem}-{text.lang}-marked.xlsx",
            f"marked:{file.number}:{text.lang}",
            icon=":material/format_color_fill:",
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
