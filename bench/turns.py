"""Rounds in which measurements alternate, so that other programs affect all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from bench.spread import median_or_none

Key = TypeVar("Key", bound=Hashable)


def by_turns(
    measurements: Mapping[Key, Callable[[], dict[str, Any]]], rounds: int
) -> dict[Key, dict[str, Any]]:
    """Take every measurement once in each round; return their medians and the rounds."""
    values: dict[Key, list[dict[str, Any]]] = {key: [] for key in measurements}
    for _ in range(rounds):
        for key, measurement in measurements.items():
            values[key].append(measurement())
    return {key: median_values(results) for key, results in values.items()}


def median_values(rounds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the median of each number over the rounds, and the rounds themselves.

    A round without the number (None) does not count; the median is None if no round has the number.
    A value that is not a number is only in the rounds.
    """
    numbers = [
        name
        for name in rounds[0]
        if all(isinstance(values[name], int | float | None) for values in rounds)
    ]
    medians: dict[str, Any] = {
        name: median_or_none([values[name] for values in rounds if values[name] is not None])
        for name in numbers
    }
    return medians | {"rounds": list(rounds)}
