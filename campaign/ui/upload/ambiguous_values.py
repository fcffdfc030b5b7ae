"""Values that only the owner of a file can decide: names without a code, and estimated numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Literal

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import N_, Text
from campaign.ingest.options import BY_PLACE, EXCLUDE, NOT_REPORTED, PLACE_REGION
from campaign.ingest.report import Question, ValidationReport
from campaign.schema.data_dictionary import column_label
from campaign.schema.region_codes import COUNTRY, OTHER_REGION
from campaign.schema.row_marks import OTHER_CODES
from campaign.ui.markdown import escape_markdown
from campaign.ui.upload.answer_groups import (
    CODE_LISTS,
    Answers,
    answer_groups,
    listed_questions,
    other_codes,
)
from campaign.ui.upload.option_changes import read_with
from campaign.ui.upload.session_files import SessionFile

MOST_CAMPAIGNS = 5
OTHER_LABELS = {"type": N_("Other (as written)"), "oblast": N_("Count without a region")}
WITHOUT_REGION = N_(
    "A row counted without a region is in the national total only, not in any region; the text "
    "of its cells is not changed."
)

Kind = Literal["primary", "secondary", "tertiary"]
"""The emphasis of a button."""


def show_ambiguous_values(view: View, file: SessionFile) -> None:
    """Show each spelling with its possible answers, one click each; an answer rereads the file."""
    text, requested = view.text, file.requested
    asked = file.report.questions if isinstance(file.report, ValidationReport) else ()
    campaigns = [question for question in asked if question.subject == "date"]
    questions = tuple(question for question in asked if question.subject != "date")
    listed = listed_questions(questions)
    answer_count = len(requested.answers) + len(requested.cells) + len(requested.public_texts)
    answer_count += requested.signatures_excluded + len(requested.counted_rows)
    # Another button clears the answers of the former version.
    has_answers = answer_count > (file.reuse.answers(requested) if file.reuse else 0)
    with st.container(key=f"questions-{file.number}"):
        if campaigns:
            _ask_campaign(file, campaigns, text)
        if questions:
            st.html(f"<h3>{escape(text('What do these values mean?'))}</h3>")
            _show_answers_at_once(file, questions, text)
        for question in listed:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(_question_html(question, text))
                if question.subject in CODE_LISTS:
                    _ask_code(view, file, question)
                else:
                    _ask_number(file, question, text)
        if _is_register(file) and any(question.subject == "oblast" for question in questions):
            st.html(f'<p class="source">{escape(text(WITHOUT_REGION))}</p>')
        if rest_count := len(questions) - len(listed):
            rest = text.n("and {n} more spelling", "and {n} more spellings", rest_count)
            st.html(f'<p class="source">{escape(rest)}</p>')
        if has_answers:
            st.button(
                text("Clear answers"),
                key=f"unanswer:{file.number}:{text.lang}",
                type="tertiary",
                on_click=_clear_answers,
                args=(file,),
            )


def _ask_campaign(file: SessionFile, campaigns: Sequence[Question], text: Text) -> None:
    """Show which campaigns a file has, a button for each of them, and one for all of them."""
    rows = [f"{one.spelling} ({text.number(one.rows)})" for one in campaigns]
    title = text("Which campaign is this file about?")
    words = text(
        "This file has activities of {campaigns}. Until you answer, they are counted as separate "
        "campaigns.",
        campaigns=text.list(rows),
    )
    st.html(f'<h3>{escape(title)}</h3><p class="summary">{escape(words)}</p>')
    everything = {("date", one.folded): one.folded for one in campaigns}
    with st.container(horizontal=True):
        for one in campaigns[:MOST_CAMPAIGNS]:
            others = dict.fromkeys(everything, EXCLUDE)
            answers = {**others, ("date", one.folded): one.folded}
            label = text("Only {year}", year=one.spelling)
            _show_button(file, label, answers, f"campaign:{one.folded}", text)
        label = text.n("As {n} campaign", "As {n} separate campaigns", len(campaigns))
        _show_button(file, label, everything, "campaigns", text)


def _show_answers_at_once(file: SessionFile, questions: tuple[Question, ...], text: Text) -> None:
    """Show the buttons that answer several questions of one kind; none for a single question."""
    assert isinstance(file.report, ValidationReport)
    types = campaign_cache.current().type_codes
    groups = answer_groups(questions, other_codes(file.report.table, types))
    with st.container(horizontal=True):
        for name, answers in groups.items():
            label = _label_of_group(name, len(answers), text)
            kind: Kind = "primary" if name == "suggestions" else "secondary"
            _show_button(file, label, answers, name, text, kind)


def _label_of_group(name: str, count: int, text: Text) -> str:
    if name == "suggestions":
        return text.n("Accept {n} suggestion", "Accept {n} suggestions", count)
    if name == "estimates":
        return text.n("Count {n} estimate as a number", "Count {n} estimates as numbers", count)
    if name == "other-type":
        return text.n(
            "Count {n} type as “Other (as written)”",
            "Count all {n} types as “Other (as written)”",
            count,
        )
    return text.n(
        "Count {n} place without a region", "Count all {n} places without a region", count
    )


def _question_html(question: Question, text: Text) -> str:
    places = f"{column_label(question.subject, text)}, " + text.n(
        "in {n} row", "in {n} rows", question.rows
    )
    words = escape(text.quote(question.spelling))
    return f'<p class="asked-text">{words}<small>{escape(places)}</small></p>'


def _ask_code(view: View, file: SessionFile, question: Question) -> None:
    """Show the similar names, the list of all names, and the answers without a name.

    Each of several similar names has a button. An ambiguous name has no list: it can mean only
    those.
    """
    text, about = view.text, (question.subject, question.folded)
    names = _names(view, file, question)
    near = [code for code in question.offers if code in names]
    key = f"answer:{file.number}:{question.subject}:{question.folded}:{text.lang}"
    if len(near) > 1:
        for code in near:
            _show_button(file, names[code], {about: code}, f"{code}:{key}", text)
        _show_place_button(file, question, names, text)
    if not question.ambiguous:
        _show_list(file, question, names, near, key, text)
    if len(near) == 1:
        _show_button(file, text("Accept"), {about: near[0]}, key, text)
    other = OTHER_CODES.get(question.subject)
    if other in names and other not in near:
        label = text(OTHER_LABELS[question.subject])
        _show_button(file, label, {about: other}, f"other:{key}", text, "tertiary")
    label = text.n("Exclude {n} row", "Exclude {n} rows", question.rows)
    _show_button(file, label, {about: EXCLUDE}, f"exclude:{key}", text, "tertiary")


def _is_register(file: SessionFile) -> bool:
    return isinstance(file.report, ValidationReport) and file.report.table == "activities"


def _names(view: View, file: SessionFile, question: Question) -> dict[str, str]:
    """Return the names that a spelling may mean, by code."""
    text, campaign = view.text, campaign_cache.current()
    if question.subject == "type":
        return {code: campaign.type_name(code, text) for code in campaign.type_codes}
    codes = [*campaign.places.codes, COUNTRY]
    if _is_register(file):
        codes.append(OTHER_REGION)
    # A cell may name several regions of which one is ambiguous.
    return {c: campaign.places.name(c, text) for c in (*codes, *question.offers)}


def _show_list(
    file: SessionFile,
    question: Question,
    names: Mapping[str, str],
    near: Sequence[str],
    key: str,
    text: Text,
) -> None:
    """Show the list of names, a single similar one preselected, without those that have buttons."""
    about = (question.subject, question.folded)
    others = (c for c in names if c not in near and c != OTHER_REGION)
    rest = sorted(others, key=lambda c: text.sort_key(names[c]))
    st.selectbox(
        escape_markdown(text("Meaning of {spelling}", spelling=text.quote(question.spelling))),
        rest if len(near) > 1 else [*near, *rest],
        index=0 if len(near) == 1 else None,
        key=key,
        placeholder=text("Another name…") if len(near) > 1 else text("Choose…"),
        format_func=lambda code: names[code],
        label_visibility="collapsed",
        width=300,
        on_change=lambda: _choose(file, about, st.session_state[key]),
    )


def _show_place_button(
    file: SessionFile, question: Question, names: Mapping[str, str], text: Text
) -> None:
    """Show the button that takes the region of each row from its district or place, if possible."""
    if not question.place_regions:
        return
    counts = [f"{names[code]}: {text.number(rows)}" for code, rows in question.place_regions]
    label = text("Assign by district or place ({counts})", counts=text.list(counts))
    answers = {(BY_PLACE, question.folded): PLACE_REGION}
    _show_button(
        file, label, answers, f"place:{question.subject}:{question.folded}", text, "primary"
    )


def _ask_number(file: SessionFile, question: Question, text: Text) -> None:
    """Show a button for each number of the estimate, and one for *not reported*."""
    about = (question.subject, question.folded)
    key = f"{question.subject}:{question.folded}"
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
    kind: Kind = "secondary",
) -> None:
    st.button(
        label,
        key=f"take:{file.number}:{key}:{text.lang}",
        type=kind,
        on_click=_answer,
        args=(file, answers),
    )


def _choose(file: SessionFile, about: tuple[str, str], code: str | None) -> None:
    if code is not None:
        _answer(file, {about: code})


def _answer(file: SessionFile, answers: Answers) -> None:
    read_with(
        file,
        lambda requested: replace(requested, answers={**requested.answers, **answers}),
    )


def _clear_answers(file: SessionFile) -> None:
    read_with(
        file,
        lambda requested: replace(
            requested,
            answers={},
            cells={},
            public_texts={},
            signatures_excluded=False,
            counted_rows=frozenset(),
        ),
    )
