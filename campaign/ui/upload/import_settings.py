"""The import settings of a file as choices, with its first rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from campaign.analysis.view import View
from campaign.i18n.translator import N_, Text
from campaign.ingest.options import (
    DATE_ORDERS,
    DECIMALS,
    DELIMITERS,
    ENCODINGS,
    DetectedOptions,
    RequestedOptions,
)
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.report import ValidationReport
from campaign.ingest.sheets.header_delimiter import SIGNS
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.ui.markdown import escape_markdown
from campaign.ui.upload import sheet_files
from campaign.ui.upload.option_changes import read_with, with_column
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.sheet_choice import option_label

ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "windows-1251": "Windows-1251",
    "koi8-r": "KOI8-R",
}
DELIMITER_NAMES = SIGNS
DECIMAL_NAMES = {".": N_("point"), ",": N_("comma")}
ORDER_NAMES = {
    "dmy": N_("day, month, year"),
    "mdy": N_("month, day, year"),
    "ymd": N_("year, month, day"),
}
HEADER_CHOICES = 30
MOST_OTHER_COLUMNS = 30
UNCHANGED = "-"


def show_import_settings(view: View, file: SessionFile) -> None:
    """Show each detected option as a choice; another value reads the file again."""
    text, report = view.text, file.report
    if not isinstance(report, ValidationReport) or report.status == "personal_data":
        return
    detected = report.detected
    if detected is None:
        _show_reset_button(view, file)
        return
    with st.expander(text("Detected settings"), key=f"guesses:{file.number}:{text.lang}"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for choice in _option_choices(detected, text):
                _show_choice(file, choice, text.lang)
        st.html(f"<h3>{escape(text('Columns'))}</h3>")
        with st.container(key=f"mapping-{file.number}", horizontal=True):
            positions = _column_positions(detected)
            for position in positions:
                choice = _column_choice(detected, report.table, position, text)
                _show_choice(file, choice, text.lang)
        rest_count = sum(map(bool, detected.headers)) - sum(
            bool(detected.headers[position]) for position in positions
        )
        if rest_count:
            more = text.n(
                "and {n} more column, left unchanged",
                "and {n} more columns, left unchanged",
                rest_count,
            )
            st.html(f'<p class="source">{escape(more)}</p>')
        st.html(f"<h3>{escape(text('Top of the sheet'))}</h3>{_preview(report, text)}")
        _show_reset_button(view, file)


def _column_positions(detected: DetectedOptions) -> list[int]:
    """Return the positions of columns with a choice: all with a field, and some of the others."""
    positions = [
        position
        for position, head in enumerate(detected.headers)
        if head or detected.fields[position]
    ]
    others = [position for position in positions if detected.fields[position] is None][
        :MOST_OTHER_COLUMNS
    ]
    return [
        position
        for position in positions
        if detected.fields[position] is not None or position in others
    ]


def _show_reset_button(view: View, file: SessionFile) -> None:
    """Show the button that drops all requested options, even if they made a file unreadable."""
    if file.requested == RequestedOptions():
        return
    text = view.text
    st.button(
        text("Detect again"),
        key=f"anew:{file.number}:{text.lang}",
        type="tertiary",
        on_click=lambda: read_with(file, lambda _: RequestedOptions()),
    )


@dataclass(frozen=True)
class _Choice:
    """One detected option: its label, the values to choose from, and the value now.

    `words` returns a value in words, `change` the requested options with another value. `name`
    distinguishes choices with the same label.
    """

    label: str
    values: Sequence[Any]
    value: Any
    words: Callable[[Any], str]
    change: Callable[[RequestedOptions, Any], RequestedOptions]
    name: str = ""


def _option_choices(detected: DetectedOptions, text: Text) -> Iterator[_Choice]:
    """Yield the choices of how a file is read, where it has more than one possibility."""
    if detected.encoding is not None:
        yield _Choice(
            text("Encoding"),
            ENCODINGS,
            detected.encoding,
            lambda code: ENCODING_NAMES[code],
            lambda requested, code: replace(requested, encoding=code),
        )
    if detected.delimiter is not None:
        yield _Choice(
            text("Column separator"),
            _with(DELIMITERS, detected.delimiter),
            detected.delimiter,
            lambda code: text(DELIMITER_NAMES.get(code, code)),
            lambda requested, code: replace(requested, delimiter=code),
        )
    if len(detected.sheet_options) > 1:
        sheet_options = {option.name: option for option in detected.sheet_options}
        yield _Choice(
            text("Sheet"),
            tuple(sheet_options),
            detected.sheet,
            lambda name: option_label(sheet_options[name], text),
            sheet_files.sheet_request,
        )
    yield _Choice(
        text("Decimal separator"),
        DECIMALS,
        detected.decimal,
        lambda code: text(DECIMAL_NAMES[code]),
        lambda requested, code: replace(requested, decimal=code),
    )
    yield _Choice(
        text("Date order"),
        DATE_ORDERS,
        detected.date_order,
        lambda code: text(ORDER_NAMES[code]),
        lambda requested, code: replace(requested, date_order=code),
    )
    yield _Choice(
        text("Header row"),
        _with((NO_HEADER_ROW, *range(1, HEADER_CHOICES + 1)), detected.header_row),
        detected.header_row,
        lambda row: text("none") if row == NO_HEADER_ROW else str(row),
        lambda requested, row: replace(requested, header_row=row, columns={}),
    )


def _column_choice(
    detected: DetectedOptions, table_name: str, position: int, text: Text
) -> _Choice:
    """Return the choice of the declared column for a column of the file."""
    table_schema = {t.name: t for t in tables.TABLES}[table_name]
    head = detected.headers[position] or text("column {n}", n=position + 1)
    if sheet := detected.parents.get(position):
        head = text("{column}, sheet {sheet}", column=head, sheet=text.quote(sheet))
    return _Choice(
        escape_markdown(head),
        [UNCHANGED, *(column.name for column in table_schema.columns)],
        detected.fields[position] or UNCHANGED,
        lambda code: text("left unchanged") if code == UNCHANGED else column_label(code, text),
        lambda requested, code: with_column(
            requested, detected.fields, position, None if code == UNCHANGED else code
        ),
        f"c{position}",
    )


def _show_choice(file: SessionFile, choice: _Choice, lang: str) -> None:
    key = f"guess:{file.number}:{choice.name or choice.label}:{lang}"
    if st.session_state.get(key) != choice.value:
        st.session_state[key] = choice.value

    def choose() -> None:
        # Streamlit reports the former label of a value, such as "August: 0 rows", as a new value.
        if (value := st.session_state[key]) in choice.values and value != choice.value:
            read_with(file, lambda requested: choice.change(requested, value))

    st.selectbox(
        choice.label,
        choice.values,
        # The default too: see `campaign/ui/widgets.py`.
        index=list(choice.values).index(choice.value),
        key=key,
        format_func=choice.words,
        filter_mode=None,
        on_change=choose,
    )


def _with(options: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    return options if value in options else (*options, value)


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
