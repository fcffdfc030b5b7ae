"""Random registers of the shipped campaign, and their sums computed row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from campaign.domain.campaign import Campaign
from tests.campaigns import REGIONS, with_edition

DAYS = pd.date_range("2017-07-31", "2017-11-20")


def random_campaign(campaign: Campaign, seed: int) -> Campaign:
    """The campaign with another register: few rows or many, of few regions and types or of all."""
    draw = np.random.default_rng(seed)
    shipped = campaign.editions["2017"].activities
    assert shipped is not None
    rows = shipped.sample(int(draw.integers(1, 60)), replace=True, random_state=seed)
    rows = rows.reset_index(drop=True)
    count = len(rows)
    regions = [*draw.choice(REGIONS, int(draw.integers(1, 10)), replace=False)]
    regions += ["KG"] if draw.random() < 0.2 else []
    types = draw.choice(campaign.type_codes, int(draw.integers(1, 9)), replace=False)
    dates = pd.Series(draw.choice(DAYS, count))
    reached = draw.choice([0.0, 1.0, 7.0, 40.0, 250.0, 1203.0, np.nan], count)
    women = np.floor(reached * draw.random(count))
    return with_edition(
        campaign,
        activities=rows.assign(
            oblast=draw.choice(regions, count),
            type=draw.choice(types, count),
            date=dates,
            end_date=(dates + pd.to_timedelta(draw.integers(0, 3, count), "D")).where(
                draw.random(count) < 0.2
            ),
            reached=reached,
            women=women,
            men=reached - women,
            youth=np.where(
                draw.random(count) < 0.8, np.floor(reached * draw.random(count)), np.nan
            ),
            reached_by_oblast="",
        ),
    )


def rows_of(campaign: Campaign) -> list[Mapping[str, Any]]:
    """The rows of the register of 2017."""
    activities = campaign.editions["2017"].activities
    assert activities is not None
    return [dict(row) for row in activities.to_dict("records")]


def is_given(value: float) -> bool:
    return value == value


def sums_by(rows: list[Mapping[str, Any]], column: str) -> dict[Any, float]:
    """People reached by value of a column, without values that have no reported number."""
    sums: dict[Any, float] = defaultdict(float)
    for row in rows:
        if is_given(row["reached"]):
            sums[row[column]] += row["reached"]
    return dict(sums)


def rates(rows: list[Mapping[str, Any]], campaign: Campaign) -> dict[str, float]:
    """People reached per 10,000 population by region, without regions that reported no number."""
    population = campaign.editions["2017"].population
    assert population is not None
    people = {code: float(population.by_unit[code]) for code in REGIONS}
    sums = sums_by(rows, "oblast")
    return {code: sums[code] / people[code] * 10_000 for code in REGIONS if code in sums}


def national_rate(rows: list[Mapping[str, Any]], campaign: Campaign) -> float | None:
    population = campaign.editions["2017"].population
    assert population is not None
    values = [row["reached"] for row in rows if is_given(row["reached"])]
    return sum(values) / float(population.by_unit.sum()) * 10_000 if values else None


def weeks(rows: list[Mapping[str, Any]]) -> dict[int, float]:
    """People reached by week of the edition, from 0."""
    sums: dict[int, float] = defaultdict(float)
    for row in rows:
        if is_given(row["reached"]):
            sums[(row["date"] - DAYS[0]).days // 7] += row["reached"]
    return dict(sums)


def active_days(rows: list[Mapping[str, Any]]) -> set[pd.Timestamp]:
    """The days of the campaign with an activity; one of several days counts on each of them."""
    ends = (row["date"] if pd.isna(row["end_date"]) else row["end_date"] for row in rows)
    return {
        day
        for row, end in zip(rows, ends, strict=True)
        for day in pd.date_range(row["date"], min(end, DAYS[-1]))
    }


def means(rows: list[Mapping[str, Any]]) -> Iterator[tuple[str, float, int]]:
    """(type, mean attendance, number of activities that reported it) for each type."""
    by_type: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if is_given(row["reached"]):
            by_type[row["type"]].append(row["reached"])
    for code, values in by_type.items():
        yield code, sum(values) / len(values), len(values)
