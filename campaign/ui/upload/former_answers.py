"""The options taken over from the former version of a file, and a button to clear them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import N_, Text
from campaign.ingest.log.log_words import COUNTED_WORDS, EXCLUDED_WORDS, NOT_REPORTED_WORDS
from campaign.ingest.options import BY_PLACE, EXCLUDE, NOT_REPORTED
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.versions.owner_settings import Setting, without_settings
from campaign.schema.data_dictionary import column_label
from campaign.ui.upload.answer_groups import CODE_LISTS
from campaign.ui.upload.chosen_columns import value_words
from campaign.ui.upload.import_settings import (
    DECIMAL_NAMES,
    DELIMITER_NAMES,
    ENCODING_NAMES,
    ORDER_NAMES,
)
from campaign.ui.upload.option_changes import read_with
from campaign.ui.upload.session_files import SessionFile

SETTINGS = {
    "encoding": N_("Encoding"),
    "delimiter": N_("Column separator"),
    "decimal": N_("Decimal separator"),
    "date_order": N_("Date order"),
    "sheet": N_("Sheet"),
    "header_row": N_("Header row"),
}
VALUES = {**ENCODING_NAMES, **DELIMITER_NAMES, **DECIMAL_NAMES, **ORDER_NAMES}


def show_former_answers(view: View, file: SessionFile) -> None:
    """Show the options of the former version: those in use, and those that do not fit."""
    used_settings = () if file.reuse is None else file.reuse.settings_in_use(file.requested)
    unfit_settings = () if file.reuse is None else file.reuse.unfit
    if not used_settings and not unfit_settings:
        return
    text = view.text
    with st.container(key=f"reused-{file.number}"):
        if used_settings:
            words = text(
                "Reused from the previous version: {settings}.",
                settings=_list(used_settings, view),
            )
            st.html(f'<p class="summary">{escape(words)}</p>')
        if unfit_settings:
            words = text(
                "Not reused because they do not fit the new version: {settings}.",
                settings=_list(unfit_settings, view),
            )
            st.html(f'<p class="summary">{escape(words)}</p>')
        if used_settings:
            st.button(
                text("Clear these answers"),
                key=f"clear-reused:{file.number}:{text.lang}",
                type="tertiary",
                on_click=_clear,
                args=(file,),
            )


def _clear(file: SessionFile) -> None:
    if (reuse := file.reuse) is not None:
        read_with(file, lambda now: without_settings(now, reuse.settings_in_use(now)))


def _list(settings: Sequence[Setting], view: View) -> str:
    return "; ".join(describe_settings(settings, view))


def describe_settings(settings: Sequence[Setting], view: View) -> Iterator[str]:
    """Yield settings in words; cells, and texts that may name a person, are only counted."""
    text = view.text
    for setting in settings:
        if setting.option in SETTINGS:
            yield f"{text(SETTINGS[setting.option])}: {_value(setting.value, text)}"
        elif setting.option == "column":
            field = (
                text("left unchanged")
                if setting.value is None
                else column_label(str(setting.value), text)
            )
            yield f"{_column(setting, text)}: {field}"
        elif setting.option == "file_value":
            name = str(setting.key)
            yield f"{column_label(name, text)}: {value_words(name, str(setting.value), view)}"
        elif setting.option == "wide":
            yield text("numbers are read as totals")
        elif setting.option == "signatures":
            yield text("signature lines are excluded")
        elif setting.option == "counted_row":
            yield f"{text.quote(setting.name)}: {text(COUNTED_WORDS)}"
        elif setting.option not in ("public_text", "cell"):
            yield f"{text.quote(setting.name)}: {_answer(setting, view)}"
    texts = [setting.value for setting in settings if setting.option == "public_text"]
    if public_count := texts.count(True):
        yield text.n(
            "{n} text is not personal data", "{n} texts are not personal data", public_count
        )
    if excluded := texts.count(False):
        yield text.n("{n} text is excluded", "{n} texts are excluded", excluded)
    if corrected := sum(setting.option == "cell" for setting in settings):
        yield text.n("{n} cell corrected by hand", "{n} cells corrected by hand", corrected)


def _column(setting: Setting, text: Text) -> str:
    if setting.name:
        return text("column {column}", column=text.quote(setting.name))
    position = setting.key if isinstance(setting.key, int) else 0
    return text("column {n}", n=position + 1)


def _value(value: object, text: Text) -> str:
    if value == NO_HEADER_ROW:
        return text("none")
    return text(VALUES[value]) if isinstance(value, str) and value in VALUES else str(value)


def _answer(setting: Setting, view: View) -> str:
    text, answer = view.text, str(setting.value)
    if setting.option == BY_PLACE:
        return text("by district or place")
    if answer == EXCLUDE:
        return text(EXCLUDED_WORDS)
    if setting.option == "type":
        return view.campaign.type_name(answer, text)
    if setting.option in CODE_LISTS:
        return campaign_cache.current().places.name(answer, text)
    return text(NOT_REPORTED_WORDS) if answer == NOT_REPORTED else answer
