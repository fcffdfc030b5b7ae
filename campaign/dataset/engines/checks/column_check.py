"""The comparison of the columns of a table with those of a register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.sql.columns import DAYS, KEY, NUMBERS, TABLE
from campaign.schema.issues import Issue


def column_issues(types: Mapping[str, str], engine: Engine, label: str) -> Iterable[Issue]:
    """Return an issue for each column that is missing or has the wrong type."""
    for column in (*TABLE.columns, *TABLE.marks):
        name = column.name
        is_needed = column.present or name == KEY
        if name not in types:
            if is_needed:
                yield Issue(label, "missing_column", column=name, params={"column": name})
            continue
        if engine.is_text:
            continue
        kind = "date" if name in DAYS else "whole" if name in NUMBERS else "text"
        allowed = engine.type_names[kind]
        if types[name] not in allowed:
            params = {"value": types[name], "allowed": allowed[0]}
            yield Issue(label, "engine_type", column=name, params=params)
