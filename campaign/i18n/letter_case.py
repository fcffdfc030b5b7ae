"""Capital letters: names such as «город Бишкек» have none within a sentence."""

from __future__ import annotations


def capitalize(words: str) -> str:
    """Return the words with a capital first letter; the other letters are unchanged."""
    return words[:1].upper() + words[1:]


def capitalize_entry(words: str) -> str:
    """Return an entry of a list with a capital first letter, unless it begins with an address."""
    first = words.split(" ", 1)[0].rstrip(".,;:")
    return words if "." in first else capitalize(words)


def uncapitalize(words: str) -> str:
    """Return the words with a small first letter; the other letters are unchanged."""
    return words[:1].lower() + words[1:]
