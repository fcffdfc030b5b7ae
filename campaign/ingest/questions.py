"""Questions to the owner of a file, each asked once for all cells with the same spelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pandas as pd

from campaign.ingest.report import Question
from campaign.schema import validate


def ask_once(
    subject: str,
    cells: pd.Series,
    key_of: Callable[[str], str],
    offers_of: Callable[[str], tuple[str, ...]],
) -> tuple[Question, ...]:
    """Return one question for all spellings with the same key, the most frequent first."""
    spellings: dict[str, str] = {}
    rows: Counter[str] = Counter()
    for spelling, count in cells[cells != ""].value_counts().items():
        key = key_of(str(spelling))
        spellings.setdefault(key, str(spelling))
        rows[key] += int(count)
    return tuple(
        Question(subject, spellings[key], key, offers_of(spellings[key]), count)
        for key, count in rows.most_common(validate.MOST_ISSUES)
    )
