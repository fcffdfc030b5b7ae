"""How a question about a file is shown: its lines, each with buttons and lists of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from campaign.dataset import campaign_cache
from campaign.i18n.translator import Text
from campaign.ingest.replies import Replies, Reply
from campaign.site.elements import paragraphs, source_line
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.widgets import ButtonKind, show_button

Change = Callable[[Replies], Replies]
"""An answer as a change of the replies that a file is read with."""


def give(replies: Iterable[Reply]) -> Change:
    """Return the answer that adds these replies."""
    return lambda now: now.add(replies)


@dataclass(frozen=True)
class AnswerButton:
    """A button that gives one answer; `label` is Markdown, `key` starts with the kind of question.

    The number of the file follows this start in the key of the widget: `name:all` of file 1 in
    English is `name:1:all:en`.
    """

    label: str
    key: str
    change: Change
    kind: ButtonKind = "secondary"
    disabled: bool = False


@dataclass(frozen=True)
class AnswerList:
    """A list of answers, {code: name}, of which `change` takes the chosen code.

    `label` is Markdown. `first` is preselected, with None nothing is.
    `search` lets the reader type a part of a name.
    """

    label: str
    placeholder: str
    names: Mapping[str, str]
    key: str
    change: Callable[[str], Change]
    first: str | None = None
    search: bool = False


@dataclass(frozen=True)
class QuestionLine:
    """One text of the file that is asked about, where it is, and the possible answers."""

    asked: str
    place: str
    answers: Sequence[AnswerButton | AnswerList]


def show_question(
    file: SessionFile,
    text: Text,
    title: str = "",
    why: Sequence[str] = (),
    above: Sequence[AnswerButton] = (),
    lines: Iterable[QuestionLine] = (),
    notes: Sequence[str] = (),
    below: Sequence[AnswerButton] = (),
) -> None:
    """Show a question: title, reasons, answers to all lines at once, the lines, and notes.

    The answers `below` come after the lines, because they are to be read first.
    """
    heading = f"<h3>{escape(title)}</h3>" if title else ""
    if html := heading + paragraphs(why):
        st.html(html)
    show_answers(file, text, above)
    for line in lines:
        asked, place = escape(text.quote(line.asked)), escape(line.place)
        html = f'<p class="asked-text">{asked}<small>{place}</small></p>'
        show_answers(file, text, line.answers, html)
    for note in notes:
        st.html(source_line(note))
    show_answers(file, text, below)


def show_answers(
    file: SessionFile, text: Text, answers: Sequence[AnswerButton | AnswerList], html: str = ""
) -> None:
    """Show answers side by side, after `html`; nothing without both."""
    if not (answers or html):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if html:
            st.html(html)
        for answer in answers:
            show_answer(file, text, answer)


def show_answer(file: SessionFile, text: Text, answer: AnswerButton | AnswerList) -> None:
    """Show one button or list; the file is read again with the answer that it gives."""
    start, _, rest = answer.key.partition(":")
    key = ":".join(filter(None, [start, str(file.number), rest, text.lang]))
    if isinstance(answer, AnswerList):
        _show_list(file, answer, key)
        return
    kind, disabled = answer.kind, answer.disabled
    show_button(answer.label, key, read_with, file, answer.change, kind=kind, disabled=disabled)


def _show_list(file: SessionFile, answers: AnswerList, key: str) -> None:
    def choose() -> None:
        if (code := st.session_state[key]) in answers.names:
            read_with(file, answers.change(code))

    codes = list(answers.names)
    st.selectbox(
        answers.label,
        codes,
        index=None if answers.first is None else codes.index(answers.first),
        key=key,
        placeholder=answers.placeholder,
        format_func=lambda code: answers.names[code],
        label_visibility="collapsed",
        width=300,
        on_change=choose,
        filter_mode="fuzzy" if answers.search else None,
    )


def read_with(file: SessionFile, change: Change) -> None:
    """Read the file again with this change of its replies."""
    session_files.read_again(campaign_cache.current(), file.number, change)
