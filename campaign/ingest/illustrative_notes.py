"""Notes on rows of a file that are marked as illustrative (invented)."""

from __future__ import annotations

import pandas as pd

from campaign.domain.illustrative_rows import find_illustrative
from campaign.schema.issues import Issue


def illustrative_notes(frame: pd.DataFrame, file: str) -> tuple[Issue, ...]:
    """Return one note with the number of such rows among the accepted ones; () for none."""
    count = int(find_illustrative(frame).sum())
    return (Issue(file, "illustrative_rows", params={"count": count}),) if count else ()
