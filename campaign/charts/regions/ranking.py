"""The ranking next to the map: regions from high to low, with a line at the national value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from campaign.analysis.uncertainty import regions_of_indicator
from campaign.analysis.view import View
from campaign.charts.regions.region_classes import (
    STATE_NAMES,
    STATE_SIGNS,
    class_index,
    class_roles,
)
from campaign.charts.regions.region_summary import value_sentence
from campaign.charts.spec import Bars, Datum, NumberFormat, Reference
from campaign.charts.words.ranges import longest, range_key, with_range


def build(view: View, tooltips: Mapping[str, Sequence[str]]) -> Bars:
    """Return a bar for each region in the colours of the map; those without a value come last.

    `tooltips` are those of the map. No bar is selected; use `select_regions`.
    """
    text, indicator = view.text, view.indicator
    roles = class_roles(indicator.family, view.classes)
    ranges = regions_of_indicator(view)
    # The same order as in the table.
    rows = view.units.sort_values("value", ascending=False, na_position="last", kind="stable")
    data = tuple(
        with_range(
            Datum(
                code=f"oblast={code}",
                label=view.campaign.places.short(str(code), text),
                value=float(row["value"]),
                state=str(row["state"]),
                role=roles[class_index(str(row["state"]), float(row["value"]), view.classes)],
                words=_words(row, view),
                tooltip=tuple(tooltips[str(code)]),
                name=view.campaign.places.name(str(code), text),
            ),
            ranges,
            code,
        )
        for code, row in rows.to_dict("index").items()
    )
    return Bars(
        data=data,
        legend=range_key(data, text),
        headings=(text("Region"), text(indicator.name)),
        format=NumberFormat("percent" if indicator.percent else "number", indicator.digits),
        end=longest(data),
        nothing=text("No activities in this selection."),
        reference=_reference(view),
        beside_map=True,
    )


def select_regions(spec: Bars, codes: Collection[str]) -> Bars:
    """Return the bars with these regions selected and the others faded."""
    selection = [datum.code.removeprefix("oblast=") in codes for datum in spec.data]
    return replace(
        spec,
        data=tuple(
            replace(datum, selected=is_selected, faded=not is_selected)
            for datum, is_selected in zip(spec.data, selection, strict=True)
        ),
    )


def summary(view: View) -> str:
    """Return the country's value in one sentence; "" if it is not known.

    If one region is selected, its value and share, which the headline does not have, come first.
    """
    text, indicator = view.text, view.indicator
    if view.selection.oblasts:
        return value_sentence(view.scope.place, view.region_rank(indicator), indicator, text)
    if view.national is None:
        return ""
    return text(
        "{indicator}, Kyrgyzstan: {value}.",
        indicator=text(indicator.name),
        value=indicator.format(view.national, text),
    )


def _words(row: Mapping[Any, Any], view: View) -> str:
    state = str(row["state"])
    if state in STATE_SIGNS:
        return view.text(STATE_NAMES[state])
    return view.indicator.format(row["value"], view.text)


def _reference(view: View) -> Reference | None:
    """Return the country's value, or the mean per region if the indicator adds up.

    The mean is used because the country's total is not on the regions' scale. None if not known.
    """
    text, indicator = view.text, view.indicator
    if view.national is None:
        return None
    if indicator.adds_up:
        # Without the activities of no single region.
        mean = view.units["value"].sum() / len(view.units)
        return Reference(mean, text("Mean per region: {value}", value=indicator.format(mean, text)))
    value = indicator.format(view.national, text)
    return Reference(view.national, text("Kyrgyzstan: {value}", value=value))
