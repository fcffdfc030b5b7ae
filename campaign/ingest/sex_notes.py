"""A note on people reached whose sex is not reported."""

from __future__ import annotations

import pandas as pd

from campaign.schema.issues import Issue


def sex_notes(frame: pd.DataFrame, file: str) -> tuple[Issue, ...]:
    """One note a file: how many of the people reached are neither women nor men; () for none.

    `frame` holds accepted rows; those count that give people reached and at least one of the two.
    """
    given = frame["reached"].notna() & (frame["women"].notna() | frame["men"].notna())
    rows = frame.loc[given, ["reached", "women", "men"]]
    sexes = rows["women"].fillna(0) + rows["men"].fillna(0)
    missing = rows["reached"] - sexes
    below = int((missing > 0).sum())
    if not below:
        return ()
    params: dict[str, str | int] = {
        "sexes": int(sexes.sum()),
        "reached": int(rows["reached"].sum()),
        "missing": int(missing.sum()),
        "rows": below,
    }
    return (Issue(file, "sexes_incomplete", params=params),)
