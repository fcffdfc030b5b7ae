"""HTML and texts of files as Streamlit's elements."""

from __future__ import annotations

import re

import streamlit as st


class _Markup(str):
    """HTML that Streamlit shows unchanged: in a plain string it would remove an indent."""

    def _repr_html_(self) -> str:
        return str(self)


def show_html(html: str) -> None:
    """Show HTML, which begins with a tag."""
    st.html(_Markup(html))


MARKDOWN_SIGNS = frozenset(r"\`*_{}[]()<>#+-.!|$~")
# An invisible joiner keeps bare addresses from becoming links, and `:material/…:` an icon.
JOINER = "\u2060"
_LINK_START = re.compile(r":(?=\w|/)|@|(?<=www)(?=\.)", re.IGNORECASE)


def escape_markdown(words: str) -> str:
    """Return the words with every Markdown sign escaped, so that they show literally."""
    text = _LINK_START.sub(lambda match: match.group() + JOINER, words)
    return "".join(f"\\{sign}" if sign in MARKDOWN_SIGNS else sign for sign in text)
