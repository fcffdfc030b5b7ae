"""Activities that may repeat another, counted by an engine."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.sql.columns import CODES
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.statement import Statement
from campaign.i18n.match_key import fold


def count_likely_duplicates(engine: Engine, source: Source) -> int:
    """Return the number of activities that may repeat another (`duplicates.find_likely`)."""
    statement = Statement()
    districts, places = (_folded_texts(engine, source, name) for name in ("district", "place"))
    rows = f"({source.accepted_rows(statement)})"
    rows += _join(statement, "district", districts) + _join(statement, "place", places)
    keys = ["date", *CODES, _form("district", districts), _form("place", places)]
    blank_places = [cell for cell, form in places.items() if form == ""]
    if blank_places:
        # The title is compared if the place is missing, the attendance if both are missing.
        titles = _folded_texts(engine, source, "title", blank_places)
        rows += _join(statement, "title", titles)
        title = _form("title", titles)
        keys.append(f"CASE WHEN {keys[-1]} = '' THEN {title} ELSE '' END")
        if "" in titles.values():
            keys.append(f"CASE WHEN {keys[-2]} = '' AND {title} = '' THEN reached END")
    # Grouping by a hash takes half the time in DuckDB; of ten million rows, the chance that two
    # different ones have the same is one in 400,000.
    group = ", ".join(keys) if engine.is_live else f"hash({', '.join(keys)})"
    counts = f"SELECT count(*) AS n FROM {rows} GROUP BY {group}"
    count = engine.fetch(f"SELECT sum(n - 1) AS n FROM ({counts})", statement.values)["n"].iloc[0]
    return 0 if pd.isna(count) else int(count)


def _folded_texts(
    engine: Engine, source: Source, name: str, places: Iterable[str] | None = None
) -> dict[str, str]:
    """Return {cell: form} of the texts that are compared in another form, and of blank ones.

    Equal folded texts have the same form: the first of them, or "" without a word. `places` limits
    the rows.
    """
    statement = Statement()
    if places is None:
        # Texts of rejected rows are harmless, and checking all rules would take ten times as long.
        sql = source.cells(name, statement)
    else:
        sql = source.select(f"DISTINCT {name}", statement, [statement.is_in("place", places)])
    forms = {"": ""}
    cells = sorted(map(str, engine.fetch(sql, statement.values)[name]))
    by_cell = {cell: forms.setdefault(fold(cell) if cell else "", cell) for cell in cells}
    return {cell: form for cell, form in by_cell.items() if not form or cell != form}


def _form(name: str, forms: dict[str, str]) -> str:
    return f"coalesce({name}_form, {name})" if any(forms) else name


def _join(statement: Statement, name: str, forms: dict[str, str]) -> str:
    """Return the SQL that adds the other form of each text."""
    if not any(forms):
        return ""
    cells, others = statement.bind([*forms]), statement.bind([*forms.values()])
    table = (
        f"(SELECT unnest(CAST({cells} AS VARCHAR[])) AS {name}, "
        f"unnest(CAST({others} AS VARCHAR[])) AS {name}_form)"
    )
    return f" LEFT JOIN {table} USING ({name})"
