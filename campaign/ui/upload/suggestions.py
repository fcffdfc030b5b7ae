"""Answers given together: all safe suggestions for the files, and those of a former version."""

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
from campaign.ingest.cleaning_log import COUNTED_WORDS, EXCLUDED_WORDS, NOT_REPORTED_WORDS
from campaign.ingest.dispatch import FileReport
from campaign.ingest.options import SheetOption
from campaign.ingest.replies import BY_PLACE, EXCLUDE, NOT_REPORTED, Replies, Reply
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.suggestions import (
    MOST_BYTES,
    Suggestions,
    accept_suggestions,
    find_suggestions,
)
from campaign.schema.data_dictionary import column_label
from campaign.site.elements import paragraphs
from campaign.ui.upload import session_files, sheets
from campaign.ui.upload.answer_widgets import AnswerButton, show_question
from campaign.ui.upload.columns import value_words
from campaign.ui.upload.questions import CODE_LISTS
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.settings import SETTINGS, option_words
from campaign.ui.upload.sheets import sheet_words
from campaign.ui.widgets import show_button
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
            + paragraphs([text(ACCEPTS)])
            + "".join(_list_html(view, number, one) for number, one in suggestions.items())
        )
        count = sum(one.count for one in suggestions.values())
        label = text.n("Accept the {n} suggestion", "Accept all {n} suggestions", count)
        key = f"suggestions:accept:{text.lang}"
        show_button(label, key, _accept, suggestions, text, kind="primary")


def _list_html(view: View, number: int, suggestions: Suggestions) -> str:
    """Return the suggestions about one file as a list, and what stays open with them."""
    text = view.text
    lines = [
        *_sheet_lines(suggestions.sheets, text),
        *describe_replies(suggestions.replies, view),
    ]
    items = [f"<li>{escape(line)}</li>" for line in lines]
    html = f"<h3>{escape(session_files.file(number).file)}</h3>"
    html += f"<ul>{''.join(items[:MOST_LINES])}</ul>"
    if rest := items[MOST_LINES:]:
        more = text.n("and {n} more suggestion", "and {n} more suggestions", len(rest))
        html += f"<details><summary>{escape(more)}</summary><ul>{''.join(rest)}</ul></details>"
    notes = []
    if suggestions.duplicates:
        words = text.n(
            "{n} row repeats another row in every cell and stays excluded.",
            "{n} rows repeat another row in every cell and stay excluded.",
            suggestions.duplicates,
        )
        notes.append(words)
    if suggestions.questions:
        words = text.n(
            "{n} question has no single suggestion: answer it on the card of the file.",
            "{n} questions have no single suggestion: answer them on the card of the file.",
            suggestions.questions,
        )
        notes.append(words)
    return html + paragraphs(notes, "source")


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
        for line in (*_sheet_lines(one.sheets, text), *describe_replies(one.replies, view))
    ]
    words = text("Accepted together: {settings}.", settings="; ".join(dict.fromkeys(lines)))
    st.html(f'<p class="summary" role="status">{escape(words)}</p>')
    count = sum(one.count for one in accepted.suggestions)
    label = text.n("Undo {n} suggestion", "Undo all {n} suggestions", count)
    show_button(label, f"suggestions:undo:{text.lang}", _undo, kind="tertiary")


def _suggestions(file: SessionFile) -> Suggestions:
    """Return the suggestions for a file, computed once for each reading of it."""
    report = file.report
    if not isinstance(report, ValidationReport) or report.status == "personal_data":
        return Suggestions()
    if session_files.upload_order().replaced_by(file.number) is not None:
        return Suggestions()
    cache: dict[int, tuple[object, Suggestions]]
    cache = st.session_state.setdefault(session_files.SUGGESTIONS_KEY, {})
    entry = cache.get(file.number)
    if entry is None or entry[0] is not report:

        def read(replies: Replies) -> FileReport:
            with_replies = replace(file, replies=replies)
            return session_files.ingest(campaign_cache.current(), with_replies).report

        reader = read if len(file.content) <= MOST_BYTES else None
        try:
            suggestions = find_suggestions(report, file.replies, reader)
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
        session_files.read_again(
            campaign, number, partial(accept_suggestions, suggested=one.replies)
        )
        if one.sheets:
            sheets.add_sheets(campaign, number, sheet_words(one.sheets, text))
    after = list(session_files.files())
    st.session_state[session_files.ACCEPTED_KEY] = Accepted(
        before, after, tuple(suggestions.values())
    )


def _undo() -> None:
    """Restore the files as they were before, unless one has changed since."""
    accepted: Accepted | None = st.session_state.pop(session_files.ACCEPTED_KEY, None)
    if accepted is not None and accepted.after == session_files.files():
        session_files.files()[:] = accepted.before


def show_former_answers(view: View, file: SessionFile, _: ValidationReport) -> None:
    """Show the options of the former version: those in use, and those that do not fit."""
    if (reuse := file.reuse) is None:
        return
    text, lines, buttons = view.text, [], []
    if used := reuse.in_use(file.replies):
        words = "; ".join(describe_replies(used, view))
        lines.append(text("Reused from the previous version: {settings}.", settings=words))

        def undo(now: Replies) -> Replies:
            return now.undo(reuse.in_use(now))

        label = text("Clear these answers")
        buttons.append(AnswerButton(label, "clear-reused", undo, "tertiary"))
    if reuse.unfit:
        words = "; ".join(describe_replies(reuse.unfit, view))
        lines.append(
            text("Not reused because they do not fit the new version: {settings}.", settings=words)
        )
    show_question(file, text, why=lines, below=buttons)


def describe_replies(replies: Sequence[Reply], view: View) -> Iterator[str]:
    """Yield replies in words; cells, and texts that may name a person, are only counted."""
    text = view.text
    for one in replies:
        if one.kind in SETTINGS:
            yield f"{text(SETTINGS[one.kind])}: {option_words(one.value, text)}"
        elif one.kind == "column":
            field = text("left unchanged") if one.value is None else column_label(one.value, text)
            column = (
                text("column {column}", column=text.quote(one.written))
                if one.written
                else text("column {n}", n=one.key + 1)
            )
            yield f"{column}: {field}"
        elif one.kind == "file_value":
            yield f"{column_label(one.key, text)}: {value_words(one.key, one.value, view)}"
        elif one.kind == "signatures":
            yield text("signature lines are excluded")
        elif one.kind == "counted_row":
            yield f"{text.quote(one.written)}: {text(COUNTED_WORDS)}"
        elif one.kind not in ("wide", "public_text", "cell"):
            yield f"{text.quote(one.written)}: {_answer(one, view)}"
    if any(one.kind == "wide" for one in replies):
        yield text("numbers are read as totals")
    texts = [one.value for one in replies if one.kind == "public_text"]
    if public_count := texts.count(True):
        yield text.n(
            "{n} text is not personal data", "{n} texts are not personal data", public_count
        )
    if excluded := texts.count(False):
        yield text.n("{n} text is excluded", "{n} texts are excluded", excluded)
    if corrected := sum(one.kind == "cell" for one in replies):
        yield text.n("{n} cell corrected by hand", "{n} cells corrected by hand", corrected)


def _answer(one: Reply, view: View) -> str:
    text, answer = view.text, str(one.value)
    if one.kind == BY_PLACE:
        return text("by district or place")
    if answer == EXCLUDE:
        return text(EXCLUDED_WORDS)
    if one.kind == "type":
        return view.campaign.type_name(answer, text)
    if one.kind in CODE_LISTS:
        return campaign_cache.current().places.name(answer, text)
    return text(NOT_REPORTED_WORDS) if answer == NOT_REPORTED else answer
