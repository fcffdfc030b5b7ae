"""The order of titles in an engine is that of `collation.sort_key`."""

from __future__ import annotations

import sys

import duckdb
import numpy as np
import pytest

from campaign.dataset.engines.sql.list_query import END_OF_LETTERS, alphabet_key, fold_text
from campaign.dataset.engines.sql.statement import Statement
from campaign.i18n import collation
from campaign.i18n.translator import LANGUAGES

CHARACTERS = "авеёжийкнңоөуүфщьюя АБЁҢӨҮЯ aezéÅñ09  -.,«»!№中ѐӱґʼ\u00a0\t"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_in_the_order_of_the_alphabet(lang: str) -> None:
    draw = np.random.default_rng(7)
    lengths = draw.integers(0, 5, 3_000)
    words = sorted({"".join(draw.choice(list(CHARACTERS), length)) for length in lengths})
    statement = Statement()
    cells = f"SELECT unnest({statement.bind(words)}) AS word"
    key = alphabet_key(fold_text("word"), lang, statement)
    order = f"SELECT word FROM ({cells}) ORDER BY {key}, {fold_text('word')}, word"
    rows = duckdb.sql(order, params=statement.values).fetchall()
    assert [word for (word,) in rows] == sorted(words, key=lambda w: collation.sort_key(w, lang))


def test_unicode_has_no_letter_above_the_limit() -> None:
    letters = [c for c in range(sys.maxunicode + 1) if chr(c).isalpha()]
    assert letters[-1] < END_OF_LETTERS
