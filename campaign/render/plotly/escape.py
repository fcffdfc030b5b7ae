"""Text from files made safe for Plotly, which reads a small part of HTML in every label."""

from __future__ import annotations

import textwrap


def escape(written: str) -> str:
    """The text as Plotly shows it literally, whatever tags or entities it seems to contain."""
    return written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_lines(written: str, width: int) -> str:
    """The same, broken between words (or after a hyphen) into lines of about `width` characters."""
    lines = textwrap.wrap(written, width, break_long_words=False) or [""]
    return "<br>".join(escape(line) for line in lines)
