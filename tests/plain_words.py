"""Text without what keeps words on one line: no-break spaces, and marks in HTML."""

from __future__ import annotations

import re


def plain_spaces(words: str) -> str:
    """The text with plain spaces."""
    return words.replace("\u00a0", " ")


def without_marks(html: str) -> str:
    """The HTML without the marks of words that stay on one line."""
    return re.sub(r'<span class="keep">(.*?)</span>', r"\1", html)
