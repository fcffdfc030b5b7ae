"""What is doubtful about accepted rows: days outside the edition, unlikely ones, likely doubles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from campaign.domain import duplicates
from campaign.ingest.reference_data import COUNTRY, PEOPLE, Period, ReferenceData
from campaign.schema import validate
from campaign.schema.issues import Issue

_FIGURES = (*PEOPLE, "materials", "media_audience")
EARLIEST = date(2000, 1, 1)
"""No campaign was held before: an earlier date is a slip."""


@dataclass(frozen=True)
class PlausibilityCheck:
    """Warnings on rows that count all the same.

    `problems` lists at most `validate.MOST_PROBLEMS` of each rule and column, `counts` has them
    all. `edition` is the one the dates were held against, None where there was none.
    """

    problems: tuple[Issue, ...]
    counts: Mapping[tuple[str, str | None], int]
    edition: str | None


def check_plausibility(
    frame: pd.DataFrame, file: str, against: ReferenceData, today: date
) -> PlausibilityCheck:
    """The doubts about the rows of a register, typed as `validate.check` types them.

    Without an edition the rows are held against the one that most of their dates lie in.
    """
    periods, nominal_days = against.periods, against.nominal_days
    edition = against.edition or edition_of(frame["date"], periods, nominal_days)
    counts: Counter[tuple[str, str | None]] = Counter()
    problems: list[Issue] = []
    outside = duplicates.outside(
        frame["date"], periods.get(edition or ""), nominal_days.get(edition or "")
    )
    rows = frame.index[outside]
    counts["outside_edition", "date"] = len(rows)
    problems += [
        Issue(file, "outside_edition", int(row), "date") for row in rows[: validate.MOST_PROBLEMS]
    ]
    for name in ("date", "end_date"):
        days = frame[name]
        unlikely = days[(days > pd.Timestamp(today)) | (days < pd.Timestamp(EARLIEST))]
        counts["unlikely_date", name] = len(unlikely)
        listed = unlikely.iloc[: validate.MOST_PROBLEMS].dt.strftime("%Y-%m-%d")
        problems += [
            Issue(file, "unlikely_date", int(row), name, {"value": day})
            for row, day in zip(listed.index.tolist(), listed.tolist(), strict=True)
        ]
    for name in _FIGURES:
        rows, most = _implausible(frame, name, against)
        counts["implausible", name] = len(rows)
        problems += [
            Issue(file, "implausible", int(row), name, {"value": n, "most": limit})
            for row, n, limit in zip(rows, frame.loc[rows, name].astype(int), most, strict=True)
        ][: validate.MOST_PROBLEMS]
    again = duplicates.likely(frame)
    counts["likely_duplicate", "date"] = len(again)
    listed = again.iloc[: validate.MOST_PROBLEMS]
    for row, first in zip(listed.index.tolist(), listed.tolist(), strict=True):
        params = {"first": first, **duplicates.likeness(frame, row, first)}
        problems.append(Issue(file, "likely_duplicate", row, "date", params))
    return PlausibilityCheck(tuple(problems), {key: n for key, n in counts.items() if n}, edition)


def _implausible(
    frame: pd.DataFrame, name: str, against: ReferenceData
) -> tuple[pd.Index, list[int]]:
    """The rows whose figure is larger than the population it can come from, and that population.

    People who took part came from the region, most likely; viewers and leaflets may be anywhere
    in the country.
    """
    residents = against.residents
    figures = frame[name]
    # Most often no figure comes near the smallest of them, and no row is looked at.
    if not residents or not (figures > min(residents.values())).any():
        return frame.index[:0], []
    if name in PEOPLE:
        most = frame["oblast"].map(dict(residents)).astype("float64")
    else:
        most = pd.Series(residents.get(COUNTRY), index=frame.index, dtype="float64")
    rows = frame.index[figures > most]
    return rows, most[rows].astype(int).tolist()


def edition_of(
    days: pd.Series, periods: Mapping[str, Period], nominal_days: Mapping[str, int] | None = None
) -> str | None:
    """The edition in whose days most dates lie, else the one of their year; None for neither.

    A period without an end is bounded as `repeats.outside` has it.
    """
    lasting = nominal_days or {}
    inside = {
        name: int((~duplicates.outside(days, period, lasting.get(name))).sum())
        for name, period in periods.items()
        if period[0] is not None
    }
    best = max(inside, key=lambda name: inside[name], default=None)
    if best is not None and inside[best]:
        return best
    years = days.dt.year.dropna()
    year = str(int(years.mode().iloc[0])) if not years.empty else ""
    return year if year in periods else None
