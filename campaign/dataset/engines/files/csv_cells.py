"""SQL of DuckDB for the typed cells of a CSV file."""

from __future__ import annotations

from campaign.dataset.engines.sql.columns import DAYS, NUMBERS

_DAY, _WHOLE = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "-?[0-9]+"


def typed_cell(name: str) -> str:
    """Return the SQL of a day, a whole number or a text without outer spaces; NULL if empty."""
    kind = _kind(name)
    cell = f"nullif({_text(name)}, '')"
    return f"CAST({cell} AS {kind})" if kind else cell


def is_wrong(name: str) -> str:
    """Return the condition that a filled cell is not of its column's type, day or whole number."""
    wrong = f"{_has_other_form(name)} OR ({_text(name)} <> '' AND try_{typed_cell(name)} IS NULL)"
    return f"CASE WHEN {_is_usual(name)} THEN FALSE ELSE {wrong} END"


def checked_cell(name: str) -> str:
    """Return the SQL of a cell as its type, which fails for a wrong cell; texts are as written."""
    if not _kind(name):
        return name
    usual = f"WHEN {_is_usual(name)} THEN {_tried(name)}"
    return f"CASE {usual} WHEN {_has_other_form(name)} THEN error('') ELSE {typed_cell(name)} END"


def _is_usual(name: str) -> str:
    """Return the condition that a cell is missing, or has the form that DuckDB writes.

    The condition is faster than a pattern. A day has ten characters; longer ones are before Christ,
    after the year 9999 or infinite.
    """
    is_same = f"CAST({_tried(name)} AS VARCHAR) IS NOT DISTINCT FROM {name}"
    return f"{is_same} AND ({name} IS NULL OR strlen({name}) = 10)" if name in DAYS else is_same


def _tried(name: str) -> str:
    return f"try_cast({name} AS {_kind(name)})"


def _has_other_form(name: str) -> str:
    pattern = _DAY if name in DAYS else _WHOLE
    return f"({_text(name)} <> '' AND NOT regexp_full_match({_text(name)}, '{pattern}'))"


def _kind(name: str) -> str:
    return "DATE" if name in DAYS else "BIGINT" if name in NUMBERS else ""


def _text(name: str) -> str:
    return f"trim({name})"
