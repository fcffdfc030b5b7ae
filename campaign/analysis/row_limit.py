"""The limit of activities in a reader's file, because the server makes it in memory."""

from __future__ import annotations

from campaign.analysis.view import View

MOST_ROWS = 200_000
"""The most activities that are listed in a file for a reader; commands have no limit."""


def row_limit_words(view: View, *, whole_register: bool = False) -> str:
    """Return why no file lists the selected activities, and what to do; "" if a file can.

    With `whole_register` the file needs all activities of the register.
    """
    totals = view.edition.totals
    if totals is None:
        return ""
    count = int((totals if whole_register else view.totals())["activities"].sum())
    if count <= MOST_ROWS:
        return ""
    text = view.text
    if whole_register:
        return text(
            "This file can have at most {most} activities; the register has {n}. The administrator "
            "can create it on the server.",
            most=MOST_ROWS,
            n=count,
        )
    return text(
        "A file can have at most {most} activities; {n} are selected. Select regions, types or "
        "dates.",
        most=MOST_ROWS,
        n=count,
    )
