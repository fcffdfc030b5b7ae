"""The button of a download on the upload page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

_MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def show_download(
    label: str,
    data: Callable[[], bytes],
    file_name: str,
    key: str,
    kind: Literal["secondary", "tertiary"] = "tertiary",
    icon: str = ":material/download:",
) -> None:
    """Show a button for a CSV or XLSX file, which is made when the button is clicked."""
    st.download_button(
        label,
        data=data,
        file_name=file_name,
        mime=_MEDIA_TYPES[file_name.rpartition(".")[2]],
        key=key,
        on_click="ignore",
        type=kind,
        icon=icon,
    )
