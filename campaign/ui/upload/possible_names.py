"""Texts that may name a person: the owner of the file decides on each, or on all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.i18n.translator import N_, Text
from campaign.ingest.report import PossibleName, ValidationReport
from campaign.ui.upload.option_changes import read_with
from campaign.ui.upload.session_files import SessionFile

MOST_NAMES = 12
WHY = N_(
    "These texts may name a person. Only you see them here; until you answer they are "
    "excluded from the register, and their rows are counted."
)


def show_possible_names(view: View, file: SessionFile) -> None:
    """Show each text with its cell and two answers; an answer reads the file again."""
    text = view.text
    names = file.report.possible_names if isinstance(file.report, ValidationReport) else ()
    with st.container(key=f"names-{file.number}"):
        if not names:
            return
        title = escape(text("Is this personal data?"))
        st.html(f'<h3>{title}</h3><p class="summary">{escape(text(WHY))}</p>')
        for name in names[:MOST_NAMES]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(_name_html(name, text))
                _show_answer_button(file, [name], True, text("Not personal data"), text)
                _show_answer_button(file, [name], False, text("Exclude the text"), text)
        if len(names) > MOST_NAMES:
            rest = text.n("and {n} more text", "and {n} more texts", len(names) - MOST_NAMES)
            st.html(f'<p class="source">{escape(rest)}</p>')
        if len(names) > 1:
            with st.container(horizontal=True):
                _show_answer_button(file, names, True, text("None of these is personal data"), text)
                _show_answer_button(file, names, False, text("Exclude all these texts"), text)


def _name_html(name: PossibleName, text: Text) -> str:
    places = [
        text("row {row:raw}", row=name.cell.row) if name.cell.row is not None else "",
        name.cell.column_name(text),
    ]
    if name.count > 1:
        places.append(text.n("in {n} cell", "in {n} cells", name.count))
    place = ", ".join(filter(None, places))
    words = escape(text.quote(name.text))
    return f'<p class="asked-text">{words}<small>{escape(place)}</small></p>'


def _show_answer_button(
    file: SessionFile, names: Sequence[PossibleName], public: bool, label: str, text: Text
) -> None:
    which = names[0].key if len(names) == 1 else "all"
    st.button(
        label,
        key=f"name:{file.number}:{which}:{public}:{text.lang}",
        type="secondary" if public else "tertiary",
        on_click=_save_answer,
        args=(file, [name.key for name in names], public),
    )


def _save_answer(file: SessionFile, keys: Sequence[str], public: bool) -> None:
    answers = dict.fromkeys(keys, public)
    read_with(
        file,
        lambda requested: replace(requested, public_texts={**requested.public_texts, **answers}),
    )
