"""Values that only the owner of a file can decide: names without a code, and estimated numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import Text
from campaign.ingest.options import EXCLUDE, NOT_REPORTED
from campaign.ingest.report import Question, ValidationReport
from campaign.ingest.row_marks import OTHER_TYPE
from campaign.schema.data_dictionary import column_label
from campaign.schema.region_codes import COUNTRY
from campaign.ui.markdown import escape_markdown
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import SessionFile

MOST_QUESTIONS = 12
CODE_LISTS = ("oblast", "unit", "type")
Answers = Mapping[tuple[str, str], str]


def show_ambiguous_values(view: View, file: SessionFile) -> None:
    """Show each spelling with its possible answers, one click each; an answer rereads the file."""
    text, requested = view.text, file.requested
    questions = file.report.questions if isinstance(file.report, ValidationReport) else ()
    answer_count = len(requested.answers) + len(requested.cells) + len(requested.public_texts)
    answer_count += requested.signatures_excluded
    # Answers of the former version have a button of their own.
    has_answers = answer_count > (file.reuse.answers(requested) if file.reuse else 0)
    with st.container(key=f"questions-{file.number}"):
        if not questions and not has_answers:
            return
        if questions:
            st.html(f"<h3>{escape(text('Which is meant?'))}</h3>")
            _show_answers_at_once(file, questions, text)
        for question in questions[:MOST_QUESTIONS]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(_question_html(question, text))
                if question.of in CODE_LISTS:
                    _ask_code(view, file, question)
                else:
                    _ask_number(file, question, text)
        if len(questions) > MOST_QUESTIONS:
            rest = text.n(
                "and {n} more spelling", "and {n} more spellings", len(questions) - MOST_QUESTIONS
            )
            st.html(f'<p class="source">{escape(rest)}</p>')
        if has_answers:
            st.button(
                text("Clear answers"),
                key=f"unanswer:{file.number}:{text.lang}",
                type="tertiary",
                on_click=_clear_answers,
                args=(file,),
            )


def suggested_answers(questions: tuple[Question, ...]) -> dict[tuple[str, str], str]:
    """Return the only near code of each name that has one: the answers to accept at once."""
    return {
        (q.of, q.folded): q.offers[0]
        for q in questions
        if q.of in CODE_LISTS and len(q.offers) == 1
    }


def estimated_answers(questions: tuple[Question, ...]) -> dict[tuple[str, str], str]:
    """Return the number of each estimate that has one number only, not of ranges."""
    return {
        (q.of, q.folded): q.offers[0]
        for q in questions
        if q.of not in CODE_LISTS and len(q.offers) == 1
    }


def _show_answers_at_once(file: SessionFile, questions: tuple[Question, ...], text: Text) -> None:
    """Show the buttons that answer several questions; none where a single one has an offer."""
    suggestions, estimates = suggested_answers(questions), estimated_answers(questions)
    with st.container(horizontal=True):
        if len(suggestions) > 1:
            label = text.n("Accept {n} suggestion", "Accept {n} suggestions", len(suggestions))
            _show_button(file, label, suggestions, "suggestions", text, "primary")
        if len(estimates) > 1:
            label = text.n(
                "Count {n} estimate as its number",
                "Count {n} estimates as their numbers",
                len(estimates),
            )
            _show_button(file, label, estimates, "estimates", text)


def _question_html(question: Question, text: Text) -> str:
    places = f"{column_label(question.of, text)}, " + text.n(
        "in {n} row", "in {n} rows", question.rows
    )
    words = escape(text.quote(question.spelling))
    return f'<p class="asked-text">{words}<small>{escape(places)}</small></p>'


def _ask_code(view: View, file: SessionFile, question: Question) -> None:
    """Show the list of names, the only near one chosen, and the ways without a name."""
    text = view.text
    campaign = campaign_cache.current()
    if question.of == "type":
        names = {code: campaign.type_name(code, text) for code in campaign.type_codes}
    else:
        codes = [*campaign.places.codes, COUNTRY]
        # A cell may name several regions of which one is ambiguous.
        names = {c: campaign.places.name(c, text) for c in (*codes, *question.offers)}
    near = [code for code in question.offers if code in names]
    rest = sorted((c for c in names if c not in near), key=lambda c: text.sort_key(names[c]))
    about = (question.of, question.folded)
    key = f"answer:{file.number}:{question.of}:{question.folded}:{text.lang}"
    st.selectbox(
        escape_markdown(text("Meaning of {spelling}", spelling=text.quote(question.spelling))),
        [*near, *rest],
        index=0 if len(near) == 1 else None,
        key=key,
        placeholder=text("Choose …"),
        format_func=lambda code: names[code],
        label_visibility="collapsed",
        width=300,
        on_change=lambda: _choose(file, about, st.session_state[key]),
    )
    if len(near) == 1:
        _show_button(file, text("Accept"), {about: near[0]}, key, text)
    if question.of == "type" and OTHER_TYPE in names:
        label = text("Other (as written)")
        _show_button(file, label, {about: OTHER_TYPE}, f"other:{key}", text, "tertiary")
    label = text.n("Exclude {n} row", "Exclude {n} rows", question.rows)
    _show_button(file, label, {about: EXCLUDE}, f"exclude:{key}", text, "tertiary")


def _ask_number(file: SessionFile, question: Question, text: Text) -> None:
    """Show a button for each number of the estimate, and one for *not reported*."""
    about = (question.of, question.folded)
    key = f"{question.of}:{question.folded}"
    for number in question.offers:
        label = text("Count as {n}", n=int(number))
        _show_button(file, label, {about: number}, f"{number}:{key}", text)
    _show_button(file, text("Not reported"), {about: NOT_REPORTED}, f"none:{key}", text, "tertiary")


def _show_button(
    file: SessionFile,
    label: str,
    answers: Answers,
    key: str,
    text: Text,
    kind: str = "secondary",
) -> None:
    st.button(
        label,
        key=f"take:{file.number}:{key}:{text.lang}",
        type="primary" if kind == "primary" else "tertiary" if kind == "tertiary" else "secondary",
        on_click=_answer,
        args=(file, answers),
    )


def _choose(file: SessionFile, about: tuple[str, str], code: str | None) -> None:
    if code is not None:
        _answer(file, {about: code})


def _answer(file: SessionFile, answers: Answers) -> None:
    requested = replace(file.requested, answers={**file.requested.answers, **answers})
    session_files.read_again(campaign_cache.current(), file.number, requested)


def _clear_answers(file: SessionFile) -> None:
    requested = replace(
        file.requested, answers={}, cells={}, public_texts={}, signatures_excluded=False
    )
    session_files.read_again(campaign_cache.current(), file.number, requested)
