"""The reader's selection as one frozen value, and as codes in a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from campaign.analysis.class_breaks import METHODS
from campaign.analysis.indicators import MAP_INDICATORS, POPULATION
from campaign.analysis.query_values import (
    parse_benchmark,
    parse_classes,
    parse_codes,
    parse_date,
    parse_day,
    parse_organisers,
    parse_other,
)
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.register import RowFilter
from campaign.i18n.translator import LANGUAGES


@dataclass(frozen=True)
class Selection:
    """The reader's selection.

    Empty `oblasts`, `types` or `organisers` and a missing date mean no limit. `organisers` has
    codes of `text_entries.entry_code`. `benchmark` is the rate per 10,000 that regions are compared
    with, None for the national average; `denominator` is the population, or the group of it, that
    this rate refers to. `other` is the edition that `edition` is compared with; "" without one.
    `day` is the day up to which plan and actual are compared, None for the default
    (`plan.plan_day`).
    """

    edition: str
    lang: str | None = None
    indicator: str = "rate"
    start: date | None = None
    end: date | None = None
    oblasts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    organisers: tuple[str, ...] = ()
    classes: int = 5
    method: str = "rounded"
    benchmark: float | None = None
    denominator: str = POPULATION
    other: str = ""
    day: date | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str], campaign: Campaign) -> Selection:
        """Return the selection in a link; unknown keys, codes and values are ignored."""
        edition_id = query.get("edition", "")
        edition_id = edition_id if edition_id in campaign.editions else campaign.default_edition
        edition = campaign.editions[edition_id]
        lang = query.get("lang")
        # Older links have "measure" for "indicator".
        indicator = query.get("indicator") or query.get("measure", "")
        method = query.get("method", "")
        denominator, groups = query.get("denominator", ""), campaign.places.population_groups
        selection = cls(
            edition=edition_id,
            lang=lang if lang in LANGUAGES else None,
            indicator=indicator if indicator in MAP_INDICATORS else cls.indicator,
            oblasts=parse_codes(query.get("oblast", ""), campaign.places.codes),
            types=parse_codes(query.get("type", ""), campaign.type_codes),
            organisers=parse_organisers(query.get("organiser", ""), edition),
            classes=parse_classes(query.get("classes", "")) or cls.classes,
            method=method if method in METHODS else cls.method,
            benchmark=parse_benchmark(query.get("benchmark", "")),
            denominator=denominator if denominator in groups else cls.denominator,
            other=parse_other(query.get("with", ""), edition_id, campaign),
            day=parse_day(query.get("day", ""), edition),
        )
        return selection.between(
            parse_date(query.get("from", "")), parse_date(query.get("to", "")), edition
        )

    def to_query(self, campaign: Campaign) -> dict[str, str]:
        """Return the selection in codes for a link, without defaults."""
        query = {}
        if self.edition != campaign.default_edition:
            query["edition"] = self.edition
        if self.lang:
            query["lang"] = self.lang
        if self.indicator != Selection.indicator:
            query["indicator"] = self.indicator
        if self.start:
            query["from"] = self.start.isoformat()
        if self.end:
            query["to"] = self.end.isoformat()
        # In the order of the files, not of the clicks, so that each selection has one address.
        if self.oblasts:
            query["oblast"] = ",".join(c for c in campaign.places.codes if c in self.oblasts)
        if self.types:
            query["type"] = ",".join(c for c in campaign.type_codes if c in self.types)
        if self.organisers:
            edition = campaign.editions.get(self.edition)
            codes = edition.organiser_codes if edition is not None else ()
            if known := [code for code in sorted(self.organisers) if code in codes]:
                query["organiser"] = ",".join(known)
        if self.classes != Selection.classes:
            query["classes"] = str(self.classes)
        if self.method != Selection.method:
            query["method"] = self.method
        if self.benchmark is not None:
            query["benchmark"] = f"{self.benchmark:g}"
        if self.denominator != Selection.denominator:
            query["denominator"] = self.denominator
        if self.other:
            query["with"] = self.other
        if self.day:
            query["day"] = self.day.isoformat()
        return query

    def to_link(self, campaign: Campaign) -> dict[str, str]:
        """Return the selection for another reader, who chooses the language: without `lang`."""
        return replace(self, lang=None).to_query(campaign)

    @property
    def filtered(self) -> bool:
        """True if an oblast, a type, an organizer or a date limits the activities."""
        return bool(self.oblasts or self.types or self.organisers or self.start or self.end)

    @property
    def is_comparable_with_plan(self) -> bool:
        """True without selected days and organizers, because a plan is for the whole campaign."""
        return not (self.start or self.end or self.organisers)

    def has_unknown_organiser(self, campaign: Campaign) -> bool:
        """Return True if one of the organizers is not in the register of the edition."""
        if not self.organisers:
            return False
        edition = campaign.editions.get(self.edition)
        return edition is None or not edition.organiser_codes.issuperset(self.organisers)

    def without_filters(self) -> Selection:
        """Return the same selection without filters."""
        return replace(self, oblasts=(), types=(), organisers=(), start=None, end=None)

    def with_edition(self, name: str, campaign: Campaign) -> Selection:
        """Return the selection for another edition.

        The days are removed, and so are organizers that the new edition does not have.
        """
        codes = campaign.editions[name].organiser_codes
        organisers = tuple(code for code in self.organisers if code in codes)
        other = self.other if self.other != name else ""
        selection = replace(self, start=None, end=None, day=None)
        return replace(selection, edition=name, organisers=organisers, other=other)

    def between(self, start: date | None, end: date | None, edition: Edition) -> Selection:
        """Return the selection of these days; a day at or beyond an end of the edition is no limit.

        Days in the wrong order are swapped.
        """
        if start and end and end < start:
            start, end = end, start
        first, last = edition.first_day, edition.last_day
        if first is None or last is None:
            return replace(self, start=None, end=None)
        if start and not first < start <= last:
            start = None
        if end and not first <= end < last:
            end = None
        return replace(self, start=start, end=end)

    def toggle(
        self,
        oblast: str | None = None,
        type_code: str | None = None,
        organiser: str | None = None,
    ) -> Selection:
        """Return the selection with the oblast, type or organizer added, or removed if selected.

        A pair (a cell of the heatmap) replaces the selected oblasts and types; if exactly this pair
        is selected, both are cleared.
        """
        if oblast and type_code:
            pair = ((oblast,), (type_code,))
            oblasts, types = ((), ()) if (self.oblasts, self.types) == pair else pair
            return replace(self, oblasts=oblasts, types=types)
        if oblast:
            return replace(self, oblasts=_toggle(self.oblasts, oblast))
        if type_code:
            return replace(self, types=_toggle(self.types, type_code))
        if organiser:
            return replace(self, organisers=_toggle(self.organisers, organiser))
        return self

    def apply(
        self,
        rows: pd.DataFrame,
        *,
        oblasts: bool = True,
        types: bool = True,
        dates: bool = True,
        organisers: bool = True,
    ) -> pd.DataFrame:
        """Return the selected rows of a register or a grouped table (`oblast`, `type`, `date`).

        A chart does not apply the filter of its own dimension: the map shows all oblasts and
        highlights the selected ones. A grouped table has no organizers: `View.totals` groups the
        activities of the selected ones. Raises KeyError if a grouped table is to be filtered by
        organizers.
        """
        where = self.row_filter(oblasts=oblasts, types=types, dates=dates, organisers=organisers)
        return where.apply(rows)

    def row_filter(
        self,
        *,
        oblasts: bool = True,
        types: bool = True,
        dates: bool = True,
        organisers: bool = True,
    ) -> RowFilter:
        """Return the filter that `apply` uses, for a query to a register."""
        return RowFilter(
            self.oblasts if oblasts else (),
            self.types if types else (),
            self.organisers if organisers else (),
            self.start if dates else None,
            self.end if dates else None,
        )


def _toggle(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(c for c in codes if c != code) if code in codes else (*codes, code)
