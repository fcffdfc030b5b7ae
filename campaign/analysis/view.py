"""The view of one reader: campaign, selection, language and style as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd

from campaign.analysis.class_breaks import Classes, classify
from campaign.analysis.comparison import Comparison, Side
from campaign.analysis.coverage import Basis, coverage, national_rate
from campaign.analysis.indicator_frames import by_day, by_unit, country
from campaign.analysis.indicators import INDICATORS, MAP_INDICATORS, PLAN_SHARE, Indicator
from campaign.analysis.plan import Plan, plan_day, plan_of
from campaign.analysis.planned_people import PlannedPeople, planned_people
from campaign.analysis.region_rank import RegionRank
from campaign.analysis.scope import Scope
from campaign.analysis.selection import Selection
from campaign.analysis.wide_activities import WideActivities
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.clock import today
from campaign.domain.places import BOUNDARY_NOTES, OWN_BOUNDARY_NOTE, Population
from campaign.i18n.translator import Text
from campaign.theme.style import Style


@dataclass(frozen=True, eq=False)
class View:
    """Everything a chart needs."""

    campaign: Campaign
    selection: Selection
    text: Text
    style: Style

    @property
    def key(self) -> tuple[str, Selection, str, str]:
        """A key, equal for two views with the same content and look."""
        return (self.campaign.fingerprint, self.selection, self.text.lang, self.style.mode)

    @cached_property
    def whole(self) -> View:
        """The same view of the whole country."""
        if not self.selection.oblasts:
            return self
        return replace(self, selection=replace(self.selection, oblasts=()))

    @property
    def edition(self) -> Edition:
        """The edition on show."""
        return self.campaign.editions[self.selection.edition]

    @cached_property
    def other(self) -> View | None:
        """The same view of the campaign that this one is compared with; None without one.

        Days are not selected in it: they are those of one campaign.
        """
        if not self.selection.other:
            return None
        other, edition = self.selection.other, self.selection.edition
        selection = replace(self.selection.with_edition(other, self.campaign), other=edition)
        return replace(self, selection=selection)

    @cached_property
    def comparison(self) -> Comparison | None:
        """The campaign of the view beside the other one, with the same regions and types.

        None without another campaign, or where one of the two has no register.
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
        """The selected indicator; people reached where the population is not known for a rate."""
        indicator = MAP_INDICATORS[self.selection.indicator]
        if indicator.code == "rate" and self.edition.population is None:
            return INDICATORS["reach"]
        if indicator is PLAN_SHARE and self.planned is None:
            return INDICATORS["reach"]
        return indicator

    @property
    def indicator_codes(self) -> list[str]:
        """The indicators that can be chosen: without those whose denominator is not known."""
        unknown = set()
        if self.edition.population is None:
            unknown.add("rate")
        if self.planned is None:
            unknown.add(PLAN_SHARE.code)
        return [code for code in MAP_INDICATORS if code not in unknown]

    @cached_property
    def plan_day(self) -> date:
        """The day up to which plan and actual are compared. Raises ValueError without days."""
        return plan_day(self.edition, self.selection.day, today())

    def plan(self, indicator: str) -> Plan | None:
        """The plan of the selected regions and types, for `reach` or `activities`.

        None where nothing can be compared with one.
        """
        if not self.selection.is_comparable_with_plan:
            return None
        return plan_of(self.edition, self.selection, indicator, self.plan_day)

    @cached_property
    def planned(self) -> PlannedPeople | None:
        """The people planned by that day in every region; None where a region has no plan.

        A plan is one of the whole campaign: none for selected days or organizers.
        """
        if not (self.selection.is_comparable_with_plan and self.has_register):
            return None
        codes = self.campaign.places.codes
        return planned_people(self.edition, self.selection, codes, self.plan_day)

    @property
    def base(self) -> Population | None:
        """What the indicator is divided by, where that is no sum of the register."""
        return self.planned if self.indicator is PLAN_SHARE else self.edition.population

    @cached_property
    def country_totals(self) -> pd.DataFrame:
        """The grouped table that the indicator is of, for any selected oblasts.

        A plan is compared with what was reached by its day.
        """
        totals = self.totals(oblasts=False)
        if self.indicator is not PLAN_SHARE:
            return totals
        return totals[totals["date"] <= pd.Timestamp(self.plan_day)]

    def totals(
        self, *, oblasts: bool = True, types: bool = True, dates: bool = True
    ) -> pd.DataFrame:
        """The grouped table of the selection; a chart does not filter by its own dimension.

        With selected organizers it is the table of their activities.

        Raises ValueError where the edition has no register: ask `has_register` first.
        """
        if self.edition.totals is None:
            raise ValueError(f"edition {self.edition.campaign_id} has no register")
        filters = (oblasts, types, dates)
        if filters not in self._totals:
            totals, organisers = self.edition.totals, self.selection.organisers
            if organisers:
                totals = self.edition.totals_of_organisers(tuple(sorted(organisers)))
            self._totals[filters] = self.selection.apply(
                totals, oblasts=oblasts, types=types, dates=dates, organisers=False
            )
        return self._totals[filters]

    @cached_property
    def _totals(self) -> dict[tuple[bool, bool, bool], pd.DataFrame]:
        """What `totals` returns, by the filters that it applies."""
        return {}

    @property
    def has_register(self) -> bool:
        """True where there are activities to count."""
        return self.edition.totals is not None and not self.edition.totals.empty

    @cached_property
    def is_empty(self) -> bool:
        """True where the filters leave no activity, or where there is no register."""
        return self.edition.totals is None or self.totals().empty

    @property
    def absence(self) -> str:
        """The reason why there are no activities, in words; "" where there are some."""
        if self.edition.status == "published_only":
            return self.text("No register of activities was published for this campaign.")
        if self.edition.totals is None:
            return self.text("The register of this campaign cannot be shown.")
        if not self.has_register or self.is_empty:
            return self.text("No activities in this selection.")
        return ""

    @cached_property
    def daily(self) -> pd.DataFrame | None:
        """The selected days as `indicator_frames.by_day`; None without activities or days."""
        if self.is_empty or self.edition.first_day is None:
            return None
        return by_day(self.totals(), *self.days)

    @cached_property
    def units(self) -> pd.DataFrame:
        """The indicator of every unit, as `indicator_frames.by_unit`, for any selected oblasts.

        Of the share of the plan also `planned`: people.
        """
        if self.indicator is not PLAN_SHARE:
            return self.units_of(self.indicator)
        codes, population = self.campaign.places.codes, self.edition.population
        units = by_unit(self.country_totals, PLAN_SHARE, codes, self.planned)
        people = float("nan") if population is None else population.by_unit.reindex(codes)
        return units.rename(columns={"population": "planned"}).assign(population=people)

    def units_of(self, indicator: Indicator) -> pd.DataFrame:
        """An indicator other than the share of the plan, as `units`."""
        if indicator.code not in self._units:
            totals, codes = self.totals(oblasts=False), self.campaign.places.codes
            self._units[indicator.code] = by_unit(totals, indicator, codes, self.edition.population)
        return self._units[indicator.code]

    @cached_property
    def _units(self) -> dict[str, pd.DataFrame]:
        """What `units_of` returns, by the code of its indicator."""
        return {}

    @cached_property
    def basis(self) -> Basis:
        """What people are compared with, as selected."""
        return Basis.of(self.selection.denominator, self.edition, self.campaign.places)

    def coverage(self, basis: Basis) -> pd.DataFrame:
        """The `coverage` of all regions, with the types and dates of the selection."""
        if basis.group not in self._coverages:
            totals, codes = self.totals(oblasts=False), self.campaign.places.codes
            self._coverages[basis.group] = coverage(
                totals, codes, basis.population, basis.numerator
            )
        return self._coverages[basis.group]

    @cached_property
    def _coverages(self) -> dict[str, pd.DataFrame]:
        """What `coverage` returns, by the group of its basis."""
        return {}

    def national_rate(self, basis: Basis) -> float:
        """The `national_rate` with the types and dates of the selection."""
        return national_rate(self.totals(oblasts=False), basis.population, basis.numerator)

    @cached_property
    def classes(self) -> Classes:
        """The classes of the map; the maps of two campaigns that are compared have the same."""
        other, values = self.other, list(self.units["value"])
        common = classify(
            values if other is None else [*values, *other.units["value"]],
            self.selection.method,
            self.selection.classes,
            self.indicator.digits + (2 if self.indicator.percent else 0),
            self.average if other is None else None,
        )
        return common if other is None else common.count(values)

    @cached_property
    def national(self) -> float | None:
        """The selected indicator for the whole country, with the same types and dates."""
        return country(self.country_totals, self.indicator, self.base)

    @cached_property
    def wide(self) -> WideActivities:
        """The activities of no single region, with the same types and dates."""
        return WideActivities.of(self.totals(oblasts=False))

    @cached_property
    def wide_line(self) -> str:
        """How many activities belong to no single region, in a sentence; "" without any."""
        return self.wide.line(self.text, self.selection.oblasts)

    def region_rank(self, indicator: Indicator) -> RegionRank:
        """Rank and share of the selected oblasts in the country, with the same types and dates."""
        if indicator.code not in self._region_ranks:
            is_own = indicator is self.indicator
            self._region_ranks[indicator.code] = RegionRank.of(
                self.country_totals if is_own else self.totals(oblasts=False),
                indicator,
                self.selection.oblasts,
                self.campaign.places.codes,
                self.base if is_own else self.edition.population,
            )
        return self._region_ranks[indicator.code]

    @cached_property
    def _region_ranks(self) -> dict[str, RegionRank]:
        """What `region_rank` returns, by the code of its indicator."""
        return {}

    @property
    def average(self) -> float | None:
        """The national average, on the scale of the units; None where the indicator adds up."""
        return None if self.indicator.adds_up else self.national

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of the selection. Raises ValueError where the edition has none."""
        first, last = self.edition.first_day, self.edition.last_day
        if first is None or last is None:
            raise ValueError(f"edition {self.edition.campaign_id} has no dates")
        return self.selection.start or first, self.selection.end or last

    @property
    def mark(self) -> str:
        """The disclaimer of an illustrative register in words; "" for a real register.

        Also where the campaign that this one is compared with has an illustrative register.
        """
        editions = [self.campaign.editions[name] for name in self._edition_ids]
        if not any(edition.illustrative for edition in editions):
            return ""
        return self.text("Illustrative (invented) data; not actual campaign results.")

    @property
    def _edition_ids(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.selection.edition, self.selection.other)))

    @cached_property
    def scope(self) -> Scope:
        """The selection in words; "" for every part without a limit."""
        return Scope.of(self.selection, self.campaign, self.text)

    @property
    def subject(self) -> str:
        """The subject of a file of this view: the selected places or the country, days, types."""
        place = self.scope.place or self.text("Kyrgyzstan")
        return " · ".join([place, *self.scope.parts(without=("place",))])

    @property
    def filters(self) -> str:
        """The edition and the whole selection in words, always with its days."""
        parts = [self.edition.title(self.text), self.scope.full]
        if not self.scope.dates and self.edition.first_day and self.edition.last_day:
            parts.insert(1, self.text.date_range_short(*self.days))
        return " · ".join(filter(None, parts))

    @property
    def source(self) -> str:
        """The source of the register, for the line under a chart."""
        if self.edition.illustrative:
            return self.text("illustrative (invented) register made for this dashboard")
        if self.edition.own:
            return self.text("your own register, {file}", file=self.edition.source)
        return self.text("campaign register, {file}", file=self.edition.register_source)

    @property
    def boundary_notes(self) -> tuple[str, ...]:
        """The notes on the boundaries of the view."""
        own = self.campaign.boundaries_file
        if own:
            return (self.text(OWN_BOUNDARY_NOTE, file=own),)
        return tuple(self.text(note) for note in BOUNDARY_NOTES)

    def geometry(self, name: str) -> str:
        """The address of a file of the boundaries: `oblasts.geojson` or `hatch.json`."""
        own = self.campaign.geometry
        return f"/geo/own/{own}/{name}" if own else f"/geo/{name}?v={self.campaign.fingerprint}"
