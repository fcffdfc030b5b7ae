"""Registers of any length, invented from the shipped one with a fixed seed."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from bench.subject import ROOT

SEED = 20170731
FIRST, DAYS = "2017-07-31", 113
EMPTY_COLUMNS = ("district", "title", "organiser", "partners", "audience", "note")
VENUES = 20_000
NOT_REPORTED = 0.03
"""Share of activities whose attendance is left empty."""


def register(rows: int) -> pd.DataFrame:
    """`rows` activities with the columns of the shipped register, all cells as text.

    Types are drawn as often as the shipped register has them, oblasts and days evenly, attendance
    from 5 to 400; every id is unique. There are `VENUES` venues, more than the country has schools.
    Titles, organisers and notes are left empty: a million rows are then about 100 MB. The same
    `rows` give the same frame.
    """
    shipped = pd.read_csv(
        ROOT / "data" / "2017" / "activities.csv", dtype=str, keep_default_na=False
    )
    generator = np.random.default_rng(SEED)
    frame = shipped.iloc[generator.integers(0, len(shipped), rows)].reset_index(drop=True)
    number = pd.Series(np.arange(1, rows + 1)).astype(str)
    days = pd.date_range(FIRST, periods=DAYS).strftime("%Y-%m-%d").to_numpy()
    oblasts = np.array(sorted(shipped["oblast"].unique()))
    frame["activity_id"] = "2017-" + number.str.zfill(7)
    frame["date"] = days[generator.integers(0, DAYS, rows)]
    frame["end_date"] = ""
    frame["oblast"] = oblasts[generator.integers(0, len(oblasts), rows)]
    for column in EMPTY_COLUMNS:
        frame[column] = ""
    frame["place"] = "школа № " + pd.Series(np.arange(rows) % VENUES + 1).astype(str)
    people = generator.integers(5, 400, rows)
    is_unreported = generator.random(rows) < NOT_REPORTED
    women = (people * generator.uniform(0.3, 0.7, rows)).astype(int)
    people_columns = {
        "reached": people,
        "women": women,
        "men": people - women,
        "youth": (people * generator.uniform(0.2, 0.95, rows)).astype(int),
    }
    for column, values in people_columns.items():
        frame[column] = np.where(is_unreported, "", values.astype(str))
    return frame


def data_folder(rows: int, target: Path) -> Path:
    """A copy of `data/` in `target` whose register of 2017 has `rows` rows; 77 is the shipped."""
    shutil.copytree(ROOT / "data", target)
    path = target / "2017" / "activities.csv"
    shipped = len(pd.read_csv(path, dtype=str))
    if rows != shipped:
        register(rows).to_csv(path, index=False, lineterminator="\n")
    return target
