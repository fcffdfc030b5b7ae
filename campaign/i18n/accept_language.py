"""The language for a first visit, from the browser's Accept-Language header."""

import re

from campaign.i18n.translator import DEFAULT_LANGUAGE, LANGUAGES


def preferred_language(accept_language: str | None) -> str:
    """Return the dashboard's language with the highest weight in the header.

    Kyrgyz if the header is absent, unreadable or has none of the dashboard's languages.
    """
    best, best_weight = DEFAULT_LANGUAGE, 0.0
    for entry in (accept_language or "").split(","):
        tag, _, parameter = entry.partition(";")
        lang = re.split("[-_]", tag.strip().lower())[0]
        weight = _parse_weight(parameter)
        if lang in LANGUAGES and weight > best_weight:
            best, best_weight = lang, weight
    return best


def _parse_weight(parameter: str) -> float:
    """Return the weight in "q=0.8": 1 when none is given, 0 when it cannot be read."""
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    if name.strip().lower() != "q" or not re.fullmatch(r"[01](\.\d*)?", value.strip()):
        return 0.0
    return min(float(value), 1.0)
