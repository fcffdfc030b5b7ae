"""The cells of a CSV file as typed cells, in the SQL of DuckDB."""

from __future__ import annotations

from campaign.dataset.engines.columns import DAYS, NUMBERS

_DAY, _WHOLE = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "-?[0-9]+"


def typed_cell(name: str) -> str:
    """A day or a whole number; other text without spaces around it; NULL for an empty cell."""
    kind = _kind(name)
    cell = f"nullif({_text(name)}, '')"
    return f"CAST({cell} AS {kind})" if kind else cell


def is_wrong(name: str) -> str:
    """The condition that a cell of days or whole numbers is none."""
    return f"{_has_other_form(name)} OR ({_text(name)} <> '' AND try_{typed_cell(name)} IS NULL)"


def checked_cell(name: str) -> str:
    """As `typed_cell`, but the whole statement fails at a cell that is wrong."""
    if not _kind(name):
        return typed_cell(name)
    return f"CASE WHEN {_has_other_form(name)} THEN error('') ELSE {typed_cell(name)} END"


def _has_other_form(name: str) -> str:
    pattern = _DAY if name in DAYS else _WHOLE
    return f"({_text(name)} <> '' AND NOT regexp_full_match({_text(name)}, '{pattern}'))"


def _kind(name: str) -> str:
    return "DATE" if name in DAYS else "BIGINT" if name in NUMBERS else ""


def _text(name: str) -> str:
    return f"trim({name})"
