"""Activities that may repeat another, counted by an engine."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.statement import Source, Statement
from campaign.i18n.match_key import fold

_FOLDED = ("district", "place", "title")


def count_likely_duplicates(engine: Engine, source: Source) -> int:
    """How many activities may repeat another (`duplicates.find_likely`)."""
    statement, keys = Statement(), {}
    blank_places = [""]
    for name in _FOLDED:
        distinct = Statement()
        # A title counts where there is no place.
        some = [distinct.is_in("place", blank_places)] if name == "title" else []
        cells = engine.fetch(source.select(f"DISTINCT {name}", distinct, some), distinct.values)[
            name
        ].tolist()
        if name == "place":
            blank_places += [cell for cell in cells if cell and not fold(cell)]
        keys[name] = (
            f"(SELECT unnest(CAST({statement.bind(cells)} AS VARCHAR[])) AS {name}, "
            f"unnest(CAST({statement.bind(_number_texts(cells))} AS INTEGER[])) AS {name}_key)"
        )
    joins = " ".join(f"LEFT JOIN {keys[name]} USING ({name})" for name in _FOLDED)
    lacks_title = "place_key = 0 AND title_key = 0"
    groups = (
        "date, oblast, district_key, place_key, type, "
        "CASE WHEN place_key = 0 THEN title_key END, "
        f"CASE WHEN {lacks_title} THEN reached END"
    )
    sql = (
        "SELECT sum(n - 1) AS n FROM (SELECT count(*) AS n "
        f"FROM ({source.accepted_rows(statement)}) {joins} GROUP BY {groups})"
    )
    count = engine.fetch(sql, statement.values)["n"].iloc[0]
    return 0 if pd.isna(count) else int(count)


def _number_texts(cells: Iterable[str]) -> list[int]:
    """The same number for all spellings of a text, 0 for none: an engine groups numbers faster."""
    numbers = {"": 0}
    return [numbers.setdefault(fold(cell) if cell else "", len(numbers)) for cell in cells]
