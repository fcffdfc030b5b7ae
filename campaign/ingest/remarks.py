"""What is said of a file that is neither wrong nor doubtful."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from campaign.ingest.parse.file_totals import FileTotal
from campaign.schema.issues import Issue


def total_notes(totals: Sequence[FileTotal], file: str) -> tuple[Issue, ...]:
    """Once a file that its total agrees, where no row of totals differs; () without any."""
    if not totals or any(total.difference for total in totals):
        return ()
    main = max(totals, key=lambda total: (total.column in _MAIN, total.whole, total.stated))
    params = {"value": _shown(main.stated)}
    return (Issue(file, "total_agrees", main.row, main.column, "note", params),)


def total_warnings(totals: Sequence[FileTotal], file: str) -> list[Issue]:
    """A warning for each figure of a row of totals that its rows do not give."""
    return [
        Issue(
            file,
            "total_differs",
            total.row,
            total.column,
            "warning",
            {
                "value": _shown(total.stated),
                "summed": _shown(total.summed),
                "difference": _shown(total.difference),
                "rows": total.rows,
            },
        )
        for total in totals
        if total.difference
    ]


def sex_notes(frame: pd.DataFrame, file: str) -> tuple[Issue, ...]:
    """Once a file how many of the people reached are neither women nor men; () for none.

    Of the rows that count, and give people reached and at least one of the two.
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
    return (Issue(file, "sexes_incomplete", severity="note", params=params),)


_MAIN = ("reached", "population")


def _shown(figure: float) -> int | str:
    return int(figure) if figure == int(figure) else repr(figure)
