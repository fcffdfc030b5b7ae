"""The numbers of a selection, computed once for views in any language and style."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import pandas as pd

from campaign.analysis.class_breaks import Classes, classify
from campaign.analysis.comparison import Comparison, Side
from campaign.analysis.coverage import Basis, coverage, national_rate
from campaign.analysis.indicators import (
    INDICATORS,
    MAP_INDICATORS,
    PLAN_SHARE,
    Indicator,
    by_day,
    by_type,
    by_unit,
    country,
)
from campaign.analysis.plan import Plan, choose_targets, plan_day, plan_of, read_targets, rows_until
from campaign.analysis.regions import RegionRank, WideActivities
from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.clock import today
from campaign.domain.places import Population

_View = TypeVar("_View", bound="ViewNumbers")
_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")
MOST_SELECTIONS = 32
"""The most selections whose numbers are cached."""


@dataclass(frozen=True, eq=False)
class SharedNumbers:
    """The cached numbers of the selections used last, for views in any language and style.

    A new view has its own cache; copies of the view by `replace` share it.
    """

    entries: OrderedDict[tuple[Campaign, Selection], dict[Hashable, Any]] = field(
        default_factory=OrderedDict
    )

    def of(self, campaign: Campaign, selection: Selection) -> dict[Hashable, Any]:
        """Return the cached numbers of a selection by function and arguments, {} at first.

        The language of the selection is ignored.
        """
        key = campaign, replace(selection, lang=None)
        numbers = self.entries.setdefault(key, {})
        self.entries.move_to_end(key)
        while len(self.entries) > MOST_SELECTIONS:
            self.entries.popitem(last=False)
        return numbers


def once(
    function: Callable[Concatenate[_View, _Arguments], _Result],
) -> Callable[Concatenate[_View, _Arguments], _Result]:
    """Return the function with its results cached by selection and further arguments.

    A result must not depend on language or style, and callers must not change it (see
    `SharedNumbers`).
    """

    @wraps(function)
    def result_of(view: _View, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        key = (function, args, *kwargs.items())
        if key not in view.results:
            view.results[key] = function(view, *args, **kwargs)
        result: _Result = view.results[key]
        return result

    return result_of


def once_in_country(
    function: Callable[Concatenate[_View, _Arguments], _Result],
) -> Callable[Concatenate[_View, _Arguments], _Result]:
    """Return the function as `once`, for all regions, whatever regions the view selects."""
    of_country = once(function)

    @wraps(function)
    def result_of(view: _View, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        return of_country(view.country_view, *args, **kwargs)

    return result_of


@dataclass(frozen=True, eq=False)
class ViewNumbers:
    """The numbers of a view, which do not depend on language and style."""

    campaign: Campaign
    selection: Selection
    numbers: SharedNumbers = field(default_factory=SharedNumbers, kw_only=True, repr=False)

    @cached_property
    def results(self) -> dict[Hashable, Any]:
        """The cached results of functions with `once` for this selection."""
        return self.numbers.of(self.campaign, self.selection)

    @cached_property
    def country_view(self) -> Self:
        """The same view of the whole country."""
        if not self.selection.oblasts:
            return self
        return replace(self, selection=replace(self.selection, oblasts=()))

    @property
    def edition(self) -> Edition:
        """The selected edition."""
        return self.campaign.editions[self.selection.edition]

    @cached_property
    def other(self) -> Self | None:
        """The same view of the campaign that this one is compared with; None without one.

        Selected days are removed, because they are those of one campaign only.
        """
        if not self.selection.other:
            return None
        other, edition = self.selection.other, self.selection.edition
        selection = replace(self.selection.with_edition(other, self.campaign), other=edition)
        return replace(self, selection=selection)

    @property
    @once
    def comparison(self) -> Comparison | None:
        """The comparison of the view's campaign with the other one, for equal regions and types.

        None without another campaign, or if one of the two has no register.
        """
        other = self.other
        if other is None or not (self.has_register and other.has_register):
            return None
        first, second = (
            Side(v.edition, v.totals(dates=False), v.totals(dates=False, oblasts=False))
            for v in (self, other)
        )
        return Comparison(first, second)

    @property
    def indicator(self) -> Indicator:
        """The selected indicator; people reached if its denominator is not known."""
        indicator = MAP_INDICATORS[self.selection.indicator]
        if indicator.code == "rate" and self.edition.population is None:
            return INDICATORS["reach"]
        if indicator is PLAN_SHARE and self.planned_people is None:
            return INDICATORS["reach"]
        return indicator

    @property
    def count_indicator(self) -> Indicator:
        """People reached, or activities if selected: types, organizers and plans have no rate."""
        return INDICATORS["activities" if self.indicator.code == "activities" else "reach"]

    @property
    def indicator_codes(self) -> list[str]:
        """The codes of the indicators that can be chosen: those whose denominator is known."""
        unknown = set()
        if self.edition.population is None:
            unknown.add("rate")
        if self.planned_people is None:
            unknown.add(PLAN_SHARE.code)
        return [code for code in MAP_INDICATORS if code not in unknown]

    @property
    @once
    def plan_day(self) -> date:
        """The day up to which plan and actual are compared. Raises ValueError without days."""
        return plan_day(self.edition, self.selection.day, today())

    @once
    def plan(self, indicator: str) -> Plan | None:
        """Return the plan of the selected regions and types, for `reach` or `activities`.

        None if there is nothing to compare with a plan.
        """
        if not self.selection.is_comparable_with_plan:
            return None
        return plan_of(self.edition, self.selection, indicator, self.plan_day)

    @property
    @once_in_country
    def planned_people(self) -> _PlannedPeople | None:
        """The people planned by `plan_day` in every region; None if a region has no plan.

        Also None with selected days or organizers, because a plan is for the whole campaign.
        """
        if not (self.selection.is_comparable_with_plan and self.has_register):
            return None
        codes = self.campaign.places.codes
        return planned_people(self.edition, self.selection, codes, self.plan_day)

    @property
    def base(self) -> Population | None:
        """The population, or the people planned, that the indicator may be divided by."""
        return self.planned_people if self.indicator is PLAN_SHARE else self.edition.population

    @property
    @once_in_country
    def country_totals(self) -> pd.DataFrame:
        """The grouped table from which the indicator is computed, with all oblasts.

        For the share of the plan it ends with `plan_day`.
        """
        totals = self.totals(oblasts=False)
        if self.indicator is not PLAN_SHARE:
            return totals
        return rows_until(totals, self.edition, self.plan_day)

    def totals(
        self, *, oblasts: bool = True, types: bool = True, dates: bool = True
    ) -> pd.DataFrame:
        """Return the grouped table of the selection; a chart does not filter by its own dimension.

        With selected organizers it has only their activities.

        Raises ValueError if the edition has no register; check `has_register` first.
        """
        if self.edition.totals is None:
            raise ValueError(f"edition {self.edition.campaign_id} has no register")
        filters = (oblasts, types, dates)
        if filters not in self._totals:
            totals, organisers = self.edition.totals, self.selection.organisers
            if organisers:
                totals = self.edition.totals_of_organisers(tuple(sorted(organisers)))
            where = self.selection.row_filter(
                oblasts=oblasts, types=types, dates=dates, organisers=False
            )
            self._totals[filters] = where.apply(totals)
        return self._totals[filters]

    @property
    @once
    def _totals(self) -> dict[tuple[bool, bool, bool], pd.DataFrame]:
        """The cached results of `totals`, by the applied filters."""
        return {}

    @property
    def has_register(self) -> bool:
        """True if there are activities to count."""
        return self.edition.totals is not None and not self.edition.totals.empty

    @property
    @once
    def is_empty(self) -> bool:
        """True if no activity passes the filters, or if there is no register."""
        return self.edition.totals is None or self.totals().empty

    @property
    @once
    def undrawn(self) -> tuple[int, float]:
        """The selected activities on days that no chart shows, and their people (NaN: unknown)."""
        totals = self.totals()
        rows = totals[~self.edition.is_shown(totals)]
        return int(rows["activities"].sum()), float(rows["reached"].sum(min_count=1))

    @property
    @once
    def daily(self) -> pd.DataFrame | None:
        """The selected days as `indicators.by_day`; None without activities or days."""
        if self.is_empty or self.edition.first_day is None:
            return None
        return by_day(self.totals(), *self.days)

    @property
    @once_in_country
    def units(self) -> pd.DataFrame:
        """The indicator of every unit, as `indicators.by_unit`, also of oblasts not selected.

        For the share of the plan there is a further column `planned`, in people.
        """
        if self.indicator is not PLAN_SHARE:
            return self.units_of(self.indicator)
        codes, population = self.campaign.places.codes, self.edition.population
        units = by_unit(self.country_totals, PLAN_SHARE, codes, self.planned_people)
        people = float("nan") if population is None else population.by_unit.reindex(codes)
        return units.rename(columns={"population": "planned"}).assign(population=people)

    @once_in_country
    def units_of(self, indicator: Indicator) -> pd.DataFrame:
        """Return an indicator other than the share of the plan, as `units`."""
        totals, codes = self.totals(oblasts=False), self.campaign.places.codes
        return by_unit(totals, indicator, codes, self.edition.population)

    @once
    def types_of(self, indicator: Indicator) -> pd.DataFrame:
        """Return an indicator of every type that occurs, as `indicators.by_type`."""
        return by_type(self.totals(), indicator, self.campaign.types)

    @property
    @once
    def basis(self) -> Basis:
        """The selected population, or group of it, that people reached are compared with."""
        return Basis.of(self.selection.denominator, self.edition, self.campaign.places)

    @property
    @once_in_country
    def coverage(self) -> pd.DataFrame:
        """The `coverage` of all regions, with the types and dates of the selection."""
        totals, codes, basis = self.totals(oblasts=False), self.campaign.places.codes, self.basis
        return coverage(totals, codes, basis.population, basis.numerator)

    @property
    def national_rate(self) -> float:
        """The `national_rate` with the types and dates of the selection."""
        basis = self.basis
        return national_rate(self.totals(oblasts=False), basis.population, basis.numerator)

    @property
    @once_in_country
    def classes(self) -> Classes:
        """The classes of the map; the maps of two compared campaigns have the same class limits."""
        other, values = self.other, list(self.units["value"])
        common = classify(
            values if other is None else [*values, *other.units["value"]],
            self.selection.method,
            self.selection.classes,
            self.indicator.digits + (2 if self.indicator.percent else 0),
            self.average if other is None else None,
        )
        return common if other is None else common.count(values)

    @property
    @once_in_country
    def national(self) -> float | None:
        """The selected indicator for the whole country, with the same types and dates."""
        return country(self.country_totals, self.indicator, self.base)

    @property
    @once_in_country
    def wide(self) -> WideActivities:
        """The activities of no single region, with the same types and dates."""
        return WideActivities.of(self.totals(oblasts=False))

    @once
    def region_rank(self, indicator: Indicator) -> RegionRank:
        """Rank and share of the selected oblasts in the country, with the same types and dates."""
        is_own = indicator is self.indicator
        return RegionRank.of(
            self.country_totals if is_own else self.totals(oblasts=False),
            indicator,
            self.selection.oblasts,
            self.campaign.places.codes,
            self.base if is_own else self.edition.population,
        )

    @property
    def average(self) -> float | None:
        """The national average, on the scale of the units; None if the indicator adds up."""
        return None if self.indicator.adds_up else self.national

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of the selection. Raises ValueError if the edition has no days."""
        first, last = self.edition.first_day, self.edition.last_day
        if first is None or last is None:
            raise ValueError(f"edition {self.edition.campaign_id} has no dates")
        return self.selection.start or first, self.selection.end or last


@dataclass(frozen=True, eq=False)
class _PlannedPeople(Population):
    """The people planned by a day in each region, used in place of a population.

    `country` is the number planned for the whole country, NaN if the country has no plan.
    """

    country: float = math.nan

    @property
    def total(self) -> float:
        """The number planned for the country."""
        return self.country


def planned_people(
    edition: Edition, selection: Selection, codes: Sequence[str], day: date
) -> _PlannedPeople | None:
    """Return the people planned by a day in each region, for the selected types.

    None unless every region has a target and a planned number above zero by the day. The days and
    organizers of the selection are ignored, because they have no plan.
    """
    start, targets = edition.start or edition.first_day, read_targets(edition, "reach")
    if not targets or start is None:
        return None

    def plan_of(oblasts: tuple[str, ...]) -> float:
        parts = choose_targets(targets, oblasts, selection.types)
        is_whole = bool(oblasts) or all(not target.oblast for target in parts)
        return sum(t.planned(start, day) for t in parts) if parts and is_whole else math.nan

    by_unit = pd.Series({code: plan_of((code,)) for code in codes}, dtype="float64")
    by_unit.index.name = "iso_code"
    if not (by_unit > 0).all():
        return None
    return _PlannedPeople(day.year, by_unit, (), country=plan_of(()))
