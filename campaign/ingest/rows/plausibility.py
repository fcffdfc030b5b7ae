"""Warnings on accepted rows: several campaigns, implausible values, and possible duplicates."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from campaign.domain import campaign_days, duplicates
from campaign.ingest.reference_data import PEOPLE, ReferenceData
from campaign.ingest.report import Question
from campaign.schema import validate
from campaign.schema.issues import Issue
from campaign.schema.region_codes import COUNTRY, split_regions

_COUNTS = (*PEOPLE, "materials", "media_audience")
EARLIEST = date(2000, 1, 1)
"""No campaign was held before this day: an earlier date is implausible."""


@dataclass(frozen=True)
class PlausibilityCheck:
    """Warnings on accepted rows.

    `issues` lists at most `validate.MOST_ISSUES` of each rule and column, `counts` has all of them.
    `campaigns` are those of the rows (`campaign_days.campaigns_of`), the one with most rows first;
    if the owner has to decide between several, `questions` has one about each.
    """

    issues: tuple[Issue, ...] = ()
    counts: Mapping[tuple[str, str | None], int] = field(default_factory=dict)
    campaigns: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


def check_plausibility(
    frame: pd.DataFrame,
    file: str,
    reference: ReferenceData,
    today: date,
    candidates: pd.DataFrame | None = None,
    answered: Collection[str] = (),
) -> PlausibilityCheck:
    """Return the warnings on accepted rows of a register, typed as by `validate.check_table`.

    Dates are compared with the period of the edition that `reference` names, else with that of
    their campaign; of the campaign with most rows, until the owner has `answered` about each of
    several. `candidates` are the rows that may be duplicates, None for all.
    """
    campaigns = reference.campaigns_of(frame["date"])
    counts = {str(name): int(rows) for name, rows in campaigns.value_counts().items()}
    names = tuple(sorted(counts, key=lambda name: (-counts[name], name)))
    questions: tuple[Question, ...] = ()
    if len(names) > 1 and not set(names).issubset(answered):
        campaigns = pd.Series(names[0], index=frame.index)
        questions = tuple(Question("date", name, name, (), counts[name]) for name in names)
    warnings = [
        _warn_several_campaigns(questions, file),
        _warn_outside_edition(frame, file, reference, campaigns),
        _warn_long_activities(frame, file, campaigns.map(reference.campaign_length)),
        *(_warn_implausible_dates(frame, file, name, today) for name in ("date", "end_date")),
        *(_warn_implausible_counts(frame, file, name, reference) for name in _COUNTS),
        _warn_possible_duplicates(frame if candidates is None else candidates, file),
    ]
    return PlausibilityCheck(
        tuple(issue for warning in warnings for issue in warning.issues),
        {warning.key: warning.count for warning in warnings if warning.count},
        names,
        questions,
    )


@dataclass(frozen=True)
class _Warnings:
    """The warnings of one rule and column (`key`): at most `validate.MOST_ISSUES`, and `count`."""

    key: tuple[str, str | None]
    count: int
    issues: tuple[Issue, ...]


def _warn_several_campaigns(questions: Sequence[Question], file: str) -> _Warnings:
    rule = "several_campaigns"
    campaigns = ", ".join(f"{one.spelling} ({one.rows})" for one in questions)
    issues = [Issue(file, rule, params={"campaigns": campaigns})] if questions else []
    return _Warnings((rule, None), len(issues), tuple(issues))


def _warn_outside_edition(
    frame: pd.DataFrame, file: str, reference: ReferenceData, campaigns: pd.Series
) -> _Warnings:
    rule, column = "outside_edition", "date"
    days = frame[column]
    is_outside = pd.Series(False, index=frame.index)
    for name in campaigns.unique():
        period, nominal_days = reference.periods.get(name), reference.nominal_days.get(name)
        beyond = campaign_days.is_outside(days, period, nominal_days)
        is_outside |= beyond & (campaigns == name)
    rows = frame.index[is_outside]
    issues = [Issue(file, rule, int(row), column) for row in rows[: validate.MOST_ISSUES]]
    return _Warnings((rule, column), len(rows), tuple(issues))


def _warn_long_activities(frame: pd.DataFrame, file: str, lengths: pd.Series) -> _Warnings:
    is_long = frame["end_date"] - frame["date"] >= pd.to_timedelta(lengths, "D")
    return _warn_days(frame.loc[is_long, "end_date"], file, "longer_than_campaign")


def _warn_implausible_dates(frame: pd.DataFrame, file: str, column: str, today: date) -> _Warnings:
    days = frame[column]
    is_implausible = (days > pd.Timestamp(today)) | (days < pd.Timestamp(EARLIEST))
    return _warn_days(days[is_implausible], file, "implausible_date")


def _warn_days(days: pd.Series, file: str, rule: str) -> _Warnings:
    """Return a warning for each of these cells of a column of days."""
    first_days = days.iloc[: validate.MOST_ISSUES].dt.strftime("%Y-%m-%d")
    issues = [
        Issue(file, rule, int(row), str(days.name), {"value": day})
        for row, day in zip(first_days.index.tolist(), first_days.tolist(), strict=True)
    ]
    return _Warnings((rule, str(days.name)), len(days), tuple(issues))


def _warn_implausible_counts(
    frame: pd.DataFrame, file: str, column: str, reference: ReferenceData
) -> _Warnings:
    rule = "implausible"
    rows, most = _find_implausible(frame, column, reference)
    first_rows = rows[: validate.MOST_ISSUES]
    issues = [
        Issue(file, rule, int(row), column, {"value": value, "most": limit})
        for row, value, limit in zip(
            first_rows,
            frame.loc[first_rows, column].astype(int),
            most[: len(first_rows)],
            strict=True,
        )
    ]
    return _Warnings((rule, column), len(rows), tuple(issues))


def _warn_possible_duplicates(frame: pd.DataFrame, file: str) -> _Warnings:
    rule, column = "likely_duplicate", "date"
    first_of = duplicates.find_likely(frame)
    pairs = first_of.iloc[: validate.MOST_ISSUES]
    issues = [
        Issue(
            file, rule, row, column, {"first": first, **duplicates.describe_pair(frame, row, first)}
        )
        for row, first in zip(pairs.index.tolist(), pairs.tolist(), strict=True)
    ]
    return _Warnings((rule, column), len(first_of), tuple(issues))


def _find_implausible(
    frame: pd.DataFrame, name: str, reference: ReferenceData
) -> tuple[pd.Index, list[int]]:
    """Return the rows whose value exceeds its population, and that population.

    People reached are compared with the population of the region, or of several together; viewers
    and materials may be anywhere in the country.
    """
    population = reference.population
    values = frame[name]
    # Values rarely exceed the smallest population; if none does, no row needs to be compared.
    if not population or not (values > min(population.values())).any():
        return frame.index[:0], []
    if name in PEOPLE:
        by_code = {
            code: sum(population.get(part, float("nan")) for part in split_regions(str(code)))
            for code in frame["oblast"].unique()
        }
        most = frame["oblast"].map(by_code).astype("float64")
    else:
        most = pd.Series(population.get(COUNTRY), index=frame.index, dtype="float64")
    rows = frame.index[values > most]
    return rows, most[rows].astype(int).tolist()
