"""The registers of a session together: versions, duplicates, the map, the campaign they are in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from campaign.analysis.register_table import totals_line
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Edition
from campaign.domain.register import RegisterLine
from campaign.i18n.translator import N_, Text
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.upload_order import Answer, Version
from campaign.ingest.versions.version_changes import same_name
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.schema.issues import Issue
from campaign.site.elements import paragraphs
from campaign.site.notices import issue_notice
from campaign.ui.links import page_at
from campaign.ui.upload import session_files, session_registers
from campaign.ui.upload.row_lists import cell_words, table_html
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.widgets import ButtonKind, show_button, show_pages

PAGE_ROWS = 10
MAIN_COLUMNS = ("date", "oblast", "type", "title", "place", "reached")
"""The columns shown for every row; others are shown if they differ."""
COLUMN_KINDS = tables.ACTIVITIES.kinds
CHANGES = {"changed": N_("changed"), "removed": N_("removed"), "added": N_("added")}

LABELS: dict[Answer, str] = {
    "replace": N_("Replace the previous version"),
    "add": N_("Add as another register"),
}

MOST_ISSUES = 8
EQUAL_TOTALS = N_(
    "Summary tables of different files have equal totals for the same month and region. They "
    "are counted once. If the files are from different organizations, count them in each file."
)
TOTALS_OF_EACH = N_(
    "Equal totals of summary tables are counted in each file, according to your answer."
)
CHOICE_WIDTH = 400  # px; the whole width on a phone


def show_version_answer(view: View, file: SessionFile, _: ValidationReport) -> None:
    """Show the answer for a file that is a new version, the other answer, and the rows."""
    version = session_files.upload_order().version(file.number)
    if version is None or version.answer is None:
        return
    text = view.text
    st.html(paragraphs([_answer_summary(version, text)]))
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
    replacement = session_files.upload_order().replaced_by(file.number)
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
    counting = session_files.upload_order().counting
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


def show_version_questions(view: View) -> None:
    """Show a question for each new version without an answer; it counts in the meantime."""
    with st.container(key="versions"):
        for version in session_files.upload_order().open_questions():
            with st.container(key=f"version-{version.number}", border=True):
                _show_question(view, version)


def _show_question(view: View, version: Version) -> None:
    text, change = view.text, version.change
    if change.empty:
        change_text = text(
            "Both versions have the same activities: nothing would be added, changed or removed."
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
        text("New version: {totals}", totals=totals_line(RegisterLine.of(change.new), text)),
        text(
            "Previous version: {totals}",
            totals=totals_line(RegisterLine.of(change.former), text),
        ),
        *_errors(version, text),
        text("Until you answer, the new version is counted instead of the previous one."),
    ]
    title = f"<h2>{escape(question_title(version, text))}</h2>"
    st.html(f'<div role="status">{title}{paragraphs(lines)}</div>')
    with st.container(horizontal=True):
        label = text("Replace the previous version (default)")
        _show_answer_button(version, "replace", label, "primary", text)
        _show_answer_button(version, "add", text(LABELS["add"]), "secondary", text)
    if not change.empty:
        _show_version_rows(view, version)


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
    version: Version, answer: Answer, label: str, kind: ButtonKind, text: Text
) -> None:
    key, action = f"{answer}:{version.number}:{text.lang}", session_registers.set_answer
    show_button(label, key, action, version.number, answer, kind=kind)


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
    text, row_pairs = view.text, list(version.change.rows())
    columns = {"change": text("Change"), "before": text("Row before"), "now": text("Row after")}
    columns |= {name: column_label(name, text) for name in MAIN_COLUMNS}
    columns["others"] = text("Other changes")
    name = text("Rows before and after")

    def html(page: slice) -> str:
        rows = [_row(version, *pair, view) for pair in row_pairs[page]]
        return table_html(rows, columns, text, name)

    show_pages(f"version-page:{version.number}", len(row_pairs), PAGE_ROWS, text, html)


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
            return cell_words(frame.at[label, name], name, COLUMN_KINDS[name], view)

        before, now = words_of(change.former, former), words_of(change.new, new)
        if name not in columns:
            return now or before
        return f"{before or '–'} → {now or '–'}"

    before_row = ""
    if former is not None:
        number, row = version.former_row(former)
        file = "" if len(version.former_uploads) == 1 else f"{session_files.file(number).file}, "
        before_row = f"{file}{row}"
    others = [
        f"{column_label(name, text)}: {cell(name)}"
        for name in COLUMN_KINDS
        if name in columns and name not in MAIN_COLUMNS
    ]
    return {
        "change": text(CHANGES[kind]),
        "before": before_row,
        "now": "" if new is None else str(new),
        **{name: cell(name) for name in MAIN_COLUMNS},
        "others": "; ".join(others),
    }


def show_next_steps(view: View) -> None:
    """Show what is missing without answers, the link to the map, and the choice of the edition.

    The link is also shown if only boundaries were uploaded: they are on the current map.
    """
    text = view.text
    with st.container(key="placing"):
        if not session_files.files():
            return
        _show_combined_totals(view)
        _show_duplicates_of_files(view)
        if lines := list(_missing_rows(text)):
            st.html(paragraphs(lines))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if own_editions := view.campaign.own_editions:
                edition = view.selection.edition
                is_own = edition in own_editions.values()
                _show_map_link(view, edition if is_own else [*own_editions.values()][-1])
                _show_edition_choice(view)
            elif view.campaign.boundaries_file:
                # The selected edition, or the default one if that has no map.
                is_other = view.selection.edition in view.campaign.other_years
                edition = view.campaign.default_edition if is_other else view.selection.edition
                _show_map_link(view, edition)
            if len(session_files.files()) > 1:
                key, icon = f"remove:{text.lang}", ":material/delete:"
                show_button(text("Remove all files"), key, session_files.remove, icon=icon)


def _own_editions(view: View) -> list[Edition]:
    return [view.campaign.editions[name] for name in view.campaign.own_editions.values()]


def _missing_rows(text: Text) -> Iterator[str]:
    """Yield sentences on rows that the map lacks, and on a campaign that was removed."""
    reports = list(session_registers.current_registers())
    waiting = sum(report.unanswered.rows for report in reports)
    people = sum(report.unanswered.people for report in reports)
    # A duplicate is counted once, in its first row, and needs no correction.
    duplicates = sum(report.by_rule()["duplicate"] for report in reports)
    rejected = sum(report.rejected for report in reports) - waiting - duplicates
    if waiting and people:
        yield text.n(
            "{n} row (people reached: {people}) is not counted until you answer.",
            "{n} rows (people reached: {people}) are not counted until you answer.",
            waiting,
            people=people,
        )
    elif waiting:
        yield text.n(
            "{n} row is not counted until you answer.",
            "{n} rows are not counted until you answer.",
            waiting,
        )
    if rejected > 0:
        yield text.n(
            "{n} row has errors and is not counted until they are corrected.",
            "{n} rows have errors and are not counted until they are corrected.",
            rejected,
        )
    year = session_registers.removed_edition()
    if year and session_registers.registers():
        yield text(
            "The {year} campaign was removed. Your register is shown beside the other campaigns.",
            year=year,
        )


def _show_map_link(view: View, edition: str) -> None:
    selection = replace(view.selection.without_filters(), edition=edition)
    with st.container(key="see", width="content"):
        st.page_link(
            page_at("map"),
            label=view.text("Show on the map"),
            icon=":material/map:",
            query_params=selection.to_query(view.campaign),
        )


def _show_combined_totals(view: View) -> None:
    """Show the totals of several registers, and how many rows may be counted twice."""
    editions, registers = _own_editions(view), session_registers.registers()
    text = view.text
    for edition in editions:
        if edition.register is None or (len(registers) < 2 and len(editions) < 2):
            continue
        details = []
        duplicates = ("likely_duplicate", "likely_of_file")
        if count := sum(issue.rule in duplicates for issue in edition.issues):
            details.append(text.n("{n} possible duplicate", "{n} possible duplicates", count))
        totals = totals_line(RegisterLine.of(edition.register.rows()), text, *details)
        words = text("All files: {totals}", totals=totals)
        if len(editions) > 1:
            words = f"{edition.title(text)}: {totals}"
        st.html(paragraphs([words]))


def _show_duplicates_of_files(view: View) -> None:
    """Show the rows that two files have: those counted once, and those that may count twice."""
    text = view.text
    issues = [issue for edition in _own_editions(view) for issue in edition.issues]
    duplicates = [issue for issue in issues if issue.rule.endswith("_of_file")]
    rejected = [issue for issue in duplicates if issue.severity == "error"]
    possible = [issue for issue in duplicates if issue.severity == "warning"]
    if rejected:
        headline = text.n(
            "{n} row is in two of your files and is counted once",
            "{n} rows are in two of your files and are counted once",
            len(rejected),
        )
        st.html(issue_notice(headline, rejected, text, MOST_ISSUES))
    _show_equal_totals(rejected, text)
    if possible:
        headline = text.n(
            "{n} possible duplicate in two of your files: both rows are counted",
            "{n} possible duplicates in two of your files: both rows of each are counted",
            len(possible),
        )
        st.html(issue_notice(headline, possible, text, MOST_ISSUES))


def _show_equal_totals(duplicates: Sequence[Issue], text: Text) -> None:
    """Show the button that counts totals of several organizations beside equal ones, or undoes it.

    They count once until a click, which applies to the files that have equal totals now.
    """
    positions, registers = session_registers.count_totals_of(), session_registers.registers()
    counted = {one.file for at, one in enumerate(registers) if at in positions}
    if len(registers) < 2:
        return
    # Only totals of a summary table have a cell as their source.
    once = {issue.file for issue in duplicates if issue.source is not None}
    for key, names, sentence, label in (
        ("each", once, EQUAL_TOTALS, N_("Count equal totals in each file")),
        ("once", counted, TOTALS_OF_EACH, N_("Count equal totals once")),
    ):
        if names:
            st.html(paragraphs([text(sentence)]))
            button, action = f"equal-totals:{key}:{text.lang}", session_registers.set_equal_totals
            show_button(text(label), button, action, names, key == "each")


def _show_edition_choice(view: View) -> None:
    text, own_editions = view.text, view.campaign.own_editions
    # Of several campaigns, each can be shown in place of its own year only.
    options = [""] + [
        name
        for name, edition in campaign_cache.current().editions.items()
        if edition.start is not None and (len(own_editions) < 2 or name in own_editions)
    ]
    if len(options) < 2:
        return
    key = f"own-place:{text.lang}"
    value = session_registers.replaced_edition() or ""
    value = value if value in options else ""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    st.selectbox(
        text("Where to show the register"),
        options,
        index=options.index(value),
        key=key,
        filter_mode=None,
        width=CHOICE_WIDTH,
        format_func=lambda name: (
            text("in place of the {year} register", year=name)
            if name
            else text("beside the campaigns shown")
        ),
        on_change=lambda: session_registers.replace_register_of(st.session_state[key] or None),
    )
