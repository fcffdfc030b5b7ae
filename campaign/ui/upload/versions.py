"""A new version of a register: the question whether it is one, and the answer."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, TableColumn, html
from campaign.analysis.register_table import totals_line
from campaign.analysis.view import View
from campaign.domain.register import RegisterLine
from campaign.i18n.translator import N_, Text
from campaign.ingest.versions.upload_order import Answer, Version
from campaign.ingest.versions.version_changes import same_name
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.site.paging import count_pages
from campaign.ui.paging import show_page_buttons
from campaign.ui.upload import session_files, session_registers
from campaign.ui.upload.row_list import cell_words
from campaign.ui.upload.session_files import SessionFile

_PAGE_ROWS = 10
_MAIN_COLUMNS = ("date", "oblast", "type", "title", "place", "reached")
"""The columns shown for every row; others are shown if they differ."""
_COLUMN_KINDS = tables.ACTIVITIES.kinds
CHANGES = {"changed": N_("changed"), "removed": N_("removed"), "added": N_("added")}

LABELS: dict[Answer, str] = {
    "replace": N_("Replace the previous version"),
    "add": N_("Add as another register"),
}


def show_version_questions(view: View) -> None:
    """Show a question for each new version without an answer; it counts in the meantime."""
    with st.container(key="versions"):
        for version in session_registers.upload_order().open_questions():
            _show_question(view, version)


def show_version_answer(view: View, file: SessionFile) -> None:
    """Show the answer for a file that is a new version, the other answer, and the rows."""
    version = session_registers.upload_order().version(file.number)
    if version is None or version.answer is None:
        return
    text = view.text
    with st.container(key=f"version-{file.number}"):
        st.html(f'<p class="summary">{escape(_answer_summary(version, text))}</p>')
        with st.container(horizontal=True, vertical_alignment="center"):
            other_answer: Answer = "add" if version.answer == "replace" else "replace"
            _show_answer_button(version, other_answer, text(LABELS[other_answer]), "tertiary", text)
            show_rows = not version.change.empty and st.toggle(
                text("Show the rows before and after"), key=f"rows:{file.number}:{text.lang}"
            )
        if show_rows:
            _show_version_rows(view, version)


def replaced_note(file: SessionFile, text: Text) -> str | None:
    """Return a note for a former version that does not count; None for any other file."""
    replacement = session_registers.upload_order().replaced_by(file.number)
    if replacement is None:
        return None
    return text(
        "Replaced by {file}, uploaded later: the rows of this file are not counted.",
        file=text.quote(session_files.file(replacement).file),
    )


def still_counted_note(file: SessionFile, text: Text) -> str | None:
    """Return a note for an unusable file if a file of the same name counts; else None."""
    if file.register is not None:
        return None
    counting = session_registers.upload_order().counting
    former = [
        f for f in session_files.files() if f.number in counting and same_name(f.name, file.name)
    ]
    if not former:
        return None
    name = text.quote(former[-1].file)
    return text("{file}, uploaded earlier, is still counted.", file=name)


def question_title(version: Version, text: Text) -> str:
    """Return the question whether a file is a new version."""
    return text("New version of {files}?", files=_files(version, text))


def change_line(added: int, changed: int, removed: int, text: Text) -> str:
    """Return how many activities a new version would add, change and remove, in words."""
    return text(
        "The new version – activities added: {added}, changed: {changed}, removed: {removed}.",
        added=added,
        changed=changed,
        removed=removed,
    )


def _show_question(view: View, version: Version) -> None:
    text, change = view.text, version.change
    with st.container(key=f"version-{version.number}", border=True):
        if change.empty:
            change_text = text(
                "Both versions have the same activities: nothing would be added, changed or "
                "removed."
            )
        else:
            counts = len(change.added), len(change.changed), len(change.removed)
            unchanged = text.n(
                "{n} activity is the same.", "{n} activities are the same.", change.unchanged
            )
            change_text = f"{change_line(*counts, text)} {unchanged}"
        if not (change.shared or change.changed):
            change_text += " " + text(
                "The files have no activity in common. If they are registers of two offices, "
                "choose “Add as another register”."
            )
        lines = [
            change_text,
            text("New version: {totals}", totals=_totals(change.new, text)),
            text("Previous version: {totals}", totals=_totals(change.former, text)),
            *_errors(version, text),
            text("Until you answer, the new version is counted instead of the previous one."),
        ]
        paragraphs = "".join(f'<p class="summary">{escape(line)}</p>' for line in lines)
        st.html(
            f'<div role="status"><h2>{escape(question_title(version, text))}</h2>{paragraphs}</div>'
        )
        with st.container(horizontal=True):
            label = text("Replace the previous version (default)")
            _show_answer_button(version, "replace", label, "primary", text)
            _show_answer_button(version, "add", text(LABELS["add"]), "secondary", text)
        if not change.empty:
            _show_version_rows(view, version)


def _totals(rows: pd.DataFrame, text: Text) -> str:
    return totals_line(RegisterLine.of(rows), text)


def _errors(version: Version, text: Text) -> Iterator[str]:
    """Yield a note on rejected rows of the new version: they may explain removed activities."""
    register = session_files.file(version.number).register
    if register is not None and register.rejected:
        yield text.n(
            "{n} row of the new version has errors and is not counted: correct it below or in the "
            "file.",
            "{n} rows of the new version have errors and are not counted: correct them below or "
            "in the file.",
            register.rejected,
        )


def _show_answer_button(
    version: Version, answer: Answer, label: str, kind: Any, text: Text
) -> None:
    st.button(
        label,
        key=f"{answer}:{version.number}:{text.lang}",
        type=kind,
        on_click=session_registers.set_answer,
        args=(version.number, answer),
    )


def _answer_summary(version: Version, text: Text) -> str:
    change = version.change
    if version.answer == "replace":
        return text(
            "New version of {files}: activities added: {added}, changed: {changed}, removed: "
            "{removed}.",
            files=_files(version, text),
            added=len(change.added),
            changed=len(change.changed),
            removed=len(change.removed),
        )
    same_code_count = change.same_code
    words = text(
        "Added beside {files}. Same activities, counted once: {same}; activities that differ, "
        "counted in both files: {changed}.",
        files=_files(version, text),
        same=change.unchanged,
        changed=len(change.changed) - same_code_count,
    )
    if not same_code_count:
        return words
    same_code_note = text.n(
        "{n} activity has the same code but different values in the two files: the row of the "
        "previous version is counted.",
        "{n} activities have the same codes but different values in the two files: the rows of "
        "the previous version are counted.",
        same_code_count,
    )
    return f"{words} {same_code_note}"


def _files(version: Version, text: Text) -> str:
    return text.list(
        text.quote(session_files.file(number).file) for number in version.former_uploads
    )


@st.fragment
def _show_version_rows(view: View, version: Version) -> None:
    """Show the rows that differ, a page at a time, with a changed cell as both values."""
    # A fragment: turning a page reruns this list and nothing else.
    text, key = view.text, f"version-page:{version.number}"
    row_pairs = list(version.change.rows())
    pages = count_pages(len(row_pairs), _PAGE_ROWS)
    page = min(int(st.session_state.get(key, 1)), pages)
    page_pairs = row_pairs[(page - 1) * _PAGE_ROWS : page * _PAGE_ROWS]
    rows = [_row(version, *pair, view) for pair in page_pairs]
    columns = [
        TableColumn("change", text("Change")),
        TableColumn("before", text("Row before")),
        TableColumn("now", text("Row after")),
        *(TableColumn(name, column_label(name, text)) for name in _MAIN_COLUMNS),
        TableColumn("others", text("Other changes")),
    ]
    filled_columns = tuple(c for c in columns if any(row[c.key] for row in rows))
    name = text("Rows before and after")
    st.html(html(DataTable(pd.DataFrame(rows), filled_columns), text, name, stacked=True))
    show_page_buttons(key, page, pages, text)


def _row(
    version: Version,
    former: int | None,
    new: int | None,
    columns: tuple[str, ...],
    view: View,
) -> dict[str, str]:
    """Return one activity in words, {column of the table: text}; a changed cell has both values."""
    text, change = view.text, version.change
    kind = "removed" if new is None else "added" if former is None else "changed"

    def cell(name: str) -> str:
        def words_of(frame: pd.DataFrame, label: int | None) -> str:
            if label is None:
                return ""
            return cell_words(frame.at[label, name], name, _COLUMN_KINDS[name], view)

        before, now = words_of(change.former, former), words_of(change.new, new)
        if name not in columns:
            return now or before
        return f"{before or '–'} → {now or '–'}"

    others = [
        f"{column_label(name, text)}: {cell(name)}"
        for name in _COLUMN_KINDS
        if name in columns and name not in _MAIN_COLUMNS
    ]
    return {
        "change": text(CHANGES[kind]),
        "before": "" if former is None else _former_row(version, former),
        "now": "" if new is None else str(new),
        **{name: cell(name) for name in _MAIN_COLUMNS},
        "others": "; ".join(others),
    }


def _former_row(version: Version, label: int) -> str:
    number, row = version.former_row(label)
    return (
        str(row)
        if len(version.former_uploads) == 1
        else f"{session_files.file(number).file}, {row}"
    )
