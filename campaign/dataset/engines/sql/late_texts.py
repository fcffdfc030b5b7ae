"""Personal data in rows that were inserted after the check of a register on a server."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from campaign.dataset.engines.sql.columns import KEY, MARKS, TEXTS
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.privacy.recognizers import find_kinds


def find_late_texts(
    rows: pd.DataFrame, public_texts: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """Return, by column, the texts of an answer that must not be shown.

    `public_texts` are the keys (`text_key`) of texts that may name a person.
    """
    texts_by_column = {}
    for name in (name for name in (*TEXTS, *MARKS) if name in rows):
        texts = [str(text) for text in rows[name].unique() if text]
        texts_by_column[name] = tuple(
            texts[at]
            for at, kinds in find_kinds(texts, name != KEY).items()
            if set(kinds) != {PERSON} or text_key(texts[at]) not in public_texts
        )
    return {name: texts for name, texts in texts_by_column.items() if texts}
