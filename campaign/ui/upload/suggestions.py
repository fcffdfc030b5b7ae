"""All safe suggestions for the uploaded files: they are listed, accepted and undone together."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import N_, Text
from campaign.ingest.options import RequestedOptions, SheetOption
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.suggestions import (
    MOST_BYTES,
    Suggestions,
    accept_settings,
    find_suggestions,
)
from campaign.ui.upload import session_files, session_registers, sheet_files
from campaign.ui.upload.former_answers import describe_settings
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.sheet_choice import sheet_words
from campaign.web.error_log import describe_error

_log = logging.getLogger(__name__)
MOST_LINES = 12
"""The most suggestions listed for one file; a longer list opens with a click."""
ACCEPTS = N_(
    "One click accepts all clear suggestions listed below. Each question can also be answered "
    "on the card of its file."
)


@dataclass(frozen=True)
class Accepted:
    """What one click accepted: the files before and after it, and the suggestions for each."""

    before: list[SessionFile]
    after: list[SessionFile]
    suggestions: tuple[Suggestions, ...]


def show_suggestions(view: View) -> None:
    """Show the suggestions for all files and one button; after a click, the result and an undo.

    Nothing is shown if a button on a card accepts the same with one click.
    """
    suggestions = {
        file.number: one for file in session_files.files() if (one := _suggestions(file)).count
    }
    kinds = [(number, kind) for number, one in suggestions.items() for kind in one.kinds]
    with st.container(key="suggestions"):
        if len(kinds) > 1:
            _show_open(view, suggestions)
        _show_accepted(view)


def _show_open(view: View, suggestions: Mapping[int, Suggestions]) -> None:
    text = view.text
    with st.container(key="suggestions-open", border=True):
        st.html(
            f"<h2>{escape(text('Suggestions'))}</h2>"
            f'<p class="summary">{escape(text(ACCEPTS))}</p>'
            + "".join(_list_html(view, number, one) for number, one in suggestions.items())
        )
        count = sum(one.count for one in suggestions.values())
        st.button(
            text.n("Accept the {n} suggestion", "Accept all {n} suggestions", count),
            key=f"suggestions:accept:{text.lang}",
            type="primary",
            on_click=_accept,
            args=(suggestions, text),
        )


def _list_html(view: View, number: int, suggestions: Suggestions) -> str:
    """Return the suggestions about one file as a list, and what stays open with them."""
    text = view.text
    lines = [
        *_sheet_lines(suggestions.sheets, text),
        *describe_settings(suggestions.settings, view),
    ]
    items = [f"<li>{escape(line)}</li>" for line in lines]
    html = f"<h3>{escape(session_files.file(number).file)}</h3>"
    html += f"<ul>{''.join(items[:MOST_LINES])}</ul>"
    if rest := items[MOST_LINES:]:
        more = text.n("and {n} more suggestion", "and {n} more suggestions", len(rest))
        html += f"<details><summary>{escape(more)}</summary><ul>{''.join(rest)}</ul></details>"
    notes = list(_notes(view, suggestions))
    return html + "".join(f'<p class="source">{escape(note)}</p>' for note in notes)


def _notes(view: View, suggestions: Suggestions) -> Iterator[str]:
    text = view.text
    if suggestions.duplicates:
        yield text.n(
            "{n} row repeats another row in every cell and stays excluded.",
            "{n} rows repeat another row in every cell and stay excluded.",
            suggestions.duplicates,
        )
    if suggestions.questions:
        yield text.n(
            "{n} question has no single suggestion: answer it on the card of the file.",
            "{n} questions have no single suggestion: answer them on the card of the file.",
            suggestions.questions,
        )


def _sheet_lines(sheets: Sequence[SheetOption], text: Text) -> Iterator[str]:
    if sheets:
        names = text.list(sheet_words(sheets, text).values())
        yield text("all sheets are read as one register: {sheets}", sheets=names)


def _show_accepted(view: View) -> None:
    """Show what was accepted together, and the button that undoes it, until a file changes.

    An undo restores the files as they were: after a further change it would undo that one too.
    """
    text = view.text
    accepted: Accepted | None = st.session_state.get(session_files.ACCEPTED_KEY)
    if accepted is None:
        return
    if accepted.after != session_files.files():
        del st.session_state[session_files.ACCEPTED_KEY]
        return
    lines = [
        line
        for one in accepted.suggestions
        for line in (*_sheet_lines(one.sheets, text), *describe_settings(one.settings, view))
    ]
    words = text("Accepted together: {settings}.", settings="; ".join(dict.fromkeys(lines)))
    st.html(f'<p class="summary" role="status">{escape(words)}</p>')
    count = sum(one.count for one in accepted.suggestions)
    st.button(
        text.n("Undo {n} suggestion", "Undo all {n} suggestions", count),
        key=f"suggestions:undo:{text.lang}",
        type="tertiary",
        on_click=_undo,
    )


def _suggestions(file: SessionFile) -> Suggestions:
    """Return the suggestions for a file, computed once for each reading of it."""
    report = file.report
    if not isinstance(report, ValidationReport) or report.status == "personal_data":
        return Suggestions()
    if session_registers.upload_order().replaced_by(file.number) is not None:
        return Suggestions()
    cache: dict[int, tuple[object, Suggestions]]
    cache = st.session_state.setdefault(session_files.SUGGESTIONS_KEY, {})
    entry = cache.get(file.number)
    if entry is None or entry[0] is not report:

        def read(requested: RequestedOptions) -> ValidationReport:
            read_file = replace(file, requested=requested)
            read_report = session_files.ingest(campaign_cache.current(), read_file).report
            assert isinstance(read_report, ValidationReport)
            return read_report

        reader = read if len(file.content) <= MOST_BYTES else None
        try:
            suggestions = find_suggestions(report, file.requested, reader)
        except Exception as error:  # Streamlit interrupts a run with a BaseException.
            _log.error("no suggestions for a file\n%s", describe_error(error))
            suggestions = Suggestions()
        if not session_files.has_room(file, len(suggestions.sheets) - 1):
            suggestions = replace(suggestions, sheets=())
        entry = (report, suggestions)
        cache[file.number] = entry
    return entry[1]


def _accept(suggestions: Mapping[int, Suggestions], text: Text) -> None:
    campaign = campaign_cache.current()
    accepted: Accepted | None = st.session_state.get(session_files.ACCEPTED_KEY)
    if accepted is not None and accepted.after == session_files.files():
        return  # A second click on the button.
    before = list(session_files.files())
    for number, one in suggestions.items():
        if number not in [old.number for old in session_files.files()]:
            continue
        session_files.read_again(campaign, number, partial(accept_settings, settings=one.settings))
        if one.sheets:
            sheet_files.add_sheets(campaign, number, sheet_words(one.sheets, text))
    after = list(session_files.files())
    st.session_state[session_files.ACCEPTED_KEY] = Accepted(
        before, after, tuple(suggestions.values())
    )


def _undo() -> None:
    """Restore the files as they were before, unless one has changed since."""
    accepted: Accepted | None = st.session_state.pop(session_files.ACCEPTED_KEY, None)
    if accepted is not None and accepted.after == session_files.files():
        session_files.files()[:] = accepted.before
