"""Notes on people reached whose sex is not reported."""

from __future__ import annotations

import pandas as pd

from campaign.schema.issues import Issue


def sex_notes(frame: pd.DataFrame, file: str) -> tuple[Issue, ...]:
    """Return one note with the number of people whose sex is not reported; () for none.

    `frame` has accepted rows; only rows with people reached, and women or men, are compared.
    """
    is_reported = frame["reached"].notna() & (frame["women"].notna() | frame["men"].notna())
    rows = frame.loc[is_reported, ["reached", "women", "men"]]
    sexes = rows["women"].fillna(0) + rows["men"].fillna(0)
    missing = rows["reached"] - sexes
    incomplete_rows = int((missing > 0).sum())
    if not incomplete_rows:
        return ()
    params: dict[str, str | int] = {
        "sexes": int(sexes.sum()),
        "reached": int(rows["reached"].sum()),
        "missing": int(missing.sum()),
        "rows": incomplete_rows,
    }
    return (Issue(file, "sexes_incomplete", params=params),)
