"""Words from a file in a label that Streamlit reads as Markdown."""

from __future__ import annotations

import re

SIGNS = frozenset(r"\`*_{}[]()<>#+-.!|$~")
# An invisible joiner keeps bare addresses from becoming links, and `:material/…:` an icon.
JOINER = "\u2060"
_ALIVE = re.compile(r":(?=\w|/)|@|(?<=www)(?=\.)", re.IGNORECASE)


def plain(words: str) -> str:
    """The words with every sign of Markdown escaped, so that they show as they are written."""
    kept = _ALIVE.sub(lambda found: found.group() + JOINER, words)
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in kept)
