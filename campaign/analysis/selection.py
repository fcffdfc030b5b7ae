"""The reader's selection as one frozen value, and as codes in a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.indicators import MAP_INDICATORS, POPULATION
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.register import RowFilter
from campaign.i18n.translator import LANGUAGES

LEAST_BENCHMARK, MOST_BENCHMARK = 0.1, 9_999.0
"""The lowest and the highest rate per 10,000 that regions can be compared with."""
_FLAGS = ("edit", "notes")
"""The keys that are in the address of the presentation with any value."""
EXPLORE = "explore"
"""The key of the chart that an address opens in a dialog; it is no part of a selection."""
KEYS = (
    *("edition", "lang", "indicator", "from", "to", "oblast", "type", "organiser", "classes"),
    *("method", "benchmark", "denominator", "with", "day", "slide", "second", EXPLORE, *_FLAGS),
)
"""The keys of a query."""
_OLDER_KEYS = {"measure": "indicator", "scene": "slide"}
"""{key in older links: its present name}."""
_FOREIGN_KEYS = re.compile(
    r"utm_\w+|\w*cl(?:ic)?kid|\w*clid|gclsrc|gad_\w+|[gw]braid|_openstat|igsh(?:id)?|mc_[ce]id"
    r"|_g[al]|li_fat_id|mkt_tok|embed(?:_options)?",
    re.IGNORECASE,
)
"""The keys that advertising, mail and messengers add to links, and those of Streamlit itself."""
_LONGEST_PART = 60


@dataclass(frozen=True)
class QueryIssue:
    """A part of a query that is not understood: an unknown key, or a value without meaning.

    `allowed` has the values of the key, a range of them as "first–last"; for an unknown key it has
    all keys. Pages do without a part that is `minor`: keys of other programs, empty values and days
    in the wrong order.
    """

    key: str
    value: str
    allowed: tuple[str, ...] = ()
    minor: bool = False

    @property
    def part(self) -> str:
        """The part as it was written: at most 60 characters, invisible ones replaced."""
        part = f"{self.key}={self.value}" if self.value else self.key
        part = part if len(part) <= _LONGEST_PART else f"{part[:_LONGEST_PART]}…"
        return "".join(letter if letter.isprintable() else "?" for letter in part)


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
        """Return the selection in a link, without what `parse_query` does not understand."""
        return parse_query(query, campaign)[0]

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

    def row_filter(
        self,
        *,
        oblasts: bool = True,
        types: bool = True,
        dates: bool = True,
        organisers: bool = True,
    ) -> RowFilter:
        """Return the filter for a register, or for a grouped table (`oblast`, `type`, `date`).

        A chart does not apply the filter of its own dimension: the map shows all oblasts and
        highlights the selected ones. A grouped table has no organizers: `View.totals` groups the
        activities of the selected ones.
        """
        return RowFilter(
            self.oblasts if oblasts else (),
            self.types if types else (),
            self.organisers if organisers else (),
            self.start if dates else None,
            self.end if dates else None,
        )


def _toggle(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(c for c in codes if c != code) if code in codes else (*codes, code)


def parse_query(
    query: Mapping[str, str] | Iterable[tuple[str, str]], campaign: Campaign
) -> tuple[Selection, tuple[QueryIssue, ...]]:
    """Return the selection in a query, and every part that is not understood.

    Codes may be in upper or lower case. A repeated key has all its values, of which only regions,
    types and organizers can have several. Raises RegisterAwayError for an organizer if the register
    cannot be read.
    """
    values = _join_repeated(query.items() if isinstance(query, Mapping) else query)
    issues: list[QueryIssue] = []

    def report(key: str, value: str, allowed: Iterable[str], *, minor: bool = False) -> None:
        issues.append(QueryIssue(key, value, tuple(allowed), minor))

    def codes(key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        parts = dict.fromkeys(filter(None, map(str.strip, values.get(key, "").split(","))))
        matches = _match(parts, allowed)
        if unknown := [part for part in parts if part not in matches]:
            report(key, ",".join(unknown), allowed)
        selected = {*matches.values()}
        return tuple(code for code in allowed if code in selected)

    def code(key: str, allowed: Sequence[str], default: Any = None) -> Any:
        if not values.get(key):
            return default
        matches = _match([values[key]], allowed)
        if not matches:
            report(key, values[key], allowed)
        return next(iter(matches.values()), default)

    def number(key: str, parse: Callable[[str], Any], limits: Sequence[Any], shown: str) -> Any:
        value = parse(values[key]) if values.get(key) else None
        if value is not None and limits[0] <= value <= limits[1]:
            return value
        if values.get(key):
            report(key, values[key], filter(None, [shown]))
        return None

    for key in [key for key in values if key not in KEYS]:
        report(key, values[key], KEYS, minor=bool(_FOREIGN_KEYS.fullmatch(key)) or not values[key])
    edition_id = code("edition", list(campaign.editions), campaign.default_edition)
    edition = campaign.editions[edition_id]
    comparable = [i for i, e in campaign.editions.items() if e.totals is not None]
    first, last = edition.first_day or date.max, edition.last_day or date.min
    days = f"{first}–{last}" if first <= last else ""
    number("slide", _parse_whole, (1, 999), "1–999")
    code("second", LANGUAGES)
    selection = Selection(
        edition=edition_id,
        lang=code("lang", LANGUAGES),
        indicator=code("indicator", list(MAP_INDICATORS), Selection.indicator),
        oblasts=codes("oblast", campaign.places.codes),
        types=codes("type", campaign.type_codes),
        # Finding the organizers of a large register takes time and is not needed without the key.
        organisers=codes("organiser", sorted(edition.organiser_codes))
        if values.get("organiser")
        else (),
        classes=int(code("classes", [str(n) for n in range(FEWEST, MOST + 1)], Selection.classes)),
        method=code("method", list(METHODS), Selection.method),
        benchmark=number(
            "benchmark",
            _parse_rate,
            (LEAST_BENCHMARK, MOST_BENCHMARK),
            f"{LEAST_BENCHMARK:g}–{MOST_BENCHMARK:g}",
        ),
        denominator=code(
            "denominator", [POPULATION, *campaign.places.population_groups], POPULATION
        ),
        other=code("with", [i for i in comparable if i != edition_id], ""),
        day=number("day", _parse_date, (first, last), days),
    )
    # A day beyond the other end sets no limit.
    start = number("from", _parse_date, (date.min, last), days)
    end = number("to", _parse_date, (first, date.max), days)
    if start and end and start > end:
        report("from", values["from"], [f"{first}–{end}"], minor=True)
    for key in [key for key in KEYS if values.get(key) == "" and key not in _FLAGS]:
        report(key, "", (), minor=True)
    return selection.between(start, end, edition), tuple(issues)


def parse_address(
    query: Iterable[tuple[str, str]], campaign: Campaign
) -> tuple[Selection, tuple[QueryIssue, ...]]:
    """Return the result of `parse_query` for a page, without minor issues."""
    selection, issues = parse_query(query, campaign)
    return selection, tuple(issue for issue in issues if not issue.minor)


def _join_repeated(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return {key: its different values with commas}, with the present names of keys."""
    lists: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        lists.setdefault(str(key), {})[str(value).strip(" ,")] = None
    for older, key in _OLDER_KEYS.items():
        former = lists.pop(older, {})
        if former and not any(lists.get(key, {})):
            lists[key] = former
    return {key: ",".join(filter(None, values)) for key, values in lists.items()}


def _match(parts: Iterable[str], codes: Iterable[str]) -> dict[str, str]:
    """Return {part: the code that it is}, in other letter case only where a single code fits."""
    known, by_key = {*codes}, dict[str, list[str]]()
    for code in known:
        by_key.setdefault(code.casefold(), []).append(code)
    matches = {}
    for part in parts:
        candidates = [part] if part in known else by_key.get(part.casefold(), [])
        if len(candidates) == 1:
            matches[part] = candidates[0]
    return matches


def _parse_whole(value: str) -> int | None:
    """Return a whole number of at most three digits; None for anything else."""
    return int(value) if re.fullmatch(r"\d{1,3}", value, re.ASCII) else None


def _parse_rate(value: str) -> float | None:
    """Return a rate with at most one decimal; None for anything else."""
    return float(value) if re.fullmatch(r"\d{1,4}(\.\d)?", value, re.ASCII) else None


def _parse_date(value: str) -> date | None:
    """Return an ISO date; None for anything else."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
