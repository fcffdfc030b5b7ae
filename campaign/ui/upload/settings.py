"""How a file is read: its import settings as choices, its first rows, and an earlier file's log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.data_check.result_files import is_personal
from campaign.i18n.translator import N_, Text
from campaign.ingest.carry_over import apply_log
from campaign.ingest.cleaning_log import read_log
from campaign.ingest.dispatch import FileReport, ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.options import DATE_ORDERS, DECIMALS, DELIMITERS, ENCODINGS, DetectedOptions
from campaign.ingest.privacy.possible_names import public_file_name
from campaign.ingest.replies import Replies, Reply
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.layout import NO_HEADER_ROW
from campaign.ingest.validate.sheet_warnings import SIGNS
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.schema.issues import Issue
from campaign.site.elements import paragraphs, source_line
from campaign.site.notices import issue_notice
from campaign.ui.streamlit_compat import delete_upload
from campaign.ui.upload import session_files
from campaign.ui.upload.answer_widgets import (
    AnswerButton,
    Change,
    give,
    read_with,
    show_answer,
)
from campaign.ui.upload.columns import declare_column
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.sheets import option_label
from campaign.ui.widgets import escape_markdown, show_button

SETTINGS = {
    "encoding": N_("Encoding"),
    "delimiter": N_("Column separator"),
    "decimal": N_("Decimal separator"),
    "date_order": N_("Date order"),
    "sheet": N_("Sheet"),
    "header_row": N_("Header row"),
}
"""The labels of how a file is read, by the name of the option."""
VALUES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "windows-1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    ".": N_("point"),
    ",": N_("comma"),
    "dmy": N_("day, month, year"),
    "mdy": N_("month, day, year"),
    "ymd": N_("year, month, day"),
    **SIGNS,
}
"""The values of these options in words."""
HEADER_CHOICES = 30
MOST_OTHER_COLUMNS = 30
UNCHANGED = "-"
MOST_ISSUES = 5
"""The most cells with personal data of a log that are named."""


def show_import_settings(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show each detected option as a choice; another value reads the file again."""
    text, detected = view.text, report.detected
    if detected is None:
        _show_reset_button(file, text)
        return
    headers, fields = detected.headers, detected.fields
    # All columns with a field, and some of the others.
    others = [at for at, head in enumerate(headers) if head and fields[at] is None]
    declared = [at for at, field in enumerate(fields) if field is not None]
    positions = sorted([*declared, *others[:MOST_OTHER_COLUMNS]])
    with st.expander(text("Detected settings"), key=f"guesses:{file.number}:{text.lang}"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _show_options(file, detected, text)
        st.html(f"<h3>{escape(text('Columns'))}</h3>")
        with st.container(key=f"mapping-{file.number}", horizontal=True):
            for position in positions:
                _show_column(file, detected, report.table, position, text)
        if rest := sum(map(bool, headers)) - sum(bool(headers[at]) for at in positions):
            more = text.n(
                "and {n} more column, left unchanged", "and {n} more columns, left unchanged", rest
            )
            st.html(source_line(more))
        st.html(f"<h3>{escape(text('Top of the sheet'))}</h3>{_preview(report, text)}")
        _show_reset_button(file, text)


def _show_reset_button(file: SessionFile, text: Text) -> None:
    """Show the button that undoes all replies, even if they made a file unreadable."""
    if file.replies:
        reset = AnswerButton(text("Detect again"), "anew", lambda _: Replies(), "tertiary")
        show_answer(file, text, reset)


def option_words(value: object, text: Text) -> str:
    """Return the value of an option in words."""
    if value == NO_HEADER_ROW:
        return text("none")
    return text(VALUES[value]) if isinstance(value, str) and value in VALUES else str(value)


def _show_options(file: SessionFile, detected: DetectedOptions, text: Text) -> None:
    """Show the choices of how a file is read, where it has more than one possibility."""
    sheets = {option.name: option for option in detected.sheet_options}
    values: dict[str, Sequence[Any]] = {
        "encoding": ENCODINGS,
        "delimiter": DELIMITERS,
        "sheet": tuple(sheets) if len(sheets) > 1 else (),
        "decimal": DECIMALS,
        "date_order": DATE_ORDERS,
        "header_row": (NO_HEADER_ROW, *range(1, HEADER_CHOICES + 1)),
    }
    for option, choices in values.items():
        value = getattr(detected, option)
        if value is None or not choices:
            continue

        def change(new: Any, option: str = option) -> Change:
            return give([Reply(option, "", new)])

        def words(choice: Any, option: str = option) -> str:
            return (
                option_label(sheets[choice], text)
                if option == "sheet"
                else option_words(choice, text)
            )

        choices = choices if value in choices else (*choices, value)
        label = text(SETTINGS[option])
        _show_choice(file, label, f"{label}:{text.lang}", choices, value, words, change)


def _show_column(
    file: SessionFile, detected: DetectedOptions, table_name: str, position: int, text: Text
) -> None:
    """Show the choice of the declared column for a column of the file."""
    table = next(table for table in tables.TABLES if table.name == table_name)
    head = detected.headers[position] or text("column {n}", n=position + 1)
    if sheet := detected.parents.get(position):
        head = text("{column}, sheet {sheet}", column=head, sheet=text.quote(sheet))
    _show_choice(
        file,
        escape_markdown(head),
        f"c{position}:{text.lang}",
        [UNCHANGED, *(column.name for column in table.columns)],
        detected.fields[position] or UNCHANGED,
        lambda code: text("left unchanged") if code == UNCHANGED else column_label(code, text),
        lambda code: declare_column(detected, position, None if code == UNCHANGED else code),
    )


def _show_choice(
    file: SessionFile,
    label: str,
    name: str,
    values: Sequence[Any],
    value: Any,
    words: Callable[[Any], str],
    change: Callable[[Any], Change],
) -> None:
    """Show the values of an option, the present one chosen; `change` takes another one."""
    key = f"guess:{file.number}:{name}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value

    def choose() -> None:
        # Streamlit reports the former label of a value, such as "August: 0 rows", as a new value.
        if (new := st.session_state[key]) in values and new != value:
            read_with(file, change(new))

    st.selectbox(
        label,
        values,
        index=list(values).index(value),
        key=key,
        format_func=words,
        filter_mode=None,
        on_change=choose,
    )


def _preview(report: ValidationReport, text: Text) -> str:
    """Return the first rows of the file as HTML, with the row numbers of a spreadsheet."""
    top: pd.DataFrame = report.preview
    header_row = report.detected.header_row if report.detected else 0
    rows = ""
    for number, cells in zip(top.index, top.itertuples(index=False), strict=True):
        kind = ' class="head-row"' if number == header_row else ""
        inside = "".join(f"<td>{escape(str(cell)[:60])}</td>" for cell in cells)
        rows += f'<tr{kind}><th scope="row">{int(number)}</th>{inside}</tr>'
    name = escape(text("Top of the sheet"))
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{name}">'
        f'<table class="data-table preview"><caption class="sr-only">{name}</caption>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def show_log_upload(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show a button for each log among the session's files, and the upload of another log.

    Only on the card of a register with open questions, or to which a log was applied.
    """
    text, outcome = view.text, st.session_state.get(_outcome_key(file))
    asked = (report.questions, report.missing_columns, report.open_cells, report.signature_lines)
    is_open = any(asked) or (report.pivot is not None and not report.sources)
    if report.table != "activities" or (outcome is None and not is_open):
        return
    logs = [log for log in session_files.files() if is_log(log)]
    with st.container(horizontal=True):
        for log in logs:
            if outcome is None or outcome[0] != log.number:
                label = escape_markdown(text("Apply “{file}”", file=log.file))
                key = f"apply:{file.number}:{log.number}:{text.lang}"
                show_button(label, key, _apply_file, file, log, kind="primary")
    if not logs:
        _show_log_uploader(file, text)
    if outcome is None:
        return
    issues: Sequence[Issue] = outcome[1]
    if any(map(is_personal, issues)):
        headline = text("The file was not accepted: it contains personal data.")
        st.html(issue_notice(headline, issues, text, MOST_ISSUES, "error"))
    else:
        words = escape(issues[0].message(text))
        st.html(f'<p class="summary" role="status">{words}</p>')


def is_log(file: SessionFile) -> bool:
    """Return whether a file is a cleaning log."""
    return any(issue.rule == "cleaning_log" for issue in file.report.issues)


def _outcome_key(file: SessionFile) -> str:
    """Return the key in the session of the outcome of a log: (number or None, issues)."""
    return f"log-outcome:{file.number}"


def _show_log_uploader(file: SessionFile, text: Text) -> None:
    """Show the uploader of a log; an uploaded log is deleted from the server and applied once."""
    # A new key empties the uploader.
    turn_key = f"log-turn:{file.number}"
    turn = int(st.session_state.get(turn_key, 0))
    with st.expander(text("Apply a cleaning log"), key=f"apply-log:{file.number}:{text.lang}"):
        words = text(
            "Answers from a previous file are applied to the same spellings in this file; "
            "corrections by hand are applied to the same cell of the same row if its value has "
            "not changed."
        )
        st.html(paragraphs([words]))
        upload = st.file_uploader(
            text("Cleaning log: CSV, XLSX"),
            type=None,
            key=f"log:{file.number}:{turn}:{text.lang}",
        )
    if upload is None:
        return
    name, content = public_file_name(upload.name), upload.getvalue()
    delete_upload(upload.file_id)
    st.session_state[turn_key] = turn + 1
    # A log with personal data is not applied.
    report = ingest_file(content, name, campaign_cache.current())
    is_private = report.status == "personal_data"
    issues = report.issues if is_private else apply_log_file(file, name, content)
    st.session_state[_outcome_key(file)] = (None, issues)
    st.rerun()


def _apply_file(file: SessionFile, log: SessionFile) -> None:
    issues = apply_log_file(file, log.file, log.content)
    st.session_state[_outcome_key(file)] = (log.number, issues)


def apply_log_file(file: SessionFile, name: str, content: bytes) -> tuple[Issue, ...]:
    """Read the file again with the fitting entries of a log; return a note or the log's issue.

    The result is () if the file has been removed meanwhile.
    """
    campaign = campaign_cache.current()
    log = read_log(content, name, campaign_reference(campaign).codes)
    if isinstance(log, Issue):
        return (log,)
    notes: list[Issue] = []

    def read(replies: Replies) -> FileReport:
        return ingest_file(file.content, file.file, campaign, replies=replies)

    def add_log(replies: Replies) -> Replies:
        # The page may show the report from before the last click, with questions answered since.
        report = read(replies)
        assert isinstance(report, ValidationReport)
        with_log, report = apply_log(log, read, replies, report)
        notes.append(report.notes[-1])
        return with_log

    session_files.read_again(campaign, file.number, add_log)
    return tuple(notes[-1:])
