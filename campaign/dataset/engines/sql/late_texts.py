"""Personal data in rows that were inserted after the check of a register on a server."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from campaign.dataset.engines.sql.columns import KEY, MARKS, TEXTS
from campaign.ingest.privacy.possible_names import find_private
from campaign.ingest.privacy.scan import may_have_bare_names


def find_late_texts(
    rows: pd.DataFrame, public_texts: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """Return, by column, the texts of an answer that must not be shown.

    `public_texts` are the keys (`text_key`) of texts that may name a person.
    """
    texts_by_column = {}
    for name in (name for name in (*TEXTS, *MARKS) if name in rows):
        texts = [str(text) for text in rows[name].unique() if text]
        private = find_private(texts, name != KEY, public_texts, may_have_bare_names(name))
        texts_by_column[name] = tuple(texts[at] for at in private)
    return {name: texts for name, texts in texts_by_column.items() if texts}
