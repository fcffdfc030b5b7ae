"""The widgets that choose a column of a file: with each choice the file is read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st

from campaign.i18n.translator import Text
from campaign.ingest.options import RequestedOptions
from campaign.ui.upload.option_changes import read_with
from campaign.ui.upload.session_files import SessionFile


def show_button(
    file: SessionFile,
    label: str,
    key: str,
    change: Callable[[RequestedOptions], RequestedOptions],
    text: Text,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """Show a button that reads the file again with this change of its options."""
    st.button(
        label,
        key=f"column:{file.number}:{key}:{text.lang}",
        type=kind,
        on_click=read_with,
        args=(file, change),
    )


def show_list(
    label: str,
    placeholder: str,
    names: Mapping[str, str],
    key: str,
    choose: Callable[[str], None],
) -> None:
    """Show a list without a chosen item; `choose` takes the key of the chosen name."""

    def choose_value() -> None:
        if (value := st.session_state[key]) in names:
            choose(value)

    st.selectbox(
        label,
        list(names),
        index=None,
        key=key,
        placeholder=placeholder,
        format_func=lambda code: names[code],
        label_visibility="collapsed",
        filter_mode=None,
        width=300,
        on_change=choose_value,
    )
