"""Sums of the shipped register, with which tests compare the screen."""

from __future__ import annotations

import csv
from typing import Any

from tests.e2e.server import ROOT


def rows(**filters: str) -> list[dict[str, Any]]:
    """The activities with these cells, for example `oblast="KG-N"`."""
    with (ROOT / "data/2017/activities.csv").open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if all(row[column] == value for column, value in filters.items())
        ]


def reached(activities: list[dict[str, Any]]) -> int:
    """People reached; an empty cell adds nothing."""
    return sum(int(row["reached"]) for row in activities if row["reached"])
