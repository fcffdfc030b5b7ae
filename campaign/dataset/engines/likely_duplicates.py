"""Activities that may repeat another, counted by an engine."""

from __future__ import annotations

import pandas as pd

from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.statement import Source, Statement
from campaign.i18n.match_key import fold

_FOLDED = ("district", "place", "title")


def count_likely_duplicates(engine: Engine, source: Source) -> int:
    """How many activities may repeat another (`duplicates.find_likely`)."""
    statement, keys = Statement(), {}
    for name in _FOLDED:
        # A title counts where there is no place.
        some = ["place = ''"] if name == "title" else []
        distinct = Statement()
        cells = engine.fetch(source.select(f"DISTINCT {name}", distinct, some), distinct.values)[
            name
        ].tolist()
        folded = [fold(cell) if cell else "" for cell in cells]
        keys[name] = (
            f"(SELECT unnest(CAST({statement.bind(cells)} AS VARCHAR[])) AS {name}, "
            f"unnest(CAST({statement.bind(folded)} AS VARCHAR[])) AS {name}_key)"
        )
    joins = " ".join(f"LEFT JOIN {keys[name]} USING ({name})" for name in _FOLDED)
    lacks_title = "place_key = '' AND title_key = ''"
    groups = (
        "date, oblast, district_key, place_key, type, "
        "CASE WHEN place_key = '' THEN title_key END, "
        f"CASE WHEN {lacks_title} THEN reached END"
    )
    sql = (
        "SELECT sum(n - 1) AS n FROM (SELECT count(*) AS n "
        f"FROM ({source.accepted_rows(statement)}) {joins} GROUP BY {groups})"
    )
    count = engine.fetch(sql, statement.values)["n"].iloc[0]
    return 0 if pd.isna(count) else int(count)
