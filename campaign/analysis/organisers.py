"""The organizers of the activities, with the totals of each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from campaign.analysis.text_totals import text_totals
from campaign.analysis.view import View


def organiser_totals(groups: pd.DataFrame, words: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return `text_totals` of the organizers: one row per organizer, indexed by its code.

    `groups` are the activities by organizer, as `Register.text_groups`. `words` has translations by
    the text as written.

    Columns `organiser`, `activities`, `reported`, `reached` (NaN: none reported), `regions`. An
    activity of several organizers counts for each of them. If activities have no organizer, a last
    row with the code "" and an empty name counts them.
    """
    return text_totals(groups, "organiser", words).rename(columns={"name": "organiser"})


def organiser_options(
    view: View, most: int | None = None, search: str = ""
) -> list[tuple[str, str]]:
    """Return (code, name in the reader's language) of the organizers, sorted by name.

    `most` limits their number: the selected ones are kept first, then those with most activities.
    `search` keeps the selected ones and those whose name contains these words in any letter case.
    """
    organisers = view.edition.organisers
    if organisers is None:
        return []
    selected, words = set(view.selection.organisers), search.strip().casefold()

    def name(code: str) -> str:
        return view.edition.organiser_name(code, view.text)

    codes = [
        code
        for code in organisers.spellings
        if not words or code in selected or words in name(code).casefold()
    ]
    if most is not None and len(codes) > most:
        codes = sorted(codes, key=lambda code: (code not in selected, -organisers.counts[code]))
    names = [(code, name(code)) for code in codes[:most]]
    return sorted(names, key=lambda option: view.text.sort_key(option[1]))
