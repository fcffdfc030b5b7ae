"""The map: each region in the colour of its class, with the two cities enlarged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from campaign.analysis.class_breaks import Classes, limits
from campaign.analysis.view import View
from campaign.charts.regions.region_classes import (
    STATE_NAMES,
    UNCLASSED,
    class_index,
    class_roles,
    count_words,
    value_words,
)
from campaign.charts.regions.region_tooltip import tooltips
from campaign.charts.spec import Choropleth, ColorBar, ColorBarMark, Datum, LegendKey
from campaign.i18n.translator import Text
from campaign.theme.roles import state_role


def build_spec(view: View, animation: Mapping[str, Any]) -> Choropleth | None:
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
            note=count_words(float(row["reached"]), indicator, text),
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
