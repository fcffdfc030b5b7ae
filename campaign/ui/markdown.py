"""Words from a file in a label that Streamlit reads as Markdown."""

from __future__ import annotations

SIGNS = frozenset(r"\`*_{}[]()<>#+-.!|$:~")


def plain(words: str) -> str:
    """The words with every sign of Markdown escaped, so that they show as they are written."""
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in words)
