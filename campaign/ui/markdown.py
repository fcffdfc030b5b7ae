"""Text from a file in a label that Streamlit reads as Markdown."""

from __future__ import annotations

import re

MARKDOWN_SIGNS = frozenset(r"\`*_{}[]()<>#+-.!|$~")
# An invisible joiner keeps bare addresses from becoming links, and `:material/…:` an icon.
JOINER = "\u2060"
_LINK_START = re.compile(r":(?=\w|/)|@|(?<=www)(?=\.)", re.IGNORECASE)


def escape_markdown(words: str) -> str:
    """Return the words with every Markdown sign escaped, so that they show literally."""
    text = _LINK_START.sub(lambda match: match.group() + JOINER, words)
    return "".join(f"\\{sign}" if sign in MARKDOWN_SIGNS else sign for sign in text)
