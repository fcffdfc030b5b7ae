"""Cards side by side, one above the other on a phone."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def two_columns(left: int, right: int) -> list[DeltaGenerator]:
    """Return two columns whose widths are in the proportion `left` to `right`."""
    return st.columns([left, right], gap="small")
