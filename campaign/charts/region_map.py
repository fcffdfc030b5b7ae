"""The map: each region in the colour of its class, the cities enlarged, by day if it plays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import pandas as pd

from campaign.analysis.class_breaks import Classes, limits
from campaign.analysis.indicators import accumulate_by_unit, accumulate_country
from campaign.analysis.view import View
from campaign.analysis.view_numbers import once_in_country
from campaign.charts.region_text import (
    STATE_NAMES,
    STATE_SIGNS,
    UNCLASSED,
    caution,
    class_index,
    class_roles,
    count_words,
    tooltips,
    value_words,
)
from campaign.charts.spec import Choropleth, ColorBar, ColorBarMark, Datum, LegendKey
from campaign.i18n.translator import Text
from campaign.theme.roles import state_role


def map_spec(view: View, animation: Mapping[str, Any]) -> Choropleth | None:
    """Return the map of all regions, none selected; None if the boundaries cannot be read.

    `animation` is the result of `animation.build_animation`; the legend also has the states that
    occur only during the animation.
    """
    if view.campaign.places.boundaries is None:
        return None
    text, indicator = view.text, view.indicator
    return build_map(
        _data(view, class_roles(indicator.family, view.classes)),
        view.classes,
        indicator.family,
        text(indicator.name),
        partial(indicator.format, text=text),
        view,
        average=view.average,
        animation=animation,
    )


def build_map(
    data: Sequence[Datum],
    classes: Classes,
    family: str,
    name: str,
    write: Callable[[float], str],
    view: View,
    *,
    average: float | None = None,
    animation: Mapping[str, Any] = MappingProxyType({}),
) -> Choropleth:
    """Return a map of these regions with the legend of their classes and states.

    `family` is the ramp of colours, `name` that of the values; `write` formats a value.
    """
    text, roles = view.text, class_roles(family, classes)
    keys = (
        LegendKey(role, limits(map_class, write, text), map_class.units)
        for role, map_class in zip(roles[len(UNCLASSED) :], classes.classes, strict=True)
    )
    return Choropleth(
        data=tuple(data),
        roles=roles,
        legend=(*keys, *_state_keys(data, animation, text)),
        legend_title=legend_heading(name, text),
        strip=_build_strip(classes, data, write, text, average),
        places=view.campaign.places,
        animation=animation,
    )


def select_regions(spec: Choropleth, codes: Sequence[str]) -> Choropleth:
    """Return the map with exactly these regions selected."""
    data = (replace(datum, selected=code in codes) for code, datum in spec.by_code.items())
    return replace(spec, data=tuple(data))


def legend_heading(name: str, text: Text) -> str:
    """Return the first line of the legend's title."""
    return text("{indicator} (number of regions)", indicator=name)


def _data(view: View, roles: Sequence[str]) -> tuple[Datum, ...]:
    text, indicator, places, lines = view.text, view.indicator, view.campaign.places, tooltips(view)
    data = []
    for index, row in view.units.to_dict("index").items():
        code, state, value = str(index), str(row["state"]), float(row["value"])
        datum = Datum(
            code=f"oblast={code}",
            label=places.short(code, text),
            value=value,
            state=state,
            role=roles[class_index(state, value, view.classes)],
            words=value_words(state, value, indicator, text),
            tooltip=lines[code],
            name=places.name(code, text),
        )
        data.append(datum)
    return tuple(data)


def _state_keys(data: Sequence[Datum], animation: Mapping[str, Any], text: Text) -> list[LegendKey]:
    """Return the entries of the states that regions have, also during the animation."""
    indices = {point[1] for points in animation.get("units", {}).values() for point in points}
    keys = []
    for state in reversed(UNCLASSED):
        count = sum(datum.state == state for datum in data)
        if count or UNCLASSED.index(state) in indices:
            keys.append(LegendKey(state_role(state), text(STATE_NAMES[state]), count))
    return keys


def _build_strip(
    classes: Classes,
    data: Sequence[Datum],
    write: Callable[[float], str],
    text: Text,
    average: float | None,
) -> ColorBar:
    """Return the strip: the limits of the classes, the national average, and all regions."""
    if not classes.classes:
        return ColorBar()
    mark = None
    if average is not None:
        label = text("National average: {value}", value=write(average))
        mark = ColorBarMark("", label, write(average), classes.place(average))
    return ColorBar(
        limits=tuple(map(write, classes.joints)),
        average=mark,
        regions=tuple(
            ColorBarMark(
                datum.code.removeprefix("oblast="),
                datum.label,
                datum.words,
                classes.place(datum.value),
            )
            for datum in data
            if datum.state == "value"
        ),
    )


STEP = 90
"""The duration of a day in milliseconds."""


def build_animation(view: View) -> dict[str, Any]:
    """Return the changes by day, with `day_words`; a selection of regions does not change them.

    {} for an indicator that does not accumulate, or if there is only one day. The classes are those
    of the map without animation, so that a colour has the same meaning on every day. An item of
    `units` is a list: day, class index, value in words, value (None for no value), for a rate the
    people reached, and position on the legend's strip (None for none). An item of `country`: day,
    value in words, value on the scale of the units, the latter in words, position on the strip. An
    item of `highest`: day, and the highest of the units in words.
    """
    words = day_words(view)
    if not words:
        return {}
    changes, country, regions = _changes(view)
    return {
        **words,
        "units": _units(changes, view),
        "country": _country(country, regions, view),
        "highest": _highest(changes, view),
    }


@once_in_country
def _changes(view: View) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the changes of each region, of the country, and of all regions together."""
    totals, population = view.totals(oblasts=False), view.edition.population
    indicator, codes, days = view.indicator, view.campaign.places.codes, _days(view)
    changes = accumulate_by_unit(totals, indicator, codes, population, days)
    country = accumulate_country(totals, indicator, population, days)
    if not view.wide.codes:
        return changes, country, country
    of_regions = totals[totals["oblast"].isin(codes)]
    return changes, country, accumulate_country(of_regions, indicator, population, days)


def day_words(view: View) -> dict[str, Any]:
    """Return the days, and the templates that the browser fills with the values of a day.

    {} without an animation. `first` is the number of the first day in the edition; `legend` is the
    legend's title, `average` the label of the national average on the strip; `states` has the texts
    of the class indices without a number.
    """
    text, indicator, days = view.text, view.indicator, view.days
    if not indicator.accumulates or days[0] >= days[1]:
        return {}
    name = text(indicator.name)
    mark_words = (
        text("Mean per region: {value}") if indicator.adds_up else text("Kyrgyzstan: {value}")
    )
    return {
        "start": days[0].isoformat(),
        "days": (days[1] - days[0]).days + 1,
        "first": (days[0] - (view.edition.start or days[0])).days + 1,
        "day": text("Day {n}"),
        "months": text.day_template(*days),
        "period": text(
            "{indicator} from {start:abl} to {day}",
            indicator=name,
            day="{day}",
            start=days[0],
        ),
        "finding": text("Kyrgyzstan: {value}. Highest: {top}.", value="{value}", top="{top}"),
        "nowhere": text("Kyrgyzstan: {value}.", value="{value}"),
        "legend": legend_heading(f"{name} · {{number}}", text),
        "average": "" if view.average is None else text("National average: {value}"),
        "value": f"{name}: {{value}}",
        "count": text("People reached: {n}"),
        "mark": mark_words,
        "states": {str(UNCLASSED.index(state)): text(STATE_NAMES[state]) for state in STATE_SIGNS},
        "caution": caution(view),
        "ms": STEP,
    }


def _days(view: View) -> pd.DatetimeIndex:
    return pd.date_range(*view.days, freq="D")


def _units(changes: pd.DataFrame, view: View) -> dict[str, list[list[Any]]]:
    text, indicator = view.text, view.indicator
    empty_point = [0, UNCLASSED.index("no_activity"), STATE_SIGNS["no_activity"], None, "", None]
    units: dict[str, list[list[Any]]] = {
        code: [list(empty_point)] for code in view.campaign.places.codes
    }
    columns = [changes[name].tolist() for name in ("oblast", "day", "state", "value", "reached")]
    for code, day, state, value, reached in zip(*columns, strict=True):
        point = [
            day,
            class_index(state, value, view.classes),
            value_words(state, value, indicator, text),
            round(value, indicator.digits + 2) if value == value else None,
            count_words(reached, indicator, text),
            _place(value, view) if state == "value" else None,
        ]
        _add(units[code], point)
    return units


def _country(rows: pd.DataFrame, regions: pd.DataFrame, view: View) -> list[list[Any]]:
    """Return the items of the country; `regions` are the sums of the regions only."""
    text, indicator = view.text, view.indicator
    sums, total = dict(zip(regions["day"], regions["value"], strict=True)), 0.0
    points: list[list[Any]] = [[0, STATE_SIGNS["no_activity"], None, "", None]]
    for day, value in zip(rows["day"].tolist(), rows["value"].tolist(), strict=True):
        total = sums.get(day, total)
        if value != value:
            _add(points, [day, text("not reported"), None, "", None])
            continue
        mark_value = value
        if indicator.adds_up:
            # A total is not on the scale of its parts, so the strip marks the mean per region.
            mark_value = (total if total == total else 0.0) / len(view.campaign.places.codes)
        words, mark_words = (indicator.format(v, text) for v in (value, mark_value))
        place = None if indicator.adds_up else _place(value, view)
        _add(points, [day, words, round(mark_value, 4), mark_words, place])
    return points


def _place(value: float, view: View) -> float | None:
    """Return the position of a value on the strip of classes; None if there are no classes."""
    return round(view.classes.place(value), 4) if view.classes.classes else None


def _highest(changes: pd.DataFrame, view: View) -> list[list[Any]]:
    text, places = view.text, view.campaign.places
    points: list[list[Any]] = []
    values: dict[str, float] = {}
    columns = [changes[name].tolist() for name in ("day", "oblast", "value")]
    rows = sorted(zip(*columns, strict=True), key=itemgetter(0))
    for day, of_day in groupby(rows, key=itemgetter(0)):
        values |= {code: value for _, code, value in of_day if value == value}
        highest = max(values.values(), default=0.0)
        if highest > 0:
            names = [
                places.name(code, text) for code in places.codes if values.get(code) == highest
            ]
            words = f"{text.list(names)}, {view.indicator.format(highest, text)}"
            _add(points, [day, words])
    return points


def _add(points: list[list[Any]], point: list[Any]) -> None:
    """Add a change; it replaces one of the same day, and is ignored if nothing differs."""
    if points and points[-1][0] == point[0]:
        points[-1] = point
    elif not points or points[-1][1:] != point[1:]:
        points.append(point)
