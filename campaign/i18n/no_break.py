"""No-break spaces in texts that a translator or an editor wrote with plain spaces."""

from __future__ import annotations

import re
from functools import lru_cache

from campaign.i18n.number_format import NBSP

_GLUE = (
    # 2017 г. / {year} г. / 2022–2025 гг.
    (re.compile(r"(?<=[\d}]) (?=гг?\.)"), NBSP),
    # г. Бишкек / гг. Бишкек и Ош; but not the "г." of a year, which ends its phrase
    (re.compile(r"(?<![\d}][ \u00a0])\b(гг?\.) (?=[\w«{])"), rf"\1{NBSP}"),
    # 12 тыс. чел. / 1,2 млн чел.
    (re.compile(r"\b(тыс\.|млн\.?|млрд\.?) (?=\w)"), rf"\1{NBSP}"),
    # калктын 10 миңине / 1 км
    (re.compile(r"(?<=\d) (?=миң|км\b|km\b)"), NBSP),
    (re.compile(r"№ (?=[\d{])"), f"№{NBSP}"),
    # Ф. И. О., и т. п., 69–81° в. д.
    (re.compile(r"\b([а-яА-ЯЁё]\.) (?=[а-яА-ЯЁё]\.)"), rf"\1{NBSP}"),
    # 10 000 written out in a message
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
)


@lru_cache(maxsize=4096)
def add_no_break_spaces(words: str) -> str:
    """Return the words with no-break spaces where a line must not break."""
    for pattern, replacement in _GLUE:
        words = pattern.sub(replacement, words)
    return words
