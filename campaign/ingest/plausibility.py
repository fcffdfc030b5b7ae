"""Warnings on accepted rows: implausible dates and figures, and possible duplicates."""

from __future__ import annotations

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
    """Warnings on accepted rows.

    `issues` lists at most `validate.MOST_PROBLEMS` of each rule and column, `counts` has them
    all. `edition` is the one whose days the dates are compared with, None without any.
    """

    issues: tuple[Issue, ...]
    counts: Mapping[tuple[str, str | None], int]
    edition: str | None


def check_plausibility(
    frame: pd.DataFrame, file: str, reference: ReferenceData, today: date
) -> PlausibilityCheck:
    """The warnings on accepted rows of a register, typed as `validate.check` types them.

    Dates are compared with the days of the edition that `reference` names, else of the one in which
    most of them lie.
    """
    edition = reference.edition or edition_of(
        frame["date"], reference.periods, reference.nominal_days
    )
    warnings = [
        _warn_outside_edition(frame, file, reference, edition or ""),
        *(_warn_unlikely_dates(frame, file, name, today) for name in ("date", "end_date")),
        *(_warn_implausible_figures(frame, file, name, reference) for name in _FIGURES),
        _warn_possible_duplicates(frame, file),
    ]
    return PlausibilityCheck(
        tuple(issue for warning in warnings for issue in warning.listed),
        {warning.of: warning.count for warning in warnings if warning.count},
        edition,
    )


@dataclass(frozen=True)
class _Warnings:
    """The warnings of one rule and column: at most `validate.MOST_PROBLEMS`, and how many."""

    of: tuple[str, str]
    count: int
    listed: tuple[Issue, ...]


def _warn_outside_edition(
    frame: pd.DataFrame, file: str, reference: ReferenceData, edition: str
) -> _Warnings:
    rule, column = "outside_edition", "date"
    period, lasting = reference.periods.get(edition), reference.nominal_days.get(edition)
    rows = frame.index[duplicates.is_outside(frame[column], period, lasting)]
    listed = [Issue(file, rule, int(row), column) for row in rows[: validate.MOST_ISSUES]]
    return _Warnings((rule, column), len(rows), tuple(listed))


def _warn_unlikely_dates(frame: pd.DataFrame, file: str, column: str, today: date) -> _Warnings:
    rule, days = "unlikely_date", frame[column]
    unlikely = days[(days > pd.Timestamp(today)) | (days < pd.Timestamp(EARLIEST))]
    shown = unlikely.iloc[: validate.MOST_ISSUES].dt.strftime("%Y-%m-%d")
    listed = [
        Issue(file, rule, int(row), column, {"value": day})
        for row, day in zip(shown.index.tolist(), shown.tolist(), strict=True)
    ]
    return _Warnings((rule, column), len(unlikely), tuple(listed))


def _warn_implausible_figures(
    frame: pd.DataFrame, file: str, column: str, reference: ReferenceData
) -> _Warnings:
    rule = "implausible"
    rows, most = _implausible(frame, column, reference)
    shown = rows[: validate.MOST_ISSUES]
    listed = [
        Issue(file, rule, int(row), column, {"value": figure, "most": limit})
        for row, figure, limit in zip(
            shown, frame.loc[shown, column].astype(int), most[: len(shown)], strict=True
        )
    ]
    return _Warnings((rule, column), len(rows), tuple(listed))


def _warn_possible_duplicates(frame: pd.DataFrame, file: str) -> _Warnings:
    rule, column = "likely_duplicate", "date"
    repeats = duplicates.find_likely(frame)
    shown = repeats.iloc[: validate.MOST_ISSUES]
    listed = [
        Issue(
            file, rule, row, column, {"first": first, **duplicates.describe_pair(frame, row, first)}
        )
        for row, first in zip(shown.index.tolist(), shown.tolist(), strict=True)
    ]
    return _Warnings((rule, column), len(repeats), tuple(listed))


def _implausible(
    frame: pd.DataFrame, name: str, reference: ReferenceData
) -> tuple[pd.Index, list[int]]:
    """The rows whose figure is larger than the population it can come from, and that population.

    People who took part came from the region, most likely; viewers and leaflets may be anywhere
    in the country.
    """
    population = reference.population
    figures = frame[name]
    # Most often no figure comes near the smallest of them, and no row is looked at.
    if not population or not (figures > min(population.values())).any():
        return frame.index[:0], []
    if name in PEOPLE:
        most = frame["oblast"].map(dict(population)).astype("float64")
    else:
        most = pd.Series(population.get(COUNTRY), index=frame.index, dtype="float64")
    rows = frame.index[figures > most]
    return rows, most[rows].astype(int).tolist()


def edition_of(
    days: pd.Series, periods: Mapping[str, Period], nominal_days: Mapping[str, int] | None = None
) -> str | None:
    """The edition in whose days most dates lie, else the one of their year; None for neither.

    A period without an end is bounded as `duplicates.outside` has it.
    """
    lasting = nominal_days or {}
    inside = {
        name: int((~duplicates.is_outside(days, period, lasting.get(name))).sum())
        for name, period in periods.items()
        if period[0] is not None
    }
    best = max(inside, key=lambda name: inside[name], default=None)
    if best is not None and inside[best]:
        return best
    years = days.dt.year.dropna()
    year = str(int(years.mode().iloc[0])) if not years.empty else ""
    return year if year in periods else None
