"""Spellings that only the owner of a file can settle, asked once for a whole column."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.ingest.report import Question, ValidationReport
from campaign.ui.markdown import escape_markdown
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import SessionFile

MOST = 12


def show_ambiguous_values(view: View, file: SessionFile) -> None:
    """One choice for each unclear spelling, near ones first; an answer reads the file again."""
    text = view.text
    asked = file.report.questions if isinstance(file.report, ValidationReport) else ()
    given = len(file.requested.codes) + len(file.requested.public_texts)
    # Answers of the former version are listed with a button of their own.
    answered = given > (file.reuse.answers(file.requested) if file.reuse else 0)
    with st.container(key=f"questions-{file.number}"):
        if not asked and not answered:
            return
        if asked:
            st.html(f"<h3>{escape(text('Which is meant?'))}</h3>")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for question in asked[:MOST]:
                _ask(view, file, question)
        if len(asked) > MOST:
            rest = text.n("and {n} more spelling", "and {n} more spellings", len(asked) - MOST)
            st.html(f'<p class="source">{escape(rest)}</p>')
        if answered:
            st.button(
                text("Take back the answers"),
                key=f"unanswer:{file.number}:{text.lang}",
                type="tertiary",
                on_click=_take_back,
                args=(file,),
            )


def _ask(view: View, file: SessionFile, question: Question) -> None:
    text = view.text
    campaign = campaign_cache.current()
    if question.of == "type":
        every = campaign.type_codes
        named = {code: campaign.type_name(code, text) for code in every}
    else:
        every = campaign.places.codes
        named = {code: campaign.places.name(code, text) for code in every}
    offers = [code for code in question.codes if code in named]
    rest = sorted((c for c in every if c not in offers), key=lambda c: text.sort_key(named[c]))
    key = f"answer:{file.number}:{question.of}:{question.folded}:{text.lang}"
    label = text.n(
        "{spelling}, in {n} row",
        "{spelling}, in {n} rows",
        question.rows,
        spelling=text.quote(question.spelling),
    )
    st.selectbox(
        escape_markdown(label),
        [*offers, *rest],
        index=None,
        key=key,
        placeholder=text("Choose …"),
        format_func=lambda code: named[code],
        on_change=lambda: _answer(file, question, st.session_state[key]),
    )


def _answer(file: SessionFile, question: Question, code: str | None) -> None:
    if code is None:
        return
    codes = {**file.requested.codes, (question.of, question.folded): code}
    session_files.read_again(
        campaign_cache.current(), file.number, replace(file.requested, codes=codes)
    )


def _take_back(file: SessionFile) -> None:
    session_files.read_again(
        campaign_cache.current(), file.number, replace(file.requested, codes={}, public_texts={})
    )
