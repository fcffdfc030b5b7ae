"""SQL of DuckDB for the typed cells of a CSV file."""

from __future__ import annotations

from campaign.dataset.engines.sql.columns import DAYS, NUMBERS

_DAY, _WHOLE = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "-?[0-9]+"


def typed_cell(name: str) -> str:
    """Return the SQL of a day, a whole number or a text without outer spaces; NULL if empty."""
    kind = _kind(name)
    cell = f"nullif(trim({name}), '')"
    return f"CAST({cell} AS {kind})" if kind else cell


def is_wrong(name: str) -> str:
    """Return the condition that a filled cell is not of its column's type, day or whole number."""
    is_other_type = f"trim({name}) <> '' AND try_{typed_cell(name)} IS NULL"
    return f"coalesce({_has_other_form(name)} OR ({is_other_type}), FALSE)"


def checked_cell(name: str) -> str:
    """Return the SQL of a cell as its type, which fails for a wrong cell; texts are as written."""
    if not _kind(name):
        return name
    return f"CASE WHEN {_has_other_form(name)} THEN error('') ELSE {typed_cell(name)} END"


def _has_other_form(name: str) -> str:
    pattern = _DAY if name in DAYS else _WHOLE
    cell = f"trim({name})"
    return f"({cell} <> '' AND NOT regexp_full_match({cell}, '{pattern}'))"


def _kind(name: str) -> str:
    return "DATE" if name in DAYS else "BIGINT" if name in NUMBERS else ""
