"""A new version of a register: the question, the rows before and after, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, TableColumn, html
from campaign.analysis.register_table import totals_line
from campaign.analysis.view import View
from campaign.domain.value_states import STATES
from campaign.i18n.translator import N_, Text
from campaign.ingest.succession import Answer, Version
from campaign.ingest.versions import same_name
from campaign.schema import tables
from campaign.schema.column_descriptions import column_label
from campaign.ui.paging import count_pages, show_page_buttons
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import SessionFile

PAGE_ROWS = 10
SHOWN = ("date", "oblast", "type", "title", "place", "reached")
"""What is shown of every row; other columns where they differ."""
KINDS = tables.ACTIVITIES.kinds
CHANGES = {"changed": N_("changed"), "removed": N_("removed"), "added": N_("added")}
LABELS: dict[Answer, str] = {
    "replace": N_("Replace the former version"),
    "add": N_("Add as another register"),
}


def show_version_questions(view: View) -> None:
    """A question for each new version that nobody has answered for; it counts in the meantime."""
    with st.container(key="versions"):
        for version in session_files.succession().open_questions():
            _question(view, version)


def show_version_answer(view: View, file: SessionFile) -> None:
    """What was answered for a file that is a new version, the way back, and the rows."""
    version = session_files.succession().version(file.number)
    if version is None or version.answer is None:
        return
    text = view.text
    with st.container(key=f"version-{file.number}"):
        st.html(f'<p class="summary">{escape(_answered(version, text))}</p>')
        with st.container(horizontal=True, vertical_alignment="center"):
            other: Answer = "add" if version.answer == "replace" else "replace"
            _answer(version, other, text(LABELS[other]), "tertiary", text)
            shown = not version.change.empty and st.toggle(
                text("Show the rows before and after"), key=f"rows:{file.number}:{text.lang}"
            )
        if shown:
            _rows(view, version)


def replaced_note(file: SessionFile, text: Text) -> str | None:
    """A line for a former version that does not count; None for any other file."""
    by = session_files.succession().replaced_by(file.number)
    if by is None:
        return None
    return text(
        "Replaced by {file}, uploaded later: the rows of this file are not counted.",
        file=text.quote(session_files.file(by).file),
    )


def still_counted_note(file: SessionFile, text: Text) -> str | None:
    """A line for a file that cannot count, where a former version of its name does; else None."""
    if file.register is not None:
        return None
    counting = session_files.succession().counting
    former = [
        f for f in session_files.files() if f.number in counting and same_name(f.name, file.name)
    ]
    if not former:
        return None
    name = text.quote(former[-1].file)
    return text("{file}, uploaded before, is still counted.", file=name)


def question_title(version: Version, text: Text) -> str:
    """The question in words."""
    return text("New version of {files}?", files=_files(version, text))


def change_line(added: int, changed: int, removed: int, text: Text) -> str:
    """What a new version changes, in numbers."""
    return text(
        "It would add {added}, change {changed}, remove {removed} activities.",
        added=added,
        changed=changed,
        removed=removed,
    )


def _question(view: View, version: Version) -> None:
    text, change = view.text, version.change
    with st.container(key=f"version-{version.number}", border=True):
        if change.empty:
            what = text(
                "Both have the same activities: nothing would be added, changed or removed."
            )
        else:
            counts = len(change.added), len(change.changed), len(change.removed)
            same = text.n(
                "{n} activity is the same.", "{n} activities are the same.", change.unchanged
            )
            what = f"{change_line(*counts, text)} {same}"
        if not (change.shared or change.changed):
            what += " " + text(
                "They have no activity in common: if they are registers of two offices, add the "
                "new one."
            )
        lines = [
            what,
            text("New version: {totals}", totals=totals_line(change.new, text)),
            text("Former version: {totals}", totals=totals_line(change.former, text)),
            *_errors(version, text),
            text("Until you answer, the new version is counted and the former one is not."),
        ]
        said = "".join(f'<p class="summary">{escape(line)}</p>' for line in lines)
        st.html(f'<div role="status"><h2>{escape(question_title(version, text))}</h2>{said}</div>')
        with st.container(horizontal=True):
            label = text("Replace the former version (default)")
            _answer(version, "replace", label, "primary", text)
            _answer(version, "add", text(LABELS["add"]), "secondary", text)
        if not change.empty:
            _rows(view, version)


def _errors(version: Version, text: Text) -> Iterator[str]:
    """Rows of the new version that do not count: they may be why it would remove some."""
    register = session_files.file(version.number).register
    if register is not None and register.rejected:
        yield text.n(
            "{n} row of the new version has errors and is not counted: correct it below or in the "
            "file.",
            "{n} rows of the new version have errors and are not counted: correct them below or "
            "in the file.",
            register.rejected,
        )


def _answer(version: Version, said: Answer, label: str, kind: Any, text: Text) -> None:
    st.button(
        label,
        key=f"{said}:{version.number}:{text.lang}",
        type=kind,
        on_click=session_files.set_answer,
        args=(version.number, said),
    )


def _answered(version: Version, text: Text) -> str:
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
    coded = change.same_code
    words = text(
        "Added beside {files}: the same activities, counted once: {same}; activities that differ, "
        "counted in both files: {changed}.",
        files=_files(version, text),
        same=change.unchanged,
        changed=len(change.changed) - coded,
    )
    if not coded:
        return words
    once = text.n(
        "{n} activity that differs has one code in both files: the row of the former version is "
        "counted.",
        "{n} activities that differ have one code in both files: the rows of the former version "
        "are counted.",
        coded,
    )
    return f"{words} {once}"


def _files(version: Version, text: Text) -> str:
    return text.list(text.quote(session_files.file(number).file) for number in version.of)


# The rows ------------------------------------------------------------------------------------


@st.fragment
def _rows(view: View, version: Version) -> None:
    # A fragment: turning a page reruns this list and nothing else.
    text, key = view.text, f"version-page:{version.number}"
    found = list(version.change.rows())
    pages = count_pages(len(found), PAGE_ROWS)
    page = min(int(st.session_state.get(key, 1)), pages)
    shown = found[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    rows = [_row(version, *one, view) for one in shown]
    columns = [
        TableColumn("change", text("Change")),
        TableColumn("before", text("Row before")),
        TableColumn("now", text("Row now")),
        *(TableColumn(name, column_label(name, text)) for name in SHOWN),
        TableColumn("others", text("Other changes")),
    ]
    kept = tuple(c for c in columns if any(row[c.key] for row in rows))
    name = text("Rows before and after")
    st.html(html(DataTable(pd.DataFrame(rows), kept), text, name, stacked=True))
    show_page_buttons(key, page, pages, text)


def _row(
    version: Version,
    former: int | None,
    new: int | None,
    columns: tuple[str, ...],
    view: View,
) -> dict[str, str]:
    """One activity in words; of a changed cell what it was and what it is."""
    text, change = view.text, version.change
    kind = "removed" if new is None else "added" if former is None else "changed"

    def cell(name: str) -> str:
        before = "" if former is None else _words(change.former.at[former, name], name, view)
        now = "" if new is None else _words(change.new.at[new, name], name, view)
        if name not in columns:
            return now or before
        return f"{before or '–'} → {now or '–'}"

    others = [
        f"{column_label(name, text)}: {cell(name)}"
        for name in KINDS
        if name in columns and name not in SHOWN
    ]
    return {
        "change": text(CHANGES[kind]),
        "before": "" if former is None else _former_row(version, former, text),
        "now": "" if new is None else str(new),
        **{name: cell(name) for name in SHOWN},
        "others": "; ".join(others),
    }


def _former_row(version: Version, label: int, text: Text) -> str:
    number, row = version.former_row(label)
    return str(row) if len(version.of) == 1 else f"{session_files.file(number).file}, {row}"


def _words(value: Any, name: str, view: View) -> str:
    """A cell of the register in the reader's language; "" for an empty one."""
    text = view.text
    if pd.isna(value) or value == "":
        return text(STATES["not_reported"]) if name == "reached" else ""
    if KINDS[name] == "date":
        return text.date(value, "short")
    if KINDS[name] == "whole":
        return text.number(float(value))
    if name == "oblast":
        return view.campaign.places.name(str(value), text)
    return view.campaign.type_name(str(value), text) if name == "type" else str(value)
