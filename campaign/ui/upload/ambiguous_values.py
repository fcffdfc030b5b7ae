"""Ambiguous spellings of a column, for each of which the owner of the file chooses the code."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.ingest.report import Question, ValidationReport
from campaign.schema.region_codes import COUNTRY
from campaign.ui.markdown import escape_markdown
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import SessionFile

MOST_QUESTIONS = 12


def show_ambiguous_values(view: View, file: SessionFile) -> None:
    """Show a choice for each ambiguous spelling, likely codes first; an answer rereads the file."""
    text = view.text
    questions = file.report.questions if isinstance(file.report, ValidationReport) else ()
    answer_count = len(file.requested.codes) + len(file.requested.public_texts)
    # Answers of the former version have a button of their own.
    has_answers = answer_count > (file.reuse.answers(file.requested) if file.reuse else 0)
    with st.container(key=f"questions-{file.number}"):
        if not questions and not has_answers:
            return
        if questions:
            st.html(f"<h3>{escape(text('Which is meant?'))}</h3>")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for question in questions[:MOST_QUESTIONS]:
                _ask(view, file, question)
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


def _ask(view: View, file: SessionFile, question: Question) -> None:
    text = view.text
    campaign = campaign_cache.current()
    if question.of == "type":
        codes = campaign.type_codes
        names = {code: campaign.type_name(code, text) for code in codes}
    else:
        codes = [*campaign.places.codes, COUNTRY]
        # A cell may name several regions of which one is ambiguous.
        names = {c: campaign.places.name(c, text) for c in (*codes, *question.codes)}
    suggestions = [code for code in question.codes if code in names]
    rest = sorted((c for c in codes if c not in suggestions), key=lambda c: text.sort_key(names[c]))
    key = f"answer:{file.number}:{question.of}:{question.folded}:{text.lang}"
    label = text.n(
        "{spelling}, in {n} row",
        "{spelling}, in {n} rows",
        question.rows,
        spelling=text.quote(question.spelling),
    )
    st.selectbox(
        escape_markdown(label),
        [*suggestions, *rest],
        index=None,
        key=key,
        placeholder=text("Choose …"),
        format_func=lambda code: names[code],
        on_change=lambda: _answer(file, question, st.session_state[key]),
    )


def _answer(file: SessionFile, question: Question, code: str | None) -> None:
    if code is None:
        return
    codes = {**file.requested.codes, (question.of, question.folded): code}
    session_files.read_again(
        campaign_cache.current(), file.number, replace(file.requested, codes=codes)
    )


def _clear_answers(file: SessionFile) -> None:
    session_files.read_again(
        campaign_cache.current(), file.number, replace(file.requested, codes={}, public_texts={})
    )
