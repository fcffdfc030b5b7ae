"""The address of the app as the reader's browser has it."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st


def site_address() -> str:
    """Return scheme and host, as `https://dashboard.example`; "" if they are not known."""
    address = urlsplit(st.context.url or "")
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""
