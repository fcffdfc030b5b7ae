"""Escaping of text for Plotly, which reads a small part of HTML in every label."""

from __future__ import annotations

import textwrap


def escape(words: str) -> str:
    """Return the text with tags and entities escaped, so that Plotly shows it literally."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_lines(words: str, width: int) -> str:
    """Return the escaped text, broken between words into lines of about `width` characters."""
    lines = textwrap.wrap(words, width, break_long_words=False) or [""]
    return "<br>".join(escape(line) for line in lines)
