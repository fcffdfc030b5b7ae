"""An SQL statement: the values bound to it, and its conditions.

A value is always bound, never written into a statement. The SQL is DuckDB's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Statement:
    """An SQL statement in preparation, with the values bound to it."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def bind(self, value: object) -> str:
        """Bind a value and return its name in the SQL."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def is_in(self, expression: str, values: Iterable[object]) -> str:
        """Return the condition that an expression is one of these values."""
        names = ", ".join(self.bind(value) for value in values)
        return f"{expression} IN ({names})" if names else "FALSE"

    def case(self, expression: str, values: Mapping[str, object], otherwise: str = "NULL") -> str:
        """Return the SQL of the value that `values` has for an expression, else `otherwise`."""
        if not values:
            return otherwise
        branches = " ".join(
            f"WHEN {self.bind(key)} THEN {self.bind(value)}" for key, value in values.items()
        )
        return f"CASE {expression} {branches} ELSE {otherwise} END"


def any_of(errors: Mapping[tuple[str, str], str]) -> str:
    """Return the conditions joined by OR."""
    return " OR ".join(f"({condition})" for condition in errors.values())


def all_of(parts: Iterable[str]) -> str:
    """Return the conditions joined by AND; TRUE if there are none."""
    return " AND ".join(f"({part})" for part in parts) or "TRUE"
